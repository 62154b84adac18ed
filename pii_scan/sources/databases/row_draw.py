"""Which rows of a table are read: all of a small one, rows from all over a large one.

Statements are built from SQLAlchemy constructs, so that every name is quoted.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, FromClause, Select, column, func, literal_column, select
from sqlalchemy.sql.elements import ColumnClause, quoted_name
from sqlalchemy.sql.expression import TableClause

from pii_scan.sources.base import DEFAULT_MAX_VALUE
from pii_scan.sources.databases.catalogue import (
    Drawing,
    Extent,
    Kind,
    Limits,
    Rows,
    Table,
)
from pii_scan.sources.databases.dialect import Dialect

# A key's range is read in this many places: enough to meet rows of every age, few enough for a
# server far away, where each place costs one round trip.
_PLACES = 25
# Rows fetched at once. Each value of a wide column may be as long as is looked at.
_MOST = 2000
_FEWEST = 64
_AT_ONCE = 128 * 1024 * 1024


def draw(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """At most ``limits.rows`` rows of ``table``, the same ones each time; all where it has no more.

    Raises what the driver raises.
    """
    source = table_clause(table)
    statement = select_rows(dialect, table, source, limits)
    # Counting up to a few rows costs less than fetching rows that are not wanted. A view is not
    # run twice.
    if table.kind is Kind.TABLE:
        probe = select(literal_column("1")).select_from(source).limit(limits.rows + 1).subquery()
        if (connection.scalar(select(func.count()).select_from(probe)) or 0) > limits.rows:
            drawn, extent = yield from counted(dialect.spread(connection, table, limits))
            if drawn:
                return extent
            yield from portions(connection, dialect, table, statement.limit(limits.rows))
            return Extent(table.estimate, complete=False)
    seen = 0
    for portion in portions(connection, dialect, table, statement.limit(limits.rows + 1)):
        seen += len(portion)
        yield portion if seen <= limits.rows else portion[: limits.rows - seen]
    if seen <= limits.rows:
        return Extent(seen, complete=True)
    return Extent(table.estimate, complete=False)


def counted(drawing: Drawing) -> Generator[Rows, None, tuple[int, Extent]]:
    """``drawing``, which at its end also tells how many rows it had."""
    drawn = 0
    while True:
        try:
            rows = next(drawing)
        except StopIteration as end:
            return drawn, end.value
        drawn += len(rows)
        yield rows


def draw_all(
    connection: Connection, dialect: Dialect, table: Table, limits: Limits, start: int
) -> Drawing:
    """Every row of ``table`` but the first ``start``, which were read before the line broke.

    Raises what the driver raises.
    """
    statement = select_rows(dialect, table, table_clause(table), limits)
    seen = start
    for portion in portions(
        connection, dialect, table, statement.offset(start) if start else statement
    ):
        seen += len(portion)
        yield portion
    return Extent(seen, complete=True)


def draw_by_key(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """Rows from evenly spaced places of the table's key; none where it has no key.

    The total is the catalogue's estimate, else follows from how dense the keys are in each place.
    """
    if table.key is None:
        return Extent(None, complete=False)
    source = table_clause(table, table.key)
    key = source.c[table.key]
    low, high = connection.execute(select(func.min(key), func.max(key))).one()
    if not isinstance(low, int) or not isinstance(high, int):
        return Extent(None, complete=False)
    width = high - low + 1
    places = min(_PLACES, limits.rows, width)
    share = -(-limits.rows // places)
    statement = select(key.label("k"), *_expressions(dialect, table, source, limits)).order_by(key)
    drawn = 0
    unfinished: list[tuple[int, int]] = []
    total = 0.0
    for place in range(places):
        start = low + width * place // places
        end = low + width * (place + 1) // places - 1
        wanted = min(share, limits.rows - drawn)
        if not wanted:
            break
        found, last = 0, None
        between = statement.where(key.between(start, end)).limit(wanted)
        for portion in portions(connection, dialect, table, between):
            found += len(portion)
            last = portion[-1][0]
            yield [row[1:] for row in portion]
        drawn += found
        if found == wanted and isinstance(last, int):
            total += found / (last - start + 1) * (end - start + 1)
            unfinished.append((last + 1, end))
        else:
            total += found
    # Keys that lie close together leave most places empty: the full ones give the rest.
    for start, end in unfinished:
        missing = limits.rows - drawn
        if missing <= 0:
            break
        more = statement.where(key.between(start, end)).limit(missing)
        for portion in portions(connection, dialect, table, more):
            drawn += len(portion)
            yield [row[1:] for row in portion]
    estimate = table.estimate if table.estimate is not None else round(total)
    return Extent(max(estimate, drawn), complete=False)


def table_clause(table: Table, *extra: str) -> TableClause:
    """``table`` with its readable columns and ``extra`` ones, without types.

    Without a type the driver's own values come back, and no conversion can fail on one of them.
    """
    names = dict.fromkeys((*(column_.name for column_ in table.readable), *extra))
    columns: list[ColumnClause[Any]] = [column(_name(name)) for name in names]
    schema = None if table.schema is None else _name(table.schema)
    return TableClause(_name(table.name), *columns, schema=schema)


def select_rows(dialect: Dialect, table: Table, source: FromClause, limits: Limits) -> Select[Any]:
    """All readable columns of ``source``, which is ``table`` or a part of it."""
    return select(*_expressions(dialect, table, source, limits)).select_from(source)


def portions(
    connection: Connection, dialect: Dialect, table: Table, statement: Select[Any]
) -> Iterator[Rows]:
    """The rows of ``statement`` as the driver gives them, so many at a time as memory allows.

    The server keeps what is not fetched yet. Raises what the driver raises, which SQLAlchemy has
    not wrapped.
    """
    wide = sum(column_.wide for column_ in table.readable)
    size = max(_FEWEST, min(_MOST, _AT_ONCE // (wide * DEFAULT_MAX_VALUE))) if wide else _MOST
    compiled = statement.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    values = compiled.construct_params()
    # The driver's own cursor: rows stay plain tuples, and the server keeps what is not fetched.
    cursor = dialect.cursor(connection)
    try:
        cursor.execute(
            str(compiled),
            [values[name] for name in compiled.positiontup or ()]
            if compiled.positional
            else values,
        )
        while True:
            rows = cursor.fetchmany(size)
            if rows:
                yield list(rows)
            if len(rows) < size:
                break
    except GeneratorExit:
        connection.invalidate()  # else closing the cursor reads the rest of the table
        raise
    finally:
        with suppress(Exception):  # the connection may be gone: that was said already
            cursor.close()


def _expressions(dialect: Dialect, table: Table, source: FromClause, limits: Limits) -> list[Any]:
    # Labels of our own: a result column called "%(x)s" or "" trips drivers. A table that has no
    # column still has rows to count.
    return [
        dialect.expression(source.c[column_.name], column_, limits.max_value).label(f"c{number}")
        for number, column_ in enumerate(table.readable)
    ] or [literal_column("1").label("c0")]


def _name(name: str) -> str:
    # SQLAlchemy quotes every name that needs it, but looks at the first letter of each.
    return name or quoted_name(name, quote=True)
