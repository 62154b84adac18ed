"""Where the rows of a sample are drawn from in MySQL and MariaDB, by what a table is sorted by."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pii_scan.sources.databases.chance_draw import draw_by_chance
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.index_draw import draw_by_index
from pii_scan.sources.databases.row_draw import draw_by_key
from pii_scan.sources.tables.catalogue import Drawing, Extent, Limits, Table

# Up to so many pages a table without a key of whole numbers is passed over for a sample: 80 MB
# where it has another index to go by, else 1 GB, which takes seconds.
_VISIT_ALL_PAGES = 5_000
_VISIT_MOST_PAGES = 65_536
_FEW_ROWS_EACH = 10
# The statement timeout of MariaDB and of MySQL.
_TIMED_OUT = (1969, 3024)


def useful_index(
    index: tuple[str, int] | None, estimate: int | None, pages: int | None
) -> str | None:
    """The name of ``index`` where it is one to draw rows by.

    It comes with how many different values it has. Where each stands in many rows, only the first
    of them would be drawn: chance is better, in a table that can be passed over.
    """
    if index is None:
        return None
    name, values = index
    is_large = pages is not None and pages > _VISIT_MOST_PAGES
    return name if is_large or values * _FEW_ROWS_EACH >= (estimate or 0) else None


def spread_rows(connection: Connection, dialect: Dialect, table: Table, limits: Limits) -> Drawing:
    """``limits.rows`` rows from all over ``table``; none where it knows no cheap way.

    By its key, where it has one; a small table by chance; a large one by another index, or by
    chance where it has none and passing over it is not too much. Raises what the driver raises.
    """
    if table.key is not None:
        return (yield from draw_by_key(connection, dialect, table, limits))
    pages = table.pages
    if table.index is not None and (pages is None or pages > _VISIT_ALL_PAGES):
        return (yield from draw_by_index(connection, dialect, table, limits))
    if pages is None or pages > _VISIT_MOST_PAGES:
        return Extent(None, complete=False)
    try:
        return (yield from draw_by_chance(connection, dialect, table, limits))
    except Exception as error:
        if error_number(error) not in _TIMED_OUT:
            raise
        # From a slow disk it takes longer than a server may be asked for.
        return Extent(None, complete=False)


def error_number(error: Exception) -> int | None:
    """The server's number of what went wrong, if it has one."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    number = cause.args[0] if cause.args else None
    return number if isinstance(number, int) else None
