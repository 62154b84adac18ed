"""What a person asks of a database scan: everything, a part, more of a value, fewer connections."""

import datetime as dt

import pytest

from pii_scan.model import Coverage, RecordDates, Sample, Skipped, TableRows, Withdrawals
from pii_scan.sources.base import DEFAULT_MAX_VALUE
from pii_scan.sources.selection import Patterns, Selection


def _several(database):
    database.run(
        "CREATE TABLE users (id integer PRIMARY KEY, email varchar(40), photo varchar(9))",
        "CREATE TABLE orders (id integer PRIMARY KEY, email varchar(40))",
        "CREATE TABLE tmp_load (id integer PRIMARY KEY, email varchar(40))",
        "INSERT INTO users VALUES (1, 'a@example.org', 'x')",
        "INSERT INTO tmp_load VALUES (1, 'b@example.org')",
    )


def _columns(reading):
    return {path[-2:] for path in reading.samples}


def _excluded(reading):
    return {
        p.location: p.reason.message for p in reading.parts if isinstance(p, Skipped) and p.excluded
    }


def test_excluded_tables_and_columns_are_not_read_and_are_in_the_coverage(database):
    _several(database)
    exclude = Patterns(tables=("tmp_*",), columns=("users.photo", "id"))
    reading = database.read(selection=Selection(exclude=exclude))
    assert _columns(reading) == {("users", "email"), ("orders", "email")}
    told = _excluded(reading)
    prefix = ".".join((*database.prefix, ""))
    assert told[f"{prefix}tmp_load"] == "left out on request: exclude tables tmp_*"
    assert told[f"{prefix}users.photo"] == "left out on request: exclude columns users.photo"
    assert f"{prefix}orders.id" in told
    assert reading.skips.keys() == told.keys()
    assert (reading.coverage.tables, reading.coverage.tables_scanned) == (3, 2)
    assert (reading.coverage.fields, reading.coverage.fields_scanned) == (7, 2)


def test_only_what_is_included_is_read_and_a_name_that_fits_nothing_is_said(database):
    _several(database)
    include = Patterns(tables=("users", "nowhere"), columns=("email",))
    reading = database.read(selection=Selection(include=include))
    assert _columns(reading) == {("users", "email")}
    (not_found,) = [p for p in reading.parts if isinstance(p, Skipped) and not p.excluded]
    assert not_found.reason.message == "include tables nowhere fits nothing: check the name"


def test_a_schema_can_be_left_out_whole(database):
    _several(database)
    if not database.prefix:
        pytest.skip("SQLite has no schemas")
    name = database.prefix[0]
    for selection in (
        Selection(exclude=Patterns(schemas=(name,))),
        Selection(include=Patterns(schemas=("other",))),
    ):
        reading = database.read(selection=selection)
        assert _columns(reading) == set()
        assert "(3 tables)" in _excluded(reading)[name]
        assert reading.coverage.tables_scanned == 0


def _rows(database, count):
    database.run("CREATE TABLE many (id integer PRIMARY KEY, name varchar(20))")
    for start in range(0, count, 10_000):
        rows = ", ".join(f"({n}, 'n{n % 7}')" for n in range(start, min(count, start + 10_000)))
        database.run(f"INSERT INTO many VALUES {rows}")


def test_in_full_every_row_is_read_once_in_portions(database):
    _rows(database, 50_000)
    reading = database.read(full=True)
    parts = [p for p in reading.parts if isinstance(p, Sample) and p.field.name == "name"]
    assert len(parts) > 1
    assert sum(part.sampled for part in parts) == 50_000
    ids = [p for p in reading.parts if isinstance(p, Sample) and p.field.name == "id"]
    assert len({value for part in ids for value in part.values}) == 50_000
    (rows,) = [p.count for p in reading.parts if isinstance(p, TableRows)]
    assert (rows.scanned, rows.total, rows.complete) == (50_000, 50_000, True)


@pytest.mark.parametrize("options", [{}, {"full": True}])
def test_rows_of_a_table_of_which_no_column_is_wanted_are_not_counted(database, options):
    _several(database)
    selection = Selection(include=Patterns(columns=("users.*",)))
    reading = database.read(selection=selection, **options)
    assert reading.coverage == Coverage(7, 3, 1, 1, tables=3, tables_scanned=1)
    (rows,) = [part for part in reading.parts if isinstance(part, TableRows)]
    assert rows.path[-1] == "users"
    assert len(_excluded(reading)) == 4


def test_a_sample_says_of_how_many_rows_it_is(database):
    _rows(database, 5_000)
    if database.kind == "postgresql":
        database.run("ANALYZE many")
    (rows,) = [p.count for p in database.read(rows=100).parts if isinstance(p, TableRows)]
    assert rows.scanned <= 100
    assert rows.total is None or rows.total == pytest.approx(5_000, rel=0.2)
    assert not rows.complete


def test_a_value_that_nobody_wanted_cut_is_a_skip(database):
    kind = "mediumtext" if database.kind == "mysql" else "text"
    long, most = "x" * (DEFAULT_MAX_VALUE + 1), "y" * DEFAULT_MAX_VALUE
    database.run(
        f"CREATE TABLE notes (id integer PRIMARY KEY, memo {kind}, short {kind})",
        f"INSERT INTO notes VALUES (1, '{long}', '{most}')",
    )
    for chosen in ({}, {"full": True}):
        reading = database.read(**chosen)
        (skip,) = [part for part in reading.parts if isinstance(part, Skipped)]
        assert skip.location.endswith("notes.memo")
        assert "1 value is longer than 65,536 characters" in skip.reason.message
        assert not skip.excluded
    assert database.read(max_value=DEFAULT_MAX_VALUE + 1).skips == {}
    (reason,) = _excluded(database.read(max_value=DEFAULT_MAX_VALUE)).values()
    assert "longer than 65,536" in reason


def test_a_value_longer_than_asked_for_is_cut_and_counted_but_is_no_failure(database):
    database.run("CREATE TABLE notes (memo text)", "INSERT INTO notes VALUES ('가나다라마')")
    reading = database.read(max_value=3)
    assert reading.values("notes", "memo") == {"가나다": 1}
    (reason,) = _excluded(reading).values()
    assert "1 value is longer than 3 characters" in reason
    assert _excluded(database.read(max_value=5)) == {}


def test_people_who_left_and_are_still_there_are_counted_by_day(database):
    database.run(
        "CREATE TABLE members (id integer PRIMARY KEY, email varchar(40), phone varchar(40), "
        "withdrawn_at date)",
        "INSERT INTO members VALUES (1, 'a@example.org', '1', NULL)",
        "INSERT INTO members VALUES (2, 'b@example.org', NULL, '2025-01-02')",
        "INSERT INTO members VALUES (3, 'c***@example.org', '***', '2025-01-02')",
        "INSERT INTO members VALUES (4, '', 'deleted_4', '2025-01-03')",
    )
    (left,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert (left.marked_by, left.dated_by, left.complete) == ("withdrawn_at", "withdrawn_at", True)
    assert left.filled["email"] == {dt.date(2025, 1, 2): 1}
    assert left.filled.get("phone", {}) == {}


def test_a_status_says_who_left_in_a_table_of_people_only(database):
    for table in ("users", "orders"):
        database.run(
            f"CREATE TABLE {table} (id integer, email varchar(40), status varchar(9))",
            f"INSERT INTO {table} VALUES (1, 'a@example.org', 'closed'), (2, 'b@example.org', "
            "'active')",
        )
    (left,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert left.path[-1] == "users"
    assert left.filled["email"] == {None: 1}


def test_a_status_padded_with_blanks_says_who_left(database):
    database.run(
        "CREATE TABLE users (id integer, email varchar(40), status char(12))",
        "INSERT INTO users VALUES (1, 'a@example.org', 'closed'), (2, 'b@example.org', 'active')",
    )
    (left,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert left.filled["email"] == {None: 1}


@pytest.mark.parametrize(
    ("column", "type_", "here", "left"),
    [
        ("withdrawn_at", "varchar(30)", "'0000-00-00 00:00:00'", "'2025-01-02 03:04:05'"),
        ("withdrawn_at", "date", "'9999-12-31'", "'2025-01-02'"),
        ("withdrawn_at", "date", "'1970-01-01'", "'2025-01-02'"),
        ("deleted_at", "bigint", "0", "1735786800"),
        ("withdrawn_at", "bigint", "NULL", "1735786800000"),
        ("탈퇴일자", "varchar(30)", "''", "'2025. 1. 2.'"),
        ("탈퇴일", "varchar(30)", "NULL", "'20250102'"),
    ],
)
def test_who_is_still_here_has_no_date_of_leaving(database, column, type_, here, left):
    database.run(
        f"CREATE TABLE members (id integer PRIMARY KEY, email varchar(40), {column} {type_})",
        f"INSERT INTO members VALUES (1, 'a@example.org', {here}), (2, 'b@example.org', {here}), "
        f"(3, 'c@example.org', {left})",
    )
    (found,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert (found.marked_by, found.dated_by) == (column, column)
    assert found.filled["email"] == {dt.date(2025, 1, 2): 1}


def test_zeros_of_mysql_are_no_date_of_leaving(mysql):
    mysql.run(
        "CREATE TABLE members (email varchar(40), withdrawn_at datetime NOT NULL)",
        "INSERT IGNORE INTO members VALUES ('a@example.org', '0000-00-00'), "
        "('b@example.org', '2025-01-02 03:04:05')",
    )
    (found,) = [p for p in mysql.read().parts if isinstance(p, Withdrawals)]
    assert found.filled["email"] == {dt.date(2025, 1, 2): 1}


@pytest.mark.parametrize(
    ("column", "type_", "here", "left"),
    [
        ("is_deleted", "boolean", "false", "true"),
        ("is_deleted", "int", "0", "1"),
        ("del_yn", "char(1)", "'N'", "'Y'"),
        ("del_yn", "char(3)", "'N'", "'y'"),
        ("탈퇴여부", "varchar(5)", "'False'", "'True'"),
    ],
)
def test_a_flag_says_who_left_however_it_is_kept(database, column, type_, here, left):
    database.run(
        f"CREATE TABLE members (id integer, email varchar(40), {column} {type_})",
        f"INSERT INTO members VALUES (1, 'a@example.org', {here}), (2, 'b@example.org', {left})",
    )
    (found,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert found.marked_by == column
    assert found.filled["email"] == {None: 1}
    database.run(f"UPDATE members SET {column} = {here}")
    assert [p for p in database.read().parts if isinstance(p, Withdrawals)] == []


def test_a_bit_of_mysql_says_who_left(mysql):
    mysql.run(
        "CREATE TABLE members (email varchar(40), is_deleted bit(1))",
        "INSERT INTO members VALUES ('a@example.org', b'0'), ('b@example.org', b'1')",
    )
    (found,) = [p for p in mysql.read().parts if isinstance(p, Withdrawals)]
    assert found.filled["email"] == {None: 1}


@pytest.mark.parametrize("status", ["탈퇴", "탈퇴 회원", "강제탈퇴"])
def test_a_status_in_korean_says_who_left(database, status):
    database.run(
        "CREATE TABLE 회원 (id integer, 이메일 varchar(40), 회원상태 varchar(9), "
        "수정일시 varchar(30))",
        f"INSERT INTO 회원 VALUES (1, 'a@example.org', '{status}', '2025. 1. 2.'), "
        "(2, 'b@example.org', '정상', '2026. 1. 2.')",
    )
    (left,) = [p for p in database.read().parts if isinstance(p, Withdrawals)]
    assert (left.marked_by, left.dated_by) == ("회원상태", "수정일시")
    assert left.filled["이메일"] == {dt.date(2025, 1, 2): 1}


def test_views_are_dated_only_where_no_table_is_read(database):
    database.run(
        "CREATE TABLE members (id integer, email varchar(40), joined_on date, withdrawn_at date)",
        "INSERT INTO members VALUES (1, 'a@example.org', '2024-01-02', '2025-01-02')",
        "CREATE VIEW v_members AS SELECT * FROM members",
    )

    def dated(**more):
        parts = database.read(**more).parts
        return [p.path[-1] for p in parts if isinstance(p, RecordDates | Withdrawals)]

    assert dated() == ["members", "members"]
    only = Selection(Patterns(tables=("v_members",)))
    assert dated(selection=only) == ["v_members", "v_members"]


def test_accounts_are_dated_by_their_beginning_and_their_last_login_by_itself(database):
    for table in ("users", "visits"):
        database.run(
            f"CREATE TABLE {table} (id integer, last_login_at timestamp, next_login_at timestamp, "
            "created_at timestamp)",
            f"INSERT INTO {table} VALUES (1, '2026-01-02 03:04:05', '2027-01-02 03:04:05', "
            "'2020-01-02 03:04:05')",
        )
    dates = [p for p in database.read().parts if isinstance(p, RecordDates)]
    assert [(p.path[-1], p.oldest.year, p.accounts) for p in dates] == [
        ("users", 2020, True),
        ("last_login_at", 2026, False),
        ("visits", 2020, False),
    ]
    assert dates[1].path[-2] == "users"


def test_days_of_the_records_are_counted_for_the_share_that_is_too_old(database):
    database.run(
        "CREATE TABLE visits (id integer, visited_at date)",
        "INSERT INTO visits VALUES (1, '2025-01-02'), (2, '2025-01-02'), (3, '2026-01-02')",
    )
    (dates,) = [p for p in database.read().parts if isinstance(p, RecordDates)]
    assert dict(dates.days) == {dt.date(2025, 1, 2): 2, dt.date(2026, 1, 2): 1}
    assert (dates.dated, dates.total) == (3, 3)


def test_a_default_is_told(database):
    database.run("CREATE TABLE t (a varchar(9) NOT NULL, b varchar(9) NOT NULL DEFAULT '')")
    told = {path[-1]: s.field.has_default for path, s in database.read().samples.items()}
    assert told == {"a": False, "b": True}


def test_a_default_of_null_is_none_in_every_database(database):
    database.run(
        "CREATE TABLE t (plain varchar(9), says_so varchar(9) DEFAULT NULL, "
        "word varchar(9) DEFAULT 'NULL', given varchar(9) DEFAULT 'x' NOT NULL, "
        "need text NOT NULL)",
        "INSERT INTO t (need) VALUES ('a@example.org')",
    )
    told = {path[-1]: s.field.has_default for path, s in database.read().samples.items()}
    expected = {"plain": False, "says_so": False, "word": True, "given": True, "need": False}
    assert told == expected


def test_binary_values_are_told_by_their_content(database):
    kind = {"postgresql": "bytea", "duckdb": "blob"}.get(database.kind, "blob")
    database.run(f"CREATE TABLE files (id integer PRIMARY KEY, body {kind})")
    contents = [
        b"\xff\xd8\xff" + bytes(range(256)) * 8,
        b"%PDF-1.7" + bytes(range(256)),
        "메모".encode(),
    ]
    contents += ["주민".encode("cp949"), bytes(range(32)), bytes(range(200, 204))]
    for number, content in enumerate(contents):
        written = {
            "postgresql": f"'\\x{content.hex()}'",
            "duckdb": f"unhex('{content.hex()}')",
        }.get(database.kind, f"x'{content.hex()}'")
        database.run(f"INSERT INTO files VALUES ({number}, {written})")
    reading = database.read()
    assert reading.values("files", "body") == {"메모": 1, "주민": 1, bytes(range(32)).hex(): 1}
    (reason,) = reading.skips.values()
    assert "1 JPEG image, 1 PDF document, 1 binary data of unknown kind" in reason
