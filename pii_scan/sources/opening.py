"""Works out what a target is. Nothing slow is imported before it is needed."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.raw_files.failures import NOT_THERE
from pii_scan.raw_files.finding import FoundFile
from pii_scan.sources.base import Source, SourceSettings
from pii_scan.sources.targets import without_password

if TYPE_CHECKING:
    from pii_scan.sources.files.listing import Listing  # nothing slow before it is needed


def open_source(settings: SourceSettings) -> Source:
    """The source behind ``settings.target``; nothing is connected to or read before ``read``.

    A URL is a database, or a place of data files if its scheme is one of theirs. A file that begins
    as SQLite or DuckDB files do is a database; a ``.sql`` file or a model of a program, or a folder
    or glob of nothing else, is a schema; a file, folder or glob of data files is those; of files of
    several kinds each goes to the source that reads it; everything else is a log, also ``.sql``
    files with rows beside logs, and so is ``-``, the standard input. Raises SourceError when there
    is no such file or folder, when nothing fits the glob, when the kind of database is unknown or a
    driver or package is not installed.
    """
    scheme, separator, _ = settings.target.partition("://")
    if separator:
        return _url(settings, scheme.lower())
    if settings.target == "-":
        return _logs(settings)
    path = Path(settings.target)
    if path.is_dir():
        return _folder(settings)
    if path.exists():
        return _file(settings, path)
    if next(glob.iglob(settings.target, recursive=True), None) is None:  # noqa: PTH207  a glob may be absolute
        raise _nothing_there(settings.target)
    return _folder(settings)


def _url(settings: SourceSettings, scheme: str) -> Source:
    from pii_scan.sources.remote_schemes import is_remote

    if is_remote(scheme):
        from pii_scan.sources.files.remote import remote_source

        return remote_source(settings)
    return DATABASES.get(scheme.partition("+")[0], _generic)(settings)


def _file(settings: SourceSettings, path: Path) -> Source:
    if path.suffix.lower() == ".sql":
        return _schema(settings)
    return (_database_kind(path) or _folder)(settings)


def _database_kind(path: Path) -> Callable[[SourceSettings], Source] | None:
    from pii_scan.sources.files.kinds import is_duckdb, is_sqlite

    begin = _begin(path)
    if is_sqlite(begin):
        return _sqlite
    return _duckdb if is_duckdb(begin) else None


def _database_file(settings: SourceSettings) -> Source:
    return (_database_kind(Path(settings.target)) or _sqlite)(settings)


def _begin(path: Path) -> bytes:
    from pii_scan.sources.files.kinds import START

    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(START)
    except OSError:
        return b""  # the log source says that it cannot be read


def _folder(settings: SourceSettings) -> Source:
    """The source of one kind of files, or one of several; a file by itself is of one kind."""
    from pii_scan.sources.files.listing import local_listing
    from pii_scan.sources.folder import FolderSource, has_tables

    find = partial(local_listing, settings.target, *settings.selection.file_patterns)
    listing = find()
    if listing.logs or listing.schemas or listing.models or listing.databases:
        others = listing.files or listing.databases or listing.unreadable
        defining = listing.models or any(map(has_tables, listing.schemas))
        if others or (defining and listing.logs):
            return FolderSource(settings, find, _database_file, _schema, _models, _found_logs)
        if listing.logs:
            return _logs(settings)
        if any(settings.selection.file_patterns):
            return _chosen_schema(settings, listing)
        return _schema(settings)
    if listing.files or listing.unreadable:
        from pii_scan.sources.files.source import FilesSource

        return FilesSource(settings, settings.target, find)
    return _logs(settings)  # which says what is in the way


def _nothing_there(target: str) -> SourceError:
    shown = without_password(target)
    is_glob = glob.has_magic(target)
    if shown != target or _begins_as_url(target):
        form = "scheme://user:password@host/database"
        advice = Reason(
            f"A URL has :// behind its scheme: {form}.", f"URL은 스킴 뒤에 ://가 있어야 함: {form}"
        )
    elif is_glob:
        advice = Reason(
            "Check the pattern; ** goes into folders.", "패턴 확인; **는 하위 폴더를 포함함"
        )
    else:
        advice = Reason("Check the path.", "경로 확인")
    nothing = Reason("no file fits", "해당하는 파일이 없음") if is_glob else NOT_THERE
    return SourceError(Reason.in_both(shown).because(nothing), advice)


def _begins_as_url(target: str) -> bool:
    start = re.match(r"([a-z0-9]+)(?:\+\w+)?(?::|;|//)", target.lower())
    return start is not None and start[1] in DATABASES


def _sqlite(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.sqlite import sqlite_source

    return sqlite_source(settings)


def _postgresql(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.postgresql import postgresql_source

    return postgresql_source(settings)


def _mysql(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.mysql import mysql_source

    return mysql_source(settings)


def _duckdb(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.duckdb import duckdb_source

    return duckdb_source(settings)


def _generic(settings: SourceSettings) -> Source:
    from pii_scan.sources.databases.generic_sql import generic_source

    return generic_source(settings)


def _schema(settings: SourceSettings) -> Source:
    from pii_scan.sources.ddl.source import DdlSource
    from pii_scan.sources.dumps.source import read_rows

    return DdlSource(settings, rows=read_rows)


def _chosen_schema(settings: SourceSettings, listing: Listing) -> Source:
    """Some files of a schema, which are read together: one may change what another defines."""
    from pii_scan.sources.ddl.source import DdlSource
    from pii_scan.sources.dumps.source import read_rows

    files = sorted(file.path for file in (*listing.schemas, *listing.models))
    return DdlSource(settings, tuple(map(Path, files)), tuple(listing.others), read_rows)


def _models(settings: SourceSettings, files: Sequence[str]) -> Source:
    from pii_scan.sources.ddl.source import DdlSource

    return DdlSource(settings, tuple(map(Path, files)))


def _logs(settings: SourceSettings) -> Source:
    from pii_scan.sources.logs.source import LogSource

    return LogSource(settings)


def _found_logs(settings: SourceSettings, files: Sequence[FoundFile]) -> Source:
    from pii_scan.sources.logs.source import LogSource

    return LogSource(settings, tuple(files))


DATABASES: Mapping[str, Callable[[SourceSettings], Source]] = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "postgres": _postgresql,
    "mysql": _mysql,
    "mariadb": _mysql,
    "duckdb": _duckdb,
}
"""URL scheme → what opens it. Every other scheme is tried as a dialect of SQLAlchemy."""
