"""The characters right beside a text that leave what a rule says of it as it is.

In free text an identifier stands between blanks, quotes and brackets: ``from 203.0.113.7 port``,
``<kim@example.com>``. A rule sees one character on each side of a candidate. Which of them it does
not mind is found out by asking it, so that a rule that was changed is never answered for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pii_scan.detect.recognizers import Recognition, Recognizers, Span

if TYPE_CHECKING:
    import polars as pl

# Of letters and digits a rule may make part of the identifier.
_POSSIBLE = " \t\"'()[]<>{},;:=|/&*#"


@dataclass(frozen=True, slots=True)
class Longer:
    """Texts of several characters, by a Rust pattern with no groups, and some ``examples``."""

    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Characters that may stand right ``before`` a text, and right ``behind`` it.

    A ``head`` may stand before it instead, and a ``tail`` before the character behind it.
    """

    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    head: Longer | None = None
    tail: Longer | None = None

    def taken_off(self, texts: pl.Series) -> pl.DataFrame:
        """``core`` of each text, what is within its frame, and where it starts (``left``)."""
        import polars as pl

        text = pl.col("core")
        first, last = text.str.head(1), text.str.tail(1)
        left = first.is_in(list(self.before)).cast(pl.UInt32)
        if self.head:
            longer = text.str.extract(rf"\A({self.head.pattern})", 1).str.len_chars()
            left = pl.coalesce(longer, left)
        framed = texts.alias("core").to_frame()
        ends = framed.with_columns(
            left=left,
            right=last.is_in(list(self.behind)).cast(pl.UInt32),
            size=text.str.len_chars().cast(pl.Int64),
        )
        length = pl.max_horizontal(pl.col("size") - pl.col("left") - pl.col("right"), 0)
        core = text.str.slice("left", length)
        if self.tail:
            core = core.str.replace(rf"(?:{self.tail.pattern})\z", "")
        return ends.select(core=core, left="left")


NO_FRAME = Frame()


def frame_of(
    identifier: str, probes: Iterable[str], recognizers: Recognizers, known: Frame = NO_FRAME
) -> Frame:
    """The characters around which the rule says of each probe what it says of the probe alone.

    The head and tail of ``known`` with them, where the rule does so around their examples too.
    """
    said = {probe: recognizers.spans(identifier, probe) for probe in probes}

    def minds(before: str, behind: str) -> bool:
        return any(
            recognizers.spans(identifier, before + probe + behind) != _moved(alone, len(before))
            for probe, alone in said.items()
        )

    frame = Frame(
        frozenset(character for character in _POSSIBLE if not minds(character, "")),
        frozenset(character for character in _POSSIBLE if not minds("", character)),
    )
    head, tail = known.head, known.tail
    if head and any(minds(example, "") for example in head.examples):
        head = None
    if tail and any(minds("", example) for example in tail.examples):
        tail = None
    return replace(frame, head=head, tail=tail)


def _moved(said: Recognition, places: int) -> Recognition:
    """The same, so many characters further on."""
    spans = (
        Span(span.start + places, span.end + places, span.score, span.proven)
        for span in said.accepted
    )
    return Recognition(tuple(spans), said.rejected)
