"""People who have left and are still in a data file."""

import datetime as dt
import io
import json

import openpyxl
import polars as pl
import pytest

from pii_scan.model import Withdrawals
from pii_scan.sources.selection import Patterns, Selection

PEOPLE = [
    {"id": "1", "email": "a@example.org", "phone": "010-1234-5678", "withdrawn_at": None},
    {"id": "2", "email": "b@example.org", "phone": None, "withdrawn_at": "2025-01-02"},
    {"id": "3", "email": "c***@example.org", "phone": "***", "withdrawn_at": "2025-01-02"},
    {"id": "4", "email": None, "phone": "deleted_4", "withdrawn_at": "2025-01-03 04:05:06"},
    {"id": "5", "email": "e@example.org", "phone": None, "withdrawn_at": "9999-12-31"},
]


def _csv(rows):
    lines = [",".join(rows[0]), *(",".join(v or "" for v in row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def _bytes(write):
    target = io.BytesIO()
    write(target)
    return target.getvalue()


def _workbook():
    book = openpyxl.Workbook()
    for row in (list(PEOPLE[0]), *(list(row.values()) for row in PEOPLE)):
        book.active.append(row)
    return book


FILES = {
    "members.csv": _csv(PEOPLE),
    "members.json": json.dumps(PEOPLE),
    "members.jsonl": "".join(json.dumps(row) + "\n" for row in PEOPLE),
    "dump.json": json.dumps({"members": PEOPLE, "orders": [{"closed_at": "2025-01-02"}]}),
    "members.parquet": _bytes(pl.DataFrame(PEOPLE).write_parquet),
    "members.xlsx": _bytes(_workbook().save),
}


def _found(reading):
    return [part for part in reading.parts if isinstance(part, Withdrawals)]


def _leaf(name):
    return name.rpartition(".")[2]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_people_who_left_and_are_still_there_are_counted_by_day(written, name, full):
    (found,) = _found(written(name, FILES[name], full=full))
    assert (_leaf(found.marked_by), found.dated_by, found.complete) == (
        "withdrawn_at",
        found.marked_by,
        True,
    )
    filled = {_leaf(column): days for column, days in found.filled.items()}
    assert filled["email"] == {dt.date(2025, 1, 2): 1}
    assert "phone" not in filled


def test_each_kind_of_record_of_a_document_is_judged_alone(written):
    rows = [{"email": "a@example.org", "deleted_at": "2025-01-02"}]
    orders = [{"email": "b@example.org", "deleted_at": "2025-01-02"}]
    document = json.dumps({"users": rows, "members": rows, "orders": orders})
    found = _found(written("dump.json", document))
    assert {column for one in found for column in one.filled} == {
        "users[].email",
        "members[].email",
    }
    assert {one.path for one in found} == {("dump.json",)}


@pytest.mark.parametrize(
    ("column", "here", "left", "days"),
    [
        ("is_deleted", "0", "1", {None: 1}),
        ("is_deleted", "false", "True", {None: 1}),
        ("탈퇴여부", "N", "Y", {None: 1}),
        ("status", "active", "CLOSED", {None: 1}),
        ("SECSN_DE", "", "20250102", {dt.date(2025, 1, 2): 1}),
        ("deleted_at", "0", "1735786800", {dt.date(2025, 1, 2): 1}),
        ("deleted_at", "NULL", "2025. 1. 2.", {dt.date(2025, 1, 2): 1}),
        ("avatar_removed_at", "", "2025-01-02", None),
        ("deleted_at", "-", "", None),
        ("status", "active", "active", None),
    ],
)
def test_what_says_that_people_left(written, column, here, left, days):
    rows = f"email,{column}\na@example.org,{here}\nb@example.org,{left}\nc@example.org,{here}\n"
    assert [one.filled["email"] for one in _found(written("users.csv", rows))] == (
        [] if days is None else [days]
    )


def test_what_is_deleted_in_another_file_is_no_person(written):
    rows = "email,deleted_at\na@example.org,2025-01-02\n"
    assert _found(written("users.csv", rows))
    assert not _found(written("orders.csv", rows))
    assert not _found(written("users.csv", rows, date_records=False))
    without = Selection(Patterns(), Patterns(columns=("deleted_at",)))
    assert not _found(written("users.csv", rows, selection=without))


def test_of_a_sample_not_all_are_counted(written):
    rows = "".join(f"u{n}@example.org,{'2025-01-02' if n % 3 else ''}\n" for n in range(1_000))
    (found,) = _found(written("users.csv", "email,deleted_at\n" + rows, rows=100))
    assert not found.complete
    assert 0 < found.filled["email"][dt.date(2025, 1, 2)] <= 100
