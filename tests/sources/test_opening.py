"""What a target is, and that finding out costs nothing."""

import subprocess
import sys

import pytest

from pii_scan.errors import SourceError
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source


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
        (("app.log", "schema.sql"), "logs"),
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


def test_importing_it_loads_no_driver():
    code = (
        "import sys, pii_scan.sources.opening\n"
        "print(sorted({'sqlalchemy', 'psycopg', 'pymysql', 'sqlparse', 'polars'} "
        "& set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
