"""Delimiters, quotes and headers are told from the text alone."""

import pytest

from pii_scan.sources.files.dialect import dialect_of
from pii_scan.sources.files.header import column_names, header_of
from pii_scan.sources.files.kinds import is_table

PEOPLE = [
    ["이름", "메모", "금액"],
    ["김영희", "서울, 강남; 1|2", "1,500"],
    ["이철수", 'said "hi"', "2,5"],
    ["박민수", "두 줄\n메모", "300"],
]


def _joined(rows, delimiter, quote='"'):
    def cell(text):
        if any(sign in text for sign in (delimiter, quote, "\n")):
            return quote + text.replace(quote, quote * 2) + quote
        return text

    return "".join(delimiter.join(map(cell, row)) + "\n" for row in rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~", "^", "§"])
def test_delimiters_are_found_among_text_that_holds_others(delimiter):
    text = _joined(PEOPLE * 3, delimiter)
    dialect = dialect_of(text)
    assert dialect.delimiter == delimiter
    assert [row for row in dialect.reader(text) if row] == PEOPLE * 3


@pytest.mark.parametrize("delimiter", ["\x01", "\x1f"])
def test_hives_own_text_files_quote_nothing(delimiter):
    text = f'1{delimiter}5" disk{delimiter}a,b\n2{delimiter}7" disk{delimiter}c,d\n'
    dialect = dialect_of(text)
    assert (dialect.delimiter, dialect.quote) == (delimiter, None)
    assert next(iter(dialect.reader(text))) == ["1", '5" disk', "a,b"]


@pytest.mark.parametrize("delimiter", ["\x01", "\x1f"])
def test_other_programs_quote_cells_that_control_characters_part(delimiter):
    rows = [["이름", "생일"], ["김영희", "2001-01-08"], ["이, 철수", 'said "hi"']] * 3
    text = "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    )
    dialect = dialect_of(text)
    assert dialect.delimiter == delimiter
    assert [row for row in dialect.reader(text) if row] == rows


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("2026-01-01 10:00:00;1,5;kim lee\n2026-01-02 10:00:00;2,5;park choi\n", ";"),
        ("a.b@c.co\nd.e@f.co\ng@h.co\n", ","),
        ("서울특별시 강남구 테헤란로 1\n부산광역시 해운대구 우동 2\n", ","),
        ("id,url\n1,http://a.b/c?d=e;f\n2,http://a.b/c?d=e;g\n", ","),
        ("name\tphone\nkim\t010-1234-5678\nlee\t010-1234-5679\n", "\t"),
    ],
)
def test_the_delimiter_is_the_one_that_makes_a_table(text, delimiter):
    assert dialect_of(text, ".csv").delimiter == delimiter


def test_single_quotes_and_escaped_quotes():
    text = "'a, b','c'\n'd','it''s'\n'e, f','g'\n"
    assert list(dialect_of(text).reader(text))[1] == ["d", "it's"]
    text = 'id,memo\n1,"a \\"b\\", c"\n2,"d"\n'
    assert list(dialect_of(text).reader(text))[1] == ["1", 'a "b", c']


def _header(text):
    rows = [row for row in dialect_of(text).reader(text) if any(cell.strip() for cell in row)]
    return header_of(rows)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a,b,c\n1,2,3\n4,5,6\n", ("a", "b", "c")),
        ("이름,도시\n김영희,서울\n이철수,부산\n", ("이름", "도시")),
        ("주문자,수령인\n김영희,이철수\n박민수,최지우\n", ("주문자", "수령인")),
        ("name,city\nKim,Seoul\nLee,Busan\n", ("name", "city")),
        ("usr_nm,usr_ct\nKim,Seoul\nLee,Busan\n", ("usr_nm", "usr_ct")),
        ("email\na@b.co\nc@d.co\n", ("email",)),
        (
            "보호자연락처,비상연락망\n010-1234-5678,가\n010-1234-5679,나\n",
            ("보호자연락처", "비상연락망"),
        ),
        ("id,2024,2025\n1,3.5,4\n2,7,8\n", ("id", "2024", "2025")),
        ("q1,q1,,q2\n1,2,3,4\n", ("q1", "q1 (2)", "column 3", "q2")),
        ("id,email\n", ("id", "email")),
    ],
)
def test_a_row_of_names_is_a_header(text, names):
    header = _header(text)
    assert header.found
    # Years as names of columns look like values and are not shown.
    expected = [f"column {n + 1}" if name.isdecimal() else name for n, name in enumerate(names)]
    assert list(header.names) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1,kim@a.co,010-1234-5678\n2,lee@a.co,010-1234-5679\n",
        "김영희,서울\n이철수,부산\n박민수,대구\n최지우,서울\n",
        "M,Seoul,3\nF,Busan,4\nM,Daegu,5\n",
        "2026-01-01,kim\n2026-01-02,lee\n",
        "kim@a.co\nlee@a.co\n",
        "110-23-456789,홍길동\n110-23-456780,김철수\n",
        "kim@a.co,1\n",
    ],
)
def test_a_row_of_values_is_none(text):
    header = _header(text)
    assert not header.found
    assert header.rows == 0
    assert header.names[0] == "column 1"


def test_titles_above_the_header_are_passed():
    header = _header(
        "회원 목록,,\n출력일: 2026-11-01,,\n\n이름,전화,주소\n김영희,010-1111-2222,서울\n"
    )
    assert header.names == ("이름", "전화", "주소")
    assert (header.above, header.rows) == (2, 3)


def test_merged_headers_over_two_rows_are_joined():
    header = _header("이름,연락처,,가입일\n,전화,이메일,\n김영희,010-1111-2222,a@b.co,2026-01-01\n")
    assert header.names == ("이름", "연락처 전화", "연락처 이메일", "가입일")


def test_names_are_whole_different_and_no_values():
    decomposed = "\u110b\u1175\u1105\u1173\u11b7"  # 이름 as macOS writes it
    names = column_names([decomposed, "a\n b", "", "a b", "kim@example.com", "x"], 7)
    assert names == ("이름", "a b", "column 3", "a b (2)", "column 5", "x", "column 7")


def test_a_name_that_comes_a_thousand_times_is_numbered():
    names = column_names(["a"] * 1000, 1000)
    assert len(set(names)) == 1000


def test_text_files_are_tables_only_when_they_surely_are():
    assert is_table("id|name|phone\n" + "".join(f"{n}|kim|010\n" for n in range(5)))
    assert not is_table("2026-01-01,10:00,info,started\n" * 5)
    assert not is_table("hello, world, again\nthis is text\n" * 5)
    assert not is_table("user a logged in\nuser b logged in\nuser c logged in\n")


def test_the_questions_of_a_form_name_the_columns():
    head = ["Q1. What is your full name?", "Q6. Date of Birth (MM/DD/YYYY)", "성함을 입력해 주세요"]
    rows = [head, ["Ann Lee", "01/02/1990", "김하나"], ["Bo Ray", "03/04/1985", "이두리"]]
    found = header_of(rows)
    assert (found.found, found.names) == (True, tuple(head))


def test_a_question_among_values_names_nothing():
    rows = [["1", "Where is my order?"], ["2", "Is it lost?"], ["3", "Thanks"]]
    assert not header_of(rows).found


def test_a_question_that_holds_an_address_is_not_shown():
    assert column_names(["Is kim@example.com yours?"], 1) == ("column 1",)


@pytest.mark.parametrize(
    "name",
    [
        "E-mail 1 - Value",
        "Address 1 - Street",
        "Emergency Contact Phone Number",
        "Date of Last Visit",
        "Home Address Zip Code",
    ],
)
def test_names_of_several_words_are_shown(name):
    assert column_names([name], 1) == (name,)


@pytest.mark.parametrize(
    "value",
    [
        "Kim Minsu lives here",
        "call Mina Keller about it",
        "name 1 2 3 4 5",
        "Mina Keller of 12 Mill Street",
        "김민수 님 전화 주소",
    ],
)
def test_sentences_that_may_be_values_are_not_shown(value):
    assert column_names([value], 1) == ("column 1",)
