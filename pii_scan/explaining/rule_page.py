"""The words for what is known of an identifier or an item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pii_scan.explaining.rule_facts import (
    Explanation,
    IdentifierFacts,
    ItemFacts,
    LegalDuty,
    ListedItem,
    Listing,
    PatternFacts,
)

Section = tuple[str, Sequence[Sequence[str]]]
"""A heading, and rows of cells below it; a row of one cell is a paragraph."""

_DUTIES: Mapping[str, str] = {
    "needs-basis": "needs a basis",
    "encrypt": "must be encrypted",
    "must-not-store": "must not be stored",
}
_EVIDENCE = {
    "alone": "prove it by themselves, whatever the column is called",
    "column": (
        "count where the name or comment says {item}, or where they fill a whole column and the "
        "check proves many of them"
    ),
    "name": "count only where the name or comment says {item}: other values look the same",
}
_WHOSE = {
    "own": "a rule of your own",
    "override": "a rule of your own, in place of pii-scan's",
}
_FORMS = {
    "clear": "in the clear: the value itself",
    "masked": "masked: part of the value is hidden, so it is not counted as in the clear",
    "hashed": "hashed: the value cannot be read from it",
}
_NAMES = {
    "strong": "it by themselves",
    "weak": "it beside a word or table of people, or with values that agree",
    "beside": "it only beside a neighbour in the same table",
    "within": "it in a table or object called after it",
    "places": "what else such tables and objects are called",
    "behind": "words behind the name that leave it the item",
}
_VALUES = {
    "decisive": "the rules cover every form of it, so values that never match speak against a name",
    "supporting": "the rules do not cover every form of it, so values only add to a name",
}


def rule_page(explanation: Explanation) -> Iterator[Section]:
    """All there is to say of an id: what it is and why, the law, how it is recognised."""
    item, identifier = explanation.item, explanation.identifier
    yield explanation.id, tuple(_head(explanation))
    yield "Law", tuple(_law(item, identifier))
    if identifier:
        yield "Recognised by", tuple(_recognised(identifier))
        yield "Patterns", tuple(_patterns(identifier))
        yield "Matches", [(example,) for example in identifier.match]
        yield "Look-alikes that do not match", [(example,) for example in identifier.look_alike]
    if explanation.is_item:
        yield "Names", tuple(_names(item))
        yield "Vocabularies", tuple(_vocabularies(item))
    if identifier:
        yield "Sources", [(source,) for source in identifier.sources]
    yield "Files", tuple(_files(explanation))


def list_page(listing: Listing) -> Iterator[Section]:
    """Items with what recognises them, aligned, and what is off."""
    head = ("item", "ko", "en", "identifiers")
    rows = [(item.item, item.ko, item.en, _listed(item)) for item in listing.items]
    yield "", [head, *rows]
    off = [(i, why) for item in listing.items for i, why in item.switched_off.items()]
    if off:
        yield "Switched off", off
    if listing.other_countries:
        on = ", ".join(listing.countries) or "none"
        others = ", ".join(listing.other_countries)
        yield "Countries", [("on", on), ("off", f"{others} (countries: in pii-scan.yaml)")]


def _listed(item: ListedItem) -> str:
    names = [f"{i}{_whose(item, i)}" for i in item.identifiers]
    names += [f"{i} (switched off)" for i in item.switched_off]
    return ", ".join(names) or "none: found by names only"


def _whose(item: ListedItem, identifier: str) -> str:
    if identifier in item.overrides:
        return " (own, in place of pii-scan's)"
    return " (own)" if identifier in item.own else ""


def _head(explanation: Explanation) -> Iterator[tuple[str, ...]]:
    item, identifier = explanation.item, explanation.identifier
    labels = f"{item.label.ko}, {item.label.en}"
    if identifier is None:
        yield "item", labels
    elif explanation.is_item:
        yield "item and identifier", labels
    else:
        yield "identifier", f"of the item {item.id}: {labels}"
    if explanation.is_item:
        yield "identifiers", ", ".join(item.identifiers) or "none: it is found by names only"
    if identifier and identifier.off:
        yield "not used", identifier.off
    if identifier and identifier.origin != "pii-scan":
        yield "whose", _WHOSE[identifier.origin]
    if identifier:
        yield "why", identifier.why


def _law(item: ItemFacts, identifier: IdentifierFacts | None) -> Iterator[tuple[str, ...]]:
    if not item.laws:
        yield ("no law here asks more of it than of all personal data",)
    for law in dict.fromkeys(duty.law for duty in item.laws):
        duties = [duty for duty in item.laws if duty.law == law]
        yield law, f"{duties[0].title.ko}, {duties[0].title.en}"
        for duty in duties:
            yield "", _duty(duty, identifier)


def _duty(duty: LegalDuty, identifier: IdentifierFacts | None) -> str:
    if duty.duty == "class":
        return f"class: {duty.message.en}"
    text = (
        f"{_DUTIES[duty.duty]}: {duty.message.ko} / {duty.message.en} "
        f"({duty.reference}; {duty.severity})"
    )
    if identifier and identifier.id in duty.except_identifiers:
        return f"{text}; not asked of {identifier.id}"
    if duty.except_identifiers:
        return f"{text}; not asked of {', '.join(duty.except_identifiers)}"
    return text


def _recognised(identifier: IdentifierFacts) -> Iterator[tuple[str, str]]:
    yield "values", _EVIDENCE[identifier.evidence].format(item=identifier.item)
    luck = f"about {identifier.chance:.0%} of look-alikes pass by luck" if identifier.chance else ""
    check = identifier.check_says or identifier.check or "none, the form is all there is"
    yield "check", "; ".join(filter(None, (check, luck)))
    yield "form", _FORMS[identifier.form]
    if identifier.against:
        yield "against it", f"these words in a column's name: {', '.join(identifier.against)}"
    if identifier.inside:
        yield "inside", f"may stand within {', '.join(identifier.inside)}, and both are reported"


def _patterns(identifier: IdentifierFacts) -> Iterator[tuple[str, ...]]:
    for pattern in identifier.patterns:
        yield pattern.name, _sure(pattern), pattern.regex
    if not identifier.patterns:
        yield str(identifier.recognizer), "", "a recogniser of Presidio without patterns"
    yield "fast pass", "", identifier.candidate


def _sure(pattern: PatternFacts) -> str:
    return f"{pattern.score:.2f}"


def _names(item: ItemFacts) -> Iterator[tuple[str, str]]:
    yield "in policies", ", ".join(item.policy_words)
    for kind, words in item.column_names.items():
        if words:
            yield f"columns, {kind}", f"{', '.join(words)} ({_NAMES.get(kind, kind)})"
    if item.neighbours:
        yield "neighbours", f"{', '.join(item.neighbours)} in the same table help a weak name"
    yield "column types", ", ".join(item.types)
    yield "values", _VALUES[item.values]


def _vocabularies(item: ItemFacts) -> Iterator[tuple[str, str]]:
    yield "DPV", f"{item.dpv}  https://w3id.org/dpv/pd#{item.dpv}"
    yield "fideslang", item.fides
    if item.broader:
        yield "declared with", f"{', '.join(item.broader)}: declaring that declares {item.id} too"
    if item.narrower:
        yield "declares too", ", ".join(item.narrower)


def _files(explanation: Explanation) -> Iterator[tuple[str, str]]:
    identifier = explanation.identifier
    if identifier:
        yield "rule", identifier.file
    for file in explanation.item.files:
        yield "item", file
