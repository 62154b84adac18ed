"""What is known of an identifier and of an item: their files, joined with what the laws say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from pii_scan.errors import RuleError, UsageError
from pii_scan.model import Label
from pii_scan.rulebook import Law, Obligation, Rule, Rulebook, countries_with_rules
from pii_scan.yaml_file import read_yaml

_NEAR_MISSES = 3
# How alike a word must be to be taken for a slip of the hand, from 0 to 1.
_ALIKE = 0.65

Origin = Literal["pii-scan", "own", "override"]
"""Whose a rule is; an override is the user's own in the place of one of ours."""

Duty = Literal["class", "needs-basis", "encrypt", "must-not-store"]


@dataclass(frozen=True, slots=True)
class LegalDuty:
    """One thing that a law says of an item.

    ``message`` is the law's own in both languages, or the name of the class. ``severity`` and
    ``reference`` are None for a class. ``except_identifiers`` are not under it.
    """

    law: str
    title: Label
    duty: Duty
    message: Label
    severity: str | None
    reference: str | None
    except_identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternFacts:
    """One pattern of a recogniser; ``score``, 0 to 1, is how sure its form is by itself."""

    name: str
    regex: str
    score: float


@dataclass(frozen=True, slots=True)
class IdentifierFacts:
    """How one kind of value is recognised, and why.

    ``evidence``, ``chance``, ``form``, ``against`` and ``inside`` are those of its rule;
    ``check_says`` is what a value must satisfy beyond its pattern. ``candidate`` is what the fast
    pass searches for. ``recognizer`` is Presidio's own where the rule has no ``patterns``.
    """

    id: str
    item: str
    why: str
    evidence: Literal["alone", "column", "name"]
    form: Literal["clear", "masked", "hashed"]
    check: str | None
    check_says: str | None
    chance: float
    against: tuple[str, ...]
    inside: tuple[str, ...]
    recognizer: str | None
    patterns: tuple[PatternFacts, ...]
    candidate: str
    match: tuple[str, ...]
    look_alike: tuple[str, ...]
    sources: tuple[str, ...]
    origin: Origin
    off: str | None
    file: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a policy can declare: its words, the laws on it and what recognises it.

    ``column_names`` are by how much they say, under the keys of items.yaml (strong, weak …);
    ``neighbours`` are items that help a weak one.
    """

    id: str
    label: Label
    laws: tuple[LegalDuty, ...]
    identifiers: tuple[str, ...]
    policy_words: tuple[str, ...]
    column_names: Mapping[str, tuple[str, ...]]
    neighbours: tuple[str, ...]
    types: tuple[str, ...]
    values: Literal["decisive", "supporting"]
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    dpv: str
    fides: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an id stands for: an item, an identifier with its item, or both where they share it."""

    id: str
    is_item: bool
    item: ItemFacts
    identifier: IdentifierFacts | None


def explain(rulebook: Rulebook, identifier_or_item: str) -> Explanation:
    """What the rules say of an identifier or an item, whether it is used or not.

    Raises UsageError with near misses where there is none.
    """
    rule = rulebook.rules.get(identifier_or_item)
    off = None
    is_item = identifier_or_item in rulebook.items
    if rule is None and (not is_item or identifier_or_item in rulebook.switched_off):
        rule = _all_of_ours(rulebook).rules.get(identifier_or_item)
        off = _why_off(rulebook, rule) if rule else None
    if rule is None and not is_item:
        raise _unknown(rulebook, identifier_or_item)
    item = rule.identifier.item if rule else identifier_or_item
    return Explanation(
        id=identifier_or_item,
        is_item=is_item,
        item=_item(rulebook, item),
        identifier=_identifier(rulebook, rule, off) if rule else None,
    )


def _all_of_ours(rulebook: Rulebook) -> Rulebook:
    """Every rule that ships, of all countries, whatever the user switched off or replaced."""
    return Rulebook(rulebook.folder, countries_with_rules(rulebook.folder))


def _why_off(rulebook: Rulebook, rule: Rule) -> str:
    if rule.id in rulebook.switched_off:
        return rulebook.switched_off[rule.id]
    country = rule.file.parent.name
    return f"its country is not on: add {country} to countries in pii-scan.yaml"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item as ``rules list`` shows it.

    ``own`` are those of ``identifiers`` that are the user's own rules, ``overrides`` those of them
    that replace one of ours; ``switched_off`` are identifiers that are not looked for, by why.
    """

    item: str
    ko: str
    en: str
    identifiers: tuple[str, ...]
    own: tuple[str, ...]
    overrides: tuple[str, ...]
    switched_off: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """Every item, and the countries whose identifiers are on and those that could be."""

    items: tuple[ListedItem, ...]
    countries: tuple[str, ...]
    other_countries: tuple[str, ...]


def listing(rulebook: Rulebook) -> Listing:
    """Every item with what recognises it, in the order of items.yaml, then the user's own."""
    ours = _all_of_ours(rulebook).rules if rulebook.switched_off else {}
    off = {i: ours[i].identifier.item for i in rulebook.switched_off}
    items = []
    for item_id, item in rulebook.items.items():
        rules = [rule for rule in rulebook.rules.values() if rule.identifier.item == item_id]
        listed = ListedItem(
            item_id,
            item.label.ko,
            item.label.en,
            identifiers=tuple(rule.id for rule in rules),
            own=tuple(rule.id for rule in rules if origin(rulebook, rule) != "pii-scan"),
            overrides=tuple(rule.id for rule in rules if origin(rulebook, rule) == "override"),
            switched_off={i: rulebook.switched_off[i] for i in off if off[i] == item_id},
        )
        items.append(listed)
    known = countries_with_rules(rulebook.folder)
    others = tuple(country for country in known if country not in rulebook.countries)
    return Listing(tuple(items), tuple(rulebook.countries), others)


def check_in_words(validator: str) -> str | None:
    """What a validator asks of a value: the first sentence of its description."""
    # Its libraries are no use to a list of rules.
    from pii_scan.detect.validators import VALIDATORS

    found = VALIDATORS.get(validator)
    first = (found.__doc__ or "").split("\n\n")[0] if found else ""
    text = " ".join(first.split()).rstrip(".")
    # What it answers is told once for all rules: see the module's head.
    text = re.sub(r"^(?:True|None) (?:for|when|where) ", "", text)
    text = re.sub(r", None for ", "; unproven for ", text)
    text = re.sub(r", False for ", "; refused for ", text)
    # A sentence's capital, and not that of a name such as JOSE.
    return text[0].lower() + text[1:] if text[1:2].islower() else text or None


def origin(rulebook: Rulebook, rule: Rule) -> Origin:
    """Whose ``rule`` is."""
    if rule.file.is_relative_to(rulebook.folder):
        return "pii-scan"
    return "override" if rule.identifier.override else "own"


def _identifier(rulebook: Rulebook, rule: Rule, off: str | None) -> IdentifierFacts:
    identifier = rule.identifier
    settings = rule.registry["recognizers"][0]
    patterns = tuple(
        PatternFacts(str(pattern["name"]), str(pattern["regex"]), float(pattern["score"]))
        for pattern in settings.get("patterns", ())
    )
    return IdentifierFacts(
        id=rule.id,
        item=identifier.item,
        why=identifier.why,
        evidence=identifier.evidence,
        form=identifier.form,
        check=identifier.validator,
        check_says=check_in_words(identifier.validator) if identifier.validator else None,
        chance=identifier.chance,
        against=identifier.against,
        inside=identifier.inside,
        recognizer=settings.get("class_name"),
        patterns=patterns,
        candidate=identifier.candidate,
        match=identifier.examples.match,
        look_alike=identifier.examples.look_alike,
        sources=identifier.sources,
        origin=origin(rulebook, rule),
        off=off,
        file=str(rule.file),
    )


def _item(rulebook: Rulebook, item_id: str) -> ItemFacts:
    item = rulebook.items[item_id]
    identifiers = tuple(r.id for r in rulebook.rules.values() if r.identifier.item == item_id)
    duties = (duty for law in rulebook.laws.values() for duty in _duties(law, item_id))
    return ItemFacts(
        id=item_id,
        label=Label(item.label.ko, item.label.en),
        laws=tuple(
            replace(
                duty,
                except_identifiers=tuple(i for i in duty.except_identifiers if i in identifiers),
            )
            for duty in duties
        ),
        identifiers=identifiers,
        policy_words=item.policy,
        column_names=item.names.model_dump(),
        neighbours=item.neighbours,
        types=item.types,
        values=item.values,
        broader=item.broader,
        narrower=tuple(i for i, other in rulebook.items.items() if item_id in other.broader),
        dpv=item.dpv,
        fides=item.fides,
        files=tuple(str(file) for file in _item_files(rulebook) if item_id in _keys(file)),
    )


def _item_files(rulebook: Rulebook) -> Iterable[Path]:
    folders = (rulebook.folder, *((rulebook.own,) if rulebook.own else ()))
    return (folder / "items.yaml" for folder in folders if (folder / "items.yaml").is_file())


@cache
def _keys(file: Path) -> frozenset[str]:
    return frozenset(read_yaml(file, RuleError))


def _duties(law: Law, item: str) -> Iterable[LegalDuty]:
    title = Label(law.title.ko, law.title.en)
    for name, items in law.classes.items():
        if item in items:
            words = name.replace("_", " ")
            yield LegalDuty(law.id, title, "class", Label(words, words), None, None)
    groups: Sequence[tuple[Duty, Sequence[Obligation]]] = (
        ("needs-basis", law.needs_basis),
        ("encrypt", law.encrypt),
        ("must-not-store", law.must_not_store),
    )
    for duty, obligations in groups:
        for obligation in obligations:
            if item in obligation.items:
                yield LegalDuty(
                    law.id,
                    title,
                    duty,
                    Label(obligation.message.ko, obligation.message.en),
                    obligation.severity,
                    obligation.reference,
                    tuple(getattr(obligation, "except_identifiers", ())),
                )


def _unknown(rulebook: Rulebook, asked: str) -> UsageError:
    """What the id may have been meant to be: by its spelling, its label or a policy's word."""
    meant = {rule: rule for rule in (*rulebook.rules, *_all_of_ours(rulebook).rules)}
    for item_id, item in rulebook.items.items():
        for word in (*item.policy, item.label.en, item.label.ko, item_id):
            meant[word.lower()] = item_id
    near = get_close_matches(asked.lower(), meant, n=_NEAR_MISSES * 2, cutoff=_ALIKE)
    ids = list(dict.fromkeys(meant[word] for word in near))[:_NEAR_MISSES]
    hint = f"Did you mean {' or '.join(ids)}?" if ids else "'pii-scan rules list' shows them all."
    return UsageError(f"there is no identifier or item {asked!r}", hint)
