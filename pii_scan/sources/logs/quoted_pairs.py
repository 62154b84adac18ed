"""Keys and values that both stand in quotes: ``"HSET" "user:1" "email" "kim@example.com"``.

Redis shows the commands that it gets in this way, and others the arguments of theirs. Before pairs
are looked for they are written as such. Only a word that an item is called so is a key.

Source: Redis, MONITOR and SLOWLOG.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.pairs import KEY

_HINT = '" "'
_VALUE = r'"(?:[^"\\]|\\.)*"'
_KEY = rf'"({KEY})" "'
_AS_PAIR = '"${1}": ${2}'
# A program has few keys; a pattern of very many would be too large to compile.
_MOST_KEYS = 200


def with_quoted_pairs(texts: pl.Series, words: KeyWords) -> pl.Series:
    """The texts with such pairs as programs write them: ``"email": "kim@example.com"``.

    ``words`` tells which words are keys.
    """
    held = texts.str.contains(_HINT, literal=True)
    if not held.any():
        return texts
    some = texts.filter(held)
    found = some.str.extract_all(_KEY).explode().drop_nulls().unique()
    bare = found.str.strip_chars('" ').unique().sort()
    keys = [key for key in bare if words.names_item(key)][:_MOST_KEYS]
    if not keys:
        return texts
    # Only a letter, a digit, an underscore, a point or a hyphen is in a key.
    known = "|".join(key.replace(".", r"\.") for key in keys)
    some = some.str.replace_all(rf'"({known})" ({_VALUE})', _AS_PAIR)
    return texts.scatter(held.arg_true(), some)
