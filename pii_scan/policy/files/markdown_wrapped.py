"""Markdown whose paragraphs an editor broke at a margin: where a line goes on in the next.

A line break in a paragraph is a blank in CommonMark, but Korean policies are written line by line.
What tells the two apart is where the lines end: at a margin, the first word of the next line had
no place in the one above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pii_scan.policy.files.wrapped import width

if TYPE_CHECKING:
    from markdown_it.token import Token

# How wide the margins are that editors break at, in columns.
_NARROWEST, _WIDEST = 50, 130
_FEWEST_BREAKS = 4
# Of so many breaks, a person sets a few before the margin.
_AT_MARGIN = 0.6
# A line much shorter than the margin ends on purpose: a bold one above its paragraph.
_LONG = 0.7


def lines_going_on(tokens: Sequence[Token], source: Sequence[str]) -> frozenset[int]:
    """The lines of ``source``, counted from 1, that go on in the next; none where no margin is."""
    breaks = list(_breaks(tokens))
    margin = max((width(source[line - 1].rstrip()) for line in breaks), default=0)
    if len(breaks) < _FEWEST_BREAKS or not _NARROWEST <= margin <= _WIDEST:
        return frozenset()
    full = sum(_had_no_place(source, line, margin) for line in breaks)
    if full < _AT_MARGIN * len(breaks):
        return frozenset()
    return frozenset(x for x in breaks if width(source[x - 1].rstrip()) >= _LONG * margin)


def _had_no_place(source: Sequence[str], line: int, margin: int) -> bool:
    """Whether the first word below ``line`` would have reached over the margin."""
    first = (source[line].split(maxsplit=1) or [""])[0]
    return width(source[line - 1].rstrip()) + 1 + width(first) > margin


def _breaks(tokens: Sequence[Token]) -> Iterator[int]:
    """The lines that end inside a paragraph, without a mark that says so."""
    in_table = False
    for token in tokens:
        in_table = (in_table or token.type == "table_open") and token.type != "table_close"
        if token.type != "inline" or in_table or not token.map:
            continue
        line = token.map[0] + 1
        for child in token.children or ():
            if child.type == "softbreak":
                yield line
            line += child.type in {"softbreak", "hardbreak"}
