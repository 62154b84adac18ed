"""Values in brackets behind their keys: ``고객명[김민수] 연락처[010-1234-5678]``.

Before pairs are looked for they are written as such. Only a key that an item is called so is one:
brackets also hold the number of a process or thread, and the place in a list.
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
# A program has few keys, and short ones; a pattern of very many would be too large to compile.
_MOST_KEYS = 1_000
_LONGEST_KEY = 64
_KEYS_AT_ONCE = 100


def hold_brackets(texts: pl.Series) -> pl.Series:
    """Which texts hold anything that looks like such a pair."""
    return texts.str.contains(_BRACKETED)


def with_bracketed_pairs(texts: pl.Series, words: KeyWords) -> pl.Series:
    """The texts with the pairs as programs write them: ``고객명="김민수"``.

    ``words`` tells which words in front of a bracket are keys.
    """
    if not texts.str.contains("[", literal=True).any():
        return texts
    held = texts.str.contains(_BRACKETED)
    if not held.any():
        return texts
    held &= ~texts.str.contains(f"{_OF_PROGRAM}|{_PLACE}")
    some = texts.filter(held)
    found = some.str.extract_all(_KEY).explode().drop_nulls().str.strip_suffix("[").unique()
    short = found.filter(found.str.len_chars() <= _LONGEST_KEY).sort()
    keys = [key for key in short if words.names_item(key)][:_MOST_KEYS]
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        # Only a letter, a digit, an underscore, a point or a hyphen is in a key.
        here = (key.replace(".", r"\.") for key in keys[start : start + _KEYS_AT_ONCE])
        some = some.str.replace_all(rf"{_BEFORE}({'|'.join(here)}){_VALUE}", _AS_PAIR)
    return texts.scatter(held.arg_true(), some) if keys else texts
