"""Why a place was skipped is said in Korean to whoever reads a Korean workbook."""

import ast
import dataclasses
import datetime as dt
import gzip
import io
import os
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pii_scan.config import DatabaseFlags, no_config, with_flags
from pii_scan.pipeline import scan
from pii_scan.reports.excel import render as render_excel
from pii_scan.reports.json_v1 import load
from pii_scan.reports.json_v1 import render as render_json
from pii_scan.rulebook import load_rulebook
from pii_scan.sources.selection import Patterns, Selection

PACKAGE = Path(__file__).parents[2] / "pii_scan"
DECLARATION = Path(__file__).parents[2] / "examples" / "remotemeeting" / "declaration.yaml"
HANGUL = re.compile("[가-힣]")
LINE = "2026-11-01 10:00:00 INFO sent to user1@example.com\n"
REQUEST = (
    '66.249.66.1 - - [02/Nov/2026:10:00:00 +0900] "GET / HTTP/1.1" 200 1 "-" '
    '"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"\n'
)


def fill(folder):
    """Files that are skipped, in whole or in part, each for a reason of its own."""
    folder.mkdir()
    (folder / "empty.csv").touch()
    (folder / "blank.csv").write_text("\n\n")
    (folder / "ragged.csv").write_text("id,email\n1,a@b.co\n2,b@c.co,x,y\n3,c@d.co\n")
    (folder / "open.csv").write_text('id,memo\n1,a\n2,"b\n3,c\n')
    (folder / "long.csv").write_text("id,memo\n1," + "x" * 70_000 + "\n")
    (folder / "binary.csv").write_bytes(bytes(range(32)) * 100)
    (folder / "cut.json").write_text('[{"email": "a@b.co"}, {"email": "b@c')
    (folder / "bad.jsonl").write_text('{"email": "a@b.co"}\n{"email": "b@c.co"}\nno JSON\n')
    (folder / "no.parquet").write_text("no Parquet")
    (folder / "no.xlsx").write_text("<html></html>")
    (folder / "broken.xlsx").write_text("no workbook")
    (folder / "data.avro").write_bytes(b"Obj\x01")
    (folder / "old.mdb").write_bytes(b"\x00\x01")
    (folder / ".hidden").write_text("x")
    (folder / "image.log").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "nul.log").write_bytes(b"\x00\x01\x02" * 1000)
    (folder / "wide.log").write_bytes(LINE.encode("utf-32"))
    (folder / "cut.log.gz").write_bytes(gzip.compress(LINE.encode() * 5000)[:-200])
    (folder / "not.log.gz").write_bytes(b"\x01\x02")
    (folder / "access.log").write_text(REQUEST * 3)
    (folder / "models.py").write_text("from django.db import models\nclass A(models.Model:\n")
    (folder / "tables.sql").write_text("CREATE TABEL a (b int);\nCREATE TABLE c (d int;\n")
    (folder / "left.csv").write_text("email\na@b.co\n")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("users.csv", "email\na@b.co\n")
        archive.writestr("photo.png", b"\x89PNG\r\n\x1a\n")
        archive.writestr("data.orc", b"ORC")
    (folder / "gone").symlink_to(folder / "nothing")
    (folder / "outside").symlink_to(folder.parent)
    os.mkfifo(folder / "pipe")
    (folder / "broken.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)


def fill_database(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE users (email text, photo blob, memo text, secret text)")
        row = ("user1@example.com", b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000, "x" * 70_000, "x")
        connection.execute("INSERT INTO users VALUES (?, ?, ?, ?)", row)
        connection.execute("CREATE TABLE tmp_a (id integer)")
        connection.execute("CREATE VIEW old AS SELECT * FROM users")
        connection.execute("CREATE VIEW broken AS SELECT email FROM gone")


@pytest.fixture
def report(tmp_path):
    fill(tmp_path / "files")
    fill_database(tmp_path / "app.db")
    (tmp_path / "dump.sql").write_text("CREATE TABLE a (b int);\nINSERT INTO a VALUES (1);\n")
    (tmp_path / "nothing").mkdir()
    targets = ("files", "app.db", "dump.sql", "nothing", "gone.csv", "*.tsv")
    urls = ("ibm_db_sa://u:p@host/x", "mysql://u:p@127.0.0.1:1/x", "postgresql://u@127.0.0.1:1/x")
    selection = Selection(
        Patterns(columns=()), Patterns(tables=("tmp_*", "left.csv"), columns=("users.secret",))
    )
    config = with_flags(
        no_config(dt.date(2026, 11, 29)),
        targets=(*(str(tmp_path / target) for target in targets), *urls),
        declaration=DECLARATION,
        rows=None,
        min_confidence=None,
        as_of=None,
        databases=DatabaseFlags(selection=selection),
    )
    return scan(config, load_rulebook(), lambda _: None).report


def korean_reasons(report):
    """The reasons of the sheet that says what was skipped, in its order."""
    out = io.BytesIO()
    render_excel(report, out)
    head, *rows = load_workbook(io.BytesIO(out.getvalue()))["점검 범위와 제외"].iter_rows(
        values_only=True
    )
    reasons = [row[head.index("사유")] for row in rows]
    return reasons[len(report.sources) :]


def test_no_reason_of_a_korean_workbook_is_in_english_only(report):
    reasons = korean_reasons(report)
    assert len(reasons) == len(report.skipped)
    assert len({skip.reason.message for skip in report.skipped}) > 35
    assert [reason for reason in reasons if not HANGUL.search(reason)] == []
    assert reasons == [skip.reason.message_ko for skip in report.skipped]


def test_no_reason_of_an_english_workbook_is_in_korean(report):
    english = dataclasses.replace(
        report, declaration=dataclasses.replace(report.declaration, language="en")
    )
    out = io.BytesIO()
    render_excel(english, out)
    sheet = load_workbook(io.BytesIO(out.getvalue()))["Coverage and skips"]
    head, *rows = sheet.iter_rows(values_only=True)
    said = [row[head.index("Reason")] for row in rows][len(report.sources) :]
    assert said == [skip.reason.message for skip in report.skipped]
    assert [reason for reason in said if HANGUL.search(reason)] == []


def test_a_saved_report_keeps_both_languages(report, tmp_path):
    saved = tmp_path / "report.json"
    with saved.open("wb") as out:
        render_json(report, out)
    again = load(saved)
    assert [skip.reason for skip in again.skipped] == [skip.reason for skip in report.skipped]
    assert korean_reasons(again) == korean_reasons(report)


def texts_of(node):
    """What stands in a literal, also in the constant parts of an f-string; nothing in a name."""
    if not isinstance(node, ast.Constant | ast.JoinedStr):
        return ""
    return "".join(
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )


def reasons_written():
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if named and node.func.id == "Reason" and len(node.args) == 2:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", *map(texts_of, node.args)


def test_every_reason_that_is_written_out_is_in_english_and_in_korean():
    written = list(reasons_written())
    assert len(written) > 150
    for place, english, korean in written:
        assert not HANGUL.search(english.replace("선택", "")), place
        # Some are put together of parts that are named elsewhere.
        assert HANGUL.search(korean) or not re.search("[a-z]{3}", korean), place
