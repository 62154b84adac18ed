"""What a policy is held against: the files under rules/policy."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pii_scan.errors import RuleError
from pii_scan.policy.lint_text import LintFinding
from pii_scan.rulebook import Label
from pii_scan.yaml_file import load_model

Severity = Literal["high", "medium", "low"]
_DeclaredPart = Literal["collection", "purposes", "retention", "third_parties", "processors"]


def _checked_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    return value


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_checked_pattern)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StatementPart(_Strict):
    """What a statement has to say; ``in_section`` where only its own section counts."""

    code: str
    text: Pattern
    in_section: bool = False
    message: Label


class Statement(_Strict):
    """What the law asks a policy to state; the keys are explained at the head of the file."""

    code: str
    what: Label
    reference: Label
    severity: Severity
    when: Pattern | None = None
    unless: Pattern | None = None
    declared: _DeclaredPart | None = None
    heading: Pattern
    text: Pattern
    add: Label
    parts: tuple[StatementPart, ...] = ()


class Outdated(_Strict):
    """A name or rule that is no longer in force, and what stands in its place."""

    code: Literal["outdated-law", "outdated-term", "outdated-browser", "deleted-rule"]
    name: str
    text: Pattern
    unless: Pattern | None = None
    unless_anywhere: Pattern | None = None
    severity: Severity
    reference: Label
    message: Label


class Statements(_Strict):
    """All statements. ``as_of`` is the day as of which the law is known."""

    as_of: dt.date
    source: str
    statements: Annotated[tuple[Statement, ...], Field(min_length=1)]


class Check(_Strict):
    """What a check of the policy against itself says; words in braces are filled in."""

    severity: Severity
    reference: Label
    message: Label


class Checks(_Strict):
    """What the checks of a policy against itself say, by the code of the finding."""

    checks: dict[str, Check]

    def finding(self, code: str, line: int | None, **words: str | Label) -> LintFinding:
        """The finding ``code`` at ``line``, with ``words`` in its message and reference."""
        check = self.checks[code]
        return LintFinding(
            code,
            check.severity,
            line,
            _filled(check.reference, words),
            _filled(check.message, words),
        )


class _OutdatedFile(_Strict):
    outdated: Annotated[tuple[Outdated, ...], Field(min_length=1)]


def load_statements(rules: Path) -> Statements:
    """The statements in the folder ``rules``. Raises RuleError naming file, line and key."""
    return load_model(rules / "policy" / "statements.yaml", Statements, RuleError)


def load_checks(rules: Path) -> Checks:
    """What the checks say, from the folder ``rules``. Raises RuleError as ``load_statements``."""
    return load_model(rules / "policy" / "consistency.yaml", Checks, RuleError)


def load_outdated(rules: Path) -> tuple[Outdated, ...]:
    """The outdated names in the folder ``rules``. Raises RuleError as ``load_statements`` does."""
    return load_model(rules / "policy" / "outdated.yaml", _OutdatedFile, RuleError).outdated


def _filled(label: Label, words: Mapping[str, str | Label]) -> Label:
    # Words of a policy may hold braces: they are put in once, and never read as a template.
    return Label(
        ko=label.ko.format_map({k: w.ko if isinstance(w, Label) else w for k, w in words.items()}),
        en=label.en.format_map({k: w.en if isinstance(w, Label) else w for k, w in words.items()}),
    )
