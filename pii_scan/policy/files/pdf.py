"""A PDF document: its lines of text in reading order as paragraphs, its ruled tables as rows."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pii_scan.errors import PolicyError
from pii_scan.policy.document import Content, Line, Unread
from pii_scan.policy.files.grid import table_lines
from pii_scan.policy.files.pdf_lines import PrintedLine, printed_lines, reading_order
from pii_scan.policy.files.pdf_paragraphs import Paragraphs
from pii_scan.policy.files.pdf_tables import RuledTable, joined_tables, ruled_tables
from pii_scan.policy.files.plain import text_line

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MOST_PAGES = 500
_FEWEST_LETTERS = 20
# A glyph whose font does not say which character it is, as pdfminer writes it.
_NO_CHARACTER = re.compile(r"\(cid:\d+\)")
_MOST_UNKNOWN = 0.1
_SCANNED = "Use a text recognition program (OCR), and check what it recognised."
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?[-–—\s]*", re.IGNORECASE
)
# The share of a page's height in which what recurs on the pages is their header or footer.
_MARGIN = 0.1
_RECURS = 0.6
_SHARE_OF_IMAGE = 0.3


def read_pdf(data: bytes, name: str) -> Content:
    """The lines of a PDF with their pages, and the pages that are images.

    A paragraph is one line, whatever the width of the page made of it. Raises PolicyError for a
    damaged or locked PDF, one without text, and one whose fonts do not say which characters their
    glyphs are.
    """
    try:
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ModuleNotFoundError:
        raise PolicyError(
            f"{name}: is a PDF document, and what reads PDF is not installed",
            "Install it: pip install 'pii-scan[pdf]'",
        ) from None

    # What they say of faulty fonts and colours would stand between our own messages.
    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    try:
        pages = _read_pages(data, name)
    except PolicyError:
        raise
    except Exception as cause:  # noqa: BLE001  a faulty PDF fails anywhere in the parser
        locked = isinstance(cause, PDFPasswordIncorrect) or any(
            isinstance(argument, PDFPasswordIncorrect) for argument in cause.args
        )
        if locked:
            raise PolicyError(
                f"{name}: is locked with a password",
                "Open it with its password and print it into a new PDF.",
            ) from None
        raise PolicyError(
            f"{name}: is a damaged PDF document ({type(cause).__name__})",
            "Open it in a PDF viewer and print it into a new PDF, or save its text.",
        ) from None
    _check_text(pages, name)
    lines = tuple(_lines(pages))
    return Content(lines, _unread(pages, lines))


class _PageRead:
    """What stands on one page, in reading order."""

    def __init__(self, page: Page) -> None:
        self.number: int = page.page_number
        self.height = float(page.height)
        self.tables: list[RuledTable] = ruled_tables(page)
        chars = [char for char in page.chars if not _is_in(char, self.tables)]
        self.lines = reading_order(printed_lines(chars), float(page.width))
        self.is_image = any(
            float(image["width"]) * float(image["height"])
            > _SHARE_OF_IMAGE * float(page.width) * self.height
            for image in page.images
        )

    @property
    def text(self) -> str:
        """All its words, in any order."""
        cells = [cell.text for table in self.tables for row in table.rows for cell in row]
        return " ".join([*(line.text for line in self.lines), *cells])


def _read_pages(data: bytes, name: str) -> list[_PageRead]:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise PolicyError(
                f"{name}: has {len(pdf.pages):,} pages, too many for a policy",
                "Name the file that holds the policy's text.",
            )
        pages = []
        for page in pdf.pages:
            pages.append(_PageRead(page))
            # A page keeps all its characters until it is closed.
            page.close()
        return pages


def _check_text(pages: Sequence[_PageRead], name: str) -> None:
    text = " ".join(page.text for page in pages)
    unknown = _NO_CHARACTER.findall(text)
    letters = sum(map(str.isalpha, _NO_CHARACTER.sub("", text)))
    if len(unknown) > _MOST_UNKNOWN * (letters + 1):
        raise PolicyError(
            f"{name}: its fonts do not say which characters it shows, so its text cannot be read",
            _SCANNED,
        )
    if letters < _FEWEST_LETTERS:
        raise PolicyError(
            f"{name}: is a PDF without text; its pages are images, as a scanner makes them",
            _SCANNED,
        )


def _unread(pages: Sequence[_PageRead], lines: Sequence[Line]) -> tuple[Unread, ...]:
    """The pages that are images, each with the number of the line that it would follow."""
    return tuple(
        Unread(
            f"page {page.number} is an image without text",
            max((x.number for x in lines if (x.page or 0) < page.number), default=1),
            page.number,
        )
        for page in pages
        if page.is_image and not page.text.strip()
    )


def _lines(pages: Sequence[_PageRead]) -> Iterator[Line]:
    """Paragraphs and tables of all pages; a table that goes on on the next page is one."""
    recurring = _recurring(pages)
    blocks: list[tuple[int, PrintedLine | RuledTable]] = []
    for page in pages:
        lines = [line for line in page.lines if not _is_frame(line, page, recurring)]
        blocks += [(page.number, block) for block in _in_order(lines, page.tables)]
    paragraphs = Paragraphs([block for _, block in blocks if isinstance(block, PrintedLine)])
    count = 0

    def number(_: int) -> int:
        nonlocal count
        count += 1
        return count

    for page_number, block in paragraphs.join(joined_tables(blocks)):
        if isinstance(block, RuledTable):
            for line in table_lines(block.rows, 0, number):
                yield Line(line.number, 0, line.text, line.cells, page=page_number)
            continue
        read = text_line(count + 1, block.text)
        if read is not None:
            indent, level = paragraphs.indent(block), paragraphs.level(block)
            yield Line(number(0), indent, read.text, read.cells, level, page_number)


def _in_order(
    lines: Sequence[PrintedLine], tables: Sequence[RuledTable]
) -> Iterator[PrintedLine | RuledTable]:
    """``lines`` in their order, each table before the first line that is below it."""
    left = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while left and left[0].top < line.top and left[0].is_across(line):
            yield left.pop(0)
        yield line
    yield from left


def _is_in(char: dict[str, Any], tables: Sequence[RuledTable]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(table.holds(x, y) for table in tables)


def _recurring(pages: Sequence[_PageRead]) -> set[tuple[int, str]]:
    """The places and words of lines that stand in the margin of most pages, digits aside."""
    counts: Counter[tuple[int, str]] = Counter()
    for page in pages:
        counts.update({_place(line) for line in page.lines if _is_in_margin(line, page)})
    enough = max(2, _RECURS * len(pages))
    return {place for place, count in counts.items() if count >= enough}


def _is_frame(line: PrintedLine, page: _PageRead, recurring: set[tuple[int, str]]) -> bool:
    if not _is_in_margin(line, page):
        return False
    return _place(line) in recurring or _PAGE_NUMBER.fullmatch(line.text) is not None


def _is_in_margin(line: PrintedLine, page: _PageRead) -> bool:
    return line.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _place(line: PrintedLine) -> tuple[int, str]:
    return round(line.top / 4), re.sub(r"\d+", "#", line.text)
