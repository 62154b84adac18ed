"""Findings for people: headings, and below them heads with paragraphs that are folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from rich.text import Text

from pii_scan.reports.display import Display
from pii_scan.reports.lines import Line, indented, written
from pii_scan.reports.text import visible

Block = tuple[str, Sequence[tuple[str, Sequence[str]]]]
"""A heading, and below it heads, each with its paragraphs."""

_INDENT = 2


def render(blocks: Iterable[Block], out: BinaryIO, display: Display) -> None:
    """Write ``blocks`` as lines of text; everything in them is text, never markup."""
    out.write(written(_lines(blocks), display))


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for index, (heading, rows) in enumerate(blocks):
        if index:
            yield indented(Text(), 0)
        yield indented(Text(visible(heading), "bold"), 0)
        for head, paragraphs in rows:
            yield indented(Text(visible(head), "cyan"), _INDENT)
            for paragraph in paragraphs:
                yield indented(Text(visible(paragraph)), _INDENT * 2)
