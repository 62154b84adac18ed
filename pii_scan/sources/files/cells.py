"""Columns of text as distinct values with how often each occurs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from pii_scan.columns import as_dict
from pii_scan.sources.tables.text_values import count_values

# How exports write that there is no value; an empty cell says the same.
_NOTHING = ("", "\\N", "NULL")
# A Korean mobile number (010 and eight digits, of which the first is no zero) without its zero.
_BARE_MOBILE = re.compile(r"10[1-9]\d{7}")
_MOSTLY = 0.9


@dataclass(frozen=True, slots=True)
class Counted:
    """Distinct text → times seen; ``cut`` of the values were longer than what is looked at."""

    counts: dict[str, int] = field(repr=False)
    cut: int = 0


def counts_of(column: pl.Series, max_value: int) -> Counted:
    r"""The values of a text column; empty cells, ``\N`` and ``NULL`` are none."""
    longest = column.str.len_bytes().max()
    cut = 0
    if isinstance(longest, int) and longest > max_value:
        cut = int((column.str.len_chars() > max_value).sum())
        column = column.str.head(max_value)
    # Stable order: the same file gives the same sample in the same order.
    frame = pl.DataFrame({"value": column}).group_by("value", maintain_order=True).len()
    counts = dict(frame.iter_rows())
    for nothing in (None, *_NOTHING):
        counts.pop(nothing, None)
    return Counted(with_zeros(counts), cut)


def counts_of_objects(values: Iterable[object], max_value: int) -> Counted:
    """Values with types of their own as the text that a database source gives for them."""
    counted = count_values(values, None, max_value)
    return Counted(as_dict(counted.counts), counted.cut)


def with_zeros(counts: dict[str, int]) -> dict[str, int]:
    """``counts`` with the zero of Korean mobile numbers that a spreadsheet took for numbers.

    01012345678 typed into a cell becomes 1012345678. The zero is put back only where nearly every
    value of the column is ten digits that begin with 10 and one of 1 to 9: serial numbers from
    1000000001 and the seconds of Unix time since 2005 are not.
    """
    bare = sum(times for value, times in counts.items() if _BARE_MOBILE.fullmatch(value))
    if not bare or bare < _MOSTLY * sum(counts.values()):
        return counts
    return merged((f"0{v}" if _BARE_MOBILE.fullmatch(v) else v, n) for v, n in counts.items())


def merged(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Pairs of value and number as one count each."""
    counts: dict[str, int] = {}
    for value, number in pairs:
        counts[value] = counts.get(value, 0) + number
    return counts
