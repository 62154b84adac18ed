"""What marks the records of people who have left: a date, a flag or a status, by its name.

A name says so where it holds words of leaving, and beside them none but those of a person or of
when: ``member_withdrawn_at`` does, and ``marketing_consent_withdrawn_at`` is of a living customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pii_scan.sources.tables.catalogue import Column, Kind, Table
from pii_scan.sources.word_set import word_set

# Says of whatever table that a person left.
_LEFT = word_set(
    "resigned secession secede secsn scssn whdwl taltoe talte talteo dropout "
    "탈퇴 탈퇴회원 회원탈퇴 탈퇴완료 탈퇴처리 탈퇴자 "
    "자진탈퇴 강제탈퇴 직권탈퇴 회원해지"
)
# Says so of a table of people only: applications and consents are withdrawn, orders and notices
# are closed and deleted as well.
_GONE = word_set(
    "withdrawn withdrawal withdraw withdrew withdrawed wthdr wthd wthdrw wthdrwl whdr wdraw "
    "deleted delete deletion removed "
    "closed terminated cancelled canceled deactivated quit left leave drop dropped retired del "
    "해지 삭제 파기 해지완료"
)
# Says so of people, and of the money that they take out.
_DRAWN = word_set("withdrawal withdraw wthdr wthd wthdrw wthdrwl whdr wdraw")
_MONEY = word_set(
    "amount amt balance fee limit bank deposit wallet payout cash coin currency money price 금액 "
    "잔액 은행 출금 한도 수수료"
)
_WHEN = word_set(
    "at on date time datetime timestamp dt de day ymd dttm dtm pnttm ts d utc kst 일시 일자 일 "
    "날짜 시각"
)
_FLAG = word_set("is yn flag fl flg has was 여부 f")
_STATUS = word_set("status state stat sttus stts stcd 상태")
_STATUS_HANGUL = ("상태", "구분")
_PERSON = word_set(
    "member user account customer mbr mber usr cust cstmr acct person people subscriber profile "
    "회원 고객 사용자 이용자 계정 가입자"
)
# An account that is not a person's own with the service.
_ANOTHER = word_set("bank social oauth linked connected external email mail virtual")
# What stands around the word of a person in the name of a table of people.
_RECORDS = word_set(
    "info information list data master mst mas base bas bse basic detail details dtl entity tbl tb "
    "table t m history hist hst hstry archive archived backup bak old all csv tsv json jsonl "
    "ndjson parquet xlsx xls ods "
    "정보 목록 명부 마스터 기본 원장 테이블 상세 이력"
)
# What else may stand in the name of a column about a person's leaving.
_BESIDE = word_set(
    "mb mem membership m u soft code cd nm name value type join active reg registration 가입 활동 "
    "이용 사용 코드 값 명 신청 요청 처리 완료 승인"
)
# When a record was last touched: it was left no later, where nothing says when it was.
_TOUCHED = word_set("updated modified changed update modify upd updt mdfcn mod 수정 변경 갱신")
# What is put over a value when a person leaves.
BLANKED = re.compile(
    r"(?i)^(?:[*x#.\-_\s0]+|deleted.*|withdrawn.*|removed.*|anonymi[sz]ed.*|none|null|unknown|n/a"
    r"|.*\*{2,}.*|.*(?:탈퇴|삭제|파기).*)$"
)
# The same text in so large a share of the records is what was put there, and nobody's own; a few
# records may share one.
SHARED = 0.5
SEVERAL = 3
_TRUE = word_set("y t true 1 yes")
_FALSE = word_set("n f false 0 no")
# The same as databases spell it where it is compared: a boolean that is read as "true" is cast to
# 1, t or a byte.
_TRUE_SPELLINGS = (*sorted(_TRUE), "T", "TRUE", "True", "Y", "YES", "Yes", "\x01")
# What a comment goes on with behind what the column is.
_REMARK = re.compile(r"[(\[{<:：;,.=/|（]")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[가-힣]+")
_NUMBER_TYPE = re.compile(r"^(?:big|small|medium|u)?int(?!erval)|^num|^dec|^long|\bint\b")
_DATE_TYPE = re.compile(r"^(date|timestamp|datetime|smalldatetime)")
_TOGETHER = re.compile(r"^(?P<stem>.+?)(?P<ending>at|on|dt|de|date|time|ymd|pnttm|dttm|yn)$")


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
    words = _words_for(table)
    touched = next((c for c in table.readable if _is_date(c) and _is_of_touch(c.name)), None)
    leaving = [column for column in table.readable if _is_about_leaving(called(column), words)]
    flags = [column for column in leaving if _are_flags(values.get(column.name, {}))]
    for column in leaving:
        if column not in flags and _is_date(column) and not _is_flag(called(column)):
            return Mark(column, None, column)
    for column in table.readable:
        if column in flags:
            return Mark(column, _TRUE_SPELLINGS, touched)
        if _is_status(called(column)):
            found = values.get(column.name, {})
            left = tuple(sorted(t.strip() for t in found if "".join(t.split()).lower() in words))
            if left:
                return Mark(column, left, touched)
    return None


def called(column: Column) -> str:
    """The name of a column, or its comment where only that says that people left: STS, 회원상태."""
    comment = _REMARK.split(column.comment or "", maxsplit=1)[0].strip()
    return comment if comment and not may_mark(column.name) and may_mark(comment) else column.name


def may_mark(name: str) -> bool:
    """Whether the values of a column of this name are needed to tell a mark."""
    return _is_status(name) or _is_about_leaving(name, _LEFT | _GONE)


def is_of_people(name: str) -> bool:
    """Whether a table of this name holds people: ``user_info``, and no ``user_orders``."""
    around = _RECORDS | _LEFT | _GONE
    for word in reversed([word.lower() for word in _WORD.findall(name)]):
        if not word.isascii():
            rest = _without(word, around)
            if rest:
                return any(rest.endswith(person) for person in _PERSON)
        elif word not in around:
            stems = (word, *(word.removesuffix(s) for s in ("info", "list", "tbl", "master")))
            return any(stem in _PERSON or stem.removesuffix("s") in _PERSON for stem in stems)
    return False


def may_be_mark(name: str, text: str) -> bool:
    """Whether ``text``, in a column of this name that may mark, could say that a person left."""
    word = "".join(text.split()).lower()
    if _is_status(name):
        return word in _LEFT | _GONE
    return word in _TRUE or any(character.isdigit() for character in word.strip("0"))


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)}


def _words_for(table: Table) -> frozenset[str]:
    """The words that say of the records of ``table`` that people left."""
    own, columns = _words(table.name), [_words(column.name) for column in table.readable]
    if not is_of_people(table.name) or own & _ANOTHER:
        return _LEFT
    is_account = any(word.startswith(("account", "acct", "계정")) for word in own)
    of_money = (words for words in columns if words & _MONEY)
    is_drawn = bool(own & _MONEY) or any(is_account or words & _DRAWN for words in of_money)
    return (_LEFT | _GONE) - (_DRAWN if is_drawn else frozenset())


def _is_about_leaving(name: str, words: frozenset[str]) -> bool:
    """Whether ``name`` holds one of ``words``, and else those of a person or of when only."""
    return _is_of_words(name, words, _WHEN | _FLAG | _PERSON | _BESIDE)


def _is_status(name: str) -> bool:
    return _is_of_words(name, _STATUS | set(_STATUS_HANGUL), _PERSON | _BESIDE)


def _is_of_touch(name: str) -> bool:
    return any(
        word in _TOUCHED
        or _stem(word) in _TOUCHED
        or (not word.isascii() and any(touch in word for touch in _TOUCHED))
        for word in _words(name)
    )


def _is_of_words(name: str, needed: Iterable[str], beside: Iterable[str]) -> bool:
    """Whether ``name`` holds one of the ``needed`` words, and else those ``beside`` them only."""
    needed, beside, found = frozenset(needed), frozenset(beside), False
    for word in (word.lower() for word in _WORD.findall(name)):
        if not word.isascii():
            if _without(word, needed | beside):
                return False
            found |= any(part in word for part in needed)
        elif word in needed or _stem(word) in needed:
            found = True
        elif word not in beside:
            return False
    return found


def _is_flag(name: str) -> bool:
    return any(word in _FLAG or word.endswith("여부") for word in _words(name))


def _stem(word: str) -> str | None:
    """``withdrawal`` of ``withdrawaldt``, which is written together."""
    match = _TOGETHER.match(word)
    return match["stem"] if match else None


def _is_when(word: str) -> bool:
    """Whether a word says when, alone or behind what happened: ``withdrawaldt``."""
    match = _TOGETHER.match(word)
    if match is not None and match["ending"] != "yn":
        return match["stem"] in _LEFT | _GONE | _TOUCHED
    return word in _WHEN or any(when in word for when in _WHEN if not when.isascii())


def _without(word: str, parts: Iterable[str]) -> str:
    """What is left of a Hangul ``word`` without ``parts``, the longest first."""
    for part in sorted((part for part in parts if not part.isascii()), key=len, reverse=True):
        word = word.replace(part, "")
    return word


def _is_date(column: Column) -> bool:
    """Whether a column is of a date type, or text or a number whose name says when."""
    type_ = column.type or ""
    if _DATE_TYPE.match(type_):
        return True
    can_hold = "char" in type_ or type_ in {"", "text"} or bool(_NUMBER_TYPE.search(type_))
    return can_hold and any(map(_is_when, _words(called(column))))


def _are_flags(values: Mapping[str, int]) -> bool:
    """Whether ``values`` say yes or no; zeros alone also stand where there is no date."""
    found = {text.strip().lower() for text in values}
    return bool(found - {"0"}) and found <= _TRUE | _FALSE
