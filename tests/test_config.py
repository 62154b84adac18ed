"""pii-scan.yaml: what it says reaches the sources, and what is wrong in it is said plainly."""

import datetime as dt

import pytest

from pii_scan.config import load_config
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
