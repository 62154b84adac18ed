import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.reports.text import display_width, visible
from pii_scan.reports.words import WORDS, words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("public.users.email", "public.users.email"),
        ("회원 이메일 Ｅ①", "회원 이메일 Ｅ①"),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x1b[31mred\x7f\x85", r"\x1b[31mred\x7f\x85"),
        ("abc\u202ecba\u2066\ufeff\u200b\u2028", r"abc\u202ecba\u2066\ufeff\u200b\u2028"),
        ("\udc80\ufffe\U000e0041\ue000", r"\udc80\ufffe\U000e0041\ue000"),
        ("이".encode().decode(), "이"),
        ("\u110b\u1175", "이"),
        ("👩‍👧", "👩‍👧"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_out(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_visible_text_is_one_line_that_can_be_printed_and_encoded(text):
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert (
        shown.replace("\u200d", "").isprintable() or "\u00a0" in shown or shown.split() != [shown]
    )
    shown.encode()


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("한글", 4), ("Ａ①", 3), ("e\u0301", 1), ("", 0)]
)
def test_full_width_characters_take_two_columns(text, width):
    assert display_width(text) == width


def test_every_word_is_said_in_both_languages():
    for key, (korean, english) in WORDS.items():
        assert korean, key
        assert english, key
        assert words("ko")(key) == korean
        assert words("en")(key) == english
