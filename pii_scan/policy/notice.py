"""How many days before it takes effect a change of a policy is announced.

The Personal Information Protection Act (Article 30(2)) asks that a changed policy be published, and
sets no number of days: what counts is what the policy itself promises its readers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pii_scan.policy.declaration import NoticeDays
from pii_scan.rulebook import Label


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that one change needs: ``days`` is None where nothing is promised.

    ``effective`` is the earliest day on which it can take effect when it is published on
    ``published``.
    """

    days: int | None
    published: dt.date
    effective: dt.date
    why: Label


def needed_notice(promised: NoticeDays, published: dt.date, *, important: bool) -> Notice:
    """The notice that ``promised`` asks for; ``important`` says that it touches users' rights.

    Where only one number is promised it is taken for every change.
    """
    kind = Label(ko="이용자 권리의 중요한 변경", en="changes that touch users' rights")
    if not important:
        kind = Label(ko="그 밖의 변경", en="other changes")
    own = promised.important if important else promised.ordinary
    other = promised.ordinary if important else promised.important
    days = own if own is not None else other
    if days is None:
        why = Label(
            ko="방침이 며칠 전에 알린다고 약속하지 않으며, "
            "개인정보 보호법은 공개하라고 할 뿐(제30조제2항) 날수를 정하지 않습니다",
            en="the policy promises no days of notice, and PIPA sets none: "
            "it only asks for publication (Article 30(2))",
        )
    elif own is None:
        why = Label(
            ko=f"방침이 약속한 고지 기간은 {days}일 하나뿐입니다",
            en=f"{_days(days)} is the only notice that the policy promises",
        )
    else:
        why = Label(
            ko=f"방침은 {kind.ko}을 {days}일 전에 알린다고 약속합니다",
            en=f"the policy promises {_days(days)} for {kind.en}",
        )
    return Notice(days, published, published + dt.timedelta(days=days or 0), why)


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
