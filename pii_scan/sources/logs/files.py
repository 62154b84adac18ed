"""The files of a log target, each with the log it belongs to, found without opening one."""

from __future__ import annotations

import fnmatch
import time
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pii_scan.model import Reason
from pii_scan.raw_files.finding import FoundFile, NotLookedAt, find_files
from pii_scan.sources.logs.names import log_name

STANDARD_INPUT = "-"
_BY_PATTERN = Reason("left out by include or exclude", "include 또는 exclude 설정에 따라 제외")


@dataclass(frozen=True, slots=True)
class LogFile:
    """A regular file. ``name`` is its path below the target, ``log`` the log it belongs to.

    Both use ``/`` and are NFC: macOS hands out Korean names decomposed. ``size`` is in bytes on
    disk, ``modified`` in seconds since the epoch, both as they were when the file was found.
    """

    path: str
    name: str
    log: str
    size: int
    modified: float

    @property
    def rotated(self) -> str:
        """The log that an archive is named after: ``app.log`` of ``app-2026-11-20.log.tar.gz``."""
        return self.log.removesuffix(".tar")


def find_log_files(
    target: str, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[list[LogFile], list[NotLookedAt]]:
    """The files of a folder, file or glob, each log's files together, and what is none.

    What a target can be is said at ``find_files``; ``-`` is the standard input. Where there are
    ``include`` patterns only files that fit one are taken; those that fit an ``exclude`` pattern
    are not. A pattern is compared with the path below the target, with each folder on it and with
    the name: ``*.log``, ``archive``, ``web/*.gz``.
    """
    if target == STANDARD_INPUT:
        return [LogFile(STANDARD_INPUT, "stdin", "stdin", 0, time.time())], []
    return log_files(*find_files(target), include, exclude)


def log_files(
    found: Iterable[FoundFile],
    unread: Iterable[NotLookedAt],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> tuple[list[LogFile], list[NotLookedAt]]:
    """As ``find_log_files``, of files that were found before."""
    found, unread = list(found), list(unread)
    files = [
        _log_file(one)
        for one in found
        if not _fits(one.name, exclude) and (not include or _fits(one.name, include))
    ]
    others = [other for other in unread if not _fits(other.name, exclude)]
    left_out = len(found) + len(unread) - len(files) - len(others)
    if left_out:
        name = f"({left_out:,} {'file' if left_out == 1 else 'files'})"
        others.append(NotLookedAt(name, _BY_PATTERN, excluded=True))
    return (
        sorted(files, key=lambda file: (file.rotated, file.name)),
        sorted(others, key=lambda other: other.name),
    )


def _log_file(found: FoundFile) -> LogFile:
    above, slash, last = found.name.rpartition("/")
    log = above + slash + log_name(last)
    return LogFile(found.path, found.name, log, found.size, found.modified)


def _fits(name: str, patterns: Sequence[str]) -> bool:
    parts = name.split("/")
    names = [*parts, *("/".join(parts[: end + 1]) for end in range(1, len(parts)))]
    patterns = [unicodedata.normalize("NFC", pattern) for pattern in patterns]
    return any(fnmatch.fnmatchcase(one, pattern) for pattern in patterns for one in names)
