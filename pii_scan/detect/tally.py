"""Counts of one field's values, with no value kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from pii_scan.detect.distinct import DistinctTexts
from pii_scan.model import Detection, Field


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many values hold an item, whichever rules say so, and how many of them in the clear.

    ``distinct`` different texts were recognised as the item.
    """

    matched: int = 0
    clear: int = 0
    distinct: int = 0


@dataclass(slots=True)
class RuleCount:
    """What one rule found in a field. ``proven`` and ``unproven`` are the texts it accepted."""

    item: str
    matched: int = 0
    whole: int = 0
    proven: DistinctTexts = dataclass_field(default_factory=DistinctTexts)
    unproven: DistinctTexts = dataclass_field(default_factory=DistinctTexts)
    failed: DistinctTexts = dataclass_field(default_factory=DistinctTexts)
    score: float = 0.0
    example: str | None = None

    def detection(self, identifier: str) -> Detection:
        """The counts as the judge has them. A text is always proven or never."""
        proven = len(self.proven)
        passed = proven + len(self.unproven)
        return Detection(
            identifier=identifier,
            matched=self.matched,
            whole=self.whole,
            distinct=passed,
            tested=passed + len(self.failed),
            passed=passed,
            proven=proven,
            score=self.score,
            example=self.example,
        )


@dataclass(slots=True)
class Tally:
    """Everything counted in one field; ``rules`` in the order in which they first spoke."""

    field: Field
    sampled: int = 0
    encrypted: int = 0
    flags: int = 0
    keys: int = 0
    rules: dict[str, RuleCount] = dataclass_field(default_factory=dict)
    matched: dict[str, int] = dataclass_field(default_factory=dict)
    clear: dict[str, int] = dataclass_field(default_factory=dict)

    def detections(self) -> dict[str, Detection]:
        """By identifier, of those that matched any value."""
        return {
            identifier: count.detection(identifier)
            for identifier, count in self.rules.items()
            if count.matched
        }

    def items(self) -> Mapping[str, ItemCount]:
        """By item, of those that any value holds."""
        return {
            item: ItemCount(matched, self.clear[item], self._distinct(item))
            for item, matched in self.matched.items()
        }

    def _distinct(self, item: str) -> int:
        rules = [count for count in self.rules.values() if count.item == item]
        texts = [texts for count in rules for texts in (count.proven, count.unproven) if texts]
        if len(texts) == 1:
            return len(texts[0])
        together = DistinctTexts()
        for one in texts:
            together.add_all(one)
        return len(together)
