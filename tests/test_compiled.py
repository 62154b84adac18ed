"""What is made of rules is kept as compiled modules are, and never older than the rules."""

import os
import pickle
import shutil
import sys
from dataclasses import replace

import pytest

from pii_scan.compiled import Compiled
from pii_scan.detect.name_vocabulary import NameVocabulary
from pii_scan.detect.names import NameReader, name_reader
from pii_scan.rulebook import load_rulebook

NAMES = (
    "userEmail",
    "회원휴대폰번호",
    "mb_hp",
    "date_of_birth",
    "prénom",
    "gift_card",
    "lastloginat",
)


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """A folder of rules, its compiled ones beside it wherever this Python keeps others."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    shutil.copytree(load_rulebook().folder, tmp_path / "rules", ignore=lambda *_: ["__pycache__"])
    return tmp_path / "rules"


def read(folder):
    return replace(load_rulebook(), folder=folder)


def kept(folder):
    return sorted(path.name.split(".")[0] for path in (folder / "__pycache__").iterdir())


def test_what_was_kept_is_what_the_files_say(rules):
    first, again = read(rules), read(rules)
    for part in ("items", "name_words", "rules", "points", "record_kinds", "laws"):
        assert getattr(first, part) == getattr(again, part)
    assert {"items", "names", "record_kinds", "collection_points"} <= set(kept(rules))


def test_what_is_kept_is_not_made_again(rules):
    assert Compiled(rules).get("x", lambda: ["made"]) == ["made"]
    assert Compiled(rules).get("x", pytest.fail) == ["made"]


def test_names_are_read_as_with_a_vocabulary_that_was_just_made(rules):
    rulebook = read(rules)
    name_reader(rulebook)
    assert "name_vocabulary" in kept(rules)
    again = name_reader(read(rules))
    made = NameReader(NameVocabulary(rulebook.items, rulebook.name_words))
    for name in NAMES:
        assert again.words(name) == made.words(name)
        assert again.read(("t", name), None) == made.read(("t", name), None)


@pytest.mark.parametrize(
    ("file", "value"),
    [
        ("items.yaml", lambda rulebook: rulebook.items["email"].label.en),
        (
            "identifiers/common/email.yaml",
            lambda rulebook: rulebook.rules["email"].identifier.examples.match[0],
        ),
    ],
)
def test_a_changed_file_is_read_again(rules, file, value):
    before = value(read(rules))
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, "changed"), encoding="utf-8")
    assert value(read(rules)) == "changed"


def test_a_change_that_keeps_the_size_is_seen(rules):
    path = rules / "collection_points.yaml"
    label = read(rules).points["signup"].label.en
    other = label[::-1]
    path.write_text(path.read_text(encoding="utf-8").replace(label, other), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert read(rules).points["signup"].label.en == other


def test_a_folder_that_was_copied_has_its_own_files(rules, tmp_path):
    assert read(rules).rules["email"].file.is_relative_to(rules)
    shutil.copytree(rules, tmp_path / "other")
    assert read(tmp_path / "other").rules["email"].file.is_relative_to(tmp_path / "other")


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"no pickle",
        pickle.dumps(("other stamp", "wrong")),
        pickle.dumps(1),
        b"\x80\x05cx\ny\n.",
    ],
)
def test_a_damaged_file_is_made_anew(rules, damage):
    items = read(rules).items
    (path,) = (rules / "__pycache__").glob("items.*")
    path.write_bytes(damage)
    assert read(rules).items == items
    assert path.read_bytes() != damage


def test_where_python_keeps_all_compiled_modules_elsewhere_these_stand_there(
    rules, monkeypatch, tmp_path
):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    assert "email" in read(rules).items
    assert not (rules / "__pycache__").exists()
    assert list((tmp_path / "elsewhere").rglob("items.*.pickle"))


def test_where_nothing_can_be_written_rules_are_read_all_the_same(rules):
    (rules / "__pycache__").write_text("no folder")
    assert "email" in read(rules).items


def test_where_python_writes_no_compiled_modules_nothing_is_written(rules, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert "email" in read(rules).items
    assert not (rules / "__pycache__").exists()


def test_nothing_half_written_is_left(rules):
    assert Compiled(rules).get("lambda", lambda: "text") == "text"
    with pytest.raises((pickle.PicklingError, AttributeError)):
        Compiled(rules).get("function", lambda: lambda: None)
    assert kept(rules) == ["lambda"]


def test_own_words_are_in_nothing_that_is_kept(rules, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "items.yaml").write_text("email: {names: {strong: [pigeon post]}}", encoding="utf-8")
    rulebook = replace(read(rules), own=own)
    reads = {
        name: [found.item for found in reader.read(("t", "pigeon_post"), None)]
        for name, reader in (("own", name_reader(rulebook)), ("ours", name_reader(read(rules))))
    }
    assert reads == {"own": ["email"], "ours": []}


def test_a_new_file_is_seen(rules):
    assert Compiled(rules).get("x", lambda: "before") == "before"
    (rules / "more.yaml").touch()
    assert Compiled(rules).get("x", lambda: "after") == "after"
