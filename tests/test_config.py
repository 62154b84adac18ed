"""pii-scan.yaml: what it says reaches the sources, and what is wrong in it is said plainly."""

import datetime as dt

import pytest

from pii_scan.config import load_config
from pii_scan.errors import ConfigError
from pii_scan.model import Coverage, Skipped
from pii_scan.sources.opening import open_source

TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def load(tmp_path):
    def from_text(text):
        path = tmp_path / "pii-scan.yaml"
        path.write_text(text, encoding="utf-8")
        return load_config(path, {}, TODAY)

    return from_text


CHOSEN = "include: {files: ['*.log']}"
LEFT_OUT = "exclude: {files: ['debug*']}"


@pytest.mark.parametrize(
    "text",
    [
        f"{CHOSEN}\n{LEFT_OUT}\nsources: [{{name: logs, target: logs}}]",
        f"sources: [{{name: logs, target: logs, {CHOSEN}, {LEFT_OUT}}}]",
    ],
)
def test_patterns_of_files_choose_the_logs_that_are_read(load, tmp_path, text):
    (tmp_path / "logs").mkdir()
    for name in ("app.log", "debug.log", "app.txt"):
        (tmp_path / "logs" / name).write_text("email=user1@example.com\n")
    config = load(text)
    parts = list(open_source(config.settings(config.source("logs"))).read())
    excluded = {part.location for part in parts if isinstance(part, Skipped) and part.excluded}
    assert excluded == {"(2 files)"}
    assert [part.rows_scanned for part in parts if isinstance(part, Coverage)] == [1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sorces: []", "sorces: there is no such key; did you mean sources?"),
        ("gate: {failon: []}", "gate.failon: there is no such key; did you mean fail_on?"),
        (
            "sources: [{name: a, target: b, tables: {t: {rows: 5}}}]",
            "sources.0.tables.t.rows: there is no such key; there are points, record, dated_by",
        ),
        ("include: {view: [a]}", "include.view: there is no such key; there are schemas, tables"),
        ("sources: {name: a, target: b}", "sources: a list is expected"),
        ("sources: [{name: a, target: b, points: signup}]", "points: a list is expected"),
        ("sources: [{name: a}]", "sources.0.target: is missing"),
        ("sources: [{name: 7, target: b}]", "sources.0.name: text is expected"),
        ("sources: [{name: '', target: b}]", "sources.0.name: must not be empty"),
        ("gate: [undeclared]", "gate: keys with values are expected"),
        ("as_of: today", "as_of: a date is expected, such as 2026-11-01"),
        ("rows: many", "rows: a whole number is expected"),
        ("rows: 0", "rows: must be at least 1"),
        ("timeout: 0", "timeout: must be more than 0"),
        ("timeout: soon", "timeout: a number is expected"),
        ("min_confidence: 2", "min_confidence: must be at most 1"),
        ("full: maybe", "full: true or false is expected"),
        ("own_networks: [10.0.0.0/99]", "'10.0.0.0/99' does not appear to be an IPv4 or IPv6"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(load, text, said):
    with pytest.raises(ConfigError) as error:
        load(text)
    assert "pii-scan.yaml:1: " in error.value.message
    assert said in error.value.message
