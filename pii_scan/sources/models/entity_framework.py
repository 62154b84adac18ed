"""Entities of Entity Framework Core: classes of C#, and what a context says of them.

Which classes are entities is what the contexts of the same program say (``DbSet<Guest>``). Without
one it is a class with [Table] or with the key that a convention looks for, ``Id`` or ``GuestId``,
unless it is called after what is only sent: ``GuestDto``.
https://learn.microsoft.com/ef/core/modeling/
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Annotation,
    Kind,
    Token,
    Tokens,
    closing,
    comment_above,
    first_string,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import Entity, SourceText, changes_of
from pii_scan.sources.models.entity_contexts import Said, SaidColumn, entity_sets, read_context
from pii_scan.sources.models.entity_migrations import read_migration
from pii_scan.sources.word_set import word_set

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "text",
        **dict.fromkeys(("int", "Int32", "uint"), "integer"),
        **dict.fromkeys(("long", "Int64", "ulong"), "bigint"),
        **dict.fromkeys(("short", "byte", "Int16", "sbyte", "ushort"), "smallint"),
        "decimal": "decimal",
        **dict.fromkeys(("double", "float", "Double"), "double precision"),
        **dict.fromkeys(("bool", "Boolean"), "boolean"),
        **dict.fromkeys(("DateTime", "DateTimeOffset"), "timestamp"),
        "DateOnly": "date",
        **dict.fromkeys(("TimeSpan", "TimeOnly"), "time"),
        "Guid": "uuid",
        "char": "char(1)",
        **dict.fromkeys(("String",), "text"),
        **dict.fromkeys(("JsonDocument", "JsonElement"), "json"),
        "IPAddress": "inet",
    }
)
"""What the types of C# are in a database."""
_OBJECTS = frozenset({"text", "json", "inet", "bytea"})
_MODIFIERS = word_set("public virtual required override new sealed")
_HIDDEN = word_set("private protected internal static abstract const readonly")
_CLASSES = frozenset({"class", "record"})
_SENT = re.compile(
    r"(?:Dto|DTO|ViewModel|VM|Request|Response|Command|Query|Result|Args|Options|Settings|Event)s?$"
)
_NOTHING = SaidColumn(0)
_WORD = re.compile(r"\w+")
_STAGES = re.compile(r"<[^>]*>|\s+")


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    type: str
    optional: bool
    attributes: Sequence[Annotation]
    comment: str | None
    line: int

    def found(self, *names: str) -> Annotation | None:
        return next((a for a in self.attributes if a.name in names), None)


@dataclass(frozen=True, slots=True)
class _Class:
    file: str
    name: str
    attributes: Sequence[Annotation]
    bases: tuple[str, ...]
    properties: tuple[_Property, ...]

    @property
    def table(self) -> Annotation | None:
        return next((a for a in self.attributes if a.name == "Table"), None)

    @property
    def is_entity(self) -> bool:
        """Whether it is one where no context says which are."""
        if self.table is not None:
            return True
        keys = {"Id", "ID", f"{self.name}Id", f"{self.name}ID"}
        keyed = any(p.name in keys or p.found("Key") for p in self.properties)
        return keyed and not _SENT.search(self.name)


def read_entity_framework(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """What migrations do, and the tables of all entities with the columns of their bases."""
    classes: list[_Class] = []
    enums: set[str] = set()
    sets: dict[str, str] = {}
    said: dict[str, Said] = {}
    for source in texts:
        tokens = tokens_of(source.text)
        code = [token for token in tokens if token.kind is not Kind.COMMENT]
        for change in read_migration(code, TYPES):
            yield source.file, change
        classes += _classes(source.file, tokens)
        sets |= entity_sets(code)
        enums |= {named.text for word, named in pairwise(code) if word.text == "enum"}
        read_context(source.file, code, said)
    entities = []
    tables = _tables(classes, sets.keys() | said.keys(), in_context=bool(sets))
    for found in classes:
        is_table = found.name in tables
        told = said.get(found.name, Said(found.file))
        name = told.table or _table(found, sets) if is_table else None
        columns = tuple(_columns(found, told, enums))
        entities.append((found.file, Entity(found.name, name, columns, found.bases)))
    there = {found.name for found in classes}
    for class_, told in said.items():
        if class_ not in there:
            table = told.table or Name(None, sets.get(class_, class_))
            columns = tuple(_shadows(told, frozenset()))
            entities.append((told.file, Entity(class_, table, columns)))
    yield from changes_of(entities)


def _tables(classes: Sequence[_Class], told: Collection[str], *, in_context: bool) -> set[str]:
    """The classes that have tables: those that contexts tell of, and what these lead to.

    Where no context is among the files, all that look like entities.
    """
    keyed = {found.name for found in classes if found.is_entity}
    if not in_context:
        return keyed.union(told)
    tables = {found.name for found in classes if found.name in told or found.table is not None}
    waiting = sorted(tables)
    leads_to = {
        found.name: keyed.intersection(
            word for member in found.properties for word in _WORD.findall(member.type)
        )
        for found in classes
    }
    while waiting:
        reached = leads_to.get(waiting.pop(), set()) - tables
        tables |= reached
        waiting += sorted(reached)
    return tables


def _table(found: _Class, sets: Mapping[str, str]) -> Name:
    """[Table], or what its DbSet is called, or the class."""
    if found.table is not None:
        said = first_string(found.table.arguments)
        return Name(found.table.text("Schema"), said or found.name)
    return Name(None, sets.get(found.name, found.name))


def _classes(file: str, tokens: Tokens) -> Iterator[_Class]:
    pending: list[Annotation] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        behind = tokens[at + 1 : at + 2]
        if token.is_mark("["):
            end = closing(tokens, at)
            pending += _attributes(tokens[at + 1 : end])
            at = end + 1
            continue
        if token.text in _CLASSES and behind and behind[0].kind is Kind.WORD:
            begin = next(
                (n for n in range(at, len(tokens)) if tokens[n].is_mark("{;")), len(tokens)
            )
            end = (
                closing(tokens, begin)
                if tokens[begin : begin + 1] and tokens[begin].is_mark("{")
                else begin
            )
            head, body = tokens[at + 2 : begin], tokens[begin + 1 : end]
            yield _Class(file, behind[0].text, pending, _bases(head), tuple(_properties(body)))
            yield from _classes(file, body)
            at, pending = end, []
        elif token.is_mark(";{}"):
            pending = []
        at += 1


def _bases(head: Tokens) -> tuple[str, ...]:
    colon = next((n for n, token in enumerate(head) if token.is_mark(":")), len(head))
    return tuple(base[0].text for base in parts(head[colon + 1 :]) if base)


def _attributes(tokens: Tokens) -> Iterator[Annotation]:
    """``[Required, StringLength(20)]``, each by the last part of its name."""
    for part in parts(tokens):
        opened = next((n for n, token in enumerate(part) if token.is_mark("(")), len(part))
        if opened:
            name = part[opened - 1].text.removesuffix("Attribute")
            yield Annotation(name, part[opened + 1 : -1], part[0].line)


def _properties(body: Tokens) -> Iterator[_Property]:
    """The properties of a class that are read and written: ``public string Name { get; set; }``."""
    attributes: list[Annotation] = []
    run: list[Token] = []
    above: str | None = None
    at = 0
    while at < len(body):
        token = body[at]
        if token.kind is Kind.COMMENT:
            is_above = not run and not attributes
            above = _remark(comment_above(body, at)) or above if is_above else above
        elif token.is_mark("[") and not run:
            end = closing(body, at)
            attributes += _attributes(body[at + 1 : end])
            at = end
        elif token.is_mark("{(;="):
            end = closing(body, at) if token.is_mark("{(") else at
            inside = [inner.text for inner in body[at + 1 : end]]
            if token.is_mark("{") and inside[:1] == ["get"] and {"set", "init"} & set(inside):
                yield from _property(run, attributes, above or _behind(body, end))
            at = _end(body, at)
            attributes, run, above = [], [], None
        else:
            run.append(token)
        at += 1


def _end(body: Tokens, at: int) -> int:
    """Where the member ends whose name stands before ``at``: behind its block and its value."""
    if body[at].is_mark("("):
        at = closing(body, at) + 1
    while at < len(body) and not body[at].is_mark("{;"):
        at = closing(body, at) + 1 if body[at].is_mark("([") else at + 1
    if at < len(body) and body[at].is_mark("{"):
        at = closing(body, at)
        if body[at + 1 : at + 2] and body[at + 1].is_mark("="):
            while at < len(body) and not body[at].is_mark(";"):
                at = closing(body, at) + 1 if at and body[at].is_mark("({[") else at + 1
    return at


def _behind(body: Tokens, end: int) -> str | None:
    """The comment on the line that a property ends on."""
    line = body[end].line if end < len(body) else 0
    for token in body[end + 1 : end + 12]:
        if token.line != line:
            return None
        if token.kind is Kind.COMMENT:
            return _remark(token.text)
    return None


def _remark(text: str | None) -> str | None:
    """A remark without the tags of XML in it, where it is a short one."""
    return short_comment(_STAGES.sub(" ", text).strip()) or None if text else None


def _property(
    run: Sequence[Token], attributes: Sequence[Annotation], comment: str | None
) -> Iterator[_Property]:
    words = [token.text for token in run]
    if len(words) < 2 or _HIDDEN & set(words):  # noqa: PLR2004  a type and a name
        return
    spelled = [word for word in words[:-1] if word not in _MODIFIERS]
    optional = bool(spelled) and spelled[-1] == "?"
    type_ = "".join(spelled[:-1] if optional else spelled)
    if type_.startswith("Nullable<"):
        type_, optional = type_.removeprefix("Nullable<").removesuffix(">"), True
    type_ = type_.rpartition(".")[2]
    yield _Property(words[-1], type_, optional, tuple(attributes), comment, run[-1].line)


def _columns(found: _Class, told: Said, enums: set[str]) -> Iterator[ColumnDefinition]:
    keys = {"Id", "ID", f"{found.name}Id", f"{found.name}ID"}
    for member in found.properties:
        said = told.columns.get(member.name, _NOTHING)
        type_ = _type(member, said, enums)
        if type_ is None or member.found("NotMapped") or said.ignored:
            continue
        column = member.found("Column")
        named = first_string(column.arguments) or column.text("Name") if column else None
        comment = member.found("Comment")
        written = first_string(comment.arguments) if comment else None
        required = (
            member.found("Required", "Key") is not None or said.required or member.name in keys
        )
        value = type_.partition("(")[0] not in _OBJECTS | {"varchar"}
        yield ColumnDefinition(
            name=said.get("HasColumnName") or named or member.name,
            type=type_,
            nullable=not required and (member.optional or not value),
            comment=said.get("HasComment") or written or member.comment,
            line=member.line,
        )
    yield from _shadows(told, {member.name for member in found.properties})


def _shadows(told: Said, known: Collection[str]) -> Iterator[ColumnDefinition]:
    """The columns that a context tells of and no class has: those that are not ``known``.

    A class that is not among the files has all of its properties so, as far as they are told of.
    """
    for name, said in told.columns.items():
        if name in known or said.ignored:
            continue
        yield ColumnDefinition(
            name=said.get("HasColumnName") or name,
            type=_sized(TYPES.get(said.type or "", said.type and said.type.lower()), said),
            nullable=not said.required,
            comment=said.get("HasComment"),
            line=said.line,
        )


def _sized(type_: str | None, said: SaidColumn) -> str | None:
    """``type_`` as long as a context says it is, or what that says it is."""
    length = said.get("HasMaxLength") or ""
    if written := said.get("HasColumnType"):
        return written.lower()
    return f"varchar({length})" if type_ in {"text", None} and length.isdecimal() else type_


def _type(member: _Property, said: SaidColumn, enums: set[str]) -> str | None:
    """The type of a column; None for what leads to another entity."""
    column = member.found("Column")
    written = said.get("HasColumnType") or (column.text("TypeName") if column else None)
    if written:
        return written.lower()
    if member.type == "byte[]":
        return "bytea"
    if member.type in enums:
        return "integer"
    spelled = TYPES.get(member.type)
    limit = member.found("StringLength", "MaxLength")
    length = said.get("HasMaxLength") or (
        limit.arguments[0].text if limit and limit.arguments else ""
    )
    if spelled == "text" and length.isdecimal():
        return f"varchar({length})"
    return spelled
