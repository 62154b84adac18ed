"""How often the delimiter and the header of a delimited file are told right, beside csv.Sniffer.

    python tests/benchmarks/file_tables.py [SEED]

Tables are drawn from the columns of the accuracy benchmark (names and values written for that, not
for this): 2 to 8 columns, 2 to 60 rows, every delimiter, quoted where the csv module quotes, with a
header and without. Needs Faker.
"""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

import csv
import io
import json
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from accuracy import lookalikes, persons
from accuracy.columns import Draw
from faker import Faker

from pii_scan.sources.files.dialect import dialect_of
from pii_scan.sources.files.header import header_of

TABLES = 1500
DELIMITERS = (",", ";", "\t", "|")


def _table(chance: random.Random) -> tuple[list[str], list[list[str]]]:
    kinds = chance.sample([*persons.KINDS, *lookalikes.KINDS], chance.randint(2, 8))
    rows = chance.randint(2, 60)
    names: list[str] = []
    columns: list[list[str]] = []
    for kind in kinds:
        fake = Faker(getattr(kind, "locale", "en_US"))
        fake.seed_instance(chance.randint(0, 10**9))
        draw = Draw(chance, fake)
        words = getattr(kind, "names", None) or kind.name
        names.append(chance.choice(words.split()))
        columns.append(
            ["" if chance.random() < 0.04 else str(kind.make(draw)) for _ in range(rows)]
        )
    return names, [list(row) for row in zip(*columns, strict=True)]


def _sniffed(text: str) -> tuple[str | None, bool | None]:
    sniffer = csv.Sniffer()
    try:
        delimiter = sniffer.sniff(text).delimiter
    except csv.Error:
        return None, None
    try:
        return delimiter, sniffer.has_header(text)
    except csv.Error:
        return delimiter, None


def main() -> None:
    chance = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    right: Counter[str] = Counter()
    wrong: list[tuple[bool, str]] = []
    for number in range(TABLES):
        names, rows = _table(chance)
        delimiter, has_header = chance.choice(DELIMITERS), number % 2 == 0
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows([names, *rows] if has_header else rows)
        text = out.getvalue()
        dialect = dialect_of(text)
        records = [row for row in dialect.reader(text) if any(cell.strip() for cell in row)]
        found = header_of(records)
        right["delimiter"] += dialect.delimiter == delimiter
        right["header"] += found.found == has_header and found.above == 0
        if found.found != has_header or dialect.delimiter != delimiter or found.above:
            wrong.append((has_header, text[:300]))
        sniffed, sniffed_header = _sniffed(text)
        right["delimiter by csv.Sniffer"] += sniffed == delimiter
        right["header by csv.Sniffer"] += sniffed_header == has_header
    print(json.dumps({key: round(count / TABLES, 4) for key, count in right.items()}))
    if "--mistakes" in sys.argv:
        for has_header, text in wrong[:40]:
            print("-- with a header" if has_header else "-- without a header")
            print(text)


if __name__ == "__main__":
    main()
