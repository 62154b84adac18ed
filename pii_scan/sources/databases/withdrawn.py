"""Records of people who have left: what says so, and how much of them is still there."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, String, and_, cast, func, literal, or_

from pii_scan.model import Withdrawals
from pii_scan.sources.databases.catalogue import Column, Kind, Limits, Table
from pii_scan.sources.databases.day_texts import parse_day, parse_unix_time
from pii_scan.sources.databases.dialect import Dialect
from pii_scan.sources.databases.row_draw import portions, select_rows, table_clause
from pii_scan.sources.word_set import word_set

# A whole word of a name or status that says that a person left.
_LEFT = word_set(
    "withdrawn withdrawal withdraw withdrew withdrawed unsubscribed resigned secession secede "
    "whdwl secsn scssn wthdr 탈퇴 탈퇴회원 회원탈퇴 탈퇴완료 탈퇴처리 탈퇴자 자진탈퇴 강제탈퇴 "
    "직권탈퇴 회원해지"
)
# The same, but only of a table of people: orders and notices are closed and deleted as well.
_GONE = word_set(
    "deleted delete deletion removed closed terminated cancelled canceled deactivated quit left "
    "leave drop dropped retired del 해지 삭제 파기 해지완료"
)
_WHEN = word_set("at on date time datetime timestamp dt day ymd dttm ts d 일시 일자 일 날짜 시각")
_FLAG = word_set("is yn flag fl flg yn여부 여부 f")
_STATUS = word_set("status state stat sttus stts stcd 상태")
_STATUS_HANGUL = ("상태", "구분")
_WHEN_HANGUL = ("일시", "일자", "날짜", "시각")
_OF_PEOPLE = word_set("member user account customer mbr usr cust acct my use 회원 고객 사용자 계정")
_TRUE = word_set("y t true 1 yes")
# The same as databases spell it where it is compared: a boolean that is read as "true" is cast to
# 1, t or a byte.
_TRUE_SPELLINGS = (*sorted(_TRUE), "T", "TRUE", "True", "Y", "YES", "Yes", "\x01")
# When a record was last touched: it was left no later, where nothing says when it was.
_TOUCHED = word_set("updated modified changed update modify upd mod 수정 변경 갱신")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
_NUMBER_TYPE = re.compile(r"^(?:big|small|medium|u)?int(?!erval)|^num|^dec|^long|\bint\b")
# What stands where there is no date: the zeros of MySQL and of Unix time, and the end of time.
_NO_DATES = ("0000%", "0001%", "1900-01-01%", "1970-01-01%", "9999%", "%infinity")
_DATE_TYPE = re.compile(r"^(date|timestamp|datetime|smalldatetime)")
_WRITTEN_TOGETHER = re.compile(r"^(?:withdra\w+?|secsn|whdwl|wthdr)(?:at|on|dt|date|time|ymd|yn)$")
# What is put over a value when a person leaves.
_BLANKED = re.compile(
    r"(?i)^(?:[*x#.\-_\s0]+|deleted.*|withdrawn.*|removed.*|anonymi[sz]ed.*|none|null|unknown|n/a"
    r"|.*\*{2,}.*|.*(?:탈퇴|삭제|파기).*)$"
)
# The same text in so large a share of the records is what was put there, and nobody's own.
_SHARED = 0.5
_SEVERAL = 3
_DATE_CHARACTERS = 32


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
    if table.kind is Kind.VIEW:
        return None
    words = _LEFT | _GONE if _is_of_people(table) else _LEFT
    dated = next((c for c in table.readable if _is_leaving_date(c, words)), None)
    if dated is not None:
        return Mark(dated, None, dated)
    touched = next((c for c in table.readable if _is_date(c) and _says(c, _TOUCHED)), None)
    for column in table.readable:
        found = values.get(column.name, {})
        if _says(column, words) and _are_flags(found):
            return Mark(column, _TRUE_SPELLINGS, touched)
        if _words(column) & _STATUS or any(word in column.name for word in _STATUS_HANGUL):
            left = tuple(sorted(t.strip() for t in found if "".join(t.split()).lower() in words))
            if left:
                return Mark(column, left, touched)
    return None


def may_mark(column: Column) -> bool:
    """Whether the values of a column are needed to tell a mark."""
    return bool(
        _words(column) & _STATUS
        or any(word in column.name for word in _STATUS_HANGUL)
        or _says(column, _LEFT | _GONE)
    )


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
    if mark.values is None:
        as_text = cast(column, String)
        return and_(
            column.is_not(None),
            func.trim(as_text).not_in(("", "0")),
            *(as_text.not_like(nothing) for nothing in _NO_DATES),
        )
    as_text = func.trim(cast(column, String(64)))  # a char(10) may come with its blanks
    return or_(*(as_text == literal(value) for value in mark.values))


def _filled(values: Sequence[object], when: Sequence[dt.date | None]) -> dict[dt.date | None, int]:
    texts = [value if isinstance(value, str) else str(value or "") for value in values]
    most = max(len(texts) * _SHARED, _SEVERAL)
    own = {
        text
        for text, times in Counter(texts).items()
        if times < most and text.strip() and not _BLANKED.match(text)
    }
    return dict(Counter(day for text, day in zip(texts, when, strict=True) if text in own))


def _day(value: object) -> dt.date | None:
    text = str(value)[:_DATE_CHARACTERS]
    return parse_day(text) or parse_unix_time(text)


def _words(column: Column) -> set[str]:
    return {word.lower() for word in _WORD.findall(column.name)}


def _is_of_people(table: Table) -> bool:
    words = {word.lower() for word in _WORD.findall(table.name)}
    singular = words | {word.removesuffix("s") for word in words}
    return bool(singular & _OF_PEOPLE) or any(
        word in table.name for word in _OF_PEOPLE if not word.isascii()
    )


def _says(column: Column, words: frozenset[str]) -> bool:
    own = _words(column)
    if own & words or any(_WRITTEN_TOGETHER.match(word) for word in own):
        return True
    return any(word in column.name for word in words if not word.isascii())


def _is_leaving_date(column: Column, words: frozenset[str]) -> bool:
    if not _says(column, words):
        return False
    return _is_date(column) and not _words(column) & _FLAG


def _is_date(column: Column) -> bool:
    """Whether a column is of a date type, or text or a number whose name says when."""
    type_ = column.type or ""
    if _DATE_TYPE.match(type_):
        return True
    own = _words(column)
    is_when = (
        bool(own & _WHEN)
        or any(_WRITTEN_TOGETHER.match(word) and not word.endswith("yn") for word in own)
        or any(word in column.name for word in _WHEN_HANGUL)
        or column.name.endswith("일")
    )
    can_hold = "char" in type_ or type_ in {"", "text"} or bool(_NUMBER_TYPE.search(type_))
    return is_when and can_hold


def _are_flags(values: Mapping[str, int]) -> bool:
    return bool(values) and all(
        text.strip().lower() in _TRUE | {"n", "f", "false", "0", "no"} for text in values
    )
