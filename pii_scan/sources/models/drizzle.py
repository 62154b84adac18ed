"""Schemas of Drizzle: ``pgTable("users", { email: varchar("email", { length: 80 }) })``.

https://orm.drizzle.team/docs/sql-schema-declaration
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, CreateTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Annotation,
    Kind,
    Token,
    Tokens,
    closing,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import SourceText, snake

_CREATES_TABLE = re.compile(r"\w*Table(?:Creator)?$|table$")
# Types of a driver that other code calls so as well are none of a table's.
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: name
            for name in (
                *("text", "varchar", "char", "integer", "int", "bigint", "smallint", "tinyint"),
                *("mediumint", "serial", "bigserial", "smallserial", "boolean", "numeric"),
                *("decimal", "real", "double", "float", "date", "time", "timestamp", "datetime"),
                *("interval", "year", "uuid", "json", "jsonb", "inet", "cidr", "macaddr", "point"),
                *("geometry", "blob", "binary", "varbinary", "tinytext", "mediumtext", "longtext"),
            )
        },
        "doublePrecision": "double precision",
        "mysqlEnum": "enum",
        "bit": "bit",
    }
)
_WITH_LENGTH = frozenset({"varchar", "char"})


def read_drizzle(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables that the files define."""
    for source in texts:
        tokens = tokens_of(source.text)
        remarks = {token.line: token.text for token in tokens if token.kind is Kind.COMMENT}
        code = [token for token in tokens if token.kind is not Kind.COMMENT]
        for change in _tables(code, remarks):
            yield source.file, change


def _tables(tokens: Tokens, remarks: Mapping[int, str]) -> Iterator[Change]:
    enums = {  # export const role = pgEnum("role", ["admin"])
        tokens[at - 2].text
        for at in range(2, len(tokens))
        if tokens[at].text.endswith("Enum") and tokens[at - 1].is_mark("=")
    }
    for at in range(len(tokens) - 4):
        call, opened, name, comma, begin = tokens[at : at + 5]
        is_table = call.kind is Kind.WORD and _CREATES_TABLE.match(call.text)
        if not (is_table and opened.is_mark("(") and comma.is_mark(",")):
            continue
        end = closing(tokens, at + 4) if begin.is_mark("{") else at
        columns = [
            column
            for entry in parts(tokens[at + 5 : end])
            if (column := _column(entry, remarks, enums)) is not None
        ]
        if name.kind is Kind.STRING and columns:
            yield CreateTable(Name(_schema(tokens[max(0, at - 2) : at]), name.text), tuple(columns))


def _schema(before: Tokens) -> str | None:
    """The schema whose method makes the table: ``authSchema.table("users", …)``, in words."""
    owned = len(before) > 1 and before[-1].is_mark(".")
    return snake(before[-2].text.removesuffix("Schema")) or None if owned else None


def _column(entry: Tokens, remarks: Mapping[int, str], enums: set[str]) -> ColumnDefinition | None:
    """The column in ``email: varchar("email", { length: 80 }).notNull()``."""
    if len(entry) < 5 or not entry[1].is_mark(":") or not entry[3].is_mark("("):  # noqa: PLR2004  a key, a colon, a call
        return None
    key, type_ = entry[0], entry[2].text
    if type_ not in _TYPES and type_ not in enums:
        return None
    end = closing(entry, 3)
    arguments = list(parts(entry[4:end]))
    first = arguments[0][0] if arguments and arguments[0] else None
    called = first.text if first is not None and first.kind is Kind.STRING else None
    chained = [token.text for token in entry[end:]]
    return ColumnDefinition(
        name=called or key.text,
        type=_typed(type_, arguments, key) + ("[]" if "array" in chained else ""),
        nullable=not {"notNull", "primaryKey"}.intersection(chained),
        comment=short_comment(remarks.get(entry[-1].line)),
        line=key.line,
    )


def _typed(type_: str, arguments: Sequence[Tokens], key: Token) -> str:
    spelled = _TYPES.get(type_, "enum")
    length = None
    if spelled in _WITH_LENGTH and arguments:
        length = Annotation("", arguments[-1], key.line).number("length")
    return f"{spelled}({length})" if length else spelled
