"""Values in brackets behind their keys become pairs where the key is called like an item."""

import polars as pl
import pytest

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.bracketed_pairs import with_bracketed_pairs
from pii_scan.sources.logs.lines import LineReader, split_lines

ITEMS = {"고객명", "연락처", "userId", "phone", "name"}
WORDS = KeyWords(ITEMS.__contains__, lambda _: True, lambda _: True)


def values(*lines):
    reader = LineReader(key_words=WORDS)
    found = reader.count(split_lines("\n".join(lines).encode()).to_frame())
    return {key: list(one) for key, one in reader.open_messages(found).as_dict().items() if one}


def test_values_in_brackets_stand_under_their_keys():
    assert values("상담 고객명[김민수] 연락처[010-1234-5678] 채널[전화]") == {
        "고객명": ["김민수"],
        "연락처": ["010-1234-5678"],
        "(text)": ['상담 고객명="" 연락처="" 채널[전화]'],
    }
    assert values("login,userId[kim:1],phone[010-1]") == {
        "userId": ["kim:1"],
        "phone": ["010-1"],
        "(text)": ['login,userId="",phone=""'],
    }


def test_in_the_message_of_a_structured_line_as_well():
    assert values('{"time":"2026-11-20T10:00:00Z","msg":"joined name[Kim Minsu] ok"}') == {
        "name": ["Kim Minsu"],
        "msg": ['joined name="" ok'],
    }


@pytest.mark.parametrize(
    "line",
    [
        "sshd[123] order[a] thread[main]",
        "phone[0] is missing",
        "phone[0].number name[first]",
        "name[first][1] x",
        "name[] x",
        "xname[a] x",
    ],
)
def test_other_brackets_are_text(line):
    assert values(line) == {"(text)": [line]}


def test_a_parameter_of_a_query_keeps_its_brackets():
    assert "name" not in values("GET /x?name[first]=kim&b=1")


def test_hostile_lines_take_linear_time(takes_time_in_proportion):
    parts = ("name[", "name[a", "name[a] ", "[name")
    assert takes_time_in_proportion(
        lambda length: values(*(part * (length // len(part)) for part in parts)), 100_000
    )


def test_very_many_keys_are_no_pattern_too_large_to_compile():
    lines = [f"email_{n}_{'of_delivery_' * 4}[kim{n}@example.com]" for n in range(5_000)]
    lines += [f"email_{'x' * 200_000}[kim@example.com]", "email[lee@example.com]"]
    words = KeyWords(lambda _: True, lambda _: True, lambda _: False)
    paired = with_bracketed_pairs(pl.Series(lines), words)
    assert paired[-1] == 'email="lee@example.com"'
    assert len(paired) == len(lines)


def test_values_in_parentheses_stand_under_korean_keys():
    assert values("접수 고객명(김민수), 연락처(010-1234-5678) 완료(3건)") == {
        "고객명": ["김민수"],
        "연락처": ["010-1234-5678"],
        "(text)": ['접수 고객명="", 연락처="" 완료(3건)'],
    }


@pytest.mark.parametrize(
    "line",
    [
        "고객명(한글)은 필수",
        "연락처(휴대폰): 없음",
        "고객명() 오류",
        "phone(x) name(y)",
        "고객명(a(b))",
    ],
)
def test_what_a_key_is_said_to_be_in_parentheses_is_no_value(line):
    assert not {"고객명", "phone", "name"} & values(line).keys()
