"""DuckDB: a file, opened so that it cannot be written and nothing beside it is read."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Text,
    cast,
    create_engine,
    event,
    func,
    text,
)
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Reason
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect, plain_cursor
from pii_scan.sources.databases.row_draw import draw_by_key
from pii_scan.sources.databases.urls import in_memory, no_such_file, require_driver
from pii_scan.sources.tables.catalogue import (
    Catalogue,
    Column,
    Drawing,
    Kind,
    Limits,
    Table,
    in_order,
    says_default,
)
from pii_scan.sources.targets import shown_target

_ROW_ID = "rowid"
_TIMER = "pii_scan_timer"
_COLUMNS = text(
    """
    SELECT c.schema_name, c.table_name, t.estimated_size, c.column_name, c.data_type,
           c.is_nullable, c.comment, c.column_default
    FROM duckdb_columns() c
    LEFT JOIN duckdb_tables() t ON t.table_oid = c.table_oid
      AND t.database_name = c.database_name AND t.schema_name = c.schema_name
    WHERE NOT c.internal AND c.database_name = current_database()
    ORDER BY c.schema_name, c.table_name, c.column_index
    """
)
_REASONS = {
    "InterruptException": failures.TOO_SLOW,
    "PermissionException": Reason(
        "it reads a file outside the database, which a scan does not",
        "데이터베이스 밖의 파일을 읽으므로 점검하지 않음",
    ),
    "CatalogException": failures.GONE,
    "BinderException": failures.BROKEN_VIEW,
    "ConversionException": failures.BAD_VALUE,
    "OutOfRangeException": failures.BAD_VALUE,
    "InvalidInputException": failures.BAD_VALUE,
    "FatalException": failures.DAMAGED,
    "InternalException": failures.DAMAGED,
    "SerializationException": failures.DAMAGED,
    "OutOfMemoryException": failures.NO_MEMORY,
}
_NOT_A_FILE = Reason(
    "it is no DuckDB database, or a newer or encrypted one: check the file",
    "DuckDB 데이터베이스가 아니거나, 더 새로운 버전이거나 암호화됨: 파일 확인",
)


def duckdb_source(settings: SourceSettings) -> DatabaseSource:
    """A DuckDB file as a source; the target is its path or ``duckdb:///path``.

    Raises SourceError when there is no such file or DuckDB is not installed.
    """
    require_driver("duckdb", "duckdb", "DuckDB", "duckdb")
    require_driver("duckdb_engine", "duckdb-engine", "DuckDB", "duckdb")
    path = _path(settings.target)
    if not path.is_file():
        raise no_such_file(path)
    return DatabaseSource(
        settings=settings,
        target=shown_target(settings.target),
        dialect=DIALECT,
        open_engine=lambda: _engine(path),
    )


def _path(target: str) -> Path:
    scheme, separator, rest = target.partition("://")
    if not separator or not scheme.startswith("duckdb"):
        return Path(target)
    name = rest.removeprefix("/")
    if not Path(name).exists():
        name = name.partition("?")[0]
    if not name or name == ":memory:":
        raise in_memory("DuckDB", "duckdb:///app.duckdb")
    return Path(name)


def _engine(path: Path) -> Engine:
    import duckdb
    from duckdb_engine import ConnectionWrapper

    # A view may read files and load extensions: neither is the database's own.
    settings: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": 1,
    }
    engine = create_engine(
        "duckdb://",
        creator=lambda: ConnectionWrapper(
            duckdb.connect(str(path), read_only=True, config=settings)
        ),
        pool_size=1,
    )
    event.listen(engine, "checkin", _stop_timer)
    return engine


def _begin(connection: Connection, timeout: float | None) -> None:
    _stop_timer(None, connection)
    if timeout is None:
        return
    driver: Any = connection.connection.driver_connection
    timer = threading.Timer(timeout, driver.interrupt)
    timer.daemon = True
    timer.start()
    connection.info[_TIMER] = timer


def _stop_timer(_driver: object, record: Any) -> None:  # noqa: ANN401  a connection or its record
    timer = record.info.pop(_TIMER, None)
    if timer is not None:
        timer.cancel()


def _catalogue(connection: Connection) -> Catalogue:
    grouped: dict[tuple[str, str], list[Sequence[Any]]] = {}
    for row in connection.execute(_COLUMNS):
        grouped.setdefault((row[0], row[1]), []).append(row)
    return Catalogue(in_order(_table(rows) for rows in grouped.values()))


def _table(rows: Sequence[Sequence[Any]]) -> Table:
    schema, name, estimate, *_ = rows[0]
    columns = tuple(
        Column(
            column,
            type_.lower(),
            bool(nullable),
            comment or None,
            has_default=says_default(default),
            wide=True,
        )
        for *_, column, type_, nullable, comment, default in rows
    )
    has_row_ids = estimate is not None and all(c.name.lower() != _ROW_ID for c in columns)
    return Table(
        schema,
        name,
        columns,
        Kind.VIEW if estimate is None else Kind.TABLE,
        estimate,
        key=_ROW_ID if has_row_ids else None,
    )


def _expression(value: ColumnElement[Any], column: Column, max_value: int) -> ColumnElement[Any]:
    type_ = column.type or ""
    if type_ == "varchar":
        return func.left(value, max_value + 1)
    if type_ == "blob":
        return func.array_slice(value, 1, max_value + 1)
    # Python's moments end in the year 9999 and need another package for a time zone.
    if type_.startswith(("date", "time", "interval", "uuid", "enum", "bit", "json")):
        return func.left(cast(value, Text), max_value + 1)
    return value


def _spread(connection: Connection, table: Table, limits: Limits) -> Drawing:
    return draw_by_key(connection, DIALECT, table, limits)


def _reason(error: Exception) -> Reason:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    name = type(cause).__name__
    if name == "IOException":
        return failures.LOCKED if "lock" in str(cause).lower() else _NOT_A_FILE
    return _REASONS.get(name) or failures.unknown(name)


DIALECT = Dialect(
    kind="duckdb",
    begin=_begin,
    catalogue=_catalogue,
    expression=_expression,
    cursor=plain_cursor,
    spread=_spread,
    reason=_reason,
)
