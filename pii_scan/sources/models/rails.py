"""Schemas and migrations of Rails: ``db/schema.rb`` and ``db/migrate``.

https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/SchemaStatements.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    CreateTable,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
    SetComment,
    SetNullable,
    SetType,
)
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.entity import SourceText

_TABLE = re.compile(r"\s*(create_table|change_table)[ (]\s*(?:[:\"'])([\w.]+)[\"']?(.*)$")
_CALL = re.compile(r"\s*(\w+)\.(\w+)[ (]?(.*)$")
_STATEMENT = re.compile(
    r"\s*(add_column|remove_columns?|rename_column|change_column|change_column_null"
    r"|change_column_comment|drop_table|rename_table|add_reference|add_belongs_to)[ (](.*)$"
)
_BLOCK = re.compile(r"\bdo\s*\|\s*(\w+)\s*\|")
_METHOD = re.compile(r"(\s*)def\s+(?:self\.)?(\w+)")
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_ARGUMENT = re.compile(rf"\s*(?:(?::([A-Za-z_]\w*[?!]?)|({_STRING}))\s*(?=,|\)|$)(?!\s*=>))")
_OPTION = r"(?::{0}\s*=>|(?<![\w:]){0}:)\s*"
_NULL = re.compile(_OPTION.format("null") + "false")
_LIMIT = re.compile(_OPTION.format("limit") + r"(\d+)")
_COMMENT = re.compile(_OPTION.format("comment") + f"({_STRING})")
_TRAILING = re.compile(rf"^((?:{_STRING}|[^\"'#])*)#\s*(.*?)\s*$")
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "varchar",
        "citext": "text",
        "datetime": "timestamp",
        "timestamptz": "timestamp",
        "binary": "bytea",
        "primary_key": "bigint",
    }
)
_REFERENCES = frozenset({"references", "belongs_to"})
# Methods of a table that define no column.
_OTHERS = frozenset(
    {
        *(
            "column",
            "change",
            "rename",
            "index",
            "foreign_key",
            "check_constraint",
            "unique_constraint",
            "exclusion_constraint",
        ),
        *("remove_index", "remove_foreign_key", "remove_references", "remove_belongs_to"),
        *("remove_timestamps", "change_default", "change_null", "primary_key", "unique_key"),
    }
)


def read_rails(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What the files say of tables, in their order; what takes a migration back is left out."""
    for source in texts:
        for change in _read(list(_lines(source.text))):
            yield source.file, change


def _lines(text: str) -> Iterator[tuple[int, str, str | None]]:
    """Number, code and trailing comment of each line; a line that ends in a comma goes on."""
    begun: tuple[int, str] | None = None
    back: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        method = _METHOD.match(line)
        if method:
            back = method[1] if method[2] == "down" else None
        if back is not None:
            continue
        trailing = _TRAILING.match(line)
        code, comment = (trailing[1], trailing[2] or None) if trailing else (line, None)
        if begun:
            first, before = begun
            code = f"{before} {code.strip()}"
        else:
            first = number
        begun = (first, code.rstrip()) if code.rstrip().endswith(",") else None
        if begun is None:
            yield first, code, comment


def _read(lines: Sequence[tuple[int, str, str | None]]) -> Iterator[Change]:
    table: Name | None = None
    variable = ""
    for number, line, comment in lines:
        begin = _TABLE.match(line)
        if begin:
            table = Name(None, begin[2])
            block = _BLOCK.search(begin[3])
            variable = block[1] if block else ""
            if begin[1] == "create_table":
                yield CreateTable(table, ())
            continue
        call = _CALL.match(line)
        if call and table and call[1] == variable:
            yield from _of_table(table, call[2], call[3], number, comment)
            continue
        statement = _STATEMENT.match(line)
        if statement:
            yield from _statement(statement[1], statement[2], number, comment)


def _of_table(
    table: Name, method: str, rest: str, number: int, comment: str | None
) -> Iterator[Change]:
    arguments = _arguments(rest)
    if method == "timestamps":
        for name in ("created_at", "updated_at"):
            yield AddColumn(table, _column(name, "timestamp", "null: false", number, None))
    elif method == "rename" and len(arguments) > 1:
        yield RenameColumn(table, arguments[0], arguments[1])
    elif method == "remove":
        yield from (DropColumn(table, name) for name in arguments)
    elif method in {"column", "change"} and len(arguments) > 1:
        yield AddColumn(table, _column(arguments[0], arguments[1], rest, number, comment))
    elif method in _REFERENCES:
        for name in arguments:
            yield AddColumn(table, _column(f"{name}_id", "bigint", rest, number, comment))
    elif method not in _OTHERS:
        for name in arguments:
            yield AddColumn(table, _column(name, method, rest, number, comment))


def _statement(method: str, rest: str, number: int, comment: str | None) -> Iterator[Change]:
    arguments = _arguments(rest)
    if not arguments:
        return
    table = Name(None, arguments[0])
    two, three = arguments[1:2], arguments[1:3]
    if method == "add_column" and len(three) > 1:
        yield AddColumn(table, _column(three[0], three[1], rest, number, comment))
    elif method in {"add_reference", "add_belongs_to"} and two:
        yield AddColumn(table, _column(f"{two[0]}_id", "bigint", rest, number, comment))
    elif method == "remove_column" and two:  # its type may stand behind it
        yield DropColumn(table, two[0])
    elif method == "remove_columns":
        yield from (DropColumn(table, name) for name in arguments[1:])
    elif method == "change_column_null" and two:
        yield SetNullable(table, two[0], "true" in rest)
    elif two:
        yield from _OF_TWO.get(method, lambda _table, _rest: ())(table, three)
    elif method == "drop_table":
        yield DropTable(table)


def _rename_column(table: Name, rest: Sequence[str]) -> Iterator[Change]:
    if len(rest) > 1:
        yield RenameColumn(table, rest[0], rest[1])


def _change_column(table: Name, rest: Sequence[str]) -> Iterator[Change]:
    if len(rest) > 1:
        yield SetType(table, rest[0], _TYPES.get(rest[1], rest[1]))


def _comment_column(table: Name, rest: Sequence[str]) -> Iterator[Change]:
    if len(rest) > 1:
        yield SetComment(table, rest[0], rest[1])


def _rename_table(table: Name, rest: Sequence[str]) -> Iterator[Change]:
    yield RenameTable(table, Name(None, rest[0]))


_OF_TWO: Mapping[str, Callable[[Name, Sequence[str]], Iterator[Change]]] = MappingProxyType(
    {
        "rename_column": _rename_column,
        "change_column": _change_column,
        "change_column_comment": _comment_column,
        "rename_table": _rename_table,
    }
)


def _arguments(rest: str) -> list[str]:
    """The symbols and strings that a call begins with."""
    found = []
    at = 0
    while argument := _ARGUMENT.match(rest, at):
        found.append(argument[1] or argument[2][1:-1])
        at = argument.end()
        if not rest.startswith(",", at):
            break
        at += 1
    return found


def _column(
    name: str, type_: str, rest: str, number: int, trailing: str | None
) -> ColumnDefinition:
    comment, limit = _COMMENT.search(rest), _LIMIT.search(rest)
    spelled = _TYPES.get(type_, type_)
    if limit and type_ in {"string", "binary"}:
        spelled += f"({limit[1]})"
    return ColumnDefinition(
        name=name,
        type=spelled,
        nullable=not _NULL.search(rest),
        comment=(comment[1][1:-1] if comment else trailing) or None,
        line=number,
    )
