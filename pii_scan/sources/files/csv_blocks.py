"""A delimited file as blocks of whole rows: a quoted cell may hold line ends.

Rows end at the line ends outside of quotes. Where quotes are as RFC 4180 has them, those are the
line ends with an even number of quotes before them, which is as fast as counting bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pii_scan.raw_files.compression import Readable
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.dialect import Dialect

BLOCK = 4 * 1024 * 1024
"""The bytes that are read before rows are given."""

LONGEST_ROW = 32 * 1024 * 1024
"""The bytes of one row that are looked at; the rest of a longer one is passed over."""


@dataclass(slots=True)
class RowBlocks:
    """Blocks of whole rows from ``stream``; each ends with a line end, but perhaps the last.

    ``cut`` counts the rows longer than ``LONGEST_ROW``, ``broken`` is why the stream ended early.
    With ``loose`` quotes within a cell are text, as where inches are written; it is slower.
    """

    stream: Readable
    dialect: Dialect
    size: int = BLOCK
    loose: bool = False
    cut: int = 0
    broken: BrokenFileError | None = None
    _pending: bytearray = field(default_factory=bytearray)

    def __iter__(self) -> Iterator[bytes]:
        while data := self._read():
            self._pending += data
            if len(self._pending) < min(self.size, LONGEST_ROW):
                continue
            end = last_row_end(self._pending, self.dialect, loose=self.loose)
            if end:
                yield bytes(self._pending[:end])
                del self._pending[:end]
            elif len(self._pending) > LONGEST_ROW:
                yield self._shortened()
        if self._pending:
            yield bytes(self._pending)
            self._pending.clear()

    def _read(self) -> bytes:
        try:
            return self.stream.read(self.size)
        except BrokenFileError as broken:
            self.broken = broken
            return b""

    def _shortened(self) -> bytes:
        """The beginning of a row that is too long; the stream is then behind its end."""
        self.cut += 1
        quote = (self.dialect.quote or "").encode()
        kept = bytes(self._pending[:LONGEST_ROW])
        rest: bytes | bytearray = self._pending[LONGEST_ROW:]
        self._pending = bytearray()
        inside = bool(quote) and kept.count(quote) % 2 == 1
        row = kept + (quote if inside else b"") + b"\n"
        while rest:
            end, inside = _end_of_row(bytes(rest), quote, inside=inside)
            if end:
                self._pending += rest[end:]
                break
            rest = self._read()
        return row


def _end_of_row(data: bytes, quote: bytes, *, inside: bool) -> tuple[int, bool]:
    """Behind the first line end outside of quotes, or 0 and whether ``data`` ends inside."""
    at = 0
    while True:
        end = data.find(b"\n", at)
        stretch = data[at : len(data) if end < 0 else end]
        if quote and stretch.count(quote) % 2:
            inside = not inside
        if end < 0:
            return 0, inside
        if not inside:
            return end + 1, False
        at = end + 1


def last_row_end(data: bytes | bytearray, dialect: Dialect, *, loose: bool = False) -> int:
    """Behind the last line end that ends a row, where ``data`` begins with a row; 0 without one."""
    if dialect.quote is None:
        return data.rfind(b"\n") + 1
    quote = dialect.quote.encode()
    if dialect.escape:
        data = re.sub(rb"\\.", b"__", bytes(data), flags=re.DOTALL)
    if loose:
        return _last_loose_end(bytes(data), dialect)
    odd = data.count(quote) % 2 == 1
    end = len(data)
    while True:
        newline = data.rfind(b"\n", 0, end)
        if newline < 0:
            return 0
        # Quotes behind the line end decide whether it is outside of them.
        odd ^= data.count(quote, newline, end) % 2 == 1
        if not odd:
            return newline + 1
        end = newline


def _last_loose_end(data: bytes, dialect: Dialect) -> int:
    """The same where a quote counts only at the beginning of a cell."""
    quote = re.escape((dialect.quote or '"').encode())
    edge = re.escape(dialect.delimiter.encode())
    cells = re.compile(
        rb"(?:(?<=%s)|(?<=[\r\n])|^)%s(?:[^%s]|%s%s)*+(%s)?"
        % (edge, quote, quote, quote, quote, quote)
    )
    last = data.rfind(b"\n")
    for cell in reversed(list(cells.finditer(data))):
        # The last cell may go on beyond the data even where a quote ends it here.
        ends = cell.end() if cell[1] and cell.end() < len(data) else len(data)
        if cell.start() <= last < ends:
            last = data.rfind(b"\n", 0, cell.start())
        elif last >= ends:
            break
    return last + 1


def first_row_start(data: bytes, dialect: Dialect, width: int) -> int | None:
    """Where the first whole row begins in ``data``, which is from the middle of a file.

    Whether ``data`` begins within quotes is not known: of both possibilities the one counts that
    gives more rows of ``width`` cells. None where there is no row end.
    """
    newline = data.find(b"\n")
    quote = (dialect.quote or "").encode()
    if newline < 0:
        return None
    if not quote or quote not in data:
        return newline + 1
    starts = []
    for inside in (False, True):
        start, _ = _end_of_row(data, quote, inside=inside)
        if start:
            starts.append((_fitting(data[start:], dialect, width), not inside, start))
    return max(starts)[2] if starts else None


def _fitting(data: bytes, dialect: Dialect, width: int) -> float:
    end = last_row_end(data, dialect)
    rows = [row for row in dialect.reader(data[:end].decode(errors="replace")) if row]
    return sum(len(row) == width for row in rows) / len(rows) if rows else 0.0
