"""A sheet of any workbook as a table: its header, the rows drawn from it, its columns."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import polars as pl

from pii_scan.sources.base import DEFAULT_MAX_VALUE
from pii_scan.sources.files.cells import Counted, counts_of_objects, counts_under_keys, with_bytes
from pii_scan.sources.files.header import ABOVE, header_of
from pii_scan.sources.files.parts import FilePart, Limits, RowCount, Rows, Unread, Values
from pii_scan.sources.files.sampling import MOST_KEPT
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.key_values import KeyedTable
from pii_scan.sources.tables.leaving import may_mark

_HEAD_ROWS = 400
# Held at once where every row is read.
_BLOCK_ROWS = 20_000


def sheet_parts(
    title: str, book: str, rows: Iterable[Sequence[object]], limits: Limits
) -> Iterator[FilePart]:
    """The columns of the sheet ``title`` of ``book``, and how many rows it has.

    ``rows`` are cells as Python has them; empty ones at the end and empty rows are left out.
    """
    lines = (line[: _used(line)] for line in rows)
    lines = (line for line in lines if line)
    head = list(islice(lines, _HEAD_ROWS))
    if not head:
        yield RowCount(0, 0)
        return
    header = header_of([[_shown(cell) for cell in line] for line in head])
    above = [cell for line in head[: header.above] for cell in line]
    if above:
        counted = counts_of_objects(above, limits.max_value)
        yield Values((title, ABOVE), counted.counts, cut=counted.cut)
    body = chain(head[header.rows :], lines)
    keyed = KeyedTable((title, book), header.names, lambda name: limits.may_read((title, name)))
    sheet = _Sheet(title, header.names, keyed, limits.max_value)
    if limits.rows > MOST_KEPT:
        yield from _every(sheet, body)
        return
    drawn, total, width = _drawn(body, limits.rows)
    yield from _values(sheet, drawn, width)
    yield RowCount(len(drawn), total)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet that is read: its title, the names of its columns, and whether some are keys."""

    title: str
    names: Sequence[str]
    keyed: KeyedTable
    max_value: int

    def counted(self, column: list[object]) -> Counted:
        return with_bytes(counts_of_objects(column, self.max_value), self.max_value)


def _every(sheet: _Sheet, lines: Iterator[Sequence[object]]) -> Iterator[FilePart]:
    """All rows, some thousands at a time."""
    total, width = 0, 0
    given = False
    while (block := list(islice(lines, _BLOCK_ROWS))) or not given:
        given = True
        total += len(block)
        width = max(width, *map(len, block)) if block else width
        yield from _values(sheet, block, width)
    yield RowCount(total, total)


def _values(
    sheet: _Sheet, lines: Sequence[Sequence[object]], width: int
) -> Iterator[Values | Rows | Unread]:
    title, names = sheet.title, sheet.names
    apart = _apart(sheet.keyed, lines)
    for number in range(max(width, len(names))):
        name = names[number] if number < len(names) else f"column {number + 1}"
        if apart and sheet.keyed.pair and number == sheet.keyed.pair.value:
            counted = counts_under_keys(apart, sheet.counted)
        else:
            counted = sheet.counted([line[number] for line in lines if number < len(line)])
        yield Values((title, name), counted.counts, cut=counted.cut, under=counted.under)
        if counted.opaque:
            yield Unread(opaque_values(counted.opaque), (title, name))
    marks = [number for number, name in enumerate(names) if may_mark(name)]
    # Cells become text one by one: those of people who may have left.
    rows = [
        dict(zip(names, map(_shown, line), strict=False))
        for line in lines
        if any(number < len(line) and line[number] for number in marks)
    ]
    if rows:
        yield Rows((title,), pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String)))


def _apart(keyed: KeyedTable, lines: Sequence[Sequence[object]]) -> Mapping[str, list[object]]:
    if keyed.pair is None:
        return {}
    keys, values = (
        [line[number] if number < len(line) else None for line in lines] for number in keyed.pair
    )
    return keyed.apart(keys, values)


def _shown(cell: object) -> str:
    return next(iter(counts_of_objects([cell], DEFAULT_MAX_VALUE).counts), "")


def _drawn(lines: Iterator[Sequence[object]], rows: int) -> tuple[list[Sequence[object]], int, int]:
    """At most ``rows`` lines from all over, how many there are, and how wide the widest is.

    The draw is by chance with a fixed seed: a sheet must be read to its end in any case.
    """
    chance = random.Random(0)  # noqa: S311  a sample, no secret
    kept: list[tuple[int, Sequence[object]]] = []
    total = width = 0
    for number, line in enumerate(lines):
        total = number + 1
        width = max(width, len(line))
        if len(kept) < rows:
            kept.append((number, line))
        elif (place := chance.randrange(total)) < rows:
            kept[place] = (number, line)
    return [line for _, line in sorted(kept, key=lambda entry: entry[0])], total, width


def _used(line: Sequence[object]) -> int:
    return max((n + 1 for n, cell in enumerate(line) if cell is not None and cell != ""), default=0)
