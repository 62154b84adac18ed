"""Tables of plain text that has an upright bar behind each cell and a line end inside rows.

Programs that save pages as text write a cell of several lines, or each cell, on lines of its own:
``구분 |``, ``수집항목 |``, ``---|---|``, ``회원가입 |``, ``이름, 이메일 |``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry, entry_of

_RULE = re.compile(r"(?=.*\|)[\s|:+-]*-[\s|:+-]*")
_NEED = re.compile(r"[(\[]\s*(?:필수|선택)")
# A longer run of lines without a bar is a paragraph below the table, and no cell.
_MOST_LINES_IN_CELL = 12
_FEWEST_COLUMNS = 2
# No table of a policy has more lines, and looking through a book from each line would take long.
_MOST_LINES = 2000
# Such a table may begin further down in a shorter run of lines that is none.
_LONGEST_TRIED_AGAIN = 100


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
        elif end - place > _LONGEST_TRIED_AGAIN:
            joined += [entry for entry in entries[place:end] if not _is_rule(entry)]
            place = end
        else:
            if not _is_rule(entries[place]):
                joined.append(_without_bar(entries[place]))
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
        elif end == first and not _has_bar_below(entries, at):
            return place
    broken = any(not _is_rule(entry) for entry in entries[first:end])
    return end if broken else place


def _has_bar_below(entries: Sequence[Entry], place: int) -> bool:
    """Whether the bar behind a cell of one line stands alone on the next."""
    return place + 1 < len(entries) and entries[place + 1].text == "|"


def _rows(entries: Sequence[Entry], is_head: Callable[[str], bool]) -> list[Entry]:
    cells, width = _cells(entries)
    if not width:
        heads = [is_head(text) for _, text in cells]
        width = heads.index(False) if False in heads else 0
    if width < _FEWEST_COLUMNS or len(cells) <= width:
        return []
    rows = _in_rows(cells, width)
    # The last cell may lack its bar.
    if len(rows[-1]) == width - 1 and not _NEED.match(rows[-1][0][1]):
        rows[-1].append((rows[-1][-1][0], ""))
    elif len(rows[-1]) < width and not _NEED.match(rows[-1][0][1]):
        return []
    return [_row([entry for entry, _ in row], tuple(text for _, text in row)) for row in rows]


def _in_rows(cells: Sequence[tuple[Entry, str]], width: int) -> list[list[tuple[Entry, str]]]:
    """The cells by rows; one that begins with "(선택) …" a spanning cell above left short."""
    rows: list[list[tuple[Entry, str]]] = []
    place = needs = 0
    while place < len(cells):
        short = needs if _NEED.match(cells[place][1]) else 0
        row = list(cells[place : place + width - short])
        place += len(row)
        rows.append(row)
        stated = (at for at, (_, text) in enumerate(row) if _NEED.match(text))
        needs = short or next(stated, 0)
    return rows


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


def _without_bar(entry: Entry) -> Entry:
    """A line that belongs to no table, without the bar that stood behind it as a cell."""
    bare = entry.text.removesuffix("|").rstrip()
    if entry.cells or not bare or bare == entry.text or "|" in bare:
        return entry
    return replace(entry_of(entry, bare), style=entry.style, ordinal=entry.ordinal)


def _is_rule(entry: Entry) -> bool:
    return not entry.cells and _RULE.fullmatch(f"{entry.style}{entry.text}") is not None
