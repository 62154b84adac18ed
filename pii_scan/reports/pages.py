"""Pages that explain: headings with aligned rows below them, folded to the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from rich.text import Text

from pii_scan.reports.display import Display
from pii_scan.reports.lines import Layout, Line, indented, layout, written
from pii_scan.reports.text import visible

Section = tuple[str, Sequence[Sequence[str]]]
"""A heading, and rows of cells below it; a row of one cell is a paragraph."""

_INDENT = 2
_GAP = 2
_CAP = 44


def render(sections: Iterable[Section], out: BinaryIO, display: Display) -> None:
    """Write ``sections`` as lines of text; cells are text, never markup.

    Rows of a section share their columns, and a row of one cell takes all of them. On a terminal
    rows that do not fit are laid out in two lines, and long lines are folded.
    """
    out.write(written(_lines(sections, display.width), display))


def _lines(sections: Iterable[Section], width: int | None) -> Iterator[Line]:
    for index, (heading, rows) in enumerate(sections):
        if index:
            yield indented(Text(), 0)
        if heading:
            yield indented(Text(visible(heading), "bold"), 0)
        yield from _rows(rows, width)


def _rows(rows: Sequence[Sequence[str]], width: int | None) -> Iterator[Line]:
    count = max((len(row) for row in rows), default=0)
    table = [_cells(row, count) for row in rows if len(row) > 1]
    caps = (_CAP,) * (count - 1)
    how = layout(table, caps, lead=count - 1, indent=_INDENT, width=width)
    if how.widths is None and width is not None:
        table, lead = _stacked(table, width)
        how = Layout(None, lead)
    laid_out = iter(table)
    for row in rows:
        if len(row) > 1:
            yield from how.lines(next(laid_out), _INDENT)
        else:
            yield indented(Text(visible(row[0])), _INDENT)


def _stacked(table: Sequence[Sequence[Text]], width: int) -> tuple[list[tuple[Text, ...]], int]:
    """``table`` with the columns that fit on a first line aligned, and how many they are."""
    widths = [max(cell.cell_len for cell in column) for column in zip(*table, strict=True)]
    fitting = [
        count
        for count in range(1, len(widths))
        if _INDENT + sum(widths[:count]) + _GAP * (count - 1) <= width
    ]
    lead = max(fitting, default=1)
    return [
        tuple(
            cell + Text(" " * (widths[column] - cell.cell_len)) if column < lead - 1 else cell
            for column, cell in enumerate(row)
        )
        for row in table
    ], lead


def _cells(row: Sequence[str], count: int) -> tuple[Text, ...]:
    """``row`` as ``count`` cells, the first of them coloured."""
    cells = [Text(visible(cell)) for cell in row]
    cells += [Text()] * (count - len(cells))
    return Text(visible(row[0]), "cyan"), *cells[1:]
