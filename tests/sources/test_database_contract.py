"""What holds for every database: the same tests on SQLite, PostgreSQL and MariaDB."""

import datetime as dt
import re
import time

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from pii_scan.model import Coverage, RecordDates, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases import failures
from pii_scan.sources.databases.generic_sql import generic_source

TYPES = {
    "sqlite": {"dt": "datetime", "bytes": "blob", "json": "json", "real": "double"},
    "postgresql": {
        "dt": "timestamp",
        "bytes": "bytea",
        "json": "jsonb",
        "real": "double precision",
    },
    "duckdb": {"dt": "timestamp", "bytes": "blob", "json": "json", "real": "double"},
    "mysql": {"dt": "datetime(6)", "bytes": "blob", "json": "json", "real": "double"},
}


def _members(database):
    types = TYPES[database.kind]
    blob = {"postgresql": "'\\x6869'", "duckdb": "'hi'::blob"}.get(database.kind, "x'6869'")
    raw = {"postgresql": "'\\x00ff'", "duckdb": "'\\x00\\xff'::blob"}.get(database.kind, "x'00ff'")
    database.run(
        f"CREATE TABLE members (id integer PRIMARY KEY, email varchar(255) NOT NULL, "
        f"joined_on date, created_at {types['dt']}, score numeric(10,2), rate {types['real']}, "
        f"agreed boolean, photo {types['bytes']}, profile {types['json']}, note text)",
        "INSERT INTO members VALUES (1, 'a@example.org', '2026-11-01', '2026-11-01 09:30:00', "
        f"12.50, 12.5, true, {blob}, '{{\"phone\": \"가나\"}}', '')",
        "INSERT INTO members VALUES (2, 'a@example.org', '2026-11-02', "
        f"'2026-11-01 09:30:00.5', 100, 1000000000000000000000, false, {raw}, '[1, 2]', '이름 😀')",
        "INSERT INTO members VALUES (3, 'b@example.org', NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
        " NULL)",
    )


EXPECTED = {
    "id": {"1": 1, "2": 1, "3": 1},
    "email": {"a@example.org": 2, "b@example.org": 1},
    "joined_on": {"2026-11-01": 1, "2026-11-02": 1},
    "created_at": {"2026-11-01 09:30:00": 1, "2026-11-01 09:30:00.500000": 1},
    "score": {"12.5": 1, "100": 1},
    "rate": {"12.5": 1, "1000000000000000000000": 1},
    "agreed": {"true": 1, "false": 1},
    "photo": {"hi": 1},
    "profile": {'{"phone": "가나"}': 1, "[1, 2]": 1},
    "note": {"이름 😀": 1},
}


def test_the_same_rows_give_the_same_values_in_every_database(database):
    _members(database)
    reading = database.read()
    prefix = (*database.prefix, "members")
    assert {path: dict(s.values) for path, s in reading.samples.items()} == {
        (*prefix, column): values for column, values in EXPECTED.items()
    }
    assert list(reading.skips) == [".".join((*prefix, "photo"))]
    assert "not looked into: 1 binary data" in reading.skips[".".join((*prefix, "photo"))]
    assert reading.coverage == Coverage(10, 10, 3, 3, tables=1, tables_scanned=1)


def test_columns_are_described(database):
    _members(database)
    samples = database.read().samples
    email = samples[(*database.prefix, "members", "email")].field
    type_ = "varchar" if database.kind == "duckdb" else "varchar(255)"  # it keeps no length
    assert (email.source, email.type, email.nullable) == ("db", type_, False)
    note = samples[(*database.prefix, "members", "note")].field
    type_ = "varchar" if database.kind == "duckdb" else "text"
    assert (note.type, note.nullable) == (type_, True)
    assert samples[(*database.prefix, "members", "id")].field.nullable is False


def test_the_oldest_and_newest_record_are_dated(database):
    _members(database)
    (dates,) = [part for part in database.read().parts if isinstance(part, RecordDates)]
    day = dt.date(2026, 11, 1)
    path = (*database.prefix, "members")
    assert dates == RecordDates("db", path, "created_at", day, day, accounts=True)
    assert not [
        part for part in database.read(date_records=False).parts if isinstance(part, RecordDates)
    ]
    (named,) = [
        part
        for part in database.read(dated_by={"mem*": "joined_on"}).parts
        if isinstance(part, RecordDates)
    ]
    assert (named.dated_by, named.newest) == ("joined_on", dt.date(2026, 11, 2))


def test_coverage_comes_once_and_last_and_two_readings_are_equal(database):
    _members(database)
    first, second = database.read().parts, database.read().parts
    assert first == second
    assert [isinstance(part, Coverage) for part in first].count(True) == 1
    assert isinstance(first[-1], Coverage)


def test_nothing_that_can_be_printed_holds_a_value_or_password(database):
    _members(database)
    source = database.source()
    shown = repr(source) + source.target + "".join(map(repr, source.read()))
    assert "example.org" not in shown


def test_the_source_cannot_write(database):
    _members(database)
    source = database.source()
    engine = source.open_engine()
    with engine.connect() as connection:
        source.dialect.begin(connection, 5)
        for statement in ("DELETE FROM members", "CREATE TABLE more (a integer)"):
            with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
                connection.execute(text(statement))
            connection.rollback()
    engine.dispose()
    assert len(database.read().values("members", "id")) == 3


def _many(database, count):
    database.run("CREATE TABLE many (id integer PRIMARY KEY, day date, name varchar(20))")
    values = ", ".join(
        f"({n}, '{2000 + n * 25 // count}-01-02', 'n{n}')" for n in range(1, count + 1)
    )
    database.run(f"INSERT INTO many VALUES {values}")


def test_a_large_table_is_sampled_from_all_over_and_the_same_way_each_time(database):
    _many(database, 20_000)
    if database.kind in {"postgresql", "mysql"}:
        database.run("ANALYZE many" if database.kind == "postgresql" else "ANALYZE TABLE many")
    first, second = database.read(rows=200), database.read(rows=200)
    assert first.parts == second.parts
    drawn = [int(value) for value in first.values("many", "id")]
    assert 150 <= len(drawn) <= 200
    assert min(drawn) < 1_000
    assert max(drawn) > 19_000
    tenths = {number * 10 // 20_001 for number in drawn}
    assert tenths == set(range(10))
    assert first.coverage.rows_scanned == len(drawn)
    assert first.coverage.rows_total == pytest.approx(20_000, rel=0.1)


@pytest.mark.parametrize("step", [800, 50, 2])
def test_a_sample_does_not_keep_time_with_the_data(database, step):
    # 20,000 rows in 25 spans are 800 for each: a place that is the same in all would meet them all.
    _many(database, 20_000)
    reading = database.read(rows=1000)
    drawn = [int(value) for value in reading.values("many", "id")]
    at_first = sum(number % step == 1 for number in drawn)
    assert at_first / len(drawn) == pytest.approx(1 / step, abs=0.05 if step == 2 else 0.01)


def test_a_large_table_that_was_never_analysed_is_still_sampled_from_all_over(database):
    _many(database, 20_000)
    reading = database.read(rows=100)
    drawn = [int(value) for value in reading.values("many", "id")]
    assert len(drawn) <= 100
    assert max(drawn) > 18_000
    assert reading.coverage.rows_total == pytest.approx(20_000, rel=0.3)


def test_a_table_of_exactly_as_many_rows_is_read_whole(database):
    _many(database, 50)
    reading = database.read(rows=50)
    assert len(reading.values("many", "id")) == 50
    assert reading.coverage == Coverage(3, 3, 50, 50, tables=1, tables_scanned=1)


def test_a_table_with_fewer_rows_than_the_catalogue_believes_is_read_as_it_is(database):
    analyse = {"postgresql": "ANALYZE many", "mysql": "ANALYZE TABLE many"}.get(database.kind)
    _many(database, 20_000)
    database.run(*([analyse] if analyse else []), "DELETE FROM many WHERE id > 60")
    whole = database.read(rows=100)
    assert sorted(map(int, whole.values("many", "id"))) == list(range(1, 61))
    assert whole.coverage == Coverage(3, 3, 60, 60, tables=1, tables_scanned=1)
    part = database.read(rows=50)
    assert len(part.values("many", "id")) == 50
    assert part.coverage.rows_scanned == 50


def test_a_table_that_grew_since_the_catalogue_looked_is_sampled_from_all_over(database):
    analyse = {"postgresql": "ANALYZE many", "mysql": "ANALYZE TABLE many"}.get(database.kind)
    _many(database, 2_000)
    database.run(*([analyse] if analyse else []))
    rows = ", ".join(f"({n}, '2026-01-02', 'n{n}')" for n in range(2_001, 20_001))
    database.run(f"INSERT INTO many VALUES {rows}")
    drawn = [int(value) for value in database.read(rows=200).values("many", "id")]
    assert 150 <= len(drawn) <= 200
    assert {number * 10 // 20_001 for number in drawn} == set(range(10))


def test_dates_of_a_large_table_come_from_all_of_it(database):
    database.run("CREATE TABLE visits (id integer PRIMARY KEY, visited_at date, memo varchar(9))")
    rows = ", ".join(f"({n}, '2026-03-{1 + n % 28:02}', 'x')" for n in range(1, 3001))
    database.run(
        f"INSERT INTO visits VALUES {rows}",
        "UPDATE visits SET visited_at = '2011-05-06' WHERE id = 1777",
        "UPDATE visits SET visited_at = '1900-01-01' WHERE id = 1778",
        "UPDATE visits SET visited_at = '9999-12-31' WHERE id = 1779",
    )
    (dates,) = [part for part in database.read(rows=10).parts if isinstance(part, RecordDates)]
    assert (dates.oldest, dates.newest) == (dt.date(2011, 5, 6), dt.date(2026, 3, 28))


def test_dates_kept_as_text_are_understood(database):
    database.run("CREATE TABLE mails (reg_dt varchar(14), sent char(10))")
    rows = ", ".join(f"('202603{1 + n % 28:02}093000', '2026-04-01')" for n in range(60))
    database.run(
        f"INSERT INTO mails VALUES {rows}",
        "INSERT INTO mails VALUES ('20190102000000', '2026-04-01'), ('00000000000000', '')",
    )
    for sampled in (10, 1000):
        parts = database.read(rows=sampled).parts
        (dates,) = [part for part in parts if isinstance(part, RecordDates)]
        assert dates.dated_by == "reg_dt"
        assert (dates.oldest, dates.newest) == (dt.date(2019, 1, 2), dt.date(2026, 3, 28))


@pytest.mark.parametrize(
    ("type_", "spelled"),
    [
        ("varchar(40)", "'{y}. {m}. {d}. 오전 9:30:00'"),
        ("varchar(40)", "'{y}년 {m}월 {d}일'"),
        ("varchar(40)", "'{y}-{m}-{d}'"),
        ("varchar(40)", "'{unix}'"),
        ("bigint", "{unix}"),
        ("bigint", "{unix}000"),
        ("integer", "{y}{m:02}{d:02}"),
        ("numeric(14)", "{y}{m:02}{d:02}093000"),
    ],
)
def test_dates_in_korean_and_as_numbers_are_understood(database, type_, spelled):
    def written(year, month, day):
        moment = dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
        return spelled.format(y=year, m=month, d=day, unix=int(moment.timestamp()))

    database.run(f"CREATE TABLE mails (id integer PRIMARY KEY, reg_dt {type_}, memo varchar(9))")
    rows = ", ".join(f"({n}, {written(2026, 3 + n % 8, 1 + n % 28)}, 'x')" for n in range(60))
    database.run(
        f"INSERT INTO mails VALUES {rows}",
        f"INSERT INTO mails VALUES (70, {written(2011, 5, 6)}, 'x'), (71, NULL, 'x'), "
        f"(72, {written(2026, 12, 7)}, 'x'), (73, {'0' if 'char' not in type_ else repr('')}, 'x')",
    )
    for sampled in (10, 1000):
        parts = database.read(rows=sampled).parts
        (dates,) = [part for part in parts if isinstance(part, RecordDates)]
        assert dates.dated_by == "reg_dt"
        assert (dates.oldest, dates.newest) == (dt.date(2011, 5, 6), dt.date(2026, 12, 7))


HOSTILE = [
    'a"b',
    "a`b",
    "a;DROP TABLE safe",
    "a'b",
    "a\nb",
    "회원 정보",
    "이름😀",
    "100%s",
    "%(x)s",
    ":x",
    "a.b",
    "[x]",
    "SELECT",
    "Mixed Case",
    "back\\slash",
    "${x}",
]


def test_any_name_is_quoted(database):
    mark = "`" if database.kind == "mysql" else '"'
    # A character beyond the basic plane is not allowed in MySQL's names.
    names = [name for name in HOSTILE if database.kind != "mysql" or "😀" not in name]

    def quoted(name):
        return mark + name.replace(mark, mark * 2) + mark

    database.run("CREATE TABLE safe (id integer)")
    for number, name in enumerate(names):
        database.run(
            f"CREATE TABLE {quoted(name)} (id integer PRIMARY KEY, {quoted(name)} varchar(20),"
            f" {quoted('created ' + name)} date)",
            f"INSERT INTO {quoted(name)} VALUES (1, 'v{number}', '2026-01-02'),"
            f" (2, 'v{number}', '2026-01-03'), (9, 'v{number}', '2026-01-03')",
        )
    if database.kind == "postgresql":
        database.run("ANALYZE")
    for rows in (1, 2, 10):
        reading = database.read(rows=rows)
        assert reading.skips == {}
        for number, name in enumerate(names):
            sample = reading.samples[(*database.prefix, name, name)]
            assert set(sample.values) == {f"v{number}"}
        dated = [part.path[-1] for part in reading.parts if isinstance(part, RecordDates)]
        assert sorted(dated) == sorted(names)


def test_views_are_read_but_not_counted_twice_and_a_broken_one_is_skipped(database):
    _members(database)
    database.run(
        "CREATE TABLE gone (id integer, phone varchar(20))",
        "CREATE VIEW emails AS SELECT email FROM members",
    )
    if database.kind == "postgresql":
        # PostgreSQL lets no view break; one that divides by zero fails when it is read.
        database.run("CREATE VIEW broken AS SELECT id / (id - 1) AS x FROM members")
    else:
        database.run("CREATE VIEW broken AS SELECT phone FROM gone")
    database.run("DROP TABLE gone")
    reading = database.read()
    assert reading.values("emails", "email") == EXPECTED["email"]
    place = ".".join(database.prefix)
    dot = "." if place else ""
    assert set(reading.skips) == {f"{place}{dot}broken", f"{place}{dot}members.photo"}
    assert reading.values("members", "email") == EXPECTED["email"]
    assert (reading.coverage.rows_total, reading.coverage.rows_scanned) == (3, 3)


def test_a_view_that_takes_too_long_is_skipped_and_the_rest_read(database):
    _members(database)
    endless = {
        "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT max(i) AS i FROM n",
        "postgresql": "SELECT pg_sleep(20)::text AS i",
        "mysql": "SELECT sleep(20) AS i",
        "duckdb": "SELECT count(*) AS i FROM range(99999999999) r(n) WHERE sin(n) = 2",
    }
    database.run(f"CREATE VIEW slow AS {endless[database.kind]}")
    started = time.monotonic()
    # Long enough for what is quick on a busy machine, and much less than the view takes.
    parts = database.read(timeout=3).parts
    assert time.monotonic() - started < 15
    (skip,) = [p for p in parts if isinstance(p, Skipped) and not p.location.endswith("photo")]
    assert skip.location.endswith("slow")
    assert "longer than allowed" in skip.reason.message
    assert sum(isinstance(part, Sample) for part in parts) == 11


def test_an_empty_table_is_scanned_and_an_empty_database_is_no_failure(database):
    assert database.read().parts == [Coverage(rows_total=0, tables=0, tables_scanned=0)]
    database.run("CREATE TABLE empty (id integer, email varchar(20))")
    reading = database.read()
    assert reading.values("empty", "email") == {}
    assert reading.coverage == Coverage(2, 2, 0, 0, tables=1, tables_scanned=1)


def test_one_value_is_cut_at_64_kib(database):
    database.run("CREATE TABLE big (memo text, more text)")
    unit = "longtext" if database.kind == "mysql" else "text"
    database.run(f"CREATE TABLE wide (memo {unit})")
    database.run(f"INSERT INTO wide VALUES ('{'가' * 70_000}')")
    assert database.read().values("wide", "memo") == {"가" * 65_536: 1}


def test_a_thousand_tables_are_read_quickly(database):
    count = 300
    database.run(*(f"CREATE TABLE t{n} (a integer, b integer)" for n in range(count)))
    started = time.process_time()
    assert database.read().coverage.fields_scanned == count * 2
    assert time.process_time() - started < 10


def test_the_generic_source_reads_the_same_values(database):
    if database.kind == "duckdb":
        pytest.skip("read by its own source only")
    _members(database)
    url = database.writer.render_as_string(hide_password=False)
    parts = list(generic_source(SourceSettings(name="db", target=url)).read())
    samples = {part.field.path[-1]: part for part in parts if isinstance(part, Sample)}
    for column in ("id", "email", "joined_on", "score", "note"):
        assert dict(samples[column].values) == EXPECTED[column], column
    assert samples["email"].field.type == "varchar(255)"
    assert samples["email"].field.nullable is False
    assert parts[-1] == Coverage(10, 10, 3, 3, tables=1, tables_scanned=1)
    skips = [part.location for part in parts if isinstance(part, Skipped)]
    assert [place.rpartition(".")[2] for place in skips] == ["photo"]


@pytest.mark.parametrize(
    "columns",
    [
        "id integer PRIMARY KEY, code varchar(20)",
        "id integer, code varchar(20) PRIMARY KEY",
        "id integer, code varchar(20), CONSTRAINT of_both PRIMARY KEY (id, code)",
    ],
    ids=["by a number", "by a text", "by several columns"],
)
def test_the_generic_source_draws_from_all_over_a_table(database, columns):
    if database.kind == "duckdb":
        pytest.skip("read by its own source only")
    database.run(f"CREATE TABLE visits (ip varchar(40), {columns})")
    rows = ",".join(f"('203.0.113.{n % 250}', {n}, 'v{n:06}')" for n in range(1, 5_001))
    database.run(f"INSERT INTO visits VALUES {rows}")
    url = database.writer.render_as_string(hide_password=False)
    sent: list[str] = []

    def hear(_connection, _cursor, statement, *_):
        sent.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        settings = SourceSettings(name="db", target=url, rows=100)
        parts = list(generic_source(settings).read())
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    ids = next(part for part in parts if isinstance(part, Sample) and part.field.path[-1] == "id")
    numbers = sorted(map(int, ids.values))
    assert len(numbers) == 100
    assert numbers[0] < 500
    assert numbers[-1] > 4_500
    assert len({number // 500 for number in numbers}) > 8
    assert not [part for part in parts if isinstance(part, Skipped)]
    # Firebird and SQL Server take no derived table with a column that has no name.
    derived = [one for one in sent if "FROM (SELECT" in one and one.startswith("SELECT count")]
    assert derived
    assert all(re.search(r"FROM \(SELECT .* AS \w+", statement) for statement in derived)


def test_the_generic_source_says_in_words_what_a_code_of_the_standard_means(database):
    if database.kind != "postgresql":
        pytest.skip("the driver tells no SQLSTATE, or another source reads it")
    database.run(
        "CREATE TABLE members (id integer)",
        "INSERT INTO members VALUES (0)",
        "CREATE VIEW failing AS SELECT 1 / id AS x FROM members",
    )
    target = database.writer.render_as_string(hide_password=False)
    source = generic_source(SourceSettings(name="db", target=target))
    skips = [part for part in source.read() if isinstance(part, Skipped)]
    assert [skip.reason for skip in skips] == [failures.BAD_VALUE]


@pytest.mark.parametrize("type_", ["date", "dt"])
def test_the_generic_source_dates_the_records_of_a_whole_table(database, type_):
    if database.kind == "duckdb":
        pytest.skip("read by its own source only")
    type_ = TYPES[database.kind].get(type_, type_)
    database.run(f"CREATE TABLE mails (id integer PRIMARY KEY, reg_dt {type_}, memo varchar(9))")
    rows = ", ".join(f"({n}, '2026-03-{1 + n % 28:02} 00:00:00', 'x')" for n in range(500))
    database.run(
        f"INSERT INTO mails VALUES {rows}",
        "INSERT INTO mails VALUES (777, '2019-05-06', 'x'), (778, NULL, 'x'), "
        "(779, '2026-11-07 10:20:30', 'x'), (780, '1900-01-01', 'x')",
    )
    target = database.writer.render_as_string(hide_password=False)
    parts = generic_source(SourceSettings(name="db", target=target, rows=10)).read()
    (dates,) = [part for part in parts if isinstance(part, RecordDates)]
    assert (dates.oldest, dates.newest) == (dt.date(2019, 5, 6), dt.date(2026, 11, 7))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("28000", "[28000] Login failed for user 'canary'"), failures.USER_REFUSED),
        (("IM002", "[IM002] Data source name not found: canary"), failures.NO_ODBC_DRIVER),
        (("HYT00", "[HYT00] Query timeout expired"), failures.TOO_SLOW),
        (("08S01", "[08S01] Communication link failure"), failures.CONNECTION_LOST),
        (("ZZ123", "[ZZ123] canary"), failures.unknown("ZZ123")),
        (("canary", "ORA-01017: canary"), failures.unknown("Exception")),
        # No code but a value that a driver could do nothing with.
        (("12345",), failures.unknown("Exception")),
        (("CANAR", "is no number"), failures.unknown("Exception")),
    ],
)
def test_errors_of_odbc_are_told_by_their_code(arguments, reason):
    source = generic_source(SourceSettings(name="db", target="sqlite://"))
    assert source.dialect.reason(Exception(*arguments)) == reason


def test_no_reason_quotes_a_number_or_name_of_the_data(database):
    database.run("CREATE TABLE t (secret varchar(30))", "INSERT INTO t VALUES ('9001011234567')")
    cast = {
        "sqlite": "abs(-9223372036854775807 - 1 + 0 * secret)",
        "postgresql": "secret::integer",
        "mysql": "exp(secret)",
        "duckdb": "secret::integer",
    }
    database.run(f"CREATE VIEW v AS SELECT {cast[database.kind]} AS x FROM t")
    reading = database.read()
    assert not re.search(r"\d{6}", "".join(reading.skips.values()))
    if database.kind != "mysql":  # MariaDB gives NULL and a warning
        assert list(reading.skips) == [".".join((*database.prefix, "v"))]


def test_a_dating_column_that_is_not_there_is_said(database):
    database.run("CREATE TABLE notes (created_at date)", "INSERT INTO notes VALUES ('2026-01-01')")
    reading = database.read(dated_by={"notes": "made_on"})
    (reason,) = reading.skips.values()
    assert "'made_on'" in reason
    assert database.read(dated_by={"*": "made_on"}).skips == {}
