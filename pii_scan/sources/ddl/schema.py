"""The tables that schema files leave behind when their statements are applied in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pii_scan.sources.ddl.changes import (
    AddColumn,
    Change,
    CreateTable,
    DropColumn,
    DropTable,
    Name,
    RenameColumn,
    RenameTable,
    SetComment,
    SetNullable,
    SetType,
    Unread,
)
from pii_scan.sources.ddl.columns import ColumnDefinition
from pii_scan.sources.ddl.statements import read_statement
from pii_scan.sources.ddl.tokens import statements


@dataclass(frozen=True, slots=True)
class DdlColumn:
    """A column as schema files define it.

    ``type`` is in lower case, None where none is written; ``line`` counts from 1 in ``file``;
    ``schema`` is None where the file does not name it. ``nullable`` is true where nothing says
    otherwise.
    """

    table: str
    column: str
    type: str | None
    nullable: bool
    comment: str | None
    file: str
    line: int
    schema: str | None = None


@dataclass(slots=True)
class _Table:
    name: Name
    columns: dict[str, DdlColumn] = field(default_factory=dict)


@dataclass(slots=True)
class Schema:
    """Tables in the order in which they were first defined; names compare without case."""

    tables: list[_Table] = field(default_factory=list)

    def apply(self, change: Change, file: str) -> None:  # noqa: C901  one case for each change
        """Apply one change that ``file`` makes. Unread changes nothing."""
        match change:
            case CreateTable():
                self._create(change, file)
            case AddColumn():
                self._add(change, file)
            case DropColumn(table, column):
                self._table(table).columns.pop(column.casefold(), None)
            case RenameColumn(table, old, new):
                self._rename_column(table, old, new)
            case SetNullable(table, column, nullable):
                self._update(table, column, lambda old: replace(old, nullable=nullable))
            case SetType(table, column, type_):
                self._update(table, column, lambda old: replace(old, type=type_))
            case SetComment(table, column, comment):
                self._update(table, column, lambda old: replace(old, comment=comment or None))
            case RenameTable(old_name, new_name):
                self._rename_table(old_name, new_name)
            case DropTable(table):
                found = self._find(table)
                self.tables = [other for other in self.tables if other is not found]
            case Unread():
                pass

    def undefined(self, change: Change) -> list[str]:
        """The tables that ``change`` takes columns from and that no file has defined so far."""
        like = change.like if isinstance(change, CreateTable) else ()
        return [name.table for name in like if self._find(name) is None]

    def columns(self) -> Iterator[DdlColumn]:
        """All columns of all tables."""
        for table in self.tables:
            yield from table.columns.values()

    def _create(self, change: CreateTable, file: str) -> None:
        # Found first: a table may be created like itself in another schema.
        inherited = [self._find(name) for name in change.like]
        table = self._table(change.name)
        for other in inherited:
            for key, column in other.columns.items() if other else ():
                copy = replace(column, table=table.name.table, schema=table.name.schema)
                table.columns.setdefault(key, copy)
        for definition in change.columns:
            key = definition.name.casefold()
            table.columns[key] = _column(definition, table.name, file, table.columns.get(key))

    def _add(self, change: AddColumn, file: str) -> None:
        table = self._table(change.table)
        replaced = (change.replaces or change.column.name).casefold()
        old = table.columns.get(replaced)
        new = _column(change.column, table.name, file, old)
        if old is not None and change.partial:
            said = change.column.nullable
            new = replace(
                new,
                type=new.type or old.type,
                nullable=old.nullable if said is None else said,
            )
        self._put(table, replaced, new)

    def _rename_column(self, name: Name, old: str, new: str) -> None:
        table = self._table(name)
        column = table.columns.get(old.casefold())
        if column is not None:
            self._put(table, old.casefold(), replace(column, column=new))

    def _rename_table(self, old: Name, new: Name) -> None:
        table = self._find(old)
        if table is None:
            return
        table.name = Name(new.schema or table.name.schema, new.table)
        table.columns = {
            key: replace(column, table=table.name.table, schema=table.name.schema)
            for key, column in table.columns.items()
        }

    def _update(self, name: Name, column: str, updated: Callable[[DdlColumn], DdlColumn]) -> None:
        table = self._find(name)
        key = column.casefold()
        if table is not None and key in table.columns:
            table.columns[key] = updated(table.columns[key])

    @staticmethod
    def _put(table: _Table, replaced: str, column: DdlColumn) -> None:
        """``column`` in the place of the ``replaced`` one, or at the end."""
        key = column.column.casefold()
        if replaced in table.columns:
            table.columns = {
                key if other == replaced else other: column if other == replaced else kept
                for other, kept in table.columns.items()
                if other == replaced or other != key
            }
        else:
            table.columns[key] = column

    def _table(self, name: Name) -> _Table:
        """The table called ``name``, made when it is not there yet."""
        table = self._find(name)
        if table is None:
            table = _Table(name)
            self.tables.append(table)
        return table

    def _find(self, name: Name) -> _Table | None:
        """The table of that name; one without a schema is the one in any schema."""
        same = [t for t in self.tables if t.name.table.casefold() == name.table.casefold()]
        schema = (name.schema or "").casefold()
        exact = [t for t in same if (t.name.schema or "").casefold() == schema]
        loose = [t for t in same if name.schema is None or t.name.schema is None]
        return next(iter(exact), None) or (loose[0] if len(loose) == 1 else None)


def comments_in(definition: str) -> Mapping[str, str]:
    """The comments behind the columns of one CREATE TABLE statement, by lower-case column."""
    return {
        column.name.lower(): column.comment
        for statement in statements(definition, 1, backslash=False)
        for change in read_statement(statement)
        if isinstance(change, CreateTable)
        for column in change.columns
        if column.comment
    }


def _column(
    definition: ColumnDefinition, table: Name, file: str, old: DdlColumn | None
) -> DdlColumn:
    """``definition`` in ``file``; a comment that it does not repeat is kept from ``old``."""
    return DdlColumn(
        table=table.table,
        column=definition.name,
        type=definition.type,
        nullable=definition.nullable is not False,
        comment=definition.comment or (old.comment if old else None),
        file=file,
        line=definition.line,
        schema=table.schema,
    )
