"""What differs between databases, as one record of functions for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection

from pii_scan.sources.databases.catalogue import Catalogue, Column, Drawn, Table


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of database.

    ``begin`` makes the transaction that just began read-only with a statement timeout in seconds.
    ``expression`` is how a column is selected: as it is, or cut by the server where one value may
    be as large as memory. ``spread`` draws so many rows from all over a table that is known to
    have more; None where it knows no cheap way, so that the first rows are taken. ``reason`` says
    in plain words why a statement or connection failed and what to do; it never quotes the
    driver's message, which may hold values.
    """

    kind: str
    begin: Callable[[Connection, float], None]
    catalogue: Callable[[Connection], Catalogue]
    expression: Callable[[ColumnElement[Any], Column], ColumnElement[Any]]
    spread: Callable[[Connection, Table, int], Drawn | None]
    reason: Callable[[Exception], str]
