"""Rows from all over tables that have no whole number as a key: by an index, or by chance."""

import random
import uuid
from itertools import pairwise

import pytest

from pii_scan.model import TableRows
from pii_scan.sources.databases import index_draw, mysql_sample
from pii_scan.sources.databases.key_places import values_between

ROWS = 20_000
WANTED = 500
KEYS = {
    "counted": lambda n: f"user{n:08}",
    "mail": lambda n: f"{['kim', 'lee', 'park', 'choi', '가'][n % 5]}{n}@example.com",
    "hash": lambda n: uuid.UUID(int=random.Random(n).getrandbits(128)).hex,
    "korean": lambda n: f"{'김이박최정'[n % 5]}{n:05}",
    "upper": lambda n: f"{random.Random(n).getrandbits(60):X}",
}


@pytest.fixture
def only_by_index(monkeypatch):
    """As if no table of MySQL were small enough to be passed over."""
    monkeypatch.setattr(mysql_sample, "_VISIT_ALL_PAGES", 0)
    monkeypatch.setattr(mysql_sample, "_VISIT_MOST_PAGES", 0)


def filled(database, definition, rows, options=""):
    database.run(f"CREATE TABLE t ({definition}) {options}")
    for start in range(0, len(rows), 1000):
        values = ", ".join(f"({row})" for row in rows[start : start + 1000])
        database.run(f"INSERT INTO t VALUES {values}")
    if database.kind == "mysql":
        database.run("ANALYZE TABLE t")


def drawn(database, column="n", **more):
    """The numbers of the rows that were drawn, the skips, and how many rows there were."""
    reading = database.read(rows=WANTED, **more)
    (rows,) = (part.count for part in reading.parts if isinstance(part, TableRows))
    path = (*database.prefix, "t", column)
    values = reading.samples[path].values
    assert all(times == 1 for times in values.values())  # no row comes twice
    return sorted(map(int, values)), reading.skips, rows


def lie_all_over(numbers):
    return all(
        any(start <= number < start + ROWS // 8 for number in numbers)
        for start in range(0, ROWS, ROWS // 8)
    )


@pytest.mark.parametrize("kind", list(KEYS))
@pytest.mark.parametrize("server", ["sqlite", "mysql"])
def test_a_table_sorted_by_text_is_sampled_from_all_over(request, server, kind, only_by_index):
    database = request.getfixturevalue(server)
    rows = [f"'{KEYS[kind](n)}', {n}" for n in range(ROWS)]
    options = "WITHOUT ROWID" if server == "sqlite" else ""
    filled(database, "k varchar(60) PRIMARY KEY, n integer", rows, options)
    numbers, skips, count = drawn(database)
    assert len(numbers) == WANTED == count.scanned
    assert lie_all_over(numbers)
    assert not skips
    assert drawn(database)[0] == numbers  # the same ones each time


def test_keys_of_several_columns_are_gone_by_as_well(sqlite):
    rows = [f"{n % 3}, '{KEYS['hash'](n)}', {n}" for n in range(ROWS)]
    definition = "a integer, b text, n integer, PRIMARY KEY (a, b)"
    filled(sqlite, definition, rows, "WITHOUT ROWID")
    numbers, skips, _ = drawn(sqlite)
    assert len(numbers) == WANTED
    assert lie_all_over(numbers)
    assert not skips


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("datetime", lambda n: f"'2020-01-01' + INTERVAL {n} MINUTE"),
        ("date", lambda n: f"'1990-01-01' + INTERVAL {n // 2} DAY"),
        ("decimal(20,2)", lambda n: f"{n}.50"),
        ("binary(16)", lambda n: f"x'{KEYS['hash'](n)}'"),
        ("uuid", lambda n: f"'{uuid.UUID(int=random.Random(n).getrandbits(128), version=4)}'"),
        ("uuid", lambda n: f"'{n:08x}-1234-11ee-8000-0242ac120002'"),
    ],
    ids=["datetime", "date", "decimal", "binary", "uuid by chance", "uuid by time"],
)
def test_an_index_of_any_type_is_gone_by(mysql, type_, value, only_by_index):
    filled(
        mysql,
        f"k {type_} NOT NULL, n integer, INDEX (k)",
        [f"{value(n)}, {n}" for n in range(ROWS)],
    )
    numbers, skips, count = drawn(mysql)
    assert len(numbers) == WANTED
    assert lie_all_over(numbers)
    assert not skips
    assert count.total == pytest.approx(ROWS, rel=0.3)


def test_a_table_without_index_is_passed_over_up_to_a_size(mysql, monkeypatch):
    monkeypatch.setattr(mysql_sample, "_VISIT_ALL_PAGES", 0)
    filled(mysql, "k varchar(60), n integer", [f"'{KEYS['mail'](n)}', {n}" for n in range(ROWS)])
    numbers, skips, _ = drawn(mysql)
    assert len(numbers) == WANTED
    assert lie_all_over(numbers)
    assert not skips


def test_first_rows_are_said_to_be_no_sample(mysql, only_by_index):
    filled(mysql, "k varchar(60), n integer", [f"'{KEYS['mail'](n)}', {n}" for n in range(ROWS)])
    numbers, skips, _ = drawn(mysql)
    assert numbers == list(range(WANTED))
    (reason,) = skips.values()
    assert "only its first 500 rows were looked at, which are no sample" in reason
    full = mysql.read(rows=WANTED, full=True)
    assert not full.skips


def test_an_index_of_few_values_is_no_better_than_chance(mysql, monkeypatch):
    monkeypatch.setattr(mysql_sample, "_VISIT_ALL_PAGES", 0)
    rows = [f"{n % 200}, {n}" for n in range(ROWS)]
    filled(mysql, "tenant integer NOT NULL, n integer, INDEX (tenant)", rows)
    assert lie_all_over(drawn(mysql)[0])


def test_statements_do_not_sort_and_read_few_rows(mysql, only_by_index, monkeypatch):
    """Each place is a range of the index: what the server examined is about what was drawn."""
    rows = [f"'{KEYS['mail'](n)}', {n}" for n in range(ROWS)]
    filled(mysql, "k varchar(60) PRIMARY KEY, n integer", rows)
    read = []
    original = index_draw.few_rows

    def watched(connection, dialect, table, statement, limits):
        compiled = statement.compile(connection, compile_kwargs={"literal_binds": True})
        plan = connection.exec_driver_sql(f"EXPLAIN {str(compiled).replace('%', '%%')}").mappings()
        read.extend(plan.all())
        return original(connection, dialect, table, statement, limits)

    monkeypatch.setattr(index_draw, "few_rows", watched)
    drawn(mysql)
    assert 25 <= len(read) <= 150
    assert all("filesort" not in str(plan["Extra"]) for plan in read)
    assert all(plan["key"] == "PRIMARY" for plan in read)


@pytest.mark.parametrize(
    ("low", "high", "type_"),
    [
        (5, 5_000_000, "int"),
        (0.5, 9.25, "double"),
        ("user0000001", "user3000000", "varchar(20)"),
        ("가나", "하하", "varchar(20)"),
        ("", "zeta", "text"),
        (b"\x00\x01", b"\xff", "binary(16)"),
        ("2020-01-01", "2026-01-01", "date"),
        ("2020-01-01 10:00:00", "2026-01-01 11:00:00", "datetime(6)"),
        ("1.50", "1000.25", "decimal(10,2)"),
    ],
)
def test_values_lie_between_in_their_order(low, high, type_):
    found = values_between(low, high, type_, 25)
    as_number = float if type_.startswith("decimal") else lambda value: value
    assert len(set(found)) > 20
    assert all(type(value) is type(low) for value in found)
    assert all(as_number(one) <= as_number(other) for one, other in pairwise(found))
    assert as_number(low) <= as_number(found[0])
    # A text that starts as the last one does may be behind it.
    assert as_number(found[-1]) <= as_number(high) or high == "zeta"


@pytest.mark.parametrize(
    ("low", "high", "type_"),
    [
        (None, None, "int"),
        ("0000-00-00", "2026-01-01", "date"),
        (1, "a", None),
        (b"a", "a", None),
        ("NaN?", "x", "decimal(3)"),
    ],
)
def test_nothing_is_told_of_what_has_no_order_here(low, high, type_):
    assert values_between(low, high, type_, 25) == []


def test_the_same_value_at_both_ends_is_itself_or_behind_it():
    assert values_between("a", "a", "text", 2)
    assert values_between(3, 3, "int", 2) == [3, 3]
    assert values_between(b"a", b"a", "blob", 1)
