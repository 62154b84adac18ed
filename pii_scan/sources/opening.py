"""Works out what a target is. Nothing slow is imported before it is needed."""

from __future__ import annotations

import glob
from collections.abc import Callable, Mapping
from pathlib import Path

from pii_scan.errors import SourceError
from pii_scan.sources.base import Source, SourceSettings

_SQLITE_MAGIC = b"SQLite format 3\x00"


def open_source(settings: SourceSettings) -> Source:
    """The source behind ``settings.target``; nothing is connected to or read before ``read``.

    A URL is a database; a file that begins as SQLite files do is one; a ``.sql`` file, or a folder
    or glob of nothing else, is a schema; every other file, folder or glob is a log,
    and so is ``-``, the standard input. Raises
    SourceError when there is no such file or folder, when nothing fits the glob, when the kind of
    database is unknown or its driver is not installed.
    """
    scheme, separator, _ = settings.target.partition("://")
    if separator:
        kind = scheme.partition("+")[0].lower()
        return DATABASES.get(kind, _generic)(settings)
    if settings.target == "-":
        return _logs(settings)
    path = Path(settings.target)
    if path.is_dir():
        return _folder(settings, path)
    if path.exists():
        return _file(settings, path)
    files = [Path(name) for name in glob.iglob(settings.target, recursive=True)]  # noqa: PTH207  a glob may be absolute
    if not files:
        raise _nothing_there(settings.target)
    if all(file.suffix.lower() == ".sql" for file in files):
        return _schema(settings)
    return _logs(settings)


def _file(settings: SourceSettings, path: Path) -> Source:
    if path.suffix.lower() == ".sql":
        return _schema(settings)
    return _sqlite(settings) if _begins_as_sqlite(path) else _logs(settings)


def _begins_as_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
    except OSError:
        return False  # the log source says that it cannot be read


def _folder(settings: SourceSettings, path: Path) -> Source:
    files = [file for file in path.rglob("*") if file.is_file()]
    if files and all(file.suffix.lower() == ".sql" for file in files):
        return _schema(settings)
    return _logs(settings)


def _nothing_there(target: str) -> SourceError:
    if glob.has_magic(target):
        return SourceError(f"{target}: no file fits", "Check the pattern; ** goes into folders.")
    return SourceError(f"{target}: no such file or folder", "Check the path.")


def _sqlite(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.sqlite import sqlite_source

    return sqlite_source(settings)


def _postgresql(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.postgresql import postgresql_source

    return postgresql_source(settings)


def _mysql(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.mysql import mysql_source

    return mysql_source(settings)


def _generic(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.generic_sql import generic_source

    return generic_source(settings)


def _schema(settings: SourceSettings) -> Source:
    from pii_scan.sources.ddl.source import DdlSource

    return DdlSource(settings)


def _logs(settings: SourceSettings) -> Source:
    from pii_scan.sources.logs.source import LogSource

    return LogSource(settings)


DATABASES: Mapping[str, Callable[[SourceSettings], Source]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "postgres": _postgresql,
    "mysql": _mysql,
    "mariadb": _mysql,
}
"""URL scheme → what opens it. Every other scheme is tried as a dialect of SQLAlchemy."""
