"""What a user of MySQL or MariaDB may see: their catalogue holds nothing else.

https://mariadb.com/kb/en/show-grants/, https://dev.mysql.com/doc/refman/8.4/en/show-grants.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Reason
from pii_scan.sources.tables.catalogue import Unreadable

HIDDEN_COLUMNS = Reason(
    "this user sees only the columns that were granted to it, and others may be there: grant "
    "SELECT on the whole table to it",
    "이 사용자는 권한을 받은 컬럼만 볼 수 있어 다른 컬럼이 있을 수 있음: 테이블 전체에 SELECT "
    "권한 부여",
)
_HIDDEN_TABLES = Reason(
    "this user sees only what was granted to it, and other tables may be there: grant "
    "SELECT on the whole database to it, or name each table with --include-table",
    "이 사용자는 권한을 받은 대상만 볼 수 있어 다른 테이블이 있을 수 있음: 데이터베이스 전체에 "
    "SELECT 권한을 부여하거나 --include-table로 테이블을 각각 지정",
)
_HIDDEN_DATABASES = Reason(
    "this user sees only what was granted to it, and other databases may be there: grant "
    "SELECT ON *.* to it, or name the database in the URL",
    "이 사용자는 권한을 받은 대상만 볼 수 있어 다른 데이터베이스가 있을 수 있음: SELECT ON *.* "
    "권한을 부여하거나 URL에 데이터베이스를 지정",
)
_NO_GRANT_TABLES = 1290
# Whoever has one of these on a table sees all of its columns, whether or not they may be read.
_SHOWING = {"SELECT", "INSERT", "UPDATE", "DELETE", "ALL PRIVILEGES"}
_QUOTED = r"`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\""
_LINE = re.compile(
    rf"(?P<verb>GRANT|REVOKE) (?P<privileges>(?:{_QUOTED}|[^`\"])*?) ON (?:TABLE )?"
    rf"(?P<schema>\*|{_QUOTED})\.(?P<table>\*|{_QUOTED}) (?:TO|FROM) "
)
_COLUMNS = re.compile(rf" ?\((?:{_QUOTED}|[^)`\"])*\)")
_WILDCARD = re.compile(r"\\([_%])|([_%])")


@dataclass(slots=True)
class Grants:
    """The grants that hold now, of the user and of the roles that it has.

    ``schemas`` are patterns with ``_`` and ``%``. ``revoked`` are schemas that a grant on all of
    them leaves out (MySQL's partial revokes).
    """

    on_all: bool = False
    schemas: list[str] = field(default_factory=list)
    tables: set[tuple[str, str]] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)

    def show_all(self) -> bool:
        """Whether no database of the server can be hidden."""
        return self.on_all and not self.revoked

    def show_schema(self, schema: str) -> bool:
        """Whether all tables of ``schema`` are seen."""
        return (self.on_all and schema not in self.revoked) or any(
            _matches(schema, pattern) for pattern in self.schemas
        )

    def show_table(self, schema: str, table: str) -> bool:
        """Whether all columns of the table are seen."""
        return (schema, table) in self.tables or self.show_schema(schema)


def read_grants(connection: Connection) -> Grants:
    """The grants of the user who is connected; none where the server does not tell them.

    Raises DBAPIError where the connection is lost.
    """
    try:
        lines = connection.exec_driver_sql("SHOW GRANTS").scalars()
        return grants_of(str(line) for line in lines)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        # A server that was started without users, on which everything is seen.
        number = error.orig.args[0] if error.orig and error.orig.args else None
        return Grants(on_all=number == _NO_GRANT_TABLES)


def grants_of(lines: Iterable[str]) -> Grants:
    """What the lines of SHOW GRANTS say. A line may hold the hash of a password: none is kept."""
    grants = Grants()
    for line in lines:
        found = _LINE.match(line)
        if found is None:  # a role, a procedure, a proxy
            continue
        privileges = {part.strip().upper() for part in _whole(found["privileges"]).split(",")}
        schema, table = _name(found["schema"]), _name(found["table"])
        if not privileges & _SHOWING:
            continue
        if found["verb"] == "REVOKE":
            grants.revoked.add(schema)
        elif found["table"] != "*":
            grants.tables.add((schema, table))
        elif found["schema"] != "*":
            grants.schemas.append(schema)
        else:
            grants.on_all = True
    return grants


def hidden_schemas(grants: Grants, schemas: Iterable[str], *, is_all: bool) -> list[Unreadable]:
    """The ``schemas`` in which more may be than is seen; ``is_all``: the server as well."""
    hidden = [
        Unreadable(schema, _HIDDEN_TABLES) for schema in schemas if not grants.show_schema(schema)
    ]
    if is_all and not grants.show_all():
        hidden.append(Unreadable("*.*", _HIDDEN_DATABASES))
    return hidden


def _whole(privileges: str) -> str:
    """``privileges`` without those that are for some columns only."""
    return re.sub(r"[^,]*\x00", "", _COLUMNS.sub("\x00", privileges))


def _name(quoted: str) -> str:
    quote = quoted[0]
    return quoted if quoted == "*" else quoted[1:-1].replace(quote * 2, quote)


def _matches(schema: str, pattern: str) -> bool:
    parts = []
    end = 0
    for found in _WILDCARD.finditer(pattern):
        parts.append(re.escape(pattern[end : found.start()]))
        parts.append(found[1] or {"_": ".", "%": ".*"}[found[2]])
        end = found.end()
    parts.append(re.escape(pattern[end:]))
    return re.fullmatch("".join(parts), schema, re.DOTALL) is not None
