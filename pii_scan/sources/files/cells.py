"""Columns of text as distinct values with how often each occurs."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from pii_scan.sources.databases.text_values import count_values

MAX_TEXT = 65_536
"""The most characters of one value that are looked at; the rest is cut."""

# How exports write that there is no value; an empty cell says the same.
_NOTHING = ("", "\\N", "NULL")
# A Korean mobile number (010 and eight digits, of which the first is no zero) without its zero.
_BARE_MOBILE = re.compile(r"10[1-9]\d{7}")
_MOSTLY = 0.9


def counts_of(column: pl.Series) -> dict[str, int]:
    r"""The values of a text column; empty cells, ``\N`` and ``NULL`` are none."""
    longest = column.str.len_bytes().max()
    if isinstance(longest, int) and longest > MAX_TEXT:
        column = column.str.head(MAX_TEXT)
    # Stable order: the same file gives the same sample in the same order.
    frame = pl.DataFrame({"value": column}).group_by("value", maintain_order=True).len()
    counts = dict(frame.iter_rows())
    for nothing in (None, *_NOTHING):
        counts.pop(nothing, None)
    return with_zeros(counts)


def counts_of_objects(values: Iterable[object]) -> dict[str, int]:
    """Values with types of their own as the text that a database source gives for them."""
    return count_values(values, None).counts


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
