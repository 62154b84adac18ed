"""schemas/report.schema.json says what stands in a JSON report: golden ones, and of a scan."""

import datetime as dt
import io
import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest
from sample_report import REPORT
from write_golden import FOLDER

from pii_scan.config import no_config, with_flags
from pii_scan.model import DeclaredStatus, ProblemCode, Status
from pii_scan.pipeline import scan
from pii_scan.reports.json_v1 import render
from pii_scan.rulebook import load_rulebook

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8")
)


def check(content):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        content
    )


@pytest.mark.parametrize("name", ["report.json", "inventory_only.json"])
def test_the_golden_reports_are_as_the_schema_says(name):
    check(json.loads((FOLDER / name).read_text(encoding="utf-8")))


def test_the_report_of_a_scan_is_as_the_schema_says(tmp_path):
    with sqlite3.connect(tmp_path / "app.db") as connection:
        connection.execute("create table users (email text, photo blob)")
        connection.execute("insert into users values ('user1@example.com', x'89504e470d0a1a0a00')")
    (tmp_path / "app.log").write_text("2026-11-01 10:00:00 INFO sent to user1@example.com\n")
    (tmp_path / "empty.csv").touch()
    targets = tuple(str(tmp_path / name) for name in ("app.db", "app.log", "empty.csv"))
    config = with_flags(
        no_config(dt.date(2026, 11, 29)),
        targets=targets,
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    out = io.BytesIO()
    render(scan(config, load_rulebook(), lambda _: None).report, out)
    content = json.loads(out.getvalue())
    assert {field["location"] for field in content["fields"]} >= {"users.email"}
    assert content["skipped"]
    check(content)


def test_the_schema_has_every_key_and_no_other():
    def compare(schema, content):
        for choice in schema.get("anyOf", [schema]):
            if "properties" in choice and content is not None:
                assert choice["required"] == list(choice["properties"]) == list(content)
                for key, value in content.items():
                    compare(choice["properties"][key], value)
            if "items" in choice:
                for value in content or ():
                    compare(choice["items"], value)

    content = json.loads((FOLDER / "report.json").read_text(encoding="utf-8"))
    assert REPORT.fields
    compare(SCHEMA, content)
    field = SCHEMA["properties"]["fields"]["items"]["properties"]
    assert field["status"]["enum"] == [*Status, None]
    assert field["problems"]["items"]["properties"]["code"]["enum"] == [*ProblemCode]
    declared = SCHEMA["properties"]["declared"]["items"]["properties"]
    assert declared["status"]["enum"] == [*DeclaredStatus]
