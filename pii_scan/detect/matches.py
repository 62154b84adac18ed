"""Matches of rules in values, and which of them stand where several claim the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pii_scan.rulebook import Rule

EvidenceKind = Literal["alone", "column", "name"]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match in a value, from ``start`` up to ``end`` in characters after NFKC."""

    start: int
    end: int
    identifier: str
    item: str
    evidence: EvidenceKind
    score: float
    proven: bool

    @property
    def certainty(self) -> tuple[bool, bool, float, int]:
        """What decides between two matches of the same text, the greater the surer."""
        return self.evidence == "alone", self.proven, self.score, self.end - self.start


def settle(matches: Sequence[Match], rules: Mapping[str, Rule]) -> list[Match]:
    """``matches`` without those whose text a more certain one takes, the most certain first."""
    settled: list[Match] = []
    # Each is held against those near it only: a line of a megabyte can have tens of thousands.
    standing: dict[int, list[Match]] = {}
    place_of = _places(matches)
    for match in sorted(matches, key=lambda match: match.certainty, reverse=True):
        near = standing.setdefault(place_of[match.start], [])
        if not any(takes(claim, match, rules) for claim in near):
            near.append(match)
            settled.append(match)
    return settled


def _places(matches: Sequence[Match]) -> dict[int, int]:
    """Where the stretch of overlapping matches begins that one with each start belongs to."""
    places: dict[int, int] = {}
    begin = end = -1
    for start, stop in sorted((match.start, match.end) for match in matches):
        if start >= end:
            begin = start
        end = max(end, stop)
        places[start] = begin
    return places


def takes(claim: Match, match: Match, rules: Mapping[str, Rule]) -> bool:
    """Whether ``claim`` leaves nothing of its text to ``match``.

    A text is one item once. Between items only rules whose values prove the item by themselves
    take a text, and none is taken from a rule that a name speaks for.
    """
    if claim.end <= match.start or match.end <= claim.start:
        return False
    if claim.item == match.item:
        return True
    if claim.evidence != "alone" or match.evidence == "name":
        return False
    inside = rules[match.identifier].identifier.inside
    outside = rules[claim.identifier].identifier.inside
    return claim.identifier not in inside and match.identifier not in outside
