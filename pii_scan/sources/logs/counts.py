"""What the lines of a chunk hold: for each key its distinct values and how often each was seen."""

from __future__ import annotations

import re

import polars as pl

Counts = dict[str, dict[str, int]]
"""Key → value → how often. A key that was seen without a value has an empty dictionary."""

TEXT = "(text)"

_ESCAPED_SURROGATE = re.compile("[\ud800-\udfff]")


def add(counts: Counts, key: str, value: str, number: int = 1) -> None:
    """Count a value; an empty one only shows that the key exists."""
    values = counts.setdefault(key, {})
    if value:
        values[value] = values.get(value, 0) + number


def add_all(counts: Counts, more: Counts) -> None:
    """Add the second counts to the first, which may take over its dictionaries."""
    for key, values in more.items():
        known = counts.get(key)
        if not known:
            counts[key] = values
            continue
        for value, number in values.items():
            known[value] = known.get(value, 0) + number


def distinct(values: pl.Series) -> dict[str, int]:
    """Each value of a text column that is there, neither null nor empty nor the ``-`` of logs."""
    return {
        value: number
        for value, number in _counted(values)
        if value not in ("", "-")  # "-" is how logs say that there is none
    }


def _counted(values: pl.Series) -> list[tuple[str, int]]:
    # Stable order: the same log gives the same samples in the same order.
    frame = pl.DataFrame({"value": values}).drop_nulls().group_by("value", maintain_order=True)
    return frame.len().rows()


def printable(text: str) -> str:
    r"""The text with halves of UTF-16 pairs replaced, which JSON can spell as ``\ud800``."""
    return _ESCAPED_SURROGATE.sub("\ufffd", text)
