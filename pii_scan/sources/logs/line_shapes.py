"""Each digit of a text as 0, so that lines that differ only in numbers are one shape."""

from __future__ import annotations

import io
from dataclasses import dataclass

from pii_scan.patterns.shapes import DIGITS_AS_0

# numpy takes half as long and does not hold up other threads, but is imported for it first: that
# takes about as long as so many bytes do without it.
WORTH_NUMPY = 128 * 1024 * 1024
# What is worked on stays in the processor's own memory.
_STEP = 128 * 1024


@dataclass(slots=True)
class DigitsAs0:
    """Makes the shapes of texts in UTF-8. Threads may share one."""

    done: int = 0

    def __call__(self, data: bytes) -> bytes:
        """``data`` with 0 for each digit."""
        self.done += len(data)
        return data.translate(DIGITS_AS_0) if self.done < WORTH_NUMPY else _by_numpy(data)


def _by_numpy(data: bytes) -> bytes:
    import numpy as np

    def cut_down(letters: np.ndarray) -> None:
        # Moved to the end of all bytes, where 0 is the least of ten, digits are cut down to it. A
        # number instead of the arrays would be compared ten times as slowly.
        move, zero = np.full(_STEP, 255 - ord("9"), np.uint8), np.full(_STEP, 246, np.uint8)
        for start in range(0, len(letters), _STEP):
            here = letters[start : start + _STEP]
            size = len(here)
            np.add(here, move[:size], out=here)
            np.minimum(here, zero[:size], out=here)
            np.subtract(here, move[:size], out=here)

    # Bytes that can be written in: another copy would take a quarter of the time.
    shape = io.BytesIO(data)
    with shape.getbuffer() as view:
        cut_down(np.frombuffer(view, np.uint8))
    return shape.getvalue()
