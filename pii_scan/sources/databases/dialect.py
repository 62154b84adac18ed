"""What differs between databases, as one record of functions for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection

from pii_scan.model import Reason
from pii_scan.sources.tables.catalogue import Catalogue, Column, Drawing, Limits, Table

if TYPE_CHECKING:
    import polars as pl

Columns = Callable[[Connection, Table, str, Mapping[str, Any]], "Iterator[pl.DataFrame] | None"]


def plain_cursor(connection: Connection) -> Any:  # noqa: ANN401  a cursor of any driver
    """The driver's own cursor, where it fetches no more than it is asked for."""
    return connection.connection.cursor()


def no_columns(
    _connection: Connection, _table: Table, _statement: str, _values: Mapping[str, Any]
) -> Iterator[pl.DataFrame] | None:
    """For a driver that knows no way to read columns of text."""
    return None


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of database.

    ``begin`` makes the transaction that just began read-only with a statement timeout in seconds;
    None is no timeout, for a table that is read in full. ``expression`` is how a column is
    selected: as it is, or cut by the server to so many characters (and one more, which tells that
    it was cut) where one value may be as large as memory. ``spread`` draws so many rows from all
    over a table that is known to have more; it draws none where it knows no cheap way, so that the
    first rows are taken. ``spread_verifies`` is true where it also draws none of a table that has
    far fewer rows than its estimate, so that the estimate may be trusted. ``cursor`` is a cursor of
    the driver that leaves rows at the server until they are fetched. ``reason`` says in plain words
    why a statement or connection failed and what to do; it never quotes the driver's message, which
    may hold values.
    ``columns`` gives the rows of a statement with its parameters as columns of text, which is
    several times faster than tuples; None where it cannot for the types of this table. The server
    may wait for whoever reads them, so that a statement timeout goes on.
    ``has_row_order`` is true where a table read twice gives its rows in the same order.
    ``has_indexes`` is false for warehouses that read a whole table for each place in it: of these
    nobody expects more than first rows.
    ``is_server`` is true where several threads may ask at a time, each on a connection of its own.
    ``limits_at_end`` is true where ``LIMIT`` stands behind a statement, which it leaves as it is.
    ``writes_dates`` is true where a date as text is written as ISO 8601 has it.
    ``unites_ranges`` is true where ``(SELECT … LIMIT n) UNION ALL (SELECT … LIMIT n)`` is valid and
    parameters are written ``%(name)s``.
    """

    kind: str
    begin: Callable[[Connection, float | None], None]
    catalogue: Callable[[Connection], Catalogue]
    expression: Callable[[ColumnElement[Any], Column, int], ColumnElement[Any]]
    cursor: Callable[[Connection], Any]
    spread: Callable[[Connection, Table, Limits], Drawing]
    reason: Callable[[Exception], Reason]
    spread_verifies: bool = False
    has_row_order: bool = True
    has_indexes: bool = True
    columns: Columns = no_columns
    is_server: bool = False
    limits_at_end: bool = False
    writes_dates: bool = True
    unites_ranges: bool = False
