"""The rows of one table of a dump: drawn from all of it, and counted as those of a database are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import polars as pl

from pii_scan.columns import as_dict
from pii_scan.model import Part, Reason, RowCount, Sample, Skipped, TableRows
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.cut_values import cut_values
from pii_scan.sources.databases.failures import broken_text
from pii_scan.sources.databases.table_counts import TableCounts
from pii_scan.sources.dumps.rows import RowsOf
from pii_scan.sources.dumps.values import EXPRESSION, InsertedRows, NoRow, as_type, copied_row
from pii_scan.sources.files.dates import TableDates
from pii_scan.sources.files.parts import Rows, Values
from pii_scan.sources.files.sampling import MOST_KEPT, ItemPool
from pii_scan.sources.files.withdrawn import LeavingRows
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.catalogue import Table
from pii_scan.sources.tables.leaving import is_of_people, may_mark

_AT_ONCE = 5_000


class _Form(NamedTuple):
    """How rows are written: which columns they have, None for all, and what takes one apart."""

    columns: tuple[str, ...] | None
    read: Callable[[str], list[object]]
    encoding: str


@dataclass(slots=True)
class DumpedTable:
    """A table while the files that hold its rows are read.

    ``is_whole`` is whether all of its rows could be read.
    """

    settings: SourceSettings
    table: Table
    is_whole: bool = True
    scanned: int = 0
    _counts: TableCounts = field(init=False)
    _pool: ItemPool[tuple[str, _Form]] | None = field(init=False)
    _dates: TableDates = field(init=False)
    _leaving: LeavingRows = field(init=False)
    _total: int = 0
    _odd: int = 0
    _expressions: int = 0
    _no_rows: int = 0

    def __post_init__(self) -> None:
        settings = self.settings
        self._counts = TableCounts(settings.name, self.table, settings.most_characters)
        every = settings.full or settings.rows > MOST_KEPT
        self._pool = None if every else ItemPool(settings.rows)
        self._leaving = LeavingRows(self.table.path, "")
        self._dates = TableDates(is_of_people(self.table.name), settings.dated_by.values())

    def add(self, found: RowsOf, inserted: InsertedRows, encoding: str) -> Iterator[Sample]:
        """Some rows as they are written; samples come where every row is read."""
        if self.table.passed_over:
            return
        read = _copied if found.copied else inserted.values
        form = _Form(found.columns, read, encoding)
        self._total += len(found.rows)
        if self._pool is None:
            yield from self._read(found.rows, form)
            return
        for row in found.rows:
            self._pool.add((row, form))

    def parts(self) -> Iterator[Part]:
        """What is left to say of the table when all files are read."""
        name, location = self.settings.name, self.table.location
        drawn = self._pool.drawn() if self._pool is not None else []
        for form, rows in groupby(drawn, key=itemgetter(1)):
            yield from self._read([row for row, _ in rows], form)
        yield from self._told(self._counts.flush())
        if self.table.passed_over:
            return
        total = self._total if self.is_whole else None
        complete = self.is_whole and self.scanned == self._total
        yield TableRows(name, self.table.path, RowCount(self.scanned, total, complete))
        yield from self._unread(location)
        if self.settings.date_records:
            yield from self._dates.dates(name, self.table.path, self.settings.dated_by, total)
            if withdrawals := self._leaving.withdrawals(name, complete=complete):
                yield withdrawals

    @property
    def total(self) -> int | None:
        """How many rows the table has, None where some could not be read."""
        return self._total if self.is_whole else None

    def _read(self, texts: Sequence[str], form: _Form) -> Iterator[Sample]:
        for start in range(0, len(texts), _AT_ONCE):
            rows = list(self._values(texts[start : start + _AT_ONCE], form))
            self.scanned += len(rows)
            self._note_leaving(rows)
            yield from self._told(self._counts.add(rows))

    def _values(self, texts: Sequence[str], form: _Form) -> Iterator[tuple[object, ...]]:
        """The values of rows in the order of the columns that are read."""
        every = [column.name for column in self.table.columns]
        named = [name.casefold() for name in form.columns or every]
        places = [
            (named.index(column.name.casefold()) if column.name.casefold() in named else None)
            for column in self.table.readable
        ]
        typed = [as_type(column.type, form.encoding) for column in self.table.readable]
        for text in texts:
            try:
                values = form.read(text)
            except NoRow:
                self._no_rows += 1
                continue
            self._odd += len(values) != len(named)
            if EXPRESSION in values:
                self._expressions += values.count(EXPRESSION)
                values = [None if value is EXPRESSION else value for value in values]
            own = [
                None if place is None or place >= len(values) else values[place] for place in places
            ]
            yield tuple(
                value if as_own is None else as_own(value)
                for value, as_own in zip(own, typed, strict=True)
            )

    def _told(self, samples: Iterator[Sample]) -> Iterator[Sample]:
        for sample in samples:
            if self.settings.date_records:
                self._dates.add(Values((sample.field.name,), as_dict(sample.values)))
            yield sample

    def _note_leaving(self, rows: Sequence[tuple[object, ...]]) -> None:
        names = [column.name for column in self.table.readable]
        if self.settings.date_records and any(map(may_mark, names)):
            texts = [[v if isinstance(v, str) else None for v in row] for row in rows]
            frame = pl.DataFrame(texts, schema=dict.fromkeys(names, pl.String), orient="row")
            self._leaving.add(Rows((), frame), set())

    def _unread(self, location: str) -> Iterator[Skipped]:
        name = self.settings.name
        if self._expressions:
            number = f"{self._expressions:,}"
            reason = Reason(
                f"values that are written as expressions were not read: {number}",
                f"식으로 적힌 값 {number}개는 읽지 않음",
            )
            yield Skipped(name, location, reason)
        if self._no_rows:
            number, scanned = f"{self._no_rows:,}", f"{self.scanned:,}"
            reason = Reason(
                f"rows that could not be taken apart: {number}; {scanned} others were read",
                f"행 {number}개를 해석하지 못함; 나머지 {scanned}개는 읽음",
            )
            yield Skipped(name, location, reason)
        if self._odd:
            count, columns = f"{self._odd:,}", f"{len(self.table.columns):,}"
            reason = Reason(
                f"rows with more or fewer values than the {columns} columns: {count}; "
                "their values were read by position",
                f"값의 수가 컬럼 수({columns}개)와 다른 행: {count}개; 값을 위치 순서대로 읽음",
            )
            yield Skipped(name, location, reason)
        for column, note in self._counts.notes.items():
            place = f"{location}.{column}"
            if note.broken:
                yield Skipped(name, place, broken_text(note.broken))
            if note.opaque:
                yield Skipped(name, place, opaque_values(note.opaque))
            if note.cut:
                yield cut_values(self.settings, place, note.cut)


def _copied(line: str) -> list[object]:
    return [*copied_row(line)]
