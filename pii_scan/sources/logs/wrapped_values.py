"""Values in what languages wrap them in when they print an object: ``name: Some("홍길동")``.

Rust, Swift, Scala, Java and Haskell say that a value could be missing, Python and Ruby print a day
as the call that makes it, Elixir as a sigil, and MongoDB's shell names the type. Before pairs are
looked for the value stands alone in quotes, a day as ``1981-4-12``.

Source: Rust (Debug of Option), Swift and Java (Optional), Haskell (Show of Maybe), Python (repr of
datetime), pydantic (SecretStr), Elixir (Inspect of Date), MongoDB (mongosh).
"""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.rewriting import rewritten

_HINTS = (
    *("Some(", "Optional(", "Optional[", 'Just "', "SecretStr(", "date(", "datetime(", "Date.new("),
    *("~D[", "~N[", "~U[", "ISODate(", "Timestamp(", "NumberLong("),
)
_SIGN = r"([=:>]\s*)"
_MAYBE = r"(?:Some|Optional|Just|SecretStr|ISODate|Timestamp|NumberLong)"
_IN_QUOTES = rf'{_SIGN}{_MAYBE}[(\[]?\s?"([^"\\]{{1,300}})"[)\]]?'
_IN_SINGLE_QUOTES = rf"{_SIGN}{_MAYBE}[(\[]'([^'\\]{{1,300}})'[)\]]"
_BARE = rf"{_SIGN}(?:Some\(|Optional[(\[])([^()\[\]\"'=]{{1,300}})[)\]]"
_DAY = (
    rf"{_SIGN}(?:datetime\.)?(?:date|datetime|Date\.new)"
    r"\(([0-9]{4}), ?([0-9]{1,2}), ?([0-9]{1,2})(?:,[^()]{0,100})?\)"
)
_SIGIL = rf"{_SIGN}~[DNU]\[([0-9TZ: .-]{{8,40}})\]"
_AS_VALUE = '${1}"${2}"'
_AS_DAY = '${1}"${2}-${3}-${4}"'


def with_bare_values(texts: pl.Series) -> pl.Series:
    """The texts with such values in quotes and nothing else around them."""
    held = texts.str.contains_any(list(_HINTS))
    quoted = ((pattern, _AS_VALUE) for pattern in (_IN_QUOTES, _IN_SINGLE_QUOTES, _BARE, _SIGIL))
    return rewritten(texts, held, *quoted, (_DAY, _AS_DAY))
