"""Tables between ruling lines on the pages of a PDF, with cells that span rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from pii_scan.policy.files.grid import Cell, full_grid
from pii_scan.policy.files.markers import cell_text, has_marker
from pii_scan.policy.files.pdf_lines import PrintedLine, printed_lines
from pii_scan.policy.files.pdf_paragraphs import joined, learned_edge, would_not_fit

if TYPE_CHECKING:
    from pdfplumber.page import Page

BlockT = TypeVar("BlockT")
Box = tuple[float, float, float, float]
# Rules of one line of cells are never exactly at the same place.
_TOLERANCE = 3.0
# A drawing has thousands of lines, and comparing each with each takes minutes.
_MOST_EDGES = 3000
_MOST_PADDING = 12.0
_LEAST_PADDING = 2.0


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page: its rows of cells, and where it and its columns stand."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box
    columns: tuple[float, ...]

    @property
    def top(self) -> float:
        """The place of its upper edge."""
        return self.box[1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place of the page is inside the table."""
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]

    def is_across(self, line: PrintedLine) -> bool:
        """Whether the table and the line share some of the page's width."""
        return self.box[0] < line.x1 and line.x0 < self.box[2]


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables of a page with two columns or more; a frame around text is none."""
    if len(page.edges) > _MOST_EDGES:
        return []
    tables = []
    for table in page.find_tables():
        cells = [tuple(map(float, cell)) for cell in table.cells]
        if len({round(cell[0] / _TOLERANCE) for cell in cells}) > 1:
            tables.append(_read(page, cells))
    return [table for table in tables if any(cell.text for row in table.rows for cell in row)]


def joined_tables(
    blocks: Sequence[tuple[int, BlockT | RuledTable]],
) -> list[tuple[int, BlockT | RuledTable]]:
    """``blocks`` with a table that goes on at the top of the next page as one table.

    Where its head is printed again on the next page, it is there once.
    """
    joined_: list[tuple[int, BlockT | RuledTable]] = []
    last_page = 0
    for page, block in blocks:
        before = joined_[-1][1] if joined_ else None
        if (
            isinstance(block, RuledTable)
            and isinstance(before, RuledTable)
            and page == last_page + 1
            and _same_columns(before, block)
        ):
            again = _texts(block.rows[0]) == _texts(before.rows[0])
            rows = before.rows + block.rows[again:]
            joined_[-1] = (joined_[-1][0], replace(before, rows=rows))
        else:
            joined_.append((page, block))
        last_page = page
    return joined_


def _read(page: Page, boxes: Sequence[Any]) -> RuledTable:
    xs = _places(x for box in boxes for x in (box[0], box[2]))
    ys = _places(y for box in boxes for y in (box[1], box[3]))
    whole = (xs[0], ys[0], xs[-1], ys[-1])
    chars = [char for char in page.chars if _middle_in(char, whole)]
    texts = [printed_lines([char for char in chars if _middle_in(char, box)]) for box in boxes]
    padding = min(
        (line.x0 - box[0] for box, lines in zip(boxes, texts, strict=True) for line in lines),
        default=_LEAST_PADDING,
    )
    padding = min(max(padding, _LEAST_PADDING), _MOST_PADDING)
    rows: list[dict[int, Cell]] = [{} for _ in ys[1:]]
    for box, lines in zip(boxes, texts, strict=True):
        column, right = _nearest(xs, box[0]), _nearest(xs, box[2])
        row, bottom = _nearest(ys, box[1]), _nearest(ys, box[3])
        if right > column and bottom > row:
            width = box[2] - box[0] - 2 * padding
            text = cell_text(_unwrapped(lines, width))
            rows[row][column] = Cell(text, 1, bottom - row, right - column)
    ordered = tuple(tuple(cell for _, cell in sorted(row.items())) for row in rows)
    return RuledTable(ordered, whole, tuple(xs))


def _unwrapped(lines: Sequence[PrintedLine], width: float) -> Iterator[str]:
    """The lines of a cell, those that only its width broke put together.

    Lines may be centred, so that only their widths say whether a word had no place.
    """
    left = [replace(line, x0=0.0, x1=line.x1 - line.x0) for line in lines]
    edge = learned_edge(left, width)
    open_: PrintedLine | None = None
    last: PrintedLine | None = None
    for line in left:
        wrapped = (
            last is not None and would_not_fit(last, line, width) and not has_marker(line.text)
        )
        if open_ is not None and wrapped:
            open_ = joined(open_, line, edge)
        else:
            if open_ is not None:
                yield open_.text
            open_ = line
        last = line
    if open_ is not None:
        yield open_.text


def _places(values: Iterable[float]) -> list[float]:
    """The places of rules, those that are nearly the same as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOLERANCE:
            places.append(value)
    return places


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda place: abs(places[place] - value))


def _middle_in(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _same_columns(first: RuledTable, second: RuledTable) -> bool:
    return len(first.columns) == len(second.columns) and all(
        abs(a - b) <= _TOLERANCE for a, b in zip(first.columns, second.columns, strict=True)
    )


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in full_grid([row])[0] if cell]
