"""Prisma schemas: https://www.prisma.io/docs/orm/reference/prisma-schema-reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, CreateTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.entity import SourceText

_BLOCK = re.compile(r"\s*(model|view|type|enum)\s+(\w+)\s*\{")
_FIELD = re.compile(r"\s*(\w+)\s+(Unsupported\([^)]*\)|\w+)(\?|\[\])?(?=\s|$)(.*)")
_COMMENT = re.compile(r"((?:\"(?:[^\"\\]|\\.)*+\"|[^\"/]|/(?!/))*+)//+(.*)")
_MAPPED = re.compile(r"(?<!@)@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_TABLE = re.compile(r"@@map\(\s*(?:name:\s*)?\"([^\"]+)\"")
_SCHEMA = re.compile(r"@@schema\(\s*\"([^\"]+)\"")
_NATIVE = re.compile(r"@db\.(\w+)(\([\d, ]+\))?")
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "String": "text",
        "Boolean": "boolean",
        "Int": "integer",
        "BigInt": "bigint",
        "Float": "double precision",
        "Decimal": "decimal",
        "DateTime": "timestamp",
        "Json": "json",
        "Bytes": "bytea",
    }
)


@dataclass(slots=True)
class _Block:
    file: str
    name: str
    is_enum: bool
    lines: list[tuple[int, str]] = field(default_factory=list)


def read_prisma(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of the models and views of all files, which may refer to each other."""
    blocks = [block for text in texts for block in _blocks(text)]
    models = [block for block in blocks if not block.is_enum]
    names = {model.name for model in models}
    enums = {block.name for block in blocks if block.is_enum}
    for model in models:
        yield model.file, _table(model, names, enums)


def _blocks(source: SourceText) -> Iterator[_Block]:
    block: _Block | None = None
    inside = False
    for number, line in enumerate(source.text.splitlines(), 1):
        if not inside and (begin := _BLOCK.match(line)):
            inside = True
            block = _Block(source.file, begin[2], begin[1] == "enum")
        elif inside and line.strip() == "}":
            inside = False
            if block is not None:
                yield block
        elif inside and block is not None:
            block.lines.append((number, line))


def _table(model: _Block, models: set[str], enums: set[str]) -> CreateTable:
    said = "\n".join(_without_comment(line)[0] for _, line in model.lines)
    table, schema = _TABLE.search(said), _SCHEMA.search(said)
    columns = []
    above: str | None = None
    for number, line in model.lines:
        if line.lstrip().startswith("///"):
            above = line.strip(" \t/")
            continue
        column = _column(number, line, above, models, enums)
        above = None
        if column is not None:
            columns.append(column)
    name = Name(schema[1] if schema else None, table[1] if table else model.name)
    return CreateTable(name, tuple(columns))


def _column(
    number: int, line: str, above: str | None, models: set[str], enums: set[str]
) -> ColumnDefinition | None:
    """The column of a line; None for a relation, an attribute of the model and an empty line.

    A list of what no file defines is a relation, too: enums stand beside the models that use them.
    """
    code, comment = _without_comment(line)
    found = _FIELD.match(code)
    if found is None or found[2] in models:
        return None
    name, type_, mark, rest = found.groups()
    is_defined = type_ in _TYPES or type_ in enums or type_.startswith("Unsupported")
    if not is_defined and (mark == "[]" or "@relation" in rest):
        return None
    mapped = _MAPPED.search(rest)
    return ColumnDefinition(
        name=mapped[1] if mapped else name,
        type=_type(type_, rest) + ("[]" if mark == "[]" else ""),
        nullable=mark == "?",
        comment=(above if comment is None else comment) or None,
        line=number,
    )


def _without_comment(line: str) -> tuple[str, str | None]:
    """The line up to its comment, and the comment, None where there is none."""
    found = _COMMENT.match(line)
    return (found[1], found[2].strip()) if found else (line, None)


def _type(type_: str, rest: str) -> str:
    native = _NATIVE.search(rest)
    if native:
        return (native[1] + (native[2] or "").replace(" ", "")).lower()
    if type_.startswith("Unsupported"):
        return type_[len("Unsupported(") : -1].strip('"').lower()
    return _TYPES.get(type_, "enum")
