"""Time stamps that only one server of databases or applications writes.

Sources: IBM Db2, format of db2diag.log; IBM WebSphere, SystemOut.log in English and in Korean.
"""

from __future__ import annotations

import re

# 2026-11-20-09.30.00.123456+540
_DB2 = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"-[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6}"
)
# 11/20/26 9:30:00:123 KST], 26. 11. 20   9:30:00:123 KST]
_CLOCK = r" {1,4}[0-9]{1,2}:[0-9]{2}:[0-9]{2}:[0-9]{3} [A-Z]{3,4}\]"
_AMERICAN = re.compile(
    rf"(?P<month>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})/(?P<year>[0-9]{{2}}){_CLOCK}"
)
_KOREAN = re.compile(
    rf"(?P<year>[0-9]{{2}})\. (?P<month>[0-9]{{1,2}})\. (?P<day>[0-9]{{1,2}}){_CLOCK}"
)


def server_day(text: str) -> tuple[str, str, str] | None:
    """Year, month and day where ``text`` begins with the time stamp of such a server."""
    match = _DB2.match(text) or _AMERICAN.match(text) or _KOREAN.match(text)
    return (f"20{match['year']}"[-4:], match["month"], match["day"]) if match else None
