"""Events of security devices as they are written: LEEF, whose pairs an own sign parts.

``LEEF:2.0|vendor|product|version|event|^|src=203.0.113.7^usrName=kim`` says itself which sign
stands between its pairs; before pairs are looked for, a tab stands there, as in LEEF 1.0.

Source: IBM QRadar, LEEF format guide (LEEF event components).
"""

from __future__ import annotations

import re

import polars as pl

# Syslog takes the word in front of the colon for the program.
_HINTS = ["LEEF:2", "2.0|"]
_SIGN = r"(?:LEEF:|^)2[.0-9]*(?:\|[^|]*){4}\|((?i:0?x)[0-9A-Fa-f]{2}|[^\sA-Za-z0-9=|])\|"
_HEADER = r"^((?:.*?LEEF:)?2[.0-9]*(?:\|[^|]*){5}\|)(.*)$"
_HEX = re.compile(r"0?x([0-9A-Fa-f]{2})", re.IGNORECASE)


def with_parted_events(texts: pl.Series) -> pl.Series:
    """The texts with a tab between the pairs of each event."""
    held = texts.str.contains_any(_HINTS)
    if not held.any():
        return texts
    signs = texts.str.extract(_SIGN, 1)
    header, pairs = texts.str.extract(_HEADER, 1), texts.str.extract(_HEADER, 2)
    parted = texts
    for written in signs.unique().drop_nulls():
        code = _HEX.fullmatch(written)
        sign = chr(int(code[1], 16)) if code else written
        new = header + pairs.str.replace_all(sign, "\t", literal=True)
        parted = new.zip_with((signs == written) & new.is_not_null(), parted)
    return parted
