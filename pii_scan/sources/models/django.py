"""Models and migrations of Django: https://docs.djangoproject.com/en/stable/ref/models/fields/."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
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
        **dict.fromkeys(("AutoField", "IntegerField", "PositiveIntegerField"), "integer"),
        **dict.fromkeys(("SmallIntegerField", "PositiveSmallIntegerField"), "smallint"),
        **dict.fromkeys(("BigAutoField", "BigIntegerField", "PositiveBigIntegerField"), "bigint"),
        **dict.fromkeys(("BooleanField", "NullBooleanField"), "boolean"),
        **dict.fromkeys(("CharField", "CommaSeparatedIntegerField"), "varchar"),
        **dict.fromkeys(("FileField", "ImageField", "FilePathField"), "varchar(100)"),
        **dict.fromkeys(("GenericIPAddressField", "IPAddressField"), "inet"),
        **dict.fromkeys(("JSONField", "HStoreField"), "json"),
        "EmailField": "varchar(254)",
        "URLField": "varchar(200)",
        "SlugField": "varchar(50)",
        "TextField": "text",
        "DateField": "date",
        "DateTimeField": "timestamp",
        "TimeField": "time",
        "DurationField": "interval",
        "DecimalField": "numeric",
        "FloatField": "double precision",
        "UUIDField": "uuid",
        "BinaryField": "bytea",
        "ArrayField": "text[]",
    }
)
_KEYS = frozenset({"ForeignKey", "OneToOneField", "TreeForeignKey", "ParentalKey"})
# What is a field of a model and no column of its table.
_NO_COLUMNS = frozenset({"ManyToManyField", "GenericRelation", "ParentalManyToManyField"})
_LOGIN = (("password", "varchar(128)"), ("last_login", "timestamp"))
# https://docs.djangoproject.com/en/stable/ref/contrib/auth/#fields
_OF_DJANGO: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "AbstractBaseUser": _LOGIN,
        "AbstractUser": (
            *_LOGIN,
            ("username", "varchar(150)"),
            ("first_name", "varchar(150)"),
            ("last_name", "varchar(150)"),
            ("email", "varchar(254)"),
        ),
    }
)


def read_django(texts: Sequence[SourceText]) -> Iterator[tuple[str, Change]]:
    """The tables of all models, after what migrations say of them."""
    entities: list[tuple[str, Entity]] = []
    for source in texts:
        tree = parsed(source.text)
        if tree is None:
            yield source.file, Unread(0, NOT_PARSED)
            continue
        comments = comments_of(source.text)
        for change in _migrated(tree, comments):
            yield source.file, change
        entities += [(source.file, found) for found in _entities(tree, comments)]
    yield from changes_of(_stored(entities))


def _entities(tree: ast.Module, comments: Mapping[int, str]) -> Iterator[Entity]:
    for node in classes(tree):
        given = [column for base in node.bases for column in _OF_DJANGO.get(last_name(base), ())]
        columns = [
            *(
                ColumnDefinition(name, type_, nullable=False, comment=None, line=node.lineno)
                for name, type_ in given
            ),
            *_columns(node, comments),
        ]
        meta = next(
            (c for c in node.body if isinstance(c, ast.ClassDef) and c.name == "Meta"), None
        )
        said = {name: value for name, _, value, _ in assignments(meta.body)} if meta else {}
        # A proxy has the table of its base.
        lends = is_said(said.get("abstract"), otherwise=False)
        is_proxy = is_said(said.get("proxy"), otherwise=False)
        bases = tuple(last_name(base) for base in node.bases)
        if (columns or bases) and not is_proxy:
            table = Name(None, text_of(said.get("db_table")) or snake(node.name))
            yield Entity(node.name, None if lends else table, tuple(columns), bases)


def _stored(entities: Sequence[tuple[str, Entity]]) -> list[tuple[str, Entity]]:
    """Those that are models: they have columns of their own or take some from one that has."""
    known = {entity.name for _, entity in entities if entity.columns}
    grown = True
    while grown:
        more = {e.name for _, e in entities if e.name not in known and known & set(e.takes)}
        known |= more
        grown = bool(more)
    return [(file, entity) for file, entity in entities if entity.name in known]


def _columns(node: ast.ClassDef, comments: Mapping[int, str]) -> Iterator[ColumnDefinition]:
    for name, _, value, statement in assignments(node.body):
        if isinstance(value, ast.Call):
            column = _column(name, value, comments.get(statement.end_lineno or 0))
            if column is not None:
                yield column


def _column(name: str, call: ast.Call, trailing: str | None) -> ColumnDefinition | None:
    """The column of a field; None where the call makes none."""
    kind = last_name(call)
    is_key = kind in _KEYS
    if kind in _NO_COLUMNS or not (is_key or kind.endswith("Field")):
        return None
    length = number_of(keyword(call, "max_length"))
    type_ = "bigint" if is_key else _TYPES.get(kind)
    if length is not None and (type_ is None or type_.startswith("varchar")):
        type_ = f"varchar({length})"
    label = None if is_key or not call.args else text_of(call.args[0])
    said = text_of(keyword(call, "db_comment")) or text_of(keyword(call, "verbose_name")) or label
    return ColumnDefinition(
        name=text_of(keyword(call, "db_column")) or (f"{name}_id" if is_key else name),
        type=type_,
        nullable=is_said(keyword(call, "null"), otherwise=kind == "NullBooleanField"),
        comment=said or trailing,
        line=call.lineno,
    )


def _migrated(tree: ast.Module, comments: Mapping[int, str]) -> Iterator[Change]:
    """What the operations of a migration change, in their order."""
    for node in classes(tree):
        for name, _, value, _ in assignments(node.body):
            if name == "operations" and isinstance(value, ast.List):
                for operation in value.elts:
                    if isinstance(operation, ast.Call):
                        yield from _operation(operation, comments)


def _operation(call: ast.Call, comments: Mapping[int, str]) -> Iterator[Change]:
    kind = last_name(call)
    model = text_of(keyword(call, "model_name", "name", "old_name")) or ""
    table = Name(None, snake(model))
    name = text_of(keyword(call, "name")) or ""
    old, new = text_of(keyword(call, "old_name")), text_of(keyword(call, "new_name"))
    if kind == "CreateModel":
        for field, made in _fields(keyword(call, "fields")):
            yield from _added(table, field, made, comments)
    elif kind in {"AddField", "AlterField"}:
        field_made = keyword(call, "field")
        if isinstance(field_made, ast.Call):
            yield from _added(table, name, field_made, comments)
    elif kind == "RemoveField":
        yield DropColumn(table, name)
    elif kind == "RenameField" and old and new:
        yield RenameColumn(table, old, new)
    elif kind == "DeleteModel":
        yield DropTable(table)
    elif kind == "RenameModel" and new:
        yield RenameTable(table, Name(None, snake(new)))


def _fields(listed: ast.expr | None) -> Iterator[tuple[str, ast.Call]]:
    for entry in listed.elts if isinstance(listed, ast.List) else ():
        match entry:
            case ast.Tuple(elts=[ast.Constant(value=str() as field), ast.Call() as made]):
                yield field, made


def _added(
    table: Name, field: str, made: ast.Call, comments: Mapping[int, str]
) -> Iterator[Change]:
    column = _column(field, made, comments.get(made.end_lineno or 0))
    if column is not None:
        yield AddColumn(table, column)
