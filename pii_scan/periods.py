"""Periods of the calendar as ISO 8601 writes them: P1Y, P3M, P2W, P30D, P1Y6M."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def is_period(text: str) -> bool:
    """Whether ``text`` is a period of years, months, weeks and days (ISO 8601-1:2019, 5.5.2)."""
    return _PERIOD.fullmatch(text) is not None


def add_period(day: dt.date, period: str) -> dt.date:
    """The day one ``period`` after ``day``; 31 January and a month is the end of February.

    A period that ends after year 9999 ends on its last day. Raises ValueError for another text.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not an ISO 8601 period: {period!r}")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    total = day.year * 12 + day.month - 1 + years * 12 + months
    year, month = divmod(total, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    last = calendar.monthrange(year, month + 1)[1]
    moved = dt.date(year, month + 1, min(day.day, last))
    try:
        return moved + dt.timedelta(days=weeks * 7 + days)
    except OverflowError:
        return dt.date.max


def in_words(period: str) -> str:
    """``P1Y6M`` as "1 year 6 months"."""
    parts = _parts(period, ("year", "month", "week", "day"))
    return " ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in parts)


def in_korean(period: str) -> str:
    """``P1Y6M`` as "1년 6개월"."""
    return " ".join(f"{n}{name}" for n, name in _parts(period, ("년", "개월", "주", "일")))


def _parts(period: str, names: tuple[str, str, str, str]) -> list[tuple[int, str]]:
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"not an ISO 8601 period: {period!r}")
    return [(int(n), name) for n, name in zip(match.groups(), names, strict=True) if n]
