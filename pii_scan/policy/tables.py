"""Rows of a table with a head, as values by what their columns are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import TypeVar

from pii_scan.policy.entries import Entry
from pii_scan.policy.lexicon import key_of

ColumnT = TypeVar("ColumnT", bound=StrEnum)
_LONGEST_HEAD = 40


def head_columns(
    cells: Sequence[str], columns: Sequence[tuple[ColumnT, re.Pattern[str]]]
) -> list[ColumnT | None]:
    """What each cell of a table's head is about, the first pattern found in it deciding."""
    return [
        next((c for c, pattern in columns if pattern.search(key_of(cell))), None)
        if len(cell) <= _LONGEST_HEAD
        else None
        for cell in cells
    ]


def read_table(
    rows: Sequence[Entry],
    columns: Sequence[tuple[ColumnT, re.Pattern[str]]],
    needed: AbstractSet[ColumnT],
) -> Iterator[tuple[Entry, dict[ColumnT, str]]] | None:
    """Each row below the head with its cells by column; None where the first row is no head.

    A head says of at least half of its cells what they are about, and of one column that is
    ``needed``. Two columns about the same are joined. A row that has fewer cells than the head
    lacks those in front, as a cell that spans rows leaves them.
    """
    head = head_columns(rows[0].cells, columns)
    known = [column for column in head if column is not None]
    if len(known) * 2 < len(head) or not needed & set(known) or len(set(known)) < min(2, len(head)):
        return None
    return _below(rows[1:], head)


def _below(
    rows: Sequence[Entry], head: Sequence[ColumnT | None]
) -> Iterator[tuple[Entry, dict[ColumnT, str]]]:
    for row in rows:
        missing = max(0, len(head) - len(row.cells))
        values: dict[ColumnT, str] = {}
        for column, cell in zip(head, ("",) * missing + row.cells, strict=False):
            if column is not None and cell:
                values[column] = f"{values[column]} {cell}" if column in values else cell
        yield row, values
