"""Entities of TypeORM, MikroORM, sequelize-typescript and Mongoose in Nest: decorated classes.

https://typeorm.io/entities and https://docs.nestjs.com/techniques/mongodb
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, Name
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.code import (
    Annotation,
    Kind,
    Tokens,
    annotation_at,
    closing,
    comment_above,
    comment_behind,
    first_string,
    parts,
    short_comment,
    tokens_of,
)
from pii_scan.sources.models.entity import Entity, SourceText, changes_of, snake

_TABLES = frozenset({"Entity", "ViewEntity", "ChildEntity", "Table", "Schema"})
_KEYS = frozenset({"PrimaryGeneratedColumn", "PrimaryColumn", "PrimaryKey", "ObjectIdColumn"})
_DATES = frozenset({"CreateDateColumn", "UpdateDateColumn", "DeleteDateColumn"})
_COLUMNS = frozenset({"Column", "Property", "Prop", "Enum", "VersionColumn"}) | _KEYS | _DATES
_RELATIONS = frozenset({"ManyToOne", "OneToOne"})
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("string", "String", "STRING"), "varchar(255)"),
        **dict.fromkeys(("number", "Number", "INTEGER"), "integer"),
        **dict.fromkeys(("boolean", "Boolean", "BOOLEAN"), "boolean"),
        **dict.fromkeys(("Date", "DATE"), "timestamp"),
        **dict.fromkeys(("Buffer", "BLOB"), "bytea"),
        **dict.fromkeys(("object", "JSONB", "simple-json", "Record"), "json"),
        "DATEONLY": "date",
        "BIGINT": "bigint",
        "TEXT": "text",
        "simple-array": "text",
    }
)


def read_typescript(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all entities, with the columns of their bases and what is embedded."""
    entities: list[tuple[str, Entity]] = []
    for source in texts:
        entities += [(source.file, entity) for entity in _classes(tokens_of(source.text))]
    yield from changes_of(entities)


def _classes(tokens: Tokens) -> Iterator[Entity]:
    pending: list[Annotation] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is Kind.WORD and token.text.startswith("@"):
            annotation, at = annotation_at(tokens, at)
            pending.append(annotation)
            continue
        name = tokens[at + 1 : at + 2]
        if token.text == "class" and name and name[0].kind is Kind.WORD:
            begin = next((n for n in range(at, len(tokens)) if tokens[n].is_mark("{")), len(tokens))
            end = closing(tokens, begin) if begin < len(tokens) else begin
            entity = _entity(name[0].text, pending, tokens[at:begin], tokens[begin + 1 : end])
            if entity is not None:
                yield entity
            at, pending = end, []
        elif token.is_mark(";"):
            pending = []
        at += 1


def _entity(
    name: str, annotations: Sequence[Annotation], head: Tokens, body: Tokens
) -> Entity | None:
    decorated = next((a for a in annotations if a.name in _TABLES), None)
    words = [token.text for token in head]
    bases = [words[words.index("extends") + 1]] if "extends" in words[:-1] else []
    columns, embedded = _members(body)
    if decorated is None and not columns:
        return None
    table = None
    if decorated is not None:
        called = first_string(decorated.arguments) or decorated.text("name")
        called = called or decorated.text("tableName")
        table = Name(decorated.text("schema"), called or snake(name))
    return Entity(name, table, tuple(columns), (*bases, *embedded))


def _members(body: Tokens) -> tuple[list[ColumnDefinition], list[str]]:
    """The columns of a class, and the classes that are embedded in it."""
    columns: list[ColumnDefinition] = []
    embedded: list[str] = []
    pending: list[Annotation] = []
    above: str | None = None
    at = 0
    while at < len(body):
        token = body[at]
        if token.kind is Kind.COMMENT:
            above = comment_above(body, at) if not pending else above
        elif token.kind is Kind.WORD and token.text.startswith("@"):
            annotation, at = annotation_at(body, at)
            pending.append(annotation)
            continue
        elif pending and token.kind is Kind.WORD and _is_name(body, at):
            inside = _embedded(pending)
            end = _end(body, at)
            comment = short_comment(above) or comment_behind(body, end)
            column = (
                None
                if inside
                else _column(token.text, token.line, body[at + 1 : end + 1], pending, comment)
            )
            embedded += [inside] if inside else []
            columns += [column] if column else []
            pending, above, at = [], None, end
        elif token.is_mark("({["):
            at, pending = closing(body, at), [] if token.is_mark("{") else pending
        at += 1
    return columns, embedded


def _is_name(body: Tokens, at: int) -> bool:
    """Whether the word at ``at`` is that of a property: a mark stands behind it that says so."""
    behind = body[at + 1 : at + 2]
    return bool(behind) and behind[0].is_mark("?!:;=")


def _end(body: Tokens, at: int) -> int:
    """The last token of a property, which may have no semicolon."""
    while at + 1 < len(body):
        following = body[at + 1]
        if body[at].is_mark(";"):
            return at
        if following.kind is Kind.COMMENT or following.text.startswith("@"):
            return at
        at = closing(body, at + 1) if following.is_mark("({[") else at + 1
    return at


def _embedded(annotations: Sequence[Annotation]) -> str | None:
    """The class in ``@Column(() => Address)`` and ``@Embedded(() => Address)``."""
    for annotation in annotations:
        first = next(parts(annotation.arguments), ())
        texts = [token.text for token in first]
        if annotation.name in {"Column", "Embedded"} and texts[:4] == ["(", ")", "=", ">"]:
            return texts[4] if len(texts) > 4 else None  # noqa: PLR2004  () => and the class
    return None


def _column(
    name: str, line: int, typed: Tokens, annotations: Sequence[Annotation], comment: str | None
) -> ColumnDefinition | None:
    by_name = {annotation.name: annotation for annotation in annotations}
    optional = bool(typed) and typed[0].is_mark("?")
    if relation := next((by_name[n] for n in sorted(_RELATIONS & by_name.keys())), None):
        join = by_name.get("JoinColumn")
        if relation.name == "OneToOne" and join is None:
            return None
        said = _options(join).text("name") if join else None
        return ColumnDefinition(said or f"{name}_id", "bigint", optional, None, line)
    found = next((by_name[n] for n in sorted(_COLUMNS & by_name.keys())), None)
    if found is None:
        return None
    options = _options(found)
    nullable = options.is_true("nullable") or options.is_true("allowNull")
    # Mongoose demands only what it is told to.
    nullable = nullable or (found.name == "Prop" and not options.is_true("required"))
    return ColumnDefinition(
        name=options.text("name") or options.text("fieldName") or options.text("field") or name,
        type=_type(found, options, typed),
        nullable=nullable or (optional and not options.said("nullable")),
        comment=options.text("comment") or comment,
        line=line,
    )


def _options(annotation: Annotation) -> Annotation:
    """The annotation with only what stands in its ``{ … }``."""
    for at, token in enumerate(annotation.arguments):
        if token.is_mark("{"):
            inside = annotation.arguments[at : closing(annotation.arguments, at) + 1]
            return Annotation(annotation.name, inside, annotation.line)
    return Annotation(annotation.name, (), annotation.line)


def _type(found: Annotation, options: Annotation, typed: Tokens) -> str | None:
    said = first_string(found.arguments) or options.text("type")
    kinds = [token.text for token in (*_of_sequelize(found), *options.said("type"))]
    written = [token.text for token in typed if token.kind is Kind.WORD]
    spelled = said or next((_TYPES[kind] for kind in kinds if kind in _TYPES), None)
    if spelled is None and found.name in _DATES:
        return "timestamp"
    if spelled is None and found.name == "Enum":
        return "enum"
    if spelled is None:
        spelled = _TYPES.get(written[0]) if written else None
    length = options.number("length") or options.text("length")
    if spelled and length and spelled.partition("(")[0] in {"varchar", "char", "nvarchar"}:
        return f"{spelled.partition('(')[0]}({length})"
    return _TYPES.get(spelled, spelled) if spelled else None


def _of_sequelize(found: Annotation) -> Tokens:
    """``DataType.STRING`` as the only argument."""
    return found.arguments if found.arguments and not found.arguments[0].is_mark("{") else ()
