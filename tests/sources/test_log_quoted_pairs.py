"""Pairs that are written in other ways than programs mostly do become pairs of keys and values."""

import pytest

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.lines import LineReader, split_lines

ITEMS = {
    "주문자명",
    "연락처",
    "name",
    "email",
    "phone",
    "buyername",
    "src",
    "usrName",
    "Login",
    "Login OK",
}
WORDS = KeyWords(ITEMS.__contains__, lambda _: True, ITEMS.union(["Login"]).__contains__)


def values(*lines):
    reader = LineReader(key_words=WORDS)
    found = reader.count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


def test_the_fields_of_a_command_of_redis_are_keys():
    line = (
        '1795924767.442593 [0 127.0.0.1:51206] "HSET" "user:5920884" "name" "\\xec\\xa0\\x95"'
        ' "email" "kim@example.com" "phone" "010-1234-5678"'
    )
    found = values(line)
    assert found["name"] == ["정"]
    assert found["email"] == ["kim@example.com"]
    assert found["phone"] == ["010-1234-5678"]
    assert found["(text)"] == [
        '[0 127.0.0.1:51206] "HSET" "user:" "name": "" "email": "" "phone": ""'
    ]


def test_korean_keys_have_values_in_quotes_behind_them():
    line = "주문자명 '홍길동', 연락처 \"010-1234-5678\" 주소 검증 실패"
    found = values(line, "주문자명 '김 철수'")
    assert found["주문자명"] == ["김 철수", "홍길동"]
    assert found["연락처"] == ["010-1234-5678"]
    assert not [text for text in found["(text)"] if "홍길동" in text or "1234" in text]


@pytest.mark.parametrize("line", ["파일 'a.txt' 없음", "제주문자명 '홍길동'", "연락처 '010-1234"])
def test_other_korean_words_before_quotes_are_text(line):
    assert values(line) == {"(text)": [line]}


@pytest.mark.parametrize("line", ['"GET" "cache" "NX"', 'the "name" is "kim"'])
def test_other_words_in_quotes_are_text(line):
    assert values(line) == {"(text)": [line]}


def test_a_key_in_brackets_with_an_equal_sign_has_the_rest_of_its_line():
    found = values("[2026/11/20 09:00:00] [buyername] = 김 민수", "[buyername] = 이영희")
    assert found["buyername"] == ["김 민수", "이영희"]


def test_a_value_behind_a_key_in_brackets_ends_at_the_next_key():
    found = values(
        "paid [buyername] = 김 민수 [phone] = 010-1234-5678", "[src] = a [name] = 이영희"
    )
    assert found["buyername"] == ["김 민수"]
    assert found["phone"] == ["010-1234-5678"]
    assert (found["src"], found["name"]) == (["a"], ["이영희"])


@pytest.mark.parametrize("sign", ["^", "x5E", "0x5e"])
@pytest.mark.parametrize("front", ["", "Nov 20 09:00:00 fw1 "])
def test_the_pairs_of_an_event_are_parted_by_the_sign_that_it_names(front, sign):
    line = f"{front}LEEF:2.0|Lancope|StealthWatch|1.0|41|{sign}|src=203.0.113.7^usrName=kim^sev=5"
    found = values(line)
    assert found["src"] == ["203.0.113.7"]
    assert found["usrName"] == ["kim"]


def test_how_a_login_ended_is_no_key():
    line = "Login OK: [kim/secret1] (from client ap1 port 0)"
    assert values(line) == {"(text)": [line]}


def test_a_login_that_is_called_over_the_internet_is_none_of_its_host():
    found = values("Registration from <sip:kim@198.51.100.2> failed")
    assert found["sip_username"] == ["kim"]
    assert found["(text)"] == ["Registration from <sip_username= @198.51.100.2> failed"]
