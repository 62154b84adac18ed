"""What kind of value a column type holds, so that a boolean is never an e-mail address."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from functools import lru_cache

# In order: the first that matches decides. Short binary types are of no kind: they hold texts
# of any charset, and whatever is encrypted. Types as PostgreSQL, MySQL, SQLite, Oracle and SQL
# Server spell them, in lower case.
_KINDS = (
    ("boolean", re.compile(r"^(bool|tinyint\(1\)|bit$|bit\(1\))")),
    ("json", re.compile(r"json|hstore|^variant|^object(?!id)|^map|^struct")),
    ("network", re.compile(r"^(inet|cidr|macaddr)")),
    ("geometry", re.compile(r"^(geometry|geography|point|polygon|linestring|sdo_)")),
    ("date", re.compile(r"^(date|time|timestamp|datetime|smalldatetime|interval|year)")),
    (
        "number",
        re.compile(
            r"^(int|integer|bigint|smallint|tinyint|mediumint|serial|bigserial|smallserial|numeric"
            r"|number|decimal|dec\b|float|double|real|money|smallmoney|unsigned|oid)"
        ),
    ),
    ("binary", re.compile(r"^(medium|long)?blob|^image|^bfile|^longvarbinary")),
    ("uuid", re.compile(r"^uuid|^uniqueidentifier|^objectid|^char\s*\(36\)")),
    ("text", re.compile(r"char|text|clob|string|^enum|^set\b|^xml|^citext")),
)
_BYTES = re.compile(
    r"\s*(?:(?:var)?binary|(?:tiny|medium|long)?blob|bytea|raw|image)\b", re.IGNORECASE
)
# A database has few types, and each is asked about for every item of every column.
_TYPES_KNOWN = 1024
# How many characters or digits a value can have; other types have room for any item.
_LENGTH = re.compile(r"^n?(?:var)?char(?:acter)?2?(?: varying)?\s*\((\d+)")
_DIGITS = (("tinyint", 2), ("smallint", 4))
_LONGEST_TYPED = 20
_SHORT_NUMBER = re.compile(r"(?:int|mediumint|smallint|tinyint|int4|int2|serial)\b")
_WITH_DECIMALS = re.compile(r"^(?:dec(?:imal)?|numeric|number)\s*\(\s*\d+\s*,\s*[1-9]")


@lru_cache(maxsize=_TYPES_KNOWN)
def kind_of(type_name: str | None) -> str | None:
    """The kind of ``type_name``; None when there is no type or it is not known."""
    if not type_name:
        return None
    name = type_name.strip().lower()
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), None)


def is_bytes(type_name: str | None) -> bool:
    """Whether a column of this type holds bytes, whatever stands in them."""
    return _BYTES.match(type_name or "") is not None


def has_decimals(type_name: str | None) -> bool:
    """Whether a column is said to hold parts of a whole: ``decimal(10,2)`` is an amount or rate."""
    return _WITH_DECIMALS.match((type_name or "").strip().lower()) is not None


def is_short_number(type_name: str | None) -> bool:
    """Whether a column is said to hold whole numbers of no more than ten digits.

    SQLite spells all of its own so that are longer: its INTEGER may be any.
    """
    return _SHORT_NUMBER.match((type_name or "").strip().lower()) is not None


def is_for_short_texts(type_name: str | None) -> bool:
    """Whether a column is made for what people type: for no ObjectId, ULID or UUID."""
    return _room((type_name or "").strip().lower()) <= _LONGEST_TYPED


def fits(type_name: str | None, kinds: Collection[str], shortest: int = 1) -> bool:
    """Whether a column of this type can hold an item of ``kinds``, ``shortest`` characters long.

    An unknown type can hold any.
    """
    kind = kind_of(type_name)
    if kind is None or type_name is None:
        return True
    return kind in kinds and shortest <= _room(type_name.strip().lower())


@lru_cache(maxsize=_TYPES_KNOWN)
def _room(name: str) -> float:
    length = _LENGTH.match(name)
    if length:
        return int(length[1])
    return next((digits for prefix, digits in _DIGITS if name.startswith(prefix)), math.inf)
