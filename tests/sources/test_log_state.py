"""--state: only the new part of a log is read, and the inventory stays what a full scan gives."""

import bz2
import gzip
import json
import lzma
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from reports_of import report_and_note

from pii_scan.errors import StateError
from pii_scan.rule_proof import proven_rulebook
from pii_scan.scan_state import load_state
from pii_scan.sources.logs import changing_columns
from pii_scan.sources.logs.tables import table_of

NOISE = random.Random(5)
# The example may be another one of the same values.
COMPARED = ("path", "item", "matched", "sampled", "first_seen", "last_seen", "confidence")


def lines(number, start=0):
    return "".join(
        f"2026-11-{1 + (start + n) % 28:02} 09:30:00 INFO login user{start + n}@example.com "
        f"tel=010-{2000 + (start + n) % 7000}-1234 from 198.51.100.{n % 250}\n"
        for n in range(number)
    )


@pytest.fixture(scope="module")
def rulebook():
    return proven_rulebook()


@pytest.fixture
def scan(rulebook):
    """A scan as the program runs it, as the JSON report and the note."""

    def run(target, _option=None, state=None, own_networks=()):
        return report_and_note(rulebook, target, state, own_networks)

    return run


def seen(report):
    return [tuple(map(str, (field[key] for key in COMPARED))) for field in report["fields"]]


def distinct(report):
    return {(*field["path"], field["item"]): field["distinct"] for field in report["fields"]}


def same(with_state, full):
    assert seen(with_state) == seen(full)
    assert (
        with_state["sources"][0]["coverage"]["rows_scanned"]
        == (full["sources"][0]["coverage"]["rows_scanned"])
    )
    counted = distinct(full)
    for place, number in distinct(with_state).items():
        assert number == pytest.approx(counted[place], rel=0.05, abs=1)


def test_only_the_new_part_is_read_and_the_inventory_is_whole(tmp_path, scan):
    logs, state = tmp_path / "logs", tmp_path / "state"
    logs.mkdir()
    (logs / "app.log").write_text(lines(2000))
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    with (logs / "app.log").open("a") as log:
        log.write(lines(500, 2000) + "a last line for late@example.com without an end")
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    with (logs / "app.log").open("a") as log:
        log.write(", which came later\n" + lines(100, 2500))
    same(scan(logs, "--state", state)[0], scan(logs)[0])


def test_rotation_is_understood_and_what_is_gone_is_not_counted(tmp_path, scan):
    logs, state = tmp_path / "logs", tmp_path / "state"
    logs.mkdir()
    (logs / "app.log").write_text(lines(1000))
    scan(logs, "--state", state)
    (logs / "app.log").rename(logs / "app.log.1")
    (logs / "app.log").write_text(lines(300, 5000))
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    whole = (logs / "app.log.1").read_bytes() + lines(50, 1000).encode()
    (logs / "app.log.1").unlink()
    (logs / "app.log.2.gz").write_bytes(gzip.compress(whole))
    (logs / "app.log").rename(logs / "app.log.1")
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    same(scan(logs, "--state", state)[0], scan(logs)[0])
    (logs / "app.log.2.gz").unlink()
    same(scan(logs, "--state", state)[0], scan(logs)[0])


def test_a_file_that_was_begun_anew_is_read_anew(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text(lines(1000))
    scan(log, "--state", state)
    log.write_text(lines(40, 7000))
    same(scan(log, "--state", state)[0], scan(log)[0])
    # The same beginning, but another text behind it.
    log.write_text(lines(40, 7000) + lines(400, 100))
    scan(log, "--state", state)
    log.write_text(lines(40, 7000) + lines(500, 300))
    same(scan(log, "--state", state)[0], scan(log)[0])


def test_a_deleted_state_means_a_full_scan_and_a_damaged_one_is_said(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text(lines(100))
    full = scan(log)[0]
    scan(log, "--state", state)
    good = state.read_text()
    for damaged in (
        "",
        "{",
        "[]",
        good[:-20],
        good.replace('"matched"', '"x"'),
        good.replace('"lines":100', '"lines":900'),
        "\x00\xff",
        "[" * 9999,
    ):
        state.write_text(damaged)
        report, said = scan(log, "--state", state)
        same(report, full)
        assert "is damaged" in said
        assert "is damaged" not in scan(log, "--state", state)[1]
    state.unlink()
    same(scan(log, "--state", state)[0], full)


def test_two_scans_at_once_do_not_damage_it(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text(lines(3000))
    command = [sys.executable, "-m", "pii_scan", "scan", log, "--state", state, "-f", "json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    reports = [json.loads(process.communicate()[0]) for process in running]
    assert seen(reports[0]) == seen(reports[1])
    assert "damaged" not in scan(log, "--state", state)[1]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_state_holds_no_value_and_is_for_its_owner_only(tmp_path, scan):
    log, state = tmp_path / "kim.minsu@example.com.log", tmp_path / "state"
    keyed = json.dumps({"홍길동": "010-1234-5678", "zq@example.com": {"x": "zq9@example.com"}})
    log.write_text(lines(200) + keyed + "\n")
    scan(log, "--state", state)
    text = state.read_text()
    assert not re.search(r"@example|user[0-9]+@|010-[0-9]{4}|198\.51|kim\.minsu|홍길동", text)
    assert state.stat().st_mode & 0o077 == 0
    before = len(text)
    assert before < 200_000


def test_a_state_that_cannot_be_written_is_said(tmp_path):
    log = tmp_path / "app.log"
    log.write_text(lines(3))
    done = subprocess.run(
        [sys.executable, "-m", "pii_scan", "scan", log, "--state", tmp_path / "none" / "state"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--state" in done.stderr


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_a_state_that_is_no_file_is_refused(tmp_path, kind):
    """A device is read for ever, and a pipe waited for."""
    place = Path("/dev/zero") if kind == "device" else tmp_path / kind
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    with pytest.raises(StateError, match="is no file"):
        load_state(place, "rules", lambda _: None)


def test_standard_input_is_read(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pii_scan", "scan", "-", "-f", "json"],
        input=lines(50).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["sources"][0]["coverage"]["rows_scanned"] == 50
    assert {field["item"] for field in report["fields"]} >= {"email", "phone", "ip_address"}
    assert os.path.lexists(Path(tmp_path))


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress],
    ids=["gzip", "bzip2", "xz", "zstd"],
)
def test_standard_input_can_be_packed(pack):
    done = subprocess.run(
        [sys.executable, "-m", "pii_scan", "scan", "-", "-f", "json"],
        input=pack(lines(50).encode()),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["sources"][0]["coverage"]["rows_scanned"] == 50


@pytest.mark.parametrize("number", [1, 20, 3000], ids=["one line", "small", "over 64 KB"])
def test_a_log_of_any_size_that_grew_is_read_on(tmp_path, scan, number):
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "app.log").write_text(lines(number))
    scan(folder, state=tmp_path / "state.json")
    with (folder / "app.log").open("a") as log:
        log.write(lines(5, start=number))
    report, _ = scan(folder, state=tmp_path / "state.json")
    assert report["skipped"] == []
    assert seen(report) == seen(scan(folder)[0])
    assert max(field["matched"] for field in report["fields"]) == number + 5


ROBOT = '"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"'


def requests(number):
    """Lines of a web log, of which every third is a robot's and no user is ever logged in."""
    return "".join(
        f'203.0.113.{n % 250} - - [{1 + n % 28:02}/Nov/2026:09:30:00 +0900] "GET /p?{n} HTTP/1.1" '
        f'200 12 "-" {ROBOT if n % 3 == 0 else chr(34) + "curl/8.1" + chr(34)}\n'
        for n in range(number)
    )


def test_what_holds_nothing_and_what_is_left_out_is_remembered_as_well(tmp_path, scan):
    logs, state = tmp_path / "logs", tmp_path / "state"
    logs.mkdir()
    (logs / "access.log").write_text(requests(900))
    first = scan(logs, "--state", state)[0]
    (reason,) = (skip["reason"] for skip in first["skipped"])
    assert reason == "300 addresses are of crawlers, so they are no user's"
    for _ in range(2):
        again = scan(logs, "--state", state)[0]
        assert again["sources"] == first["sources"]
        assert again["skipped"] == first["skipped"]
    with (logs / "access.log").open("a") as log:
        log.write(requests(30))
    grown, full = scan(logs, "--state", state)[0], scan(logs)[0]
    assert grown["sources"] == full["sources"]
    assert grown["skipped"] == full["skipped"]
    assert "310 addresses" in full["skipped"][0]["reason"]


def test_a_key_that_is_a_value_is_not_in_the_state(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text('{"kim.minsu@example.com": {"seen": null, "ip": "203.0.113.7"}}\n' * 3)
    scan(log, "--state", state)
    assert "example.com" not in state.read_text()
    assert "minsu" not in state.read_text()


def test_other_networks_of_ours_are_told_from_users_anew(tmp_path, scan):
    log, state = tmp_path / "access.log", tmp_path / "state"
    log.write_text(requests(90))
    scan(log, "--state", state)
    report, note = scan(log, "--state", state, own_networks=("203.0.113.0/24",))
    assert "was made with other rules, networks or versions" in note
    assert report["skipped"] == scan(log, own_networks=("203.0.113.0/24",))[0]["skipped"]
    again = scan(log, "--state", state, own_networks=("203.0.113.0/24",))[0]
    assert again["skipped"] == report["skipped"]
    assert any("in own_networks" in skip["reason"] for skip in again["skipped"])


def test_lines_without_a_day_have_the_one_before_them_in_the_next_scan_as_well(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text("2026-11-20 09:30:00 started\n" * 20)
    scan(log, "--state", state)
    with log.open("a") as more:
        more.write("\tsent to kim@example.com\n" * 5)
    assert seen(scan(log, "--state", state)[0]) == seen(scan(log)[0])


def test_no_more_different_values_than_values(tmp_path, scan):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text(lines(3000))
    scan(log, "--state", state)
    for start in range(3000, 6000, 500):
        with log.open("a") as more:
            more.write(lines(500, start))
        report = scan(log, "--state", state)[0]
        assert all(field["distinct"] <= field["matched"] for field in report["fields"])


def test_a_folder_without_news_has_the_fields_and_rows_of_the_scan_before(tmp_path, scan):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "users.csv").write_text("id,email\n1,a@example.org\n2,b@example.org\n")
    (folder / "app.log").write_text(lines(30))
    (folder / "app.log.1").write_text(lines(20))
    coverages = [
        scan(folder, state=state)[0]["sources"][0]["coverage"]
        for state in (None, tmp_path / "state.json", tmp_path / "state.json")
    ]
    first = coverages[0]
    assert first["fields"] > 2
    assert first["rows_total"] == first["rows_scanned"] == 52
    told = ("fields", "fields_scanned", "rows_total", "rows_scanned")
    assert [[one[key] for key in told] for one in coverages] == [[first[key] for key in told]] * 3


def test_columns_that_a_log_names_anew_are_those_of_its_next_lines(tmp_path, scan):
    log, state = tmp_path / "ex.log", tmp_path / "state"
    comment = "#Software: Microsoft Internet Information Services 10.0\n#Date: 2026-11-20\n"
    first = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n"
    other = "#Fields: date time cs-username cs-uri-stem cs-uri-query c-ip sc-status time-taken\n"

    def old(number):
        return f"2026-11-20 10:00:00 198.51.100.{number} GET / email=user{number}@example.com 200\n"

    def new(number):
        query = f"email=user{number}@example.com"
        return f"2026-11-21 10:00:00 kim /a {query} 203.0.113.{number} 200 15\n"

    def paths(report):
        return {(*one["path"], one["item"]): one["matched"] for one in report["fields"]}

    text = comment + first + "".join(map(old, range(1, 9))) + comment + other
    log.write_text(text + "".join(map(new, range(1, 7))))
    expected = {
        ("ex.log", "cs-uri-query.email", "email"): 14,
        ("ex.log", "c-ip", "ip_address"): 14,
        ("ex.log", "cs-username", "user_id"): 0,
    }
    assert paths(scan(log)[0]).items() >= expected.items()
    scan(log, "--state", state)
    with log.open("a") as file:
        file.write("".join(map(new, range(7, 10))) + comment + first + old(9))
    again = paths(scan(log, "--state", state)[0])
    assert again == paths(scan(log)[0])
    assert again["ex.log", "c-ip", "ip_address"] == 18


@pytest.mark.parametrize("size", range(10, 200, 7))
def test_columns_are_found_wherever_a_block_begins(monkeypatch, size):
    monkeypatch.setattr(changing_columns, "_BLOCK", size)
    table = table_of(b"#Fields: date time c-ip\n")
    lines = "2026-11-20 10:00:00 192.0.2.1\n" * 3
    text = (f"#Fields: date time c-ip\n{lines}#Fields: date time s-ip x\n{lines * 9}").encode()

    def before(place, most):
        return text[max(0, place - most) : place]

    found = changing_columns.table_at(table, len(text), before)
    assert found.names == ("date", "time", "s-ip", "x")
    assert changing_columns.table_at(table, 60, before) is table


def test_what_only_its_key_tells_has_the_days_of_its_lines(tmp_path, scan):
    folder = tmp_path / "logs"
    folder.mkdir()
    log = folder / "app.log"
    log.write_text("2026-11-03 09:30:00 INFO login=minsu nickname=bada\n" * 5)
    (first,) = (field for field in scan(folder)[0]["fields"] if field["item"] == "nickname")
    assert (first["matched"], first["first_seen"], first["last_seen"]) == (
        *(0, "2026-11-03", "2026-11-03"),
    )
    state = tmp_path / "state"
    scan(folder, "--state", state)
    with log.open("a") as out:
        out.write("2026-11-20 09:30:00 INFO login=minsu nickname=bada\n" * 5)
    (merged,) = (f for f in scan(folder, "--state", state)[0]["fields"] if f["item"] == "nickname")
    assert (merged["first_seen"], merged["last_seen"]) == ("2026-11-03", "2026-11-20")
