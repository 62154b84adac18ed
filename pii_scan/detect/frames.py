"""The characters right beside a text that leave what a rule says of it as it is.

In free text an identifier stands between blanks, quotes and brackets: ``from 203.0.113.7 port``,
``<kim@example.com>``. A rule sees one character on each side of a candidate. Which of them it does
not mind is found out by asking it, so that a rule that was changed is never answered for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pii_scan.detect.recognizers import Recognition, Recognizers, Span

if TYPE_CHECKING:
    import polars as pl

# Of letters and digits a rule may make part of the identifier.
_POSSIBLE = " \t\"'()[]<>{},;:=|/&*#"


@dataclass(frozen=True, slots=True)
class Frame:
    """Characters that may stand right ``before`` a text, and right ``behind`` it."""

    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()

    def taken_off(self, texts: pl.Series) -> pl.DataFrame:
        """``core`` of each text, what is within its frame, and where it starts (``left``)."""
        import polars as pl

        text = pl.col("core")
        first, last = text.str.head(1), text.str.tail(1)
        return (
            texts.alias("core")
            .to_frame()
            .with_columns(
                left=first.is_in(list(self.before)).cast(pl.UInt32),
                right=last.is_in(list(self.behind)).cast(pl.UInt32),
                size=text.str.len_chars().cast(pl.Int64),
            )
            .select(
                core=text.str.slice(
                    "left", pl.max_horizontal(pl.col("size") - pl.col("left") - pl.col("right"), 0)
                ),
                left="left",
            )
        )


NO_FRAME = Frame()


def frame_of(identifier: str, probes: Iterable[str], recognizers: Recognizers) -> Frame:
    """The characters around which the rule says of each probe what it says of the probe alone."""
    said = {probe: recognizers.spans(identifier, probe) for probe in probes}
    before, behind = (
        frozenset(
            character
            for character in _POSSIBLE
            if all(
                recognizers.spans(identifier, character + probe if first else probe + character)
                == (_moved(alone) if first else alone)
                for probe, alone in said.items()
            )
        )
        for first in (True, False)
    )
    return Frame(before, behind)


def _moved(said: Recognition) -> Recognition:
    """The same, one character further on."""
    spans = (Span(span.start + 1, span.end + 1, span.score, span.proven) for span in said.accepted)
    return Recognition(tuple(spans), said.rejected)
