"""Where a sample is taken: in each of equal stretches at a place of chance, by a fixed seed.

At even distances a sample would meet each row of one kind, or none, where data repeats itself: a
test account every thousandth row. The same table gives the same places each time.
"""

from __future__ import annotations

SEED = 1
"""Of every sample."""
_BITS = (1 << 64) - 1


def place_in(stretch: int, width: int) -> int:
    """A place from 0 to ``width - 1`` in the stretch of that number; 0 where it has no width."""
    return _mixed(stretch) % width if width > 1 else 0


def spread_places(count: int, wanted: int) -> list[int]:
    """``wanted`` of ``count`` places in their order, one in each of equal stretches."""
    ends = [count * number // wanted for number in range(wanted + 1)]
    return [ends[n] + place_in(n, ends[n + 1] - ends[n]) for n in range(wanted)]


def kept_row(stretch: int, step: int) -> int:
    """The row that is kept of ``step`` rows, a power of two, from ``stretch * step`` on.

    It is one of the two that are kept of the halves of the stretch.
    """
    while step > 1:
        step //= 2
        stretch = 2 * stretch + (_mixed(stretch * 64 + step.bit_length()) & 1)
    return stretch


def _mixed(number: int) -> int:
    """The number-th of splitmix64's random numbers (https://prng.di.unimi.it/splitmix64.c)."""
    mixed = (number + SEED) * 0x9E3779B97F4A7C15 & _BITS
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & _BITS
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & _BITS
    return mixed ^ mixed >> 31
