"""From evidence to findings: which items a field holds, how surely, and why.

Values and names are separate witnesses. A rule whose values prove the item by themselves (an
e-mail address, a resident number) needs no name; a rule whose form is common (five digits, two
letters) counts only beside a name or a neighbour that says the same. Rare matches are kept: how
many and how sure are different questions.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from pii_scan.detect.confidence import confidence_of
from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.forms import Form
from pii_scan.detect.kinds import ITEMS_OF_ADDRESSES
from pii_scan.detect.log_clients import called_a_server_s
from pii_scan.detect.name_tables import is_a_machine_s
from pii_scan.detect.names import NameReader
from pii_scan.detect.naming import Naming, are_built, are_drawn, is_login
from pii_scan.detect.neighbours import Neighbours
from pii_scan.detect.place import Place, around, at, root
from pii_scan.detect.reasons import reasons
from pii_scan.detect.silences import others, silence, tells_by_keys
from pii_scan.detect.table_keys import TableKeys
from pii_scan.detect.table_uses import WHICH_BANK
from pii_scan.detect.tables import holds_companies
from pii_scan.detect.tally import ItemCount
from pii_scan.detect.types import kind_of
from pii_scan.detect.witnesses import (
    NameWitness,
    Silence,
    ValueWitness,
    Witnesses,
    by_type,
    taken_meanings,
)
from pii_scan.model import Detection, Field, Finding
from pii_scan.rulebook import Identifier, Item, Rule

# A finding this sure speaks for its neighbours and against other meanings of its name.
_TELLING = 0.5
# Fields whose names end in so many of the same words are called the same.
_END = 2
# Values that match count for nothing where so many times as many are clearly something else.
_OUTNUMBERED = 5
# What machines have that nobody sits at as well.
_ADDRESSES_OF_MACHINES = frozenset({"ip_address", "mac_address"})
# Versions of what a page loads are called no more than this, and parts of other names as well:
# app.css?v=1.2.3.4, but ipAddressV4.
_VERSION = "v"
# What is called an address as well as where somebody lives: sender-address.
_OTHER_ADDRESSES = frozenset({"email", "ip_address", "mac_address"})


class Judge:
    """Turns the evidence of a table's or log's fields into findings."""

    def __init__(
        self, items: Mapping[str, Item], rules: Mapping[str, Rule], names: NameReader
    ) -> None:
        self._items = items
        self._rules = rules
        self._names = names
        self._naming = Naming(items, names)
        identifiers = [rule.identifier for rule in rules.values()]
        self._items_with_rules = {identifier.item for identifier in identifiers}
        self._hashed_items = {i.item for i in identifiers if i.form == "hashed"}

    def findings(
        self,
        evidence: Sequence[FieldEvidence],
        min_confidence: float,
        unread: Container[tuple[str, str]] = frozenset(),
    ) -> list[Finding]:
        """Findings of at least ``min_confidence``, 0 to 1, in the order of the fields.

        ``evidence`` is that of a whole scan; fields are neighbours where they stand in the same
        table, or in the same column of it that holds documents. ``unread`` are the sources and
        locations of what was skipped.
        """
        tables: dict[tuple[str, tuple[str, ...]], list[FieldEvidence]] = {}
        for entry in evidence:
            tables.setdefault((entry.field.source, entry.field.nested[:-1]), []).append(entry)
        parents = {place for entry in evidence if entry.sampled for place in around(entry.field)}
        words = {
            place: self._names.table_words([entry.field.told for entry in fields])
            for place, fields in tables.items()
        }
        stretched = {
            root(tables[place][0].field) for place, told in words.items() if told.stretched
        }
        keys = TableKeys.of(tables, self._names.words)
        judged = [
            finding
            for place, fields in tables.items()
            for finding in self._judge_table(
                fields,
                min_confidence,
                Place(
                    replace(words[place], stretched=root(fields[0].field) in stretched),
                    parents,
                    keys,
                    unread,
                ),
            )
            if finding.confidence >= min_confidence
        ]
        told = {(place, f.item) for f in judged if f.sampled for place in around(f.field)}
        return [f for f in judged if f.sampled or (at(f.field), f.item) not in told]

    def _judge_table(
        self,
        fields: Sequence[FieldEvidence],
        min_confidence: float,
        alone: Place,
    ) -> Iterable[Finding]:
        """Twice: what a field says by itself first helps its neighbours' weak names."""
        first = [self._judge_field(entry, alone, _TELLING) for entry in fields]
        least = min(_TELLING, min_confidence)
        # UserName and NormalizedUserName mean the same, and neither says what the other is.
        ends = [_end(self._names.words(entry.field.told[-1])) for entry in fields]
        called: dict[str, set[tuple[str, ...]]] = {}
        for findings, end in zip(first, ends, strict=True):
            for finding in findings:
                if not (
                    (is_login(finding.item) and kind_of(finding.field.type) == "number")
                    or (finding.item == "bank_account" and _is_which_bank(end))
                ):
                    called.setdefault(finding.item, set()).add(end)
        neighbours = Neighbours([entry.field for entry in fields], first)
        for index, entry in enumerate(fields):
            if _is_taken_out(entry):
                continue
            place = replace(
                alone,
                items=neighbours.items(index),
                meanings=frozenset(item for item, some in called.items() if some != {ends[index]}),
                rules=neighbours.rules(index),
            )
            yield from self._judge_field(entry, place, least)

    def _judge_field(self, evidence: FieldEvidence, place: Place, least: float) -> list[Finding]:
        field = evidence.field
        names = self._naming.items_named(evidence, place)
        own = self._names.words(field.told[-1])
        detections: dict[str, list[Detection]] = {}
        for detection in place.table.read(evidence.detections.values()):
            item = self._rules[detection.identifier].identifier.item
            if not (
                (place.table.of_addresses and item in ITEMS_OF_ADDRESSES)
                or (not field.logged and is_a_machine_s(item, own, place.table))
            ):
                detections.setdefault(item, []).append(detection)
        # Another field may be called so as well; what most values here are, this one holds.
        held = {
            item
            for item, found in detections.items()
            if any(detection.whole * 2 >= evidence.sampled for detection in found)
        }
        if field.logged and are_built(evidence, Form.LOGIN):
            # Other lines of a log have other fields: its usrName stays a login.
            held.add("user_id")
        if not held.isdisjoint(_OTHER_ADDRESSES):
            names.pop("address", None)
        taken = taken_meanings(names, place.meanings - held)
        names = {item: name for item, name in names.items() if item not in taken} or by_type(field)
        meant = {words: item for item, words in taken.items()}
        judged = []
        for item in dict.fromkeys((*names, *detections)):
            entry = names.get(item)
            name = self._naming.witness(entry, evidence, place, meant) if entry else None
            judged.append(self._witnesses(evidence, item, name, detections.get(item, []), place))
        filling = next((w for w in judged if w.is_filled_as_named), None)
        weighed = [
            (witnesses, confidence_of(witnesses, is_login=is_login(witnesses.item)))
            for witnesses in judged
            if not (witnesses.is_chance_among_numbers or witnesses.is_a_server_in_texts)
            and (filling is None or witnesses is filling or not _is_within(witnesses, filling))
        ]
        return self._one_by_name(
            [(witnesses, confidence) for witnesses, confidence in weighed if confidence >= least]
        )

    def _one_by_name(self, weighed: Sequence[tuple[Witnesses, float]]) -> list[Finding]:
        """Of the items that only a name speaks for, the surest: one column has one meaning.

        A name says nothing more where values prove another item that its words speak for too
        (``ssn`` with resident numbers in it), a weak one also where most values prove another item.
        """
        proven = any(
            witnesses.name or value.detection.whole * 2 >= value.sampled
            for witnesses, _ in weighed
            for value in witnesses.alone
        )
        meant = {w.name.words for w, _ in weighed if w.alone and w.name}
        by_name = [
            confidence
            for witnesses, confidence in weighed
            if not witnesses.alone
            and witnesses.name
            and (witnesses.name.is_strong or not proven)
            and witnesses.name.words not in meant
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
        name: NameWitness | None,
        detections: Sequence[Detection],
        place: Place,
    ) -> Witnesses:
        of_companies = item == "name" and holds_companies(evidence, detections)
        values = [
            self._value_witness(detection, evidence, name)
            for detection in (() if of_companies else detections)
        ]
        alone = tuple(value for value in values if value.needs_no_name)
        beside_name = tuple(
            value
            for value in values
            if name and not value.needs_no_name and _counts(value, name, place)
        )
        has_rules, hashed = item in self._items_with_rules, item in self._hashed_items
        strong = name is not None and name.is_strong
        recognised = evidence.items[item].matched if alone or beside_name else 0
        other = others(evidence, self._items[item], recognised, strong=strong)
        other = evidence.sampled if of_companies else other
        keyed = name is not None and tells_by_keys(name.words, evidence.field)
        why = silence(
            evidence,
            self._items[item],
            other,
            has_rules=has_rules,
            hashed=hashed,
            strong=strong,
            keyed=keyed,
        )
        if not evidence.sampled:
            why = _without_values(evidence.field, place)
        elif not strong and not keyed and is_login(item) and are_drawn(evidence):
            why = Silence.KEYS
        elif beside_name and not alone:
            # Far more values are clearly something else than match.
            most = other * 2 > evidence.sampled
            beside_name = () if most and recognised * _OUTNUMBERED < other else beside_name
        silent = None if alone or beside_name else why
        return Witnesses(evidence, item, name, alone, beside_name, silent, other)

    def _value_witness(
        self, detection: Detection, evidence: FieldEvidence, name: NameWitness | None
    ) -> ValueWitness:
        identifier = self._rules[detection.identifier].identifier
        return ValueWitness(
            detection,
            identifier,
            evidence.sampled,
            named=name is not None,
            unsure=name is not None and name.is_unsure,
            against=None if name else self._speaking_against(identifier, evidence),
        )

    def _speaking_against(self, identifier: Identifier, evidence: FieldEvidence) -> str | None:
        field = evidence.field
        name = field.told[-1]
        words = set(self._names.words(name))
        if said := next((p for p in identifier.against if words.issuperset(p.split())), None):
            return said
        if not field.logged or identifier.item not in _ADDRESSES_OF_MACHINES:
            return None
        return called_a_server_s(name, self._names.words) or _called_a_version(name)

    def _finding(self, witnesses: Witnesses, confidence: float) -> Finding:
        evidence = witnesses.evidence
        matching = [value.detection for value in witnesses.matching]
        first, last = evidence.seen or (None, None)
        # Of what only a name tells, all values are taken for the item.
        count = evidence.items[witnesses.item] if matching else ItemCount(first=first, last=last)
        clear = count.clear
        if witnesses.item in self._hashed_items and witnesses.name:
            # A password has no form of its own: what is neither hashed nor encrypted is clear.
            clear = evidence.sampled - max(count.matched - count.clear, evidence.encrypted)
            clear -= evidence.has_form(Form.MASKED)
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
            reasons=tuple(reasons(witnesses, self._items)),
            first_seen=count.first,
            last_seen=count.last,
            templates=count.templates,
            context=best.context if best else None,
        )


def _end(words: tuple[str, ...]) -> tuple[str, ...]:
    """The last of ``words`` that tell what is called the same: contact1 and contact2 are."""
    return (words[:-1] if words[:-1] and words[-1].isdigit() else words)[-_END:]


def _is_which_bank(end: tuple[str, ...]) -> bool:
    """Whether what ends so says at which bank an account is, and not which one."""
    return end[-1:] == ("bank",) or end in WHICH_BANK


def _is_taken_out(evidence: FieldEvidence) -> bool:
    """Whether a log holds nothing of a field but masks: a column is made for what they hide."""
    return evidence.field.logged and 0 < evidence.sampled == evidence.has_form(Form.MASKED)


def _is_within(witnesses: Witnesses, filling: Witnesses) -> bool:
    """Whether what speaks for an item is nothing but what ``filling`` fills its field with."""
    return (
        witnesses.is_rare_and_unproven
        or witnesses.is_part_of(filling)
        or witnesses.is_ambiguous_in(filling)
    )


def _counts(value: ValueWitness, name: NameWitness, place: Place) -> bool:
    """Whether ``name`` and what stands in other fields are enough for what may be a part."""
    identifier = value.identifier
    beside = not identifier.beside or not place.rules.isdisjoint(identifier.beside)
    return beside and (name.is_strong or not (identifier.part or value.is_of_words))


def _without_values(field: Field, place: Place) -> Silence:
    if at(field) in place.parents:
        return Silence.INSIDE
    table = ".".join(field.path[:-1])
    if (field.source, field.location) in place.unread or (field.source, table) in place.unread:
        return Silence.NOT_READ
    return Silence.NO_VALUES


def _called_a_version(name: str) -> str | None:
    """The key of a log's field where it is ``v``, else None."""
    return _VERSION if name.rpartition(".")[2].lower() == _VERSION else None
