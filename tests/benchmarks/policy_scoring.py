"""A declaration as read, compared with the answer written by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from policy_answers import UNJUDGED, Answer, ExpectedParty, ExpectedPoint, ExpectedRetention

from pii_scan.policy.declaration import CollectionPoint, Declaration, RetentionRule

EVENT_ALIKE = 0.6
NAME_ALIKE = 0.85
CORPORATE = re.compile(r"㈜|\(주\)|（주）|주식회사|\(재\)|株式会社", re.IGNORECASE)
DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")

Expected = TypeVar("Expected")
Found = TypeVar("Found")


@dataclass
class Tally:
    """What was expected and found, found without being expected, and missed."""

    hit: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None when nothing was found."""
        found = self.hit + self.wrong
        return self.hit / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what was expected that was found; None when nothing was expected."""
        expected = self.hit + self.missed
        return self.hit / expected if expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None when nothing was expected and nothing found."""
        total = 2 * self.hit + self.wrong + self.missed
        return 2 * self.hit / total if total else None

    def add(self, other: Tally) -> None:
        """Count the other's figures too."""
        self.hit += other.hit
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass
class PolicyScore:
    """The figures of one policy, or of many together, with every disagreement in words."""

    items_at_points: Tally = field(default_factory=Tally)
    items: Tally = field(default_factory=Tally)
    required: Tally = field(default_factory=Tally)
    not_collected: Tally = field(default_factory=Tally)
    retention: Tally = field(default_factory=Tally)
    retention_law: Tally = field(default_factory=Tally)
    processors: Tally = field(default_factory=Tally)
    tasks: Tally = field(default_factory=Tally)
    third_parties: Tally = field(default_factory=Tally)
    effective_date: Tally = field(default_factory=Tally)
    notice_days: Tally = field(default_factory=Tally)
    unplaced: Tally = field(default_factory=Tally)
    disagreements: list[str] = field(default_factory=list)

    def add(self, other: PolicyScore) -> None:
        """Count another policy's figures too (its disagreements stay with it)."""
        for name, value in vars(self).items():
            if isinstance(value, Tally):
                value.add(getattr(other, name))


def score_policy(answer: Answer, read: Declaration | None) -> PolicyScore:
    """Every figure for one policy; ``read`` is None when the file could not be read at all."""
    score = PolicyScore()
    score_points(score, answer.points, () if read is None else read.collection)
    _score_items(score, answer, read)
    _score_not_collected(score, answer, read)
    score_retention(score, answer.retention, () if read is None else read.retention)
    processors = () if read is None else read.processors
    _score_parties(score, "processor", answer.processors, [(p.name, p.task) for p in processors])
    others = () if read is None else read.third_parties
    _score_parties(score, "third party", answer.third_parties, [(p.name, None) for p in others])
    _score_particulars(score, answer, read)
    _score_unplaced(score, answer, read)
    return score


def _plain(text: str) -> str:
    return re.sub(r"[\s·ㆍ・,.()（）\[\]\"'“”‘’「」]+", "", text).casefold()


def _alike(left: str, right: str) -> float:
    return SequenceMatcher(None, _plain(left), _plain(right), autojunk=False).ratio()


def _pairs(
    expected: Sequence[Expected],
    found: Sequence[Found],
    likeness: Callable[[Expected, Found], float],
) -> list[tuple[int, int]]:
    """Indexes of the best pairs, greedily; a likeness of 0 is no pair."""
    graded = sorted(
        (-likeness(one, other), i, j)
        for i, one in enumerate(expected)
        for j, other in enumerate(found)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for grade, i, j in graded:
        if grade < 0 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _point_likeness(expected: ExpectedPoint, found: CollectionPoint) -> float:
    right = {identifier for item in expected.items for identifier in item.ids}
    read = {item.item for item in found.items}
    common = len(right & read)
    if not common:
        return 0.0
    return common / len(right | read) + _alike(expected.label, found.label)


def score_points(
    score: PolicyScore, expected: Sequence[ExpectedPoint], found: Sequence[CollectionPoint]
) -> None:
    """Items by point, each expected point paired with the read one that is most like it."""
    pairs = dict(_pairs(expected, found, _point_likeness))
    for i, point in enumerate(expected):
        _score_point(score, point, found[pairs[i]] if i in pairs else None)
    for j, other in enumerate(found):
        if j not in pairs.values():
            for identifier in sorted({item.item for item in other.items}):
                score.items_at_points.wrong += 1
                score.disagreements.append(
                    f"item wrong: {identifier} at a point that is not there: {other.label!r}"
                )


def _score_point(score: PolicyScore, point: ExpectedPoint, found: CollectionPoint | None) -> None:
    read: dict[str, bool] = {}
    labels: dict[str, str] = {}
    for collected in () if found is None else found.items:
        read[collected.item] = read.get(collected.item, False) or collected.required
        labels.setdefault(collected.item, collected.label)
    where = f"{point.label!r}" + ("" if found is None else f" (read as {found.label!r})")
    explained: set[str] = set()
    wanted: dict[tuple[str, ...], list[bool | None]] = {}
    for item in point.items:
        if item.neutral or not item.ids:
            explained.update(item.ids)
        else:
            wanted.setdefault(item.ids, []).append(item.required)
    for ids, demands in wanted.items():
        hit = next((identifier for identifier in ids if identifier in read), None)
        if hit is None:
            score.items_at_points.missed += 1
            score.disagreements.append(f"item missed: {'/'.join(ids)} at {where}")
            continue
        explained.add(hit)
        score.items_at_points.hit += 1
        required = True if True in demands else None if None in demands else False
        if required is None:
            continue
        if read[hit] == required:
            score.required.hit += 1
        else:
            score.required.missed += 1
            meant = "required" if required else "optional"
            score.disagreements.append(f"required/optional wrong: {hit} at {where} is {meant}")
    for identifier in sorted(read.keys() - explained):
        score.items_at_points.wrong += 1
        score.disagreements.append(f"item wrong: {identifier} ({labels[identifier]!r}) at {where}")


def _score_items(score: PolicyScore, answer: Answer, read: Declaration | None) -> None:
    found = set() if read is None else {i.item for p in read.collection for i in p.items}
    wanted = {
        item.ids for point in answer.points for item in point.items if item.ids and not item.neutral
    }
    _score_sets(
        score.items,
        wanted,
        {i for p in answer.points for item in p.items if item.neutral for i in item.ids},
        found,
    )


def _score_not_collected(score: PolicyScore, answer: Answer, read: Declaration | None) -> None:
    found = set() if read is None else {item.item for item in read.not_collected}
    wanted = {ids for ids, neutral in answer.not_collected if not neutral}
    excused = {i for ids, neutral in answer.not_collected if neutral for i in ids}
    missed, wrong = _score_sets(score.not_collected, wanted, excused, found)
    score.disagreements += [f"not collected, missed: {'/'.join(ids)}" for ids in missed]
    score.disagreements += [f"not collected, wrong: {identifier}" for identifier in wrong]


def _score_sets(
    tally: Tally, wanted: Iterable[tuple[str, ...]], excused: set[str], found: set[str]
) -> tuple[list[tuple[str, ...]], list[str]]:
    explained = set(excused)
    missed = []
    for ids in sorted(wanted):
        hits = found & set(ids)
        explained |= hits
        if hits:
            tally.hit += 1
        else:
            tally.missed += 1
            missed.append(ids)
    wrong = sorted(found - explained)
    tally.wrong += len(wrong)
    return missed, wrong


def _days(period: str | None) -> tuple[int, int] | None:
    """A duration as (months, days), so that P1Y and P12M are the same."""
    match = DURATION.fullmatch(period or "")
    if match is None or not period:
        return None
    years, months, weeks, days = (int(group or 0) for group in match.groups())
    return 12 * years + months, 7 * weeks + days


def _same_event(left: str, right: str) -> bool:
    one, other = _plain(left), _plain(right)
    return one in other or other in one or _alike(left, right) >= EVENT_ALIKE


def _retention_likeness(expected: ExpectedRetention, found: RetentionRule) -> float:
    if expected.period and found.period:
        fits = _days(expected.period) == _days(found.period)
    elif expected.event and found.event and not (expected.period and found.period):
        fits = not expected.period and not found.period and _same_event(expected.event, found.event)
    else:
        fits = False
    # What two people may read differently takes only what nothing else explains.
    bonus = 0.001 if expected.neutral else 1.0
    return bonus + _alike(expected.label, found.label) * bonus if fits else 0.0


def score_retention(
    score: PolicyScore,
    expected: Sequence[ExpectedRetention],
    found: Sequence[RetentionRule],
) -> None:
    """Retention by period or event; the law of a term that was found is judged apart."""
    pairs = dict(_pairs(expected, found, _retention_likeness))
    for i, entry in enumerate(expected):
        term = entry.period or entry.event
        if entry.neutral:
            continue
        if i not in pairs:
            score.retention.missed += 1
            score.disagreements.append(f"retention missed: {entry.label!r} {term}")
            continue
        score.retention.hit += 1
        law = found[pairs[i]].law
        if entry.law == UNJUDGED:
            continue
        one, other = _plain(entry.law or ""), _plain(law or "")
        if bool(one) == bool(other) and (one in other or other in one):
            score.retention_law.hit += 1
        else:
            score.retention_law.missed += 1
            score.disagreements.append(
                f"retention law wrong: {entry.label!r} {term} by {entry.law}, read {law}"
            )
    for j, rule in enumerate(found):
        if j not in pairs.values():
            score.retention.wrong += 1
            score.disagreements.append(
                f"retention wrong: {rule.label!r} {rule.period or rule.event}"
            )


def _name(text: str) -> str:
    return _plain(CORPORATE.sub("", text))


def _name_likeness(expected: ExpectedParty, found: tuple[str, str | None]) -> float:
    one, other = _name(expected.name), _name(found[0])
    if not one or not other:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if one in other or other in one or ratio >= NAME_ALIKE else 0.0


def _score_parties(
    score: PolicyScore,
    kind: str,
    expected: Sequence[ExpectedParty],
    found: Sequence[tuple[str, str | None]],
) -> None:
    tally = score.processors if kind == "processor" else score.third_parties
    unique = list({_name(name): (name, task) for name, task in reversed(found)}.values())
    pairs = dict(_pairs(expected, unique, _name_likeness))
    for i, party in enumerate(expected):
        if party.neutral:
            continue
        if i not in pairs:
            tally.missed += 1
            score.disagreements.append(f"{kind} missed: {party.name!r}")
            continue
        tally.hit += 1
        if party.task is None:
            continue
        read_task = unique[pairs[i]][1] or ""
        one, other = _plain(party.task), _plain(read_task)
        if other and (one in other or other in one):
            score.tasks.hit += 1
        else:
            score.tasks.missed += 1
            score.disagreements.append(
                f"task wrong: {party.name!r} {party.task!r}, read {read_task!r}"
            )
    for j, (name, task) in enumerate(unique):
        if j not in pairs.values():
            tally.wrong += 1
            score.disagreements.append(f"{kind} wrong: {name!r} {task or ''}")


def _score_particulars(score: PolicyScore, answer: Answer, read: Declaration | None) -> None:
    if read is None:
        score.effective_date.missed += 1
        score.notice_days.missed += 1
        return
    date = read.policy.effective_date
    read_date = None if date is None else str(date)
    _same(score, score.effective_date, "effective date", answer.effective_date, read_date)
    days = read.policy.notice_days
    promised = (None, None) if days is None else (days.ordinary, days.important)
    _same(score, score.notice_days, "notice days", answer.notice_days, promised)


def _same(score: PolicyScore, tally: Tally, what: str, wanted: object, got: object) -> None:
    if wanted == got:
        tally.hit += 1
    else:
        tally.missed += 1
        score.disagreements.append(f"{what} wrong: {wanted}, read {got}")


def _score_unplaced(score: PolicyScore, answer: Answer, read: Declaration | None) -> None:
    """Words without a canonical item must be reported as unplaced, never lost."""
    texts = [] if read is None else [_plain(entry.text) for entry in read.unplaced]
    for point in answer.points:
        for item in point.items:
            if item.ids or item.neutral:
                continue
            parts = [_plain(part) for part in re.split(r"[·,]", item.label)]
            if any(part in text or (text and text in part) for part in parts for text in texts):
                score.unplaced.hit += 1
            else:
                score.unplaced.missed += 1
                score.disagreements.append(
                    f"unplaced lost: {item.label!r} at {point.label!r} is not reported"
                )
