"""pii-scan policy lint: a policy against what the law asks it to state, and against itself.

A finding says what is not found or does not fit. It is not legal advice: what the text says in
words that are not known here is reported as not found, never as wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pii_scan.policy.declaration import PolicyInfo
from pii_scan.policy.lint_collection import (
    check_collected,
    check_need,
    check_points,
    check_special,
)
from pii_scan.policy.lint_retention import check_dates, check_parties, check_retention
from pii_scan.policy.lint_rules import Statements, load_checks, load_outdated, load_statements
from pii_scan.policy.lint_statements import check_outdated, check_statements
from pii_scan.policy.lint_text import LintFinding, read_for_lint
from pii_scan.policy.text import PolicyText
from pii_scan.rulebook import Label, Rulebook

SCHEMA = "pii-scan/lint/1"

_HEADINGS = {
    "high": Label(ko="빠졌거나 어긋난 것", en="Missing or wrong"),
    "medium": Label(ko="고칠 것", en="To correct"),
    "low": Label(ko="살펴볼 것", en="To look at"),
}
_ORDER = tuple(_HEADINGS)


@dataclass(frozen=True, slots=True)
class LintResult:
    """The findings for one policy, the gravest first, and as of which day the law is known.

    ``unread`` is how many parts of the file could not be read: what they state is found missing.
    """

    policy: PolicyInfo
    unread: int
    law: Statements
    findings: tuple[LintFinding, ...]


def lint_policy(text: PolicyText, rulebook: Rulebook) -> LintResult:
    """All findings for ``text``.

    Raises PolicyError for what is no policy, and RuleError when rules/policy is broken.
    """
    statements = load_statements(rulebook.folder)
    checks = load_checks(rulebook.folder)
    policy = read_for_lint(text, rulebook)
    findings = [
        *check_statements(policy, statements.statements),
        *check_special(policy, checks),
        *check_collected(policy, checks),
        *check_need(policy, checks),
        *check_points(policy, checks),
        *check_retention(policy, checks),
        *check_parties(policy, checks),
        *check_dates(policy, checks),
        *check_outdated(policy, load_outdated(rulebook.folder)),
    ]
    findings.sort(key=lambda finding: (_ORDER.index(finding.severity), finding.line or 0))
    return LintResult(policy.declaration.policy, len(text.unread), statements, tuple(findings))


def lint_facts(result: LintResult) -> Mapping[str, object]:
    """``result`` for other programs; the keys are always present and only ever added to."""
    return {
        "schema": SCHEMA,
        "policy": {
            "file": result.policy.file,
            "sha256": result.policy.sha256,
            "effective_date": _iso(result.policy.effective_date),
        },
        "unread": result.unread,
        "law_as_of": result.law.as_of.isoformat(),
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "line": finding.line,
                "more_lines": list(finding.more_lines),
                "reference": finding.reference.en if finding.reference else None,
                "reference_ko": finding.reference.ko if finding.reference else None,
                "message": finding.message.en,
                "message_ko": finding.message.ko,
            }
            for finding in result.findings
        ],
    }


def lint_blocks(
    result: LintResult, language: str
) -> Iterator[tuple[str, Sequence[tuple[str, Sequence[str]]]]]:
    """``result`` for people: headings with heads and paragraphs below them, in ko or en."""
    count, as_of = len(result.findings), result.law.as_of
    yield (
        f"{result.policy.file}: {as_of} 기준 한국 법령에 비추어 {count}건"
        if language == "ko"
        else f"{result.policy.file}: {count} finding{'' if count == 1 else 's'}, "
        f"held against Korean law as of {as_of}",
        [],
    )
    if result.unread:
        yield (
            f"파일에서 읽지 못한 부분 {result.unread}곳: 그 내용은 보이지 않는다고 나옵니다"
            if language == "ko"
            else f"Parts of the file that could not be read: {result.unread}. "
            "What they state is reported as not found.",
            [],
        )
    for severity, heading in _HEADINGS.items():
        found = [finding for finding in result.findings if finding.severity == severity]
        if found:
            rows = [(_head(finding, language), _paragraphs(finding, language)) for finding in found]
            yield f"{_in(heading, language)} ({len(found)})", rows


def _head(finding: LintFinding, language: str) -> str:
    lines = [finding.line, *finding.more_lines]
    numbers = ", ".join(str(line) for line in lines if line is not None)
    if language == "ko":
        place = f"{numbers}행" if numbers else "전체"
    else:
        place = f"line{'s' if len(lines) > 1 else ''} {numbers}" if numbers else "whole text"
    return f"{place}  {finding.code}"


def _paragraphs(finding: LintFinding, language: str) -> list[str]:
    reference, message = finding.reference, _in(finding.message, language)
    return [message] if reference is None else [message, f"→ {_in(reference, language)}"]


def _in(label: Label, language: str) -> str:
    return label.ko if language == "ko" else label.en


def _iso(date: object) -> str | None:
    return None if date is None else str(date)
