"""PostgreSQL through psycopg 3."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    URL,
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
from pii_scan.sources.databases.copying import copied_columns
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.postgresql_sample import draw_sample
from pii_scan.sources.databases.postgresql_text import read_as_text
from pii_scan.sources.databases.urls import read_url, require_driver, shown
from pii_scan.sources.tables.catalogue import (
    Catalogue,
    Column,
    Drawing,
    Kind,
    Limits,
    Table,
    in_order,
)
from pii_scan.sources.targets import UNKNOWN_HOST

_CONNECT_SECONDS = 10
_LOCK_MILLISECONDS = 5000

_RELATIONS = text(
    """
    SELECT n.nspname, c.relname, c.relkind, c.reltuples::bigint, c.relpages,
           CASE WHEN c.relrowsecurity THEN row_security_active(c.oid) ELSE false END,
           -- Partitions are no tables of their own; what inherits without being one is.
           c.relkind <> 'p' AND EXISTS (
             SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid
           ),
           a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
           a.attidentity <> '' OR a.atthasdef AND NOT EXISTS (
             SELECT FROM pg_catalog.pg_attrdef d
             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum
               AND pg_get_expr(d.adbin, d.adrelid) ~ '^NULL(::|$)'
           ), t.typcategory,
           col_description(c.oid, a.attnum), has_column_privilege(c.oid, a.attnum, 'SELECT')
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a
      ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema')
      AND n.nspname !~ '^pg_(toast|temp)'
    ORDER BY n.nspname, c.relname, a.attnum
    """
)
_KINDS = {"r": Kind.TABLE, "p": Kind.TABLE, "m": Kind.TABLE, "v": Kind.VIEW, "f": Kind.FOREIGN}
_SHORT_TYPES = (("character varying", "varchar"), ("character(", "char("))
_HIDDEN_ROWS = Reason(
    "row-level security hides rows from this user: scan as a role with BYPASSRLS",
    "행 수준 보안으로 이 사용자에게 일부 행이 보이지 않음: BYPASSRLS 권한이 있는 역할로 점검",
)

# Arrays and rows of named columns (https://www.postgresql.org/docs/current/catalog-pg-type.html).
_COMPOUND = ("A", "C")
_WIDE_TYPES = ("text", "varchar", "json", "jsonb", "xml", "citext")

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_REASONS = {
    "42501": failures.NO_PERMISSION,
    "57014": failures.TOO_SLOW,
    "55P03": failures.LOCKED,
    "25006": failures.WRITES,
    "42P01": failures.GONE,
    "42703": failures.GONE,
    "3F000": failures.GONE,
    "55000": Reason(
        "it is not filled: run REFRESH MATERIALIZED VIEW on it",
        "데이터가 채워지지 않은 뷰: REFRESH MATERIALIZED VIEW 실행",
    ),
    "22021": failures.UNDECODABLE,
    "22P05": failures.UNDECODABLE,
    "3D000": failures.NO_DATABASE,
    "53300": failures.TOO_MANY_CONNECTIONS,
    # Of a foreign table; what ends our own connection has no code, or that of a pooler.
    "08P01": failures.CONNECTION_LOST,
    "2F003": failures.OTHER_SERVER,
    "42704": Reason(
        "it uses something that is not defined, as the user mapping of a foreign server",
        "정의되지 않은 대상을 사용함(예: 외부 서버의 사용자 매핑)",
    ),
    "58P01": failures.NO_OTHER_FILE,
}
_REASONS_BY_CLASS = {
    "08": failures.OTHER_SERVER,
    "HV": failures.OTHER_SERVER,
    "57": failures.CONNECTION_LOST,
    "28": failures.LOGIN_REFUSED,
    "22": failures.BAD_VALUE,
    "XX": failures.DAMAGED,
}
# libpq tells refused connections apart in its message only; it is read here and never shown.
# Another language gives the general reason.
_CONNECTION_WORDS = (
    ("password authentication failed", failures.LOGIN_REFUSED),
    ("no password supplied", failures.LOGIN_INCOMPLETE),
    ("does not support ssl", failures.NO_TLS),
    ("no pg_hba.conf entry", failures.LOGIN_REFUSED),
    ('role "', failures.LOGIN_REFUSED),
    ('database "', failures.NO_DATABASE),
    ("connection refused", failures.UNREACHABLE),
    ("timeout expired", failures.UNREACHABLE),
    ("no such file or directory", failures.UNREACHABLE),
    ("failed to resolve host", UNKNOWN_HOST),
    ("server closed the connection", failures.CONNECTION_LOST),
    ("connection is closed", failures.CONNECTION_LOST),
    ("connection is lost", failures.CONNECTION_LOST),
    ("consuming input failed", failures.CONNECTION_LOST),
    ("could not receive data", failures.CONNECTION_LOST),
    ("could not send data", failures.CONNECTION_LOST),
    ("no connection to the server", failures.CONNECTION_LOST),
    ("could not translate host name", UNKNOWN_HOST),
)


def postgresql_source(settings: SourceSettings) -> DatabaseSource:
    """A PostgreSQL database as a source. A password may also be in ~/.pgpass, as libpq reads it.

    Raises SourceError when psycopg is not installed or the URL cannot be read.
    """
    require_driver("psycopg", "psycopg", "PostgreSQL", "postgresql")
    url = read_url(settings.target).set(drivername="postgresql+psycopg")
    return DatabaseSource(
        settings=settings,
        target=shown(url),
        dialect=DIALECT,
        open_engine=lambda: _engine(url, settings.connections),
    )


def _engine(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        # All statements about one table see the same state of it.
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "pii-scan",
            "client_encoding": "utf8",
            "prepare_threshold": None,  # a connection pooler may switch servers in between
        },
    )
    event.listen(engine, "connect", read_as_text)
    return engine


def _begin(connection: Connection, timeout: float | None) -> None:
    # Settings of this transaction only, so that they also hold behind a connection pooler.
    # Parallel and synchronised scans give rows in another order each time.
    settings = {
        "default_transaction_read_only": "on",
        "transaction_read_only": "on",
        "statement_timeout": str(math.ceil((timeout or 0) * 1000)),
        "lock_timeout": str(_LOCK_MILLISECONDS),
        "synchronize_seqscans": "off",
        "max_parallel_workers_per_gather": "0",
        "datestyle": "ISO",
        "intervalstyle": "postgres",
        "timezone": "UTC",
    }
    calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
    connection.exec_driver_sql(f"SELECT {calls}")


def _catalogue(connection: Connection) -> Catalogue:
    grouped: dict[tuple[str, str], list[Sequence[Any]]] = {}
    for row in connection.execute(_RELATIONS):
        grouped.setdefault((row[0], row[1]), []).append(row)
    return Catalogue(in_order(_table(rows) for rows in grouped.values()))


def _table(rows: Sequence[Sequence[Any]]) -> Table:
    schema, name, kind, estimate, pages, hidden, has_heirs, *_ = rows[0]
    return Table(
        schema=schema,
        name=name,
        columns=tuple(
            Column(
                column,
                _short(type_),
                not not_null,
                comment,
                has_default=bool(default),
                readable=bool(readable),
                wide=_is_compound(type_, category) or _is_wide(_short(type_)),
                compound=_is_compound(type_, category),
            )
            for *_, column, type_, not_null, default, category, comment, readable in rows
            if column is not None
        ),
        kind=_KINDS[kind],
        # -1 and 0 both stand for "never counted".
        estimate=int(estimate) if estimate > 0 and _KINDS[kind] is Kind.TABLE else None,
        pages=pages,
        has_heirs=has_heirs,
        caveat=_HIDDEN_ROWS if hidden else None,
    )


def _short(type_: str) -> str:
    for long, short in _SHORT_TYPES:
        if type_.startswith(long):
            return type_.replace(long, short, 1).lower()
    return type_.lower()


def _is_wide(type_: str) -> bool:
    return type_ in _WIDE_TYPES or type_ in {"bytea", "tsvector"} or "." in type_


def _is_compound(type_: str, category: str) -> bool:
    return category in _COMPOUND or type_.rpartition(".")[2] == "hstore"


def _expression(value: ColumnElement[Any], column: Column, max_value: int) -> ColumnElement[Any]:
    if column.compound:
        return func.left(cast(func.to_json(value), Text), max_value + 1)
    if column.type in _WIDE_TYPES:
        return func.left(cast(value, Text), max_value + 1)
    if column.type == "bytea":
        return func.substring(value, 1, max_value + 1)
    return value


def _spread(connection: Connection, table: Table, limits: Limits) -> Drawing:
    return draw_sample(connection, DIALECT, table, limits)


def _cursor(connection: Connection) -> Any:  # noqa: ANN401  a cursor of psycopg
    driver: Any = connection.connection.driver_connection
    return driver.cursor("pii_scan")


def _reason(error: Exception) -> Reason:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    state = getattr(cause, "sqlstate", None)
    if state:
        return _REASONS.get(state) or _REASONS_BY_CLASS.get(state[:2]) or failures.unknown(state)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return failures.CONNECTION_LOST
    if isinstance(cause, UnicodeDecodeError):
        return failures.UNDECODABLE
    message = str(cause).lower()
    known = next((reason for words, reason in _CONNECTION_WORDS if words in message), None)
    if known or type(cause).__name__ in {"OperationalError", "ConnectionTimeout"}:
        return known or failures.NO_CONNECTION
    return failures.unknown(type(cause).__name__)


DIALECT = Dialect(
    kind="postgresql",
    is_server=True,
    begin=_begin,
    catalogue=_catalogue,
    expression=_expression,
    cursor=_cursor,
    spread=_spread,
    reason=_reason,
    spread_verifies=True,
    columns=copied_columns,
    limits_at_end=True,
)
