"""Runs pii-scan as its users do, and reads its report."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from accuracy.columns import Column
from accuracy.labels import NamedColumn
from accuracy.scoring import Reported

_COMMAND = (sys.executable, "-m", "pii_scan")


def column_key(table: str, column: str) -> str:
    """The key of a field in a score: ``table.column``."""
    return f"{table}.{column}"


def _report(fields: int, *arguments: str) -> list[dict[str, Any]]:
    """The findings; stops unless every one of so many fields was looked at."""
    done = subprocess.run(
        [*_COMMAND, "scan", *arguments, "-f", "json", "-q"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode not in {0, 3}:
        raise SystemExit(f"pii-scan failed ({done.returncode}):\n{done.stderr}")
    report = json.loads(done.stdout)
    if report["skipped"]:
        raise SystemExit(f"pii-scan could not read everything: {report['skipped'][:5]}")
    seen = sum(source["coverage"]["fields_scanned"] for source in report["sources"])
    if seen < fields:
        raise SystemExit(f"pii-scan saw {seen} of {fields} fields: the figures would be wrong")
    return report["fields"]


def write_database(columns: Sequence[Column], file: Path) -> None:
    """All columns in their tables, row by row as generated."""
    tables: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        tables[column.table].append(column)
    with sqlite3.connect(file) as connection:
        for table, members in tables.items():
            definitions = ", ".join(f'"{member.name}" {member.type}' for member in members)
            connection.execute(f'CREATE TABLE "{table}" ({definitions})')
            marks = ", ".join("?" * len(members))
            rows = zip(*(member.values for member in members), strict=True)
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
    connection.close()


def scan_columns(columns: Sequence[Column], folder: Path) -> dict[str, list[Reported]]:
    """What ``pii-scan scan`` reports of a database with these columns, by ``table.column``.

    A finding inside a JSON column counts for the column.
    """
    file = folder / "accuracy.db"
    write_database(columns, file)
    reports: dict[str, list[Reported]] = defaultdict(list)
    for finding in _report(len(columns), f"sqlite:///{file}"):
        table, column = finding["path"][0], finding["path"][1]
        reports[column_key(table, column)].append(
            Reported(finding["item"], finding["confidence"], finding["example"])
        )
    return reports


def write_definitions(columns: Iterable[NamedColumn], folder: Path) -> list[Path]:
    """One SQL file for each schema, with the types and comments its tables have."""
    schemas: dict[str, dict[str, list[NamedColumn]]] = defaultdict(lambda: defaultdict(list))
    for column in columns:
        schemas[column.schema][column.table].append(column)
    files = []
    for number, tables in enumerate(schemas.values()):
        statements = []
        for table, members in tables.items():
            lines = []
            for member in members:
                kind = (
                    member.type
                    if re.fullmatch(r"[\w ]+(\([\w,' -]+\))?[\w ]*(\[\])?", member.type)
                    else "text"
                )
                comment = member.comment.replace("'", "''")
                lines.append(
                    f"  `{member.column}` {kind}" + (f" COMMENT '{comment}'" * bool(comment))
                )
            statements.append(f"CREATE TABLE `{table}` (\n" + ",\n".join(lines) + "\n);\n")
        file = folder / f"schema{number:03}.sql"
        file.write_text("\n".join(statements), encoding="utf-8")
        files.append(file)
    return files


def scan_names(columns: Sequence[NamedColumn], folder: Path) -> dict[str, list[Reported]]:
    """What ``pii-scan scan`` reports of the definitions alone, by the key of the column."""
    names = list(dict.fromkeys(column.schema for column in columns))
    reports: dict[str, list[Reported]] = defaultdict(list)
    files = write_definitions(columns, folder)
    sources = dict(zip((file.stem for file in files), names, strict=True))
    for finding in _report(len(columns), *map(str, files)):
        schema = sources[Path(finding["source"]).stem]
        key = f"{schema}/{'.'.join(finding['path'])}"
        reports[key].append(Reported(finding["item"], finding["confidence"], None))
    return reports


def match_texts(texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    """Start, end and item of what the rules claim in each text, in characters after NFKC.

    Only claims that count without a name beside them: a text has none.
    """
    from pii_scan.detect.evidence import Evidence
    from pii_scan.detect.recognizers import load_recognizers
    from pii_scan.model import Field
    from pii_scan.rulebook import load_rulebook

    rules = load_rulebook().rules
    evidence = Evidence(rules, lambda _: (), lambda: load_recognizers(rules))
    field = Field("texts", ("text",))
    return [
        [
            (claim.start, claim.end, rules[claim.identifier].identifier.item)
            for claim in evidence.claims(field, text)
            if claim.counts and claim.taken_by is None
        ]
        for text in texts
    ]


def normalised(text: str, offset: int) -> int:
    """Where the character at ``offset`` stands after NFKC."""
    return len(unicodedata.normalize("NFKC", text[:offset]))
