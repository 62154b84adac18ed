"""The lines of a text by their places, so that only those that are looked at are taken out."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from pii_scan.sources.logs.counts import LINE


@dataclass(frozen=True, slots=True)
class PlacedLines:
    """Lines of ``data``, in UTF-8: where each begins, in bytes, and how long it is."""

    data: bytes = field(repr=False)
    starts: pl.Series
    lengths: pl.Series

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, place: int) -> str:
        start = self.starts[place]
        return self.data[start : start + self.lengths[place]].decode()

    def some(self, wanted: pl.Series) -> pl.Series:
        """The lines where ``wanted`` is true."""
        starts, lengths = self.starts.filter(wanted), self.lengths.filter(wanted)
        lines = [
            self.data[start : start + length].decode()
            for start, length in zip(starts, lengths, strict=True)
        ]
        return pl.Series(LINE, lines, pl.String)


def place_lines(data: bytes, shapes: pl.Series) -> PlacedLines | None:
    """The places of the lines of ``data``, each as long as its shape; a null one is blank.

    None where the shapes leave something out: carriage returns, blanks of a blank line.
    """
    length = pl.col(shapes.name).str.len_bytes().fill_null(0)
    end = (length + 1).cum_sum()
    places = shapes.to_frame().select(starts=end - length - 1, lengths=length)
    starts, lengths = places.get_columns()
    size = starts[-1] + lengths[-1] + 1 if len(shapes) else 0
    if size - (not data.endswith(b"\n")) != len(data):
        return None
    return PlacedLines(data, starts, lengths)
