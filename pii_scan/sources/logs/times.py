"""Time stamps in log lines: how they are spelled, and the day they name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pii_scan.sources.logs.server_times import server_day

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|KST|[+-][0-9]{2}:?[0-9]{2}))?"
# Tomcat on a Korean machine: 01-9월-2026 09:30:00.123
_NAMED_MONTH = rf"(?:{_MONTHS}|[0-9]{{1,2}}월)"
# Oracle's listener writes them in capitals: 20-NOV-2026 09:30:00
_ANY_MONTH = rf"(?:{_MONTHS}|{_MONTHS.upper()}|[0-9]{{1,2}}월)"
# GitLab: November 20, 2026 09:30
_SPELLED_MONTH = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December"
    rf"|{_NAMED_MONTH})"
)

# Each is valid for Python's re and for Rust's regex, which polars uses.
ISO = rf"[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}[T _] ?{_CLOCK}{_ZONE}"
SYSLOG = rf"{_NAMED_MONTH} [ 0-9][0-9] [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}"
# 10/Oct/2000:13:55:36 +0900, 20-Nov-2026 09:30:00.123
_DAY_STAMP = rf"[0-9]{{1,2}}[-/ ]{_ANY_MONTH}[-/ ][0-9]{{4}}[ :]{_CLOCK}{_ZONE}"
# Nov 20 09:30:00, Fri Nov 20 09:30:00.123 KST 2026, Nov 20, 2026 9:30:00 AM
_MONTH_STAMP = (
    rf"(?:[A-Z][a-z]{{2}},? )?{_SPELLED_MONTH} {{1,2}}[0-9]{{1,2}}(?:,? [0-9]{{4}})? {_CLOCK}"
    r"(?: (?:[AP]M|오전|오후))?(?: [A-Z]{3,4})?(?: (?:19|20)[0-9]{2})?"
)
# Android's: 11-20 09:30:00.123
_ANDROID_STAMP = r"[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}"
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
# multilog of daemontools, TAI64N: @4000000069b0e2d0044077a9
_TAI_STAMP = r"@4[0-9a-f]{23}"
_CLOCK_STAMP = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?"
STAMP = (
    f"{ISO}|{_DAY_STAMP}|{_MONTH_STAMP}|{_COMPACT_STAMP}|{_KOREAN_STAMP}|{_EPOCH_STAMP}"
    f"|{_ANDROID_STAMP}|{_CLOCK_STAMP}|{_TAI_STAMP}"
)
LEVEL = (
    r"(?i:trace|debug|info|notice|warn|warning|error|err|severe|fatal|critical|crit|alert|emerg"
    r"|panic|fine|finer|finest|verbose|config)"
)

# JSON and logfmt name the time; any other date in such a line can be a birth date.
_KEYED = re.compile(
    r"""(?:^|[\s,{"'])(?:@?timestamp|@t|time|times|ts|t|date|datetime|date_time|asctime|logged_?at|"""
    r"""log_?time|event_?time|time_?local|time_?iso8601|created|instant)["']?"""
    # MongoDB and Log4j have an object there.
    r"""\s*[:=]\s*(?:\{\s*"(?:\$date|epochSecond)"\s*:\s*)?["']?"""
    r"""(?P<value>[0-9A-Z][^"',}]{5,40})""",
    re.IGNORECASE,
)
# Google Cloud and Kubernetes, Log4j, Windows, systemd, Envoy, API Gateway, Azure and Office 365,
# Sysmon, Okta, OpenTelemetry; looked for only where their ends are.
_RARE_KEYED = re.compile(
    r"""(?:^|[\s,{"'])(?:(?:receive|requestReceived|stage)Timestamp|timeMillis|SystemTime"""
    r"""|start_time|requestTime|[Tt]imeGenerated|CreationTime|UtcTime|published"""
    r"""|(?:created|activity)DateTime|(?:observedT|t)imeUnixNano"""
    r"""|_(?:_|SOURCE_)REALTIME_TIMESTAMP)["']?\s*[:=]\s*["']?(?P<value>[0-9][^"',}]{5,40})"""
)
_RARE_KEY_ENDS = (
    *("imestamp", "_TIMESTAMP", "eMillis", "mTime", "start_time", "tTime", "imeGenerated"),
    *("nTime", "cTime", "published", "dDateTime", "yDateTime", "imeUnixNano"),
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
    # WebLogic: ####<Nov 20, 2026 9:30:00 AM KST>
    r"^\s*(?:<[0-9]{1,3}>(?:1 )?|<[A-Z]>|####(?=<)|=[A-Z]+ REPORT==== |[DIWEFA], )?"
    rf"(?:(?:[\[(<]\s*)?{LEVEL}\s*[\])>:|]*(?:\s+|(?<=[\])>])(?=[\[(<])))?[\[(<]?"
    r"(?:[DIWEC] (?=[0-9]))?\"?"
)
# What else may stand before the time: levels, threads, processes, containers, the protocols of load
# balancers, the kinds of npm. Any other word can say what the time is of (born 1990-05-05 ...).
_SIGN = (
    rf"(?:[\[(<]\s*)?{LEVEL}\s*[\])>:]*|\[[^\[\]{{}}\"=]{{1,40}}\]|-"
    r"|https?|h2|wss?|grpcs?|tls|silly|http|timing|[\w.-]{1,60}+(?=\s*\|)"
)
# Hosts and processes, a name that holds a digit or is a domain's: no word of a message, no version.
_HOST = (
    r"[0-9]{1,7}(?::[A-Z])?|(?!v?[0-9.-]+\s)(?=\S{0,60}[A-Za-z])[\w./:-]{0,60}[0-9](?:[\w./:-]{0,60}\w)?|localhost"
    r"|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?|(?:[A-Za-z][\w-]{0,30}\.){2,4}[A-Za-z]{2,20}"
)
# Between brackets nothing need stand: [main][2026-11-20 09:30:00]
_APART = r"(?:\s*\|\s*|\s+|(?<=\])(?=\[))"
_SIGN_BEFORE = re.compile(rf"\s*(?:{_SIGN}){_APART}")
_WORD_BEFORE = re.compile(rf"\s*(?:{_SIGN}|{_HOST}){_APART}")
_CLOCK_HERE = re.compile(r"[0-9][:시] ?[0-9]{2}")
_MOST_WORDS = 5
_LONGEST_BEFORE = 120
_LONGEST_STAMP = 80
_DAY_AND_CLOCK = 40
# A day without a clock beside it can be anybody's birthday, and so can one at midnight sharp.
_CLOCK_BEGINS = r"(?:,?[T _\t] ?|,)(?:(?:오전|오후|AM|PM) )?[0-9]{1,2}[:시]"
_MIDNIGHT = re.compile(r"[T _\t,]00:00(?::00(?:[.,]0*)?)?(?![:.,0-9])")
_WEEKDAY = r"(?:[A-Z][a-z]{2},? )?"
_YEAR_FIRST = re.compile(
    rf"{_WEEKDAY}"
    r"([0-9]{4})(?:[-/.] ?|년 ?)([0-9]{1,2})(?:[-/.] ?|월 ?)([0-9]{1,2})[일.]?"
    rf"(?: ?\(?[월화수목금토일](?:요일)?\)?)?{_CLOCK_BEGINS}"
)
# 20.11.2019 10:11:12, 11/20/2019 10:11:12 AM
_YEAR_LAST = re.compile(
    rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_CLOCK_BEGINS}"
    r"[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?P<half> ?[AP]M\b)?"
)
_LOUD = r"(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b"
# Spark and Hadoop: 17/06/09 20:10:40 INFO, 081109 203615 148 INFO; MySQL: 130324  0:04:00 [Note]
_SHORT_YEAR_AND_LEVEL = re.compile(
    r"([0-9]{2})(/?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])"
    r" (?:[0-9]{2}| [0-9]):?[0-9]{2}:?[0-9]{2}(?:[.,][0-9]+)? +(?:[0-9]+ +)?"
    rf"(?:{_LOUD}|\[(?:Note|Warning|ERROR)\])"
)
# Supercomputers: - 1131566461 2005.11.09 host
_AFTER_EPOCH = re.compile(r"\S{1,40} [0-9]{9,10} ([0-9]{4})\.([0-9]{2})\.([0-9]{2}) ")
# logcat: 11-20 09:30:00.123  1234  1250 D Tag: text, 11-20 09:30:00.123 D/Tag( 1234): text
_ANDROID = re.compile(
    r"([01][0-9])-([0-3][0-9]) [0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}"
    r"(?: +[0-9]{1,7} +[0-9]{1,7} [VDIWEFA] | [VDIWEFA]/)"
)
# What exports of chats write between two days: --------- 2026년 11월 20일 금요일 ---------
_DAY_LINE = re.compile(
    r"\s*(?:-{3,}\s*)?([0-9]{4})년 ?([0-9]{1,2})월 ?([0-9]{1,2})일 [월화수목금토일]요일"
    r"(?:\s*-{3,})?\s*"
)
# Begin, answer and end of a call in the records of a telephone exchange.
_CALL_STAMP = r"\"?[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\"?"
_CALL = re.compile(rf",(?={_CALL_STAMP},(?:{_CALL_STAMP}|(?:\"\")?),{_CALL_STAMP},)\"?")
# Firewalls write the day and the clock as two pairs: date=2026-11-20 time=09:30:00
_DAY_AND_TIME = re.compile(
    r"""(?:^|[\s,;|{>"'])date["']?\s*[:=]\s*["']?([0-9]{4})-([0-9]{2})-([0-9]{2})["']?[\s,;|]+"""
    r"""["']?time["']?\s*[:=]\s*["']?[0-9]{1,2}:[0-9]{2}"""
)
# Rails: Started GET "/users" for 192.0.2.1 at 2026-11-20 09:30:00 +0900
_STARTED = re.compile(r'Started [A-Z]{3,8} "[^"]*" for \S{1,60} at (?=[0-9]{4}-)')
# The flow logs of Amazon's networks: … begin end ACCEPT OK
_FLOW = re.compile(r" (1[4-9][0-9]{8}) 1[4-9][0-9]{8} (?:ACCEPT|REJECT|-) (?:OK|NODATA|SKIPDATA)\b")
_AUDIT = re.compile(r"\baudit\(([0-9]{9,10})\.[0-9]{3}:[0-9]+\)")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?=[T _-]?[0-9]{2}:?[0-9]{2})")
# MariaDB's general log: 261128  9:30:00
_SHORT_YEAR = re.compile(
    r"([2-9][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]) {1,2}[0-9]{1,2}:[0-9]{2}:[0-9]{2}\s"
)
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}([0-9]{{1,2}})[-/ ]({_ANY_MONTH})[-/ ]([0-9]{{4}})(?: |::?)[0-9]{{1,2}}:"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}({_SPELLED_MONTH}) {{1,2}}([0-9]{{1,2}})(?:,? ([0-9]{{4}}),?)? {_CLOCK}"
    r"(?: (?:[AP]M|오전|오후))?(?: [A-Z]{3,4})?(?: ((?:19|20)[0-9]{2}))?"
)
_TAI = re.compile(r"@(4[0-9a-f]{15})[0-9a-f]{8}\s")
# Seconds that TAI was ahead of UTC in 1970, and where its count begins.
_TAI_BEGINS = 2**62 + 10
# OpenLDAP's: seconds since the epoch, and the thread, in hexadecimal.
_IN_HEXADECIMAL = re.compile(r"([5-9a][0-9a-f]{7})\.[0-9a-f]{8} 0x[0-9a-f]{4,16} ")
_KLOG = re.compile(r"[IWEF]([0-9]{2})([0-9]{2}) [0-9]{2}:[0-9]{2}:[0-9]{2}")
_EPOCH = re.compile(r"(1[4-9][0-9]{8})(?:[.][0-9]+|[0-9]{3}|[0-9]{6}|[0-9]{9})?(?![0-9])")
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_MONTHS_IN_YEAR = 12
_BEGINNING = 4096


def find_date(
    line: str, modified: dt.date, *, day_first: bool | None = None, hosts: bool = True
) -> dt.date | None:
    """The day a line was written, from the time stamp at its start, in brackets or under a key.

    ``modified`` is the day its file was last changed: a syslog stamp has no year and is not
    later than that day. None where there is no stamp, or one that the calendar does not have.

    ``day_first`` says how days with the year behind them are written where that is known, as by
    ``is_day_first`` of other lines: true for 20/11/2019. Where it is not, 10/11/2019 is the one day
    that is not later than ``modified``, with AM or PM the American one, and else none: a guess
    could be wrong by ten months. 17/06/09 is 2017 where the level follows, as Spark writes it.
    ``hosts`` is whether the stamp may stand behind names of hosts, which can be other names, too.
    """
    line = line[:_BEGINNING]
    if web := _WEB.search(line):
        return _parse(web[1], modified)
    bare = _START.sub("", line, count=1)
    if day := _parse(bare, modified) or _rare(bare, modified, day_first=day_first):
        return day
    if ":" not in line and "=" not in line and "시" not in line:
        # Neither a clock nor a key.
        return _of_epoch(flow[1]) if (flow := _FLOW.search(line)) else None
    for text in _behind_words(line, hosts=hosts):
        if day := _behind(text, modified, day_first=day_first):
            return day
    return _inside(line, modified)


def is_day_first(lines: Iterable[str]) -> bool | None:
    """Whether days with the year behind them are written day first; None where none can tell."""
    told = {
        int(match[1]) > _MONTHS_IN_YEAR
        for line in lines
        if (match := _year_last(line[:_BEGINNING]))
        and max(int(match[1]), int(match[3])) > _MONTHS_IN_YEAR
    }
    return told.pop() if len(told) == 1 else None


def first_date(lines: Iterable[str], modified: dt.date) -> dt.date | None:
    """The day of the first of the lines that has one."""
    return next((day for line in lines if (day := find_date(line, modified))), None)


def _year_last(line: str) -> re.Match[str] | None:
    if match := _YEAR_LAST.match(_START.sub("", line, count=1)):
        return match
    return next(filter(None, map(_YEAR_LAST.match, _behind_words(line, hosts=True))), None)


def _behind_words(line: str, *, hosts: bool) -> Iterator[str]:
    """What stands behind each of the first words, where they are such as stand before a time."""
    if not _CLOCK_HERE.search(line, 0, _LONGEST_BEFORE + _LONGEST_STAMP):
        return
    word = _WORD_BEFORE if hosts else _SIGN_BEFORE
    at = 0
    for _ in range(_MOST_WORDS):
        match = word.match(line, at)
        if match is None or match.end() > _LONGEST_BEFORE:
            return
        at = match.end()
        yield line[at : at + _LONGEST_STAMP].lstrip('[("')


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
        return _of_epoch(match[1])
    return None


def _rare(text: str, modified: dt.date, *, day_first: bool | None) -> dt.date | None:
    """The day of a stamp that could also be read as another, or as something else."""
    if match := _YEAR_LAST.match(text):
        return _of_year_last(match, modified, day_first=day_first)
    if match := _AFTER_EPOCH.match(text):
        return _date(match[1], match[2], match[3])
    if match := _ANDROID.match(text):
        return _without_year(match[1], match[2], modified)
    parts = _rare_parts(text)
    return _not_later(_date(*parts) if parts else _in_hexadecimal(text), modified)


def _rare_parts(text: str) -> tuple[str, str, str] | None:
    if match := _SHORT_YEAR_AND_LEVEL.match(text):
        return f"20{match[1]}", match[3], match[4]
    if match := _DAY_LINE.fullmatch(text):
        return match[1], match[2], match[3]
    return server_day(text)


def _in_hexadecimal(text: str) -> dt.date | None:
    if match := _TAI.match(text):
        return _of_epoch(int(match[1], 16) - _TAI_BEGINS)
    match = _IN_HEXADECIMAL.match(text)
    return _of_epoch(int(match[1], 16)) if match else None


def _behind(text: str, modified: dt.date, *, day_first: bool | None) -> dt.date | None:
    """The day of a stamp behind a few words: a whole one that can be the time of the line."""
    if match := _YEAR_LAST.match(text):
        day = _of_year_last(match, modified, day_first=day_first)
    elif _YEAR_FIRST.match(text) or _DAY_FIRST.match(text) or _MONTH_FIRST.match(text):
        day = _parse(text, modified)
    else:
        return None
    return None if _MIDNIGHT.search(text[:_DAY_AND_CLOCK]) else _not_later(day, modified)


def _inside(line: str, modified: dt.date) -> dt.date | None:
    """The day of a stamp under a key, or of those that only one kind of log writes."""
    is_rare = any(end in line for end in _RARE_KEY_ENDS)
    for keyed in chain(_KEYED.finditer(line), _RARE_KEYED.finditer(line) if is_rare else ()):
        if day := _parse(keyed["value"], modified):
            return day
    if match := _DAY_AND_TIME.search(line) if "time" in line else None:
        return _not_later(_date(match[1], match[2], match[3]), modified)
    if match := _STARTED.search(line) if "Started " in line else None:
        return _not_later(_parse(line[match.end() :], modified), modified)
    if audit := _AUDIT.search(line) if "audit(" in line else None:
        return _not_later(_of_epoch(audit[1]), modified)
    call = _CALL.search(line)
    return _not_later(_parse(line[call.end() :], modified), modified) if call else None


def _of_year_last(
    match: re.Match[str], modified: dt.date, *, day_first: bool | None
) -> dt.date | None:
    first, sign, second, year = match[1], match[2], match[3], match[4]
    european = _not_later(_date(year, second, first), modified)
    if sign == "." or day_first:
        return european
    american = _not_later(_date(year, first, second), modified)
    if day_first is False or (match["half"] and american):
        return american
    possible = {day for day in (european, american) if day}
    return possible.pop() if len(possible) == 1 else None


def _not_later(day: dt.date | None, modified: dt.date) -> dt.date | None:
    # A day of grace: the stamps may be in another time zone.
    return day if day and day <= modified + dt.timedelta(days=1) else None


def _of_epoch(seconds: str | int) -> dt.date | None:
    try:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _date(year: str | int, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(
            int(year), _MONTH_NUMBERS.get(month[:3].title()) or int(month.rstrip("월")), int(day)
        )
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None  # noqa: PLR2004  older logs do not exist


def _without_year(month: str, day: str, modified: dt.date) -> dt.date | None:
    """December in a file changed in January is of the year before; 29 February may be older."""
    for year in range(modified.year, modified.year - 4, -1):
        found = _date(year, month, day)
        if _not_later(found, modified):
            return found
    return None
