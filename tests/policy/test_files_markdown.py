"""Markdown as it is written by hand: what is markup and what is text."""

import pytest

from pii_scan.policy.files.markdown import read_markdown


def shown(text):
    return [line.cells or " " * line.indent + line.text for line in read_markdown(text, "a").lines]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## 1. 수집 항목\n이름\n이메일", ["1. 수집 항목", "이름", "이메일"]),
        ("**수집**: *이름*, [이메일](mailto:a@b.kr), `IP`", ["수집: 이름, 이메일, IP"]),
        ("1. 가\n\n1. 나\n\n3) 다", ["1. 가", "1. 나", "3) 다"]),
        ("- 가\n  - 나\n    - 다", ["- 가", "  - 나", "    - 다"]),
        ("- 회원가입\n    이름", ["- 회원가입", "이름"]),
        ("가\n\n    네 칸 들여쓴 글", ["가", "네 칸 들여쓴 글"]),
        ("> 인용", ["인용"]),
        ("가<br>나 <RemoteMeeting> <회사>", ["가", "나 <RemoteMeeting> <회사>"]),
        ("---\ntitle: 가\n---\n나", ["나"]),
        ("---\n\n가", ["가"]),
        ("가&nbsp;나 \\*필수", ["가 나 *필수"]),
        ("제목\n===\n가", ["제목", "가"]),
    ],
)
def test_markup_is_taken_off_and_numbers_stay_as_written(text, lines):
    assert shown(text) == lines


def test_a_pipe_table_keeps_empty_cells_and_line_breaks():
    table = "| 시점 | 항목 |\n|---|:-:|\n| 가입 | 이름<br>- 이메일 |\n|  | a \\| b |"
    assert shown(table) == [("시점", "항목"), ("가입", "이름\n이메일"), ("", "a | b")]


def test_a_table_in_html_is_read_whole_even_around_empty_lines():
    text = (
        "# 가\n\n<table>\n<tr><td rowspan=2>가입</td><td>이름</td></tr>\n\n"
        "<tr><td>이메일</td></tr></table>\n\n나"
    )
    assert shown(text) == ["가", ("가입", "이름"), ("가입", "이메일"), "나"]


def test_levels_and_line_numbers():
    text = "# 가\n\n나\n**다**\n라\n\n### 마\n\n|가|나|\n|-|-|\n|다|라|"
    lines = read_markdown(text, "a").lines
    assert [(line.number, line.level) for line in lines] == [
        *((1, 1), (3, None), (4, 7), (5, None), (7, 3)),
        *((9, None), (11, None)),
    ]


WRAPPED = """\
# Privacy policy

## What we collect

- your name and the role that you hold in the club (player, coach or the
  person who helps at the door);
- a telephone number, which we use to reach you, and, where you give
  one, your postal address;
- the voice recordings of a meeting, where the club has chosen to keep
  them, and photos of the players.

**Your device**
Where you open the app we keep the version of it, what kind your device
is and which operating system it has, so that we can find what went
wrong.
"""


def test_a_line_that_ends_at_the_margin_goes_on_in_the_next():
    blocks = [" ".join(block.split()) for block in WRAPPED.replace("\n- ", "\n\n- ").split("\n\n")]
    *listed, last = (block.lstrip("# ") for block in blocks)
    paragraph = last.removeprefix("**Your device** ")
    shown = [line.text for line in read_markdown(WRAPPED, "policy.md").lines]
    assert shown == [*listed, "Your device", paragraph]


def test_lines_without_a_margin_stay_lines():
    lines = [
        "가. 회원 가입",
        "이름, 이메일 주소",
        "나. 상품 주문",
        "배송지 주소와 연락처",
        "다. 문의",
        "이메일",
    ]
    assert [line.text for line in read_markdown("\n".join(lines), "policy.md").lines] == lines
