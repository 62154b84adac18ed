"""The values of one row of a dump, as the database that it was made of would give them."""

from __future__ import annotations

import re
from collections.abc import Callable

from pii_scan.sources.dumps.rows import ESCAPED_TEXT, TEXT

_NOTHING = "\\N"
_COPY_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", re.DOTALL)
_COPY_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPE = re.compile(r"''|\\(.)", re.DOTALL)
_LETTERS = {"0": "\0", "b": "\b", "n": "\n", "r": "\r", "t": "\t", "Z": "\x1a"}
_WORDS = {"null": None, "default": None, "true": "true", "false": "false"}
_BYTES = re.compile(
    r"\s*(?:(?:var)?binary|(?:tiny|medium|long)?blob|bytea|raw|image)\b", re.IGNORECASE
)
_HEXADECIMAL = "\\x"
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?P<exponent>[eE][-+]?[0-9]+)?")


class NoRow(Exception):  # noqa: N818  nothing need be wrong with the dump
    """What should be a row cannot be taken apart."""


EXPRESSION = object()
"""Stands for what a database would have computed: ``now()``."""


def copied_row(line: str) -> list[str | None]:
    """The cells of a line of COPY."""
    return [
        None if cell == _NOTHING else _COPY_ESCAPE.sub(_copied, cell) if "\\" in cell else cell
        for cell in line.split("\t")
    ]


def _copied(match: re.Match[str]) -> str:
    octal, hexadecimal, letter = match.groups()
    if letter is None:
        return chr(int(octal, 8) & 0xFF) if octal else chr(int(hexadecimal, 16))
    return _COPY_LETTERS.get(letter, letter)


class InsertedRows:
    """Takes rows of INSERT apart, in which texts are MySQL's where ``backslash`` escapes in them.

    ``encoding`` is that of the file: bytes stand in it as if they were text.
    """

    def __init__(self, encoding: str, *, backslash: bool) -> None:
        string = ESCAPED_TEXT if backslash else rf"(?<=[Ee]){ESCAPED_TEXT}|{TEXT}"
        call = r"\w+\s*\((?:[^()']++|'(?:[^']|'')*+'|\((?:[^()']++|'(?:[^']|'')*+')*+\))*+\)"
        self._item = re.compile(
            rf"\s*+(?:(?P<kind>(?:[A-Za-z_&]\w*)?)\s*+(?P<text>{string})"
            rf"|0x(?P<digits>[0-9A-Fa-f]*)(?=\s*[,)])|(?P<call>{call})"
            r'|"(?P<double>(?:[^"]|"")*+)"|(?P<word>[^,()\'"]++))'
            r"(?:::[\w .\"\[\]]+(?:\([\d, ]+\))?)?\s*+(?P<sign>[,)])",
            re.DOTALL,
        )
        self._string = re.compile(string, re.DOTALL)
        self._encoding = encoding
        self._backslash = backslash

    def values(self, row: str) -> list[object]:
        """What stands in ``row``, brackets and all. Raises NoRow."""
        values: list[object] = []
        at = 1
        while item := self._item.match(row, at):
            values.append(self._value(item))
            at = item.end()
            if item["sign"] == ")":
                return values
        raise NoRow

    def _value(self, item: re.Match[str]) -> object:
        if item["text"] is not None:
            return self._text(item["kind"].lower(), item["text"][1:-1])
        if item["digits"] is not None:
            return _from_digits(item["digits"])
        if item["double"] is not None:
            return item["double"].replace('""', '"')
        if item["call"] is not None:
            return self._called(item["call"])
        return _said(item["word"].strip())

    def _called(self, call: str) -> object:
        """The first text in a call: CAST(N'2026-01-02' AS datetime)."""
        found = self._string.search(call)
        if found is None or not re.match(r"(?i)cast|convert|to_\w+|date|str_to_date", call):
            return EXPRESSION
        return self._text("", found[0][1:-1])

    def _text(self, kind: str, inside: str) -> object:
        if kind == "x":
            return _from_digits(inside)
        if kind == "b":
            # MySQL gives bits as bytes, PostgreSQL as the digits.
            size = -(-len(inside) // 8)
            return int(inside or "0", 2).to_bytes(size) if self._backslash else inside
        text = inside
        if self._backslash or kind == "e":
            if "\\" in inside or "''" in inside:
                text = _ESCAPE.sub(_unescaped, inside)
        else:
            text = inside.replace("''", "'")
        return encoded(text, self._encoding) if kind == "_binary" else text


def _said(word: str) -> object:
    """A number, or what a word without quotes says."""
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    if number := _NUMBER.fullmatch(word):
        # SQLite writes more digits of a double than it has.
        return float(word) if number["exponent"] else word
    return EXPRESSION


def _unescaped(match: re.Match[str]) -> str:
    letter = match[1]
    return "'" if letter is None else _LETTERS.get(letter, letter)


def _from_digits(digits: str) -> object:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return EXPRESSION


def encoded(text: str, encoding: str) -> bytes:
    """The bytes that were read as ``text``: what is no text in ``encoding`` was kept as it was."""
    return text.encode(encoding, "surrogateescape")


def as_type(type_: str | None, encoding: str) -> Callable[[object], object] | None:
    """What makes the bytes of a column of bytes out of the text they are written as."""
    if type_ is None or not _BYTES.match(type_):
        return None

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        if value.startswith(_HEXADECIMAL):
            try:
                return bytes.fromhex(value.removeprefix(_HEXADECIMAL))
            except ValueError:
                pass
        return encoded(value, encoding)

    return read
