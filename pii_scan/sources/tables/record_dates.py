"""How old a table's records are: the column that dates them, its oldest and its newest day."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from pii_scan.sources.tables.catalogue import Column, Kind, Table
from pii_scan.sources.tables.day_texts import Spelling, parse_day, parse_unix_time, spelling_of
from pii_scan.sources.word_set import word_set

# What happened to a record when it came to be, best first: how a name says so as a whole word.
_EVENTS = (
    word_set(
        "created create creation creat crt cret inserted insert ins registered register reg "
        "registration regist rgst rgstr regi frst rdate wdate cdate 등록 생성 작성 최초"
    ),
    word_set(
        "signup signed joined joining join subscribed subscribe sbscrb enrolled enrollment "
        "enrolment hired hire hiring 가입 입회 입사"
    ),
    word_set(
        "occurred occur occrrnc logged log accessed access visited visit entered entry applied "
        "apply application submitted submit requested request rqst inquired inquiry asked sent "
        "send received receive receipt paid pay payment ordered order purchased purchase sold sale "
        "transaction approved approval rental rented booked reserved reservation issued issue "
        "posted posting post written write wrote login event collected collect agreed agree "
        "consented consent uploaded added used use usage viewed clicked played searched admitted "
        "admission "
        # 행정안전부 공공데이터 공통표준용어, and what is common beside them
        "cntn conect connect lgn ocrn stlm setle pymnt aply rcpt recptn rcptn dmnd rqust sndng "
        "trsm rsrv odr ordr prchs dlng aprv rsvt issu pstg vst inpt wrt clct agre inq inqry srch "
        "발생 접속 방문 입력 신청 접수 문의 요청 발송 수신 결제 주문 구매 "
        "거래 승인 예약 발급 게시 로그인 응모 수집 동의 이용 사용 조회 검색"
    ),
)
_OF_DEEDS = 2
"""The rank of what is done with something that is there already."""
_EVENT_RANK = {word: rank for rank, words in enumerate(_EVENTS) for word in words}
# What somebody does with an account, beside the events: the columns of it are dates of their own.
_DONE = word_set("seen active activity connected conect signin sign logon lgn")
_YET_TO_COME = word_set("next planned scheduled until due expire expires 예정 만료")
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
DATE_TYPE = re.compile(r"^(date|timestamp|datetime|smalldatetime)")
_TEXT_TYPE = re.compile(r"char|text|string|^$")
NUMBER_TYPE = re.compile(r"^(?:big|small|medium|u)?int(?!erval)|^num|^dec|^long|\bint\b")
# What says that a number is a moment, and no count of events or number of an order.
_WHEN = word_set(
    "datetime timestamp date time dttm day ymd ymdt dtm dts dt at on ts tm epoch unix unixtime ms "
    "millis msec secs sec"
)
_WHEN_HANGUL = ("일시", "일자", "날짜", "시각", "시간")
# So much of a text column must be dates before it counts as one.
_MOSTLY = 0.9
_DAY_LENGTH = 10
_ZEROS = "0-/.: T"
ENOUGH_VALUES = 200_000
"""The days of so many different moments say enough; of more, the ends are asked for."""


def may_date(name: str) -> bool:
    """Whether a column of this name could say when a record came to be."""
    return _rank(name) is not None


def says_what_was_done(name: str) -> bool:
    """Whether a column of this name, of an account, could say when something was done with it."""
    words = [word.lower() for word in _WORD.findall(name)]
    if any(word in _YET_TO_COME for word in words):
        return False
    return any(word in _DONE or _event_rank(word) == _OF_DEEDS for word in words)


def says_the_beginning(name: str) -> bool:
    """Whether a column of this name, which dates a record, says when it came to be."""
    return _rank(name) != _OF_DEEDS


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
    if table.kind is Kind.VIEW:
        return None  # a view shows the records of tables, which are dated themselves
    ranked = [
        (rank, position, column)
        for position, column in enumerate(table.readable)
        if (rank := _rank(column.name)) is not None and holds_dates(column, values.get(column.name))
    ]
    return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def says_when(name: str) -> bool:
    """Whether a column's name says that it holds a moment, even where it is a number."""
    words = [word.lower() for word in _WORD.findall(name)]
    return (
        any(word in _WHEN or word.startswith("unix") for word in words)
        or any(_event_rank(word) is not None and word not in _EVENT_RANK for word in words)
        or any(hangul in name for hangul in _WHEN_HANGUL)
    )


@dataclass(slots=True)
class ColumnDays:
    """The days in one column, added up while its values come in; no value is kept.

    ``days`` is day → values; of ``values`` different values, zeros aside, ``dates`` are days, in
    ``spelling``. With ``unix_time`` numbers may be seconds since 1970.
    """

    unix_time: bool = False
    days: Counter[dt.date] = field(default_factory=Counter)
    values: int = 0
    dates: int = 0
    spelling: Spelling | None = None

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
                known[start] = self._day(start)
                if known[start] is not None:
                    self._note(start)
            day = known[start]
            if day is not None:
                self.dates += 1
                self.days[day] += times
            elif not text.strip(_ZEROS):
                self.values -= 1  # zeros stand where there is no date

    def _day(self, text: str) -> dt.date | None:
        day = parse_day(text)
        return parse_unix_time(text) if day is None and self.unix_time else day

    def _note(self, text: str) -> None:
        # One day without zeros tells of a whole column that its text has another order than time.
        if self.spelling is None or self.spelling.gap is not None:
            spelling = spelling_of(text)
            if self.spelling is None or spelling.gap is None:
                self.spelling = spelling


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
    """Whether a column is of a date type, or text or numbers that are dates nearly throughout."""
    type_ = column.type or ""
    if DATE_TYPE.match(type_):
        return True
    is_number = bool(NUMBER_TYPE.search(type_)) and says_when(column.name)
    if not (is_number or _TEXT_TYPE.search(type_)) or days is None or not days.values:
        return False
    return days.dates >= _MOSTLY * days.values
