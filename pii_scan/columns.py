"""Distinct values of one field with their counts as two columns, where a dict would be too large.

A ``Column`` stands in ``Sample.values`` like any mapping; detection takes its columns as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


class Column(Mapping[str, int]):
    """``texts``, all different and none null or empty, and how often each was seen.

    ``counts`` are integers from 1, as many as there are texts. ``first`` and ``last`` are the days
    on which each was first and last seen, where that is known. ``plain`` is true where it is known
    that no text is a document. ``size`` is given where it was counted already. Nothing is checked
    value by value: who makes a column answers for it. Raises ValueError where the lengths differ.
    """

    __slots__ = ("_size", "counts", "first", "last", "plain", "texts")

    def __init__(
        self,
        texts: pl.Series,
        counts: pl.Series,
        first: pl.Series | None = None,
        last: pl.Series | None = None,
        *,
        plain: bool = False,
        size: int | None = None,
    ) -> None:
        if len(texts) != len(counts):
            raise ValueError(f"{len(texts)} texts and {len(counts)} counts")
        self.texts = texts
        self.counts = counts
        self.first = first
        self.last = last
        self.plain = plain
        self._size = size

    @property
    def total(self) -> int:
        """How many values were read, repeated ones counted."""
        return int(self.counts.sum())

    @property
    def size(self) -> int:
        """Bytes of all texts in UTF-8."""
        if self._size is None:
            self._size = int(self.texts.str.len_bytes().sum())
        return self._size

    def in_parts(self, most: int) -> Iterator[Column]:
        """The same as several columns of no more than ``most`` texts each."""
        for at in range(0, len(self), most):
            rows = slice(at, at + most)
            first, last = (None if day is None else day[rows] for day in (self.first, self.last))
            yield Column(self.texts[rows], self.counts[rows], first, last, plain=self.plain)

    def some(self, wanted: pl.Series) -> Column:
        """The texts where ``wanted`` is true."""
        first, last = (
            None if day is None else day.filter(wanted) for day in (self.first, self.last)
        )
        return Column(
            self.texts.filter(wanted), self.counts.filter(wanted), first, last, plain=self.plain
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __getitem__(self, text: str) -> int:
        at = self.texts.index_of(text)
        if at is None:
            raise KeyError("no such text")  # without the text: it may be anybody's
        return int(self.counts[at])

    def __repr__(self) -> str:
        return f"Column({len(self)} texts)"  # never a value


def as_dict(values: Mapping[str, int]) -> dict[str, int]:
    """``values`` as a dict: a column looks each text up in all of them, which for many is slow."""
    if isinstance(values, Column):
        return dict(zip(values.texts.to_list(), values.counts.to_list(), strict=True))
    return dict(values)
