"""Rules of how long data is kept, in words met in unseen policies; all invented."""

import pytest

COLLECTED = "1. Information we collect\n- Account: your name, your email address\n"


def _kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- Account data: kept while your account is active.",
         ("Account data", None, "kept while your account is active.")),
        ("- Messages: kept indefinitely, as later releases may need them.",
         ("Messages", None, "kept indefinitely, as later releases may need them.")),
        ("- Session records: deleted on sign-out or when they expire.",
         ("Session records", None, "deleted on sign-out or when they expire.")),
        ("- Replays of sessions. 30 days in a rolling window. Then deleted.",
         ("Replays of sessions", "P30D", None)),
        ("- Payment records. 7 years, as the tax office requires of us.",
         ("Payment records", "P7Y", None)),
    ],
)  # fmt: skip
def test_a_line_of_a_list_says_until_when(read, line, rule):
    assert _kept(read(f"{COLLECTED}2. How long we keep data\n{line}\n")) == [rule]


def test_a_condition_may_stand_in_front(read):
    declaration = read(
        f"{COLLECTED}2. Data retention\nIf you cancel your plan, your photos are retained for 90 "
        "days before they are deleted for good.\n"
    )
    assert [(label, period) for label, period, _ in _kept(declaration)] == [("photos", "P90D")]


@pytest.mark.parametrize("how_long", ["준영구", "반영구", "영구"])
def test_the_form_of_the_authority_says_for_ever(read, how_long):
    declaration = read(
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n"
        "2. 개인정보의 처리 및 보유 기간\n1.<서비스 제공>\n"
        "<서비스 제공>와 관련한 개인정보는 수집.이용에 관한 동의일로부터"
        f"<{how_long}>까지 위 이용목적을 위하여 보유.이용됩니다.\n"
    )
    assert [(period, event) for _, period, event in _kept(declaration)] == [(None, how_long)]


@pytest.mark.parametrize("nothing", ["-", "없음", "–"])
def test_a_mark_for_nothing_is_no_basis(read, nothing):
    [rule] = read(
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n2. 개인정보의 보유 및 이용기간\n"
        f"보존 항목 | 보존 근거 | 보존 기간\n상담 기록 | {nothing} | 3년\n"
    ).retention
    assert (rule.label, rule.basis, rule.law, rule.period) == ("상담 기록", None, None, "P3Y")


def test_a_label_of_two_kinds_of_record_gives_a_rule_for_each(read):
    declaration = read(
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n2. 개인정보의 보유 및 이용기간\n"
        "- 계약 또는 청약철회, 대금결제 및 재화 등의 공급에 관한 기록: 5년\n"
    )
    assert {(r.record, r.period) for r in declaration.retention} == {
        ("contract", "P5Y"),
        ("payment", "P5Y"),
    }
