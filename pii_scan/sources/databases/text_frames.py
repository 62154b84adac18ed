"""Rows that come as columns of text, counted natively and all columns together.

For a thousand small tables a query for each column would take longer than the counting does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pii_scan.columns import Column
from pii_scan.documents.opening import IN_DOCUMENTS
from pii_scan.sources.tables.text_columns import ORDINARY_NUMBER, number_written
from pii_scan.sources.tables.text_values import (
    ODD_MOMENT,
    TRUTH,
    CountedValues,
    Reading,
    count_text_column,
    reading_of,
)

if TYPE_CHECKING:
    import polars as pl

_TRUE_AND_FALSE = {text: word for text, word in TRUTH.items() if isinstance(text, str)}
# The hashes of so many values stay in the cache of a processor while they are told apart.
_AT_ONCE = 24_000
# Makes the same text another one in the next column: 2 to the 64th divided by the golden ratio.
_OF_COLUMN = 0x9E3779B97F4A7C15


def count_frame(
    frame: pl.DataFrame, types: Sequence[str | None], max_value: int
) -> Iterator[CountedValues]:
    """The values of the first columns of ``frame`` as ``count_values`` has them.

    Each column is text, null for NULL, as the database itself writes values of its type. It holds
    no broken text. Texts are told apart by 64 bits of a hash.
    """
    columns = frame.get_columns()[: len(types)]
    width = max(1, _AT_ONCE // max(1, len(frame)))
    for start in range(0, len(columns), width):
        end = start + width
        yield from _count_columns(columns[start:end], types[start:end], max_value)


def _count_columns(
    columns: Sequence[pl.Series], types: Sequence[str | None], max_value: int
) -> Iterator[CountedValues]:
    """``count_frame`` for columns of which one or more are told apart in one go."""
    import polars as pl

    readings = [reading_of(type_) for type_ in types]
    odd = _odd(columns, readings)
    written = [
        column if place in odd else _written(column, reading)
        for place, (column, reading) in enumerate(zip(columns, readings, strict=True))
    ]
    texts, of_columns, counts = _distinct(pl.concat([one.rename("") for one in written]), columns)
    lengths = texts.str.len_bytes()
    # Of hardly any table there is a long value, or one that could be a document.
    long = _some(lengths > max_value)
    marked = _some(texts.str.contains(IN_DOCUMENTS))
    start = 0
    for place, end in enumerate(of_columns.search_sorted(_places(len(columns), 1), "right")):
        length = end - start
        if place in odd or (long is not None and long.slice(start, length).any()):
            yield count_text_column(columns[place], types[place], max_value)
        else:
            own = Column(
                *(texts.slice(start, length), counts.slice(start, length)),
                plain=marked is None or not marked.slice(start, length).any(),
                size=int(lengths.slice(start, length).sum()),
            )
            yield CountedValues(own)
        start = end


def _some(mask: pl.Series) -> pl.Series | None:
    """``mask``; None where it is true of nothing."""
    return mask if mask.any() else None


def _odd(columns: Sequence[pl.Series], readings: Sequence[Reading]) -> set[int]:
    """The places of ``columns`` with a value that is not written as most of its kind are."""
    return {
        place
        for place, (column, reading) in enumerate(zip(columns, readings, strict=True))
        if (reading is Reading.MOMENT and column.str.contains(ODD_MOMENT).any())
        or (
            reading is Reading.NUMBER
            and not (column.str.contains(ORDINARY_NUMBER) | (column == "")).all()
        )
    }


def _written(column: pl.Series, reading: Reading) -> pl.Series:
    """``column`` with each value as one of its kind is written, whichever database it is from."""
    import polars as pl

    text = pl.col(column.name)
    match reading:
        case Reading.NUMBER if column.str.contains(".", literal=True).any():
            return column.to_frame().select(number_written(text)).to_series()
        case Reading.BOOLEAN:
            return column.to_frame().select(text.replace(_TRUE_AND_FALSE)).to_series()
    return column


def _distinct(
    values: pl.Series, columns: Sequence[pl.Series]
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """The different texts of each of ``columns`` in ``values``, neither null nor empty.

    Beside them the places of their columns, in order, and how often each is there.
    """
    import polars as pl

    places = _places(len(columns), len(columns[0]))
    value, place = pl.col("value"), pl.col("place").cast(pl.UInt64)
    marks = (
        pl.DataFrame({"value": values, "place": places})
        .select(pl.when(value != "").then(value.hash() ^ place * pl.lit(_OF_COLUMN, pl.UInt64)))
        .to_series()
    )
    first = marks.arg_unique()
    if len(first) == len(marks) and not marks.has_nulls():
        return values, places, pl.repeat(1, len(marks), dtype=pl.UInt32, eager=True)
    counts = marks.unique_counts()
    if marks.has_nulls():
        filled = marks.gather(first).is_not_null()
        first, counts = first.filter(filled), counts.filter(filled)
    return values.gather(first), places.gather(first), counts


@lru_cache(256)
def _places(width: int, height: int) -> pl.Series:
    """0 for each of ``height`` rows, then 1, up to ``width``; many samples have the same shape."""
    import polars as pl

    numbers = pl.DataFrame({"place": range(width)}, schema={"place": pl.UInt32})
    return numbers.select(pl.col("place").repeat_by(height).explode()).to_series()
