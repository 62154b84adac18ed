"""Samples come from all over a table, and what draws them is cheap for a table of any size."""

import datetime as dt

import pytest
from sqlalchemy import Engine, event

from pii_scan.model import RecordDates
from pii_scan.sources.databases import postgresql_sample


@pytest.fixture
def sent():
    """The statements that SQLAlchemy sends."""
    heard: list[str] = []

    def hear(_connection, _cursor, statement, *_):
        heard.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", hear)
    yield heard
    event.remove(Engine, "before_cursor_execute", hear)


def _tenths(numbers, rows):
    return {int(number) * 10 // (rows + 1) for number in numbers}


@pytest.mark.parametrize("analyse", ["", "ANALYZE visits"])
def test_whole_pages_are_drawn_of_a_large_partitioned_table(postgresql, monkeypatch, sent, analyse):
    monkeypatch.setattr(postgresql_sample, "_VISIT_ALL_PAGES", 50)
    postgresql.run(
        "CREATE TABLE visits (id integer, pad text) PARTITION BY RANGE (id)",
        "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (8000)",
        "CREATE TABLE visits_2 PARTITION OF visits DEFAULT PARTITION BY HASH (id)",
        "CREATE TABLE visits_3 PARTITION OF visits_2 FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
        "INSERT INTO visits SELECT n, repeat('x', 200) FROM generate_series(1, 20000) n",
        *([analyse] if analyse else []),
    )
    reading = postgresql.read(rows=500)
    assert [one for one in sent if "TABLESAMPLE system" in one]
    assert not [one for one in sent if "bernoulli" in one]
    drawn = reading.values("visits", "id")
    assert len(drawn) == 500
    assert _tenths(drawn, 20_000) == set(range(10))
    assert reading.coverage.rows_total == pytest.approx(20_000, rel=0.3)


def test_as_many_rows_as_asked_for_come_from_a_table_whose_rows_are_larger_than_expected(
    postgresql,
):
    postgresql.run(
        "CREATE TABLE letters (id integer, body text) WITH (autovacuum_enabled = off)",
        "INSERT INTO letters SELECT n, repeat(md5(n::text), 50) FROM generate_series(1, 8000) n",
    )
    reading = postgresql.read(rows=500)
    drawn = reading.values("letters", "id")
    assert len(drawn) == 500
    assert _tenths(drawn, 8_000) == set(range(10))
    assert reading.coverage.rows_total == pytest.approx(8_000, rel=0.2)


@pytest.mark.parametrize(
    "key",
    [
        "id varchar(20) PRIMARY KEY, n integer",
        "id varchar(20), n integer",
        "id varchar(20), n integer NOT NULL, PRIMARY KEY (id, n)",
        "id varchar(20) PRIMARY KEY, n integer NOT NULL, UNIQUE KEY (n)",
    ],
)
@pytest.mark.parametrize("engine", ["InnoDB", "MyISAM"])
def test_a_table_of_mysql_without_a_number_as_key_is_sampled_from_all_over(mysql, key, engine):
    mysql.run(
        f"CREATE TABLE visits ({key}) ENGINE={engine}",
        "INSERT INTO visits SELECT concat('m', lpad(seq, 8, '0')), seq FROM seq_1_to_20000",
        "ANALYZE TABLE visits",
    )
    first, second = mysql.read(rows=500), mysql.read(rows=500)
    assert first.parts == second.parts
    drawn = first.values("visits", "n")
    assert len(drawn) == 500
    assert _tenths(drawn, 20_000) == set(range(10))
    assert first.coverage.rows_total == pytest.approx(20_000, rel=0.2)


@pytest.mark.parametrize(("before", "after"), [(100, 20_000), (20_000, 600), (20_000, 300)])
def test_an_old_estimate_of_mysql_misleads_no_sample(mysql, before, after):
    mysql.run(
        "CREATE TABLE visits (n integer) ENGINE=InnoDB STATS_AUTO_RECALC=0",
        f"INSERT INTO visits SELECT seq FROM seq_1_to_{before}",
        "ANALYZE TABLE visits",
        "DELETE FROM visits",
        f"INSERT INTO visits SELECT seq FROM seq_1_to_{after}",
    )
    reading = mysql.read(rows=500)
    assert len(reading.values("visits", "n")) == min(500, after)


def test_many_rows_of_a_keyless_table_of_mysql_are_not_held(mysql):
    mysql.run(
        "CREATE TABLE visits (n integer)",
        "INSERT INTO visits SELECT seq FROM seq_1_to_60000",
        "ANALYZE TABLE visits",
    )
    reading = mysql.read(rows=25_000)
    drawn = reading.values("visits", "n")
    assert len(drawn) == pytest.approx(25_000, rel=0.05)
    assert _tenths(drawn, 60_000) == set(range(10))
    assert reading.coverage.rows_total == pytest.approx(60_000, rel=0.1)
    assert mysql.read(rows=100_000).coverage.rows_scanned == 60_000


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("analysed", [False, True])
def test_a_table_that_others_inherit_from_is_counted_without_them(postgresql, full, analysed):
    postgresql.run(
        'CREATE TABLE "People" (id integer, email text, created_at timestamp)',
        'CREATE TABLE staff (badge text) INHERITS ("People")',
        "INSERT INTO \"People\" SELECT n, 'a' || n || '@example.com', '2026-01-01'"
        " FROM generate_series(1, 3000) n",
        "INSERT INTO staff SELECT n, 'b' || n || '@example.com', '2025-01-01', 'x'"
        " FROM generate_series(1, 2000) n",
        *(["ANALYZE"] if analysed else []),
    )
    reading = postgresql.read(full=full)
    for name, letter, rows in (("People", "a", 3000), ("staff", "b", 2000)):
        values = reading.samples[("public", name, "email")].values
        assert {value[0] for value in values} == {letter}
        assert sum(values.values()) == (rows if full else 1000)
    assert reading.coverage.rows_total == pytest.approx(5000, rel=0.1)
    assert not reading.skips
    dates = {part.path: part for part in reading.parts if isinstance(part, RecordDates)}
    assert dates["public", "People"].oldest == dt.date(2026, 1, 1)
