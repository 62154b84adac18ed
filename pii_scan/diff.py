"""Inventory × declaration × law: the status and the problems of every field.

Pure: everything it needs is handed in, and nothing is read or printed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from pii_scan.config import SourceEntry
from pii_scan.errors import ConfigError
from pii_scan.model import (
    AssessedField,
    DeclaredItem,
    DeclaredStatus,
    Diff,
    Finding,
    Inventory,
    Reason,
    RecordDates,
    RowCount,
    Status,
    Withdrawals,
)
from pii_scan.problems import (
    counts_from_leaving,
    in_log,
    kept_after_leaving,
    must_not_store,
    optional_not_null,
    plaintext,
    retention_exceeded,
    weak_hash,
)
from pii_scan.rulebook import Item, Law

if TYPE_CHECKING:
    from pii_scan.policy.declaration import CollectedItem, Declaration, RetentionRule

_LOG = "logs"


@dataclass(frozen=True, slots=True)
class Standards:
    """What an inventory is held against. ``as_of`` is the day on which retention is judged."""

    declaration: Declaration
    laws: Sequence[Law]
    items: Mapping[str, Item]
    sources: Mapping[str, SourceEntry]
    as_of: dt.date


def without_declaration(inventory: Inventory) -> Diff:
    """An inventory that is compared with nothing: no status, no problems."""
    facts = _Facts.of(inventory)
    fields = (
        AssessedField(f, None, (), fingerprint(f), rows=facts.of_table(f, facts.rows))
        for f in inventory.findings
    )
    return Diff(tuple(fields), ())


def compare(inventory: Inventory, standards: Standards) -> Diff:
    """Hold every finding against the declaration and the laws."""
    kinds = {source.name: source.kind for source in inventory.sources}
    facts = _Facts.of(inventory)
    fields = tuple(
        _assess(finding, kinds[finding.field.source], facts, standards)
        for finding in inventory.findings
    )
    return Diff(fields, tuple(_declared_items(inventory.findings, standards)))


_Fact = TypeVar("_Fact")
_Place = tuple[str, tuple[str, ...]]
"""A source and the path of a table or log in it."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of tables and logs, by place."""

    rows: Mapping[_Place, RowCount]
    dates: Mapping[_Place, RecordDates]
    withdrawals: Mapping[_Place, Sequence[Withdrawals]]

    @classmethod
    def of(cls, inventory: Inventory) -> _Facts:
        """Those of an inventory."""
        withdrawals: dict[_Place, list[Withdrawals]] = {}
        for entry in inventory.withdrawals:
            withdrawals.setdefault((entry.source, entry.path), []).append(entry)
        return cls(
            {(entry.source, entry.path): entry.count for entry in inventory.table_rows},
            {(entry.source, entry.path): entry for entry in inventory.record_dates},
            withdrawals,
        )

    def dates_of(self, finding: Finding, *, of_item: bool) -> RecordDates | None:
        """What dates the record that a finding is of.

        Where the ``of_item`` alone says what record that is, the beginning of an account does not:
        the last login is a date itself, and a number of logins grows with the next one.
        """
        found = self.of_table(finding, self.dates)
        if not of_item:
            return found
        own = self.dates.get((finding.field.source, finding.field.path))
        return own or (None if found is not None and found.accounts else found)

    @staticmethod
    def of_table(finding: Finding, facts: Mapping[_Place, _Fact]) -> _Fact | None:
        """The fact about what holds the finding's field; the innermost container counts."""
        field = finding.field
        places = ((field.source, field.path[:end]) for end in range(len(field.path) - 1, 0, -1))
        return next((facts[place] for place in places if place in facts), None)


def fingerprint(finding: Finding) -> str:
    """Identifies a finding from one scan to the next: its source, place and item, and no value."""
    parts = (finding.field.source, *finding.field.path, finding.item)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _column(name: str, leaving: Withdrawals) -> str:
    """The column that a field called ``name`` is, or is in: ``emails`` of ``emails[]``."""
    return name if name in leaving.filled else name.partition("[")[0]


def _assess(
    finding: Finding,
    kind: str,
    facts: _Facts,
    standards: Standards,
) -> AssessedField:
    entry = standards.sources[finding.field.source]
    table = entry.table(finding.field.path)
    points = table.points if table.points is not None else _points_served(entry, standards)
    status, reasons = _status(finding, points, standards)
    kinds = (finding.item, *standards.items[finding.item].records)
    rule = _retention_rule(table.record, kinds, points, standards.declaration)
    of_item = rule is not None and table.record is None and rule.record in kinds
    problems = [
        *must_not_store(finding, standards.laws),
        *plaintext(finding, standards.laws),
        *weak_hash(finding, standards.laws),
        *optional_not_null(finding, _declarations_of(finding.item, points, standards)),
        *retention_exceeded(rule, facts.dates_of(finding, of_item=of_item), standards.as_of),
        *(
            problem
            for leaving in facts.of_table(finding, facts.withdrawals) or ()
            for problem in kept_after_leaving(
                _leaving_rule(rule, standards.declaration),
                leaving,
                _column(finding.field.path[len(leaving.path)], leaving),
                standards.as_of,
            )
        ),
    ]
    is_log = kind == _LOG or finding.field.logged
    if is_log and status is not Status.DECLARED:
        collection = standards.declaration.collection
        served = [p.label for p in collection if points and p.point in points]
        problems.append(in_log(standards.items[finding.item], served))
    return AssessedField(
        replace(finding, reasons=(*finding.reasons, *reasons)),
        status,
        tuple(problems),
        fingerprint(finding),
        rows=facts.of_table(finding, facts.rows),
    )


def _points_served(entry: SourceEntry, standards: Standards) -> Sequence[str] | None:
    """The points of pii-scan.yaml, else those whose declaration names the source; None is all."""
    if entry.points is not None:
        return entry.points
    named = [p.point for p in standards.declaration.collection if entry.name in p.sources]
    return named or None


def _status(
    finding: Finding, points: Sequence[str] | None, standards: Standards
) -> tuple[Status, tuple[Reason, ...]]:
    """The status, and for a prohibited field the law that says so."""
    everywhere = _declarations_of(finding.item, None, standards)
    for law in standards.laws:
        for obligation in law.needs_basis:
            if finding.item not in obligation.items:
                continue
            has_basis = any(
                collected.legal_basis if obligation.basis == "statute" else True
                for collected in everywhere
            )
            if not has_basis:
                message, reference = obligation.message, obligation.reference
                reason = Reason(
                    f"law: {message.en} ({law.title.en}, {reference})",
                    f"법령: {message.ko} ({law.title.ko} {reference})",
                )
                return Status.PROHIBITED, (reason,)
    if _declarations_of(finding.item, points, standards):
        return Status.DECLARED, ()
    return (Status.ELSEWHERE if everywhere else Status.UNDECLARED), ()


def _declarations_of(
    item: str, points: Sequence[str] | None, standards: Standards
) -> list[CollectedItem]:
    """Where ``item``, or a broader one that covers it, is declared for any of ``points``."""
    covering = {item, *standards.items[item].broader}
    return [
        collected
        for point in standards.declaration.collection
        if points is None or point.point in points
        for collected in point.items
        if collected.item in covering
    ]


def _retention_rule(
    record: str | None,
    kinds: Sequence[str],
    points: Sequence[str] | None,
    declaration: Declaration,
) -> RetentionRule | None:
    """The rule of the record named for the table, else of its kinds, else of its only point.

    ``kinds`` are those of the item, the nearest first.
    """
    names = (record, *kinds, points[0] if points is not None and len(points) == 1 else None)
    return next(
        (rule for name in names if name for rule in declaration.retention if rule.record == name),
        None,
    )


def _leaving_rule(rule: RetentionRule | None, declaration: Declaration) -> RetentionRule | None:
    """The rule for people who have left: the table's own, else what the policy says of members.

    A table of records that are kept for a time of their own is under that alone.
    """
    if rule is not None:
        return rule if counts_from_leaving(rule) else None
    return next((rule for rule in declaration.retention if counts_from_leaving(rule)), None)


def _declared_items(findings: Sequence[Finding], standards: Standards) -> Iterable[DeclaredItem]:
    order: dict[str, list[tuple[str, CollectedItem]]] = {}
    for point in standards.declaration.collection:
        for collected in point.items:
            order.setdefault(collected.item, []).append((point.label, collected))
    for item, entries in order.items():
        fields = sum(1 for f in findings if item in {f.item, *standards.items[f.item].broader})
        yield DeclaredItem(
            item,
            tuple(dict.fromkeys(label for label, _ in entries)),
            all(not collected.required for _, collected in entries),
            DeclaredStatus.FOUND if fields else DeclaredStatus.NOT_FOUND,
            fields,
            tuple(dict.fromkeys(label for label, entry in entries if not entry.required)),
        )


def check_names(standards: Standards) -> None:
    """Raise ConfigError when a source names a point or record that is not declared."""
    points = [point.point for point in standards.declaration.collection]
    records = [rule.record for rule in standards.declaration.retention]
    for entry in standards.sources.values():
        for table in (None, *entry.tables.values()):
            for point in (table.points if table else entry.points) or ():
                if point not in points:
                    raise ConfigError(
                        f"source {entry.name}: the declaration has no collection point {point!r}",
                        f"It has: {', '.join(points) or 'none'}.",
                    )
            if table and table.record and table.record not in records:
                raise ConfigError(
                    f"source {entry.name}: the declaration has no retention for {table.record!r}",
                    f"It has: {', '.join(dict.fromkeys(records)) or 'none'}.",
                )
