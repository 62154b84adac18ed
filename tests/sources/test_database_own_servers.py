"""Servers of a test's own, which it may stop and damage: PostgreSQL and MariaDB as installed here.

Where their programs are not installed the tests skip.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from pii_scan.model import Coverage, Sample, Skipped
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source

_SECONDS_TO_START = 60


@dataclass
class _Server:
    """A server in a folder of its own; ``command`` runs it in the foreground."""

    kind: str
    url: URL
    data: Path
    command: list[str]
    shutdown: signal.Signals
    process: subprocess.Popen | None = None

    def start(self):
        with (self.data.parent / "log").open("ab") as log:
            # A group of its own: what it forks ends with it.
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + _SECONDS_TO_START
        while True:
            try:
                self.run()
            except DBAPIError:
                if time.monotonic() > end or self.process.poll() is not None:
                    pytest.fail(f"{self.kind} does not start: see {self.data.parent / 'log'}")
                time.sleep(0.1)
            else:
                return

    def stop(self, how=None):
        """End the server; ``how`` is its own way to shut down or as rude as the loss of power."""
        how = how or self.shutdown
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(self.process.pid, how)
            else:
                os.kill(self._pid(), how)
        self.process.wait(60)
        self.process = None

    def _pid(self):
        # The first line of the file in which a server notes itself; runuser stands before it.
        for name in ("postmaster.pid", "mariadbd.pid"):
            with contextlib.suppress(FileNotFoundError):
                return int((self.data / name).read_text().split()[0])
        return self.process.pid

    def run(self, *statements):
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                result = connection.exec_driver_sql(statement)
        return result.scalar() if statements and result.returns_rows else None

    def source(self, **more):
        target = self.url.set(drivername=self.kind).render_as_string(hide_password=False)
        return open_source(SourceSettings(name="db", target=target, **more))


def _free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _program(name):
    """Where a server's program is; Debian keeps PostgreSQL's out of the PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = shutil.which(name) or (str(versions[-1]) if versions else None)
    if found is None:
        pytest.skip(f"{name} is not installed here: no server to stop")
    return found


def _as_user(folder, *names):
    """What runs a program as an ordinary user, since servers refuse to run as root."""
    if os.geteuid() != 0:
        return []
    for name in names:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            os.chown(folder, user.pw_uid, user.pw_gid)
            return [_program("runuser"), "-u", name, "--"]
    return pytest.skip(f"no user of {', '.join(names)} to run a server as")


@contextlib.contextmanager
def _short_folder():
    """A short path that other users may enter, as a server's socket needs it."""
    with tempfile.TemporaryDirectory(prefix="pii-scan-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def folder():
    with _short_folder() as path:
        yield path


def _copy(data, to):
    """The data of a server with its owners and rights, which servers are strict about."""
    subprocess.run(["cp", "-a", data, to], check=True)


@pytest.fixture(scope="session")
def new_postgresql():
    """The data of a server that was never started, made once; each test has a copy."""
    with _short_folder() as folder:
        prefix = _as_user(folder, "postgres", "nobody")
        data = folder / "data"
        options = ["-A", "trust", "-U", "owner", "-E", "UTF8", "--locale=C", "--no-sync"]
        command = [*prefix, _program("initdb"), "-D", data, *options]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        yield data


@pytest.fixture
def own_postgresql(folder, new_postgresql):
    postgres = _program("postgres")
    prefix = _as_user(folder, "postgres", "nobody")
    data, port = folder / "data", _free_port()
    _copy(new_postgresql, data)
    options = ["-p", str(port), "-k", str(folder), "-c", "listen_addresses=127.0.0.1"]
    url = URL.create("postgresql+psycopg", "owner", None, "127.0.0.1", port, "postgres")
    server = _Server(
        "postgresql",
        url,
        data,
        [*prefix, postgres, "-D", str(data), *options, "-c", "fsync=off"],
        signal.SIGINT,  # what pg_ctl stop sends: open connections are ended
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def new_mariadb():
    """The data of a server that was never started, made once; each test has a copy."""
    with _short_folder() as folder:
        prefix = _as_user(folder, "mysql", "nobody")
        data = folder / "data"
        options = [
            "--no-defaults",
            f"--datadir={data}",
            # In a folder that servers share, one that starts deletes what another just wrote.
            f"--tmpdir={folder}",
            "--skip-test-db",
            "--auth-root-authentication-method=normal",
        ]
        command = [*prefix, _program("mariadb-install-db"), *options]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)
        yield data


@pytest.fixture
def own_mariadb(folder, new_mariadb):
    mariadbd = _program("mariadbd")
    prefix = _as_user(folder, "mysql", "nobody")
    data, port = folder / "data", _free_port()
    _copy(new_mariadb, data)
    options = [f"--port={port}", f"--socket={folder}/socket", f"--pid-file={data}/mariadbd.pid"]
    url = URL.create(
        "mysql+pymysql", "root", None, "127.0.0.1", port, "shop", {"charset": "utf8mb4"}
    )
    server = _Server(
        "mysql",
        url.set(database="mysql"),
        data,
        [
            *prefix,
            mariadbd,
            "--no-defaults",
            f"--datadir={data}",
            f"--tmpdir={folder}",
            "--bind-address=127.0.0.1",
            "--max-allowed-packet=256M",
            *options,
        ],
        signal.SIGTERM,
    )
    server.start()
    server.run("CREATE DATABASE shop CHARACTER SET utf8mb4")
    server.url = url
    yield server
    server.stop()


@pytest.fixture(params=["own_postgresql", "own_mariadb"])
def own(request):
    return request.getfixturevalue(request.param)


def _skips(parts):
    return {part.location: part.reason.message for part in parts if isinstance(part, Skipped)}


def _fill(server, table, rows):
    """``table`` with ``rows`` rows, doubled until they are there."""
    server.run(
        f"CREATE TABLE {table} (id integer, email varchar(60), pad varchar(250))",
        f"INSERT INTO {table} VALUES (1, 'one@example.org', repeat('x', 240))",
    )
    have = 1
    while have < rows:
        # No two are alike: values that repeat need no room, and are all read ahead.
        pad = f"concat(repeat('x', 240), id + {have})"
        server.run(f"INSERT INTO {table} SELECT id + {have}, email, {pad} FROM {table}")
        have *= 2
    return have


@pytest.mark.parametrize("power", ["shut down", "lost"])
def test_a_server_that_stops_in_the_middle_of_a_table_keeps_what_was_read(own, power):
    how = signal.SIGKILL if power == "lost" else own.shutdown
    total = _fill(own, "b_large", 200_000)
    own.run("CREATE TABLE a_first (x integer)", "CREATE TABLE c_last (x integer)")
    parts = []
    started = None
    for part in own.source(full=True).read():
        parts.append(part)
        if started is None and isinstance(part, Sample) and part.values and part.sampled > 1:
            started = time.monotonic()
            own.stop(how)
    assert time.monotonic() - started < 20
    skips = _skips(parts)
    assert [place.rpartition(".")[2] for place in skips] == ["b_large", "c_last"]
    large, last = skips.values()
    assert large.startswith("after ")
    assert "does not answer" in large or "connection was lost" in large
    assert "connection was lost" in last or "does not answer" in last
    coverage = parts[-1]
    assert isinstance(coverage, Coverage)
    assert 0 < coverage.rows_scanned < total
    assert (coverage.tables, coverage.tables_scanned) == (3, 2)


def test_a_server_that_starts_again_in_the_middle_is_read_to_the_end(own):
    total = _fill(own, "b_large", 100_000)
    own.run("CREATE TABLE c_last (x integer)", "INSERT INTO c_last VALUES (7)")
    parts = []
    restarted = False
    for part in own.source(full=True).read():
        parts.append(part)
        if not restarted and isinstance(part, Sample):
            restarted = True
            own.stop()
            own.start()
    assert _skips(parts) == {}
    assert parts[-1].rows_scanned == total + 1


def test_a_damaged_page_of_postgresql_is_said_and_what_is_before_it_read(own_postgresql):
    total = _fill(own_postgresql, "b_torn", 20_000)
    own_postgresql.run(
        "CREATE TABLE a_good (x integer)", "INSERT INTO a_good VALUES (7)", "CHECKPOINT"
    )
    file = own_postgresql.data / own_postgresql.run("SELECT pg_relation_filepath('b_torn')")
    own_postgresql.stop()
    with file.open("r+b") as pages:
        pages.seek(100 * 8192)
        pages.write(b"\xa5" * 8192)
    own_postgresql.start()
    full = list(own_postgresql.source(full=True).read())
    assert list(_skips(full)) == ["public.b_torn"]
    assert _skips(full)["public.b_torn"].startswith("after ")
    assert "damaged" in _skips(full)["public.b_torn"]
    assert 0 < full[-1].rows_scanned < total
    sampled = list(own_postgresql.source(rows=100).read())
    assert "damaged" in _skips(sampled)["public.b_torn"]
    assert sampled[-1].rows_scanned >= 100


def test_a_damaged_page_of_mariadb_is_said_and_estimates_are_never_less_than_was_read(own_mariadb):
    own_mariadb.run(
        "CREATE TABLE b_torn (id integer PRIMARY KEY AUTO_INCREMENT, email varchar(60), "
        "pad varchar(250)) STATS_PERSISTENT=1 STATS_AUTO_RECALC=0",
        "INSERT INTO b_torn (email, pad) VALUES ('one@example.org', repeat('x', 250))",
        "ANALYZE TABLE b_torn",
        *["INSERT INTO b_torn (email, pad) SELECT email, pad FROM b_torn"] * 14,
    )
    own_mariadb.stop()
    with (own_mariadb.data / "shop" / "b_torn.ibd").open("r+b") as pages:
        pages.seek(100 * 16384)
        pages.write(b"\xa5" * 16384)
    own_mariadb.start()
    sampled = list(own_mariadb.source(rows=100).read())
    assert sampled[-1].rows_scanned == 100
    assert sampled[-1].rows_total == pytest.approx(2**14, rel=0.9)
    full = list(own_mariadb.source(full=True).read())
    assert _skips(full)["shop.b_torn"].startswith("after ")
    assert "damaged" in _skips(full)["shop.b_torn"]
    assert 0 < full[-1].rows_scanned < 2**14
    assert full[-1].rows_total >= full[-1].rows_scanned


def test_a_password_of_postgresql_is_taken_from_pgpass_and_never_shown(own_postgresql, tmp_path):
    secret = "p@ss:w/ o?rd%2F'한글"
    doubled = secret.replace("'", "''").replace("%", "%%")
    own_postgresql.run(
        "CREATE TABLE members (email text)",
        "INSERT INTO members VALUES ('kim@example.com'), ('lee@example.com')",
        f"CREATE ROLE reader LOGIN PASSWORD '{doubled}'",
        "GRANT SELECT ON members TO reader",
    )
    rules = own_postgresql.data / "pg_hba.conf"
    rules.write_text(f"host all reader 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    own_postgresql.run("SELECT pg_reload_conf()")
    target = f"postgresql://reader@127.0.0.1:{own_postgresql.url.port}/postgres"
    environment = {**os.environ, "HOME": str(tmp_path)}

    def scan():
        command = [sys.executable, "-m", "pii_scan", "scan", target]
        return subprocess.run(
            command, env=environment, capture_output=True, check=False, encoding="utf-8"
        )

    assert "~/.pgpass" in scan().stdout
    pgpass = tmp_path / ".pgpass"
    pgpass.write_text("*:*:*:reader:" + secret.replace("\\", "\\\\").replace(":", "\\:") + "\n")
    pgpass.chmod(0o600)
    result = scan()
    assert result.returncode == 0, result.stdout
    assert "2 of 2" in result.stdout
    pgpass.write_text("*:*:*:reader:another\n")
    refused = scan()
    assert refused.returncode == 3
    assert "was not accepted" in refused.stdout
    assert "another" not in refused.stdout + refused.stderr


def test_values_of_a_hundred_megabytes_in_mariadb_are_cut_by_the_server(own_mariadb):
    size = 100_000_000
    own_mariadb.run(
        "CREATE TABLE huge (id integer PRIMARY KEY, body longtext, raw longblob, doc json)",
        f"INSERT INTO huge VALUES (1, repeat('x', {size}), repeat(x'00ff', {size // 2}), "
        f"concat('[\"', repeat('y', {size}), '\"]'))",
    )
    script = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from pii_scan.model import Skipped\n"
        "from pii_scan.sources.base import SourceSettings\n"
        "from pii_scan.sources.opening import open_source\n"
        "for full in (False, True):\n"
        "    source = open_source(SourceSettings(name='db', target=sys.argv[1], full=full))\n"
        "    for part in source.read():\n"
        "        if isinstance(part, Skipped):\n"
        "            print(part.location, part.reason.message)\n"
        # getrusage would tell of the test's own process as well, from which this one came.
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    target = own_mariadb.url.set(drivername="mysql", query={}).render_as_string()
    said = subprocess.run(
        [sys.executable, "-c", script, target], capture_output=True, check=True, encoding="utf-8"
    ).stdout.splitlines()
    for column in ("body", "doc"):
        cut = [line for line in said if line.startswith(f"shop.huge.{column} ")]
        assert len(cut) == 2
        assert all("longer than 65,536" in line for line in cut)
    assert any(line.startswith("shop.huge.raw not looked into") for line in said)
    assert int(said[-1]) < 200_000  # KiB: less than two of the values
