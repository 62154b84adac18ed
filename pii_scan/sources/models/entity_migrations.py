"""Migrations of Entity Framework Core: ``migrationBuilder.CreateTable(name: "Guests", …)``.

https://learn.microsoft.com/ef/core/managing-schemas/migrations/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from pii_scan.sources.models.code import Annotation, Tokens, closing, parts

_BUILDER = "migrationBuilder"


def read_migration(tokens: Tokens, types: Mapping[str, str]) -> Iterator[Change]:
    """What ``Up`` does; ``types`` are those of C#, and ``tokens`` are without comments."""
    at = 0
    while at < len(tokens) - 4:
        if tokens[at].text == "Down" and tokens[at + 1].is_mark("("):
            begin = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("{")), len(tokens))
            at = closing(tokens, begin) if begin < len(tokens) else begin
        elif tokens[at].text == _BUILDER and tokens[at + 1].is_mark("."):
            opened = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("(")), None)
            if opened is None:
                return
            end = closing(tokens, opened)
            generic = tokens[at + 4].text if tokens[at + 3].is_mark("<") else None
            call = Annotation(tokens[at + 2].text, tokens[opened + 1 : end], tokens[at].line)
            yield from _change(call, generic, types)
            at = end
        at += 1


def _change(call: Annotation, generic: str | None, types: Mapping[str, str]) -> Iterator[Change]:
    name, table, new = call.text("name"), call.text("table"), call.text("newName")
    schema = call.text("schema")
    if name is None:
        return
    if call.name == "CreateTable":
        yield CreateTable(Name(schema, name), tuple(_columns(call, types)))
    elif call.name == "DropTable":
        yield DropTable(Name(schema, name))
    elif call.name == "RenameTable" and new:
        yield RenameTable(Name(schema, name), Name(call.text("newSchema"), new))
    elif table is None:
        return
    elif call.name in {"AddColumn", "AlterColumn"}:
        yield AddColumn(Name(schema, table), _column(name, generic, call, types))
    elif call.name == "DropColumn":
        yield DropColumn(Name(schema, table), name)
    elif call.name == "RenameColumn" and new:
        yield RenameColumn(Name(schema, table), name, new)


def _columns(call: Annotation, types: Mapping[str, str]) -> Iterator[ColumnDefinition]:
    """``table => new { Id = table.Column<int>(nullable: false), … }``."""
    block = call.said("columns")
    begin = next((n for n, token in enumerate(block) if token.is_mark("{")), len(block))
    inside = block[begin + 1 : closing(block, begin)] if begin < len(block) else ()
    for entry in parts(inside):
        opened = next((n for n, token in enumerate(entry) if token.is_mark("(")), None)
        if opened is None or len(entry) < 2 or not entry[1].is_mark("="):  # noqa: PLR2004  a name and its mark
            continue
        arguments = entry[opened + 1 : closing(entry, opened)]
        options = Annotation("", arguments, entry[0].line)
        generic = entry[opened - 2].text if entry[opened - 1].is_mark(">") else None
        yield _column(options.text("name") or entry[0].text, generic, options, types)


def _column(
    name: str, generic: str | None, options: Annotation, types: Mapping[str, str]
) -> ColumnDefinition:
    spelled = options.text("type") or types.get(generic or "")
    length = options.number("maxLength")
    if spelled == "text" and length:
        spelled = f"varchar({length})"
    return ColumnDefinition(
        name=name,
        type=spelled.lower() if spelled else None,
        nullable=not options.is_false("nullable"),
        comment=options.text("comment"),
        line=options.line,
    )
