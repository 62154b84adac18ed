"""The real program on the example: exactly what was planted is found, and nothing leaks."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from made_up_service.files import build

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "remotemeeting"


def _copy(folder: Path, *, faults: bool) -> Path:
    for name in ("pii-scan.yaml", "declaration.yaml"):
        shutil.copy(EXAMPLE / name, folder / name)
    build(folder / "data", faults=faults)
    return folder / "pii-scan.yaml"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Path:
    return _copy(tmp_path_factory.mktemp("faulty"), faults=True)


def _run(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def checked(faulty) -> tuple[int, dict]:
    result = _run("check", "-c", faulty, "-f", "json")
    return result.returncode, json.loads(result.stdout)


@pytest.fixture(scope="module")
def expected() -> dict:
    return yaml.safe_load((EXAMPLE / "expected.yaml").read_text(encoding="utf-8"))


def _key(source, path, item):
    return source, tuple(path), item


def test_the_report_is_what_was_planted_and_no_more(checked, expected):
    code, report = checked
    found = {
        _key(f["source"], f["path"], f["item"]): (
            f["status"],
            tuple(sorted(p["code"] for p in f["problems"])),
        )
        for f in report["fields"]
    }
    planted = {
        _key(f["source"], f["path"], f["item"]): (f["status"], tuple(sorted(f["problems"])))
        for f in expected["fields"]
    }
    assert code == 1
    assert found == planted


def test_declared_items_and_skips_are_as_expected(checked, expected):
    _, report = checked
    missing = [d["item"] for d in report["declared"] if d["status"] == "not-found"]
    assert missing == expected["declared_not_found"]
    assert report["skipped"] == expected["skipped"]


def test_what_only_resembles_personal_data_is_in_the_data_and_not_in_the_report(
    checked, expected, faulty
):
    _, report = checked
    reported = {(f["source"], tuple(f["path"])) for f in report["fields"]}
    assert expected["not_personal"]
    for field in expected["not_personal"]:
        assert (field["source"], tuple(field["path"])) not in reported
    with sqlite3.connect(faulty.parent / "data" / "remotemeeting.db") as connection:
        columns = {
            (table, column[1])
            for (table,) in connection.execute("select name from sqlite_master where type='table'")
            for column in connection.execute(f'pragma table_info("{table}")')
        }
    for field in expected["not_personal"]:
        if field["source"] == "members":
            assert tuple(field["path"][:2]) in columns


def test_without_the_faults_the_check_passes(tmp_path):
    result = _run("check", "-c", _copy(tmp_path, faults=False))
    assert (result.returncode, result.stderr) == (0, "")


def test_the_policy_reads_to_the_declaration_in_the_example():
    result = _run("policy", "read", EXAMPLE / "policy.txt")
    assert result.returncode == 0
    assert result.stdout == (EXAMPLE / "declaration.yaml").read_text(encoding="utf-8")


def _values(database: Path) -> set[str]:
    """Raw personal values of the example: contacts, names, numbers, passwords, free text."""
    wanted = {
        "members": ["login_id", "password_hash", "name", "email", "phone"],
        "event_entries": ["email", "name", "phone", "address"],
        "usage_logs": ["ip_public", "cookie"],
        "payments": ["card_number"],
        "refunds": ["account_no_enc"],
        "inquiries": ["name", "phone", "email", "body"],
        "legacy_logins": ["passwd"],
    }
    with sqlite3.connect(database) as connection:
        return {
            str(value)
            for table, columns in wanted.items()
            for column in columns
            for (value,) in connection.execute(f'select "{column}" from "{table}"')
            if value is not None and len(str(value)) > 3
        }


@pytest.mark.parametrize("format_", ["table", "json", "xlsx"])
def test_no_raw_value_is_in_any_output(faulty, format_, tmp_path):
    out = tmp_path / f"report.{format_}"
    result = _run("check", "-c", faulty, "-f", format_, "-o", out)
    written = result.stdout + result.stderr
    if format_ == "xlsx":
        with zipfile.ZipFile(out) as sheets:
            written += "".join(sheets.read(n).decode("utf-8", "ignore") for n in sheets.namelist())
    else:
        written += out.read_text(encoding="utf-8")
    values = _values(faulty.parent / "data" / "remotemeeting.db")
    assert len(values) > 3000
    leaked = sorted(value for value in values if value in written)
    assert leaked == []


def test_one_report_is_like_the_next(faulty, checked):
    assert json.loads(_run("check", "-c", faulty, "-f", "json").stdout) == checked[1]


def test_readme_shows_a_field_of_the_report_as_it_is(checked):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = json.loads(re.search(r"```json\n(\{\n  \"source\".*?)```", readme, re.DOTALL)[1])
    (field,) = [f for f in checked[1]["fields"] if f["location"] == shown["location"]]
    assert field == shown
