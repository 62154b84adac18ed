"""Lines for a terminal: cells side by side where they fit, on two lines where they do not."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from pii_scan.reports.display import Display

_GAP = 2
_LAST_COLUMN = 50
_LEAST_FOLD = 10
_ANY_WIDTH = 80  # nothing is folded by the console itself


@dataclass(frozen=True, slots=True)
class Line:
    """``head``, then ``tail``, which goes on at the column ``hang`` where it is folded."""

    head: Text
    tail: Text
    hang: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows of cells are laid out.

    ``widths`` are those of all columns but the last, which takes what is left; None puts the
    first ``lead`` cells on one line and the others below them.
    """

    widths: tuple[int, ...] | None
    lead: int

    def lines(self, row: Sequence[Text], indent: int) -> list[Line]:
        """``row`` as one line, or as two."""
        if self.widths is None:
            below = Text.assemble((" · ", "dim")).join(cell for cell in row[self.lead :] if cell)
            first = indented(Text(" " * _GAP).join(row[: self.lead]), indent)
            return [first, indented(below, indent + _GAP)] if below else [first]
        head = Text(" " * indent)
        for cell, width in zip(row, self.widths, strict=False):
            head += cell + Text(" " * (max(0, width - cell.cell_len) + _GAP))
        hang = indent + sum(self.widths) + _GAP * len(self.widths)
        return [Line(head, row[-1], hang)]


def layout(
    rows: Sequence[Sequence[Text]],
    caps: Sequence[int],
    *,
    lead: int,
    indent: int,
    width: int | None,
) -> Layout:
    """The layout for ``rows`` on a terminal ``width`` columns wide, or in a file where it is None.

    A column is as wide as its widest cell, and never wider than its cap: a longer cell pushes the
    rest of its row aside. ``caps`` are those of all columns but the last.
    """
    widths = tuple(
        min(cap, max((row[column].cell_len for row in rows), default=0))
        for column, cap in enumerate(caps)
    )
    needed = indent + sum(widths) + _GAP * len(widths)
    last = max((row[-1].cell_len for row in rows), default=0)
    fits = width is None or needed + min(last, _LAST_COLUMN) <= width
    return Layout(widths if fits else None, lead)


def indented(text: Text, indent: int) -> Line:
    """``text`` folded at ``indent``."""
    return Line(Text(" " * indent), text, indent)


def written(lines: Iterable[Line], display: Display) -> bytes:
    """``lines`` as bytes for ``display``. Nothing is cut; without a width, nothing is folded."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=_ANY_WIDTH,
        force_terminal=display.color,
        color_system="standard" if display.color else None,
        no_color=not display.color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for line in lines:
        for text in _folded(line, display.width, console):
            text.rstrip()
            if display.color:
                console.print(text, soft_wrap=True)
            else:
                buffer.write(f"{text.plain}\n")
    return buffer.getvalue().encode(display.encoding, "backslashreplace")


def _folded(line: Line, width: int | None, console: Console) -> list[Text]:
    if width is None:
        return [line.head + line.tail]
    hang = max(0, min(line.hang, width - _LAST_COLUMN))
    room = max(width - hang, _LEAST_FOLD)
    tails = list(line.tail.wrap(console, room, overflow="fold")) or [Text()]
    margin = Text(" " * hang)
    if line.head.cell_len <= hang:
        return [line.head + tails[0], *(margin + tail for tail in tails[1:])]
    # A name longer than its column: what follows goes below it.
    heads = line.head.wrap(console, max(width, _LEAST_FOLD), overflow="fold")
    return [*heads, *(margin + tail for tail in tails if tail)]
