"""Reads one table: its rows in bounded memory, with one more try when the connection breaks."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Part, Reason, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.cut_values import cut_values
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.failures import (
    CONNECTION_LOST,
    DAMAGES,
    NO_PERMISSION,
    UNREACHABLE,
    broken_text,
    first_rows,
    partly_read,
)
from pii_scan.sources.databases.row_draw import draw, draw_all, draw_first
from pii_scan.sources.databases.table_counts import TableCounts, field_of
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.catalogue import Drawing, Extent, Kind, Limits, Table

BACKOFF_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Opened:
    """How to get a transaction of a database, and what is known of it."""

    engine: Engine
    dialect: Dialect
    settings: SourceSettings

    @contextmanager
    def transaction(self, timeout: float | None) -> Iterator[Connection]:
        """A read-only transaction. A connection that broke in it is never used again."""
        with self._begun(timeout) as connection:
            try:
                yield connection
            except Exception as error:
                if self.dialect.reason(error) == CONNECTION_LOST:
                    connection.invalidate()
                raise

    def _begun(self, timeout: float | None) -> Connection:
        try:
            return self._begin(timeout)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        time.sleep(BACKOFF_SECONDS)
        return self._begin(timeout)  # the pooled connection had been closed: a new one

    def _begin(self, timeout: float | None) -> Connection:
        connection = self.engine.connect()
        try:
            self.dialect.begin(connection, timeout)
        except BaseException:
            connection.close()
            raise
        return connection


@dataclass(frozen=True, slots=True)
class TableOutcome:
    """What became of a table. ``extent`` is None where it could not be read to its end.

    ``lost`` is true where the server is gone, so that no other table need be tried.
    """

    rows: int
    extent: Extent | None
    scanned: int
    lost: bool = False


def read_table(
    opened: Opened, table: Table, seen: Callable[[Sample], None]
) -> Generator[Part, None, TableOutcome]:
    """Samples of all columns of ``table``, and skips; ``seen`` is told of each sample as well.

    A column that nothing is known of but its definition is a sample without values.
    """
    name = opened.settings.name
    if table.caveat:
        yield Skipped(name, table.location, table.caveat)
    yield from _columns_not_read(name, table)
    if table.passed_over:
        return TableOutcome(0, None, 0)
    if table.wanted and not table.readable:
        yield from _definitions(name, table)
        yield Skipped(name, table.location, NO_PERMISSION)
        return TableOutcome(0, None, 0)
    counts = TableCounts(name, table, opened.settings.most_characters)
    extent: Extent | None = None
    lost = False
    try:
        extent = yield from _rows(opened, table, counts, seen)
    except Exception as error:  # noqa: BLE001  one table that fails is a skip, the rest goes on
        reason = opened.dialect.reason(error)
        lost = reason == UNREACHABLE
        yield from _told(counts.flush() if counts.rows else (), seen)
        if not counts.rows:
            yield from _definitions(name, table)
        yield Skipped(name, table.location, partly_read(counts.rows, reason))
    else:
        yield from _told(counts.flush(), seen)
        if extent.first_only:
            yield Skipped(name, table.location, first_rows(counts.rows))
    yield from _values_not_read(opened.settings, table, counts)
    scanned = len(table.readable) if extent or counts.rows else 0
    return TableOutcome(counts.rows, extent, scanned, lost)


def definitions(source: str, table: Table, reason: Reason) -> Iterator[Part]:
    """A table of which only the definition is known, and why."""
    yield from _definitions(source, table)
    yield Skipped(source, table.location, reason)


def _rows(
    opened: Opened, table: Table, counts: TableCounts, seen: Callable[[Sample], None]
) -> Generator[Part, None, Extent]:
    """One more try after a pause when the connection breaks, from where it broke.

    Where a sample meets a damaged page the first rows are read instead, as far as that goes.
    """
    try:
        return (yield from _once(opened, table, counts, seen, _drawing))
    except Exception as error:
        reason = opened.dialect.reason(error)
        if reason in DAMAGES and not opened.settings.full and counts.discard():
            yield from _once(opened, table, counts, seen, _first_rows)
            raise
        if reason != CONNECTION_LOST or not _can_resume(opened, counts):
            raise
    time.sleep(BACKOFF_SECONDS)
    return (yield from _once(opened, table, counts, seen, _drawing))


def _can_resume(opened: Opened, counts: TableCounts) -> bool:
    """Whether rows can be read again without counting some of them twice."""
    return counts.discard() or (opened.settings.full and opened.dialect.has_row_order)


def _once(
    opened: Opened,
    table: Table,
    counts: TableCounts,
    seen: Callable[[Sample], None],
    draw_rows: Callable[[Opened, Connection, Table, int], Drawing],
) -> Generator[Part, None, Extent]:
    settings = opened.settings
    # The server sends a whole table for as long as it takes; a view is computed within the limit.
    whole = settings.full and table.kind is Kind.TABLE
    with (
        opened.transaction(None if whole else settings.timeout) as connection,
        # Closed before the transaction ends, which would wait for a statement that still sends.
        closing(draw_rows(opened, connection, table, counts.rows)) as drawing,
    ):
        while True:
            try:
                rows = next(drawing)
            except StopIteration as end:
                extent: Extent = end.value
                return extent
            yield from _told(counts.add(rows), seen)


def _drawing(opened: Opened, connection: Connection, table: Table, start: int) -> Drawing:
    settings = opened.settings
    limits = Limits(settings.rows, settings.most_characters)
    if settings.full:
        return draw_all(connection, opened.dialect, table, limits, start)
    return draw(connection, opened.dialect, table, limits)


def _first_rows(opened: Opened, connection: Connection, table: Table, _start: int) -> Drawing:
    limits = Limits(opened.settings.rows, opened.settings.most_characters)
    return draw_first(connection, opened.dialect, table, limits)


def _told(samples: Iterator[Sample] | tuple[()], seen: Callable[[Sample], None]) -> Iterator[Part]:
    for sample in samples:
        seen(sample)
        yield sample


def _definitions(source: str, table: Table) -> Iterator[Sample]:
    for column in table.readable or table.wanted:
        yield Sample(field_of(source, table, column), {})


def _columns_not_read(source: str, table: Table) -> Iterator[Part]:
    for column in table.columns:
        place = f"{table.location}.{column.name}"
        if column.left_out:
            yield Skipped(source, place, column.left_out, excluded=True)
        elif not column.readable and table.readable:
            yield Sample(field_of(source, table, column), {})
            yield Skipped(source, place, NO_PERMISSION)


def _values_not_read(
    settings: SourceSettings, table: Table, counts: TableCounts
) -> Iterator[Skipped]:
    source = settings.name
    for column, note in counts.notes.items():
        place = f"{table.location}.{column}"
        if note.broken:
            yield Skipped(source, place, broken_text(note.broken))
        if note.opaque:
            yield Skipped(source, place, opaque_values(note.opaque))
        if note.cut:
            yield cut_values(settings, place, note.cut)
