"""Entities of JPA and Hibernate, in Java and Kotlin.

Columns are called as Spring Boot calls them where no name is given: orderDate is order_date.
https://jakarta.ee/specifications/persistence/3.1/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, CreateTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.ddl.statements import read_statement
from pii_scan.sources.ddl.tokens import statements
from pii_scan.sources.models.code import (
    Annotation,
    Kind,
    Token,
    Tokens,
    annotation_at,
    closing,
    comment_above,
    comment_behind,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import Entity, SourceText, changes_of, snake
from pii_scan.sources.word_set import word_set

_MODIFIERS = word_set(
    "private protected public final volatile lateinit override open internal var val abstract "
    "default sealed data"
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("Integer", "int", "Int"), "integer"),
        **dict.fromkeys(("Long", "long", "BigInteger"), "bigint"),
        **dict.fromkeys(("Short", "short", "Byte", "byte"), "smallint"),
        **dict.fromkeys(("Boolean", "boolean"), "boolean"),
        **dict.fromkeys(("Double", "double", "Float", "float"), "double precision"),
        **dict.fromkeys(("Date", "LocalDateTime", "Instant", "Timestamp"), "timestamp"),
        **dict.fromkeys(("ZonedDateTime", "OffsetDateTime", "Calendar"), "timestamp"),
        **dict.fromkeys(("Character", "char", "Char"), "char(1)"),
        "BigDecimal": "numeric",
        "LocalDate": "date",
        "LocalTime": "time",
        "UUID": "uuid",
        "ByteArray": "bytea",
        "InetAddress": "inet",
    }
)
_PRIMITIVE = word_set("int long short byte boolean double float char")
_RELATIONS = frozenset({"ManyToOne", "OneToOne", "OneToMany", "ManyToMany"})
_CLASSES = frozenset({"class", "record"})
_NOT_NULL = frozenset({"Id", "NotNull", "NotBlank", "NotEmpty", "NonNull"})
_LENDS = frozenset({"MappedSuperclass", "Embeddable"})


@dataclass(frozen=True, slots=True)
class _Member:
    """A field with what is said of it. ``comment`` is a remark above or behind it."""

    name: str
    type: str
    nullable: bool
    annotations: Sequence[Annotation]
    comment: str | None
    line: int

    def found(self, *names: str) -> Annotation | None:
        return next((a for a in self.annotations if a.name in names), None)


def read_jpa(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all entities, with the columns of their superclasses and embeddables."""
    entities: list[tuple[str, Entity]] = []
    for source in texts:
        kotlin = source.file.lower().endswith(".kt")
        found = _classes(tokens_of(source.text), kotlin=kotlin)
        entities += [(source.file, entity) for entity in found]
    yield from changes_of(entities)


def _classes(tokens: Tokens, *, kotlin: bool) -> Iterator[Entity]:
    pending: list[Annotation] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is Kind.WORD and token.text.startswith("@"):
            annotation, at = annotation_at(tokens, at)
            pending.append(annotation)
            continue
        behind = tokens[at + 1 : at + 2]
        if token.text in _CLASSES and behind and behind[0].kind is Kind.WORD:
            begin = _body(tokens, at)
            end = closing(tokens, begin) if begin < len(tokens) else begin
            head, body = tokens[at + 2 : begin], tokens[begin + 1 : end]
            yield from _entity(behind[0].text, pending, head, body, kotlin=kotlin)
            yield from _classes(body, kotlin=kotlin)
            at, pending = end, []
        elif token.is_mark(";}"):
            pending = []
        at += 1


def _body(tokens: Tokens, at: int) -> int:
    """Where the body of the class that is named behind ``at`` begins, or the next class."""
    at += 2
    while at < len(tokens) and not tokens[at].is_mark("{"):
        if tokens[at].kind is Kind.WORD and tokens[at].text.startswith("@"):
            return len(tokens)
        at = closing(tokens, at) + 1 if tokens[at].is_mark("(") else at + 1
    return at


def _entity(
    name: str, annotations: Sequence[Annotation], head: Tokens, body: Tokens, *, kotlin: bool
) -> Iterator[Entity]:
    by_name = {annotation.name: annotation for annotation in annotations}
    if "Entity" not in by_name and not _LENDS & by_name.keys():
        return
    members = [*_in_kotlin(head), *_in_kotlin(body)] if kotlin else list(_in_java(body))
    columns: list[ColumnDefinition] = []
    takes = _bases(head)
    for member in members:
        if member.found("Embedded", "EmbeddedId"):
            takes.append(member.type)
            continue
        column = _column(member)
        if column is not None:
            columns.append(column)
    table = by_name.get("Table")
    called = (table and table.text("name")) or by_name.get("Entity", _NOTHING).text("name")
    stored = Name(table.text("schema") if table else None, called or snake(name))
    lends = "Entity" not in by_name
    yield Entity(name, None if lends else stored, tuple(columns), tuple(takes))


_NOTHING = Annotation("", (), 0)


def _bases(head: Tokens) -> list[str]:
    """The classes behind ``extends``, or behind the colon of Kotlin."""
    depth = 0
    for at, token in enumerate(head):
        depth += token.is_mark("(<") - token.is_mark(")>")
        behind = head[at + 1 : at + 2]
        if not depth and behind and (token.text == "extends" or token.is_mark(":")):
            return [behind[0].text]
    return []


def _in_java(body: Tokens) -> Iterator[_Member]:
    """The fields of a class, and what its annotated getters give."""
    annotations: list[Annotation] = []
    run: list[Token] = []
    above: str | None = None
    at = 0
    while at < len(body):
        token = body[at]
        if token.kind is Kind.COMMENT:
            above = comment_above(body, at) if not run and not annotations else above
            at += 1
        elif token.kind is Kind.WORD and token.text.startswith("@") and token.text != "@interface":
            annotation, at = annotation_at(body, at)
            annotations.append(annotation)
        elif token.is_mark(";=({"):
            end = _end_of_member(body, at)
            member = _java_member(run, annotations, getter=token.is_mark("("))
            if member is not None and not token.is_mark("{"):
                comment = short_comment(above) or comment_behind(body, end)
                yield _Member(*member, annotations, comment, run[-1].line)
            annotations, run, above = [], [], None
            at = end + 1
        else:
            run.append(token)
            at += 1


def _end_of_member(body: Tokens, at: int) -> int:
    """Where a field ends at its semicolon, or a method at the end of its block."""
    is_field = body[at].is_mark("=")
    while at < len(body) and not body[at].is_mark(";"):
        if body[at].is_mark("({["):
            opened = body[at].text
            at = closing(body, at)
            if opened == "{" and not is_field:
                return at
        at += 1
    return at


def _java_member(
    run: Sequence[Token], annotations: Sequence[Annotation], *, getter: bool
) -> tuple[str, str, bool] | None:
    """Name, type and whether it may be empty; None for what is no column's."""
    words = [token.text for token in run]
    if len(words) < 2 or {"static", "transient", "class", "enum", "interface"} & set(words):  # noqa: PLR2004  a type and a name
        return None
    name = words[-1]
    if getter:
        stem = name.removeprefix("get") if name.startswith("get") else name.removeprefix("is")
        mapped = {"Column", "Id", "JoinColumn"} & {annotation.name for annotation in annotations}
        if not mapped or stem == name or not stem:
            return None
        name = stem[0].lower() + stem[1:]
    kinds = [word for word in words[:-1] if word not in _MODIFIERS]
    return (name, "".join(kinds), kinds[0] not in _PRIMITIVE or "[" in kinds) if kinds else None


def _in_kotlin(tokens: Tokens) -> Iterator[_Member]:
    """What ``val`` and ``var`` define in the head or the body of a class."""
    annotations: list[Annotation] = []
    above: str | None = None
    at = depth = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is Kind.COMMENT:
            above = comment_above(tokens, at) if not annotations else above
            at += 1
            continue
        if token.kind is Kind.WORD and token.text.startswith("@"):
            annotation, at = annotation_at(tokens, at)
            annotations.append(annotation)
            continue
        if token.is_mark("{"):
            at, annotations = closing(tokens, at), []
        depth += token.is_mark("(") - token.is_mark(")")
        typed = tokens[at + 2 : at + 4]
        if token.text in {"val", "var"} and len(typed) > 1 and typed[0].is_mark(":"):
            optional = tokens[at + 4 : at + 5]
            nullable = bool(optional) and optional[0].is_mark("?")
            name = tokens[at + 1]
            comment = short_comment(above) or _behind_line(tokens, at)
            yield _Member(name.text, typed[1].text, nullable, annotations, comment, name.line)
            at += 3
        if token.text in {"val", "var", "fun"}:
            annotations, above = [], None
        at += 1


def _behind_line(tokens: Tokens, at: int) -> str | None:
    line = tokens[at].line
    same = [token for token in tokens[at : at + 24] if token.line == line]
    return short_comment(same[-1].text) if same and same[-1].kind is Kind.COMMENT else None


def _column(member: _Member) -> ColumnDefinition | None:
    if member.found("Transient"):
        return None
    relation, join = member.found(*_RELATIONS), member.found("JoinColumn")
    if relation is not None:
        if relation.name.endswith("ToMany") or relation.said("mappedBy"):
            return None
        name = (join and join.text("name")) or f"{snake(member.name)}_id"
        said = relation.is_false("optional") or (join is not None and join.is_false("nullable"))
        return ColumnDefinition(name, "bigint", not said, None, member.line)
    column = member.found("Column") or _NOTHING
    written = _written(column.text("columnDefinition"))
    comment = member.found("Comment")
    required = column.is_false("nullable") or member.found(*_NOT_NULL) is not None
    value = (
        next((t.text for t in comment.arguments if t.kind is Kind.STRING), None)
        if comment
        else None
    )
    return ColumnDefinition(
        name=column.text("name") or snake(member.name),
        type=(written and written.type) or _type(member, column),
        nullable=member.nullable
        and not required
        and (written is None or written.nullable is not False),
        comment=value or column.text("comment") or (written and written.comment) or member.comment,
        line=member.line,
    )


def _type(member: _Member, column: Annotation) -> str | None:
    if member.type == "String" or member.found("Enumerated"):
        return "text" if member.found("Lob") else f"varchar({column.number('length') or 255})"
    if member.type == "byte[]":
        return "bytea"
    return _TYPES.get(member.type)


def _written(definition: str | None) -> ColumnDefinition | None:
    """A ``columnDefinition``, which is SQL: ``VARCHAR(40) NOT NULL COMMENT '이메일'``."""
    if not definition:
        return None
    for statement in statements(f"create table t (c {definition})", 1, backslash=False):
        for change in read_statement(statement):
            if isinstance(change, CreateTable) and change.columns:
                return change.columns[0]
    return None
