"""What one SQL statement changes about tables, in the spellings of all common databases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pii_scan.sources.ddl.alterations import alter_table, drop_tables, rename_tables
from pii_scan.sources.ddl.changes import Change
from pii_scan.sources.ddl.comments import comment_on_column, extended_property
from pii_scan.sources.ddl.cursor import Cursor
from pii_scan.sources.ddl.definitions import create_table
from pii_scan.sources.ddl.tokens import Kind, Statement, statements

_DOLLARS = re.compile(r"(?P<mark>\$\w*\$)(?P<text>.*)(?P=mark)", re.DOTALL)


def read_statement(statement: Statement) -> Iterator[Change]:
    """What ``statement`` changes about tables; nothing for any other statement.

    A table definition that cannot be read is given as Unread, never left out.
    """
    cursor = Cursor(statement)
    first = cursor.word()
    if first in _STATEMENTS:
        yield from _STATEMENTS[first](cursor)
    elif cursor.accept("ALTER", "TABLE") or cursor.accept("ALTER", "FOREIGN", "TABLE"):
        yield from alter_table(cursor)
    elif cursor.accept("COMMENT", "ON", "COLUMN"):
        yield from comment_on_column(cursor)
    elif cursor.accept("DROP", "TABLE"):
        yield from drop_tables(cursor)
    elif cursor.accept("RENAME", "TABLE"):
        yield from rename_tables(cursor)


def _do(cursor: Cursor) -> Iterator[Change]:
    """The statements on lines of their own in DO $$ … $$, as migrations of PostgreSQL use it."""
    for token in cursor.rest():
        body = _DOLLARS.fullmatch(token.text) if token.kind is Kind.STRING else None
        if body:
            for statement in statements(body["text"], token.line, backslash=False):
                yield from read_statement(statement)


_STATEMENTS: Mapping[str, Callable[[Cursor], Iterator[Change]]] = {
    "CREATE": create_table,
    "DO": _do,
    "EXEC": extended_property,
    "EXECUTE": extended_property,
}
