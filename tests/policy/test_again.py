"""Reading a policy again with -o over its declaration, through the real program."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
POLICY = """\
개인정보 처리방침
1. 수집하는 개인정보 항목
- 회원가입 시: 이름, 이메일, 별명표, 접속 IP
- 상담 신청 시: 이름, 전화번호, 여권번호
2. 개인정보의 보유 및 이용기간
- 견학 신청 내역 : 1년
- 상담 기록 : 3년
3. 개인정보 처리의 위탁
- 수탁업체 : (주)배송나라
  위탁업무 : 배송
"""


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "pii_scan", "policy", "read", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


@pytest.fixture
def policy(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


@pytest.fixture
def declaration(tmp_path, policy):
    """A declaration in which a person has settled what the reader left open."""
    path = tmp_path / "declaration.yaml"
    assert run(policy, "-o", path).returncode == 0
    text = path.read_text(encoding="utf-8")
    assert "{text: 별명표, line: 3}" in text
    for old, new in (
        ("  - {text: 별명표, line: 3}\n", ""),
        ("unplaced:\n", "unplaced: []\n"),
        (
            "      - {item: email, label: 이메일, required: true}\n",
            (
                "      - {item: email, label: 이메일, required: true}\n"
                "      - {item: nickname, label: 별명표, required: false}\n"
            ),
        ),
        (
            "{item: ip_address, label: 접속 IP, required: true}",
            "{item: ip_address, label: 접속 IP, required: true, scopes: [public]}",
        ),
        (
            "{item: passport_number, label: 여권번호, required: true}",
            "{item: passport_number, label: 여권번호, required: true, legal_basis: 출입국관리법}",
        ),
        ("    label: 회원가입 시\n", "    label: 회원가입 시\n    sources: [app]\n"),
        ("record: record-1, label: 견학 신청 내역", "record: visits, label: 견학 신청 내역"),
    ):
        assert old in text, (old, text)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    yaml.safe_load(text)
    return path


def items_of(path, label):
    points = yaml.safe_load(path.read_text(encoding="utf-8"))["collection"]
    point = next(p for p in points if p["label"] == label)
    return {item["label"]: item for item in point["items"]}, point


def test_the_same_text_leaves_every_decision_as_it_is(policy, declaration):
    before = declaration.read_text(encoding="utf-8")
    result = run(policy, "-o", declaration)
    assert result.returncode == 0, result.stderr
    assert declaration.read_text(encoding="utf-8") == before
    assert "stays as it is" in result.stderr
    assert run(policy, "-o", declaration).stderr == result.stderr


def test_what_was_taken_out_by_hand_stays_out_and_is_said(policy, declaration):
    text = declaration.read_text(encoding="utf-8")
    text = text.replace("      - {item: phone, label: 전화번호, required: true}\n", "")
    declaration.write_text(text, encoding="utf-8")
    result = run(policy, "-o", declaration)
    assert declaration.read_text(encoding="utf-8") == text
    assert "not in the declaration: 상담 신청 시: '전화번호' as phone" in result.stderr


def test_another_text_is_read_with_the_decisions_and_the_changes_are_said(policy, declaration):
    policy.write_text(
        POLICY.replace("이메일, 별명표", "별명표, 생년월일").replace("기록 : 3년", "기록 : 5년"),
        encoding="utf-8",
    )
    result = run(policy, "-o", declaration)
    assert result.returncode == 0, result.stderr
    items, point = items_of(declaration, "회원가입 시")
    assert items["별명표"] == {"item": "nickname", "label": "별명표", "required": False}
    assert items["접속 IP"]["scopes"] == ["public"]
    assert point["sources"] == ["app"]
    assert "이메일" not in items
    assert items["생년월일"]["item"] == "birth_date"
    asked, _ = items_of(declaration, "상담 신청 시")
    assert asked["여권번호"]["legal_basis"] == "출입국관리법"
    read = yaml.safe_load(declaration.read_text(encoding="utf-8"))
    assert read["unplaced"] == []
    assert read["retention"][0]["record"] == "visits"
    assert "added item 생년월일 at 회원가입 시" in result.stderr
    assert "removed item 이메일 at 회원가입 시" in result.stderr
    assert "changed retention 상담 기록" in result.stderr
    assert "kept: 회원가입 시: '별명표' is nickname" in result.stderr


def test_a_decision_whose_words_are_gone_is_said_to_be_lost(policy, declaration):
    policy.write_text(POLICY.replace(", 여권번호", ""), encoding="utf-8")
    result = run(policy, "-o", declaration)
    assert "lost: 상담 신청 시: '여권번호' is no longer in the policy" in result.stderr
    asked, _ = items_of(declaration, "상담 신청 시")
    assert "여권번호" not in asked


@pytest.mark.parametrize("text", ["notes: mine\n", "schema: [", "collection: x\n"])
def test_a_file_that_is_no_declaration_is_never_written_over(policy, tmp_path, text):
    path = tmp_path / "declaration.yaml"
    path.write_text(text, encoding="utf-8")
    result = run(policy, "-o", path)
    assert result.returncode == 2, result.stderr
    assert "is not written over" in result.stderr
    assert path.read_text(encoding="utf-8") == text


def test_fresh_replaces_it(policy, declaration):
    result = run(policy, "-o", declaration, "--fresh")
    assert result.returncode == 0
    assert "sources" not in declaration.read_text(encoding="utf-8").split("collection:")[1]


def test_a_text_that_cannot_be_read_leaves_the_declaration(policy, declaration):
    before = declaration.read_bytes()
    policy.write_text("오늘의 식단: 비빔밥\n", encoding="utf-8")
    assert run(policy, "-o", declaration).returncode == 2
    assert declaration.read_bytes() == before


def test_a_policy_whose_items_are_not_understood_leaves_the_declaration(policy, declaration):
    before = declaration.read_bytes()
    policy.write_text(
        "개인정보 처리방침\n1. 개인정보 처리의 위탁\n- 수탁자: 주식회사 하늘\n- 위탁업무: 배송\n",
        encoding="utf-8",
    )
    result = run(policy, "-o", declaration)
    assert result.returncode == 2, result.stderr
    assert "is not written over" in result.stderr
    assert declaration.read_bytes() == before
    # By itself it is read, and what is missing is said.
    result = run(policy)
    assert result.returncode == 0, result.stderr
    assert "what is collected could not be read" in result.stderr
