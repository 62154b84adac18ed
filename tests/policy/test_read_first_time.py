"""Wordings and layouts of published policies that nobody had read before; all samples invented."""

import pytest

from pii_scan.policy.files.html import read_html
from pii_scan.policy.items import read_items
from pii_scan.policy.read import read_policy
from pii_scan.policy.text import PolicyText

COLLECTED = "1. 수집하는 개인정보의 항목\n"


@pytest.fixture(scope="session")
def collect_page(rulebook):
    """The items of each point of a page in HTML: {label: [(item, label, required)]}."""

    def collect_text(body):
        lines = read_html(f"<h2>1. 수집하는 개인정보의 항목</h2>{body}", "policy.html").lines
        return {
            point.label: [(i.item, i.label, i.required) for i in point.items]
            for point in read_policy(PolicyText("p.html", "0" * 64, lines), rulebook).collection
        }

    return collect_text


def _table(*rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


# --- what is optional -------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["(선택) 소식 받기", "[선택] 소식 받기"])
def test_what_a_row_says_in_front_of_its_label_is_said_of_its_items(collect_page, label):
    points = collect_page(
        _table(
            ("분류", "서비스명", "처리 항목", "보유 기간"),
            ("공통", "회원가입", "이름, 이메일", "탈퇴 시까지"),
            ("공통", label, "휴대전화번호", "동의 철회 시까지"),
        )
    )
    needs = {item: need for items in points.values() for item, _, need in items}
    assert needs == {"name": True, "email": True, "phone": False}


# --- lists ------------------------------------------------------------------------------------


def test_labels_in_front_of_the_lines_of_a_cell_hide_no_items(collect_page):
    points = collect_page(
        _table(
            ("구분", "처리 항목", "보유 기간"),
            (
                "회원가입",
                "- 가입 내용: 이름, 성별<br>- 추가 내용(차주만): 차량번호, 차종<br>- 그 밖: 국적",
                "1년",
            ),
        )
    )
    found = {item for items in points.values() for item, _, _ in items}
    assert found == {"name", "gender", "vehicle_number", "nationality"}


@pytest.mark.parametrize("bullet", ["o", "ㅇ"])
def test_a_letter_as_a_bullet_may_touch_the_word_behind_it(collect, bullet):
    points = collect(COLLECTED + f"•회원가입 시\n{bullet}이름, 이메일\n{bullet}선택항목: 성별\n")
    items = [(item, word, need) for found in points.values() for item, word, need in found]
    assert items == [("name", "이름", True), ("email", "이메일", True), ("gender", "성별", False)]


# --- how long it is kept ----------------------------------------------------------------------

KEPT = COLLECTED + "이메일\n2. 개인정보의 보유 및 이용 기간\n"


@pytest.mark.parametrize(
    "line",
    [
        # A colon ends the sentence, as what is excepted stands below.
        "2) 회원 탈퇴 시 지체 없이 파기합니다. 다만, 다음 정보는 법령에 따라 보존합니다:",
        "• 회원 탈퇴 시 즉시 파기 (법령에 따른 보존 의무 항목 제외)",
    ],
)
def test_what_is_destroyed_on_leaving_is_kept_until_then(read, line):
    rules = read(KEPT + f"{line}\n- 계약에 관한 기록: 5년 (전자상거래법)\n").retention
    assert [(rule.period, (rule.event or "")[:7]) for rule in rules] == [
        (None, "회원 탈퇴 시"),
        ("P5Y", ""),
    ]


# --- who else gets it, in English -------------------------------------------------------------

GIVEN = "1. Information we collect\n- Account: your name, your email address\n"


def test_services_that_a_sentence_lists_as_processors_are_no_third_parties(read):
    declaration = read(
        GIVEN + "2. Who we share it with\n"
        "Subprocessors we use to run the shop: Rowbase (database), Edgehost (hosting), "
        "Mailhen (email). We never sell your data.\n"
    )
    assert [p.name for p in declaration.processors] == ["Rowbase", "Edgehost", "Mailhen"]
    assert declaration.third_parties == ()


@pytest.mark.parametrize(
    "line",
    [
        "- Service Providers: Trusted third-party vendors (e.g., booking software), bound by law.",
        "- Service providers: Third-party companies that host our site, send our mail",
    ],
)
def test_a_description_of_service_providers_names_nobody(read, line):
    declaration = read(GIVEN + "2. Sharing your information\n" + line + "\n")
    assert [p.name for p in (*declaration.processors, *declaration.third_parties)] == []


@pytest.mark.parametrize("heading", ["Third-Party Links", "Links to third-party websites"])
def test_a_section_on_links_to_other_sites_names_no_recipients(read, heading):
    declaration = read(
        GIVEN + f"2. {heading}\nOur website may contain links to other websites "
        "(e.g., Goggle Reviews, social media). We are not responsible for those sites.\n"
    )
    assert [p.name for p in (*declaration.processors, *declaration.third_parties)] == []


# --- words for items --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("행동정보", "usage_record"),
        ("액세스 로그", "usage_record"),
        ("서비스 이용 관련 정보", "usage_record"),
        ("이용자의 웹사이트/앱 서비스 방문 이력", "usage_record"),
        ("고객식별값", "user_id"),
        ("암호화된 고객번호", "user_id"),
        ("계정 식별 정보", "account_id"),
        ("PUSH 토큰", "device_id"),
        ("광고 식별자값", "device_id"),
        ("GPS 위도·경도 좌표", "location"),
        ("카카오톡 채널 사용자 ID", "social_account"),
        ("소셜 계정 식별값", "social_account"),
        ("업로드된 이미지 파일", "photo"),
        ("수면 정보", "health"),
        ("health notes", "health"),
        ("shop name", "company_name"),
        ("plus your name", "name"),
        ("access IP information", "ip_address"),
        ("소셜 제공자 식별자", "social_account"),
        ("외국인/내국인 여부", "nationality"),
        ("스카우트회원번호", "user_id"),
    ],
)
def test_words_of_published_policies_are_known(lexicon, words, item):
    assert {word.item for word in read_items(words, lexicon)} == {item}


def test_what_is_recorded_of_behaviour_is_collected(collect):
    points = collect(
        COLLECTED + "회원가입 시: 이름\n2. 행태정보의 수집·이용\n"
        "수집하는 행태정보: 웹사이트 방문 기록, 페이지 체류 시간, 클릭 이벤트 등\n"
        "거부 방법: 브라우저의 쿠키 설정 변경\n"
    )
    assert {item for items in points.values() for item, _, _ in items} == {"name", "usage_record"}


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("출퇴근 시 GPS 좌표", "location"),
        ("출퇴근 시 GPS 좌표 — 출퇴근 기록에 포함되어 저장", "location"),
        ("앱 실행 시 광고 식별자", "device_id"),
    ],
)
def test_when_something_is_collected_may_stand_in_front_of_it(collect, line, item):
    points = collect(COLLECTED + f"[자동 수집 항목]\n접속 로그\n{line}\n")
    found = {found for items in points.values() for found, _, _ in items}
    assert found == {"usage_record", item}


def test_a_paragraph_may_say_of_two_kinds_of_people_what_is_collected(collect):
    points = collect(
        "What we collect\nAs an owner (of a shop): your email, shop name. "
        "As a client booking on a page: your name, phone number.\n"
    )
    found = {item for items in points.values() for item, _, _ in items}
    assert found == {"email", "company_name", "name", "phone"}


def test_what_is_preserved_after_something_is_kept_for_that_long(read):
    rules = read(
        GIVEN + "2. Data retention\nWe keep your data while your account is active. After "
        "cancellation, photos are preserved for 30 days and then permanently deleted.\n"
    ).retention
    assert "P30D" in [rule.period for rule in rules]


def test_paragraphs_below_what_announces_processors_are_a_list_of_them(read):
    declaration = read(
        GIVEN + "2. Who we share it with\n"
        "We use a few service providers who process data on our behalf:\n"
        "Rowbase - hosting, sign-in and the database that holds your data.\n"
        "Mailhen - delivering the codes we email you.\n"
        "We may also disclose information if we are legally required to.\n"
    )
    assert [p.name for p in declaration.processors] == ["Rowbase", "Mailhen"]
    assert declaration.third_parties == ()


@pytest.mark.parametrize("words", ["2년 주기로", "2년주기 마다", "2년을 주기로", "2년마다"])
def test_how_often_something_is_done_is_no_period(read, words):
    rules = read(
        KEPT + f"• 활동 기록\n• {words} 재동의를 하지 않은 회원의 개인정보는 파기됩니다.\n"
    ).retention
    assert [rule.period for rule in rules] == []


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("프로필 이름·이미지(선택)", {"nickname": False, "photo": False}),
        ("이름, 성별·나이(선택)", {"name": None, "gender": False, "age": False}),
        ("이름 및 성별(선택)", {"name": None, "gender": False}),
    ],
)
def test_what_a_bracket_says_is_said_of_all_that_a_dot_joins(lexicon, words, needs):
    assert {word.item: word.required for word in read_items(words, lexicon)} == needs


def test_a_heading_of_optional_items_ends_no_collection(collect_page):
    points = collect_page(
        "<h3>1.1 필수 수집 정보</h3><ul><li>이메일 주소</li></ul>"
        "<h3>1.2 자동 수집 정보</h3><ul><li>IP 주소</li></ul>"
        "<h3>1.3 선택 수집 정보</h3><ul><li>소개글</li><li>위치 정보</li></ul>"
        "<h2>2. 개인정보 수집 목적</h2><p>회원 관리</p>"
    )
    needs = {item: need for items in points.values() for item, _, need in items}
    assert needs == {"email": True, "ip_address": True, "location": False}


def test_a_term_below_the_heading_of_a_record_is_of_that(read):
    rules = read(
        KEPT + "2.1 회원 정보\n- 회원 탈퇴 시까지 보유\n2.2 로그 정보\n- 수집일로부터 1년간 보유\n"
    ).retention
    assert [(rule.label, rule.period) for rule in rules] == [
        ("회원 정보", None),
        ("로그 정보", "P1Y"),
    ]


@pytest.mark.parametrize(
    ("heading", "given", "denied", "lines"),
    [
        ("수집하는 개인정보의 항목", "아이디", "수집하지 않는 정보",
         "- 전화번호, 이메일 등 신원 정보\n- 위치정보\n"),
        ("Information we collect", "Your username", "Information we do not collect",
         "- phone number, email\n- location\n"),
    ],
)  # fmt: skip
def test_what_stands_below_a_heading_that_denies_is_not_collected(
    read, heading, given, denied, lines
):
    declaration = read(f"1. {heading}\n- {given}\n2. {denied}\n{lines}")
    assert [item.item for point in declaration.collection for item in point.items] == ["user_id"]
    assert [item.item for item in declaration.not_collected] == ["phone", "email", "location"]


def test_what_is_destroyed_as_soon_as_somebody_leaves_is_kept_until_then(read):
    rules = read(
        KEPT + "이용자가 회원 탈퇴를 요청하는 즉시 개인정보를 지체 없이 파기합니다.\n"
    ).retention
    assert [(rule.label, rule.event) for rule in rules] == [
        ("개인정보", "이용자가 회원 탈퇴를 요청하는 즉시")
    ]


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("회원님이 작성한 게시물", "chat_message"),
        ("챗봇과 주고받은 대화 내용", "chat_message"),
        ("프로필에 등록한 사진", "photo"),
        ("가입하며 입력한 휴대전화번호", "phone"),
    ],
)
def test_who_gave_something_may_stand_in_front_of_it(lexicon, words, item):
    assert [(word.item, word.text) for word in read_items(words, lexicon)][-1][0] == item
    assert all(word.item for word in read_items(words, lexicon))


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("information about your web browser", "device_info"),
        ("some of the cookies that are installed on your device", "cookie"),
        ("이용자가 AI 분석을 위해 직접 업로드하는 사진 정보.", "photo"),
        ("접속한 모바일 운영체제", "os_info"),
    ],
)
def test_words_of_common_templates_are_known(lexicon, words, item):
    assert {word.item for word in read_items(words, lexicon)} == {item}


def test_what_is_maintained_until_somebody_asks_is_kept_until_then(read):
    rules = read(
        GIVEN + "2. Data retention\nWhen you write to us, we will maintain your messages for our "
        "records unless and until you ask us to delete them.\n"
    ).retention
    assert [(rule.label, rule.event) for rule in rules] == [
        ("messages", "until you ask us to delete them")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We use tools that know your company (such as IP-to-company mapping).",
        "We store scores on your device using SharedPreferences.",
    ],
)
def test_ways_to_match_and_to_store_are_nobody(read, sentence):
    declaration = read(GIVEN + f"2. How it works\n{sentence}\n")
    assert [p.name for p in (*declaration.processors, *declaration.third_parties)] == []
