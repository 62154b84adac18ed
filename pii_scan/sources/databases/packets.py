"""Rows of MySQL as columns of text, cut out of the packets of its protocol natively.

PyMySQL reads the packets, one for each row; making Python objects of the values in them would
take most of the time of a scan. https://dev.mysql.com/doc/dev/mysql-server/latest/
page_protocol_com_query_response_text_resultset_row.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache, reduce
from operator import add
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pii_scan.sources.databases.connections import abandon
from pii_scan.sources.tables.catalogue import Column, Table

if TYPE_CHECKING:
    import polars as pl

# A portion of rows and of bytes, whichever comes first; so many rows are fetched at a time.
_ROWS = 20_000
_BYTES = 8_000_000
_AT_ONCE = 500
# What the server sends of these is what PyMySQL makes of them, or the text of it.
_TYPES = frozenset(
    {"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double", "date"}
    | {"datetime", "timestamp", "time", "char", "varchar", "tinytext", "text", "mediumtext"}
    | {"longtext", "enum"}
)
# The first byte of a value is its length, or one of these; then so many bytes of length follow.
_NULL = 251
_LONGER = {252: 2, 253: 3, 254: 8}


def packet_columns(
    connection: Connection, table: Table, statement: str, values: Mapping[str, Any]
) -> Iterator[pl.DataFrame] | None:
    """The rows of ``statement`` as columns of text; None where the table has another type."""
    from pymysql.connections import MySQLResult

    if not table.readable or not all(map(_is_known, table.readable)):
        return None
    # Not a documented part of PyMySQL: without it rows are read as tuples.
    if not hasattr(MySQLResult, "_read_row_from_packet"):
        return None
    return _read(connection, statement, values)


def _is_known(column: Column) -> bool:
    name, *rest = (column.type or "").replace("(", " ").split()
    return name in _TYPES and "zerofill" not in rest


def _read(
    connection: Connection, statement: str, values: Mapping[str, Any]
) -> Iterator[pl.DataFrame]:
    from pymysql.protocol import MysqlPacket

    from pii_scan.sources.databases.mysql_cursor import UnbufferedCursor

    driver: Any = connection.connection.driver_connection
    cursor: Any = driver.cursor(UnbufferedCursor)
    try:
        cursor.execute(statement, values)
        cursor._result._read_row_from_packet = MysqlPacket.get_all_data  # noqa: SLF001  see above
        width = len(cursor.description)
        rows: list[bytes] = []
        size = 0
        try:
            while more := cursor.fetchmany(_AT_ONCE):
                rows.extend(more)
                size += sum(map(len, more))
                if len(rows) >= _ROWS or size >= _BYTES:
                    yield columns_in(rows, width)
                    rows, size = [], 0
        except Exception:
            if rows:  # what came before the fault is looked at
                yield columns_in(rows, width)
            raise
        if rows:
            yield columns_in(rows, width)
    except GeneratorExit:
        abandon(connection)  # else closing the cursor reads the rest of the table
        raise
    finally:
        with suppress(Exception):  # the connection may be gone: that was said already
            cursor.close()


def columns_in(rows: Sequence[bytes], width: int) -> pl.DataFrame:
    """The values in packets of rows, of so many columns each, as text with null for NULL.

    Raises UnicodeDecodeError where a value is not in UTF-8.
    """
    import polars as pl

    packets = pl.Series(rows, dtype=pl.Binary)
    # Most values are shorter than 251 bytes: only where not, longer lengths are looked for.
    values = _values(packets, width, long=False)
    if values["long"].any():
        values = _values(packets, width, long=True)
    return pl.DataFrame([_decoded(column) for column in values.drop("long").get_columns()])


def _values(packets: pl.Series, width: int, *, long: bool) -> pl.DataFrame:
    """The values as columns, and whether any is ``long``, so that the row was misunderstood."""
    import polars as pl

    start = pl.repeat(0, len(packets), dtype=pl.UInt32, eager=True)
    query = pl.LazyFrame({"row": packets, "at0": start})
    steps, values = _cuts(width, long=long)
    for step in steps:
        query = query.with_columns(step)
    # There is nothing to optimise, and looking for it takes longer than the rest.
    return query.select(values).collect(optimizations=pl.QueryOptFlags.none())


@lru_cache(64)
def _cuts(width: int, *, long: bool) -> tuple[Sequence[Sequence[pl.Expr]], Sequence[pl.Expr]]:
    """How so many values are cut out of a ``row``: steps one after the other, then all values.

    To put them together takes as long as to cut a thousand rows.
    """
    import polars as pl

    steps: list[list[pl.Expr]] = []
    values: list[pl.Expr] = []
    for number in range(width):
        at, byte = pl.col(f"at{number}"), pl.col(f"byte{number}")
        start: pl.Expr = at + 1
        length: pl.Expr = pl.when(byte < _NULL).then(byte)
        if long:
            for first, size in _LONGER.items():
                is_longer = byte == first
                start = pl.when(is_longer).then(at + 1 + size).otherwise(start)
                length = pl.when(is_longer).then(_number(at + 1, size)).otherwise(length)
        end = start + length.fill_null(0)
        steps.append([_number(at, 1).alias(f"byte{number}")])
        steps.append([start.alias(f"start{number}"), length.alias(f"length{number}")])
        steps[-1].append(end.alias(f"at{number + 1}"))
        start, length = pl.col(f"start{number}"), pl.col(f"length{number}")
        value = pl.when(length.is_not_null()).then(pl.col("row").bin.slice(start, length))
        values.append(value.alias(f"c{number}"))
    is_long = pl.any_horizontal(pl.col(f"byte{number}") > _NULL for number in range(width))
    return steps, [*values, is_long.alias("long")]


def _number(at: pl.Expr, size: int) -> pl.Expr:
    """The number in ``size`` bytes of ``row`` that begin ``at`` a place, the lowest first."""
    import polars as pl

    digits: list[pl.Expr] = [
        pl.col("row").bin.slice(at + n, 1).bin.reinterpret(dtype=pl.UInt8).cast(pl.UInt32) * 256**n
        for n in range(min(size, 4))  # no packet is longer than 32 bits tell
    ]
    total: pl.Expr = reduce(add, digits)
    return total.cast(pl.UInt32)


def _decoded(values: pl.Series) -> pl.Series:
    import polars as pl

    try:
        return values.cast(pl.String)
    except pl.exceptions.PolarsError:
        for value in values.drop_nulls():
            value.decode()  # says which
        raise
