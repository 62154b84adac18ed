"""Values in brackets behind their keys: ``고객명[김민수] 연락처[010-1234-5678]``.

Before pairs are looked for they are written as such. Only a key that an item is called so is one:
brackets also hold the number of a process or thread, and the place in a list. In parentheses stand
what a function is called with and remarks, so that only a Korean word in front of them is a key:
``고객명(김민수)``.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.pairs import KEY

_BEFORE = r"(^|[\s,;:|/>)\]\[({])"
_VALUE = r"\[([^\[\]\"\\=]{1,300})\]"
_BRACKETED = rf"{_BEFORE}{KEY}{_VALUE}"
_KEY = rf"({KEY})\["
# A place in a list, a parameter of PHP's, a path into an object.
_OF_PROGRAM = r"\](?:\s*=|\[|\.|->)"
_PLACE = rf"{_BEFORE}{KEY}\[[0-9]{{1,4}}\]"
_AS_PAIR = '${1}${2}="${3}"'
_KOREAN_KEY = r"([가-힣]{2,20})\("
_IN_PARENTHESES = r"\(([^()\"\\=]{1,300})\)"
# A remark, and what says of a key how it is meant: 성명(한글), 고객명(필수)은 …
_REMARK = (
    r"[가-힣]\([^()]*\)[가-힣:=(\[]|[가-힣]\([^()]*\("
    r"|\((?:한글|영문|한자|국문|필수|선택|휴대폰|자택|직장|성명|이름|실명)\)"
)
# A program has few keys, and short ones; a pattern of very many would be too large to compile.
_MOST_KEYS = 1_000
_LONGEST_KEY = 64
_KEYS_AT_ONCE = 100


def hold_brackets(texts: pl.Series) -> pl.Series:
    """Which texts hold anything that looks like such a pair."""
    return texts.str.contains(f"{_BRACKETED}|{_KOREAN_KEY}")


def with_bracketed_pairs(texts: pl.Series, words: KeyWords) -> pl.Series:
    """The texts with the pairs as programs write them: ``고객명="김민수"``.

    ``words`` tells which words in front of a bracket are keys.
    """
    in_brackets = texts.str.contains("[", literal=True)
    if in_brackets.any():
        held = in_brackets & texts.str.contains(_BRACKETED)
        held &= ~texts.str.contains(f"{_OF_PROGRAM}|{_PLACE}")
        texts = _with_pairs(texts, held, words, key=_KEY, value=_VALUE)
    in_parentheses = texts.str.contains(_KOREAN_KEY)
    if in_parentheses.any():
        held = in_parentheses & ~texts.str.contains(_REMARK)
        texts = _with_pairs(texts, held, words, key=_KOREAN_KEY, value=_IN_PARENTHESES)
    return texts


def _with_pairs(
    texts: pl.Series, held: pl.Series, words: KeyWords, *, key: str, value: str
) -> pl.Series:
    """The texts with the pairs in those that are ``held`` as programs write them."""
    if not held.any():
        return texts
    some = texts.filter(held)
    found = some.str.extract_all(key).explode().drop_nulls().str.strip_chars_end("[(").unique()
    short = found.filter(found.str.len_chars() <= _LONGEST_KEY).sort()
    keys = [one for one in short if words.names_item(one)][:_MOST_KEYS]
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        # Only a letter, a digit, an underscore, a point or a hyphen is in a key.
        here = (one.replace(".", r"\.") for one in keys[start : start + _KEYS_AT_ONCE])
        some = some.str.replace_all(rf"{_BEFORE}({'|'.join(here)}){value}", _AS_PAIR)
    return texts.scatter(held.arg_true(), some) if keys else texts
