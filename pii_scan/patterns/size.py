"""Which patterns are small enough for Rust's engine, which polars has.

Tests hold the patterns of our own rules to that, so that only those of a user's rules have to be
tried: to compile them all took a fourteenth of the processor time of a small scan.
"""

from __future__ import annotations

from collections.abc import Iterable

from pii_scan.patterns.necessary import without_ends
from pii_scan.patterns.shapes import for_shape


def fitting(necessary: Iterable[str]) -> tuple[str, ...]:
    """Those of ``necessary`` that polars takes, for texts and for shapes of texts."""
    return tuple(pattern for pattern in necessary if fits(pattern))


def fits(pattern: str) -> bool:
    """Whether polars takes ``pattern``, and what of it is searched for in shapes."""
    return all(map(compiles, (pattern, for_shape(pattern), for_shape(without_ends(pattern)))))


def compiles(pattern: str) -> bool:
    """Whether polars takes ``pattern``: it may be too large."""
    import polars as pl

    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError:
        return False
    return True
