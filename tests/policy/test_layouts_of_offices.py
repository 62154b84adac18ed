"""Layouts met in policies of hospitals, schools, shops and funds; each once wrong, all invented."""

import pytest

from pii_scan.policy.party_names import names_in


def _items(declaration, label):
    return {i.item for p in declaration.collection if p.label == label for i in p.items}


ONE_PARAGRAPH = (
    "(주)새싹영어 (이하 “학원”)는 개인정보를 소중히 여깁니다. 방침은 다음과 같습니다. "
    "1. 개인정보의 수집 및 이용목적 학원은 학습 지도를 위하여 개인정보를 수집합니다 "
    "- 서비스 제공, 연령확인, 공지사항 전달 - 학습관리 "
    "2. 수집하는 개인정보 항목 및 수집방법 -수집항목 이름(한글,영문), 생년월일, "
    "전화번호(자택, 부, 모), 주소, 접속IP 등 -수집방법 입학원서 작성, 수업을 통한 영상 수집 "
    "3. 개인정보의 보유 및 이용기간 원생의 개인정보는 퇴원 후 1년간 보관 후 삭제합니다. "
    "4. 개인정보의 파기 절차 및 방법 학원은 목적이 달성된 후 지체 없이 파기합니다."
)


def test_a_policy_in_one_paragraph_is_parted_at_its_numbers_though_one_has_no_stop_in_front(read):
    declaration = read(ONE_PARAGRAPH)
    items = {i.item for p in declaration.collection for i in p.items}
    assert items == {"name", "birth_date", "phone", "address", "ip_address"}
    assert [rule.period for rule in declaration.retention] == ["P1Y"]


def test_a_consent_to_unique_identifiers_is_a_collection(read_page):
    declaration = read_page(
        "<h5>개인정보 수집 및 이용에 대한 동의</h5><ol><li>수집하는 항목 : 성명, 주소</li></ol>"
        "<h5>고유식별정보 수집에 대한 동의</h5><ol><li>고유식별정보 항목 : 주민등록번호</li></ol>"
    )
    items = {i.item for p in declaration.collection for i in p.items}
    assert items == {"name", "address", "resident_registration_number"}


def test_services_of_others_that_a_page_uses_are_processors(read_marked):
    declaration = read_marked(
        "## 1. 수집하는 개인정보 항목\n- 회원가입 시: 이메일, 비밀번호\n"
        "## 2. 제3자 서비스의 이용 및 SDK 활용\n"
        "다음과 같은 외부 서비스를 이용합니다.\n"
        "1. **Cloudnest**: 푸시 알림 발송.\n2. **Tracewell**: 서비스 오류 추적.\n"
    )
    assert [p.name for p in declaration.processors] == ["Cloudnest", "Tracewell"]


def test_how_processors_keep_data_safe_is_no_processor(read_marked):
    declaration = read_marked(
        "## 1. 수집하는 개인정보 항목\n- 회원가입 시: 이메일\n"
        "## 2. 개인정보 처리의 위탁\n"
        "| 수탁업체 | 위탁업무 |\n|---|---|\n| Cloudnest Inc. | 서버 호스팅 |\n\n"
        "**수탁자의 개인정보 보호 조치:**\n- 데이터 암호화 (전송: TLS 1.3, 저장: AES-256)\n"
        "- ISO 27001 인증\n"
    )
    assert [p.name for p in declaration.processors] == ["Cloudnest Inc."]


def test_days_after_posting_from_which_a_change_holds_are_days_of_notice(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n이름, 이메일\n2. 고지의 의무\n"
        "방침이 변경되는 경우 변경 사항을 게시하며, 게시한 날로부터 7일 후부터 효력이 발생합니다.\n"
    )
    assert declaration.policy.notice_days.ordinary == 7


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "하늘카드㈜/바다카드㈜/㈜들판카드/NH초원카드",
            ["하늘카드㈜", "바다카드㈜", "㈜들판카드", "NH초원카드"],
        ),
        ("A/S 처리업체", ["A/S 처리업체"]),
        ("설치/수리", ["설치/수리"]),
    ],
)
def test_three_names_or_more_may_have_nothing_but_slashes_between_them(text, names):
    assert names_in(text) == names


def test_what_each_recipient_is_given_names_no_further_recipient(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n이름, 차량번호\n2. 개인정보의 제3자 제공\n제휴 주차장 사업자\n"
        "- 제공받는 자 : 푸른주차㈜, 솔빛주차㈜\n- 제공대상 개인정보 :\n"
        "① 푸른주차㈜ - 차량번호, 주문금액, 할인권 사용 여부\n② 솔빛주차㈜ - 차량번호, 주문일시\n"
        "- 제공받는 자의 개인정보 이용 목적 : 주차 결제\n"
    )
    assert [p.name for p in declaration.third_parties] == ["푸른주차㈜", "솔빛주차㈜"]


def test_an_item_with_a_list_of_its_own_beside_points_is_a_point(read):
    declaration = read(
        "2. 개인정보 수집항목\n1) 후원금 결제정보\n– 자동이체(CMS) : 계좌번호, 예금주명\n"
        "– 신용카드 : 카드번호, 유효기간, 생년월일\n"
    )
    labels = {p.label: {i.item for i in p.items} for p in declaration.collection}
    assert [set(items) for items in labels.values()] == [
        {"bank_account", "name"},
        {"credit_card", "birth_date"},
    ]


def test_a_bracket_that_a_cell_leaves_open_ends_with_the_cell(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n회원가입: 이름\n"
        "주문: 주문정보 (이름, 휴대전화) 결제정보 (입금자명, 계좌번호\n"
    )
    assert {"phone", "bank_account"} <= _items(declaration, "주문")


def test_elements_of_data_and_their_descriptions_are_items(read_marked):
    declaration = read_marked(
        "## 2. Data We Process\n### 2.1 User Account Data\n"
        "| Data Element | Description |\n|---|---|\n"
        "| Email address | Used for authentication |\n| Password (hashed) | Stored as a hash |\n"
        "### 2.2 Audit Logs\n| Data Element | Description |\n|---|---|\n"
        "| IP address | Source of the request |\n| Action performed | What was done |\n"
    )
    assert _items(declaration, "User Account Data") == {"email", "password"}
    assert _items(declaration, "Audit Logs") == {"ip_address"}


def test_kinds_of_data_and_how_long_they_are_kept_are_not_collected_by_their_table(read):
    declaration = read(
        "Hazel Hill School\nPrivacy Notice\n1. Pupil data\n"
        "We collect and hold information relating to our pupils. This personal data will include:\n"
        "• Photographs\n• Medical information\n2. Storing pupil data\n"
        "We hold pupil data as the schedule below says.\n"
        "Data Type | Retention Period | Reason |\nAccident reports | 3 years | Safety |\n"
        "Pupil files | Until the pupil turns 25 years old | Limitation |\n"
    )
    items = {i.item for p in declaration.collection for i in p.items}
    assert items == {"photo", "health"}
    assert [rule.period for rule in declaration.retention if rule.period] == ["P3Y"]


def test_a_heading_on_items_and_on_devices_that_collect_is_about_the_items(read):
    declaration = read(
        "제1조(개인정보 항목 및 자동 수집 장치 설치/운영에 관한 사항)\n"
        "회사는 맞춤형 광고를 위해 자동으로 기기정보, 사용기록 등을 수집합니다.\n"
        "- 앱(App): 앱 가입, 기기 연동 등을 위해 수집되는 정보 (성명, 이메일 주소, 비밀번호 등)\n"
    )
    assert _items(declaration, "앱(App)") == {"name", "email", "password"}
    items = {i.item for p in declaration.collection for i in p.items}
    assert items == {"name", "email", "password", "device_info", "usage_record"}


def test_cells_on_lines_of_their_own_without_a_head_have_no_bar(read):
    declaration = read(
        "□ 개인정보 수집·이용 내역\n필수항목 |\n성명, 사업장명, 연락처 |\n"
        "수집·이용 목적 |\n증명서 발급 |\n보유기간 |\n"
        "신고 이력 |\n신청 후 1년 |\n통지 신청 |\n이용목적 종료 후 5년 |\n"
    )
    items = {i.item for p in declaration.collection for i in p.items}
    assert items == {"name", "company_name", "phone"}
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("신고 이력", "P1Y"),
        ("통지 신청", "P5Y"),
    ]


def test_a_row_has_the_cells_that_stand_on_lines_below_it(read_marked):
    declaration = read_marked(
        "## 1. 수집하는 개인정보 항목\n이름, 이메일\n\n## 2. 개인정보 처리위탁\n"
        "수탁업체 | 위탁업무 내용 | 보유 및 이용기간 |\n---|---|---|\n"
        "솔빛페이 | 휴대폰 결제 대행 |\n결제일을 포함하여 5년간 보유 |\n"
        "푸른톡 |\n알림 메시지 발송 대행 |\n발송일을 포함하여 90일간 보유 |\n"
        "하늘평가 | 본인확인 | 계약 종료 시까지 |\n"
    )
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("솔빛페이", "휴대폰 결제 대행"),
        ("푸른톡", "알림 메시지 발송 대행"),
        ("하늘평가", "본인확인"),
    ]


def test_rows_of_files_copied_as_text_are_points(read):
    declaration = read(
        "제2조(처리하는 개인정보 항목)\n구분 필수항목 선택항목\n"
        "봉사자관리파일 성명, 생년월일, 전화번호, 주소, 이메일\n"
        "후원자 관리파일 성명, 성별, 전화번호, 후원종류,\n주민등록번호, 계좌정보\n"
    )
    assert _items(declaration, "봉사자관리파일") >= {"name", "birth_date", "phone", "email"}
    assert _items(declaration, "후원자 관리파일") >= {
        "name", "gender", "resident_registration_number", "bank_account",
    }  # fmt: skip
