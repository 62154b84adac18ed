"""What each rule says of one text, what the name beside it says, and what a scan would report.

The text goes through the same code as a scan's values. No fact holds the text: values are masked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pii_scan.detect.candidates import Candidate, CandidateFinder
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import NameReader, name_reader
from pii_scan.detect.recognizers import Recognition, Recognizers, load_recognizers
from pii_scan.detect.types import fits
from pii_scan.detect.validators import VALIDATORS
from pii_scan.documents.opening import open_documents
from pii_scan.mask import mask
from pii_scan.model import Field, Finding, Label, Sample
from pii_scan.rulebook import Rule, Rulebook

_LEAST = 0.01  # every finding, however unsure

Check = Literal["proven", "unproven", "none", "refused"]
Needs = Literal["nothing", "name", "name or column"]
_NEEDS: Mapping[str, Needs] = {"alone": "nothing", "name": "name", "column": "name or column"}

_Looked = tuple[Candidate, str, Recognition]


@dataclass(frozen=True, slots=True)
class Match:
    """One place in a text that has the form of an identifier.

    From ``start`` up to ``end``, in characters from 0; ``value`` is masked. ``score``, 0 to 1, is
    how sure the form is; ``check`` what its check said, ``chance`` the share of look-alikes that
    pass it by luck. ``needs`` is what values of its form need to count for ``item``: nothing, a
    name that says so (``named`` tells whether there is one), or either that or a column full of
    them. ``counts`` is whether it does. ``taken_by`` is the more certain rule that the same text
    went to; ``against`` are words of the name that speak against it.
    """

    start: int
    end: int
    value: str
    identifier: str
    item: str
    score: float
    check: Check
    chance: float
    needs: Needs
    named: bool
    counts: bool
    taken_by: str | None
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSays:
    """One item that the name or comment speaks for.

    ``person`` is True where a word beside it or the table is a person's, False where it is a
    thing's. ``settled`` is False where words that are not known stand beside it. ``fits_type`` is
    False where a column of the type cannot hold the item. ``beside`` is True where it says so only
    beside one of the item's neighbours, which no single value has. ``counts`` is whether it is any
    evidence.
    """

    item: str
    where: str
    words: str
    strong: bool
    person: bool | None
    settled: bool
    fits_type: bool
    beside: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One value and the name beside it: the text itself, or one path of the document it is.

    ``path`` is as reports show it. ``name_words`` are those the name was read as; ``about`` are
    those of them that make it something about the ``about_items``, and not one of them
    (``email_verified``). ``near_misses`` are rules
    whose first, loose search found something that they do not recognise.
    """

    path: tuple[str, ...]
    characters: int
    matches: tuple[Match, ...]
    near_misses: tuple[str, ...]
    name_words: tuple[str, ...]
    about: tuple[str, ...]
    about_items: tuple[str, ...]
    says: tuple[NameSays, ...]


@dataclass(frozen=True, slots=True)
class TextExplanation:
    """All that is said of a text.

    ``reported`` are the findings of a scan, ``left_out`` those that are less sure than
    ``min_confidence``. ``labels`` names every item that is mentioned.
    """

    places: tuple[Place, ...]
    min_confidence: float
    reported: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    labels: Mapping[str, Label]


def explain_text(
    rulebook: Rulebook, text: str, field: Field, min_confidence: float
) -> TextExplanation:
    """What the rules say of ``text`` as the one value of ``field``; '' is a field without values.

    Raises RuleError when a rule cannot be used.
    """
    names = name_reader(rulebook)
    recognizers = cache(lambda: load_recognizers(rulebook.rules))
    evidence = Evidence(
        rulebook.rules, names.items_named, recognizers, unknown_words=names.unknown_words
    )
    samples = list(open_documents(Sample(field, {text: 1} if text else {})))
    evidence.add(samples)
    results = evidence.results()
    judge = Judge(rulebook.items, rulebook.rules, names)
    reported = judge.findings(results, min_confidence)
    known = {(finding.field, finding.item) for finding in reported}
    left_out = [
        finding
        for finding in judge.findings(results, _LEAST)
        if (finding.field, finding.item) not in known and finding.confidence < min_confidence
    ]
    reader = _Reader(rulebook, names, evidence, recognizers)
    places = tuple(
        reader.place(sample, value, result.field)
        for sample, result in zip(samples, results, strict=True)
        for value in (sample.values or ([""] if len(samples) == 1 else []))
    )
    said = {match.item for place in places for match in place.matches}
    said |= {says.item for place in places for says in place.says}
    said |= {item for place in places for item in place.about_items}
    return TextExplanation(
        places=places,
        min_confidence=min_confidence,
        reported=tuple(reported),
        left_out=tuple(left_out),
        labels={
            item: Label(rulebook.items[item].label.ko, rulebook.items[item].label.en)
            for item in rulebook.items
            if item in said
        },
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    rulebook: Rulebook
    names: NameReader
    evidence: Evidence
    recognizers: Callable[[], Recognizers]

    def place(self, sample: Sample, value: str, shown: Field) -> Place:
        """What is said of one ``value`` of ``sample``, whose field reports show as ``shown``."""
        text = value if value.isascii() else unicodedata.normalize("NFKC", value)
        field = sample.field
        # A name that holds a value itself is shown nowhere.
        words = self.names.words(field.name) if shown.path == field.path else ()
        says = tuple(self._says(shown))
        about = tuple(word for word in words if word in self._about())
        rest = " ".join(word for word in words if word not in about)
        path = (*field.told[:-1], rest)
        said = self.names.read(path, None, logged=field.logged) if about else ()
        about_items = [name.item for name in said]
        looked_at = list(self._looked_at(text))
        matches = {*self._accepted(field, shown, text), *self._refused(shown, looked_at)}
        recognised = {i for _, i, said in looked_at if said.accepted or said.rejected}
        return Place(
            path=shown.path,
            characters=len(text),
            matches=tuple(sorted(matches, key=lambda m: (m.start, not m.counts, m.end))),
            near_misses=tuple(dict.fromkeys(i for _, i, _ in looked_at if i not in recognised)),
            name_words=words,
            about=about if about_items and not says else (),
            about_items=tuple(about_items) if not says else (),
            says=says,
        )

    def _looked_at(self, text: str) -> Iterator[_Looked]:
        """Every stretch of ``text`` that a rule's first, loose search finds, and what it says."""
        rules = self.rulebook.rules.values()
        for candidate in CandidateFinder(rules).find([text]):
            for identifier in candidate.identifiers:
                yield candidate, identifier, self.recognizers().spans(identifier, candidate.text)

    def _accepted(self, field: Field, shown: Field, text: str) -> Iterator[Match]:
        for claim in self.evidence.claims(field, text):
            identifier = self.rulebook.rules[claim.identifier].identifier
            check: Check = "proven" if claim.proven else "unproven"
            yield self._match(
                shown,
                text[claim.start : claim.end],
                claim.start,
                claim.identifier,
                score=claim.score,
                check=check if identifier.validator else "none",
                counts=claim.taken_by is None,
                taken_by=claim.taken_by,
            )

    def _refused(self, shown: Field, looked_at: Sequence[_Looked]) -> Iterator[Match]:
        """Places that have the form of an identifier, and that its check refuses."""
        rules = self.rulebook.rules
        refused = [(found, identifier) for found, identifier, said in looked_at if said.rejected]
        forms = load_recognizers({i: _without_check(rules[i]) for _, i in refused})
        for candidate, identifier in refused:
            validator = VALIDATORS[str(rules[identifier].identifier.validator)]
            for span in forms.spans(identifier, candidate.text).accepted:
                value = candidate.text[span.start : span.end]
                if validator(value) is False:
                    yield self._match(
                        shown,
                        value,
                        candidate.start + span.start,
                        identifier,
                        score=span.score,
                        check="refused",
                        counts=False,
                        taken_by=None,
                    )

    def _match(
        self,
        shown: Field,
        value: str,
        start: int,
        identifier: str,
        *,
        score: float,
        check: Check,
        counts: bool,
        taken_by: str | None,
    ) -> Match:
        rule = self.rulebook.rules[identifier].identifier
        words = self.names.words(shown.name)
        named = any(says.counts for says in self._says(shown) if says.item == rule.item)
        return Match(
            start=start,
            end=start + len(value),
            value=mask(value, rule.mask),
            identifier=identifier,
            item=rule.item,
            score=score,
            check=check,
            chance=rule.chance,
            needs=_NEEDS[rule.evidence],
            named=named,
            counts=counts and (named or rule.evidence == "alone"),
            taken_by=taken_by,
            against=tuple(word for word in dict.fromkeys(words) if word in rule.against),
        )

    def _says(self, field: Field) -> Iterator[NameSays]:
        """What a name says; ``field`` as reports show it, as that is what a scan judges."""
        for entry in self.names.read(field.told, field.comment, logged=field.logged):
            item = self.rulebook.items[entry.item]
            fits_type = fits(field.type, item.types, item.shortest)
            yield NameSays(
                item=entry.item,
                where=entry.where,
                words=entry.words,
                strong=entry.strong,
                person=entry.person,
                settled=entry.settled,
                fits_type=fits_type,
                beside=entry.beside,
                counts=fits_type
                and (entry.strong or (entry.person is not False and not entry.beside)),
            )

    def _about(self) -> frozenset[str]:
        words = self.rulebook.name_words
        return frozenset(
            part for word in (*words.about, *words.about_before) for part in self.names.words(word)
        )


def _without_check(rule: Rule) -> Rule:
    """``rule`` by its form alone."""
    return replace(rule, identifier=rule.identifier.model_copy(update={"validator": None}))
