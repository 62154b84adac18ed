from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import phonenumbers
import pytest
import yaml
from sqlalchemy.exc import SQLAlchemyError
from stdnum.kr import rrn

TODAY = "2026-11-01"
LOGS = ("access.log", "access.log.1", "access.log.2.gz", "app.log", "worker.log")
# Neither personal by the policy nor a look-alike: references, and dates about a row.
NEITHER = {
    *("id", "member_id", "payment_id", "created_at", "joined_at", "requested_at", "released_on"),
    *("size_bytes", "policy_code", "department_code", "guest_no", "entry_no", "session_no"),
    *("bill_no", "ticket_no", "payments.status", "preferences"),
}


def query(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "remotemeeting.db")) as connection:
        return connection.execute(sql).fetchall()


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "remotemeeting.db")) as connection:
        return list(connection.iterdump())


def columns(folder: Path) -> dict[tuple[str, str], bool]:
    """Table and column of the database → whether it is NOT NULL."""
    return {
        (table, name): bool(not_null)
        for (table,) in query(folder, "SELECT name FROM sqlite_master WHERE type = 'table'")
        for _, name, _, not_null, *_ in query(folder, f'PRAGMA table_info("{table}")')
    }


def lines(folder: Path, log: str) -> list[str]:
    raw = (folder / "logs" / log).read_bytes()
    return (gzip.decompress(raw) if log.endswith(".gz") else raw).decode().splitlines()


def access_days(folder: Path) -> list[dt.date]:
    return [
        dt.datetime.strptime(re.search(r"\[([^:]+)", line)[1], "%d/%b/%Y").date()  # noqa: DTZ007  days only
        for log in LOGS[:3]
        for line in lines(folder, log)
    ]


def schema_columns(folder: Path) -> set[tuple[str, str]]:
    text = (folder / "schema.sql").read_text(encoding="utf-8")
    tables = re.findall(r"CREATE TABLE `(\w+)` \((.*?)\n\)", text, re.DOTALL)
    return {(table, name) for table, body in tables for name in re.findall(r"\n  `(\w+)`", body)}


def log_keys(folder: Path) -> set[tuple[str, str]]:
    app = [json.loads(line) for line in lines(folder, "app.log")]
    keys = {("app.log", key) for record in app for key in record if key != "client"}
    keys |= {("app.log", f"client.{key}") for record in app for key in record["client"]}
    pairs = [re.findall(r"(\w+)=", line) for line in lines(folder, "worker.log")]
    keys |= {("worker.log", key) for found in pairs for key in found}
    queries = re.findall(r"[?&](\w+)=\S* HTTP", "\n".join(lines(folder, "access.log")))
    parts = ("remote_addr", "request", "referer", "user_agent")
    return (
        keys
        | {("access.log", key) for key in parts}
        | {("access.log", f"request.query.{key}") for key in (*queries, "page", "version")}
    )


@pytest.fixture(scope="module")
def expected(example):
    return yaml.safe_load((example / "expected.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("option", ["--without-faults", None])
def test_another_process_in_another_place_and_time_zone_builds_the_same(
    option, example, faulty, clean, tmp_path
):
    built = clean if option else faulty
    command = [sys.executable, str(example / "build.py"), "--output", str(tmp_path / "new")]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York"}
    subprocess.run(
        [*command, *filter(None, [option])], check=True, cwd=tmp_path, env=environment, timeout=60
    )
    assert dump(tmp_path / "new") == dump(built)
    assert (tmp_path / "new/schema.sql").read_bytes() == (built / "schema.sql").read_bytes()
    for log in LOGS:
        assert (tmp_path / "new/logs" / log).read_bytes() == (built / "logs" / log).read_bytes()


def test_building_again_replaces_what_was_there(clean, tmp_path):
    from made_up_service.files import build

    build(tmp_path)
    build(tmp_path, faults=False)
    assert dump(tmp_path) == dump(clean)
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == sorted(
        ["remotemeeting.db", "schema.sql", *LOGS]
    )


def test_loading_into_a_database_that_has_the_tables_fails_and_shows_no_value(tmp_path):
    from made_up_service.files import load_database

    url = f"sqlite:///{tmp_path / 'members.db'}"
    load_database(url)
    with pytest.raises(SQLAlchemyError) as error:
        load_database(url)
    assert "already exists" in str(error.value)
    assert "@example" not in str(error.value)


def test_there_are_a_thousand_members_seven_in_ten_korean(faulty, clean):
    for folder in (faulty, clean):
        assert query(folder, "SELECT count(*) FROM members") == [(1000,)]
        assert query(folder, "SELECT count(*) FROM members WHERE country = 'KR'") == [(700,)]
        assert query(folder, "SELECT count(DISTINCT country) FROM members")[0][0] >= 5


def test_logs_have_the_lines_and_rotations_they_should(faulty, clean):
    for folder in (faulty, clean):
        counts = {log: len(lines(folder, log)) for log in LOGS}
        assert sum(counts[log] for log in LOGS[:3]) == 3000
        assert counts["app.log"] == 1200
        assert counts["worker.log"] == 400


def test_the_gzip_header_holds_no_name_and_no_time(faulty):
    header = (faulty / "logs/access.log.2.gz").read_bytes()[:8]
    assert header[:3] == b"\x1f\x8b\x08"
    assert header[3:] == b"\0" * 5


@pytest.mark.parametrize(
    "column",
    [
        *(("members", "birth_date"), ("members", "gender"), ("payments", "card_cvc")),
        *(("legacy_logins", "passwd"), ("legacy_logins", "login_id")),
    ],
)
def test_a_planted_column_is_in_the_faulty_build_only(column, faulty, clean):
    assert column in columns(faulty)
    assert column not in columns(clean)
    table, name = column
    assert query(faulty, f"SELECT count({name}) FROM {table}")[0][0] > 50


def test_the_optional_phone_is_not_null_in_the_faulty_build_only(faulty, clean):
    assert columns(faulty)["members", "phone"]
    assert not columns(clean)["members", "phone"]
    assert query(clean, "SELECT count(*) FROM members WHERE phone IS NULL")[0][0] > 100


def test_no_optional_item_is_not_null_in_the_clean_build(clean):
    optional = {("members", "phone"), ("members", "company_name"), ("accounts", "company_name")}
    optional |= {("product_requests", "phone"), ("product_requests", "company_name")}
    optional |= {("inquiries", name) for name in ("company_name", "account_id", "login_id")}
    assert not any(columns(clean)[column] for column in optional)


def test_the_postal_code_is_in_the_clean_build_only(faulty, clean):
    assert ("event_entries", "postal_code") in columns(clean)
    assert not [name for _, name in columns(faulty) if "postal" in name or "zip" in name]
    codes = {code for (code,) in query(clean, "SELECT postal_code FROM event_entries")}
    assert len(codes) > 400
    addresses = query(faulty, "SELECT address FROM event_entries")
    assert not codes & {word for (text,) in addresses for word in re.findall(r"\d+", text)}


def test_one_inquiry_holds_a_valid_resident_number_that_nobody_was_given(faulty, clean):
    pattern = re.compile(r"\d{6}-\d{7}")
    found = [
        match[0]
        for (body,) in query(faulty, "SELECT body FROM inquiries")
        if (match := pattern.search(body))
    ]
    assert len(found) == 1
    assert rrn.is_valid(found[0])
    assert rrn.get_birth_date(found[0]).year < 2012
    assert found[0][8:10] == "96"  # Sejong, founded in 2012
    assert not any(pattern.search(body) for (body,) in query(clean, "SELECT body FROM inquiries"))


def test_the_application_log_holds_phones_in_the_faulty_build_only(faulty, clean):
    def messages(folder):
        return [json.loads(line)["message"] for line in lines(folder, "app.log")]

    phone = re.compile(r"(?:010|\+82.?10)[- ]?1\d{3}[- ]?\d{4}")
    assert sum(bool(phone.search(message)) for message in messages(faulty)) == 30
    assert not any(phone.search(line) for line in lines(clean, "app.log"))


def test_only_faulty_records_are_older_than_their_retention(faulty, clean):
    oldest_usage = "SELECT min(accessed_at) < '2025-11-01' FROM usage_logs"
    assert query(faulty, oldest_usage) == [(1,)]
    assert query(clean, oldest_usage) == [(0,)]
    assert min(access_days(faulty)) < dt.date(2026, 8, 1) <= min(access_days(clean))
    for folder in (faulty, clean):
        assert query(folder, "SELECT min(paid_at) >= '2021-11-01' FROM payments") == [(1,)]
        assert query(folder, "SELECT min(refunded_at) >= '2021-11-01' FROM refunds") == [(1,)]
        assert query(folder, "SELECT min(created_at) >= '2023-11-01' FROM inquiries") == [(1,)]
        oldest_request = "SELECT min(requested_at) >= '2021-11-01' FROM product_requests"
        assert query(folder, oldest_request) == [(1,)]


def test_nothing_is_dated_on_the_fixed_day_or_later(faulty):
    for table, column in columns(faulty):
        if column.endswith(("_at", "_on")):
            assert query(faulty, f"SELECT max({column}) < '{TODAY}' FROM {table}") == [(1,)]
    assert max(access_days(faulty)) < dt.date.fromisoformat(TODAY)
    assert all(json.loads(line)["ts"] < TODAY for line in lines(faulty, "app.log"))
    assert all(line < TODAY for line in lines(faulty, "worker.log"))


def test_the_planned_column_is_in_the_faulty_schema_only(faulty, clean):
    assert schema_columns(faulty) - schema_columns(clean) == {("guest_members", "job_title")}
    assert schema_columns(clean) < schema_columns(faulty)
    assert "fault" not in (faulty / "schema.sql").read_text(encoding="utf-8")


def test_what_has_no_fault_is_equal_in_both_builds(faulty, clean):
    for table in ("accounts", "product_requests", "refunds", "products", "app_releases"):
        everything = f"SELECT * FROM {table}"
        assert query(faulty, everything) == query(clean, everything) != []
    for log in ("access.log", "access.log.1", "worker.log"):
        assert lines(faulty, log) == lines(clean, log)


def test_mail_goes_to_reserved_domains_and_phones_are_valid_and_of_nobody(faulty):
    found = query(faulty, "SELECT email, phone, country FROM members")
    domains = {email.rsplit("@", 1)[1] for email, _, _ in found}
    assert all(re.fullmatch(r"(\w+\.)?example\.(com|net|org)", domain) for domain in domains)
    fiction = re.compile(r"\+8210(1\d{7})|\+1\d{3}55501\d\d|\+442079460\d{3}|\+6125550\d{4}")
    for _, phone, country in found:
        number = phonenumbers.parse(phone, country)
        assert phonenumbers.is_valid_number(number)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert fiction.fullmatch(e164)


def test_expected_fields_are_all_there_and_no_column_is_forgotten(faulty, expected):
    there = {
        "members": set(columns(faulty)),
        "logs": log_keys(faulty),
        "schema": schema_columns(faulty),
    }
    listed = [*expected["fields"], *expected["not_personal"]]
    assert all(tuple(entry["path"][:2]) in there[entry["source"]] for entry in listed)
    for source in ("members", "schema"):
        told = {tuple(entry["path"][:2]) for entry in listed if entry["source"] == source}
        left = {f"{table}.{column}" for table, column in there[source] - told}
        assert not {name for name in left if not {name, name.split(".")[1]} & NEITHER}


def test_no_field_is_expected_and_denied_at_once_or_twice(expected):
    personal = [(entry["source"], *entry["path"], entry["item"]) for entry in expected["fields"]]
    assert len(personal) == len(set(personal))
    denied = [(entry["source"], *entry["path"]) for entry in expected["not_personal"]]
    assert not set(denied) & {entry[:-1] for entry in personal}


def test_every_fault_in_the_table_of_faults_is_expected(example, expected):
    table = (example / "faults.md").read_text(encoding="utf-8")
    codes = {code for entry in expected["fields"] for code in (entry["status"], *entry["problems"])}
    told = {
        code
        for row in re.findall(r"^\| .* \|$", table, re.MULTILINE)
        for code in re.findall(r"`([a-z-]+)`", row.rsplit("|", 2)[1])
    }
    assert told == (codes - {"declared"}) | {"not-found"}
    assert expected["declared_not_found"] == ["postal_code"]
