"""Any other database that SQLAlchemy has a dialect for, read with plain SELECT statements."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Numeric,
    String,
    create_engine,
    inspect,
)
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.engine.reflection import Inspector, ObjectKind
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SAWarning, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from pii_scan.errors import SourceError
from pii_scan.model import Reason
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect, plain_cursor
from pii_scan.sources.databases.index_draw import draw_by_index
from pii_scan.sources.databases.row_draw import draw_by_key
from pii_scan.sources.databases.urls import needs, read_url, shown
from pii_scan.sources.tables.catalogue import (
    Catalogue,
    Column,
    Drawing,
    Kind,
    Limits,
    Table,
    Unreadable,
    in_order,
    says_default,
)
from pii_scan.sources.word_set import word_set

_SYSTEM_SCHEMAS = word_set(
    # the standard, PostgreSQL and its kin, MySQL, SQL Server, Oracle, Db2
    "information_schema pg_catalog pg_toast pg_internal mysql performance_schema sys guest "
    "system outln dbsnmp xdb ctxsys mdsys ordsys wmsys appqossys audsys gsmadmin_internal lbacsys "
    "olapsys ojvmsys dvsys dbsfwuser sysibm syscat sysstat systools sysibmadm nullid"
)

# The package that brings a dialect SQLAlchemy does not ship, or the driver of one that it does.
# https://docs.sqlalchemy.org/en/21/dialects/#external-dialects
_PACKAGES = {
    "mssql": "pyodbc",
    "oracle": "oracledb",
    "snowflake": "snowflake-sqlalchemy",
    "bigquery": "sqlalchemy-bigquery",
    "redshift": "sqlalchemy-redshift redshift-connector",
    "cockroachdb": "sqlalchemy-cockroachdb",
    "clickhouse": "clickhouse-sqlalchemy",
    "clickhousedb": "clickhouse-connect",
    "databricks": "databricks-sqlalchemy",
    "trino": "'trino[sqlalchemy]'",
    "presto": "'pyhive[presto]'",
    "hive": "'pyhive[hive]'",
    "awsathena": "'PyAthena[SQLAlchemy]'",
    "db2": "ibm_db_sa",
    "ibm_db_sa": "ibm_db_sa",
    "hana": "sqlalchemy-hana",
    "teradatasql": "teradatasqlalchemy",
    "vertica": "vertica-python sqlalchemy-vertica-python",
    "exa": "sqlalchemy-exasol",
    "firebird": "sqlalchemy-firebird",
    "access": "sqlalchemy-access",
}
# Where a driver's package is not called as its module.
_DRIVERS = {"cx_Oracle": "oracledb", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary"}
# How a transaction is made read-only and limited, where there is a way:
# https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SET-TRANSACTION.html
# https://learn.microsoft.com/sql/t-sql/statements/set-lock-timeout-transact-sql
# https://docs.snowflake.com/en/sql-reference/parameters
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "oracle": ("SET TRANSACTION READ ONLY",),
    "mssql": ("SET LOCK_TIMEOUT 5000",),
    "snowflake": (
        "ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = {s}",
        "ALTER SESSION SET QUERY_TAG = 'pii-scan', LOCK_TIMEOUT = 5",
    ),
    "redshift": ("SET statement_timeout = {ms}", "SET TRANSACTION READ ONLY"),
    "cockroachdb": ("SET statement_timeout = {ms}", "SET TRANSACTION READ ONLY"),
    "db2": ("SET CURRENT LOCK TIMEOUT 5",),
    "ibm_db_sa": ("SET CURRENT LOCK TIMEOUT 5",),
}
# Codes as ISO/IEC 9075-2 (table "SQLSTATE class and subclass values") and ODBC have them, and those
# of Oracle, https://docs.oracle.com/en/error-help/db/; two characters are a whole class.
_STATE = r"[0-9A-Z]{5}|ORA-[0-9]{5}|DPY-[0-9]{4}"
_STATES: Mapping[str, Reason] = {
    "08001": failures.NO_CONNECTION,
    "08004": failures.NO_CONNECTION,
    "08": failures.CONNECTION_LOST,
    "22": failures.BAD_VALUE,
    "28": failures.USER_REFUSED,
    "3D": failures.NO_DATABASE,
    "40001": failures.LOCKED,
    "42501": failures.NO_PERMISSION,
    "42S02": failures.GONE,
    "42S22": failures.GONE,
    "57014": failures.TOO_SLOW,
    "HYT00": failures.TOO_SLOW,
    "HYT01": failures.NO_CONNECTION,
    "IM002": failures.NO_ODBC_DRIVER,
    "ORA-00054": failures.LOCKED,
    "ORA-00942": failures.GONE,
    "ORA-01013": failures.TOO_SLOW,
    "ORA-01017": failures.LOGIN_REFUSED,
    "ORA-01031": failures.NO_PERMISSION,
    "ORA-01476": failures.BAD_VALUE,
    "ORA-01722": failures.BAD_VALUE,
    "ORA-03113": failures.CONNECTION_LOST,
    "ORA-04063": failures.BROKEN_VIEW,
    "ORA-12514": failures.NO_DATABASE,
    "DPY-4011": failures.CONNECTION_LOST,
    "DPY-6005": failures.UNREACHABLE,
}
# Where a primary key has no index, each place that a sample is taken from would be a scan, which
# some of them charge for.
_WITHOUT_INDEXES = word_set(
    "snowflake bigquery redshift databricks trino presto hive awsathena exa vertica hana"
)


def generic_source(settings: SourceSettings) -> DatabaseSource:
    """A database of any dialect that SQLAlchemy knows or that is installed beside it.

    Only SELECT statements are sent, every transaction is rolled back, and is read-only where the
    dialect has a way to ask for that. Raises SourceError when
    the scheme is unknown, its driver is not installed or the URL cannot be read.
    """
    url = read_url(settings.target)
    scheme = url.drivername.partition("+")[0]
    try:
        # Some dialects warn of each other while they are imported.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = url.get_dialect().import_dbapi()
    except NoSuchModuleError:
        if scheme in _PACKAGES:
            brings = _PACKAGES[scheme]
            raise needs(scheme, brings, f"pip install {brings}") from None
        raise SourceError(
            Reason(
                f"unknown kind of database {scheme!r}", f"알 수 없는 데이터베이스 종류: {scheme!r}"
            ),
            Reason(
                "Known are sqlite, postgresql, mysql, mariadb, duckdb, and every dialect of "
                "SQLAlchemy whose package is installed (oracle, mssql, …).",
                "지원 대상: sqlite, postgresql, mysql, mariadb, duckdb, 그리고 패키지가 설치된 "
                "SQLAlchemy 방언(oracle, mssql 등)",
            ),
        ) from None
    except ImportError as error:
        package = _DRIVERS.get(error.name or "", error.name) or _PACKAGES.get(scheme)
        if package:
            raise needs(scheme, package, f"pip install {package}") from None
        raise SourceError(
            Reason(f"reading {scheme} needs a driver", f"{scheme} 점검에 드라이버가 필요함"),
            Reason(
                "pip install the driver that SQLAlchemy names for it",
                "SQLAlchemy 문서에 나온 드라이버를 pip install로 설치",
            ),
        ) from None
    return DatabaseSource(
        settings=settings,
        target=shown(url),
        dialect=_dialect(scheme, getattr(module, "Error", Exception)),
        open_engine=lambda: _engine(url, settings.connections),
    )


def _engine(url: URL, connections: int) -> Engine:
    options: dict[str, Any] = {}
    dialect: Any = url.get_dialect()
    if issubclass(dialect.get_pool_class(url), QueuePool):
        options = {"pool_size": 1, "max_overflow": connections - 1}
    return create_engine(url, hide_parameters=True, **options)


def _dialect(kind: str, driver_error: type[BaseException]) -> Dialect:
    def spread(connection: Connection, table: Table, limits: Limits) -> Drawing:
        draw_rows = draw_by_key if table.key is not None else draw_by_index
        return draw_rows(connection, dialect, table, limits)

    dialect = Dialect(
        kind=kind,
        begin=partial(_begin, statements=_BEGINNINGS.get(kind, ())),
        catalogue=partial(_catalogue, has_indexes=kind not in _WITHOUT_INDEXES),
        expression=_expression,
        cursor=plain_cursor,
        spread=spread,
        reason=partial(_reason, driver_error=driver_error),
        has_row_order=False,
        has_indexes=kind not in _WITHOUT_INDEXES,
        writes_dates=False,
    )
    return dialect


def _begin(connection: Connection, timeout: float | None, *, statements: tuple[str, ...]) -> None:
    """Read-only, with limits, where the dialect has a way to ask for it; no way is standard."""
    for statement in statements:
        if timeout is not None or "{" not in statement:
            seconds = math.ceil(timeout or 0)
            connection.exec_driver_sql(statement.format(s=seconds, ms=seconds * 1000))


def _catalogue(connection: Connection, *, has_indexes: bool) -> Catalogue:
    inspector = inspect(connection)
    tables: list[Table] = []
    unreadable: list[Unreadable] = []
    # SQLAlchemy warns of types it does not know, by name; here they have no type.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        for schema in _schemas(inspector):
            keys = _keys(connection, inspector, schema) if has_indexes else {}
            for found in _tables(connection, inspector, schema, keys):
                if isinstance(found, Table):
                    tables.append(found)
                else:
                    unreadable.append(found)
    return Catalogue(in_order(tables), tuple(unreadable))


def _schemas(inspector: Inspector) -> list[str | None]:
    try:
        names = inspector.get_schema_names()
    except (NotImplementedError, SQLAlchemyError):
        return [None]
    database = inspector.engine.url.database
    if database is not None and database == inspector.default_schema_name:
        return [database]  # schemas are databases here, and the URL names one
    kept = [name for name in names if name.lower() not in _SYSTEM_SCHEMAS]
    return list(kept) or [None]


def _keys(
    connection: Connection, inspector: Inspector, schema: str | None
) -> Mapping[str, Sequence[str]]:
    """The columns of each table's primary key; none where nobody can tell."""
    try:
        found = inspector.get_multi_pk_constraint(schema=schema)
        return {name: key["constrained_columns"] for (_, name), key in found.items() if key}
    except Exception:  # noqa: BLE001  of any dialect's making; without keys the first rows are read
        connection.rollback()
        return {}


def _has_values_between(column: ReflectedColumn) -> bool:
    """Whether a value between two others is made alike for every driver."""
    return isinstance(column["type"], String) or _is_whole_number(column)


def _is_whole_number(column: ReflectedColumn) -> bool:
    type_ = column["type"]
    return isinstance(type_, Integer) or (isinstance(type_, Numeric) and not type_.scale)


def _tables(
    connection: Connection,
    inspector: Inspector,
    schema: str | None,
    keys: Mapping[str, Sequence[str]],
) -> Iterator[Table | Unreadable]:
    """The tables and views of a schema; ``keys`` are the columns of their primary keys."""
    kinds = dict.fromkeys(inspector.get_table_names(schema=schema), Kind.TABLE)
    listings: tuple[Callable[..., list[str]], ...] = (
        inspector.get_view_names,
        inspector.get_materialized_view_names,
    )
    for listing in listings:
        try:
            kinds |= dict.fromkeys(listing(schema=schema), Kind.VIEW)
        except NotImplementedError:
            continue  # this dialect has no such views
    try:
        columns = inspector.get_multi_columns(schema=schema, kind=ObjectKind.ANY)
    except (NotImplementedError, SQLAlchemyError):
        connection.rollback()
        columns = {}
    for name in kinds:
        try:
            found = columns.get((schema, name)) or inspector.get_columns(name, schema=schema)
        except (NotImplementedError, SQLAlchemyError) as error:
            connection.rollback()
            location = name if schema is None else f"{schema}.{name}"
            yield Unreadable(location, _reason(error, SQLAlchemyError))
            continue
        of_key = keys.get(name, ())
        first = next((column for column in found if column["name"] in of_key[:1]), None)
        is_number = first is not None and _is_whole_number(first)
        is_key = is_number and len(of_key) == 1
        yield Table(
            schema=schema,
            name=name,
            columns=tuple(_column(column, connection) for column in found),
            kind=kinds[name],
            key=first["name"] if first and is_key else None,
            index=first["name"] if first and not is_key and _has_values_between(first) else None,
        )


def _column(column: ReflectedColumn, connection: Connection) -> Column:
    try:
        type_ = column["type"].compile(connection.dialect).lower()
    except (SQLAlchemyError, NotImplementedError):
        type_ = None  # a type that SQLAlchemy does not know
    return Column(
        name=column["name"],
        type=type_,
        nullable=column.get("nullable"),
        comment=column.get("comment"),
        has_default=says_default(column.get("default")),
        wide=True,
    )


def _expression(value: ColumnElement[Any], _column: Column, _max_value: int) -> ColumnElement[Any]:
    return value


def _reason(error: Exception, driver_error: type[BaseException]) -> Reason:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    state = _state(cause)
    known = _STATES.get(state) or _STATES.get(state[:2]) if state else None
    if known:
        return known
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return failures.CONNECTION_LOST
    if state:
        return failures.unknown(state)
    if isinstance(cause, driver_error):
        name = type(cause).__name__
        return Reason(
            f"the database refused it with {name}: check that the server runs, "
            "user, password and permissions",
            f"데이터베이스가 거부함({name}): 서버 실행 여부, 사용자 이름, 비밀번호, 권한 확인",
        )
    return failures.unknown(type(cause).__name__)


def _state(cause: BaseException) -> str | None:
    """The SQLSTATE of a driver's error, or Oracle's own code; None where it has neither."""
    first, *rest = cause.args or (None,)
    # ODBC: ("28000", "[28000] …"). Alone it could be a value that a driver tripped over.
    is_code = bool(rest) and str(rest[0]).startswith(f"[{first}]")
    for state in (
        getattr(cause, "sqlstate", None),
        getattr(cause, "pgcode", None),
        getattr(first, "full_code", None),  # python-oracledb
        first if is_code else None,
    ):
        if isinstance(state, str) and re.fullmatch(_STATE, state):
            return state
    return None
