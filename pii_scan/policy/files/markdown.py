"""Markdown: headings, lists with the numbers as written, pipe tables, HTML inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from typing import TYPE_CHECKING

from pii_scan.policy.document import Content, Line, one_line
from pii_scan.policy.files.grid import Cell, table_lines
from pii_scan.policy.files.html import read_fragment
from pii_scan.policy.files.markdown_wrapped import lines_going_on
from pii_scan.policy.files.markers import (
    BOLD_LEVEL,
    as_label,
    as_short_as_heading,
    cell_text,
    has_marker,
)
from pii_scan.policy.files.plain import text_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*\n")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# What is between angle brackets and is none of these is text: <RemoteMeeting>.
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK_TAG = re.compile(
    r"\s*</?(?:table|thead|tbody|tr|td|th|div|p|ul|ol|li|dl|dt|dd|h[1-6]|details|summary|section"
    r"|article|center|br|hr|pre|blockquote|caption|style|script|iframe|img|a|header|footer|nav)\b",
    re.IGNORECASE,
)
_DEEPEST = 100


def read_markdown(text: str, name: str) -> Content:
    """The lines of a Markdown text (CommonMark with tables).

    A line break in a paragraph ends a line, as in a plain text: Korean policies are written line
    by line. Only where lines are broken at a margin does one go on in the next. List items keep
    the number they are written with, which CommonMark would count anew.
    """
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT_MATTER.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    # Four blanks are the indentation of a list and not a program; the rest is typography.
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    parser.enable(["table", "strikethrough"]).disable("code")
    tokens = parser.parse(text)
    source = text.split("\n")
    reader = _Reader(name, source, lines_going_on(tokens, source))
    reader.blocks(tokens)
    return Content(tuple(reader.lines))


class _Reader:
    """Goes through the tokens and keeps the list they are in."""

    def __init__(
        self, name: str, source: Sequence[str], going_on: AbstractSet[int] = frozenset()
    ) -> None:
        self.lines: list[Line] = []
        self._name = name
        self._source = source
        self._going_on = going_on
        self._markers: list[str] = []
        self._pending: str | None = None
        self._level: int | None = None
        self._last = 0

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Add the lines of all ``tokens``."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[place:end])
                place = end
            elif token.type == "html_block":
                place = self._html(tokens, place)
            else:
                self._block(token)
            place += 1

    def _block(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._markers.append("")
            case "bullet_list_close" | "ordered_list_close":
                self._markers.pop()
            case "list_item_open":
                self._pending = f"{token.info}{token.markup}" if token.info else "-"
            case "list_item_close":
                self._pending = None
            case "heading_open":
                self._level = int(token.tag[1])
            case "heading_close":
                self._level = None
            case "inline":
                for number, text, bold in _inline_lines(
                    token.children or [], _begin(token), self._going_on
                ):
                    self._line(text, number, bold=bold)
            case "fence":
                self._text(token.content, _begin(token) + 1)

    def _text(self, text: str, begin: int) -> None:
        for number, raw in enumerate(text.split("\n"), start=begin):
            self._line(raw, number)

    def _line(self, raw: str, number: int, *, bold: bool = False) -> None:
        depth = max(0, 2 * len(self._markers) - 2)
        marker, self._pending = self._pending, None
        # A bold line is a heading, but a bold item of a list is an item.
        bold = bold and marker is None and as_short_as_heading(raw)
        level = self._level or (BOLD_LEVEL if bold else None)
        marked = f"{marker} {raw.strip()}" if marker and not has_marker(raw.strip()) else raw
        line = text_line(self._number(number), marked)
        if line is not None:
            indent = max(depth, line.indent)
            self.lines.append(Line(line.number, indent, line.text, line.cells, level=level))

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[Cell]] = []
        number = _begin(tokens[0])
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
                number = _begin(token) if token.map else number + 1
            elif token.type == "inline":
                lines = [one_line(part) for part in _inline(token.children or []).split("\n")]
                text = cell_text(line for line in lines if line)
                rows[-1].append(Cell(text, number, is_head=len(rows) == 1))
        self._keep_empty_fronts(rows)
        indent = max(0, 2 * len(self._markers) - 2)
        self.lines += table_lines(rows, indent, self._number)

    def _keep_empty_fronts(self, rows: Sequence[list[Cell]]) -> None:
        """Give back the empty first cell of a row that begins with the bar its head lacks.

        Below "A | B |" the row " | b |" has nothing in its first cell, which CommonMark skips.
        """
        sources = [self._source[row[0].line - 1].strip() if row else "|" for row in rows]
        if not sources or sources[0].startswith("|"):
            return
        for row, source in zip(rows, sources, strict=True):
            if source.startswith("|"):
                row.insert(0, Cell("", row[0].line))
                if len(row) > len(rows[0]) and not row[-1].text:
                    row.pop()

    def _html(self, tokens: Sequence[Token], place: int) -> int:
        """Read a block of HTML, up to the end of a table in it; the place of its last token.

        A list that begins in the table is taken whole, and none that began before it is ended.
        """
        begin, last = _begin(tokens[place]), place
        end, depth = _end(tokens[place]), 0
        while depth or _is_open("\n".join(self._source[begin - 1 : end])):
            if last + 1 == len(tokens) or depth + tokens[last + 1].nesting < 0:
                break
            last += 1
            depth += tokens[last].nesting
            end = max(end, _end(tokens[last]))
        text = "\n".join(self._source[begin - 1 : end])
        if _BLOCK_TAG.match(text):
            for line in read_fragment(text, self._name, begin):
                number = self._number(line.number)
                self.lines.append(
                    Line(number, line.indent, line.text, line.cells, level=line.level)
                )
        else:
            self._text(_COMMENT.sub("", text), begin)
        return last

    def _number(self, line: int) -> int:
        self._last = max(line, self._last + 1)
        return self._last


def _inline(children: Sequence[Token]) -> str:
    return "\n".join(text for _, text, _ in _inline_lines(children, 1, frozenset()))


def _inline_lines(
    children: Sequence[Token], begin: int, going_on: AbstractSet[int]
) -> Iterator[tuple[int, str, bool]]:
    """The lines of a paragraph: where each begins, its text, and whether all of it is bold.

    ``begin`` is the first line of the paragraph; those ``going_on`` do not end.
    """
    words: list[str] = []
    bold, all_bold = 0, True
    number = source = begin
    for place, child in enumerate(children):
        followed = place + 1 < len(children) and children[place + 1].type == "text"
        if child.type == "strong_close" and bold == 1 and all_bold and followed:
            words = list(as_label("".join(words)))
        bold += (child.type == "strong_open") - (child.type == "strong_close")
        if _parts_tags(children, place):
            words.append(", ")
            continue
        joins = child.type == "softbreak" and source in going_on
        text = " " if joins else _words(child)
        source += child.type in {"softbreak", "hardbreak"}
        while "\n" in text:
            before, _, text = text.partition("\n")
            line = "".join([*words, before])
            all_bold = all_bold and (bool(bold) or not before.strip())
            yield number, line, all_bold and bool(line.strip())
            words, all_bold, number = [], True, max(number + 1, source)
        words.append(text)
        all_bold = all_bold and (bool(bold) or not text.strip())
    line = "".join(words)
    yield number, line, all_bold and bool(line.strip())


def _parts_tags(children: Sequence[Token], place: int) -> bool:
    """Whether a blank stands between two spans of code, which then are a list of tags."""
    if children[place].content != " " or not 0 < place < len(children) - 1:
        return False
    return children[place - 1].type == children[place + 1].type == "code_inline"


def _words(child: Token) -> str:
    match child.type:
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return _INLINE_TAG.sub("", _LINE_BREAK.sub("\n", _COMMENT.sub("", child.content)))
        case "image":
            return ""
        case "text":
            return unescape(child.content)
        case _:
            return child.content


def _is_open(text: str) -> bool:
    lower = text.casefold()
    return lower.count("<table") > lower.count("</table")


def _begin(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _end(token: Token) -> int:
    return token.map[1] if token.map else 0
