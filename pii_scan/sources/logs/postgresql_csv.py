"""The logs that PostgreSQL writes as CSV (``log_destination = 'csvlog'``), which have no header.

Source: the PostgreSQL manual, "Error Reporting and Logging", "Using CSV-Format Log Output". The
columns are called as the same server's ``jsonlog`` calls them, so that findings have the same path.
"""

from __future__ import annotations

import csv
import io
import re

_COLUMNS = (
    *("timestamp", "user", "dbname", "pid", "remote_host", "session_id", "line_num", "ps"),
    *("session_start", "vxid", "txid", "error_severity", "state_code", "message", "detail", "hint"),
    *("internal_query", "internal_position", "context", "statement", "cursor_position"),
    *("func_name", "application_name", "backend_type", "leader_pid", "query_id"),
)
# Versions 8.4, 9.0, 13 and 14.
_WIDTHS = (22, 23, 24, 26)
PLAIN = frozenset(_COLUMNS).difference(
    ["user", "dbname", "remote_host", "message", "detail", "hint", "internal_query", "context"],
    ["statement", "application_name"],
)
"""Times, numbers and states of the server, which are no one's."""

# Time, user, database, process, client with its port, session, line of it.
_BEGIN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3} [A-Z+-][\w+-]{0,5},"
    r'(?:"[^"]{0,200}"|),(?:"[^"]{0,200}"|),[0-9]{1,10},(?:"[^"]{0,200}"|),'
    r"[0-9a-f]{1,16}\.[0-9a-f]{1,8},[0-9]{1,19},"
)


def columns_of(text: str) -> tuple[str, ...] | None:
    """The columns of a log with this beginning; None where it is no such log."""
    if _BEGIN.match(text) is None:
        return None
    try:
        width = len(next(csv.reader(io.StringIO(text, newline=""))))
    except csv.Error:  # a cell of more than 128 KB
        return None
    return _COLUMNS[:width] if width in _WIDTHS else None
