"""JSON and JSON lines: each path is a column, each record a row."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from pii_scan.documents.json_text import DECODER, document_leaves
from pii_scan.documents.leaves import joined
from pii_scan.keys import key_name
from pii_scan.model import Reason
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.cells import Counted, with_bytes
from pii_scan.sources.files.csv_blocks import RowBlocks
from pii_scan.sources.files.dialect import Dialect
from pii_scan.sources.files.json_keyed import Beside, KeyedRecords
from pii_scan.sources.files.json_stream import JsonStream, Piece
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
from pii_scan.sources.files.sampling import MOST_KEPT, ItemPool, RowPool
from pii_scan.sources.files.spots import LARGE, Spots
from pii_scan.sources.files.text_stream import TextStream, read_text
from pii_scan.sources.tables.binary_values import opaque_values
from pii_scan.sources.tables.leaving import may_mark

TEXT = "(text)"
"""The place of lines that are no JSON."""

_MOST_PATHS = 2000
_OTHER = "(other keys)"
_DEEPEST = 3
# Distinct values held before they are given.
_FLUSH = 500_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINES_TOLD_BY = 20
_LINES = Dialect(delimiter="\x00", quote=None)


def read_json(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. Places are paths: ``email``, ``users[].contact.phone``."""

    def parts(stream: TextStream) -> Iterator[FilePart]:
        if _is_lines(stream.head_text(), whole=stream.whole):
            return _lines(file, stream, limits)
        return _document(stream, told_by_name(file.table), limits)

    return read_text(file, parts)


def _is_lines(text: str, *, whole: bool) -> bool:
    """Whether each line is a document: the first is one, and there are others.

    The first may also be cut off, as ``tail -c`` leaves it, where most others are objects.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 and whole:  # noqa: PLR2004
        return False
    if isinstance(_parsed(lines[0]), dict | list):
        return True
    others = lines[1 : _LINES_TOLD_BY + 1] if whole else lines[1:-1][:_LINES_TOLD_BY]
    return sum(isinstance(_parsed(line), dict) for line in others) * 2 > len(others)


def _parsed(line: str) -> object:
    try:
        return DECODER.decode(line.strip())
    except (json.JSONDecodeError, RecursionError):
        return None


@dataclass(slots=True)
class _Paths:
    """Counts of the values of each path. A file that names keys after data has endless paths."""

    max_value: int
    keyed: KeyedRecords
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    cut: Counter[str] = field(default_factory=Counter)
    held: int = 0
    empty: dict[str, None] = field(default_factory=dict)
    records: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """By what stands before their keys, the records that may say that a person left."""
    may_mark: dict[str, bool] = field(default_factory=dict)

    def add(self, path: str, value: object, *, record: bool = True) -> None:
        """All leaves of a document that stands at ``path``, and the keys that have no value.

        A ``record`` is one of several.
        """
        prefix, row, marks = f"{path}." if path else "", {}, False
        if isinstance(value, dict) and (beside := self._held_back(path, value)):
            row[f"{prefix}{beside.value}"] = beside.text[: self.max_value]
            value = {name: of for name, of in value.items() if name != beside.value}
        for leaf, value_text in document_leaves(value, path):
            name, text = _printable(leaf) or "[]", _printable(value_text)
            self._count(name, text)
            row[name] = text[: self.max_value]
            if name not in self.may_mark and len(self.may_mark) < _MOST_PATHS:
                self.may_mark[name] = may_mark(name.removeprefix(prefix))
            marks |= self.may_mark.get(name, False)
        if marks and isinstance(value, dict):
            self.records.setdefault(prefix, []).append(row)
            self.held += 1
        if isinstance(value, dict) and len(self.empty) < _MOST_PATHS:
            self.empty.update(dict.fromkeys(_without_value(value, path, 0)))
            if record and not path:
                self.empty.update(dict.fromkeys(_holding_others(value)))

    def add_text(self, text: str) -> None:
        """A line that is no JSON."""
        self._count(TEXT, _printable(text))

    def _held_back(self, path: str, record: dict[str, object]) -> Beside | None:
        beside = self.keyed.hold(path, record, self.max_value)
        if beside is not None:
            self.held += 1
            self.cut[joined(path, beside.value)] += len(beside.text) > self.max_value
        return beside

    def _count(self, path: str, text: str) -> None:
        if len(text) > self.max_value:
            self.cut[path] += 1
            text = text[: self.max_value]
        self._add(path, text, 1)

    def _add(self, path: str, text: str, times: int) -> None:
        if path not in self.counts and len(self.counts) >= _MOST_PATHS:
            path = _OTHER
        values = self.counts.setdefault(path, {})
        self.held += text not in values
        values[text] = values.get(text, 0) + times

    def given(self) -> Iterator[Values | Rows | Unread]:
        """All counts so far, which are then forgotten; the paths are not."""
        under: dict[str, dict[str, dict[str, int]]] = {}
        for path, key, text, times in self.keyed.given():
            if key is None:
                self._add(_printable(path), _printable(text), times)
            else:
                beside = under.setdefault(_printable(path), {}).setdefault(key, {})
                beside[_printable(text)] = beside.get(_printable(text), 0) + times
        for path, keys in under.items():
            self.counts.setdefault(path, {})
            yield Values((path,), {}, cut=self.cut.pop(path, 0), under=keys)
        for path, values in self.counts.items():
            if values:
                counted = with_bytes(Counted(values, self.cut.pop(path, 0)), self.max_value)
                yield Values((path,), counted.counts, cut=counted.cut)
                if counted.opaque:
                    yield Unread(opaque_values(counted.opaque), (path,))
                self.counts[path] = {}
        for prefix, records in self.records.items():
            names = dict.fromkeys(name for record in records for name in record)
            frame = pl.DataFrame(records, schema=dict.fromkeys(names, pl.String))
            yield Rows((), frame, prefix)
        self.records.clear()
        self.held = 0

    def never_filled(self) -> Iterator[Values]:
        """The keys that no record has a value for: a table has columns like that as well."""
        for path in self.empty:
            if path not in self.counts:
                yield Values((path,), {})


def _holding_others(record: dict[str, object]) -> Iterator[str]:
    """The keys of a record, which is a row, that hold objects or lists: a table has columns so."""
    for key, value in record.items():
        if isinstance(value, dict | list) and value and (name := key_name(key)):
            yield _printable(name)


def _without_value(document: dict[str, object], path: str, depth: int) -> Iterator[str]:
    for key, value in document.items():
        name = key_name(key)
        if name is None:
            continue
        if value is None or value in ("", [], {}):
            yield _printable(joined(path, name))
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _without_value(value, joined(path, name), depth + 1)


def _printable(text: str) -> str:
    r"""The text with halves of UTF-16 pairs replaced, which JSON can spell as ``\ud800``."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _lines(file: DataFile, stream: TextStream, limits: Limits) -> Iterator[FilePart]:
    keyed = KeyedRecords(told_by_name(file.table), limits.may_read)
    paths, rows = _Paths(limits.max_value, keyed), limits.rows
    bad = 0
    total: int | None
    if rows > MOST_KEPT:
        scanned = 0
        blocks = RowBlocks(stream, _LINES)
        for data in blocks:
            lines = _split(stream.text(data))
            scanned += lines.len()
            bad += _add(paths, lines)
            if paths.held > _FLUSH:
                yield from paths.given()
        total = scanned
        yield from _faults(blocks)
    else:
        in_head = stream.head.count(b"\n")
        large = file.size > LARGE and file.size * in_head > rows * len(stream.head)
        if stream.plain and file.seekable and large:
            spots = Spots(stream, stream.encoding.mark, file.size, rows, _row_start, _row_end)
            drawn, total, fault = _at_spots(stream, spots)
            yield from [Unread(fault)] if fault else []
        else:
            pool = RowPool(rows)
            blocks = RowBlocks(stream, _LINES)
            for data in blocks:
                pool.add(_split(stream.text(data)).to_frame("0"))
            frame = pool.drawn()
            drawn = frame.get_column("0") if frame.width else _split("")
            total = pool.seen
            yield from _faults(blocks)
        scanned = drawn.len()
        bad = _add(paths, drawn)
    yield from paths.given()
    yield from paths.never_filled()
    yield RowCount(scanned, total)
    if bad:
        yield Unread(
            Reason(
                f"lines that are no JSON: {bad:,} of {scanned:,}; they were read as text",
                f"JSON이 아닌 줄: {scanned:,}줄 중 {bad:,}줄; 텍스트로 읽음",
            )
        )


def _row_start(data: bytes) -> int | None:
    return data.find(b"\n") + 1 or None


def _row_end(data: bytes) -> int:
    return data.rfind(b"\n") + 1


def _at_spots(stream: TextStream, spots: Spots) -> tuple[pl.Series, int | None, Reason | None]:
    parts: list[pl.DataFrame] = []
    size = seen = 0
    for data in spots:
        lines = _split(stream.text(data))
        size += len(data)
        seen += lines.len()
        pool = RowPool(spots.share)
        pool.add(lines.to_frame("0"))
        parts.append(pool.drawn())
    drawn = pl.concat(parts).get_column("0").head(spots.rows) if parts else _split("")
    total = round((spots.end - spots.start) / size * seen) if size else None
    fault = spots.fault
    if fault is None and drawn.len() * 2 < spots.rows:
        fault = Reason(
            f"no line ends within 8 MiB at {spots.lost:,} of {spots.count:,} places",
            f"{spots.count:,}곳 중 {spots.lost:,}곳에서 8 MiB 안에 줄이 끝나지 않음",
        )
    return drawn, total, fault


def _split(text: str) -> pl.Series:
    lines = (line.strip("\r \t\x1e") for line in text.split("\n"))
    return pl.Series("0", [line for line in lines if line], dtype=pl.String)


def _add(paths: _Paths, lines: pl.Series) -> int:
    """Count the documents in ``lines``; how many of them are none."""
    bad = 0
    for line in lines:
        document = _parsed(line)
        if isinstance(document, dict | list):
            paths.add("", document)
        elif document is None and line != "null":
            bad += 1
            paths.add_text(line)
        elif document is not None:
            paths.add("", document)
    return bad


def _faults(blocks: RowBlocks) -> Iterator[Unread]:
    if blocks.cut:
        yield Unread(
            Reason(
                f"lines over 32 MiB were cut, the rest was not seen: {blocks.cut:,}",
                f"32 MiB를 넘는 줄 {blocks.cut:,}개의 나머지 부분은 점검하지 못함",
            )
        )
    if blocks.broken:
        yield Unread(blocks.broken.reason)


def _document(stream: TextStream, name: str, limits: Limits) -> Iterator[FilePart]:
    paths, rows = _Paths(limits.max_value, KeyedRecords(name, limits.may_read)), limits.rows
    records: dict[str, ItemPool[Piece]] = {}
    fault: BrokenFileError | None = None
    others = 0
    try:
        for piece in JsonStream(stream, stream.decoder.encoding):
            if piece.record and rows <= MOST_KEPT:
                records.setdefault(piece.path, ItemPool(rows)).add(piece)
                continue
            others += piece.record
            paths.add(piece.path, piece.value, record=piece.record)
            if paths.held > _FLUSH:
                yield from paths.given()
    except BrokenFileError as broken:
        fault = broken
    for pool in records.values():
        for piece in pool.drawn():
            paths.add(piece.path, piece.value, record=piece.record)
    yield from paths.given()
    yield from paths.never_filled()
    seen = others + sum(pool.seen for pool in records.values())
    scanned = others + sum(len(pool.drawn()) for pool in records.values())
    single = not seen and bool(paths.counts)
    yield RowCount(scanned or int(single), seen or int(single))
    if fault:
        yield Unread(fault.reason)
