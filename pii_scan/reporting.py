"""What a scan amounts to, put together as the Report that every format shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from pii_scan.model import (
    DeclarationReference,
    DeclaredStatus,
    Diff,
    Inventory,
    Label,
    Report,
    Status,
    Summary,
    Verdict,
)
from pii_scan.rulebook import Rulebook

if TYPE_CHECKING:
    from pii_scan.policy.declaration import Declaration


def report_of(
    inventory: Inventory,
    diff: Diff,
    verdict: Verdict | None,
    reference: DeclarationReference | None,
    rulebook: Rulebook,
    as_of: dt.date,
) -> Report:
    """The report of a scan. ``verdict`` is None where no gate was asked.

    ``as_of`` is the day on which retention is judged, where there is a declaration.
    """
    laws = {problem.law for field in diff.fields for problem in field.problems}
    statuses = [field.status for field in diff.fields]
    items = {field.finding.item for field in diff.fields} | {d.item for d in diff.declared}
    return Report(
        declaration=reference,
        sources=inventory.sources,
        fields=diff.fields,
        declared=diff.declared,
        skipped=inventory.skipped,
        summary=Summary(
            fields_with_personal_data=len(
                {(field.finding.field.source, field.finding.field.path) for field in diff.fields}
            ),
            undeclared=statuses.count(Status.UNDECLARED),
            elsewhere=statuses.count(Status.ELSEWHERE),
            prohibited=statuses.count(Status.PROHIBITED),
            problems=sum(len(field.problems) for field in diff.fields),
            declared_not_found=sum(d.status is DeclaredStatus.NOT_FOUND for d in diff.declared),
            skipped=len(inventory.skipped),
            complete=inventory.complete,
            passed=verdict.passed if verdict else None,
        ),
        labels={
            item: Label(rulebook.items[item].label.ko, rulebook.items[item].label.en)
            for item in rulebook.items
            if item in items
        },
        laws={
            law: Label(rulebook.laws[law].title.ko, rulebook.laws[law].title.en)
            for law in rulebook.laws
            if law in laws
        },
        as_of=as_of if reference else None,
    )


def reference_of(path: Path | None, declaration: Declaration | None) -> DeclarationReference | None:
    """Which declaration, read from the file ``path``, was compared with, if any."""
    if path is None or declaration is None:
        return None
    policy = declaration.policy
    return DeclarationReference(
        file=path.as_posix(),
        sha256=policy.sha256,
        effective_date=policy.effective_date,
        title=policy.title,
        language=policy.language,
    )
