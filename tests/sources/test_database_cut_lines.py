"""Real servers that end connections in the middle, and what is too large to be usual."""

import random

import pytest

from pii_scan.model import Sample, Skipped
from pii_scan.sources.tables import text_columns
from pii_scan.sources.tables.text_values import count_values

KILL = {
    "postgresql": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = 'pii-scan' AND datname = current_database()",
    "mysql": "BEGIN NOT ATOMIC DECLARE done INT DEFAULT 0; DECLARE i BIGINT; DECLARE c CURSOR FOR "
    "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> "
    "CONNECTION_ID(); DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1; OPEN c; "
    "l: LOOP FETCH c INTO i; IF done THEN LEAVE l; END IF; KILL i; END LOOP; CLOSE c; END",
}


@pytest.fixture(params=["postgresql", "mysql"])
def server(request):
    return request.getfixturevalue(request.param)


def _skips(parts):
    return [p for p in parts if isinstance(p, Skipped)]


def test_a_connection_killed_between_tables_is_opened_again(server):
    server.run("CREATE TABLE a (x integer)", "CREATE TABLE b (x integer)")
    server.run("INSERT INTO b VALUES (7)")
    parts = []
    for part in server.source().read():
        parts.append(part)
        if len(parts) == 1:
            server.run(KILL[server.kind])
    assert _skips(parts) == []
    assert [dict(p.values) for p in parts if isinstance(p, Sample)] == [{}, {"7": 1}]


def test_a_connection_killed_in_the_middle_of_a_table_goes_on_where_it_broke(server):
    server.run("CREATE TABLE big (id integer PRIMARY KEY, pad char(200))")
    for start in range(0, 200_000, 20_000):
        rows = ", ".join(f"({n}, 'x')" for n in range(start, start + 20_000))
        server.run(f"INSERT INTO big VALUES {rows}")
    ids, killed, parts = [], False, []
    for part in server.source(full=True).read():
        parts.append(part)
        if isinstance(part, Sample) and part.field.name == "id":
            ids += list(part.values)
            if not killed:
                killed = True
                server.run(KILL[server.kind])
    assert _skips(parts) == []
    assert (len(ids), len(set(ids))) == (200_000, 200_000)


def test_a_permission_revoked_in_the_middle_is_a_skip_and_the_rest_is_read(postgresql):
    role = f"reader_{postgresql.writer.database[-8:]}"
    postgresql.run(
        *(f"CREATE TABLE {name} (x integer)" for name in "abc"),
        f"CREATE ROLE {role} LOGIN PASSWORD 'x'",
        f"GRANT SELECT ON a, b, c TO {role}",
    )
    from pii_scan.sources.base import SourceSettings
    from pii_scan.sources.opening import open_source

    url = postgresql.writer.set(drivername="postgresql", username=role, password="x")
    parts = []
    try:
        target = url.render_as_string(hide_password=False)
        # On one connection, else b is read ahead.
        settings = SourceSettings(name="db", target=target, connections=1)
        for part in open_source(settings).read():
            parts.append(part)
            if len(parts) == 1:
                postgresql.run(f"REVOKE SELECT ON b FROM {role}")
    finally:
        postgresql.run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")
    (skip,) = _skips(parts)
    assert (skip.location, "grant SELECT" in skip.reason.message) == ("public.b", True)
    assert parts[-1].tables_scanned == 2


def test_sixteen_hundred_columns_are_read(postgresql):
    # The most that PostgreSQL allows (https://www.postgresql.org/docs/current/limits.html).
    columns = ", ".join(f"c{n} integer" for n in range(1600))
    postgresql.run(f"CREATE TABLE wide ({columns})", "INSERT INTO wide (c7, c1599) VALUES (1, 2)")
    reading = postgresql.read()
    assert reading.skips == {}
    assert reading.coverage.fields_scanned == 1600
    assert reading.values("wide", "c1599") == {"2": 1}


def test_a_value_of_a_hundred_megabytes_is_cut_by_the_server(server):
    import resource

    kind = "longtext" if server.kind == "mysql" else "text"
    server.run(f"CREATE TABLE huge (id integer PRIMARY KEY, body {kind})")
    # What one statement of MariaDB may carry (max_allowed_packet) is 16 MB unless it is set higher.
    size = 15_000_000 if server.kind == "mysql" else 100_000_000
    server.run("INSERT INTO huge VALUES (1, 'x')")
    assert server.read().values("huge", "body") == {"x": 1}  # what is imported for it is no row's
    server.run(f"UPDATE huge SET body = repeat('x', {size})")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = server.read()
    assert reading.values("huge", "body") == {"x" * 65_536: 1}
    assert "longer than 65,536" in next(iter(reading.skips.values()))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_the_administrator_sees_who_reads_and_finds_no_more_connections_than_allowed(postgresql):
    postgresql.run("CREATE TABLE t (x integer)", "INSERT INTO t VALUES (1)")
    source = postgresql.source()
    engine = source.open_engine()
    with engine.connect() as connection:
        source.dialect.begin(connection, 30)
        told = {
            name: connection.exec_driver_sql(f"SHOW {name}").scalar()
            for name in (
                "application_name",
                "statement_timeout",
                "lock_timeout",
                "transaction_read_only",
                "transaction_isolation",
            )
        }
    assert told == {
        "application_name": "pii-scan",
        "statement_timeout": "30s",
        "lock_timeout": "5s",
        "transaction_read_only": "on",
        "transaction_isolation": "repeatable read",
    }
    assert engine.pool.size() + engine.pool._max_overflow == 2  # noqa: SLF001  no other way to see
    engine.dispose()


def test_a_table_locked_by_another_is_a_skip(postgresql):
    import psycopg

    postgresql.run("CREATE TABLE held (x integer)", "CREATE TABLE open (x integer)")
    url = postgresql.writer.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url) as holder:
        holder.execute("LOCK TABLE held IN ACCESS EXCLUSIVE MODE")
        reading = postgresql.read()
    assert "locked" in reading.skips["public.held"]
    assert reading.coverage.tables_scanned == 1


def test_long_columns_are_counted_as_short_ones_are(monkeypatch):
    draw = random.Random(7)
    moments = [None, "", "2026-01-01 00:00:00", "2026-01-01T00:00:00", "2026-01-01 00:00:00.5"]
    numbers = [None, "12.50", "100.00", "1e21", "-0.00", "7", "0.10", "abc", "-3.140"]
    for values, type_ in (
        (moments, "timestamp"),
        (numbers, "numeric(10,2)"),
        ([None, 1, 2, 10**20], "bigint"),
        ([None, 1, -2], "bigint"),
        (["가" * 9, "가" * 8, "b", "x\udcffy"], "text"),
        ([b"ab", None], "blob"),
    ):
        column = [draw.choice(values) for _ in range(5000)]
        native = count_values(column, type_, 8)
        with monkeypatch.context() as patch:
            patch.setattr(text_columns, "_WORTH_IT", 10**9)
            plain = count_values(column, type_, 8)
        assert dict(native.counts.items()) == dict(plain.counts.items()), type_
        assert (native.cut, native.broken) == (plain.cut, plain.broken)
