"""A policy against the law: what it has to state, and what it states by names out of force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pii_scan.policy.entries import Entry
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.lint_rules import Outdated, Statement
from pii_scan.policy.lint_text import LintedPolicy, LintFinding
from pii_scan.policy.sections import Section
from pii_scan.rulebook import Label


def check_statements(
    policy: LintedPolicy, statements: Sequence[Statement]
) -> Iterator[LintFinding]:
    """What the law asks for and the text does not say, as far as it is recognised."""
    for statement in statements:
        asked = statement.when is None or _mentions(policy, statement.when)
        denied = statement.unless is not None and bool(policy.lines_saying(statement.unless))
        if asked and not denied:
            yield from _check(policy, statement)


def check_outdated(policy: LintedPolicy, outdated: Sequence[Outdated]) -> Iterator[LintFinding]:
    """Names and rules that are no longer in force, each once with all its lines."""
    for entry in outdated:
        if entry.unless_anywhere and policy.lines_saying(entry.unless_anywhere):
            continue
        unless = re.compile(entry.unless) if entry.unless else None
        found = policy.searched(policy.entries, entry.text)
        lines = [
            line.line
            for line in found
            if unless is None or not unless.search(policy.keys[line.text])
        ]
        lines = list(dict.fromkeys(lines))
        if lines:
            yield LintFinding(
                entry.code,
                entry.severity,
                lines[0],
                entry.reference,
                entry.message,
                tuple(lines[1:]),
            )


def _mentions(policy: LintedPolicy, pattern: str) -> bool:
    if policy.lines_saying(pattern):
        return True
    labels = [item.label for point in policy.declaration.collection for item in point.items]
    return any(re.search(pattern, key_of(label)) for label in labels)


def _check(policy: LintedPolicy, statement: Statement) -> Iterator[LintFinding]:
    bodies = list(_bodies(policy, statement))
    declared = statement.declared is not None and getattr(policy.declaration, statement.declared)
    if not bodies and not declared and not any(policy.searched(policy.said, statement.text)):
        what, add = statement.what, statement.add
        yield LintFinding(
            f"{statement.code}-missing",
            statement.severity,
            None,
            statement.reference,
            Label(
                ko=f"{what.ko}에 관한 내용이 보이지 않습니다. {add.ko}",
                en=f"Nothing on {what.en} ({what.ko}) is found. {add.en}",
            ),
        )
        return
    # A heading names a part; only what stands below it states it.
    heads = {body[0].line for body in bodies if not body[0].content}
    inside = [entry for body in bodies for entry in body if entry.line not in heads]
    elsewhere = [entry for entry in policy.said if entry.line not in heads]
    for part in statement.parts:
        where = inside if part.in_section and inside else [*inside, *elsewhere]
        if not any(policy.searched(where, part.text)):
            yield LintFinding(
                f"{statement.code}-{part.code}",
                # What is only a part is less than the whole.
                "medium" if statement.severity == "high" else statement.severity,
                bodies[0][0].line if bodies else _first_line(policy, statement),
                statement.reference,
                part.message,
            )


def _bodies(policy: LintedPolicy, statement: Statement) -> Iterator[list[Entry]]:
    """Each heading of the statement with what stands below it."""
    pattern = re.compile(statement.heading)
    for number, section in enumerate(policy.sections):
        for place, entry in enumerate(section.entries):
            is_heading = entry.can_be_heading or (entry.label is not None and not entry.cells)
            if entry.line in policy.contents or not is_heading:
                continue
            if pattern.search(key_of(entry.heading)):
                below = section.entries[place:]
                if entry.ordinal is not None:
                    below = [*below, *_parts(policy.sections[number + 1 :], entry.style)]
                if len(below) > 1 or entry.content:
                    yield below
                break


def _parts(behind: Sequence[Section], style: str) -> Iterator[Entry]:
    """What stands in the sections ``behind`` a heading until one is numbered in its style."""
    for section in behind:
        if section.heading is not None and section.heading.style == style:
            return
        yield from section.entries


def _first_line(policy: LintedPolicy, statement: Statement) -> int | None:
    return next((entry.line for entry in policy.searched(policy.said, statement.text)), None)
