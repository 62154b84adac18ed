"""Lines that hold several, counted ① ② ③, and lists whose names are parted by slashes."""

import pytest

COLLECTED = "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 회원가입: 이름, 이메일\n"


def _rules(declaration):
    return [(rule.label, rule.period, rule.event) for rule in declaration.retention]


def test_terms_counted_in_one_line(read):
    text = (
        f"{COLLECTED}2. 개인정보의 보유기간\n"
        "보유기간: ① 회원정보: 회원 탈퇴 시까지 ② 결제기록: 5년 ③ 접속기록: 3개월\n"
    )
    assert _rules(read(text)) == [
        ("회원정보", None, "회원 탈퇴 시까지"),
        ("결제기록", "P5Y", None),
        ("접속기록", "P3M", None),
    ]


def test_terms_counted_inside_a_sentence(read):
    text = (
        f"{COLLECTED}2. 보유 및 이용기간\n"
        "회사는 ① 계약 또는 청약철회 등에 관한 기록은 5년, ② 소비자의 불만 또는 분쟁처리에 관한 "
        "기록은 3년간 보관합니다.\n"
    )
    assert [rule[:2] for rule in _rules(read(text))] == [
        ("계약 또는 청약철회 등에 관한 기록", "P5Y"),
        ("소비자의 불만 또는 분쟁처리에 관한 기록", "P3Y"),
    ]


def test_processors_counted_in_one_line(read):
    text = f"{COLLECTED}2. 처리위탁\n① 결제: 하늘페이(주) ② 배송: 바다택배 ③ 문자: (주)구름\n"
    assert [(p.name, p.task) for p in read(text).processors] == [
        ("하늘페이(주)", "결제"),
        ("바다택배", "배송"),
        ("(주)구름", "문자"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        # Articles of a law are no lines, and ② alone counts nothing.
        "제15조 제1항 ①, ②에 따라 이름, 이메일을 수집합니다.",
        "- ② 항목: 이름, 이메일",
    ],
)
def test_counters_that_part_nothing(read, line):
    declaration = read(f"개인정보 처리방침\n1. 수집하는 개인정보 항목\n{line}\n")
    assert {i.item for point in declaration.collection for i in point.items} == {"name", "email"}


def test_a_long_line_of_counters_takes_time_in_proportion(read, takes_time_in_proportion):
    def text(count):
        return COLLECTED + "2. 보유기간\n보유기간: " + "① 기록: 5년 ② 기록: 3년 " * count + "\n"

    assert takes_time_in_proportion(lambda count: read(text(count)), 200)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Booking services (Acme / Bolt)", ["Acme", "Bolt"]),
        ("- Error tracking (Acmelytics/Boltlytics)", ["Acmelytics", "Boltlytics"]),
        # Inside brackets a slash is a part of what they say.
        ("- Rowbase (database / storage)", ["Rowbase"]),
    ],
)
def test_names_parted_by_slashes(read_marked, line, expected):
    text = f"# Privacy\n## What we collect\n- Account: name, email\n## Service providers\n{line}\n"
    assert [p.name for p in read_marked(text).processors] == expected
