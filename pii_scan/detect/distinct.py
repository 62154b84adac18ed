"""How many different texts there were, in memory that does not grow without end.

Texts are counted by their 64-bit hashes, 8 bytes each. Of more than ``EXACT`` different ones only
the smallest hashes are kept, and how close together they lie tells how many there are (Bar-Yossef
et al., Counting Distinct Elements in a Data Stream, RANDOM 2002): the estimate is within about
1 / sqrt(EXACT), a tenth of a per cent. The same texts give the same number in any order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

EXACT = 1 << 20
_RANGE = 1 << 64
# Hashes that wait to be sorted in, at least; more wait where many are held already.
_FEWEST_WAITING = 4_096


class DistinctTexts:
    """Counts different texts; they cannot be had back."""

    __slots__ = ("_held", "_waiting", "_waits")

    def __init__(self) -> None:
        self._held: pl.Series | None = None
        self._waiting: list[pl.Series] = []
        self._waits = 0

    def add(self, hashes: pl.Series) -> None:
        """Note ``hashes`` of texts, UInt64, repeated ones too."""
        self._waiting.append(hashes)
        self._waits += len(hashes)
        if self._waits > max(_FEWEST_WAITING, 0 if self._held is None else len(self._held) // 2):
            self._sort_in()

    def add_all(self, other: DistinctTexts) -> None:
        """Note all texts of ``other``."""
        other._sort_in()
        if other._held is not None:
            self.add(other._held)

    def __len__(self) -> int:
        """How many different texts; an estimate where there are more than ``EXACT``."""
        self._sort_in()
        if self._held is None:
            return 0
        if len(self._held) <= EXACT:
            return len(self._held)
        return round(EXACT * _RANGE / (int(self._held[EXACT]) + 1))

    def _sort_in(self) -> None:
        import polars as pl

        if self._waiting:
            held = [] if self._held is None else [self._held]
            # One more than is exact, so that it is seen that there are more.
            self._held = pl.concat([*held, *self._waiting]).unique().sort().head(EXACT + 1)
            self._waiting, self._waits = [], 0
