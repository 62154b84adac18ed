"""Databases to test against: a SQLite file, and scratch databases on real servers.

Servers are those at PII_SCAN_TEST_POSTGRES_URL and PII_SCAN_TEST_MYSQL_URL, by default the local
ones without a password. Where none answers, tests that need it skip and say how to start one;
with PII_SCAN_TEST_REQUIRE_SERVERS=1 they fail instead.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pii_scan.model import Coverage, Part, Sample, Skipped
from pii_scan.sources.base import Source, SourceSettings
from pii_scan.sources.opening import open_source

_POSTGRES = os.environ.get(
    "PII_SCAN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test"
)
_MYSQL = os.environ.get("PII_SCAN_TEST_MYSQL_URL", "mysql://root@127.0.0.1:3306/test")
_START = {
    "PostgreSQL": "start one with: pg_ctlcluster 15 main start (or docker run -p 5432:5432 "
    "-e POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=test postgres:16)",
    "MariaDB": "start one with: mariadbd --user=mysql (or docker run -p 3306:3306 "
    "-e MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 -e MARIADB_DATABASE=test mariadb:11)",
}

# A machine that does much else takes any time for an example; what must be linear has own tests.
settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


@pytest.fixture(scope="session")
def takes_time_in_proportion() -> Callable[[Callable[[int], object], int], bool]:
    """Whether work of four times the size takes about four times as long, whatever the machine.

    Limits in seconds fail on a slow machine. Quadratic work takes sixteen times as long each time;
    of three tries, one may be disturbed.
    """

    def seconds(work: Callable[[int], object], size: int) -> float:
        begin = time.process_time()
        work(size)
        return time.process_time() - begin

    def check(work: Callable[[int], object], size: int) -> bool:
        work(size)  # what is loaded, compiled and remembered once
        return any(seconds(work, 4 * size) < 8 * seconds(work, size) for _ in range(3))

    return check


@dataclass(frozen=True)
class Database:
    """A database of one test: what scans it and what fills it."""

    kind: str
    target: str
    prefix: tuple[str, ...]
    writer: URL

    def run(self, *statements: str) -> None:
        """Run ``statements`` as the owner, each committed; percent signs are plain."""
        if self.kind == "duckdb":
            import duckdb

            with duckdb.connect(self.target) as writer:
                for statement in statements:
                    writer.execute(statement)
            return
        engine = create_engine(self.writer, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                cursor = connection.connection.cursor()
                cursor.execute(statement)
                cursor.close()

    def settings(self, **more: object) -> SourceSettings:
        return SourceSettings(name="db", target=self.target, **more)

    def source(self, **more: object) -> Source:
        return open_source(self.settings(**more))

    def read(self, **more: object) -> Reading:
        return Reading(list(self.source(**more).read()))


@dataclass(frozen=True)
class Reading:
    """What a source yielded, by kind."""

    parts: list[Part]

    @property
    def samples(self) -> dict[tuple[str, ...], Sample]:
        return {part.field.path: part for part in self.parts if isinstance(part, Sample)}

    @property
    def skips(self) -> dict[str, str]:
        """The reasons by place. Whatever a test reads, they are in Korean as well."""
        skips = [part for part in self.parts if isinstance(part, Skipped)]
        for skip in skips:
            assert re.search("[가-힣]", skip.reason.message_ko), skip
        return {skip.location: skip.reason.message for skip in skips}

    @property
    def coverage(self) -> Coverage:
        (coverage,) = (part for part in self.parts if isinstance(part, Coverage))
        return coverage

    def values(self, *end: str) -> dict[str, int]:
        """The values of the one field whose path ends so."""
        (sample,) = (s for path, s in self.samples.items() if path[-len(end) :] == end)
        return dict(sample.values)


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    folder = tmp_path / "회원 #1?"
    folder.mkdir()
    path = folder / "app 데이터.db"
    url = URL.create("sqlite", database=str(path))
    database = Database("sqlite", str(path), (), url)
    database.run("CREATE TABLE made (a)", "DROP TABLE made")
    return database


@pytest.fixture
def postgresql() -> Iterator[Database]:
    server = make_url(_POSTGRES).set(drivername="postgresql+psycopg")
    name = f"pii_scan_test_{os.getpid()}_{secrets.token_hex(4)}"
    with _server("PostgreSQL", server) as run:
        run(f"CREATE DATABASE {name}")
        writer = server.set(database=name)
        target = writer.set(drivername="postgresql").render_as_string(hide_password=False)
        yield Database("postgresql", target, ("public",), writer)
        run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def mysql() -> Iterator[Database]:
    server = make_url(_MYSQL).set(drivername="mysql+pymysql")
    name = f"pii_scan_test_{os.getpid()}_{secrets.token_hex(4)}"
    with _server("MariaDB", server) as run:
        run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        writer = server.set(database=name).update_query_dict({"charset": "utf8mb4"})
        target = server.set(drivername="mysql", database=name)
        yield Database("mysql", target.render_as_string(hide_password=False), (name,), writer)
        run(f"DROP DATABASE {name}")


@pytest.fixture
def duckdb(tmp_path: Path) -> Database:
    path = tmp_path / "데이터.duckdb"
    database = Database("duckdb", str(path), ("main",), URL.create("duckdb", database=str(path)))
    database.run("CREATE TABLE made (a integer)", "DROP TABLE made")
    return database


@pytest.fixture(params=["sqlite", "postgresql", "mysql", "duckdb"])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on every kind of database."""
    found: Database = request.getfixturevalue(request.param)
    return found


class _server:  # noqa: N801  used as a function in a with statement
    def __init__(self, kind: str, url: URL) -> None:
        self.kind = kind
        self.engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def __enter__(self) -> Callable[[str], None]:
        try:
            self.engine.connect().close()
        except DBAPIError as error:
            said = f"no {self.kind} server answers ({type(error.orig).__name__}); "
            message = said + _START[self.kind]
            if os.environ.get("PII_SCAN_TEST_REQUIRE_SERVERS") == "1":
                pytest.fail(message)
            pytest.skip(message)
        return self._run

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def _run(self, statement: str) -> None:
        with self.engine.connect() as connection:
            connection.exec_driver_sql(statement)
