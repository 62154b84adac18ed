"""Tables of those who get data whose heads call their columns otherwise: "Service | Used for".

Which column names somebody shows in its cells: most of them are written as names, or have the form
of a company. That column is called as the readers of tables know it, and what stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry
from pii_scan.policy.party_columns import COLUMNS, Column
from pii_scan.policy.party_latin import is_name, names_somebody
from pii_scan.policy.party_lines import names_company
from pii_scan.policy.party_lists import listed_party
from pii_scan.policy.tables import head_columns

_NAME_HEAD = "수탁업체"
_TASK_HEAD = "위탁업무"
_LONGEST_NAME = 60


def with_names_headed(rows: Sequence[Entry]) -> Sequence[Entry]:
    """``rows`` with a head that says which column names somebody, where its own does not."""
    if len(rows) < 2 or not _is_regular(rows):  # noqa: PLR2004  a head and a row below it
        return rows
    head = list(rows[0].cells)
    columns = head_columns(head, COLUMNS)
    if any(map(_names, head)) or not any(columns):
        return rows
    if Column.NAME not in columns:
        place = next((p for p in range(len(head)) if _lists_names(rows[1:], p)), None)
        if place is None:
            return rows
        head[place], columns[place] = _NAME_HEAD, Column.NAME
    if Column.TASK not in columns:
        unknown = [p for p, column in enumerate(columns) if column is None]
        if unknown:
            head[unknown[0]] = _TASK_HEAD
    return [replace(rows[0], cells=tuple(head)), *rows[1:]]


def names_somebody_in(rows: Sequence[Entry]) -> bool:
    """Whether a cell of ``rows`` is written as the name of a company or a service."""
    return any(_names(cell) for row in rows for cell in row.cells)


def _is_regular(rows: Sequence[Entry]) -> bool:
    return len({len(row.cells) for row in rows}) == 1


def _lists_names(rows: Sequence[Entry], place: int) -> bool:
    said = [row.cells[place] for row in rows if row.cells[place]]
    named = sum(map(_names, said))
    return named > 0 and named * 2 >= len(said)


def _names(cell: str) -> bool:
    cell = " ".join(cell.split())
    if not cell or len(cell) > _LONGEST_NAME:
        return False
    if names_company(cell):
        return True
    if is_name(cell):
        return names_somebody(cell)
    listed = listed_party(cell)
    return listed is not None and not listed.is_kind and listed.sure
