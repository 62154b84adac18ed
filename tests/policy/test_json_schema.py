"""The published JSON Schema of the declaration, against what the program writes and refuses."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from pii_scan.policy.declaration import dump_declaration
from pii_scan.policy.json_schema import SCHEMA_FILE, declaration_schema, schema_text
from pii_scan.policy.read import read_policy_file
from pii_scan.rulebook import load_rulebook

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "tests" / "benchmarks" / "policies"


@pytest.fixture(scope="module")
def validator():
    schema = declaration_schema(load_rulebook())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_json(text):
    """YAML as an editor sees it: a date is a text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def test_the_published_file_is_the_schema_of_this_version():
    published = (ROOT / "schemas" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert published == schema_text(load_rulebook()), "run pii-scan policy schema -o schemas/…"


@pytest.mark.parametrize(
    "policy", sorted(p.with_suffix("") for p in POLICIES.glob("*.yaml")), ids=lambda p: p.name
)
def test_every_declaration_that_is_written_is_valid(policy, validator):
    file = next(p for p in POLICIES.glob(f"{policy.name}.*") if p.suffix != ".yaml")
    text = dump_declaration(read_policy_file(file, load_rulebook()))
    assert [error.message for error in validator.iter_errors(as_json(text))] == []


def test_the_declaration_of_the_example_is_valid(validator):
    text = (ROOT / "examples/remotemeeting/declaration.yaml").read_text(encoding="utf-8")
    assert [error.message for error in validator.iter_errors(as_json(text))] == []


@pytest.mark.parametrize(
    "fault",
    [
        {"schema": "pii-scan/declaration/9"},
        {"colection": []},
        {"collection": [{"point": "signup"}]},
        {"collection": [{"point": "signup", "label": "가입", "items": [{"item": "email"}]}]},
        {"retention": [{"record": "contract", "label": "계약", "period": "5 years"}]},
        {"officer": {"name": "홍길동"}},
        {"officer": {"channels": ["02-000-0000"]}},
    ],
)
def test_what_is_refused_is_marked_in_the_editor(fault, validator):
    whole = {"schema": "pii-scan/declaration/1", "collection": []}
    assert validator.is_valid(whole)
    assert not validator.is_valid(copy.deepcopy(whole) | fault)


def test_ids_are_offered_and_own_ids_are_allowed(validator):
    item = validator.schema["$defs"]["CollectedItem"]["properties"]["item"]
    assert "resident_registration_number" in item["anyOf"][0]["enum"]
    assert len(item["anyOf"][0]["enum"]) == len(item["anyOf"][0]["enumDescriptions"])
    own = {"point": "x", "label": "x", "items": [{"item": "my_own_item", "label": "사번"}]}
    assert validator.is_valid({"schema": "pii-scan/declaration/1", "collection": [own]})


def test_a_declaration_beside_the_schema_names_it_to_editors(tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "pii_scan", "policy", *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, cwd=ROOT)

    policy, out = POLICIES / "05-school.txt", tmp_path / "declaration.yaml"
    run("read", policy, "-o", out)
    assert "$schema" not in out.read_text(encoding="utf-8")
    run("schema", "-o", tmp_path / SCHEMA_FILE)
    run("read", policy, "-o", out)
    first = out.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"
    assert (tmp_path / first.partition("=")[2]).is_file()
