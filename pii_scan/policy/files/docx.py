"""A Word document (DOCX, ISO/IEC 29500): paragraphs with the numbers Word shows, and tables.

Read with lxml from three parts of the package and nothing else. python-docx, which is built on it
too, knows no automatic numbers and leaves out inserted text and content controls.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pii_scan.errors import PolicyError
from pii_scan.policy.document import Content, Line, one_line
from pii_scan.policy.files.docx_numbering import Numbering
from pii_scan.policy.files.docx_styles import Styles
from pii_scan.policy.files.docx_words import W, is_bold, said, wanted
from pii_scan.policy.files.grid import Cell, table_lines
from pii_scan.policy.files.markers import BOLD_LEVEL, as_short_as_heading, cell_text, has_marker
from pii_scan.policy.files.plain import text_line

if TYPE_CHECKING:
    from lxml.etree import _Element

# Longer than the text of any policy, shorter than what a zip bomb unpacks to.
_LARGEST_PART = 50_000_000
# What zipfile raises; RuntimeError is for a part that is locked with a password.
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    *(RuntimeError, NotImplementedError),
)
_OFFICE_DOCUMENT = "/officeDocument"
_SAVE_AGAIN = "Open it in Word or LibreOffice and save it as DOCX again, or as PDF or text."


def read_docx(data: bytes, name: str) -> Content:
    """The lines of a Word document, without what is deleted, hidden or only a field's code.

    A line's number is that of its paragraph, or of the first in its row. Raises PolicyError for a
    package that is damaged, locked, or unpacks to more than any policy is.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            main = _main_part(archive, name)
            folder = main.rpartition("/")[0]
            document = _part(archive, main, name)
            styles = Styles(_part(archive, f"{folder}/styles.xml", name))
            numbering = Numbering(_part(archive, f"{folder}/numbering.xml", name), styles)
    except _DAMAGES:
        raise PolicyError(f"{name}: is a damaged or locked DOCX document", _SAVE_AGAIN) from None
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise PolicyError(f"{name}: is a DOCX document without a text", _SAVE_AGAIN)
    reader = _Reader(styles, numbering)
    reader.blocks(body)
    if not reader.lines:
        raise PolicyError(
            f"{name}: is a DOCX document without text; its pages may be images",
            "Use a text recognition program, and check what it recognised.",
        )
    return Content(tuple(reader.lines))


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    """Where the document is: Word itself writes word/document.xml, others do not always."""
    relations = _part(archive, "_rels/.rels", name)
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith(_OFFICE_DOCUMENT):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _part(archive: zipfile.ZipFile, path: str, name: str) -> _Element | None:
    from lxml import etree

    try:
        info = archive.getinfo(path)
    except KeyError:
        return None
    if info.file_size > _LARGEST_PART:
        raise PolicyError(
            f"{name}: unpacks to more than {_LARGEST_PART // 1_000_000} MB, too large for a policy",
            "Name the file that holds the policy's text.",
        )
    # zipfile never unpacks more than the size that was just checked.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(archive.read(info), parser)
    except etree.XMLSyntaxError:
        raise PolicyError(f"{name}: is a damaged DOCX document", _SAVE_AGAIN) from None


class _Reader:
    """Goes through paragraphs and tables in the order of the document."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.lines: list[Line] = []
        self._styles = styles
        self._numbering = numbering
        self._paragraphs = 0
        self._last = 0

    def blocks(self, parent: _Element) -> None:
        """Add the lines of all blocks in ``parent``."""
        for block in wanted(parent, f"{W}p", f"{W}tbl"):
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: _Element) -> None:
        self._paragraphs += 1
        begin = self._paragraphs
        text, boxes = said(paragraph)
        if text.strip() and not self._styles.is_contents(paragraph):
            marker, depth = self._numbering.marker(paragraph)
            level = self._styles.heading_level(paragraph)
            if level is None and marker is None and is_bold(paragraph):
                level = BOLD_LEVEL if as_short_as_heading(text.strip()) else None
            for raw in text.split("\n"):
                line = text_line(begin, _marked(marker, raw))
                if line is not None:
                    indent, number = line.indent + 2 * depth, self._number(begin)
                    self.lines.append(Line(number, indent, line.text, line.cells, level=level))
                    marker = None
        for box in boxes:
            self.blocks(box)

    def _table(self, table: _Element) -> None:
        rows = [row for row in wanted(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        nested = next(table.iterdescendants(f"{W}tbl"), None) is not None
        if nested:
            for row in rows:
                for cell in wanted(row, f"{W}tc"):
                    self.blocks(cell)
            return
        self.lines += table_lines(self._cells(rows), 0, self._number)

    def _cells(self, rows: list[_Element]) -> list[list[Cell]]:
        """The cells of each row; one that goes on in the rows below is given with its height."""
        laid: list[dict[int, Cell]] = []
        above: dict[int, tuple[int, Cell]] = {}
        for place, row in enumerate(rows):
            laid.append({})
            column = _number_in(row, "trPr", "gridBefore", 0)
            is_head = row.find(f"{W}trPr/{W}tblHeader") is not None
            for element in wanted(row, f"{W}tc"):
                width = _number_in(element, "tcPr", "gridSpan", 1)
                merge = element.find(f"{W}tcPr/{W}vMerge")
                continues = merge is not None and merge.get(f"{W}val") in {None, "continue"}
                cell = self._cell(element, width, is_head=is_head)
                if continues and column in above:
                    top, first = above[column]
                    taller = Cell(
                        first.text, first.line, place - top + 1, first.columns, first.is_head
                    )
                    laid[top][column] = taller
                    above[column] = (top, taller)
                else:
                    laid[place][column] = cell
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = (place, cell)
                column += width
        return [[row[column] for column in sorted(row)] for row in laid]

    def _cell(self, element: _Element, width: int, *, is_head: bool) -> Cell:
        first = self._paragraphs + 1
        lines: list[str] = []
        for paragraph in wanted(element, f"{W}p"):
            self._paragraphs += 1
            self._numbering.marker(paragraph)
            text, boxes = said(paragraph)
            for part in [text, *("\n".join(_texts(box)) for box in boxes)]:
                lines += [tidied for raw in part.split("\n") if (tidied := one_line(raw))]
        return Cell(cell_text(lines), first, 1, width, is_head)

    def _number(self, line: int) -> int:
        self._last = max(line, self._last + 1)
        return self._last


def _texts(box: _Element) -> Iterator[str]:
    for paragraph in wanted(box, f"{W}p"):
        yield said(paragraph)[0]


def _marked(marker: str | None, raw: str) -> str:
    return f"{marker} {raw.strip()}" if marker and not has_marker(raw.strip()) else raw


def _number_in(element: _Element, properties: str, tag: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{tag}")
    value = str(found.get(f"{W}val", "")) if found is not None else ""
    return min(int(value), 100) if value.isdecimal() else default
