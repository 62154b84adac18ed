"""Rows from places all over an index, for tables whose rows have no number to go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.key_places import values_between
from pii_scan.sources.databases.row_draw import (
    expressions,
    few_rows,
    more_than,
    rows_at,
    table_clause,
    without_last_column,
)
from pii_scan.sources.places import spread_places
from pii_scan.sources.tables.catalogue import Drawing, Extent, Limits, Portion, Table

_T = TypeVar("_T")
# As many as of a key of whole numbers; each is a round trip.
_PLACES = 25
# What was not read between them is looked for so many times.
_ROUNDS = 4


def draw_by_index(
    connection: Connection, dialect: Dialect, table: Table, limits: Limits
) -> Drawing:
    """Rows that stand behind places of chance in ``table.index``; none where it has none.

    Each place costs as many rows of the index as are read there, however large the table is. No
    row comes twice. The total is the catalogue's estimate. Raises what the driver raises.
    """
    if table.index is None:
        return Extent(None, complete=False)
    source = table_clause(table, table.index)
    key = source.c[table.index]
    low, high = connection.execute(select(func.min(key), func.max(key))).one()
    type_ = next((one.type for one in table.columns if one.name == table.index), None)
    statement = select(*expressions(connection, dialect, table, source, limits), key.label("k"))
    index = _Index(connection, dialect, table, statement, key, limits)
    gaps: list[tuple[object, object]] = [(low, high)]
    number = 0
    for _ in range(_ROUNDS):
        places = -(-_PLACES // max(1, len(gaps)))
        share = -(-index.missing // max(1, places * len(gaps)))
        for start, end in gaps:
            for place in values_between(start, end, type_, places, number):
                yield from index.rows(key >= place, share)
            number += places
        if index.missing <= 0:
            break
        # Where values begin in few ways, those of chance meet few of them: kim…, lee…, park…
        gaps = index.gaps(low, high)
    for left, (start, _) in _counted_down(gaps):
        yield from index.rows(key > start, -(-index.missing // left))
    # Many rows of few values: those behind what was read of each.
    several = [(value, seen) for value, seen in index.seen.items() if seen > 1]
    for left, (value, seen) in _counted_down(several):
        yield from index.more_of(value, seen, -(-index.missing // left))
    drawn = limits.rows - index.missing
    total = more_than(limits.rows, table.estimate)
    return Extent(total and max(total, drawn), complete=False)


class _Index:
    """Reads rows and knows the values of those that were read: ``seen``, each with how many."""

    def __init__(
        self,
        connection: Connection,
        dialect: Dialect,
        table: Table,
        statement: Select[Any],
        key: ColumnElement[Any],
        limits: Limits,
    ) -> None:
        self._connection = connection
        self._dialect = dialect
        self._table = table
        self._statement = statement
        self._key = key
        self._limits = limits
        self.missing = limits.rows
        self.seen: Counter[object] = Counter()
        self._ends: dict[object, object] = {}

    def gaps(self, low: object, high: object) -> list[tuple[object, object]]:
        """The last value of each stretch that was read and the one in front of the next stretch.

        Those with nothing in between are left out. ``low`` and ``high`` are the ends of all.
        """
        key = self._key
        # What comes before what is the database's to say.
        starts = select(key).where(key.in_(list(self._ends))).distinct().order_by(key)
        ordered = [start for start in self._connection.scalars(starts) if start in self._ends]
        if low not in self.seen:
            ordered.insert(0, low)
        gaps = []
        pairs = list(zip_longest(ordered, ordered[1:]))
        for at in spread_places(len(pairs), min(_PLACES, len(pairs))):
            (start, following), last = pairs[at], high
            if following is not None:
                last = self._connection.scalar(select(func.max(key)).where(key < following))
            if last not in self.seen:
                gaps.append((self._ends.get(start, start), last))
        return gaps

    def rows(self, where: ColumnElement[bool], most: int) -> Iterator[Portion]:
        """The first ``most`` rows ``where`` the index says so, but those that were read before."""
        most = min(most, self.missing)
        if most <= 0:
            return
        statement = self._statement.where(where).order_by(self._key).limit(most)
        earlier = set(self.seen)
        start: object = None
        for portion in self._read(statement, most):
            values = _last_column(portion)
            if values and values[0] not in earlier:
                start = values[0] if start is None else start
                self._ends[start] = values[-1]
            new = [at for at, value in enumerate(values) if value not in earlier]
            yield from self._told(rows_at(portion, new), [values[at] for at in new])

    def more_of(self, value: object, seen: int, most: int) -> Iterator[Portion]:
        """At most ``most`` rows with ``value`` behind the ``seen`` ones that were read."""
        if most <= 0:
            return
        same = self._statement.where(self._key == value).order_by(self._key)
        for portion in self._read(same.offset(seen).limit(most), most):
            yield from self._told(portion, _last_column(portion))

    def _read(self, statement: Select[Any], most: int) -> Iterator[Portion]:
        limits = Limits(most, self._limits.max_value)
        return few_rows(self._connection, self._dialect, self._table, statement, limits)

    def _told(self, portion: Portion, values: list[object]) -> Iterator[Portion]:
        self.missing -= len(values)
        self.seen.update(values)
        if values:
            yield without_last_column(portion)


def _counted_down(of: Sequence[_T]) -> Iterator[tuple[int, _T]]:
    """Each with how many are left, itself as well."""
    return zip(range(len(of), 0, -1), of, strict=True)


def _last_column(portion: Portion) -> list[object]:
    if isinstance(portion, list):
        return [row[-1] for row in portion]
    return portion.to_series(-1).to_list()
