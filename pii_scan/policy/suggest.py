"""pii-scan policy suggest: what a policy would have to gain to cover what was found.

It only drafts. Whether to declare an item or to stop collecting it, and whether it is required or
optional, is for a person to decide. What the law forbids is never drafted, only listed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pii_scan.errors import PolicyError
from pii_scan.model import AssessedField, ProblemCode, Report, Status
from pii_scan.policy.declaration import CollectionPoint, Declaration
from pii_scan.policy.notice import Notice, needed_notice
from pii_scan.rulebook import Item, Label, Law

Served = Callable[[str, tuple[str, ...]], Sequence[str] | None]
"""By source and path of a field, the ids of the points it serves; None where nobody says so."""


@dataclass(frozen=True, slots=True)
class SuggestedItem:
    """An item to declare, in the policy's language, and the fields that hold it.

    ``known`` says that the policy already declares it at other points, in these words.
    """

    item: str
    label: str
    known: bool
    fields: tuple[str, ...]
    only_in_logs: bool


@dataclass(frozen=True, slots=True)
class SuggestedPoint:
    """What a collection point would gain; ``point`` is None where it is not known which it is."""

    point: CollectionPoint | None
    items: tuple[SuggestedItem, ...]


@dataclass(frozen=True, slots=True)
class ToSettle:
    """An item that must not simply be declared: why, and the fields that hold it."""

    item: str
    label: str
    fields: tuple[str, ...]
    why: Label


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A draft for ``declaration``. ``unkept`` are new items that no retention rule names.

    ``notice`` is None where nothing is drafted. ``complete`` is False where the scan could not
    look everywhere, so that more may be missing than is drafted.
    """

    declaration: Declaration
    points: tuple[SuggestedPoint, ...]
    to_settle: tuple[ToSettle, ...]
    unkept: tuple[SuggestedItem, ...]
    notice: Notice | None
    complete: bool


def suggest(
    report: Report,
    declaration: Declaration,
    served: Served,
    items: Mapping[str, Item],
    laws: Iterable[Law],
    published: dt.date,
) -> Suggestion:
    """The draft for what ``report`` found undeclared or declared elsewhere only.

    Raises PolicyError for a report that was compared with no declaration.
    """
    if report.declaration is None or any(f.status is None for f in report.fields):
        raise PolicyError(
            "the report was compared with no declaration, so nothing in it is undeclared",
            "Scan with -d declaration.yaml and -f json, and name that report.",
        )
    writer = _Writer(report, declaration, items)
    open_fields = [f for f in report.fields if f.ignored is None]
    forbidden = [f for f in open_fields if _is_forbidden(f)]
    missing = [
        f
        for f in open_fields
        if f.status in {Status.UNDECLARED, Status.ELSEWHERE} and not _is_forbidden(f)
    ]
    points = _by_point(missing, declaration, served, writer)
    drafted = tuple({i.item: i for point in points for i in point.items}.values())
    kept = {rule.record for rule in declaration.retention}
    return Suggestion(
        declaration,
        points,
        tuple(_to_settle(forbidden, writer, list(laws))),
        # A rule for a kind of record covers the item that is that record.
        tuple(item for item in drafted if item.item not in kept and not item.known),
        needed_notice(declaration.policy.notice_days, published, important=True)
        if points
        else None,
        report.summary.complete,
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Items in the words and the language of the policy."""

    report: Report
    declaration: Declaration
    items: Mapping[str, Item]

    def label(self, item: str) -> tuple[str, bool]:
        """The policy's own words where it has any; else the item's name. And which of the two."""
        for point in self.declaration.collection:
            for collected in point.items:
                if collected.item == item:
                    return collected.label, True
        names = self.items[item].label if item in self.items else self.report.labels[item]
        return (names.ko if self.declaration.policy.language == "ko" else names.en), False

    def item(self, item: str, fields: Sequence[AssessedField]) -> SuggestedItem:
        """``item`` with the ``fields`` that hold it."""
        label, known = self.label(item)
        logs = {source.name for source in self.report.sources if source.kind == "logs"}
        only_in_logs = all(f.finding.field.source in logs for f in fields)
        return SuggestedItem(item, label, known, locations(fields), only_in_logs)


def locations(fields: Iterable[AssessedField]) -> tuple[str, ...]:
    """Where ``fields`` are, with their sources, each once."""
    places = (f"{f.finding.field.source}: {f.finding.field.location}" for f in fields)
    return tuple(dict.fromkeys(places))


def _is_forbidden(field: AssessedField) -> bool:
    codes = {problem.code for problem in field.problems}
    return field.status is Status.PROHIBITED or ProblemCode.MUST_NOT_STORE in codes


def _by_point(
    fields: Sequence[AssessedField], declaration: Declaration, served: Served, writer: _Writer
) -> tuple[SuggestedPoint, ...]:
    """The items of ``fields`` by the one point their sources serve, in the declaration's order.

    A source that serves several points does not say at which of them an item is collected.
    """
    groups: dict[str | None, dict[str, list[AssessedField]]] = {}
    for field in fields:
        points = served(field.finding.field.source, field.finding.field.path)
        point = points[0] if points is not None and len(points) == 1 else None
        groups.setdefault(point, {}).setdefault(field.finding.item, []).append(field)
    order: list[CollectionPoint | None] = [*declaration.collection, None]
    found = []
    for place in order:
        items = groups.get(place.point if place else None, {})
        if items:
            drafted = tuple(writer.item(item, held) for item, held in items.items())
            found.append(SuggestedPoint(place, drafted))
    return tuple(found)


def _to_settle(
    fields: Sequence[AssessedField], writer: _Writer, laws: Sequence[Law]
) -> Iterable[ToSettle]:
    by_item: dict[str, list[AssessedField]] = {}
    for field in fields:
        by_item.setdefault(field.finding.item, []).append(field)
    for item, held in by_item.items():
        for law in laws:
            for obligation in (*law.must_not_store, *law.needs_basis):
                if item in obligation.items:
                    why = Label(
                        ko=f"{obligation.message.ko} ({law.title.ko} {obligation.reference})",
                        en=f"{obligation.message.en} ({law.title.en}, {obligation.reference})",
                    )
                    yield ToSettle(item, writer.label(item)[0], locations(held), why)
