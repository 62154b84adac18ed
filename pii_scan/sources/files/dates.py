"""How old the records of a table are, from the values that were read of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from pii_scan.sources.files.parts import Place, Values

_TRIED = 20
_MOSTLY = 0.9


@dataclass(slots=True)
class _Column:
    values: int = 0
    dates: int = 0
    oldest: dt.date = dt.date.max
    newest: dt.date = dt.date.min
    given_up: bool = False

    def add(self, counts: Mapping[str, int]) -> None:
        from pii_scan.sources.databases.record_dates import parse_day

        tried = [parse_day(text) is not None for text in islice(counts, _TRIED)]
        if self.given_up or sum(tried) * 2 < len(tried):
            self.given_up = True
            return
        for text in counts:
            day = parse_day(text)
            self.values += 1
            if day is not None:
                self.dates += 1
                self.oldest, self.newest = min(self.oldest, day), max(self.newest, day)


@dataclass(slots=True)
class TableDates:
    """The columns of one table, and the days in those that hold dates."""

    columns: dict[str, _Column] = field(default_factory=dict)

    def add(self, values: Values) -> None:
        """Some values of a column."""
        self.columns.setdefault(values.place[-1], _Column()).add(values.counts)

    def best(self, path: Place, dated_by: Mapping[str, str]) -> tuple[str, dt.date, dt.date] | None:
        """The column that dates the records of the table at ``path``, its first and last day."""
        from pii_scan.sources.databases.catalogue import Column, Table
        from pii_scan.sources.databases.record_dates import dating_column

        table = Table(
            schema=".".join(path[:-1]) or None,
            name=path[-1],
            columns=tuple(
                Column(name, "date" if self._holds_dates(column) else "other")
                for name, column in self.columns.items()
            ),
        )
        chosen = dating_column(table, {}, dated_by)
        if chosen is None or not self.columns[chosen.name].dates:
            return None
        column = self.columns[chosen.name]
        return chosen.name, column.oldest, column.newest

    @staticmethod
    def _holds_dates(column: _Column) -> bool:
        return column.dates > 0 and column.dates >= _MOSTLY * column.values
