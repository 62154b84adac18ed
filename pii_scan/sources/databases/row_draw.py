"""Which rows of a table are read: all of a small one, rows from all over a large one.

Statements are built from SQLAlchemy constructs, so that every name is quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    Connection,
    FromClause,
    Integer,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    select,
)
from sqlalchemy.engine import Dialect as SQLDialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnClause, quoted_name
from sqlalchemy.sql.expression import TableClause

from pii_scan.sources.base import DEFAULT_MAX_VALUE
from pii_scan.sources.databases.connections import abandon, close_cursor
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.key_spans import Span, density
from pii_scan.sources.databases.only_table import OnlyTable
from pii_scan.sources.tables.catalogue import (
    Column,
    Drawing,
    Extent,
    Kind,
    Limits,
    Portion,
    Rows,
    Table,
)

# A key's range is read in this many places: enough to meet rows of every age, few enough for a
# server far away, where each place costs one round trip.
_PLACES = 25
# Rows fetched at once. Each value of a wide column may be as long as is looked at.
_MOST = 2000
_FEWEST = 64
_AT_ONCE = 128 * 1024 * 1024
# A table that has so many times the rows of a sample by its estimate is not counted before.
_SURELY_MORE = 2
_PLACE = "\x1f"
# A parameter of ours, and not what a name may look like, in which each percent sign is doubled.
_NUMBERS = re.compile(r"(?<!%)%\((low|high)\)s")
FEW_ROWS = 20_000
"""So many rows are one portion of columns, if their values are no larger than usual."""


def draw(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """At most ``limits.rows`` rows of ``table``, the same ones each time; all where it has no more.

    Raises what the driver raises.
    """
    source = table_clause(table)
    # A view is not run twice.
    if table.kind is Kind.TABLE:
        most = _SURELY_MORE * limits.rows
        is_sure = dialect.spread_verifies and table.estimate is not None and table.estimate > most
        if is_sure or _has_more(connection, source, limits.rows):
            drawn, extent = yield from counted(dialect.spread(connection, table, limits))
            if drawn:
                return extent
            if not is_sure or _has_more(connection, source, limits.rows):
                extent = yield from draw_first(connection, dialect, table, limits)
                # One that has something to go by has fewer rows than it seemed, and gave them all.
                goes_by = dialect.spread_verifies or table.key or not dialect.has_indexes
                return replace(extent, first_only=not goes_by)
    seen = 0
    first = select_rows(connection, dialect, table, source, limits).limit(limits.rows + 1)
    for portion in few_rows(connection, dialect, table, first, limits):
        seen += len(portion)
        yield portion if seen <= limits.rows else portion[: limits.rows - seen]
    if seen <= limits.rows:
        return Extent(seen, complete=True)
    return Extent(table.estimate, complete=False)


def _has_more(connection: Connection, source: FromClause, rows: int) -> bool:
    """Counting up to a few rows costs less than fetching rows that are not wanted."""
    probe = select(literal_column("1").label("one")).select_from(source).limit(rows + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(probe)) or 0) > rows


def draw_first(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """The first ``limits.rows`` rows of a table that is known to have more, as they lie there.

    Raises what the driver raises.
    """
    source = table_clause(table)
    statement = select_rows(connection, dialect, table, source, limits).limit(limits.rows)
    yield from few_rows(connection, dialect, table, statement, limits)
    return Extent(more_than(limits.rows, table.estimate), complete=False)


def counted(drawing: Drawing) -> Generator[Portion, None, tuple[int, Extent]]:
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
    statement = select_rows(connection, dialect, table, table_clause(table), limits)
    seen = start
    rest = statement.offset(start) if start else statement
    # A view is read within the timeout, in which nobody may wait for what becomes of its rows.
    read = columns_or_rows if table.kind is Kind.TABLE else portions
    for portion in read(connection, dialect, table, rest):
        seen += len(portion)
        yield portion
    return Extent(seen, complete=True)


def draw_by_key(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """Rows from places all over the table's key; none where it has no key.

    Each of equal spans of the key is read from a place of chance on: see ``sources.places``. The
    total is the catalogue's estimate where that can be true, else follows from how dense the keys
    are in each place.
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
    spans = [
        Span(low + width * place // places, low + width * (place + 1) // places - 1, place, share)
        for place in range(places)
    ]
    ranges = [(span.begin, span.end) for span in spans]
    # The key stands behind all columns, which are read as those of any statement then.
    columns = expressions(connection, dialect, table, source, limits)
    statement = select(*columns, key.label("k")).order_by(key)

    def between(start: object, end: object) -> Select[Any]:
        return statement.where(key.between(start, end))

    drawn = 0
    starts = [span.start for span in spans]
    for portion in _ranges_read(connection, dialect, table, between, ranges, share):
        kept = portion[: limits.rows - drawn]
        for number in _last_column(kept):
            spans[bisect_right(starts, number) - 1].saw(number)
        drawn += len(kept)
        if len(kept):
            yield without_last_column(kept)
    total, unread = density(spans, share, limits.rows)
    # Keys that lie close together leave most places empty: the full ones give the rest.
    for rest in unread:
        missing = limits.rows - drawn
        if missing <= 0:
            break
        for portion in _ranges_read(connection, dialect, table, between, [rest], missing):
            drawn += len(portion)
            yield without_last_column(portion)
    estimate = more_than(limits.rows, table.estimate) or more_than(limits.rows, round(total))
    return Extent(estimate and max(estimate, drawn), complete=False)


def _ranges_read(
    connection: Connection,
    dialect: Dialect,
    table: Table,
    between: Callable[[object, object], Select[Any]],
    ranges: Sequence[tuple[int, int]],
    most: int,
) -> Iterator[Portion]:
    """The first ``most`` rows ``between`` the ends of each of ``ranges``, in their order."""
    if not dialect.unites_ranges:
        for start, end in ranges:
            own = between(start, end).limit(most)
            yield from few_rows(connection, dialect, table, own, Limits(most, 0))
        return
    # Each statement of its own is a round trip, and SQLAlchemy takes longer than the server.
    low, high = bindparam("low", 0, Integer), bindparam("high", 0, Integer)
    compiled = _compiled(connection, between(low, high).limit(most))
    values = compiled.construct_params()
    parts = (_bound(str(compiled), {"low": start, "high": end}) for start, end in ranges)
    text = " UNION ALL ".join(f"({part})" for part in parts)
    columns = None
    if most * len(ranges) <= FEW_ROWS:
        columns = dialect.columns(connection, table, text, values)
    yield from columns or _tuples(connection, dialect, table, text, values)


def _bound(statement: str, numbers: Mapping[str, int]) -> str:
    """``statement`` with whole ``numbers`` instead of their parameters."""
    return _NUMBERS.sub(lambda match: str(numbers[match[1]]), statement)


def _last_column(portion: Portion) -> Iterator[int]:
    if isinstance(portion, list):
        return (cast(int, row[-1]) for row in portion)
    return map(int, portion.to_series(-1))


def without_last_column(portion: Portion) -> Portion:
    """The same rows without what was selected behind their columns."""
    if isinstance(portion, list):
        return [row[:-1] for row in portion]
    return portion[:, :-1]


def more_than(rows: int, estimate: int | None) -> int | None:
    """``estimate`` of a table that is known to have more than ``rows``; None where it is old."""
    return estimate if estimate is not None and estimate > rows else None


def table_clause(table: Table, *extra: str) -> TableClause:
    """``table`` with its readable columns and ``extra`` ones, without types.

    Without a type the driver's own values come back, and no conversion can fail on one of them.
    """
    names = dict.fromkeys((*(column_.name for column_ in table.readable), *extra))
    columns: list[ColumnClause[Any]] = [column(_name(name)) for name in names]
    schema = None if table.schema is None else _name(table.schema)
    of_kind = OnlyTable if table.has_heirs else TableClause
    return of_kind(_name(table.name), *columns, schema=schema)


def select_rows(
    connection: Connection, dialect: Dialect, table: Table, source: FromClause, limits: Limits
) -> Select[Any]:
    """All readable columns of ``source``, which is ``table`` or a part of it."""
    return select(*expressions(connection, dialect, table, source, limits)).select_from(source)


def rows_at(portion: Portion, places: Sequence[int]) -> Portion:
    """The rows of ``portion`` at ``places``."""
    if isinstance(portion, list):
        return [portion[place] for place in places]
    return portion[places]


def few_rows(
    connection: Connection, dialect: Dialect, table: Table, statement: Select[Any], limits: Limits
) -> Iterator[Portion]:
    """The rows of ``statement``, not many more than ``limits.rows``, as is quickest."""
    # So few come as one portion: the server does not wait, while its timeout goes on.
    read = columns_or_rows if limits.rows <= FEW_ROWS else portions
    return read(connection, dialect, table, statement)


def columns_or_rows(
    connection: Connection, dialect: Dialect, table: Table, statement: Select[Any]
) -> Iterator[Portion]:
    """The rows of ``statement`` as columns of text where the dialect can, else as tuples."""
    compiled = _compiled(connection, statement)
    columns = dialect.columns(connection, table, str(compiled), compiled.construct_params())
    return portions(connection, dialect, table, statement) if columns is None else columns


def _compiled(connection: Connection, statement: Select[Any]) -> SQLCompiler:
    compiled: Any = statement.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    return cast(SQLCompiler, compiled)


def portions(
    connection: Connection, dialect: Dialect, table: Table, statement: Select[Any]
) -> Iterator[Rows]:
    """The rows of ``statement`` as the driver gives them, so many at a time as memory allows.

    The server keeps what is not fetched yet. Raises what the driver raises, which SQLAlchemy has
    not wrapped.
    """
    compiled = _compiled(connection, statement)
    values = compiled.construct_params()
    return _tuples(
        connection,
        dialect,
        table,
        str(compiled),
        [values[name] for name in compiled.positiontup or ()] if compiled.positional else values,
    )


def _tuples(
    connection: Connection,
    dialect: Dialect,
    table: Table,
    statement: str,
    values: Any,  # noqa: ANN401  as the driver has them
) -> Iterator[Rows]:
    wide = sum(column_.wide for column_ in table.readable)
    size = max(_FEWEST, min(_MOST, _AT_ONCE // (wide * DEFAULT_MAX_VALUE))) if wide else _MOST
    # The driver's own cursor: rows stay plain tuples, and the server keeps what is not fetched.
    cursor = dialect.cursor(connection)
    try:
        cursor.execute(statement, values)
        while True:
            rows = cursor.fetchmany(size)
            if rows:
                yield list(rows)
            if len(rows) < size:
                break
    except GeneratorExit:
        abandon(connection)  # else closing the cursor reads the rest of the table
        raise
    finally:
        close_cursor(cursor)


def expressions(
    connection: Connection, dialect: Dialect, table: Table, source: FromClause, limits: Limits
) -> list[Any]:
    """What selects the readable columns of ``table`` from ``source``."""
    # Labels of our own: a result column called "%(x)s" or "" trips drivers. A table that has no
    # column still has rows to count.
    if not table.readable:
        return [literal_column("1").label("c0")]
    if dialect.limits_at_end:
        return [literal_column(_written(connection, dialect, table.readable, limits.max_value))]
    return [
        dialect.expression(source.c[column_.name], column_, limits.max_value).label(f"c{number}")
        for number, column_ in enumerate(table.readable)
    ]


def _written(
    connection: Connection, dialect: Dialect, columns: Sequence[Column], max_value: int
) -> str:
    """What selects ``columns``, as text: for SQLAlchemy each of them takes a tenth of a ms."""
    preparer = connection.dialect.identifier_preparer
    parts = []
    for number, column_ in enumerate(columns):
        kind = replace(column_, name=_PLACE, nullable=None, comment=None, has_default=False)
        name = preparer.quote(_name(column_.name))
        part = _template(connection.dialect, dialect, kind, max_value).replace(_PLACE, name)
        parts.append(f"{part} AS c{number}")
    text = ", ".join(parts)
    # The compiler doubles them once more.
    return text.replace("%%", "%") if preparer._double_percents else text  # noqa: SLF001


@lru_cache(1024)
def _template(sql: SQLDialect, dialect: Dialect, column_: Column, max_value: int) -> str:
    """How columns of a kind are selected; the name of ``column_`` stands for theirs."""
    expression = dialect.expression(literal_column(column_.name), column_, max_value)
    return str(expression.compile(dialect=sql, compile_kwargs={"literal_binds": True}))


def _name(name: str) -> str:
    # SQLAlchemy quotes every name that needs it, but looks at the first letter of each.
    return name or quoted_name(name, quote=True)
