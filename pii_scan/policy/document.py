"""The neutral form that every kind of policy file is brought into: lines, some of them rows.

Nothing here, and no reader under ``files/``, knows what a policy means; ``read.py`` does.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# Characters that are seen as a space or not at all, and would keep equal words apart.
_SPACES = dict.fromkeys(map(ord, "\x0b\x0c\x85\xa0\u2028\u2029\u3000"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a policy, not empty.

    ``number`` counts from 1 and is greater than that of the line before: the line of a text, a
    Markdown file or the source of a web page (of several lines of a page that stand on one line
    of its source, the later ones are counted on), the paragraph of a document, the line of a PDF.
    ``indent`` is the number of blanks before ``text``, which is NFC and has none around it.

    A row of a table has two or more ``cells``, some of which may be empty; any other line has
    none. A merged cell stands in each place it covers. A line end parts lines inside a cell.
    ``level`` is 1 to 9 for what its file marks as a heading, 1 the highest, and None where the
    file does not say. ``page`` is that of a PDF.
    """

    number: int
    indent: int
    text: str
    cells: tuple[str, ...] = ()
    level: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that could not be looked at: what it is, and on which line or page."""

    text: str
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as its lines: ``file`` is its name without a folder, ``sha256`` is of its bytes.

    ``unread`` are the parts of the file that may hold more.
    """

    file: str
    sha256: str
    lines: tuple[Line, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader of files gives: the lines, and the parts it could not look at."""

    lines: tuple[Line, ...]
    unread: tuple[Unread, ...] = ()


def tidy(text: str) -> str:
    """``text`` in NFC without what nobody sees; tabs and blanks stay as they are, but plain."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFC", text.translate(_SPACES).translate(_INVISIBLE))
    if plain.isprintable():
        return plain
    return "".join(c for c in plain if c == "\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def one_line(text: str) -> str:
    """``text`` tidy, with each run of blanks and line ends as one space."""
    return " ".join(tidy(text.replace("\r", " ").replace("\n", " ")).split())
