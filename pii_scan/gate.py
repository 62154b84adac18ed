"""Diff × gate settings → verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from pii_scan.config import NOT_FOUND
from pii_scan.model import DeclaredStatus, Diff, Verdict


def judge(diff: Diff, fail_on: Collection[str]) -> Verdict:
    """Whether nothing in ``diff`` is of a status or problem in ``fail_on``, and what is.

    An ignored field never fails the gate. ``failures`` are ``code: how many``, in the order of
    ``fail_on``.
    """
    counts: Counter[str] = Counter()
    for field in diff.fields:
        if field.ignored is None:
            counts.update([str(field.status), *(str(p.code) for p in field.problems)])
    counts[NOT_FOUND] = sum(d.status is DeclaredStatus.NOT_FOUND for d in diff.declared)
    failures = tuple(f"{counts[str(code)]} {code}" for code in fail_on if counts[str(code)])
    return Verdict(passed=not failures, failures=failures)
