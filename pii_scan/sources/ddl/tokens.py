"""SQL text as tokens and statements, by sqlparse's lexer.

Only the lexer is used: sqlparse's own grouping knows no column definitions, and reads a large
schema many times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlparse import lexer
from sqlparse import tokens as lexical

# Stands for a backslash that escapes nothing, while sqlparse, which takes every one for an escape,
# looks at the text.
_PLAIN_BACKSLASH = "\ue05c"


class Kind(Enum):
    """What a token is: ``WORD`` may be a keyword or a name, ``NAME`` is quoted and only a name."""

    WORD = "word"
    NAME = "name"
    STRING = "string"
    MARK = "mark"
    COMMENT = "comment"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``text`` is without quotes; ``upper`` is set only for a bare word or mark.

    ``glued`` is true where nothing stands between it and the token before.
    """

    kind: Kind
    text: str
    upper: str
    line: int
    first_on_line: bool
    glued: bool


Statement = Sequence[Token]


def statements(text: str, first_line: int, *, backslash: bool) -> Iterator[Statement]:
    """The statements in ``text`` without their semicolons; empty ones are left out.

    A table definition that begins a line also begins a statement: files for SQL Server have no
    semicolons, and one that is forgotten must not hide the next table.
    """
    statement: list[Token] = []
    found = list(_tokens(text, first_line, backslash=backslash))
    for position, token in enumerate(found):
        if token.kind is Kind.MARK and token.text == ";":
            if statement:
                yield statement
            statement = []
            continue
        if statement and token.first_on_line and _begins_definition(found, position):
            yield statement
            statement = []
        statement.append(token)
    if statement:
        yield statement


def _begins_definition(tokens: Sequence[Token], position: int) -> bool:
    word = tokens[position].upper
    if word not in {"CREATE", "ALTER", "COMMENT"}:
        return False
    following = [token.upper for token in tokens[position + 1 : position + 5]]
    if word == "COMMENT":
        return following[:2] in (["ON", "TABLE"], ["ON", "COLUMN"])
    return "TABLE" in following[: 1 if word == "ALTER" else 4] and "(" not in following[:1]


def _tokens(text: str, first_line: int, *, backslash: bool) -> Iterator[Token]:
    if not backslash:
        text = text.replace("\\", _PLAIN_BACKSLASH)
    line = first_line
    fresh, glued = True, False
    for type_, value in lexer.tokenize(text):  # type: ignore[no-untyped-call]
        newlines = value.count("\n")
        if value.isspace():
            fresh, glued = fresh or bool(newlines), False
        else:
            restored = value.replace(_PLAIN_BACKSLASH, "\\")
            for number, (kind, part) in enumerate(_parts(type_, restored, backslash=backslash)):
                yield Token(
                    kind,
                    part,
                    part.upper() if kind in {Kind.WORD, Kind.MARK} else "",
                    line,
                    fresh and not number,
                    glued and not number,
                )
            # A comment to the end of the line takes the line's end with it.
            fresh, glued = value.endswith(("\n", "\r")), True
        line += newlines


def _parts(type_: object, value: str, *, backslash: bool) -> list[tuple[Kind, str]]:
    """One token of sqlparse as tokens of ours: it joins "NOT NULL", we do not."""
    if type_ in lexical.Comment:
        text = value.removeprefix("/*").removesuffix("*/").removeprefix("#").lstrip("-").strip()
        return [(Kind.COMMENT, text)]
    if value[0] in _QUOTES and (len(value) > 1 or type_ in lexical.Error):
        return [_quoted(value, backslash=backslash)]
    if type_ in lexical.Literal and value.startswith("$"):
        return [(Kind.STRING, value)]
    if not value.isascii() or any(char.isalnum() or char == "_" for char in value):
        return [(Kind.WORD, part) for part in value.split()]
    return [(Kind.MARK, value)]


def _quoted(value: str, *, backslash: bool) -> tuple[Kind, str]:
    closing = _QUOTES[value[0]]
    if len(value) == 1 or value[-1] != closing:
        return Kind.BROKEN, value
    if closing == "'":
        return Kind.STRING, _unquoted(value, backslash=backslash)
    return Kind.NAME, value[1:-1].replace(closing * 2, closing)


_QUOTES = {"'": "'", '"': '"', "`": "`", "[": "]"}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": ""}


def _unquoted(value: str, *, backslash: bool) -> str:
    inner = value[1:-1].replace("''", "'")
    if not backslash or "\\" not in inner:
        return inner
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), inner, flags=re.DOTALL)
