"""Precision, recall, F1, confusion and calibration of reported items against labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

NOTHING = "(nothing)"


@dataclass(frozen=True)
class Reported:
    """One item that a scanner reports for one field."""

    item: str
    confidence: float
    example: str | None = None


@dataclass(frozen=True)
class Labelled:
    """One field: what must be reported (any id of each tuple) and what may be."""

    key: str
    expected: tuple[tuple[str, ...], ...]
    allowed: frozenset[str]


@dataclass
class Tally:
    """Counts of one item or of all together."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is right; None where nothing was reported."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was reported; None where nothing is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two: 2·TP / (2·TP + FP + FN)."""
        total = 2 * self.right + self.missed + self.wrong
        return 2 * self.right / total if total else None


@dataclass(frozen=True)
class Mistake:
    """``expected`` was there and ``reported`` was said; either may be NOTHING."""

    key: str
    expected: str
    reported: str
    confidence: float | None = None
    example: str | None = None


@dataclass
class Score:
    """Everything counted over one set of fields."""

    items: dict[str, Tally] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)

    def of(self, item: str) -> Tally:
        """The counts of one item."""
        return self.items.setdefault(item, Tally())

    @property
    def overall(self) -> Tally:
        """The counts of all items added up."""
        tallies = self.items.values()
        return Tally(
            sum(tally.right for tally in tallies),
            sum(tally.missed for tally in tallies),
            sum(tally.wrong for tally in tallies),
        )

    def confusion(self) -> Counter[tuple[str, str]]:
        """How often ``(expected, reported)`` went wrong."""
        return Counter((mistake.expected, mistake.reported) for mistake in self.mistakes)

    def calibration(self) -> Iterator[tuple[float, int, int]]:
        """Lower bound of each bin of confidence, how many findings in it, how many right."""
        for tenth in range(5, 10):
            inside = [
                right for confidence, right in self.judged if min(int(confidence * 10), 9) == tenth
            ]
            yield tenth / 10, len(inside), sum(inside)


def _best(reports: Sequence[Reported], threshold: float) -> list[Reported]:
    best: dict[str, Reported] = {}
    for report in sorted(reports, key=lambda one: one.confidence):
        if report.confidence >= threshold:
            best[report.item] = report
    return list(best.values())


def _mistakes(
    labelled: Labelled, wrong: Sequence[Reported], missed: Sequence[str]
) -> Iterator[Mistake]:
    """What was said instead of the first miss; where nothing else was said, each miss alone."""
    due = labelled.expected[0][0] if labelled.expected else NOTHING
    for report in wrong:
        expected = missed[0] if missed else due
        yield Mistake(labelled.key, expected, report.item, report.confidence, report.example)
    for item in missed[1:] if wrong else missed:
        yield Mistake(labelled.key, item, NOTHING)


def score(
    fields: Iterable[Labelled], reports: Mapping[str, Sequence[Reported]], threshold: float = 0.5
) -> Score:
    """Compare the reports, by field key, with the labels."""
    result = Score()
    for labelled in fields:
        found = _best(reports.get(labelled.key, ()), threshold)
        right = labelled.allowed.union(*map(frozenset, labelled.expected))
        wrong = [report for report in found if report.item not in right]
        result.judged += [(report.confidence, report.item in right) for report in found]
        for report in wrong:
            result.of(report.item).wrong += 1
        items = {report.item for report in found}
        missed = [group[0] for group in labelled.expected if items.isdisjoint(group)]
        for group in labelled.expected:
            if group[0] in missed:
                result.of(group[0]).missed += 1
            else:
                result.of(group[0]).right += 1
        result.mistakes.extend(_mistakes(labelled, wrong, missed))
    return result
