"""Whose the items of a list are, by what stands above it; each once read wrongly, all invented."""


def _points(read, text):
    return {
        point.label: {item.item: item.required for item in point.items}
        for point in read(text).collection
    }


def test_rows_that_explain_items_belong_to_the_heading_above(read):
    text = (
        "1. 수집하는 개인정보의 항목\n1.1 계정 로그인 시\n수집 항목 | 수집 목적 | 보유 기간\n"
        "이름 | 화면 표시 | 회원 탈퇴 시까지\n이메일 | 계정 식별 | 회원 탈퇴 시까지\n"
        "1.2 팀 참여 시\n수집 항목 | 수집 목적 | 보유 기간\n닉네임 | 화면 표시 | 팀 탈퇴 시까지\n"
    )
    assert _points(read, text) == {
        "계정 로그인 시": {"name": True, "email": True},
        "팀 참여 시": {"nickname": True},
    }


def test_bare_lines_between_lists_are_headings_even_if_they_name_an_item(read):
    text = (
        "1. Information We Collect\nAccount Information\n• Name, email address\n• Company name\n"
        "Usage Data\n• Error logs\nTechnical Details\n• IP address\n• Cookies\n"
    )
    assert _points(read, text) == {
        "Account Information": {"name": True, "email": True, "company_name": True},
        "Usage Data": {"usage_record": True},
        "Technical Details": {"ip_address": True, "cookie": True},
    }


def test_kinds_below_a_sentence_that_says_when_are_no_points(read):
    text = (
        "2. Information we collect\n2.1 Shop owners\nWhen you install the App, we may collect:\n"
        "- Contact details — owner name, store email.\n"
        "- Authentication data — Shopify access tokens required to run the App.\n"
        "- Operational logs — error records kept in our database.\n"
    )
    assert _points(read, text) == {
        "Shop owners": {"name": True, "email": True, "session_token": True, "usage_record": True}
    }


def test_a_label_with_sentences_of_which_one_denies(read):
    declaration = read(
        "1. Information We Collect\n"
        "- Payment Information: We use a processor and do not store your credit card details. "
        "We collect your billing address.\n"
    )
    assert [(p.label, [i.item for i in p.items]) for p in declaration.collection] == [
        ("Payment Information", ["address"])
    ]
    assert [i.item for i in declaration.not_collected] == ["credit_card"]


def test_what_data_is_used_for_is_no_list_of_items(read):
    text = (
        "What personal data we collect\n"
        "When you buy from us, we collect your name and email address.\n"
        "We’ll use this information for purposes, such as, to:\n"
        "- Send you information about your account and order\n- Process payments\n"
        "If you create an account, we will store your phone number.\n"
    )
    assert _points(read, text) == {
        "When you buy from us": {"name": True, "email": True},
        "create an account": {"phone": True},
    }


def test_a_point_in_a_list_without_levels(read):
    text = (
        "1. 개인정보 수집 항목\n가. 채용 사이트에서의 지원 및 문의\n- 입사지원\n"
        "- 필수정보: 이름, 생년월일\n"
        "- 채용문의\n- 필수정보: 이메일\n"
    )
    points = _points(read, text)
    assert {"email": True} in points.values()
    assert {"name": True, "birth_date": True} in points.values()


def test_a_cell_that_names_its_point(read):
    text = (
        "We process what is in the table below.\nPersonal Information | Use | Legal Basis |\n"
        "Account Information: Your company name, your email. | We need it to run it. | Contract |\n"
        "Log Data: Error logs, IP address. | We need it to find faults. | Legitimate interests |\n"
    )
    assert _points(read, text) == {
        "Account Information": {"company_name": True, "email": True},
        "Log Data": {"usage_record": True, "ip_address": True},
    }


def test_examples_behind_like_at_the_end_of_a_list(read):
    text = (
        "1. Information We Collect\nWhen you order, we collect your name, card details and account "
        "information like username and password.\n"
    )
    assert {"name", "credit_card", "user_id", "password"} == set(
        _points(read, text)["When you order"]
    )


def test_companies_named_as_examples_of_a_kind(read):
    declaration = read(
        "1. Information We Collect\n- Account: your email\n2. Sub-processors\n"
        "We share data with sub-processors such as:\n"
        "- Cloud hosting providers (e.g., AWS, Google Cloud).\n"
        "- Payment processors (e.g., Stripe).\n"
    )
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("AWS", "Cloud hosting providers"),
        ("Google Cloud", "Cloud hosting providers"),
        ("Stripe", "Payment processors"),
    ]


def test_the_cases_of_an_exception_are_nobody(read):
    declaration = read(
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n3. 개인정보의 제3자 제공\n"
        "제공하지 않습니다. 다음의 경우는 예외로 합니다.\n"
        "- 법령에 따른 요청: 수사 등 법령에 따른 적법한 요청\n- 사전 동의: 이용자가 동의한 경우\n"
    )
    assert declaration.third_parties == ()


def test_a_label_that_is_an_item_and_also_says_when(read):
    text = (
        "1. 개인정보 수집 항목 및 수집 방법\n[필수 항목]\n- 소셜 로그인 정보: 이름, 이메일 주소\n"
        "- 서비스 이용 기록: 학습 기록\n- 기기 정보: OS 버전\n"
    )
    assert _points(read, text) == {
        "소셜 로그인 정보": {
            "name": True,
            "email": True,
            "usage_record": True,
            "device_info": True,
            "os_info": True,
        }
    }


def test_optional_items_beside_a_point_belong_with_the_required_ones(read):
    text = (
        "1. 수집하는 개인정보의 항목\n- 필수항목: 이메일, 닉네임\n"
        "- 카카오 로그인 연동 시: 이름, 성별\n- 선택항목: 생년월일\n"
    )
    points = _points(read, text)
    assert points["카카오 로그인 연동 시"] == {"name": True, "gender": True}
    assert {"email": True, "nickname": True, "birth_date": False} in points.values()


def test_a_list_in_brackets_behind_its_sentence(read):
    text = (
        "1. 개인정보의 처리 항목\n가. 필수항목: 성명\n"
        "다. 온라인 서비스 이용 과정에서 다음과 같은 정보들이 자동으로 "
        "생성됩니다. (접속 로그, 쿠키)\n"
    )
    assert {"usage_record": True, "cookie": True} in _points(read, text).values()


def test_the_ways_in_which_data_comes_are_no_items(read):
    text = (
        "2. Information We Collect\nWe collect information that you provide "
        "directly to us when you:\n"
        "- Place an order\n- Contact us with inquiries or feedback\n"
        "Personal information we collect includes:\n- Name\n- Email address\n"
    )
    assert [set(items) for items in _points(read, text).values()] == [{"name", "email"}]


def test_a_list_that_ends_before_the_last_comma_of_its_sentence(read):
    text = (
        "1. Data Collection\nThe information we collect includes your username and booking history "
        "when you create an account, purchase tickets, or write to us.\n"
    )
    assert [set(items) for items in _points(read, text).values()] == [{"user_id", "payment_record"}]


def test_items_in_front_of_a_passive_verb(read):
    text = (
        "1. Information We Collect\nYour business number, business name, etc. "
        "can be collected when "
        "you register a shop.\n"
    )
    assert [set(items) for items in _points(read, text).values()] == [
        {"business_registration_number", "company_name"}
    ]


def test_information_from_third_parties_is_collected_and_not_given(read):
    declaration = read(
        "1. Information We Collect\na) Information You Provide\n- Name\n"
        "b) Information From Third-Party Services\n- We receive access tokens "
        "through our partner.\n"
    )
    assert "session_token" in {i.item for p in declaration.collection for i in p.items}
    assert declaration.third_parties == ()


def test_a_heading_that_begins_with_optional(read):
    text = (
        "1. Categories of personal data we process\nAccount data\n- email address\n- first name\n"
        "Optional profile data\n- company\n- GitHub profile links\n"
    )
    assert _points(read, text) == {
        "Account data": {"email": True, "name": True},
        "Optional profile data": {"company_name": False, "social_account": False},
    }


def test_what_we_collect_but_do_not_store(read):
    declaration = read(
        "1. Information We Collect\nWe collect your email address, but we do not store your "
        "credit card number on our servers.\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["email"]
    assert [i.item for i in declaration.not_collected] == ["credit_card"]


def test_what_a_line_of_a_list_says_of_when_holds_for_that_line(read):
    text = (
        "1. Information We Collect\nThe information we collect may include:\n- Your date of birth\n"
        "- Details of your donations. If you donate by card, we keep your card details.\n"
        "- Your IP address\n"
    )
    assert "ip_address" in next(i for i in _points(read, text).values() if "birth_date" in i)


def test_messages_that_people_send(read):
    text = (
        "1. Information We Collect\nWe may collect the following:\n"
        "- Messages you send us through our contact form, by email or by post.\n"
    )
    assert [set(items) for items in _points(read, text).values()] == [{"chat_message"}]


def test_items_that_a_sentence_says_they_are(read):
    text = (
        "모임은 회원가입을 통하여 개인정보를 수집하고 있습니다.\n"
        "회원가입시에 받는 필수적인 정보는 성명, 생년월일, 전화번호입니다.\n"
    )
    assert {"name", "birth_date", "phone"} in [set(i) for i in _points(read, text).values()]


def test_a_label_of_need_without_a_colon(read):
    text = (
        "2. 수집하는 개인정보 항목\n① 회원가입 시 수집항목\n필수정보 이름, 이메일\n"
        "선택정보 전화번호\n"
    )
    assert _points(read, text) == {
        "회원가입 시 수집항목": {"name": True, "email": True, "phone": False}
    }
