"""Wordings met in policies that once were read wrong, one test each; all invented."""

import pytest

from pii_scan.policy.read import read_policy_file

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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We retain your account data until you delete your account.",
            ("account data", None, "until you delete your account"),
        ),
        (
            "Your photos are stored for as long as your account is active.",
            ("photos", None, "as long as your account is active"),
        ),
    ],
)
def test_until_when_something_is_kept_in_english(read, sentence, expected):
    declaration = read(
        f"1. Information We Collect\n- Sign-up: name, email address\n\n2. Retention\n{sentence}\n"
    )
    assert _kept(declaration) == [expected]


def test_as_long_as_necessary_is_no_term(read):
    declaration = read(
        "1. Information We Collect\n- Sign-up: name, email address\n\n2. Retention\n"
        "We retain your personal data for as long as necessary to fulfil its purposes.\n"
    )
    assert _kept(declaration) == []


@pytest.mark.parametrize(
    "lines",
    [
        "1. 촬영시간 : 24시간, 보관기간 : 촬영일로부터 30일, 보관장소 : 통합관제실\n",
        "1. 영상정보의 보관기간 및 보관장소\n - 보관기간: 촬영일로부터 30일\n - 보관장소: 방재실\n",
        "촬영시간\t보관기간\t보관장소\n24시간\t촬영일로부터 30일\t방재실\n",
        "설치 대수\t12대\n보관기간\t촬영일로부터 30일\n",
    ],
)
def test_how_long_video_recordings_are_kept(read, lines):
    declaration = read(
        "제1조(처리하는 개인정보의 항목)\n1. 회원가입: 이름\n"
        f"제2조(고정형 영상정보처리기기 운영·관리)\n{lines}제3조(방침의 변경)\n"
    )
    assert _kept(declaration) == [("영상정보", "P30D", "촬영일로부터")]
    assert [point.label for point in declaration.collection] == ["회원가입"]


def test_recordings_of_a_retention_section_are_not_said_twice(read):
    declaration = read(
        COLLECTED + "- 회원가입: 이름\n2. 보유 및 이용기간\n- CCTV 영상정보: 30일\n"
        "3. 영상정보처리기기 설치·운영\n영상정보는 30일간 보관합니다.\n"
    )
    assert _kept(declaration) == [("CCTV 영상정보", "P30D", None)]


# --- who gets data -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("병원은 의료분쟁 해결을 위해 진료기록을 법원, 감정인에게 제공합니다.", ["법원", "감정인"]),
        (
            "회사는 사고 보상을 위하여 보험회사와 손해사정사에게 제공합니다.",
            ["보험회사", "손해사정사"],
        ),
        ("다만, 영장이 있는 경우 수사기관에 제공할 수 있습니다.", []),
        ("회사는 수사기관의 요구가 있는 때에 법원에 제공합니다.", []),
    ],
)
def test_third_parties_called_by_what_they_are(read, sentence, names):
    declaration = read(COLLECTED + "- 회원가입: 이름\n2. 개인정보의 제3자 제공\n" + sentence + "\n")
    assert [party.name for party in declaration.third_parties] == names


# --- California and Japan ------------------------------------------------------------------------


def test_categories_of_california_are_items_and_no_points(read):
    declaration = read(
        "# Information We Collect\n"
        "Category of Personal Information\tCollected?\tPurpose\tRetention\n"
        "Identifiers (name, email address)\tYes\tProvide services\t3 years\n"
        "Internet activity (browsing history, cookies)\tYes\tAnalytics\t12 months\n"
        "Geolocation data\tYes\tMaps\t30 days\n"
        "Biometric information\tNo\tN/A\tN/A\n"
    )
    [point] = declaration.collection
    assert [item.item for item in point.items] == [
        "name",
        "email",
        "usage_record",
        "cookie",
        "location",
    ]
    assert [item.item for item in declaration.not_collected] == ["biometric"]
    assert [(rule.label, rule.period) for rule in declaration.retention][-1] == (
        "Geolocation data",
        "P30D",
    )


JAPANESE = """プライバシーポリシー
株式会社みどり堂(以下「当社」といいます)は、個人情報を以下のとおり取り扱います。
1. 取得する個人情報
会員登録時：氏名、メールアドレス、電話番号（任意）
2. 保有期間
会員情報は退会後1年間保管します。
購入履歴は7年間保存します。
3. 第三者提供
提供先：株式会社ヤマノ信用情報　提供目的：与信審査　提供項目：氏名、住所
当社は、決済のため株式会社カード情報センターに氏名、クレジットカード番号を提供します。
法令に基づく場合を除き、第三者に提供しません。
4. 業務委託
当社は配送業務を株式会社はやぶさ運輸に委託しています。
"""


def test_a_japanese_policy(read):
    declaration = read(JAPANESE)
    assert declaration.policy.language == "ja"
    assert _kept(declaration) == [("会員情報", "P1Y", "退会後"), ("購入履歴", "P7Y", None)]
    assert [(p.name, p.purpose, [i.item for i in p.items]) for p in declaration.third_parties] == [
        ("株式会社ヤマノ信用情報", "与信審査", ["name", "address"]),
        ("株式会社カード情報センター", "決済", ["name", "credit_card"]),
    ]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("株式会社はやぶさ運輸", "配送業務")
    ]


# --- lists, labels and sentences ------------------------------------------------------------------


def test_a_case_in_the_list_of_a_point_is_no_point(collect):
    points = collect(
        COLLECTED + "1) 경품 발송\n - 필수: 이름, 주소\n - 선택: 이메일\n"
        " - 5만원 초과 경품인 경우: 주민등록번호\n2) 회원가입\n - 이름\n"
    )
    assert [(item, required) for item, _, required in points[("event", "경품 발송")]] == [
        ("name", True),
        ("address", True),
        ("email", False),
        ("resident_registration_number", True),
    ]


def test_a_company_s_form_at_the_end_of_a_line_is_no_sentence(read):
    processors = read(
        COLLECTED + "- 회원가입: 이름\n2. 처리 위탁\n- 고객 상담: (주)헬프라인\n"
        "- 서버 운영 및 데이터 보관: Amazon Web Services, Inc.\n"
    ).processors
    assert [(p.name, p.task) for p in processors] == [
        ("(주)헬프라인", "고객 상담"),
        ("Amazon Web Services, Inc.", "서버 운영 및 데이터 보관"),
    ]


def test_service_providers_with_whom_data_is_shared_are_processors(read):
    declaration = read(
        "1. Information We Collect\n- Sign-up: name, email address\n"
        "2. How We Share Information\nWe share information with service providers, including "
        "Snowpine Cloud (hosting) and Mailgoat (email delivery).\n"
    )
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("Snowpine Cloud", "hosting"),
        ("Mailgoat", "email delivery"),
    ]
    assert declaration.third_parties == ()


def test_whose_data_of_children_is_and_what_schools_are_called(read):
    declaration = read(
        COLLECTED + "- 아이 프로필: 아이 별명, 아이 생년월, 어린이 이름, 목소리 녹음\n"
        "학교 이름은 수집하지 않아요.\n"
    )
    [point] = declaration.collection
    assert [item.item for item in point.items] == [
        "nickname",
        "birth_date",
        "name",
        "voice_recording",
    ]
    assert [item.item for item in declaration.not_collected] == ["education"]


def test_unique_identifiers_in_a_section_of_their_own(collect):
    points = collect(
        "제1조(처리하는 개인정보의 항목)\n- 회원가입: 이름\n제2조(고유식별정보의 처리)\n"
        "은행은 금융실명법에 따라 주민등록번호, 여권번호를 처리합니다.\n"
    )
    assert [item for items in points.values() for item, _, _ in items] == [
        "name",
        "resident_registration_number",
        "passport_number",
    ]


def test_points_and_items_parted_by_dashes(read):
    declaration = read(
        COLLECTED + "- 가입할 때 — 이메일, 비밀번호 (카카오로 가입하면 닉네임)\n"
        "- 일기 쓸 때 — 사진 (선택)\n"
        "- 구독 결제 — 결제 기록. 카드 정보는 토스트페이가 처리하며 보관하지 않습니다.\n"
    )
    assert [
        (point.label, [(item.item, item.required) for item in point.items])
        for point in declaration.collection
    ] == [
        ("가입할 때", [("email", True), ("password", True), ("nickname", True)]),
        ("일기 쓸 때", [("photo", False)]),
        ("구독 결제", [("payment_record", True)]),
    ]
    assert [item.item for item in declaration.not_collected] == ["credit_card"]


def test_the_day_of_a_sentence(read):
    text = COLLECTED + "- 회원가입: 이름\n2. 변경\n이 방침의 시행일은 2025. 1. 2.입니다.\n"
    assert str(read(text).policy.effective_date) == "2025-01-02"


def test_a_table_in_a_cell_is_a_part_of_the_table_around_it(tmp_path, rulebook):
    file = tmp_path / "policy.html"
    file.write_text(
        "<h2>수집하는 개인정보 항목</h2><table><tr><th>구분</th><th>수집 항목</th><th>목적</th>"
        "</tr><tr><td>회원가입</td><td>이름, 이메일</td><td>관리</td></tr>"
        "<tr><td>입점</td><td>"
        "<table><tr><td>개인</td><td>계좌번호</td></tr><tr><td>법인</td><td>사업자등록번호</td></tr>"
        "</table></td><td>정산</td></tr></table>",
        encoding="utf-8",
    )
    declaration = read_policy_file(file, rulebook)
    assert [
        (point.label, [item.item for item in point.items]) for point in declaration.collection
    ] == [
        ("회원가입", ["name", "email"]),
        ("입점", ["bank_account", "business_registration_number"]),
    ]


COPPA = """1. Information We Collect From Parents

When a parent creates a family account, we collect the parent's name,
email address and password. If the parent buys a subscription, our
payment processor collects the credit card number and billing address;
we never receive them.

2. Information We Collect From Children

We collect only the following from children:
  * a nickname chosen by the parent
  * birth month and year
  * voice recordings, if the parent turns on Read Aloud (optional)

3. How Long We Keep Information

We delete voice recordings after 30 days. We keep family account
information until the parent deletes the account.
"""


def test_a_children_s_policy_with_broken_lines(read):
    declaration = read(COPPA)
    assert [
        [(item.item, item.required) for item in point.items] for point in declaration.collection
    ] == [
        [("name", True), ("email", True), ("password", True)],
        [("nickname", True), ("birth_date", True), ("voice_recording", False)],
    ]
    assert [item.item for item in declaration.not_collected] == ["credit_card", "address"]
    assert _kept(declaration) == [
        ("voice recordings", "P30D", None),
        ("family account information", None, "until the parent deletes the account"),
    ]


def test_what_a_section_on_children_says_is_collected(read):
    text = (
        "제1조(처리하는 개인정보의 항목)\n- 회원가입: 이름\n"
        "제2조(만 14세 미만 아동의 개인정보 처리)\n{}\n제3조(방침의 변경)\n"
    )
    collected = read(text.format("아동이 가입하는 경우 법정대리인의 성명, 연락처를 수집합니다."))
    assert [item.item for item in collected.collection[1].items] == ["name", "phone"]
    asked = read(text.format("동의를 받기 위해 법정대리인의 성명을 요구할 수 있습니다."))
    assert len(asked.collection) == 1


def test_japanese_recipients_abroad_and_in_a_list(read):
    declaration = read(
        "1. 取得する個人情報\n会員登録時：氏名\n2. 第三者提供\n次の者に提供します。\n"
        "・株式会社ホシノ宿泊\n3. 外国にある第三者への提供\n"
        "提供先：Skyline Booking, Inc.　国：アメリカ合衆国　目的：航空券の予約　項目：氏名\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("株式会社ホシノ宿泊", None),
        ("Skyline Booking, Inc.", "航空券の予約"),
    ]


def test_the_cameras_below_a_heading_with_the_same_numbers(read):
    declaration = read(
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n5. 영상정보처리기기 운영\n"
        "1. 설치목적 : 시설안전\n2. 촬영시간 및 보관기간 : 24시간, 촬영일로부터 30일 보관\n"
    )
    assert _kept(declaration) == [("영상정보", "P30D", "촬영일로부터")]


def test_headings_in_capitals_that_ask(read):
    declaration = read(
        "WHAT DATA DO WE PROCESS?\nSubscribers: name, postal address, phone number (optional)\n"
        "WHY AND ON WHAT BASIS?\nTo deliver your subscription\nHOW LONG DO WE KEEP DATA?\n"
        "Comments: until you delete them\nWHO RECEIVES DATA?\n"
        "Processors: PostRunner BV (delivery), Hostel Cloud GmbH (hosting).\nCOOKIES\n"
    )
    [point] = declaration.collection
    assert [(item.item, item.required) for item in point.items] == [
        ("name", True),
        ("address", True),
        ("phone", False),
    ]
    assert _kept(declaration) == [("Comments", None, "until you delete them")]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("PostRunner BV", "delivery"),
        ("Hostel Cloud GmbH", "hosting"),
    ]
    assert declaration.unplaced == ()


def test_a_numbered_item_above_its_own_list_is_a_point(collect):
    points = collect(
        "1. 개인정보의 처리 항목\n가. 학교생활기록부\n - 운영근거: 초·중등교육법 제25조\n"
        " - 처리항목: 학생의 성명, 성적\n - 보유기간: 준영구\n나. 홈페이지 회원\n"
        " - 처리항목: 아이디\n - 보유기간: 탈퇴 시까지\n"
    )
    assert [(label, [i for i, _, _ in items]) for (_, label), items in points.items()] == [
        ("학교생활기록부", ["name", "education"]),
        ("홈페이지 회원", ["user_id"]),
    ]


def test_what_we_may_collect_is_no_point(collect):
    assert list(
        collect(
            "## Personal information we collect\nWe may collect:\n"
            "- Application details: name, date of birth\n- Online activity: IP address\n"
        )
    ) == [("point-1", "Application details"), ("point-2", "Online activity")]


def test_a_country_in_brackets_is_none_of_the_name(read):
    processors = read(
        COLLECTED + "- 회원가입: 이름\n2. 위탁\n- 앱 분석: Metrika Inc. (미국)\n- 결제: 가나㈜\n"
    ).processors
    assert [(p.name, p.country) for p in processors] == [("Metrika Inc.", "미국"), ("가나㈜", None)]


def test_two_numbers_of_days_in_one_sentence(read):
    days = read(
        COLLECTED + "- 회원가입: 이름\n2. 변경\n"
        "변경 7일 전 앱에 공지하며 불리한 변경은 30일 전 알립니다.\n"
    ).policy.notice_days
    assert (days.ordinary, days.important) == (7, 30)
