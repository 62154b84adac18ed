"""Lists of what is collected with remarks, kinds and needs said in other places than a label."""

import pytest

KOREAN = "# 개인정보 처리방침\n## 1. 수집하는 개인정보 항목\n"
ENGLISH = "# Privacy policy\n## What data we collect\n"


def _items(declaration):
    return [(i.item, i.required) for point in declaration.collection for i in point.items]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 직원 등록: 직원 계정 정보(이름, 연락처 — 암호화 저장)",
         [("name", True), ("phone", True)]),
        ("- 네이버 로그인: 프로필 정보(이메일, 성별 등 선택 동의 범위에 따라 수집)",
         [("email", False), ("gender", False)]),
        # What an account is called is collected with the rest.
        ("- 직원 등록: 계정(이름)", [("name", True)]),
        # A word in the brackets that is no item leaves the kind as it is.
        ("- 접속: 기기 정보 (OS, 밝기)", [("device_info", True)]),
    ],
)  # fmt: skip
def test_brackets_say_what_a_kind_of_items_means(read_marked, line, expected):
    assert _items(read_marked(f"{KOREAN}{line}\n")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- **Personal:** name, phone number, and pincode — collected when you place an order",
         ["name", "phone", "postal_code"]),
        ("- **Team:** your name, and the email addresses of people you invite.", ["name", "email"]),
        ("- Email address of the attendee", ["email"]),
        ("- **Profile:** an optional avatar image URL.", ["photo"]),
        ("**Account information.** Accounts may hold information such as email addresses, age.",
         ["email", "age"]),
        # No label, as it is a sentence.
        ("**We sell nothing.** We collect your name and email address.", ["name", "email"]),
    ],
)  # fmt: skip
def test_lines_in_english(read_marked, line, expected):
    assert [item for item, _ in _items(read_marked(f"{ENGLISH}{line}\n"))] == expected


def test_a_sentence_that_announces_a_list_names_no_point(read_marked):
    declaration = read_marked(
        f"{ENGLISH}### Usage data\nWe automatically gather signals to keep it reliable:\n\n"
        "- Browser details\n- IP addresses\n"
    )
    assert [point.label for point in declaration.collection] == ["Usage data"]


@pytest.mark.parametrize(
    ("why", "required"),
    [
        ("Optional. Helps us see who the site is for", False),
        ("Optional — you can leave it blank", False),
        ("To secure your account", True),
        ("Optional features need it", True),
    ],
)
def test_a_column_of_purposes_may_say_that_an_item_is_optional(read_marked, why, required):
    head = "| Data | Why we need it | Lawful basis |\n|---|---|---|\n"
    table = f"{head}| Phone number | {why} | Contract |\n"
    assert _items(read_marked(f"{ENGLISH}### Account data\n\n{table}")) == [("phone", required)]


def test_a_bold_line_with_a_long_bracket_is_a_heading(read_marked):
    declaration = read_marked(
        f"{ENGLISH}**Account data (Acme as controller).**\n\n- Email address\n- Full name\n\n"
        "**Attendance data (event organiser as controller, Acme as processor).**\n\n"
        "- Phone number of the attendee\n"
    )
    assert [[i.item for i in point.items] for point in declaration.collection] == [
        ["email", "name"],
        ["phone"],
    ]


def test_the_files_of_a_school_are_points_with_their_terms(read):
    declaration = read(
        "개인정보 처리방침\n제1조 개인정보의 처리 및 보유기간\n"
        "| 개인정보 파일명 | 보유 목적 | 보유 근거 | 항 목 | 보유 기간 |\n"
        "|---|---|---|---|---|\n"
        "| 도서대출부 | 대출 관리 | 정보주체 동의 | 성명, 전화번호 | 2년 |\n"
    )
    assert _items(declaration) == [("name", True), ("phone", True)]
    assert [(rule.label, rule.period) for rule in declaration.retention] == [("도서대출부", "P2Y")]


def test_a_heading_ends_the_section_though_numbers_are_left_out(read_marked):
    declaration = read_marked(
        f"{ENGLISH}- Account: name\n\n## 6. Retention\n\n- Billing records: 6 years\n\n"
        "## 10. Changes\n\nWe tell you by email at least 14 days before they take effect.\n"
    )
    assert [(rule.label, rule.period) for rule in declaration.retention] == [
        ("Billing records", "P6Y")
    ]


def test_when_data_is_removed_is_said_in_the_second_sentence(read_marked):
    declaration = read_marked(
        f"{ENGLISH}- Account: name\n\n## How long we keep it\n\n- **Account data**: for as long as "
        "your account is active. After you delete your account, data is removed within 30 days, "
        "and copies in backups are purged within 90 days.\n"
    )
    assert [(rule.label, rule.period) for rule in declaration.retention] == [
        ("Account data", "P30D")
    ]


def test_a_list_that_ends_with_a_comma_goes_on_in_the_deeper_line_below(read):
    declaration = read(
        "개인정보 처리방침\n1. 수집하는 개인정보 항목\n  1) 일반 회원\n"
        "    - 필수 : 성명, 아이디,\n\n"
        "             이메일주소, 주소\n\n    - 선택 : 생년월일\n"
    )
    assert _items(declaration) == [
        ("name", True),
        ("user_id", True),
        ("email", True),
        ("address", True),
        ("birth_date", False),
    ]


def test_a_line_beside_a_list_with_a_comma_is_another(read):
    declaration = read(
        "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 회원가입 : 성명, 아이디,\n- 주문 : 주소\n"
    )
    assert [point.label for point in declaration.collection] == ["회원가입", "주문"]


def test_who_applies_is_no_occasion(read):
    declaration = read(
        "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 학부모서비스 신청자 명단: 성명\n"
        "- 서비스 신청: 이메일\n"
    )
    assert [point.point for point in declaration.collection] == ["point-1", "product_request"]


def test_headings_in_everyday_words(read_marked):
    declaration = read_marked(
        f"{KOREAN}- 가입: 이름\n\n## 2. 보관 기간\n\n- 회원 정보 → 탈퇴 후 30일\n"
        "- 결제 기록 → 5년\n\n## 3. 함께 일하는 업체\n\n- 하늘페이(주) — 결제 대행\n\n"
        "## 4. 제3자에게 주는 정보\n\n- 제공받는 자: 하늘보험\n- 제공 목적: 보험 가입\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("회원 정보", "P30D"),
        ("결제 기록", "P5Y"),
    ]
    assert [(p.name, p.task) for p in declaration.processors] == [("하늘페이(주)", "결제 대행")]
    assert [p.name for p in declaration.third_parties] == ["하늘보험"]


def test_headings_of_the_form_that_law_firms_hand_out(read):
    declaration = read(
        "PRIVACY NOTICE\nWhat information do we collect?\n(a) Identity Data: first name, gender.\n"
        "Who do you share my data with?\n- IT providers: Acme Ltd (hosting)\n"
        "How long will you use my personal data for?\nWe keep enquiry emails for 2 years.\n"
    )
    assert [p.name for p in declaration.processors] == ["Acme Ltd"]
    assert [(r.label, r.period) for r in declaration.retention] == [("enquiry emails", "P2Y")]


def test_kinds_with_examples_and_whether_they_are_required(read_marked):
    declaration = read_marked(
        f"{ENGLISH}\n| Data Type | Examples | Required? | Retention |\n|---|---|---|---|\n"
        "| Contact | Name, email | Yes | Until account deletion |\n"
        "| Profile | Photo | No | Until account deletion |\n"
        "| Device | IP address | Automatic | 90 days |\n"
    )
    assert [(p.label, [(i.item, i.required) for i in p.items]) for p in declaration.collection] == [
        ("Contact", [("name", True), ("email", True)]),
        ("Profile", [("photo", False)]),
        ("Device", [("ip_address", True)]),
    ]
    assert ("Device", "P90D") in [(r.label, r.period) for r in declaration.retention]


def test_a_column_of_types_without_examples_lists_items(read_marked):
    table = "| Data type | Purpose |\n|---|---|\n| Email address | Sign-in |\n"
    assert _items(read_marked(f"{ENGLISH}\n{table}")) == [("email", True)]


def test_a_section_on_both_recipients_has_a_part_for_each(read):
    declaration = read(
        "개인정보 처리방침\n1. 수집 항목\n- 가입: 이름\n2. 제공 및 위탁\n○ 위탁 업체 및 업무\n"
        "· 배송 : 바다택배\n○ 제3자 제공\n· 구름카드(주) : 포인트 적립 / 이름 / 제휴 종료 시까지\n"
    )
    assert [p.name for p in declaration.processors] == ["바다택배"]
    assert [p.name for p in declaration.third_parties] == ["구름카드(주)"]


def test_what_a_contract_forbids_is_no_part_of_its_own(read):
    declaration = read(
        "개인정보 처리방침\n1. 수집 항목\n- 가입: 이름\n2. 처리 위탁\n- 배송 : 바다택배\n"
        "계약에 다음을 정합니다.\n- 제3자 제공 금지\n- 결제 : 하늘페이(주)\n"
    )
    assert [p.name for p in declaration.processors] == ["바다택배", "하늘페이(주)"]


def test_a_list_of_what_is_strictly_not_collected(read):
    declaration = read(
        "Privacy Policy\n1. Information we collect\n- Account: email address\n"
        "Information We Do Not Collect\n"
        "We strictly do not collect the following sensitive information:\n"
        "- Identification (name, phone number)\n- Precise geolocation information\n"
        "2. Data Retention\n- Account: 2 years\n"
    )
    assert [item for item, _ in _items(declaration)] == ["email"]
    denied = {named.item for named in declaration.not_collected}
    assert {"name", "phone", "location"} <= denied
