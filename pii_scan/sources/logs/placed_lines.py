"""The lines of a text by their places, so that only those that are looked at are taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pii_scan.sources.logs.counts import LINE
from pii_scan.sources.logs.cutting import split_lines

# Where a line in so many is wanted they are taken out one by one.
_MANY_TO_ONE = 50


@dataclass(frozen=True, slots=True)
class PlacedLines:
    """Lines of ``data``, in UTF-8; ``offsets`` are where each begins, and where the last ends."""

    data: bytes = field(repr=False)
    offsets: pl.Series

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> str:
        return self._line(self.offsets[place], self.offsets[place + 1])

    def are_few(self, wanted: pl.Series) -> bool:
        """Whether so few are ``wanted`` that it is quicker to take those out alone."""
        return int(wanted.sum()) * _MANY_TO_ONE < len(self)

    def some(self, wanted: pl.Series) -> pl.Series:
        """The lines where ``wanted`` is true."""
        if not self.are_few(wanted):
            return split_lines(self.data).filter(wanted)
        starts, ends = self.offsets[:-1].filter(wanted), self.offsets[1:].filter(wanted)
        lines = [self._line(start, end) for start, end in zip(starts, ends, strict=True)]
        return pl.Series(LINE, lines, pl.String)

    def _line(self, start: int, end: int) -> str:
        return self.data[start:end].removesuffix(b"\n").removesuffix(b"\r").decode()


def place_lines(data: bytes, shapes: pl.Series) -> PlacedLines | None:
    """The places of the lines of ``data``, each as long as its shape; a null one is blank.

    None where the shapes leave something out: carriage returns, blanks of a blank line.
    """
    ends = (shapes.str.len_bytes().fill_null(0) + 1).cast(pl.Int64).cum_sum()
    size = ends[-1] if len(shapes) else 0
    if size - (not data.endswith(b"\n")) != len(data):
        return None
    return PlacedLines(data, pl.concat([pl.Series([0], dtype=pl.Int64), ends], rechunk=True))
