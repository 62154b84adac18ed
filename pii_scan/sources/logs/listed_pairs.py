"""Pairs that are listed for people to read: ``고객명 : 김민수 / Birth Date : 900101 | 성별 : 남``.

Before pairs are looked for, their keys are put in quotes, as programs write them. Nothing but a
second such pair behind a separator tells a key from a word of a sentence, ``error : no such file``.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.pairs import WORD

# No list is without one of these.
_HINTS = [" : ", "/ ", "| "]
_PHRASE = rf"{WORD}(?: {WORD}){{0,2}}"
# Behind other words only one is the key, or several that are written as a title is.
_TITLE = rf"(?:[A-Z][A-Za-z]{{0,63}} ){{1,2}}[A-Z][A-Za-z]{{0,63}}|{WORD}"
_VALUE = r"[^\s:/|,;][^:|]*?"
_BEFORE = r"(?:^|[\s(\[{<])"
_IS_LISTED = (
    rf"{_BEFORE}{WORD} ?: {_VALUE} ?[/|] {_PHRASE} ?: |{_BEFORE}{WORD} : {_VALUE}, {_PHRASE} : "
)
_FIRST = rf"^((?:[^:|]*?[\s(\[{{<])??)({_TITLE}) ?: "
_OTHERS = rf"((?: ?[/|]|,) )({_PHRASE}) ?: "
_AS_KEY = '${1}"${2}": '


def with_quoted_keys(texts: pl.Series) -> pl.Series:
    """The texts with the keys of such lists in quotes; one with quotes in it is left as it is."""
    hinted = texts.str.contains_any(_HINTS)
    if not hinted.any():
        return texts
    text = pl.col(texts.name)
    is_listed = pl.lit(hinted) & ~text.str.contains('"', literal=True)
    listed = pl.when(is_listed).then(text).str.contains(_IS_LISTED).fill_null(value=False)
    frame = texts.to_frame().with_columns(listed=listed)
    if not frame["listed"].any():
        return texts
    quoted = text.str.replace(_FIRST, _AS_KEY).str.replace_all(_OTHERS, _AS_KEY)
    return frame.select(pl.when("listed").then(quoted).otherwise(text)).to_series()
