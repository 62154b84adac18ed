import pytest

from pii_scan.policy.terms import Term, read_law, read_term


@pytest.mark.parametrize(
    ("text", "period", "event"),
    [
        ("5년", "P5Y", None),
        ("５년", "P5Y", None),
        ("3개월", "P3M", None),
        ("6월", "P6M", None),
        ("30일간 보관", "P30D", None),
        ("2주", "P2W", None),
        ("1년 6개월", "P1Y6M", None),
        ("오년", "P5Y", None),
        ("six months", "P6M", None),
        ("3 years", "P3Y", None),
        ("탈퇴 후 1년", "P1Y", "탈퇴 후"),
        ("동의일로부터 3년", "P3Y", "동의일로부터"),
        ("5년 (2024년 1월 5일부터)", "P5Y", None),
        ("회원 탈퇴 시까지", None, "회원 탈퇴 시까지"),
        ("위탁계약 종료 시", None, "위탁계약 종료 시"),
        ("상품이 인도되거나 제공된 때", None, "상품이 인도되거나 제공된 때"),
        ("Deleted immediately after processing", None, "Deleted immediately after processing"),
    ],
)
def test_a_period_or_an_event(text, period, event):
    assert read_term(text) == Term(period, event)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "내부 방침",
        "3~5년",
        "1년 또는 5년",
        "2024년 1월 12일",
        "12월 31일",
        "시행 7일 전",
        "2024-01-12",
    ],
)
def test_what_states_no_single_period_is_none(text):
    assert read_term(text) is None


def test_a_smaller_unit_first_makes_no_impossible_period():
    assert read_term("6개월 1년") is None


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("통신비밀보호법", "통신비밀보호법"),
        ("「통신비밀보호법」 제41조", "통신비밀보호법"),
        (
            "전자상거래등에서의 소비자보호에 관한 법률",
            "전자상거래 등에서의 소비자보호에 관한 법률",
        ),
        ("국세기본법 제85조의3", "국세기본법"),
        ("신용정보의 이용 및 보호에 관한 법률", "신용정보의 이용 및 보호에 관한 법률"),
        ("내부 방침", None),
        ("수집 방법", None),
        ("「국세기본법」, 「법인세법」", None),
        ("통신비밀보호법, 상법", None),
        ("이용자의 동의", None),
    ],
)
def test_the_one_law_that_is_named(text, law, lexicon):
    assert read_law(text, lexicon) == law


def test_what_may_be_done_later_is_no_event():
    assert read_term("회원 탈퇴 후 개인정보를 뺀 자료는 통계에 활용할 수 있음.") is None
    assert read_term("회원 탈퇴 시까지") is not None
