"""The figures as text."""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from accuracy.scoring import Score, Tally


def _rate(value: float | None) -> str:
    return "    –" if value is None else f"{value:5.3f}"


def tally_line(name: str, tally: Tally) -> str:
    """One line: precision, recall, F1, and the counts behind them."""
    rates = "  ".join(_rate(rate) for rate in (tally.precision, tally.recall, tally.f1))
    return f"  {name:<32} {rates}  {tally.right:6} {tally.missed:6} {tally.wrong:6}"


def print_score(title: str, score: Score) -> None:
    """Each item and all of them."""
    print(f"\n{title}")
    heads = f"{'prec.':>5}  {'rec.':>5}  {'F1':>5}  {'right':>6} {'missed':>6} {'wrong':>6}"
    print(f"  {'item':<32} {heads}")
    for item in sorted(score.items):
        print(tally_line(item, score.items[item]))
    print(tally_line("OVERALL", score.overall))


def print_confusion(confusion: Counter[tuple[str, str]]) -> None:
    """Off-diagonal cells that are not zero, the most frequent first."""
    print("\n  confusion (expected × reported, off the diagonal)")
    for (expected, reported), count in sorted(
        confusion.items(), key=lambda cell: (-cell[1], cell[0])
    ):
        print(f"  {count:5}  {expected} × {reported}")


def print_calibration(score: Score) -> None:
    """How often findings of each confidence are right."""
    print("\n  calibration")
    print("  confidence  findings  right  share")
    for bound, findings, right in score.calibration():
        share = f"{right / findings:.3f}" if findings else "–"
        print(f"  {bound:.1f}–{bound + 0.1:.1f}     {findings:8}  {right:5}  {share}")


def print_mistakes(title: str, lines: Iterable[str]) -> None:
    """A list with its length."""
    lines = list(lines)
    print(f"\n  {title}: {len(lines)}")
    for line in lines:
        print(f"    {line}")


def print_side_by_side(
    title: str, tallies: Mapping[str, Sequence[Tally | None]], heads: Sequence[str]
) -> None:
    """One line for each scanner, precision/recall/F1 for each head; None is 'does not do this'."""
    print(f"\n{title}")
    print("  " + f"{'':<24}" + "".join(f"{head:>24}" for head in heads))
    for scanner, row in tallies.items():
        cells = [
            "n/a" if tally is None
            else "/".join(_rate(rate).strip() for rate in (tally.precision, tally.recall, tally.f1))
            for tally in row
        ]  # fmt: skip
        print(f"  {scanner:<24}" + "".join(f"{cell:>24}" for cell in cells))
