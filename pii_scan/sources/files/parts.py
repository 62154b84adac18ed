"""What the readers of all kinds of data files give, and what they are given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from pii_scan.model import Reason

if TYPE_CHECKING:
    import polars as pl

EVERY_ROW = sys.maxsize
"""More rows than any file has: each is looked at."""

Place = tuple[str, ...]
"""Where in a file: the column, or the sheet and the column; empty for the file itself."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file, wherever it is.

    ``name`` is its path below the target, ``table`` the name that findings use: files that are
    parts of one table share it. ``size`` is in bytes as stored. ``open`` gives its bytes from the
    beginning and raises BrokenFileError; what it gives can be sought in where ``seekable``.
    ``path`` is where it is on this machine, if it is there as it is.
    """

    name: str
    table: str
    suffix: str
    size: int
    open: Callable[[], BinaryIO] = field(repr=False, compare=False)
    seekable: bool = True
    path: str | None = None


def _every_column(_: Place) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows that are sampled from a table, and the most characters read of one value.

    ``may_read`` is whether the column at a place may tell anything of the others: one that is left
    out may not.
    """

    rows: int
    max_value: int
    may_read: Callable[[Place], bool] = field(default=_every_column, repr=False)


@dataclass(frozen=True, slots=True)
class Values:
    """Distinct values of one place with how often each was seen; a column may have none.

    ``type`` is the type as the file spells it, None where it has none. ``cut`` of the values were
    longer than what is looked at of each. ``under`` has by key those that stand beside keys.
    """

    place: Place
    counts: dict[str, int] = field(repr=False)
    type: str | None = None
    cut: int = 0
    under: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows whose values came before, of a table that may say who left.

    ``place`` is that of the table. ``frame`` holds text, null for nothing; its columns are named as
    the last part of their place. ``prefix`` stands before all names where they are paths.
    """

    place: Place
    frame: pl.DataFrame = field(repr=False)
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows were looked at of how many; ``total`` is None where that is not known.

    It is of the tables whose values came since the last count, or since the beginning.
    """

    scanned: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Why something was not looked at, as a whole or as it is."""

    reason: Reason
    place: Place = ()


@dataclass(frozen=True, slots=True)
class BytesRead:
    """How many of the file's bytes, as stored, were read."""

    read: int


FilePart = Values | Rows | RowCount | Unread | BytesRead

Reader = Callable[[DataFile, Limits], Iterator[FilePart]]
"""Reads a file, of each of its tables and values as much as the limits say.

It yields Values for every column, with or without values, behind them Rows where a column may say
that people left, and in the end one BytesRead. It raises
nothing for what is in the file or happens to it, but BrokenFileError where it cannot be opened.
"""
