"""Where in a dump the rows of which table stand: behind COPY … FROM stdin and INSERT … VALUES.

Sources: the manuals of PostgreSQL ("COPY", "Lexical Structure"), MySQL ("INSERT", "Comments",
"String Literals") and SQLite, and what mysqldump, pg_dump, ``.dump`` and SQL Server's scripts
write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pii_scan.model import Reason
from pii_scan.sources.ddl.changes import Name
from pii_scan.sources.ddl.dumps import with_broken_marked
from pii_scan.sources.dumps.text import LONGEST, DumpText

CUT_OFF = Reason(
    "ends in the middle of rows: it may be cut off", "행 중간에서 끝남(잘렸을 수 있음)"
)
NO_ROWS = Reason(
    "rows of this INSERT could not be read from here on", "이 INSERT의 행을 여기부터 읽지 못함"
)
NO_TEXT_FORMAT = Reason(
    "rows of this COPY are not in its text format: they were not read",
    "COPY 텍스트 형식이 아닌 행은 읽지 않음",
)
UNCLOSED = Reason(
    "a quote is opened here and not closed: what follows it may not have been read",
    "닫히지 않은 따옴표가 있음: 그 뒤를 읽지 못했을 수 있음",
)

# Rows are given so many at a time, or as soon as they have so many characters.
_ROWS, _CHARACTERS = 5_000, 4_000_000

_PART = r'(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|[\w$#]+)'
_NAME = rf"{_PART}(?:\s*\.\s*{_PART}){{0,2}}"
_COLUMNS = rf"\(\s*(?P<columns>{_PART}(?:\s*,\s*{_PART})*)\s*\)"
_COPY = re.compile(
    rf"COPY\s+(?P<name>{_NAME})\s*(?:{_COLUMNS})?\s+FROM\s+stdin\b(?P<options>[^;\n]*);?[^\n]*\n",
    re.IGNORECASE,
)
_INSERT = re.compile(
    r"(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|OR\s+\w+|/\*.*?\*/)\s+)*"
    rf"(?:INTO\s+)?(?P<name>{_NAME})\s*(?:{_COLUMNS})?\s*(?:OVERRIDING\s+\w+\s+VALUE\s+)?"
    r"VALUES?\s*(?=\()",
    re.IGNORECASE,
)
_EACH_PART = re.compile(_PART)
_BLANK = re.compile(r"\s++")
# What only clients understand, and what stands between statements, to the end of its line.
_LINE = re.compile(
    r"--|\\|#|(?:GO|/)[ \t]*\r?(?:\n|\Z)|(?:PROMPT|REM|SET\s+DEFINE)\b", re.IGNORECASE
)
_DELIMITER = re.compile(r"DELIMITER[ \t]+(?!;[ \t]*\r?\n)\S+", re.IGNORECASE)
_DELIMITER_BACK = re.compile(r"(?i)(?<=\n)DELIMITER[ \t]+;")
_END_OF_COPY = re.compile(r"(?m)^\\\.\r?$")
# Where reading can go on when something was not understood.
_STATEMENT = re.compile(
    r"(?i)(?<=\n)(?=(?:INSERT|REPLACE|COPY|CREATE|ALTER|DROP|LOCK|UNLOCK|COMMIT|SET)\s|--)"
)
_PLAIN = re.compile(r"[^;'\"`$/\-\n]++")
# Scripts for SQL Server have no semicolons.
_NEW_LINE = re.compile(r"\n(?=(?:INSERT|REPLACE|COPY|GO)\s)", re.IGNORECASE)
_LONGEST_WORD = 16
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_DOLLARS = re.compile(r"(\$(?:[A-Za-z_]\w*)?\$).*?\1", re.DOTALL)
_OPENING = re.compile(r"['\"`]|/\*|\$(?:[A-Za-z_]\w*)?\$")
_NAMED = {
    '"': re.compile(r'"(?:[^"]|"")*+"'),
    "`": re.compile(r"`(?:[^`]|``)*+`"),
    "$": _DOLLARS,
    "/": _COMMENT,
    "-": _COMMENT,
    "\n": re.compile("\n"),
}

TEXT = r"'(?:[^']|'')*+'"
"""A text in standard SQL."""
ESCAPED_TEXT = r"'(?:[^'\\]|''|\\.)*+'"
"""A text in which a backslash escapes, as in MySQL, and in PostgreSQL behind an E."""


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Some rows of a table as they are written, with their columns where these are named.

    ``copied`` is whether they are lines of COPY; others are what stands in brackets of INSERT.
    """

    table: Name
    columns: tuple[str, ...] | None
    rows: Sequence[str] = field(repr=False)
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """Why rows, of ``table`` where that is known, could not be read at a line."""

    line: int
    reason: Reason
    table: Name | None = None


def rows_in(text: DumpText, *, backslash: bool) -> Iterator[RowsOf | Unread]:
    """All rows in ``text``, and what could not be read; ``backslash`` as in ``SchemaText``."""
    string = ESCAPED_TEXT if backslash else rf"[Ee]{ESCAPED_TEXT}|{TEXT}"
    reader = _Reader(text, string)
    while text.look_ahead():
        if found := _BLANK.match(text.text, text.at):
            text.pass_to(found.end())
        elif found := _COPY.match(text.text, text.at):
            yield from reader.copied(found)
        elif found := _INSERT.match(text.text, text.at):
            yield from reader.inserted(found)
        elif _DELIMITER.match(text.text, text.at):
            text.pass_before(_DELIMITER_BACK)
            text.pass_line()
        elif _LINE.match(text.text, text.at):
            text.pass_line()
        else:
            yield from reader.passed_over()


class _Reader:
    """Reads what begins at a place of ``text``; a text in it is written as ``string``."""

    def __init__(self, text: DumpText, string: str) -> None:
        self._text = text
        self._string = re.compile(string, re.DOTALL)
        # Brackets in a row are those of functions: CAST(N'…' AS datetime).
        # An E in front of a quote is that of a text, and none of what stands before it.
        piece = rf"{string}|(?:[^()'\"Ee]|[Ee](?!'))++|\"(?:[^\"]|\"\")*+\""
        self._row = re.compile(
            rf"\((?:{piece}|\((?:{piece}|\((?:{piece})*+\))*+\))*+\)\s*+(?P<sign>[,;]?)\s*+",
            re.DOTALL,
        )

    def copied(self, head: re.Match[str]) -> Iterator[RowsOf | Unread]:
        text, table, columns = self._text, _name(head), _columns(head)
        if re.search(r"csv|binary|delimiter|null", head["options"], re.IGNORECASE):
            yield Unread(text.line, NO_TEXT_FORMAT, table)
            text.pass_to(head.end())
            text.pass_before(_END_OF_COPY)
            text.pass_line()
            return
        text.pass_to(head.end())
        while True:
            end = text.text.rfind("\n", text.at) + 1 or text.at
            found = _END_OF_COPY.search(text.text, text.at)
            lines = text.text[text.at : found.start() if found else end].split("\n")
            # No row of COPY ends within a line, whatever is in it.
            rows = [line.removesuffix("\r") for line in lines[:-1]]
            if rows:
                yield RowsOf(table, columns, rows, copied=True)
            text.pass_to(found.start() if found else end)
            if found:
                text.pass_line()
                return
            if len(text.text) - text.at >= LONGEST:
                yield Unread(text.line, UNCLOSED, table)
                text.pass_line()
            elif not text.more():
                if rest := text.text[text.at :]:
                    yield RowsOf(table, columns, [rest], copied=True)
                yield Unread(text.line, CUT_OFF, table)
                text.pass_to(len(text.text))
                return

    def inserted(self, head: re.Match[str]) -> Iterator[RowsOf | Unread]:
        text, table, columns = self._text, _name(head), _columns(head)
        text.pass_to(head.end())
        rows: list[str] = []
        size = 0
        while True:
            found = text.match(self._row)
            if found is None:
                break
            row = found[0][: found.start("sign") - found.start()].rstrip()
            rows.append(row)
            size += len(row)
            text.pass_to(found.end())
            if len(rows) >= _ROWS or size >= _CHARACTERS:
                yield RowsOf(table, columns, rows)
                rows, size = [], 0
            if found["sign"] != ",":
                break
        if rows:
            yield RowsOf(table, columns, rows)
        if found is None:
            line = text.line
            goes_on = text.pass_before(_STATEMENT)
            yield Unread(line, NO_ROWS if goes_on else CUT_OFF, table)
        elif not found["sign"] and re.match(
            r"(?i)ON\b|RETURNING\b|AS\b", text.text[text.at :][:10]
        ):
            yield from self.passed_over()

    def passed_over(self) -> Iterator[Unread]:
        """Go on behind the statement, or what is left of it, in which there are no rows."""
        text = self._text
        while text.at < len(text.text) or text.more():
            if found := _PLAIN.match(text.text, text.at):
                text.pass_to(found.end())
            elif self._ends():
                return
            elif found := self._closed():
                text.pass_to(found.end())
            elif len(text.text) - text.at < LONGEST and text.more():
                continue
            elif _OPENING.match(text.text, text.at):
                yield Unread(text.line, UNCLOSED)
                text.pass_before(_STATEMENT)
                return
            else:
                text.pass_to(text.at + 1)

    def _ends(self) -> bool:
        """Whether the statement ends here; then go on behind it."""
        text = self._text
        if len(text.text) - text.at < _LONGEST_WORD:
            text.more()
        ends = text.text[text.at] == ";" or _NEW_LINE.match(text.text, text.at) is not None
        if ends:
            text.pass_to(text.at + 1)
        return ends

    def _closed(self) -> re.Match[str] | None:
        """The end of a line, or what is quoted here or a comment, if all of it is held."""
        text = self._text
        sign = text.text[text.at]
        pattern = self._string if sign == "'" else _NAMED[sign]
        return pattern.match(text.text, text.at)


def _name(head: re.Match[str]) -> Name:
    *schemas, table = map(_bare, _EACH_PART.findall(head["name"]))
    return Name(schemas[-1] if schemas else None, table)


def _columns(head: re.Match[str]) -> tuple[str, ...] | None:
    return tuple(map(_bare, _EACH_PART.findall(head["columns"]))) if head["columns"] else None


def _bare(written: str) -> str:
    name = with_broken_marked(written)
    quote = name[0]
    if quote in '"`':
        return name[1:-1].replace(2 * quote, quote)
    return name[1:-1] if quote == "[" else name
