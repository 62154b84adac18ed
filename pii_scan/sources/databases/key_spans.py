"""Equal spans of a table's key, each of which is read from a place in it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

from pii_scan.sources.places import place_in


@dataclass(slots=True)
class Span:
    """A part of a key's range from ``start`` to ``end``, read from a place in it on.

    ``found`` rows were read, up to the key ``last``.
    """

    start: int
    end: int
    number: InitVar[int]
    share: InitVar[int]
    begin: int = field(init=False)
    found: int = 0
    last: int = field(init=False)

    def __post_init__(self, number: int, share: int) -> None:
        # Where keys have no gaps, a whole share follows.
        self.begin = self.start + place_in(number, self.end - self.start + 2 - share)
        self.last = self.begin - 1

    def saw(self, key: int) -> None:
        """One more row was read, of this key."""
        self.found += 1
        self.last = key


def density(spans: Sequence[Span], share: int, rows: int) -> tuple[float, list[tuple[int, int]]]:
    """How many rows ``spans`` hold, and what was not read of them, the fullest places first.

    Of each at most ``share`` rows were found, and ``rows`` of all.
    """
    total, before = 0.0, 0
    behind: list[tuple[int, int]] = []
    for span in spans:
        is_full = span.found == min(share, rows - before)
        end = span.last if span.found and is_full else span.end
        total += span.found / (end - span.begin + 1) * (span.end - span.start + 1)
        if end < span.end:
            behind.append((end + 1, span.end))
        before += span.found
    return total, behind + [
        (span.start, span.begin - 1) for span in spans if span.begin > span.start
    ]
