"""Rows that chance picks while a table is passed over once, and rows thinned to so many."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func

from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.row_draw import (
    FEW_ROWS,
    few_rows,
    rows_at,
    select_rows,
    table_clause,
)
from pii_scan.sources.places import SEED, spread_places
from pii_scan.sources.tables.catalogue import Drawing, Extent, Limits, Portion, Table

# So many standard deviations more rows than are wanted are asked for.
_DEVIATIONS = 3
# An estimate that promises so many times fewer rows than there are is not gone by.
_MOST_TIMES = 4


def with_margin(rows: int) -> float:
    """So many rows to ask chance for, that it hardly ever gives fewer than ``rows``."""
    return rows + _DEVIATIONS * math.sqrt(rows)


def thinned(portions: Iterable[Portion], drawn: int, rows: int) -> Iterator[Portion]:
    """At most ``rows`` of the ``drawn`` rows in ``portions``, one of each of equal stretches."""
    kept = spread_places(drawn, rows) if drawn > rows else None
    start = 0
    for portion in portions:
        end = start + len(portion)
        if kept is None:
            yield portion
        else:
            first, last = bisect_left(kept, start), bisect_left(kept, end)
            yield rows_at(portion, [place - start for place in kept[first:last]])
        start = end


def draw_by_chance(
    connection: Connection, dialect: Dialect, table: Table, limits: Limits
) -> Drawing:
    """Rows by ``RAND`` with a fixed seed, thinned to ``limits.rows`` from all over.

    None where the estimate is far too low. Every row is passed over and none is sorted: it is for
    tables of some megabytes that have no key to go by.
    """
    if limits.rows > FEW_ROWS:
        return (yield from _unheld(connection, dialect, table, limits))
    rows = limits.rows
    most = math.ceil(with_margin(rows)) * _MOST_TIMES
    estimate = table.estimate or 0
    for _ in range(2):
        share = _share(rows, estimate)
        picked = _picked(connection, dialect, table, limits, share).limit(most)
        held = list(few_rows(connection, dialect, table, picked, limits))
        drawn = sum(map(len, held))
        if drawn >= rows or share == 1.0:
            break
        estimate = round(drawn / share)
    if drawn == most:
        return Extent(None, complete=False)
    yield from thinned(held, drawn, rows)
    return Extent(max(round(drawn / share), drawn), complete=False)


def _unheld(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """The same of more rows than are held until they are counted: by the estimate alone."""
    estimate = table.estimate or 0
    share = _share(limits.rows, estimate)
    picked = _picked(connection, dialect, table, limits, share).limit(limits.rows)
    drawn = 0
    for portion in few_rows(connection, dialect, table, picked, limits):
        drawn += len(portion)
        yield portion
    total = estimate if drawn == limits.rows else round(drawn / share)
    return Extent(max(total, drawn), complete=False)


def _share(rows: int, estimate: int) -> float:
    return min(1.0, with_margin(rows) / max(estimate, 1))


def _picked(
    connection: Connection, dialect: Dialect, table: Table, limits: Limits, share: float
) -> Select[Any]:
    source = table_clause(table)
    return select_rows(connection, dialect, table, source, limits).where(func.rand(SEED) < share)
