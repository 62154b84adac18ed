"""A database as a source: tables in order, rows drawn from each, columns as samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Coverage, Field, Part, RecordDates, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases.catalogue import Catalogue, Column, Drawn, Kind, Table
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.failures import CONNECTION_LOST, NO_PERMISSION, broken_text
from pii_scan.sources.databases.record_dates import (
    dating_column,
    extreme_days,
    sampled_days,
)
from pii_scan.sources.databases.row_draw import draw
from pii_scan.sources.databases.text_values import CountedValues, count_values

DEFAULT_TIMEOUT = 30.0
"""Seconds that one statement may take."""


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
    timeout: float

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
            with self._transaction(engine) as connection:
                catalogue = self.dialect.catalogue(connection)
        except Exception as error:  # noqa: BLE001  a source that fails is a skip, never a crash
            yield Skipped(self.name, self.target, self.dialect.reason(error))
            yield Coverage()
        else:
            yield from self._read_tables(engine, catalogue)
        finally:
            if engine is not None:
                engine.dispose()

    def _transaction(self, engine: Engine) -> Connection:
        try:
            return self._begun(engine)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
            return self._begun(engine)  # the pooled connection had been closed: a new one

    def _begun(self, engine: Engine) -> Connection:
        connection = engine.connect()
        try:
            self.dialect.begin(connection, self.timeout)
        except BaseException:
            connection.close()
            raise
        return connection

    def _read_tables(self, engine: Engine, catalogue: Catalogue) -> Iterator[Part]:
        coverage = Coverage(rows_total=0)
        lost: str | None = None
        for unreadable in catalogue.unreadable:
            yield Skipped(self.name, unreadable.location, unreadable.reason)
        for table in catalogue.tables:
            result = _failed(table, lost) if lost else self._read_table(engine, table)
            if result.lost:
                lost = CONNECTION_LOST
            coverage = _add(coverage, table, result)
            yield from self._samples(table, result)
            yield from (Skipped(self.name, where, why) for where, why in result.skips)
            if result.drawn is not None and self.settings.date_records and not lost:
                yield from self._record_dates(engine, table, result)
        yield coverage

    def _read_table(self, engine: Engine, table: Table) -> _TableResult:
        skips = [(table.location, table.caveat)] if table.caveat else []
        skips += [
            (f"{table.location}.{column.name}", NO_PERMISSION)
            for column in table.columns
            if not column.readable
        ]
        if table.columns and not table.readable:
            return _failed(table, NO_PERMISSION)
        try:
            connection = self._transaction(engine)
        except Exception as error:  # noqa: BLE001  the server is gone: all that follows is a skip
            return replace(_failed(table, self.dialect.reason(error)), lost=True)
        try:
            with connection:
                drawn = draw(connection, self.dialect, table, self.settings.rows)
        except Exception as error:  # noqa: BLE001  one table that fails is a skip, the rest goes on
            return _failed(table, self.dialect.reason(error))
        values = {
            column.name: count_values((row[number] for row in drawn.rows), column.type)
            for number, column in enumerate(table.readable)
        }
        skips += [
            (f"{table.location}.{name}", broken_text(counted.broken))
            for name, counted in values.items()
            if counted.broken
        ]
        return _TableResult(drawn, values, tuple(skips))

    def _samples(self, table: Table, result: _TableResult) -> Iterator[Sample]:
        for column in table.columns:
            counted = result.values.get(column.name)
            yield Sample(self._field(table, column), counted.counts if counted else {})

    def _field(self, table: Table, column: Column) -> Field:
        return Field(
            source=self.name,
            path=(*table.path, column.name),
            type=column.type,
            nullable=column.nullable,
            comment=column.comment,
        )

    def _record_dates(
        self, engine: Engine, table: Table, result: _TableResult
    ) -> Iterator[RecordDates | Skipped]:
        values = {name: counted.counts for name, counted in result.values.items()}
        column = dating_column(table, values, self.settings.dated_by)
        if column is None:
            # A pattern with wildcards may fit tables without the column; a name is meant.
            if named := self.settings.dated_by.get(
                table.name, self.settings.dated_by.get(table.location)
            ):
                reason = f"dated_by names {named!r}, which is no column of it that can be read"
                yield Skipped(self.name, table.location, reason)
            return
        days = sampled_days(values.get(column.name, {}))
        try:
            if result.drawn is None or not result.drawn.complete:
                with self._transaction(engine) as connection:
                    days += extreme_days(connection, table, column, values.get(column.name, {}))
        except Exception as error:  # noqa: BLE001  the same
            reason = f"the dates of its records were not read: {self.dialect.reason(error)}"
            yield Skipped(self.name, table.location, reason)
            return
        if days:
            yield RecordDates(self.name, table.path, column.name, min(days), max(days))


@dataclass(frozen=True, slots=True)
class _TableResult:
    """What became of one table. ``skips`` are (location, reason)."""

    drawn: Drawn | None
    values: Mapping[str, CountedValues] = field(repr=False)
    skips: tuple[tuple[str, str], ...]
    lost: bool = False


def _failed(table: Table, reason: str) -> _TableResult:
    return _TableResult(None, {}, ((table.location, reason),))


def _add(coverage: Coverage, table: Table, result: _TableResult) -> Coverage:
    """``coverage`` with one more table. A view shows rows of tables: they are not counted twice."""
    drawn = result.drawn
    total = drawn.total if drawn else table.estimate
    counted = table.kind is Kind.TABLE
    unknown = counted and (total is None or coverage.rows_total is None)
    return Coverage(
        fields=coverage.fields + len(table.columns),
        fields_scanned=coverage.fields_scanned + len(result.values),
        rows_total=None
        if unknown or coverage.rows_total is None
        else coverage.rows_total + (total or 0 if counted else 0),
        rows_scanned=coverage.rows_scanned + (len(drawn.rows) if drawn and counted else 0),
    )
