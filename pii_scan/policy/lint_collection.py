"""A policy against itself: what is collected where, and what else is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pii_scan.policy.declaration import CollectedItem, CollectionPoint
from pii_scan.policy.headings import Topic
from pii_scan.policy.items import read_items
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.lint_rules import Checks
from pii_scan.policy.lint_text import SAYS_STATUTE, LintedPolicy, LintFinding
from pii_scan.policy.statements import read_purposes
from pii_scan.rulebook import BasisObligation

_SAYS_CONSENT = (
    r"(?:별도|따로|명시적).{0,8}동의|(?:민감정보|고유식별정보).{0,40}동의|동의를?.{0,12}별도"
    r"|(?:separate|explicit)consent"
)


@dataclass(frozen=True, slots=True)
class _Use:
    """One item at one point; ``line`` is that of the point."""

    label: str
    required: bool
    point: str
    line: int | None


def check_need(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Items, by their words, that are optional at one point and required at another or the same."""
    uses: dict[tuple[str, str], list[_Use]] = {}
    for point, line, _ in _points(policy):
        for item in point.items:
            use = _Use(item.label, item.required, point.label, line)
            uses.setdefault((item.item, key_of(item.label)), []).append(use)
    # Items with the same points are one finding.
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Use]] = {}
    for entries in uses.values():
        optional = tuple(dict.fromkeys(use.point for use in entries if not use.required))
        required = tuple(dict.fromkeys(use.point for use in entries if use.required))
        both = sorted({*optional} & {*required})
        for point_label in both:
            use = next(use for use in entries if use.point == point_label)
            yield checks.finding("required-and-optional", use.line, item=use.label, point=use.point)
        if optional and required and not both:
            first = next(use for use in entries if use.required)
            alike.setdefault((optional, required), []).append(first)
    for (optional, required), firsts in alike.items():
        yield checks.finding(
            "optional-elsewhere-required",
            firsts[0].line,
            items=", ".join(use.label for use in firsts),
            optional=", ".join(optional),
            required=", ".join(required),
        )


def check_points(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Collection points without items, and purposes that say nothing of theirs."""
    for point, line, _ in _points(policy):
        if not point.items:
            yield checks.finding("point-without-items", line, point=point.label)
    # A table may give each point its purpose; then nothing stands apart.
    apart = read_purposes(policy.sections_about(Topic.PURPOSES))
    labels = {key_of(purpose.label) for purpose in apart}
    if any(key_of(purpose.label) not in labels for purpose in policy.declaration.purposes):
        return
    without = [
        purpose
        for purpose in apart
        if not policy.lexicon.mentioned_items(f"{purpose.label} {purpose.text}")
    ]
    if without:
        yield checks.finding(
            "purpose-without-items",
            policy.line_of(without[0].label, Topic.PURPOSES),
            purposes=", ".join(f"'{purpose.label}'" for purpose in without),
        )


def check_collected(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Items that are kept or given away but not collected, or collected though denied."""
    declaration = policy.declaration
    collected = {item.item for point in declaration.collection for item in point.items}
    for named in declaration.not_collected:
        point = next(
            (p for p in declaration.collection if any(i.item == named.item for i in p.items)), None
        )
        if point is not None:
            line = policy.line_of(named.label)
            yield checks.finding("collected-and-denied", line, item=named.label, point=point.label)
    for rule in declaration.retention:
        if policy.lexicon.record(rule.label) is not None:
            continue
        for word in read_items(rule.label, policy.lexicon):
            if word.item and not _is_collected(policy, word.item, word.text, collected):
                line = policy.line_of(word.text, Topic.RETENTION)
                yield checks.finding("kept-not-collected", line, item=word.text)
    for party in declaration.third_parties:
        for given in party.items:
            if not _is_collected(policy, given.item, given.label, collected):
                line = policy.line_of(party.name, Topic.THIRD_PARTIES)
                yield checks.finding(
                    "provided-not-collected", line, item=given.label, party=party.name
                )


def check_special(policy: LintedPolicy, checks: Checks) -> Iterator[LintFinding]:
    """Sensitive data and unique identifiers declared without a legal basis or consent."""
    obligations = [o for law in policy.rulebook.laws.values() for o in law.needs_basis]
    found: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
    for obligation in obligations:
        for point, line, end in _points(policy):
            for item in point.items:
                asked = item.item in obligation.items and item.legal_basis is None
                if asked and not _says_basis(policy, obligation, item, line, end):
                    statute = obligation.basis == "statute"
                    code = "identifier-without-statute" if statute else "special-without-basis"
                    found.setdefault((code, item.label), []).append((point.label, line))
    for (code, label), places in found.items():
        points = ", ".join(dict.fromkeys(point for point, _ in places))
        yield checks.finding(code, places[0][1], item=label, points=points)


def _points(policy: LintedPolicy) -> list[tuple[CollectionPoint, int | None, int | None]]:
    """Each point with its line and the line of the next one."""
    collection = policy.declaration.collection
    # Both come from the same reader; a difference would only cost the lines.
    lines: list[int | None] = [point.line for point in policy.points]
    if len(lines) != len(collection):
        lines = [None] * len(collection)
    ends = [*lines, None][1:]
    return list(zip(collection, lines, ends, strict=True))


def _is_collected(policy: LintedPolicy, item: str, label: str, collected: Iterable[str]) -> bool:
    """Whether ``item``, a broader or a narrower one is collected, or its words stand there."""
    items = policy.rulebook.items
    collected = set(collected)
    kin = {item, *items[item].broader, *(c for c in collected if item in items[c].broader)}
    # A layout that could not be read may still list it.
    return bool(kin & collected) or policy.line_of(label, Topic.COLLECTION) is not None


def _says_basis(
    policy: LintedPolicy,
    obligation: BasisObligation,
    item: CollectedItem,
    line: int | None,
    end: int | None,
) -> bool:
    """Whether the point at ``line``, or any line about ``item``, names a statute, or consent is."""
    label = key_of(item.label)
    for entry in policy.said:
        in_point = line is not None and line <= entry.line < (end or line + 1)
        key = key_of(entry.text)
        if (in_point or label in key) and re.search(SAYS_STATUTE, key):
            return True
    return obligation.basis == "consent" and bool(policy.lines_saying(_SAYS_CONSENT))
