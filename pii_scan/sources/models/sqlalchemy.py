"""Models of SQLAlchemy, Flask-SQLAlchemy and SQLModel, and migrations of Alembic.

https://docs.sqlalchemy.org/en/20/orm/declarative_tables.html
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    CreateTable,
    DropColumn,
    DropTable,
    Name,
    Unread,
)
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.models.entity import Entity, SourceText, changes_of, snake
from pii_scan.sources.models.python_code import (
    NOT_PARSED,
    assignments,
    classes,
    comments_of,
    is_said,
    keyword,
    last_name,
    number_of,
    parsed,
    text_of,
)

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("String", "Unicode", "VARCHAR", "NVARCHAR", "AutoString"), "varchar"),
        **dict.fromkeys(("CHAR", "NCHAR"), "char"),
        **dict.fromkeys(
            ("Text", "UnicodeText", "TEXT", "CLOB", "LONGTEXT", "str", "EmailStr"), "text"
        ),
        **dict.fromkeys(("Integer", "INTEGER", "INT", "int"), "integer"),
        **dict.fromkeys(("BigInteger", "BIGINT"), "bigint"),
        **dict.fromkeys(("SmallInteger", "SMALLINT"), "smallint"),
        **dict.fromkeys(("Boolean", "BOOLEAN", "bool"), "boolean"),
        **dict.fromkeys(("DateTime", "DATETIME", "TIMESTAMP", "datetime"), "timestamp"),
        **dict.fromkeys(("Date", "DATE", "date"), "date"),
        **dict.fromkeys(("Time", "TIME", "time"), "time"),
        **dict.fromkeys(("Interval", "INTERVAL", "timedelta"), "interval"),
        **dict.fromkeys(("Numeric", "NUMERIC", "DECIMAL", "Decimal"), "numeric"),
        **dict.fromkeys(("Float", "FLOAT", "Double", "REAL", "float"), "double precision"),
        **dict.fromkeys(("JSON", "JSONB", "dict", "MutableDict"), "json"),
        **dict.fromkeys(("LargeBinary", "BLOB", "BYTEA", "VARBINARY", "bytes"), "bytea"),
        **dict.fromkeys(("UUID", "Uuid", "GUID"), "uuid"),
        **dict.fromkeys(("INET", "CIDR"), "inet"),
        **dict.fromkeys(("Enum", "ENUM", "SQLEnum"), "enum"),
        **dict.fromkeys(("ARRAY", "list", "List"), "text[]"),
    }
)
_COLUMN = frozenset({"Column", "mapped_column"})
_NO_COLUMNS = frozenset({"relationship", "Relationship", "column_property", "synonym"})
_OPTIONAL = frozenset({"Optional", "Union"})
_AROUND = _OPTIONAL | {"Mapped", "Annotated"}


def read_sqlalchemy(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all classes and ``Table(…)`` calls, and what migrations do to them."""
    entities: list[tuple[str, Entity]] = []
    for source in texts:
        tree = parsed(source.text)
        if tree is None:
            yield source.file, Unread(0, NOT_PARSED)
            continue
        comments = comments_of(source.text)
        for change in _called(tree, comments):
            yield source.file, change
        for node in classes(tree):
            entity = _entity(node, comments)
            if entity is not None:
                entities.append((source.file, entity))
    yield from changes_of(entities)


def _entity(node: ast.ClassDef, comments: Mapping[int, str]) -> Entity | None:
    bases = tuple(last_name(base) for base in node.bases)
    passed = {word.arg: word.value for word in node.keywords}
    of_sqlmodel = is_said(passed.get("table"), otherwise=False)
    columns = []
    table: str | None = None
    for name, annotation, value, statement in assignments(node.body):
        if name == "__tablename__":
            table = text_of(value) or snake(node.name)
            continue
        column = _attribute(name, annotation, value, plain=of_sqlmodel or "SQLModel" in bases)
        if column is not None:
            trailing = comments.get(statement.end_lineno or 0)
            columns.append(_commented(column, trailing))
    if not columns and not bases:
        return None
    # Flask-SQLAlchemy and SQLModel name the table themselves.
    if table is None and (of_sqlmodel or ("Model" in bases and columns)):
        table = snake(node.name)
    # Mixins and bases have no table; a class without one of its own and without a column neither.
    return Entity(node.name, Name(None, table) if table else None, tuple(columns), bases)


def _attribute(
    name: str, annotation: ast.expr | None, value: ast.expr | None, *, plain: bool
) -> ColumnDefinition | None:
    call = value if isinstance(value, ast.Call) else None
    kind = last_name(call) if call else ""
    if kind in _NO_COLUMNS or name.startswith("__"):
        return None
    if call is not None and kind in _COLUMN:
        return _column(name, call, annotation)
    mapped = annotation is not None and last_name(annotation) == "Mapped"
    if annotation is None or not (mapped or plain):
        return None
    line = annotation.lineno
    if call is not None:
        inner = keyword(call, "sa_column")
        if isinstance(inner, ast.Call):
            return _column(name, inner, annotation)
        length = number_of(keyword(call, "max_length"))
        said = text_of(keyword(call, "description"))
        type_ = f"varchar({length})" if length else _annotated(annotation)[0]
        return ColumnDefinition(name, type_, _annotated(annotation)[1], said, line)
    return ColumnDefinition(name, *_annotated(annotation), None, line)


def _commented(column: ColumnDefinition, trailing: str | None) -> ColumnDefinition:
    comment = column.comment or trailing
    return ColumnDefinition(column.name, column.type, column.nullable, comment, column.line)


def _column(name: str, call: ast.Call, annotation: ast.expr | None) -> ColumnDefinition:
    arguments = list(call.args)
    named = text_of(arguments[0]) if arguments else text_of(keyword(call, "name"))
    if named is not None and arguments:
        arguments = arguments[1:]
    type_, nullable = _annotated(annotation)
    kinds = [_type(a) for a in [*arguments, *filter(None, [keyword(call, "type_")])]]
    type_ = next((kind for kind in kinds if kind), type_)
    if type_ is None and any(last_name(a) == "ForeignKey" for a in arguments):
        type_ = "bigint"
    key = is_said(keyword(call, "primary_key"), otherwise=False)
    return ColumnDefinition(
        name=named or name,
        type=type_,
        nullable=is_said(keyword(call, "nullable"), otherwise=not key and nullable),
        comment=text_of(keyword(call, "comment", "doc")),
        line=call.lineno,
    )


def _type(node: ast.expr) -> str | None:
    spelled = _TYPES.get(last_name(node))
    if spelled in {"varchar", "char"} and isinstance(node, ast.Call):
        length = number_of(node.args[0] if node.args else keyword(node, "length"))
        return f"{spelled}({length})" if length else spelled
    return spelled


def _annotated(node: ast.expr | None) -> tuple[str | None, bool]:
    """Type and whether it may be empty, of ``Mapped[str | None]`` and the like."""
    inner, empty = _bare(node)
    match inner:
        case None:
            return None, True
        case ast.Constant(value=str() as quoted):
            return _TYPES.get(quoted), empty
    return _TYPES.get(last_name(inner)), empty


def _bare(node: ast.expr | None) -> tuple[ast.expr | None, bool]:
    """An annotation without what is around the type, and whether that says it may be empty."""
    match node:
        case ast.Subscript(value=outer, slice=inner) if last_name(outer) in _AROUND:
            bare, empty = _bare(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
            return bare, empty or last_name(outer) in _OPTIONAL
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _bare(left)[0], True
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=right):
            return _bare(right)[0], True
    return node, False


def _called(tree: ast.Module, comments: Mapping[int, str]) -> Iterator[Change]:
    """What calls of ``Table`` and of Alembic's ``op`` say, without what takes a migration back."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "downgrade":
            continue
        calls = [found for found in ast.walk(node) if isinstance(found, ast.Call)]
        for call in sorted(calls, key=lambda found: (found.lineno, found.col_offset)):
            yield from _operation(call, comments)


def _operation(call: ast.Call, comments: Mapping[int, str]) -> Iterator[Change]:
    first = text_of(call.args[0]) if call.args else None
    if first is None:
        return
    table = Name(text_of(keyword(call, "schema")), first)
    columns = [
        _commented(_column("", made, None), comments.get(made.end_lineno or 0))
        for made in call.args[1:]
        if isinstance(made, ast.Call) and last_name(made) in _COLUMN
    ]
    match last_name(call):
        case "Table" | "create_table" if columns:
            yield CreateTable(table, tuple(columns))
        case "add_column":
            yield from (AddColumn(table, column) for column in columns)
        case "drop_column":
            name = text_of(call.args[1]) if len(call.args) > 1 else None
            if name:
                yield DropColumn(table, name)
        case "drop_table":
            yield DropTable(table)
