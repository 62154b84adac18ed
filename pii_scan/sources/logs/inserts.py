"""INSERT statements in lines: each value of a row belongs to the column at its place.

Sources: the grammar of SQL:2016 and what MySQL, PostgreSQL, SQL Server and Oracle add to it.
Loggers cut long statements at the end of a line, and Laravel writes values without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from pii_scan.keys import ANY_KEY, key_name
from pii_scan.sources.logs.counts import DAY, LINE, VALUE, Counts, days_of, number_and_days

# What is searched for with LIKE, without the signs for any other letters: name LIKE '김민수%'
_SEARCH = r"(?i) like (N?)'%?([^'%]*)%?'"
_LIKELY = r"(?i)\b(?:insert|replace)\b[^()]*\([^()]+\)[^()']*\bvalues?\s*\("
_INSERT = re.compile(
    r"\b(?:insert|replace)\b[^()]{1,200}\(([^()]{1,20000})\)[^()']{0,60}\bvalues?\s*(?=\()",
    re.IGNORECASE,
)
# A backslash in front of the last quote is no escape in standard SQL: 'C:\', 'next'
_STRING = r"'((?:[^'\\]|''|\\(?!'\s*[,)]).|\\)*+)'"
_DOUBLE = r'"((?:[^"\\]|""|\\.)*+)"'
_ITEM = re.compile(
    # N'김민수', _utf8mb4'…', DATE '1990-01-01', '1990-01-01'::date
    rf"\s*+(?:(?:[A-Za-z_&]\w{{0,15}} ?)?{_STRING}(?:::[\w .\[\]]{{1,60}}(?:\([0-9, ]+\))?)?"
    rf"|{_DOUBLE}|([-+]?[0-9][0-9.]*+(?:[eE][-+]?[0-9]+)?)|([^,()'\"]++))\s*+(?=[,)])",
    re.DOTALL,
)
_OPENING = re.compile(r"\s*+,?\s*+\(")
# What an expression that is no single value is made of.
_PIECE = re.compile(rf"{_STRING}|[^'(),]+|[(),]", re.DOTALL)
_PLACEHOLDER = re.compile(r"\?[0-9]*|\$[0-9]+|%s|[:@][A-Za-z_0-9]+|#?\{\w+\}")
_NO_VALUE = re.compile(
    r"null|default|true|false|sysdate|systimestamp|(?:current|local)_?(?:date|time|timestamp)"
    r"|(?:current_|session_)?user|[\w.]+\.(?:nextval|currval)",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"''|\"\"|\\['\"\\%_nrt]")
_WORD = re.compile(r"[^\W_]")


def hold_inserts(texts: pl.Series) -> pl.Series:
    """Which texts have an INSERT with a list of columns and values."""
    return texts.str.contains(_LIKELY)


def read_inserts(lines: pl.DataFrame, counts: Counts) -> pl.DataFrame:
    """Each column of INSERT statements → its values; the lines are given back without them.

    Values that a row has too many or too few of stay where they are, and so do function calls.
    """
    likely = hold_inserts(lines[LINE])
    if not likely.any():
        return lines
    found = lines.filter(likely)
    known = {line: _opened(line) for line in found[LINE].unique()}
    opened = [known[line] for line in found[LINE]]
    rows = pl.DataFrame(
        [(at, key, value) for at, (pairs, _) in enumerate(opened) for key, value in pairs],
        {LINE: pl.UInt32, "key": pl.String, VALUE: pl.String},
        orient="row",
    )
    days = days_of(found)
    if days is not None:
        rows = rows.with_columns(days.gather(rows[LINE]).alias(DAY))
    counts.add_rows(rows.group_by("key", VALUE, maintain_order=True).agg(number_and_days(days)))
    left = found.with_columns(pl.Series(LINE, [text for _, text in opened], pl.String))
    return pl.concat([lines.filter(~likely), left])


def read_searches(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with what LIKE searches a column for written as its value."""
    return lines.with_columns(pl.col(LINE).str.replace_all(_SEARCH, " = ${1}'${2}'"))


Pairs = list[tuple[str, str | None]]


def _opened(text: str) -> tuple[Pairs, str]:
    """The columns with their values, and the text without these."""
    pairs: Pairs = []
    left = ""
    at = 0
    for insert in _INSERT.finditer(text):
        if insert.start() < at:  # the word is in a value
            continue
        names = [name.strip().strip("\\\"'`[] ") for name in insert[1].split(",")]
        columns = [key_name(name) or ANY_KEY for name in names]
        left += text[at : insert.end()]
        at = insert.end()
        while begin := _OPENING.match(text, at):
            row = _row(text, begin.end())
            if row.fits(columns):
                pairs += zip(columns, row.values, strict=False)
                rest = ",".join(row.left)
                left += f"{begin[0]}{rest})" if _WORD.search(rest) else ""
            else:
                left += text[at : row.end]
            at = row.end
            if row.is_cut:
                break
    return pairs, left + text[at:]


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of a row, None for what is none, and what is ``left`` of the text without them.

    ``end`` is where it ends; ``is_cut`` is whether the text ends before it does.
    """

    values: Sequence[str | None]
    left: Sequence[str]
    end: int
    is_cut: bool

    def fits(self, columns: Sequence[str]) -> bool:
        """Whether each value has its column."""
        if self.is_cut:
            return len(self.values) <= len(columns)
        return len(self.values) == len(columns)


def _row(text: str, at: int) -> _Row:
    """The row that begins behind the bracket in front of the place ``at``."""
    items: list[re.Match[str] | str] = []
    sign = ","
    while sign == ",":
        item = _ITEM.match(text, at)
        end = item.end() if item else _end_of(text, at)
        sign = text[end : end + 1]
        # What the text ends in may go on.
        if sign:
            items.append(item or text[at:end])
            at = end + 1
    # A statement is written with quotes and places for values or, by Laravel, without any.
    is_bare = not any(map(_is_written, items))
    values = [_value(item, is_bare=is_bare) for item in items]
    texts = [item if isinstance(item, str) else item[0] for item in items]
    left = ["" if value else text for value, text in zip(values, texts, strict=True)]
    return _Row(values, left, at, is_cut=not sign)


def _end_of(text: str, at: int) -> int:
    """Where the expression ends that begins at a place: at a comma or bracket, or with the text."""
    depth = 0
    while piece := _PIECE.match(text, at):
        sign = piece[0]
        if depth == 0 and sign in (",", ")"):
            return at
        depth += (sign == "(") - (sign == ")")
        at = piece.end()
    return len(text)


def _is_written(item: re.Match[str] | str) -> bool:
    if isinstance(item, str):
        return False
    string, double, _, word = item.groups()
    is_place = word is not None and _PLACEHOLDER.fullmatch(word.strip()) is not None
    return string is not None or double is not None or is_place


def _value(item: re.Match[str] | str, *, is_bare: bool) -> str | None:
    if isinstance(item, str):
        return None
    string, double, number, word = item.groups()
    if word is not None:
        word = word.strip()
        return word if is_bare and not _NO_VALUE.fullmatch(word) else None
    quoted = double if string is None else string
    return number if quoted is None else _ESCAPE.sub(_unescaped, quoted)


def _unescaped(match: re.Match[str]) -> str:
    letter = match[0][1]
    return " " if letter in "nrt" else letter
