"""A user's own rules are put to the proof: each runs its own examples before a scan trusts it.

Our own rules are proven by the tests, and not at each start.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pii_scan.errors import RuleError
from pii_scan.rulebook import DEFAULT_COUNTRIES, Rule, Rulebook, load_rulebook
from pii_scan.yaml_file import line_of, read_text

if TYPE_CHECKING:
    from pii_scan.detect.recognizers import Recognizers

_FEWEST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong at a key of the ``pii_scan`` block. Examples are told by number, not shown."""

    key: tuple[str | int, ...]
    message: str
    hint: str


def proven_rulebook(
    own: Path | None = None, countries: Sequence[str] = DEFAULT_COUNTRIES
) -> Rulebook:
    """``load_rulebook``, and the user's own rules proven.

    Raises RuleError, naming file, line and key, where an own item has a fault, or a rule names
    an unknown validator, has a candidate that the fast pass cannot use or too few examples, or
    fails one of them.
    """
    rulebook = load_rulebook(own, countries)
    _ = rulebook.items  # raises what is wrong with own ones
    own_rules = [rule for rule in rulebook.rules.values() if rule.is_own]
    if not own_rules:
        return rulebook
    for rule in own_rules:
        _raise(rule, _settings_faults(rule))
    # Presidio is imported only where there is a rule to prove.
    from pii_scan.detect.recognizers import load_recognizers

    recognizers = load_recognizers({rule.id: rule for rule in own_rules})
    for rule in own_rules:
        _raise(rule, _example_faults(rule, recognizers))
    return rulebook


def _raise(rule: Rule, faults: Iterator[_Fault]) -> None:
    fault = next(faults, None)
    if fault is None:
        return
    line = line_of(read_text(rule.file, RuleError), ("recognizers", 0, "pii_scan", *fault.key))
    key = ".".join(map(str, fault.key))
    raise RuleError(f"{rule.file}:{line}: {key}: {fault.message}", fault.hint)


def _settings_faults(rule: Rule) -> Iterator[_Fault]:
    from pii_scan.detect.validators import VALIDATORS

    identifier = rule.identifier
    if identifier.validator is None and identifier.chance:
        yield _Fault(
            ("chance",),
            "nothing is left to chance where there is no validator",
            "Take it out, or name a validator.",
        )
    elif identifier.validator is not None and identifier.validator not in VALIDATORS:
        yield _Fault(
            ("validator",),
            f"unknown validator {identifier.validator!r}",
            f"Validators are: {', '.join(VALIDATORS)}.",
        )
    yield from _candidate_faults(identifier.candidate)
    for kind in ("match", "look_alike"):
        if len(set(getattr(identifier.examples, kind))) < _FEWEST_EXAMPLES:
            yield _Fault(
                ("examples", kind),
                f"needs {_FEWEST_EXAMPLES} different examples",
                "Give values it must recognise, and values that only look the same.",
            )


def _candidate_faults(candidate: str) -> Iterator[_Fault]:
    import polars as pl

    try:
        matches_nothing = bool(pl.Series([""]).str.contains(candidate).item())
    except pl.exceptions.PolarsError as cause:
        reason = str(cause).strip().splitlines()[-1].removeprefix("error: ")
        yield _Fault(
            ("candidate",),
            f"is no regular expression of Rust's: {reason}",
            "See https://docs.rs/regex/latest/regex/#syntax; it has no look-around.",
        )
        return
    if matches_nothing:
        yield _Fault(
            ("candidate",),
            "finds an empty text, and so every place in every value",
            "Let it ask for at least one character.",
        )


def _example_faults(rule: Rule, recognizers: Recognizers) -> Iterator[_Fault]:
    """What a rule makes of its own examples, by the fast pass and by its recogniser alone."""
    from pii_scan.detect.candidates import CandidateFinder

    finder = CandidateFinder([rule])
    examples = rule.identifier.examples
    for number, example in enumerate(examples.match):
        text = unicodedata.normalize("NFKC", example)
        key = ("examples", "match", number)
        parts = [candidate.text for candidate in finder.find([text])]
        whole = recognizers.spans(rule.id, text)
        spans = [
            part[span.start : span.end]
            for part in parts
            for span in recognizers.spans(rule.id, part).accepted
        ]
        if not parts:
            yield _Fault(key, "the candidate finds nothing in it", "Loosen 'candidate'.")
        elif not whole.accepted and whole.rejected:
            validator = rule.identifier.validator
            yield _Fault(
                key, f"the validator {validator!r} refuses it", "Correct the example's check digit."
            )
        elif not whole.accepted:
            yield _Fault(key, "no pattern finds it", "Loosen a pattern, or correct the example.")
        elif not {text[span.start : span.end] for span in whole.accepted} <= set(spans):
            yield _Fault(
                key,
                "the candidate cuts off a part of it that the patterns need",
                "Loosen 'candidate': it must find all that a pattern finds, and more.",
            )
    for number, example in enumerate(examples.look_alike):
        if recognizers.spans(rule.id, unicodedata.normalize("NFKC", example)).accepted:
            yield _Fault(
                ("examples", "look_alike", number),
                "it is recognised, and must not be",
                "Tighten the patterns, or name a validator.",
            )
