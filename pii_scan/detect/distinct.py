"""How many different texts there were, in memory that does not grow without end.

Texts are counted by their 64-bit hashes, 8 bytes each. Of more than ``most`` different ones only
the smallest hashes are kept, and how close together they lie tells how many there are (Bar-Yossef
et al., Counting Distinct Elements in a Data Stream, RANDOM 2002): the estimate is within about
1 / sqrt(most), with ``EXACT`` a tenth of a per cent. The same texts give the same number in any
order.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

EXACT = 1 << 20
_REGISTER_BITS = 12
REGISTERS = 1 << _REGISTER_BITS
_MOST_ZEROS = 64 - _REGISTER_BITS
_RANGE = 1 << 64
# Hashes that wait to be put together, at least; more wait where many are held already, this share.
_FEWEST_WAITING = 4_096
_SHARE_WAITING = 4
# So many hashes are put together where they stand, by numpy: polars takes three times their memory.
_MANY = 1 << 18
# Hashes share the memory of others where they are at least one in so many of these.
_MOST_SHARING = 200


class DistinctTexts:
    """Counts different texts; they cannot be had back."""

    __slots__ = ("_held", "_key", "_least", "_most", "_registers", "_waiting", "_waits", "most")

    def __init__(self, most: int | None = None) -> None:
        """``most`` is how many are counted exactly: ``EXACT`` unless told otherwise."""
        self.most = EXACT if most is None else most
        # Sorted once there are more than ``most``.
        self._held: pl.Series | None = None
        self._waiting: list[pl.Series] = []
        self._waits = 0
        self._registers: bytes | None = None
        self._key = 0
        # How many the texts of the sketch are at least and at most.
        self._least = self._most = 0

    def add(self, hashes: pl.Series) -> None:
        """Note ``hashes`` of texts, UInt64, all different. They are held as they are."""
        held = 0 if self._held is None else len(self._held)
        if self._held is not None and held > self.most:
            hashes = hashes.filter(hashes < self._held[-1])
        self._waiting.append(hashes)
        self._waits += len(hashes)
        if self._waits > max(_FEWEST_WAITING, held // _SHARE_WAITING):
            self._put_together()

    def add_all(self, other: DistinctTexts) -> None:
        """Note all texts of ``other``."""
        other._put_together()
        if other._held is not None:
            self.add(other._held)
        if other._registers is not None:
            self._remember(other._registers, other._key, other._least, other._most)

    def remember(self, registers: bytes, key: int, number: int) -> None:
        """Note the ``number`` texts of an earlier scan by their sketch, made with ``key``."""
        self._remember(registers, key, number, number)

    def _remember(self, registers: bytes, key: int, least: int, most: int) -> None:
        self._registers = _union(self._registers or bytes(REGISTERS), registers)
        self._key = key
        self._least = max(self._least, least)
        self._most += most

    def sketch(self, key: int) -> bytes:
        """Registers of a HyperLogLog sketch of all texts, keyed with 64 bits.

        Each of 4,096 registers holds how many zeros the hashes that fell to it began with at most:
        of all values there are, thousands fit each register, so that none can be told from it.
        """
        import polars as pl

        self._put_together()
        own = bytearray(REGISTERS)
        if self._held is not None:
            hashed = pl.col("hash").hash(seed=key)
            place = hashed // 2 ** (64 - _REGISTER_BITS)
            rest = hashed % 2 ** (64 - _REGISTER_BITS)
            ranks = (
                self._held.alias("hash")
                .to_frame()
                .select(place=place, rank=rest.bitwise_leading_zeros() - _REGISTER_BITS + 1)
                .group_by("place")
                .agg(pl.col("rank").max())
            )
            for index, rank in ranks.rows():
                own[index] = rank
        return _union(bytes(own), self._registers or bytes(REGISTERS))

    def __len__(self) -> int:
        """How many different texts; an estimate of more than ``EXACT``, or with a sketch."""
        self._put_together()
        if self._registers is None:
            return self._number_held()
        own = self._number_held()
        # What was counted before bounds what both are together.
        least, most = max(self._least, own), self._most + own
        return min(max(_estimate(self.sketch(self._key)), least), most)

    def _number_held(self) -> int:
        if self._held is None:
            return 0
        if len(self._held) <= self.most:
            return len(self._held)
        return round(self.most * _RANGE / (int(self._held[self.most]) + 1))

    def _put_together(self) -> None:
        if self._waiting:
            parts = self._waiting if self._held is None else [self._held, *self._waiting]
            different = parts[0] if len(parts) == 1 else _different(parts)
            if len(different) > self.most:
                # One more than is exact, so that it is seen that there are more; what a head shares
                # its memory with would be held as well.
                different = different.sort()
                different = different.filter(different <= different[self.most])
            self._held = different
            self._waiting, self._waits = [], 0


def groups_with_hashes(groups: pl.DataFrame) -> Iterator[tuple[tuple[Any, ...], pl.Series]]:
    """The other columns of each row of ``groups`` with its ``hash``, a list, as DistinctTexts hold.

    Hashes of many groups share their memory; a few out of many would keep all of it, and do not.
    """
    hashes = groups["hash"].explode()
    start = 0
    for row, size in zip(groups.drop("hash").rows(), groups["hash"].list.len(), strict=True):
        own = hashes.slice(start, size)
        is_few = size < len(hashes) // _MOST_SHARING
        yield row, own.gather(list(range(size))) if is_few else own
        start += size


def _different(parts: list[pl.Series]) -> pl.Series:
    """Each hash of ``parts`` once."""
    import polars as pl

    if sum(map(len, parts)) < _MANY:
        return pl.concat(parts).unique()
    import numpy as np

    hashes = np.concatenate([part.to_numpy() for part in parts])
    hashes.sort()
    differs = np.empty(len(hashes), np.bool_)
    differs[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=differs[1:])
    return pl.Series(hashes[differs])


def _union(one: bytes, other: bytes) -> bytes:
    return bytes(map(max, one, other))


def _estimate(registers: bytes) -> int:
    """Ertl, New cardinality estimation algorithms for HyperLogLog sketches, 2017, Algorithm 6.

    Its standard error is 1.6 per cent, and less where there are few; no number of texts is
    estimated too high or too low on the average, as that of Flajolet et al. is near 10,000.
    """
    number_of = [registers.count(rank) for rank in range(_MOST_ZEROS + 2)]
    if number_of[0] == REGISTERS:
        return 0
    found = REGISTERS * _beyond(1 - number_of[_MOST_ZEROS + 1] / REGISTERS)
    for number in reversed(number_of[1 : _MOST_ZEROS + 1]):
        found = (found + number) / 2
    found += REGISTERS * _below(number_of[0] / REGISTERS)
    return round(REGISTERS**2 / (2 * math.log(2) * found))


def _below(empty: float) -> float:
    """What the share of empty registers adds: the sum of 2^(k-1) * share^(2^k), and the share."""
    total, weight, power = empty, 1.0, empty * empty
    while total + weight * power != total:
        total += weight * power
        weight, power = weight * 2, power * power
    return total


def _beyond(others: float) -> float:
    """The same of the registers that are full, by the share of all others."""
    total, weight, root = 1 - others, 0.5, math.sqrt(others)
    if others in (0, 1):
        return 0
    while total - (1 - root) ** 2 * weight != total:
        total -= (1 - root) ** 2 * weight
        weight, root = weight / 2, math.sqrt(root)
    return total / 3
