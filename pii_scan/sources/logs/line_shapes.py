"""The shapes of a text's lines, each digit as 0: lines that differ only in numbers have one."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pii_scan.patterns.shapes import DIGITS_AS_0
from pii_scan.sources.logs.cutting import split_lines, without_separators
from pii_scan.sources.logs.placed_lines import PlacedLines, place_lines

if TYPE_CHECKING:
    import numpy as np

# numpy takes half as long and does not hold up other threads, but is imported for it first: that
# takes about as long as so many bytes do without it.
WORTH_NUMPY = 128 * 1024 * 1024
# What is worked on stays in the processor's own memory.
_STEP = 512 * 1024
_LINE_FEED = ord("\n")
# What each thread has for itself.
OWN = threading.local()


@dataclass(slots=True)
class LineShapes:
    """Makes the shapes of the lines of texts in UTF-8. Threads may share one.

    ``done`` is how many bytes were read, or are known to be there before they are.
    """

    done: int = 0

    def __call__(self, data: bytes) -> tuple[pl.Series, PlacedLines | None]:
        """The shapes, and the places of the lines where they are known.

        The end of its line may still be part of a shape; one of a blank line may be null. They
        are good until the same thread asks for the next ones.
        """
        self.done += len(data)
        # A blank in both ways, so that it does not tell how much of a log came before.
        data = without_separators(data)
        if self.done < WORTH_NUMPY:
            shapes = split_lines(data.translate(DIGITS_AS_0))
            return shapes, place_lines(data, shapes)
        return self._by_numpy(data)

    def _by_numpy(self, data: bytes) -> tuple[pl.Series, PlacedLines]:
        import nanoarrow as na
        import numpy as np

        letters = _room(len(data))
        places = _cut_down(np.frombuffer(data, np.uint8), letters)
        if not data.endswith(b"\n"):
            places.append(np.array([len(data) - 1]))
        offsets = np.concatenate([np.array([-1]), *places]) + 1
        buffers = [None, offsets, letters]
        # The texts stay where they are; UTF-8 is still UTF-8 when it is cut at line feeds.
        lines = na.c_array_from_buffers(na.large_string(), len(offsets) - 1, buffers, null_count=0)
        return pl.Series(lines), PlacedLines(data, pl.Series(offsets))


def _room(size: int) -> np.ndarray:
    """So many bytes to write in, the same again and again: memory new to it costs as much.

    They are the thread's, not the log's: of an archive hundreds of logs are in work.
    """
    import numpy as np

    room: np.ndarray | None = getattr(OWN, "room", None)
    if room is None or len(room) < size:
        # Chunks end at line ends, so that one is a little larger than all before it.
        room = OWN.room = np.empty(size + _STEP, np.uint8)
    return room[:size]


def _cut_down(data: np.ndarray, letters: np.ndarray) -> list[np.ndarray]:
    """Write ``data`` to ``letters`` with 0 for each digit; gives the places of its line feeds."""
    import numpy as np

    # Moved to the end of all bytes, where 0 is the least of ten, digits are cut down to it. A
    # number instead of the arrays would be compared ten times as slowly.
    move, zero = np.full(_STEP, 255 - ord("9"), np.uint8), np.full(_STEP, 246, np.uint8)
    is_end = np.empty(_STEP, np.bool_)
    places = []
    for start in range(0, len(data), _STEP):
        here = letters[start : start + _STEP]
        size = len(here)
        np.add(data[start : start + size], move[:size], out=here)
        np.minimum(here, zero[:size], out=here)
        np.subtract(here, move[:size], out=here)
        np.equal(here, _LINE_FEED, out=is_end[:size])
        places.append(np.flatnonzero(is_end[:size]) + start)
    return places
