"""Time stamps in log lines: how they are spelled, and the day they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|KST|[+-][0-9]{2}:?[0-9]{2}))?"
_NAMED_MONTH = rf"(?:{_MONTHS})"

# Each is valid for Python's re and for Rust's regex, which polars uses.
ISO = rf"[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}[T _]{_CLOCK}{_ZONE}"
SYSLOG = rf"{_NAMED_MONTH} [ 0-9][0-9] [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}"
# 10/Oct/2000:13:55:36 +0900, 20-Nov-2026 09:30:00.123
_DAY_STAMP = rf"[0-9]{{1,2}}[-/ ]{_NAMED_MONTH}[-/ ][0-9]{{4}}[ :]{_CLOCK}{_ZONE}"
# Nov 20 09:30:00, Fri Nov 20 09:30:00.123 KST 2026, Nov 20, 2026 9:30:00 AM
_MONTH_STAMP = (
    rf"(?:[A-Z][a-z]{{2}},? )?{_NAMED_MONTH} {{1,2}}[0-9]{{1,2}}(?:,? [0-9]{{4}})? {_CLOCK}"
    r"(?: [AP]M)?(?: [A-Z]{3,4})?(?: (?:19|20)[0-9]{2})?"
)
# 20261120T093000Z, 20261120 09:30:00
_COMPACT_STAMP = (
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[T -]?[0-9]{6}Z?| [0-9]{2}:[0-9]{2}:[0-9]{2})"
)
_KOREAN_STAMP = (
    r"[0-9]{4}년 ?[0-9]{1,2}월 ?[0-9]{1,2}일(?: (?:오전|오후))? [0-9]{1,2}[:시][0-9 :분초]{2,9}"
)
# Seconds or milliseconds since the epoch, from 2014 on: 10xxxxxxxx would be a phone number.
_EPOCH_STAMP = r"1[4-9][0-9]{8}(?:[.][0-9]{1,6}|[0-9]{3})?"
_CLOCK_STAMP = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?"
STAMP = (
    f"{ISO}|{_DAY_STAMP}|{_MONTH_STAMP}|{_COMPACT_STAMP}|{_KOREAN_STAMP}|{_EPOCH_STAMP}"
    f"|{_CLOCK_STAMP}"
)
LEVEL = (
    r"(?i:trace|debug|info|notice|warn|warning|error|err|severe|fatal|critical|crit|alert|emerg"
    r"|panic|fine|finer|finest|verbose|config)"
)

# JSON and logfmt name the time; any other date in such a line can be a birth date.
_KEYED = re.compile(
    r"""(?:^|[\s,{"'])(?:@?timestamp|@t|time|times|ts|t|date|datetime|date_time|asctime|logged_?at|"""
    r"""log_?time|event_?time|time_?local|time_?iso8601|created|instant)["']?\s*[:=]\s*["']?"""
    r"""(?P<value>[0-9A-Z][^"',}]{5,40})""",
    re.IGNORECASE,
)
# Keys whose values are the time of the line, and a whole value that is a time with its clock.
TIME_KEYS = frozenset(
    ["@timestamp", "timestamp", "@t", "time", "ts", "t", "datetime", "date_time", "asctime"]
)
WHOLE_STAMP = (
    r'^"?(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}[0-9:.,]{0,16}(?:Z|[+-][0-9:]{4,5})?'
    r'|1[4-9][0-9]{8}(?:[0-9]{3})?(?:\.[0-9]{1,6})?)"?$'
)
_WEB = re.compile(rf"\[([0-9]{{1,2}}/{_NAMED_MONTH}/[0-9]{{4}}:[0-9]{{2}}:)")
_START = re.compile(
    rf"^\s*(?:<[0-9]{{1,3}}>(?:1 )?|[DIWEFA], )?(?:[\[(<]?{LEVEL}[\])>:|]*\s+)?[\[(]?"
)
# A day without a clock beside it can be anybody's birthday.
_YEAR_FIRST = re.compile(
    r"([0-9]{4})(?:[-/.]|년 ?)([0-9]{1,2})(?:[-/.]|월 ?)([0-9]{1,2})일?"
    r"[T _](?:오전 |오후 )?[0-9]{1,2}[:시]"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?=[T -]?[0-9]{2}:?[0-9]{2})")
# MariaDB's general log: 261128  9:30:00
_SHORT_YEAR = re.compile(
    r"([2-9][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]) {1,2}[0-9]{1,2}:[0-9]{2}:[0-9]{2}\s"
)
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})[-/ ]({_NAMED_MONTH})[-/ ]([0-9]{{4}})[ :][0-9]{{1,2}}:")
_MONTH_FIRST = re.compile(
    rf"(?:[A-Z][a-z]{{2}},? )?({_NAMED_MONTH}) {{1,2}}([0-9]{{1,2}})(?:,? ([0-9]{{4}}))? {_CLOCK}"
    r"(?: [AP]M)?(?: [A-Z]{3,4})?(?: ((?:19|20)[0-9]{2}))?"
)
_KLOG = re.compile(r"[IWEF]([0-9]{2})([0-9]{2}) [0-9]{2}:[0-9]{2}:[0-9]{2}")
_EPOCH = re.compile(r"(1[4-9][0-9]{8})(?:[.][0-9]+|[0-9]{3}|[0-9]{6}|[0-9]{9})?(?![0-9])")
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_BEGINNING = 4096


def find_date(line: str, modified: dt.date) -> dt.date | None:
    """The day a line was written, from the time stamp at its start, in brackets or under a key.

    ``modified`` is the day its file was last changed: a syslog stamp has no year and is not
    later than that day. None where there is no stamp, or one that the calendar does not have.
    """
    line = line[:_BEGINNING]
    if web := _WEB.search(line):
        return _parse(web[1], modified)
    if day := _parse(_START.sub("", line, count=1), modified):
        return day
    for keyed in _KEYED.finditer(line):
        if day := _parse(keyed["value"], modified):
            return day
    return None


def first_date(lines: Iterable[str], modified: dt.date) -> dt.date | None:
    """The day of the first of the lines that has one."""
    return next((day for line in lines if (day := find_date(line, modified))), None)


def _parse(text: str, modified: dt.date) -> dt.date | None:
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text) or _SHORT_YEAR.match(text):
        return _date(f"20{match[1]}"[-4:], match[2], match[3])
    if match := _DAY_FIRST.match(text):
        return _date(match[3], match[2], match[1])
    if (match := _MONTH_FIRST.match(text)) and (year := match[3] or match[4]):
        return _date(year, match[1], match[2])
    if match := match or _KLOG.match(text):
        return _without_year(match[1], match[2], modified)
    if match := _EPOCH.match(text):
        return dt.datetime.fromtimestamp(int(match[1]), dt.UTC).date()
    return None


def _date(year: str | int, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(int(year), _MONTH_NUMBERS.get(month) or int(month), int(day))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None  # noqa: PLR2004  older logs do not exist


def _without_year(month: str, day: str, modified: dt.date) -> dt.date | None:
    """December in a file changed in January is of the year before; 29 February may be older."""
    for year in range(modified.year, modified.year - 4, -1):
        found = _date(year, month, day)
        # A day of grace: the stamps may be in another time zone.
        if found and found <= modified + dt.timedelta(days=1):
            return found
    return None
