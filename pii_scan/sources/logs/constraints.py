"""Values that a database does not take, behind whose name they stand.

``Duplicate entry 'mskim7' for key 'users.username_unique'`` and ``Key (username)=(mskim7) already
exists`` become ``username="mskim7"`` before pairs are looked for. An index is called after its
column, with what says that it is one around it. Those of several columns are left as they are.

Source: MySQL, error 1062; PostgreSQL, ri_triggers.c and nbtinsert.c (DETAIL of 23503 and 23505).
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINTS = ["Duplicate entry '", "Key ("]
# The table in front of it is kept apart: users.username
_DUPLICATE = (
    r"Duplicate entry '([^'\"\\]{1,300})' for key '(?:[A-Za-z0-9_]{1,64}\.)?"
    r"(?:(?i:uk|uq|ux|ix|idx|unique|key)_)?([A-Za-z][A-Za-z0-9_]{0,63}?)"
    r"(?:_(?i:unique|uniq|uindex|index|idx|key|uk|uq))?'"
)
_AS_DUPLICATE = 'Duplicate entry for key ${2}="${1}"'
_COLUMN = r"\"?([A-Za-z][A-Za-z0-9_]{0,63})\"?"
_TYPE = r"(?:::[a-z ]{1,20})?"
_VALUE = r"=\(([^()\",]{1,300})\)"
_KEY = rf"Key \({_COLUMN}{_TYPE}\){_VALUE}"
_LOWERED = rf"Key \(lower\(\(?{_COLUMN}\)?{_TYPE}\)\){_VALUE}"
_AS_KEY = 'Key ${1}="${2}"'


def with_refused_values(texts: pl.Series) -> pl.Series:
    """The texts with such values as pairs of programs."""
    held = texts.str.contains_any(_HINTS)
    return rewritten(texts, held, (_DUPLICATE, _AS_DUPLICATE), (_KEY, _AS_KEY), (_LOWERED, _AS_KEY))
