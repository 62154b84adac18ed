"""What the lines of a log hold: for each key its distinct values, how often and when.

A frame of counts has the columns ``value`` (distinct, neither null nor empty) and ``count``, and
``first`` and ``last``, the days of the first and last line with the value, where the days are
known. Lines travel as frames too: ``line``, and ``day`` where the lines are of several days. Of
lines that are different values, each counted before, ``day`` is a struct of the other columns of
its counts: the line stands for as many.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

TEXT = "(text)"
VALUE, COUNT, FIRST, LAST = "value", "count", "first", "last"
LINE, DAY = "line", "day"

MOST_KEYS = 2000
"""A log that names its keys after data would have a field for every value."""
OTHER_KEYS = "(other keys)"
"""What has the values of all keys beyond so many."""

_ESCAPED_SURROGATE = re.compile("[\ud800-\udfff]")
# The "-" of logs says that there is none.
_NONE = ("", "-")
_ALL = [VALUE, COUNT, FIRST, LAST]


@dataclass(slots=True)
class Counts:
    """Key → frames of its values, which add up; a key without frames was seen without a value.

    ``raw`` has frames of values that are still as they were written, each with the function that
    makes them what they are: it is cheaper on what is distinct in a whole log than in a chunk.
    ``plain`` is how many lines of text hold nothing that could be looked at closer.
    """

    frames: dict[str, list[pl.DataFrame]] = field(default_factory=dict, repr=False)
    raw: dict[tuple[Finish, str], list[pl.DataFrame]] = field(default_factory=dict, repr=False)
    plain: int = 0

    def see(self, key: str) -> None:
        """Note that there is such a key."""
        self.frames.setdefault(key, [])

    def add(self, key: str, counted: pl.DataFrame) -> None:
        """Add a frame of counts."""
        frames = self.frames.setdefault(key, [])
        if not counted.is_empty():
            frames.append(counted)

    def add_raw(self, finish: Finish, key: str, counted: pl.DataFrame) -> None:
        """Add a frame of counts whose values ``finish`` will make those of ``key``."""
        self.raw.setdefault((finish, key), []).append(counted)

    def finished(self) -> Counts:
        """The same with nothing raw."""
        done = Counts(dict(self.frames), {}, self.plain)
        for (finish, key), frames in self.raw.items():
            finish(added_up(pl.concat(frames)), key, done)
        return done

    def add_values(self, key: str, values: pl.Series, days: pl.Series | None) -> None:
        """Count the values of a column of lines."""
        self.add(key, count_values(values, days))

    def add_plain(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Add key → value → how often."""
        for key, values in counts.items():
            frame = pl.DataFrame(
                {VALUE: list(values), COUNT: list(values.values())},
                schema={VALUE: pl.String, COUNT: pl.UInt32},
            )
            self.add(key, frame)

    def add_rows(self, rows: pl.DataFrame) -> None:
        """Add a frame of counts with a ``key`` beside each value; null and empty are only seen."""
        rows = with_most_keys(rows)
        keys = rows["key"].unique(maintain_order=True).to_list()
        filled = rows.filter(_is_there(pl.col(VALUE)))
        parts = filled.partition_by("key", as_dict=True, include_key=False)
        for key in keys:
            self.see(key)
            if (key,) in parts:
                self.add(key, added_up(parts[key,]))

    def add_all(self, more: Counts) -> None:
        """Add everything that ``more`` has."""
        for key, frames in more.frames.items():
            self.frames.setdefault(key, []).extend(frames)
        for place, frames in more.raw.items():
            self.raw.setdefault(place, []).extend(frames)
        self.plain += more.plain

    def dated(self, day: dt.date | None) -> Counts:
        """The same, with the one day of all lines where the frames have none."""

        def with_days(frame: pl.DataFrame) -> pl.DataFrame:
            # One after the other: a query takes many times as long as what it does here.
            if frame[COUNT].dtype != pl.UInt32:
                frame = frame.with_columns(pl.col(COUNT).cast(pl.UInt32))
            if FIRST not in frame.columns:
                ends = (pl.Series(name, [day], pl.Date) for name in (FIRST, LAST))
                frame = frame.hstack([end.new_from_index(0, frame.height) for end in ends])
            return frame if frame.columns == _ALL else frame.select(_ALL)

        return Counts(
            {key: [with_days(frame) for frame in frames] for key, frames in self.frames.items()},
            {key: [with_days(frame) for frame in frames] for key, frames in self.raw.items()},
            self.plain,
        )

    def standing_for(self, lines: Mapping[str, Any]) -> Counts:
        """The counts of one line as those of all the lines that it stands for.

        ``lines`` has how many they are, and their first and last day where these are known.
        """
        days = [pl.lit(lines[name], pl.Date).alias(name) for name in (FIRST, LAST) if name in lines]
        times = int(lines[COUNT])

        def of_all(frame: pl.DataFrame) -> pl.DataFrame:
            return frame.select(VALUE, (pl.col(COUNT) * times).cast(pl.UInt32), *days)

        return Counts(
            {key: [of_all(frame) for frame in frames] for key, frames in self.frames.items()},
            {key: [of_all(frame) for frame in frames] for key, frames in self.raw.items()},
            self.plain * times,
        )

    def as_dict(self) -> dict[str, dict[str, int]]:
        """Key → value → how often, for those who want to look at it."""
        found: dict[str, dict[str, int]] = {}
        for key, frames in self.finished().frames.items():
            values = found.setdefault(key, {})
            for frame in frames:
                for value, number in frame.select(VALUE, COUNT).rows():
                    values[value] = values.get(value, 0) + number
        return found


Finish = Callable[[pl.DataFrame, str, Counts], None]
"""Takes a frame of raw values, the key they belong to, and the counts to add to."""


def _is_there(value: pl.Expr) -> pl.Expr:
    return value.is_not_null() & (value != "")


def count_values(values: pl.Series, days: pl.Series | None) -> pl.DataFrame:
    """A frame of counts of a column; null, empty and ``-`` are none."""
    if days is None:
        counted = values.alias(VALUE).value_counts(sort=False)
    else:
        counted = (
            pl.DataFrame({VALUE: values, DAY: days}).group_by(VALUE).agg(number_and_days(days))
        )
    value = counted[VALUE]
    # Mostly there are none, which is quicker to see than each of them.
    if value.null_count() or any((value == none).any() for none in _NONE):
        counted = counted.filter(~pl.col(VALUE).is_in(_NONE))  # null goes as well
    return _copied(counted)


def number_and_days(days: pl.Series | None) -> list[pl.Expr]:
    """What makes counts of grouped lines; ``days`` is what they have as ``day``, if anything."""
    day = pl.col(DAY)
    if days is None:
        return [pl.len().alias(COUNT)]
    if not isinstance(days.dtype, pl.Struct):
        return [pl.len().alias(COUNT), day.min().alias(FIRST), day.max().alias(LAST)]
    known = {field.name for field in days.dtype.fields}
    first = [day.struct.field(FIRST).min()] if FIRST in known else []
    last = [day.struct.field(LAST).max()] if LAST in known else []
    return [day.struct.field(COUNT).sum(), *first, *last]


def as_lines(counted: pl.DataFrame) -> pl.DataFrame:
    """Counted values as lines, each of which stands for as many."""
    return counted.select(pl.col(VALUE).alias(LINE), pl.struct(other_columns(counted)).alias(DAY))


def added_up(counted: pl.DataFrame, *, in_order: bool = False) -> pl.DataFrame:
    """The frame with each value once; ``in_order`` of the values, else in any."""
    days = [pl.col(FIRST).min(), pl.col(LAST).max()] if FIRST in counted.columns else []
    together = counted.group_by(VALUE).agg(pl.col(COUNT).sum(), *days)
    # What is done with the values goes through memory from one to the next only if they are copied
    # in their last order: each look at them takes a quarter of the time.
    return _copied(together.sort(VALUE) if in_order else together)


def with_most_keys(rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with no more ``key``s than a log can have fields: each takes queries of its own.

    The most frequent ones stay.
    """
    if rows["key"].n_unique() <= MOST_KEYS:
        return rows
    frequent = rows.group_by("key").agg(pl.col(COUNT).sum()).sort(COUNT, "key", descending=True)
    stays = pl.col("key").is_in(frequent["key"].head(MOST_KEYS).implode())
    return rows.with_columns(key=pl.when(stays).then("key").otherwise(pl.lit(OTHER_KEYS)))


def _copied(counted: pl.DataFrame) -> pl.DataFrame:
    """The frame with texts of its own: those of a chunk hold the whole chunk in memory."""
    return counted.with_columns(pl.format("{}", VALUE).alias(VALUE))


def other_columns(counted: pl.DataFrame) -> list[str]:
    """The columns of a frame of counts but the value."""
    return [name for name in (COUNT, FIRST, LAST) if name in counted.columns]


def changed(counted: pl.DataFrame, pattern: str, change: Callable[[str], str]) -> pl.DataFrame:
    """The frame with ``change`` made to the values that match ``pattern``, a Rust regex."""
    matches = counted[VALUE].str.contains(pattern)
    if not matches.any():
        return counted
    old = counted.filter(matches)
    new = old.with_columns(
        pl.Series(VALUE, [change(value) for value in old[VALUE].to_list()], pl.String)
    )
    both = pl.concat([counted.filter(~matches), new.filter(pl.col(VALUE) != "")])
    return added_up(both)


def days_of(lines: pl.DataFrame) -> pl.Series | None:
    """The day of each line, where lines have one."""
    return lines[DAY] if DAY in lines.columns else None


def printable(text: str) -> str:
    r"""The text with halves of UTF-16 pairs replaced, which JSON can spell as ``\ud800``."""
    return _ESCAPED_SURROGATE.sub("\ufffd", text)
