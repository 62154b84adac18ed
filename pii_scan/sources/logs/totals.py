"""What all chunks of a log hold together, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from pii_scan.sources.logs.counts import MOST_KEYS, OTHER_KEYS, TEXT, Counts, added_up
from pii_scan.sources.logs.urls import open_urls

# Frames of a key are put together when this many rows wait, and all are given away when the log
# has this many bytes of different values.
_WAITING = 100_000
_MOST_FRAMES = 64
_MOST_BYTES = 8 * 1024 * 1024
# To ask for their bytes takes as long as to count some thousand lines: not while hardly more wait.
_MORE = 1.2
# Put together, the frames of a log that has the same values again and again are less than this.
_STILL_FEW_BYTES = _MOST_BYTES // 2


@dataclass(slots=True)
class Totals:
    """The counts of a log so far; ``keys`` are all that it had, ``earlier`` those of earlier scans.

    ``plain`` is how many lines of text hold nothing. ``open`` opens what is different values of the
    whole log further; there is less of it than of a chunk's.
    """

    open: Callable[[Counts], Counts] = open_urls
    keys: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)
    plain: int = 0
    _rows_when_not_full: int = 0

    def add(self, counts: Counts) -> None:
        """Add the counts of a chunk."""
        self.plain += counts.plain
        if counts.plain:
            self.keys.add(TEXT)
        self.counts.add_all(counts)
        for frames in self._all():
            if len(frames) < 2:  # noqa: PLR2004  nothing to put together
                continue
            waiting = sum(frame.height for frame in frames[1:])
            # Twice as many as are there already: each row is put together only a few times.
            if waiting > max(_WAITING, frames[0].height) or len(frames) > _MOST_FRAMES:
                frames[:] = [added_up(pl.concat(frames))]

    def _all(self) -> Iterator[list[pl.DataFrame]]:
        yield from self.counts.frames.values()
        yield from self.counts.raw.values()

    @property
    def is_full(self) -> bool:
        """Whether it should be given away before more comes."""
        rows = sum(frame.height for mine in self._all() for frame in mine)
        if rows < max(_WAITING, _MORE * self._rows_when_not_full):
            return False
        if self._size() <= _MOST_BYTES:
            self._rows_when_not_full = rows
            return False
        for frames in self._all():
            if len(frames) > 1:
                frames[:] = [added_up(pl.concat(frames))]
        return self._size() > _STILL_FEW_BYTES

    def _size(self) -> int:
        """Bytes of all frames."""
        return int(sum(frame.estimated_size() for mine in self._all() for frame in mine))

    def take(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Each key with its values so far, in an order that the same log always has.

        The values of too many keys come together.
        """
        finished, self.counts = self.open(self.counts.finished()), Counts()
        self._rows_when_not_full = 0
        admitted: dict[str, list[pl.DataFrame]] = {}
        known = self.keys | self.earlier
        for key, frames in finished.frames.items():
            is_known = key in known or len(known) < MOST_KEYS
            name = key if is_known else OTHER_KEYS
            self.keys.add(name)
            known.add(name)
            if frames:
                admitted.setdefault(name, []).extend(frames)
        for key, frames in admitted.items():
            yield key, added_up(pl.concat(frames), in_order=True)
