"""Reading a policy again: what people decided in its declaration stays, and what changed is said.

A declaration does not tell what a person wrote in it and what the reader did. So of the same text
(by its sha256) all of it stays, and of another text what only a person can have decided: which
item a word means, scopes, laws, sources, ids of points and of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pii_scan.policy.declaration import (
    CollectedItem,
    CollectionPoint,
    Declaration,
    RetentionRule,
    Unplaced,
)
from pii_scan.policy.lexicon import key_of

# The parts that an older version of pii-scan did not write.
_LATER_PARTS = ("cookies", "safety", "officer", "destruction")


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """``declaration`` is what to write. The rest is said to the person who reads again.

    ``same_text`` says that the policy's file did not change. ``kept`` are the decisions carried
    over, ``lost`` those whose words the policy no longer holds, and ``unused`` what is read in the
    same text and is not in the declaration: left out by hand, or read only by this version.
    """

    declaration: Declaration
    same_text: bool
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()


def read_again(before: Declaration, now: Declaration) -> ReadAgain:
    """``now``, as the policy reads, with the decisions that people made in ``before``."""
    if before.policy.sha256 == now.policy.sha256:
        empty = type(now)(schema_version=now.schema_version)
        later = {
            name: getattr(now, name)
            for name in _LATER_PARTS
            if getattr(before, name) == getattr(empty, name)
        }
        kept = before.model_copy(update=later)
        return ReadAgain(kept, same_text=True, unused=tuple(_beside(before, now)))
    reader = _Reader(before, now)
    return reader.merged()


class _Reader:
    """Puts the decisions of the declaration before into what is read now."""

    def __init__(self, before: Declaration, now: Declaration) -> None:
        self._before = before
        self._now = now
        self._kept: list[str] = []
        self._lost: list[str] = []
        self._unplaced = list(now.unplaced)

    def merged(self) -> ReadAgain:
        """The declaration and what is to be said of it."""
        points = self._points()
        declaration = self._now.model_copy(
            update={
                "collection": points,
                "retention": tuple(self._rule(rule) for rule in self._now.retention),
                "unplaced": tuple(self._unplaced),
            }
        )
        return ReadAgain(
            declaration, same_text=False, kept=tuple(self._kept), lost=tuple(self._lost)
        )

    def _points(self) -> tuple[CollectionPoint, ...]:
        left = list(self._before.collection)
        pairs: list[tuple[CollectionPoint, CollectionPoint | None]] = []
        for point in self._now.collection:
            old = _same_point(point, left)
            if old is not None:
                left.remove(old)
            pairs.append((point, old))
        taken = {old.point for _, old in pairs if old is not None}
        points = [self._point(point, old, taken) for point, old in pairs]
        for old in left:
            points += self._point_by_hand(old)
        return tuple(points)

    def _point(
        self, now: CollectionPoint, old: CollectionPoint | None, taken: set[str]
    ) -> CollectionPoint:
        if old is None:
            id_, number = now.point, 2
            while id_ in taken:
                id_, number = f"{now.point}-{number}", number + 1
            taken.add(id_)
            return now.model_copy(update={"point": id_})
        if old.sources:
            self._kept.append(f"{old.label}: sources {', '.join(old.sources)}")
        by_words = {key_of(item.label): item for item in old.items}
        items = [self._item(item, by_words.get(key_of(item.label)), now) for item in now.items]
        listed = {key_of(item.label) for item in now.items}
        items += self._settled([i for i in old.items if key_of(i.label) not in listed], old)
        return now.model_copy(
            update={"point": old.point, "sources": old.sources, "items": tuple(items)}
        )

    def _item(
        self, now: CollectedItem, old: CollectedItem | None, point: CollectionPoint
    ) -> CollectedItem:
        if old is None:
            return now
        if old.item != now.item:
            self._kept.append(f"{point.label}: {now.label!r} is {old.item}")
        if old.scopes and old.scopes != now.scopes:
            self._kept.append(f"{point.label}: {now.label!r} scopes {', '.join(old.scopes)}")
        if old.legal_basis and old.legal_basis != now.legal_basis:
            self._kept.append(f"{point.label}: {now.label!r} legal basis {old.legal_basis}")
        return now.model_copy(
            update={
                "item": old.item,
                "scopes": old.scopes or now.scopes,
                "legal_basis": old.legal_basis or now.legal_basis,
            }
        )

    def _settled(
        self, items: Iterable[CollectedItem], point: CollectionPoint
    ) -> list[CollectedItem]:
        """Those of ``items`` whose words the new text has and the reader cannot place."""
        settled = []
        for item in items:
            place = next((u for u in self._unplaced if key_of(u.text) == key_of(item.label)), None)
            if place is not None:
                self._unplaced.remove(place)
                settled.append(item)
                self._kept.append(f"{point.label}: {item.label!r} is {item.item}")
            elif item.legal_basis or item.scopes:
                self._lost.append(f"{point.label}: {item.label!r} is no longer in the policy")
        return settled

    def _point_by_hand(self, old: CollectionPoint) -> list[CollectionPoint]:
        """A point that the reader does not find now: what is left of its settled words."""
        settled = self._settled(old.items, old)
        if settled:
            return [old.model_copy(update={"items": tuple(settled)})]
        if old.sources:
            self._lost.append(
                f"{old.label}: the point is no longer in the policy, with its sources"
            )
        return []

    def _rule(self, now: RetentionRule) -> RetentionRule:
        label = key_of(now.label)
        old = next((rule for rule in self._before.retention if key_of(rule.label) == label), None)
        if old is None:
            return now
        if old.record != now.record and not old.record.startswith("record-"):
            self._kept.append(f"{now.label}: record {old.record}")
            now = now.model_copy(update={"record": old.record})
        same_term = (old.period, old.event) == (now.period, now.event)
        if same_term and (old.basis, old.law) != (now.basis, now.law):
            said = {"basis": now.basis or old.basis, "law": now.law or old.law}
            if (said["basis"], said["law"]) != (now.basis, now.law):
                self._kept.append(f"{now.label}: {said['law'] or said['basis']}")
                now = now.model_copy(update=said)
        return now


def _same_point(
    point: CollectionPoint, others: Sequence[CollectionPoint]
) -> CollectionPoint | None:
    """The one of ``others`` with the same words, else with the same id that its words gave."""
    key = key_of(point.label)
    by_words = next((other for other in others if key_of(other.label) == key), None)
    if by_words is not None or point.point.startswith("point-"):
        return by_words
    return next((other for other in others if other.point == point.point), None)


def _beside(before: Declaration, now: Declaration) -> list[str]:
    """What is read now and is not in ``before``: items at their points, rules, recipients."""
    found: list[str] = []
    left = list(before.collection)
    known = {key_of(item.label) for point in left for item in point.items}
    for point in now.collection:
        old = _same_point(point, left)
        if old is None:
            found += [f"point {point.label!r}"] if _is_new(point, known) else []
            continue
        listed = {key_of(item.label) for item in old.items}
        found += [
            f"{point.label}: {item.label!r} as {item.item}"
            for item in point.items
            if key_of(item.label) not in listed
        ]
    for what, old_labels, labels in (
        ("retention", [r.label for r in before.retention], [r.label for r in now.retention]),
        ("processor", [p.name for p in before.processors], [p.name for p in now.processors]),
        (
            "third party",
            [p.name for p in before.third_parties],
            [p.name for p in now.third_parties],
        ),
    ):
        keys = set(map(key_of, old_labels))
        found += [f"{what} {label!r}" for label in labels if key_of(label) not in keys]
    found += [f"unplaced {entry.text!r}" for entry in _new_unplaced(before, now, known)]
    return found


def _is_new(point: CollectionPoint, known: set[str]) -> bool:
    return not all(key_of(item.label) in known for item in point.items)


def _new_unplaced(before: Declaration, now: Declaration, known: set[str]) -> list[Unplaced]:
    listed = {key_of(entry.text) for entry in before.unplaced} | known
    return [entry for entry in now.unplaced if key_of(entry.text) not in listed]
