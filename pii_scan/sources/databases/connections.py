"""Connections that are left while their server still sends, and cursors of those that broke."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy import Connection


def abandon(connection: Connection) -> None:
    """Close a connection without reading what it still sends, which can be a whole table.

    Ctrl-C may have closed it already: between any two steps, also those that put things away.
    """
    if not connection.closed:
        connection.invalidate()


def close_cursor(cursor: Any) -> None:  # noqa: ANN401  a cursor of any driver
    """Close a driver's cursor, also of a connection that is gone, which the next statement says."""
    with suppress(Exception):
        cursor.close()
        return
    # psycopg tells the server first, and where that breaks the cursor stays open; of a connection
    # that is known to be broken it closes without.
    with suppress(Exception):
        cursor.close()
