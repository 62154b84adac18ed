"""Days as columns hold them: as text in several spellings, and as the seconds of Unix time."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

# Days outside are placeholders, not dates of records: 0000-00-00, 1900-01-01, the zero of Unix
# time, 9999-12-31.
FIRST_DAY = dt.date(1970, 1, 2)
LAST_DAY = dt.date(2099, 12, 30)

_DAY = re.compile(r"^(\d{4})([-./]?)(\d{2})\2(\d{2})(?=$|[ T]|\d{2}$|\d{4,6}$)")
# 2026. 11. 1., as Korean is written and Excel shows it; 2026년 11월 1일; 2026-1-5.
_LOOSE_DAY = re.compile(
    r"^(\d{4})(?:([-./]) ?|년 ?)(\d{1,2})(?:\2 ?|월 ?)(\d{1,2})(?:\.|일)?(?=$|[ T])"
)
# Digits of Unix time in seconds, milli- and microseconds since 2001, and how many are a second.
_SECOND = {10: 1, 13: 1000, 16: 1_000_000}
_FIRST_SECOND = 1_000_000_000
_DAY_SECONDS = 86_400
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How days are written, without any of them.

    ``gap`` stands between year and month, and is None where months and days may have one digit.
    ``digits`` is their number where there is nothing else; with ``unix_time`` they count from 1970.
    """

    gap: str | None
    digits: int = 0
    unix_time: bool = False

    def bounds(self) -> tuple[int, int]:
        """The first and last plausible moment, written as a whole number of ``digits``."""
        if self.unix_time:
            second = _SECOND[self.digits]
            last = ((LAST_DAY - _EPOCH).days + 1) * _DAY_SECONDS * second - 1
            return _FIRST_SECOND * second, last
        day = 10 ** (self.digits - 8)
        first, last = (int(day_.strftime("%Y%m%d")) for day_ in (FIRST_DAY, LAST_DAY))
        return first * day, (last + 1) * day - 1


ISO = Spelling("-")
"""2026-11-01"""


def parse_day(text: str) -> dt.date | None:
    """The day at the start of ``text``: ``2026-11-01…``, ``2026. 11. 1.``, ``20261101093000``.

    None for anything else and for days that only stand for "no date", such as 0000-00-00.
    """
    match = _DAY.match(text) or _LOOSE_DAY.match(text)
    if not match:
        return None
    try:
        day = dt.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def parse_unix_time(text: str) -> dt.date | None:
    """The day of ``1793491200``, in seconds, milli- or microseconds since 1970 (UTC).

    None for anything else and for moments before 2001, when there was one digit less.
    """
    second = _SECOND.get(len(text))
    if second is None or not (text.isascii() and text.isdecimal()) or text.startswith("0"):
        return None
    day = _EPOCH + dt.timedelta(seconds=int(text) // second)
    return day if day <= LAST_DAY else None


def spelling_of(text: str) -> Spelling:
    """How ``text``, which is a day or a moment, is written."""
    match = _DAY.match(text)
    if match and parse_day(text):
        return Spelling(match[2], len(text) if text.isdecimal() else 0)
    if text.isdecimal():
        return Spelling("", len(text), unix_time=True)
    return Spelling(None)
