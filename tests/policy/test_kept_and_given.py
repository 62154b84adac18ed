"""How long data is kept and who gets it, in the forms of whole published policies.

The policies are made up; their forms are those of real ones.
"""

import pytest

TOP = "개인정보 처리방침\n1. 수집하는 개인정보 항목\n- 필수항목: 이름, 이메일\n"


def kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


def processors(declaration):
    return [(p.name, p.task, p.until, p.country) for p in declaration.processors]


def third_parties(declaration):
    return [
        (p.name, p.purpose, [i.item for i in p.items], p.until) for p in declaration.third_parties
    ]


@pytest.mark.parametrize(
    ("sentence", "label", "event"),
    [
        ("회원 탈퇴 시 지체 없이 파기합니다.", "개인정보", "회원 탈퇴 시"),
        ("계정 정보는 회원 탈퇴 시 즉시 삭제합니다.", "계정 정보", "회원 탈퇴 시"),
        (
            "회사는 원칙적으로 탈퇴 시 지체 없이 회원의 사진을 파기합니다.",
            "회원의 사진",
            "탈퇴 시",
        ),
    ],
)
def test_what_is_destroyed_at_an_event_is_kept_until_then(read, sentence, label, event):
    declaration = read(TOP + f"2. 개인정보의 보유 및 이용기간\n{sentence}\n")
    assert kept(declaration) == [(label, None, event)]


def test_that_data_is_destroyed_is_no_term_beside_another(read):
    declaration = read(
        TOP + "2. 개인정보의 보유 및 이용기간\n회사는 탈퇴 시 지체 없이 정보를 파기합니다.\n"
        "- 상담 정보: 상담 종료 시까지\n"
    )
    assert kept(declaration) == [("상담 정보", None, "상담 종료 시까지")]


def test_when_all_is_destroyed_as_a_label(read):
    declaration = read(
        TOP + "2. 보유 및 이용기간\n- 회원 탈퇴 요청 시: 즉시 파기 처리\n- 접속 로그: 3개월\n"
    )
    assert kept(declaration) == [
        ("개인정보", None, "회원 탈퇴 요청 시"),
        ("접속 로그", "P3M", None),
    ]


def test_a_request_to_delete_is_no_term(read):
    declaration = read(TOP + "2. 개인정보의 보유 및 이용기간\n삭제 요청 시 지체 없이 삭제합니다.\n")
    assert kept(declaration) == []


def test_an_event_alone_below_the_heading_is_said_of_all(read):
    declaration = read(TOP + "2. 보유 및 이용 기간\n회원 탈퇴 시까지\n- 접속 로그: 3개월\n")
    assert kept(declaration) == [
        ("개인정보", None, "회원 탈퇴 시까지"),
        ("접속 로그", "P3M", None),
    ]


def test_who_keeps_is_not_what_is_kept(read):
    declaration = read(
        TOP + "2. 보유 및 이용 기간\n운영자는 이용자의 개인정보를 회원 탈퇴 시까지 보유합니다.\n"
    )
    assert kept(declaration) == [("이용자의 개인정보", None, "회원 탈퇴 시까지")]


def test_an_exception_without_a_period_is_no_part_of_the_event(read):
    declaration = read(
        TOP + "2. 보유 및 이용 기간\n- 가입 정보: 탈퇴 시까지 (단, 법령에 따른 경우 그 기간)\n"
    )
    assert kept(declaration) == [("가입 정보", None, "탈퇴 시까지")]


def test_the_law_and_the_policy_that_a_term_rests_on_are_one_label(read):
    declaration = read(
        TOP + "2. 보유 및 이용 기간\n1) 보존 항목: 계약 또는 청약철회 등에 관한 기록\n"
        "근거 법령 및 방침: 전자상거래법\n보존 기간: 5년\n"
        "2) 보존 항목: 서비스 방문 기록\n근거 법령 및 방침: 내부 방침\n보존 기간: 1년\n"
    )
    assert [(r.record, r.label, r.period, r.basis) for r in declaration.retention] == [
        ("contract", "계약 또는 청약철회 등에 관한 기록", "P5Y", "전자상거래법"),
        ("website_visit", "서비스 방문 기록", "P1Y", "내부 방침"),
    ]


def test_as_long_as_something_measurable_or_as_needed(read):
    declaration = read(
        "# Privacy Policy\n## Information we collect\n- Email address\n## Data retention\n"
        "We retain your personal information for as long as your account is active or as needed "
        "to provide our services.\n"
    )
    assert kept(declaration) == [
        ("personal information", None, "as long as your account is active")
    ]


def test_the_parts_of_a_description_with_their_values_on_the_lines_below(read):
    declaration = read(
        TOP + "[개인정보 제3자 제공 동의]\n1. 제공받는 자\n배송업체\n하늘 마케팅 대행사\n"
        "2. 제공 항목\n이름, 이메일\n3. 제공 목적\n배송\n4. 보유 및 이용 기간\n계약 종료 후 5년\n"
    )
    assert third_parties(declaration) == [
        ("배송업체", "배송", ["name", "email"], "계약 종료 후 5년"),
        ("하늘 마케팅 대행사", "배송", ["name", "email"], "계약 종료 후 5년"),
    ]
    assert kept(declaration) == []


def test_a_section_behind_a_list_of_as_many_parts_is_a_section(read):
    declaration = read(
        TOP + "2. 개인정보의 제3자 제공\n1. 제공받는 자: 하늘\n2. 제공 목적: 배송\n"
        "3. 개인정보의 보유 및 이용기간\n- 접속 로그: 3개월\n"
    )
    assert kept(declaration) == [("접속 로그", "P3M", None)]


def test_how_long_a_recipient_keeps_it_in_a_list_of_its_own(read):
    declaration = read(
        TOP + "2. 개인정보의 국외 이전\n- 이전받는 자 : Sky Ads, Inc.\n- 이전되는 국가 : 미국\n"
        "- 이전 시점 및 보유기간\n· 이전 시점 : 가입 시\n· 보유 기간 : 14일\n"
        "- 이전받는 자 : Sea Ads, Inc.\n- 이전되는 국가 : 일본\n"
    )
    assert processors(declaration) == [
        ("Sky Ads, Inc.", None, "14일", "미국"),
        ("Sea Ads, Inc.", None, None, "일본"),
    ]
    assert kept(declaration) == []


def test_a_name_with_a_dash_and_labels_behind_its_task(read):
    declaration = read(
        TOP + "2. 개인정보 처리의 위탁 및 국외 이전\n"
        "- Skybase Inc. — 회원 인증, 데이터베이스, 파일(사진·영상) 저장. "
        "이전 항목: 수집하는 개인정보. 이전 국가: 미국. 보유: 탈퇴 시까지.\n"
        "- Sea LLC — AI 분석. 이전 국가: 일본.\n"
    )
    assert [(name, task, country) for name, task, _, country in processors(declaration)] == [
        ("Skybase Inc.", "회원 인증, 데이터베이스, 파일(사진·영상) 저장", "미국"),
        ("Sea LLC", "AI 분석", "일본"),
    ]


def test_a_sentence_that_announces_its_list_names_nobody(read):
    declaration = read(
        TOP + "2. 처리 위탁\n- 서비스 운영을 위해 다음 외부 서비스를 이용합니다: "
        "Skyauth(인증), Skybase(DB), Seapay(결제).\n"
    )
    assert [(name, task) for name, task, *_ in processors(declaration)] == [
        ("Skyauth", "인증"),
        ("Skybase", "DB"),
        ("Seapay", "결제"),
    ]


def test_names_with_their_form_their_place_and_what_for(read):
    declaration = read(
        TOP + "2. 개인정보 처리의 위탁\n1. Sky, L.L.C. (미국) — 텍스트 분석\n"
        "2. Sea LLC / Seabase (미국) — 알림 발송\n3. Hillbase Inc. (해외 리전) — 데이터 저장\n"
        "3. 개인정보의 제3자 제공\n- 제공받는 자 : 출금을 위한 하늘결제원, 공제를 위한 국세청\n"
        "- 제공 목적 : 출금\n"
    )
    assert [(name, task) for name, task, *_ in processors(declaration)] == [
        ("Sky, L.L.C.", "텍스트 분석"),
        ("Sea LLC", "알림 발송"),
        ("Seabase", "알림 발송"),
        ("Hillbase Inc.", "데이터 저장"),
    ]
    assert [party.name for party in declaration.third_parties] == ["하늘결제원", "국세청"]


def test_a_row_copied_as_text_that_begins_with_a_company(read):
    declaration = read(
        TOP + "2. 개인정보 처리 위탁\n위탁받은 업체 위탁 업무\n㈜하늘소프트 디지털 마케팅 업무\n"
        "바다결제주식회사 신용카드, 계좌이체 결제\n주식회사 산들 배송 대행\n"
    )
    assert [(name, task) for name, task, *_ in processors(declaration)] == [
        ("㈜하늘소프트", "디지털 마케팅 업무"),
        ("바다결제주식회사", "신용카드, 계좌이체 결제"),
        ("주식회사 산들", "배송 대행"),
    ]


def test_a_task_given_on_is_that_of_the_one_who_is_named(read):
    declaration = read(
        TOP + "2. 업무의 위탁\n재위탁 업무 | 필수/선택 | 수탁업체 | 재위탁기간\n"
        "본인 인증 | 필수 | 하늘정보 | 계약 종료 시까지\n"
    )
    assert processors(declaration) == [("하늘정보", "본인 인증", "계약 종료 시까지", None)]


def test_counters_and_labels_glued_behind_words(read):
    declaration = read(
        "개인정보 처리방침\n1. 개인정보의 처리 및 보유 기간① 회사는 동의받은 기간 내에서 "
        "보유합니다.② 각각의 기간은 다음과 같습니다.\n2. 개인정보의 제3자 제공에 관한 사항"
        "① <하늘>('www.sky.example')은 동의가 있는 경우에만 제공합니다.\n②\n"
        "<하늘>('www.sky.example')\n"
        "1. <바다>- 개인정보를 제공받는 자 : 바다- 제공받는 자의 개인정보 이용목적 : 배송"
        "- 제공받는 자의 보유.이용기간: 1년\n"
        "3. 처리하는 개인정보의 항목① <하늘>은 다음의 항목을 처리합니다.\n"
        "1<회원가입>- 필수항목 : 이름, 이메일- 선택항목 : 생년월일\n"
    )
    assert third_parties(declaration) == [("바다", "배송", [], "1년")]
    assert [{i.item for i in p.items} for p in declaration.collection] == [
        {"name", "email", "birth_date"}
    ]


def test_a_range_with_its_unit_twice_is_no_period(read):
    declaration = read(
        TOP + "2. 보유 기간\n구분 | 보유 기간\n감사 로그 | [예: 6개월~1년]\n계정 | 1년\n"
    )
    assert kept(declaration) == [("계정", "P1Y", None)]


def test_a_period_of_grace_before_data_is_deleted(read):
    declaration = read(
        TOP + "2. 보관 및 파기\n나머지 정보는 30일의 복구 유예 기간이 지난 뒤 영구 삭제됩니다.\n"
    )
    assert kept(declaration) == [("나머지 정보", "P30D", None)]


def test_what_says_that_nobody_gets_data_names_nobody(read):
    declaration = read(TOP + "2. 개인정보의 제3자 제공\n(현재 기준) 제3자 제공: 해당없음\n")
    assert third_parties(declaration) == []


def test_two_names_in_a_cell_and_what_is_given_to_them(read):
    declaration = read(
        TOP + "2. 위탁 현황\n(1) 수탁자: 하늘 · 바다\n- 위탁업무: 결제 처리\n"
        "- 제공되는 정보: 주문번호, 결제금액\n- 보유기간: 거래완료 후 5년\n"
    )
    assert processors(declaration) == [
        ("하늘", "결제 처리", "거래완료 후 5년", None),
        ("바다", "결제 처리", "거래완료 후 5년", None),
    ]


def test_items_named_below_the_label_of_the_items(read):
    declaration = read(
        TOP + "5. 개인정보 제3자 제공\n1. 개인정보를 제공받는 자: 해당 공간의 호스트\n"
        "2. 제공하는 개인정보 항목\n- 필수항목: 이름, 연락처\n- 선택항목: 이메일\n"
        "3. 개인정보의 제공목적: 예약(변경/취소 등)\n4. 개인정보의 제공기간: 예약 종료 시까지\n"
    )
    assert third_parties(declaration) == [
        ("해당 공간의 호스트", "예약(변경/취소 등)", ["name", "phone", "email"], "예약 종료 시까지")
    ]


def test_what_is_kept_in_brackets_or_in_front_of_from_when(read):
    declaration = read(
        TOP + "2. 보유 및 이용기간\n- (전문자격)원서접수일로부터 준영구\n"
        "- 경품 배송을 위한 정보는 상품수령 후 3개월까지 보관\n"
    )
    assert kept(declaration) == [
        ("전문자격", None, "원서접수일로부터 준영구"),
        ("경품 배송을 위한 정보", "P3M", "상품수령 후"),
    ]


ENGLISH = "# Privacy Policy\n## Information we collect\n- Email address\n"


def test_lists_of_processors_with_sentences_behind_them(read):
    declaration = read(
        ENGLISH + "## Who else processes it\n"
        "- Skyfront — hosting, and the edge network. It runs every request.\n"
        "- Seamail (Sea) — transactional email: links and invitations.\n"
        "## How we share your information\nWe share it only in these limited circumstances:\n"
        "- Service providers: Skybase (database hosting), Hillmail (e-mail delivery), and "
        "Riverpay (payment processing). All service providers are bound by contract.\n"
    )
    assert [(name, task) for name, task, *_ in processors(declaration)] == [
        ("Skyfront", "hosting, and the edge network"),
        ("Seamail (Sea)", "transactional email: links and invitations"),
        ("Skybase", "database hosting"),
        ("Hillmail", "e-mail delivery"),
        ("Riverpay", "payment processing"),
    ]


def test_a_company_alone_in_a_list(read):
    declaration = read(
        ENGLISH + "## Information sharing\nWe may disclose your personal data to following "
        "contractors who assist us\n- Sky Digital Ltd, UK\n"
    )
    assert [party.name for party in declaration.third_parties] == ["Sky Digital Ltd"]


def test_whose_records_are_kept_and_for_how_long(read):
    declaration = read(
        ENGLISH + "## Data retention\nFor active partners, we retain records throughout the "
        "duration of the partnership and for 7 years thereafter. Applicants who are not admitted "
        "have their data retained for 12 months after our final decision.\n"
    )
    assert [(label, period) for label, period, _ in kept(declaration)] == [
        ("records", "P7Y"),
        ("Applicants who are not admitted", "P12M"),
    ]


def test_a_processor_list_with_tasks_in_brackets_is_read_to_its_end(read):
    declaration = read(
        TOP
        + "2. 개인정보 처리의 위탁\n회사는 다음과 같이 개인정보 처리업무를 위탁하고 있습니다.\n"
        + " - ㈜가나원서 (원서접수 대행)\n - ㈜다라소프트 (정보시스템 유지보수)\n"
        + " - 마바시스템 (통학버스 예약시스템 운영)\n"
    )
    assert [(party.name, party.task) for party in declaration.processors] == [
        ("㈜가나원서", "원서접수 대행"),
        ("㈜다라소프트", "정보시스템 유지보수"),
        ("마바시스템", "통학버스 예약시스템 운영"),
    ]


def test_a_sentence_that_holds_nothing_but_items_still_says_when(read):
    declaration = read(
        "Privacy Policy\n\n## Information You Provide\n\n"
        "If you apply for a card, we collect your annual income and date of birth.\n\n"
        "When you contact customer service, we collect your email address, phone number, and the "
        "contents of your communications, including recordings of calls.\n"
    )
    last = declaration.collection[-1]
    assert "email" in {item.item for item in last.items}
    assert "income" not in {item.item for item in last.items}
