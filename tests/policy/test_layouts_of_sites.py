"""Layouts met in policies of agencies, hotels, games and blogs; each once wrong, all invented."""

import pytest

ITEMS = "1. 수집하는 개인정보 항목\n- 회원가입: 이름\n"


def _processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _recipients(declaration):
    return [p.name for p in declaration.third_parties]


def _points(declaration):
    return {p.label: {i.item: i.required for i in p.items} for p in declaration.collection}


def _kept(declaration):
    return [(r.label, r.period, r.event, r.law) for r in declaration.retention]


# --- who gets it -------------------------------------------------------------------------------


def test_a_heading_on_collecting_abroad_and_transfer_is_about_those_who_process(read_marked):
    declaration = read_marked(
        "## 제1조 처리하는 개인정보 항목\n- 회원가입: 이름\n## 제2조 개인정보의 국외 수집 및 이전\n"
        "① 회사는 아래와 같이 개인정보를 국외로 이전하고 있습니다.\n\n- **Aaa Cloud, L.L.C.**\n"
        "  - 이전되는 국가: 미국\n  - 이전 항목: 대화 내용\n  - 이용 목적: 응답 처리\n"
        "  - 보유·이용 기간: 30일\n- **Bbbpanel, Inc.**\n  - 이전되는 국가: 미국\n"
        "  - 이전 항목: 이용기록\n  - 이용 목적: 통계 분석\n"
    )
    assert _processors(declaration) == [
        ("Aaa Cloud, L.L.C.", "응답 처리"),
        ("Bbbpanel, Inc.", "통계 분석"),
    ]
    assert declaration.retention == ()


def test_who_work_is_passed_on_to_may_stand_behind_the_processor(read):
    declaration = read(
        ITEMS + "2. 개인정보 처리 위탁\n수탁자\t위탁 업무\n"
        "가나소프트㈜ (재수탁자: ㈜다라톡)\t알림톡 발송\n"
    )
    assert _processors(declaration) == [("가나소프트㈜", "알림톡 발송"), ("㈜다라톡", None)]


def test_a_column_that_says_whether_work_is_passed_on_may_say_to_whom(read):
    declaration = read(
        ITEMS + "2. 개인정보 처리 위탁\n| 수탁자 | 위탁 업무 | 재위탁 여부 |\n|---|---|---|\n"
        "| ㈜가나페이 | 카드결제 | X |\n| 다라클라우드㈜ | 서버 운영 | O (Aaa Web Services) |\n"
    )
    assert _processors(declaration) == [
        ("㈜가나페이", "카드결제"),
        ("다라클라우드㈜", "서버 운영"),
        ("Aaa Web Services", None),
    ]


def test_an_association_is_counted_by_no_letter(read):
    declaration = read(
        ITEMS + "2. 개인정보의 제3자 제공\n제공받는 자\n제공 목적\n제공 항목\n보유 기간\n"
        "(사)가나체육회\n대회 참가 신청\n이름, 생년월일\n대회 종료 후 1년\n"
        "다라안전재단\n보험 가입\n이름\n보험 기간 종료 시\n"
    )
    assert _recipients(declaration) == ["(사)가나체육회", "다라안전재단"]
    assert declaration.retention == ()


def test_what_a_vendor_does_for_us_is_its_task(read_marked):
    declaration = read_marked(
        "## Information we collect\n\nWhen you register, we collect your name and email.\n\n"
        "## Service providers\n\n| Vendor | What they do for us | Location |\n|---|---|---|\n"
        "| Aaa, Inc. | Card payments | USA |\n"
    )
    assert _processors(declaration) == [("Aaa, Inc.", "Card payments")]


def test_recipients_by_law_in_a_section_that_is_also_about_processors(read):
    declaration = read(
        "■ 수집하는 개인정보 항목\n- 진료: 이름\n■ 개인정보 제공 및 위탁\n"
        "본 의원은 환자의 동의 없이 제3자에게 제공하지 않습니다. "
        "다만 법률에 따라 다음의 기관에 제공합니다.\n"
        " · 건강보험심사평가원 : 요양급여비용 심사청구\n · 질병관리청 : 감염병 발생 신고\n"
        "개인정보 처리를 위탁받은 업체는 다음과 같습니다.\n · ㈜가나로그 : 전자차트 유지보수\n"
    )
    assert _recipients(declaration) == ["건강보험심사평가원", "질병관리청"]
    assert _processors(declaration) == [("㈜가나로그", "전자차트 유지보수")]


def test_a_table_whose_cells_are_parted_by_slashes(read):
    declaration = read(
        ITEMS + "2. 개인정보처리 위탁\n위탁업무명 / 수탁업체 / 위탁기간\n"
        "학사시스템 유지보수 / ㈜가나에듀 / 2024.03.01.~2025.02.28.\n"
        "원서접수 대행 / ㈜다라접수, ㈜마바 / 접수기간\n학생증 발급 / 사아은행 / 계약종료 시\n"
    )
    assert _processors(declaration) == [
        ("㈜가나에듀", "학사시스템 유지보수"),
        ("㈜다라접수", "원서접수 대행"),
        ("㈜마바", "원서접수 대행"),
        ("사아은행", "학생증 발급"),
    ]


def test_forms_of_companies_of_other_countries_and_where_they_sit(read):
    declaration = read(
        "1. Information we collect\nWhen you register, we collect your name and email address.\n"
        "2. Processors\nWe use the following processors:\n"
        "- Aaa Hosting SE, Montabaur (web hosting)\n"
        "- Bbbooking S.L., Barcelona (booking software)\n"
        "- cccmail GmbH, Freiburg (newsletter dispatch)\n"
        "- Dddai, L.L.C. (chat)\n3. Other recipients\n- Eeepay S.C.A. (payment at your choice)\n"
    )
    assert _processors(declaration) == [
        ("Aaa Hosting SE", "web hosting"),
        ("Bbbooking S.L.", "booking software"),
        ("cccmail GmbH", "newsletter dispatch"),
        ("Dddai, L.L.C.", "chat"),
    ]
    assert _recipients(declaration) == ["Eeepay S.C.A."]


# --- what is collected -------------------------------------------------------------------------

ACTIVITIES = """\
2. PROCESSING ACTIVITIES
2.1 Provision of the website
Categories of data: IP address, date and time of access, browser type
Purpose: security of the website
Legal basis: Art. 6(1)(f) GDPR
Storage: 7 days
2.2 Booking
Categories of data: name, e-mail address
Optional: vehicle registration number
Storage: 10 years in accordance with the Fiscal Code
2.3 Car park
Categories of data: image recordings, number plates
Storage: 3 days
3. Recipients
No data is passed on.
"""


def test_each_activity_says_its_categories_of_data_and_how_long_they_are_stored(read):
    declaration = read(ACTIVITIES)
    assert _points(declaration) == {
        "Provision of the website": {
            "ip_address": True,
            "usage_record": True,
            "device_info": True,
        },
        "Booking": {"name": True, "email": True, "vehicle_number": False},
        "Car park": {"photo": True, "vehicle_number": True},
    }
    assert [(label, period) for label, period, _, _ in _kept(declaration)] == [
        ("Provision of the website", "P7D"),
        ("Booking", "P10Y"),
        ("Car park", "P3D"),
    ]


def test_a_need_in_bold_has_its_items_behind_it(read_marked):
    declaration = read_marked(
        "## 수집하는 개인정보\n### 가입할 때\n- **필수** `카카오 계정 식별자` `닉네임` `이메일`\n"
        "- **선택** `프로필 사진` `생일`\n### 모임을 신청할 때\n- **필수** 이름, 휴대폰 번호\n"
    )
    assert _points(declaration) == {
        "가입할 때": {
            "social_account": True,
            "nickname": True,
            "email": True,
            "photo": False,
            "birth_date": False,
        },
        "모임을 신청할 때": {"name": True, "phone": True},
    }


def test_what_is_optional_is_said_in_a_sentence_behind_a_list(read_marked):
    declaration = read_marked(
        "## Information you provide\n\n**Account information.** When you register, we ask for your "
        "full name and password. A phone number and profile photo are optional.\n\n"
        "**Integrations.** When you connect Slack, we receive your Slack user ID.\n"
    )
    assert _points(declaration) == {
        "Account information": {"name": True, "password": True, "phone": False, "photo": False},
        "Integrations": {"user_id": True},
    }


def test_a_column_that_asks_whether_a_category_is_collected(read_marked):
    declaration = read_marked(
        "## Categories of Personal Information We Collect\n\n"
        "| CCPA category | Specific pieces | Sources | Collected? |\n|---|---|---|---|\n"
        "| A. Identifiers | Name | You | Yes |\n| E. Biometric information | None | – | No |\n"
        "| G. Geolocation data | Precise device location when you use the map | You | Yes |\n"
        "| H. Audio | Recordings of calls to our contact center | You | Yes |\n"
    )
    (items,) = _points(declaration).values()
    assert set(items) == {"name", "location", "voice_recording"}
    assert [i.item for i in declaration.not_collected] == ["biometric"]


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("소득월액", "income"),
        ("게임 접속 기록", "usage_record"),
        ("구글 계정 식별자", "social_account"),
        ("얼굴 등 영상정보", "photo"),
        ("통화내역", "usage_record"),
        ("기지국 위치정보", "location"),
        ("browser user agent string", "device_info"),
        ("number plates", "vehicle_number"),
        ("Slack user ID", "user_id"),
        ("접종이력", "health"),
        ("credit card/payment details", "credit_card"),
    ],
)
def test_words_that_were_not_known(words, item, lexicon):
    assert lexicon.item(words) == item


# --- how long ----------------------------------------------------------------------------------


def test_a_table_of_laws_that_also_says_what_for(read):
    declaration = read(
        ITEMS + "2. 개인정보의 보유기간\n| 관련법률 | 이용목적 | 수집항목 | 보유기간 |\n"
        "| 국세기본법 | 국세 부과제척기간 계산 | 성명, 주소 | 5년(단, 미납 시 해소 시까지) |\n"
        "| 통신비밀보호법 | 통신사실 확인자료 제공 | 로그기록 자료 | 3개월 |\n"
    )
    assert [(period, law) for _, period, _, law in _kept(declaration)] == [
        ("P5Y", "국세기본법"),
        ("P3M", "통신비밀보호법"),
    ]


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        (
            "상품 안내 목적의 정보는 동의일로부터 동의 철회일까지 보유·이용합니다.",
            ("상품 안내 목적의 정보", None, "동의 철회일까지", None),
        ),
        (
            "건강강좌 신청 정보는 강좌 종료 즉시 파기합니다.",
            ("건강강좌 신청 정보", None, "강좌 종료 즉시", None),
        ),
    ],
)
def test_until_when_a_sentence_says_that_something_is_kept(sentence, kept, read):
    assert _kept(read(ITEMS + "2. 개인정보의 보유기간\n" + sentence + "\n")) == [kept]


@pytest.mark.parametrize(
    "sentence",
    [
        "1년 동안 접속하지 않은 회원의 개인정보는 별도로 분리하여 보관합니다.",
        "1년 이상 서비스를 이용하지 않은 회원의 개인정보는 분리하여 보관합니다.",
    ],
)
def test_how_long_somebody_was_away_is_no_period(sentence, read):
    assert _kept(read(ITEMS + "2. 개인정보의 보유기간\n" + sentence + "\n")) == []


def test_the_law_of_a_group_holds_for_each_line_with_a_dash(read):
    declaration = read(
        ITEMS + "2. 개인정보의 보유기간\n가) 전자상거래 등에서의 소비자보호에 관한 법률\n"
        "   ① 표시/광고에 관한 기록 - 6개월\n   ② 계약 또는 청약철회, 공급기록 - 5년\n"
        "나) 통신비밀보호법\n   ① 로그기록 - 3개월\n"
    )
    assert [(period, law) for _, period, _, law in _kept(declaration)] == [
        ("P6M", "전자상거래 등에서의 소비자보호에 관한 법률"),
        ("P5Y", "전자상거래 등에서의 소비자보호에 관한 법률"),
        ("P3M", "통신비밀보호법"),
    ]


def test_what_has_to_be_kept(read):
    declaration = read(
        "Information we collect\nWhen you register, we collect your name and email.\n"
        "Data retention\nBy law we have to keep basic information about our customers (including "
        "Contact Data) for six years after they cease being customers.\n"
    )
    assert [(label, period) for label, period, _, _ in _kept(declaration)] == [
        (
            "basic information about our customers (including Contact Data)",
            "P6Y",
        )
    ]


# --- rows and sentences ------------------------------------------------------------------------


def test_rows_of_members_and_others_with_what_they_do_beside(read):
    declaration = read(
        "1. 처리하는 개인정보 항목\n구분\t내용\t수집항목\t보유기간\n"
        "회원\t일반 회원가입\t이름, 비밀번호\t탈퇴 시까지\n\tSNS 회원가입\t이메일\t탈퇴 시까지\n"
        "비회원\t상품 주문\t이름, 주소\t5년\n공통\t환불\t계좌번호\t5년\n"
    )
    assert {label: set(items) for label, items in _points(declaration).items()} == {
        "회원 일반 회원가입": {"name", "password"},
        "회원 SNS 회원가입": {"email"},
        "비회원 상품 주문": {"name", "address"},
        "공통 환불": {"bank_account"},
    }


def test_airlines_in_brackets_behind_their_kind_are_named(read):
    declaration = read(
        ITEMS + "2. 개인정보의 제3자 제공\n제공받는 자 : 항공사 (가나항공, 다라항공, 마바항공)\n"
        "제공목적 : 발권\n"
    )
    assert _recipients(declaration) == ["가나항공", "다라항공", "마바항공"]


def test_kinds_of_data_on_lines_without_marks_are_points_beside_each_other(read):
    declaration = read(
        "Information you give us\nIdentity Data: first name, date of birth and gender.\n"
        "Contact Data: billing address and email address.\n"
        "Transaction Data: details about payments to and from you.\n"
        "Profile Data: your username and password.\n"
    )
    assert {label: set(items) for label, items in _points(declaration).items()} == {
        "Identity Data": {"name", "birth_date", "gender"},
        "Contact Data": {"address", "email"},
        "Transaction Data": {"payment_record"},
        "Profile Data": {"user_id", "password"},
    }


BLOG = """\
<h1>Privacy Policy</h1>
<h2>Who we are</h2><p>Our website address is: https://tea.example.</p>
<h2>Comments</h2>
<p>When visitors leave comments on the site we collect the data shown in the comments form, and also
the visitor’s IP address and browser user agent string to help spam detection.</p>
<h2>Media</h2><p>Visitors can download and extract any location data from images.</p>
<h2>Contact forms</h2>
<p>If you send us a message through the form, the form stores your name, email address and the
message itself. We keep contact form submissions for six months.</p>
<h2>Newsletter</h2>
<p>If you subscribe to our newsletter we store your email address and, optionally, your first name.
</p>
<h2>Mailing list</h2>
<p>If you sign up, your email address and first name are stored with Mailchimp.</p>
<h2>Analytics</h2>
<p>We use Aaametrics to understand how people use the site. It records pages viewed, the referring
page and an anonymised IP address.</p>
<h2>Who we share your data with</h2>
<p>Card payments are taken by Bbbpay. Our site is hosted by Ccchosting Ltd.</p>
"""


def test_the_sections_that_a_blog_suggests(read_page):
    declaration = read_page(BLOG)
    points = _points(declaration)
    assert set(points["Comments"]) == {"ip_address", "device_info"}
    assert {"name", "email"} <= set(points["Contact forms"])
    assert points["Newsletter"] == {"email": True, "name": False}
    assert set(points["Mailing list"]) == {"email", "name"}
    assert {"usage_record", "ip_address"} <= set(points["Analytics"])
    assert "Media" not in points
    assert {p.name.rstrip(".") for p in declaration.processors} == {
        "Aaametrics", "Mailchimp", "Bbbpay", "Ccchosting Ltd",
    }  # fmt: skip


def test_labels_above_what_they_say_at_each_point(read):
    declaration = read(
        "■ 수집항목과 목적\n◆ 멤버십 가입\n필수항목\n이름, 휴대폰번호\n선택항목\n이메일\n"
        "수집목적\n포인트 적립\n보유기간\n회원 탈퇴 시까지\n"
        "◆ 케이크 예약\n필수항목\n예약자명\n수집목적\n예약 확인\n"
        "보유기간\n수령일로부터 1개월\n◆ 자동 수집\n접속 IP, 쿠키\n■ 파기\n바로 파기합니다.\n"
    )
    assert _points(declaration) == {
        "멤버십 가입": {"name": True, "phone": True, "email": False},
        "케이크 예약": {"name": True},
        "자동 수집": {"ip_address": True, "cookie": True},
    }
    assert [(label, period) for label, period, _, _ in _kept(declaration)] == [
        ("멤버십 가입", None),
        ("케이크 예약", "P1M"),
    ]


def test_rows_without_a_head_that_say_what_somebody_is_given(read):
    declaration = read(
        ITEMS + "2. 개인정보의 제3자 제공\n"
        "▪ 가나제과 가맹점 | 예약 상품 준비 | 예약자명, 휴대폰번호 | 수령 후 즉시 파기\n"
        "▪ 다라포인트㈜ | 포인트 전환 | 이름, 카드번호 | 제휴 종료 시\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("가나제과 가맹점", "예약 상품 준비"),
        ("다라포인트㈜", "포인트 전환"),
    ]


def test_a_period_up_to_which_all_is_kept_and_used(read):
    declaration = read(
        ITEMS + "2. 개인정보의 보유기간\n금융거래 종료일로부터 5년까지 보유·이용합니다.\n"
    )
    assert _kept(declaration) == [("개인정보", "P5Y", "금융거래 종료일로부터", None)]


def test_a_camera_is_a_point_beside_those_with_the_same_glyph(read):
    declaration = read(
        "■ 수집하는 개인정보 항목\n▷ 진료예약\n · 필수항목 : 이름\n▷ 영상정보처리기기(CCTV)\n"
        " · 얼굴 등 영상정보\n■ 파기\n바로 파기합니다.\n"
    )
    assert _points(declaration) == {
        "진료예약": {"name": True},
        "영상정보처리기기(CCTV)": {"photo": True},
    }


def test_rows_of_those_who_host_and_of_others_in_one_table(read_marked):
    declaration = read_marked(
        "## Information you provide\n\n- Registration details: name, email address\n\n"
        "## Who we share it with\n\n| Recipient | Why | What |\n|---|---|---|\n"
        "| Aaa Cloud | Hosting and storage | All data |\n| Bbbgrid | Sending emails | Email |\n"
        "| Ccc Sleep Center | Research, if you agree | Sleep data |\n"
    )
    assert _processors(declaration) == [
        ("Aaa Cloud", "Hosting and storage"),
        ("Bbbgrid", "Sending emails"),
    ]
    assert _recipients(declaration) == ["Ccc Sleep Center"]
