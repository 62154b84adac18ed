"""The labelled sets that others made: column names of real schemas, and free text."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
SECOND_COLUMNS = DATA / "columns_unseen.tsv"
THIRD_COLUMNS = DATA / "columns_third.tsv"
UNDECIDED = "?"


@dataclass(frozen=True)
class NamedColumn:
    """A row of ``columns.tsv``; ``items`` is empty where the column is not personal."""

    schema: str
    table: str
    column: str
    type: str
    comment: str
    items: tuple[str, ...]

    @property
    def key(self) -> str:
        """Schema, table and column in one."""
        return f"{self.schema}/{self.table}.{self.column}"


@dataclass(frozen=True)
class LabelledText:
    """A row of ``free_text.tsv``; spans are start, end (excluded) and item."""

    text: str
    language: str
    spans: tuple[tuple[int, int, str], ...]


def load_named_columns(file: Path = DATA / "columns.tsv") -> list[NamedColumn] | None:
    """All rows, None where the set is not there."""
    if not file.exists():
        return None
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            NamedColumn(
                row["schema"], row["table"], row["column"], row["type"] or "", row["comment"] or "",
                tuple(filter(None, (row["item"] or "").split("|"))),
            )
            for row in csv.DictReader(lines, dialect="excel-tab")
        ]  # fmt: skip


def load_texts(file: Path = DATA / "free_text.tsv") -> list[LabelledText] | None:
    """All rows, None where the set is not there."""
    if not file.exists():
        return None
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            LabelledText(
                row["text"],
                row["language"],
                tuple(
                    (span["start"], span["end"], span["item"]) for span in json.loads(row["spans"])
                ),
            )
            for row in csv.DictReader(lines, dialect="excel-tab")
        ]
