"""Which lines of text have to be opened, told from their shapes, of which a log has few."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from pii_scan.patterns.shapes import DIGITS_AS_0
from pii_scan.sources.logs.cutting import split_lines
from pii_scan.sources.logs.prefixes import PREFIX

_SHAPE = "shape"
_MOST_SHAPES = 20_000
_FEW_SHAPES = 2_000
_NO_HASHES = pl.Series([], dtype=pl.UInt64)

Telling = Callable[[pl.Series], pl.Series]


@dataclass(slots=True)
class ToldShapes:
    """What is known of the shapes of a log so far. Threads may share one.

    ``telling`` says of shapes whether a line of that shape could hold anything personal; without
    it every line could. ``plain`` are the hashes of shapes of which none is to be opened, ``blank``
    those of blank lines.
    """

    telling: Telling | None = None
    known: dict[str, bool] = field(default_factory=dict, repr=False)
    plain: pl.Series = field(default_factory=_NO_HASHES.implode, repr=False)
    blank: pl.Series = field(default_factory=_NO_HASHES.clone, repr=False)
    learning: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def to_open(self, shapes: pl.Series, hashes: pl.Series, structured: str) -> pl.Series:
        """Whether a line of each shape has to be opened; blank ones have not.

        ``structured`` is a pattern of shapes that are opened whatever they hold. Shapes are told
        apart by their ``hashes``, which takes two thirds of the time: that two of a log's
        thousands share one of 2**64 is less likely than that the memory fails.
        """
        # Nearly all lines of a log are like those before.
        unknown = ~hashes.is_in(self.plain)
        places = unknown.arg_true()
        if not len(places):
            return unknown
        places = places.gather(hashes.gather(places).arg_unique())
        asked = shapes.gather(places).fill_null("").str.strip_chars_end("\r\n").alias(_SHAPE)
        is_blank = ~asked.str.contains(r"\S")
        opened = ~is_blank & (asked.str.contains(structured) | self.told(asked))
        plain, blank = (hashes.gather(places.filter(mask)) for mask in (~opened, is_blank))
        # One thread after the other, or what one learns is lost to what the other writes; and each
        # as a whole, since another may be reading it.
        with self.learning:
            self.blank = pl.concat([self.blank, blank]).unique()
            if len(self.plain[0]) < _MOST_SHAPES:
                self.plain = pl.concat([self.plain.explode(), plain]).unique().implode()
        return unknown & ~hashes.is_in(plain.implode())

    def blanks(self, hashes: pl.Series) -> int:
        """How many lines are blank of those that ``to_open`` was asked about."""
        return int(hashes.is_in(self.blank.implode()).sum()) if len(self.blank) else 0

    def tell(self, lines: pl.Series) -> pl.Series:
        """Whether each of the lines, none of which is null, could hold anything personal."""
        shapes = _shapes_of(lines)
        distinct = shapes.unique()
        return shapes.is_in(distinct.filter(self.told(distinct)).implode())

    def told(self, distinct: pl.Series) -> pl.Series:
        """Whether each shape tells; where they are few, none is asked about twice.

        Mostly they are different ones, but lines with different ends can have the same.
        """
        if len(distinct) > _FEW_SHAPES:
            return self._ask(distinct)
        told = {shape: self.known.get(shape) for shape in distinct}
        if new := [shape for shape, tells in told.items() if tells is None]:
            told.update(zip(new, self._ask(pl.Series(_SHAPE, new, pl.String)), strict=True))
            if len(self.known) < _MOST_SHAPES:
                self.known.update((shape, bool(told[shape])) for shape in new)
        return pl.Series([told[shape] for shape in distinct], dtype=pl.Boolean)

    def _ask(self, shapes: pl.Series) -> pl.Series:
        if self.telling is None:
            return pl.repeat(value=True, n=len(shapes), dtype=pl.Boolean, eager=True)
        # The time in front of a line looks like much else once its digits are gone.
        return self.telling(shapes.str.replace(PREFIX, "").alias(_SHAPE))


def _shapes_of(lines: pl.Series) -> pl.Series:
    data: bytes = lines.str.join("\n")[0].encode()
    shapes = split_lines(data.translate(DIGITS_AS_0)).fill_null("").alias(_SHAPE)
    if len(shapes) == len(lines):
        return shapes
    return lines.str.replace_all("[0-9]", "0").alias(_SHAPE)  # with line feeds in it
