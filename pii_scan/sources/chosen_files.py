"""Which of the files that were found a person wants looked at, by patterns of their names."""

from __future__ import annotations

import fnmatch
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from pii_scan.model import Reason
from pii_scan.raw_files.finding import NotLookedAt
from pii_scan.sources.selection import fits_nothing

_BY_PATTERN = Reason("left out by include or exclude", "include 또는 exclude 설정에 따라 제외")


class Named(Protocol):
    """A file whose ``name`` is its path below the target, with ``/``."""

    @property
    def name(self) -> str:
        """The path."""


_File = TypeVar("_File", bound=Named)


def chosen(
    found: Iterable[_File],
    unread: Iterable[NotLookedAt],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> tuple[list[_File], list[NotLookedAt]]:
    """The files to look at, and what is not, with what is left out as one entry.

    Where there are ``include`` patterns only files that fit one are taken; those that fit an
    ``exclude`` pattern are not. A pattern is compared with the path below the target, with each
    folder on it and with the name: ``*.log``, ``archive``, ``web/*.gz``. One that includes nothing
    is told as well: it is most likely written wrong.
    """
    found, unread = list(found), list(unread)
    files = [
        one
        for one in found
        if not _fits(one.name, exclude) and (not include or _fits(one.name, include))
    ]
    others = [other for other in unread if not _fits(other.name, exclude)]
    left_out = len(found) + len(unread) - len(files) - len(others)
    if left_out:
        name = f"({left_out:,} {'file' if left_out == 1 else 'files'})"
        others.append(NotLookedAt(name, _BY_PATTERN, excluded=True))
    names = [*(one.name for one in found), *(other.name for other in unread)]
    others += [
        NotLookedAt(pattern, fits_nothing("files", pattern))
        for pattern in include
        if not any(_fits(name, [pattern]) for name in names)
    ]
    return files, sorted(others, key=lambda other: other.name)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    parts = name.split("/")
    names = [*parts, *("/".join(parts[: end + 1]) for end in range(1, len(parts)))]
    patterns = [unicodedata.normalize("NFC", pattern) for pattern in patterns]
    return any(fnmatch.fnmatchcase(one, pattern) for pattern in patterns for one in names)
