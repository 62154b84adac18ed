"""Tables whose cells a slash parts: "위탁업무명 / 수탁업체 / 위탁기간", row for row.

A slash parts names as often, so only a head of columns and nothing else begins such a table, and
it ends with the first line that has another number of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry

_SLASH = " / "
_NARROWEST = 2


def join_slashed(entries: Sequence[Entry], is_head_cell: Callable[[str], bool]) -> list[Entry]:
    """``entries``, with the lines of such tables as rows."""
    joined: list[Entry] = []
    width = 0
    for entry in entries:
        cells = () if entry.cells else tuple(cell.strip() for cell in entry.text.split(_SLASH))
        if len(cells) >= _NARROWEST and all(map(is_head_cell, cells)):
            width = len(cells)
        elif len(cells) != width:
            width = 0
        row = replace(entry, label=None, content=entry.text, cells=cells)
        joined.append(row if width else entry)
    return joined
