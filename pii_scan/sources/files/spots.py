"""Rows read at places spread over a large file: the cost is that of the rows, not of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pii_scan.model import Reason
from pii_scan.raw_files.failures import READING_FAILED, reason_of
from pii_scan.sources.files.text_stream import TextStream
from pii_scan.sources.places import place_in

LARGE = 8 * 1024 * 1024
"""Smaller files are read from end to end."""

_MOST_SPOTS = 64
_WINDOW = 64 * 1024
_WIDEST = 8 * 1024 * 1024


@dataclass(slots=True)
class Spots:
    """Whole rows at places from ``start`` to ``end``, in bytes of the file.

    ``row_start`` gives where the first whole row begins in data from the middle of the file,
    ``row_end`` where the last one ends in data that begins with a row; None and 0 where nothing
    does. ``fault`` is why reading ended early.
    """

    stream: TextStream
    start: int
    end: int
    rows: int
    row_start: Callable[[bytes], int | None]
    row_end: Callable[[bytes], int]
    lost: int = 0
    fault: Reason | None = None
    _covered: int = 0

    @property
    def count(self) -> int:
        """At how many places rows are drawn."""
        return max(1, min(self.rows, _MOST_SPOTS))

    @property
    def share(self) -> int:
        """How many rows are drawn at each place."""
        return -(-self.rows // self.count)

    def __iter__(self) -> Iterator[bytes]:
        """The bytes of whole rows, one piece for each place that has any."""
        span = (self.end - self.start) // self.count
        for number in range(self.count):
            # The window begins and ends within the span, so that any row of it may be met.
            spot = self.start + number * span + place_in(number, span - _WINDOW)
            try:
                rows = self._at(spot, first=spot == self.start)
            except OSError as cause:
                self.fault = READING_FAILED.because(reason_of(cause))
                return
            if rows:
                yield rows
            else:
                self.lost += 1

    def _at(self, spot: int, *, first: bool) -> bytes:
        size = _WINDOW
        while size <= _WIDEST:
            self.stream.raw.seek(spot)
            data = self.stream.unpacked.raw.read(size)
            begin = 0 if first else self.row_start(data)
            is_last = len(data) < size
            if begin is not None:
                # Places within one large value lead to the same rows: those are taken once.
                begin = max(begin, self._covered - spot)
                rows = data[begin:]
                end = len(rows) if is_last else self.row_end(rows)
                if end:
                    self._covered = spot + begin + end
                    return rows[:end]
            if is_last:
                return b""
            size *= 4
        return b""
