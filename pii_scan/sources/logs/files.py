"""The files of a log target, each with the log it belongs to, found without opening one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pii_scan.raw_files.finding import FoundFile, NotLookedAt, find_files
from pii_scan.sources.chosen_files import chosen
from pii_scan.sources.logs.names import log_name

STANDARD_INPUT = "-"


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

    What a target can be is said at ``find_files``, what patterns do at ``chosen``; ``-`` is the
    standard input.
    """
    if target == STANDARD_INPUT:
        return [LogFile(STANDARD_INPUT, "stdin", "stdin", 0, time.time())], []
    files, others = chosen(*find_files(target), include, exclude)
    return log_files(files), others


def log_files(found: Iterable[FoundFile]) -> list[LogFile]:
    """Files that were found before, each log's together."""
    return sorted(map(_log_file, found), key=lambda file: (file.rotated, file.name))


def _log_file(found: FoundFile) -> LogFile:
    above, slash, last = found.name.rpartition("/")
    log = above + slash + log_name(last)
    return LogFile(found.path, found.name, log, found.size, found.modified)
