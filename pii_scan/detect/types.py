"""What kind of value a column type holds, so that a boolean is never an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Collection

# In order: the first that matches decides. Types as PostgreSQL, MySQL, SQLite, Oracle and SQL
# Server spell them, in lower case.
_KINDS = (
    ("boolean", re.compile(r"^(bool|tinyint\(1\)|bit$|bit\(1\))")),
    ("json", re.compile(r"json|hstore|^variant|^object|^map|^struct")),
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
    ("binary", re.compile(r"blob|^bytea|binary|^image|^raw|^bfile")),
    (
        "text",
        re.compile(r"char|text|clob|string|^enum|^set\b|^uuid|^uniqueidentifier|^xml|^citext"),
    ),
)


def kind_of(type_name: str | None) -> str | None:
    """The kind of ``type_name``; None when there is no type or it is not known."""
    if not type_name:
        return None
    name = type_name.strip().lower()
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), None)


def fits(type_name: str | None, kinds: Collection[str]) -> bool:
    """Whether a column of this type can hold an item of ``kinds``; an unknown type can hold any."""
    kind = kind_of(type_name)
    return kind is None or kind in kinds
