"""Long columns of text and whole numbers, counted natively: the same texts, only faster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pii_scan.columns import Column

if TYPE_CHECKING:
    import polars as pl

# Below this many values starting the native work costs more than it saves.
_WORTH_IT = 4_000
# A number with a fraction, and what of it says nothing.
_DECIMAL = r"^-?[0-9]+\.[0-9]+$"
_WHOLE_PART = (r"\.0+$", "")
ORDINARY_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?$"
"""How databases write numbers that are not very large or small, infinite or none."""

_LAST_ZEROS = (r"(\.[0-9]*[1-9])0+$", "${1}")


def count_natively(
    values: Sequence[object], odd: str | None, as_text: Callable[[object], str | None]
) -> Column | None:
    """``values``, all text or all whole numbers besides None, as distinct texts in their order.

    Texts that fit the pattern ``odd`` are written as ``as_text`` has them. None where the values
    are too few or of other types: then they are to be counted one by one.
    """
    if len(values) < _WORTH_IT:
        return None
    import polars as pl

    kinds = set(map(type, values)) - {type(None)}
    try:
        if kinds == {str}:
            series = pl.Series("text", values, dtype=pl.String, strict=True)
        elif kinds == {int}:
            series = pl.Series("text", values, dtype=pl.Int64, strict=True)
        else:
            return None
    except (TypeError, OverflowError, UnicodeError, pl.exceptions.PolarsError):
        return None  # numbers beyond 64 bits, text with broken bytes
    return count_texts(series, odd if kinds == {str} else None, as_text)


def count_texts(
    values: pl.Series, odd: str | None, as_text: Callable[[object], str | None]
) -> Column:
    """``values``, texts or whole numbers besides null, as ``count_natively`` has them."""
    import polars as pl

    texts = values.unique(maintain_order=True).cast(pl.String).alias("text")
    times = values.unique_counts().cast(pl.UInt64).alias("times")
    if odd is not None:
        written = _written(texts, odd, as_text)
        if written is not texts:
            counted = _counted(pl.DataFrame({"text": written, "times": times}))
            texts, times = counted["text"], counted["times"]
    keep = texts.is_not_null() & (texts != "")
    return Column(texts.filter(keep), times.filter(keep))


def number_written(text: pl.Expr) -> pl.Expr:
    """A number that fits ``ORDINARY_NUMBER`` without zeros that say nothing: 12.50 is 12.5."""
    import polars as pl

    bare = text.str.strip_chars_end("0").str.strip_chars_end(".")
    written = pl.when(text.str.contains(".", literal=True)).then(bare).otherwise(text)
    return pl.when(written == "-0").then(pl.lit("0")).otherwise(written)


def _counted(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return frame.group_by("text", maintain_order=True).agg(pl.col("times").sum())


def _written(texts: pl.Series, odd: str, as_text: Callable[[object], str | None]) -> pl.Series:
    import polars as pl

    strange = texts.str.contains(odd).fill_null(value=False)
    if not strange.any():
        return texts
    decimal = texts.str.contains(_DECIMAL).fill_null(value=False)
    if (strange & ~decimal).any():
        distinct = texts.filter(strange)
        fixed = pl.Series("fixed", [as_text(text) for text in distinct], dtype=pl.String)
        return texts.clone().scatter(strange.arg_true(), fixed)
    plain = texts.str.replace(*_LAST_ZEROS).str.replace(*_WHOLE_PART)
    return plain.str.replace("^-0$", "0")
