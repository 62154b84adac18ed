"""Which log a file belongs to, and the day in its name.

Log writers keep one log in many files: ``app.log``, ``app.log.1``, ``app.log.2.gz`` (logrotate),
``app.log-20261120.gz`` (its dateext), ``app-2026-11-20.log`` and ``app.2026-11-20.3.log`` (log4j,
logback, Tomcat). What the writer added is taken off the name; what is left names the log.
"""

from __future__ import annotations

import datetime as dt
import re

_COMPRESSED = re.compile(r"\.(?:gz|bz2|xz|zst|lz4|z|zip|tgz)$", re.IGNORECASE)
# The separator between year, month and day is the same both times.
_DAY = (
    r"(?P<year>(?:19|20)[0-9]{2})(?P<sep>[-_.]?)"
    r"(?P<month>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12][0-9]|3[01])"
)
_TIME = r"(?:[-_.T]?[0-9]{2}(?:[-_:.]?[0-9]{2}){0,2}(?:\.[0-9]{3})?Z?)?"
_EPOCH = r"(?:-[0-9]{10})?"
_DATED = re.compile(rf"(?:^|[-_.])(?<![0-9]){_DAY}{_TIME}{_EPOCH}(?:\.[0-9]{{1,4}})?(?=$|[-_.])")
_NUMBERED = re.compile(r"(?:\.[0-9]{1,4}|\.old|\.prev)$", re.IGNORECASE)
# app.1.log: an index in front of the extension (logback's fixed window).
_INDEXED = re.compile(r"(?<=[^./])\.[0-9]{1,3}(?=\.(?:log|txt|json|jsonl|ndjson|out|err)$)")
# A host that sends its log: 192.0.2.7.log is no seventh part of 192.0.2.log.
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9])")
_DOT = "\x1e"
_ONLY_DATE = "(date)"


def log_name(file_name: str) -> str:
    """The name of the log that a file belongs to: ``app.log`` for ``app.log.2.gz``.

    ``file_name`` has no folder. Never empty: a name that is nothing but a date gives
    ``(date).log``, so that a log of daily files is one log.
    """
    name = _COMPRESSED.sub("", file_name) or file_name
    if match := _DATED.search(name):
        name = _without(name, match)
    name = _ADDRESS.sub(lambda address: address[0].replace(".", _DOT), name)
    return _INDEXED.sub("", _unnumbered(name)).replace(_DOT, ".")


def _unnumbered(name: str) -> str:
    while (shorter := _NUMBERED.sub("", name)) != name and shorter:
        name = shorter
    return name


def _without(name: str, date: re.Match[str]) -> str:
    before, after = name[: date.start()], _unnumbered(name[date.end() :])
    if before:
        return before + after
    if after[:1] in ("-", "_") or after.count(".") > 1:
        return after[1:] or _ONLY_DATE
    return _ONLY_DATE + after


def date_in_name(file_name: str) -> dt.date | None:
    """The day in a file's name, or None where there is none that the calendar has."""
    match = _DATED.search(file_name)
    if match is None:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
