"""Elements of a web page as lines: blocks, lists with their markers, tables as rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from pii_scan.policy.document import Line, one_line
from pii_scan.policy.files.grid import Cell, table_lines
from pii_scan.policy.files.html_tables import CELLS, is_data_table, number_in, table_rows
from pii_scan.policy.files.markers import (
    BOLD_LEVEL,
    as_short_as_heading,
    cell_text,
    counter,
    has_marker,
)
from pii_scan.policy.files.plain import text_line

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# All that begins a line of its own (HTML standard, 15.3: display block, list-item, table).
_BLOCKS = frozenset({
    *("address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd"),
    *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
    *("form", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "ol"),
    *("p", "plaintext", "pre", "section", "summary", "table", "tbody", "td", "textarea", "tfoot"),
    *("th", "thead", "tr", "ul", "xmp", *HEADINGS),
})  # fmt: skip
_LISTS = {"ul", "ol", "menu", "dir"}
_PREFORMATTED = {"pre", "textarea", "xmp", "listing", "plaintext"}
_WHITE_SPACE = re.compile(r"white-space\s*:\s*([\w-]+)")
# An item of a list with such in it is a part of the page, and its bullet is not seen as one.
_PARTS = ("table", "section", "article", "dl", *HEADINGS)
_MOST_PARAGRAPHS = 1
# Captions that Korean accessibility rules (KWCAG 2.2, 7.3.1) ask for say what a table shows to
# those who do not see it, and are hidden from the rest: "수집항목, 목적을 안내하는 표".
_DESCRIBES = re.compile(
    r"(?:표|테이블)(?:입니다|이다)?[.\s]*$|입니다[.\s]*$"
    r"|(?:구성|제공|안내|나타)[^\s]*(?:되어|된|합니다|하는|한|낸)"
)
# A description of one word that is longer, or a sentence, is the text below a heading.
_LONGEST_VALUE = 200
_BOLD = {"b", "strong"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


class LineWriter:
    """Goes through elements in the order of the page and collects their lines."""

    def __init__(self, lines_before: int = 0, *, counts: bool = True, keeps: int = 0) -> None:
        # In a cell the numbers and bullets of a list only part its lines.
        self._counts_items = counts
        # How many elements around keep the line ends of the source.
        self._keeps = keeps
        self._lines: list[tuple[Line, bool]] = []
        self._before = lines_before
        self._last = lines_before
        self._words: list[str] = []
        self._start: int | None = None
        # Whether some of the words are no link, or not bold; and how many elements make them so.
        self._unlinked = self._unbold = False
        self._links = self._bolds = 0
        self._level: int | None = None
        self._marker: str | None = None
        self._counts: list[Iterator[str] | None] = []
        self._indent = 0

    def write(self, root: _Element, without: Collection[str] = ()) -> None:
        """Add the lines of ``root`` and all inside it, but for elements ``without`` is the tag of.

        With them ``root`` itself is not read as a whole.
        """
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                is_root = element is root and bool(without)
                if self._begin(element, in_parts=is_root) or element.tag in without:
                    walk.skip_subtree()
                else:
                    self._say(element.text, element)
            else:
                self._end(element)
                if element is not root:
                    self._say(element.tail, element)
        self._flush()

    def finish(self) -> list[tuple[Line, bool]]:
        """The lines, each with whether it is nothing but links."""
        self._flush()
        return self._lines

    def _begin(self, element: _Element, *, in_parts: bool = False) -> bool:
        """Open an element; True where it is read as a whole."""
        tag = element.tag
        self._links += tag == "a"
        self._bolds += _is_bold(element)
        if tag == "br":
            self._flush()
        if tag not in _BLOCKS:
            return False
        self._flush()
        self._keeps += _keeps_lines(element)
        if not in_parts and self._is_read_whole(element):
            return True
        if tag in HEADINGS:
            self._level = int(tag[1])
        elif tag in _LISTS:
            self._counts.append(_counts(element) if tag == "ol" else None)
        elif tag == "li" and self._counts_items:
            self._marker = self._next_marker(element)
        elif tag in {"dd", "blockquote"}:
            self._indent += 2
        return False

    def _is_read_whole(self, element: _Element) -> bool:
        """Read a table of data, or pairs of a term and a value."""
        if element.tag == "table" and is_data_table(element):
            self._table(element)
            return True
        pairs = _pairs(element) if element.tag == "dl" else []
        for term, value in pairs:
            text = f"{_text_of(term).rstrip(' :：')}: {_text_of(value)}"
            self._add(Line(self._number(term.sourceline or 1), self._indent, text), linked=False)
        return bool(pairs)

    def _next_marker(self, item: _Element) -> str | None:
        counts = self._counts[-1] if self._counts else None
        if counts is None:
            return None if _is_part(item) else "-"
        return next(counts) if item.get("value") is None else _valued(item)

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        self._links -= tag == "a"
        self._bolds -= _is_bold(element)
        if tag not in _BLOCKS:
            return
        self._keeps -= _keeps_lines(element)
        if tag in HEADINGS:
            self._level = None
        elif tag in _LISTS and self._counts:
            self._counts.pop()
        elif tag == "li":
            self._marker = None
        elif tag in {"dd", "blockquote"}:
            self._indent -= 2

    def _say(self, text: str | None, element: _Element) -> None:
        if not text:
            return
        if not self._keeps:
            self._add_words(text, element.sourceline or 1)
            return
        for place, part in enumerate(text.split("\n")):
            if place:
                self._flush()
            self._add_words(part, (element.sourceline or 1) + place)

    def _add_words(self, text: str, line: int) -> None:
        if not text.isspace() and text:
            if self._start is None:
                space = text[: len(text) - len(text.lstrip())]
                self._start = line + space.count("\n")
            self._unlinked |= not self._links
            self._unbold |= not self._bolds
        self._words.append(text)

    def _flush(self) -> None:
        if self._start is None:
            self._words.clear()
            return
        read = text_line(0, "".join(self._words)) if self._keeps else None
        text = read.text if read else one_line("".join(self._words))
        start, linked = self._start, not self._unlinked
        bold = not self._unbold and self._marker is None and as_short_as_heading(text)
        level = self._level or (BOLD_LEVEL if bold else None)
        self._words, self._start, self._unlinked, self._unbold = [], None, False, False
        if not text:
            return
        if self._marker is not None:
            if not has_marker(text):
                text = f"{self._marker} {text}"
            self._marker = None
        indent = self._indent + max(0, 2 * len(self._counts) - 2) + (read.indent if read else 0)
        cells = read.cells if read else ()
        number = self._number(start)
        self._add(Line(number, indent, text, cells, level=level), linked=linked)

    def _table(self, table: _Element) -> None:
        for caption in table.iterchildren("caption"):
            text = _text_of(caption)
            if text and not _DESCRIBES.search(text):
                self._add(
                    Line(self._number(caption.sourceline or 1), self._indent, text), linked=False
                )
        # What stands between the cells, browsers show above the table (HTML standard, 13.2.6.1).
        self.write(table, without=("caption", *CELLS))
        self._marker = None
        rows = [[_cell(cell, self._keeps) for cell in row] for row in table_rows(table)]
        for line in table_lines(rows, self._indent, self._number):
            self._add(line, linked=False)

    def _number(self, line: int) -> int:
        self._last = max(self._before + line, self._last + 1)
        return self._last

    def _add(self, line: Line, *, linked: bool) -> None:
        self._lines.append((line, linked))


def _text_of(element: _Element) -> str:
    return one_line("".join(element.itertext()))


def _letters(element: _Element) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def _pairs(descriptions: _Element) -> list[tuple[_Element, _Element]]:
    """The terms of a list with one short value each; nothing for headings with text below."""
    parts = list(descriptions.iter("dt", "dd"))
    terms, values = parts[::2], parts[1::2]
    if [part.tag for part in parts] != ["dt", "dd"] * len(values) or len(values) < 2:  # noqa: PLR2004  one is no list
        return []
    # A paragraph among the terms is none of the pairs.
    if sum(map(_letters, parts)) != _letters(descriptions):
        return []
    is_short = all(
        0 < len(text := _text_of(part)) <= _LONGEST_VALUE
        and not text.endswith(".")
        and next(part.iterdescendants("br", *_BLOCKS), None) is None
        for part in parts
    )
    return (
        list(zip(terms, values, strict=True))
        if is_short and not any(has_marker(_text_of(term)) for term in terms)
        else []
    )


def _keeps_lines(element: _Element) -> bool:
    style = _WHITE_SPACE.search(element.get("style", ""))
    return element.tag in _PREFORMATTED if style is None else style[1].startswith(("pre", "break"))


def _cell(element: _Element, keeps: int) -> Cell:
    lines: list[Line] = []
    if len(element) or keeps or _keeps_lines(element):
        writer = LineWriter(counts=False, keeps=keeps)
        writer.write(element)
        lines = [line for line, _ in writer.finish()]
    elif text := one_line(element.text or ""):
        lines = [Line(element.sourceline or 1, 0, text)]
    in_head = element.tag == "th" or any(a.tag == "thead" for a in element.iterancestors())
    return Cell(
        text=cell_text(line.text for line in lines),
        line=min((line.number for line in lines), default=element.sourceline or 1),
        rows=number_in(element.get("rowspan"), least=0),
        columns=number_in(element.get("colspan")),
        is_head=in_head,
    )


def _counts(element: _Element) -> Iterator[str]:
    items = sum(1 for _ in element.iterchildren("li"))
    backwards = element.get("reversed") is not None
    number = number_in(element.get("start"), least=0) if element.get("start") else None
    number = number if number is not None else (items if backwards else 1)
    while True:
        yield f"{counter(number, element.get('type', '1'))}."
        number += -1 if backwards else 1


def _is_bold(element: _Element) -> bool:
    return element.tag in _BOLD or _BOLD_STYLE.search(element.get("style", "")) is not None


def _valued(item: _Element) -> str:
    return f"{number_in(item.get('value'), least=0)}."


def _is_part(item: _Element) -> bool:
    if next(item.iterdescendants(*_PARTS), None) is not None:
        return True
    blocks = sum(1 for _ in item.iterchildren("p", "div"))
    return blocks > _MOST_PARAGRAPHS
