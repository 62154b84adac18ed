"""Schemas of Mongoose: ``new Schema({ email: { type: String, required: true } })``.

A schema that no model is made of lends its fields to those that name it. What stands inside another
field has a path: ``guardian.name``, ``children[].age``.
https://mongoosejs.com/docs/guide.html and https://mongoosejs.com/docs/models.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from pii_scan.sources.models.entity import SourceText, plural

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "String": "text",
        **dict.fromkeys(("Number", "Double"), "double precision"),
        "Date": "timestamp",
        "Boolean": "boolean",
        "Buffer": "bytea",
        **dict.fromkeys(("ObjectId", "ObjectID"), "objectid"),
        **dict.fromkeys(("Mixed", "Map", "Object"), "json"),
        "Decimal128": "decimal",
        "BigInt": "bigint",
        "Int32": "integer",
        "UUID": "uuid",
    }
)
# Fields inside fields, so that schemas which name each other end.
_DEEPEST = 6
_ENDS_OF_SCHEMAS = ("Schema", "schema")


@dataclass(frozen=True, slots=True)
class _Defined:
    """A schema: the variable that it is put into, its fields and options, and its file."""

    file: str
    name: str
    fields: Tokens
    options: Annotation
    remarks: Mapping[int, str]
    line: int


@dataclass(frozen=True, slots=True)
class _Made:
    """A model that is made of the schema in a variable; None where the schema stands in it."""

    model: str
    schema: str | None
    collection: str | None


def read_mongoose(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The collections of the files, each with the fields of the schemas that it names."""
    schemas: list[_Defined] = []
    models: dict[str, list[_Made]] = {}
    for source in texts:
        tokens = tokens_of(source.text)
        remarks = {token.line: token.text for token in tokens if token.kind is Kind.COMMENT}
        code = [token for token in tokens if token.kind is not Kind.COMMENT]
        schemas += _schemas(source.file, code, remarks)
        models[source.file] = list(_models(code))
    by_name = {schema.name: schema for schema in schemas}
    everywhere = [made for found in models.values() for made in found]
    lent = {
        token.text
        for schema in schemas
        for token in schema.fields
        if token.kind is Kind.WORD and token.text in by_name and token.text != schema.name
    }
    for schema in schemas:
        here = [made for made in models[schema.file] if made.schema == schema.name]
        used = here or [made for made in everywhere if made.schema == schema.name]
        if not used and schema.name in lent:
            continue
        columns = tuple(_fields(schema.fields, "", schema, by_name, 0))
        if columns:
            name = _collection(schema, used[0] if used else None)
            yield schema.file, CreateTable(Name(None, name), (*columns, *_dates(schema)))


def _schemas(file: str, tokens: Tokens, remarks: Mapping[int, str]) -> Iterator[_Defined]:
    """Each ``userSchema = new mongoose.Schema<User>({ … }, { … })``."""
    names = {"Schema", *_aliases(tokens)}
    for at, token in enumerate(tokens):
        opened = _behind_generic(tokens, at + 1)
        is_call = token.text in names and token.kind is Kind.WORD
        if not is_call or opened is None or not tokens[opened + 1 : opened + 2]:
            continue
        arguments = list(parts(tokens[opened + 1 : closing(tokens, opened)]))
        if not arguments or not arguments[0] or not arguments[0][0].is_mark("{"):
            continue
        options = Annotation("", arguments[1] if len(arguments) > 1 else (), token.line)
        name = _variable(tokens, at) or f"schema of line {token.line}"
        yield _Defined(file, name, arguments[0], options, remarks, token.line)


def _aliases(tokens: Tokens) -> Iterator[str]:
    """What ``const schema = mongoose.Schema`` calls it."""
    for at in range(len(tokens) - 4):
        spelled = [token.text for token in tokens[at + 1 : at + 5]]
        is_call = tokens[at + 5 : at + 6] and tokens[at + 5].is_mark("(<")
        if spelled == ["=", "mongoose", ".", "Schema"] and not is_call:
            yield tokens[at].text


def _behind_generic(tokens: Tokens, at: int) -> int | None:
    """Where the parenthesis of a call opens, behind ``<IUser, Model<IUser>>``."""
    depth = 0
    for position in range(at, min(at + 40, len(tokens))):
        token = tokens[position]
        if token.is_mark("(") and not depth:
            return position
        depth += token.is_mark("<") - token.is_mark(">")
        if depth <= 0 and not token.is_mark(">"):
            return None
    return None


def _variable(tokens: Tokens, at: int) -> str | None:
    """What is on the left of ``= new mongoose.Schema``, without its type."""
    while at > 0 and (tokens[at - 1].is_mark(".") or tokens[at - 1].text in {"new", "mongoose"}):
        at -= 1
    if at < 2 or not tokens[at - 1].is_mark("="):  # noqa: PLR2004  a name and its mark
        return None
    at -= 2
    names = [tokens[at]]
    while at > 0 and tokens[at].text not in {"const", "let", "var", "export", ";"}:
        names.append(tokens[at])
        at -= 1
        if tokens[at].is_mark(":"):
            names = [tokens[at - 1]]
            break
        if len(names) > 12:  # noqa: PLR2004  no type of a variable is longer
            break
    return names[0].text if names[0].kind is Kind.WORD else None


def _models(tokens: Tokens) -> Iterator[_Made]:
    """Each ``mongoose.model<IUser>('User', userSchema, 'users')``."""
    for at, token in enumerate(tokens):
        opened = _behind_generic(tokens, at + 1)
        if token.text != "model" or opened is None:
            continue
        arguments = list(parts(tokens[opened + 1 : closing(tokens, opened)]))
        name = arguments[0][0] if arguments and arguments[0] else None
        if name is None or name.kind is not Kind.STRING or len(arguments) < 2:  # noqa: PLR2004  a name and a schema
            continue
        of = arguments[1][-1].text if len(arguments[1]) == 1 else None
        third = arguments[2][0] if len(arguments) > 2 and arguments[2] else None  # noqa: PLR2004  the collection
        said = third.text if third is not None and third.kind is Kind.STRING else None
        yield _Made(name.text, of, said)


def _collection(schema: _Defined, made: _Made | None) -> str:
    said = schema.options.text("collection") or (made and made.collection)
    if said:
        return said
    if made is not None:
        return plural(made.model.lower())
    for end in _ENDS_OF_SCHEMAS:
        if schema.name.endswith(end) and schema.name != end:
            return plural(schema.name.removesuffix(end).lower())
    return schema.name


def _dates(schema: _Defined) -> Iterator[ColumnDefinition]:
    if schema.options.is_true("timestamps") or len(schema.options.said("timestamps")) > 1:
        for name in ("createdAt", "updatedAt"):
            yield ColumnDefinition(
                name=name, type="timestamp", nullable=True, comment=None, line=schema.line
            )


def _fields(
    tokens: Tokens, inside: str, schema: _Defined, known: Mapping[str, _Defined], depth: int
) -> Iterator[ColumnDefinition]:
    """The fields of ``{ … }``, each under its path."""
    if depth > _DEEPEST:
        return
    for entry in parts(tokens[1 : closing(tokens, 0)]):
        if len(entry) < 3 or not entry[1].is_mark(":") or entry[0].kind is Kind.MARK:  # noqa: PLR2004  a key, a colon, a value
            continue
        path = f"{inside}{entry[0].text}"
        yield from _field(path, entry[0], entry[2:], schema, known, depth)


def _field(
    path: str,
    key: Token,
    value: Tokens,
    schema: _Defined,
    known: Mapping[str, _Defined],
    depth: int,
    *,
    required: bool = False,
) -> Iterator[ColumnDefinition]:
    if value[0].is_mark("["):
        inner = next(parts(value[1 : closing(value, 0)]), ())
        if inner:
            yield from _field(f"{path}[]", key, inner, schema, known, depth)
        return
    if value[0].is_mark("{"):
        options = Annotation("", value, key.line)
        type_ = options.said("type")
        # A field of that name has a type itself: { type: { type: String } }.
        if type_ and not Annotation("", type_, key.line).said("type"):
            must = _is_required(options)
            yield from _field(path, key, type_, schema, known, depth + 1, required=must)
        else:
            yield from _fields(value, f"{path}.", schema, known, depth + 1)
        return
    other = next((known[t.text] for t in value if t.text in known), None)
    if other is not None and other is not schema:
        yield from _lent(other, f"{path}.", key, known, depth + 1)
        return
    spelled = next((_TYPES[t.text] for t in reversed(value) if t.text in _TYPES), None)
    remark = short_comment(schema.remarks.get(key.line))
    yield ColumnDefinition(path, spelled, not required, remark, key.line)


def _lent(
    other: _Defined, inside: str, key: Token, known: Mapping[str, _Defined], depth: int
) -> Iterator[ColumnDefinition]:
    """The fields of another schema, at the line of the field that they are inside of."""
    for column in _fields(other.fields, inside, other, known, depth):
        yield ColumnDefinition(column.name, column.type, column.nullable, column.comment, key.line)


def _is_required(options: Annotation) -> bool:
    said = options.said("required")
    return bool(said) and (said[0].text == "true" or [t.text for t in said[:2]] == ["[", "true"])
