"""The words for what the rules say of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pii_scan.explaining.text_facts import Match, NameSays, Place, TextExplanation
from pii_scan.model import Finding, Label

Section = tuple[str, Sequence[Sequence[str]]]
"""A heading, and rows of cells below it; a row of one cell is a paragraph."""

_WHOSE = {True: "of a person", False: "of a thing", None: "nothing tells whose"}


def text_page(explanation: TextExplanation, *, verbose: bool) -> Iterator[Section]:
    """Matches, the name and the result; ``verbose`` adds rules that came near."""
    several = len(explanation.places) > 1
    if several or explanation.places[0].path[-1:] == ("[]",):
        count = len(explanation.places)
        yield (
            "A document",
            [(f"of {count} place{'s' if several else ''}, each judged as a field of its own",)],
        )
    for place in explanation.places:
        where = f" in {'.'.join(filter(None, place.path))}" if several else ""
        if place.characters:
            yield f"Matches{where}", tuple(_matches(place, explanation, verbose=verbose))
        if verbose and place.near_misses:
            near = ", ".join(place.near_misses)
            yield f"Near misses{where}", [("looked at, and not of their form", near)]
        if place.name_words or place.says:
            yield f"Name{where}", tuple(_name(place, explanation))
    yield from _result(explanation)


def _matches(
    place: Place, explanation: TextExplanation, *, verbose: bool
) -> Iterator[tuple[str, ...]]:
    told = [match for match in place.matches if verbose or not _is_idle(match)]
    for match in told:
        yield (
            f"{match.start}–{match.end}",
            match.value,
            match.identifier,
            _item(match.item, explanation),
            "; ".join(_verdict(match)),
        )
    if not told:
        yield ("no rule recognises anything",)


def _is_idle(match: Match) -> bool:
    """Whether a rule refuses what would not count for want of a name anyway."""
    return match.check == "refused" and match.needs != "nothing" and not match.named


def _verdict(match: Match) -> Iterator[str]:
    luck = f"{match.chance:.0%} of look-alikes" if match.chance else ""
    form = f"{match.score:.2f}"
    if match.check == "refused":
        yield f"refused by its check (form {form}): it only looks like one"
        return
    if match.check == "proven":
        passes = f"passes its check, as {luck} do" if luck else "proven by its check"
        yield f"{passes} (form {form})"
    elif match.check == "unproven":
        lets = f", and {luck} pass" if luck and match.needs != "name or column" else ""
        yield f"form only ({form}): its check cannot prove it{lets}"
    else:
        yield f"form only ({form}): it has no check"
    against = f", but the name speaks against it: {', '.join(match.against)}"
    yield _counting(match) + (against if match.against else "")


def _counting(match: Match) -> str:
    if match.taken_by == match.identifier:
        return f"counted once: another match of {match.taken_by} covers it"
    if match.taken_by:
        return f"not counted: {match.taken_by} is at least as certain and takes the text"
    if match.counts:
        named = "counts: the name or comment says so too"
        return "counts by itself" if match.needs == "nothing" else named
    column = ", or a column full of such values" if match.needs == "name or column" else ""
    return f"does not count: needs a name or comment that says '{match.item}'{column}"


def _name(place: Place, explanation: TextExplanation) -> Iterator[tuple[str, str]]:
    if place.name_words:
        yield "read as", " · ".join(place.name_words)
    for says in place.says:
        yield _item(says.item, explanation), _named(says)
    if not place.says:
        yield "says", "; ".join((*_about(place), "no item"))


def _about(place: Place) -> Iterator[str]:
    items = " or ".join(place.about_items)
    for word in place.about:
        yield f"'{word}' makes it something about {items}, not {items} itself"


def _named(says: NameSays) -> str:
    found = f"'{says.words}' in the {says.where}"
    if not says.fits_type:
        return f"{found}; does not count: a column of this type cannot hold it"
    if says.strong:
        return f"{found}; strong: it names the item by itself"
    if says.beside:
        return f"{found}; does not count by itself: only beside a neighbour of {says.item}"
    if says.person is False:
        return f"{found}; does not count: it is of a thing, not of a person"
    weak = "" if says.settled else "; other words beside it are not known"
    help_ = "" if says.person and says.settled else ": values must agree, or a neighbour"
    return f"{found}; weak{help_} ({_WHOSE[says.person]}{weak})"


def _result(explanation: TextExplanation) -> Iterator[Section]:
    if explanation.reported:
        rows = [_finding(finding, explanation) for finding in explanation.reported]
        yield "Would be reported", rows
    else:
        yield "Nothing would be reported", tuple(_why_nothing(explanation))
    if explanation.left_out:
        rows = [_finding(finding, explanation) for finding in explanation.left_out]
        yield f"Left out, being less sure than {explanation.min_confidence:.2f}", rows
    if any(place.characters for place in explanation.places):
        yield "", [("This is one value: a scan judges all values of a column together.",)]


def _finding(finding: Finding, explanation: TextExplanation) -> tuple[str, ...]:
    where = ".".join(filter(None, finding.field.path))
    row = (_item(finding.item, explanation), f"{finding.confidence:.2f}")
    reasons = "; ".join(reason.message for reason in finding.reasons)
    return (where, *row, reasons) if len(explanation.places) > 1 else (*row, reasons)


def _why_nothing(explanation: TextExplanation) -> Iterator[tuple[str]]:
    """What keeps each match, and the name, from being a finding."""
    places = explanation.places
    matches = [match for place in places for match in place.matches]
    told = dict.fromkeys(
        hindrance
        for place in places
        for match in place.matches
        if (hindrance := _hindrance(match)) and not _is_covered(match, place)
    )
    told |= dict.fromkeys(about for place in places for about in _about(place))
    told |= {
        f"the name: {_named(says)}": None
        for place in places
        for says in place.says
        if not says.counts
    }
    if explanation.left_out:
        told["what speaks for an item is not sure enough: see below"] = None
    if all(map(_is_idle, matches)) and any(place.characters for place in places):
        told["no rule recognises anything in the text"] = None
    if any(place.name_words for place in places) and not any(place.says for place in places):
        told["the name says no item"] = None
    wants_name = any(match.needs != "nothing" and match.check != "refused" for match in matches)
    if wants_name and not any(place.name_words or place.says for place in places):
        told["there is no name: try --name COLUMN"] = None
    yield from ((reason,) for reason in told)


def _is_covered(match: Match, place: Place) -> bool:
    """Whether another match of the same text counts: then that one is what matters."""
    return any(
        other.counts and other.start < match.end and match.start < other.end
        for other in place.matches
    )


def _hindrance(match: Match) -> str | None:
    if _is_idle(match):
        return None
    if match.check == "refused":
        return f"{match.identifier}: its check refuses the value"
    if match.needs != "nothing" and not match.named:
        return f"{match.identifier}: {_counting(match)}"
    return None


def _item(item: str, explanation: TextExplanation) -> str:
    label: Label = explanation.labels[item]
    return f"{item} {label.ko}"
