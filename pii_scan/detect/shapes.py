"""The shapes of many texts, where they are few: texts of one shape are searched as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pii_scan.patterns.shapes import DIGITS_AS_0

if TYPE_CHECKING:
    import polars as pl

# Characters of which a text with neither has shapes that can be told apart again.
_END, _SEPARATOR = "\x1e", "\x1d"
# Fewer texts are searched as fast as their shapes are made.
_FEWEST = 4_000
_LOOKED_AT = 1_000
# Shapes are worth it where so many texts share one.
_SHARING = 4


@dataclass(frozen=True, slots=True)
class Shapes:
    """The ``distinct`` shapes of texts, and for each text the place of its shape among them."""

    distinct: pl.Series
    places: pl.Series

    def holding(self, patterns: tuple[str, ...]) -> pl.Series:
        """Whether the shape of each text matches all of the Rust ``patterns``."""
        import polars as pl

        shape = pl.col("shape")
        masks = self.distinct.alias("shape").to_frame()
        return masks.select(
            pl.all_horizontal(pl.lit(value=True), *map(shape.str.contains, patterns))
        )["literal"].gather(self.places)


def shapes_of(texts: pl.Series) -> Shapes | None:
    """The shapes of texts, none of which is null; None where they would be of no use.

    That is where the texts are few or short of a common shape, and where one holds a control
    character that shapes are told apart by.
    """
    import polars as pl

    if len(texts) < _FEWEST:
        return None
    some = texts.gather_every(len(texts) // _LOOKED_AT).str.replace_all("[1-9]", "0")
    if some.n_unique() * _SHARING > len(some):
        return None
    if texts.str.contains(f"[\\r{_END}{_SEPARATOR}]").any():
        return None
    # An end in front, since polars takes a text that begins as zlib's data may for such data.
    data: bytes = (_END + texts.str.join(_END)[0]).encode().translate(DIGITS_AS_0)
    # The reader of tables takes texts apart several times as fast as splitting does.
    shapes = (
        pl.read_csv(
            data,
            separator=_SEPARATOR,
            eol_char=_END,
            quote_char=None,
            has_header=False,
            schema={"shape": pl.String},
        )["shape"]
        .fill_null("")
        .slice(1)
    )
    if len(shapes) != len(texts):  # an empty text at the end
        return None
    distinct = shapes.unique()
    numbered = distinct.to_frame().with_row_index("place")
    places = shapes.to_frame().join(numbered, on="shape", how="left", maintain_order="left")
    return Shapes(distinct, places["place"])
