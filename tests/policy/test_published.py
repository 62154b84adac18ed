"""Layouts and wordings of policies that are published, one test each; the texts are invented."""

import datetime as dt

import pytest

from pii_scan.policy.read import read_policy_file

COLLECTED = "1. 수집하는 개인정보의 항목\n"


@pytest.fixture
def read_markdown(tmp_path, rulebook):
    def read_text(text):
        path = tmp_path / "policy.md"
        path.write_text(text, "utf-8")
        return read_policy_file(path, rulebook)

    return read_text


def _kept(declaration):
    return [(r.label, r.period, r.event, r.law) for r in declaration.retention]


def _items(points):
    return [(label, [item for item, _, _ in words]) for (_, label), words in points.items()]


# --- what is not collected -----------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["don't", "don’t", "do not"])
def test_what_we_don_t_collect_is_not_collected(read, verb):
    declaration = read(
        "# Privacy policy\n## What we collect\nWhen you sign up, we ask for your email address.\n"
        f"## What is left out\nWe {verb} collect your age or gender.\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["email"]
    assert [named.item for named in declaration.not_collected] == ["age", "gender"]


@pytest.mark.parametrize(
    "line",
    [
        "결제 정보(결제 수단, 승인 번호 ※ 카드번호 전체는 저장하지 않음)",
        "결제 정보 (카드번호는 저장하지 않음)",
        "결제 정보 ※ 카드번호는 저장하지 않습니다",
    ],
)
def test_what_a_note_says_is_not_kept_leaves_the_item_collected(read, line):
    declaration = read(COLLECTED + f"[필수 항목]\n- 이메일\n- {line}\n")
    [point] = declaration.collection
    assert [item.item for item in point.items] == ["email", "payment_record"]
    assert "payment_record" not in [named.item for named in declaration.not_collected]


# --- collection points ---------------------------------------------------------------------------


def test_articles_on_information_for_a_purpose_are_collection_points(collect):
    points = collect(
        "제1조(목적)\n회사는 방침을 공개합니다.\n제2조(회원 가입을 위한 정보)\n"
        "회사는 회원가입을 위하여 다음과 같은 정보를 수집합니다.\n필수 수집 정보: 이메일, 닉네임\n"
        "선택 수집 정보: 이름\n제3조(서비스 제공을 위한 정보)\n"
        "회사는 서비스를 제공하기 위하여 다음과 같은 정보를 수집합니다.\n"
        "필수 수집 정보: 이메일, 주소\n제4조(부정 이용 확인을 위한 정보)\n"
        "회사는 부정이용의 확인을 위하여 다음과 같은 정보를 수집합니다.\n"
        "필수 수집 정보: 서비스 이용기록 및 기기정보\n제5조(개인정보의 보유 및 이용기간)\n"
        "회원 탈퇴 시까지\n"
    )
    assert _items(points) == [
        ("회원 가입을 위한 정보", ["email", "nickname", "name"]),
        ("서비스 제공을 위한 정보", ["email", "address"]),
        ("부정 이용 확인을 위한 정보", ["usage_record", "device_info"]),
    ]
    assert [required for _, _, required in points["signup", "회원 가입을 위한 정보"]] == [
        True,
        True,
        False,
    ]


def test_the_number_of_a_paragraph_in_a_sentence_is_no_mark(collect):
    points = collect(
        COLLECTED + "- 회원가입: 이름\n제1항의 개인정보 외에 거래를 진행하는 과정에서 쿠키가 "
        "수집될 수 있습니다.\n"
    )
    assert [label.split()[0] for label, _ in _items(points)] == ["회원가입", "제1항의"]


def test_a_clause_that_says_when_opens_a_point_of_its_own(collect):
    points = collect(
        COLLECTED
        + "서비스 이용 과정에서 쿠키, 기기정보가 수집될 수 있으며, 고객 문의 처리 과정에서 "
        "이메일이나 전화번호가 수집될 수도 있습니다.\n"
    )
    assert [(id_, [i for i, _, _ in words]) for (id_, _), words in points.items()] == [
        ("service_use", ["cookie", "device_info"]),
        ("support", ["email", "phone"]),
    ]


# --- how long ------------------------------------------------------------------------------------


def test_the_sentence_of_the_form_of_the_authority_ends_with_an_event(read):
    declaration = read(
        "제1조(처리하는 개인정보의 항목)\n1< 홈페이지 회원가입 및 관리 >\n필수항목 : 이메일\n"
        "제2조(개인정보의 처리 및 보유 기간)\n1.<홈페이지 회원가입 및 관리>\n"
        "<홈페이지 회원가입 및 관리>와 관련한 개인정보는 수집.이용에 관한 동의일로부터"
        "<회원탈퇴시까지>까지 위 이용목적을 위하여 보유.이용됩니다.\n-보유근거 : 정보주체 동의\n"
    )
    assert _kept(declaration) == [
        ("홈페이지 회원가입 및 관리", None, "회원탈퇴시까지", None),
    ]
    assert declaration.unplaced == ()


def test_the_law_in_the_heading_of_a_retention_section(read):
    declaration = read(
        "제1조(수집 항목)\n- 회원가입: 이름\n제2조(법령에 따른 개인정보의 보유기간)\n"
        "통신비밀보호법에 따른 보유정보 및 보유기간\n- 가. 로그 기록 자료 : 3개월\n"
        "전자금융거래법에 따른 보유정보 및 보유기간\n- 가. 전자금융거래에 관한 기록 : 5년\n"
    )
    assert [(r.period, r.law) for r in declaration.retention] == [
        ("P3M", "통신비밀보호법"),
        ("P5Y", "전자금융거래법"),
    ]


def test_an_exception_that_names_what_it_is_about_is_a_rule(read):
    declaration = read(
        COLLECTED + "가. 회원 서비스\n- 수집항목: 이름, 결제 정보\n"
        "- 보유기간: 회원 탈퇴 시까지(단, 결제 정보는 전자상거래법에 따라 5년)\n"
    )
    assert [(r.label, r.period, r.event) for r in declaration.retention] == [
        ("회원 서비스", None, "회원 탈퇴 시까지"),
        ("결제 정보", "P5Y", None),
    ]
    assert declaration.unplaced == ()


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("최종업데이트 : 2024. 10. 17", dt.date(2024, 10, 17)),
        ("최종 업데이트: 2024년 10월 17일", dt.date(2024, 10, 17)),
        ("Date of last update: July, 29, 2024", dt.date(2024, 7, 29)),
        ("Last update: 29 July 2024", dt.date(2024, 7, 29)),
    ],
)
def test_the_date_of_the_last_update_is_that_from_which_it_holds(read, line, date):
    declaration = read(f"{line}\n{COLLECTED}- 회원가입: 이름\n")
    assert declaration.policy.effective_date == date


# --- tables --------------------------------------------------------------------------------------


def _rows(*rows):
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


def _page(tmp_path, body):
    path = tmp_path / "policy.html"
    path.write_text(f"<html><body><h2>수집하는 개인정보의 항목</h2>{body}</body></html>", "utf-8")
    return path


def test_an_occasion_in_front_of_the_items_of_a_cell_is_the_point(tmp_path, rulebook):
    declaration = read_policy_file(
        _page(
            tmp_path,
            "<table>"
            + _rows(
                ("구분", "수집항목", "이용목적", "보유기간"),
                ("필수", "개인 회원 가입 : 성명, 아이디", "회원 관리", "회원 탈퇴 시까지"),
                ("필수", "신용카드 결제 시 : 카드번호", "구매 및 환불", "회원 탈퇴 시까지"),
                ("필수", "환불 시 : 계좌번호, 예금주명", "구매 및 환불", "회원 탈퇴 시까지"),
                ("필수", "이름, 연락처", "고객상담", "1년"),
            )
            + "</table>",
        ),
        rulebook,
    )
    assert [(p.label, [i.item for i in p.items]) for p in declaration.collection] == [
        ("개인 회원 가입", ["name", "user_id"]),
        ("신용카드 결제 시", ["credit_card"]),
        ("환불 시", ["bank_account", "name"]),
        ("고객상담", ["name", "phone"]),
    ]
    assert declaration.unplaced == ()


def test_occasions_with_needs_of_their_own_below_one_kind_of_service(tmp_path, rulebook):
    declaration = read_policy_file(
        _page(
            tmp_path,
            "<table>"
            + _rows(
                ("구분", "수집·이용목적", "필수/선택", "수집 및 이용항목"),
                ("회원가입 및 관리", "일반회원 가입", "필수", "ID, 비밀번호"),
                ("회원가입 및 관리", "일반회원 가입", "선택", "휴대전화, 주소"),
                ("회원가입 및 관리", "간편회원 가입", "필수", "ID, 휴대전화"),
                ("고충처리", "Q&amp;A 문의", "필수", "이름, 비밀번호"),
            )
            + "</table>",
        ),
        rulebook,
    )
    assert [(p.label, [(i.item, i.required) for i in p.items]) for p in declaration.collection] == [
        (
            "일반회원 가입",
            [("user_id", True), ("password", True), ("phone", False), ("address", False)],
        ),
        ("간편회원 가입", [("user_id", True), ("phone", True)]),
        ("고충처리", [("name", True), ("password", True)]),
    ]


# --- items ---------------------------------------------------------------------------------------


def test_groups_in_brackets_that_only_a_space_parts(collect):
    [words] = collect(
        COLLECTED + "- 상품 구매: 주문정보 (이름, 이메일,) 배송정보 (주소, 휴대전화) "
        "결제정보 (카드번호,계좌번호)\n"
    ).values()
    assert [item for item, _, _ in words] == [
        "name",
        "email",
        "address",
        "phone",
        "credit_card",
        "bank_account",
    ]


def test_contact_details_are_what_their_brackets_say(collect):
    [words] = collect(COLLECTED + "- 회원가입: 연락처 정보 (국가, 이름, 이메일 주소)\n").values()
    assert [item for item, _, _ in words] == ["country", "name", "email"]


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("위치 데이터", "location"),
        ("개인의 위치 정보", "location"),
        ("직업군", "job"),
        ("기타 지불 카드 정보", "credit_card"),
        ("real name", "name"),
        ("last 4 digits of the credit card number", "credit_card"),
    ],
)
def test_words_of_published_lists(lexicon, word, item):
    assert lexicon.item(word) == item


def test_examples_behind_e_g_are_items(collect):
    [words] = collect(
        "## Information we collect\n- Account details (e.g. your name, gender, date of birth)\n"
    ).values()
    assert [item for item, _, _ in words] == ["name", "gender", "birth_date"]


# --- in English ----------------------------------------------------------------------------------


def test_a_register_of_processing_is_a_table_of_items(read_markdown):
    declaration = read_markdown(
        "# Privacy notice\n\n"
        "| Purpose | Data categories | Lawful basis | Retention | Recipients / processors |\n"
        "|---|---|---|---|---|\n"
        "| Account creation | Email address, name | Art. 6(1)(b) | 30 days after deletion |"
        " Internal team |\n"
        "| Service operation | IP address | Art. 6(1)(f) | 12 months |"
        " Cloudhost (hosting), Edgenet (CDN) |\n"
    )
    assert [(p.label, [i.item for i in p.items]) for p in declaration.collection] == [
        ("Account creation", ["email", "name"]),
        ("Service operation", ["ip_address"]),
    ]
    assert [rule.period for rule in declaration.retention] == ["P30D", "P12M"]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("Cloudhost", "hosting"),
        ("Edgenet", "CDN"),
    ]


def test_what_the_law_of_california_calls_personal_information_collects_nothing(collect):
    points = collect(
        "## Information we collect\nWe collect information that identifies, relates to, or could "
        "reasonably be linked with a particular consumer, household, or device.\n"
        "- Account: email address\n"
    )
    assert _items(points) == [("Account", ["email"])]


def test_marked_headings_above_prose_are_points_and_no_items(read_markdown):
    declaration = read_markdown(
        "# Privacy policy\n\n## What we collect and why\n\n### Identity\n\n"
        "When you sign up, we ask for your name, email address, and maybe a company name.\n\n"
        "### Geolocation data\n\nWe log full IP addresses. They are kept apart.\n\n"
        "### Website interactions\n\nYour browser automatically shares certain information such as "
        "which operating system you are using.\n"
    )
    assert [[i.item for i in p.items] for p in declaration.collection] == [
        ["name", "email", "company_name"],
        ["ip_address"],
        ["os_info"],
    ]
    assert [p.label for p in declaration.collection][1:] == [
        "Geolocation data",
        "Website interactions",
    ]


def test_labels_with_a_period_each_on_one_line(read):
    declaration = read(
        "Information we collect\n- Account: email address\nRetention\n"
        "Logs: 12 months. Support messages: 2 years. Backups: 35 days.\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("Logs", "P12M"),
        ("Support messages", "P2Y"),
        ("Backups", "P35D"),
    ]


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("hashed password", "password"),
        ("OAuth provider identifiers", "social_account"),
        ("user agent", "device_info"),
        ("usage events", "usage_record"),
        ("support ticket content", "chat_message"),
    ],
)
def test_words_of_english_lists(lexicon, word, item):
    assert lexicon.item(word) == item


def test_how_long_is_said_in_a_paragraph_on_collecting(read_markdown):
    declaration = read_markdown(
        "# Privacy policy\n\n## What we collect and why\n\n### Access\n\nWe log IP addresses. "
        "We keep this login data for as long as your product account is active. "
        "Call recordings are deleted after 30 days.\n\n### Information we do not collect\n\n"
        "We don't collect your religion.\n"
    )
    assert [(r.label, r.period, r.event) for r in declaration.retention] == [
        ("this login data", None, "as long as your product account is active"),
        ("Call recordings", "P30D", None),
    ]
    assert declaration.unplaced == ()


# --- who gets it ---------------------------------------------------------------------------------


def test_a_slash_with_a_space_parts_recipients(read):
    declaration = read(
        COLLECTED + "- 회원가입: 이름\n2. 개인정보의 제3자 제공\n"
        "[제공받는 자] 가맹점주/ 배달대행업체\n[이용 목적] 배달\n[제공 항목] 연락처\n"
    )
    assert [party.name for party in declaration.third_parties] == ["가맹점주", "배달대행업체"]


def test_the_task_and_what_it_is_in_detail_are_of_one_processor(read):
    declaration = read(
        COLLECTED + "- 회원가입: 이름\n2. 개인정보처리의 위탁\n"
        "- 위탁업무 : 홈페이지 유지관리\n- 수탁자 : (주)가온\n- 위탁업무 내용 : 회원 DB 유지관리\n"
        "- 위탁업무 : 본인확인\n- 수탁자 : 나래평가(주)\n- 위탁업무 내용 : 가입 시 실명확인\n"
    )
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("(주)가온", "홈페이지 유지관리 (회원 DB 유지관리)"),
        ("나래평가(주)", "본인확인 (가입 시 실명확인)"),
    ]
    assert declaration.unplaced == ()


def test_a_heading_above_a_table_of_recipients_is_no_recipient(read_markdown):
    declaration = read_markdown(
        "# 방침\n\n## 1. 수집 항목\n\n- 회원가입: 이름\n\n## 2. 개인정보의 제3자 제공\n\n"
        "### 2-1. 정부 기관에 대한 자료\n\n| 제공받는 자 | 제공 목적 |\n| --- | --- |\n"
        "| 국세청 | 신고 |\n"
    )
    assert [party.name for party in declaration.third_parties] == ["국세청"]
    assert declaration.unplaced == ()


# --- lines and particulars -----------------------------------------------------------------------


def test_a_colon_that_begins_a_line_belongs_to_the_label_above(collect):
    points = collect(
        "1. 처리하는 개인정보의 항목\n- 수집항목\n : 이름, 생년월일\n- 보유기간\n : 2년\n"
    )
    [words] = points.values()
    assert [label for _, label, _ in words] == ["이름", "생년월일"]


def test_the_position_is_that_of_the_officer_and_not_of_the_one_below(read):
    declaration = read(
        COLLECTED + "- 회원가입: 이름\n2. 개인정보관리책임자 및 담당자\n가. 개인정보 관리책임자\n"
        " - 이름 : 김가온\n - 직위 : 대표운영자\n나. 개인정보 관리담당자\n - 이름 : 이나래\n"
        " - 직위 : 기술지원팀장\n"
    )
    assert declaration.policy.title is None
    assert declaration.officer.position == "대표운영자"


def test_how_long_is_said_in_a_sentence_below_its_label(read):
    declaration = read(
        "제1조(개인정보의 처리 항목 및 보유기간)\n필수항목 : 이름, 주소\n"
        "② 각각의 개인정보 처리 및 보유 기간은 다음과 같습니다.\n보유기간 :\n"
        "「의료법」 시행규칙 제15조에 따라 10년간 보존되며, 법률이 인정하는 기한 동안 보관될 수 "
        "있습니다.\n"
    )
    assert [rule.period for rule in declaration.retention] == ["P10Y"]


def test_items_in_the_table_of_files_below_how_long_they_are_kept(tmp_path, rulebook):
    declaration = read_policy_file(
        _page(
            tmp_path,
            "<h2>개인정보의 처리 및 보유기간</h2><table>"
            + _rows(
                ("개인정보파일 명", "보유항목", "운영근거", "보유기간"),
                ("홈페이지 이용 정보", "- 자동수집항목 : IP주소, 쿠키", "", "3년"),
                ("민원 처리 정보", "- 필수항목 : 성명, 전화번호", "동의", "1년"),
            )
            + "</table>",
        ),
        rulebook,
    )
    assert [(p.label, [i.item for i in p.items]) for p in declaration.collection] == [
        ("홈페이지 이용 정보", ["ip_address", "cookie"]),
        ("민원 처리 정보", ["name", "phone"]),
    ]
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("홈페이지 이용 정보", "P3Y"),
        ("민원 처리 정보", "P1Y"),
    ]


def test_data_that_are_collected_are_personal_information(collect):
    [words] = collect(
        "당사가 수집하는 데이터\n • 연락처 정보(예를 들어, 이름 및 이메일 주소)\n"
        " • 귀하의 IP 주소\n"
    ).values()
    assert [item for item, _, _ in words] == ["name", "email", "ip_address"]


def test_the_password_of_a_guest_is_a_password(lexicon):
    assert lexicon.item("비회원 결제 비밀번호") == "password"
