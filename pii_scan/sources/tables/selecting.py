"""The part of a catalogue that a person wants read, and what is left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pii_scan.model import Reason
from pii_scan.sources.selection import Selection, fits_nothing, unused
from pii_scan.sources.tables.catalogue import Catalogue, Table, Unreadable

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Selected:
    """``tables`` are read. ``left_out`` are on request, ``unmatched`` asked for and not there.

    Of the schemas that are ``hidden`` more may be wanted than the user sees.
    """

    tables: tuple[Table, ...]
    hidden: tuple[Unreadable, ...]
    left_out: tuple[Unreadable, ...]
    unmatched: tuple[Reason, ...]
    tables_left_out: int
    fields_left_out: int


def select(catalogue: Catalogue, selection: Selection) -> Selected:
    """What of ``catalogue`` is read. A schema that is left out whole is one entry."""
    tables: list[Table] = []
    left_out: list[Unreadable] = []
    schemas: dict[str, Reason] = {}
    sizes: Counter[str] = Counter()
    fields = 0
    for table in catalogue.tables:
        schema_reason = selection.schema(table.schema) if table.schema is not None else None
        table_reason = selection.table(table.path)
        if table.schema is not None and schema_reason is not None:
            schemas[table.schema] = schema_reason
            sizes[table.schema] += 1
        elif table_reason is not None:
            left_out.append(Unreadable(table.location, table_reason))
        else:
            tables.append(_selected(table, selection))
            continue
        fields += len(table.columns)
    whole = [
        Unreadable(schema, _with_tables(reason, sizes[schema]))
        for schema, reason in schemas.items()
    ]
    return Selected(
        tuple(tables),
        tuple(_hidden(catalogue, selection)),
        (*whole, *left_out),
        tuple(_unmatched(catalogue.tables, selection)),
        len(catalogue.tables) - len(tables),
        fields + sum(len(table.columns) - len(table.wanted) for table in tables),
    )


def _with_tables(reason: Reason, count: int) -> Reason:
    return Reason(
        f"{reason.message} ({count:,} table{'' if count == 1 else 's'})",
        f"{reason.message_ko} (테이블 {count:,}개)",
    )


def _hidden(catalogue: Catalogue, selection: Selection) -> Iterable[Unreadable]:
    """Nothing that is wanted is hidden where each table is named: one not seen is unmatched."""
    named = selection.include.tables
    if named and not any(_MAGIC & set(pattern) for pattern in named):
        return ()
    return (place for place in catalogue.hidden if selection.schema(place.location) is None)


def _selected(table: Table, selection: Selection) -> Table:
    columns = tuple(
        replace(column, left_out=selection.column((*table.path, column.name)))
        for column in table.columns
    )
    return replace(table, columns=columns)


def _unmatched(tables: Iterable[Table], selection: Selection) -> Iterable[Reason]:
    if selection.partial:
        return
    tables = list(tables)
    include = selection.include
    schemas = {(table.schema,) for table in tables if table.schema is not None}
    columns = ((*table.path, column.name) for table in tables for column in table.columns)
    for kind, patterns, paths in (
        ("schemas", include.schemas, schemas),
        ("tables", include.tables, [table.path for table in tables]),
        ("columns", include.columns, columns if include.columns else ()),
    ):
        for pattern in unused(patterns, paths):
            if kind == "schemas" and tables and not schemas:
                yield Reason(
                    f"include schemas {pattern} fits nothing: this database has no schemas",
                    f"include schemas {pattern}에 해당하는 것이 없음: 스키마가 없는 데이터베이스",
                )
            else:
                yield fits_nothing(kind, pattern)
