"""SQLite: a file, opened so that it cannot be written."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Engine, case, create_engine, func, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect, plain_cursor
from pii_scan.sources.databases.index_draw import draw_by_index
from pii_scan.sources.databases.row_draw import draw_by_key
from pii_scan.sources.databases.urls import in_memory, no_such_file
from pii_scan.sources.tables.catalogue import (
    Catalogue,
    Column,
    Drawing,
    Extent,
    Kind,
    Limits,
    Table,
    Unreadable,
    in_order,
    says_default,
)
from pii_scan.sources.tables.text_values import decode
from pii_scan.sources.targets import shown_target

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file (https://www.sqlite.org/fileformat.html)."""

_LOCK_SECONDS = 5.0
_STEPS_BETWEEN_CLOCK_READS = 10_000
_ROW_ID_NAMES = ("rowid", "_rowid_", "oid")

_REASONS = {
    "SQLITE_BUSY": failures.LOCKED,
    "SQLITE_LOCKED": failures.LOCKED,
    "SQLITE_PROTOCOL": failures.LOCKED,
    "SQLITE_NOTADB": Reason(
        "it is no SQLite database, or it is encrypted: decrypt a copy and scan that",
        "SQLite 데이터베이스가 아니거나 암호화됨: 복호화한 사본을 점검",
    ),
    "SQLITE_CORRUPT": failures.DAMAGED_FILE,
    "SQLITE_CANTOPEN": Reason(
        "the file cannot be opened: check its permissions and those of its folder",
        "파일을 열지 못함: 파일과 폴더의 접근 권한 확인",
    ),
    "SQLITE_PERM": Reason(
        "no permission to read the file: check its permissions",
        "파일 읽기 권한이 없음: 접근 권한 확인",
    ),
    "SQLITE_AUTH": failures.NO_PERMISSION,
    "SQLITE_READONLY": Reason(
        "another program left unfinished changes: open it once with that program",
        "다른 프로그램이 끝내지 못한 변경이 남아 있음: 그 프로그램으로 한 번 연 후 점검",
    ),
    "SQLITE_IOERR": Reason(
        "the file cannot be read: check the disk", "파일을 읽지 못함: 디스크 확인"
    ),
    "SQLITE_INTERRUPT": failures.TOO_SLOW,
    "SQLITE_NOMEM": failures.NO_MEMORY,
    "SQLITE_TOOBIG": Reason(
        "it holds a value too large to read", "너무 커서 읽을 수 없는 값이 있음"
    ),
    "SQLITE_ERROR": Reason(
        "SQLite cannot run it: it may be a view over something that is gone, or a virtual table "
        "whose module is not built in",
        "SQLite에서 실행할 수 없음: 없어진 대상을 참조하는 뷰이거나, 내장되지 않은 모듈의 가상 "
        "테이블일 수 있음",
    ),
}


def sqlite_source(settings: SourceSettings) -> DatabaseSource:
    """A SQLite file as a source; the target is its path or ``sqlite:///path``.

    Raises SourceError when there is no such file.
    """
    path = sqlite_path(settings.target)
    if not path.exists():
        raise no_such_file(path)
    if not path.is_file():
        raise SourceError(
            Reason(f"{path}: is not a file", f"{path}: 파일이 아님"),
            Reason("Name the database file itself.", "데이터베이스 파일을 지정"),
        )
    return DatabaseSource(
        settings=settings,
        target=shown_target(settings.target),
        dialect=DIALECT,
        open_engine=lambda: _engine(path),
    )


def sqlite_path(target: str) -> Path:
    """The file that a path or a ``sqlite:///`` URL names.

    Raises SourceError for a database in memory, which has no file.
    """
    scheme, separator, rest = target.partition("://")
    if not separator or not scheme.startswith("sqlite"):
        return Path(target)
    name = rest.removeprefix("/")
    # A question mark may belong to the name; only then is there such a file.
    if not Path(name).exists():
        name = name.partition("?")[0]
    if not name or name == ":memory:":
        raise in_memory("SQLite", "sqlite:///app.db")
    return Path(name)


def _engine(path: Path) -> Engine:
    # One connection for all tables: each new one reads the whole schema again.
    return create_engine(
        "sqlite://", creator=lambda: _connect(path), poolclass=QueuePool, pool_size=1
    )


def _connect(path: Path) -> sqlite3.Connection:
    mode = "immutable=1" if _is_resting_wal(path) else "mode=ro"
    # As bytes: the name of a file need not be UTF-8.
    uri = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=_LOCK_SECONDS, check_same_thread=False)
    connection.text_factory = decode
    connection.execute("PRAGMA query_only = ON")
    return connection


def _is_resting_wal(path: Path) -> bool:
    """Whether the file is in WAL mode while no program has it open.

    SQLite would then create two files beside it even to read it, which a read-only folder does
    not allow and a read-only scan should not do. (https://www.sqlite.org/wal.html#readonly)
    """
    if Path(f"{path}-wal").exists():
        return False
    with path.open("rb") as file:
        header = file.read(20)
    return header.startswith(MAGIC) and header[18:20] == b"\x02\x02"


def _begin(connection: Connection, timeout: float | None) -> None:
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        return
    if timeout is None:
        driver.set_progress_handler(None, 0)
    else:
        end = time.monotonic() + timeout
        driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_CLOCK_READS)


def _catalogue(connection: Connection) -> Catalogue:
    # Shadow tables are how a virtual table keeps what is read through it.
    relations = connection.execute(
        text(
            "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN"
            " (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY name"
        )
    ).all()
    estimates = _estimates(connection)
    tables, unreadable = [], []
    for name, kind, definition in relations:
        try:
            columns = connection.execute(
                text(
                    'SELECT name, type, "notnull", dflt_value, pk, hidden'
                    " FROM pragma_table_xinfo(:name) ORDER BY cid"
                ),
                {"name": name},
            ).all()
        except DBAPIError as error:
            unreadable.append(Unreadable(name, _reason(error)))
            continue
        table = _table(name, kind, columns, definition or "")
        tables.append(replace(table, estimate=estimates.get(name)))
    return Catalogue(in_order(tables), tuple(unreadable))


def _estimates(connection: Connection) -> Mapping[str, int]:
    """Rows of each table as of the last ANALYZE; empty when there was none."""
    if not connection.scalar(
        text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
    ):
        return {}
    rows = connection.execute(text("SELECT tbl, stat FROM sqlite_stat1")).all()
    counts = ((table, str(stat).split(" ")[0]) for table, stat in rows)
    return {table: int(count) for table, count in counts if count.isdecimal()}


def _table(name: str, kind: str, columns: Any, definition: str) -> Table:  # noqa: ANN401  rows
    from pii_scan.sources.ddl.schema import comments_in

    comments = comments_in(definition) if "--" in definition or "/*" in definition else {}
    names = {str(row[0]).lower() for row in columns}
    return Table(
        schema=None,
        name=name,
        columns=tuple(
            Column(
                name=column,
                type=type_.lower() or None,
                nullable=not not_null and not primary_key,
                comment=comments.get(column.lower()),
                has_default=says_default(default),
                wide=True,
            )
            for column, type_, not_null, default, primary_key, hidden in columns
            if hidden != 1  # an argument of a virtual table, not data
        ),
        kind=Kind.VIEW if kind == "view" else Kind.TABLE,
        key=next((row_id for row_id in _ROW_ID_NAMES if row_id not in names), None)
        if _has_row_ids(kind, definition)
        else None,
        # A table without row ids is sorted by its primary key.
        index=next((row[0] for row in columns if row[4] == 1), None)
        if _is_sorted_by_key(kind, definition)
        else None,
    )


def _is_sorted_by_key(kind: str, definition: str) -> bool:
    words = definition.upper().split()
    return kind == "table" and "WITHOUT" in words[-6:] and "VIRTUAL" not in words[:3]


def _has_row_ids(kind: str, definition: str) -> bool:
    words = definition.upper().split()
    return kind == "table" and "WITHOUT" not in words[-6:] and "VIRTUAL" not in words[:3]


def _expression(value: ColumnElement[Any], _column: Column, max_value: int) -> ColumnElement[Any]:
    # Any column can hold a value of any type and of up to 2 GB.
    large = func.typeof(value).in_(("text", "blob")) & (func.length(value) > max_value)
    return case((large, func.substr(value, 1, max_value + 1)), else_=value)


def _spread(connection: Connection, table: Table, limits: Limits) -> Drawing:
    if table.key is None:
        return (yield from draw_by_index(connection, DIALECT, table, limits))
    drawing = draw_by_key(connection, DIALECT, table, limits)
    drawn = seen = 0
    while True:
        try:
            rows = next(drawing)
        except StopIteration as end:
            extent: Extent = end.value
            break
        drawn += len(rows)
        seen += sum(len(value) for row in rows for value in row if isinstance(value, str | bytes))
        yield rows
    if extent.total is None or not drawn:
        return extent
    # Keys with large gaps (snowflake ids) look like many more rows than the file has room for.
    size = connection.scalar(
        text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    )
    most = int(size or 0) * drawn // max(seen, drawn)
    return replace(extent, total=max(min(extent.total, most), drawn))


def _reason(error: Exception) -> Reason:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    name = getattr(cause, "sqlite_errorname", None)
    if name is None:
        if isinstance(cause, OSError):
            return _REASONS["SQLITE_CANTOPEN"]
        return failures.unknown(type(cause).__name__)
    # Extended codes say more than needed: SQLITE_CORRUPT_VTAB is a SQLITE_CORRUPT.
    known = next((code for code in _REASONS if name == code or name.startswith(f"{code}_")), None)
    return _REASONS[known] if known else failures.unknown(name)


DIALECT = Dialect(
    kind="sqlite",
    begin=_begin,
    catalogue=_catalogue,
    expression=_expression,
    cursor=plain_cursor,
    spread=_spread,
    reason=_reason,
)
