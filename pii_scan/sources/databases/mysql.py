"""MySQL and MariaDB through PyMySQL."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, create_engine, event, func, text
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Reason
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.mysql_grants import HIDDEN_COLUMNS, hidden_schemas, read_grants
from pii_scan.sources.databases.mysql_sample import error_number, spread_rows, useful_index
from pii_scan.sources.databases.option_file import client_options
from pii_scan.sources.databases.packets import packet_columns
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
_LOCK_SECONDS = 5
# The statement timeout is the server's; should the network hang, the client gives up later.
_NETWORK_SECONDS = 60
_PAGE = 16_384
_UNKNOWN_VARIABLE = 1193
_ACCESS_DENIED = 1045
# In the server's message, which is read here and never shown.
_NONE_GIVEN = "(using password: NO)"
_SYSTEM_SCHEMAS = ("information_schema", "mysql", "performance_schema", "sys", "ndbinfo")
# Nobody is granted anything in it.
_ALWAYS_SEEN = ("information_schema",)
_WIDE_TYPES = ("mediumtext", "longtext", "mediumblob", "longblob", "json")
# Of fewer different values an index says little of where a row lies.
_MANY_VALUES = 100
_INDEXED_TYPES = (
    *("char", "varchar", "binary", "varbinary", "uuid", "date", "datetime", "timestamp", "decimal"),
    *("tinyint", "smallint", "mediumint", "int", "bigint"),
)
_WHOLE_NUMBERS = ("tinyint", "smallint", "mediumint", "int", "bigint")

_TABLES = text(
    "SELECT table_schema, table_name, table_type, table_rows, data_length"
    " FROM information_schema.tables"
    " WHERE table_schema IN :schemas"
)
# MariaDB writes NULL where there is no default, and quotes every text that is one.
_COLUMNS = text(
    "SELECT table_schema, table_name, column_name, column_type, is_nullable, column_comment,"
    " privileges, extra <> '' OR column_default IS NOT NULL"
    " AND NOT (column_default = 'NULL' AND version() LIKE '%MariaDB%'), character_set_name"
    " FROM information_schema.columns"
    " WHERE table_schema IN :schemas"
    " ORDER BY table_schema, table_name, ordinal_position"
)
# The column that InnoDB keeps its rows sorted by, else one that is unique: of keys that many rows
# share the server would have to sort the rows.
_KEYS = text(
    "SELECT s.table_schema, s.table_name, s.column_name, c.data_type"
    " FROM information_schema.statistics s JOIN information_schema.columns c"
    " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
    " AND c.column_name = s.column_name"
    " WHERE s.seq_in_index = 1 AND s.non_unique = 0 AND s.index_type = 'BTREE'"
    " AND c.column_key IN ('PRI', 'UNI') AND c.is_nullable = 'NO' AND s.table_schema IN :schemas"
    " ORDER BY s.index_name = 'PRIMARY', s.index_name"
)
# Columns that an index begins with, those of the most different values last. In the order of a part
# of a text, as some are, nothing is sorted.
_INDEXES = text(
    "SELECT s.table_schema, s.table_name, s.column_name, c.data_type, s.cardinality"
    " FROM information_schema.statistics s JOIN information_schema.columns c"
    " ON c.table_schema = s.table_schema AND c.table_name = s.table_name"
    " AND c.column_name = s.column_name"
    " WHERE s.seq_in_index = 1 AND s.index_type = 'BTREE' AND s.sub_part IS NULL"
    f" AND s.cardinality >= {_MANY_VALUES}"
    " AND c.is_nullable = 'NO' AND s.table_schema IN :schemas"
    " ORDER BY s.cardinality, s.index_name = 'PRIMARY', s.index_name"
)
_NEEDS_RSA = Reason("logging in needs another package", "로그인에 패키지가 더 필요함").because(
    Reason.in_both("pip install 'PyMySQL[rsa]'")
)
_UNKNOWN_OPTIONS = Reason(
    "the URL has options that PyMySQL does not know: take them out",
    "URL에 PyMySQL이 모르는 옵션이 있음: 그 옵션을 삭제",
)
# https://mariadb.com/kb/en/mariadb-error-code-reference/, the same numbers in MySQL
_REASONS = {
    1044: failures.NO_PERMISSION,
    1142: failures.NO_PERMISSION,
    1143: failures.NO_PERMISSION,
    1227: failures.NO_PERMISSION,
    1370: failures.NO_PERMISSION,
    _ACCESS_DENIED: failures.LOGIN_REFUSED,
    1698: failures.LOGIN_REFUSED,
    1049: failures.NO_DATABASE,
    1051: failures.GONE,
    1054: failures.GONE,
    1146: failures.GONE,
    1356: failures.BROKEN_VIEW,
    1449: Reason(
        "the user who defined the view is gone: define the view anew",
        "뷰를 정의한 사용자가 없음: 뷰를 다시 정의",
    ),
    1205: failures.LOCKED,
    1792: failures.WRITES,
    1969: failures.TOO_SLOW,
    3024: failures.TOO_SLOW,
    1317: failures.TOO_SLOW,
    1034: failures.DAMAGED,
    1194: failures.DAMAGED,
    1195: failures.DAMAGED,
    1712: failures.DAMAGED,
    1877: failures.DAMAGED,
    1030: Reason(
        "the storage engine fails on it: run CHECK TABLE on it",
        "스토리지 엔진 오류: CHECK TABLE 실행",
    ),
    1429: failures.OTHER_SERVER,
    1430: failures.OTHER_SERVER,
    1040: failures.TOO_MANY_CONNECTIONS,
    1129: Reason(
        "the server blocks this host after failed connections: run FLUSH HOSTS on it",
        "연결 실패가 반복되어 서버가 이 호스트를 차단함: 서버에서 FLUSH HOSTS 실행",
    ),
    1130: Reason(
        "the server does not accept connections from this host: allow it",
        "서버가 이 호스트의 연결을 허용하지 않음: 허용 필요",
    ),
    2002: failures.UNREACHABLE,
    2003: failures.UNREACHABLE,
    2005: UNKNOWN_HOST,
    0: failures.CONNECTION_LOST,  # PyMySQL's own, for a connection that is closed already
    1053: failures.CONNECTION_LOST,
    1927: failures.CONNECTION_LOST,
    2006: failures.CONNECTION_LOST,
    2013: failures.CONNECTION_LOST,
    2026: Reason(
        "the encrypted connection failed: check the ssl options of the URL",
        "암호화 연결 실패: URL의 ssl 옵션 확인",
    ),
}
# MariaDB keeps rows in such a table that were changed or deleted:
# https://mariadb.com/kb/en/system-versioned-tables/
_VERSIONED = "SYSTEM VERSIONED"
_OLD_ROWS = Reason(
    "rows that were changed or deleted are kept in it and were not read: exclude it and scan a "
    "view of it FOR SYSTEM_TIME ALL",
    "변경되거나 삭제된 행이 남아 있으나 점검하지 않음: 이 테이블을 제외하고 FOR SYSTEM_TIME "
    "ALL로 만든 뷰를 점검",
)
_TLS = ("ssl_ca", "ssl_cert", "ssl_key")


def mysql_source(settings: SourceSettings) -> DatabaseSource:
    """A MySQL or MariaDB server as a source: the URL's database, or all where it names none.

    User and password may also be in ~/.my.cnf. Raises SourceError when PyMySQL is not installed
    or the URL cannot be read.
    """
    require_driver("pymysql", "PyMySQL", "MySQL or MariaDB", "mysql")
    given = read_url(settings.target)
    url = given.set(drivername="mysql+pymysql").update_query_dict({"charset": "utf8mb4"})
    return DatabaseSource(
        settings=settings,
        target=shown(given),
        dialect=DIALECT,
        open_engine=lambda: _engine(url, settings.connections),
    )


def _engine(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "read_timeout": _NETWORK_SECONDS,
            "program_name": "pii-scan",
            "conv": _decoders(),
            **_login(url),
        },
    )
    event.listen(engine, "connect", _make_read_only)
    return engine


def _decoders() -> dict[int, Any]:
    """PyMySQL's own, without those that make objects of what is text to us."""
    from pymysql.constants import FIELD_TYPE
    from pymysql.converters import conversions

    texts = (
        *(FIELD_TYPE.DATE, FIELD_TYPE.TIME, FIELD_TYPE.DATETIME, FIELD_TYPE.TIMESTAMP),
        *(FIELD_TYPE.DECIMAL, FIELD_TYPE.NEWDECIMAL, FIELD_TYPE.FLOAT, FIELD_TYPE.DOUBLE),
    )
    return {key: value for key, value in conversions.items() if key not in texts}


def _login(url: URL) -> dict[str, str | int | bytes]:
    """What the URL leaves to ~/.my.cnf, and the password as MySQL's own programs send it."""
    options = client_options(Path("~/.my.cnf").expanduser())
    given = {"user": url.username, "password": url.password}
    given |= {name: str(url.query[name]) if name in url.query else None for name in _TLS}
    if url.host is None and "unix_socket" not in url.query:
        given |= {"host": None, "unix_socket": None, "port": None}
    login: dict[str, str | int | bytes] = {}
    for name, value in given.items():
        option = options.get("socket" if name == "unix_socket" else name.replace("_", "-"))
        if value is None and option:
            login[name] = int(option) if name == "port" and option.isdecimal() else option
    password = url.password if url.password is not None else login.get("password")
    if isinstance(password, str):
        # PyMySQL would send it in Latin-1, and fail for Korean.
        login["password"] = password.encode()
    return login


def _make_read_only(driver: Any, _record: object) -> None:  # noqa: ANN401  PyMySQL has no types
    with driver.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")


def _begin(connection: Connection, timeout: float | None) -> None:
    locks = {"lock_wait_timeout": _LOCK_SECONDS, "innodb_lock_wait_timeout": _LOCK_SECONDS}
    if getattr(connection.dialect, "is_mariadb", False):
        limit = {"max_statement_time": timeout or 0}
    else:
        limit = {"max_execution_time": math.ceil((timeout or 0) * 1000)}
    try:
        _set(connection, {**locks, **limit})
    except DBAPIError as error:
        # Servers before MySQL 5.7.8 and MariaDB 10.1 know no statement timeout.
        if error_number(error) != _UNKNOWN_VARIABLE:
            raise
        _set(connection, locks)


def _set(connection: Connection, variables: Mapping[str, float]) -> None:
    settings = ", ".join(f"{name} = {value}" for name, value in variables.items())
    connection.exec_driver_sql(f"SET SESSION {settings}")


def _catalogue(connection: Connection) -> Catalogue:
    # A system database is read when the URL names it.
    database = connection.scalar(text("SELECT DATABASE()"))
    found = connection.scalars(text("SELECT schema_name FROM information_schema.schemata"))
    others = [schema for schema in found if schema not in _SYSTEM_SCHEMAS]
    schemas = others if database is None else [database]
    columns: dict[tuple[str, str], list[Column]] = {}
    for schema, table, name, type_, nullable, comment, privileges, default, letters in _rows(
        connection, _COLUMNS, schemas
    ):
        spelled = _lower(_as_text(type_))
        column = Column(
            name=name,
            type=spelled,
            nullable=nullable == "YES",
            comment=_as_text(comment) or None,
            has_default=bool(default),
            readable="select" in privileges.lower(),
            wide=spelled in _WIDE_TYPES or spelled in {"text", "blob"},
            western=_as_text(letters) == "latin1",
        )
        columns.setdefault((schema, table), []).append(column)
    keys = {
        (schema, table): name
        for schema, table, name, type_ in _rows(connection, _KEYS, schemas)
        if _as_text(type_).lower() in _WHOLE_NUMBERS
    }
    indexes = {
        (schema, table): (name, int(values))
        for schema, table, name, type_, values in _rows(connection, _INDEXES, schemas)
        if _as_text(type_).lower() in _INDEXED_TYPES
    }
    grants = read_grants(connection)
    seen = [schema for schema in schemas if schema not in _ALWAYS_SEEN]
    return Catalogue(
        hidden=tuple(hidden_schemas(grants, seen, is_all=database is None)),
        tables=in_order(
            Table(
                schema=schema,
                name=name,
                columns=tuple(columns.get((schema, name), ())),
                kind=Kind.VIEW if "VIEW" in type_ else Kind.TABLE,
                estimate=estimate,
                pages=None if size is None else size // _PAGE,
                key=_readable_key(keys.get((schema, name)), columns.get((schema, name), ())),
                index=_readable_key(
                    useful_index(indexes.get((schema, name)), estimate, size and size // _PAGE),
                    columns.get((schema, name), ()),
                ),
                caveat=_caveat(type_, shown=grants.show_table(schema, name))
                if schema not in _ALWAYS_SEEN
                else None,
            )
            for schema, name, type_, estimate, size in _rows(connection, _TABLES, schemas)
            if type_ != "SEQUENCE"
        ),
    )


def _caveat(type_: str, *, shown: bool) -> Reason | None:
    if not shown:
        return HIDDEN_COLUMNS
    return _OLD_ROWS if type_ == _VERSIONED else None


def _rows(connection: Connection, statement: Any, schemas: list[str]) -> list[Sequence[Any]]:  # noqa: ANN401  TextClause after bindparams
    from sqlalchemy import bindparam

    # Naming them spares the server from opening the tables of all others.
    query = statement.bindparams(bindparam("schemas", value=schemas, expanding=True))
    rows: list[Sequence[Any]] = list(connection.execute(query))
    # Compared here: the server's own comparison makes no difference between Shop and shop.
    return [row for row in rows if row[0] in schemas]


def _readable_key(key: str | None, columns: Iterable[Column]) -> str | None:
    return key if any(column.name == key and column.readable for column in columns) else None


def _as_text(value: object) -> str:
    # MySQL 8 gives some columns of its catalogue as bytes.
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")


def _lower(type_: str) -> str:
    """A type in lower case; the values of an enum or set keep theirs."""
    name, quote, values = type_.partition("'")
    return name.lower() + quote + values


def _expression(value: ColumnElement[Any], column: Column, max_value: int) -> ColumnElement[Any]:
    return func.left(value, max_value + 1) if column.wide else value


def _spread(connection: Connection, table: Table, limits: Limits) -> Drawing:
    return spread_rows(connection, DIALECT, table, limits)


def _cursor(connection: Connection) -> Any:  # noqa: ANN401  a cursor of PyMySQL
    from pii_scan.sources.databases.mysql_cursor import UnbufferedCursor

    driver: Any = connection.connection.driver_connection
    return driver.cursor(UnbufferedCursor)


def _reason(error: Exception) -> Reason:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    number = error_number(error)
    if number in _REASONS:
        asked = number == _ACCESS_DENIED and _NONE_GIVEN in str(cause)
        return failures.LOGIN_INCOMPLETE if asked else _REASONS[number]
    if isinstance(cause, UnicodeDecodeError):
        return failures.UNDECODABLE
    if isinstance(cause, OSError):
        return failures.CONNECTION_LOST
    if isinstance(cause, RuntimeError):
        # PyMySQL says so when the server's way to log in needs it and the line is not encrypted.
        return _NEEDS_RSA
    if isinstance(cause, TypeError):
        return _UNKNOWN_OPTIONS
    return failures.unknown(number or type(cause).__name__)


DIALECT = Dialect(
    kind="mysql",
    is_server=True,
    begin=_begin,
    catalogue=_catalogue,
    expression=_expression,
    cursor=_cursor,
    spread=_spread,
    reason=_reason,
    columns=packet_columns,
    limits_at_end=True,
    unites_ranges=True,
)
