"""Any other database that SQLAlchemy has a dialect for, read with plain SELECT statements."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import URL, ColumnElement, Connection, Engine, create_engine, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.engine.reflection import Inspector, ObjectKind
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SAWarning, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from pii_scan.errors import SourceError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.database import DatabaseSource
from pii_scan.sources.databases.dialect import Dialect, plain_cursor
from pii_scan.sources.databases.urls import read_url, shown
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


def generic_source(settings: SourceSettings) -> DatabaseSource:
    """A database of any dialect that SQLAlchemy knows or that is installed beside it.

    Only SELECT statements are sent, every transaction is rolled back, and is read-only where the
    dialect has a way to ask for that. Raises SourceError when
    the scheme is unknown, its driver is not installed or the URL cannot be read.
    """
    url = read_url(settings.target)
    scheme = url.drivername.partition("+")[0]
    try:
        module = url.get_dialect().import_dbapi()
    except NoSuchModuleError:
        if scheme in _PACKAGES:
            brings = _PACKAGES[scheme]
            raise SourceError(f"reading {scheme} needs {brings}", f"pip install {brings}") from None
        raise SourceError(
            f"unknown kind of database {scheme!r}",
            "Known are sqlite, postgresql, mysql, mariadb, duckdb, and every dialect of "
            "SQLAlchemy whose package is installed (oracle, mssql, …).",
        ) from None
    except ImportError as error:
        package = _DRIVERS.get(error.name or "", error.name) or _PACKAGES.get(scheme)
        raise SourceError(
            f"reading {scheme} needs {package or 'a driver'}",
            f"pip install {package or 'the driver that SQLAlchemy names for it'}",
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
    return Dialect(
        kind=kind,
        begin=partial(_begin, statements=_BEGINNINGS.get(kind, ())),
        catalogue=_catalogue,
        expression=_expression,
        cursor=plain_cursor,
        spread=_spread,
        reason=partial(_reason, driver_error=driver_error),
    )


def _begin(connection: Connection, timeout: float | None, *, statements: tuple[str, ...]) -> None:
    """Read-only, with limits, where the dialect has a way to ask for it; no way is standard."""
    for statement in statements:
        if timeout is not None or "{" not in statement:
            seconds = math.ceil(timeout or 0)
            connection.exec_driver_sql(statement.format(s=seconds, ms=seconds * 1000))


def _catalogue(connection: Connection) -> Catalogue:
    inspector = inspect(connection)
    tables: list[Table] = []
    unreadable: list[Unreadable] = []
    # SQLAlchemy warns of types it does not know, by name; here they have no type.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        for schema in _schemas(inspector):
            for found in _tables(connection, inspector, schema):
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


def _tables(
    connection: Connection, inspector: Inspector, schema: str | None
) -> Iterator[Table | Unreadable]:
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
        yield Table(
            schema=schema,
            name=name,
            columns=tuple(_column(column, connection) for column in found),
            kind=kinds[name],
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
        has_default=column.get("default") is not None,
        wide=True,
    )


def _expression(value: ColumnElement[Any], _column: Column, _max_value: int) -> ColumnElement[Any]:
    return value


def _spread(_connection: Connection, _table: Table, _limits: Limits) -> Drawing:
    yield from ()
    return Extent(None, complete=False)


def _reason(error: Exception, driver_error: type[BaseException]) -> str:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return failures.CONNECTION_LOST
    state = getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None)
    if isinstance(state, str) and state.isalnum():
        return failures.unknown(state)
    if isinstance(cause, driver_error):
        return (
            f"the database refused it with {type(cause).__name__}: check that the server runs, "
            "user, password and permissions"
        )
    return failures.unknown(type(cause).__name__)
