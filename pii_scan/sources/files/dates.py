"""How old the records of a table are, from the values that were read of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pii_scan.model import RecordDates
from pii_scan.sources.files.parts import Place, Values

if TYPE_CHECKING:
    from pii_scan.sources.databases.record_dates import ColumnDays


@dataclass(slots=True)
class TableDates:
    """The days in the columns of one table that may date its records; ``names`` are all columns.

    ``wanted`` are columns that settings name, whatever their names say.
    """

    wanted: Collection[str] = ()
    names: list[str] = field(default_factory=list)
    _days: dict[str, ColumnDays] = field(default_factory=dict)

    def add(self, values: Values) -> None:
        """Some values of a column."""
        from pii_scan.sources.databases.record_dates import ColumnDays, may_date, says_when

        name = values.place[-1]
        if name not in self.names:
            self.names.append(name)
            if name in self.wanted or may_date(name):
                self._days[name] = ColumnDays(says_when(name))
        if name in self._days:
            self._days[name].add(values.counts)

    def best(
        self, source: str, path: Place, dated_by: Mapping[str, str], total: int | None
    ) -> RecordDates | None:
        """How old the records of the table at ``path`` are; None where nothing dates them.

        ``total`` is how many rows the table has, None where that is not known.
        """
        from pii_scan.sources.databases.catalogue import Column, Table
        from pii_scan.sources.databases.record_dates import dating_column

        # A file may spell types of its own, or none: what the values are decides.
        columns = tuple(Column(name, "text") for name in self.names)
        table = Table(schema=".".join(path[:-1]) or None, name=path[-1], columns=columns)
        chosen = dating_column(table, self._days, dated_by)
        found = self._days.get(chosen.name) if chosen is not None else None
        if chosen is None or found is None or not found.days:
            return None
        oldest, newest = min(found.days), max(found.days)
        dated = found.days.total()
        return RecordDates(
            source, path, chosen.name, oldest, newest, dict(found.days), dated, total
        )
