"""A JSON document of any size, taken apart without holding it whole.

An array of records, at the top or in an object (``{"data": {"users": [...]}}``), gives each record
by itself.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pii_scan.documents.json_text import DECODER
from pii_scan.documents.leaves import joined
from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.model import Reason
from pii_scan.raw_files.compression import Readable
from pii_scan.raw_files.failures import up_to_there
from pii_scan.raw_files.opening import BrokenFileError

_BLOCK = 1024 * 1024
_LONGEST = 64 * 1024 * 1024
# Objects this deep are taken apart by their members; what is in an array is a record.
_DEEPEST = 3
_BLANK = re.compile(r"[ \t\r\n]*")
# The decoder reports a cut word (tru) at its beginning; the longest is -Infinity.
_LONGEST_WORD = 9


class Piece(NamedTuple):
    """A value at ``path``. ``record`` is true for an element of an array."""

    path: str
    value: object
    record: bool


@dataclass(slots=True)
class JsonStream:
    """The pieces of the document in ``stream``, in UTF-8 or ``encoding`` (errors are replaced).

    Iterating raises BrokenFileError where the document ends early or is no JSON; everything
    before that has been given. Several documents one after another are read as one.
    """

    stream: Readable
    encoding: str = "utf-8"
    _text: str = ""
    _at: int = 0
    _ended: bool = False
    _decoder: codecs.IncrementalDecoder | None = None

    def __iter__(self) -> Iterator[Piece]:
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors="replace")
        while self._peek():
            yield from self._pieces("", 0)

    def _pieces(self, path: str, depth: int) -> Iterator[Piece]:
        first = self._peek()
        if first == "[":
            yield from self._elements(path)
        elif first == "{" and depth < _DEEPEST:
            yield from self._members(path, depth)
        else:
            yield Piece(path, self._value(), record=False)

    def _elements(self, path: str) -> Iterator[Piece]:
        # Records at the top are the rows of a table, whose columns have no brackets.
        below = f"{path}[]" if path else ""
        for _ in self._separated("[", "]"):
            value = self._value()
            inner = below if below or isinstance(value, dict) else "[]"
            yield Piece(inner, value, record=True)

    def _members(self, path: str, depth: int) -> Iterator[Piece]:
        for _ in self._separated("{", "}"):
            key = self._value()
            if not isinstance(key, str) or self._peek() != ":":
                raise self._wrong()
            self._at += 1
            name = key_name(key)
            if name is None:
                yield Piece(joined(path, KEY), key, record=False)
            yield from self._pieces(joined(path, name or ANY_KEY), depth + 1)

    def _separated(self, opening: str, closing: str) -> Iterator[None]:
        """Once for each element, which the caller then reads."""
        if self._peek() != opening:
            raise self._wrong()
        self._at += 1
        if self._peek() == closing:
            self._at += 1
            return
        while True:
            yield
            sign = self._peek()
            if sign not in {",", closing} or not sign:
                raise self._wrong()
            self._at += 1
            if sign == closing:
                return

    def _peek(self) -> str:
        """The next character that is no blank; nothing at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _value(self) -> object:
        if not self._peek():
            raise self._wrong()
        size = _BLOCK
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                reached = len(self._text) - error.pos < _LONGEST_WORD
                cut = reached or error.msg.startswith(
                    ("Unterminated", "Invalid \\u", "Invalid \\e")
                )
                if self._ended or not cut:
                    raise self._wrong(cut=error.msg.startswith("Unterminated")) from None
            except RecursionError:
                deep = Reason("is nested too deeply", "중첩이 너무 깊음")
                raise BrokenFileError(up_to_there(deep)) from None
            else:
                # A number at the end of what was read may go on.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > _LONGEST:
                large = Reason("holds a record over 64 MiB", "64 MiB를 넘는 레코드가 있음")
                raise BrokenFileError(up_to_there(large))
            # Each try begins anew: what is read doubles, so that all tries cost as much as two.
            size = max(size, len(self._text) - self._at)
            self._more(size)

    def _more(self, size: int = _BLOCK) -> bool:
        if self._ended or self._decoder is None:
            return False
        pieces = [self._text[self._at :]]
        while size > 0 and not self._ended:
            data = self.stream.read(min(size, _BLOCK))
            pieces.append(self._decoder.decode(data, final=not data))
            self._ended = not data
            size -= len(data)
        self._text, self._at = "".join(pieces), 0
        return bool(self._text)

    def _wrong(self, *, cut: bool = False) -> BrokenFileError:
        if cut or (self._ended and self._at >= len(self._text.rstrip())):
            return BrokenFileError(up_to_there(Reason("ends too early", "내용이 중간에 끊김")))
        no_json = Reason("is no JSON from some place on", "중간부터 JSON이 아님")
        return BrokenFileError(up_to_there(no_json))
