"""What was counted in a batch of values, before it is added to what is known of its fields.

Threads count batches at the same time; one of them adds what all have counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pii_scan.detect.examples import Shown, earlier
from pii_scan.detect.forms import Form
from pii_scan.detect.tally import RuleCount, Tally
from pii_scan.detect.templates import Templates, with_example
from pii_scan.mask import mask

if TYPE_CHECKING:
    import polars as pl

Counted = Literal["sampled", "encrypted", "flags", "keys"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """``hashes`` of the different texts that a ``rule`` accepted in a field."""

    place: int
    rule: str
    hashes: pl.Series
    score: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A ``text`` that a ``rule`` accepted in a field, to be masked in the rule's ``style``.

    ``zeros`` is how rare it is, as Shown has it; ``template`` is that of its line.
    """

    place: int
    rule: str
    zeros: int
    text: str
    style: str
    template: str | None

    def shown(self, item: str) -> Shown:
        """The text as the example of a rule for ``item``."""
        example = mask(self.text, self.style)
        context = None if self.template is None else with_example(self.template, item, example)
        return Shown(self.zeros, example, context)


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """Counts, each with the place of its field among those of the batch.

    ``values``, ``forms``: how many values there are, and have a Form. ``seen``: the first and last
    day of any. ``spoke``: rule and item, in the order in which rules spoke first. ``refused``:
    rule, and hashes of different texts. ``of_rules``: rule, how many values it matched, matched the
    whole of, and texts in them. ``of_items``: item, how many values hold it, and in the clear.
    ``days``: item, first and last day of these. ``templates``: item, template, lines, and buckets
    of a few texts.
    """

    values: Sequence[tuple[Counted, int, int]]
    forms: Sequence[tuple[int, Form, int]]
    seen: Sequence[tuple[int, dt.date, dt.date]] = ()
    spoke: Sequence[tuple[int, str, str]] = ()
    refused: Sequence[tuple[int, str, pl.Series]] = ()
    accepted: Sequence[Accepted] = ()
    examples: Sequence[Example] = ()
    of_rules: Sequence[tuple[int, str, int, int, int]] = ()
    of_items: Sequence[tuple[int, str, int, int]] = ()
    days: Sequence[tuple[int, str, dt.date, dt.date]] = ()
    templates: Sequence[tuple[int, str, str, int, Sequence[int]]] = ()

    def add_to(self, tallies: Sequence[Tally]) -> None:
        """Add everything to the tallies of the batch's fields."""
        for counted, place, times in self.values:
            tally = tallies[place]
            setattr(tally, counted, getattr(tally, counted) + times)
        for place, form, times in self.forms:
            tallies[place].forms[form] = tallies[place].forms.get(form, 0) + times
        for place, first, last in self.seen:
            tallies[place].add_seen(first, last)
        for place, rule, item in self.spoke:
            tallies[place].rules.setdefault(rule, RuleCount(item))
        self._add_texts(tallies)
        self._add_items(tallies)

    def _add_texts(self, tallies: Sequence[Tally]) -> None:
        for place, rule, hashes in self.refused:
            tallies[place].rules[rule].failed.add(hashes)
        for one in self.accepted:
            count = tallies[one.place].rules[one.rule]
            (count.proven if one.proven else count.unproven).add(one.hashes)
            count.score = max(count.score, one.score)
        for example in self.examples:
            count = tallies[example.place].rules[example.rule]
            count.shown = earlier(count.shown, example.shown(count.item))

    def _add_items(self, tallies: Sequence[Tally]) -> None:
        for place, rule, matched, whole, texts in self.of_rules:
            count = tallies[place].rules[rule]
            count.matched += matched
            count.whole += whole
            count.texts += texts
        for place, item, matched, clear in self.of_items:
            tally = tallies[place]
            tally.matched[item] = tally.matched.get(item, 0) + matched
            tally.clear[item] = tally.clear.get(item, 0) + clear
        for place, item, first, last in self.days:
            tallies[place].add_days(item, first, last)
        for place, item, template, lines, few in self.templates:
            tallies[place].templates.setdefault(item, Templates()).add(template, lines, few)
