"""Texts cut into lines, and lines into pieces."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pii_scan.sources.logs.counts import LINE

# A letter that is in no log: each line is one column.
_NO_SEPARATOR = b"\x1d"
_BEGINS_ZLIB = b"x"


def split_lines(data: bytes) -> pl.Series:
    """The lines of a text in UTF-8; only a line feed ends one, with or without a carriage return.

    A blank line is null.
    """
    return cut_lines(without_separators(data), _NO_SEPARATOR, [LINE])[LINE]


def without_separators(data: bytes) -> bytes:
    """The text with a blank for the letter that ``split_lines`` cuts at, should it be in there."""
    return data.replace(_NO_SEPARATOR, b" ") if _NO_SEPARATOR in data else data


def cut_lines(data: bytes, separator: bytes, columns: Sequence[str]) -> pl.DataFrame:
    """The parts of each line of a text in UTF-8, cut at a letter; null where there are fewer.

    What is behind the last column is dropped.
    """
    schema = dict.fromkeys(columns, pl.String)
    if not data or data.isspace():
        number = data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))
        return pl.DataFrame({name: [None] * number for name in columns}, schema)
    # Polars takes a text that begins as zlib's data may for such data.
    is_guarded = data[:1] == _BEGINS_ZLIB
    # The reader of tables cuts several times as fast as splitting a text does.
    lines = pl.read_csv(
        b"\n" + data if is_guarded else data,
        separator=separator.decode(),
        quote_char=None,
        has_header=False,
        schema=schema,
        infer_schema=False,
        truncate_ragged_lines=True,
        missing_columns="insert",
        extra_columns="ignore",
    )
    return lines.slice(1) if is_guarded else lines
