"""What a target is, and that finding out costs nothing."""

import datetime as dt
import re
import subprocess
import sys

import pytest

from pii_scan.config import no_config, relative_to, with_flags
from pii_scan.errors import SourceError
from pii_scan.pipeline import scan
from pii_scan.rulebook import load_rulebook
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source
from pii_scan.sources.targets import shown_target, without_password


def _open(target):
    return open_source(SourceSettings(name="s", target=str(target)))


@pytest.mark.parametrize(
    ("target", "kind", "shown"),
    [
        ("postgresql://u:p%40ss@h:5433/d", "postgresql", "postgresql://u@h:5433/d"),
        ("postgres://h/d?password=p%40ss", "postgresql", "postgresql://h/d"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql", "postgresql://u@h/d"),
        ("postgresql:///d?host=/run/pg", "postgresql", "postgresql:///d?host=%2Frun%2Fpg"),
        ("mysql://u:p@h/d?charset=euckr", "mysql", "mysql://u@h/d"),
        ("mariadb://u:p@h/d", "mysql", "mariadb://u@h/d"),
        ("mysql+mysqldb://u:p@h/d", "mysql", "mysql://u@h/d"),
    ],
)
def test_a_url_names_its_kind_and_shows_no_password(target, kind, shown):
    source = _open(target)
    assert (source.kind, source.target) == (kind, shown)
    assert source.name == "s"


def test_an_unknown_scheme_and_a_missing_driver_say_what_to_do():
    with pytest.raises(SourceError, match="unknown kind of database 'foo'"):
        _open("foo://u:p@h/d")
    with pytest.raises(SourceError, match="oracle needs") as caught:
        _open("oracle+oracledb://u:p@h/d")
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("pip install")


def test_a_driver_that_is_not_installed_names_the_extra(monkeypatch):
    for module, extra, target in (
        ("psycopg", "postgresql", "postgresql://h/d"),
        ("pymysql", "mysql", "mysql://h/d"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(SourceError) as caught:
            _open(target)
        assert caught.value.hint == f"pip install 'pii-scan[{extra}]'"


def test_files_and_folders_are_told_apart(tmp_path, sqlite):
    schema = tmp_path / "schema"
    schema.mkdir()
    (schema / "a.sql").write_text("CREATE TABLE t (a int);")
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "app.log").write_text("hello")
    (logs / "b.sql").write_text("")
    assert _open(schema).kind == "ddl"
    assert _open(schema / "a.sql").kind == "ddl"
    assert _open(schema / "*.sql").kind == "ddl"
    assert _open(sqlite.target).kind == "sqlite"
    assert _open(f"sqlite:///{sqlite.target}").kind == "sqlite"
    pytest.importorskip("pii_scan.sources.logs")
    assert _open(logs).kind == "logs"
    assert _open(logs / "app.log").kind == "logs"
    assert _open(tmp_path / "**" / "*").kind == "folder"  # there is an SQLite file as well


def _files(folder, *names):
    folder.mkdir()
    contents = {".json": '[{"a": 1}]', ".sql": "CREATE TABLE t (a int);", ".log": "hello\n"}
    for name in names:
        (folder / name).write_text(contents.get(name[name.rfind(".") :], "id,a\n1,2\n"))
    return folder


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("users.csv",), "files"),
        (("users.csv", "dump.json", "a.tsv"), "files"),
        (("old.xls",), "files"),
        (("users.csv", "app.log"), "folder"),
        (("users.csv", "schema.sql"), "folder"),
        (("app.log", "app.log.1", "app-2026-11-20.log.gz"), "logs"),
        (("app.log", "schema.sql"), "folder"),
        (("schema.sql",), "ddl"),
        ((), "logs"),
    ],
)
def test_what_a_folder_is_follows_from_its_files(tmp_path, names, kind):
    assert _open(_files(tmp_path / "data", *names)).kind == kind


def test_a_url_of_files_needs_its_package(monkeypatch):
    assert _open("memory://exports").kind == "files"
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(SourceError, match="s3:// needs a package") as caught:
        _open("s3://bucket/exports")
    assert caught.value.hint == "pip install 'pii-scan[remote]' s3fs"


def test_a_url_of_files_shows_no_secret():
    pytest.importorskip("fsspec")
    source = _open("ftp://kim:p4ss@host/exports?signature=s3cret")
    assert source.target == "ftp://kim@host/exports"
    assert _open("ftp://kim:p@ss:w/rd@host/exports").target == "ftp://kim@host/exports"
    assert "p4ss" not in repr(source)
    assert "s3cret" not in repr(source)


def test_nothing_there_is_an_error_with_a_hint(tmp_path):
    for target, words in (
        (tmp_path / "missing", "no such file or folder"),
        (tmp_path / "*.sql", "no file fits"),
        (tmp_path / "missing.db", "no such file or folder"),
    ):
        with pytest.raises(SourceError, match=words) as caught:
            _open(target)
        assert caught.value.hint


MISTYPED = [
    "mysql:/app:Hun7er!2@db/x",
    "app:Hun7er!2@db.example.com/x",
    "app:Hun7er!2@",
    "app:p@ss:w/rd?Hun7er@db",
    "postgresql//app:Hun7er!2@db/x",
    "postgresql:app:Hun7er!2@db/x",
    "mysql:/app:a://Hun7er@db/x",
    "mysql://app:p@ss:w/rd?Hun7er@db/x",
    "mysql://app:p@ss?Hun7er@db/x",
    "app:Hun7er://2@db/x",
    "mysql:///app:Hun7er!2@db/x",
    "sqlite:////app:Hun7er!2@db/x",
    "duckdb:///app:Hun7er!2@db/x",
    "jdbc:oracle:thin:app/Hun7er!2@//db:1521/x",
    "jdbc:mysql://db/x?user=app&password=Hun7er!2",
    "mysql//db/x?password=Hun7er!2",
    "Driver={ODBC Driver 18};Server=db;Uid=app;Pwd={Hun;7er};Encrypt=yes",
    "DRIVER=ODBC;UID=app;PWD=two Hun7er;SERVER=db",
    "host=db user=app password=Hun7er!2 dbname=x",
    "host=db user=app password = 'two Hun7er'",
    "app:Hun7er*@db/x",
    "app/Hun7er!2@db",
    "app/Hun7er!2@db:1521/x",
]


@pytest.mark.parametrize("target", MISTYPED)
def test_a_mistyped_url_shows_no_password_wherever_it_is_shown(tmp_path, target, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for written in (target, relative_to(tmp_path, target)):
        with pytest.raises(SourceError) as caught:
            _open(written)
        assert caught.value.hint
        assert not SECRET.search(f"{caught.value.message} {caught.value.hint}")
    config = with_flags(no_config(dt.date(2026, 11, 28)), **{**FLAGS, "targets": (target, ".")})
    report = scan(config, load_rulebook(), lambda _: None).report
    assert not SECRET.search(repr(report))
    assert report.skipped


SECRET = re.compile("7er|Hun|ss:w|w/rd")
FLAGS = dict.fromkeys(("declaration", "rows", "min_confidence", "as_of"))


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("mysql:/app:pw@db/x", "://"),
        ("app:pw@db/x", "://"),
        ("postgresql//db/x", "://"),
        ("Postgres:db", "://"),
        ("mysql/dump.sql", "Check the path."),
        ("exports/2026-11-20T10:00.csv", "Check the path."),
        ("mysqldump.sql", "Check the path."),
    ],
)
def test_what_looks_like_a_mistyped_url_is_said(target, hint):
    with pytest.raises(SourceError) as caught:
        _open(target)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("mysql:/app:pw@db/x", "mysql:***@db/x"),
        ("postgresql//app:pw@db/x", "postgresql//app:***@db/x"),
        ("host=db password=pw", "host=db password=***"),
        ("sqlite:///app.db?key=pw", "sqlite:///app.db?key=***"),
        # No password stands in these.
        ("C:\\exports\\kim@example.csv", "C:\\exports\\kim@example.csv"),
        ("exports/kim@2026.csv", "exports/kim@2026.csv"),
        ("app/2026-11-20T10:00.log", "app/2026-11-20T10:00.log"),
        ("postgresql://app@db:5433/x", "postgresql://app@db:5433/x"),
        ("exports/bypass=1/key=2/part.csv", "exports/bypass=1/key=2/part.csv"),
    ],
)
def test_no_more_is_masked_than_what_may_be_a_password(target, shown):
    assert without_password(target) == shown


def test_a_file_is_shown_by_its_name_whatever_that_holds(tmp_path):
    path = tmp_path / "export 10:00 kim@example.csv"
    path.write_text("id,a\n1,2\n")
    assert shown_target(str(path)) == str(path)
    assert str(path) in _open(path).target


def test_importing_it_loads_no_driver():
    code = (
        "import sys, pii_scan.sources.opening\n"
        "print(sorted({'sqlalchemy', 'psycopg', 'pymysql', 'sqlparse', 'polars'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
