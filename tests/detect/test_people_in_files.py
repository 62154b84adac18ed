"""Files and folders that are named after people, and those that are not."""

import datetime as dt

import pytest

from pii_scan.config import no_config, with_flags
from pii_scan.detect.names import name_reader
from pii_scan.detect.person_keys import PersonKeys
from pii_scan.model import Field
from pii_scan.pipeline import scan
from pii_scan.rule_proof import proven_rulebook

RULEBOOK = proven_rulebook()
KEYS = PersonKeys(name_reader(RULEBOOK).unknown_words)


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("home/mskim/app.log", "home/*/app.log"),
        ("users/minsu.log", "users/*.log"),
        ("homes/홍길동/app.log", "homes/*/app.log"),
        ("김민수_급여.csv", "*_급여.csv"),
        ("rec/김민수.log.1.gz", "rec/*.log.1.gz"),
        ("minsu_kim.log", "*.log"),
        ("kim.minsu.log", "*.log"),
        ("vpn/KevinMiller.log", "vpn/*.log"),
        ("a/kim-900101-1234567/app.log", "a/kim-*/app.log"),
        ("clients/211.36.19.137.log", "clients/*.log"),
        ("clients/211.36.19.137_20261120.log.gz", "clients/*_20261120.log.gz"),
    ],
)
def test_a_person_in_the_path_of_a_file_is_hidden(path, shown):
    assert KEYS.file_without(path) == shown
    field = Field("logs", (path, "phone"), logged=True)
    assert KEYS.paths_without([field])[field] == (shown, "phone")


@pytest.mark.parametrize(
    "path",
    """home/ubuntu/logs/app.log users/export.log profiles/default.log nginx/access.log 결제서버.log
    이용자.log jenkins.log mina.log yongin.log hive-metastore.log host01/auth.log users.csv 박준.log
    jeus/JeusServer.log domains/base_domain/AdminServer.log app-2026-11-20.log catalina.out
    20261120-1234567.log 192.168.10.7.log app-1.2.3.log""".split(),
)
def test_the_path_of_any_other_file_is_shown(path):
    assert KEYS.file_without(path) == path


def test_a_key_behind_the_name_of_a_file_is_left_to_others():
    assert KEYS.file_without("minsu_kim.log.phone") == "*.log.phone"


def test_tables_keep_their_names():
    field = Field("shop", ("김민수", "phone"))
    assert KEYS.paths_without([field])[field] == ("김민수", "phone")


def test_neither_a_finding_nor_a_skip_shows_whose_file_it_is(tmp_path):
    home = tmp_path / "home" / "mskim"
    home.mkdir(parents=True)
    for name in ("app.log", "김민수.log"):
        (home / name).write_text("2026-11-20 10:00:00 sms to 010-2345-6789\n", encoding="utf-8")
    (home / "김민수.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    settings = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(tmp_path),),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    report = scan(settings, RULEBOOK, lambda _: None).report
    found = {one.finding.field.path[0] for one in report.fields}
    assert found == {"home/*/app.log", "home/*/*.log"}
    assert [skip.location for skip in report.skipped] == ["home/*/*.png"]
