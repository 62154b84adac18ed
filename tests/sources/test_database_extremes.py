"""What real servers may hold and few do: documents of their own kinds, tables kept elsewhere,
names and values at the limits, bytes that are no text."""

import resource
import time

import pytest
from sqlalchemy import create_engine, make_url

from pii_scan.documents.opening import open_documents
from pii_scan.sources.databases.connections import abandon

# --- PostgreSQL: values that hold several ---------------------------------------------------------


def _opened(reading):
    """The values of every path below a column, as the pipeline opens them."""
    opened = {}
    for sample in reading.samples.values():
        for part in open_documents(sample):
            opened[part.field.path[2:]] = set(part.values)
    return opened


def test_hstore_is_opened_into_its_keys_in_any_schema(postgresql):
    postgresql.run(
        'CREATE SCHEMA "확장"',
        'CREATE EXTENSION hstore SCHEMA "확장"',
        'CREATE TABLE members (attrs "확장".hstore, several "확장".hstore[])',
        """INSERT INTO members VALUES
           ('email=>a@example.org, nick=>NULL, "odd key"=>"say \\"hi\\", => \\\\"',
            ARRAY['mobile=>010-1234-5678', 'mobile=>010-1234-5679']::"확장".hstore[])""",
        "INSERT INTO members VALUES ('', '{}')",
    )
    reading = postgresql.read()
    assert reading.skips == {}
    opened = _opened(reading)
    assert opened["attrs", "email"] == {"a@example.org"}
    assert opened["attrs", "odd key"] == {'say "hi", => \\'}
    assert opened[("several[].mobile",)] == {"010-1234-5678", "010-1234-5679"}


def test_composite_types_arrays_and_enums_of_postgresql_are_opened(postgresql):
    postgresql.run(
        "CREATE TYPE contact AS (name text, phone text, joined_on date)",
        "CREATE TYPE mood AS ENUM ('좋음', '나쁨')",
        "CREATE DOMAIN tags AS text[]",
        "CREATE TABLE members (one contact, more contact[], moods mood[], tags tags, "
        "grid int[][], ips inet[])",
        "INSERT INTO members VALUES (ROW('홍길동', '010-1234-5678', '2026-11-01'), "
        "ARRAY[ROW('김, \"영희\"', NULL, NULL)]::contact[], '{좋음,나쁨}', '{a,\"b c\"}', "
        "'{{1,2},{3,4}}', '{10.0.0.1}')",
    )
    reading = postgresql.read()
    assert reading.skips == {}
    opened = _opened(reading)
    assert opened["one", "name"] == {"홍길동"}
    assert opened["one", "phone"] == {"010-1234-5678"}
    assert opened["one", "joined_on"] == {"2026-11-01"}
    assert opened[("more[].name",)] == {'김, "영희"'}
    assert opened[("moods[]",)] == {"좋음", "나쁨"}
    assert opened[("tags[]",)] == {"a", "b c"}
    assert opened[("grid[][]",)] == {"1", "2", "3", "4"}
    assert opened[("ips[]",)] == {"10.0.0.1"}


def test_a_large_array_is_cut_by_the_server(postgresql):
    postgresql.run(
        "CREATE TABLE huge (several text[])",
        "INSERT INTO huge SELECT array_agg(repeat('x', 1000)) FROM generate_series(1, 50000)",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = postgresql.read()
    (value,) = reading.values("huge", "several")
    assert value.startswith('["xxx')
    assert len(value) == 65_536
    assert "longer than 65,536" in reading.skips["public.huge.several"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


# --- tables that live elsewhere -------------------------------------------------------------------


def test_foreign_tables_are_read_and_one_whose_server_is_gone_is_a_skip(postgresql):
    here = make_url(postgresql.target)
    password = f", password '{here.password}'" if here.password else ""
    postgresql.run(
        "CREATE EXTENSION postgres_fdw",
        "CREATE TABLE base (id integer, email text)",
        "INSERT INTO base SELECT n, 'who' || n || '@example.org' FROM generate_series(1, 50) n",
        "CREATE SERVER here FOREIGN DATA WRAPPER postgres_fdw OPTIONS "
        f"(host '{here.host}', port '{here.port}', dbname '{here.database}')",
        "CREATE SERVER gone FOREIGN DATA WRAPPER postgres_fdw OPTIONS "
        "(host '127.0.0.1', port '1', dbname 'x')",
        "CREATE SERVER unmapped FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'x')",
        f"CREATE USER MAPPING FOR CURRENT_USER SERVER here OPTIONS (user '{here.username}'"
        f"{password})",
        "CREATE USER MAPPING FOR CURRENT_USER SERVER gone OPTIONS (user 'u', password 's3cret')",
        "CREATE FOREIGN TABLE f_here (id integer, email text) SERVER here "
        "OPTIONS (table_name 'base')",
        "CREATE FOREIGN TABLE f_gone (id integer, email text) SERVER gone",
        "CREATE FOREIGN TABLE f_unmapped (id integer, email text) SERVER unmapped",
        "CREATE FOREIGN TABLE f_dropped (id integer, email text) SERVER here "
        "OPTIONS (table_name 'no_such_table')",
    )
    started = time.monotonic()
    reading = postgresql.read()
    assert time.monotonic() - started < 20  # to wait for each would take minutes
    assert len(reading.values("f_here", "email")) == 50
    reasons = reading.skips
    assert list(reasons) == ["public.f_dropped", "public.f_gone", "public.f_unmapped"]
    assert "does not exist" in reasons["public.f_dropped"]
    assert "other server" in reasons["public.f_gone"]
    assert "user mapping" in reasons["public.f_unmapped"]
    # Its rows are those of another server: they count for no table of this one.
    assert (reading.coverage.rows_total, reading.coverage.rows_scanned) == (50, 50)
    assert (reading.coverage.tables, reading.coverage.tables_scanned) == (5, 2)
    assert "s3cret" not in repr(reading.parts)


def test_files_behind_tables_are_read_and_one_that_is_gone_is_a_skip(postgresql):
    # The one file that every server has and may read.
    name = "' || current_setting('data_directory') || '/PG_VERSION"
    tables = {"f_file": (name, "text"), "f_bad": (name, "date"), "f_gone": (f"{name}x", "text")}
    create = "CREATE FOREIGN TABLE {} (version {}) SERVER files OPTIONS (filename ''{}'')"
    postgresql.run(
        "CREATE EXTENSION file_fdw",
        "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
        *(
            f"DO $$ BEGIN EXECUTE '{create.format(table, type_, file)}'; END $$"
            for table, (file, type_) in tables.items()
        ),
    )
    reading = postgresql.read()
    assert len(reading.values("f_file", "version")) == 1
    assert list(reading.skips) == ["public.f_bad", "public.f_gone"]
    assert "one of its values" in reading.skips["public.f_bad"]
    assert "not there" in reading.skips["public.f_gone"]


# --- limits ---------------------------------------------------------------------------------------

# The longest that PostgreSQL allows, in bytes (MariaDB counts 64 characters).
_NAMES = (
    'quotes " ` semicolon ; slashes / \\ tab \t newline \n',
    "가나다라마바사아자차카타파하거너더러머버서",
    "😀" * 15 + "abc",
    "주문 '확인' --; DROP TABLE safe",
)


def test_names_of_63_bytes_of_any_kind_are_read_and_shown_whole(database):
    mark = "`" if database.kind == "mysql" else '"'
    # A character beyond the basic plane is not allowed in MySQL's names.
    names = [name for name in _NAMES if database.kind != "mysql" or "😀" not in name]
    names = [name + "x" * (63 - len(name.encode())) for name in names]
    database.run("CREATE TABLE safe (id integer)")
    for number, name in enumerate(names):
        quoted = mark + name.replace(mark, mark * 2) + mark
        database.run(
            f"CREATE TABLE {quoted} ({quoted} varchar(40), created_at date)",
            f"INSERT INTO {quoted} VALUES ('v{number}', '2026-01-02')",
        )
    for more in ({}, {"full": True}, {"rows": 1}):
        reading = database.read(**more)
        assert reading.skips == {}
        for number, name in enumerate(names):
            assert set(reading.samples[(*database.prefix, name, name)].values) == {f"v{number}"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", "mysql", "sqlite"])
def test_two_thousand_tables_need_little_time_and_memory(kind, request):
    database = request.getfixturevalue(kind)
    database.run(
        "BEGIN",  # each statement by itself waits for the disk
        *(
            f"CREATE TABLE t{n} (id integer PRIMARY KEY, email varchar(40), phone varchar(20), "
            "memo text, made_on date)"
            for n in range(2000)
        ),
        "COMMIT",
    )
    database.run(
        "BEGIN",
        *(
            f"INSERT INTO t{n} VALUES (1, 'a{n}@example.org', '010-1234-5678', 'x', '2026-01-02')"
            for n in range(2000)
        ),
        "COMMIT",
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    samples = 0
    for part in database.source().read():
        samples += hasattr(part, "values") and bool(part.values)
        coverage = part
    assert time.process_time() - started < 60
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert samples == 10_000
    assert (coverage.tables, coverage.tables_scanned) == (2000, 2000)


def test_a_connection_may_be_left_after_it_was_closed():
    """Ctrl-C between two steps of putting things away printed a traceback (1 of 42 times)."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        pass
    abandon(connection)
    with engine.connect() as connection:
        abandon(connection)
        assert connection.invalidated


# --- bytes that are no text -----------------------------------------------------------------------


def test_a_database_of_any_bytes_is_read_as_the_text_that_it_is(postgresql):
    name = postgresql.writer.database
    postgresql.run(f"CREATE DATABASE {name}_any ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    try:
        url = make_url(postgresql.target).set(database=f"{name}_any")
        writer = postgresql.writer.set(database=f"{name}_any", query={"client_encoding": "utf8"})
        anything = type(postgresql)(
            "postgresql", url.render_as_string(hide_password=False), ("public",), writer
        )
        korean = "convert_from('\\xc8abb1e6b5bf'::bytea, 'SQL_ASCII')"
        anything.run(
            'CREATE TABLE members ("이름" text, utf8 text, broken varchar(60), several text[], '
            "n integer, made_on date)",
            f"INSERT INTO members VALUES ({korean}, '김영희', 'tel 010-0000-0000 ' || "
            f"convert_from('\\xfffe'::bytea, 'SQL_ASCII'), ARRAY[{korean}], 7, '2026-01-02')",
        )
        for more in ({}, {"full": True}):
            reading = anything.read(**more)
            assert reading.values("members", "이름") == {"홍길동": 1}
            assert reading.values("members", "utf8") == {"김영희": 1}
            assert reading.values("members", "broken") == {"tel 010-0000-0000 ��": 1}
            assert reading.values("members", "several") == {'["홍길동"]': 1}
            assert reading.values("members", "n") == {"7": 1}
            assert list(reading.skips) == ["public.members.broken"]
            assert "partly unreadable" in reading.skips["public.members.broken"]
    finally:
        postgresql.run(f"DROP DATABASE {name}_any WITH (FORCE)")


def test_korean_in_latin1_columns_is_read_as_it_was_written(mysql):
    words = (
        "홍길동",
        "서울특별시 강남구 테헤란로 12(역삼동)",
        "똠방각하",
        "plain",
        "이영희 010-1234-5678",
    )
    western = ("José Ñandú", "Größe Äpfel", "Müller", "“quoted” café", "plain", "ÄÖÜ", "Ã©tÃ©")
    mysql.run("CREATE TABLE t (euc text, utf varchar(99), western varchar(60)) CHARSET latin1")
    for word in words:
        euc, utf = word.encode("cp949").hex(), word.encode().hex()
        mysql.run(f"INSERT INTO t (euc, utf) VALUES (x'{euc}', x'{utf}')")
    mysql.run(*(f"INSERT INTO t (western) VALUES ('{word}')" for word in western))
    for full in (False, True):
        reading = mysql.read(full=full)
        assert reading.skips == {}
        assert reading.values("t", "euc") == dict.fromkeys(words, 1)
        assert reading.values("t", "utf") == dict.fromkeys(words, 1)
        assert reading.values("t", "western") == dict.fromkeys(western, 1)


def test_columns_of_mysql_in_other_character_sets_are_read_as_text(mysql):
    mysql.run(
        "CREATE TABLE t (western varchar(60) CHARACTER SET latin1, "
        "korean varchar(60) CHARACTER SET euckr, wide varchar(60) CHARACTER SET ucs2, "
        "raw varbinary(60), odd varbinary(60))",
        "INSERT INTO t VALUES ('José', '홍길동', '홍길동', x'c8abb1e6b5bf', x'00fffe')",
    )
    reading = mysql.read()
    assert reading.values("t", "western") == {"José": 1}
    for column in ("korean", "wide", "raw"):
        assert reading.values("t", column) == {"홍길동": 1}
    assert "not looked into" in reading.skips[".".join((*mysql.prefix, "t", "odd"))]
