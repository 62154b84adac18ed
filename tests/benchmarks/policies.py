"""How well privacy policies are read: figures for each policy of tests/benchmarks/policies.

    python tests/benchmarks/policies.py [--verbose] [--only TEXT]

The policies and their answers were written by hand in the manner of published ones, without
looking at the rules or the reader. An answer is corrected only where it is plainly wrong; a policy
is never taken out because it is read badly.
"""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

import argparse

from policy_answers import load_answer, policy_files
from policy_scoring import PolicyScore, Tally, score_policy

from pii_scan.errors import PiiScanError
from pii_scan.policy.declaration import Declaration
from pii_scan.policy.read import read_policy_file
from pii_scan.rulebook import load_rulebook

HEADINGS = "P     R     F1  | item F1 | required | retention | processor | third p. | date | days"


def main() -> None:
    """Read every policy, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--verbose", action="store_true", help="list every disagreement")
    parser.add_argument("--only", default="", metavar="TEXT", help="policies with TEXT in the name")
    arguments = parser.parse_args()
    rulebook = load_rulebook()
    total = PolicyScore()
    by_kind: dict[str, PolicyScore] = {}
    print(f"{'':24} {HEADINGS}")
    for path in policy_files():
        if arguments.only not in path.name:
            continue
        declaration: Declaration | None = None
        failure = None
        try:
            declaration = read_policy_file(path, rulebook)
        except PiiScanError as error:
            failure = str(error)
        score = score_policy(load_answer(path), declaration)
        for sum_of in (total, by_kind.setdefault(path.suffix, PolicyScore())):
            sum_of.add(score)
        print(f"{path.stem:24} {_row(score) if failure is None else f'not read: {failure}'}")
        if arguments.verbose and failure is None:
            for line in score.disagreements:
                print(f"    {line}")
    for kind, score in sorted(by_kind.items()):
        print(f"{'all ' + kind:24} {_row(score)}")
    print(f"{'all':24} {_row(total)}")
    print(_further(total))


def _row(score: PolicyScore) -> str:
    at_points = score.items_at_points
    return (
        f"{_figure(at_points.precision)} {_figure(at_points.recall)} {_figure(at_points.f1)} |"
        f"  {_figure(score.items.f1)}  |  {_figure(score.required.recall)}   |"
        f"   {_figure(score.retention.f1)}   |   {_figure(score.processors.f1)}   |"
        f"   {_figure(score.third_parties.f1)}  | {_count(score.effective_date)}  |"
        f" {_count(score.notice_days)}"
    )


def _further(score: PolicyScore) -> str:
    return (
        "A policy that is not read counts as one of which everything is missed.\n"
        "P, R, F1 are of items at their collection points; required is the share of items whose "
        "required/optional is right.\n"
        f"retention: law right for {_count(score.retention_law)} · "
        f"processors: task right for {_count(score.tasks)} · "
        f"not collected: F1 {_figure(score.not_collected.f1)} · "
        f"words without an item reported as unplaced: {_count(score.unplaced)}"
    )


def _figure(value: float | None) -> str:
    return "  -  " if value is None else f"{value:.3f}"


def _count(tally: Tally) -> str:
    return f"{tally.hit}/{tally.hit + tally.missed}"


if __name__ == "__main__":
    main()
