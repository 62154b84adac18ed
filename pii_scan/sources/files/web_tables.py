"""Tables of web pages and of Excel's XML of 2003, which web applications give the name ``.xls``.

Every table is a sheet, but those that only say where others stand; a web page has no names for its
own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from pii_scan.model import Reason
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.kinds import told_by_name
from pii_scan.sources.files.parts import DataFile, FilePart, Limits, Unread
from pii_scan.sources.files.sheet_table import sheet_parts
from pii_scan.sources.files.text_stream import TextStream, read_text

_SHEETS_OF_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_OF_EXCEL = f"{{{_SHEETS_OF_EXCEL}}}"
_NO_TABLE = Reason(
    "is a web page or XML in which there is no table", "표가 없는 웹 페이지 또는 XML"
)
_BROKEN = Reason(
    "is a web page or XML that is broken; what stands before that was read",
    "손상된 웹 페이지 또는 XML; 그 앞부분만 읽음",
)
_Row = tuple[str, list[object]]
# A cell that says so comes behind so many empty ones; Excel has no more columns.
_MOST_COLUMNS = 16_384


def holds_tables(head: str) -> bool:
    """Whether a text that begins with ``head`` is a web page with a table, or Excel's XML."""
    begins = head.lstrip()[:1] == "<"
    return begins and ("<table" in head.lower() or _SHEETS_OF_EXCEL in head)


def read_web_tables(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. Places are the table or sheet and the column."""
    book = told_by_name(file.table)
    return read_text(file, lambda stream: _tables(stream, book, limits))


def _tables(stream: TextStream, book: str, limits: Limits) -> Iterator[FilePart]:
    from lxml import etree

    rows = _rows_of_excel if _SHEETS_OF_EXCEL in stream.head_text() else _rows_of_page
    seen = False
    try:
        for title, own in groupby(rows(cast(io.BufferedIOBase, _Utf8(stream))), itemgetter(0)):
            seen = True
            yield from sheet_parts(title, book, map(itemgetter(1), own), limits)
    except etree.LxmlError:
        yield Unread(_BROKEN)
    except BrokenFileError as broken:
        yield Unread(broken.reason)
    if not seen:
        yield Unread(_NO_TABLE)


class _Utf8(io.RawIOBase):
    """The text of a stream as UTF-8, line by line, whatever it says of its own encoding."""

    def __init__(self, stream: TextStream) -> None:
        super().__init__()
        self._stream, self._rest = stream, b""

    def read(self, size: int = -1, /) -> bytes:
        data = self._rest + self._stream.read(1024 * 1024 if size < 0 else max(size, 4096))
        if self._stream.decoder.encoding == "utf-8":
            self._rest = b""
            return data
        whole = data.rfind(b"\n") + 1 or len(data)
        self._rest = data[whole:]
        return self._stream.text(data[:whole]).encode("utf-8", "replace")


def _rows_of_page(data: io.BufferedIOBase) -> Iterator[_Row]:
    from lxml import etree

    number = 0
    open_tables: list[int] = []
    events = etree.iterparse(
        data,
        events=("start", "end"),
        tag=("table", "tr"),
        html=True,
        encoding="utf-8",
        huge_tree=True,
    )
    for event, element in events:
        if element.tag == "table":
            if event == "start":
                number += 1
                open_tables.append(number)
            elif open_tables:
                open_tables.pop()
        elif event == "end" and open_tables and element.find(".//table") is None:
            cells: list[object] = [_text(cell) for cell in element if cell.tag in {"td", "th"}]
            yield f"table {open_tables[-1]}", cells
            _forget(element)


def _rows_of_excel(data: io.BufferedIOBase) -> Iterator[_Row]:
    from lxml import etree

    title = "(sheet)"
    events = etree.iterparse(
        data,
        events=("start", "end"),
        tag=(f"{_OF_EXCEL}Worksheet", f"{_OF_EXCEL}Row"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=True,
    )
    for event, element in events:
        if element.tag.endswith("Worksheet"):
            title = " ".join((element.get(f"{_OF_EXCEL}Name") or "").split()) or "(sheet)"
        elif event == "end":
            yield title, _cells_of_excel(element)
            _forget(element)


def _cells_of_excel(row: Sequence[Any]) -> list[object]:
    cells: list[object] = []
    for cell in row:
        place = cell.get(f"{_OF_EXCEL}Index") or ""
        if place.isdecimal() and len(cells) < int(place) <= _MOST_COLUMNS:
            cells += [None] * (int(place) - 1 - len(cells))
        datum = cell.find(f"{_OF_EXCEL}Data")
        text = _text(datum) if datum is not None else ""
        kind = "" if datum is None else datum.get(f"{_OF_EXCEL}Type")
        cells.append(
            text.removesuffix("T00:00:00.000").replace("T", " ") if kind == "DateTime" else text
        )
    return cells


def _text(element: Any) -> str:  # noqa: ANN401  lxml has no types
    """What a cell shows: blanks are one, a line break is one."""
    pieces: list[str] = []
    for piece in element.iter():
        if piece.tag == "br":
            pieces.append("\n")
        if isinstance(piece.tag, str) and piece.tag not in {"script", "style"}:
            pieces.append(" ".join((piece.text or "").replace("\xa0", " ").split(" ")))
        if piece is not element:
            pieces.append(piece.tail or "")
    return "".join(pieces).strip()


def _forget(row: Any) -> None:  # noqa: ANN401  the same
    """Rows that were read, so that memory stays flat."""
    row.clear()
    while row.getprevious() is not None:
        del row.getparent()[0]
