"""What can be wrong with a field besides its status: one function for each kind of problem.

Every message is written in both languages, for the people who mend it and those who sign for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pii_scan.model import Finding, Problem, ProblemCode, RecordDates, Withdrawals
from pii_scan.periods import add_period, in_korean, in_words
from pii_scan.rulebook import Item, Law

if TYPE_CHECKING:
    from pii_scan.policy.declaration import CollectedItem, RetentionRule

_WEAK_HASHES = {"password_weak_hash", "password_fast_hash"}
# What a policy calls the end of a membership: 회원 탈퇴 시, until you close your account.
_LEAVING = re.compile(
    r"(?i)탈퇴|해지|withdr[ae]w|unsubscri|clos\w*\W+(?:\w+\W+){0,2}account|account\W+(?:is\W+)?"
    r"(?:clos|delet|terminat)|delet\w*\W+(?:\w+\W+){0,2}account|cancel\w*\W+(?:\w+\W+){0,2}"
    r"(?:account|membership)|leav(?:e|ing)\b|退会|deletion\W+request"
    # What is kept while somebody has an account is kept until he leaves.
    r"|\b(?:while|as long as)\W+(?:\w+\W+){0,3}accounts?\b"
)
# What dates a log without a column that does, as RecordDates.dated_by has it.
_DAYS_OF_A_LOG = {
    "lines": "로그 줄의 날짜",
    "file name": "파일 이름의 날짜",
    "file time": "파일 수정 시각",
}


def must_not_store(finding: Finding, laws: Sequence[Law]) -> Iterable[Problem]:
    """Data that a law or standard forbids to keep at all."""
    for law in laws:
        for obligation in law.must_not_store:
            if finding.item in obligation.items:
                yield Problem(
                    ProblemCode.MUST_NOT_STORE,
                    obligation.severity,
                    law.id,
                    obligation.reference,
                    f"{obligation.message.en} ({law.title.en}, {obligation.reference})",
                    f"{obligation.message.ko} ({law.title.ko}, {obligation.reference})",
                )


def plaintext(finding: Finding, laws: Sequence[Law]) -> Iterable[Problem]:
    """Values in the clear that a law asks to encrypt or hash."""
    clear = f"{finding.clear:,}", f"{finding.sampled:,}"
    for law in laws:
        for obligation in law.encrypt:
            numbers = set(finding.identifiers) - set(obligation.except_identifiers)
            is_number = numbers or not finding.identifiers
            if finding.item in obligation.items and finding.clear and is_number:
                yield Problem(
                    ProblemCode.PLAINTEXT,
                    obligation.severity,
                    law.id,
                    obligation.reference,
                    f"{clear[0]} of {clear[1]} values are in the clear; "
                    f"{obligation.message.en} ({obligation.reference})",
                    f"표본 {clear[1]}건 중 {clear[0]}건이 평문입니다. "
                    f"{obligation.message.ko} ({obligation.reference})",
                )


def weak_hash(finding: Finding, laws: Sequence[Law]) -> Iterable[Problem]:
    """Passwords hashed by a function that is too fast: MD5, SHA-1 or SHA-2, with a salt at most.

    Where a law asks for passwords to be encrypted one-way; it means a safe way.
    """
    if _WEAK_HASHES.isdisjoint(finding.identifiers):
        return
    for law in laws:
        for obligation in law.encrypt:
            if finding.item in obligation.items:
                yield Problem(
                    ProblemCode.WEAK_HASH,
                    "high",
                    law.id,
                    obligation.reference,
                    "values look like MD5, SHA-1 or SHA-2, with a salt at most, which are guessed "
                    "by the billion a second: hash with bcrypt, scrypt, argon2 or PBKDF2 "
                    f"({obligation.reference})",
                    "MD5·SHA-1·SHA-2를 한 번 적용한 값으로 보입니다. 솔트가 있어도 무차별 대입에 "
                    "취약하므로 bcrypt·scrypt·argon2·PBKDF2로 저장해야 합니다 "
                    f"({obligation.reference})",
                )


def optional_not_null(finding: Finding, declared: Sequence[CollectedItem]) -> Iterable[Problem]:
    """An item that every serving point declares optional, in a column that demands it.

    A column with a default demands nothing.
    """
    if finding.field.has_default:
        return
    if finding.field.nullable is False and declared and not any(c.required for c in declared):
        label = declared[0].label
        yield Problem(
            ProblemCode.OPTIONAL_NOT_NULL,
            "medium",
            None,
            None,
            f"the policy declares {label} optional (선택), but the column is NOT NULL",
            f"처리방침은 '{label}' 항목을 선택으로 정했으나 컬럼이 NOT NULL(필수)입니다",
        )


def retention_exceeded(
    rule: RetentionRule | None, dated: RecordDates | None, as_of: dt.date
) -> Iterable[Problem]:
    """Records that are older on ``as_of`` than their declared period.

    A period that is counted from when a person leaves says nothing of those who have not.
    """
    if rule is None or rule.period is None or dated is None or counts_from_leaving(rule):
        return
    days = (as_of - add_period(dated.oldest, rule.period)).days
    if days <= 0:
        return
    basis = rule.law or rule.basis
    named = f"{rule.label}{f', {basis}' if basis else ''}"
    over, over_ko = _how_many(rule.period, dated, as_of)
    dated_by_ko = _DAYS_OF_A_LOG.get(dated.dated_by, dated.dated_by)
    yield Problem(
        ProblemCode.RETENTION_EXCEEDED,
        "medium",
        None,
        basis,
        f"the oldest record is of {dated.oldest} ({dated.dated_by}), {days:,} "
        f"day{'' if days == 1 else 's'} past the declared {in_words(rule.period)} ({named}); "
        f"{over}",
        f"가장 오래된 기록은 {dated.oldest}({dated_by_ko})로, 처리방침의 보유기간 "
        f"{in_korean(rule.period)}을 {days:,}일 넘겼습니다 ({named}). {over_ko}",
    )


def counts_from_leaving(rule: RetentionRule) -> bool:
    """Whether the period of ``rule`` begins, or its keeping ends, when a person leaves."""
    return rule.event is not None and _LEAVING.search(rule.event) is not None


def kept_after_leaving(
    rule: RetentionRule | None, withdrawals: Withdrawals, column: str, as_of: dt.date
) -> Iterable[Problem]:
    """A field still filled for people who left longer ago than ``rule`` allows.

    Without a period what is kept ends at once; then the day does not matter.
    """
    if rule is None:
        return
    filled = withdrawals.filled.get(column, {})
    if rule.period is None:
        past = {day: n for day, n in filled.items() if day is None or day < as_of}
    else:
        period = rule.period
        past = {d: n for d, n in filled.items() if d is not None and add_period(d, period) < as_of}
    count = sum(past.values())
    if not count:
        return
    days = [add_period(day, rule.period) if rule.period else day for day in past if day is not None]
    longest = (as_of - min(days)).days if days else None
    basis = rule.law or rule.basis
    terms = ", ".join(part for part in (rule.label, rule.event, basis) if part)
    least = "" if withdrawals.complete else "at least "
    since = f", the oldest {longest:,} days past it" if longest else ""
    marked, dating = withdrawals.marked_by, withdrawals.dated_by
    dated = f", dated by {dating}" if dating and dating != marked else ""
    holds = "holds" if count == 1 and not least else "hold"
    when = in_words(rule.period) + " after that" if rule.period else "no longer than that"
    yield Problem(
        ProblemCode.RETENTION_EXCEEDED,
        "medium",
        None,
        basis,
        f"{least}{_of_records(count)} of people who left ({marked}{dated}) still "
        f"{holds} it; the policy keeps it {when} ({terms}){since}",
        f"탈퇴한 이용자({marked})의 기록 {count:,}건"
        f"{'' if least == '' else ' 이상'}에 값이 남아 있습니다. 처리방침의 보유기간은 "
        f"{'탈퇴 후 ' + in_korean(rule.period) if rule.period else '탈퇴 시까지'}입니다 ({terms})"
        f"{f', 가장 오래된 것은 {longest:,}일 지났습니다' if longest else ''}",
    )


def _how_many(period: str, dated: RecordDates, as_of: dt.date) -> tuple[str, str]:
    """About how many records are past ``period``: counted, or from their share of a sample."""
    over = sum(n for day, n in dated.days.items() if add_period(day, period) < as_of)
    if not dated.dated or dated.total is None:
        return "how many is not known", "초과 건수는 알 수 없습니다"
    if dated.total <= dated.dated:
        return _past(over), f"초과 {over:,}건"
    if not over:
        return (
            f"few of about {dated.total:,} records, none of {dated.dated:,} sampled",
            f"약 {dated.total:,}건 중 일부(표본 {dated.dated:,}건에는 없음)",
        )
    about = round(over / dated.dated * dated.total)
    return f"about {_past(about)}", f"초과 약 {about:,}건"


def _past(count: int) -> str:
    return f"{_of_records(count)} {'is' if count == 1 else 'are'} past it"


def _of_records(count: int) -> str:
    return f"{count:,} record{'' if count == 1 else 's'}"


def in_log(item: Item, points: Sequence[str]) -> Problem:
    """An item in a log whose collection points, by their labels, do not declare it."""
    listed = ", ".join(points)
    where = f"the points this log serves ({listed})" if points else "any collection point"
    served = f"이 로그의 수집 시점({listed})에" if points else "어느 수집 시점에도"
    return Problem(
        ProblemCode.IN_LOG,
        "high",
        None,
        None,
        f"{item.label.en} is written to a log, and the policy does not declare it for {where}",
        f"로그에 '{item.label.ko}' 항목이 기록되나, 처리방침은 {served} 이를 정하지 않았습니다",
    )
