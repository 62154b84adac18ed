"""The table of categories that the law of California asks for, where each cell is a line.

Its head is "Category", "Examples" and "Collected"; each row ends with a line that says yes or no.
A name and its examples may go over several lines, so they are parted where the name has its stop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry
from pii_scan.policy.lexicon import key_of

_HEADS = ({"category", "categories"}, {"examples", "example"}, {"collected", "collected?"})
_ANSWERS = {"yes", "no", "y", "n"}
# No row of such a table has more lines.
_LONGEST_ROW = 30


def join_categories(entries: Sequence[Entry]) -> list[Entry]:
    """``entries`` with such tables as rows; a table whose rows do not end so stays as it is."""
    joined: list[Entry] = []
    place = 0
    while place < len(entries):
        rows, end = _table(entries, place)
        if rows:
            joined += rows
            place = end
        else:
            joined.append(entries[place])
            place += 1
    return joined


def _table(entries: Sequence[Entry], place: int) -> tuple[list[Entry], int]:
    head = entries[place : place + len(_HEADS)]
    keys = [key_of(entry.text) for entry in head]
    if len(head) < len(_HEADS) or not all(
        key in names and not entry.cells
        for key, names, entry in zip(keys, _HEADS, head, strict=True)
    ):
        return [], place
    rows = [_row(head[0], tuple(entry.text for entry in head))]
    begin = end = place + len(_HEADS)
    for at in range(begin, len(entries)):
        if entries[at].cells or at - end >= _LONGEST_ROW:
            break
        if key_of(entries[at].text) in _ANSWERS and at > end:
            name, examples = _parted([entry.text for entry in entries[end:at]])
            rows.append(_row(entries[end], (name, examples, entries[at].text)))
            end = at + 1
    return (rows, end) if len(rows) > 1 else ([], place)


def _parted(lines: Sequence[str]) -> tuple[str, str]:
    """The name of a category, which ends with a stop or with its first line, and its examples."""
    for count in range(1, len(lines)):
        name = " ".join(lines[:count])
        if name.endswith(".") and name.count("(") == name.count(")"):
            return name, " ".join(lines[count:])
    return lines[0], " ".join(lines[1:])


def _row(entry: Entry, cells: tuple[str, ...]) -> Entry:
    text = " | ".join(cells)
    return replace(
        entry, style="", ordinal=None, text=text, label=None, content=text, cells=cells, level=None
    )
