"""Records of people who have left: how much of them is still there."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, String, and_, cast, func, literal, or_

from pii_scan.model import Withdrawals
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.row_draw import portions, select_rows, table_clause
from pii_scan.sources.tables.catalogue import Limits, Table
from pii_scan.sources.tables.day_texts import parse_day, parse_unix_time
from pii_scan.sources.tables.leaving import BLANKED, SEVERAL, SHARED, Mark

# What stands where there is no date: the zeros of MySQL and of Unix time, and the end of time.
_NO_DATES = ("0000%", "0001%", "1900-01-01%", "1970-01-01%", "9999%", "%infinity")
_DATE_CHARACTERS = 32


def withdrawals(
    connection: Connection, dialect: Dialect, source: str, table: Table, mark: Mark, limits: Limits
) -> Withdrawals | None:
    """What is still filled in records of people who left, of at most ``limits.rows`` of them.

    Blanks, masks and texts that most of these records share do not count. None where nobody left.
    Raises what the driver raises.
    """
    clause = table_clause(table)
    everyone = select_rows(connection, dialect, table, clause, limits)
    statement = everyone.where(_condition(clause, mark))
    names = [column.name for column in table.readable]
    rows = [
        row
        for part in portions(connection, dialect, table, statement.limit(limits.rows))
        for row in part
    ]
    if not rows:
        return None
    when: list[dt.date | None] = [None] * len(rows)
    if mark.dated_by is not None:
        position = names.index(mark.dated_by.name)
        when = [_day(row[position]) for row in rows]
    filled: dict[str, dict[dt.date | None, int]] = {}
    for number, column in enumerate(table.readable):
        if column in {mark.column, mark.dated_by}:
            continue
        days = _filled([row[number] for row in rows], when)
        if days:
            filled[column.name] = days
    return Withdrawals(
        source,
        table.path,
        mark.column.name,
        mark.dated_by.name if mark.dated_by else None,
        filled,
        complete=len(rows) < limits.rows,
    )


def _condition(clause: object, mark: Mark) -> ColumnElement[bool]:
    column: ColumnElement[object] = clause.c[mark.column.name]  # type: ignore[attr-defined]
    if mark.values is not None:
        word = func.trim(cast(column, String(64)))  # a char(10) may come with its blanks
        return or_(*(word == literal(value) for value in mark.values))
    as_text = cast(column, String)
    return and_(
        column.is_not(None),
        func.trim(as_text).not_in(("", "0")),
        *(as_text.not_like(nothing) for nothing in _NO_DATES),
    )


def _filled(values: Sequence[object], when: Sequence[dt.date | None]) -> dict[dt.date | None, int]:
    texts = [value if isinstance(value, str) else str(value or "") for value in values]
    most = max(len(texts) * SHARED, SEVERAL)
    own = {
        text
        for text, times in Counter(texts).items()
        if times < most and text.strip() and not BLANKED.match(text)
    }
    return dict(Counter(day for text, day in zip(texts, when, strict=True) if text in own))


def _day(value: object) -> dt.date | None:
    text = str(value)[:_DATE_CHARACTERS]
    return parse_day(text) or parse_unix_time(text)
