"""Why something could not be read, in words that say what to do. Never a driver's own message."""

from __future__ import annotations

from collections.abc import Mapping

UNREACHABLE = "the server does not answer: check its host and port, and that it runs"
UNKNOWN_HOST = "there is no such host: check the name of the server"
LOGIN_REFUSED = "user or password was not accepted: check both"
LOGIN_INCOMPLETE = (
    "the server wants a password and was given none: use -W, ~/.pgpass, ~/.my.cnf, or ${VARIABLE} "
    "in the URL of pii-scan.yaml"
)
USER_REFUSED = (
    "the database refuses this user: check user and password, and that it may read the table"
)
NO_ODBC_DRIVER = (
    "there is no such ODBC driver or data source: install it, or check driver= in the URL"
)
NO_TLS = "the server offers no encrypted connection: check the ssl options of the URL"
NO_DATABASE = "there is no such database on the server: check its name"
NO_CONNECTION = (
    "no connection: check host, port, user, password, database and options, "
    "and that the server runs"
)
CONNECTION_LOST = "the connection was lost: scan again when the server is up"
NO_PERMISSION = "no permission to read it: grant SELECT on it to the user of the scan"
TOO_SLOW = (
    "reading it took longer than allowed: set --timeout, or scan when the database is less busy"
)
LOCKED = "it is locked by another program: scan again later"
GONE = "it disappeared during the scan, or uses a table or column that does not exist"
WRITES = "reading it would change data, which a scan never does: it was left alone"
BROKEN_VIEW = "the view cannot be run: something it uses is gone or not permitted"
DAMAGED = "its data is damaged: check the database for corruption"
DAMAGED_FILE = "the file is damaged: restore it, or recover a copy with sqlite3 .recover"
DAMAGES = frozenset({DAMAGED, DAMAGED_FILE})
OTHER_SERVER = (
    "the other server that it reads from does not answer or refuses the login: check that server, "
    "and the options and user mapping of the foreign server"
)
NO_OTHER_FILE = "the file or program that it reads from is not there: check the options it has"
UNDECODABLE = "it holds text in another character set than it declares"
BAD_VALUE = (
    "the database fails on one of its values, for example in a computed column, view or foreign "
    "table"
)


def unknown(code: object) -> str:
    """A failure that has no words here; ``code`` is an error code or class, never a message."""
    return f"reading it failed with error {code}"


def partly_read(rows: int, reason: str) -> str:
    """``reason``, where it came after ``rows`` rows, which were looked at."""
    return f"after {_counted(rows, 'row')}: {reason}" if rows else reason


def broken_text(count: int) -> str:
    """Some values of a column are no text; what could be decoded of them was looked at."""
    values = "1 value is" if count == 1 else f"{count:,} values are"
    return f"{values} partly unreadable: neither UTF-8 nor CP949; the readable part was scanned"


def opaque_values(kinds: Mapping[str, int]) -> str:
    """Some values are binary data that holds no text as it is, by kind."""
    listed = ", ".join(_counted(kinds[kind], kind) for kind in sorted(kinds))
    return f"not looked into: {listed}; look at it by hand, then exclude the column"


def _counted(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    if noun.endswith(("data", "kind", "sound")):
        return f"{count:,} × {noun}"
    return f"{count:,} {noun}s"
