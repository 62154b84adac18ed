"""CSV, TSV and every other delimited text as a table.

A small or packed file is read from end to end. From a large one rows are drawn at places spread
over it, which costs the same whatever its size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import polars as pl

from pii_scan.model import Label, Reason
from pii_scan.raw_files.compression import Readable
from pii_scan.sources.files.cells import NOTHING, Counted, counts_of, counts_under_keys
from pii_scan.sources.files.csv_blocks import RowBlocks, first_row_start, last_row_end
from pii_scan.sources.files.csv_frames import rows_of
from pii_scan.sources.files.dialect import Dialect, dialect_of
from pii_scan.sources.files.header import ABOVE, Header, header_of
from pii_scan.sources.files.kinds import told_by_name
from pii_scan.sources.files.parts import (
    DataFile,
    FilePart,
    Limits,
    RowCount,
    Rows,
    Unread,
    Values,
)
from pii_scan.sources.files.sampling import MOST_KEPT, RowPool
from pii_scan.sources.files.spots import LARGE, Spots
from pii_scan.sources.files.text_stream import TextStream, read_text
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.key_values import KeyedTable
from pii_scan.sources.tables.leaving import may_mark

_HEAD_ROWS = 400
_UNCLOSED = Reason(
    "a quote is opened and never closed: what follows was read as one cell",
    "닫히지 않은 따옴표가 있음: 그 뒤를 한 셀로 읽음",
)


def read_csv(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. Columns without a name are numbered, cells beyond the header as well."""
    return read_text(file, lambda stream: _table(file, stream, limits).parts())


def _table(file: DataFile, stream: TextStream, limits: Limits) -> _Table:
    text = stream.head_text()
    dialect = dialect_of(text, file.suffix)
    records = _records(text, dialect, whole=stream.whole)
    return _Table(file, stream, limits, dialect, header_of(records), text)


@dataclass(slots=True)
class _Table:
    """One table while it is read. ``text`` is the beginning of the file."""

    file: DataFile
    stream: TextStream
    limits: Limits
    dialect: Dialect
    header: Header
    text: str = field(repr=False)
    keyed: KeyedTable = field(init=False)
    opaque: dict[str, Counter[Label]] = field(default_factory=dict)
    scanned: int = 0
    ragged: int = 0
    parsed: int = 0

    def __post_init__(self) -> None:
        self.keyed = KeyedTable(
            (told_by_name(self.file.table),),
            self.header.names,
            lambda name: self.limits.may_read((name,)),
        )

    def parts(self) -> Iterator[FilePart]:
        yield from self._above()
        start = _offset_after(self.text, self.dialect, self.header.rows)
        if self._is_large(self.text[start:]):
            encoding = self.stream.encoding
            before = self.text[:start].encode(self.stream.decoder.encoding, "replace")
            yield from self._drawn(encoding.mark + len(before))
        else:
            source: Readable = self.stream
            if self.dialect.end == "\r":
                source = _Unixed(source)
                self.dialect = replace(self.dialect, end="\n")
            yield from self._whole(source, start)
        for name, kinds in self.opaque.items():
            yield Unread(opaque_values(kinds), (name,))
        if self.ragged:
            yield Unread(self._ragged())

    def _ragged(self) -> Reason:
        columns = f"{len(self.header.names):,}"
        return Reason(
            f"rows with more or fewer cells than the {columns} columns: "
            f"{self.ragged:,} of {self.parsed:,}; their cells were read by position",
            f"셀 수가 컬럼 수({columns}개)와 다른 행: {self.parsed:,}행 중 {self.ragged:,}행; "
            "셀을 위치 순서대로 읽음",
        )

    def _above(self) -> Iterator[FilePart]:
        """Titles, dates of printing and names of clerks, which are no rows."""
        records = _records(self.text, self.dialect, whole=True)[: self.header.above]
        cells = [cell.strip() for row in records for cell in row if cell.strip()]
        if cells:
            counted = counts_of(pl.Series(cells), self.limits.max_value)
            yield Values((ABOVE,), counted.counts, cut=counted.cut)

    def _is_large(self, text: str) -> bool:
        """Whether drawing rows here and there is worth it; ``text`` are the first records."""
        if not self.stream.plain or not self.file.seekable or self.file.size <= LARGE:
            return False
        if self.dialect.end == "\r" or self.limits.rows > MOST_KEPT:
            return False
        lines = text.count("\n")
        return lines > 0 and self.file.size > self.limits.rows * len(text.encode()) / lines

    def _whole(self, source: Readable, start: int) -> Iterator[FilePart]:
        """From end to end; ``start`` is where the records begin, in characters of the text."""
        blocks = RowBlocks(source, self.dialect)
        pool = RowPool(self.limits.rows)
        every = self.limits.rows > MOST_KEPT
        known = len(self.header.names)
        given = unclosed = False
        for data in blocks:
            text, start = self.stream.text(data)[start:], 0
            parsed = rows_of(text, self.dialect, len(self.header.names))
            blocks.loose = blocks.loose or parsed.sloppy
            unclosed = _is_open(data, parsed.frame, self.dialect)
            self.ragged += parsed.ragged
            self.parsed += parsed.frame.height
            known = max(known, parsed.frame.width)
            if every:
                self.scanned += parsed.frame.height
                given = True
                yield from self._values(parsed.frame, known)
            else:
                pool.add(parsed.frame)
        if not every:
            frame = pool.drawn()
            self.scanned = frame.height
            yield from self._values(frame, known)
        elif not given:
            yield from self._values(pl.DataFrame(), known)
        yield RowCount(self.scanned, self.scanned if every else pool.seen)
        if blocks.cut:
            yield Unread(
                Reason(
                    f"rows over 32 MiB were cut, the rest of them was not seen: {blocks.cut:,}",
                    f"32 MiB를 넘는 행 {blocks.cut:,}개의 나머지 부분은 점검하지 못함",
                )
            )
        if blocks.broken:
            yield Unread(blocks.broken.reason)
        elif unclosed:
            yield Unread(_UNCLOSED)

    def _drawn(self, start: int) -> Iterator[FilePart]:
        """Some rows at each of many places between ``start`` and the end, in bytes."""
        width = len(self.header.names)
        spots = Spots(
            self.stream,
            start,
            self.file.size,
            self.limits.rows,
            partial(first_row_start, dialect=self.dialect, width=width),
            partial(last_row_end, dialect=self.dialect),
        )
        frames: list[pl.DataFrame] = []
        bytes_of_rows = 0
        for data in spots:
            parsed = rows_of(self.stream.text(data), self.dialect, width)
            bytes_of_rows += len(data)
            self.parsed += parsed.frame.height
            self.ragged += parsed.ragged
            pool = RowPool(spots.share)
            pool.add(parsed.frame)
            frames.append(pool.drawn())
        frame = pl.concat(frames, how="diagonal") if frames else pl.DataFrame()
        frame = frame.head(self.limits.rows)
        self.scanned = frame.height
        yield from self._values(frame, max(width, frame.width))
        share = (self.file.size - start) / bytes_of_rows if bytes_of_rows else None
        # Rows as long as to hide most places say nothing of the others.
        known = share is not None and spots.lost * 2 < spots.count
        total = round(share * self.parsed) if share is not None and known else None
        yield RowCount(self.scanned, total)
        if spots.fault:
            yield Unread(spots.fault)
        if frame.height * 2 < self.limits.rows:
            yield Unread(
                Reason(
                    f"no row ends within 8 MiB at {spots.lost:,} of {spots.count:,} places",
                    f"{spots.count:,}곳 중 {spots.lost:,}곳에서 8 MiB 안에 행이 끝나지 않음",
                )
            )

    def _values(self, frame: pl.DataFrame, known: int) -> Iterator[Values | Rows]:
        names = {}
        columns = {column.name: column for column in frame.iter_columns()}
        apart = self._apart(columns)
        for number in range(known):
            name = (
                self.header.names[number]
                if number < len(self.header.names)
                else f"column {number + 1}"
            )
            names[f"{number}"] = name
            column = columns.get(f"{number}")
            if column is None:
                yield Values((name,), {})
                continue
            if apart and self.keyed.pair and number == self.keyed.pair.value:
                counted = counts_under_keys(apart, self._counted)
            else:
                counted = self._counted(column)
            if counted.opaque:
                self.opaque.setdefault(name, Counter()).update(counted.opaque)
            yield Values((name,), counted.counts, cut=counted.cut, under=counted.under)
        if any(map(may_mark, names.values())) and len(set(names.values())) == len(names):
            yield Rows((), frame.rename(names, strict=False))

    def _counted(self, values: pl.Series | Sequence[object]) -> Counted:
        return counts_of(pl.Series(values, dtype=pl.String).fill_null(""), self.limits.max_value)

    def _apart(self, columns: Mapping[str, pl.Series]) -> Mapping[str, list[object]]:
        if self.keyed.pair is None or not columns:
            return {}
        keys, values = (columns[f"{number}"].fill_null("") for number in self.keyed.pair)
        return self.keyed.apart(["" if key in NOTHING else key for key in keys], values)


def _is_open(data: bytes, frame: pl.DataFrame, dialect: Dialect) -> bool:
    """Whether the last row of ``data`` goes on to the end of the file within quotes."""
    if dialect.quote is None or data.count(dialect.quote.encode()) % 2 == 0 or not frame.height:
        return False
    return any("\n" in cell for cell in frame.row(frame.height - 1) if cell)


def _records(text: str, dialect: Dialect, *, whole: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in dialect.reader(text):
        if any(cell.strip() for cell in row):
            rows.append(row)
        if len(rows) >= _HEAD_ROWS:
            return rows
    return rows if whole or len(rows) == 1 else rows[:-1]


def _offset_after(text: str, dialect: Dialect, rows: int) -> int:
    """Where the text goes on behind its first ``rows`` rows, those without a cell left out."""
    reader = dialect.reader(text)
    left = rows
    while left and (row := next(reader, None)) is not None:
        left -= any(cell.strip() for cell in row)
    at = 0
    for _ in range(reader.line_num if rows else 0):
        at = text.find(dialect.end, at) + 1 or len(text)
    return at


@dataclass(slots=True)
class _Unixed:
    """A stream whose lines end with carriage returns, as old Macs wrote them."""

    source: Readable

    def read(self, size: int = -1, /) -> bytes:
        return self.source.read(size).replace(b"\r", b"\n")
