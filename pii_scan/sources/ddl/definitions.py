"""CREATE TABLE: the columns that a table begins with."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pii_scan.sources.ddl import unread
from pii_scan.sources.ddl.changes import Change, CreateTable, Name, Unread
from pii_scan.sources.ddl.columns import (
    ColumnDefinition,
    read_column,
    split_list,
    with_comments_above,
)
from pii_scan.sources.ddl.constraints import is_constraint, primary_key
from pii_scan.sources.ddl.cursor import Cursor, table_name, table_names
from pii_scan.sources.ddl.tokens import Kind, Token
from pii_scan.sources.word_set import word_set

_BEFORE_TABLE = word_set(
    "CREATE OR REPLACE GLOBAL LOCAL TEMPORARY TEMP UNLOGGED PRIVATE SHARDED DUPLICATED IMMUTABLE "
    "BLOCKCHAIN FOREIGN EXTERNAL VIRTUAL COLUMN ROW HYBRID TRANSIENT VOLATILE MULTISET SET "
    "HISTORICAL DYNAMIC"
)
# TABEL and TALBE are that much like TABLE; TABLESPACE and TYPE are not.
_MISSPELT = 0.7


def create_table(cursor: Cursor) -> Iterator[Change]:
    """What follows CREATE, where that is a table; nothing for anything else that is created.

    What cannot be read of a table is given as Unread.
    """
    line = cursor.tokens[0].line
    virtual = False
    while cursor.word() in _BEFORE_TABLE:
        virtual = virtual or cursor.word() == "VIRTUAL"
        cursor.take()
    if not cursor.accept("TABLE"):
        yield from _misspelt(cursor.word(), line)
        return
    cursor.accept("IF", "NOT", "EXISTS")
    if any(token.kind is Kind.BROKEN for token in cursor.tokens):
        yield Unread(line, unread.OPEN_QUOTE)
    name = table_name(cursor)
    if name is None:
        yield Unread(line, unread.NO_TABLE_NAME)
        return
    if virtual and cursor.accept("USING"):
        cursor.name()
    while cursor.word() not in {"", "(", "AS", "LIKE", "PARTITION", "OF", "SELECT", "CLONE"}:
        cursor.take()  # ON CLUSTER …, WITH …
    if cursor.accept("PARTITION", "OF"):
        return  # its columns are those of the table it is a part of
    if cursor.accept("LIKE"):
        yield CreateTable(name, (), tuple(table_names([cursor.rest()])))
    elif cursor.word() == "(" and cursor.word(1) not in {"SELECT", "WITH"}:
        yield from _columns(cursor, name, line, virtual=virtual)
    else:
        yield Unread(line, unread.NO_COLUMNS)


def _misspelt(word: str, line: int) -> Iterator[Change]:
    if difflib.get_close_matches(word, ["TABLE"], cutoff=_MISSPELT):
        yield Unread(line, unread.MISSPELT_CREATE)


def _columns(cursor: Cursor, name: Name, line: int, *, virtual: bool) -> Iterator[Change]:
    inside, closed = cursor.parenthesised()
    if not closed:
        yield Unread(line, unread.OPEN_PARENTHESIS)
    columns: list[ColumnDefinition] = []
    written: list[Sequence[Token]] = []
    like: list[Name] = []
    keys: set[str] = set()
    for part in split_list(inside):
        inner = Cursor(part)
        if inner.peek() is None or (virtual and any(token.text == "=" for token in part)):
            continue  # nothing, or an option of a virtual table
        if inner.accept("LIKE"):
            like += table_names([inner.rest()])
        elif is_constraint(inner):
            keys |= primary_key(inner)
        elif (column := read_column(part)) is not None:
            columns.append(column)
            written.append(part)
        else:
            yield Unread(part[0].line, unread.NO_COLUMN)
    if any(token.upper == "SELECT" for token in cursor.rest()) and any(c.type for c in columns):
        yield Unread(line, unread.COLUMNS_OF_QUERY)
    while cursor.peek() is not None and not cursor.accept("INHERITS"):
        cursor.take()
    if cursor.word() == "(":
        like += table_names(split_list(cursor.parenthesised()[0]))
    commented = with_comments_above(columns, written)
    yield CreateTable(name, tuple(_not_null(column, keys) for column in commented), tuple(like))


def _not_null(column: ColumnDefinition, keys: set[str]) -> ColumnDefinition:
    return replace(column, nullable=False) if column.name.lower() in keys else column
