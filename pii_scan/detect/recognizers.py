"""The recognisers of Presidio registry files, one for each rule, and what they say of a candidate.

A rule made of patterns, and one of phone numbers, is searched for as Presidio would, without
importing it; any other recogniser is Presidio's own. Its engine and language models are not used,
and it never goes on the network. What was found is then put before the rule's validator.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import regex

from pii_scan.detect.validators import VALIDATORS, Validator
from pii_scan.errors import RuleError
from pii_scan.rule_patterns import REGEX_FLAGS, RulePattern
from pii_scan.rulebook import Rule

_PHONES = "PhoneRecognizer"
_LOGGERS = ("presidio-analyzer", "tldextract", "phonenumbers")


class Span(NamedTuple):
    """Where an identifier stands in a text.

    ``proven`` is True where its validator proves it, None where nothing in the value can.
    ``score`` is the form's own, 0 to 1: how sure it is before a validator with a ``chance`` speaks.
    """

    start: int
    end: int
    score: float
    proven: bool | None


class Recognition(NamedTuple):
    """What a rule says of one text: spans, in order, and how many more its validator rejected."""

    accepted: tuple[Span, ...]
    rejected: int


_NOTHING = Recognition((), 0)


_Found = Mapping[tuple[int, int], float]
"""Spans with their scores."""


@dataclass(frozen=True, slots=True)
class _Recognizer:
    find: Callable[[str], _Found]
    validator: Validator | None

    def recognize(self, text: str) -> Recognition:
        found = self.find(text)
        if not found:
            return _NOTHING
        accepted = []
        rejected = 0
        for (start, end), score in sorted(found.items()) if len(found) > 1 else found.items():
            proven = self.validator(text[start:end]) if self.validator else None
            if proven is False:
                rejected += 1
            else:
                accepted.append(Span(start, end, score, proven))
        return Recognition(tuple(accepted), rejected)


class Recognizers:
    """A recogniser for each identifier, made when it is first asked; holds no text.

    Importing Presidio takes a second or two, and compiling the patterns of all rules another.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        """Raises RuleError where a rule names no known validator."""
        for rule in rules.values():
            validator = rule.identifier.validator
            if validator is not None and validator not in VALIDATORS:
                raise RuleError(
                    f"{rule.file}: unknown validator {validator!r}",
                    f"Validators are: {', '.join(VALIDATORS)}.",
                )
        for name in _LOGGERS:
            # They log the text they were given, at levels up to ERROR.
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self._rules = rules
        self._made: dict[str, _Recognizer] = {}
        self._narrowed: dict[tuple[str, int], _Recognizer] = {}

    def spans(self, identifier: str, text: str) -> Recognition:
        """What the identifier's rule says of ``text``, which must be in NFKC.

        ``text`` is a candidate with one character of its surroundings on each side, so that the
        rule can see what is glued to it. Raises KeyError when there is no such rule, RuleError
        when Presidio does not take its file.
        """
        return self.recognizer(identifier).recognize(text)

    def spans_of(self, identifier: str, patterns: int, text: str) -> Recognition:
        """What the rule says of ``text`` in which no other of its patterns can match.

        ``patterns`` has a bit for each of the rule's patterns in their order, the first the lowest.
        Most of a rule's patterns need words that a text does not have, and each costs as much as
        the one that matches. Raises what ``spans`` raises.
        """
        made = self._narrowed.get((identifier, patterns))
        if made is None:
            rule = self._rules[identifier]
            own = [one for place, one in enumerate(rule.patterns) if patterns >> place & 1]
            made = replace(self.recognizer(identifier), find=_search(own))
            self._narrowed[identifier, patterns] = made
        return made.recognize(text)

    def recognizer(self, identifier: str) -> _Recognizer:
        """The identifier's recogniser. Raises what ``spans`` raises."""
        made = self._made.get(identifier)
        if made is None:
            made = self._made[identifier] = _load(self._rules[identifier])
        return made


def load_recognizers(rules: Mapping[str, Rule]) -> Recognizers:
    """Recognisers that have all been made, and by Presidio too: every fault of a rule is told.

    Raises RuleError when a rule names no known validator or Presidio does not take its file.
    """
    recognizers = Recognizers(rules)
    for identifier, rule in rules.items():
        _build(rule)
        recognizers.recognizer(identifier)
    return recognizers


def _load(rule: Rule) -> _Recognizer:
    validator = rule.identifier.validator
    if rule.patterns:
        find = _search(rule.patterns)
    elif rule.registry["recognizers"][0].get("class_name") == _PHONES:
        find = _search_phones(rule)
    else:
        find = _analyze(_build(rule))
    return _Recognizer(find, VALIDATORS[validator] if validator else None)


def _analyze(presidio: Any) -> Callable[[str], _Found]:  # noqa: ANN401
    def analyze(text: str) -> _Found:
        results = presidio.analyze(text, presidio.supported_entities, None)
        return {(result.start, result.end): result.score for result in results}

    return analyze


def _search(patterns: Sequence[RulePattern]) -> Callable[[str], _Found]:
    """What Presidio's analyze finds where there are patterns only, compiled as it compiles them.

    Presidio takes a second or two to import and 110 MB, and its analyze reads the clock and
    writes an explanation for each pattern and match.
    """
    compiled = [(regex.compile(one.quick, REGEX_FLAGS), one.score) for one in patterns]
    if len(compiled) == 1:
        only, only_score = compiled[0]
        # What one pattern finds follows each other.
        return lambda text: {match.span(): only_score for match in only.finditer(text)}

    def search(text: str) -> _Found:
        found: dict[tuple[int, int], float] = {}
        for expression, score in compiled:
            for match in expression.finditer(text):
                span = match.span()
                found[span] = max(score, found.get(span, 0.0))
        return found if len(found) < 2 else _without_contained(found)  # noqa: PLR2004

    return search


def _search_phones(rule: Rule) -> Callable[[str], _Found]:
    """What Presidio's PhoneRecognizer finds, with the library that it asks, for the same reason."""
    import phonenumbers

    settings = _phone_settings(rule)

    def search(text: str) -> _Found:
        found = {
            (match.start, match.end): settings.score
            for region in settings.regions
            for match in phonenumbers.PhoneNumberMatcher(text, region, settings.leniency)
        }
        return found if len(found) < 2 else _without_contained(found)  # noqa: PLR2004

    return search


@dataclass(frozen=True, slots=True)
class _PhoneSettings:
    regions: tuple[str, ...]
    leniency: int
    score: float


def _phone_settings(rule: Rule) -> _PhoneSettings:
    settings = rule.registry["recognizers"][0]
    try:
        return _PhoneSettings(
            tuple(settings["supported_regions"]), int(settings["leniency"]), settings["score"]
        )
    except (KeyError, TypeError, ValueError):
        raise RuleError(
            f"{rule.file}: {_PHONES} lacks a setting",
            "It needs supported_regions, a list, and leniency and score, numbers.",
        ) from None


def _without_contained(found: _Found) -> _Found:
    """``found`` without what is inside a span that is at least as sure, as Presidio has it."""
    return {
        (start, end): score
        for (start, end), score in found.items()
        if not any(
            first <= start and end <= last and score <= other and (first, last) != (start, end)
            for (first, last), other in found.items()
        )
    }


def _build(rule: Rule) -> Any:  # noqa: ANN401  Presidio ships no type information
    """The rule's recogniser as Presidio's own loader makes it."""
    from presidio_analyzer.predefined_recognizers import PhoneRecognizer
    from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider

    entry = rule.registry["recognizers"][0]
    if entry.get("class_name") == _PHONES:
        # Presidio's loader drops these settings without a word.
        settings = _phone_settings(rule)
        recognizer = PhoneRecognizer(
            supported_regions=settings.regions,
            leniency=settings.leniency,
            supported_entity=entry["supported_entity"],
        )
        recognizer.SCORE = settings.score
        return recognizer
    try:
        provider = RecognizerRegistryProvider(registry_configuration=dict(rule.registry))
        return next(iter(provider.create_recognizer_registry().recognizers))
    except (ValueError, TypeError, KeyError) as cause:
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise RuleError(
            f"{rule.file}: Presidio does not take it: {reason}",
            "It must be a Presidio recogniser registry with one recogniser.",
        ) from None
