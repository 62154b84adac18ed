"""Rows of PostgreSQL by COPY: as the text of a CSV file, of which no Python object is made."""

from __future__ import annotations

import csv
import io
import selectors
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from pii_scan.sources.databases.connections import abandon
from pii_scan.sources.tables.catalogue import Table

if TYPE_CHECKING:
    import polars as pl
    from psycopg.pq.abc import PGconn

# A portion of rows and of bytes, whichever comes first.
_ROWS = 20_000
_BYTES = 8_000_000
# So often Ctrl-C is heard while the server sends nothing.
_WAIT_SECONDS = 0.2
# What COPY writes of these is what psycopg makes of them, or the text of it.
_TYPES = frozenset(
    {"smallint", "integer", "bigint", "real", "double precision", "boolean", "text", "name"}
    | {"varchar", "char", "numeric", "date", "interval", "json", "jsonb", "uuid", "inet", "cidr"}
    | {"time without time zone", "time with time zone", "macaddr", "xml"}
    | {"timestamp without time zone", "timestamp with time zone"}
)
# The only encoding of a server in which texts may hold broken bytes.
_ANY_BYTES = "SQL_ASCII"


def copied_columns(
    connection: Connection, table: Table, statement: str, values: Mapping[str, Any]
) -> Iterator[pl.DataFrame] | None:
    """The rows of ``statement`` as columns of text, an empty text being null as well.

    None where the table has a type of which COPY writes something else than psycopg gives.
    """
    driver: Any = connection.connection.driver_connection
    # A row of a single column may be an empty line, which is easily lost.
    is_known = len(table.readable) > 1 and all(_is_known(c.type) for c in table.readable)
    if not is_known or driver.info.parameter_status("server_encoding") == _ANY_BYTES:
        return None
    return _copied(connection, statement, values, len(table.readable))


def _is_known(type_: str | None) -> bool:
    name, bracket, rest = (type_ or "").partition("(")
    return f"{name}{rest.partition(')')[2]}" in _TYPES if bracket else name in _TYPES


def _copied(
    connection: Connection, statement: str, values: Mapping[str, Any], width: int
) -> Iterator[pl.DataFrame]:
    driver: Any = connection.connection.driver_connection
    # Without any parameter psycopg leaves the doubled percent signs of names as they are.
    values = values or {"none": None}
    try:
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY ({statement}) TO STDOUT (FORMAT csv)", values),
            # Closed before the connection is, whose socket it waits for.
            closing(_rows(driver.pgconn)) as sent,
        ):
            rows: list[bytes] = []
            size = 0
            try:
                for row in sent:
                    rows.append(bytes(row))
                    size += len(row)
                    if len(rows) == _ROWS or size > _BYTES:
                        yield _frame(rows, width)
                        rows, size = [], 0
            except Exception:
                if rows:  # what came before the fault is looked at
                    yield _frame(rows, width)
                raise
            if rows:
                yield _frame(rows, width)
    except GeneratorExit:
        abandon(connection)  # the rest of the rows would be read before the next statement
        raise


def _rows(libpq: PGconn) -> Generator[memoryview, None, None]:
    """The rows of a COPY that has begun; psycopg's own way takes eight calls for each.

    https://www.psycopg.org/psycopg3/docs/api/pq.html. Raises what psycopg raises.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(libpq.socket, selectors.EVENT_READ)
        while True:
            length, row = libpq.get_copy_data(1)
            if length > 0:
                yield row
            elif length == 0:
                while not selector.select(_WAIT_SECONDS):
                    pass
                libpq.consume_input()
            else:
                break
    _end(libpq)


def _end(libpq: PGconn) -> None:
    """Raises what ended the COPY, if it was no regular end."""
    from psycopg import OperationalError, errors
    from psycopg.pq import DiagnosticField, ExecStatus

    failed = None
    while result := libpq.get_result():
        if result.status != ExecStatus.COMMAND_OK and failed is None:
            failed = result
    if failed is None:
        return
    message = failed.error_message.decode(errors="replace")
    state = failed.error_field(DiagnosticField.SQLSTATE)
    if state is None:  # the connection broke
        raise OperationalError(message)
    try:
        known = errors.lookup(state.decode())
    except KeyError:
        known = OperationalError
    raise known(message)


def _frame(rows: list[bytes], width: int) -> pl.DataFrame:
    """``rows`` as columns of text."""
    import polars as pl

    schema = {f"c{n}": pl.String for n in range(width)}
    # A header, since polars takes a text that begins as zlib's data for such data.
    header = f"{','.join(schema)}\n".encode()
    frame = pl.read_csv(b"".join((header, *rows)), schema=schema, infer_schema=False)
    if len(frame) == len(rows):
        return frame
    read = csv.reader(io.StringIO(b"".join(rows).decode(), newline=""))
    return pl.DataFrame(list(read), schema=schema, orient="row")
