import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.errors import PolicyError
from pii_scan.policy.text import read_policy_text, split_lines

KOREAN = "개인정보 처리방침\r\n수집항목: 이름, 이메일\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr", "utf-16-be with mark"]
)
def test_korean_text_reads_the_same_in_every_usual_encoding(tmp_path, encoding):
    data = (
        b"\xfe\xff" + KOREAN.encode("utf-16-be")
        if encoding == "utf-16-be with mark"
        else KOREAN.encode(encoding)
    )
    path = tmp_path / "policy.txt"
    path.write_bytes(data)
    text = read_policy_text(path)
    assert [line.text for line in text.lines] == ["개인정보 처리방침", "수집항목: 이름, 이메일"]
    assert text.file == "policy.txt"
    assert text.sha256 == hashlib.sha256(data).hexdigest()


def test_decomposed_hangul_is_composed():
    decomposed = unicodedata.normalize("NFD", "수집항목")
    assert split_lines(decomposed)[0].text == "수집항목"


def test_western_text_with_curly_quotes_is_not_taken_for_korean(tmp_path):
    path = tmp_path / "policy.txt"
    path.write_bytes("We collect the customer’s name — and “no more”.".encode("cp1252"))
    assert read_policy_text(path).lines[0].text == "We collect the customer’s name — and “no more”."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_as_an_editor_numbers_them(end):
    lines = split_lines(end.join(["", "하나", "", "  둘\x0c셋", ""]))
    assert [(line.number, line.indent, line.text) for line in lines] == [
        (2, 0, "하나"),
        (4, 2, "둘 셋"),
    ]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("수탁업체\t업무 내용\t기간", ("수탁업체", "업무 내용", "기간")),
        ("\t업무\t기간", ("", "업무", "기간")),
        ("| 수탁업체 | 업무 |", ("수탁업체", "업무")),
        ("수탁업체 | 업무", ("수탁업체", "업무")),
        ("\t이름, 이메일", ()),
        ("이름|이메일", ()),
        ("이름, 이메일", ()),
    ],
)
def test_tabs_and_upright_bars_part_cells(text, cells):
    assert split_lines(text)[0].cells == cells


def test_the_rule_below_a_markdown_head_is_no_row():
    assert [line.number for line in split_lines("| a | b |\n|---|:-:|\n| c | d |")] == [1, 3]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "is empty"),
        (b"%PDF-1.7\n...", "is a damaged PDF document"),
        (b"PK\x03\x04rest", "is a damaged DOCX"),
        (b"<!DOCTYPE html><html></html>", "is a web page without text"),
        (b"\x00\x01\x02text", "is a binary file"),
        (bytes(range(1, 32)) * 10, "is a binary file"),
        (b"\xef\xbb\xbf\xff\xff", "in no encoding that is known"),
        (b"\xff\xfe\x00", "is a binary file"),
        (b"\x81\x8d\x8f\x90\x9d" * 3, "in no encoding that is known"),
        (b"a" * 20_000_001, "too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_policy_file_is_refused_with_the_file_and_what_to_do(tmp_path, data, said):
    path = tmp_path / "policy.txt"
    path.write_bytes(data)
    with pytest.raises(PolicyError, match=said) as caught:
        read_policy_text(path)
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(PolicyError, match="no such file"):
        read_policy_text(tmp_path / "none.txt")
    with pytest.raises(PolicyError, match="is a folder"):
        read_policy_text(tmp_path)


@given(st.text())
def test_no_line_holds_a_control_character_or_blanks_around_it(text):
    for line in split_lines(text):
        assert line.text == line.text.strip() != ""
        categories = {unicodedata.category(character) for character in line.text}
        assert not categories & {"Cc", "Cs"}
