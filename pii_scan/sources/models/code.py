"""Java, Kotlin and TypeScript as words, strings, marks and comments: enough to find fields in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|(?P<string>\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?P<word>@?[^\W\d]\w*|\d[\w.]*|\$\w*)"
    r"|(?P<mark>\S)",
    re.DOTALL,
)
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_BRACKET = re.compile(r"[(){}\[\]]")
_MOST_NESTED = 200
# What Javadoc says behind the sentence that a field is described with.
_TAG = re.compile(r"^\s*@\w+.*\Z|<[^>]*>|\{@\w+\s+([^}]*)\}", re.MULTILINE | re.DOTALL)
_STARS = re.compile(r"^[\s*]+", re.MULTILINE)
_LONGEST_COMMENT = 80


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    STRING = "string"
    MARK = "mark"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``text`` is without quotes or what marks a comment."""

    kind: Kind
    text: str
    line: int

    def is_mark(self, marks: str) -> bool:
        """Whether it is one of ``marks``."""
        return self.kind is Kind.MARK and self.text in marks


Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Annotation:
    """``@Column(name = "email")``: its last name and what stands in its parentheses."""

    name: str
    arguments: Tokens
    line: int

    def said(self, key: str) -> Tokens:
        """The value behind ``key =`` or ``key:``, also in ``{ key: … }``; empty where none is."""
        depth = 0
        inside = 1 if self.arguments and self.arguments[0].is_mark("{") else 0
        for at, token in enumerate(self.arguments):
            depth += token.is_mark("({[") - token.is_mark(")}]")
            behind = self.arguments[at + 1 : at + 2]
            named = token.kind is not Kind.MARK and token.text == key
            if named and depth <= inside and behind and behind[0].is_mark("=:"):
                return next(parts(self.arguments[at + 2 :]), ())
        return ()

    def text(self, key: str) -> str | None:
        """The string behind ``key``."""
        return first_string(self.said(key))

    def is_false(self, key: str) -> bool:
        """Whether ``key`` is said to be false."""
        return [token.text for token in self.said(key)] == ["false"]

    def is_true(self, key: str) -> bool:
        """Whether ``key`` is said to be true."""
        return [token.text for token in self.said(key)] == ["true"]

    def number(self, key: str) -> int | None:
        """The number behind ``key``."""
        value = self.said(key)
        return int(value[0].text) if value and value[0].text.isdecimal() else None


def tokens_of(text: str) -> list[Token]:
    """All tokens of ``text``, comments among them."""
    found = []
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        kind = Kind(match.lastgroup)
        spelled = match[0]
        if kind is Kind.STRING:
            spelled = spelled.strip('"') if spelled.startswith('"""') else spelled[1:-1]
        elif kind is Kind.COMMENT:
            spelled = _comment(spelled)
        found.append(Token(kind, spelled, line))
    return found


def nests_too_deep(text: str) -> bool:
    """Whether brackets stand deeper in each other than in any program that a person wrote.

    Who looks for the end of each of them would take as long as their number times their depth.
    """
    # Brackets in texts and comments can only add to what is there, and most files have few.
    if _depth(text) <= _MOST_NESTED:
        return False
    return _depth("".join(t.text for t in tokens_of(text) if t.kind is Kind.MARK)) > _MOST_NESTED


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in _CLOSING else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def closing(tokens: Tokens, at: int) -> int:
    """Where the bracket that opens at ``at`` is closed; the end where it is not."""
    opened = tokens[at].text
    depth = 0
    for position in range(at, len(tokens)):
        depth += tokens[position].is_mark(opened) - tokens[position].is_mark(_CLOSING[opened])
        if not depth:
            return position
    return len(tokens)


def parts(tokens: Tokens) -> Iterator[Tokens]:
    """What commas part, outside brackets; ends where a bracket closes that opened before."""
    part: list[Token] = []
    depth = 0
    for token in tokens:
        depth += token.is_mark("({[") - token.is_mark(")}]")
        if depth < 0:
            break
        if token.is_mark(",") and not depth:
            yield part
            part = []
        elif token.kind is not Kind.COMMENT:
            part.append(token)
    if part:
        yield part


def first_string(tokens: Tokens) -> str | None:
    """The text that ``tokens`` begin with, put together where it is added up."""
    text: str | None = None
    for token in tokens:
        if token.kind is Kind.STRING:
            text = (text or "") + token.text
        elif not (token.is_mark("+") and text is not None):
            break
    return text


def annotation_at(tokens: Tokens, at: int) -> tuple[Annotation, int]:
    """The annotation that begins at ``at``, and where what follows it begins."""
    name, line = tokens[at].text[1:], tokens[at].line
    at += 1
    # @field:Column of Kotlin, @javax.persistence.Column
    while at + 1 < len(tokens) and tokens[at].is_mark(".:") and tokens[at + 1].kind is Kind.WORD:
        name = tokens[at + 1].text
        at += 2
    if at < len(tokens) and tokens[at].is_mark("("):
        end = closing(tokens, at)
        return Annotation(name, tokens[at + 1 : end], line), end + 1
    return Annotation(name, (), line), at


def short_comment(text: str | None) -> str | None:
    """A comment that names a field; a longer one is about something else."""
    return text if text and len(text) <= _LONGEST_COMMENT else None


def comment_above(tokens: Tokens, at: int) -> str | None:
    """The comment at ``at``; None where it stands behind something on its line."""
    before = tokens[at - 1] if at else None
    return None if before and before.line == tokens[at].line else tokens[at].text


def comment_behind(tokens: Tokens, at: int) -> str | None:
    """The comment on the same line as the token at ``at`` and behind it."""
    line = tokens[at].line if at < len(tokens) else 0
    for token in tokens[at + 1 : at + 3]:
        if token.kind is Kind.COMMENT and token.line == line:
            return short_comment(token.text)
    return None


def _comment(spelled: str) -> str:
    if spelled.startswith("//"):
        return spelled.strip("/ \t\r")
    inner = _STARS.sub("", spelled.removeprefix("/*").removesuffix("*/"))
    return " ".join(_TAG.sub(r"\1", inner).strip(" *\n").split())
