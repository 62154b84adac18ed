"""What was told of shapes, so that each is looked at once.

Shapes come again in every batch, and patterns take longer to compile than to look for in a few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# So many shapes are remembered, and are few enough to be looked up.
_MOST_SHAPES = 5_000


class ShapeMemory:
    """Answers of yes or no about the shapes of texts. Threads may use one at the same time."""

    def __init__(self, look_at: Callable[[pl.Series], pl.DataFrame]) -> None:
        """``look_at`` gives for each of some texts a row of Boolean columns, always the same."""
        self.look_at = look_at
        self._known: tuple[Mapping[str, int], pl.DataFrame] | None = None

    def told_of(self, shapes: pl.Series) -> pl.DataFrame:
        """For each of the different ``shapes`` a row of what ``look_at`` gives."""
        import polars as pl

        if len(shapes) > _MOST_SHAPES:
            return self.look_at(shapes)
        # Another thread may replace what is known meanwhile: this one's has all of its shapes.
        places, told = self._known or ({}, self.look_at(shapes.clear()))
        if len(places) > _MOST_SHAPES:
            places, told = {}, told.clear()
        texts = shapes.to_list()
        if new := [text for text in texts if text not in places]:
            places = {**places, **{text: n for n, text in enumerate(new, len(places))}}
            told = pl.concat([told, self.look_at(pl.Series(new, dtype=pl.String))])
            self._known = places, told
        rows = pl.Series([places[text] for text in texts], dtype=pl.UInt32)
        return told.select(pl.all().gather(rows))
