"""The days on which the lines of a chunk were written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

import polars as pl

from pii_scan.sources.logs.times import find_date, is_day_first

# How far from a line the next one with a time stamp is looked for: traces have none.
_REACH = 500
# A log is written in order; where it is not, so many places show it.
_PLACES = 16


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day; ``of_lines`` has one for each line where there are several."""

    first: dt.date | None
    last: dt.date | None
    of_lines: pl.Series | None = field(default=None, repr=False)


class Lines(Protocol):
    """Lines by their places; a blank one may be None."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> str | None: ...


def days_of_lines(lines: Lines, modified: dt.date) -> Days:
    """The days of lines that are in the order of time, as logs are.

    ``modified`` is the day on which their file was last changed. Lines are looked at only where
    the day changes, however many there are. Whether 10/11/2019 is in November is told from
    those that are looked at first.
    """
    height = len(lines)
    places = sorted({height * number // _PLACES for number in range(_PLACES)} | {height - 1})
    places = [place for place in places if 0 <= place < height]
    some = [line for place in places if (line := lines[place])]
    dated = _Dated(lines, modified, is_day_first(some))
    # Where lines begin with their time, a name in front of a time is somebody's or an order's.
    dated.hosts = not any(dated.find(line) for line in some)
    found = [(place, day) for place in places if (day := dated.near(place))]
    if not found:
        return Days(None, None)
    days = {day for _, day in found}
    if len(days) == 1:
        return Days(found[0][1], found[0][1])
    starts = {0: found[0][1]}
    for (low, before), (high, after) in pairwise(found):
        starts.update(dated.changes(low, before, high, after))
    ordered = sorted(starts.items())
    ends = [start for start, _ in ordered[1:]] + [height]
    column = pl.concat(
        [
            pl.Series("day", [day], pl.Date).new_from_index(0, end - start)
            for (start, day), end in zip(ordered, ends, strict=True)
        ]
    )
    return Days(column.min(), column.max(), column)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Dated:
    lines: Lines
    modified: dt.date
    day_first: bool | None
    hosts: bool = False
    known: dict[int, dt.date | None] = field(default_factory=dict)

    def near(self, place: int) -> dt.date | None:
        """The day of a line; of one without a stamp, that of the line before or else behind it."""
        for step in range(_REACH):
            if place - step < 0:
                break
            if day := self._day(place - step):
                return day
        for step in range(1, _REACH):
            if place + step >= len(self.lines):
                break
            if day := self._day(place + step):
                return day
        return None

    def _day(self, place: int) -> dt.date | None:
        if place not in self.known:
            line = self.lines[place]
            self.known[place] = self.find(line) if line else None
        return self.known[place]

    def find(self, line: str) -> dt.date | None:
        """The day of a line, by itself."""
        return find_date(line, self.modified, day_first=self.day_first, hosts=self.hosts)

    def changes(self, low: int, before: dt.date, high: int, after: dt.date) -> dict[int, dt.date]:
        """The places between two lines where another day begins."""
        found: dict[int, dt.date] = {}
        spans = [(low, before, high, after)]
        while spans:
            low, before, high, after = spans.pop()
            if before == after:
                continue
            if high - low == 1:
                found[high] = after
                continue
            middle = (low + high) // 2
            day = self.near(middle) or before
            spans += [(low, before, middle, day), (middle, day, high, after)]
        return found
