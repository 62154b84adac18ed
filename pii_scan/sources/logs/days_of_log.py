"""Since when a log was written, and until when: from its lines, else from its name or file time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pii_scan.sources.logs.names import date_in_name


class Basis(StrEnum):
    """Where the days of a log come from, the best first."""

    LINES = "lines"
    FILE_NAME = "file name"
    FILE_TIME = "file time"


@dataclass(slots=True)
class DaysOfLog:
    """The first and last day of one log, by where they come from."""

    spans: dict[Basis, tuple[dt.date, dt.date]] = field(default_factory=dict)

    def add_lines(self, first: dt.date | None, last: dt.date | None) -> None:
        """The first and last day of lines of the log."""
        for day in (first, last):
            self._add(Basis.LINES, day)

    def add_file(self, name: str, modified: dt.date) -> None:
        """What the file itself says, for a log whose lines say nothing."""
        self._add(Basis.FILE_NAME, date_in_name(name.rpartition("/")[2]))
        self._add(Basis.FILE_TIME, modified)

    def add_all(self, other: DaysOfLog) -> None:
        """The days of another part of the log."""
        for basis, days in other.spans.items():
            for day in days:
                self._add(basis, day)

    def best(self) -> Basis | None:
        """The best basis that there are days for."""
        return next((basis for basis in Basis if basis in self.spans), None)

    def _add(self, basis: Basis, day: dt.date | None) -> None:
        if day:
            oldest, newest = self.spans.get(basis, (day, day))
            self.spans[basis] = min(oldest, day), max(newest, day)
