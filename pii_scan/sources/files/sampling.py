"""Rows drawn from all of a file alike, without knowing how many there will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import polars as pl

from pii_scan.sources.places import kept_row, spread_places

MOST_KEPT = 100_000
"""The most rows that are kept in memory: who asks for more gets every row, block by block."""


_Item = TypeVar("_Item")


@dataclass(slots=True)
class RowPool:
    """At most twice ``rows`` rows at any time, one of each stretch; ``drawn`` gives ``rows``.

    The same rows give the same sample: see ``sources.places``.
    """

    rows: int
    seen: int = 0
    _step: int = 1
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _places: list[int] = field(default_factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        """The next rows of the table."""
        while (
            frame.height // self._step > 2 * self.rows
            or len(self._places) + len(places := self._chosen(frame.height)) > 2 * self.rows
        ):
            self._step *= 2
            self._thin()
        if places:
            self._kept.append(frame[[place - self.seen for place in places]].rechunk())
            self._places += places
        self.seen += frame.height

    def _chosen(self, height: int) -> Sequence[int]:
        """Which of the next ``height`` rows are kept, by their number in the table."""
        end = self.seen + height
        if self._step == 1:
            return range(self.seen, end)
        stretches = range(self.seen // self._step, -(-end // self._step))
        rows = (kept_row(stretch, self._step) for stretch in stretches)
        return [row for row in rows if self.seen <= row < end]

    def _thin(self) -> None:
        """Keep of the rows so far those that are kept at this step."""
        stays = [
            number
            for number, row in enumerate(self._places)
            if kept_row(row // self._step, self._step) == row
        ]
        if self._kept:
            self._kept = [pl.concat(self._kept, how="diagonal")[stays]]
        self._places = [self._places[number] for number in stays]

    def drawn(self) -> pl.DataFrame:
        """At most ``rows`` rows, spread over all that were added."""
        if not self._kept:
            return pl.DataFrame()
        everything = pl.concat(self._kept, how="diagonal")
        height = everything.height
        if height <= self.rows:
            return everything
        return everything[spread_places(height, self.rows)]


@dataclass(slots=True)
class ItemPool(Generic[_Item]):
    """Draws anything as ``RowPool`` draws rows, one by one: at most twice ``rows`` at any time."""

    rows: int
    seen: int = 0
    _step: int = 1
    _next: int = 0
    _kept: list[tuple[int, _Item]] = field(default_factory=list)

    def add(self, item: _Item) -> None:
        """The next one."""
        number = self.seen
        self.seen += 1
        if number != self._next:
            return
        self._kept.append((number, item))
        if len(self._kept) > 2 * self.rows:
            self._step *= 2
            self._kept = [
                (row, kept)
                for row, kept in self._kept
                if kept_row(row // self._step, self._step) == row
            ]
        stretch = number // self._step
        self._next = kept_row(stretch, self._step)
        if self._next <= number:
            self._next = kept_row(stretch + 1, self._step)

    def drawn(self) -> list[_Item]:
        """At most ``rows`` of them, spread over all that were added."""
        kept = [item for _, item in self._kept]
        if len(kept) <= self.rows:
            return kept
        return [kept[place] for place in spread_places(len(kept), self.rows)]
