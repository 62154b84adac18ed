"""What of data files is read and what is left out."""

import gzip
import json

import openpyxl
import polars as pl
import pytest

from pii_scan.model import Skipped, TableRows
from pii_scan.sources.selection import Patterns, Selection, fits_nothing

CSV = "id,email,phone,created_at\n1,a@b.co,02-1,2019-01-02\n2,c@d.co,02-2,2020-03-04\n"


def _exclude(**patterns):
    return Selection(exclude=Patterns(**patterns))


def _include(**patterns):
    return Selection(Patterns(**patterns))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "users.csv").write_text(CSV)
    (tmp_path / "orders.csv").write_text(CSV)
    (tmp_path / "people.json").write_text(json.dumps({"users": [{"email": "e@f.co", "age": 3}]}))
    book = openpyxl.Workbook()
    book.active.title = "2025"
    book.active.append(["email", "memo"])
    book.active.append(["g@h.co", "x"])
    sheet = book.create_sheet("2026")
    sheet.append(["email", "memo"])
    sheet.append(["i@j.co", "y"])
    book.save(tmp_path / "book.xlsx")
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("users.csv", {"in/users.csv"}),
        ("in/*", {"in/users.csv"}),
        ("*.csv", {"in/users.csv", "orders.csv"}),
        ("2025", {"book.xlsx.2025"}),
        ("book.xlsx.2026", {"book.xlsx.2026"}),
        ("book.xlsx", {"book.xlsx"}),
        ("user?.json", set()),
    ],
)
def test_files_and_sheets_are_left_out(folder, read, pattern, left_out):
    reading = read(folder, selection=_exclude(tables=(pattern,)))
    skips = [part for part in reading.parts if isinstance(part, Skipped)]
    assert {skip.location for skip in skips} == left_out
    assert all(skip.excluded and pattern in skip.reason.message for skip in skips)
    places = {".".join(path) for path in reading.values}
    assert not any(place.startswith(tuple(left_out)) for place in places if left_out)
    # A whole workbook left out is one table: it is not opened to count its sheets.
    everything = 4 if left_out == {"book.xlsx"} else 5
    assert reading.coverage.tables == everything
    assert reading.coverage.tables_scanned == everything - len(left_out)


def test_only_what_is_included_is_read(folder, read):
    reading = read(folder, selection=_include(tables=("2026", "people.json")))
    assert {path[:-1] for path in reading.values} == {("book.xlsx", "2026"), ("people.json",)}
    assert set(reading.skips) == {"in/users.csv", "orders.csv", "book.xlsx.2025"}
    whole = read(folder, selection=_include(tables=("book.xlsx",)))
    assert {path[:-1] for path in whole.values} == {("book.xlsx", "2025"), ("book.xlsx", "2026")}


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("phone", {"in/users.csv.phone", "orders.csv.phone"}),
        ("orders.csv.phone", {"orders.csv.phone"}),
        ("users.csv.e*", {"in/users.csv.email"}),
        ("users[].email", {"people.json.users[].email"}),
        ("2026.memo", {"book.xlsx.2026.memo"}),
    ],
)
def test_columns_are_left_out_and_counted(folder, read, pattern, left_out):
    reading = read(folder, selection=_exclude(columns=(pattern,)))
    assert set(reading.skips) == left_out
    assert not {".".join(path) for path in reading.values} & left_out
    coverage = reading.coverage
    assert (coverage.fields, coverage.fields_scanned) == (14, 14 - len(left_out))


def test_a_column_left_out_dates_nothing(written):
    assert written("a.csv", CSV).dates
    reading = written("a.csv", CSV, selection=_exclude(columns=("created_at",)))
    assert reading.dates == []


@pytest.mark.parametrize(("name", "of_people"), [("users.csv", True), ("visits.csv", False)])
def test_accounts_are_dated_by_their_beginning_and_their_last_login_by_itself(
    written, name, of_people
):
    found = written(name, "email,last_login_at,created_at\na@b.kr,2026-01-02,2020-01-02\n").dates
    assert (found[0].path, found[0].oldest.year, found[0].accounts) == ((name,), 2020, of_people)
    own = [((name, "last_login_at"), 2026, False)] if of_people else []
    assert [(d.path, d.oldest.year, d.accounts) for d in found[1:]] == own


def test_a_name_that_fits_nothing_is_said(folder, read):
    reading = read(folder, selection=_include(tables=("users.csv", "user.csv")))
    (skip,) = [part for part in reading.parts if isinstance(part, Skipped) and not part.excluded]
    assert (skip.location, skip.reason) == (str(folder), fits_nothing("tables", "user.csv"))
    assert skip.reason.message == "include tables user.csv fits nothing: check the name"


def test_every_row_is_read_when_asked_for(written):
    rows = "".join(f"{n},u{n}@b.co,02-{n},2020-03-04\n" for n in range(5_000))
    sampled = written("a.csv", CSV + rows, rows=100)
    whole = written("a.csv", CSV + rows, rows=100, full=True)
    assert len(sampled.columns["id"]) == 100
    assert len(whole.columns["email"]) == whole.coverage.rows_scanned == 5_002


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet", "a.xlsx", "a.csv.gz"])
@pytest.mark.parametrize("full", [False, True])
def test_a_value_longer_than_asked_for_is_cut_and_counted(tmp_path, read, name, full):
    memos = ["가나다라마", "가나다라바", "가나", "", "가나다라마"]
    path = tmp_path / name
    if name.startswith("a.csv"):
        text = "id,memo\n" + "".join(f"{n},{memo}\n" for n, memo in enumerate(memos))
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    elif name == "a.json":
        path.write_text(json.dumps([{"id": n, "memo": m} for n, m in enumerate(memos)]))
    elif name == "a.jsonl":
        path.write_text("".join(json.dumps({"memo": m}) + "\n" for m in memos))
    elif name == "a.parquet":
        pl.DataFrame({"id": range(5), "memo": memos}).write_parquet(path)
    else:
        book = openpyxl.Workbook()
        for row in (["id", "memo"], *([n, memo] for n, memo in enumerate(memos))):
            book.active.append(row)
        book.save(path)
    reading = read(path, max_value=3, full=full)
    (values,) = [counts for place, counts in reading.values.items() if place[-1].endswith("memo")]
    assert values == {"가나다": 3, "가나": 1}
    (skip,) = [part for part in reading.parts if isinstance(part, Skipped)]
    assert skip.location.endswith("memo")
    assert "3 values are longer than 3 characters" in skip.reason.message
    assert skip.excluded
    assert read(path, max_value=5).skips == {}


def test_rows_of_a_table_of_which_no_column_is_wanted_are_not_counted(read, tmp_path):
    for name, rows in (
        ("users", 3),
        ("orders", 5),
        ("visits-2026-11-01", 2),
        ("visits-2026-11-02", 2),
    ):
        lines = "".join(f"{n},u{n}@example.org\n" for n in range(rows))
        (tmp_path / f"{name}.csv").write_text(f"id,{name[:6]}\n{lines}")
    book = openpyxl.Workbook()
    for title, rows in (("members", 4), ("left", 6)):
        sheet = book.create_sheet(title)
        for row in (["id", title], *([n, f"m{n}@example.org"] for n in range(rows))):
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "book.xlsx")
    columns = ("users.csv.*", "visits.csv.visits", "members.*")
    reading = read(tmp_path, selection=Selection(include=Patterns(columns=columns)))
    coverage = reading.coverage
    assert (coverage.tables, coverage.tables_scanned) == (5, 3)
    assert (coverage.fields, coverage.fields_scanned) == (10, 5)
    assert (coverage.rows_total, coverage.rows_scanned) == (11, 11)
    counted = {
        part.path: part.count.scanned for part in reading.parts if isinstance(part, TableRows)
    }
    assert sorted(counted.values()) == [3, 4, 4]


def test_a_value_that_nobody_wanted_cut_is_a_skip(read, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,memo\n1," + "x" * 65_537 + "\n2," + "y" * 65_536 + "\n")
    (skip,) = [part for part in read(path).parts if isinstance(part, Skipped)]
    assert "1 value is longer than 65,536 characters" in skip.reason.message
    assert not skip.excluded
    (skip,) = [part for part in read(path, max_value=65_536).parts if isinstance(part, Skipped)]
    assert skip.excluded
