"""How long a table's records have been kept: their dates, and those of people who have left."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from pii_scan.columns import as_dict
from pii_scan.model import Reason, RecordDates, Sample, Skipped, Withdrawals
from pii_scan.sources.databases.extreme_days import extreme_days
from pii_scan.sources.databases.table_reading import Opened
from pii_scan.sources.databases.withdrawn import withdrawals
from pii_scan.sources.tables.catalogue import Column, Extent, Kind, Limits, Table
from pii_scan.sources.tables.leaving import called, is_of_people, may_mark, withdrawal_mark
from pii_scan.sources.tables.record_dates import (
    ENOUGH_VALUES,
    ColumnDays,
    dating_column,
    holds_dates,
    may_date,
    says_the_beginning,
    says_what_was_done,
    says_when,
)

# A status or a flag has few different values.
_FEW_VALUES = 200
_NO_DATES = Reason("the dates of its records were not read", "기록의 날짜를 읽지 못함")
_NOBODY_WHO_LEFT = Reason(
    "records of people who left were not read", "탈퇴한 이용자의 기록을 읽지 못함"
)


class RecordLife:
    """Sees the samples of one table and tells at the end how old its records are."""

    def __init__(self, opened: Opened, table: Table) -> None:
        self._opened = opened
        self._table = table
        self._wanted = opened.settings.date_records
        self._of_people = is_of_people(table.name)
        named = set(opened.settings.dated_by.values())
        self._days = {
            column.name: ColumnDays(says_when(column.name))
            for column in table.readable
            if self._wanted
            and (
                may_date(column.name)
                or column.name in named
                or (self._of_people and says_what_was_done(column.name))
            )
        }
        self._marks: dict[str, Counter[str]] = {
            column.name: Counter()
            for column in table.readable
            if self._wanted and may_mark(called(column))
        }

    def see(self, sample: Sample) -> None:
        """Note the days and marks in one sample of the table."""
        name = sample.field.name
        if name in self._days and self._days[name].values <= ENOUGH_VALUES:
            self._days[name].add(as_dict(sample.values))
        if name in self._marks and len(self._marks[name]) <= _FEW_VALUES:
            self._marks[name].update(as_dict(sample.values))

    def parts(self, rows: int, extent: Extent) -> Iterator[RecordDates | Withdrawals | Skipped]:
        """What is known of the records' age; ``rows`` of ``extent`` were read."""
        yield from self._dates(rows, extent)
        yield from self._withdrawals()

    def _dates(self, rows: int, extent: Extent) -> Iterator[RecordDates | Skipped]:
        table, settings = self._table, self._opened.settings
        column = dating_column(table, self._days, settings.dated_by)
        if column is None:
            # A pattern with wildcards may fit tables without the column; a name is meant.
            if named := settings.dated_by.get(table.name, settings.dated_by.get(table.location)):
                reason = Reason(
                    f"dated_by names {named!r}, which is no column of it that can be read",
                    f"dated_by에 지정된 {named!r} 컬럼이 없거나 읽을 수 없음",
                )
                yield Skipped(settings.name, table.location, reason)
        else:
            is_named = column.name in settings.dated_by.values()
            accounts = self._of_people and not is_named and says_the_beginning(column.name)
            yield from self._dated_by(column, rows, extent, accounts=accounts)
        if self._of_people and table.kind is not Kind.VIEW:
            for other in table.readable:
                days = self._days.get(other.name)
                if other != column and says_what_was_done(other.name) and holds_dates(other, days):
                    path = (*table.path, other.name)
                    yield from self._dated_by(other, rows, extent, path)

    def _dated_by(
        self,
        column: Column,
        rows: int,
        extent: Extent,
        path: tuple[str, ...] = (),
        *,
        accounts: bool = False,
    ) -> Iterator[RecordDates | Skipped]:
        """The days in ``column``, of what is at ``path``: the table where it is empty."""
        table, settings = self._table, self._opened.settings
        seen = self._days.get(column.name, ColumnDays())
        days = list(seen.days)
        if not extent.complete or seen.values > ENOUGH_VALUES:
            try:
                days += self._extremes(column, seen)
            except Exception as error:  # noqa: BLE001  what cannot be read is a skip
                why = self._opened.dialect.reason(error)
                yield Skipped(settings.name, table.location, _NO_DATES.because(why))
                return
        if days:
            yield RecordDates(
                settings.name,
                path or table.path,
                column.name,
                min(days),
                max(days),
                dict(seen.days),
                seen.days.total(),
                rows if extent.complete else extent.total,
                accounts,
            )

    def _extremes(self, column: Column, seen: ColumnDays) -> list[dt.date]:
        with self._opened.transaction(self._opened.settings.timeout) as connection:
            dialect = self._opened.dialect
            return extreme_days(connection, dialect, self._table, column, seen.spelling)

    def _withdrawals(self) -> Iterator[Withdrawals | Skipped]:
        opened, table = self._opened, self._table
        settings = opened.settings
        mark = withdrawal_mark(table, self._marks) if self._wanted else None
        if mark is None:
            return
        limits = Limits(settings.rows, settings.most_characters)
        try:
            with opened.transaction(settings.timeout) as connection:
                found = withdrawals(connection, opened.dialect, settings.name, table, mark, limits)
        except Exception as error:  # noqa: BLE001  the same
            reason = _NOBODY_WHO_LEFT.because(opened.dialect.reason(error))
            yield Skipped(settings.name, table.location, reason)
            return
        if found is not None:
            yield found
