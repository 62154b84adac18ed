"""The members database gives the same report from every kind of database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from made_up_service.files import load_database

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "remotemeeting"


def _report(target: str, prefix: tuple[str, ...], folder: Path) -> dict:
    """The members part of the example's report with ``target`` in the place of its database."""
    settings = yaml.safe_load((EXAMPLE / "pii-scan.yaml").read_text(encoding="utf-8"))
    members = next(source for source in settings["sources"] if source["name"] == "members")
    settings["sources"] = [{**members, "target": target}]
    settings["declaration"] = str(EXAMPLE / "declaration.yaml")
    config = folder / "pii-scan.yaml"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "pii_scan", "check", "-c", str(config), "-f", "json"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 1, result.stderr
    report = json.loads(result.stdout)
    for field in report["fields"]:
        assert tuple(field["path"][: len(prefix)]) == prefix
        field["path"] = field["path"][len(prefix) :]
    return report


def _said(report: dict) -> list[tuple]:
    """What must not depend on the kind of database."""
    return [
        (
            tuple(field["path"]),
            field["item"],
            tuple(field["identifiers"]),
            field["status"],
            tuple(problem["code"] for problem in field["problems"]),
            field["nullable"],
        )
        for field in report["fields"]
    ]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory) -> dict:
    """The report from a SQLite file."""
    folder = tmp_path_factory.mktemp("embedded")
    load_database(f"sqlite:///{folder}/members.db")
    return _report(str(folder / "members.db"), (), folder)


def test_a_server_gives_the_same_report_as_sqlite(database, embedded, tmp_path):
    load_database(database.writer.render_as_string(hide_password=False))
    served = _report(database.target, database.prefix, tmp_path)
    assert _said(served) == _said(embedded)
    assert served["declared"] == embedded["declared"]
    assert served["skipped"] == []
    for key in ("undeclared", "elsewhere", "prohibited", "problems", "declared_not_found"):
        assert served["summary"][key] == embedded["summary"][key]
