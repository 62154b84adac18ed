"""Connections that are left while their server still sends."""

from __future__ import annotations

from sqlalchemy import Connection


def abandon(connection: Connection) -> None:
    """Close a connection without reading what it still sends, which can be a whole table.

    Ctrl-C may have closed it already: between any two steps, also those that put things away.
    """
    if not connection.closed:
        connection.invalidate()
