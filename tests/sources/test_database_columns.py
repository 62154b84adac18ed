"""Rows read as columns of text say what rows read as tuples say, and what of them is counted."""

from dataclasses import replace

import pytest

from pii_scan.model import Sample
from pii_scan.sources.databases import mysql, postgresql
from pii_scan.sources.databases.dialect import no_columns

MODULES = {"postgresql": postgresql, "mysql": mysql}

TEXTS = (
    *("", " ", "a,b", 'say "so"', '"', '""', "'", "\\", "\\.", "\\N", "NULL", "null", "\r", "\n"),
    *("line\nline", "line\r\nline", "tab\there", "가나다", "😀", "é", "%(x)s", "50%", "ends\\"),
    *("-", "0", "-0.00", "12.50", "true", "t", "#", ";", "{", "\ufeffmark", "\x01", "x" * 70_000),
)
TYPES = {
    "postgresql": {
        "timestamp(6)": ("2026-11-01 09:30:00", "2026-11-01 09:30:00.5", "0001-01-01 00:00:00"),
        "timestamptz": ("2026-11-01 09:30:00+09", "infinity"),
        "time": ("09:30:00", "09:30:00.25"),
        "interval": ("1 day", "-00:00:01"),
        "uuid": ("00000000-0000-4000-8000-000000000001",),
        "inet": ("203.0.113.7", "2001:db8::1"),
        "jsonb": ('{"a": "b"}', "[1, 2]"),
        "xml": ("<a>b</a>",),
        "name": ("postgres",),
    },
    "mysql": {
        "datetime(6)": ("2026-11-01 09:30:00", "2026-11-01 09:30:00.5", "1000-01-01 00:00:00"),
        "time": ("09:30:00", "-838:59:59"),
        "tinyint(1)": ("0", "1", "7"),
        "json": ('{"a": "b"}', "[1, 2]"),
        "enum('가','b')": ("가", "b"),
        "mediumint": ("-8388608",),
        "bigint unsigned": ("18446744073709551615",),
        "longtext": TEXTS,
    },
}
SHARED = {
    "bigint": ("0", "-5", "9223372036854775807"),
    "smallint": ("7",),
    "numeric(12,2)": ("12.50", "-0.50", "100", "0"),
    "double precision": ("0.1", "1e300", "-2.5e-7", "3"),
    "real": ("0.1", "16777216"),
    "boolean": ("true", "false"),
    "date": ("2026-11-01", "0001-01-01"),
    "char(6)": ("ab", "가나"),
    "varchar(90000)": (),
    "text": TEXTS,
}


@pytest.fixture(params=["postgresql", "mysql"])
def server(request):
    return request.getfixturevalue(request.param)


def _literal(server, type_, value):
    if type_ in {"tinyint(1)", "boolean"}:
        return value
    escaped = value.replace("'", "''")
    if server.kind == "mysql":
        escaped = escaped.replace("\\", "\\\\")
    return f"'{escaped}'"


def _fill(server):
    types = {**SHARED, **TYPES[server.kind]}
    if server.kind == "mysql":
        for longer in ("text", "varchar(90000)"):
            types.pop(longer)
    columns = ", ".join(f"c{n} {type_}" for n, type_ in enumerate(types))
    server.run(f"CREATE TABLE t (id integer PRIMARY KEY, {columns})")
    for number in range(len(TEXTS) + 1):
        values = [
            _literal(server, type_, of_type[number % len(of_type)])
            if number < len(TEXTS) and of_type
            else "NULL"
            for type_, of_type in types.items()
        ]
        server.run(f"INSERT INTO t VALUES ({number}, {', '.join(values)})")


def _read(source):
    samples, others = {}, []
    for part in source.read():
        if isinstance(part, Sample):
            assert part.field.path not in samples
            samples[part.field.path] = list(part.values.items())
        else:
            others.append(part)
    return samples, others


@pytest.mark.parametrize("options", [{}, {"full": True}, {"rows": 10}, {"max_value": 3}])
def test_columns_say_what_tuples_say(server, options, monkeypatch):
    _fill(server)
    module = MODULES[server.kind]
    dialect = module.DIALECT
    ways = []

    def columns(*arguments):
        ways.append(dialect.columns(*arguments))
        return ways[-1]

    monkeypatch.setattr(module, "DIALECT", replace(dialect, columns=columns))
    said, told = _read(server.source(**options))
    assert ways
    assert None not in ways
    monkeypatch.setattr(module, "DIALECT", replace(dialect, columns=no_columns))
    assert (said, told) == _read(server.source(**options))
    assert sum(map(len, said.values())) > 20


@pytest.mark.parametrize("options", [{}, {"full": True}, {"rows": 2}])
def test_percent_signs_in_names_are_no_parameters(server, options):
    names = ("a%", "a%%b", "%(low)s", "c%%(high)s", "%s")
    quote = "`" if server.kind == "mysql" else '"'
    columns = ", ".join(f"{quote}{name}{quote} integer" for name in names)
    rows = ", ".join(f"({n}, {', '.join('7' * len(names))})" for n in range(100))
    server.run(
        f"CREATE TABLE t (id integer PRIMARY KEY, {columns})", f"INSERT INTO t VALUES {rows}"
    )
    reading = server.read(**options)
    assert reading.skips == {}
    for name in names:
        assert list(reading.values("t", name)) == ["7"]


@pytest.mark.parametrize("first", ["x^2", "x\x01", "x\\da", '"', "#", "c0,c1", "\ufeffc0"])
def test_the_first_value_is_never_taken_for_something_else(server, first):
    literal = _literal(server, "text", first)
    server.run(
        "CREATE TABLE t (word varchar(9), n integer)", f"INSERT INTO t VALUES ({literal}, 1)"
    )
    reading = server.read()
    assert reading.skips == {}
    assert dict(reading.values("t", "word")) == {first: 1}
    assert dict(reading.values("t", "n")) == {"1": 1}


def test_columns_of_many_portions_come_together(server):
    if server.kind == "mysql":
        numbers = "SELECT seq, concat('a\\n', seq % 7) FROM seq_1_to_45000"
    else:
        numbers = "SELECT n, E'a\\n' || n % 7 FROM generate_series(1, 45000) AS n"
    server.run(
        "CREATE TABLE t (id integer, word text)",
        f"INSERT INTO t {numbers}",
    )
    reading = {}
    for part in server.source(full=True).read():
        if isinstance(part, Sample):
            counts = reading.setdefault(part.field.name, {})
            for text, times in part.values.items():
                counts[text] = counts.get(text, 0) + times
    assert (len(reading["id"]), sum(reading["id"].values())) == (45_000, 45_000)
    assert reading["word"] == {f"a\n{n}": 6428 + (1 <= n <= 4) for n in range(7)}


def test_a_table_that_is_left_in_the_middle_keeps_no_connection(postgresql):
    postgresql.run(
        "CREATE TABLE t (id integer, pad text)",
        "INSERT INTO t SELECT n, repeat('x', 200) FROM generate_series(1, 200000) AS n",
    )
    parts = postgresql.source(full=True).read()
    next(parts)
    parts.close()
    # A server takes a moment to end a connection; one that is kept stays for good.
    postgresql.run("""
        DO $$ BEGIN
            FOR attempt IN 1..100 LOOP
                PERFORM pg_stat_clear_snapshot();
                IF NOT EXISTS (
                    SELECT FROM pg_stat_activity
                    WHERE application_name = 'pii-scan' AND datname = current_database()
                ) THEN RETURN; END IF;
                PERFORM pg_sleep(0.1);
            END LOOP;
            RAISE EXCEPTION 'still connected';
        END $$
    """)
    assert postgresql.read().coverage.tables_scanned == 1
