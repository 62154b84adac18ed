"""pii-scan policy compare: what changed between two policies, and which changes touch rights.

A change touches users' rights where more is collected, used, given away or kept than before. The
others narrow what is done, or tell more of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeVar

from pii_scan.periods import add_period, in_korean, in_words
from pii_scan.policy.declaration import (
    CollectedItem,
    CollectionPoint,
    Declaration,
    NamedItem,
    Processor,
    Purpose,
    RetentionRule,
    ThirdParty,
)
from pii_scan.policy.lexicon import key_of
from pii_scan.rulebook import Label

EntryT = TypeVar("EntryT")
Subject = Literal[
    "point", "item", "not-collected", "purpose", "retention", "third-party", "processor"
]

# Ids that say where something stands in a policy and not what it is.
_POINT, _RECORD = "point-", "record-"
_ANY_DAY = dt.date(2001, 1, 1)


class Reason(Enum):
    """What a change means for users: whether it touches their rights, in Korean and in English."""

    MORE_COLLECTED = (True, "더 수집함", "more is collected")
    LESS_COLLECTED = (False, "덜 수집함", "less is collected")
    NOW_REQUIRED = (True, "선택이던 것이 필수가 됨", "what was a choice is now required")
    NOW_OPTIONAL = (False, "필수이던 것이 선택이 됨", "what was required is now a choice")
    OTHER_WORDS = (False, "같은 항목을 다르게 적음", "the same item in other words")
    DENIED = (False, "수집하지 않는다고 밝힘", "it is said not to be collected")
    NOT_DENIED = (True, "수집하지 않는다는 말이 빠짐", "it is no longer said not to be collected")
    MORE_USE = (True, "이용 목적이 늘어남", "data is used for more")
    LESS_USE = (False, "이용 목적이 줄어듦", "data is used for less")
    OTHER_USE = (True, "이용 목적의 내용이 바뀜", "the purpose is explained in another way")
    KEPT = (True, "보유하는 기록이 늘어남", "a further record is kept")
    NOT_KEPT = (False, "보유하는 기록이 줄어듦", "a record is no longer kept")
    LONGER = (True, "더 오래 보유함", "it is kept longer")
    SHORTER = (False, "더 짧게 보유함", "it is kept for less time")
    # Which of two events comes later cannot be told: users are told as of a longer one.
    OTHER_TERM = (True, "보유 기간이 달라짐", "it is kept for another time")
    OTHER_BASIS = (False, "보유 근거가 바뀜", "it is kept on another basis")
    GIVEN = (True, "제3자에게 새로 제공함", "data is given to someone new")
    NOT_GIVEN = (False, "제3자에게 덜 제공함", "less is given away")
    GIVEN_OTHERWISE = (
        True,
        "제3자 제공의 내용이 바뀜",
        "what is given away, why or how long changes",
    )
    PROCESSORS = (
        False,
        "수탁자는 공개하면 됨(제26조제2항)",
        "processors only have to be published",
    )
    ABROAD = (True, "국외로 이전함(제28조의8)", "data goes abroad (PIPA Article 28-8)")

    @property
    def touches_rights(self) -> bool:
        """Whether users' rights are touched, so that the policy's longer notice applies."""
        return bool(self.value[0])

    @property
    def label(self) -> Label:
        """What it means, in both languages."""
        return Label(ko=self.value[1], en=self.value[2])


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``what`` is in the policy's words, ``where`` the point of an item.

    ``old`` and ``new`` say what stands in either policy: None in ``old`` for what was added, in
    ``new`` for what was removed.
    """

    subject: Subject
    what: str
    reason: Reason
    old: Label | None
    new: Label | None
    where: str | None = None

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """Whether it was added, removed or changed."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "changed"


def compare_declarations(old: Declaration, new: Declaration) -> list[Change]:
    """Every change of points, items, purposes, retention, third parties and processors.

    They are matched by their words without spaces, then by their ids. What either declaration
    leaves unplaced is not compared.
    """
    return [
        *_points(old.collection, new.collection),
        *_not_collected(old.not_collected, new.not_collected),
        *_purposes(old.purposes, new.purposes),
        *_retention(old.retention, new.retention),
        *_third_parties(old.third_parties, new.third_parties),
        *_processors(old.processors, new.processors),
    ]


def _points(old: Sequence[CollectionPoint], new: Sequence[CollectionPoint]) -> Iterator[Change]:
    for before, after in _matched(old, new, _point_keys):
        if before is None and after is not None:
            said = _labels(after.items)
            yield Change("point", after.label, Reason.MORE_COLLECTED, None, said)
        elif after is None and before is not None:
            said = _labels(before.items)
            yield Change("point", before.label, Reason.LESS_COLLECTED, said, None)
        elif before is not None and after is not None:
            for change in _items(before.items, after.items):
                yield Change(
                    change.subject, change.what, change.reason, change.old, change.new, after.label
                )


def _items(old: Sequence[CollectedItem], new: Sequence[CollectedItem]) -> Iterator[Change]:
    for before, after in _matched(old, new, _item_keys):
        if before is None and after is not None:
            yield Change("item", after.label, Reason.MORE_COLLECTED, None, _need(after))
        elif after is None and before is not None:
            yield Change("item", before.label, Reason.LESS_COLLECTED, _need(before), None)
        elif before is not None and after is not None:
            if before.required != after.required:
                reason = Reason.NOW_REQUIRED if after.required else Reason.NOW_OPTIONAL
                yield Change("item", after.label, reason, _need(before), _need(after))
            if set(before.scopes) != set(after.scopes):
                # No scope means every kind of it.
                wider = not after.scopes or (before.scopes and set(after.scopes) - {*before.scopes})
                reason = Reason.MORE_COLLECTED if wider else Reason.LESS_COLLECTED
                yield Change("item", after.label, reason, _scopes(before), _scopes(after))
            elif key_of(before.label) != key_of(after.label):
                yield Change(
                    "item",
                    after.label,
                    Reason.OTHER_WORDS,
                    _as_is(before.label),
                    _as_is(after.label),
                )


def _not_collected(old: Sequence[NamedItem], new: Sequence[NamedItem]) -> Iterator[Change]:
    for before, after in _matched(old, new, lambda named: (named.item,)):
        if before is None and after is not None:
            yield Change("not-collected", after.label, Reason.DENIED, None, _as_is(after.label))
        elif after is None and before is not None:
            yield Change(
                "not-collected", before.label, Reason.NOT_DENIED, _as_is(before.label), None
            )


def _purposes(old: Sequence[Purpose], new: Sequence[Purpose]) -> Iterator[Change]:
    for before, after in _matched(old, new, lambda purpose: (key_of(purpose.label),)):
        if before is None and after is not None:
            yield Change("purpose", after.label, Reason.MORE_USE, None, _as_is(after.text))
        elif after is None and before is not None:
            yield Change("purpose", before.label, Reason.LESS_USE, _as_is(before.text), None)
        elif before and after and key_of(before.text) != key_of(after.text):
            yield Change(
                "purpose", after.label, Reason.OTHER_USE, _as_is(before.text), _as_is(after.text)
            )


def _retention(old: Sequence[RetentionRule], new: Sequence[RetentionRule]) -> Iterator[Change]:
    for before, after in _matched(old, new, _rule_keys):
        if before is None and after is not None:
            yield Change("retention", after.label, Reason.KEPT, None, _rule(after))
        elif after is None and before is not None:
            yield Change("retention", before.label, Reason.NOT_KEPT, _rule(before), None)
        elif before is not None and after is not None:
            reason = _rule_change(before, after)
            if reason is not None:
                yield Change("retention", after.label, reason, _rule(before), _rule(after))


def _rule_change(before: RetentionRule, after: RetentionRule) -> Reason | None:
    if key_of(before.event or "") != key_of(after.event or ""):
        return Reason.OTHER_TERM
    if before.period and after.period:
        ends = add_period(_ANY_DAY, before.period), add_period(_ANY_DAY, after.period)
        if ends[0] != ends[1]:
            return Reason.LONGER if ends[1] > ends[0] else Reason.SHORTER
    elif before.period or after.period:
        return Reason.OTHER_TERM
    bases = key_of(before.law or before.basis or ""), key_of(after.law or after.basis or "")
    return Reason.OTHER_BASIS if bases[0] != bases[1] else None


def _third_parties(old: Sequence[ThirdParty], new: Sequence[ThirdParty]) -> Iterator[Change]:
    for before, after in _matched(old, new, lambda party: (key_of(party.name),)):
        if before is None and after is not None:
            yield Change("third-party", after.name, Reason.GIVEN, None, _party(after))
        elif after is None and before is not None:
            yield Change("third-party", before.name, Reason.NOT_GIVEN, _party(before), None)
        elif before and after and _party(before).ko != _party(after).ko:
            reason = Reason.NOT_GIVEN if _is_fewer(before, after) else Reason.GIVEN_OTHERWISE
            yield Change("third-party", after.name, reason, _party(before), _party(after))


def _is_fewer(before: ThirdParty, after: ThirdParty) -> bool:
    """Whether all that changed is that fewer items are given."""
    terms = [(key_of(p.purpose or ""), key_of(p.until or "")) for p in (before, after)]
    items = [{item.item for item in p.items} for p in (before, after)]
    return terms[0] == terms[1] and items[1] < items[0]


def _processors(old: Sequence[Processor], new: Sequence[Processor]) -> Iterator[Change]:
    for before, after in _matched(old, new, _processor_keys):
        if after is None and before is not None:
            said = _processor(before)
            yield Change("processor", before.name, Reason.PROCESSORS, said, None)
        elif after is not None:
            known = before.country if before else None
            abroad = after.country is not None and after.country != known
            reason = Reason.ABROAD if abroad else Reason.PROCESSORS
            if before is None:
                yield Change("processor", after.name, reason, None, _processor(after))
            elif _processor(before).ko != _processor(after).ko:
                said = _processor(before)
                yield Change("processor", after.name, reason, said, _processor(after))


def _matched(
    old: Sequence[EntryT], new: Sequence[EntryT], keys: Callable[[EntryT], tuple[str, ...]]
) -> list[tuple[EntryT | None, EntryT | None]]:
    """Old and new entries in pairs: all by their first key, then what is left by the next.

    In the order of ``new``, with what is only in ``old`` at the end.
    """
    pairs: dict[int, int] = {}
    ranks = max((len(keys(entry)) for entry in (*old, *new)), default=0)
    for rank in range(ranks):
        waiting: dict[str, list[int]] = {}
        for place, entry in enumerate(old):
            if place not in pairs.values():
                waiting.setdefault(keys(entry)[rank], []).append(place)
        for place, entry in enumerate(new):
            found = waiting.get(keys(entry)[rank])
            if place not in pairs and found:
                pairs[place] = found.pop(0)
    used = set(pairs.values())
    return [
        *((old[pairs[i]] if i in pairs else None, entry) for i, entry in enumerate(new)),
        *((entry, None) for i, entry in enumerate(old) if i not in used),
    ]


def _point_keys(point: CollectionPoint) -> tuple[str, ...]:
    label = key_of(point.label)
    return label, label if point.point.startswith(_POINT) else point.point


def _item_keys(item: CollectedItem) -> tuple[str, ...]:
    return f"{item.item}|{key_of(item.label)}", item.item


def _rule_keys(rule: RetentionRule) -> tuple[str, ...]:
    label = key_of(rule.label)
    return label, label if rule.record.startswith(_RECORD) else rule.record


def _processor_keys(processor: Processor) -> tuple[str, ...]:
    return f"{key_of(processor.name)}|{key_of(processor.task or '')}", key_of(processor.name)


def _as_is(text: str) -> Label:
    """The policy's own words, which are the same in both languages."""
    return Label(ko=text, en=text)


def _joined(parts: Sequence[str | None]) -> str:
    # Blanks and line ends say nothing: two layouts of the same words are the same.
    return ", ".join(" ".join(part.split()) for part in parts if part)


def _labels(items: Sequence[NamedItem]) -> Label:
    return _as_is(_joined([item.label for item in items]))


def _need(item: CollectedItem) -> Label:
    if item.required:
        return Label(ko="필수", en="required (필수)")
    return Label(ko="선택", en="optional (선택)")


def _scopes(item: CollectedItem) -> Label:
    return _as_is(", ".join(item.scopes)) if item.scopes else Label(ko="모두", en="all")


def _rule(rule: RetentionRule) -> Label:
    basis = rule.law or rule.basis
    return Label(
        ko=_joined([rule.event, in_korean(rule.period) if rule.period else None, basis]),
        en=_joined([rule.event, in_words(rule.period) if rule.period else None, basis]),
    )


def _party(party: ThirdParty) -> Label:
    return _as_is(_joined([party.purpose, _labels(party.items).ko, party.until]))


def _processor(processor: Processor) -> Label:
    return _as_is(_joined([processor.task, processor.country, processor.until]))
