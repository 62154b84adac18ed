"""Counts of one field's values, with no value kept."""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from pii_scan.detect.distinct import REGISTERS, DistinctTexts
from pii_scan.detect.examples import Shown, earlier
from pii_scan.detect.templates import Templates
from pii_scan.model import Detection, Field, MessageTemplate

# Of texts that are nothing it matters only how large a part of all they are.
_FAILED_EXACTLY = 1 << 17


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How many values hold an item, whichever rules say so, and how many of them in the clear.

    ``distinct`` different texts were recognised as the item, the first and the last of them on the
    days ``first`` and ``last``, where those are known.
    """

    matched: int = 0
    clear: int = 0
    distinct: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    templates: tuple[MessageTemplate, ...] = ()


@dataclass(slots=True)
class RuleCount:
    """What one rule found in a field. ``proven`` and ``unproven`` are the texts it accepted.

    ``texts`` is how many they are, the same ones again and again. There are never more different
    ones, which a sketch does not know.
    """

    item: str
    matched: int = 0
    whole: int = 0
    texts: int = 0
    proven: DistinctTexts = dataclass_field(default_factory=DistinctTexts)
    unproven: DistinctTexts = dataclass_field(default_factory=DistinctTexts)
    failed: DistinctTexts = dataclass_field(default_factory=lambda: DistinctTexts(_FAILED_EXACTLY))
    score: float = 0.0
    shown: Shown | None = None

    def add_all(self, other: RuleCount) -> None:
        """Add the counts of the same rule in another part of the field."""
        self.matched += other.matched
        self.whole += other.whole
        self.texts += other.texts
        self.score = max(self.score, other.score)
        self.shown = earlier(self.shown, other.shown)
        for mine, more in zip(self._texts(), other._texts(), strict=True):
            mine.add_all(more)

    def saved(self, key: int) -> dict[str, Any]:
        """What is kept from scan to scan; the different texts as sketches made with ``key``."""
        sketches = [
            base64.b85encode(zlib.compress(texts.sketch(key))).decode() if len(texts) else ""
            for texts in self._texts()
        ]
        return {
            "item": self.item,
            "matched": self.matched,
            "whole": self.whole,
            "texts": self.texts,
            "score": self.score,
            "shown": self.shown and self.shown.saved(),
            "sketches": sketches,
            "numbers": [len(texts) for texts in self._texts()],
        }

    @classmethod
    def loaded(cls, saved: Mapping[str, Any], key: int) -> RuleCount:
        """What ``saved`` gave. Raises ValueError, KeyError or TypeError for anything else."""
        count = cls(str(saved["item"]))
        for name in ("matched", "whole", "texts"):
            setattr(count, name, int(saved[name]))
        count.score = float(saved["score"])
        count.shown = None if saved["shown"] is None else Shown.loaded(saved["shown"])
        remembered = zip(count._texts(), saved["sketches"], saved["numbers"], strict=True)
        for texts, sketch, number in remembered:
            if sketch:
                unpacker = zlib.decompressobj()
                registers = unpacker.decompress(base64.b85decode(sketch), REGISTERS)
                if len(registers) != REGISTERS:
                    raise ValueError("sketch")
                texts.remember(registers, key, int(number))
        return count

    def _texts(self) -> tuple[DistinctTexts, ...]:
        return self.proven, self.unproven, self.failed

    def detection(self, identifier: str) -> Detection:
        """The counts as the judge has them. A text is always proven or never."""
        proven = min(len(self.proven), self.texts)
        passed = min(proven + len(self.unproven), self.texts)
        return Detection(
            identifier=identifier,
            matched=self.matched,
            whole=self.whole,
            distinct=passed,
            tested=passed + len(self.failed),
            passed=passed,
            proven=proven,
            score=self.score,
            example=self.shown.example if self.shown else None,
            context=self.shown.context if self.shown else None,
        )


_Days = tuple[dt.date, dt.date]


def _together(known: _Days | None, first: dt.date, last: dt.date) -> _Days:
    since, until = known or (first, last)
    return min(since, first), max(until, last)


@dataclass(slots=True)
class Tally:
    """Everything counted in one field; ``rules`` in the order in which they first spoke.

    That order is one of values and tells nothing. ``days`` are the first and last of values that
    hold an item, ``seen`` those of all values, where they are known.
    """

    field: Field
    sampled: int = 0
    encrypted: int = 0
    flags: int = 0
    keys: int = 0
    forms: dict[str, int] = dataclass_field(default_factory=dict)
    rules: dict[str, RuleCount] = dataclass_field(default_factory=dict)
    matched: dict[str, int] = dataclass_field(default_factory=dict)
    clear: dict[str, int] = dataclass_field(default_factory=dict)
    days: dict[str, _Days] = dataclass_field(default_factory=dict)
    seen: _Days | None = None
    templates: dict[str, Templates] = dataclass_field(default_factory=dict)

    def add_days(self, item: str, first: dt.date | None, last: dt.date | None) -> None:
        """Note when values that hold the item were seen."""
        if first and last:
            self.days[item] = _together(self.days.get(item), first, last)

    def add_seen(self, first: dt.date, last: dt.date) -> None:
        """Note when the field had values."""
        self.seen = _together(self.seen, first, last)

    def add_all(self, other: Tally) -> None:
        """Add the counts of another part of the same field."""
        self.sampled += other.sampled
        self.encrypted += other.encrypted
        self.flags += other.flags
        self.keys += other.keys
        for identifier, count in other.rules.items():
            self.rules.setdefault(identifier, RuleCount(count.item)).add_all(count)
        for mine, more in (
            (self.forms, other.forms),
            (self.matched, other.matched),
            (self.clear, other.clear),
        ):
            for item, number in more.items():
                mine[item] = mine.get(item, 0) + number
        for item, (first, last) in other.days.items():
            self.add_days(item, first, last)
        if other.seen:
            self.add_seen(*other.seen)
        for item, templates in other.templates.items():
            self.templates.setdefault(item, Templates()).add_all(templates)

    def saved(self, key: int) -> dict[str, Any]:
        """What is kept from scan to scan. Holds no value of the field, not even a hash of one."""
        return {
            "sampled": self.sampled,
            "encrypted": self.encrypted,
            "flags": self.flags,
            "keys": self.keys,
            "forms": self.forms,
            "rules": {name: count.saved(key) for name, count in self.rules.items()},
            "matched": self.matched,
            "clear": self.clear,
            "days": {item: [day.isoformat() for day in days] for item, days in self.days.items()},
            "seen": self.seen and [day.isoformat() for day in self.seen],
            "templates": {item: one.saved() for item, one in self.templates.items()},
        }

    @classmethod
    def loaded(cls, field: Field, saved: Mapping[str, Any], key: int) -> Tally:
        """What ``saved`` gave. Raises ValueError, KeyError or TypeError for anything else."""
        tally = cls(field)
        for name in ("sampled", "encrypted", "flags", "keys"):
            setattr(tally, name, int(saved[name]))
        for name, count in saved["rules"].items():
            tally.rules[name] = RuleCount.loaded(count, key)
        tally.forms.update({str(form): int(n) for form, n in saved["forms"].items()})
        tally.matched.update({str(item): int(n) for item, n in saved["matched"].items()})
        tally.clear.update({str(item): int(n) for item, n in saved["clear"].items()})
        for item, (first, last) in saved["days"].items():
            tally.add_days(item, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        if seen := saved.get("seen"):  # earlier states have none
            tally.add_seen(*map(dt.date.fromisoformat, seen))
        for item, templates in saved["templates"].items():
            tally.templates[item] = Templates.loaded(templates)
        return tally

    def detections(self) -> dict[str, Detection]:
        """By identifier, of those that matched any value."""
        return {
            identifier: count.detection(identifier)
            for identifier, count in self.rules.items()
            if count.matched
        }

    def items(self) -> Mapping[str, ItemCount]:
        """By item, of those that any value holds."""
        return {item: self._item(item, matched) for item, matched in self.matched.items()}

    def _item(self, item: str, matched: int) -> ItemCount:
        first, last = self.days.get(item, (None, None))
        templates = self.templates[item].shown() if item in self.templates else ()
        return ItemCount(matched, self.clear[item], self._distinct(item), first, last, templates)

    def _distinct(self, item: str) -> int:
        rules = [count for count in self.rules.values() if count.item == item]
        texts = [texts for count in rules for texts in (count.proven, count.unproven) if texts]
        most = sum(count.texts for count in rules)
        if len(texts) == 1:
            return min(len(texts[0]), most)
        together = DistinctTexts()
        for one in texts:
            together.add_all(one)
        return min(len(together), most)


def check_saved(saved: Mapping[str, Any]) -> None:
    """Raises ValueError, KeyError or TypeError where ``saved`` is not what a Tally gave."""
    Tally.loaded(Field("", ("",)), saved, 0)
