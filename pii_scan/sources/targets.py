"""Targets as they may be shown: a mistyped URL can hold a password anywhere."""

from __future__ import annotations

import os
import re

from pii_scan.model import Reason

UNKNOWN_HOST = Reason(
    "there is no such host: check the name of the server", "해당 호스트가 없음: 서버 이름 확인"
)

HIDDEN = "***"
"""What is shown for a password."""

# user:password@host, up to the last @, for a password may hold one; a drive of Windows is no user.
_LOGIN = re.compile(r"(?!(?<=^[A-Za-z]):\\):.*@", re.DOTALL)
# libpq's password=…, ODBC's Pwd={…};, a query's access_token=…: what follows may hold anything.
_KEYWORD = re.compile(
    r"((?:password|passwd|passphrase|passcode|secret|(?:api|access|account)[_-]?key"
    r"|(?<![a-z])(?:pass|pwd?|sig|signature)|token|(?<=[?&;])key)\s*=\s*)\S.*",
    re.DOTALL | re.IGNORECASE,
)
# Oracle's user/password@place; what has an ending is a file.
_LOGIN_OF_ORACLE = re.compile(r"^((?:.*/)?[\w$#]+/)[^/\s]+(@[\w-]+(?::[0-9]+)?(?:/[\w-]+)?)$")


def shown_target(target: str) -> str:
    """``target`` as it is where a file or folder has that name, else without a password."""
    return target if os.path.lexists(target) else without_password(target)


def without_password(target: str) -> str:
    """``target`` with ``***`` for all that may be a password in it, however it was mistyped.

    That is what stands between the first colon, behind ``://`` where that is there, and the last
    ``@``; and all that follows ``password=`` and its like; and Oracle's ``user/password@place``.
    """
    scheme, separator, rest = target.rpartition("://")
    if ":" in scheme or "@" in scheme:  # :// stands in the password
        scheme, separator, rest = "", "", target
    if not separator:
        rest = _LOGIN_OF_ORACLE.sub(rf"\1{HIDDEN}\2", rest)
    rest = _LOGIN.sub(f":{HIDDEN}@", rest, count=1)
    return scheme + separator + _KEYWORD.sub(rf"\1{HIDDEN}", rest)
