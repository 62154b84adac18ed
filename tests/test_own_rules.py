"""A user's own folder of rules: what it adds, replaces and switches off, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pii_scan.cli.main import app
from pii_scan.config import load_config
from pii_scan.errors import ConfigError, PiiScanError, RuleError
from pii_scan.policy.lexicon import read_lexicon
from pii_scan.rule_proof import proven_rulebook
from pii_scan.rulebook import Rulebook, load_rulebook

ROOT = Path(__file__).parents[1]
BADGE = r"""supported_languages: [ko, en]
global_regex_flags: 154
recognizers:
  - name: badge_number
    type: custom
    supported_entity: BADGE_NUMBER
    patterns:
      - name: letters and digits
        regex: '(?<![0-9A-Za-z])EMP-\d{6}(?![0-9A-Za-z])'
        score: 0.9
    pii_scan:
      identifier: badge_number
      item: employee_badge
      why: The number on the badge of everybody who works here.
      sources: ['Security handbook, section 4']
      candidate: 'EMP-[0-9]{6}'
      evidence: alone
      examples:
        match: ['EMP-004711', 'badge EMP-100200', 'EMP-123456로']
        look_alike: ['EMP-47', 'TEMP-004711', 'EMP-0047112']
"""
ITEMS = """employee_badge:
  label: {ko: 사원증 번호, en: employee badge}
  policy: [사원증 번호, badge number]
  names: {strong: [badge no, 사원증]}
  types: [text]
  dpv: Identifying
  fides: user.unique_id
email:
  policy: [전자 연락처]
  names: {strong: [courriel]}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Fill the own folder: file names with their text."""

    def fill(**files: str) -> Path:
        folder = tmp_path / "own"
        for name, text in files.items():
            path = folder / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return fill


def refused(folder: Path) -> str:
    """What the error says, with the hint."""
    with pytest.raises(PiiScanError) as caught:
        proven_rulebook(folder)
    return f"{caught.value.message} | {caught.value.hint}"


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


def test_own_rule_and_item_stand_beside_ours(write):
    rulebook = proven_rulebook(write(badge_number=BADGE, items=ITEMS))
    rule = rulebook.rules["badge_number"]
    assert rule.is_own
    assert not rulebook.rules["email"].is_own
    assert rulebook.items["employee_badge"].label.ko == "사원증 번호"
    assert set(rulebook.rules) - {"badge_number"} == set(load_rulebook().rules)


def test_rules_may_stand_in_folders_of_the_folder(write):
    folder = write(staff__seoul__badge_number=BADGE, items=ITEMS)
    assert "badge_number" in proven_rulebook(folder).rules


def test_words_are_added_to_an_item_of_ours_and_nothing_is_taken_away(write):
    ours, own = load_rulebook().items["email"], load_rulebook(write(items=ITEMS)).items["email"]
    assert own.policy == (*ours.policy, "전자 연락처")
    assert own.names.strong == (*ours.names.strong, "courriel")
    assert own.names.weak == ours.names.weak


def test_a_policy_is_read_with_own_words(write):
    lexicon = read_lexicon(load_rulebook(write(items=ITEMS)))
    assert lexicon.item("전자 연락처") == "email"
    assert lexicon.item("Badge Number") == "employee_badge"


def test_a_rule_of_ours_is_switched_off_with_a_reason(write):
    folder = write(korean_name="switched_off: Every product here is named after a person.\n")
    rulebook = proven_rulebook(folder)
    assert "korean_name" not in rulebook.rules
    assert rulebook.switched_off == {"korean_name": "Every product here is named after a person."}
    assert not load_rulebook().switched_off


def test_a_rule_of_a_country_that_is_off_can_be_switched_off_all_the_same(write):
    folder = write(korean_name="switched_off: not here\n")
    assert load_rulebook(folder, ["us"]).switched_off == {"korean_name": "not here"}


def test_own_rule_replaces_ours_where_it_says_so(write):
    text = BADGE.replace("badge_number", "swift_bic").replace(
        "      evidence: alone", "      override: true\n      evidence: alone"
    )
    rulebook = proven_rulebook(write(swift_bic=text, items=ITEMS))
    assert rulebook.rules["swift_bic"].identifier.item == "employee_badge"
    assert rulebook.rules["swift_bic"].is_own


def test_own_rule_does_not_replace_ours_in_silence(write):
    folder = write(swift_bic=BADGE.replace("badge_number", "swift_bic"), items=ITEMS)
    said = refused(folder)
    assert "swift_bic.yaml: 'swift_bic' is a rule of pii-scan" in said
    assert "override: true" in said


def test_nothing_is_overridden_that_is_not_there(write):
    text = BADGE.replace("      evidence: alone", "      override: true\n      evidence: alone")
    assert "overrides 'badge_number', which is no rule" in refused(
        write(badge_number=text, items=ITEMS)
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("item: employee_badge", "item: badge", "unknown item 'badge'"),
        ("evidence: alone", "evidence: often", "recognizers.0.pii_scan.evidence"),
        ("evidence: alone", "evidence: alone\n      colour: red", "recognizers.0.pii_scan.colour"),
        ("score: 0.9", "score: 9", "recognizers.0.patterns.0.score"),
        ("type: custom", "type: predefined", "recognizers.0.type"),
        ("type: custom", "type: custom\n    class_name: X", "recognizers.0.class_name"),
        ("global_regex_flags: 154", "global_regex_flags: 26", "global_regex_flags: must be 154"),
        ("languages: [ko, en]", "languages: [en]", "supported_languages: must be [ko, en]"),
        ("name: badge_number", "name: badge", "'badge' is not the file's name"),
        (
            "evidence: alone",
            "evidence: alone\n      validator: lunh",
            "validator: unknown validator 'lunh'",
        ),
        ("evidence: alone", "evidence: alone\n      chance: 0.1", "chance: nothing is left to"),
        ("candidate: 'EMP-", "candidate: '(?<!T)EMP-", "candidate: is no regular expression"),
        ("candidate: 'EMP-[0-9]{6}'", "candidate: 'E?'", "candidate: finds an empty text"),
        ("'EMP-47', ", "", "examples.look_alike: needs 3 different examples"),
        (r"EMP-\d{6}", r"EMP-\d{6", "holds a brace that counts nothing"),
        (r"EMP-\d{6}", r"(?:\d+)+EMP", "can read the same text in two ways"),
    ],
)
def test_a_fault_is_told_by_file_line_and_key(write, old, new, key):
    text = BADGE.replace(old, new, 1)
    assert text != BADGE
    said = refused(write(badge_number=text, items=ITEMS))
    assert key in said
    changed = line_of(text, new.splitlines()[-1].strip()) if new else line_of(text, "look_alike")
    assert "file's name" in said or f"badge_number.yaml:{changed}:" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("'EMP-123456로'", "'EMP 123456'", "examples.match.2: the candidate finds nothing in it"),
        ("'EMP-123456로'", "'XEMP-123456'", "examples.match.2: no pattern finds it"),
        ("'EMP-0047112'", "'EMP-004711'", "examples.look_alike.2: it is recognised"),
        (
            "EMP-[0-9]{6}'",
            "EMP-[0-9]{4}'",
            "examples.match.0: the candidate cuts off a part of it",
        ),
        (
            "evidence: alone",
            "validator: luhn\n      evidence: alone",
            "examples.match.0: the validator 'luhn' refuses it",
        ),
    ],
)
def test_a_rule_that_fails_its_own_example_is_refused(write, old, new, said):
    text = BADGE.replace(old, new, 1)
    message = refused(write(badge_number=text, items=ITEMS))
    assert said in message
    # A rule may hold real values as examples: they are counted, never shown.
    assert "123456" not in message
    assert "004711" not in message


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"items": "Badge: {}\n"}, "items.yaml:1: Badge"),
        ({"items": "badge: {label: {ko: 가, en: a}}\n"}, "badge.policy: is missing"),
        ({"items": "email:\n  types: [text]\n"}, "items.yaml:2: email.types"),
        ({"items": "phone:\n  policy: [전자 우편]\n"}, "'전자 우편' already means 'email'"),
        ({"items": ITEMS + "  broader: [x]\n"}, "items.yaml"),
        ({"items": ITEMS + "  records: [x]\n"}, "items.yaml"),
        ({"items": "[]\n"}, "items.yaml: holds no items"),
        ({"emial": "switched_off: because\n"}, "Did you mean email?"),
        ({"email": "switched_off: ''\n"}, "email.yaml:1: switched_off"),
        ({"email": "switched_off: true\n"}, "email.yaml:1: switched_off"),
        ({"email": "switched_off: x\nrecognizers: []\n"}, "email.yaml:2: recognizers"),
        ({"a__badge": BADGE, "b__badge": BADGE}, "there is also"),
        ({"Badge": BADGE}, "'Badge' cannot be the id of a rule"),
        ({"badge": BADGE}, "is not the file's name"),
        ({"badge_number": "a: 1\n"}, "is missing"),
    ],
)
def test_what_cannot_stand_in_the_folder_is_refused(write, files, said):
    assert said in refused(write(**files))


def test_a_file_that_would_not_be_read_is_refused(write):
    folder = write(items=ITEMS)
    (folder / "badge.yml").write_text(BADGE, encoding="utf-8")
    assert "badge.yml: is not read | Rename it to badge.yaml." in refused(folder)


def test_a_folder_without_rules_is_no_folder_of_rules(tmp_path):
    assert "holds no *.yaml file" in refused(tmp_path)


def test_a_folder_that_is_not_there_is_a_fault_of_the_configuration(tmp_path):
    with pytest.raises(ConfigError, match="no such folder"):
        load_rulebook(tmp_path / "rules")


def test_a_country_without_rules_is_refused_with_those_there_are():
    with pytest.raises(ConfigError, match="'xx'") as caught:
        load_rulebook(countries=["kr", "xx"])
    assert "jp, kr" in str(caught.value.hint)


def rulebook_of(tmp_path: Path, text: str) -> Rulebook:
    path = tmp_path / "pii-scan.yaml"
    path.write_text(text, encoding="utf-8")
    config = load_config(path, {}, dt.date(2026, 1, 1))
    return load_rulebook(config.own_rules, config.countries)


def test_korea_is_on_unless_countries_say_otherwise(tmp_path):
    def countries(text: str) -> set[str]:
        rules = rulebook_of(tmp_path, text).rules.values()
        return {rule.file.parent.name for rule in rules} - {"common"}

    assert countries("rows: 5\n") == {"kr"}
    assert countries("countries: []\n") == set()
    assert countries("countries: [us, jp]\n") == {"us", "jp"}
    # YAML reads this as a list with false in it.
    assert countries("countries: [kr, no]\n") == {"kr", "no"}


def test_own_rules_are_relative_to_the_configuration(tmp_path, write):
    write(badge_number=BADGE, items=ITEMS)
    assert "badge_number" in rulebook_of(tmp_path, "rules: own\n").rules


def test_a_scan_finds_what_an_own_rule_is_for(tmp_path, write):
    write(badge_number=BADGE, items=ITEMS)
    with sqlite3.connect(tmp_path / "app.db") as connection:
        connection.execute("CREATE TABLE doors (note TEXT)")
        connection.executemany(
            "INSERT INTO doors VALUES (?)", [(f"EMP-{n:06}",) for n in range(1, 31)]
        )
    connection.close()
    config = tmp_path / "pii-scan.yaml"
    config.write_text(
        "rules: own\nsources: [{name: app, target: 'sqlite:///app.db'}]\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["scan", "-c", str(config), "-f", "json", "-q"])
    assert result.exit_code == 0, result.output
    (field,) = json.loads(result.stdout)["fields"]
    assert (field["item"], field["identifiers"]) == ("employee_badge", ["badge_number"])
    assert field["matched"] == 30


def test_a_scan_with_a_broken_rule_says_so_and_ends_with_2(tmp_path, write):
    write(badge_number=BADGE.replace("EMP-47", "EMP-471147"), items=ITEMS)
    config = tmp_path / "pii-scan.yaml"
    config.write_text("rules: own\nsources: [{name: a, target: nowhere.db}]\n", encoding="utf-8")
    with pytest.raises(RuleError, match="look_alike"):
        CliRunner().invoke(
            app, ["scan", "-c", str(config)], catch_exceptions=False, standalone_mode=False
        )


def test_our_own_rules_are_not_proven_at_each_start(monkeypatch):
    def refuse(*_args: object) -> None:
        raise AssertionError("recognisers were loaded")

    monkeypatch.setattr("pii_scan.detect.recognizers.load_recognizers", refuse)
    assert proven_rulebook().rules


def test_the_rule_that_readme_shows_is_proven(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    name, text = re.search(r"```yaml\n# my-rules/(\S+)\n(.*?)```", readme, re.DOTALL).groups()
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert proven_rulebook(tmp_path).rules["employee_number"].identifier.item == "user_id"
