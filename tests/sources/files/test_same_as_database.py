"""The same people in files of every kind and in a database give the same report."""

import csv
import datetime as dt
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pii_scan.config import no_config, with_flags
from pii_scan.pipeline import scan
from pii_scan.rulebook import load_rulebook

COLUMNS = "id name email phone address birth_date gender ip created_at extra".split()
DECLARATION = """\
schema: pii-scan/declaration/1
policy: {title: t, controller: c}
collection:
  - point: signup
    label: signup
    items: [{item: email, label: email, required: true}, {item: name, label: name, required: true}]
"""


def _people():
    for n in range(400):
        yield (
            str(n),
            "김이박최정강"[n % 6] + ("영희", "철수", "민수", "서연", "지우")[n % 5],
            f"user{n}@example.com",
            f"010-{2000 + n * 17 % 7000}-{n * 31 % 10000:04}",
            f"서울특별시 강남구 테헤란로 {n + 1}길 {n % 50 + 1}",
            f"19{50 + n % 50}-0{n % 9 + 1}-15",
            "MF"[n % 2],
            f"203.0.113.{n % 250 + 1}",
            f"2026-0{n % 9 + 1}-11 10:00:00",
            json.dumps({"kakao": {"email": f"k{n}@example.org"}}),
        )


def _write_csv(path: Path, rows, encoding="utf-8", **options):
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, **options).writerows([COLUMNS, *rows])


@pytest.fixture(scope="module")
def targets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("same")
    rows = list(_people())
    database = folder / "app.db"
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TABLE members ({', '.join(f'{c} text' for c in COLUMNS)})")
        connection.executemany(f"INSERT INTO members VALUES ({', '.join('?' * 10)})", rows)
    connection.close()
    data = folder / "data"
    data.mkdir()
    _write_csv(data / "members.csv", rows)
    _write_csv(data / "korean.csv", rows, encoding="cp949", delimiter=";")
    _write_csv(data / "members.tsv", rows, encoding="utf-16", delimiter="\t")
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    frame.write_parquet(data / "members.parquet")
    frame.write_ndjson(data / "members.jsonl")
    (data / "members.json").write_text(json.dumps({"members": frame.to_dicts()}))
    book = openpyxl.Workbook()
    book.active.title = "members"
    for row in (COLUMNS, *rows):
        book.active.append(row)
    book.save(data / "members.xlsx")
    declaration = folder / "declaration.yaml"
    declaration.write_text(DECLARATION)
    return database, data, declaration


@pytest.fixture(scope="module")
def reports(targets):
    database, data, declaration = targets
    config = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(database), str(data)),
        declaration=declaration,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    report = scan(config, load_rulebook(), lambda _: None).report
    fields = {}
    for field in report.fields:
        finding = field.finding
        source, *_ = path = finding.field.path
        column = ".".join(path[1:]).removeprefix("members.").removeprefix("members[].")
        fields.setdefault(source, {})[column, finding.item] = (
            finding.matched,
            finding.sampled,
            finding.distinct,
            finding.identifiers,
            field.status,
            round(finding.confidence, 2),
        )
    return report, fields


def test_items_counts_confidence_and_status_are_the_same(reports):
    _, fields = reports
    expected = fields.pop("members")
    assert {item for _, item in expected} >= {
        "name",
        "email",
        "phone",
        "address",
        "birth_date",
        "ip_address",
    }
    assert ("extra.kakao.email", "email") in expected
    assert sorted(fields) == [
        "korean.csv",
        "members.csv",
        "members.json",
        "members.jsonl",
        "members.parquet",
        "members.tsv",
        "members.xlsx",
    ]
    for found in fields.values():
        assert found == expected


def test_nothing_is_skipped_and_all_is_counted(reports):
    report, _ = reports
    assert not report.skipped
    files = report.sources[1]
    assert (files.kind, files.complete) == ("files", True)
    assert files.coverage.rows_total == files.coverage.rows_scanned == 400 * 7
    assert files.coverage.bytes_scanned == files.coverage.bytes_total


RETENTION = """\
retention:
  - {record: signup, label: sign-up form, period: P120D, event: null, basis: null, law: null}
"""


def test_records_kept_too_long_are_counted_the_same(targets, tmp_path):
    database, data, declaration = targets
    dated = tmp_path / "declaration.yaml"
    dated.write_text(declaration.read_text() + RETENTION)
    config = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(database), str(data)),
        declaration=dated,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    entries = tuple(entry.model_copy(update={"points": ("signup",)}) for entry in config.sources)
    config = replace(config, sources=entries)
    report = scan(config, load_rulebook(), lambda _: None).report
    messages = {}
    for field in report.fields:
        if field.finding.item == "email" and field.finding.field.path[-1].endswith("email"):
            table = field.finding.field.path[0]
            messages.setdefault(table, set()).update(p.message for p in field.problems)
    said = (
        "the oldest record is of 2026-01-11 (created_at), 201 days past the declared 120 days "
        "(sign-up form); 312 records are past it"
    )
    assert messages["members"] == {said}
    assert len(messages) == 8
    for messages_of_table in messages.values():
        assert {message.replace("members[].", "") for message in messages_of_table} == {said}
