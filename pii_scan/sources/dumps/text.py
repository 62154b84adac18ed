"""The text of a dump, looked at from one place on, of which no more is held than is needed."""

from __future__ import annotations

import re
from typing import TextIO

LONGEST = 32 * 1024 * 1024
"""The most characters that a row or a text in quotes may have; a longer one is passed over."""

_BLOCK = 1024 * 1024
# A statement tells within so many characters what it is: tables have thousands of columns.
_AHEAD = 256 * 1024


class DumpText:
    """``at`` is the place in ``text`` that is looked at; ``line`` is its number in the file."""

    def __init__(self, file: TextIO) -> None:
        self.text = ""
        self.at = 0
        self.line = 1
        self._file = file
        self._ended = False

    def look_ahead(self) -> bool:
        """Hold what a statement needs to tell what it is; whether there is anything."""
        while len(self.text) - self.at < _AHEAD and self.more():
            pass
        return self.at < len(self.text)

    def more(self) -> bool:
        """Hold twice as much as is left, and forget what was passed; False at the end."""
        if self._ended:
            return False
        data = self._file.read(max(_BLOCK, len(self.text) - self.at))
        self._ended = not data
        self.text, self.at = self.text[self.at :] + data, 0
        return not self._ended

    def pass_to(self, place: int) -> None:
        """Go on at ``place``."""
        self.line += self.text.count("\n", self.at, place)
        self.at = place

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of ``pattern`` here, for which as much as it needs is held."""
        while True:
            found = pattern.match(self.text, self.at)
            if found is not None and found.end() < len(self.text):
                return found
            if len(self.text) - self.at >= LONGEST or not self.more():
                return found

    def pass_line(self) -> None:
        """Go on behind the end of the line, however long it is."""
        self.pass_before(re.compile("\n"))
        self.pass_to(min(self.at + 1, len(self.text)))

    def pass_before(self, pattern: re.Pattern[str]) -> bool:
        """Go on where ``pattern`` is found next, or else at the end; whether it is."""
        while True:
            if found := pattern.search(self.text, self.at):
                self.pass_to(found.start())
                return True
            # What is found may begin with the last characters.
            self.pass_to(max(self.at, len(self.text) - _OVERLAP))
            if not self.more():
                self.pass_to(len(self.text))
                return False


_OVERLAP = 64
