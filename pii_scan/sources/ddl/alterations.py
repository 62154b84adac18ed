"""ALTER TABLE and what else changes tables that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pii_scan.sources.ddl import unread
from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
    SetNullable,
    SetType,
    Unread,
)
from pii_scan.sources.ddl.columns import read_column, read_type, split_list
from pii_scan.sources.ddl.constraints import is_constraint, primary_key
from pii_scan.sources.ddl.cursor import Cursor, table_name
from pii_scan.sources.ddl.tokens import Token
from pii_scan.sources.word_set import word_set

_NO_COLUMN = word_set(
    "CONSTRAINT INDEX KEY PRIMARY FOREIGN UNIQUE CHECK PARTITION PERIOD SYSTEM DEFAULT"
)


def drop_tables(cursor: Cursor) -> Iterator[Change]:
    """DROP TABLE, of which ``cursor`` is behind: several can be listed."""
    cursor.accept("IF", "EXISTS")
    for part in split_list(cursor.rest()):
        if (name := table_name(Cursor(part))) is not None:
            yield DropTable(name)


def rename_tables(cursor: Cursor) -> Iterator[Change]:
    """RENAME TABLE, of which ``cursor`` is behind: several can be listed."""
    for part in split_list(cursor.rest()):
        action = Cursor(part)
        old = table_name(action)
        new = table_name(action) if action.accept("TO") else None
        if old is not None and new is not None:
            yield RenameTable(old, new)


def alter_table(cursor: Cursor) -> Iterator[Change]:
    """ALTER TABLE, of which ``cursor`` is behind, with all its actions.

    A table whose name cannot be read is given as Unread.
    """
    line = cursor.tokens[0].line
    cursor.accept("IF", "EXISTS")
    cursor.accept("ONLY")
    table = table_name(cursor)
    if table is None:
        yield Unread(line, unread.NO_ALTERED_NAME)
        return
    cursor.accept("*")
    verb = ""
    for part in split_list(cursor.rest()):
        action = Cursor(part)
        if action.accept("WITH") and action.peek():
            action.take()  # WITH CHECK ADD CONSTRAINT
        # SQL Server names the verb once: ADD a int, b int.
        if action.word() in _ACTIONS:
            verb = action.word()
            action.take()
        if verb in _ACTIONS:
            yield from _ACTIONS[verb](table, action)


def _add(table: Name, action: Cursor) -> Iterator[Change]:
    named = action.accept("COLUMN")
    action.accept("IF", "NOT", "EXISTS")
    parts = _one_or_listed(action)
    for part in parts:
        if not named and is_constraint(Cursor(part)):
            for column in sorted(primary_key(Cursor(part))):
                yield SetNullable(table, column, nullable=False)
        elif (added := read_column(part)) is not None:
            yield AddColumn(table, added)


def _one_or_listed(action: Cursor) -> Sequence[Sequence[Token]]:
    """What an action applies to: one thing, or several in parentheses."""
    if action.word() == "(":
        return split_list(action.parenthesised()[0])
    return [action.rest()]


def _drop(table: Name, action: Cursor) -> Iterator[Change]:
    named = action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    if not named and action.word() in _NO_COLUMN:
        return
    parts = _one_or_listed(action)
    for part in parts:
        name = Cursor(part).name()
        if name is not None:
            yield DropColumn(table, name)


def _rename(table: Name, action: Cursor) -> Iterator[Change]:
    if action.accept("TO") or action.accept("AS"):
        new = table_name(action)
        if new is not None:
            yield RenameTable(table, new)
        return
    if not action.accept("COLUMN") and action.word() in _NO_COLUMN:
        return
    old = action.name()
    if action.accept("TO"):
        column = action.name()
        if old is not None and column is not None:
            yield RenameColumn(table, old, column)
    elif old is not None and action.peek() is None:
        yield RenameTable(table, Name(None, old))


def _alter_column(table: Name, action: Cursor) -> Iterator[Change]:
    if not action.accept("COLUMN") and action.word() in _NO_COLUMN:
        return
    definition = action.rest()
    name = action.name()
    if name is None:
        return
    if action.accept("SET", "NOT", "NULL"):
        yield SetNullable(table, name, nullable=False)
    elif action.accept("DROP", "NOT", "NULL"):
        yield SetNullable(table, name, nullable=True)
    elif action.accept("TYPE") or action.accept("SET", "DATA", "TYPE"):
        yield SetType(table, name, read_type(action.rest()))
    elif action.word() not in {"", "SET", "DROP", "ADD", "RESTART", "RESET"}:
        column = read_column(definition)  # SQL Server: ALTER COLUMN name type NULL
        if column is not None:
            yield AddColumn(table, column, replaces=name, partial=True)


def _modify(table: Name, action: Cursor) -> Iterator[Change]:
    action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    # Oracle's parentheses: what is not said stays. MySQL's whole definition: it is said anew.
    partial = action.word() == "("
    for part in _one_or_listed(action):
        column = read_column(part)
        if column is not None:
            keeps = partial or column.type is None
            yield AddColumn(table, column, replaces=column.name, partial=keeps)


def _change(table: Name, action: Cursor) -> Iterator[Change]:
    action.accept("COLUMN")
    action.accept("IF", "EXISTS")
    old = action.name()
    column = read_column(action.rest())
    if old is not None and column is not None:
        yield AddColumn(table, column, replaces=old)


_ACTIONS: Mapping[str, Callable[[Name, Cursor], Iterator[Change]]] = {
    "ADD": _add,
    "DROP": _drop,
    "RENAME": _rename,
    "ALTER": _alter_column,
    "MODIFY": _modify,
    "CHANGE": _change,
}
