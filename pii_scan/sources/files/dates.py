"""How old the records of a table are, from the values that were read of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pii_scan.model import RecordDates
from pii_scan.sources.files.parts import Place, Values
from pii_scan.sources.tables.catalogue import Column, Table
from pii_scan.sources.tables.record_dates import (
    ColumnDays,
    dating_column,
    holds_dates,
    may_date,
    says_the_beginning,
    says_what_was_done,
    says_when,
)


@dataclass(slots=True)
class TableDates:
    """The days in the columns of one table that may date its records; ``names`` are all columns.

    ``wanted`` are columns that settings name, whatever their names say; ``of_people`` says whether
    the records are those of people.
    """

    of_people: bool
    wanted: Collection[str] = ()
    names: list[str] = field(default_factory=list)
    _days: dict[str, ColumnDays] = field(default_factory=dict)

    def add(self, values: Values) -> None:
        """Some values of a column."""
        name = values.place[-1]
        if name not in self.names:
            self.names.append(name)
            is_deed = self.of_people and says_what_was_done(name)
            if name in self.wanted or may_date(name) or is_deed:
                self._days[name] = ColumnDays(says_when(name))
        if name in self._days:
            self._days[name].add(values.counts)

    def dates(
        self, source: str, path: Place, dated_by: Mapping[str, str], total: int | None
    ) -> Iterator[RecordDates]:
        """How old the records of the table at ``path`` are; nothing where nothing dates them.

        Columns of accounts that are dated by themselves follow. ``total`` is how many rows the
        table has, None where that is not known.
        """
        # A file may spell types of its own, or none: what the values are decides.
        columns = tuple(Column(name, "text") for name in self.names)
        table = Table(schema=".".join(path[:-1]) or None, name=path[-1], columns=columns)
        chosen = dating_column(table, self._days, dated_by)
        places = {} if chosen is None else {chosen: path}
        if self.of_people:
            for column in columns:
                if says_what_was_done(column.name) and holds_dates(
                    column, self._days.get(column.name)
                ):
                    places.setdefault(column, (*path, column.name))
        for column, place in places.items():
            days = self._days[column.name].days if column.name in self._days else {}
            if days:
                accounts = self.of_people and place == path
                accounts = accounts and column.name not in dated_by.values()
                yield RecordDates(
                    source,
                    place,
                    column.name,
                    min(days),
                    max(days),
                    dict(days),
                    sum(days.values()),
                    total,
                    accounts and says_the_beginning(column.name),
                )
