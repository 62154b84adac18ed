"""Databases: the whole scan beside only fetching the same rows with the driver.

    python tests/benchmarks/databases.py                     # both servers, 5 million rows
    python tests/benchmarks/databases.py --rows 200000 --tables 100 --only postgresql
    python tests/benchmarks/databases.py --keep              # leave the data for the next run

On PostgreSQL and MariaDB: 1,000 tables of 12 columns sampled at 1,000 rows each, and one table of 5
million rows read in full; no two tables hold the same rows. Printed are the wall time, processor
time and peak memory of ``pii-scan scan`` as a process of its own, the wall time of only fetching
the same rows with psycopg or PyMySQL, and for the full table that of the server's own export
(``COPY … TO STDOUT``, ``mysqldump``). Servers are those of the tests; two databases called
pii_scan_bench_… are made on them and dropped at the end. Everything in them is made up.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url

ROOT = Path(__file__).resolve().parents[2]
SAMPLED = 1000
# Chance gives a few rows more or less.
SAMPLED_BY_CHANCE = 1130
SPANS = 25
ROWS_OF_A_TABLE = 3000
COLUMNS = (
    "id bigint PRIMARY KEY, login_id varchar(40), email varchar(120), full_name varchar(60), "
    "phone varchar(20), address varchar(200), ip varchar(45), amount decimal(12,2), "
    "status varchar(12), created_at timestamp, memo text, agreed boolean"
)
# Made-up people: reserved domains, the Korean fiction numbers 010-1xxx, documentation networks.
VALUES = {
    "postgresql": (
        "SELECT n, 'user' || n, 'user' || n || '@example.org', "
        "(ARRAY['김','이','박','최','정'])[n % 5 + 1] || (ARRAY['민준','서연','도윤','하은'])"
        "[n % 4 + 1], '010-1' || lpad((n % 1000)::text, 3, '0') || '-' || "
        "lpad((n * 7919 % 10000)::text, 4, '0'), '서울특별시 강남구 테헤란로 ' || n % 400 || '길 ' "
        "|| n % 90, '203.0.113.' || n % 250, (n * 31 % 900000)::numeric / 100, "
        "(ARRAY['active','closed','paused'])[n % 3 + 1], timestamp '2024-01-01' + n % 900 * "
        "interval '1 day' + n % 86400 * interval '1 second', "
        "'order ' || n || ' was packed and sent', n % 2 = 0 "
        "FROM generate_series({first}::bigint, {last}) AS n"
    ),
    "mysql": (
        "SELECT seq, concat('user', seq), concat('user', seq, '@example.org'), "
        "concat(elt(seq % 5 + 1, '김','이','박','최','정'), elt(seq % 4 + 1, '민준','서연',"
        "'도윤','하은')), concat('010-1', lpad(seq % 1000, 3, '0'), '-', "
        "lpad(seq * 7919 % 10000, 4, '0')), concat('서울특별시 강남구 테헤란로 ', seq % 400, "
        "'길 ', seq % 90), concat('203.0.113.', seq % 250), seq * 31 % 900000 / 100, "
        "elt(seq % 3 + 1, 'active','closed','paused'), timestamp('2024-01-01') + interval "
        "seq % 900 day + interval seq % 40000 second, concat('order ', seq, "
        "' was packed and sent'), seq % 2 = 0 FROM seq_{first}_to_{last}"
    ),
}


@dataclass(frozen=True)
class Server:
    """One server to measure on. ``connect`` opens a driver's own connection to a database."""

    kind: str
    title: str
    url: URL
    connect: Callable[[str], Any]

    def run(self, database: str, *statements: str) -> None:
        """Run statements as the owner, each committed."""
        connection = self.connect(database)
        connection.autocommit = True if self.kind == "postgresql" else connection.autocommit
        try:
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
            connection.commit()
        finally:
            connection.close()

    def target(self, database: str) -> str:
        """The URL that pii-scan is given."""
        return self.url.set(database=database).render_as_string(hide_password=False)


def servers(only: str | None) -> list[Server]:
    """The servers of the tests."""
    import psycopg
    import pymysql

    postgres = make_url(
        os.environ.get("PII_SCAN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
    )
    mysql = make_url(os.environ.get("PII_SCAN_TEST_MYSQL_URL", "mysql://root@127.0.0.1:3306/test"))
    found = [
        Server(
            "postgresql",
            "PostgreSQL",
            postgres,
            lambda name: psycopg.connect(
                host=postgres.host,
                port=postgres.port or 5432,
                user=postgres.username,
                password=postgres.password,
                dbname=name,
            ),
        ),
        Server(
            "mysql",
            "MariaDB",
            mysql,
            lambda name: pymysql.connect(
                host=mysql.host or "127.0.0.1",
                port=mysql.port or 3306,
                user=mysql.username,
                password=mysql.password or "",
                database=name,
            ),
        ),
    ]
    return [server for server in found if only in {None, server.kind}]


@contextmanager
def filled(server: Server, tables: int, rows: int, *, keep: bool) -> Iterator[tuple[str, str]]:
    """Two databases: one of many tables, one of a single large one. Dropped at the end."""
    names = (f"pii_scan_bench_many_{tables}", f"pii_scan_bench_large_{rows}")
    home = server.url.database or "test"
    try:
        for name, fill in ((names[0], _fill_many), (names[1], _fill_large)):
            try:
                server.connect(name).close()
            except Exception:  # noqa: BLE001  it is not there yet, whatever the driver calls that
                server.run(home, f"CREATE DATABASE {name}")
                fill(server, name, tables if fill is _fill_many else rows)
        yield names
    finally:
        if not keep:
            server.run(home, *(f"DROP DATABASE IF EXISTS {name}" for name in names))


def _fill_many(server: Server, database: str, tables: int) -> None:
    for number in range(tables):
        # Other rows in each, as in any database: values that come again need no second look.
        first = number * ROWS_OF_A_TABLE + 1
        rows = VALUES[server.kind].format(first=first, last=first + ROWS_OF_A_TABLE - 1)
        server.run(database, f"CREATE TABLE t{number} ({COLUMNS})", f"INSERT INTO t{number} {rows}")
    analyse = "ANALYZE {}" if server.kind == "postgresql" else "ANALYZE TABLE {}"
    server.run(database, *(analyse.format(f"t{number}") for number in range(tables)))


def _fill_large(server: Server, database: str, rows: int) -> None:
    server.run(
        database,
        f"CREATE TABLE large ({COLUMNS})",
        f"INSERT INTO large {VALUES[server.kind].format(first=1, last=rows)}",
        "ANALYZE large" if server.kind == "postgresql" else "ANALYZE TABLE large",
    )


def fetch_many(server: Server, database: str, tables: int) -> float:
    """Seconds to fetch ``SAMPLED`` rows of each table with the driver, drawn as a scan draws them.

    They are from all over the table; its first rows would come sooner.
    """
    statements = [_sample(server.kind, number) for number in range(tables)]
    connection = server.connect(database)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            cursor.fetchall()
    spent = time.perf_counter() - started
    connection.close()
    return spent


def _sample(kind: str, number: int) -> str:
    """Rows of a table: by chance, or from equal spans of its key."""
    if kind == "postgresql":
        share = 100 * SAMPLED_BY_CHANCE / ROWS_OF_A_TABLE
        sample = f"TABLESAMPLE BERNOULLI ({share}) REPEATABLE (1)"
        return f"SELECT * FROM t{number} {sample} LIMIT {SAMPLED}"
    first, span = number * ROWS_OF_A_TABLE + 1, ROWS_OF_A_TABLE // SPANS
    return " UNION ALL ".join(
        f"(SELECT * FROM t{number} WHERE id BETWEEN {start} AND {start + span - 1}"
        f" ORDER BY id LIMIT {SAMPLED // SPANS})"
        for start in range(first, first + ROWS_OF_A_TABLE, span)
    )


def fetch_large(server: Server, database: str) -> float:
    """Seconds to stream the large table with the driver's server-side cursor."""
    connection = server.connect(database)
    started = time.perf_counter()
    if server.kind == "postgresql":
        cursor = connection.cursor("bench")
    else:
        from pymysql.cursors import SSCursor

        cursor = connection.cursor(SSCursor)
    with cursor:
        cursor.execute("SELECT * FROM large")
        while cursor.fetchmany(10_000):
            pass
    spent = time.perf_counter() - started
    connection.close()
    return spent


def export_large(server: Server, database: str) -> float:
    """Seconds of the server's own export of the large table into nothing."""
    url = server.url.set(database=database)
    if server.kind == "postgresql":
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        command = ["psql", address, "-qc", "COPY large TO STDOUT"]
    else:
        command = ["mysqldump", "--quick", "--single-transaction", f"--host={url.host}"]
        command += [f"--port={url.port or 3306}", f"--user={url.username}", database, "large"]
        if url.password:
            command.insert(1, f"--password={url.password}")
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


@dataclass(frozen=True)
class Scan:
    """``pii-scan scan`` as its own process: seconds of the clock and of its processors, and MB."""

    wall: float
    processor: float
    memory: float
    findings: int


def scan(target: str, *flags: str) -> Scan:
    """Scan ``target`` with these flags. Raises SystemExit where that fails."""
    command = [sys.executable, "-m", "pii_scan", "scan", target, "-f", "json", "-q", *flags]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    report = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    spent = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"the scan of {target} ended with {os.waitstatus_to_exitcode(status)}")
    processor = usage.ru_utime + usage.ru_stime
    return Scan(spent, processor, usage.ru_maxrss / 1024, report.count(b'"fingerprint"'))


def main() -> None:
    """Measure and print one line for each server and kind of reading."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--only", choices=("postgresql", "mysql"))
    parser.add_argument("--keep", action="store_true", help="leave the data for the next run")
    options = parser.parse_args()
    sys.stdout.write(
        "server      reading                  scan      cpu    fetch  ratio"
        "    export    memory  findings\n"
    )
    for server in servers(options.only):
        with filled(server, options.tables, options.rows, keep=options.keep) as (many, large):
            bare = fetch_many(server, many, options.tables)
            whole = scan(server.target(many), "--rows", str(SAMPLED))
            _print(server, f"{options.tables:,} tables", whole, bare, None)
            bare = fetch_large(server, large)
            export = export_large(server, large)
            whole = scan(server.target(large), "--full")
            _print(server, f"{options.rows:,} rows", whole, bare, export)


def _print(server: Server, what: str, whole: Scan, bare: float, export: float | None) -> None:
    exported = f"{export:7.1f} s" if export is not None else "        –"
    sys.stdout.write(
        f"{server.title:11} {what:20} {whole.wall:7.1f} s {whole.processor:6.1f} s {bare:6.1f} s "
        f"{whole.wall / bare:5.1f}x {exported} {whole.memory:6.0f} MB {whole.findings:9,}\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
