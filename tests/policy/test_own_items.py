"""The policy commands know the items and words of a user's own rules, as a scan does."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from pii_scan.cli.main import app
from pii_scan.errors import UsageError

ITEMS = """membership_number:
  label: {ko: 멤버십번호, en: membership number}
  policy: [멤버십번호]
  names: {strong: [membership no], weak: []}
  types: [text]
  dpv: Identifying
  fides: user.account
"""
POLICY = "개인정보 처리방침\n\n1. 수집하는 개인정보의 항목\n- 회원가입: 이름, 멤버십번호\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "items.yaml").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "pii-scan.yaml").write_text("rules: rules\n", encoding="utf-8")
    (tmp_path / "policy.txt").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments):
    result = CliRunner().invoke(app, ["policy", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_read_places_an_item_of_the_users_own(folder):
    declared = yaml.safe_load(_run("read", "policy.txt"))
    items = [item["item"] for item in declared["collection"][0]["items"]]
    assert items == ["name", "membership_number"]
    assert declared["unplaced"] == []


def test_without_the_settings_the_word_stays_unplaced(folder):
    (folder / "pii-scan.yaml").rename(folder / "other.yaml")
    declared = yaml.safe_load(_run("read", "policy.txt"))
    assert [entry["text"] for entry in declared["unplaced"]] == ["멤버십번호"]
    named = yaml.safe_load(_run("read", "policy.txt", "-c", "other.yaml"))
    assert named["unplaced"] == []


def test_compare_and_schema_know_it_too(folder):
    _run("read", "policy.txt", "-o", "declaration.yaml")
    (folder / "old.txt").write_text(POLICY.replace(", 멤버십번호", ""), encoding="utf-8")
    changes = json.loads(_run("compare", "old.txt", "declaration.yaml", "-f", "json"))["changes"]
    assert [change["what"] for change in changes] == ["멤버십번호"]
    assert "membership_number" in _run("schema")


def test_lint_reads_items_of_the_users_own(folder):
    (folder / "policy.txt").write_text(
        POLICY + "- 이벤트 응모(선택): 멤버십번호\n",
        encoding="utf-8",
    )
    with_own = _run("lint", "policy.txt", "-f", "json")
    (folder / "pii-scan.yaml").unlink()
    assert "멤버십번호" in with_own
    assert "멤버십번호" not in _run("lint", "policy.txt", "-f", "json")


@pytest.mark.parametrize(
    "command", [["lint", "policy.txt"], ["compare", "policy.txt", "policy.txt"]]
)
def test_an_unknown_format_is_refused_before_anything_is_written(folder, command):
    result = CliRunner().invoke(app, ["policy", *command, "-f", "xml", "-o", "out.json"])
    assert isinstance(result.exception, UsageError)
    assert not (folder / "out.json").exists()
