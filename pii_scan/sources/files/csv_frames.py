"""Blocks of rows as columns of text, natively where the rows are regular.

polars reads rows as RFC 4180 has them. What it cannot read, and rows longer or shorter than the
others, are read by Python's csv module, which never fails.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import polars as pl

from pii_scan.sources.files.dialect import Dialect

_FIRST = "c"  # not x: polars takes a text that begins with x and a control for zlib data


@dataclass(frozen=True, slots=True)
class Rows:
    """``frame`` has a text column for each column of the table and those beyond it.

    ``ragged`` rows have more or fewer cells than the table has columns. ``sloppy`` is true where
    quotes were not as they should be.
    """

    frame: pl.DataFrame
    ragged: int = 0
    sloppy: bool = False


def rows_of(text: str, dialect: Dialect, width: int) -> Rows:
    """The rows of ``text``, which is whole rows; lines with nothing on them are none."""
    data = text.encode("utf-8", "replace")
    if dialect.escape is None and len(dialect.delimiter.encode()) == 1 and dialect.end == "\n":
        frame = _natively(data, dialect, width)
        if frame is not None:
            return Rows(frame)
        return _slowly(text, dialect, width, sloppy=bool(dialect.quote))
    return _slowly(text, dialect, width, sloppy=False)


def _natively(data: bytes, dialect: Dialect, width: int) -> pl.DataFrame | None:
    """None where a row has more or fewer cells than ``width``, or quotes are wrong."""
    separator = dialect.delimiter.encode()
    # A row of our own makes the width known, and one column more shows rows that are longer.
    first = separator.join([_FIRST.encode()] * (width + 1)) + b"\n"
    try:
        frame = pl.read_csv(
            io.BytesIO(first + data),
            has_header=False,
            separator=dialect.delimiter,
            quote_char=dialect.quote,
            schema={f"{number}": pl.String for number in range(width + 1)},
            truncate_ragged_lines=True,
            missing_columns="insert",
            extra_columns="ignore",
            empty_string_is_null=False,
        ).slice(1)
    except pl.exceptions.PolarsError:
        return None
    if frame.get_column(f"{width}").str.len_bytes().sum() != 0:
        return None
    frame = frame.drop(f"{width}")
    if width == 1:
        return frame.filter(pl.col("0") != "")
    # Every row has the same number of separators, those within cells left out.
    found = data.count(separator)
    if dialect.quote and dialect.quote.encode() in data:
        inside = frame.select(pl.all().str.count_matches(dialect.delimiter, literal=True).sum())
        found -= sum(inside.row(0))
    return frame if found == frame.height * (width - 1) else None


def _slowly(text: str, dialect: Dialect, width: int, *, sloppy: bool) -> Rows:
    rows = [row for row in dialect.reader(text) if row and (len(row) > 1 or row[0])]
    ragged = sum(len(row) != width for row in rows)
    longest = max((len(row) for row in rows), default=0)
    total = max(width, min(longest, width + MOST_EXTRA))
    columns = {
        f"{number}": [row[number] if number < len(row) else "" for row in rows]
        for number in range(total)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Rows(frame, ragged, sloppy=sloppy and ragged > len(rows) // 2)


MOST_EXTRA = 1000
"""The most columns beyond those of the table that are looked at in rows that are too long."""
