"""Plain text whose lines the width of a page broke."""

import pytest

from pii_scan.policy.text import split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "- 필수 : 은행명,\n계좌번호\n- 선택 : 성별\n",
            ["- 필수 : 은행명, 계좌번호", "- 선택 : 성별"],
        ),
        ("1. 계약 정보 : 계약 종료 후\n5년\n", ["1. 계약 정보 : 계약 종료 후 5년"]),
        (
            "1. 기록 : 3년 (신용정보\n의 이용에 관한 법률)\n",
            ["1. 기록 : 3년 (신용정보의 이용에 관한 법률)"],
        ),
        ("회원 가입 및\n관리\n- 3 -\n2. 파기\n", ["회원 가입 및 관리", "2. 파기"]),
        ("이름,\n이메일\n", ["이름,", "이메일"]),
        ("회원가입\n이름\n", ["회원가입", "이름"]),
        ("- 이름,\n\n이메일\n", ["- 이름,", "이메일"]),
    ],
)
def test_lines_that_go_on_below(text, lines):
    assert [line.text for line in split_lines(text)] == lines


def test_a_text_with_the_width_of_a_page():
    text = (
        "1. Information We Collect\n\n"
        "When you create an account we collect your name, your email address and\n"
        "a password of your own. When you pay we receive a payment record and the\n"
        "billing address from our processor, and we keep both of them as the law\n"
        "requires.\n\n2. Retention\n"
    )
    lines = [line.text for line in split_lines(text)]
    assert lines[0] == "1. Information We Collect"
    assert lines[1].startswith("When you create")
    assert lines[1].endswith("as the law requires.")
    assert lines[2:] == ["2. Retention"]


def test_wide_lines_without_breaks_stay_as_they_are():
    text = "".join(
        f"{number} 회사는 이용자의 개인정보를 수집하지 않으며 제공하지 않습니다.\n이름\n"
        for number in range(5)
    )
    assert len(split_lines(text)) == 10


def test_a_long_text_that_never_ends_a_line(takes_time_in_proportion):
    assert takes_time_in_proportion(
        lambda lines: split_lines("- 이름,\n" + "이메일,\n" * lines), 3_000
    )
