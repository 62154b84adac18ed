"""Why something could not be read, in words that say what to do. Never a driver's own message."""

from __future__ import annotations

UNREACHABLE = "the server does not answer: check its host and port, and that it runs"
UNKNOWN_HOST = "there is no such host: check the name of the server"
LOGIN_REFUSED = "user or password was not accepted: check both"
NO_DATABASE = "there is no such database on the server: check its name"
NO_CONNECTION = (
    "no connection: check host, port, user, password, database and options, "
    "and that the server runs"
)
CONNECTION_LOST = "the connection was lost: scan again when the server is up"
NO_PERMISSION = "no permission to read it: grant SELECT on it to the user of the scan"
TOO_SLOW = "reading it took longer than allowed: scan when the database is less busy"
LOCKED = "it is locked by another program: scan again later"
GONE = "it disappeared during the scan, or uses a table or column that does not exist"
WRITES = "reading it would change data, which a scan never does: it was left alone"
BROKEN_VIEW = "the view cannot be run: something it uses is gone or not permitted"
DAMAGED = "its data is damaged: check the database for corruption"
UNDECODABLE = "it holds text in another character set than it declares"
BAD_VALUE = "the database fails on one of its values, for example in a computed column or view"


def unknown(code: object) -> str:
    """A failure that has no words here; ``code`` is an error code or class, never a message."""
    return f"reading it failed with error {code}"


def broken_text(count: int) -> str:
    """Some values of a column are no text; what could be decoded of them was looked at."""
    values = "1 value is" if count == 1 else f"{count} values are"
    return f"{values} partly unreadable: neither UTF-8 nor CP949; the readable part was scanned"
