"""What can be wrong with a field besides its status: one function for each kind of problem.

Every message is written in both languages, for the people who mend it and those who sign for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from pii_scan.model import Finding, Problem, ProblemCode, RecordDates
from pii_scan.periods import add_period, in_korean, in_words
from pii_scan.policy.declaration import CollectedItem, RetentionRule
from pii_scan.rulebook import Item, Law


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


def optional_not_null(finding: Finding, declared: Sequence[CollectedItem]) -> Iterable[Problem]:
    """An item that every serving point declares optional, in a column that demands it."""
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
    """Records that are older on ``as_of`` than their declared period."""
    if rule is None or rule.period is None or dated is None:
        return
    days = (as_of - add_period(dated.oldest, rule.period)).days
    if days <= 0:
        return
    basis = rule.law or rule.basis
    named = f"{rule.label}{f', {basis}' if basis else ''}"
    yield Problem(
        ProblemCode.RETENTION_EXCEEDED,
        "medium",
        None,
        basis,
        f"the oldest record is of {dated.oldest} ({dated.dated_by}), {days:,} "
        f"day{'' if days == 1 else 's'} past the declared {in_words(rule.period)} ({named})",
        f"가장 오래된 기록은 {dated.oldest}({dated.dated_by})로, 처리방침의 보유기간 "
        f"{in_korean(rule.period)}을 {days:,}일 넘겼습니다 ({named})",
    )


def in_log(item: Item, points: Sequence[str]) -> Problem:
    """An item in a log whose collection points, by their labels, do not declare it."""
    listed = ", ".join(points)
    where = f"the points this log serves ({listed})" if points else "any collection point"
    served = f"이 로그의 수집 시점({listed})" if points else "어느 수집 시점"
    return Problem(
        ProblemCode.IN_LOG,
        "high",
        None,
        None,
        f"{item.label.en} is written to a log, and the policy does not declare it for {where}",
        f"로그에 '{item.label.ko}' 항목이 기록되나, 처리방침은 {served}에 이를 정하지 않았습니다",
    )
