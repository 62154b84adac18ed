"""Files that are no policy, or a broken one, through the real program: clear and quick."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from pii_scan.policy.text import read_policy_text

ROOT = Path(__file__).resolve().parents[2]
POLICY = "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 회원가입: 이름, 이메일\n"


def read(path):
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", "policy", "read", str(path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b"\r\n \t\r\n", "is empty"),
        ("menu.txt", "오늘의 식단: 비빔밥\n".encode(), "no collection point and no item"),
        ("noise.bin", bytes(range(256)) * 9, "binary"),
        ("broken-utf-8.txt", POLICY.encode().replace("이름".encode(), b"\xff\xfe\xff"), "encoding"),
        ("broken-cp949.txt", POLICY.encode("cp949")[:-30].replace(b"\xb0", b"\xff"), "encoding"),
        (
            "prose.txt",
            b"Privacy Policy\nWe respect your privacy and are committed to keeping your trust.\n",
            "no collection point and no item",
        ),
        ("deep.html", b"<table><tr><td>" * 3000 + "이름".encode(), "nested so deeply"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_written(tmp_path, name, data, said):
    path = tmp_path / name
    path.write_bytes(data)
    result = read(path)
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr, result.stderr
    assert "→" in result.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_encodings_and_line_ends_read_the_same(tmp_path, encoding, end):
    path = tmp_path / "policy.txt"
    path.write_bytes(POLICY.replace("\n", end).encode(encoding))
    collection = yaml.safe_load(read(path).stdout)["collection"]
    assert [item["item"] for item in collection[0]["items"]] == ["name", "email"]


def test_a_span_wider_than_the_table_hides_no_cell(tmp_path):
    path = tmp_path / "policy.html"
    path.write_text(
        "<html><body><table><tr><td colspan=999999>이름<td rowspan=9999999>이메일</table></body>",
        encoding="utf-8",
    )
    assert "이메일" in " ".join(line.text for line in read_policy_text(path).lines)


def test_ten_megabytes_of_page_take_seconds(tmp_path):
    path = tmp_path / "policy.html"
    garbage = '"><span></span></div>\n' * 60_000
    body = POLICY.replace("\n", "<br>")
    script = "<script>" + 'var a = "여권번호";\n' * 350_000 + "</script>"
    path.write_text(f"<html><body>{script}<p>{body}</p>{garbage}</body></html>", encoding="utf-8")
    assert path.stat().st_size > 9_000_000
    start = time.perf_counter()
    result = read(path)
    assert time.perf_counter() - start < 60
    assert result.returncode == 0, result.stderr
    collection = yaml.safe_load(result.stdout)["collection"]
    assert {item["item"] for point in collection for item in point["items"]} == {"name", "email"}
