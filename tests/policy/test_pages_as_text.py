"""Web pages saved as text: cells behind bars, tables without headings, lines glued together.

All invented.
"""


def _points(read, text):
    return {
        point.label: {item.item: item.required for item in point.items}
        for point in read(text).collection
    }


def test_cells_with_a_bar_behind_them_on_lines_of_their_own(read):
    text = (
        "제2조 개인정보의 처리 및 보유기간\n본원은 필요한 정보만 수집합니다.\n"
        "개인정보파일 명 |\n보유항목 |\n운영근거 |\n보유기간 |\n"
        "홈페이지 회원 |\n- 자동수집항목 : IP주소, 쿠키 |\n|\n3년 |\n"
        "검진 기록부 |\n- 필수항목 : 성명\n- 선택항목 : 이메일 |\n의료법 제22조 |\n10년 |\n"
        "제3조 개인정보의 제3자 제공\n제공하지 않습니다.\n"
    )
    assert _points(read, text) == {
        "홈페이지 회원": {"ip_address": True, "cookie": True},
        "검진 기록부": {"name": True, "email": False},
    }
    assert {(r.label, r.period) for r in read(text).retention} == {
        ("홈페이지 회원", "P3Y"),
        ("검진 기록부", "P10Y"),
    }


def test_a_rule_below_the_head_says_how_wide_such_a_table_is(read):
    text = (
        "1. 처리하는 개인정보의 항목\n연번 |\n업무 |\n담당 |\n처리하는 개인정보의 항목 |\n"
        "---|---|---|---|\n1 |\n수강 신청 |\n교무과 |\n이름,\n연락처 |\n2 |\n"
        "상담 |\n학생과 |\n이메일 |\n"
    )
    assert _points(read, text) == {
        "수강 신청": {"name": True, "phone": True},
        "상담": {"email": True},
    }


def test_cells_that_do_not_fill_the_rows_are_not_joined(read):
    text = (
        "1. 수집하는 개인정보의 항목\n- 회원가입: 이름\n"
        "구분 |\n항목 |\n기간 |\n목적 |\n상담 |\n이메일 |\n"
    )
    assert "상담" not in _points(read, text)


def test_bars_behind_the_rows_and_for_the_cells_that_span(read):
    text = (
        "1. 수집하는 개인정보의 항목\n구분 | 이용목적 | 필수/선택 | 수집 항목 | |\n"
        "회원 | 일반 가입 | 필수 | 이름, 이메일 | |\n선택 | 성별 | |||\n"
        "간편 가입 | 필수 | 닉네임 | ||\n주문 | 상품 구매 | 필수 | 회원 | 주소, 전화번호 |\n"
    )
    assert _points(read, text) == {
        "일반 가입": {"name": True, "email": True, "gender": False},
        "간편 가입": {"nickname": True},
        "주문": {"address": True, "phone": True},
    }


def test_tables_that_follow_each_other_without_headings(read):
    declaration = read(
        "시행일 : 2023-04-01\n관련 법령 | 보유 정보 | 보유기간\n"
        "통신비밀보호법 | 접속 로그 | 3개월\n"
        "수탁업체 | 위탁하는 업무내용 | 개인정보의 보유 및 이용기간\n"
        "(주)모아택배 | 배송 | 위탁계약 종료 시까지\n"
        "구분 | 수집·이용목적 | 필수/선택 | 수집항목\n회원가입 | 회원 관리 | 필수 | 이름, 이메일\n"
        "성명 | 소속 | 직위 | 연락처\n홍길동 | 운영팀 | 팀장 | 02-000-0000\n"
    )
    assert [(p.label, {i.item for i in p.items}) for p in declaration.collection] == [
        ("회원가입", {"name", "email"})
    ]
    assert [p.name for p in declaration.processors] == ["(주)모아택배"]
    assert [r.period for r in declaration.retention] == ["P3M"]


def test_a_policy_glued_into_one_line(read):
    declaration = read(
        "회사는 개인정보를 중요시합니다.■ 수집하는 개인정보 항목회사는 가입을 "
        "위해 아래와 같은 정보를 수집합니다."
        "ο 수집항목 : 이름 , 이메일ο 수집방법 : 홈페이지■ 개인정보의 수집 및 "
        "이용목적회사는 다음에 활용합니다."
        "ο 회원 관리■ 개인정보의 보유 및 이용기간원칙적으로, 목적이 달성되면 파기합니다."
        "보존 항목 : 로그인ID보존 근거 : 전자상거래법보존 기간 : 3년"
    )
    assert [{i.item for i in p.items} for p in declaration.collection] == [{"name", "email"}]
    assert [(r.label, r.period, r.event) for r in declaration.retention] == [
        ("로그인ID", "P3Y", None),
    ]


def test_lines_of_a_list_glued_to_the_line_above(read):
    declaration = read(
        "1. 수집하는 개인정보 항목 : 성명\n2. 개인정보의 보유기간 및 "
        "이용기간원칙적으로 바로 파기합니다.\n"
        "o 계약에 관한 기록\n-보존기간 : 5년o 소비자 불만에 관한 기록\n-보존기간 : 3년\n"
    )
    assert [r.period for r in declaration.retention] == ["P5Y", "P3Y"]


def test_the_categories_of_california_with_each_cell_on_a_line(read):
    declaration = read(
        "Information We Collect\nWe have collected these categories in the last year:\n"
        "Category\nExamples\nCollected\n"
        "A. Identifiers.\nA real name, alias, email address,\naccount name, passport number.\nYES\n"
        "B. Personal\ninformation in the customer records\nstatute (Cal. Civ.\n"
        "Code § 1798.80(e)).\n"
        "A signature, telephone number.\nYES\n"
        "C. Biometric\ninformation.\nGenetic data,\nfingerprints.\nNO\n"
    )
    collected = {i.item for p in declaration.collection for i in p.items}
    assert {"name", "email", "passport_number", "signature", "phone"} <= collected
    assert "biometric" not in collected
    assert "biometric" in {i.item for i in declaration.not_collected}


def test_a_label_that_ends_as_another_does_stays_one(read):
    text = "1. 수집하는 개인정보의 항목\n- 필수항목 : 이름\n- 자동수집항목 : 쿠키\n"
    assert "자동" not in _points(read, text)


def test_a_row_that_a_spanning_cell_left_short_among_cells_on_lines(read):
    text = (
        "1. 개인정보 수집 및 이용 현황\n수집방법\n|\n수집항목\n|\n수집 및 이용목적\n|\n"
        "회원가입\n|\n(필수)\n이름, 이메일\n|\n회원 관리\n|\n(선택)\n전화번호\n|\n안내\n|\n"
        "고객 문의\n|\n(필수)\n이메일\n|\n회신\n|\n"
    )
    assert _points(read, text) == {
        "회원가입": {"name": True, "email": True, "phone": False},
        "고객 문의": {"email": True},
    }


def test_many_bars_that_are_no_table_take_time_in_proportion(read, takes_time_in_proportion):
    assert takes_time_in_proportion(
        lambda bars: read("1. 수집항목\n- 이름\n" + "하늘 |\n" * bars), 300
    )
