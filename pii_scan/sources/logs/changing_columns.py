"""A log that names its columns anew further on: IIS does, when its fields are chosen anew."""

from __future__ import annotations

from collections.abc import Callable

from pii_scan.sources.logs.tables import Table, table_of

_FIELDS = b"#Fields:"
_LONGEST = 64 * 1024
_BLOCK = 1024 * 1024


def parted(table: Table, data: bytes) -> list[tuple[Table, bytes]]:
    """Whole lines by the columns that they have; the first ones have those of ``table``."""
    parts = []
    start = at = 0
    if table.has_comments and data.startswith(_FIELDS):
        table = table_of(data[:_LONGEST]) or table
    while table.has_comments and (at := data.find(b"\n" + _FIELDS, at) + 1):
        other = table_of(data[at : at + _LONGEST])
        if other and other.names != table.names:
            parts.append((table, data[start:at]))
            table, start = other, at
    return [*parts, (table, data[start:])]


def table_at(table: Table, place: int, before: Callable[[int, int], bytes]) -> Table:
    """The columns that lines have from ``place`` on, in a text that begins as ``table``.

    ``before`` gives up to so many bytes that stand before a place.
    """
    end = place
    while table.has_comments and (block := before(end, _BLOCK)):
        begin = end - len(block)
        at = block.rfind(b"\n" + _FIELDS) + 1
        if at:
            line = min(place, begin + at + _LONGEST)
            return table_of(before(line, line - begin - at)) or table
        # The line can stand on both sides of where the block begins.
        end = begin + len(_FIELDS) if begin else 0
    return table
