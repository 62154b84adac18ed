"""Different texts with their shapes, so that what many of them share is looked at once.

The shape of a text is the text with each digit as 0: numbers, dates and phone numbers have few.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pii_scan.detect.batches import Batch
from pii_scan.detect.shape_memory import ShapeMemory
from pii_scan.patterns.shapes import DIGITS_AS_0

if TYPE_CHECKING:
    import polars as pl

# Shapes are made of many texts that have few: of so many that are tried, at most this share.
_WORTH_IT = 1_000
_TRIED = 2_000
_FEW = 0.25
# Where at least this share of texts is different, to find the others costs more than it saves.
_MANY_DIFFERENT = 0.75
# A character that no text should hold, so that all can be written as one and cut apart again.
_END = "\x1e"


@dataclass(frozen=True, slots=True)
class ShapedTexts:
    """``texts``: ``index`` (a row number), ``text`` in NFKC and, if shapes are few, ``shape``.

    ``shape`` is a place in ``shapes``, which are all different; None where nearly each text has
    one of its own.
    """

    texts: pl.DataFrame
    shapes: pl.Series | None = None

    @classmethod
    def of(cls, texts: pl.Series) -> ShapedTexts:
        """``texts``, none of them null."""
        import polars as pl

        plain = cls.without_shapes(texts)
        if len(texts) < _WORTH_IT:
            return plain
        tried = texts.gather_every(max(1, len(texts) // _TRIED))
        if _shapes_of(tried).n_unique() > _FEW * len(tried):
            return plain
        shapes = _shapes_of(texts)
        different = shapes.unique(maintain_order=True).alias("text")
        codes = shapes.cast(pl.Enum(different)).to_physical().cast(pl.UInt32)
        return cls(plain.texts.with_columns(shape=codes), different)

    @classmethod
    def without_shapes(cls, texts: pl.Series) -> ShapedTexts:
        """``texts`` each of which is to be looked at alone."""
        import polars as pl

        return cls(pl.DataFrame({"text": texts}).with_row_index())


class BatchTexts:
    """The texts of a batch, each of them once where many stand in several of its rows."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self.texts = batch.values["value"]
        # Else a row is a text's place.
        self._places: pl.Series | None = None
        if cast(int, self.texts.approx_n_unique()) < _MANY_DIFFERENT * len(self.texts):
            rows, self.texts = self.texts, self.texts.unique(maintain_order=True)
            self._places = _places_in(self.texts, rows)
        self.shaped = ShapedTexts.of(self.texts)

    def rows_that(self, told: ShapeMemory) -> list[pl.DataFrame]:
        """The rows of which each answer is yes, about texts in which all digits are one."""
        shapes = self.shaped.shapes
        masks = told.look_at(self.texts) if shapes is None else told.told_of(shapes)
        return [self._rows_of(mask) for mask in masks.get_columns()]

    def _rows_of(self, mask: pl.Series) -> pl.DataFrame:
        """The rows whose shapes, or texts where shapes are many, ``mask`` is true of."""
        if not mask.any():
            return self._batch.values.clear()
        if self.shaped.shapes is not None:
            mask = mask.gather(self.shaped.texts["shape"])
        if self._places is not None:
            mask = mask.gather(self._places)
        return self._batch.values.filter(mask)

    def shapes_of_rows(self) -> pl.Series | None:
        """For each row of the batch the place of its text's shape; None where shapes are many."""
        if self.shaped.shapes is None:
            return None
        codes = self.shaped.texts["shape"]
        return codes if self._places is None else codes.gather(self._places)

    def in_fields(self, fields: Collection[int]) -> pl.Series | None:
        """For each text whether any of ``fields`` holds it; None for all."""
        import polars as pl

        rows = self._batch.rows_of(fields)
        if rows is None or self._places is None:
            return rows
        own = pl.repeat(value=False, n=len(self.texts), eager=True)
        return own.scatter(self._places.filter(rows), True)  # noqa: FBT003  a value

    def in_rows(self, found: pl.DataFrame, fields: Collection[int]) -> pl.DataFrame:
        """``found`` of texts, whose place is its ``row``, for each row of ``fields`` instead."""
        import polars as pl

        if found.is_empty() or self._places is None:
            return found
        rows = pl.DataFrame({"place": self._places}).with_row_index("row")
        own = self._batch.rows_of(fields)
        return (
            found.rename({"row": "place"})
            .join(rows if own is None else rows.filter(own), on="place")
            .select(found.columns)
        )


def _shapes_of(texts: pl.Series) -> pl.Series:
    """The shape of each text, none of which is null."""
    import polars as pl

    # Digits are replaced in all texts as one, several times as fast as in the texts themselves.
    together = texts.str.join(_END).cast(pl.Binary).item()
    if together.count(_END.encode()) != len(texts) - 1:
        return texts.str.replace_all("[1-9]", "0")
    shapes = pl.Series([together.translate(DIGITS_AS_0)]).cast(pl.String)
    return shapes.str.split(_END).explode()


def _places_in(different: pl.Series, texts: pl.Series) -> pl.Series:
    """The place of each text among the ``different`` ones, UInt32; all of them are there."""
    import polars as pl

    places = pl.DataFrame({"text": different}).with_row_index("place")
    joined = pl.DataFrame({"text": texts}).join(
        places, on="text", how="left", maintain_order="left"
    )
    return joined["place"]
