"""The tables of a web page: which hold data, and which cells are in which row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

CELLS = ("td", "th")
# A table without heads lays out the page when a cell of it has more lines than a list of items.
_MOST_LINES_OF_ROW = 5
_MOST_LINES_OF_CELL = 40
_SPAN = re.compile(r"\s*(\d{1,5})")


def is_data_table(table: _Element) -> bool:
    """Whether a table holds rows of data, and does not just lay out a part of the page."""
    if table.get("role") in {"presentation", "none"}:
        return False
    rows = table_rows(table)
    if next(table.iterdescendants("table"), None) is not None and not _has_head(rows):
        return False
    if max(map(len, rows), default=0) < 2 and not any(  # noqa: PLR2004  one column is no table
        number_in(cell.get("colspan")) > 1 for row in rows for cell in row
    ):
        return False
    if next(table.iterdescendants("th"), None) is not None:
        return True
    if next(table.iterdescendants("h1", "h2", "h3", "h4"), None) is not None:
        return False
    # A menu beside the text of the page, with its lines.
    most = _MOST_LINES_OF_ROW if len(rows) == 1 else _MOST_LINES_OF_CELL
    return all(sum(1 for _ in cell.iter("br", "p", "li")) <= most for row in rows for cell in row)


def _has_head(rows: list[list[_Element]]) -> bool:
    """Whether a table has heads above its rows, so that a table in a cell is a part of it."""
    heads = [cell for row in rows for cell in row if cell.tag == "th"]
    plain = next((cell for row in rows for cell in row if cell.tag == "td"), None)
    return len(heads) > 1 and plain is not None and plain not in rows[0]


def table_rows(table: _Element) -> list[list[_Element]]:
    """The cells of each row, also where they stand in a form in the row, or in no row at all.

    A table in the table is not looked into.
    """
    rows: list[list[_Element]] = []
    row: _Element | None = None
    for element in table.iter("tr", *CELLS):
        if next(element.iterancestors("table")) is not table:
            continue
        if element.tag == "tr":
            rows.append([])
            row = element
            continue
        around = next(element.iterancestors("tr", "table", *CELLS))
        if around.tag in CELLS:  # its text is that of the cell around it
            continue
        if around.tag == "table" and row is not None:
            rows.append([])
            row = None
        if not rows:
            rows.append([])
        rows[-1].append(element)
    return rows


def number_in(attribute: str | None, least: int = 1) -> int:
    """The number that an attribute begins with, 1 where it has none, and ``least`` at least."""
    match = _SPAN.match(attribute or "")
    return max(least, int(match[1])) if match else 1
