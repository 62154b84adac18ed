"""The oldest and the newest day in a column, asked of the database itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.row_draw import table_clause
from pii_scan.sources.tables.catalogue import Column, Table
from pii_scan.sources.tables.day_texts import (
    FIRST_DAY,
    ISO,
    LAST_DAY,
    Spelling,
    parse_day,
    parse_unix_time,
)
from pii_scan.sources.tables.record_dates import DATE_TYPE, NUMBER_TYPE

# 2026년 11월 11일, and whatever begins behind a shorter one.
_LOOSE_LENGTH = 14
# Of a text, as much as a moment takes in any spelling: some databases want to know.
_LONGEST = 64


def extreme_days(
    connection: Connection,
    dialect: Dialect,
    table: Table,
    column: Column,
    spelling: Spelling | None,
) -> list[dt.date]:
    """The oldest and newest day of a whole column; ``spelling`` is how text or numbers say it.

    Raises what the driver raises.
    """
    dates = table_clause(table).c[column.name]
    spelling, is_number = spelling or ISO, bool(NUMBER_TYPE.search(column.type or ""))
    plausible: ColumnElement[bool]
    if DATE_TYPE.match(column.type or "") and not _kept_as_text(connection):
        if not dialect.writes_dates:
            return _ends_of_driver(connection, dates, has_time=column.type != "date")
        spelling, plausible = ISO, dates.between(FIRST_DAY, LAST_DAY)
    elif spelling.gap is None:
        # Text without zeros has another order than time: its different days, which are not many.
        starts = select(func.substr(dates, 1, _LOOSE_LENGTH)).where(dates.like("____%")).distinct()
        return _ends(connection.scalars(starts), spelling)
    elif is_number and not spelling.digits:
        return []  # named by a person, and no date
    elif is_number:
        plausible = dates.between(*spelling.bounds())
    elif spelling.unix_time:
        first, last = map(str, spelling.bounds())
        plausible = dates.between(first, last) & dates.like("_" * spelling.digits)
    else:
        gap = spelling.gap
        first, last = (day.strftime(f"%Y{gap}%m{gap}%d") for day in (FIRST_DAY, LAST_DAY))
        plausible = dates.between(first, last) & dates.like(f"____{gap}__{gap}__%")
    text = String(_LONGEST)
    lowest, highest = (cast(bound(dates), text) for bound in (func.min, func.max))
    return _ends(connection.execute(select(lowest, highest).where(plausible)).one(), spelling)


def _ends(texts: Iterable[object], spelling: Spelling) -> list[dt.date]:
    """The first and the last day among ``texts``."""
    parse = parse_unix_time if spelling.unix_time else parse_day
    found = {day for text in texts if isinstance(text, str) and (day := parse(text)) is not None}
    return [min(found), max(found)] if found else []


def _ends_of_driver(
    connection: Connection, dates: ColumnElement[dt.date], *, has_time: bool
) -> list[dt.date]:
    """The first and the last day as the driver gives them: as a text each database has its own."""
    first, last = FIRST_DAY, LAST_DAY
    if has_time:
        first, last = (dt.datetime.combine(day, dt.time()) for day in (FIRST_DAY, LAST_DAY))
    ends = select(func.min(dates), func.max(dates)).where(dates.between(first, last))
    days = (_day_of(end) for end in connection.execute(ends).one())
    return [day for day in days if day is not None]


def _day_of(moment: object) -> dt.date | None:
    if isinstance(moment, dt.datetime):
        return moment.date()
    if isinstance(moment, dt.date):
        return moment
    return parse_day(moment) if isinstance(moment, str) else None


def _kept_as_text(connection: Connection) -> bool:
    # SQLite has no date type: a column of type DATE holds what was put there, mostly text.
    return connection.dialect.name == "sqlite"
