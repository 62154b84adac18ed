"""Where the program's report goes, in which format, and what stands on stderr at the end."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest
from test_cli import ROOT, refused, run

from pii_scan.cli.output import progress_line
from pii_scan.model import Read, SamplesRead


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "users.csv").write_text(
        "email,phone\n" + "".join(f"user{n}@example.com,010-1234-{n:04d}\n" for n in range(20))
    )
    (tmp_path / "declaration.yaml").write_text(
        "schema: pii-scan/declaration/1\n"
        "collection:\n"
        "- {point: signup, label: 회원가입 시, items: [{item: email, label: 이메일 주소}]}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_ending_of_the_output_file_names_the_format(folder):
    for name in ("out.json", "out.xlsx", "OUT.XLSX", "out.txt"):
        assert run("scan", "users.csv", "-o", name, cwd=folder).returncode == 0
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["schema"]
    assert (folder / "out.xlsx").read_bytes() == (folder / "OUT.XLSX").read_bytes()
    assert (folder / "out.xlsx").read_bytes().startswith(b"PK")
    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("No declaration")
    assert run("report", "out.json", "-o", "two.xlsx", cwd=folder).returncode == 0
    assert (folder / "two.xlsx").read_bytes() == (folder / "out.xlsx").read_bytes()
    assert run("rules", "list", "-o", "rules.json", cwd=folder).returncode == 0
    assert json.loads((folder / "rules.json").read_text(encoding="utf-8"))


def test_a_format_that_is_asked_for_counts_more_than_the_ending(folder):
    assert run("scan", "users.csv", "-f", "json", "-o", "out.xlsx", cwd=folder).returncode == 0
    assert json.loads((folder / "out.xlsx").read_text(encoding="utf-8"))["schema"]
    (folder / "reports").mkdir()
    refused(run("scan", "users.csv", "-o", "reports", cwd=folder), "-o reports/report.txt")


def test_a_failed_check_whose_report_is_a_file_says_where_to_look(folder):
    check = ("check", "users.csv", "-d", "declaration.yaml")
    failed = "failed: 1 undeclared\n"
    assert run(*check, cwd=folder).stderr == failed
    assert run(*check, "-o", "out.xlsx", cwd=folder).stderr == f"{failed}  → see out.xlsx\n"
    said = run(*check, "-o", "my report.json", cwd=folder).stderr
    assert said == f"{failed}  → see pii-scan report 'my report.json'\n"
    quiet = run(*check, "-q", "-o", "out.json", cwd=folder)
    assert (quiet.returncode, quiet.stderr) == (1, "")


def test_an_incomplete_scan_whose_report_is_a_file_says_so(folder):
    (folder / "empty.csv").touch()
    scan = ("scan", "users.csv", "empty.csv")
    shown = run(*scan, cwd=folder)
    assert (shown.returncode, shown.stderr) == (3, "")
    assert "1 skipped · incomplete" in shown.stdout
    saved = run(*scan, "-o", "out.json", cwd=folder)
    assert saved.returncode == 3
    assert saved.stderr == (
        "incomplete: 1 place could not be read\n  → see pii-scan report out.json\n"
    )


def run_in_shell(command, folder):
    return subprocess.run(
        ["sh", "-c", command.replace("pii-scan", f"{sys.executable} -m pii_scan")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )


def test_a_stream_that_the_caller_closed_is_no_crash(folder):
    nowhere = run_in_shell("pii-scan scan users.csv >&-", folder)
    assert nowhere.returncode == 2
    assert nowhere.stderr.startswith("error: the report cannot be written")
    saved = run_in_shell("pii-scan scan users.csv -o out.json >&- 2>&- <&-", folder)
    assert saved.returncode == 0
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["schema"]
    # What goes to stderr must not end up in the report.
    check = "pii-scan check users.csv -d declaration.yaml -f json 2>&-"
    result = run_in_shell(check, folder)
    assert result.returncode == 1
    assert json.loads(result.stdout)["summary"]["undeclared"] == 1


@pytest.mark.parametrize("group", [(), ("policy",), ("rules",), ("schema",)])
def test_no_command_is_explained_by_half_a_sentence(group):
    listed = run(*group, "--help", COLUMNS="80").stdout.partition("Commands:")[2]
    assert listed
    assert "..." not in listed


def test_no_type_of_python_stands_in_the_help():
    shown = run("scan", "--help", COLUMNS="80").stdout
    assert "int range" not in shown


def test_ctrl_c_while_the_program_is_loaded_shows_no_traceback():
    program = (
        "import sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from pii_scan.__main__ import main\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_the_bytes_of_logs_are_shown_up_to_the_last_file():
    read = Read("logs", 120_000_000, 316_000_000, 2)
    line = "logs: 120 MB of 316 MB (37%), 60 MB/s, 2 files left"
    assert progress_line(read, read, 2.0) == line
    assert progress_line(SamplesRead("logs", 7), read, 2.0) == line
    assert progress_line(SamplesRead("db", 7), read, 2.0) == "db: 7 samples read"
    assert progress_line(SamplesRead("db", 1), None, 2.0) == "db: 1 sample read"
    done = replace(read, files_left=0)
    assert progress_line(SamplesRead("logs", 7), done, 2.0) == "logs: 7 samples read"
