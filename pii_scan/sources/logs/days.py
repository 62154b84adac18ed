"""The days on which the lines of a chunk were written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Protocol

import polars as pl

from pii_scan.sources.logs.times import find_date, is_day_first

# How far from a line the next one with a time stamp is looked for: traces have none.
_REACH = 500
# A log is written in order; where it is not, so many places show it.
_PLACES = 16
# To count lines of their own day by themselves pays where there are so many of each day.
LINES_OF_RUN = 8_000
# How many bytes at the end of a chunk show its last day.
_END = 64 * 1024


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day; ``of_lines`` has one for each line where there are several."""

    first: dt.date | None
    last: dt.date | None
    of_lines: pl.Series | None = field(default=None, repr=False)

    def together(self, others: Days) -> Days:
        """The first and the last day of these and ``others``."""
        known = [day for day in (self.first, self.last, others.first, others.last) if day]
        return Days(min(known, default=None), max(known, default=None))

    def only(self, chosen: pl.Series) -> Days:
        """The same, with the days of the lines that are ``chosen``."""
        return Days(
            self.first, self.last, None if self.of_lines is None else self.of_lines.filter(chosen)
        )

    def runs(self, number: int) -> list[Run]:
        """The ``number`` of lines as those that follow each other and are of one day.

        All as one where their days are too short to be worth it.
        """
        if self.of_lines is not None:
            runs = self.of_lines.rle().struct.unnest()
            if runs.height * LINES_OF_RUN <= number:
                ends = runs["len"].cum_sum()
                return [
                    Run(end - length, length, Days(day, day))
                    for end, (length, day) in zip(ends, runs.rows(), strict=True)
                ]
        return [Run(0, number, self)]


@dataclass(frozen=True, slots=True)
class Run:
    """Lines that follow each other: ``length`` of them from the one at ``start``, counted from 0.

    Counted with a day for each line they take a quarter longer.
    """

    start: int
    length: int
    days: Days


class Lines(Protocol):
    """Lines by their places; a blank one may be None."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: int, /) -> str | None: ...


def days_of_lines(lines: Lines, modified: dt.date, before: dt.date | None = None) -> Days:
    """The days of lines that are in the order of time, as logs are.

    ``modified`` is the day on which their file was last changed, and ``before`` that of the line
    in front of these, where it is known. Lines are looked at only where the day changes, however
    many there are. Whether 10/11/2019 is in November is told from those that are looked at first.
    """
    height = len(lines)
    places = sorted({height * number // _PLACES for number in range(_PLACES)} | {height - 1})
    places = [place for place in places if 0 <= place < height]
    some = [line for place in places if (line := lines[place])]
    dated = _Dated(lines, modified, is_day_first(some), before)
    # Where lines begin with their time, a name in front of a time is somebody's or an order's.
    dated.hosts = not any(dated.find(line) for line in some)
    found = [(place, day) for place in places if (day := dated.near(place))]
    if not found:
        return Days(before, before)
    days = {day for _, day in found}
    if len(days) == 1:
        return Days(found[0][1], found[0][1])
    starts = {0: found[0][1]}
    for (low, earlier), (high, later) in pairwise(found):
        starts.update(dated.changes(low, earlier, high, later))
    ordered = sorted(starts.items())
    ends = [start for start, _ in ordered[1:]] + [height]
    column = pl.concat(
        [
            pl.Series("day", [day], pl.Date).new_from_index(0, end - start)
            for (start, day), end in zip(ordered, ends, strict=True)
        ]
    )
    return Days(column.min(), column.max(), column)  # type: ignore[arg-type]


def last_day_in(data: bytes, modified: dt.date) -> dt.date | None:
    """The day of the last of whole lines in UTF-8 that has one, of those at their end."""
    lines = data[-_END:].decode(errors="replace").split("\n")
    # The first of them may be cut.
    whole = lines if len(data) <= _END else lines[1:]
    dated = (find_date(line, modified, day_first=is_day_first([line])) for line in reversed(whole))
    return next(filter(None, islice(dated, _REACH)), None)


@dataclass(slots=True)
class _Dated:
    lines: Lines
    modified: dt.date
    day_first: bool | None
    before: dt.date | None
    hosts: bool = False
    known: dict[int, dt.date | None] = field(default_factory=dict)

    def near(self, place: int) -> dt.date | None:
        """The day of a line; of one without a stamp, that of the line before or else behind it."""
        for step in range(_REACH):
            if place - step < 0:
                if self.before:
                    return self.before
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
