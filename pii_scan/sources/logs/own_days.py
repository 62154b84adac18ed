"""The day that each line has itself, where lines are not in the order of time.

Logs of several programs that were merged, or sent late, hold lines of other days anywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import reduce

import polars as pl

from pii_scan.sources.logs.days import Days
from pii_scan.sources.logs.times import TIME_KEYS, find_date

# So many lines show how the time is written.
_LOOKED_AT = 64
_DAY = r"[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}"
_AT_START = re.compile(rf"(?P<lead>[\[\"]?)(?P<day>{_DAY})(?P<clock>[T _\t][0-9]{{2}}:[0-9:.,]+.?)")
_WEB = re.compile(r"(?P<lead>\[)(?P<day>[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4})(?P<clock>:[0-9]{2}:)")
_KEYS = "|".join(map(re.escape, sorted(TIME_KEYS)))
_KEYED = re.compile(rf"(?P<lead>\"(?:{_KEYS})\": ?\")(?P<day>{_DAY})(?P<clock>[T ][0-9]{{2}}:)")

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


def with_own_days(texts: pl.Series, days: Days, modified: dt.date) -> Days:
    """``days`` of lines as they follow from their order, with the own day of those that have one.

    Own is a day that is written as in the first lines: at the start, in the brackets of a web
    access log or under the key of a JSON log, in any of these ways where such logs were merged.
    ``texts`` has the lines, null where one is blank. A syslog stamp without a year and a line
    without a stamp are left to the order. Costs next to nothing where all lines are of one day.
    """
    sample = [text for text in texts.head(_LOOKED_AT) if text]
    # One of each kind: a row of data in a message begins with a day of another form.
    stamps: dict[re.Pattern[str], re.Match[str]] = {}
    for found in filter(None, map(_stamp, sample)):
        stamps.setdefault(found.re, found)
    if not stamps or days.first is None:
        return days
    told = next(iter(stamps.values()))
    if len(stamps) == 1 and days.of_lines is None and _day_of(told["day"], modified) == days.first:
        # Mostly all that stands in front is the same as well, which is seen at once; to look for
        # one day takes a tenth of looking for any.
        begin, stamp = told.string[: told.end("day")], told["lead"] + told["day"]
        if texts.str.starts_with(begin).all():  # a blank one has no day
            return days
        if told.re is not _AT_START:
            same = texts.str.contains(stamp, literal=True)
            if int(same.sum()) == len(texts):
                return days
    days_in = map(texts.str.extract, map(_pattern, stamps.values()))
    written = reduce(pl.Series.fill_null, days_in)
    distinct = written.unique().drop_nulls().to_list()
    day_of = {text: day for text in distinct if (day := _day_of(text, modified))}
    if set(day_of.values()) <= {days.first} and days.of_lines is None:
        return days
    own = written.replace_strict(
        list(day_of), list(day_of.values()), default=None, return_dtype=pl.Date
    )
    ordered = pl.lit(days.first, pl.Date) if days.of_lines is None else days.of_lines
    of_lines = pl.select(pl.coalesce(own, ordered)).to_series().alias("day")
    known = [day for day in (days.first, days.last, of_lines.min(), of_lines.max()) if day]
    return Days(min(known), max(known), of_lines)  # type: ignore[arg-type]


def _stamp(line: str) -> re.Match[str] | None:
    return _AT_START.match(line) or _WEB.search(line) or _KEYED.search(line)


def _pattern(told: re.Match[str]) -> str:
    """A pattern of Rust for the day of lines that are written like the one with this stamp.

    At the start of a line only a stamp of just this form is one: a row of data that a program
    prints can begin with a birth date.
    """
    lead, day, clock = (
        re.sub("[0-9]", "[0-9]", _SPECIAL.sub(r"\\\g<0>", told[name]))
        for name in ("lead", "day", "clock")
    )
    if told.re is _AT_START:
        return rf"^{lead}({day}){clock}"
    return rf"{lead}({_DAY if told.re is _KEYED else '[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}'}){clock}"


def _day_of(written: str, modified: dt.date) -> dt.date | None:
    # As the whole time would be read: with the clock behind it.
    return find_date(f"[{written}:00:" if written[-5] == "/" else f"{written} 00:", modified)
