"""Rows that come as columns of text, counted natively and all columns in one query.

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


def count_frame(
    frame: pl.DataFrame, types: Sequence[str | None], max_value: int
) -> Iterator[CountedValues]:
    """The values of the first columns of ``frame`` as ``count_values`` has them.

    Each column is text, null for NULL, as the database itself writes values of its type. It holds
    no broken text.
    """
    import polars as pl

    readings = tuple(reading_of(type_) for type_ in types)
    columns = dict(zip(map(str, range(len(types))), frame.get_columns(), strict=False))
    named = pl.DataFrame(columns)
    told = named.select(_all_questions(readings, max_value))
    lists = told.select(pl.col(pl.List)).get_columns()
    said = iter(told.select(pl.exclude(pl.List)).row(0))
    for place, (name, type_) in enumerate(zip(columns, types, strict=True)):
        size, has_marks, is_odd = next(said), next(said), next(said)
        if is_odd:
            yield count_text_column(named[name], type_, max_value)
            continue
        texts, counts = (column.item() for column in lists[2 * place : 2 * place + 2])
        yield CountedValues(Column(texts, counts, plain=not has_marks, size=size))


@lru_cache(256)
def _all_questions(readings: tuple[Reading, ...], max_value: int) -> tuple[pl.Expr, ...]:
    """For columns named by their place; many tables have the same types."""
    return tuple(
        question
        for place, reading in enumerate(readings)
        for question in _questions(str(place), reading, max_value)
    )


def _questions(name: str, reading: Reading, max_value: int) -> Iterator[pl.Expr]:
    """The different texts of a column, their counts, and whether it is to be counted otherwise."""
    import polars as pl

    column = pl.col(name)
    filled = column.filter(column.is_not_null() & (column != ""))
    odd = pl.lit(value=False)
    match reading:
        case Reading.MOMENT:
            odd |= filled.str.contains(ODD_MOMENT).any()
        case Reading.NUMBER:
            odd |= ~filled.str.contains(ORDINARY_NUMBER).all()
            filled = number_written(filled)
        case Reading.BOOLEAN:
            filled = filled.replace(_TRUE_AND_FALSE)
    odd |= (filled.str.len_chars() > max_value).any()
    texts = filled.unique(maintain_order=True)
    yield texts.implode().alias(f"{name} texts")
    yield texts.str.len_bytes().sum().alias(f"{name} size")
    yield filled.unique_counts().implode().alias(f"{name} counts")
    yield filled.str.contains(IN_DOCUMENTS).any().alias(f"{name} marks")
    yield odd.alias(f"{name} odd")
