"""What each database does when something is wrong: a skip that says why, and the rest is read."""

import contextlib
import socket
import sqlite3
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, make_url

from pii_scan.errors import SourceError
from pii_scan.model import Coverage, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.databases.connections import close_cursor
from pii_scan.sources.databases.mysql_grants import grants_of
from pii_scan.sources.opening import open_source
from pii_scan.sources.selection import Patterns, Selection


def _read(target, **more):
    return list(open_source(SourceSettings(name="db", target=str(target), **more)).read())


def _only_skip(parts):
    """The one skip of a source of which nothing could be read."""
    skip, coverage = parts
    assert isinstance(skip, Skipped)
    assert coverage == Coverage()
    return skip


def _url(scratch, **parts):
    return make_url(scratch.target).set(**parts).render_as_string(hide_password=False)


@pytest.fixture
def closed_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


# --- servers ----------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "mysql", "mariadb"])
def test_a_server_that_is_down_is_one_skip_without_the_password(scheme, closed_port):
    target = f"{scheme}://someone:s3cret@127.0.0.1:{closed_port}/shop?connect_timeout=2"
    source = open_source(SourceSettings(name="db", target=target))
    skip = _only_skip(list(source.read()))
    assert "does not answer" in skip.reason.message
    assert skip.location == source.target
    assert f"someone@127.0.0.1:{closed_port}/shop" in source.target
    assert "s3cret" not in repr(source) + repr(skip)


def test_a_wrong_user_or_password_is_said(postgresql, mysql):
    refused = _only_skip(_read(_url(postgresql, username="nobody_here", password="s3cret")))
    assert "was not accepted" in refused.reason.message
    name = mysql.prefix[0][-20:]
    mysql.run(f"CREATE USER {name}@'%' IDENTIFIED BY 'right'")
    try:
        refused = _only_skip(_read(_url(mysql, username=name, password="s3cret")))
        assert "was not accepted" in refused.reason.message
        assert "s3cret" not in repr(refused)
    finally:
        mysql.run(f"DROP USER {name}@'%'")


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_an_unknown_database_is_said(kind, request):
    database = request.getfixturevalue(kind)
    assert (
        "no such database" in _only_skip(_read(_url(database, database="not_there"))).reason.message
    )


def test_an_unknown_host_is_said():
    for scheme in ("postgresql", "mysql"):
        skip = _only_skip(_read(f"{scheme}://u@no-such-host.invalid/db"))
        assert "host" in skip.reason.message


@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_an_option_that_the_driver_does_not_know_is_no_crash(kind, request):
    database = request.getfixturevalue(kind)
    skip = _only_skip(_read(f"{database.target}?useSSL=false"))
    assert "false" not in skip.reason.message


def test_a_url_that_cannot_be_read_is_never_quoted():
    for rest in ("u:p@s3cret@host/db", "u:s3cret@host:port/db", "u:1/s3cret@host/db", "u:p?s@h/d"):
        for scheme in ("postgresql", "mysql", "oracle"):
            assert "s3" not in _shown(f"{scheme}://{rest}")


def _shown(target):
    """Everything that could be printed about a target: itself, or why it cannot be used."""
    try:
        return repr(open_source(SourceSettings(name="db", target=target)))
    except SourceError as error:
        return "".join(traceback.format_exception(error)) + str(error.hint)


def test_a_table_without_permission_in_postgresql_is_skipped_and_the_rest_read(postgresql):
    role = f"reader_{postgresql.writer.database[-8:]}"
    postgresql.run(
        "CREATE TABLE open_table (id integer, email text)",
        "CREATE TABLE closed_table (id integer, email text)",
        "CREATE TABLE half_open (id integer, email text)",
        "CREATE TABLE own_rows (owner name, email text)",
        "INSERT INTO open_table VALUES (1, 'a@example.org')",
        "INSERT INTO half_open VALUES (1, 'b@example.org')",
        "ALTER TABLE own_rows ENABLE ROW LEVEL SECURITY",
        f"CREATE ROLE {role} LOGIN PASSWORD 'x'",
        f"GRANT SELECT ON open_table, own_rows TO {role}",
        f"GRANT SELECT (id) ON half_open TO {role}",
    )
    try:
        parts = _read(_url(postgresql, username=role, password="x"))
    finally:
        postgresql.run(f"DROP OWNED BY {role}", f"DROP ROLE {role}")
    reasons = {part.location: part.reason.message for part in parts if isinstance(part, Skipped)}
    assert list(reasons) == [
        "public.closed_table",
        "public.half_open.email",
        "public.own_rows",
    ]
    assert "grant SELECT" in reasons["public.closed_table"]
    assert "row-level security" in reasons["public.own_rows"]
    values = {part.field.path[1:]: dict(part.values) for part in parts if isinstance(part, Sample)}
    assert values[("open_table", "email")] == {"a@example.org": 1}
    assert values[("half_open", "id")] == {"1": 1}
    assert values[("closed_table", "email")] == {}
    assert parts[-1].fields == 8
    assert parts[-1].fields_scanned == 5


def test_a_table_without_permission_in_mysql_is_skipped_and_the_rest_read(mysql):
    name = mysql.prefix[0]
    user = f"reader_{name[-8:]}"
    mysql.run(
        "CREATE TABLE open_table (id integer, email text)",
        "CREATE TABLE closed_table (id integer, email text)",
        "CREATE TABLE half_open (id integer, email text)",
        "INSERT INTO open_table VALUES (1, 'a@example.org')",
        f"CREATE USER {user}@'%' IDENTIFIED BY 'x'",
        f"GRANT SELECT ON {name}.open_table TO {user}@'%'",
        f"GRANT INSERT ON {name}.closed_table TO {user}@'%'",
        f"GRANT SELECT (id), INSERT (email) ON {name}.half_open TO {user}@'%'",
    )
    try:
        parts = _read(_url(mysql, username=user, password="x"))
    finally:
        mysql.run(f"DROP USER {user}@'%'")
    skips = [part.location for part in parts if isinstance(part, Skipped)]
    half_open = f"{name}.half_open"
    assert skips == [name, f"{name}.closed_table", half_open, f"{half_open}.email"]
    values = {part.field.path[1:]: dict(part.values) for part in parts if isinstance(part, Sample)}
    assert values[("open_table", "email")] == {"a@example.org": 1}


def test_what_a_user_of_mysql_may_not_see_is_never_called_complete(mysql):
    name = mysql.prefix[0]
    user, role = f"seer_{name[-8:]}", f"role_{name[-8:]}"
    mysql.run(
        "CREATE TABLE customers (id integer, email text)",
        "CREATE TABLE users (id integer, email text, rrn text)",
        "CREATE TABLE members (id integer, rrn text)",
        f"CREATE ROLE {role}",
        f"CREATE USER {user}@'%' IDENTIFIED BY 'x'",
    )

    def skips(*grants, database=f"/{name}", tables=()):
        mysql.run(f"REVOKE ALL PRIVILEGES, GRANT OPTION FROM {user}@'%', {role}", *grants)
        selection = Selection(include=Patterns(tables=tables))
        url = _url(mysql, username=user, password="x").rpartition("/")[0] + database
        return {
            p.location: p.reason.message for p in _read(url, selection=selection) if _is_skip(p)
        }

    on_tables = (
        f"GRANT SELECT ON {name}.customers TO {user}@'%'",
        f"GRANT SELECT (id, email) ON {name}.users TO {user}@'%'",
    )
    try:
        told = skips(*on_tables)
        assert told.keys() == {name, f"{name}.users"}
        assert "other tables may be there" in told[name]
        assert "columns" in told[f"{name}.users"]
        # Each table that is wanted is named: none of them is hidden, but columns may be.
        assert skips(*on_tables, tables=("customers",)) == {}
        assert skips(*on_tables, tables=("users",)).keys() == {f"{name}.users"}
        (reason,) = skips(*on_tables, tables=("members",)).values()
        assert "fits nothing" in reason
        assert skips(*on_tables, tables=("c*",)).keys() == {name}
        whole = f"GRANT SELECT ON `{name}`.* TO "
        assert skips(f"{whole}{user}@'%'") == {}
        # Of a server, more databases may be there.
        assert skips(f"{whole}{user}@'%'", database="").keys() == {"*.*"}
        assert skips(f"GRANT SELECT ON *.* TO {user}@'%'") == {}
        as_role = (f"{whole}{role}", f"GRANT {role} TO {user}@'%'")
        assert skips(*as_role, f"SET DEFAULT ROLE {role} FOR {user}@'%'") == {}
    finally:
        mysql.run(f"DROP USER {user}@'%'", f"DROP ROLE {role}")


def _is_skip(part):
    return isinstance(part, Skipped) and not part.excluded


@pytest.mark.parametrize(
    ("line", "shows"),
    [
        ("GRANT SELECT ON *.* TO `u`@`%`", "schema"),
        (
            "GRANT ALL PRIVILEGES ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*AB' WITH GRANT",
            "schema",
        ),
        ("GRANT USAGE ON *.* TO `u`@`%` IDENTIFIED BY PASSWORD '*AB'", None),
        ("GRANT RELOAD, PROCESS ON *.* TO `u`@`%`", None),
        ("GRANT SELECT, INSERT ON `shop`.* TO 'u'@'%'", "schema"),
        ("GRANT SELECT ON `sh_p`.* TO 'u'@'%'", "schema"),
        ("GRANT SELECT ON `s%`.* TO 'u'@'%'", "schema"),
        ("GRANT SELECT ON `sh\\_p`.* TO 'u'@'%'", None),
        ("GRANT SELECT ON `shop2`.* TO 'u'@'%'", None),
        ("GRANT EXECUTE ON `shop`.* TO 'u'@'%'", None),
        ("GRANT EXECUTE ON PROCEDURE `shop`.`select` TO 'u'@'%'", None),
        ("GRANT SELECT ON `shop`.`users` TO 'u'@'%'", "table"),
        ("GRANT SELECT ON TABLE `shop`.`users` TO 'u'@'%'", "table"),
        ("GRANT SELECT (`id`, `a ON ``b), SELECT`) ON `shop`.`users` TO 'u'@'%'", None),
        ("GRANT INSERT, SELECT (`id`) ON `shop`.`users` TO 'u'@'%'", "table"),
        ("GRANT SELECT (`id`), INSERT (`id`, `a`) ON `shop`.`users` TO 'u'@'%'", None),
        ('GRANT SELECT ON "shop".* TO "u"@"%"', "schema"),
        ("GRANT `role`@`%` TO `u`@`%`", None),
        ("GRANT PROXY ON ''@'%' TO 'u'@'%' WITH GRANT OPTION", None),
    ],
)
def test_the_grants_of_mysql_say_what_is_seen(line, shows):
    grants = grants_of([line])
    assert grants.show_schema("shop") == (shows == "schema")
    assert grants.show_table("shop", "users") == (shows is not None)
    assert grants.show_all() == (" ON *.* " in line and shows == "schema")


def test_a_part_that_mysql_revokes_of_all_is_hidden():
    lines = ["GRANT SELECT ON *.* TO `u`@`%`", "REVOKE SELECT ON `shop`.* FROM `u`@`%`"]
    assert not grants_of(lines).show_schema("shop")
    assert grants_of(lines).show_schema("other")
    assert not grants_of(lines).show_all()


def test_a_mysql_url_without_a_database_reads_them_all_but_the_systems_own(mysql):
    mysql.run("CREATE TABLE members (email text)")
    parts = _read(_url(mysql, database=None), rows=1)
    schemas = {part.field.path[0] for part in parts if isinstance(part, Sample)}
    assert mysql.prefix[0] in schemas
    assert not schemas & {"mysql", "information_schema", "performance_schema", "sys"}


def test_all_schemas_of_postgresql_are_read_but_the_systems_own(postgresql):
    postgresql.run(
        'CREATE SCHEMA "고객 정보"',
        'CREATE TABLE "고객 정보"."회원" ("이메일" text)',
        "CREATE MATERIALIZED VIEW mv AS SELECT 'a'::text AS x",
        "CREATE MATERIALIZED VIEW unfilled AS SELECT 'a'::text AS x WITH NO DATA",
        "CREATE TABLE parted (id integer, at date) PARTITION BY RANGE (at)",
        "CREATE TABLE parted_2026 PARTITION OF parted "
        "FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "INSERT INTO parted VALUES (1, '2026-02-03')",
        """COMMENT ON COLUMN "고객 정보"."회원"."이메일" IS '연락용 ''주'' 이메일'""",
    )
    reading = postgresql.read()
    assert reading.values("고객 정보", "회원", "이메일") == {}
    assert reading.samples[("고객 정보", "회원", "이메일")].field.comment == "연락용 '주' 이메일"
    assert reading.values("mv", "x") == {"a": 1}
    assert reading.values("parted", "id") == {"1": 1}
    assert not [path for path in reading.samples if path[1] == "parted_2026"]
    assert "REFRESH MATERIALIZED VIEW" in reading.skips["public.unfilled"]


def test_every_type_of_postgresql_becomes_text(postgresql):
    postgresql.run(
        "CREATE TYPE mood AS ENUM ('좋음', '나쁨')",
        "CREATE TABLE t (u uuid, i inet, a text[], n int[], m mood, d date, t timestamptz, "
        "r int4range, b bit(3), x xml, v interval, j json, mac macaddr, c char(5), f real)",
        "INSERT INTO t VALUES ('00000000-0000-0000-0000-000000000001', '10.0.0.1', "
        "ARRAY['가', 'b'], ARRAY[1, NULL], '좋음', '12026-01-02', '2026-11-01 09:30:00+09', "
        "'[1,3)', B'101', '<a/>', '1 day', '{\"a\":1}', '08:00:2b:01:02:03', 'ab', 1.5)",
        "INSERT INTO t (d, t) VALUES ('infinity', '0044-03-15 12:00:00+00 BC')",
    )
    reading = postgresql.read()
    assert reading.skips == {}
    values = {path[-1]: list(sample.values) for path, sample in reading.samples.items()}
    assert values["u"] == ["00000000-0000-0000-0000-000000000001"]
    assert values["i"] == ["10.0.0.1"]
    assert values["a"] == ['["가","b"]']
    assert values["n"] == ["[1,null]"]
    assert values["m"] == ["좋음"]
    assert values["d"] == ["12026-01-02", "infinity"]
    assert values["t"] == ["2026-11-01 00:30:00+00", "0044-03-15 12:00:00+00 BC"]
    assert values["j"] == ['{"a":1}']
    assert values["f"] == ["1.5"]
    types = {path[-1]: sample.field.type for path, sample in reading.samples.items()}
    assert (types["a"], types["m"], types["c"]) == ("text[]", "mood", "char(5)")
    assert types["t"] == "timestamp with time zone"


def test_a_view_that_writes_is_left_alone_and_said(postgresql):
    postgresql.run(
        "CREATE TABLE seen (n integer)",
        "CREATE FUNCTION note() RETURNS integer LANGUAGE plpgsql AS "
        "$$ BEGIN INSERT INTO seen VALUES (1); RETURN 1; END $$",
        "CREATE VIEW noted AS SELECT note() AS n",
    )
    reading = postgresql.read()
    assert "would change data" in reading.skips["public.noted"]
    assert reading.values("seen", "n") == {}


def test_a_sequence_of_mariadb_is_no_table(mysql):
    mysql.run("CREATE SEQUENCE numbers", "CREATE TABLE t (id int)")
    assert [path[-1] for path in mysql.read().samples] == ["id"]


def test_deleted_rows_that_mariadb_keeps_are_never_called_gone(mysql):
    mysql.run(
        "CREATE TABLE kept (email varchar(50)) WITH SYSTEM VERSIONING",
        "CREATE TABLE plain (email varchar(50))",
        "INSERT INTO kept VALUES ('old@a.co')",
        "DELETE FROM kept",
    )
    reading = mysql.read()
    (location,) = reading.skips
    assert location.endswith(".kept")
    assert "FOR SYSTEM_TIME ALL" in reading.skips[location]
    excluded = mysql.read(selection=Selection(exclude=Patterns(tables=("kept",))))
    assert not [skip for skip in excluded.parts if _is_skip(skip)]


def test_impossible_dates_of_mysql_are_no_failure(mysql):
    mysql.run(
        "CREATE TABLE t (id int unsigned, created_at datetime, day date, hour time, y year, "
        "kind enum('가','나') COMMENT '구분', tags set('a','b'), bits bit(1), pad binary(6))",
        "SET SESSION sql_mode = ''",
        "INSERT INTO t VALUES (1, '2026-01-02 03:04:05', '2026-01-02', '838:59:59', 2026, '가', "
        "'a,b', b'1', 'abc')",
    )
    mysql.run(
        "INSERT IGNORE INTO t (id, created_at, day) VALUES (2, '0000-00-00', '0000-00-00'), "
        "(3, '2026-02-00', '9999-12-31')"
    )
    for rows in (1, 10):
        reading = mysql.read(rows=rows)
        assert reading.skips == {}
    assert reading.values("t", "hour") == {"838:59:59": 1}
    assert reading.values("t", "tags") == {"a,b": 1}
    assert reading.values("t", "bits") == {"true": 1}
    assert reading.values("t", "pad") == {"abc": 1}
    field = reading.samples[(*mysql.prefix, "t", "kind")].field
    assert (field.type, field.comment) == ("enum('가','나')", "구분")
    assert reading.samples[(*mysql.prefix, "t", "id")].field.type == "int(10) unsigned"


def test_a_table_dropped_during_the_scan_is_skipped(database):
    if database.kind == "duckdb":
        pytest.skip("nobody can write a DuckDB file while it is read")
    database.run("CREATE TABLE a (x integer)", "CREATE TABLE b (x integer)")
    database.run("CREATE TABLE c (x integer)")
    parts = []
    for part in database.source(connections=1).read():  # else b is read ahead
        parts.append(part)
        if len(parts) == 1:
            database.run("DROP TABLE b")
    (skip,) = [part for part in parts if isinstance(part, Skipped)]
    assert skip.location.endswith("b")
    assert [part.field.path[-2] for part in parts if isinstance(part, Sample)] == ["a", "b", "c"]


class _Line:
    """A TCP line to a server that can be cut, as when the server goes down."""

    def __init__(self, host, port):
        self.server = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.ends = []
        self.lock = threading.Lock()  # of two that write the ends, one would forget the other's
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.server)
                with self.lock:
                    self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass(one, other):
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def drop(self):
        """End what is connected; new connections are still accepted."""
        with self.lock:
            for end in self.ends:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
            self.ends = []

    def cut(self):
        """End everything."""
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.drop()


def _read_over_a_line(server, end, connections):
    """What is read when ``end`` happens to the line after the first table of five."""
    server.run(*(f"CREATE TABLE t{n} (x integer)" for n in range(5)))
    line = _Line(server.writer.host, server.writer.port)
    parts = []
    try:
        target = _url(server, host="127.0.0.1", port=line.port)
        settings = SourceSettings(name="db", target=target, connections=connections)
        for part in open_source(settings).read():
            parts.append(part)
            if len(parts) == 1:
                end(line)
    finally:
        line.cut()
    return parts


@pytest.mark.parametrize("connections", [1, 2])
@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_a_connection_that_ended_is_opened_again(kind, connections, request):
    parts = _read_over_a_line(request.getfixturevalue(kind), _Line.drop, connections)
    assert [part for part in parts if isinstance(part, Skipped)] == []
    assert parts[-1].fields_scanned == 5


@pytest.mark.parametrize("connections", [1, 2])
@pytest.mark.parametrize("kind", ["postgresql", "mysql"])
def test_a_server_that_goes_down_ends_the_scan_soon_and_the_rest_is_said(
    kind, connections, request
):
    parts = _read_over_a_line(request.getfixturevalue(kind), _Line.cut, connections)
    skips = [part for part in parts if isinstance(part, Skipped)]
    missed = [skip.location.rpartition(".")[2] for skip in skips]
    if connections == 1:
        assert missed == ["t1", "t2", "t3", "t4"]
    else:  # t1 and t2 are read ahead, each on its connection: either may have come in time
        assert missed == sorted(missed)
        assert {"t3", "t4"} <= set(missed) <= {"t1", "t2", "t3", "t4"}
    assert (
        "does not answer" in skips[0].reason.message
        or "connection was lost" in skips[0].reason.message
    )
    assert (
        "connection was lost" in skips[-1].reason.message
        or "does not answer" in skips[-1].reason.message
    )
    assert parts[-1].fields_scanned == 5 - len(missed)
    assert sum(isinstance(part, Sample) for part in parts) == 5


@pytest.mark.parametrize("statement", ["pg_class", "SHOW GRANTS", "information_schema.tables"])
def test_a_connection_that_ended_while_tables_were_listed_is_opened_again(statement, request):
    server = request.getfixturevalue("postgresql" if statement == "pg_class" else "mysql")
    server.run("CREATE TABLE t (x integer)")
    line = _Line(server.writer.host, server.writer.port)
    dropped = []

    def drop(_connection, _cursor, text, *_):
        if statement in text and not dropped:
            dropped.append(text)
            line.drop()

    source = open_source(SourceSettings("db", _url(server, host="127.0.0.1", port=line.port)))
    engine = source.open_engine()
    event.listen(engine, "before_cursor_execute", drop)
    try:
        parts = list(replace(source, open_engine=lambda: engine).read())
    finally:
        line.cut()
    assert dropped
    assert [part for part in parts if isinstance(part, Skipped)] == []
    assert parts[-1].fields_scanned == 1


def test_a_cursor_whose_connection_ended_before_it_was_closed_is_closed(postgresql):
    """An open one warns when it is collected, some time later."""
    line = _Line(postgresql.writer.host, postgresql.writer.port)
    source = open_source(SourceSettings("db", _url(postgresql, host="127.0.0.1", port=line.port)))
    engine = source.open_engine()
    try:
        with engine.connect() as connection:
            cursor = source.dialect.cursor(connection)
            cursor.execute("SELECT 1")
            line.drop()
            close_cursor(cursor)
            assert cursor.closed
    finally:
        engine.dispose()
        line.cut()


# --- SQLite -----------------------------------------------------------------------------------


def test_a_locked_sqlite_file_is_skipped(sqlite, monkeypatch):
    monkeypatch.setattr("pii_scan.sources.databases.sqlite._LOCK_SECONDS", 0.1)
    sqlite.run("CREATE TABLE t (a)")
    holder = sqlite3.connect(sqlite.target)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        assert "locked" in _only_skip(_read(sqlite.target)).reason.message
    finally:
        holder.close()


def test_a_damaged_sqlite_file_is_skipped(tmp_path):
    path = tmp_path / "broken.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    assert "SQLite" in _only_skip(_read(path)).reason.message
    path.write_bytes(b"no database at all, but named as one")
    assert "no SQLite database" in _only_skip(_read(f"sqlite:///{path}")).reason.message


def test_a_damaged_table_is_skipped_and_the_others_read(tmp_path):
    path = tmp_path / "half.db"
    with sqlite3.connect(path) as writer:
        writer.execute("CREATE TABLE good (a)")
        writer.execute("CREATE TABLE torn (a)")
        writer.execute("INSERT INTO good VALUES ('a@example.org')")
        writer.executemany("INSERT INTO torn VALUES (?)", [("x" * 500,)] * 50)
    writer.close()
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as reader:
        (page,) = reader.execute("SELECT rootpage FROM sqlite_master WHERE name='torn'").fetchone()
    reader.close()
    size = int.from_bytes(data[16:18], "big")
    data[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(data)
    parts = _read(path)
    (skip,) = [part for part in parts if isinstance(part, Skipped)]
    assert (skip.location, "damaged" in skip.reason.message) == ("torn", True)
    assert dict(parts[0].values) == {"a@example.org": 1}


def test_text_of_sqlite_that_is_no_utf8_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as writer:
        writer.execute("CREATE TABLE t (korean TEXT, broken TEXT)")
        writer.execute(
            "INSERT INTO t VALUES (CAST(? AS TEXT), CAST(? AS TEXT))",
            ("홍길동".encode("cp949"), b"tel 010-0000-0000 \xff\xfe\xff end"),
        )
    writer.close()
    parts = _read(path)
    samples = {part.field.name: dict(part.values) for part in parts if isinstance(part, Sample)}
    assert samples["korean"] == {"홍길동": 1}
    assert samples["broken"] == {"tel 010-0000-0000 ��� end": 1}
    (skip,) = [part for part in parts if isinstance(part, Skipped)]
    assert skip.location == "t.broken"
    assert "010" not in skip.reason.message


def test_a_resting_wal_database_is_read_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "wal.db"
    with sqlite3.connect(path) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE t (a)")
        writer.execute("INSERT INTO t VALUES ('x')")
    writer.close()
    before = path.read_bytes()
    assert dict(_read(path)[0].values) == {"x": 1}
    assert [file.name for file in tmp_path.iterdir()] == ["wal.db"]
    assert path.read_bytes() == before


def test_a_wal_database_in_use_shows_its_newest_rows(tmp_path):
    path = tmp_path / "wal.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (a)")
    writer.execute("INSERT INTO t VALUES ('newest')")
    try:
        assert dict(_read(path)[0].values) == {"newest": 1}
    finally:
        writer.close()


def test_comments_in_the_definition_are_comments_of_the_columns(sqlite):
    sqlite.run("CREATE TABLE t (\n a text, -- 주민번호\n b text /* 이메일 */\n)")
    fields = [part.field for part in sqlite.read().parts if isinstance(part, Sample)]
    assert [field.comment for field in fields] == ["주민번호", "이메일"]


@pytest.mark.parametrize(
    "definition",
    [
        "CREATE TABLE t (id text PRIMARY KEY, rowid text) WITHOUT ROWID",
        "CREATE TABLE t (id text, rowid text, _rowid_ text, oid text)",
        'CREATE TABLE t (id text, "" text)',
        "CREATE VIRTUAL TABLE t USING fts5(id, other)",
    ],
)
def test_unusual_tables_of_sqlite_are_read(sqlite, definition):
    sqlite.run(definition)
    columns = definition.count(",") + 1
    marks = ", ".join(["'v' || n"] + ["'w'"] * (columns - 1))
    sqlite.run(
        "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s LIMIT 50) "
        f"INSERT INTO t SELECT {marks} FROM s"
    )
    reading = sqlite.read(rows=10)
    # Without a row id or a key to go by, the first rows are no sample.
    has_key = "WITHOUT ROWID" in definition or '""' in definition
    said = " ".join(reading.skips.values())
    assert has_key or said.startswith("only its first 10 rows were looked at")
    assert len(reading.skips) == (0 if has_key else 1)
    assert len(reading.values("t", "id")) == 10


def test_keys_that_lie_in_clusters_still_give_enough_rows(sqlite):
    sqlite.run("CREATE TABLE t (id integer PRIMARY KEY)")
    values = ", ".join(f"({n})" for n in (*range(1000), 2**62))
    sqlite.run(f"INSERT INTO t VALUES {values}")
    drawn = sqlite.read(rows=100).values("t", "id")
    assert len(drawn) == 100
    assert str(2**62) in drawn
    assert set(drawn.values()) == {1}


def test_keys_with_gaps_are_not_counted_as_rows(sqlite):
    sqlite.run("CREATE TABLE t (id integer PRIMARY KEY, email text)")
    ids = (*range(1000), *(2**62 + n for n in range(5)))
    sqlite.run("INSERT INTO t VALUES " + ", ".join(f"({n}, 'user{n}@example.org')" for n in ids))
    total = sqlite.read(rows=100).coverage.rows_total
    assert total is None or 1000 <= total < 20_000  # unknown rather than a wild number


def test_one_connection_reads_all_tables_of_sqlite(sqlite, monkeypatch):
    opened = []
    connect = sqlite3.connect
    sqlite.run(*(f"CREATE TABLE t{n} (a text)" for n in range(5)))
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: opened.append(a) or connect(*a, **k))
    assert sqlite.read().coverage.fields == 5
    assert len(opened) == 1


def test_negative_and_extreme_keys_are_no_failure(sqlite):
    sqlite.run(
        "CREATE TABLE t (id integer PRIMARY KEY)",
        f"INSERT INTO t VALUES ({-(2**63)}), (0), ({2**63 - 1}), (5), (6)",
    )
    reading = sqlite.read(rows=3)
    assert reading.skips == {}
    assert len(reading.values("t", "id")) == 3


def test_a_sqlite_file_that_is_missing_is_an_error_and_is_not_created(tmp_path):
    path = tmp_path / "missing.db"
    for target in (f"sqlite:///{path}", "sqlite://", "sqlite:///:memory:"):
        with pytest.raises(SourceError) as caught:
            open_source(SourceSettings(name="db", target=target))
        assert caught.value.hint
    assert not path.exists()


def test_an_unreadable_sqlite_file_is_a_skip(tmp_path):
    path = tmp_path / "secret.db"
    sqlite3.connect(path).close()
    path.write_bytes(b"")
    source = open_source(SourceSettings(name="db", target=f"sqlite:///{path}"))
    path.unlink()
    assert "cannot be opened" in _only_skip(list(source.read())).reason.message


def test_the_result_does_not_depend_on_the_working_directory(sqlite, monkeypatch):
    sqlite.run("CREATE TABLE t (a)")
    path = Path(sqlite.target)
    monkeypatch.chdir(path.parent)
    assert isinstance(_read(f"sqlite:///{path.name}")[0], Sample)
    assert isinstance(_read(f"sqlite:///{path.name}?timeout=3")[0], Sample)
