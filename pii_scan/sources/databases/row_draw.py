"""Which rows of a table are read: all of a small one, rows from all over a large one.

Statements are built from SQLAlchemy constructs, so that every name is quoted.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, FromClause, Select, column, func, literal_column, select
from sqlalchemy.sql.elements import ColumnClause, quoted_name
from sqlalchemy.sql.expression import TableClause

from pii_scan.sources.databases.catalogue import Drawn, Kind, Table
from pii_scan.sources.databases.dialect import Dialect

# A key's range is read in this many places: enough to meet rows of every age, few enough for a
# server far away, where each place costs one round trip.
_PLACES = 25


def draw(connection: Connection, dialect: Dialect, table: Table, rows: int) -> Drawn:
    """At most ``rows`` rows of ``table``, the same ones each time; all where it has no more.

    Raises what the driver raises.
    """
    source = table_clause(table)
    everything = select_rows(dialect, table, source)
    # Counting up to a few rows costs less than fetching rows that are not wanted.
    if table.key is not None or (table.estimate or 0) > rows:
        probe = select(literal_column("1")).select_from(source).limit(rows + 1).subquery()
        larger = (connection.scalar(select(func.count()).select_from(probe)) or 0) > rows
        first = [] if larger else fetch(connection, everything.limit(rows + 1))
    else:
        first = fetch(connection, everything.limit(rows + 1))
        larger = len(first) > rows
    if not larger and len(first) <= rows:
        return Drawn(first, len(first), complete=True)
    spread = dialect.spread(connection, table, rows) if table.kind is Kind.TABLE else None
    if spread is not None and spread.rows:
        return spread
    head = first[:rows] or fetch(connection, everything.limit(rows))
    return Drawn(head, table.estimate, complete=False)


def draw_by_key(connection: Connection, dialect: Dialect, table: Table, rows: int) -> Drawn | None:
    """``rows`` rows from evenly spaced places of the table's key; None where it has no key.

    The total is the catalogue's estimate, else follows from how dense the keys are in each place.
    """
    if table.key is None:
        return None
    source = table_clause(table, table.key)
    key = source.c[table.key]
    low, high = connection.execute(select(func.min(key), func.max(key))).one()
    if not isinstance(low, int) or not isinstance(high, int):
        return None
    width = high - low + 1
    places = min(_PLACES, rows, width)
    share = -(-rows // places)
    statement = select(key.label("k"), *_expressions(dialect, table, source)).order_by(key)
    drawn: list[tuple[object, ...]] = []
    unfinished: list[tuple[int, int]] = []
    total = 0.0
    for place in range(places):
        start = low + width * place // places
        end = low + width * (place + 1) // places - 1
        found = fetch(connection, statement.where(key.between(start, end)).limit(share))
        drawn += (row[1:] for row in found)
        last = found[-1][0] if found else None
        if len(found) == share and isinstance(last, int):
            total += share / (last - start + 1) * (end - start + 1)
            unfinished.append((last + 1, end))
        else:
            total += len(found)
    # Keys that lie close together leave most places empty: the full ones give the rest.
    for start, end in unfinished:
        missing = rows - len(drawn)
        if missing <= 0:
            break
        more = statement.where(key.between(start, end)).limit(missing)
        drawn += (row[1:] for row in fetch(connection, more))
    estimate = table.estimate if table.estimate is not None else round(total)
    return Drawn(drawn[:rows], max(estimate, len(drawn)), complete=False)


def table_clause(table: Table, *extra: str) -> TableClause:
    """``table`` with its readable columns and ``extra`` ones, without types.

    Without a type the driver's own values come back, and no conversion can fail on one of them.
    """
    names = dict.fromkeys((*(column_.name for column_ in table.readable), *extra))
    columns: list[ColumnClause[Any]] = [column(_name(name)) for name in names]
    schema = None if table.schema is None else _name(table.schema)
    return TableClause(_name(table.name), *columns, schema=schema)


def select_rows(dialect: Dialect, table: Table, source: FromClause) -> Select[Any]:
    """All readable columns of ``source``, which is ``table`` or a part of it."""
    return select(*_expressions(dialect, table, source)).select_from(source)


def fetch(connection: Connection, statement: Select[Any]) -> list[tuple[object, ...]]:
    """All rows of ``statement`` as plain tuples."""
    return [tuple(row) for row in connection.execute(statement)]


def _expressions(dialect: Dialect, table: Table, source: FromClause) -> list[Any]:
    # Labels of our own: a result column called "%(x)s" or "" trips drivers. A table that has no
    # column still has rows to count.
    return [
        dialect.expression(source.c[column_.name], column_).label(f"c{number}")
        for number, column_ in enumerate(table.readable)
    ] or [literal_column("1").label("c0")]


def _name(name: str) -> str:
    # SQLAlchemy quotes every name that needs it, but looks at the first letter of each.
    return name or quoted_name(name, quote=True)
