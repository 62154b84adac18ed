"""The patterns of a rule, and what follows from each for a search over many values at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pii_scan.patterns.behind import with_last_behind
from pii_scan.patterns.necessary import necessary_for_rule
from pii_scan.patterns.searched import Searched, searched
from pii_scan.patterns.shapes import takes_any_digit
from pii_scan.patterns.size import compiles, fitting
from pii_scan.patterns.whole import whole_for_rule

REGEX_FLAGS = 154
"""DOTALL | MULTILINE | IGNORECASE | ASCII of the package regex, which is Presidio's: with ASCII a
Korean particle is no part of a word."""

# Settings of a Presidio recogniser that leave what it finds to its patterns.
_OF_PATTERNS = frozenset(
    {"name", "type", "supported_entity", "supported_languages", "patterns", "pii_scan", "context"}
    | {"enabled"}
)


@dataclass(frozen=True, slots=True)
class RulePattern:
    """A regular expression of a Presidio recogniser, and the ``score`` of what it matches.

    ``quick`` matches where ``regex`` does. ``necessary``, ``whole`` and ``takes_any_digit`` are
    what the functions of pii_scan.patterns say of it.
    """

    regex: str
    quick: str
    score: float
    necessary: Searched
    whole: str | None
    takes_any_digit: bool


def patterns_of(registry: Mapping[str, Any], *, are_new: bool) -> tuple[RulePattern, ...]:
    """The patterns of a rule's recogniser; none where other settings say what it finds.

    Where they ``are_new``, only what polars takes follows from them: nobody has tried it before.
    """
    settings = registry["recognizers"][0]
    known = _OF_PATTERNS.issuperset(settings)
    if not known or registry.get("global_regex_flags") != REGEX_FLAGS:
        return ()
    regexes = [(pattern["regex"], pattern["score"]) for pattern in settings.get("patterns", ())]
    return tuple(_pattern(regex, score, is_new=are_new) for regex, score in regexes)


def _pattern(regex: str, score: float, *, is_new: bool) -> RulePattern:
    necessary, whole = necessary_for_rule(regex), whole_for_rule(regex)
    if is_new:
        necessary = fitting(necessary)
        whole = whole if whole and compiles(whole) else None
    quick, any_digit = with_last_behind(regex), takes_any_digit(regex)
    return RulePattern(regex, quick, score, searched(necessary), whole, any_digit)
