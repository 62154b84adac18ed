"""Pairs with signs that few programs write between a key and its value.

Those who write Chinese, Japanese or Korean have wide signs (``이름：홍길동，나이：30``), and a map
of Scala is printed with arrows (``Map(name -> 홍길동, phone -> 010-1234-5678)``), texts of Erlang
stand in ``<<"…">>``. Gateways part pairs with signs that are in no value, ``name=홍길동^hp=…``.
Who is meant may be said in two Korean words, ``접속 ID: …``, ``받는 사람: …``, ``사용자(ID: …)``.
Before pairs are looked for they are written as others write them.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.pairs import KEY
from pii_scan.sources.logs.rewriting import rewritten

_WIDE = {"：": ":", "，": ", ", "；": "; ", "＝": "="}
_ARROW = " -> "
# In a list: an arrow in a sentence leads from one thing to another.
_MAPPED = rf"(Map\(|, )({KEY}) -> "
_AS_PAIR = "${1}${2}="
_TWO_WORDS_HINTS = [" ID", " Id", " id", "(ID", "(Id", "(id", "는 사람", "는 분"]
_WHOM = "사용자|회원|고객|유저|로그인|접속|관리자|담당자|직원|계정"
_ID_OF_WHOM = rf"({_WHOM}) (ID|Id|id)( ?[:=])"
_ID_IN_BRACKETS = rf"({_WHOM}) ?\((ID|Id|id)( ?[:=])"
_WHO_GETS = r"(받는|보내는) (사람|분)( ?[:=])"
OF_WHOM = frozenset({"ID", "Id", "id", "사람", "분"})
"""Keys that are the second of two words where WHOM is in front of them."""
WHOM = rf"(?:{_WHOM}|받는|보내는)(?: | ?\()$"
_AS_ONE = "${1}${2}${3}"
_AS_ONE_INSIDE = "(${1}${2}${3}"
# Zscaler's feeds, and what is sent to gateways of payments: between two pairs, not in one value.
_PARTING = ["^", "~"]
_ARE_PARTED = rf"{KEY}=[^=^~]*[\^~]{{1,2}}{KEY}="
_PARTED = rf"[\^~]{{1,2}}({KEY}=)"
_AS_PARTED = "|${1}"
# A text of Erlang, and a pair of them: {name,<<"홍길동">>}
_BINARY_HINT = '<<"'
_PAIR_WITH_BINARY = rf'\{{({KEY}),\s?<<("[^"]*")>>\}}'
_BINARY = r'<<("[^"]*")(?:/utf8)?>>'


def with_usual_signs(texts: pl.Series) -> pl.Series:
    """The texts with a colon, an equal sign or a comma where they have one of these."""
    if texts.str.contains_any(list(_WIDE)).any():
        texts = texts.str.replace_many(list(_WIDE), list(_WIDE.values()))
    may_be_two = texts.str.contains_any(_TWO_WORDS_HINTS)
    texts = rewritten(
        texts,
        may_be_two,
        (_ID_OF_WHOM, _AS_ONE),
        (_ID_IN_BRACKETS, _AS_ONE_INSIDE),
        (_WHO_GETS, _AS_ONE),
    )
    is_map = texts.str.contains(rf"Map\({KEY}{_ARROW}")
    texts = rewritten(texts, is_map, (_MAPPED, _AS_PAIR))
    has_binary = texts.str.contains(_BINARY_HINT, literal=True)
    texts = rewritten(texts, has_binary, (_PAIR_WITH_BINARY, "{${1}=${2}}"), (_BINARY, "${1}"))
    parted = texts.str.contains_any(_PARTING)
    if parted.any():
        parted &= texts.str.contains(_ARE_PARTED)
    return rewritten(texts, parted, (_PARTED, _AS_PARTED))
