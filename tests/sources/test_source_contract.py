"""What holds for every source, whatever it crawls."""

import pytest

from pii_scan.model import Coverage, Sample
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source

SECRET = "someone.special@example.org"
KINDS = ["sqlite", "postgresql", "mysql", "ddl", "logs", "files", "folder"]


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def source(kind, request, tmp_path):
    if kind == "ddl":
        target = tmp_path / "schema.sql"
        target.write_text(
            f"CREATE TABLE members (email text DEFAULT '{SECRET}');\n"
            f"INSERT INTO members VALUES ('{SECRET}');\n"
        )
    elif kind == "logs":
        target = tmp_path / "logs"
        target.mkdir()
        (target / "app.log").write_text(f'{{"email": "{SECRET}"}}\nlogin of {SECRET}\n')
        (target / "broken.gz").write_bytes(b"\x1f\x8b\x08" + SECRET.encode())
    elif kind in {"files", "folder"}:
        target = tmp_path / "data"
        target.mkdir()
        (target / "members.csv").write_text(f"id,email\n1,{SECRET}\n2,{SECRET},{SECRET}\n")
        (target / "dump.json").write_text(f'[{{"email": "{SECRET}"}}]')
        (target / "broken.csv.gz").write_bytes(b"\x1f\x8b\x08" + SECRET.encode())
        (target / "broken.parquet").write_bytes(b"PAR1" + SECRET.encode())
        (target / "broken.xlsx").write_bytes(b"PK\x03\x04" + SECRET.encode())
        (target / "broken.json").write_text(f'[{{"email": "{SECRET}')
        if kind == "folder":
            (target / "app.log").write_text(f"login of {SECRET}\n")
    else:
        database = request.getfixturevalue(kind)
        database.run(
            "CREATE TABLE members (email varchar(50))",
            f"INSERT INTO members VALUES ('{SECRET}')",
        )
        target = database.target
    return open_source(SourceSettings(name="mine", target=str(target)))


def test_it_says_what_it_is(source, kind):
    assert (source.name, source.kind) == ("mine", kind)
    assert source.target


def test_coverage_comes_once_and_last_and_every_part_names_the_source(source):
    parts = list(source.read())
    assert [isinstance(part, Coverage) for part in parts].index(True) == len(parts) - 1
    samples = [part for part in parts if isinstance(part, Sample)]
    assert samples
    assert {part.field.source for part in samples} == {"mine"}
    assert {part.source for part in parts[:-1] if not isinstance(part, Sample)} <= {"mine"}
    assert parts[-1].fields_scanned >= len({sample.field.path for sample in samples})


def test_reading_twice_gives_the_same(source):
    first, second = list(source.read()), list(source.read())
    assert first == second


def test_nothing_that_can_be_printed_holds_a_value(source):
    shown = repr(source) + source.target + repr(list(source.read()))
    assert SECRET not in shown
    assert "special" not in shown


def test_a_reader_that_stops_early_leaves_nothing_open(source):
    reading = source.read()
    next(reading)
    reading.close()


def test_reading_changes_no_file(source, kind, request, tmp_path):
    if kind in {"postgresql", "mysql"}:
        pytest.skip("a server keeps its own files; that writing fails is tested elsewhere")

    def contents():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    before = contents()
    list(source.read())
    assert contents() == before
