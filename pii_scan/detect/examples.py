"""Which of the texts that a rule accepted is shown, masked, as the example of its field.

The first one would depend on where a log was cut and in which order a database gives its rows. So
of those in a line with a template, or else of all, the rarest is taken, by how many zeros the hash
of its text begins with, and of several as rare ones the first in the order of the alphabet. That
is the same in any order and adds up over parts. Of what was seen before nothing is needed but what
is shown and that number of zeros, which a sketch of different texts has as well (see ``distinct``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

_MOST_ZEROS = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """A masked ``example`` with the masked words around it, as ``context``, if there are any.

    ``zeros`` is how many of its text's 64 hashed bits are zero before the first one that is set.
    """

    zeros: int
    example: str
    context: str | None

    def __lt__(self, other: Shown) -> bool:
        """Whether this one is shown rather than ``other``."""
        return self._rank() < other._rank()

    def _rank(self) -> tuple[bool, int, str, str]:
        return self.context is None, -self.zeros, self.example, self.context or ""

    def saved(self) -> list[Any]:
        """What is kept from scan to scan."""
        return [self.zeros, self.example, self.context]

    @classmethod
    def loaded(cls, saved: Sequence[Any]) -> Shown:
        """What ``saved`` gave. Raises ValueError or TypeError for anything else."""
        zeros, example, context = saved
        if not 0 <= int(zeros) <= _MOST_ZEROS:
            raise ValueError(zeros)
        return cls(int(zeros), str(example), None if context is None else str(context))


def rarest_texts(settled: pl.DataFrame, templates: pl.DataFrame) -> pl.DataFrame:
    """``field``, ``rule``, ``zeros``, ``text``, ``template``: those an example is taken from.

    They are few, the same text once with each template of its lines. ``settled`` has the
    ``field``, ``rule``, ``row``, ``text`` and ``hash`` of each match; ``templates`` has the
    ``template`` of each ``row`` whose line has one.
    """
    import polars as pl

    zeros = pl.col("hash").bitwise_leading_zeros().alias("zeros")
    texts = settled.select("field", "rule", "row", "text", zeros)
    if templates.is_empty():
        texts = texts.with_columns(template=pl.lit(None, pl.String))
    else:
        texts = texts.join(templates, on="row", how="left")
    rank = pl.col("zeros") + pl.when(pl.col("template").is_null()).then(0).otherwise(
        _MOST_ZEROS + 1
    )
    return (
        texts.filter(rank == rank.max().over("field", "rule"))
        .select("field", "rule", "zeros", "text", "template")
        .unique()
        .sort("field", "rule", "text", "template")
    )


def earlier(one: Shown | None, other: Shown | None) -> Shown | None:
    """Which of two is shown; None where there is none."""
    return min((shown for shown in (one, other) if shown), default=None)
