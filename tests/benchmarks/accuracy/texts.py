"""Scores what was matched in free text by the overlap of the matched characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accuracy.labels import LabelledText
from accuracy.pii_scan_runs import normalised
from accuracy.scoring import NOTHING, Score

KOREAN_IDENTIFIERS = frozenset({
    "resident_registration_number", "foreigner_registration_number", "passport_number",
    "driver_license_number", "business_registration_number", "vehicle_number",
    "connecting_information",
})  # fmt: skip
NOT_LABELLED = frozenset({"name"})
Match = tuple[int, int, str]


@dataclass
class TextScore:
    """Counts of values: those of Korean identifiers, and the rest."""

    korean: Score = field(default_factory=Score)
    rest: Score = field(default_factory=Score)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed: list[tuple[int, Match]] = field(default_factory=list)
    wrong: list[tuple[int, Match]] = field(default_factory=list)

    def part(self, item: str) -> Score:
        """Where an item is counted."""
        return self.korean if item in KOREAN_IDENTIFIERS else self.rest


def _overlap(one: Match, other: Match) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score_texts(
    texts: Sequence[LabelledText],
    found: Iterable[Sequence[Match]],
    *,
    normal_form: bool,
    scored: frozenset[str] | None = None,
) -> TextScore:
    """Compare matches with the labelled spans; ``normal_form``: offsets count after NFKC.

    With ``scored`` only these items count, for a scanner that knows no others.
    """
    result = TextScore()
    for number, (text, matches) in enumerate(zip(texts, found, strict=True)):
        place = (lambda at, whole=text.text: normalised(whole, at)) if normal_form else int
        labels = [
            (place(start), place(end), item)
            for start, end, item in text.spans
            if scored is None or item in scored
        ]
        counted = [match for match in dict.fromkeys(matches) if match[2] not in NOT_LABELLED]
        for label in labels:
            tally = result.part(label[2]).of(label[2])
            same = [match for match in counted if _overlap(label, match)]
            if any(match[2] == label[2] for match in same):
                tally.right += 1
                continue
            tally.missed += 1
            result.missed.append((number, label))
            if not same:
                result.confusion[label[2], NOTHING] += 1
        for match in counted:
            over = [label for label in labels if _overlap(label, match)]
            if any(label[2] == match[2] for label in over):
                continue
            result.part(match[2]).of(match[2]).wrong += 1
            result.wrong.append((number, match))
            result.confusion[over[0][2] if over else NOTHING, match[2]] += 1
    return result
