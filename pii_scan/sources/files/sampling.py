"""Rows drawn evenly from all of a file, without knowing how many there will be."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

MOST_KEPT = 100_000
"""The most rows that are kept in memory: who asks for more gets every row, block by block."""


@dataclass(slots=True)
class RowPool:
    """At most twice ``rows`` rows at any time, at even distances; ``drawn`` gives ``rows``.

    The same rows give the same sample: the draw is by position, not by chance.
    """

    rows: int
    seen: int = 0
    _step: int = 1
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _height: int = 0

    def add(self, frame: pl.DataFrame) -> None:
        """The next rows of the table."""
        while self._height + self._on_grid(frame.height) > 2 * self.rows:
            self._step *= 2
            if self._kept:
                self._kept = [pl.concat(self._kept, how="diagonal").gather_every(2)]
                self._height = self._kept[0].height
        if found := self._on_grid(frame.height):
            offset = -self.seen % self._step
            self._kept.append(frame.gather_every(self._step, offset).rechunk())
            self._height += found
        self.seen += frame.height

    def _on_grid(self, height: int) -> int:
        """How many of the next ``height`` rows are each _step-th row of the table."""
        return len(range(-self.seen % self._step, height, self._step))

    def drawn(self) -> pl.DataFrame:
        """At most ``rows`` rows, spread over all that were added."""
        if not self._kept:
            return pl.DataFrame()
        everything = pl.concat(self._kept, how="diagonal")
        height = everything.height
        if height <= self.rows:
            return everything
        return everything[[number * height // self.rows for number in range(self.rows)]]
