"""Printed lines put together to the paragraphs that the width of the page broke."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from pii_scan.policy.files.markers import BOLD_LEVEL, LONGEST_HEADING, has_marker
from pii_scan.policy.files.pdf_lines import PrintedLine

BlockT = TypeVar("BlockT")
_HANGUL = re.compile(r"[가-힣]")
# The distance of lines in a paragraph, in that of most lines.
_MOST_PITCH = 1.3
# How much of the last lines of paragraphs may reach the right edge by chance, in letters.
_FULL = 1.0
_BLANK = 0.35
_MOSTLY = 0.85
_FEWEST_BREAKS = 8
_ENDING = 5
_STAND_OUT = 0.02
_MORE_THAN_BODY = 1.12
_LOWEST_BY_SIZE = 6


@dataclass(frozen=True, slots=True)
class Edge:
    """How lines are broken: where the right edge is, and whether within words, as Korean may be.

    ``blanks`` says that a blank at a break is printed, so that none there means none.
    """

    right: float
    inside_words: bool
    blanks: bool


class Paragraphs:
    """Joins the lines of a document, whose widths and distances it learns from all of them."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[_rounded(line.size)] += len(line.text)
        self._body = sizes.most_common(1)[0][0] if sizes else 10.0
        larger = sorted((s for s in sizes if s > self._body * _MORE_THAN_BODY), reverse=True)
        self._levels = {s: min(i, _LOWEST_BY_SIZE) for i, s in enumerate(larger, start=1)}
        self._left = min((line.x0 for line in lines), default=0.0)
        right = _right_edge(lines)
        pitches = Counter(
            round(below.top - line.top)
            for line, below in pairwise(lines)
            if 0 < below.top - line.top < 3 * line.size and would_not_fit(line, below, right)
        )
        self._pitch = pitches.most_common(1)[0][0] if pitches else 1.8 * self._body
        self._edge = learned_edge(lines, right)

    def join(
        self, blocks: Sequence[tuple[int, PrintedLine | BlockT]]
    ) -> Iterator[tuple[int, PrintedLine | BlockT]]:
        """``blocks`` with their pages, each paragraph as one line on the page it begins on."""
        open_: tuple[int, PrintedLine] | None = None
        last: tuple[int, PrintedLine] | None = None
        for page, block in blocks:
            if not isinstance(block, PrintedLine):
                if open_ is not None:
                    yield open_
                open_ = last = None
                yield page, block
                continue
            if open_ and last and self._goes_on(last, (page, block)):
                open_ = (open_[0], joined(open_[1], block, self._edge))
            else:
                if open_ is not None:
                    yield open_
                open_ = (page, block)
            last = (page, block)
        if open_ is not None:
            yield open_

    def indent(self, line: PrintedLine) -> int:
        """How many letters a line stands to the right of the leftmost."""
        return max(0, round((line.x0 - self._left) / self._body))

    def level(self, line: PrintedLine) -> int | None:
        """1 and so on for what is printed larger than the text, the largest first, or bold."""
        if len(line.text) > LONGEST_HEADING:
            return None
        bold = BOLD_LEVEL if line.is_bold else None
        return self._levels.get(_rounded(line.size), bold)

    def _goes_on(self, above: tuple[int, PrintedLine], below: tuple[int, PrintedLine]) -> bool:
        (page, line), (next_page, next_line) = above, below
        if "\t" in line.text or "\t" in next_line.text or line.is_bold != next_line.is_bold:
            return False
        if abs(line.size - next_line.size) > 0.1 * line.size or has_marker(next_line.text):
            return False
        distance = next_line.top - line.top
        near = 0 < distance <= _MOST_PITCH * self._pitch or distance < 0 or page != next_page
        return near and would_not_fit(line, next_line, self._edge.right)


def _right_edge(lines: Sequence[PrintedLine]) -> float:
    """Where lines end at the latest, but for the few of many that stand out."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    return ends[int(len(ends) * _STAND_OUT)] if ends else 0.0


def learned_edge(lines: Sequence[PrintedLine], right: float) -> Edge:
    """The edge of lines that end at ``right`` or before."""
    breaks = [line for line, below in pairwise(lines) if would_not_fit(line, below, right)]
    # The same sentence again and again breaks at the same place, and proves nothing.
    breaks = list({line.text[-_ENDING:]: line for line in breaks}.values())
    full = sum(right - line.x1 <= _FULL * line.size for line in breaks)
    return Edge(
        right,
        inside_words=len(breaks) >= _FEWEST_BREAKS and full >= _MOSTLY * len(breaks),
        blanks=any(line.ends_blank for line in breaks),
    )


def joined(line: PrintedLine, below: PrintedLine, edge: Edge) -> PrintedLine:
    """Two lines as one, with a blank between them unless a word was broken."""
    korean = _HANGUL.match(line.text[-1:]) and _HANGUL.match(below.text[:1])
    is_broken = not line.ends_blank if edge.blanks else edge.inside_words
    blank = not (korean and is_broken)
    return replace(
        line,
        text=f"{line.text}{' ' if blank else ''}{below.text}",
        x1=max(line.x1, below.x1),
        bottom=below.bottom,
        ends_blank=below.ends_blank,
    )


def would_not_fit(line: PrintedLine, below: PrintedLine, right: float) -> bool:
    """Whether the first word below had no place at the end of ``line``.

    A blank is a third of a letter; programs measure fonts a little differently.
    """
    return line.x1 + _BLANK * line.size + below.first_word > right


def _rounded(size: float) -> float:
    return round(size * 2) / 2
