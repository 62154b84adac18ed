"""Keys with values in quotes and no sign between: ``"HSET" "user:1" "email" "kim@example.com"``.

Redis shows the commands that it gets in this way, and others the arguments of theirs. Sentences in
Korean have such keys without quotes: ``주문자명 '홍길동' 확인 실패``. Before pairs are looked
for they are written as such. Only a word that an item is called so is a key.

Source: Redis, MONITOR and SLOWLOG.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.pairs import KEY
from pii_scan.sources.logs.rewriting import rewritten

_HINT = '" "'
_VALUE = r'"(?:[^"\\]|\\.)*"'
_KEY = rf'"({KEY})" "'
_AS_PAIR = '"${1}": ${2}'
_KOREAN_HINT = r"""[가-힣] ['"]"""
_KOREAN_KEY = r"""(?:^|[^\w])[가-힣]{2,12} ['"]"""
_KOREAN_VALUE = r"""('[^']*'|"[^"]*")"""
_AS_KOREAN_PAIR = "${1}${2}=${3}"
# A program has few keys; a pattern of very many would be too large to compile.
_MOST_KEYS = 200


def with_quoted_pairs(texts: pl.Series, words: KeyWords) -> pl.Series:
    """The texts with such pairs as programs write them: ``"email": "kim@example.com"``.

    ``words`` tells which words are keys.
    """
    texts = _with_korean_pairs(texts, words)
    held = texts.str.contains(_HINT, literal=True)
    known = _known(texts.filter(held), _KEY, words)
    return rewritten(texts, held, (rf'"({known})" ({_VALUE})', _AS_PAIR)) if known else texts


def _with_korean_pairs(texts: pl.Series, words: KeyWords) -> pl.Series:
    held = texts.str.contains(_KOREAN_HINT)
    known = _known(texts.filter(held), _KOREAN_KEY, words)
    pair = rf"(^|[^\w])({known}) {_KOREAN_VALUE}", _AS_KOREAN_PAIR
    return rewritten(texts, held, pair) if known else texts


def _known(texts: pl.Series, pattern: str, words: KeyWords) -> str:
    """A pattern of all keys in texts that an item is called by; empty where there are none."""
    if texts.is_empty():
        return ""
    found = texts.str.extract_all(pattern).explode().drop_nulls().unique()
    bare = found.str.extract(r"([\w.-]+)\W*$", 1).drop_nulls().unique().sort()
    keys = [key for key in bare if words.names_item(key)][:_MOST_KEYS]
    # Only a letter, a digit, an underscore, a point or a hyphen is in a key.
    return "|".join(key.replace(".", r"\.") for key in keys)
