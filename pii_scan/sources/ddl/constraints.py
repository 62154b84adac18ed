"""The parts of a table definition that are no columns: constraints, keys and indexes."""

from __future__ import annotations

from pii_scan.sources.ddl.columns import split_list
from pii_scan.sources.ddl.cursor import Cursor
from pii_scan.sources.ddl.tokens import Kind

_INDEX_WORDS = frozenset({"KEY", "INDEX"})


def is_constraint(cursor: Cursor) -> bool:
    """Whether a part of a table definition is a constraint, key or index and no column.

    Some databases allow columns called key, index, check or period: what follows tells.
    """
    first, second = cursor.word(), cursor.word(1)
    if first in {"CONSTRAINT", "UNIQUE"}:
        return True
    pairs = {
        "PRIMARY": {"KEY"},
        "FOREIGN": {"KEY"},
        "CHECK": {"("},
        "EXCLUDE": {"(", "USING"},
        "PERIOD": {"FOR"},
        "SUPPLEMENTAL": {"LOG"},
        "FULLTEXT": {"KEY", "INDEX", "("},
        "SPATIAL": {"KEY", "INDEX", "("},
        "PARTITION": {"(", "BY", "IF"},
        "DEFAULT": {"(", ""},
    }
    if first in pairs:
        return second in pairs[first]
    if first not in _INDEX_WORDS:
        return False
    if second == "(" or cursor.word(2) in {"USING", "TYPE"} or cursor.word(3) == "TYPE":
        return True
    inside = cursor.peek(3) if cursor.word(2) == "(" else None
    # KEY email (email) is an index, key varchar(20) a column.
    return inside is not None and inside.kind is not Kind.STRING and not inside.text.isdecimal()


def primary_key(cursor: Cursor) -> set[str]:
    """The columns of PRIMARY KEY (…), in lower case; none for any other constraint."""
    while cursor.peek() is not None:
        if cursor.accept("PRIMARY", "KEY"):
            while cursor.word() not in {"", "("}:
                cursor.take()
            parts = split_list(cursor.parenthesised()[0]) if cursor.peek() else []
            names = (Cursor(part).name() for part in parts)
            return {name.lower() for name in names if name is not None}
        cursor.take()
    return set()
