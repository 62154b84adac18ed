"""Parquet files written by polars and by pyarrow."""

# ruff: noqa: DTZ001 - files know no time zones

import datetime as dt
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


def test_types_and_values_are_as_from_a_database(tmp_path, read):
    frame = pl.DataFrame(
        {
            "id": [1, 2],
            "email": ["a@b.co", None],
            "day": [dt.date(2026, 1, 1), None],
            "at": [dt.datetime(2026, 1, 1, 9, 30), dt.datetime(2026, 1, 2)],
            "money": [Decimal("12.50"), Decimal("3.00")],
            "half": [0.5, 2.0],
            "flag": [True, False],
            "kind": pl.Series(["x", "y"], dtype=pl.Categorical),
            "photo": [b"\x89PNG\x00\xff", b"text"],
        }
    )
    frame.write_parquet(tmp_path / "a.parquet")
    reading = read(tmp_path / "a.parquet")
    assert reading.columns == {
        "id": ["1", "2"],
        "email": ["a@b.co"],
        "day": ["2026-01-01"],
        "at": ["2026-01-01 09:30:00", "2026-01-02 00:00:00"],
        "money": ["12.5", "3"],
        "half": ["0.5", "2"],
        "flag": ["true", "false"],
        "kind": ["x", "y"],
        "photo": ["text"],
    }
    assert reading.types["at"] == "timestamp"
    assert reading.types["email"] == "string"
    assert reading.types["id"] == "int64"
    assert reading.types["money"] == "decimal(38,2)"
    assert "not looked into: 1 binary data" in reading.skips["a.parquet.photo"]
    assert reading.coverage.rows_total == 2


def test_structs_lists_and_maps_are_documents(tmp_path, read):
    table = pa.table(
        {
            "profile": [{"email": "a@b.co", "tel": {"home": "02-123-4567"}}, None],
            "tags": [["x", "y"], []],
            "map": pa.array([[("k", "v")], []], type=pa.map_(pa.string(), pa.string())),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    columns = read(tmp_path / "a.parquet").columns
    assert columns["profile"] == ['{"email": "a@b.co", "tel": {"home": "02-123-4567"}}']
    assert columns["tags"][0] == '["x", "y"]'
    assert '"v"' in columns["map"][0]


def test_rows_are_drawn_from_all_row_groups(tmp_path, read):
    frame = pl.DataFrame({"id": range(100_000), "email": [f"u{n}@a.co" for n in range(100_000)]})
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=5000)
    reading = read(tmp_path / "a.parquet", rows=500)
    ids = sorted(int(number) for number in reading.columns["id"])
    assert len(ids) == len(set(ids)) == 500
    assert ids[0] < 10_000
    assert ids[-1] > 90_000
    assert (reading.coverage.rows_total, reading.coverage.rows_scanned) == (100_000, 500)
    reading = read(tmp_path / "a.parquet", rows=200_000)
    assert len(reading.columns["id"]) == 100_000


def test_names_of_every_kind(tmp_path, read):
    names = ["", "a b", "이름", "x;y\n", "*", "$"]
    pl.DataFrame({name: ["v"] for name in names}).write_parquet(tmp_path / "[a]*.parquet")
    reading = read(tmp_path / "[a]*.parquet")
    assert set(reading.columns) == {"(empty)", *names[1:]}
    assert not reading.skips


def test_no_rows_and_no_columns(tmp_path, read):
    pl.DataFrame(schema={"email": pl.String}).write_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet").columns == {"email": []}


@pytest.mark.parametrize("suffix", [".parquet", ""])
def test_the_content_tells_a_parquet_file(tmp_path, read, suffix):
    pl.DataFrame({"email": ["a@b.co"]}).write_parquet(tmp_path / f"part-0{suffix}")
    assert read(tmp_path / f"part-0{suffix}").columns == {"email": ["a@b.co"]}


def test_what_is_broken_or_encrypted_is_said(tmp_path, read, written):
    frame = pl.DataFrame({"email": [f"u{n}@a.co" for n in range(1000)]})
    frame.write_parquet(tmp_path / "a.parquet")
    data = (tmp_path / "a.parquet").read_bytes()
    assert "cannot be read as Parquet" in written("cut.parquet", data[:-100]).reasons
    middle = data[:100] + b"\xff" * 100 + data[200:]
    assert "cannot be read as Parquet" in written("bad.parquet", middle).reasons
    assert "is encrypted" in written("e.parquet", b"PARE" + data[4:]).reasons
    assert "is no Parquet file" in written("n.parquet", b"id,email").reasons
    assert "is empty" in written("z.parquet", b"").reasons


def test_parts_of_one_table_are_one_table(tmp_path, read):
    for day in (20, 21):
        folder = tmp_path / "data" / "users" / f"dt=2026-11-{day}"
        folder.mkdir(parents=True)
        for part in range(2):
            frame = pl.DataFrame({"email": [f"u{day}-{part}@a.co"]})
            frame.write_parquet(folder / f"part-0000{part}-1234abcd.snappy.parquet")
    reading = read(tmp_path / "data")
    assert list(reading.values) == [("users", "email")]
    assert sum(reading.values["users", "email"].values()) == 4
    assert reading.coverage.fields == 1
    assert reading.coverage.rows_total == 4


@pytest.mark.parametrize("rows", [10, 1000, 200_000])
def test_a_column_that_cannot_be_read_hides_no_others(tmp_path, read, rows, monkeypatch):
    monkeypatch.setattr("pii_scan.sources.files.parquet_table.MOST_KEPT", 1000)
    count = 2000
    table = pa.table(
        {
            "email": [f"u{n}@a.co" for n in range(count)],
            # More digits than polars has room for.
            "amount": pa.array([Decimal(n) for n in range(count)], type=pa.decimal256(50, 2)),
            "tel": [f"010-1234-{n:04}" for n in range(count)],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    reading = read(tmp_path / "a.parquet", rows=rows)
    wanted = min(rows, count)
    assert {name: len(values) for name, values in reading.columns.items()} == {
        "amount": 0,
        "email": wanted,
        "tel": wanted,
    }
    assert list(reading.skips) == ["a.parquet.amount"]
    assert reading.coverage.rows_scanned == wanted


def test_a_damaged_column_hides_no_others(tmp_path, read):
    table = pa.table(
        {"email": [f"u{n}@a.co" for n in range(500)], "id": [str(n) for n in range(500)]}
    )
    pq.write_table(table, tmp_path / "a.parquet", compression="none", use_dictionary=False)
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data[:4] + b"\xff" * 200 + data[204:])
    reading = read(tmp_path / "a.parquet")
    assert len(reading.columns["id"]) == 500
    assert list(reading.skips) == ["a.parquet.email"]
