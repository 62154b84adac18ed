"""A database as a source: tables in order, rows drawn from each, columns as samples."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from sqlalchemy import Engine

from pii_scan.model import Coverage, Part, RowCount, Skipped, TableRows
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.failures import CONNECTION_LOST
from pii_scan.sources.databases.reading_ahead import TableReading, read_ahead
from pii_scan.sources.databases.record_life import RecordLife
from pii_scan.sources.databases.row_draw import FEW_ROWS
from pii_scan.sources.databases.table_reading import (
    BACKOFF_SECONDS,
    Opened,
    TableOutcome,
    definitions,
    read_table,
)
from pii_scan.sources.tables.catalogue import Catalogue, Kind, Table
from pii_scan.sources.tables.selecting import Selected, select


@dataclass(frozen=True, slots=True)
class DatabaseSource:
    """A database behind SQLAlchemy; ``dialect`` is all that differs between one kind and another.

    ``target`` is shown and holds no password. ``open_engine`` makes an engine whose connections
    cannot write.
    """

    settings: SourceSettings
    target: str
    dialect: Dialect
    open_engine: Callable[[], Engine] = field(repr=False)

    @property
    def name(self) -> str:
        """The name that findings refer to."""
        return self.settings.name

    @property
    def kind(self) -> str:
        """``sqlite``, ``postgresql``, ``mysql`` or the name SQLAlchemy has for it."""
        return self.dialect.kind

    def read(self) -> Iterator[Part]:
        """See ``Source.read``. Each table is read in a transaction of its own."""
        engine: Engine | None = None
        try:
            engine = self.open_engine()
            opened = Opened(engine, self.dialect, self.settings)
            catalogue = self._catalogue(opened)
        except Exception as error:  # noqa: BLE001  a source that fails is a skip, never a crash
            yield Skipped(self.name, self.target, self.dialect.reason(error))
            yield Coverage()
        else:
            yield from self._read_tables(opened, catalogue)
        finally:
            if engine is not None:
                engine.dispose()

    def _catalogue(self, opened: Opened) -> Catalogue:
        """What there is; one more try after a pause when the connection breaks."""
        try:
            return self._seen(opened)
        except Exception as error:
            if self.dialect.reason(error) != CONNECTION_LOST:
                raise
        time.sleep(BACKOFF_SECONDS)
        return self._seen(opened)

    def _seen(self, opened: Opened) -> Catalogue:
        with opened.transaction(self.settings.timeout) as connection:
            return self.dialect.catalogue(connection)

    def _read_tables(self, opened: Opened, catalogue: Catalogue) -> Iterator[Part]:
        selected = select(catalogue, self.settings.selection)
        tally = _Tally()
        for unreadable in catalogue.unreadable:
            yield Skipped(self.name, unreadable.location, unreadable.reason)
        for hidden in selected.hidden:
            yield Skipped(self.name, hidden.location, hidden.reason)
        for left_out in selected.left_out:
            yield Skipped(self.name, left_out.location, left_out.reason, excluded=True)
        for unmatched in selected.unmatched:
            yield Skipped(self.name, self.target, unmatched)
        # A view shows the records of tables, which are dated themselves, unless none is read.
        views = not any(table.kind is Kind.TABLE and table.readable for table in selected.tables)
        lost = threading.Event()
        readings = [
            partial(self._read_table, opened, table, lost, views=views) for table in selected.tables
        ]
        with closing(self._in_order(readings)) as in_order:
            for table, reading in zip(selected.tables, in_order, strict=True):
                tally.add(table, (yield from reading))
        yield tally.coverage(selected, len(catalogue.unreadable))

    def _in_order(
        self, readings: Sequence[Callable[[], TableReading]]
    ) -> Generator[TableReading, None, None]:
        """One table after the other, from a server on as many connections as there may be."""
        settings = self.settings
        # What is held of one large table is enough; it is read by a thread all the same.
        are_large = settings.full or settings.rows > FEW_ROWS
        threads = 1 if are_large else min(settings.connections, len(readings))
        if self.dialect.is_server and (are_large or threads > 1):
            return read_ahead(readings, threads)
        return (read() for read in readings)

    def _read_table(
        self, opened: Opened, table: Table, lost: threading.Event, *, views: bool
    ) -> TableReading:
        """All that is said of one table; ``lost`` is set where the server is gone."""
        if lost.is_set():
            yield from definitions(self.name, table, CONNECTION_LOST)
            return TableOutcome(0, None, 0)
        life = RecordLife(opened, replace(table, kind=Kind.FOREIGN) if views else table)
        outcome = yield from read_table(opened, table, life.see)
        if outcome.lost:
            lost.set()
        if outcome.scanned:
            extent = outcome.extent
            complete = extent is not None and extent.complete
            count = RowCount(outcome.rows, _total(table, outcome), complete)
            yield TableRows(self.name, table.path, count)
            if self.settings.date_records and extent is not None:
                yield from life.parts(outcome.rows, extent)
        return outcome


def _total(table: Table, outcome: TableOutcome) -> int | None:
    """How many rows ``table`` has, as far as that is known."""
    if outcome.extent:
        return outcome.extent.total
    if table.estimate is None:
        return None
    return max(table.estimate, outcome.rows)  # an estimate can be older than the rows


@dataclass(slots=True)
class _Tally:
    """Coverage added up table by table. A view shows rows of tables: they are not counted twice."""

    tables: int = 0
    tables_scanned: int = 0
    fields: int = 0
    fields_scanned: int = 0
    rows_total: int | None = 0
    rows_scanned: int = 0

    def add(self, table: Table, outcome: TableOutcome) -> None:
        self.tables += 1
        self.tables_scanned += bool(outcome.scanned or not table.columns)
        self.fields += len(table.wanted)
        self.fields_scanned += outcome.scanned
        if table.kind is not Kind.TABLE or table.passed_over:
            return
        self.rows_scanned += outcome.rows
        total = _total(table, outcome)
        if total is None or self.rows_total is None:
            self.rows_total = None
        else:
            self.rows_total += total

    def coverage(self, selected: Selected, unreadable: int) -> Coverage:
        return Coverage(
            fields=self.fields + selected.fields_left_out,
            fields_scanned=self.fields_scanned,
            rows_total=self.rows_total,
            rows_scanned=self.rows_scanned,
            tables=self.tables + selected.tables_left_out + unreadable,
            tables_scanned=self.tables_scanned,
        )
