"""Where in its text each candidate stands, from the lists of candidates that a search gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pii_scan.detect.candidates import Found

if TYPE_CHECKING:
    import polars as pl

# A candidate's place: those of the finder, its pattern, the candidate in its value, and the rule.
_PLACES = (1 << 25, 1 << 17, 1 << 5)
_MOST_CANDIDATES = (1 << 12) - 1
# Values are looked at for their first, second … candidates together, so many times; values in
# which few have as many, one by one.
_ROUNDS = 16
_FEW = 8


def candidates_in(found: Found, searched: pl.Series, place: int) -> pl.DataFrame:
    """Candidates: the ``row`` of the text, ``order``, ``text``, and where it is ``at``.

    ``shape`` is that of the text where the candidate is all of it, else null.
    """
    import polars as pl

    finders, patterns, places = _PLACES
    order = place * finders + found.order * patterns
    texts, zero = pl.col("text"), pl.lit(0, pl.UInt32)
    found_in = found.texts.select(
        row="index",
        text=texts.list.first(),
        order=pl.lit(order, pl.UInt64),
        at=zero,
        shape="shape" if "shape" in found.texts.columns else pl.lit(None, pl.UInt32),
    )
    # Of most columns each value is one, and there is nothing to look for.
    lengths = searched.gather(found_in["row"]).str.len_bytes()
    is_whole = found_in["text"].str.len_bytes() == lengths
    if is_whole.all():
        return found_in
    parts = [found_in.filter(is_whole)]
    left = found.texts.filter(~is_whole).select(
        row="index",
        value=searched.gather(found.texts["index"].filter(~is_whole)),
        texts="text",
        number=texts.list.len(),
        behind=zero,
        before=zero,
    )
    for nth in range(_MOST_CANDIDATES):
        if left.is_empty():
            break
        number = pl.lit(order + nth * places, pl.UInt64).alias("order")
        if nth == _ROUNDS or left.height < _FEW:
            rest = _candidates_one_by_one(left, nth)
            parts.append(rest.with_columns(pl.col("order") * places + order))
            break
        here = _next_candidates(left, nth)
        parts.append(here.select("row", "text", number, "at"))
        left = (
            here.filter(pl.col("number") > nth + 1)
            .with_columns(
                behind=pl.col("start") + pl.col("text").str.len_bytes(),
                before=pl.col("at") + pl.col("text").str.len_chars(),
            )
            .drop("text", "start", "at")
        )
    return pl.concat(parts, how="diagonal")


def _next_candidates(left: pl.DataFrame, nth: int) -> pl.DataFrame:
    """The ``text`` of each row's nth candidate, its ``start`` in bytes and ``at`` in characters.

    It is looked for from ``behind``, in bytes, which is ``before`` in characters, on.
    """
    import polars as pl

    value = pl.col("value").cast(pl.Binary)
    rest = value.bin.slice(pl.col("behind")).cast(pl.String)
    between = value.bin.slice(pl.col("behind"), pl.col("start") - pl.col("behind"))
    return (
        left.with_columns(text=pl.col("texts").list.get(nth))
        .with_columns(start=pl.col("behind") + rest.str.find(pl.col("text"), literal=True))
        .with_columns(at=pl.col("before") + between.cast(pl.String).str.len_chars())
    )


def _candidates_one_by_one(left: pl.DataFrame, nth: int) -> pl.DataFrame:
    """The candidates from the nth on of a few values, or of values with very many.

    ``order`` is the number of each in its value.
    """
    import polars as pl

    columns = left.select("row", "value", "texts", "before").rows()
    rows = [
        (row, text, min(number, _MOST_CANDIDATES), at)
        for row, value, texts, before in columns
        for number, (text, at) in enumerate(_starts(value, texts[nth:], before), nth)
    ]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {"row": left.schema["row"]}
    schema |= {"text": pl.String, "order": pl.UInt64, "at": pl.UInt32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _starts(value: str, inside: Iterable[str], at: int) -> Iterator[tuple[str, int]]:
    """Each of the texts that follow each other in ``value`` from ``at`` on, with its start."""
    for text in inside:
        at = value.index(text, at)
        yield text, at
        at += len(text)
