"""A policy against itself: how long data is kept, who else gets it, and when it takes effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pii_scan.periods import in_korean, in_words
from pii_scan.policy.declaration import ThirdParty
from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import Topic
from pii_scan.policy.kept import Kept
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.lint_rules import Checks
from pii_scan.policy.lint_text import SAYS_STATUTE, LintedPolicy, LintFinding
from pii_scan.policy.particulars import read_dates
from pii_scan.policy.retention import read_retention
from pii_scan.policy.sections import Section
from pii_scan.policy.terms import PERIOD_WORDS, read_term
from pii_scan.rulebook import Label

_INTERNAL = re.compile(r"내부(?:방침|규정|정책|기준)|internalpolic")
_BASIS_SAID = re.compile(SAYS_STATUTE + r"|동의|계약|약관|consent|contract")
# What a column is called is no record.
_COLUMN = re.compile(r"(?:개인정보(?:의)?)?(?:보유|보존|보관|이용|처리)*(?:및)?(?:보유|이용)?기간")
# Enforcement Decree of 통신비밀보호법, Article 41(2)1: 12 months for these, not 3.
_CALL_DATA = "통신사실확인"
_ITEM_WORDS = re.compile(r"정보|항목|기록|내역|이력|자료|data|information|records?")


def check_retention(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Records kept without a basis or a period, or for another period than their law says."""
    for section in policy.sections_about(Topic.RETENTION):
        kept, unplaced = read_retention(section, policy.lexicon)
        for rule in kept:
            if not _COLUMN.fullmatch(key_of(rule.label)):
                line = policy.line_of(rule.label, Topic.RETENTION)
                yield from _basis_of(rule, line, section, checks)
                yield from _statutory(rule, line, policy, checks)
        for entry in unplaced:
            if policy.lexicon.record(entry.text) and not _has_period_near(policy, entry.line):
                yield checks.finding("retention-without-period", entry.line, record=entry.text)


def check_parties(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Third parties and processors of whom something is not stated."""
    parties = policy.declaration.third_parties
    lines = [policy.line_of(party.name, Topic.THIRD_PARTIES) for party in parties]
    for party, line, end in zip(parties, lines, [*lines, None][1:], strict=True):
        missing = _not_said_of(party, _between(policy, line, end), policy.lexicon)
        if missing:
            yield checks.finding(
                "third-party-incomplete",
                line,
                party=party.name,
                missing=Label(
                    ko=", ".join(words.ko for words in missing),
                    en=", ".join(words.en for words in missing),
                ),
            )
    for processor in policy.declaration.processors:
        line = policy.line_of(processor.name, Topic.PROCESSORS)
        rest = " ".join(entry.text for entry in _between(policy, line, None))
        # A name that fills its line has nothing beside it that could be the task.
        if not processor.task and key_of(rest) == key_of(processor.name):
            yield checks.finding("processor-without-task", line, processor=processor.name)


def check_dates(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """The effective date against the date of notice and the days of notice promised."""
    info = policy.declaration.policy
    effective, notice, promised = info.effective_date, info.notice_date, info.notice_days.ordinary
    if effective is None:
        yield checks.finding("effective-date-missing", None)
        return
    if notice is None:
        return
    line = next(
        (
            entry.line
            for entry in reversed(policy.said)
            if any(date == effective for date, _, _ in read_dates(entry.text))
        ),
        None,
    )
    given = (effective - notice).days
    if given < 0:
        yield checks.finding(
            "effective-before-notice", line, effective=str(effective), notice=str(notice)
        )
    elif promised is not None and given < promised:
        yield checks.finding(
            "notice-too-short",
            line,
            effective=str(effective),
            notice=str(notice),
            given=str(given),
            promised=str(promised),
        )


def _basis_of(
    rule: Kept, line: int | None, section: Section, checks: Checks
) -> Iterator[LintFinding]:
    if rule.law is not None or _says_basis_above(section, line):
        return
    if rule.basis and _INTERNAL.search(key_of(rule.basis)):
        yield checks.finding("retention-by-internal-policy", line, record=rule.label)
    elif rule.basis is None and rule.period is not None:
        yield checks.finding(
            "retention-without-basis",
            line,
            record=rule.label,
            period=Label(ko=in_korean(rule.period), en=in_words(rule.period)),
        )


def _statutory(
    rule: Kept, line: int | None, policy: LintedPolicy, checks: Checks
) -> Iterator[LintFinding]:
    if rule.period is None or _CALL_DATA in key_of(rule.label):
        return
    for law in policy.rulebook.laws.values():
        for statutory in law.retention:
            same = (statutory.law, statutory.record) == (rule.law, rule.record)
            if same and in_korean(statutory.period) != in_korean(rule.period):
                yield checks.finding(
                    "retention-not-statutory",
                    line,
                    record=rule.label,
                    law=f"{statutory.law} {statutory.reference}",
                    period=Label(ko=in_korean(rule.period), en=in_words(rule.period)),
                    statutory=Label(ko=in_korean(statutory.period), en=in_words(statutory.period)),
                )


def _says_basis_above(section: Section, line: int | None) -> bool:
    """Whether the line of a rule, or the first line above its list, names what it is based on."""
    place = next((i for i, entry in enumerate(section.entries) if entry.line == line), None)
    if place is None:
        return False
    if _BASIS_SAID.search(key_of(section.entries[place].text)):
        return True
    for entry in reversed(section.entries[:place]):
        if not PERIOD_WORDS.search(entry.text):
            return bool(_BASIS_SAID.search(key_of(entry.text)))
    return False


def _has_period_near(policy: LintedPolicy, line: int) -> bool:
    """Whether the entry at ``line``, or one of the two below it, holds a period."""
    place = next((i for i, entry in enumerate(policy.entries) if entry.line == line), None)
    near = policy.entries[place : place + 3] if place is not None else ()
    return any(PERIOD_WORDS.search(entry.text) for entry in near)


def _between(policy: LintedPolicy, line: int | None, end: int | None) -> Sequence[Entry]:
    """The entries from ``line`` on: up to ``end``, or that line alone."""
    if line is None:
        return ()
    return [e for e in policy.entries if line <= e.line < (end or line + 1)]


def _not_said_of(party: ThirdParty, entries: Sequence[Entry], lexicon: Lexicon) -> list[Label]:
    """What Article 17(2) asks for and neither the reader nor a look at the words finds."""
    text = " ".join(entry.text for entry in entries).replace(party.name, " ")
    parts = re.split(r"[|,/()]", text)
    missing = []
    if not party.purpose:
        missing.append(Label(ko="이용 목적", en="the purpose"))
    named = _ITEM_WORDS.search(text) or lexicon.mentioned_items(text)
    if not party.items and not named:
        missing.append(Label(ko="제공하는 항목", en="the items"))
    if not party.until and not any(read_term(part) for part in parts):
        missing.append(Label(ko="보유·이용 기간", en="how long they are kept"))
    return missing
