"""Structs of Go as tables: the models of GORM and XORM, which say the same in other tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, CreateTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Kind,
    Token,
    Tokens,
    closing,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import SourceText, snake

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("string", "NullString"), "text"),
        **dict.fromkeys(("int", "int32", "NullInt32", "rune"), "integer"),
        **dict.fromkeys(("int8", "int16", "uint8", "byte", "NullInt16"), "smallint"),
        **dict.fromkeys(("int64", "uint", "uint32", "uint64", "uint16", "NullInt64"), "bigint"),
        **dict.fromkeys(("float32", "float64", "NullFloat64"), "double precision"),
        **dict.fromkeys(("bool", "NullBool"), "boolean"),
        **dict.fromkeys(("Time", "NullTime", "DeletedAt"), "timestamp"),
        "Decimal": "decimal",
        "UUID": "uuid",
        "Date": "date",
        **dict.fromkeys(("JSON", "JSONMap", "RawMessage", "JSONType"), "json"),
    }
)
_MODEL = tuple(
    ColumnDefinition(name=name, type=type_, nullable=name != "id", comment=None, line=0)
    for name, type_ in (
        ("id", "bigint"),
        *((f"{done}_at", "timestamp") for done in ("created", "updated", "deleted")),
    )
)
# Bases lend their fields to what embeds them, and that to others.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a framework says what a table holds.

    ``settings`` reads a tag: ``column``, ``type``, ``size``, ``comment``, and ``notnull``,
    ``primarykey``, ``embedded``, ``embeddedprefix``, ``serializer`` or ``-``, empty where they only
    stand there; None for a tag of others. ``table`` is what a struct's table is called by default,
    ``text`` the type of strings, ``lists`` that of lists and maps, None where they are relations.
    """

    settings: Callable[[str], Mapping[str, str] | None]
    table: Callable[[str], str]
    text: str
    lists: str | None


@dataclass(frozen=True, slots=True)
class _Field:
    """A line of a struct. ``names`` is empty where a struct is embedded."""

    names: tuple[str, ...]
    type: Tokens
    settings: Mapping[str, str] | None
    comment: str | None
    line: int

    @property
    def last(self) -> str:
        """The last word of the type: ``User`` of ``*model.User``."""
        words = [token.text for token in self.type if token.kind is Kind.WORD]
        return words[-1] if words else ""

    def said(self, key: str) -> str | None:
        """What the tag says behind ``key``; empty for one that only stands there."""
        return None if self.settings is None else self.settings.get(key)


@dataclass(frozen=True, slots=True)
class _Struct:
    file: str
    name: str
    fields: tuple[_Field, ...]

    @property
    def is_model(self) -> bool:
        """Whether a framework is told of it: by a tag, or as it embeds ``gorm.Model``."""
        return any(
            field.settings is not None
            or (not field.names and [t.text for t in field.type[:2]] == ["gorm", "."])
            for field in self.fields
        )


@dataclass(slots=True)
class _Program:
    """All structs, what other types are in the end, and what ``TableName`` says."""

    dialect: Dialect
    structs: dict[str, _Struct]
    bases: dict[str, str]
    tables: dict[str, str]


def read_structs(texts: Sequence[SourceText], dialect: Dialect) -> Iterator[tuple[str, Change]]:
    """The tables of all models, with the columns of the structs that they embed."""
    program = _Program(dialect, {}, {}, {})
    for source in texts:
        tokens = tokens_of(source.text)
        for struct in _structs(source.file, tokens, dialect):
            program.structs.setdefault(struct.name, struct)
        program.bases |= _named_types(tokens)
        program.tables |= _table_names(tokens)
    embedded = {
        field.last
        for struct in program.structs.values()
        for field in struct.fields
        if not field.names or field.said("embedded") is not None
    }
    for struct in program.structs.values():
        named = struct.name in program.tables
        if named or (struct.is_model and struct.name not in embedded):
            columns = _columns(struct, program, "", 0)
            said = program.tables.get(struct.name) or dialect.table(struct.name)
            schema, _, table = said.rpartition(".")
            yield struct.file, CreateTable(Name(schema or None, table), tuple(columns))


def _structs(file: str, tokens: Tokens, dialect: Dialect) -> Iterator[_Struct]:
    at = 0
    while at < len(tokens) - 2:
        name, word, begin = tokens[at : at + 3]
        if name.kind is Kind.WORD and word.text == "struct" and begin.is_mark("{"):
            end = closing(tokens, at + 2)
            yield _Struct(file, name.text, tuple(_fields(tokens[at + 3 : end], dialect)))
            at = end
        at += 1


def _fields(body: Tokens, dialect: Dialect) -> Iterator[_Field]:
    """Each line of a struct; what stands in a struct without a name is left out."""
    flat: list[Token] = []
    at = 0
    while at < len(body):
        if body[at].is_mark("{"):
            at = closing(body, at) + 1
            continue
        flat.append(body[at])
        at += 1
    for line, same in groupby(flat, key=lambda token: token.line):
        tokens = list(same)
        remark = next((token.text for token in tokens if token.kind is Kind.COMMENT), None)
        tag = next((token.text for token in tokens if token.kind is Kind.STRING), "")
        code = [token for token in tokens if token.kind in {Kind.WORD, Kind.MARK}]
        if not code or not (code[0].kind is Kind.WORD or code[0].is_mark("*")):
            continue
        names, type_ = _named(code)
        settings = dialect.settings(tag)
        comment = (settings or {}).get("comment") or short_comment(remark)
        yield _Field(names, type_, settings, comment or None, line)


def _named(code: Tokens) -> tuple[tuple[str, ...], Tokens]:
    """The names and the type of ``Street, City string``; no name where a struct is embedded."""
    if len(code) == 1 or code[0].is_mark("*") or code[1].is_mark("."):
        return (), code
    names = [code[0].text]
    at = 1
    while at + 1 < len(code) and code[at].is_mark(","):
        names.append(code[at + 1].text)
        at += 2
    return tuple(names), code[at:]


def _named_types(tokens: Tokens) -> dict[str, str]:
    """``type Sex string``: what a type is that only has another name."""
    return {
        name.text: base.text
        for word, name, base in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text == "type" and name.kind is Kind.WORD and base.text in _TYPES
    }


def _table_names(tokens: Tokens) -> dict[str, str]:
    """What ``func (User) TableName() string { return "users" }`` says of each struct."""
    found = {}
    for at, token in enumerate(tokens):
        if token.text != "TableName" or at < 2 or not tokens[at - 1].is_mark(")"):  # noqa: PLR2004  the receiver
            continue
        begin = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("{")), len(tokens))
        body = tokens[begin : closing(tokens, begin)] if begin < len(tokens) else ()
        said = next((inner.text for inner in body if inner.kind is Kind.STRING), None)
        if said:
            found[tokens[at - 2].text] = said
    return found


def _columns(
    struct: _Struct, program: _Program, prefix: str, depth: int
) -> Iterator[ColumnDefinition]:
    if depth > _DEEPEST:
        return
    for field in struct.fields:
        texts = [token.text for token in field.type]
        inside = program.structs.get(field.last)
        embeds = not field.names or field.said("embedded") is not None
        if field.said("-") is not None or not field.last:
            continue
        if embeds and texts[-3:] == ["gorm", ".", "Model"]:
            yield from (replace(c, name=prefix + c.name, line=field.line) for c in _MODEL)
        elif embeds and inside is not None:
            before = prefix + (field.said("embeddedprefix") or "")
            for column in _columns(inside, program, before, depth + 1):
                here = inside.file == struct.file
                yield column if here else replace(column, line=field.line)
        elif field.names and (type_ := _type(field, program)) is not None:
            yield from _stored(field, type_, prefix)


def _stored(field: _Field, type_: str, prefix: str) -> Iterator[ColumnDefinition]:
    required = field.said("notnull") is not None or any(
        field.said(key) is not None for key in ("primarykey", "autoincrement")
    )
    for name in field.names:
        if name[:1].isupper():
            called = field.said("column") or snake(name)
            nullable = not required and not (name == "ID" and field.said("column") is None)
            yield ColumnDefinition(
                prefix + called, type_ or None, nullable, field.comment, field.line
            )


def _type(field: _Field, program: _Program) -> str | None:
    """The type of a column, empty where nothing tells; None for what is a relation."""
    said = field.said("type")
    if said:
        return said.lower()
    texts = [token.text for token in field.type]
    if texts[:3] == ["[", "]", "byte"]:
        return "bytea"
    if texts[:1] in (["["], ["map"]):
        return "json" if field.said("serializer") is not None else program.dialect.lists
    spelled = _TYPES.get(program.bases.get(field.last, field.last))
    size = field.said("size") or ""
    if spelled == "text":
        return f"varchar({size})" if size.isdecimal() else program.dialect.text
    if spelled is None and (field.last in program.structs or field.said("column") is None):
        return None
    return spelled or ""
