"""Korean mobile numbers that lost their zero, and get it back wherever they are from.

01012345678 typed into a cell of a spreadsheet becomes 1012345678, and so does what a program put
into a column of integers; from there it goes on to text, CSV and JSON. Where pandas finds a cell
empty, it writes all others of a column of integers as 1012345678.0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pii_scan.columns import Column
from pii_scan.model import Sample

if TYPE_CHECKING:
    import polars as pl

# 010 and eight digits, of which the first is no zero, without the zero in front.
_BARE_MOBILE = r"^10[1-9][0-9]{7}(?:\.0)?$"
_LENGTHS = (10, 12)
_DIGITS = 10
_IS_BARE = re.compile(_BARE_MOBILE)
_MOSTLY = 0.9


def with_zeros(sample: Sample) -> Sample:
    """``sample`` with the zero of mobile numbers that lost it.

    It is put back only where nearly every value of the field is ten digits that begin with 10 and
    one of 1 to 9: serial numbers from 1000000001 and the seconds of Unix time since 2005 are not.
    A log says what a program wrote, and stays as it is.
    """
    if sample.field.logged:
        return sample
    values = sample.values
    changed = _in_column(values) if isinstance(values, Column) else _in_counts(values)
    return sample if changed is values else replace(sample, values=changed)


def _in_counts(counts: Mapping[str, int]) -> Mapping[str, int]:
    enough = _MOSTLY * sum(counts.values())
    bare = sum(times for value, times in counts.items() if len(value) in _LENGTHS)
    if not bare or bare < enough:
        return counts
    bare = sum(times for value, times in counts.items() if _is_bare(value))
    if not bare or bare < enough:
        return counts
    restored: dict[str, int] = {}
    for value, times in counts.items():
        written = f"0{value[:_DIGITS]}" if _is_bare(value) else value
        restored[written] = restored.get(written, 0) + times
    return restored


def _is_bare(value: str) -> bool:
    return len(value) in _LENGTHS and _IS_BARE.match(value) is not None


def _in_column(column: Column) -> Column:
    import polars as pl

    if not len(column):
        return column
    enough = _MOSTLY * column.total
    if _times(column, column.texts.str.len_bytes().is_in(_LENGTHS)) < enough:
        return column
    bare = column.texts.str.contains(_BARE_MOBILE)
    if not bare.any() or _times(column, bare) < enough:
        return column
    text = pl.col("text")
    values = pl.DataFrame({"text": column.texts, "times": column.counts, "bare": bare})
    restored = (
        values.select(
            pl.when("bare").then("0" + text.str.head(_DIGITS)).otherwise(text).alias("text"),
            "times",
        )
        # One that kept its zero is the same.
        .group_by("text", maintain_order=True)
        .agg(pl.col("times").sum())
    )
    return Column(restored["text"], restored["times"], plain=column.plain)


def _times(column: Column, chosen: pl.Series) -> int:
    return int(column.counts.filter(chosen).sum())
