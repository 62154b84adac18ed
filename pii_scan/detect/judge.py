"""From evidence to findings: which items a field holds, how surely, and why.

Values and names are separate witnesses. A rule whose values prove the item by themselves (an
e-mail address, a resident number) needs no name; a rule whose form is common (five digits, two
letters) counts only beside a name or a neighbour that says the same. Rare matches are kept: how
many and how sure are different questions. Confidence is the probability that the field holds the
item; two witnesses combine as independent ones, 1 - (1 - a)(1 - b).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pii_scan.detect.evidence import FieldEvidence, ItemCount
from pii_scan.detect.names import NameEvidence, NameReader
from pii_scan.detect.types import fits
from pii_scan.model import Detection, Finding
from pii_scan.rulebook import Item, Rule

# A finding this sure speaks for its neighbours and against other meanings of its name.
_TELLING = 0.5
_STRONG_NAME = 0.75
_WEAK_NAME_OF_A_PERSON = 0.6
_WEAK_NAME = 0.3
# A name whose values never match although the rules cover every form of the item.
_CONTRADICTED = 0.3
# Values that agree throughout leave half of the doubt that one match leaves.
_THROUGHOUT = 0.8
_DOUBT_LEFT = 0.4
# A rule that is spoken against by the field's name keeps this share of its certainty.
_SPOKEN_AGAINST = 0.4
_FEW_VALUES = 3
# Fewer different values than this are no column that could prove anything by itself.
_COLUMN_OF_VALUES = 10
_TELLING_FORM = 0.5
# More candidates than this that pass their check add nothing.
_ENOUGH_PASSED = 6

# Items that tell that a table is about people.
_OF_PEOPLE = frozenset(
    {"email", "phone", "birth_date", "gender", "password", "resident_registration_number"}
)
# A weak name is helped by a neighbour in the same table: an expiry date beside a card number.
_NEIGHBOURS: Mapping[str, frozenset[str]] = {
    "credit_card": frozenset({"credit_card", "card_security_code"}),
    "card_security_code": frozenset({"credit_card"}),
    "bank_account": frozenset({"bank_account"}),
    "location": frozenset({"location"}),
    "address": frozenset({"address", "postal_code"}),
    "postal_code": frozenset({"address"}),
}


@dataclass(frozen=True, slots=True)
class _Witnesses:
    """What speaks for one item in one field."""

    evidence: FieldEvidence
    item: str
    name: NameEvidence | None
    name_weight: float
    neighbour: str | None
    alone: tuple[Detection, ...]
    beside_name: tuple[Detection, ...]


class Judge:
    """Turns the evidence of a table's or log's fields into findings."""

    def __init__(
        self, items: Mapping[str, Item], rules: Mapping[str, Rule], names: NameReader
    ) -> None:
        self._items = items
        self._rules = rules
        self._names = names
        self._hashed_items = {
            rule.identifier.item for rule in rules.values() if rule.identifier.form == "hashed"
        }

    def findings(self, evidence: Sequence[FieldEvidence], min_confidence: float) -> list[Finding]:
        """Findings of at least ``min_confidence``, 0 to 1, in the order of the fields.

        ``evidence`` is that of a whole scan; fields are neighbours where all but the last part
        of their path is the same.
        """
        tables: dict[tuple[str, tuple[str, ...]], list[FieldEvidence]] = {}
        for entry in evidence:
            tables.setdefault((entry.field.source, entry.field.path[:-1]), []).append(entry)
        return [
            finding
            for fields in tables.values()
            for finding in self._judge_table(fields, min_confidence)
            if finding.confidence >= min_confidence
        ]

    def _judge_table(
        self, fields: Sequence[FieldEvidence], min_confidence: float
    ) -> Iterable[Finding]:
        """Twice: what a field says by itself first helps its neighbours' weak names."""
        first = [self._judge_field(entry, frozenset(), _TELLING) for entry in fields]
        least = min(_TELLING, min_confidence)
        for index, entry in enumerate(fields):
            others = frozenset(
                finding.item
                for other, findings in enumerate(first)
                if other != index
                for finding in findings
            )
            yield from self._judge_field(entry, others, least)

    def _judge_field(
        self, evidence: FieldEvidence, neighbours: frozenset[str], least: float
    ) -> list[Finding]:
        field = evidence.field
        names = {
            entry.item: entry
            for entry in self._names.read(field.path, field.comment)
            if fits(field.type, self._items[entry.item].types)
        }
        detections: dict[str, list[Detection]] = {}
        for detection in evidence.detections.values():
            item = self._rules[detection.identifier].identifier.item
            detections.setdefault(item, []).append(detection)
        judged = [
            (self._witnesses(evidence, item, names.get(item), detections.get(item, []), neighbours))
            for item in dict.fromkeys((*names, *detections))
        ]
        weighed = [(witnesses, self._confidence(witnesses)) for witnesses in judged]
        return self._one_by_name(
            [(witnesses, confidence) for witnesses, confidence in weighed if confidence >= least]
        )

    def _one_by_name(self, weighed: Sequence[tuple[_Witnesses, float]]) -> list[Finding]:
        """Of the items that only a name speaks for, the surest: one column has one meaning.

        A weak name says nothing more where values prove another item that the name speaks for
        too (``ssn`` with resident numbers in it), or where most values prove another item.
        """
        proven = any(
            witnesses.name or detection.whole * 2 >= witnesses.evidence.sampled
            for witnesses, _ in weighed
            for detection in witnesses.alone
        )
        by_name = [
            confidence
            for witnesses, confidence in weighed
            if not witnesses.alone and not (proven and witnesses.name and not witnesses.name.strong)
        ]
        kept: list[Finding] = []
        for witnesses, confidence in weighed:
            if witnesses.alone or (by_name and confidence == max(by_name)):
                kept.append(self._finding(witnesses, confidence))
                if not witnesses.alone:
                    by_name = []
        return kept

    def _witnesses(
        self,
        evidence: FieldEvidence,
        item: str,
        name: NameEvidence | None,
        detections: Sequence[Detection],
        neighbours: frozenset[str],
    ) -> _Witnesses:
        neighbour = next(iter(sorted(_NEIGHBOURS.get(item, frozenset()) & neighbours)), None)
        people = next(iter(sorted(_OF_PEOPLE & neighbours)), None)
        weight = 0.0
        if name and name.strong:
            weight, neighbour = _STRONG_NAME, None
        elif name and name.person is not False:
            neighbour = neighbour or (people if name.person is None else None)
            of_a_person = name.settled and (name.person or neighbour)
            weight = _WEAK_NAME_OF_A_PERSON if of_a_person else _WEAK_NAME
        return _Witnesses(
            evidence,
            item,
            name if weight else None,
            weight,
            neighbour if weight else None,
            tuple(d for d in detections if self._needs_no_name(d, evidence)),
            tuple(d for d in detections if weight and not self._needs_no_name(d, evidence)),
        )

    def _needs_no_name(self, detection: Detection, evidence: FieldEvidence) -> bool:
        identifier = self._rules[detection.identifier].identifier
        fills = (
            detection.whole >= _THROUGHOUT * evidence.sampled
            and detection.distinct >= _COLUMN_OF_VALUES
        )
        return identifier.evidence == "alone" or (identifier.evidence == "column" and fills)

    def _confidence(self, witnesses: _Witnesses) -> float:
        sampled = witnesses.evidence.sampled
        name = witnesses.name_weight
        if not sampled:
            return name
        matching = (*witnesses.alone, *witnesses.beside_name)
        if not matching:
            if witnesses.evidence.encrypted * 2 >= sampled:
                return name
            if witnesses.evidence.flags == sampled:
                return 0.0
            decisive = self._items[witnesses.item].values == "decisive"
            return name * (_CONTRADICTED if decisive else 1.0)
        by_values = max(self._value_confidence(detection, witnesses) for detection in matching)
        if not name:
            return by_values
        share = witnesses.evidence.items[witnesses.item].matched / sampled
        agreement = 1.0 if share >= 0.5 else share  # noqa: PLR2004  most values
        return 1 - (1 - name) * (1 - by_values * agreement)

    def _value_confidence(self, detection: Detection, witnesses: _Witnesses) -> float:
        identifier = self._rules[detection.identifier].identifier
        sure = detection.score
        if identifier.evidence == "column":
            if not witnesses.name_weight:
                sure = checked(sure, detection.distinct, detection.proven, identifier.chance)
        elif identifier.validator and 0 < identifier.chance < 1:
            sure = checked(sure, detection.tested, detection.passed, identifier.chance)
        else:
            sure *= 1 - identifier.chance
        evidence = witnesses.evidence
        throughout = detection.whole >= _THROUGHOUT * evidence.sampled
        telling = detection.score >= _TELLING_FORM
        if telling and throughout and detection.distinct >= _FEW_VALUES:
            sure = 1 - (1 - sure) * _DOUBT_LEFT
        if not witnesses.name_weight and identifier.against:
            words = set(self._names.words(evidence.field.name))
            if words & set(identifier.against):
                sure *= _SPOKEN_AGAINST
        return sure

    def _finding(self, witnesses: _Witnesses, confidence: float) -> Finding:
        evidence = witnesses.evidence
        matching = (*witnesses.alone, *witnesses.beside_name)
        count = evidence.items[witnesses.item] if matching else ItemCount()
        clear = count.clear
        if witnesses.item in self._hashed_items and witnesses.name:
            # A password has no form of its own: what is neither hashed nor encrypted is clear.
            clear = evidence.sampled - max(count.matched - count.clear, evidence.encrypted)
        best = max(matching, key=lambda d: d.matched, default=None)
        return Finding(
            field=evidence.field,
            item=witnesses.item,
            identifiers=tuple(sorted(detection.identifier for detection in matching)),
            confidence=round(min(confidence, 0.99), 2),
            matched=count.matched,
            sampled=evidence.sampled,
            clear=max(0, min(clear, evidence.sampled)),
            distinct=count.distinct if evidence.sampled else None,
            example=best.example if best else None,
            reasons=tuple(self._reasons(witnesses, matching)),
        )

    def _reasons(self, witnesses: _Witnesses, matching: Sequence[Detection]) -> Iterable[str]:
        evidence, name = witnesses.evidence, witnesses.name
        if name:
            yield f"{name.where}: {name.words}"
            if not name.strong and witnesses.neighbour:
                yield f"neighbour: {witnesses.neighbour} in the same place"
        for detection in sorted(matching, key=lambda d: -d.matched):
            identifier = self._rules[detection.identifier].identifier
            chance, passed, tested = identifier.chance, detection.passed, detection.tested
            if identifier.evidence == "column":
                passed, tested = detection.proven, detection.distinct
            counts = f"{detection.matched:,} of {evidence.sampled:,}"
            line = f"values: {counts} match {detection.identifier}"
            if chance and tested:
                line += (
                    f"; {passed:,} of {tested:,} different ones pass its check"
                    f" ({chance:.0%} would by chance)"
                )
            yield line
        if not evidence.sampled:
            yield "by name only: there are no values"
        elif evidence.encrypted and not matching:
            yield f"values: {evidence.encrypted:,} of {evidence.sampled:,} look encrypted or hashed"
        elif not matching:
            values = f"{evidence.sampled:,} value{'' if evidence.sampled == 1 else 's'}"
            yield f"by name only: no rule matches the {values}"


def checked(prior: float, tested: int, passed: int, chance: float) -> float:
    """How sure ``tested`` different candidates are, 0 to 1, of which ``passed`` passed a check.

    ``prior`` is how sure the form alone is, below 1; ``chance``, between 0 and 1, is the share of
    look-alikes that pass. Each one that passes makes the odds ``1 / chance`` times better (Bayes).
    Those that failed are look-alikes for certain, and for each of them ``chance / (1 - chance)``
    look-alikes passed, give or take two standard deviations of that number (Poisson): that share
    of the passed ones counts for nothing. With Luhn's 0.1 and a prior of 0.1, 1 of 1 gives 0.53,
    2 of 2 gives 0.92 and 100 of 1,000 gives 0.
    """
    if not passed:
        return 0.0
    odds = prior / max(1 - prior, 1e-6) * chance ** -min(passed, _ENOUGH_PASSED)
    lucky = (tested - passed) * chance / (1 - chance)
    real = 1 - (lucky + 2 * math.sqrt(lucky)) / passed
    return max(0.0, real) * odds / (1 + odds)
