"""How well pii-scan finds personal data: precision, recall, F1, confusion and calibration.

    python tests/benchmarks/accuracy.py                 # pii-scan alone
    python tests/benchmarks/accuracy.py --unseen        # and the further sets of names
    python tests/benchmarks/accuracy.py --compare       # beside Presidio and other scanners

Values are drawn from a seed; column names and free text come from tests/benchmarks/data. Nothing
here was made by looking at the rules; a kind of value may be added, never taken out because it
fails.
"""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import platform
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

from accuracy import lookalikes, persons
from accuracy.columns import Column, lookalike_columns, personal_columns
from accuracy.labels import (
    SECOND_COLUMNS,
    THIRD_COLUMNS,
    UNDECIDED,
    LabelledText,
    NamedColumn,
    load_named_columns,
    load_texts,
)
from accuracy.pii_scan_runs import column_key, match_texts, scan_columns, scan_names
from accuracy.printing import print_calibration, print_confusion, print_mistakes, print_score
from accuracy.scoring import NOTHING, Labelled, Mistake, Score, score
from accuracy.texts import TextScore, score_texts

SEED = 20261124
LOOKALIKE_THRESHOLD = 0.6


def labelled(columns: list[Column]) -> list[Labelled]:
    """The labels of generated columns."""
    return [
        Labelled(column_key(column.table, column.name), column.expected, column.allowed)
        for column in columns
    ]


def _line(mistake: Mistake, kinds: dict[str, str]) -> str:
    confidence = "" if mistake.confidence is None else f" at {mistake.confidence:.2f}"
    example = f", e.g. {mistake.example}" if mistake.example else ""
    kind = f" [{kinds[mistake.key]}]" if mistake.key in kinds else ""
    return f"{mistake.key}{kind}: {mistake.expected} × {mistake.reported}{confidence}{example}"


def print_fields(
    columns: list[Column], result: Score, parts: dict[str, Score], *, every: bool
) -> None:
    """The whole of part 1: fields with values."""
    kinds = {column_key(column.table, column.name): column.kind for column in columns}
    expected = sum(bool(column.expected) for column in columns)
    none = sum(column.lookalike for column in columns)
    print(
        f"\n== 1. Fields with values: {len(columns)} columns, "
        f"{expected} with items that must be found, {none} look-alikes"
    )
    print_score("All columns, findings from 0.5", result)
    for title, part in parts.items():
        print_score(f"{title}, by item", part)
    print_confusion(result.confusion())
    print_calibration(result)
    wrong = sorted(
        (mistake for mistake in result.mistakes if mistake.confidence is not None),
        key=lambda mistake: -(mistake.confidence or 0),
    )
    lookalike_keys = {
        column_key(column.table, column.name) for column in columns if column.lookalike
    }
    loud = [
        mistake
        for mistake in wrong
        if mistake.key in lookalike_keys and (mistake.confidence or 0) >= LOOKALIKE_THRESHOLD
    ]
    print_mistakes("findings on look-alikes at 0.6 or more", (_line(one, kinds) for one in loud))
    if not every:
        return
    others = [one for one in wrong if one not in loud]
    print_mistakes("other wrong findings", (_line(one, kinds) for one in others))
    missed = [one for one in result.mistakes if one.reported == NOTHING]
    print_mistakes("missed", (_line(one, kinds) for one in missed))


def score_fields(columns: list[Column], reports: dict) -> tuple[Score, dict[str, Score]]:
    """All columns together, then by the style of their names."""
    parts = {
        "telling names": [one for one in columns if not one.lookalike and one.style == "telling"],
        "vague names": [one for one in columns if not one.lookalike and one.style == "vague"],
        "opaque names": [one for one in columns if not one.lookalike and one.style == "opaque"],
    }
    return score(labelled(columns), reports), {
        title: score(labelled(part), reports) for title, part in parts.items()
    }


def label_names(rows: list[NamedColumn]) -> list[Labelled]:
    """The labels of named columns; undecided ones are left out."""
    return [
        Labelled(row.key, (row.items,) if row.items else (), frozenset())
        for row in rows
        if UNDECIDED not in row.items
    ]


def print_names(title: str, rows: list[NamedColumn], result: Score, *, every: bool = False) -> None:
    """The whole of part 2: fields by name only."""
    undecided = sum(UNDECIDED in row.items for row in rows)
    personal = sum(bool(row.items) for row in rows) - undecided
    schemas = len({row.schema for row in rows})
    print(
        f"\n== {title}: {len(rows)} columns of {schemas} schemas, "
        f"{personal} personal, {undecided} undecided and not scored"
    )
    print_score("Real schemas without a row, findings from 0.5", result)
    print_confusion(result.confusion())
    print_calibration(result)
    if not every:
        return
    comments = {row.key: f"{row.type} {row.comment}".strip() for row in rows}
    ordered = sorted(result.mistakes, key=lambda one: (one.expected, one.reported, one.key))
    print_mistakes("mistakes", (_line(one, comments) for one in ordered))


def print_texts(texts: list[LabelledText], result: TextScore, *, every: bool) -> None:
    """The whole of part 3: free text."""
    clean = sum(not text.spans for text in texts)
    print(f"\n== 3. Free text: {len(texts)} texts, {clean} without personal data")
    print_score("Korean identifiers", result.korean)
    print_score("The rest (names are not labelled, so not scored)", result.rest)
    print_confusion(result.confusion)
    for title, cases in (("missed", result.missed), ("wrong", result.wrong)):
        lines = [
            f"{item}, {texts[number].language}: {_excerpt(texts[number].text, start, end)}"
            for number, (start, end, item) in sorted(cases, key=lambda case: case[1][2])
        ]
        if every:
            print_mistakes(f"{title} (digits shown as 0)", lines)


def _excerpt(text: str, start: int, end: int) -> str:
    """The marked value with what stands around it, every digit a 0."""
    whole = re.sub(r"\d", "0", unicodedata.normalize("NFKC", text)).replace("\n", "⏎")
    return f"{whole[max(0, start - 14) : start]}«{whole[start:end]}»{whole[end : end + 8]}"


def main() -> None:
    """Run all parts and print them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--compare", action="store_true", help="run other scanners on the same input"
    )
    parser.add_argument("--venvs", type=Path, help="keep their environments here for the next run")
    parser.add_argument("--hawk-fingerprint", type=Path, help="fingerprint.yml for hawk-scanner")
    parser.add_argument(
        "--unseen", action="store_true", help="score the second and third set of names too"
    )
    parser.add_argument("--mistakes", action="store_true", help="list every miss and wrong finding")
    options = parser.parse_args()
    began = time.monotonic()
    columns = personal_columns(persons.KINDS, options.seed)
    columns += lookalike_columns(lookalikes.KINDS, options.seed)
    with tempfile.TemporaryDirectory(prefix="pii-scan-accuracy-") as folder:
        reports = scan_columns(columns, Path(folder))
        fields, parts = score_fields(columns, reports)
        print_fields(columns, fields, parts, every=options.mistakes)
        rows, names = load_named_columns(), None
        if rows is None:
            print("\n== 2. Fields by name only: not measured, data/columns.tsv is not there")
        else:
            names = score(label_names(rows), scan_names(rows, Path(folder)))
            print_names("2. Fields by name only", rows, names, every=options.mistakes)
        if options.unseen:
            second = load_named_columns(SECOND_COLUMNS) or []
            result = score(label_names(second), scan_names(second, Path(folder)))
            title = "2b. Fields by name only, second set, tuned on since 2026-11-28"
            print_names(title, second, result, every=options.mistakes)
            # Its single misses are never shown: nobody can tune on what nobody sees.
            third = load_named_columns(THIRD_COLUMNS) or []
            result = score(label_names(third), scan_names(third, Path(folder)))
            print_names("2c. Fields by name only, third set, kept out of tuning", third, result)
        texts, found = load_texts(), None
        if texts is None:
            print("\n== 3. Free text: not measured, data/free_text.tsv is not there")
        else:
            found = score_texts(texts, match_texts([text.text for text in texts]), normal_form=True)
            print_texts(texts, found, every=options.mistakes)
        if options.compare:
            from accuracy.comparison import compare

            compare(
                columns, texts, found,
                Path(folder), options.venvs, options.hawk_fingerprint,
            )  # fmt: skip
    print_run(options.seed, time.monotonic() - began)


def print_run(seed: int, seconds: float) -> None:
    """When, of what, how: enough to repeat it."""
    root = Path(__file__).parents[2]
    git = subprocess.run(
        ["git", "-C", str(root), "describe", "--always", "--dirty"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    versions = ", ".join(
        f"{package} {importlib.metadata.version(package)}"
        for package in ("pii-scan", "presidio-analyzer", "polars", "Faker")
    )
    commit = git.stdout.strip() or "unknown"
    print(
        f"\n{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC · {versions} · commit {commit} · "
        f"Python {platform.python_version()} · seed {seed} · {seconds:.0f} s"
    )
    print(f"command: python {' '.join(sys.argv)}")


if __name__ == "__main__":
    main()
