"""Dumps of databases among ``.sql`` files: they say so, and how their text is to be read.

What says so holds the rows of a database, and not the few that a program needs to begin with.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.raw_files.plain_bytes import open_bytes

HEAD = 8192
"""So many bytes of a dump say what it is."""

_TOOLS = "phpMyAdmin|HeidiSQL|Navicat|Adminer|DBeaver|Sequel (?:Pro|Ace)|pg_dump|mysqldump"
_SAYS_SO = re.compile(
    r"^(?:--|#|/\*)[^\n]*\b(?:(?:sql|mysql|mariadb|database|postgresql)[ -]?dump"
    rf"|dumped (?:by|from)|{_TOOLS})\b"
    # SQLite's own says nothing, and begins like this.
    r"|\A(?:PRAGMA foreign_keys=OFF;\s*)?BEGIN TRANSACTION;\s*(?:CREATE TABLE|INSERT)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ENCODING = re.compile(r"\bSET\s+(?:NAMES|client_encoding\s*=)\s*'?(?P<name>\w+)", re.IGNORECASE)
_BROKEN = re.compile("[\ud800-\udfff]")
_CODECS = (
    (re.compile("utf_?8", re.IGNORECASE), "utf-8"),
    (re.compile("euc_?kr|uhc|cp949", re.IGNORECASE), "cp949"),
)


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A dump: how its text is read, and whether a backslash escapes a quote in it."""

    path: Path
    encoding: str
    backslash: bool

    def open(self) -> TextIO:
        """Its text as it is, with a lone surrogate for each byte that is none: binary values.

        Raises what ``open_bytes`` raises.
        """
        plain = open_bytes(self.path)
        return io.TextIOWrapper(plain, self.encoding, errors="surrogateescape", newline="")


def says_it_is_a_dump(head: str) -> bool:
    """Whether a ``.sql`` file that begins with ``head`` is the dump of a database."""
    return _SAYS_SO.search(head[:HEAD]) is not None


def with_broken_marked(text: str) -> str:
    """``text`` with U+FFFD for each byte that is none: names and comments are shown."""
    return _BROKEN.sub("\ufffd", text)


def is_dump(path: str) -> bool:
    """Whether the file is one; False where it cannot be read, which its reader says."""
    try:
        with open_bytes(Path(path)) as file:
            return says_it_is_a_dump(file.read(HEAD).decode(errors="replace"))
    except (OSError, BrokenFileError):
        return False


def encoding_said(head: bytes) -> str | None:
    """The codec that a dump says it is in; None where it is no dump or does not say.

    Binary values stand in a dump of MySQL's as they are, so that all of it is no text.
    """
    text = head.decode(errors="replace")
    said = _ENCODING.search(text) if says_it_is_a_dump(text) else None
    if said is None:
        return None
    return next((codec for name, codec in _CODECS if name.match(said["name"])), None)
