"""Wordings met in policies that once were read wrong, one test each; all invented."""

import pytest

COLLECTED = "1. 수집하는 개인정보의 항목\n"


def _kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


# --- what is collected -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ("- 의료인 채용: 성명, 면허번호\n", ["name"]),
        ("- 예약 상담: 간호사 성명, 면허번호, 연락처\n", ["name", "phone"]),
        ("- 회원가입: 이름, 의사 면허번호, 전문의 자격번호\n", ["name"]),
        ("- 차량 대여: 이름, 면허번호\n", ["name", "driver_license_number"]),
        ("- 회원가입: 이름, 면허번호\n", ["name", "driver_license_number"]),
        ("- 의료진 차량 등록: 이름, 운전면허번호\n", ["name", "driver_license_number"]),
    ],
)
def test_a_licence_of_a_profession_is_no_driver_s_licence(collect, lines, items):
    [words] = collect(COLLECTED + lines).values()
    assert [item for item, _, _ in words] == items


def test_a_licence_of_a_profession_is_reported_as_unplaced(read):
    unplaced = read(COLLECTED + "- 의료인 채용: 성명, 면허번호\n").unplaced
    assert [entry.text for entry in unplaced] == ["면허번호"]


@pytest.mark.parametrize("heading", ["", "2. 보유 및 이용기간\n"])
def test_what_is_kept_on_leaving_is_no_collection_point(read, heading):
    declaration = read(
        COLLECTED + "- 회원가입: 이름, 이메일\n" + heading + "- 회원탈퇴 시: 이메일, CI 30일\n"
    )
    assert [point.label for point in declaration.collection] == ["회원가입"]
    assert _kept(declaration) == [("이메일, CI", "P30D", "회원탈퇴 시")]


def test_what_people_are_asked_on_leaving_is_collected(collect):
    assert list(collect(COLLECTED + "- 회원가입: 이름\n- 회원탈퇴 시: 이메일\n")) == [
        ("signup", "회원가입"),
        ("point-2", "회원탈퇴 시"),
    ]


def test_what_a_line_of_the_list_invites_to_tell_is_optional_there(collect):
    points = collect(
        COLLECTED + "1) 진료 예약\n - 필수항목: 성명\n"
        " - 알레르기 등 건강 상태를 알려주시면(선택) 진료에 참고합니다.\n2) 회원가입\n - 이름\n"
    )
    assert [(item, required) for item, _, required in points[("reservation", "진료 예약")]] == [
        ("name", True),
        ("health", False),
    ]


def test_a_point_has_each_of_its_legal_bases(read):
    declaration = read(
        COLLECTED + "1) 진료\n - 수집항목: 성명, 주민등록번호\n - 법적 근거: 의료법 제22조\n"
        " - 법적 근거: 국민건강보험법 제96조\n2) 처방\n - 수집항목: 성명\n"
        " - 법적 근거: 의료법 제18조, 약사법 제30조\n"
    )
    assert [point.items[0].legal_basis for point in declaration.collection] == [
        "의료법 제22조; 국민건강보험법 제96조",
        "의료법 제18조, 약사법 제30조",
    ]


# --- how long ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("이메일은 90일간 보관합니다.", ("이메일", "P90D", None)),
        ("- 이메일은 90일간 보관", ("이메일", "P90D", None)),
        (
            "이름과 연락처는 문의 처리 후 1년간 보관합니다.",
            ("이름과 연락처", "P1Y", "문의 처리 후"),
        ),
        ("진료기록부는 의료법에 따라 10년간 보존합니다.", ("진료기록부", "P10Y", None)),
    ],
)
def test_items_that_a_sentence_says_are_kept(read, line, expected):
    declaration = read(COLLECTED + "- 회원가입: 이름\n2. 보유 및 이용기간\n" + line + "\n")
    assert _kept(declaration) == [expected]
