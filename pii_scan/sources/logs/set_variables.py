"""Variables that a telephone exchange sets: ``Set("SIP/7", "CALLERID(name)=Kim Minsu")``.

Before pairs are looked for they are written as such, ``CALLERID_name="Kim Minsu"``: a value has
blanks in it and ends with the quote in front of its variable. Whom a channel is dialled to is a
telephone number, as it is behind ``tel:``.

Source: Asterisk, CALLERID(), CONNECTEDLINE() and other functions; pbx.c, app_dial.c.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINTS = [")=", "SIP/", "Local/", "IAX2/"]
_SET = r"\"([A-Z]{2,30})\(([a-z-]{2,20})(?:,[a-z]{1,3})?\)=([^\"]{1,200})\""
_AS_PAIR = '${1}_${2}="${3}"'
# A national or international number without signs, which an extension is shorter than.
_DIALLED = r"(?-u:\b)((?:PJ)?SIP|IAX2|Local)/(?:[0-9A-Za-z_.-]{1,40}/)?(\+?[0-9]{9,15})(@|(?-u:\b))"
_AS_CALLED = "${1}/ tel:${2} ${3}"


def with_set_variables(texts: pl.Series) -> pl.Series:
    """The texts with such variables and numbers as pairs."""
    held = texts.str.contains_any(_HINTS)
    return rewritten(texts, held, (_SET, _AS_PAIR), (_DIALLED, _AS_CALLED))
