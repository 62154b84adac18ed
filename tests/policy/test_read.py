"""Layouts of ordinary policies, all invented."""

import contextlib
import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pii_scan.errors import PolicyError
from pii_scan.policy.declaration import Declaration, NamedItem, Processor, ThirdParty, Unplaced
from pii_scan.policy.read import read_policy_file


def rules(declaration):
    return [(r.record, r.period, r.event, r.basis, r.law) for r in declaration.retention]


# --- what is collected -----------------------------------------------------------------------


def test_points_by_letter_with_required_and_optional_lines(collect):
    assert collect(
        "제１조（수집하는 개인정보의 항목）\n"
        "회사는 다음의 개인정보를 수집합니다．\n"
        "１．회원가입　시\n"
        "　가．필수항목：성명，생년월일\n"
        "　나．선택항목：이메일ㆍ주소\n"
        "２．고객 문의 시 필수 항목: 이름/연락처\n"
        "3. 이벤트 참여 시\n  ① 이름\n  ② 연락처\n"
        "4. 앱 설치 시 (선택) 위치정보, 단말기 정보\n"
    ) == {
        ("signup", "회원가입 시"): [
            ("name", "성명", True),
            ("birth_date", "생년월일", True),
            ("email", "이메일", False),
            ("address", "주소", False),
        ],
        ("support", "고객 문의 시"): [("name", "이름", True), ("phone", "연락처", True)],
        ("event", "이벤트 참여 시"): [("name", "이름", True), ("phone", "연락처", True)],
        ("app_install", "앱 설치 시"): [
            ("location", "위치정보", False),
            ("device_info", "단말기 정보", False),
        ],
    }


@pytest.mark.parametrize(
    "head", ["[일반 회원가입]", "< 일반 회원가입 >", "【일반 회원가입】", "■ 일반 회원가입"]
)
def test_a_point_in_any_brackets(head, collect):
    assert collect(f"수집하는 개인정보 항목\n{head}\n- 필수항목 : 이름\n- 선택항목 : 주소\n") == {
        ("signup", "일반 회원가입"): [("name", "이름", True), ("address", "주소", False)]
    }


def test_a_sentence_opens_the_point_it_names(collect):
    assert collect(
        "가. 수집하는 개인정보의 항목\n"
        "첫째, 회사는 회원가입 시 아래와 같은 개인정보를 수집하고 있습니다.\n"
        "- 아이디, 비밀번호\n"
        "둘째, 서비스 이용과정에서 아래와 같은 정보들이 자동으로 생성되어 수집될 수 있습니다.\n"
        "- IP Address, 쿠키\n"
        "셋째, 유료서비스 이용 과정에서 아래와 같은 결제 정보들이 수집될 수 있습니다.\n"
        "- 신용카드 결제시 : 카드번호 등\n"
    ) == {
        ("signup", "회원가입"): [("user_id", "아이디", True), ("password", "비밀번호", True)],
        ("service_use", "서비스 이용과정"): [
            ("ip_address", "IP Address", True),
            ("cookie", "쿠키", True),
        ],
        ("purchase", "신용카드 결제시"): [("credit_card", "카드번호 등", True)],
    }


def test_a_sentence_that_lists_its_items(collect):
    assert collect(
        "개인정보의 수집 항목\n회사는 회원가입 시 이름, 이메일 및 전화번호를 수집합니다.\n"
    ) == {
        ("signup", "회원가입"): [
            ("name", "이름", True),
            ("email", "이메일", True),
            ("phone", "전화번호", True),
        ]
    }


def test_an_unknown_word_in_a_sentence_is_unplaced_and_a_clause_is_not(read):
    declaration = read(
        "개인정보의 수집 항목\n회사는 별자리, 이름, 혈액을 수집합니다.\n"
        "회사는 서비스 제공, 상담을 위해 이메일, 주소를 수집합니다.\n"
    )
    items = [item.item for point in declaration.collection for item in point.items]
    assert items == ["name", "email", "address"]
    assert [entry.text for entry in declaration.unplaced] == ["별자리", "혈액"]


def test_a_table_of_points(read, collect):
    text = (
        "1. 개인정보의 수집·이용 목적, 항목 및 보유기간\n"
        "구분\t수집·이용 목적\t필수항목\t선택항목\t보유 및 이용기간\n"
        "회원가입\t회원 식별\t아이디, CI/DI\t닉네임\t회원 탈퇴 시까지\n"
        "배송\t상품 배송\t수취인 주소\t\t5년\n"
        "서비스 이용 과정에서 아래 정보가 자동으로 생성되어 수집될 수 있습니다.\n"
        "- 쿠키\n"
    )
    assert collect(text) == {
        ("signup", "회원가입"): [
            ("user_id", "아이디", True),
            ("connecting_information", "CI/DI", True),
            ("nickname", "닉네임", False),
        ],
        ("delivery", "배송"): [("address", "수취인 주소", True)],
        ("service_use", "서비스 이용 과정"): [("cookie", "쿠키", True)],
    }
    declaration = read(text)
    assert [(p.label, p.text) for p in declaration.purposes] == [
        ("회원가입", "회원 식별"),
        ("배송", "상품 배송"),
    ]
    assert [(r.label, r.period, r.event) for r in declaration.retention] == [
        ("회원가입", None, "회원 탈퇴 시까지"),
        ("배송", "P5Y", None),
    ]


def test_unknown_points_get_an_id_from_their_place_and_keep_their_words(collect):
    read = collect("수집항목\n- 회원가입 시: 이름\n- 달맞이 시: 주소\n- 결제 및 배송 시: 이메일\n")
    assert list(read) == [
        ("signup", "회원가입 시"),
        ("point-2", "달맞이 시"),
        ("point-3", "결제 및 배송 시"),
    ]


def test_two_points_of_one_kind_have_ids_of_their_own(collect):
    read = collect("수집항목\n- 개인 회원가입: 이름\n- 기업 회원가입: 회사명\n")
    assert list(read) == [("signup", "개인 회원가입"), ("signup-2", "기업 회원가입")]


def test_an_unknown_word_among_bullets_is_unplaced_with_its_line(read):
    declaration = read(
        "수집항목\n1. 회원가입 시\n - 이름\n - 별자리\n - 이메일\n2. 결제 시: 쿠폰, 카드번호\n"
    )
    assert [len(point.items) for point in declaration.collection] == [2, 1]
    assert declaration.unplaced == (
        Unplaced(text="별자리", line=4),
        Unplaced(text="쿠폰", line=6),
    )


def test_a_point_without_items_is_unplaced(read):
    declaration = read("수집항목\n- 회원가입 시: 이름\n- 결제 시:\n- 배송 시: 주소\n")
    assert declaration.unplaced == (Unplaced(text="결제 시", line=3),)


def test_what_is_not_collected_is_no_item(read):
    declaration = read(
        "수집항목\n- 회원가입 시: 이름\n"
        "회사는 주민등록번호를 수집하지 않습니다.\n"
        "민감한 개인정보(종교, 건강상태 등)는 수집하지 않습니다.\n"
        "이용자의 동의 없이 전화번호를 수집하지 않습니다.\n"
    )
    assert declaration.not_collected == (
        NamedItem(item="resident_registration_number", label="주민등록번호"),
        NamedItem(item="religion", label="종교"),
        NamedItem(item="health", label="건강상태 등"),
    )
    assert [len(point.items) for point in declaration.collection] == [1]


def test_a_law_named_beside_the_items_is_their_legal_basis(read):
    declaration = read(
        "수집항목\n1. 세금계산서 발급 시\n- 필수항목: 주민등록번호\n- 수집 근거: 소득세법 제164조\n"
        "2. 회원가입 시\n- 필수항목: 이름\n- 수집 근거: 이용자의 동의\n"
    )
    assert [p.items[0].legal_basis for p in declaration.collection] == ["소득세법 제164조", None]


def test_an_english_policy(read, collect):
    text = (
        "Sunny Orchard Privacy Policy\nLast updated: January 5, 2024\n"
        'Sunny Orchard Ltd ("we", "us") operates an online shop.\n'
        "1. Information We Collect\n"
        "When you create an account: name, email address, phone number (optional)\n"
        "We automatically collect your IP address, cookies, and device identifiers "
        "when you visit.\n"
        "We do not collect social security numbers.\n"
        "2. How Long We Keep Your Information\nAccess logs: 3 months\n"
        "3. Service Providers\nParcel Fox Ltd: delivery\n"
        "4. Changes to this policy\n"
        "We notify you of changes 7 days before they take effect, and with 30 days notice for "
        "material changes.\n"
    )
    assert collect(text) == {
        ("signup", "When you create an account"): [
            ("name", "name", True),
            ("email", "email address", True),
            ("phone", "phone number", False),
        ],
        ("automatic", "automatically collect"): [
            ("ip_address", "your IP address", True),
            ("cookie", "cookies", True),
            ("device_id", "and device identifiers", True),
        ],
    }
    declaration = read(text)
    assert declaration.policy.language == "en"
    assert declaration.policy.controller == "Sunny Orchard Ltd"
    assert declaration.policy.effective_date == dt.date(2024, 1, 5)
    assert declaration.policy.notice_days.ordinary == 7
    assert declaration.policy.notice_days.important == 30
    assert [item.item for item in declaration.not_collected] == ["tax_id"]
    assert rules(declaration) == [("website_visit", "P3M", None, None, None)]
    assert declaration.processors == (Processor(name="Parcel Fox Ltd", task="delivery"),)
    assert declaration.unplaced == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "회원 가입 시 필수항목으로 이름, 휴대전화번호를, 선택항목으로 이메일을 수집합니다.",
        "회사는 회원 가입 시 이름, 휴대전화번호를 필수로 수집하고, 선택적으로 이메일을 수집합니다.",
    ],
)
def test_a_sentence_that_says_what_is_required(sentence, collect):
    assert collect(f"수집하는 개인정보 항목\n{sentence}\n") == {
        ("signup", "회원 가입"): [
            ("name", "이름", True),
            ("phone", "휴대전화번호", True),
            ("email", "이메일", False),
        ]
    }


def test_a_clause_is_no_item_and_brackets_may_hold_brackets(read):
    declaration = read(
        "수집하는 개인정보 항목\n만14세 미만 아동의 경우, "
        "기본정보(법정대리인의 이름, 중복가입확인정보(DI), 성별)를 추가로 수집합니다.\n"
    )
    (point,) = declaration.collection
    assert (point.point, [item.item for item in point.items]) == (
        "minors",
        ["name", "connecting_information", "gender"],
    )
    assert declaration.unplaced == ()


def test_a_heading_above_what_is_required_is_no_item(collect):
    assert collect(
        "수집항목\n가. 진료정보\n - 필수항목 : 성명\n - 선택항목 "
        ": 이메일\n나. 결제정보\n - 필수항목 : 카드번호\n"
    ) == {
        ("point-1", "진료정보"): [("name", "성명", True), ("email", "이메일", False)],
        ("purchase", "결제정보"): [("credit_card", "카드번호", True)],
    }


def test_required_and_optional_above_the_points(collect):
    assert collect(
        "수집항목\n① 필수항목\n 1. 거래 시 : 성명\n② "
        "선택항목\n 1. 부가정보 조사 시 : 직업\n - 소득\n"
    ) == {
        ("point-1", "거래 시"): [("name", "성명", True)],
        ("point-2", "부가정보 조사 시"): [("job", "직업", False), ("income", "소득", False)],
    }


def test_optional_items_without_a_point_are_optional(collect):
    assert list(collect("수집항목\n- 선택항목\n* 이름\n").values()) == [[("name", "이름", False)]]


def test_a_table_whose_first_column_says_required_has_its_points_in_the_purpose(collect):
    assert collect(
        "수집항목\n<표 1> 회원가입 및 서비스 이용\n구분\t수집 목적\t수집항목\n"
        "필수\t회원 식별\t이메일\n선택\t경품 발송\t주소\n"
    ) == {
        ("point-1", "회원 식별"): [("email", "이메일", True)],
        ("event", "경품 발송"): [("address", "주소", False)],
    }


def test_a_table_of_the_files_of_a_public_body(read, collect):
    text = (
        "처리하는 개인정보 항목\n개인정보파일명\t처리목적\t개인정보 항목\t보유기간\n"
        "학적부\t학적관리\t(필수) 성명 (선택) 종교\t10년\n"
    )
    assert collect(text) == {
        ("point-1", "학적부"): [("name", "성명", True), ("religion", "종교", False)]
    }
    assert read(text).unplaced == ()


def test_cells_on_lines_of_their_own(read, collect):
    text = (
        "제1조 개인정보의 수집 및 이용\n수집 목적\n수집 항목\n보유 기간\n"
        "회원가입\n(필수) 이메일\n(선택) 이름\n탈퇴 시까지\n배송\n(필수) 주소\n5년\n"
        "제2조 개인정보 처리의 위탁\n수탁자\n위탁업무\n하늘페이\n결제 대행\n강물택배\n물품 배송\n"
    )
    assert collect(text) == {
        ("signup", "회원가입"): [("email", "이메일", True), ("name", "이름", False)],
        ("delivery", "배송"): [("address", "주소", True)],
    }
    declaration = read(text)
    assert declaration.processors == PROCESSORS
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("회원가입", None),
        ("배송", "P5Y"),
    ]


def test_cells_that_do_not_fill_their_rows_are_not_joined(read):
    declaration = read(
        f"{COLLECTION}개인정보의 위탁\n수탁자\n위탁업무\n하늘페이\n결제 대행\n강물\n"
    )
    assert declaration.processors == ()
    assert [entry.line for entry in declaration.unplaced] == [5, 6, 7]


def test_a_policy_in_one_paragraph(read, collect):
    text = (
        "개인정보처리방침\n(주)새싹(이하 '회사')은 다음과 "
        "같이 처리합니다. 1. 수집하는 개인정보의 항목: "
        "회사는 회원가입 시 이름, 이메일을 수집합니다. "
        "서비스 이용 과정에서 쿠키가 자동으로 수집됩니다. "
        "2. 이용목적: 회원 관리에 이용합니다. 3. 보유 "
        "및 이용기간: 회원정보는 회원 탈퇴 시까지 보유하며, "
        "계약에 관한 기록은 5년, 소비자 불만에 관한 기록은 "
        "3년간 보관합니다. 4. 처리위탁: 회사는 배송을 "
        "위해 번개택배에 처리를 위탁합니다. 5. 회사는 주민등록번호를 "
        "수집하지 않습니다. 시행일: 2023년 1월 1일\n"
    )
    assert collect(text) == {
        ("signup", "회원가입"): [("name", "이름", True), ("email", "이메일", True)],
        ("service_use", "서비스 이용 과정"): [("cookie", "쿠키", True)],
    }
    declaration = read(text)
    assert [(r.record, r.period) for r in declaration.retention] == [
        ("account", None),
        ("contract", "P5Y"),
        ("consumer_complaint", "P3Y"),
    ]
    assert [item.item for item in declaration.not_collected] == ["resident_registration_number"]
    assert declaration.processors == ()
    assert declaration.unplaced == (
        Unplaced(text="회사는 배송을 위해 번개택배에 처리를 위탁합니다.", line=2),
    )


def test_an_english_table_below_a_question(collect):
    assert collect(
        "What personal data do we collect?\nCategory\tExamples\tPurpose\n"
        "Booking data\tName, passport number\tTo book\n"
        "Marketing data (optional)\tEmail address\tTo send offers\n"
    ) == {
        ("reservation", "Booking data"): [
            ("name", "Name", True),
            ("passport_number", "passport number", True),
        ],
        ("newsletter", "Marketing data"): [("email", "Email address", False)],
    }


# --- the rest ---------------------------------------------------------------------------------

COLLECTION = "수집항목: 이름\n"
E_COMMERCE = "전자상거래 등에서의 소비자보호에 관한 법률"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            f"- 계약 또는 청약철회 등에 관한 기록 : 5년 ({E_COMMERCE})",
            [("contract", "P5Y", None, E_COMMERCE, E_COMMERCE)],
        ),
        (
            f"{E_COMMERCE}\n- 소비자 불만 기록: 3년",
            [("consumer_complaint", "P3Y", None, E_COMMERCE, E_COMMERCE)],
        ),
        (
            "- 로그인 기록: 통신비밀보호법, 3개월",
            [("website_visit", "P3M", None, "통신비밀보호법", "통신비밀보호법")],
        ),
        (
            "ο 보존 항목 : 접속 기록\nο 보존 근거 : 내부 방침\nο 보존 기간 : 1년",
            [("website_visit", "P1Y", None, "내부 방침", None)],
        ),
        (
            "보존 항목\t보유기간\t근거 법령\n접속 기록\t3개월\t통신비밀보호법",
            [("website_visit", "P3M", None, "통신비밀보호법", "통신비밀보호법")],
        ),
        ("- 회원 정보 : 회원 탈퇴 시까지", [("account", None, "회원 탈퇴 시까지", None, None)]),
        ("We keep server logs for 90 days.", [("website_visit", "P90D", None, None, None)]),
        ("서비스 이용 기록은 3개월간 보관합니다.", [("usage_record", "P3M", None, None, None)]),
        ("- 별자리 기록 : 2년", [("record-1", "P2Y", None, None, None)]),
        (
            "- 계약 또는 청약철회, 대금결제 기록 : 5년",
            [("contract", "P5Y", None, None, None), ("payment", "P5Y", None, None, None)],
        ),
        (
            "1) 「통신비밀보호법」에 따른 통신사실확인자료\n- 인터넷 로그기록자료 : 3개월",
            [("website_visit", "P3M", None, "통신비밀보호법", "통신비밀보호법")],
        ),
    ],
)
def test_retention_in_many_layouts(lines, expected, read):
    declaration = read(
        f"{COLLECTION}개인정보의 보유 및 이용기간\n{lines}\n시행일: 2024년 1월 12일\n"
    )
    assert rules(declaration) == expected
    assert declaration.unplaced == ()


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("- 계약에 관한 기록 (전자상거래법, 5년)", "계약에 관한 기록"),
        ("We keep server logs for 90 days.", "server logs"),
        ("Billing records are kept for up to 5 years.", "Billing records"),
    ],
)
def test_the_label_of_a_record_is_its_words_alone(line, label, read):
    declaration = read(f"{COLLECTION}개인정보의 보유기간\n{line}\n")
    assert [rule.label for rule in declaration.retention] == [label]


def test_a_record_whose_period_is_not_clear_is_unplaced(read):
    declaration = read(f"{COLLECTION}개인정보의 보유기간\n- 접속 기록: 3~5년\n- 상담 기록\n")
    assert declaration.retention == ()
    assert {entry.line for entry in declaration.unplaced} == {3, 4}


PROCESSORS = (
    Processor(name="하늘페이", task="결제 대행"),
    Processor(name="강물택배", task="물품 배송"),
)


@pytest.mark.parametrize(
    "lines",
    [
        "수탁자\t위탁 업무\n하늘페이\t결제 대행\n강물택배\t물품 배송",
        "위탁업무 | 수탁업체\n결제 대행 | 하늘페이\n물품 배송 | 강물택배",
        "| 수탁업체 | 업무 |\n|---|---|\n| 하늘페이 | 결제 대행 |\n| 강물택배 | 물품 배송 |",
        "- 하늘페이 : 결제 대행\n- 강물택배 : 물품 배송",
        "- 결제 대행 : 하늘페이\n- 물품 배송 : 강물택배",
        "하늘페이\t결제 대행\n강물택배\t물품 배송",
        (
            "- 위탁받는 자 (수탁자) : 하늘페이\n- 위탁하는 업무의 내용 : 결제 대행\n"
            "- 위탁받는 자 (수탁자) : 강물택배\n- 위탁하는 업무의 내용 : 물품 배송"
        ),
        "1. 수탁자 : 하늘페이, 위탁업무 : 결제 대행\n2. 수탁자 : 강물택배, 위탁업무 : 물품 배송",
    ],
)
def test_processors_in_many_layouts(lines, read):
    declaration = read(
        f"{COLLECTION}제2조(개인정보 처리의 위탁)\n회사는 다음과 같이 위탁합니다.\n{lines}\n"
    )
    assert declaration.processors == PROCESSORS
    assert declaration.unplaced == ()


def test_several_processors_in_one_cell(read):
    declaration = read(
        f"{COLLECTION}개인정보의 위탁\n수탁자\t업무\n하늘택배, Example Cloud, Inc.\t배송\n"
    )
    assert [p.name for p in declaration.processors] == ["하늘택배", "Example Cloud, Inc."]


def test_a_pair_of_which_neither_side_is_a_task_is_unplaced(read):
    declaration = read(f"{COLLECTION}개인정보의 위탁\n- 가나다 : 라마바\n")
    assert declaration.processors == ()
    assert declaration.unplaced == (Unplaced(text="가나다 : 라마바", line=3),)


def test_a_cell_that_spans_rows_holds_for_all_of_them(read):
    declaration = read(
        f"{COLLECTION}보유기간\n근거 법령\t보존 항목\t보존 기간\n"
        f"{E_COMMERCE}\t계약에 관한 기록\t5년\n\t소비자 불만 기록\t3년\n대금결제 기록\t5년\n"
    )
    assert [(r.record, r.period, r.law) for r in declaration.retention] == [
        ("contract", "P5Y", E_COMMERCE),
        ("consumer_complaint", "P3Y", E_COMMERCE),
        ("payment", "P5Y", E_COMMERCE),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "개인정보의 보유기간\n- 회원 정보 : 탈퇴 시까지. "
            "단, 부정이용 방지를 위해 탈퇴 후 1년간 보관\n"
        ),
        (
            "개인정보의 보유기간\n항목\t보유기간\n회원 정보\t탈퇴 "
            "시까지 (단, 부정이용 방지를 위해 탈퇴 후 1년간 보관)\n"
        ),
        (
            "1. 회원 정보 등록 시\n- 필수항목: 이름\n- 보유기간: "
            "탈퇴 시까지, 단, 부정이용 방지를 위해 탈퇴 후 1년간 보관\n"
        ),
    ],
)
def test_the_period_of_an_exception_is_not_that_of_the_rule(lines, read):
    declaration = read(f"{COLLECTION}{lines}")
    assert [(r.period, r.event) for r in declaration.retention] == [(None, "탈퇴 시까지")]
    assert [entry.text for entry in declaration.unplaced] == [
        "단, 부정이용 방지를 위해 탈퇴 후 1년간 보관"
    ]


def test_a_sentence_whose_periods_are_not_clear_is_unplaced(read):
    declaration = read(f"{COLLECTION}보유기간\n기록의 종류에 따라 3년 또는 5년간 보관합니다.\n")
    assert declaration.retention == ()
    assert [entry.line for entry in declaration.unplaced] == [3]


def test_a_heading_above_its_description_names_the_party(read):
    declaration = read(
        f"{COLLECTION}개인정보의 제3자 제공\n① 달빛보험\n"
        "- 제공 목적: 보험 가입\n- 제공 항목: 이름\n"
        "개인정보의 위탁\n1. 상담 업무\n· 수탁자 : 하늘톡\n· 위탁업무 : 고객 상담\n"
        "2. 그 밖의 것\n- Amazon Web Services (데이터 보관)\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [("달빛보험", "보험 가입")]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("하늘톡", "고객 상담"),
        ("Amazon Web Services", "데이터 보관"),
    ]
    assert [entry.text for entry in declaration.unplaced] == ["그 밖의 것"]


def test_pairs_below_a_heading_of_one_word(read):
    declaration = read(
        "Information We Collect\nSign-up: name\nSharing\n- Payment processing: Pebble Pay, Inc.\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("Pebble Pay, Inc.", "Payment processing")
    ]


def test_a_table_of_service_providers_among_third_parties(read):
    declaration = read(
        "Information We Collect\nSign-up: name\nHow We Share Your Information\n"
        "Service Provider\tPurpose\tLocation\nPebble Pay, Inc.\tPayment\tIreland\n"
    )
    assert declaration.third_parties == ()
    assert declaration.processors == (
        Processor(name="Pebble Pay, Inc.", task="Payment", country="Ireland"),
    )


def test_third_parties_and_the_exceptions_that_name_none(read):
    declaration = read(
        f"{COLLECTION}개인정보의 제3자 제공\n다만, 아래의 경우에는 예외로 합니다.\n"
        "- 이용자가 사전에 동의한 경우\n"
        "- 개인정보를 제공받는 자 : 달빛보험\n- 제공받는 자의 이용 목적 : 보험 가입\n"
        "- 제공하는 개인정보 항목 : 이름, 연락처, 별자리\n- 보유 및 이용기간 : 1년\n"
    )
    assert declaration.third_parties == (
        ThirdParty(
            name="달빛보험",
            purpose="보험 가입",
            items=(
                NamedItem(item="name", label="이름"),
                NamedItem(item="phone", label="연락처"),
            ),
            until="1년",
        ),
    )
    assert [entry.text for entry in declaration.unplaced] == ["별자리"]


def test_purposes_methods_and_destruction(read):
    declaration = read(
        "■ 수집항목 및 수집방법\nο 수집항목 : 이름\nο 수집방법 : 홈페이지, 서면양식\n"
        "■ 개인정보의 이용목적\n회사는 다음의 목적으로 이용합니다.\n"
        "ο 회원 관리\n본인확인, 고지사항 전달\n"
        "ο 마케팅에 활용\n"
        "■ 개인정보의 파기절차 및 방법\n파기절차 및 방법은 다음과 같습니다.\n"
        "ο 파기절차\n별도의 DB로 옮겨 파기합니다.\nο 파기방법\n- 분쇄합니다.\n"
    )
    assert declaration.methods == ("홈페이지", "서면양식")
    assert [(p.label, p.text) for p in declaration.purposes] == [
        ("회원 관리", "본인확인, 고지사항 전달"),
        ("마케팅에 활용", ""),
    ]
    assert declaration.destruction.procedure == ("별도의 DB로 옮겨 파기합니다.",)
    assert declaration.destruction.methods == ("분쇄합니다.",)


@pytest.mark.parametrize(
    "line",
    [
        "시행일: 2024.01.05",
        "- 시행일자 : 2024-1-5",
        "본 방침은 2024년 1월 5일부터 시행됩니다.",
        "이 개인정보처리방침은 2024. 1. 5.부터 적용됩니다.",
        "시행일자\n2024.01.05",
        "Effective date: January 5, 2024",
    ],
)
def test_the_effective_date_in_many_forms(line, read):
    declaration = read(f"{COLLECTION}{line}\n이전 방침: 2030.1.1 ~ 2031.1.1 적용\n")
    assert declaration.policy.effective_date == dt.date(2024, 1, 5)


def test_a_day_that_is_none_is_no_date(read):
    assert read(f"{COLLECTION}시행일: 2024.13.45\n").policy.effective_date is None


@pytest.mark.parametrize(
    ("line", "controller"),
    [
        ("푸른나무주식회사(이하 '회사'라 함)는 법을 준수합니다.", "푸른나무주식회사"),
        ("주식회사 푸른나무(이하 “회사”)는 법을 준수합니다.", "주식회사 푸른나무"),
        ("< 초록별 >('star.example'이하 '초록별')은(는) 법을 준수합니다.", "초록별"),
        ("(주)노란우산은 이용자의 정보를 보호합니다.", "(주)노란우산"),
        ("회사는 이용자의 정보를 보호합니다.", None),
    ],
)
def test_the_controller_introduces_itself(line, controller, read):
    assert read(f"개인정보 처리방침\n{line}\n{COLLECTION}").policy.controller == controller


def test_lists_in_a_section_that_is_not_understood_are_unplaced(read):
    declaration = read(
        "제1조(수집항목)\n회원가입 시: 이름\n제2조(달맞이 안내)\n- 이메일, 주소\n접속 기록: 3개월\n"
    )
    assert declaration.unplaced == (
        Unplaced(text="이메일, 주소", line=4),
        Unplaced(text="접속 기록: 3개월", line=5),
    )


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a\n", "오늘은 날씨가 맑습니다.\n", "1. 수집항목\n2. 수집방법\n"])
def test_a_text_that_is_no_policy_is_refused(text, rulebook, tmp_path):
    path = tmp_path / "novel.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=r"novel\.txt: no collection point and no item") as caught:
        read_policy_file(path, rulebook)
    assert caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        # A list of services is no policy, and neither is one that only speaks of privacy.
        "오늘의 소식\n- 결제: 주식회사 하늘\n",
        "Our privacy matters to us.\nThe site is hosted by Acme Cloud, Inc.\n",
        "운영 기록\n접속 기록: 3개월\n",
    ],
)
def test_what_names_recipients_outside_a_policy_is_refused(text, read):
    with pytest.raises(PolicyError, match="no collection point and no item"):
        read(text)


def test_a_policy_whose_items_are_not_understood_is_read_for_what_it_says_of_others(read):
    declaration = read(
        "개인정보 처리방침\n"
        "제1조(수집하는 개인정보 항목)\n달맞이 참가 시: 보름달 소원지\n"
        "제2조(개인정보의 보유기간)\n계약에 관한 기록: 5년\n"
        "제3조(개인정보 처리의 위탁)\n- 수탁자: 주식회사 하늘\n- 위탁업무: 문자 발송\n"
    )
    assert declaration.collection == ()
    assert [(p.name, p.task) for p in declaration.processors] == [("주식회사 하늘", "문자 발송")]
    assert [(r.label, r.period) for r in declaration.retention] == [("계약에 관한 기록", "P5Y")]
    # What could not be read is said.
    assert any("보름달 소원지" in entry.text for entry in declaration.unplaced)


PIECES = st.sampled_from(
    [
        *(
            "수집항목",
            "개인정보의 수집 항목",
            "회원가입 시",
            "필수항목",
            "선택",
            "이름",
            "이메일",
            "취미",
        ),
        *(
            "보유기간",
            "5년",
            "6개월 1년",
            "탈퇴 시까지",
            "수탁업체",
            "위탁",
            "결제 대행",
            "제3자 제공",
        ),
        *(
            "목적",
            "파기방법",
            "수집하지 않습니다.",
            "수집합니다.",
            "기록",
            "법률",
            "시행일",
            "2024.01.05",
        ),
        *(
            ":",
            "：",
            ",",
            "/",
            " 및 ",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            "「",
            "」",
            "|",
            "①",
            "Ⅰ",
            " ",
        ),
        *("\t", "\n", "\n- ", "\n1. ", "\n가. ", "\n제1조(", "99999"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_declaration_or_a_policy_error(read, text):
    with contextlib.suppress(PolicyError):
        assert isinstance(read(text), Declaration)


hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@given(
    st.lists(st.sampled_from(["이름", "이메일 주소", "전화번호"]) | hangul, min_size=1, max_size=6)
)
@settings(deadline=None, max_examples=200)
def test_every_word_of_a_list_is_an_item_or_unplaced(read, words):
    # What denies a list is another matter.
    assume(not any("하지않" in word for word in words))
    declaration = read("수집항목\n- 결제 시: 카드번호\n- 회원가입 시: " + ", ".join(words) + "\n")
    placed = [item.label for point in declaration.collection for item in point.items]
    given_back = placed + [entry.text for entry in declaration.unplaced]
    nothing = {"없음", "해당없음", "해당사항없음", "등"}
    # 이메일 주소 and 이메일주소 are one word.
    given = ["".join(text.split()) for text in given_back]
    wanted = ["".join(word.split()) for word in words if word not in nothing]
    assert [word for word in wanted if not any(word in text for text in given)] == []


def test_a_long_line_takes_no_time_to_speak_of(read, takes_time_in_proportion):
    def read_line(words):
        many = ", ".join(["별자리/혈액"] * words)
        assert len(read(f"수집항목: 이름, {many}").collection) == 1

    assert takes_time_in_proportion(read_line, 800)


@pytest.mark.parametrize(
    "sentence",
    [
        lambda n: ", ".join(["이름", "하늘"] * 20 * n) + " 이름을 수집하는 " * n,
        lambda n: ", ".join(["좋은 하늘"] * 30 * n) + " 구름을 수집하는 " * n,
        lambda n: "좋은 하늘을 " * 300 * n + "이름을 수집",
    ],
    ids=["items", "no items", "no commas"],
)
def test_a_long_sentence_takes_no_time_to_speak_of(read, sentence, takes_time_in_proportion):
    """Whatever ends a sentence could have, the words before its last comma are read once."""
    assert takes_time_in_proportion(
        lambda n: read(f"1. 수집항목\n- 이름\n회사는 {sentence(n)}합니다.\n"), 15
    )


def test_a_period_alone_on_its_line_is_said_of_all(read):
    declaration = read(
        "1. 수집항목\n- 이름\n3. 개인정보의 보유 기간\n보유 및 이용 기간은 다음과 같습니다.\n"
        "- 10년간 보유 및 이용 이후 폐기\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [("개인정보", "P10Y")]


def test_for_example_in_front_of_how_long(read):
    declaration = read(
        "1. Information We Collect\n- Account: your name\n2. Retention\n"
        "For example, we will store order information for 7 years.\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [("order information", "P7Y")]


def test_records_kept_by_law_below_the_purposes(read):
    declaration = read(
        "1. 개인정보 수집 및 이용목적\n"
        "관계법령에 따라 아래와 같이 법령에서 정한 일정한 기간 동안 회원정보를 "
        "보관할 수 있습니다.\n"
        "- 계약에 관한 기록 : 5년\n- 방문 기록 : 3개월\n2. 수집하는 개인정보의 항목\n- 이름\n"
    )
    assert [r.period for r in declaration.retention] == ["P5Y", "P3M"]


def test_one_verb_for_several_records(read):
    declaration = read(
        "In short\nWe keep donor records for seven years; enquiries for 24 months.\n"
        "What personal data we collect\n- Donors: your name\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("donor records", "P7Y"),
        ("enquiries", "P24M"),
    ]


def test_what_is_kept_for_ever(read):
    declaration = read(
        "1. 수집항목\n- 이름\n3. 개인정보의 보유 및 이용기간\n"
        "목적이 달성되면 파기합니다. 단, 증명서 발급을 위한 개인정보는 영구보관 합니다.\n"
    )
    assert [(r.label, r.event) for r in declaration.retention] == [
        ("증명서 발급을 위한 개인정보", "영구보관")
    ]
