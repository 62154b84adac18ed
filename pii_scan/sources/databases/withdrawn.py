"""Records of people who have left: what says so, and how much of them is still there."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, String, and_, cast, func, literal, or_

from pii_scan.model import Withdrawals
from pii_scan.sources.databases.catalogue import Column, Kind, Limits, Table
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.record_dates import parse_day
from pii_scan.sources.databases.row_draw import portions, select_rows, table_clause
from pii_scan.sources.databases.text_values import count_values
from pii_scan.sources.word_set import word_set

# A whole word of a column's name that says that somebody left or that a record is deleted.
_LEFT = word_set(
    "withdrawn withdrawal withdraw withdrew withdrawed deleted delete deletion removed closed "
    "terminated cancelled canceled deactivated unsubscribed resigned quit left leave secession "
    "secede whdwl secsn scssn drop dropped retired del wthdr 탈퇴 해지 삭제 파기 휴면"
)
_WHEN = word_set("at on date time datetime timestamp dt day ymd dttm ts d 일시 일자 일 날짜 시각")
_FLAG = word_set("is yn flag fl flg yn여부 여부 f")
_STATUS = word_set("status state stat sttus stts stcd 상태")
_OF_PEOPLE = word_set("member user account customer mbr usr cust acct my use 회원 고객 사용자 계정")
# Values of a status that say the same.
_LEFT_VALUES = word_set(
    "withdrawn withdrawal withdraw deleted delete removed closed terminated cancelled canceled "
    "deactivated left quit resigned unsubscribed secession 탈퇴 탈퇴회원 회원탈퇴 해지 삭제 파기 "
    "탈퇴완료 해지완료"
)
_TRUE = word_set("y t true 1 yes")
# When a record was last touched: it was left no later, where nothing says when it was.
_TOUCHED = word_set("updated modified changed update modify upd mod 수정 변경 갱신")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
_DATE_TYPE = re.compile(r"^(date|timestamp|datetime|smalldatetime)")
_WRITTEN_TOGETHER = re.compile(
    r"^(?:withdra\w+|delete\w*|leave|secsn|whdwl|closed?|quit|removed?)(?:at|on|dt|date|time|ymd|yn)$"
)
_HANGUL_LEFT = ("탈퇴", "해지", "삭제", "파기")
# What is put over a value when a person leaves.
_BLANKED = re.compile(
    r"(?i)^(?:[*x#.\-_\s0]+|deleted.*|withdrawn.*|removed.*|anonymi[sz]ed.*|none|null|unknown|n/a"
    r"|.*\*{2,}.*|.*(?:탈퇴|삭제|파기).*)$"
)
# The same text in so large a share of the records is what was put there, and nobody's own.
_SHARED = 0.5
_SEVERAL = 3
_DATE_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class Mark:
    """``column`` says that people left: it is filled, or holds one of ``values``.

    ``dated_by`` says when, where something does.
    """

    column: Column
    values: tuple[str, ...] | None
    dated_by: Column | None


def withdrawal_mark(table: Table, values: Mapping[str, Mapping[str, int]]) -> Mark | None:
    """What marks records of people who left; None where nothing does.

    A date column named after leaving, a yes-or-no column named so, or a status that holds a word
    for it: ``values`` are those of narrow columns as sampled.
    """
    if table.kind is not Kind.TABLE:
        return None
    dated = next((c for c in table.readable if _is_leaving_date(c)), None)
    if dated is not None:
        return Mark(dated, None, dated)
    touched = next(
        (c for c in table.readable if _DATE_TYPE.match(c.type or "") and _words(c) & _TOUCHED), None
    )
    for column in table.readable:
        words = _words(column)
        found = values.get(column.name, {})
        if _names_leaving(column) and _are_flags(found):
            yes = tuple(text for text in found if text.lower() in _TRUE)
            if yes:
                return Mark(column, yes, touched)
        if words & _STATUS:
            left = tuple(sorted(t for t in found if t.strip().lower() in _LEFT_VALUES))
            if left:
                return Mark(column, left, touched)
    return None


def may_mark(column: Column) -> bool:
    """Whether the values of a column are needed to tell a mark."""
    return bool(_words(column) & _STATUS) or _names_leaving(column)


def withdrawals(
    connection: Connection, dialect: Dialect, source: str, table: Table, mark: Mark, limits: Limits
) -> Withdrawals | None:
    """What is still filled in records of people who left, of at most ``limits.rows`` of them.

    Blanks, masks and texts that most of these records share do not count. None where nobody left.
    Raises what the driver raises.
    """
    clause = table_clause(table)
    statement = select_rows(dialect, table, clause, limits).where(_condition(clause, mark))
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
        when = [_day(row[position], mark.dated_by.type) for row in rows]
    filled: dict[str, dict[dt.date | None, int]] = {}
    for number, column in enumerate(table.readable):
        if column in {mark.column, mark.dated_by}:
            continue
        days = _filled([row[number] for row in rows], when, column, limits)
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
    if mark.values is None:
        as_text = cast(column, String)
        return and_(column.is_not(None), func.trim(as_text) != literal(""))
    return or_(*(cast(column, String(64)) == literal(value) for value in mark.values))


def _filled(
    values: list[object], when: list[dt.date | None], column: Column, limits: Limits
) -> dict[dt.date | None, int]:
    counted = count_values(values, column.type, limits.max_value).counts
    most = max(len(values) * _SHARED, _SEVERAL)
    days: Counter[dt.date | None] = Counter()
    for value, day in zip(values, when, strict=True):
        text = next(iter(count_values([value], column.type, limits.max_value).counts), None)
        if text and counted.get(text, 0) < most and not _BLANKED.match(text):
            days[day] += 1
    return dict(days)


def _day(value: object, type_: str | None) -> dt.date | None:
    text = next(iter(count_values([value], type_, _DATE_CHARACTERS).counts), "")
    return parse_day(text)


def _words(column: Column) -> set[str]:
    return {word.lower() for word in _WORD.findall(column.name)}


def _names_leaving(column: Column) -> bool:
    words = _words(column)
    if words & _LEFT or any(word in column.name for word in _HANGUL_LEFT):
        return True
    return any(_WRITTEN_TOGETHER.match(word) for word in words)


def _is_leaving_date(column: Column) -> bool:
    if not _names_leaving(column):
        return False
    if _DATE_TYPE.match(column.type or ""):
        return True
    words = _words(column)
    is_when = bool(words & _WHEN) or any(_WRITTEN_TOGETHER.match(word) for word in words)
    is_text = "char" in (column.type or "") or (column.type or "") in {"", "text"}
    return is_when and is_text and not words & _FLAG


def _are_flags(values: Mapping[str, int]) -> bool:
    return bool(values) and all(
        text.lower() in _TRUE | {"n", "f", "false", "0", "no"} for text in values
    )
