"""Birth dates."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        (
            r"(?P<year>[0-9]{4}|[0-9]{2})[^0-9A-Za-z]*(?P<month>[0-9]{1,2})[^0-9A-Za-z]+"
            r"(?P<day>[0-9]{1,2})[^0-9A-Za-z]*(?:T?[0-9]{2}:[03]0.*)?"
        ),
        r"(?P<year>[0-9]{4}|[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})[^0-9A-Za-z]+(?P<month>[0-9]{1,2})[^0-9A-Za-z]+(?P<year>[0-9]{4})",
        r"(?P<month>[0-9]{1,2})[^0-9A-Za-z]+(?P<day>[0-9]{1,2})[^0-9A-Za-z]+(?P<year>[0-9]{4})",
        (
            r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[^0-9A-Za-z]*(?P<month>[A-Za-z]{3})[a-z]*"
            r"[^0-9A-Za-z]*(?P<year>[0-9]{4})"
        ),
        (
            r"(?P<month>[A-Za-z]{3})[a-z]*[^0-9A-Za-z]*(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
            r"[^0-9A-Za-z]*(?P<year>[0-9]{4})"
        ),
    )
)


def birth_date(text: str) -> bool | None:
    """None for a day since 1900 that has come, in any order of its parts; any day could be one."""
    forms = (form.fullmatch(text.strip()) for form in _DATE_FORMS)
    possible = any(
        _is_birthday(int(year), month, int(form["day"]))
        for form in forms
        if form is not None and (month := _month(form["month"]))
        for year in _full_years(form["year"])
    )
    return None if possible else False


def _month(written: str) -> int:
    """1 to 12 for a number or an English name; 0 for anything else."""
    if written.isdigit():
        return int(written)
    name = written.lower()
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0


def _full_years(written: str) -> tuple[str, ...]:
    return (written,) if len(written) == len("YYYY") else ("19" + written, "20" + written)


def _is_birthday(year: int, month: int, day: int) -> bool:
    try:
        return dt.date(1900, 1, 1) <= dt.date(year, month, day) <= tomorrow()
    except ValueError:
        return False


def tomorrow() -> dt.date:
    """The first day on which nobody can have been born yet."""
    # A day of grace: the machine's day may be behind the data's time zone.
    return dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)
