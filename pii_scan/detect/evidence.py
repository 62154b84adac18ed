"""What the values of a field say: matches counted per rule, with no value kept.

Values come in (``Evidence.add``), counts come out (``Evidence.results``). Rules whose values prove
an item by themselves see every value, and a value that several claim goes to the most certain
one. Rules that need a name beside them see only the fields that are named so, and claim nothing.
Rules for whole columns see every value, and claim nothing either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache
from typing import Literal

from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.recognizers import Recognition, Recognizers
from pii_scan.mask import mask
from pii_scan.model import Detection, Field, Sample
from pii_scan.rulebook import Rule

# Base64 of at least one AES block, or hexadecimal of one: what encryption and hashing leave.
_CIPHERTEXT = re.compile(
    r"(?:[A-Za-z0-9+/_-]{4}){5,}[A-Za-z0-9+/_-]{0,4}={0,2}"
    r"|(?:[0-9A-Fa-f]{2}){16,}"
)
# A block of ciphertext with fewer different characters is less likely than a repeated word.
_DIFFERENT_CHARACTERS = 10
_FLAGS = frozenset(
    {"y", "n", "t", "f", "yes", "no", "true", "false", "on", "off", "예", "아니오", "아니요"}
    | {"none", "null", "nil", "undefined", "unknown", "n/a", "-", "없음"}
)
_SYLLABLES = 3
# An e-mail address in the name of a file ends as the file does: kim@example.com.log.
_ADDRESS_IN_NAME = re.compile(r"[^\s/\\@]+@[^\W\d_][\w-]*(?:\.[\w-]+)+")
_SURROUNDINGS = " \t\r\n\"'()[]<>,;"


@dataclass(slots=True)
class ItemCount:
    """How many values hold an item, whichever rules say so, and how many of them in the clear."""

    matched: int = 0
    clear: int = 0
    texts: set[int] = dataclass_field(default_factory=set, repr=False)

    @property
    def distinct(self) -> int:
        """How many different texts were recognised as the item."""
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """What is known of one field's ``sampled`` values.

    ``encrypted`` of them look it; ``flags`` are words for yes, no and nothing, which are no item.
    ``detections`` are by identifier, ``items`` by item.
    """

    field: Field
    sampled: int
    encrypted: int
    flags: int
    detections: Mapping[str, Detection]
    items: Mapping[str, ItemCount]


_EvidenceKind = Literal["alone", "column", "name"]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    identifier: str
    item: str
    evidence: _EvidenceKind
    score: float
    proven: bool

    @property
    def certainty(self) -> tuple[bool, bool, float, int]:
        return self.evidence == "alone", self.proven, self.score, self.end - self.start


@dataclass(slots=True)
class _Count:
    matched: int = 0
    whole: int = 0
    passed: set[int] = dataclass_field(default_factory=set)
    proven: set[int] = dataclass_field(default_factory=set)
    failed: set[int] = dataclass_field(default_factory=set)
    score: float = 0.0
    example: str | None = None

    def add(self, text: str, match: _Match, style: str) -> None:
        """Note one accepted text; how many values hold it is counted by value."""
        self.passed.add(hash(text))
        if match.proven:
            self.proven.add(hash(text))
        self.score = max(self.score, match.score)
        if self.example is None:
            self.example = mask(text.strip(_SURROUNDINGS), style)


@dataclass(slots=True)
class _Tally:
    field: Field
    sampled: int = 0
    encrypted: int = 0
    flags: int = 0
    counts: dict[str, _Count] = dataclass_field(default_factory=dict)
    items: dict[str, ItemCount] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reading:
    """By value: the matches in it, and the candidates in it that a validator refused."""

    matches: dict[str, list[_Match]]
    failures: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One match of a rule in a text, from ``start`` up to ``end`` in characters after NFKC.

    ``counts`` is False where its rule needs a name that the field does not have; ``taken_by`` is
    the rule that has a better claim to the same text.
    """

    identifier: str
    start: int
    end: int
    score: float
    proven: bool
    counts: bool
    taken_by: str | None


_FinderKey = tuple[_EvidenceKind, str]
"""What the rules of a finder need beside values, and their item; empty where all share one."""

_ALONE: _FinderKey = ("alone", "")


def _finder_keys(rule: Rule) -> tuple[_FinderKey, ...]:
    identifier = rule.identifier
    match identifier.evidence:
        case "alone":
            return (_ALONE,)
        case "column":
            return (("column", identifier.item), ("name", identifier.item))
        case "name":
            return (("name", identifier.item),)


class Evidence:
    """Adds up samples, table by table; holds counts and hashes of values, never a value."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        items_named: Callable[[Field], Collection[str]],
        load_recognizers: Callable[[], Recognizers],
    ) -> None:
        """``items_named`` gives the items that a field's name speaks for.

        ``load_recognizers`` is called with the first candidate: it takes a second or two.
        """
        self._rules = rules
        self._items_named = items_named
        self._load_recognizers = cache(load_recognizers)
        self._tallies: dict[tuple[str, tuple[str, ...]], _Tally] = {}
        groups: dict[_FinderKey, list[Rule]] = {}
        for rule in rules.values():
            for key in _finder_keys(rule):
                groups.setdefault(key, []).append(rule)
        self._finders = {key: CandidateFinder(group) for key, group in groups.items()}

    def add(self, samples: Sequence[Sample]) -> None:
        """Count what the values of ``samples`` match. Several samples of one field add up."""
        finders_of = [self._finders_of(sample.field) for sample in samples]
        groups: dict[_FinderKey, list[Sample]] = {}
        for sample, finders in zip(samples, finders_of, strict=True):
            for finder in finders:
                groups.setdefault(finder, []).append(sample)
        readings = {
            finder: self._recognize(self._finders[finder], group)
            for finder, group in groups.items()
        }
        for sample, finders in zip(samples, finders_of, strict=True):
            key = (sample.field.source, sample.field.path)
            tally = self._tallies.setdefault(key, _Tally(sample.field))
            own = [readings[finder] for finder in finders]
            for raw, times in sample.values.items():
                self._count(tally, _normal(raw), times, own)

    def _finders_of(self, field: Field) -> list[_FinderKey]:
        """The rules that a field's values are put before."""
        named = self._items_named(field)
        return [
            (evidence, item)
            for evidence, item in self._finders
            if evidence == "alone" or (item in named) is (evidence == "name")
        ]

    def hidden(self, texts: Iterable[str]) -> dict[str, str]:
        """Each of ``texts``, names and comments of places, with the values in it as ``*``."""
        unique = dict.fromkeys(texts, 1)
        reading = self._recognize(self._finders[_ALONE], [Sample(Field("", ("",)), unique)])
        return {
            text: _ADDRESS_IN_NAME.sub("*", _without(_normal(text), reading) or text)
            for text in unique
        }

    def claims(self, field: Field, text: str) -> list[Claim]:
        """Every match in ``text``, a value of ``field``, in its order, and what became of it.

        Rules that count only beside a name are asked as well, whatever the field is called. Adds
        nothing to the results.
        """
        samples = [Sample(field, {text: 1})]
        # The rules for whole columns are among those beside a name as well.
        finders = [f for (evidence, _), f in self._finders.items() if evidence != "column"]
        matches = [
            match
            for finder in finders
            for match in self._recognize(finder, samples).matches.get(_normal(text), ())
        ]
        named = self._items_named(field)
        counting = [match for match in matches if match.evidence == "alone" or match.item in named]
        settled = self._settle(counting)
        return [
            Claim(
                match.identifier,
                match.start,
                match.end,
                match.score,
                proven=match.proven,
                counts=match in counting,
                taken_by=next(
                    (
                        claim.identifier
                        for claim in settled
                        if match in counting and match not in settled and self._takes(claim, match)
                    ),
                    None,
                ),
            )
            for match in sorted(matches, key=lambda match: (match.start, match.end))
        ]

    def results(self) -> list[FieldEvidence]:
        """The evidence of every field added so far, in the order they came.

        A value that stands in the name or comment of a field is hidden there.
        """
        fields = [tally.field for tally in self._tallies.values()]
        people = self._people_as_keys(fields)
        comments = (field.comment for field in fields if field.comment)
        hidden = self.hidden((*comments, *(part for field in fields for part in field.path)))
        return [
            FieldEvidence(
                replace(
                    tally.field,
                    path=tuple(
                        "*" if tally.field in people and part == tally.field.name else hidden[part]
                        for part in tally.field.path
                    ),
                    comment=hidden.get(tally.field.comment or "", tally.field.comment),
                ),
                tally.sampled,
                tally.encrypted,
                tally.flags,
                {
                    identifier: Detection(
                        identifier=identifier,
                        matched=count.matched,
                        whole=count.whole,
                        distinct=len(count.passed),
                        tested=len(count.passed) + len(count.failed),
                        passed=len(count.passed),
                        proven=len(count.proven),
                        score=count.score,
                        example=count.example,
                    )
                    for identifier, count in tally.counts.items()
                    if count.matched
                },
                tally.items,
            )
            for tally in self._tallies.values()
        ]

    def _people_as_keys(self, fields: Sequence[Field]) -> frozenset[Field]:
        """Fields of logs whose key is a person: ``김영희: hello`` in the log of a chat.

        A Korean name of three syllables and more that is no word for an item; in a log only,
        because the columns of a table are named by its makers.
        """
        keys = {
            field: _normal(field.name)
            for field in fields
            if "." in field.path[0] and len(field.path) > 1 and len(field.name) >= _SYLLABLES
        }
        finder = self._finders.get(("name", "name"))
        if finder is None or not keys:
            return frozenset()
        samples = [Sample(Field("", ("",)), dict.fromkeys(keys.values(), 1))]
        found = self._recognize(finder, samples).matches
        return frozenset(
            field
            for field, key in keys.items()
            if any(match.identifier == "korean_name" for match in found.get(key, ()))
            and not self._items_named(field)
        )

    def _recognize(self, finder: CandidateFinder, samples: Iterable[Sample]) -> _Reading:
        """What the finder's rules recognise in the distinct values of ``samples``."""
        values = list(dict.fromkeys(_normal(value) for s in samples for value in s.values))
        known: dict[tuple[str, str], Recognition] = {}
        reading = _Reading({}, {})
        for candidate in finder.find(values):
            value = values[candidate.index]
            for identifier in candidate.identifiers:
                key = (identifier, candidate.text)
                recognition = known.get(key)
                if recognition is None:
                    recognition = self._load_recognizers().spans(identifier, candidate.text)
                    known[key] = recognition
                if recognition.rejected:
                    reading.failures.setdefault(value, []).append(key)
                for span in recognition.accepted:
                    reading.matches.setdefault(value, []).append(
                        _Match(
                            candidate.start + span.start,
                            candidate.start + span.end,
                            identifier,
                            self._rules[identifier].identifier.item,
                            self._rules[identifier].identifier.evidence,
                            span.score,
                            span.proven is True,
                        )
                    )
        return reading

    def _count(self, tally: _Tally, value: str, times: int, readings: Sequence[_Reading]) -> None:
        tally.sampled += times
        if _CIPHERTEXT.fullmatch(value) and _varied(value):
            tally.encrypted += times
        elif value.lower() in _FLAGS:
            tally.flags += times
        for reading in readings:
            for identifier, text in reading.failures.get(value, ()):
                tally.counts.setdefault(identifier, _Count()).failed.add(hash(text))
        matches = [match for reading in readings for match in reading.matches.get(value, ())]
        if not matches:
            return
        wholes: dict[str, bool] = {}
        clears: dict[str, bool] = {}
        stripped = value.strip(_SURROUNDINGS)
        for match in self._settle(matches):
            rule = self._rules[match.identifier].identifier
            count = tally.counts.setdefault(match.identifier, _Count())
            text = value[match.start : match.end]
            count.add(text, match, rule.mask)
            tally.items.setdefault(match.item, ItemCount()).texts.add(hash(text))
            whole = text.strip(_SURROUNDINGS) == stripped
            wholes[match.identifier] = wholes.get(match.identifier, False) or whole
            clears[match.item] = clears.get(match.item, False) or rule.form == "clear"
        for matched, whole in wholes.items():
            tally.counts[matched].matched += times
            tally.counts[matched].whole += times if whole else 0
        for item, clear in clears.items():
            tally.items[item].matched += times
            tally.items[item].clear += times if clear else 0

    def _settle(self, matches: Sequence[_Match]) -> Sequence[_Match]:
        """``matches`` without those whose text a more certain one takes."""
        settled: list[_Match] = []
        for match in sorted(matches, key=lambda match: match.certainty, reverse=True):
            if not any(self._takes(claim, match) for claim in settled):
                settled.append(match)
        return settled

    def _takes(self, claim: _Match, match: _Match) -> bool:
        """Whether ``claim`` leaves nothing of its text to ``match``.

        A text is one item once. Between items only rules whose values prove the item by
        themselves take a text, and none is taken from a rule that a name speaks for.
        """
        if claim.end <= match.start or match.end <= claim.start:
            return False
        if claim.item == match.item:
            return True
        if claim.evidence != "alone" or match.evidence == "name":
            return False
        inside = self._rules[match.identifier].identifier.inside
        outside = self._rules[claim.identifier].identifier.inside
        return claim.identifier not in inside and match.identifier not in outside


def _normal(value: str) -> str:
    """NFKC, so that full-width digits and Hangul in NFD are what they look like."""
    return value if value.isascii() else unicodedata.normalize("NFKC", value)


def _without(text: str, reading: _Reading) -> str | None:
    """``text`` with each match as ``*``; None where there is none."""
    matches = reading.matches.get(text)
    if not matches:
        return None
    for match in sorted(matches, key=lambda match: match.start, reverse=True):
        text = text[: match.start] + "*" + text[match.end :]
    return text


def _varied(value: str) -> bool:
    """Whether ``value`` mixes letters and digits as ciphertext does and words do not."""
    return (
        any(character.isdigit() for character in value)
        and any(character.isalpha() for character in value)
        and len(set(value)) >= _DIFFERENT_CHARACTERS
    )
