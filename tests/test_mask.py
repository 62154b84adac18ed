import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.mask import mask

STYLES = ["email", "ip", "first", "shape"]


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("kim@example.com", "email", "k***@e***.com"),
        ("a.very.long.name+tag@mail.example.co.kr", "email", "a***@m***.kr"),
        ("k@e.com", "email", "k***@e***.com"),
        ("root@localhost", "email", "r***@l***"),
        ("_kim@example.com", "email", "k***@e***.com"),
        ("김철수@예시.한국", "email", "김***@예***.한국"),
        ("ｋｉｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email", "k***@e***.com"),
        ("kim@[203.0.113.9]", "email", "k***@2***.***"),
        ("no address", "email", "** *******"),
        ("@example.com", "email", "@*******.***"),
        ("k***@e***.com", "email", "****@****.***"),
        ("203.0.113.7", "ip", "203.*.*.*"),
        (" 203.0.113.7\n", "ip", "203.*.*.*"),
        ("10.0.0.1", "ip", "10.*.*.*"),
        ("2001:db8::1", "ip", "2001:*:*:*"),
        ("::1", "ip", "*:*:*:*"),
        ("fe80::1%eth0", "ip", "fe80:*:*:*"),
        ("203.0.113.7:8080", "ip", "***.*.***.*:****"),
        ("김철수", "first", "김**"),
        (unicodedata.normalize("NFD", "김철수"), "first", "김**"),
        (" Kim Chul-soo", "first", "K**"),
        ("(주)가나다", "first", "주**"),
        ("김", "first", "*"),
        ("김**", "first", "*"),
        ("\x00", "first", "*"),
        ("", "first", "*"),
        ("010-1234-5678", "shape", "***-****-****"),
        ("4111 1111 1111 1111", "shape", "**** **** **** ****"),
        ("900101-1234567", "shape", "******-*******"),
        ("서울특별시 중구 세종대로 110", "shape", "***** ** **** ***"),
        ("a" * 24, "shape", "*" * 24),
        ("a" * 25, "shape", "*" * 23 + "…"),
        ("a\x1b[31m\u202eb\n", "shape", "**[******"),
        ("👍é①", "shape", "***"),
        ("", "shape", ""),
    ],
)
def test_an_example_shows_the_kind_and_not_the_person(value, style, shown):
    assert mask(value, style) == shown


def test_a_style_that_does_not_exist_is_refused_without_showing_the_value():
    with pytest.raises(ValueError, match="no mask style 'last4'") as error:
        mask("4111111111111111", "last4")
    assert "4111" not in str(error.value)


@pytest.mark.parametrize("value", ["4111111111111111", "4111-1111-1111-1111", "3782 822463 10005"])
def test_a_card_gives_away_no_digit(value):
    assert not re.search(r"\d", mask(value, "shape"))


TEXTS = st.one_of(
    st.text(),
    st.emails(),
    st.ip_addresses().map(str),
    st.text(alphabet="*@.-ab1 김", max_size=30),
    st.from_regex(r"[0-9]{3,6}[- ]?[0-9]{4,8}", fullmatch=True),
)


@given(TEXTS, st.sampled_from(STYLES))
def test_no_run_of_the_raw_value_is_kept(value, style):
    shown = mask(value, style)
    if style == "email" and "@" in shown:
        shown = re.sub(r"\.[^\W\d_]+$", "", shown)
    if style == "ip":
        shown = re.sub(r"^[0-9a-fA-F]{1,4}:\*:\*:\*$", "", shown)
    assert not re.search(r"[^\W_]{4,}", shown)


@given(TEXTS, st.sampled_from(STYLES))
def test_no_raw_value_is_shown_as_it_is(value, style):
    if any(char.isalnum() for char in value):
        assert mask(value, style) != value


@given(TEXTS, st.sampled_from(STYLES))
def test_no_control_or_formatting_character_is_shown(value, style):
    categories = {unicodedata.category(char) for char in mask(value, style)}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(TEXTS, st.sampled_from(STYLES))
def test_an_example_is_short_whatever_the_value(value, style):
    assert len(mask(value * 50, style)) <= 30
