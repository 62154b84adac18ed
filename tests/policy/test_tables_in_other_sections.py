"""Tables whose heads say what they are about, below headings that say another thing."""

COLLECTED = "<h2>1. 수집하는 개인정보 항목</h2><p>- 회원가입 : 이름, 이메일</p>\n"
CAPTION = "<caption>개인정보 처리 및 위탁에 관한 안내</caption>"


def test_items_in_a_table_below_a_heading_on_how_long_they_are_kept(read_page):
    declaration = read_page(
        "<h2>1. 개인정보의 처리 및 보유 기간</h2><table>"
        "<tr><th>구분</th><th>수집 및 처리 항목</th><th>보유 및 이용 기간</th></tr>"
        "<tr><td>회원 정보</td><td>[필수] 이름, 이메일</td><td>회원 탈퇴 시까지</td></tr>"
        "<tr><td>자동 수집 정보</td><td>쿠키</td><td>3개월</td></tr></table>"
    )
    points = {p.label: [i.item for i in p.items] for p in declaration.collection}
    assert points == {"회원 정보": ["name", "email"], "자동 수집 정보": ["cookie"]}
    assert {(r.label, r.period) for r in declaration.retention} == {
        ("회원 정보", None),
        ("자동 수집 정보", "P3M"),
    }


def test_what_a_law_has_kept_is_not_collected_by_it(read_page):
    declaration = read_page(
        COLLECTED + "<h2>2. 개인정보의 보유 기간</h2><table>"
        "<tr><th>관련 법령</th><th>수집 항목</th><th>보유 기간</th></tr>"
        "<tr><td>통신비밀보호법</td><td>접속로그, 접속 IP</td><td>3개월</td></tr></table>"
    )
    assert [p.label for p in declaration.collection] == ["회원가입"]
    assert [r.period for r in declaration.retention][:1] == ["P3M"]


def test_what_is_kept_by_law_below_a_heading_on_how_data_is_destroyed(read_page):
    declaration = read_page(
        COLLECTED + "<h2>2. 개인정보의 파기절차 및 파기방법</h2>"
        "<p>1. 목적이 달성되면 지체 없이 파기합니다.</p>"
        "<p>2. 개인정보의 예외적 보존근거 및 보존하는 개인정보 항목</p>"
        "<p>- 전자금융 거래에 관한 기록 : 5년(전자금융거래법)</p>"
        "<p>- 서비스 방문 기록 : 3개월(통신비밀보호법)</p>"
    )
    assert [p.label for p in declaration.collection] == ["회원가입"]
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("전자금융 거래에 관한 기록", "P5Y"),
        ("서비스 방문 기록", "P3M"),
    ]


def test_a_caption_that_all_tables_of_a_page_have_says_nothing(read_page):
    declaration = read_page(
        COLLECTED + "<h4>개인정보 공동이용(제공) 내역</h4><table>" + CAPTION + "<tr>"
        "<th>공동이용 기관</th><th>공동이용 목적</th><th>공동이용 항목</th></tr>"
        "<tr><td>하늘시 도서관</td><td>상호 대출</td><td>이름</td></tr></table>"
        "<h4>개인정보 제3자 제공 내역</h4><table>" + CAPTION + "<tr>"
        "<th>제공받는 기관</th><th>제공목적</th><th>제공항목</th></tr>"
        "<tr><td>바다도서관</td><td>도서 대출</td><td>이름, 연락처</td></tr></table>"
        "<h4>개인정보 처리 위탁 내역</h4><table>" + CAPTION + "<tr>"
        "<th>수탁업체</th><th>위탁업무</th></tr>"
        "<tr><td>㈜숲정보</td><td>전산 관리</td></tr></table>"
    )
    assert [p.name for p in declaration.third_parties] == ["하늘시 도서관", "바다도서관"]
    assert [p.name for p in declaration.processors] == ["㈜숲정보"]
