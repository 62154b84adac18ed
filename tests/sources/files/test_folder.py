"""Folders of several kinds of files: each goes to the source that reads it."""

import gzip
import os
import sqlite3
import tarfile
from pathlib import Path

import polars as pl
import pytest

from pii_scan.model import RowCount, Sample, Skipped, TableRows, Withdrawals
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.files.kinds import table_name
from pii_scan.sources.opening import open_source
from pii_scan.sources.selection import Patterns, Selection

REAL_LOGS = Path(__file__).parents[1] / "real_logs"
CSV = "id,email,created_at\n1,a@b.co,2026-01-02\n2,c@d.co,2026-03-04\n"


@pytest.fixture
def folder(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "users.csv").write_text(CSV)
    (data / "app.log").write_text('{"email": "l@a.co"}\n')
    (data / "app.log.1.gz").write_bytes(gzip.compress(b'{"email": "m@a.co"}\n'))
    (data / "old.dbf").write_bytes(b"\xd0\xcf\x11\xe0")
    (data / ".env").write_text("SECRET=x")
    with sqlite3.connect(data / "app.db") as database:
        database.execute("CREATE TABLE members (email text, created_at text)")
        database.execute("INSERT INTO members VALUES ('d@a.co', '2026-05-06')")
    database.close()
    return data


def test_each_file_goes_to_the_source_that_reads_it(folder, read):
    reading = read(folder)
    assert reading.values == {
        ("users.csv", "id"): {"1": 1, "2": 1},
        ("users.csv", "email"): {"a@b.co": 1, "c@d.co": 1},
        ("users.csv", "created_at"): {"2026-01-02": 1, "2026-03-04": 1},
        ("app.db", "members", "email"): {"d@a.co": 1},
        ("app.db", "members", "created_at"): {"2026-05-06": 1},
        ("app.log", "email"): {"l@a.co": 1, "m@a.co": 1},
    }
    assert set(reading.skips) == {"old.dbf", ".env"}
    coverage = reading.coverage
    assert (coverage.fields, coverage.rows_total, coverage.rows_scanned) == (6, 5, 5)
    sizes = [
        path.stat().st_size for path in folder.iterdir() if path.name not in {"old.dbf", ".env"}
    ]
    assert coverage.bytes_total == sum(sizes)
    assert [(dates.path, dates.dated_by) for dates in reading.dates][:2] == [
        (("users.csv",), "created_at"),
        (("app.db", "members"), "created_at"),
    ]


def test_what_was_not_read_of_a_schema_is_named_as_it_is_called_in_the_folder(folder, read):
    (folder / "schema.sql").write_text("\nCREATE TABLE members (email text;\n")
    reading = read(folder)
    assert "is not closed" in reading.skips["schema.sql:2"]
    assert not [location for location in reading.skips if str(folder) in location]


def test_only_the_fields_of_logs_are_logged(folder, read):
    logged = {
        part.field.path[0]: part.field.logged
        for part in read(folder).parts
        if isinstance(part, Sample)
    }
    assert logged == {"users.csv": False, "app.db": False, "app.log": True}


def test_files_are_chosen_by_patterns_whatever_they_hold(tmp_path, read):
    for name in ("web/access.log", "web/access.log.1", "debug/d.log", "app.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"2026-11-20 10:00:00 mail to {name[:3]}@example.com\n")
    (tmp_path / "users.csv").write_text(CSV)

    (tmp_path / "schema.sql").write_text("CREATE TABLE users (email text);")

    def reading(include=(), exclude=()):
        patterns = Patterns(files=include), Patterns(files=exclude)
        return read(tmp_path, selection=Selection(*patterns))

    def files(include=(), exclude=()):
        values = reading(include, exclude).values
        return {path[0]: sum(found.values()) for path, found in values.items()}

    everything = {"web/access.log", "debug/d.log", "app.log", "users.csv", "users"}
    assert files().keys() == everything
    assert files(include=("web/*",)) == {"web/access.log": 2}
    assert files(include=("*.csv",)).keys() == {"users.csv"}
    assert files(include=("*.sql",)).keys() == {"users"}
    assert files(exclude=("debug", "web/*.1")).items() >= {("web/access.log", 1), ("app.log", 1)}
    assert files(exclude=("debug", "*.sql")).keys() == everything - {"debug/d.log", "users"}
    assert reading(exclude=("debug",)).skips["(1 file)"] == "left out by include or exclude"


def test_chosen_files_of_a_schema_are_read_together(tmp_path, read):
    (tmp_path / "1.sql").write_text("CREATE TABLE users (id int, fax text);")
    (tmp_path / "2.sql").write_text("ALTER TABLE users RENAME COLUMN fax TO email;")
    (tmp_path / "seed.sql").write_text("CREATE TABLE seed (phone text);")
    reading = read(tmp_path, selection=Selection(exclude=Patterns(files=("seed*",))))
    assert reading.values.keys() == {("users", "id"), ("users", "email")}
    assert reading.skips == {"(1 file)": "left out by include or exclude"}


def test_models_of_a_program_are_chosen_by_their_files(tmp_path, read):
    for name in ("models", "old_models"):
        model = f"class {name.title()}(models.Model):\n    email = models.EmailField()\n"
        (tmp_path / f"{name}.py").write_text(f"from django.db import models\n{model}")
    reading = read(tmp_path, selection=Selection(exclude=Patterns(files=("old*",))))
    assert len(reading.values) == 1


def test_a_pattern_that_includes_no_file_is_said(tmp_path, read):
    (tmp_path / "users.csv").write_text(CSV)
    skips = read(tmp_path, selection=Selection(Patterns(files=("*.scv",)))).skips
    assert skips["*.scv"] == "include files *.scv fits nothing: check the name"


def test_logs_beside_a_table_are_one_source_of_files(tmp_path):
    for name in ("a.log", "b.log", "c.log.1"):
        (tmp_path / name).write_text("2026-11-20 10:00:00 mail to a@example.com\n")
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        for name in ("a.log", "b.log"):
            archive.add(tmp_path / name, f"srv/{name}")
    (tmp_path / "users.csv").write_text(CSV)
    said = []
    settings = SourceSettings("s", str(tmp_path), progress=lambda *read: said.append(read))
    parts = list(open_source(settings).read())
    logs = {part.field.path[0] for part in parts if isinstance(part, Sample) and part.field.logged}
    assert logs == {"a.log", "b.log", "c.log", "old.tar/srv/a.log", "old.tar/srv/b.log"}
    size = sum(
        (tmp_path / name).stat().st_size for name in ("a.log", "b.log", "c.log.1", "old.tar")
    )
    assert {(known, left) for _, known, left in said} == {(size, left) for left in (4, 3, 2, 1)}


@pytest.mark.parametrize("name", ["postgresql-2026-11-28.csv", "postgresql-2026-11-28.csv.gz"])
def test_the_csv_that_postgresql_logs_is_a_log_with_its_columns(tmp_path, read, name):
    statement = "\"statement: update users set phone = '010-1234-5678'\nwhere email = 'a@b.kr'\""
    lines = (REAL_LOGS / "postgresql.csv").read_text()
    first = lines.splitlines()[0]
    text = f"{lines}{first.rpartition('LOG,00000,')[0]}LOG,00000,{statement},,,,,,,,,,,,,\n"
    data = gzip.compress(text.encode()) if name.endswith(".gz") else text.encode()
    (tmp_path / name).write_bytes(data)
    found = read(tmp_path)
    assert {("postgresql.csv", key) for key in ("message", "user", "phone")} <= found.values.keys()
    assert found.columns.keys().isdisjoint({"column 14", "session_id", "timestamp", "ps"})
    samples = [part for part in found.parts if isinstance(part, Sample)]
    assert all(sample.field.logged for sample in samples)
    assert found.coverage.rows_scanned == text.count("\n")


def test_a_schema_beside_data_is_a_schema_and_beside_logs_is_text(tmp_path, read):
    (tmp_path / "users.csv").write_text(CSV)
    (tmp_path / "schema.sql").write_text(
        "CREATE TABLE members (phone text);\nINSERT INTO members VALUES ('x');\n"
    )
    reading = read(tmp_path)
    assert ("members", "phone") in reading.values
    assert "the rows in it were not read" in reading.skips["schema.sql"]
    (tmp_path / "app.log").write_text("hello\n")
    paths = {path[0] for path in read(tmp_path).values}
    assert paths == {"users.csv", "schema.sql", "app.log"}


def test_a_schema_without_rows_is_one_beside_logs_as_well(tmp_path):
    (tmp_path / "app.log").write_text("hello\n")
    (tmp_path / "schema.sql").write_text("-- members\nCREATE TABLE members (\n  phone text\n);\n")
    (tmp_path / "dump.sql").write_text("CREATE TABLE t (a text);\nINSERT INTO t VALUES ('x');\n")
    source = open_source(SourceSettings("f", str(tmp_path)))
    found = {part.field.path for part in source.read() if isinstance(part, Sample)}
    assert ("members", "phone") in found
    assert {path[0] for path in found} == {"members", "app.log", "dump.sql"}


def test_a_damaged_database_in_a_folder_is_named_as_it_is_in_it(tmp_path, read):
    (tmp_path / "users.csv").write_text(CSV)
    (tmp_path / "bad.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 2000)
    assert [name for name in read(tmp_path).skips if name.startswith("bad.db")]


def test_what_cannot_be_opened_is_said(tmp_path, read):
    (tmp_path / "users.csv").write_text(CSV)
    (tmp_path / "link.csv").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "empty.csv").write_text("")
    skips = read(tmp_path).skips
    assert "leads outside" in skips["link.csv"]
    assert "named pipe" in skips["pipe.csv"]
    assert skips["empty.csv"] == "is empty"


def test_exports_of_every_day_are_one_table(tmp_path, read):
    for day in range(10, 14):
        (tmp_path / f"users-2026-11-{day}.csv").write_text(f"id,email\n{day},u{day}@a.co\n")
    reading = read(tmp_path, rows=100)
    assert {path[0] for path in reading.values} == {"users.csv"}
    assert len(reading.values["users.csv", "email"]) == 4
    assert reading.coverage.fields == 2


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("users.csv", "users.csv"),
        ("sub/users.csv.gz", "sub/users.csv.gz"),
        ("users-20261120.csv", "users.csv"),
        ("users_2026-11-20.csv.gz", "users.csv"),
        ("2025.csv", "2025.csv"),
        ("users.parquet/part-00000-0a1b2c3d-1111.c000.snappy.parquet", "users.parquet"),
        ("users/dt=2026-11-20/hr=1/x.parquet", "users"),
        ("users/000000000001.csv", "users/000000000001.csv"),
        ("part-00000.csv", "part-00000.csv"),
    ],
)
def test_the_table_that_a_file_is_of(name, table):
    assert table_name(name) == table


def test_record_dates_are_found_and_can_be_named(tmp_path, read):
    (tmp_path / "users.csv").write_text(CSV.replace("created_at", "sometime"))
    assert not read(tmp_path).dates
    (dates,) = read(tmp_path, dated_by={"users.csv": "sometime"}).dates
    assert (dates.oldest.isoformat(), dates.newest.isoformat()) == ("2026-01-02", "2026-03-04")
    wrong = read(tmp_path, dated_by={"users.csv": "missing"})
    assert "dated_by names 'missing'" in wrong.reasons
    assert not read(tmp_path, dated_by={"users.csv": "sometime"}, date_records=False).dates


def _duckdb_file(path):
    import duckdb

    with duckdb.connect(str(path)) as database:
        database.execute("CREATE TABLE visits (ip varchar, created_at date)")
        database.execute("INSERT INTO visits VALUES ('10.0.0.1', '2026-05-06')")


def test_a_duckdb_file_in_a_folder_is_a_database(folder, read):
    _duckdb_file(folder / "stats.data")
    reading = read(folder)
    assert reading.values["stats.data", "main", "visits", "ip"] == {"10.0.0.1": 1}
    assert ("stats.data", "main", "visits") in [dates.path for dates in reading.dates]
    assert set(reading.skips) == {"old.dbf", ".env"}


def test_what_databases_and_files_in_a_folder_say_of_their_tables_is_kept(folder, read):
    with sqlite3.connect(folder / "app.db") as database:
        database.execute("CREATE TABLE users (email text, withdrawn_at date)")
        database.execute("INSERT INTO users VALUES ('d@a.co', '2026-05-06'), ('e@a.co', null)")
    database.close()
    parts = read(folder).parts
    rows = {p.path: p.count for p in parts if isinstance(p, TableRows)}
    assert rows["app.db", "members"] == RowCount(1, 1, complete=True)
    assert rows["users.csv",] == RowCount(2, 2, complete=True)
    (left,) = [p for p in parts if isinstance(p, Withdrawals)]
    assert (left.path, left.marked_by) == (("app.db", "users"), "withdrawn_at")


def test_files_tables_and_columns_are_left_out_on_request(folder, read):
    exclude = Patterns(tables=("users.csv", "app.db.members", "*.log"))
    reading = read(folder, selection=Selection(exclude=exclude))
    assert reading.values == {}
    assert reading.skips["users.csv"] == "left out on request: exclude tables users.csv"
    assert reading.skips["app.db.members"] == "left out on request: exclude tables members"
    assert reading.skips["app.log"] == "left out on request: exclude tables *.log"
    assert reading.skips["app.log.1.gz"] == "left out on request: exclude tables *.log"


def test_only_what_is_included_is_read_and_a_name_written_wrong_is_said(folder, read):
    include = Patterns(tables=("members", "user*"), columns=("email", "phon"))
    reading = read(folder, selection=Selection(include))
    assert set(reading.values) == {("users.csv", "email"), ("app.db", "members", "email")}
    unmatched = [
        p for p in reading.parts if isinstance(p, Skipped) and "fits nothing" in p.reason.message
    ]
    assert [(skip.reason.message, skip.excluded) for skip in unmatched] == [
        ("include columns phon fits nothing: check the name", False)
    ]


def test_tables_of_a_schema_in_a_folder_are_chosen_one_by_one_or_all_by_its_name(tmp_path, read):
    (tmp_path / "schema.sql").write_text(
        "CREATE TABLE users (email text);\nCREATE TABLE orders (phone text);\n"
    )
    (tmp_path / "users.csv").write_text("email,age\na@b.co,31\nc@d.co,45\n")

    def paths(**patterns):
        return {".".join(path) for path in read(tmp_path, selection=Selection(**patterns)).values}

    csv = {"users.csv.email", "users.csv.age"}
    assert paths(exclude=Patterns(tables=("orders",))) == {"users.email", *csv}
    assert paths(exclude=Patterns(tables=("schema.sql",))) == csv
    assert paths(include=Patterns(tables=("orders",))) == {"orders.phone"}
    assert paths(include=Patterns(tables=("schema.sql.users",))) == {"users.email"}
    assert paths(include=Patterns(tables=("schema.sql",))) == {"users.email", "orders.phone"}


def test_names_of_files_that_are_no_utf8_hide_nothing(tmp_path, read):
    folder = os.fsencode(tmp_path)
    for suffix in (".db", ".parquet", ".csv"):
        named = os.fsdecode(folder + b"/" + "회원".encode("cp949") + suffix.encode())
        plain = tmp_path / f"plain{suffix}"
        if suffix == ".db":
            with sqlite3.connect(plain) as database:
                database.execute("CREATE TABLE members AS SELECT 'd@a.co' AS email")
            database.close()
        elif suffix == ".parquet":
            pl.DataFrame({"email": ["d@a.co"]}).write_parquet(plain)
        else:
            plain.write_text("email,id\nd@a.co,1\n")
        plain.rename(named)
        reading = read(named)
        assert reading.columns["email"] == ["d@a.co"]
        assert not reading.skips
    assert not read(tmp_path).skips
