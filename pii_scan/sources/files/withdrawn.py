"""People who have left, in a data file: how much of them is still there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pii_scan.model import Withdrawals
from pii_scan.sources.files.parts import Place, Rows
from pii_scan.sources.files.sampling import MOST_KEPT
from pii_scan.sources.tables.catalogue import Column, Table
from pii_scan.sources.tables.day_texts import parse_day, parse_unix_time
from pii_scan.sources.tables.leaving import (
    BLANKED,
    SEVERAL,
    SHARED,
    Mark,
    is_of_people,
    may_be_mark,
    may_mark,
    withdrawal_mark,
)

if TYPE_CHECKING:
    import polars as pl

# A status or a flag has few different values.
_FEW_VALUES = 200
# No column is called so.
_DAYS = "\0days"
# How exports write that there is no value, beside an empty cell.
_NOTHING = ("\\N", "NULL")


@dataclass(slots=True)
class LeavingRows:
    """The rows of one table that may be of people who left, kept while the table is read.

    ``prefix`` is what stands before the names of the columns: that of the records in a document.
    At most ``MOST_KEPT`` rows are kept; ``is_whole`` says whether these are all.
    """

    path: Place
    prefix: str
    is_whole: bool = True
    _marks: dict[str, Counter[str]] = field(default_factory=dict)
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _names: dict[str, None] = field(default_factory=dict)
    _height: int = 0

    def add(self, rows: Rows, left_out: set[str]) -> None:
        """Some rows of the table, without the columns that are ``left_out``."""
        import polars as pl

        frame = rows.frame.drop(left_out & set(rows.frame.columns))
        self._names.update(dict.fromkeys(frame.columns))
        marks = [name for name in frame.columns if may_mark(name.removeprefix(self.prefix))]
        if not marks or not frame.height:
            return
        told = []
        for name in marks:
            seen = self._marks.setdefault(name, Counter())
            counted = frame.get_column(name).drop_nulls().value_counts()
            if len(seen) <= _FEW_VALUES:
                seen.update({text: n for text, n in counted.iter_rows() if text.strip()})
            texts = counted.get_column(name)
            is_mark = [may_be_mark(name.removeprefix(self.prefix), text) for text in texts]
            told.append(
                pl.col(name).is_in(texts.filter(pl.Series(is_mark, dtype=pl.Boolean)).implode())
            )
        found = frame.filter(pl.any_horizontal(told))
        room = max(0, MOST_KEPT - self._height)
        self.is_whole &= found.height <= room
        self._kept.append(found.head(room))
        self._height += min(found.height, room)

    def withdrawals(self, source: str, *, complete: bool) -> Withdrawals | None:
        """What is still filled in the rows of people who left; None where nobody did.

        ``complete`` says whether every row of the table was read.
        """
        import polars as pl

        if not self._height:
            return None
        names = {name.removeprefix(self.prefix): name for name in self._names}
        # A file may spell types of its own, or none: what the values are decides.
        columns = tuple(Column(name, "text") for name in names)
        of_people = (part for part in (self.prefix, *reversed(self.path)) if is_of_people(part))
        table = Table(schema=None, name=next(of_people, self.path[-1]), columns=columns)
        mark = withdrawal_mark(table, {n: self._marks.get(own, {}) for n, own in names.items()})
        if mark is None:
            return None
        dated_by = None if mark.dated_by is None else names[mark.dated_by.name]
        frame = pl.concat(self._kept, how="diagonal")
        days = _days(frame.get_column(dated_by)) if dated_by is not None else None
        marked_by = names[mark.column.name]
        frame = frame.with_columns((pl.lit(None, pl.Date) if days is None else days).alias(_DAYS))
        frame = frame.filter(_left(mark, marked_by))
        if not frame.height:
            return None
        filled = {
            name: found
            for name in self._names
            if name not in {marked_by, dated_by} and (found := _filled(frame, name))
        }
        return Withdrawals(
            source, self.path, marked_by, dated_by, filled, complete and self.is_whole
        )


def _left(mark: Mark, name: str) -> pl.Expr:
    import polars as pl

    if mark.values is None:
        return pl.col(_DAYS).is_not_null()
    return pl.col(name).str.strip_chars().is_in(mark.values)


def _days(column: pl.Series) -> pl.Series:
    """The day in each text, null where there is none."""
    import polars as pl

    texts = column.drop_nulls().unique()
    days = [parse_day(text) or parse_unix_time(text) for text in texts]
    return column.replace_strict(texts, pl.Series(days, dtype=pl.Date), default=None)


def _filled(frame: pl.DataFrame, name: str) -> dict[dt.date | None, int]:
    """By day how many rows hold a text of their own: no mask, and none that many of them share."""
    import polars as pl

    text = pl.col(name)
    own = frame.filter(
        text.is_not_null()
        & (text.str.strip_chars() != "")
        & ~text.is_in(_NOTHING)
        & ~text.str.contains(BLANKED.pattern)
        & (pl.len().over(name) < max(frame.height * SHARED, SEVERAL))
    )
    return dict(own.group_by(_DAYS).len().iter_rows())
