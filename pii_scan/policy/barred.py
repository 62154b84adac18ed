"""Tables of plain text that has an upright bar behind each cell and a line end inside rows.

Programs that save pages as text write a cell of several lines, or each cell, on lines of its own:
``구분 |``, ``수집항목 |``, ``---|---|``, ``회원가입 |``, ``이름, 이메일 |``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry

_RULE = re.compile(r"(?=.*\|)[\s|:+-]*-[\s|:+-]*")
# A longer run of lines without a bar is a paragraph below the table, and no cell.
_MOST_LINES_IN_CELL = 12
_FEWEST_COLUMNS = 2
# No table of a policy has more lines, and looking through a book from each line would take long.
_MOST_LINES = 2000


def join_barred(entries: Sequence[Entry], is_head: Callable[[str], bool]) -> list[Entry]:
    """``entries`` with such tables as rows, and without the rules below their heads.

    ``is_head`` says whether a cell is what a column is called; it tells how wide a table is where
    no rule and no row on one line does. A table that its cells do not fill stays as it is.
    """
    joined: list[Entry] = []
    place = 0
    while place < len(entries):
        end = _end(entries, place)
        rows = _rows(entries[place:end], is_head) if end > place else []
        if rows:
            joined += rows
            place = end
        else:
            if not _is_rule(entries[place]):
                joined.append(entries[place])
            place += 1
    return joined


def _end(entries: Sequence[Entry], place: int) -> int:
    """Behind the last line of a table that begins at ``place``; ``place`` itself where none does.

    Its head may stand on one line, as a row; every other line ends a cell or goes on with one.
    """
    first = place + 1 if entries[place].cells else place
    end = first
    for at in range(first, min(len(entries), first + _MOST_LINES)):
        entry = entries[at]
        if entry.cells or at - end >= _MOST_LINES_IN_CELL:
            break
        if entry.text.endswith("|"):
            end = at + 1
        elif end == first:
            return place
    broken = any(not _is_rule(entry) for entry in entries[first:end])
    return end if broken else place


def _rows(entries: Sequence[Entry], is_head: Callable[[str], bool]) -> list[Entry]:
    cells, width = _cells(entries)
    if not width:
        heads = [is_head(text) for _, text in cells]
        width = heads.index(False) if False in heads else 0
    missing = -len(cells) % max(1, width)
    if width < _FEWEST_COLUMNS or len(cells) <= width or missing > 1:
        return []
    cells += [(cells[-1][0], "")] * missing
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    return [_row([entry for entry, _ in row], tuple(text for _, text in row)) for row in rows]


def _cells(entries: Sequence[Entry]) -> tuple[list[tuple[Entry, str]], int]:
    """Each cell with the entry that it begins in, and the width where a line tells it; 0."""
    cells: list[tuple[Entry, str]] = []
    width = len(entries[0].cells)
    cells += [(entries[0], cell) for cell in entries[0].cells]
    begun: list[Entry] = []
    for entry in entries[1:] if width else entries:
        if _is_rule(entry):
            width = width or len(cells)
            continue
        *ended, rest = entry.text.split("|")
        for part in ended:
            texts = [*(above.text for above in begun), part.strip()]
            cells.append(((begun or [entry])[0], "\n".join(text for text in texts if text)))
            begun = []
        if rest.strip() or not ended:
            begun.append(entry if not ended else replace(entry, text=rest.strip()))
    return cells, width


def _row(entries: Sequence[Entry], cells: tuple[str, ...]) -> Entry:
    text = " | ".join(" ".join(cell.split()) for cell in cells if cell)
    return replace(
        entries[0], style="", ordinal=None, text=text, label=None, content=text, cells=cells
    )


def _is_rule(entry: Entry) -> bool:
    return not entry.cells and _RULE.fullmatch(f"{entry.style}{entry.text}") is not None
