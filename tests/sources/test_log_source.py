"""The log source as a whole: fields, record dates, skips and coverage."""

import bz2
import datetime as dt
import gzip
import json
import os
import tarfile
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.model import Coverage, RecordDates, Sample, Skipped
from pii_scan.sources.base import Source, SourceSettings
from pii_scan.sources.logs import reading
from pii_scan.sources.logs import source as log_source
from pii_scan.sources.logs import totals as log_totals
from pii_scan.sources.logs.source import LogSource

ACCESS = (
    '192.0.2.{} - - [{}/Nov/2026:09:30:00 +0900] "GET /?email=u{}%40example.com HTTP/1.1" 200 5\n'
)


def read(target, **settings_):
    return list(LogSource(SourceSettings("logs", str(target), **settings_)).read())


def totals(parts):
    """The samples of each path added up."""
    found = defaultdict(lambda: defaultdict(int))
    for part in parts:
        if isinstance(part, Sample):
            values = found[part.field.path]
            for value, number in part.values.items():
                values[value] += number
    return {path: dict(values) for path, values in found.items()}


def of_kind(parts, kind):
    return [part for part in parts if isinstance(part, kind)]


def write(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_it_is_a_source_and_shows_its_target(tmp_path):
    source: Source = LogSource(SourceSettings("web", str(tmp_path)))
    assert (source.name, source.kind, source.target) == ("web", "logs", str(tmp_path))


def test_rotations_of_all_packings_add_up_to_one_log(tmp_path):
    write(tmp_path, "web/access.log", ACCESS.format(1, 20, 1))
    write(tmp_path, "web/access.log.1", ACCESS.format(1, 19, 2))
    write(tmp_path, "web/access.log.2.gz", gzip.compress(ACCESS.format(2, 18, 2).encode()))
    write(tmp_path, "web/access.log-20261117.bz2", bz2.compress(ACCESS.format(2, 17, 2).encode()))
    parts = read(tmp_path)
    found = totals(parts)
    assert found["web/access.log", "remote_addr"] == {"192.0.2.1": 2, "192.0.2.2": 2}
    assert found["web/access.log", "request.query.email"] == {
        "u1@example.com": 1,
        "u2@example.com": 3,
    }
    assert of_kind(parts, RecordDates) == [
        RecordDates(
            "logs", ("web/access.log",), "lines", dt.date(2026, 11, 17), dt.date(2026, 11, 20)
        )
    ]
    assert of_kind(parts, Skipped) == []


@pytest.mark.parametrize("order", ["le", "be"])
def test_text_in_utf_32_is_not_taken_for_utf_16(tmp_path, order):
    """Its letters would stand apart, so that nothing in it is found."""
    write(tmp_path, "app.log", "\ufeffsms sent to 010-1234-5678\n".encode(f"utf-32-{order}"))
    (skip,) = of_kind(read(tmp_path), Skipped)
    assert "UTF-32" in skip.reason.message


def test_coverage_is_the_last_part_and_counts_fields_lines_and_bytes(tmp_path):
    write(tmp_path, "a.log", "x=1 y=2\nx=3\n\nlast words")
    packed = write(tmp_path, "b.log.gz", gzip.compress(b"z=1\n" * 50)).stat().st_size
    binary = write(tmp_path, "c.png", b"\x89PNG\r\n\x1a\n\x00").stat().st_size
    size = (tmp_path / "a.log").stat().st_size
    parts = read(tmp_path)
    assert len(of_kind(parts, Coverage)) == 1
    assert parts[-1] == Coverage(
        fields=4,
        fields_scanned=4,
        rows_total=54,
        rows_scanned=54,
        bytes_total=size + packed + binary,
        bytes_scanned=size + packed,
    )


def test_what_cannot_be_read_is_skipped_and_everything_else_still_scanned(tmp_path):
    write(tmp_path, "good.log", "email=kim@example.com\n")
    packed = gzip.compress(b"".join(b"%d tel=010-1\n" % number for number in range(9000)))
    write(tmp_path, "cut.log.gz", packed[: len(packed) // 2])
    write(tmp_path, "members.db", b"SQLite format 3\x00" + bytes(50))
    (tmp_path / "out.log").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe")
    parts = read(tmp_path)
    skips = {skip.location: skip.reason.message for skip in of_kind(parts, Skipped)}
    assert set(skips) == {"cut.log.gz", "members.db", "out.log", "pipe"}
    found = totals(parts)
    assert found["good.log", "email"] == {"kim@example.com": 1}
    assert 1000 < found["cut.log", "tel"]["010-1"] < 9000
    assert parts[-1].rows_total is None


def test_a_key_that_never_had_a_value_is_counted_but_holds_nothing_to_judge(tmp_path):
    write(tmp_path, "app.log", '{"email": null, "name": ""}\n{"name": "x"}\n')
    parts = read(tmp_path)
    assert totals(parts) == {("app.log", "name"): {"x": 1}}
    assert parts[-1].fields == parts[-1].fields_scanned == 2


def test_samples_of_one_log_stand_together(tmp_path):
    for name in ("a.log", "b.log", "a.log.1", "b.log.1"):
        write(tmp_path, name, "x=1\ny=2\n")
    order = [part.field.path[0] for part in of_kind(read(tmp_path), Sample)]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("name", "text", "dated_by", "day"),
    [
        ("app.log", "2026-11-20 09:30:00 x\n", "lines", dt.date(2026, 11, 20)),
        ("app.log", "Nov 20 09:30:00 host app[1]: x\n", "lines", dt.date(2025, 11, 20)),
        ("app-2026-10-01.log", "no time here\n", "file name", dt.date(2026, 10, 1)),
        ("app-2026-10-01.log", "2026-11-20 09:30:00 x\n", "lines", dt.date(2026, 11, 20)),
        ("app.log", "no time here\n", "file time", dt.date(2026, 1, 15)),
    ],
)
def test_a_log_is_dated_by_lines_else_file_name_else_file_time(tmp_path, name, text, dated_by, day):
    path = write(tmp_path, name, text)
    stamp = dt.datetime(2026, 1, 15, 12).astimezone().timestamp()
    os.utime(path, (stamp, stamp))
    dates = of_kind(read(tmp_path), RecordDates)
    assert dates == [RecordDates("logs", ("app.log",), dated_by, day, day)]
    assert of_kind(read(tmp_path, date_records=False), RecordDates) == []


def test_an_empty_log_has_no_record_dates(tmp_path):
    write(tmp_path, "app-2026-11-20.log", "")
    assert read(tmp_path) == [Coverage(0, 0, 0, 0, 0, 0)]


def test_keys_without_end_do_not_become_fields_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr(log_totals, "MOST_KEYS", 10)
    names = [f"{chr(97 + number // 26)}{chr(97 + number % 26)}_key" for number in range(100)]
    write(tmp_path, "app.log", "".join(json.dumps({name: name}) + "\n" for name in names))
    found = totals(read(tmp_path))
    assert len(found) == 11
    assert sorted(value for values in found.values() for value in values) == sorted(names)
    assert len(found["app.log", "(other keys)"]) == 90


def test_chunks_give_the_same_counts_as_the_whole(tmp_path, monkeypatch):
    lines = [ACCESS.format(number % 200, 20, number % 70) for number in range(5000)]
    lines += [
        json.dumps({"user": {"email": f"j{number % 9}@example.com"}}) + "\n"
        for number in range(5000)
    ]
    write(tmp_path, "mixed.log", "".join(lines))
    whole = totals(read(tmp_path))
    monkeypatch.setattr(reading, "CHUNK", 20_000)
    assert totals(read(tmp_path)) == whole
    assert sum(whole["mixed.log", "remote_addr"].values()) == 5000


def test_reading_twice_gives_the_same_and_changes_nothing(tmp_path):
    path = write(
        tmp_path, "app.log", "".join(f"a={number} text {number}\n" for number in range(500))
    )
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    first, second = read(tmp_path), read(tmp_path)
    assert first == second
    assert [list(p.values) for p in of_kind(first, Sample)] == [
        list(p.values) for p in of_kind(second, Sample)
    ]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_nothing_that_is_said_holds_a_value(tmp_path):
    secret = "canary@example.com"
    write(tmp_path, "app.log", f"email={secret} {secret}\n" + secret * 100_000 + "\n")
    packed = gzip.compress(secret.encode() * 5000)
    write(tmp_path, "b.log.gz", packed[:-9])
    write(tmp_path, "c.log", secret.encode() + b"\x00")
    write(tmp_path, "d.json", json.dumps({secret: {"x": 1}}))
    parts = read(tmp_path)
    assert len(of_kind(parts, Skipped)) == 3
    assert secret not in repr(parts)
    assert secret in totals(parts)["d.json", "(key)"]


MESSAGE = "2026-11-20 10:11:12 INFO 회원가입 이름=김민수 아이디=gildong lat=37.5"


def wrapped(message):
    return [
        {"level": "INFO", "message": message},
        {"level": "INFO", "msg": message},
        {"MESSAGE": message, "PRIORITY": "6"},
        {"log": message, "stream": "stdout", "kubernetes": {"pod": "shop"}},
        {"short_message": "x", "full_message": message},
        {"textPayload": message},
        {"jsonPayload": {"message": message}},
        {"message": json.dumps({"level": "INFO", "message": message}, ensure_ascii=False)},
    ]


@pytest.mark.parametrize("document", wrapped(MESSAGE), ids=lambda document: next(iter(document)))
def test_the_message_of_a_structured_line_is_opened_as_a_line_is(tmp_path, document):
    write(tmp_path, "app.log", (json.dumps(document, ensure_ascii=False) + "\n") * 3)
    found = totals(read(tmp_path))
    assert found["app.log", "이름"] == {"김민수": 3}
    assert found["app.log", "아이디"] == {"gildong": 3}
    assert found["app.log", "lat"] == {"37.5": 3}
    left = {"회원가입 이름= 아이디= lat=": 3}
    assert left in found.values()
    assert ("app.log", "(text)") not in found


def test_an_access_line_in_a_message_has_the_keys_that_it_has_in_its_own_log(tmp_path):
    lines = [ACCESS.format(number % 3, 20, number % 2).strip() for number in range(10)]
    robot = '66.249.66.1 - - [20/Nov/2026:09:30:00 +0900] "GET / HTTP/1.1" 200 5 "-" "Googlebot"'
    lines += [robot] * 4
    write(tmp_path / "own", "app.log", "".join(f"{line}\n" for line in lines))
    write(tmp_path / "json", "app.log", "".join(json.dumps({"message": x}) + "\n" for x in lines))
    own, packed = read(tmp_path / "own"), read(tmp_path / "json")
    assert totals(packed) == totals(own)
    assert of_kind(packed, Skipped) == of_kind(own, Skipped)


def test_opened_messages_keep_their_numbers_and_their_days(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "CHUNK", 2_000)
    lines = [
        json.dumps({"ts": f"2026-11-{day:02}T09:00:00Z", "message": f"joined user=u{day % 2} ok"})
        for day in range(1, 11)
        for _ in range(day)
    ]
    lines += ['{"ts":"2026-11-12T09:00:00Z","message":"{\\"user\\":\\"u1\\",\\"x\\":null}"}'] * 2
    write(tmp_path, "app.log", "\n".join(lines) + "\n")
    samples = of_kind(read(tmp_path), Sample)
    column = next(part.values for part in samples if part.field.path == ("app.log", "user"))
    rows = zip(column.texts, column.counts, column.first, column.last, strict=True)
    assert {text: rest for text, *rest in rows} == {
        "u0": [30, dt.date(2026, 11, 2), dt.date(2026, 11, 10)],
        "u1": [27, dt.date(2026, 11, 1), dt.date(2026, 11, 12)],
    }
    text = next(part.values for part in samples if part.field.path == ("app.log", "message"))
    assert dict(text.items()) == {"joined user= ok": 55}


@pytest.mark.parametrize(
    "message",
    [
        "sms sent to 010-1234-5678",
        "[main] 2026-11-20 09:30:00 started",
        "at 09:30:00 of 2026: done",
        "took=5 rows=7",
    ],
)
def test_a_message_without_anything_to_open_stays_as_it_is(tmp_path, message):
    write(tmp_path, "app.log", json.dumps({"message": message}) + "\n")
    found = totals(read(tmp_path, telling=lambda shapes: shapes.str.contains("sms|started|done")))
    assert found == {("app.log", "message"): {message: 1}}


def test_a_colon_in_a_sentence_takes_nothing_out_of_a_message(tmp_path):
    sentence, pair = "발송 실패: 010-1234-5678로 재시도", "발송 phone: 010-1234-5678"
    lines = [json.dumps({"message": text}, ensure_ascii=False) for text in (sentence, pair)]
    write(tmp_path, "app.log", "\n".join(lines))
    found = totals(read(tmp_path, telling=lambda shapes: shapes.str.contains("000-0000|phone")))
    assert found == {
        ("app.log", "message"): {sentence: 1, "발송 phone:": 1},
        ("app.log", "phone"): {"010-1234-5678": 1},
    }


def test_other_keys_are_no_messages(tmp_path):
    write(tmp_path, "app.log", json.dumps({"note": "user=kim", "message_id": "user=kim"}) + "\n")
    assert set(totals(read(tmp_path))) == {("app.log", "note"), ("app.log", "message_id")}


def test_addresses_of_crawlers_and_of_own_servers_are_told_apart(tmp_path):
    line = '{} - - [20/Nov/2026:09:30:00 +0900] "GET / HTTP/1.1" 200 5 "-" "{}"\n'
    robot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
    text = line.format("192.0.2.1", "Firefox") * 3 + line.format("66.249.66.1", robot) * 5
    text += line.format("10.1.2.3", "curl") * 2 + line.format("shop.example.com 66.249.66.2", robot)
    write(tmp_path, "access.log", text)
    parts = read(tmp_path, own_networks=("10.0.0.0/8", "fd00::/8"))
    assert totals(parts)["access.log", "remote_addr"] == {"192.0.2.1": 3}
    said = {skip.location: skip.reason.message for skip in of_kind(parts, Skipped)}
    assert said == {
        "access.log.remote_addr (crawlers)": "6 addresses are of crawlers, so they are no user's",
        "access.log.remote_addr": "2 addresses are in own_networks, so they are no user's",
    }
    assert all(skip.excluded for skip in of_kind(parts, Skipped))


def test_an_archive_named_after_a_log_holds_rotations_of_it(tmp_path):
    line = "2026-11-20 09:30:00 mail to {}@example.com\n"
    write(tmp_path, "logs/app.log", line.format("a"))
    write(tmp_path, "logs/app.log.err", line.format("b"))
    for name, member in (
        ("app-2026-11-19.log.tar.gz", "app-2026-11-19.log"),
        ("app.log.1.tgz", "srv/app.log.1"),
        ("all.tar.gz", "app.log"),
    ):
        with tarfile.open(tmp_path / "logs" / name, "w:gz") as archive:
            archive.add(tmp_path / "logs/app.log", member)
    parts = read(tmp_path)
    counts = {path[0]: sum(found.values()) for path, found in totals(parts).items()}
    assert counts == {"logs/app.log": 3, "logs/app.log.err": 1, "logs/all.tar/app.log": 1}
    assert of_kind(parts, Coverage)[0].fields == 3
    assert len(of_kind(parts, RecordDates)) == 3


def test_a_field_with_addresses_of_own_servers_alone_holds_no_users(tmp_path):
    line = '10.0.0.{} - - [20/Nov/2026:09:30:00 +0900] "GET / HTTP/1.1" 200 5 "-" "curl/8"\n'
    write(tmp_path, "access.log", "".join(map(line.format, range(1, 9))))
    parts = read(tmp_path, own_networks=("10.0.0.0/8",))
    assert ("access.log", "remote_addr") not in {one.field.path for one in of_kind(parts, Sample)}
    (skip,) = of_kind(parts, Skipped)
    assert skip.reason.message == "8 addresses are in own_networks, so they are no user's"


def test_a_query_in_a_pair_is_opened_before_it_is_decoded(tmp_path):
    line = '2026/11/20 10:11:00 [error] 7#7: *1 open() failed, client: 192.0.2.1, request: "{}"\n'
    requests = ("GET /a%20b?tel=010-1234-5678&x=1 HTTP/1.1", "GET /?name=Kim%26Lee HTTP/1.1")
    write(tmp_path, "error.log", "".join(map(line.format, requests)))
    found = totals(read(tmp_path))
    assert found["error.log", "request.query.tel"] == {"010-1234-5678": 1}
    assert found["error.log", "request.query.name"] == {"Kim&Lee": 1}
    assert found["error.log", "request"] == {"GET /a b": 1, "GET /": 1}


BROWSER = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0"
ROBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
BALANCER = (
    "https 2026-11-20T10:11:00.123456Z app/lb/50 {}:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57"
    ' "GET https://www.example.com:443/ HTTP/1.1" "{}" ECDHE TLSv1.2 arn "Root=1" "-" "-" 1\n'
)
IIS = "2026-11-20 10:11:00 GET / {} {} 200\n"
PROXIED = '10.0.0.9 - - [20/Nov/2026:10:11:00 +0900] "GET / HTTP/1.1" 200 1 "-" "{1}" "{0}"\n'
PROXIED_LATE = PROXIED.replace('"GET', 'x "GET')


@pytest.mark.parametrize(
    ("line", "head", "key"),
    [
        (BALANCER, "", "remote_addr"),
        (IIS, "#Fields: date time cs-method cs-uri-stem c-ip cs(User-Agent) sc-status\n", "c-ip"),
        (PROXIED, "", "x_forwarded_for"),
        (PROXIED_LATE, "", "x_forwarded_for"),
    ],
)
def test_crawlers_are_told_apart_in_every_form_of_web_log(tmp_path, line, head, key):
    agents = [agent.replace(" ", "+") if head else agent for agent in (BROWSER, ROBOT)]
    text = (
        head + line.format("192.0.2.1", agents[0]) * 3 + line.format("66.249.66.1", agents[1]) * 2
    )
    write(tmp_path, "access.log", text)
    parts = read(tmp_path)
    found = totals(parts)
    assert found["access.log", key] == {"192.0.2.1": 3}
    if key == "x_forwarded_for":
        assert found["access.log", "remote_addr"] == {"10.0.0.9": 5}
    (skip,) = of_kind(parts, Skipped)
    assert skip.location == "access.log.remote_addr (crawlers)"
    assert skip.reason.message.startswith("2 addresses")


EXCHANGE = (
    "\ufeff#Software: Microsoft Exchange Server\r\n"
    "#Fields: date-time,client-ip,message-subject,sender-address,custom-data\r\n"
    "2026-11-19T10:11:00.123Z,192.0.2.1,hello,kim@example.com,S:A=1;S:B=2\r\n"
    '2026-11-20T10:11:00.123Z,192.0.2.2,"a, ""b""",lee@example.com,\r\n'
)


def test_the_logs_of_exchange_have_commas_between_the_names_of_their_columns(tmp_path):
    write(tmp_path, "MSGTRK2026112010-1.LOG", EXCHANGE)
    parts = read(tmp_path)
    found = {key: one for (_, key), one in totals(parts).items()}
    assert found == {
        "client-ip": {"192.0.2.1": 1, "192.0.2.2": 1},
        "date-time": {"2026-11-19T10:11:00.123Z": 1, "2026-11-20T10:11:00.123Z": 1},
        "message-subject": {"hello": 1, 'a, "b"': 1},
        "sender-address": {"kim@example.com": 1, "lee@example.com": 1},
        "custom-data": {"S:A=1;S:B=2": 1},
    }
    assert parts[-1].rows_scanned == 4
    (dates,) = of_kind(parts, RecordDates)
    assert (dates.oldest, dates.newest) == (dt.date(2026, 11, 19), dt.date(2026, 11, 20))


BUCKET = (
    "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be shop "
    "[20/Nov/2026:09:00:00 +0000] {} arn:aws:iam::1:user/gildong 3E57427F3EX REST.GET.OBJECT "
    'users/kim%2540example.com "GET /shop/x.jpg?email=kim%40example.com HTTP/1.1" 200 - 113 - 7 - '
    '"-" "{}" - s9lz/VLi= SigV4 ECDHE AuthHeader shop.s3.example.com TLSV1.2 - -\n'
)


def test_the_access_log_of_a_bucket_has_its_own_columns(tmp_path):
    expired = BUCKET.format("192.0.2.1", "S3Console/0.4").replace("GET.OBJECT", "DELETE.OBJECT")
    line = BUCKET.format("192.0.2.1", "S3Console/0.4") + BUCKET.format("66.249.66.1", ROBOT)
    write(tmp_path, "s3.log", line + expired.replace('"-" "S3Console/0.4"', "- -"))
    parts = read(tmp_path)
    assert totals(parts) == {
        ("s3.log", "remote_addr"): {"192.0.2.1": 2},
        ("s3.log", "bucket"): {"shop": 3},
        ("s3.log", "requester"): {"arn:aws:iam::1:user/gildong": 3},
        ("s3.log", "object_key"): {"users/kim@example.com": 3},
        ("s3.log", "request"): {"GET /shop/x.jpg": 3},
        ("s3.log", "request.query.email"): {"kim@example.com": 3},
        ("s3.log", "user_agent"): {"S3Console/0.4": 1, ROBOT: 1},
        ("s3.log", "host"): {"shop.s3.example.com": 3},
    }
    assert of_kind(parts, Skipped)[0].reason.message.startswith("1 address is")


@pytest.mark.parametrize(("sign", "spelled"), [("\t", r"\x09"), ("|", "|"), (",", r"\x2c")])
def test_the_columns_of_zeek_are_keys(tmp_path, sign, spelled):
    head = (
        f"#separator {spelled}\n#set_separator{sign},\n#empty_field{sign}(empty)\n#path{sign}http\n"
    )
    rows = [
        ["#fields", "ts", "uid", "id.orig_h", "username", "uri", "user_agent"],
        ["#types", "time", "string", "addr", "string", "string", "string"],
        ["1763600000.600725", "C9e28f", "192.0.2.1", "-", "/?email=a%40example.com", "Firefox"],
        ["1763600001.600725", "C9e28a", "192.0.2.1", 'kim "a', "(empty)", "Firefox"],
        ["1763600002.600725", "C9e28b", "66.249.66.1", "-", "/", "Googlebot"],
    ]
    text = head + "".join(sign.join(row) + "\n" for row in rows) + "#close\n"
    write(tmp_path, "http.log", text)
    parts = read(tmp_path)
    assert totals(parts) == {
        ("http.log", "id.orig_h"): {"192.0.2.1": 2},
        ("http.log", "username"): {'kim "a': 1},
        ("http.log", "uri"): {"/": 2},
        ("http.log", "uri.query.email"): {"a@example.com": 1},
        ("http.log", "user_agent"): {"Firefox": 2, "Googlebot": 1},
    }
    assert of_kind(parts, Skipped)[0].reason.message.startswith("1 address is")


def test_the_proxies_on_the_way_of_a_crawler_are_none(tmp_path):
    lines = PROXIED.format("66.249.66.1, 198.51.100.7", ROBOT) + PROXIED.format("-", ROBOT)
    write(tmp_path, "access.log", lines)
    parts = read(tmp_path)
    found = totals(parts)
    assert found["access.log", "x_forwarded_for"] == {"198.51.100.7": 1}
    assert found["access.log", "remote_addr"] == {"10.0.0.9": 1}
    assert of_kind(parts, Skipped)[0].reason.message.startswith("2 addresses")


def test_a_target_that_is_gone_is_skipped(tmp_path):
    parts = read(tmp_path / "none")
    assert [type(part) for part in parts] == [Skipped, Coverage]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=400), max_size=6))
def test_any_bytes_are_read_or_said_and_lines_are_all_counted(pieces):
    data = b"\n".join(pieces)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), "app.log", data)
        parts = read(folder)
    coverage = parts[-1]
    assert coverage.bytes_total == len(data)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    if not of_kind(parts, Skipped) and b"\x00" not in data and not marked:
        assert coverage.rows_scanned == data.count(b"\n") + (
            bool(data) and not data.endswith(b"\n")
        )


@pytest.mark.parametrize("most_waiting", [0, 512 * 1024])
def test_the_few_lines_that_tell_are_opened_together_each_with_its_day(
    tmp_path, monkeypatch, most_waiting
):
    monkeypatch.setattr(log_source, "_MOST_WAITING", most_waiting)
    monkeypatch.setattr(reading, "CHUNK", 64 * 1024)
    plain = "2026-11-{:02d} 09:00:00 INFO job {} done in {} ms\n"
    mail = "2026-11-{:02d} 09:00:00 INFO mail to u{}@example.org sent\n"
    lines = [plain.format(1 + n // 1000, n, n % 7) for n in range(9000)]
    for n in range(0, 9000, 300):
        lines[n] = mail.format(1 + n // 1000, n % 900)
    write(tmp_path, "app.log", "".join(lines))
    parts = read(tmp_path, telling=lambda shapes: shapes.str.contains("@"))
    (column,) = [part.values for part in of_kind(parts, Sample) if part.values]
    found = zip(column.texts, column.counts, column.first, column.last, strict=True)
    day = {n: dt.date(2026, 11, n) for n in range(1, 10)}
    assert {text: rest for text, *rest in found} == {
        "mail to u0@example.org sent": [10, day[1], day[9]],
        "mail to u300@example.org sent": [10, day[1], day[9]],
        "mail to u600@example.org sent": [10, day[1], day[9]],
    }
    assert sum(part.others for part in of_kind(parts, Sample)) == 9000 - 30


def test_cookies_in_the_headers_of_json_are_opened_and_decoded(tmp_path):
    lines = [
        {"headers": {"cookie": "sid=a1; user=kim%40example.com", "Set-Cookie": ["x=1; Path=/"]}},
        {"headers": {"cookie": "sid=a2", "Set-Cookie": []}},
        {"headers": {"cookie": "none of them", "Set-Cookie": []}},
    ]
    write(tmp_path, "app.log", "".join(f"{json.dumps(line)}\n" for line in lines))
    found = totals(read(tmp_path))
    assert {path[1]: values for path, values in found.items()} == {
        "headers.cookie": {"sid, user": 1, "sid": 1, "none of them": 1},
        "headers.cookie.sid": {"a1": 1, "a2": 1},
        "headers.cookie.user": {"kim@example.com": 1},
        "headers.Set-Cookie[]": {"x": 1},
        "headers.Set-Cookie[].x": {"1": 1},
    }


def test_queries_under_keys_of_their_own_are_opened_and_decoded(tmp_path):
    lines = [{"args": "email=kim%40example.com", "q": "a=b"}, {"args": "[1, 2]", "q": "a=b"}]
    write(tmp_path, "waf.log", "".join(f"{json.dumps(line)}\n" for line in lines))
    assert totals(read(tmp_path)) == {
        ("waf.log", "args"): {"[1, 2]": 1},
        ("waf.log", "args.email"): {"kim@example.com": 1},
        ("waf.log", "q"): {"a=b": 2},
    }


def test_a_request_of_thousands_of_parameters_has_the_most_frequent_ones_as_keys(tmp_path):
    rare = "&".join(f"k{n}=v{n}" for n in range(5000))
    requests = [f"/p?{rare}&mail=a%40example.com", "/p?mail=b%40example.com"]
    text = "".join(
        f'203.0.113.7 - - [28/Nov/2026:09:30:00 +0900] "GET {request} HTTP/1.1" 200 12\n'
        for request in requests
    )
    write(tmp_path, "access.log", text)
    counted = totals(read(tmp_path))
    assert counted["access.log", "request.query.mail"] == {"a@example.com": 1, "b@example.com": 1}
    assert len(counted) <= 2001
    assert {f"v{n}" for n in range(5000)} <= set().union(*counted.values())


PROXY = (
    "#Software: SGOS 6.7.5.3\n"
    "#Fields: date time c-ip cs-username cs-auth-group cs-uri-query cs(User-Agent) sc-status\n"
    '2026-11-20 10:11:00 10.0.0.7 CORP%5Cmskim "CORP\\Sales Users" ?email=a@b.kr "Edge 1" 200\n'
    '2026-11-20 10:12:00 10.0.0.8 jhlee7 "Staff" - "Edge 1" 200\n'
    "2026-11-20 10:13:00 10.0.0.9 - - - - 200\n"
)


def test_values_of_a_proxy_that_have_blanks_stand_in_quotes(tmp_path):
    write(tmp_path, "proxy.log", PROXY)
    found = {key: one for (_, key), one in totals(read(tmp_path)).items()}
    assert found["cs-username"] == {"CORP\\mskim": 1, "jhlee7": 1}
    assert found["cs-auth-group"] == {"CORP\\Sales Users": 1, "Staff": 1}
    assert found["cs-uri-query.email"] == {"a@b.kr": 1}
    assert found["cs(User-Agent)"] == {"Edge 1": 2}
    assert found["c-ip"] == {"10.0.0.7": 1, "10.0.0.8": 1, "10.0.0.9": 1}


DHCP = (
    "\t\tMicrosoft DHCP Service Activity Log\r\n\r\n\r\n"
    "Event ID  Meaning\r\n00\tThe log was started.\r\n10\tAn IP address was leased, and so on\r\n"
    "\r\nID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name, QResult\r\n"
    "24,11/20/26,00:00:10,Database Cleanup Begin,,,,,0\r\n"
    "10,11/20/26,00:00:11,Assign,10.0.0.7,KIM-PC.corp.local,D4258B0A1B2C,mskim,0\r\n"
)


def test_the_columns_of_a_table_may_stand_below_what_explains_it(tmp_path):
    write(tmp_path, "DhcpSrvLog-Fri.log", DHCP)
    found = {key: one for (_, key), one in totals(read(tmp_path)).items()}
    assert found["IP Address"] == {"10.0.0.7": 1}
    assert found["Host Name"] == {"KIM-PC.corp.local": 1}
    assert found["MAC Address"] == {"D4258B0A1B2C": 1}
    assert found["User Name"] == {"mskim": 1}


@pytest.mark.parametrize("between", ["", "\n"])
def test_words_between_commas_in_a_log_are_no_columns(tmp_path, between):
    lines = f"started\n{between}login, kim, web, ok\nlogin, lee, web, ok\nlogin, park, api, no\n"
    write(tmp_path, "app.log", lines)
    assert {key for _, key in totals(read(tmp_path))} == {"(text)"}
