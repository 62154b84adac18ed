"""Sentences with a word in front of a colon that is no key: ``(7) Login OK: kim7``.

Such lines are many in logs of servers that let people in. To take them apart as lines with keys,
only to put them together again, takes several times as long as to see that they hold none.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.key_words import is_no_key_within
from pii_scan.sources.logs.pairs import WORD

# The only colon of the line, with a blank behind it, and no other sign of a key. One blank and a
# word in front of it: at a separator, two blanks or the start of a line any known word is a key.
_NO_SIGN = "[^:=\"'\x1e]*"
_ONE_WORD = rf"^{_NO_SIGN}[0-9A-Za-z_\x{{80}}-\x{{10FFFF}}] ({WORD}): {_NO_SIGN}$"


def are_sentences(texts: pl.Series, words: KeyWords) -> pl.Series:
    """Which texts hold one word in front of a colon, within a sentence, that is no key there.

    These are what ``find_pairs`` finds no key in; of others nothing is said.
    """
    found = texts.str.extract(_ONE_WORD, 1)
    different = found.unique().drop_nulls()
    bare = [word for word in different if is_no_key_within(word, words)]
    return found.is_in(bare).fill_null(value=False)
