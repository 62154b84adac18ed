"""The real program: what it prints, where, and how it exits."""

import datetime as dt
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pii_scan.config import no_config, with_flags

ROOT = Path(__file__).parent.parent


def run(*arguments, cwd=None, stdin=None, **environment):
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **environment},
        input=stdin,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def run_code(code, cwd=None):
    """The program started by a line of Python that changes something before."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def refused(result, *words):
    """Exit code 2, one clear message with a next step, no traceback, nothing on stdout."""
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "\n  → " in result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


@pytest.fixture
def members(tmp_path):
    path = tmp_path / "회원.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table members (id integer primary key, email text, phone text)")
        connection.executemany(
            "insert into members (email, phone) values (?, ?)",
            [(f"user{n}@example.com", f"010-1234-{n:04d}") for n in range(20)],
        )
    return path


@pytest.fixture
def declaration(tmp_path):
    path = tmp_path / "declaration.yaml"
    path.write_text(
        "schema: pii-scan/declaration/1\n"
        "collection:\n"
        "- {point: signup, label: 회원가입 시, items: [{item: email, label: 이메일 주소}]}\n",
        encoding="utf-8",
    )
    return path


def test_help_and_version():
    assert "check" in run("--help").stdout
    assert re.fullmatch(r"pii-scan \d+\.\d+\.\d+\n", run("--version").stdout)


@pytest.mark.parametrize(
    "command", ["scan", "check", "report", "policy read", "schema columns", "rules list"]
)
def test_every_command_explains_itself(command):
    result = run(*command.split(), "--help")
    assert result.returncode == 0
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_starts_at_once():
    def seconds(*command):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run(
                [sys.executable, *command],
                check=True,
                capture_output=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            times.append(time.perf_counter() - start)
        return min(times)

    assert seconds("-m", "pii_scan", "--help") < 3 * seconds("-c", "import typer, rich")


def test_help_imports_nothing_slow():
    code = (
        "import sys, pii_scan.cli.main\n"
        "slow = {'polars', 'presidio_analyzer', 'sqlalchemy', 'openpyxl', 'pydantic', 'yaml'}\n"
        "sys.exit(', '.join(slow & set(sys.modules)) or 0)"
    )
    result = run_code(code)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_scan_reports_and_never_fails_on_findings(members):
    result = run("scan", f"sqlite:///{members}", "-f", "json")
    report = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert report["declaration"] is None
    assert {(f["location"], f["item"], f["status"]) for f in report["fields"]} == {
        ("members.email", "email", None),
        ("members.phone", "phone", None),
    }
    assert report["summary"]["passed"] is None


def test_check_fails_on_what_the_policy_does_not_declare(members, declaration):
    result = run("check", members, "-d", declaration, "-f", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert {f["location"]: f["status"] for f in report["fields"]} == {
        "members.email": "declared",
        "members.phone": "undeclared",
    }
    assert report["summary"]["passed"] is False
    assert "1 undeclared" in result.stderr


def test_check_passes_when_all_is_declared(members, declaration):
    with sqlite3.connect(members) as connection:
        connection.execute("alter table members drop column phone")
    result = run("check", members, "-d", declaration)
    assert result.returncode == 0
    assert result.stderr == ""


def test_min_confidence_leaves_out_what_is_less_sure(members, tmp_path):
    def least(*options):
        fields = json.loads(run("scan", members, "-f", "json", *options, cwd=tmp_path).stdout)
        return min(field["confidence"] for field in fields["fields"])

    with sqlite3.connect(members) as connection:
        connection.execute("create table orders (id integer, email text)")  # a name only
    assert least() == 0.75
    assert least("--min-confidence", "0.9") >= 0.9
    (tmp_path / "pii-scan.yaml").write_text(
        "min_confidence: 0.9\nsources:\n- {name: a, target: a}\n", encoding="utf-8"
    )
    assert least() >= 0.9
    assert least("--min-confidence", "0.5") == 0.75


def test_an_incomplete_scan_exits_with_3_and_a_failed_gate_wins(members, declaration, tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "a.log").write_bytes(b"\x00\x01\x02" * 100)
    broken = tmp_path / "logs"
    incomplete = run("scan", members, broken, "-f", "json")
    assert incomplete.returncode == 3
    assert [skip["source"] for skip in json.loads(incomplete.stdout)["skipped"]] == ["logs"]
    assert run("check", members, broken, "-d", declaration).returncode == 1


def test_a_driver_that_is_missing_for_one_source_of_several_is_a_skip(members):
    others = ("ibm_db_sa://u:s3cret@host/x", "snowflake://u:s3cret@account/y")
    result = run("scan", members, *others, "-f", "json")
    assert result.returncode == 3
    report = json.loads(result.stdout)
    reasons = {skip["source"]: skip["reason"] for skip in report["skipped"]}
    assert reasons == {
        "x": "reading ibm_db_sa needs ibm_db_sa (pip install ibm_db_sa)",
        "y": "reading snowflake needs snowflake-sqlalchemy (pip install snowflake-sqlalchemy)",
    }
    assert {field["source"] for field in report["fields"]} == {report["sources"][0]["name"]}
    assert "s3cret" not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("mysql://root@127.0.0.1", "127.0.0.1"),
        ("mysql://root:p@127.0.0.2/", "127.0.0.2"),
        ("postgresql://db.example.com:5433", "db.example.com:5433"),
        ("postgresql://u@[::1]:5433", "[::1]:5433"),
        ("postgresql://u:p@db.example.com/shop", "shop"),
        ("postgresql://u:p@db.example.com/shop.v2?sslmode=require", "shop.v2"),
        ("postgresql:///shop?host=/run/pg&user=a@b", "shop"),
        ("mysql://u:p?w@db.example.com/shop", "shop"),
        ("mysql://u:p?w@db.example.com/shop?ssl=true&password=s3cret", "shop"),
        ("postgresql://127.0.0.1:5433/shop?user=u&password=s3cret", "shop"),
        ("postgresql://127.0.0.1:5433/shop?user=u@corp&password=s3cret", "corp"),
        ("mysql://", "mysql"),
        ("sqlite:///data/app.db", "app"),
        ("sqlite:////data/app.v2.db?mode=ro", "app.v2"),
        ("sqlite://app.db", "app"),
        ("sqlite://", "sqlite"),
        ("s3://my.bucket", "my.bucket"),
        ("s3://my.bucket/exports/users.csv", "users"),
        ("/var/log/app.log", "app.log"),
        ("data/app.db", "app"),
    ],
)
def test_a_source_that_has_no_name_is_called_by_its_target(target, name):
    config = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(target,),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
    )
    assert [entry.name for entry in config.sources] == [name]


@pytest.mark.parametrize("format_", ["table", "json", "xlsx"])
def test_a_target_may_have_a_name_that_is_no_utf8(tmp_path, format_):
    target = os.fsdecode(os.fsencode(tmp_path) + b"/" + "회원".encode("cp949") + b".csv")
    Path(target).write_text("id,email\n1,a@example.com\n2,b@example.com\n")
    result = run("scan", target, "-f", format_, "-o", "report", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "report").stat().st_size


def test_the_settings_are_found_in_the_working_directory(members, declaration, tmp_path):
    (tmp_path / "pii-scan.yaml").write_text(
        "declaration: declaration.yaml\n"
        "sources:\n- {name: 회원, target: 'sqlite:///${DB}', points: [signup]}\n",
        encoding="utf-8",
    )
    result = run("check", "-f", "json", cwd=tmp_path, DB=members.name)
    assert result.returncode == 1
    assert json.loads(result.stdout)["sources"][0]["name"] == "회원"
    refused(run("check", cwd=tmp_path), "environment variable DB is not set")


def test_a_saved_report_renders_to_the_other_formats(members, tmp_path):
    saved, sheet = tmp_path / "inventory.json", tmp_path / "inventory.xlsx"
    assert run("scan", members, "-f", "json", "-o", saved).stdout == ""
    assert run("report", saved, "-f", "xlsx", "-o", sheet).returncode == 0
    assert sheet.read_bytes().startswith(b"PK")
    assert "members.phone" in run("report", saved).stdout
    assert run("report", saved, "-f", "json").stdout == saved.read_text(encoding="utf-8")


def test_the_output_file_appears_whole_or_not_at_all(members, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert run("scan", members, "-f", "json", "-o", pipe).returncode == 0
        assert json.loads(reader.communicate(timeout=60)[0])
    assert pipe.is_fifo()
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    assert run("scan", members, "-f", "json", "-o", tmp_path / "link.json").returncode == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text(encoding="utf-8"))
    folder = tmp_path / "taken"
    folder.mkdir()
    refused(run("scan", members, "-o", folder), "taken", "is a folder")
    assert not list(tmp_path.glob(".*.part"))


def test_usage_that_cannot_work_is_refused_before_anything_is_read(members, tmp_path):
    refused(run("scan", cwd=tmp_path), "nothing to scan")
    refused(run("scan", ""), "a target is empty")
    refused(run("scan", tmp_path / "missing.db"), "missing.db", "no such file")
    refused(run("scan", f"sqlite:///{tmp_path}/missing.db"), "missing.db")
    assert not (tmp_path / "missing.db").exists()
    refused(run("scan", "nosuch://host/db"), "nosuch")
    refused(run("scan", members, "-f", "pdf"), "'pdf'", "table, json, xlsx")
    refused(run("scan", members, "-o", tmp_path / "no" / "x.json"), "no folder")
    refused(run("check", members), "declaration")
    refused(run("scan", members, "-c", tmp_path / "no.yaml"), "no.yaml")
    refused(run("report", tmp_path / "no.json"), "no.json")
    refused(run("policy", "read", tmp_path / "no.txt"), "no.txt")
    assert run("scan", "--nonsense").returncode == 2


def test_files_with_faults_are_refused_with_their_line(members, tmp_path):
    broken = tmp_path / "broken.yaml"
    for text, *words in (
        ("sources: [\n", "broken.yaml:2"),
        ("surces: []\n", "broken.yaml:1", "surces"),
        ("rows: 0\n", "broken.yaml:1", "rows"),
        ("gate: {fail_on: [undeclard]}\n", "undeclard"),
        ("laws: [kr-pippa]\nsources: [{name: a, target: x.db}]\n", "kr-pippa"),
    ):
        broken.write_text(text, encoding="utf-8")
        (tmp_path / "x.db").touch()
        refused(run("scan", "-c", broken), *words)
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(
        "schema: pii-scan/declaration/1\ncollection:\n"
        "- {point: signup, label: 가입, items: [\n  {item: emial, label: 이메일}]}\n",
        encoding="utf-8",
    )
    refused(run("scan", members, "-d", faulty), "faulty.yaml:4", "emial", "email")
    empty = tmp_path / "empty.txt"
    empty.touch()
    refused(run("policy", "read", empty), "empty.txt")


def test_a_password_in_a_url_is_never_shown(tmp_path):
    url = "postgresql://scanner:s3cr3t-p4ss@127.0.0.1:1/app"
    result = run("scan", url, "-f", "json")
    assert result.returncode == 3
    assert "s3cr3t" not in result.stdout + result.stderr
    assert "127.0.0.1" in result.stdout


def test_a_reader_that_stops_early_is_no_failure(members):
    command = f"{sys.executable} -m pii_scan scan {members} | head -n 1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_output_that_cannot_be_encoded_is_escaped_and_not_a_crash(members):
    result = run("scan", members, PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert result.stderr == ""


def test_values_in_names_keys_and_comments_of_places_are_hidden(tmp_path):
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute('create table "t 010-8371-5926" (email text, extra text)')
        rows = [
            ("lee@x.kr", json.dumps({f"kim{n}@x.kr": {"phone": f"010-8371-{n:04d}"}}))
            for n in range(9)
        ]
        connection.executemany('insert into "t 010-8371-5926" values (?, ?)', rows)
    schema = tmp_path / "schema.sql"
    schema.write_text(
        "create table m (email varchar(9) comment '예: park@x.kr');", encoding="utf-8"
    )
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "choi@x.kr.log").write_text(
        "[2026-11-20 09:30:01] 김철수: 010-8371-5926\n" * 3, encoding="utf-8"
    )
    (logs / "jung@x.kr.png").write_bytes(b"\x89PNG\x00")
    canaries = ("@x.kr", "8371", "김철수")
    for format_ in ("table", "json"):
        result = run("scan", tmp_path / "shop.db", schema, logs, "-f", format_)
        written = result.stdout + result.stderr
        assert result.returncode == 3
        assert "email" in written
        for canary in canaries:
            assert canary not in written, canary
    listed = run("schema", "columns", schema)
    assert "예: *" in listed.stdout


def test_the_speaker_of_a_chat_is_in_no_report_and_in_no_state(tmp_path):
    speakers = ("박준", "제갈공명", "강산에", "스미스", "Smith", "김철수님", "soyeon", "gildong77")
    for number, speaker in enumerate(speakers):
        (tmp_path / f"{number}.log").write_text(
            "".join(
                f"2026-11-20 09:30:{second:02d} {speaker}: 번호는 010-8371-59{second}\n"
                for second in range(10, 40)
            ),
            encoding="utf-8",
        )
    state = tmp_path.parent / f"{tmp_path.name}.state"
    result = run("scan", tmp_path, "-f", "json", "--state", state)
    again = run("scan", tmp_path, "--state", state)
    fields = json.loads(result.stdout)["fields"]
    # An unknown Latin word before a colon is left in the text.
    expected = ["(text)" if speaker.isascii() else "*" for speaker in speakers]
    assert [field["path"][1] for field in fields] == expected
    assert {field["item"] for field in fields} == {"phone"}
    for written in (result.stdout, result.stderr, again.stdout, state.read_text(encoding="utf-8")):
        for speaker in speakers:
            assert speaker not in written


def test_people_who_are_keys_of_documents_are_in_no_report(tmp_path):
    people = ("Aaron French", "kimminsu", "zorblax", "ravi", "xq92", "박하늬")
    entry = {"email": "u@example.com", "created_at": "2019-01-02"}
    members = dict.fromkeys(people, entry) | {"xq92": {**entry, "note": "가" * 100_000}}
    (tmp_path / "members.json").write_text(json.dumps(members), encoding="utf-8")
    with sqlite3.connect(tmp_path / "board.db") as connection:
        connection.execute("create table boards (id integer primary key, scores json)")
        rows = [(json.dumps(dict.fromkeys(people, entry)),)] * 20
        connection.executemany("insert into boards (scores) values (?)", rows)
    sources = (tmp_path / "members.json", tmp_path / "board.db")
    whole = run("scan", *sources, "-f", "json")
    report = json.loads(whole.stdout)
    paths = {tuple(field["path"]) for field in report["fields"]}
    assert paths == {("members.json", "*.email"), ("boards", "scores", "*.email")}
    assert [skip["location"] for skip in report["skipped"]] == ["members.json.*.note"]
    left_out = run("scan", *sources, "-f", "json", "--exclude-column", "*.email")
    skipped = json.loads(left_out.stdout)["skipped"]
    assert [skip["location"] for skip in skipped if skip["excluded"]] == ["members.json.*.email"]
    for written in (whole.stdout, whole.stderr, run("scan", *sources).stdout, left_out.stdout):
        for person in people:
            assert person not in written


def test_files_of_a_folder_are_chosen_on_the_command_line(tmp_path):
    for name in ("app.log", "app.log.1", "old/app.log"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("2026-11-20 10:00:00 login email=kim@example.org\n")
    chosen = run("scan", tmp_path, "--include-file", "*.log", "--exclude-file", "old", "-f", "json")
    report = json.loads(chosen.stdout)
    assert [field["matched"] for field in report["fields"]] == [1]
    assert [skip["location"] for skip in report["skipped"]] == ["(2 files)"]
    assert chosen.returncode == 0


def test_a_source_that_is_not_there_does_not_stop_the_others(members, tmp_path):
    result = run("scan", members, tmp_path / "missing.db", "-f", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 3
    assert len(report["fields"]) == 2
    assert [skip["source"] for skip in report["skipped"]] == ["missing"]


def test_nothing_looked_at_is_never_clean(tmp_path, declaration):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.db").touch()
    for target in ("empty", "empty.db"):
        result = run("check", tmp_path / target, "-d", declaration)
        assert result.returncode == 3, target
        assert "nothing in it" in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_said(members):
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "pii_scan", "scan", str(members)],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert result.returncode == 2
    assert "cannot be written" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_help_that_cannot_be_written_is_an_error():
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "pii_scan", "--version"],
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
        )
    assert result.returncode == 2
    assert result.stderr == "error: the output cannot be written: No space left on device\n"


def test_help_may_be_cut_off_by_its_reader():
    command = f"{sys.executable} -m pii_scan scan --help | true"
    result = subprocess.run(
        ["bash", "-c", command],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert result.stderr == ""


def test_what_libraries_want_done_at_the_end_is_done(members):
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('a library ends'))\n"
        "from pii_scan.cli.main import main\n"
        f"sys.argv = ['pii-scan', 'scan', {str(members)!r}]\n"
        "main()"
    )
    result = run_code(code)
    assert result.returncode == 0
    assert result.stdout.endswith("a library ends\n")


@pytest.mark.parametrize("base", ["RuntimeError", "BaseException"])  # polars raises such as well
def test_an_unforeseen_failure_shows_no_value(tmp_path, base):
    code = (
        "import sys, pii_scan.pipeline as p\n"
        f"class Panic({base}): pass\n"
        "def fail(*_): raise Panic('user1@example.com')\n"
        "p.scan = fail\n"
        "from pii_scan.cli.main import main\n"
        "sys.argv = ['pii-scan', 'scan', '.']\n"
        "main()"
    )
    result = run_code(code, tmp_path)
    assert result.returncode == 2
    assert "Panic in fail" in result.stderr
    assert "example.com" not in result.stderr


def test_a_device_or_link_named_by_output_is_written_through(members, tmp_path):
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    link.symlink_to(real)
    assert run("scan", members, "-o", link).returncode == 0
    assert link.is_symlink()
    assert "members.phone" in real.read_text(encoding="utf-8")


def test_two_scans_are_the_same_to_the_byte_and_so_is_what_is_rendered_later(
    members, declaration, tmp_path
):
    saved, first, second = (tmp_path / name for name in ("a.json", "direct.xlsx", "later.xlsx"))
    scanned = ("check", members, "-d", declaration)
    run(*scanned, "-f", "json", "-o", saved)
    assert run(*scanned, "-f", "json").stdout == saved.read_text(encoding="utf-8")
    assert run(*scanned).stdout == run("report", saved).stdout
    run(*scanned, "-f", "xlsx", "-o", first)
    run("report", saved, "-f", "xlsx", "-o", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_server_that_is_down_does_not_stop_the_other_sources(members):
    down = "postgresql://scanner:hunter2-canary@127.0.0.1:9/app"
    result = run("scan", down, members, "-f", "json")
    assert result.returncode == 3
    report = json.loads(result.stdout)
    assert [skip["source"] for skip in report["skipped"]] == ["app"]
    assert {field["source"] for field in report["fields"]} == {"회원"}
    assert "hunter2-canary" not in result.stdout + result.stderr


# An import that catches whatever is raised meanwhile, as some do, and Ctrl-C in the middle of it.
_PRESSED_IN_AN_IMPORT = """
import os, signal, sys

class Import:
    def find_spec(self, name, path, target=None):
        if name == "pii_scan.pipeline":
            try:
                os.kill(os.getpid(), signal.SIGINT)
            except BaseException:
                pass

sys.meta_path.insert(0, Import())
from pii_scan.cli.main import main
sys.argv = ["pii-scan", "scan", sys.argv[1]]
main()
"""


def test_ctrl_c_while_the_program_starts_ends_it(members):
    result = subprocess.run(
        [sys.executable, "-c", _PRESSED_IN_AN_IMPORT, str(members)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 130
    assert result.stdout == ""
