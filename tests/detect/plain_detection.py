"""What ``Evidence`` must say, worked out one value and one rule after the other, and slowly.

The candidate of each rule is searched for in each value alone, each candidate is put before its
rule, and everything is counted in Python's own sets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pii_scan.detect.matches import Match, settle
from pii_scan.detect.recognizers import Recognition, Recognizers
from pii_scan.mask import mask
from pii_scan.model import Field, Sample
from pii_scan.rulebook import Rule

ENCRYPTED_BY = r"(?:(?a:[A-Za-z]\w{0,15}:){1,3}|\{cipher\}|[Ee][Nn][Cc]\()?"
CIPHERTEXT = re.compile(
    rf"{ENCRYPTED_BY}(?:(?:[A-Za-z0-9+/_-]{{4}}){{5,}}[A-Za-z0-9+/_-]{{0,4}}={{0,2}}"
    r"|(?:[0-9A-Fa-f]{2}){16,})\)?"
)
UUID = re.compile("-".join(f"[0-9A-Fa-f]{{{n}}}" for n in (8, 4, 4, 4, 12)))
FLAGS = (
    set("y n t f yes no true false on off 예 아니오 아니요".split())
    | set("none null nil undefined unknown n/a - -- --- ? 없음".split())
    | set("(none) (null) (unknown) <none> <null> <unknown>".split())
)
SURROUNDINGS = " \t\r\n\"'()[]<>,;"


@dataclass
class Count:
    matched: int = 0
    whole: int = 0
    passed: set[str] = field(default_factory=set)
    proven: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    score: float = 0.0
    shown: tuple[int, str] | None = None

    @property
    def example(self) -> str | None:
        return self.shown and self.shown[1]


@dataclass
class Tally:
    sampled: int = 0
    encrypted: int = 0
    flags: int = 0
    keys: int = 0
    rules: dict[str, Count] = field(default_factory=dict)
    items: dict[str, list[int]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)


class PlainDetection:
    def __init__(
        self,
        rules: Mapping[str, Rule],
        items_named: Callable[[Field], Collection[str]],
        recognizers: Recognizers,
    ) -> None:
        self.rules = rules
        self.items_named = items_named
        self.recognizers = recognizers
        self.found: dict[str, dict[str, list[tuple[int, str]]]] = {}
        self.said: dict[tuple[str, str], Recognition] = {}

    def tallies(self, samples: Sequence[Sample]) -> dict[Field, Tally]:
        self.search({normal(value) for sample in samples for value in sample.values})
        tallies: dict[Field, Tally] = {}
        for sample in samples:
            tally = tallies.setdefault(sample.field, Tally())
            groups = list(self.groups(sample.field))
            for value, times in sample.values.items():
                self.count(tally, groups, normal(value), times)
        return tallies

    def search(self, values: Collection[str]) -> None:
        """Each candidate pattern, with one character on each side, in all values."""
        texts = pl.Series(list(values), dtype=pl.String)
        for pattern in {rule.identifier.candidate for rule in self.rules.values()}:
            found = texts.str.extract_all(f"(?s:.?)(?:{pattern})(?s:.?)").to_list()
            self.found[pattern] = {
                value: list(placed(value, inside))
                for value, inside in zip(texts, found, strict=True)
                if inside
            }

    def count(self, tally: Tally, groups: list[list[Rule]], value: str, times: int) -> None:
        tally.sampled += times
        mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
        if CIPHERTEXT.fullmatch(value) and mixed and len(set(value)) >= 10:
            tally.encrypted += times
        elif value.lower() in FLAGS:
            tally.flags += times
        if len(value) == 36 and UUID.fullmatch(value):
            tally.keys += times
        matches = list(self.matches(tally, groups, value))
        rules, items = {}, {}
        for match in settle(matches, self.rules):
            rule = self.rules[match.identifier].identifier
            text = value[match.start : match.end]
            count = tally.rules.setdefault(match.identifier, Count())
            count.passed.add(text)
            if match.proven:
                count.proven.add(text)
            count.score = max(count.score, match.score)
            zeros = int(pl.Series([text]).hash().bitwise_leading_zeros()[0])
            shown = (-zeros, mask(text.strip(SURROUNDINGS), rule.mask))
            count.shown = min(count.shown or shown, shown)
            whole = text.strip(SURROUNDINGS) == value.strip(SURROUNDINGS)
            rules[match.identifier] = rules.get(match.identifier, False) or whole
            items[match.item] = items.get(match.item, False) or rule.form == "clear"
            tally.texts.setdefault(match.item, set()).add(text)
        for identifier, whole in rules.items():
            tally.rules[identifier].matched += times
            tally.rules[identifier].whole += times * whole
        for item, clear in items.items():
            counts = tally.items.setdefault(item, [0, 0])
            counts[0] += times
            counts[1] += times * clear

    def matches(self, tally: Tally, groups: list[list[Rule]], value: str) -> Iterator[Match]:
        """In the order of finding: rules alone, for columns, beside a name; by pattern; by rule."""
        for rules in groups:
            patterns: dict[str, list[Rule]] = {}
            for rule in rules:
                patterns.setdefault(rule.identifier.candidate, []).append(rule)
            for pattern, same in patterns.items():
                for at, text in self.found[pattern].get(value, ()):
                    for rule in same:
                        yield from self.asked(tally, rule, at, text)

    def asked(self, tally: Tally, rule: Rule, at: int, text: str) -> Iterator[Match]:
        key = (rule.id, text)
        if key not in self.said:
            self.said[key] = self.recognizers.spans(*key)
        said = self.said[key]
        if said.rejected:
            tally.rules.setdefault(rule.id, Count()).failed.add(text)
        for span in said.accepted:
            identifier = rule.identifier
            places = (at + span.start, at + span.end, rule.id, identifier.item)
            yield Match(*places, identifier.evidence, span.score, proven=span.proven is True)

    def groups(self, place: Field) -> Iterator[list[Rule]]:
        named = self.items_named(place)
        groups: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.rules.values():
            item, kind = rule.identifier.item, rule.identifier.evidence
            keys = {
                "alone": [("alone", "")],
                "column": [("column", item), ("name", item)],
                "name": [("name", item)],
            }
            for key in keys[kind]:
                groups.setdefault(key, []).append(rule)
        for (kind, item), rules in groups.items():
            if kind == "alone" or (item in named) is (kind == "name"):
                yield rules


def normal(value: str) -> str:
    return unicodedata.normalize("NFKC", value).rstrip(" ")


def placed(value: str, inside: Iterable[str]) -> Iterator[tuple[int, str]]:
    at = 0
    for text in inside:
        at = value.index(text, at)
        yield at, text
        at += len(text)
