"""The types of columns that say which values they allow, which are those that its rows have."""

import datetime as dt
import sqlite3

import pytest

from pii_scan.config import no_config, with_flags
from pii_scan.detect.evidence import without_labels
from pii_scan.pipeline import scan
from pii_scan.rule_proof import proven_rulebook


@pytest.mark.parametrize(
    ("type_", "shown"),
    [
        ("enum('김민수','박''준')", "enum(*)"),
        ("set('a@example.com')", "set(*)"),
        ("enum('M', 'F') unsigned", "enum(*) unsigned"),
        ("struct(a enum('x', 'y'), b varchar)", "struct(a enum(*), b varchar)"),
        ("varchar(255)", "varchar(255)"),
        ("it's", "it's"),
    ],
)
def test_a_type_shows_no_values(type_, shown):
    assert without_labels(type_) == shown


def test_what_is_not_written_as_a_value_in_a_type_is_hidden_as_in_a_name(tmp_path):
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as writer:
        writer.execute('CREATE TABLE t (email "kim@example.com", phone "010-2345-6789", id text)')
        writer.execute("INSERT INTO t VALUES ('kim@example.com', '010-2345-6789', 'x')")
    writer.close()
    settings = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(path),),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    report = scan(settings, proven_rulebook(), lambda _: None).report
    assert [one.finding.field.type for one in report.fields] == ["*", "*"]
