"""Values behind how long they are: ``DATABASE USER:[5] 'MKIM'``, ``OS$USERID:[7] "mskim77"``.

Before pairs are looked for they are written as such, ``"DATABASE USER": 'MKIM'``. A key may be two
words in capitals.

Source: Oracle Database Security Guide, the audit files of the operating system and syslog.
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINT = ":["
_KEY = r"([A-Z][A-Z_]{0,30}(?:[$ ][A-Z][A-Z_]{0,30})?)"
_SIZED = rf"(^|[\s,;]){_KEY} ?:\[[0-9]{{1,6}}\] ?([\"'])"
_AS_PAIR = '${1}"${2}": ${3}'
# A dollar stands in no key: OS$USERID is the user of the system, OBJ$NAME the name of an object.
_PART = r'("[A-Z_]+)\$([A-Z_]+": )'


def with_sized_pairs(texts: pl.Series) -> pl.Series:
    """The texts with such pairs as programs write them."""
    held = texts.str.contains(_HINT, literal=True)
    return rewritten(texts, held, (_SIZED, _AS_PAIR), (_PART, "${1}.${2}"))
