"""Migrations of Knex: ``knex.schema.createTable('users', (table) => { table.string('email') })``.

Those of AdonisJS are written in the same way.
https://knexjs.org/guide/schema-builder.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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
)
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Kind,
    Tokens,
    closing,
    first_string,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import SourceText

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in (
                *("integer", "smallint", "tinyint", "mediumint", "bigint", "text", "decimal"),
                *("boolean", "date", "time", "timestamp", "json", "jsonb", "uuid", "point"),
                *("geometry", "geography", "varchar", "char"),
            )
        },
        "string": "varchar",
        "int": "integer",
        "bigInteger": "bigint",
        "increments": "integer",
        "bigIncrements": "bigint",
        "float": "real",
        "double": "double precision",
        "bool": "boolean",
        **dict.fromkeys(("datetime", "dateTime"), "timestamp"),
        "binary": "bytea",
        **dict.fromkeys(("enu", "enum"), "enum"),
    }
)
_LONG = frozenset({"varchar", "char"})
_COUNTED = frozenset({"increments", "bigIncrements"})
_CREATES = frozenset({"createTable", "createTableIfNotExists"})
_CHANGES = frozenset({"table", "alterTable"})
_DROPS = frozenset({"dropTable", "dropTableIfExists"})
_REQUIRED = frozenset({"notNullable", "notNull", "primary"})
_MADE = frozenset({"=", ":"})


def read_knex(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What the files say of tables, in their order; what takes a migration back is left out."""
    for source in texts:
        tokens = tokens_of(source.text)
        remarks = {token.line: token.text for token in tokens if token.kind is Kind.COMMENT}
        code = [token for token in tokens if token.kind is not Kind.COMMENT]
        for change in _changes(code, remarks):
            yield source.file, change


def _changes(tokens: Tokens, remarks: Mapping[int, str]) -> Iterator[Change]:
    constants = dict(_constants(tokens))
    schema: str | None = None
    at = 0
    while at < len(tokens) - 1:
        if _is_taken_back(tokens, at):
            at = _block_end(tokens, at) + 1
            continue
        word = tokens[at].text
        if at and tokens[at - 1].is_mark(".") and tokens[at + 1].is_mark("("):
            end = closing(tokens, at + 1)
            arguments = list(parts(tokens[at + 2 : end]))
            names = [_name(argument, constants) for argument in arguments]
            if word == "withSchema":
                schema = names[0] if names else None
            elif names and names[0]:
                yield from _change(word, Name(schema, names[0]), names[1:], arguments, remarks)
                schema = None if word in _CREATES | _CHANGES | _DROPS else schema
                # What is called on a table in its block belongs to that.
                at = end if word in _CREATES | _CHANGES else at
        at += 1


def _constants(tokens: Tokens) -> Iterator[tuple[str, str]]:
    """``const TABLE = 'users'`` and ``protected tableName = 'users'``."""
    for name, mark, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if name.kind is Kind.WORD and mark.is_mark("=") and value.kind is Kind.STRING:
            yield name.text, value.text


def _name(argument: Tokens, constants: Mapping[str, str]) -> str | None:
    """A name in quotes, or the one that a constant stands for, or else what that is called."""
    said = first_string(argument)
    if said is not None or not argument or argument[-1].kind is not Kind.WORD:
        return said
    if any(token.is_mark("(){}=>") for token in argument):
        return None
    return constants.get(argument[-1].text, argument[-1].text)


def _is_taken_back(tokens: Tokens, at: int) -> bool:
    """Whether ``down`` is defined at ``at``: as a function, a method or a value."""
    if tokens[at].text != "down" or tokens[at].kind is not Kind.WORD:
        return False
    behind = tokens[at + 1]
    before = tokens[at - 1] if at else None
    is_called = before is not None and before.is_mark(".") and tokens[at - 2].text != "exports"
    return behind.text in _MADE or (behind.is_mark("(") and not is_called)


def _block_end(tokens: Tokens, at: int) -> int:
    """Where what is defined at ``at`` ends: its block, or its expression without one."""
    while at < len(tokens):
        token = tokens[at]
        if token.is_mark("{"):
            return closing(tokens, at)
        if token.is_mark(";"):
            return at
        behind = [following.text for following in tokens[at + 1 : at + 3]]
        if token.is_mark("=") and behind[:1] == [">"] and behind[1:] != ["{"]:
            return _statement_end(tokens, at + 2)
        at = closing(tokens, at) + 1 if token.is_mark("(") else at + 1
    return at


def _statement_end(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and not tokens[at].is_mark(";}"):
        at = closing(tokens, at) + 1 if tokens[at].is_mark("({[") else at + 1
        if at < len(tokens) and tokens[at].text in {"exports", "export", "module"}:
            return at - 1
    return at


def _change(
    method: str,
    table: Name,
    more: Sequence[str | None],
    arguments: Sequence[Tokens],
    remarks: Mapping[int, str],
) -> Iterator[Change]:
    """What a method of the schema does with ``table``; ``more`` are its other names."""
    if method in _DROPS and not more:
        yield DropTable(table)
    elif method == "renameTable" and more and more[0]:
        yield RenameTable(table, Name(None, more[0]))
    elif method in _CREATES | _CHANGES and len(arguments) > 1:
        if method in _CREATES:
            yield CreateTable(table, ())
        yield from _in_block(table, arguments[-1], remarks)


def _in_block(table: Name, block: Tokens, remarks: Mapping[int, str]) -> Iterator[Change]:
    """What is called on the parameter of ``(table) => { … }``."""
    parameter = next(
        (t.text for t in block if t.kind is Kind.WORD and t.text not in {"async", "function"}), ""
    )
    at = 1
    while at < len(block) - 2:
        starts = block[at].text == parameter and block[at + 1].is_mark(".")
        if not starts or block[at - 1].is_mark("."):
            at += 1
            continue
        calls, end = _calls(block, at + 1)
        if calls:
            yield from _of_table(table, calls, block[at].line, remarks.get(block[end - 1].line))
        at = max(end, at + 1)


def _calls(tokens: Tokens, at: int) -> tuple[list[tuple[str, list[Tokens]]], int]:
    """The methods called one after the other from ``at``, and where what follows begins."""
    calls: list[tuple[str, list[Tokens]]] = []
    while at + 2 < len(tokens) and tokens[at].is_mark(".") and tokens[at + 2].is_mark("("):
        end = closing(tokens, at + 2)
        calls.append((tokens[at + 1].text, list(parts(tokens[at + 3 : end]))))
        at = end + 1
    return calls, at


def _of_table(
    table: Name, calls: Sequence[tuple[str, list[Tokens]]], line: int, remark: str | None
) -> Iterator[Change]:
    method, arguments = calls[0]
    called = dict(calls[1:])
    strings = [text for argument in arguments for text in _strings(argument)]
    if method == "timestamps":
        camel = len(arguments) > 2 and arguments[2][0].text == "true"  # noqa: PLR2004  the third says how dates are spelled
        for name in ("createdAt", "updatedAt") if camel else ("created_at", "updated_at"):
            yield AddColumn(table, _dated(name, line))
    elif method == "renameColumn" and len(strings) > 1:
        yield RenameColumn(table, strings[0], strings[1])
    elif method in {"dropColumn", "dropColumns"}:
        yield from (DropColumn(table, text) for text in strings)
    elif method == "specificType" and len(strings) > 1:
        yield AddColumn(table, _column(strings[0], strings[1].lower(), called, line, remark))
    elif method in _TYPES and (strings or method in _COUNTED):
        name = strings[0] if strings else "id"
        column = _column(name, _typed(method, arguments), called, line, remark)
        yield AddColumn(table, column if method not in _COUNTED else _required(column))


def _column(
    name: str, type_: str, called: Mapping[str, list[Tokens]], line: int, remark: str | None
) -> ColumnDefinition:
    said = next((first_string(argument) for argument in called.get("comment", ())), None)
    return ColumnDefinition(
        name, type_, _REQUIRED.isdisjoint(called), said or short_comment(remark), line
    )


def _required(column: ColumnDefinition) -> ColumnDefinition:
    return replace(column, nullable=False)


def _dated(name: str, line: int) -> ColumnDefinition:
    return ColumnDefinition(name=name, type="timestamp", nullable=True, comment=None, line=line)


def _strings(argument: Tokens) -> list[str]:
    """The strings of an argument, also in a list; none of what stands in an object."""
    braces = next((n for n, token in enumerate(argument) if token.is_mark("{")), len(argument))
    return [token.text for token in argument[:braces] if token.kind is Kind.STRING]


def _typed(method: str, arguments: Sequence[Tokens]) -> str:
    length = arguments[1][0].text if len(arguments) > 1 and len(arguments[1]) == 1 else ""
    spelled = _TYPES[method]
    return f"{spelled}({length})" if spelled in _LONG and length.isdecimal() else spelled
