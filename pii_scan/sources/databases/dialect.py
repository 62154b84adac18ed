"""What differs between databases, as one record of functions for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection

from pii_scan.sources.databases.catalogue import Catalogue, Column, Drawing, Limits, Table


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of database.

    ``begin`` makes the transaction that just began read-only with a statement timeout in seconds;
    None is no timeout, for a table that is read in full. ``expression`` is how a column is
    selected: as it is, or cut by the server to so many characters (and one more, which tells that
    it was cut) where one value may be as large as memory. ``spread`` draws so many rows from all
    over a table that is known to have more; it draws none where it knows no cheap way, so that the
    first rows are taken. ``cursor`` is a cursor of the driver that leaves rows at the server until
    they are fetched. ``reason`` says in plain words why a statement or connection failed and
    what to do; it never quotes the driver's message, which may hold values.
    ``has_row_order`` is true where a table read twice gives its rows in the same order.
    """

    kind: str
    begin: Callable[[Connection, float | None], None]
    catalogue: Callable[[Connection], Catalogue]
    expression: Callable[[ColumnElement[Any], Column, int], ColumnElement[Any]]
    cursor: Callable[[Connection], Any]
    spread: Callable[[Connection, Table, Limits], Drawing]
    reason: Callable[[Exception], str]
    has_row_order: bool = True


def plain_cursor(connection: Connection) -> Any:  # noqa: ANN401  a cursor of any driver
    """The driver's own cursor, where it fetches no more than it is asked for."""
    return connection.connection.cursor()
