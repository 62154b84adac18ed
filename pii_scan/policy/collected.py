"""What collection sections say in all, and what they say beside the items: why, how, how long."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pii_scan.policy.declaration import NamedItem, Purpose, Unplaced
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.item_tables import is_detail_of_basis
from pii_scan.policy.items import split_at_commas
from pii_scan.policy.kept import Kept, kept_as, kept_as_exception, kept_each, kept_on_leaving
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.points import Point
from pii_scan.policy.terms import names_law, split_exception

# "Storage: 7 days" beside the items; as a heading it may say where.
_HOW_LONG = re.compile(r"(?:data)?(?:storage|storedfor|keptfor|deletion|erasure)")


@dataclass(slots=True)
class Collected:
    """All that the collection sections of a policy say."""

    points: list[Point] = field(default_factory=list)
    not_collected: list[NamedItem] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Detail:
    """A "label: content" on line ``line`` that may say something ``about`` a point."""

    label: str
    content: str
    line: int
    about: str


def take_detail(
    collected: Collected, detail: Detail, point: Point | None, lexicon: Lexicon
) -> bool:
    """Put what ``detail`` says into ``collected``; False where its label says no such thing."""
    topic, content = topic_of(detail.label), detail.content
    if _HOW_LONG.fullmatch(key_of(detail.label)):
        topic = Topic.RETENTION
    if left := kept_on_leaving(detail.label, content, lexicon):
        collected.kept.append(left)
    elif is_detail_of_basis(detail.label):
        if point is not None and names_law(content, lexicon):
            before = [] if point.legal_basis is None else [point.legal_basis]
            point.legal_basis = "; ".join(dict.fromkeys([*before, content]))
    elif topic is Topic.PURPOSES:
        collected.purposes.append(Purpose(label=detail.about, text=content))
    elif topic is Topic.METHODS:
        collected.methods += split_at_commas(content)
    elif topic is Topic.RETENTION:
        _take_period(collected, detail, lexicon)
    else:
        return False
    return True


def _take_period(collected: Collected, detail: Detail, lexicon: Lexicon) -> None:
    rule, exception = split_exception(detail.content)
    kept = kept_as(detail.about, rule, lexicon)
    several = kept_each(rule, lexicon) if kept is None else [kept]
    collected.kept += several
    excepted = kept_as_exception(exception, lexicon) if several and exception else None
    if excepted is not None:
        collected.kept.append(excepted)
    elif not several:
        left = f"{detail.label}: {detail.content}"
        collected.unplaced.append(Unplaced(text=left, line=detail.line))
    elif exception:
        collected.unplaced.append(Unplaced(text=exception, line=detail.line))
