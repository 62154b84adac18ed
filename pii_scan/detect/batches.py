"""Samples put together into columns, so that many small ones cost as little as one large one."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pii_scan.columns import Column
from pii_scan.detect.lost_zeros import with_zeros
from pii_scan.model import Field, Sample

if TYPE_CHECKING:
    import polars as pl

# Enough for the native pass to be worth its start, few enough to hold in memory: rows and bytes.
# While they are looked at, lines of logs take many times their own size.
_MOST_ROWS = 120_000
_LARGEST = 2_500_000
# Lines of logs are taken apart meanwhile, which takes memory as well: of them this share.
_SHARE_OF_LOGS = 0.7
# So many columns wait as they are: one of a few values takes many times the memory of these.
_MOST_COLUMNS = 256
# With fewer rows, two batches take as long as one.
_WORTH_PARTS = 10_000
# So many texts wait as Python's.
_MOST_TEXTS = 20_000
# Hangul syllables stand alone in NFKC, and so does ASCII.
_MAY_CHANGE = r"[^\x00-\x7F가-힣]"


@dataclass(frozen=True, slots=True)
class Batch:
    """Values: ``row``, ``field`` (its place in ``fields``), ``value`` and ``times``.

    ``value`` is in NFKC, without blanks behind it and with the zero that a mobile number lost.
    ``first`` and ``last`` are the days on which it
    was seen, null where that is not known.
    """

    fields: tuple[Field, ...]
    values: pl.DataFrame

    def rows_of(self, fields: Collection[int]) -> pl.Series | None:
        """For each row whether it is of one of ``fields``, given by place; None for all rows."""
        import polars as pl

        if len(fields) == len(self.fields):
            return None
        wanted = pl.repeat(value=False, n=len(self.fields), eager=True)
        return wanted.scatter(list(fields), True).gather(self.values["field"])  # noqa: FBT003


def normal(value: str) -> str:
    """``value`` in NFKC, so that full-width digits and Hangul in NFD are what they look like."""
    return value if value.isascii() else unicodedata.normalize("NFKC", value)


def _parts(sample: Sample) -> Iterator[Column | dict[str, int]]:
    """The sample's values in parts of about what one batch holds; an empty one for none."""
    values = sample.values
    most = _MOST_ROWS
    if isinstance(values, Column) and values.size > _LARGEST:
        most = min(most, len(values) * _LARGEST // values.size + 1)
    if len(values) <= most:
        yield values if isinstance(values, Column) else dict(values)
    elif isinstance(values, Column):
        yield from values.in_parts(most)
    else:
        items = iter(values.items())
        while part := dict(islice(items, _MOST_ROWS)):
            yield part


class Batches:
    """Puts samples into batches. What waits for more is kept as columns, a tenth of a dict."""

    def __init__(self) -> None:
        self._begin()

    def add(self, sample: Sample) -> Iterator[Batch]:
        """Take the sample in; gives each batch that is full."""
        for part in _parts(sample):
            self._fields.append(sample.field)
            self._lengths.append(len(part))
            self._rows += len(part)
            if isinstance(part, Column):
                self._put_away()
                self._put(part)
            else:
                self._texts.extend(part)
                self._counts.extend(part.values())
                self._size += sum(map(len, part))
                if len(self._texts) >= _MOST_TEXTS or self._size >= _LARGEST:
                    self._put_away()
            share = _SHARE_OF_LOGS if sample.field.logged else 1.0
            if self._rows >= share * _MOST_ROWS or self._bytes >= share * _LARGEST:
                yield from self.rest()

    def rest(self, parts: int = 1) -> Iterator[Batch]:
        """What is left, if there is any; in so many ``parts`` where that is worth it."""
        import polars as pl

        if not self._fields:
            return
        self._put_away()
        fields = pl.DataFrame({"field": range(len(self._fields)), "times": self._lengths})
        field_of_row = fields.filter(pl.col("times") > 0).select(
            pl.col("field").cast(pl.UInt32).repeat_by("times").explode()
        )
        waited = pl.concat([*self._frames, _frame(self._columns)], rechunk=True)
        values = waited.with_columns(field_of_row.to_series().set_sorted())
        named = tuple(self._fields)
        whole = with_zeros(_unpadded(_in_nfkc(values)), named)
        self._begin()
        rows = whole.height
        size = rows if rows < _WORTH_PARTS else -(-rows // parts)
        for start in range(0, max(1, rows), max(1, size)):
            yield Batch(named, whole.slice(start, size).with_row_index("row"))

    def _begin(self) -> None:
        self._fields: list[Field] = []
        self._lengths: list[int] = []
        self._rows = self._bytes = self._size = 0
        self._texts: list[str] = []
        self._counts: list[int] = []
        self._columns: list[Column] = []
        self._frames: list[pl.DataFrame] = []

    def _put_away(self) -> None:
        import polars as pl

        if self._texts:
            texts = pl.Series(self._texts, dtype=pl.String)
            self._put(Column(texts, pl.Series(self._counts, dtype=pl.UInt64)))
            self._texts, self._counts, self._size = [], [], 0

    def _put(self, column: Column) -> None:
        self._bytes += column.size
        self._columns.append(column)
        if len(self._columns) >= _MOST_COLUMNS:
            self._frames.append(_frame(self._columns))
            self._columns = []


def _frame(columns: Sequence[Column]) -> pl.DataFrame:
    """``value``, ``times``, ``first`` and ``last`` of all of them."""
    import polars as pl

    def days(column: Column, days: pl.Series | None) -> pl.Series:
        return pl.repeat(None, len(column), dtype=pl.Date, eager=True) if days is None else days

    texts = pl.concat([pl.Series(dtype=pl.String), *(column.texts for column in columns)])
    times = [column.counts.cast(pl.UInt64) for column in columns]
    values = pl.DataFrame(
        {"value": texts, "times": pl.concat([pl.Series(dtype=pl.UInt64), *times])}
    )
    if all(column.first is None and column.last is None for column in columns):
        unknown = pl.lit(None, pl.Date)
        return values.with_columns(first=unknown, last=unknown)
    return values.with_columns(
        first=pl.concat(days(column, column.first) for column in columns),
        last=pl.concat(days(column, column.last) for column in columns),
    )


def _in_nfkc(values: pl.DataFrame) -> pl.DataFrame:
    """By Python's tables, and not polars', so that it is the same wherever a value goes."""
    import polars as pl

    texts = values["value"]
    beyond = (texts.str.len_bytes() != texts.str.len_chars()).arg_true()  # not all ASCII
    may_change = beyond.filter(texts.gather(beyond).str.contains(_MAY_CHANGE))
    if may_change.is_empty():
        return values
    changed = pl.Series(map(normal, texts.gather(may_change)), dtype=pl.String)
    return values.with_columns(value=texts.scatter(may_change, changed))


def _unpadded(values: pl.DataFrame) -> pl.DataFrame:
    """Without the blanks that fill up a CHAR(20), which databases and their exports have."""
    import polars as pl

    padded = values["value"].str.ends_with(" ")
    if not padded.any():
        return values
    return values.with_columns(pl.col("value").str.strip_chars_end(" "))
