"""How old a table's records are: the column that dates them, its oldest and its newest day."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from sqlalchemy import ColumnElement, Connection, String, cast, func, select

from pii_scan.sources.databases.catalogue import Column, Kind, Table
from pii_scan.sources.databases.row_draw import table_clause
from pii_scan.sources.word_set import word_set

# Days outside are placeholders, not dates of records: 0000-00-00, 1900-01-01, the zero of Unix
# time, 9999-12-31.
_FIRST_DAY = dt.date(1970, 1, 2)
_LAST_DAY = dt.date(2099, 12, 30)

# What happened to a record when it came to be, best first: how a name says so as a whole word.
_EVENTS = (
    word_set(
        "created create creation creat crt cret inserted insert ins registered register reg "
        "registration regist rgst rgstr regi frst 등록 생성 작성 최초"
    ),
    word_set("signup signed joined join subscribed subscribe sbscrb enrolled 가입 입회"),
    word_set(
        "occurred occur occrrnc logged log accessed access visited visit entered entry applied "
        "apply application submitted submit requested request rqst inquired inquiry asked sent "
        "send received receive receipt paid pay payment ordered order purchased purchase sold sale "
        "transaction approved approval rental rented booked reserved reservation issued issue "
        "posted post written write wrote login event collected collect agreed agree consented "
        "consent uploaded added used use usage viewed clicked played searched "
        "발생 접속 방문 입력 신청 접수 문의 요청 발송 수신 결제 주문 구매 "
        "거래 승인 예약 발급 게시 로그인 응모 수집 동의 이용 사용 조회 검색"
    ),
)
_EVENT_RANK = {word: rank for rank, words in enumerate(_EVENTS) for word in words}
_PLAIN = {"date", "datetime", "timestamp", "ts", "time", "dt", "일시", "일자", "날짜", "시각"}
_PLAIN_RANK = len(_EVENTS)
# A moment in a record's life that is not its beginning, or a date that is not about it.
_OTHER = word_set(
    "updated update upd updt updde modified modify modification mod mdfcn edited changed change "
    "chg chng deleted delete del removed withdrawn withdrawal closed birth birthday birthdate born "
    "brth brdt expire expired expires expiry expiration valid until due end ended ending finish "
    "finished last next planned scheduled start begin from to publish published release "
    "수정 변경 갱신 삭제 탈퇴 해지 생년 생일 출생 만료 만기 유효 종료 최종 마지막 예정 시작 "
    "최근"
)
# Longest first, so that the whole ending goes.
_ENDINGS = sorted(
    word_set("datetime timestamp date time dttm pnttm day ymd ymdt dtm dts dt de at on ts tm d"),
    key=lambda ending: (-len(ending), ending),
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
_DATE_TYPE = re.compile(r"^(date|timestamp|datetime|smalldatetime)")
_TEXT_TYPE = re.compile(r"char|text|string|^$")
_DAY = re.compile(r"^(\d{4})([-./]?)(\d{2})\2(\d{2})(?=$|[ T]|\d{4,6}$)")
# So much of a text column must be dates before it counts as one.
_MOSTLY = 0.9
_DAY_LENGTH = 10
ENOUGH_VALUES = 200_000
"""The days of so many different moments say enough; of more, the ends are asked for."""


def may_date(name: str) -> bool:
    """Whether a column of this name could say when a record came to be."""
    return _rank(name) is not None


def dating_column(
    table: Table, values: Mapping[str, ColumnDays], dated_by: Mapping[str, str]
) -> Column | None:
    """The column that dates the records of ``table``; None where nothing does.

    ``dated_by`` names it for table patterns; else it is the date or text column whose name says
    best when a record came to be. ``values`` tell, by column, whether text holds dates.
    """
    for pattern, name in dated_by.items():
        if fnmatchcase(table.name, pattern) or fnmatchcase(table.location, pattern):
            return next((column for column in table.readable if column.name == name), None)
    if table.kind is not Kind.TABLE:
        return None  # a view shows the records of tables, which are dated themselves
    ranked = [
        (rank, position, column)
        for position, column in enumerate(table.readable)
        if (rank := _rank(column.name)) is not None and holds_dates(column, values.get(column.name))
    ]
    return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None


@dataclass(slots=True)
class ColumnDays:
    """The days in one column, added up while its values come in; no value is kept.

    ``days`` is day → values; of ``values`` different values ``dates`` are days. ``gap`` is what
    stands between year and month: ``-``, ``.``, ``/`` or nothing.
    """

    days: Counter[dt.date] = field(default_factory=Counter)
    values: int = 0
    dates: int = 0
    gap: str | None = None

    def add(self, values: Mapping[str, int]) -> None:
        """Count the days of distinct ``values``; of millions of moments the first are enough."""
        if self.values > ENOUGH_VALUES:
            return
        self.values += len(values)
        known: dict[str, dt.date | None] = {}
        for text, times in values.items():
            # A day is parsed once for all moments of it.
            start = text[:11] if len(text) > _DAY_LENGTH and text[10] in " T" else text
            if start not in known:
                known[start] = parse_day(start)
                if self.gap is None and (match := _DAY.match(start)):
                    self.gap = match[2]
            day = known[start]
            if day is not None:
                self.dates += 1
                self.days[day] += times


def extreme_days(
    connection: Connection, table: Table, column: Column, gap: str | None
) -> list[dt.date]:
    """The oldest and newest day of a whole column; ``gap`` is how text separates its parts.

    Raises what the driver raises.
    """
    dates = table_clause(table).c[column.name]
    if _DATE_TYPE.match(column.type or "") and not _kept_as_text(connection):
        plausible: ColumnElement[bool] = dates.between(_FIRST_DAY, _LAST_DAY)
    else:
        gap = "-" if gap is None else gap
        first, last = (day.strftime(f"%Y{gap}%m{gap}%d") for day in (_FIRST_DAY, _LAST_DAY))
        plausible = dates.between(first, last) & dates.like(f"____{gap}__{gap}__%")
    lowest, highest = (cast(bound(dates), String) for bound in (func.min, func.max))
    row = connection.execute(select(lowest, highest).where(plausible)).one()
    texts = (text for text in row if isinstance(text, str))
    return [day for text in texts if (day := parse_day(text)) is not None]


def parse_day(text: str) -> dt.date | None:
    """The day at the start of ``text``: ``2026-11-01…``, ``2026.11.01``, ``20261101093000``.

    None for anything else and for days that only stand for "no date", such as 0000-00-00.
    """
    match = _DAY.match(text)
    if not match:
        return None
    try:
        day = dt.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


def _rank(name: str) -> int | None:
    """How well a column's name says that it dates the record; 0 is best, None not at all."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or any(_is_other(word) for word in words):
        return None
    ranks = [rank for word in words if (rank := _event_rank(word)) is not None]
    if ranks:
        return min(ranks)
    return _PLAIN_RANK if all(word in _PLAIN for word in words) else None


def _event_rank(word: str) -> int | None:
    if word in _EVENT_RANK:
        return _EVENT_RANK[word]
    if not word.isascii():
        return min((_EVENT_RANK[event] for event in _EVENT_RANK if event in word), default=None)
    # Written together: regdate, createdat, joindt.
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return next((_EVENT_RANK[stem] for stem in stems if stem in _EVENT_RANK), None)


def _is_other(word: str) -> bool:
    if word in _OTHER:
        return True
    if not word.isascii():
        return any(other in word for other in _OTHER if not other.isascii())
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(stem in _OTHER for stem in stems)


def holds_dates(column: Column, days: ColumnDays | None) -> bool:
    """Whether a column is of a date type, or text that is dates nearly throughout."""
    if _DATE_TYPE.match(column.type or ""):
        return True
    if not _TEXT_TYPE.search(column.type or "") or days is None or not days.values:
        return False
    return days.dates >= _MOSTLY * days.values


def _kept_as_text(connection: Connection) -> bool:
    # SQLite has no date type: a column of type DATE holds what was put there, mostly text.
    return connection.dialect.name == "sqlite"
