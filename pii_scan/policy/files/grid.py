"""A table with merged cells laid out as a full grid, and its rows as lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pii_scan.policy.document import Line, one_line

# A page may claim any number. Browsers stop at 1000 columns (HTML standard, 4.9.11).
_MOST_COLUMNS = 100
# A longer cell is no label, and repeating it would let a small file fill the memory.
_LONGEST_REPEATED = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``rows`` rows and ``columns`` columns; ``rows`` 0 means all that are left.

    ``line`` is the number in its file, ``is_head`` whether the file marks it as a head.
    """

    text: str
    line: int
    rows: int = 1
    columns: int = 1
    is_head: bool = False


def full_grid(rows: Sequence[Sequence[Cell]]) -> list[list[Cell | None]]:
    """The cell at each row and column, all rows equally long; None where no cell is.

    A cell stands in every place it covers, as in the table model of the HTML standard (4.9.12).
    """
    grid: list[list[Cell | None]] = []
    below: dict[int, tuple[Cell, int]] = {}
    for place, row in enumerate(rows):
        laid: dict[int, Cell] = {}
        for column, (cell, left) in list(below.items()):
            laid[column] = cell
            below.pop(column)
            if left > 1:
                below[column] = (cell, left - 1)
        column = 0
        for cell in row:
            while column in laid:
                column += 1
            height = min(cell.rows or len(rows), len(rows) - place)
            again = cell if len(cell.text) <= _LONGEST_REPEATED else replace(cell, text="")
            # A cell from a row above does not say on which line of the file a row stands.
            lower = replace(again, line=0)
            for offset in range(max(1, min(cell.columns, _MOST_COLUMNS))):
                laid.setdefault(column + offset, again if offset else cell)
                if height > 1:
                    below[column + offset] = (lower, height - 1)
            column += max(1, min(cell.columns, _MOST_COLUMNS))
        grid.append([laid.get(at) for at in range(max(laid, default=-1) + 1)])
    width = max(map(len, grid), default=0)
    return [[*row, *([None] * (width - len(row)))] for row in grid]


def table_lines(
    rows: Sequence[Sequence[Cell]], indent: int, number: Callable[[int], int]
) -> Iterator[Line]:
    """A table as lines; ``number`` gives the number of a line from that of a cell.

    Several rows of heads become one. A cell as wide as the table is a line of its own between
    rows, and the head stands again below it, so that each part is a whole table.
    """
    grid = [row for row in full_grid(rows) if any(cell and cell.text for cell in row)]
    if not grid:
        return
    start = 0
    while start < len(grid) and _bar(grid[start]):
        yield from _bar_lines(grid[start], indent, number)
        start += 1
    if start == len(grid):
        return
    depth = _head_rows(grid[start:])
    head = _joined(grid[start : start + depth])
    pending: list[list[Cell | None]] = [head]
    below_head = False
    for row in grid[start + depth :]:
        if _bar(row):
            if not below_head:
                yield from _row_lines(pending, indent, number)
                pending = []
            yield from _bar_lines(row, indent, number)
            pending, below_head = [head], True
            continue
        yield from _row_lines([*pending, row], indent, number)
        pending, below_head = [], False
    if not below_head:
        yield from _row_lines(pending, indent, number)


def _bar(row: Sequence[Cell | None]) -> bool:
    first = row[0]
    if len(row) <= 1 or first is None or first.columns < len(row):
        return False
    # A cell may claim more columns than the table has, and others stand behind it all the same.
    return not any(cell and cell.text and cell.text != first.text for cell in row[1:])


def _bar_lines(
    row: Sequence[Cell | None], indent: int, number: Callable[[int], int]
) -> Iterator[Line]:
    cell = row[0]
    for text in cell.text.split("\n") if cell else []:
        yield Line(number(cell.line if cell else 0), indent, text)


def _row_lines(
    rows: Sequence[Sequence[Cell | None]], indent: int, number: Callable[[int], int]
) -> Iterator[Line]:
    for row in rows:
        cells = tuple(cell.text if cell else "" for cell in row)
        shown = [
            one_line(cell.text)
            for place, cell in enumerate(row)
            if cell and cell.text and _begins(row, place)
        ]
        if len(cells) == 1:
            for text in cells[0].split("\n"):
                yield Line(number(_line(row)), indent, text)
        elif shown:
            yield Line(number(_line(row)), indent, " | ".join(shown), cells)


def _begins(row: Sequence[Cell | None], place: int) -> bool:
    """Whether a cell does not just go on from the column before."""
    return place == 0 or row[place] is not row[place - 1]


def _line(row: Sequence[Cell | None]) -> int:
    return min((cell.line for cell in row if cell and cell.line), default=0)


def _head_rows(grid: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows at the top are the head; at least one."""
    marked = 0
    for row in grid:
        if not all(cell is None or cell.is_head for cell in row):
            break
        marked += 1
    if 0 < marked < len(grid):
        return marked
    # Unmarked: one cell is parted into columns by the rows below, and all others span these rows.
    spans = {cell.rows for cell in grid[0] if cell and cell.columns == 1 and cell.text}
    parted = any(cell and cell.columns > 1 and cell.rows == 1 for cell in grid[0])
    depth = spans.pop() if parted and len(spans) == 1 else 1
    return depth if 1 < depth < len(grid) else 1


def _joined(rows: Sequence[Sequence[Cell | None]]) -> list[Cell | None]:
    """Rows of heads as one: the lowest says most; of two that say the same, all above as well."""
    lowest = list(rows[-1])
    cells = [cell for place, cell in enumerate(lowest) if cell and _begins(lowest, place)]
    texts = [cell.text for cell in cells]
    if len(rows) == 1 or len(set(texts)) == len(texts):
        return lowest
    joined: list[Cell | None] = []
    for column in zip(*rows, strict=True):
        stacked = [cell for cell in column if cell]
        words = dict.fromkeys(one_line(cell.text) for cell in stacked if cell.text)
        joined.append(replace(stacked[-1], text=" ".join(words), columns=1) if stacked else None)
    return joined
