"""Web pages as Korean web designers build them: what of them is the policy, and as which lines."""

import pytest

from pii_scan.policy.files.html import read_html
from pii_scan.policy.read import read_policy_file


def shown(body):
    """The lines of a page, rows of tables as tuples."""
    lines = read_html(f"<!DOCTYPE html><html><body>{body}</body></html>", "policy.html").lines
    return [line.cells or " " * line.indent + line.text for line in lines]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>이름<br>이메일&nbsp;주소</p>", ["이름", "이메일 주소"]),
        ("<p>이<b>름</b>, <span>이메일</span></p>끝", ["이름, 이메일", "끝"]),
        ("<ul><li>가<ul><li>나</ul><li>다</ul>", ["- 가", "  - 나", "- 다"]),
        ("<ol start=3><li>가<li>나<li value=9>다</ol>", ["3. 가", "4. 나", "9. 다"]),
        ("<ol type=a><li>가<li>나</ol>", ["a. 가", "b. 나"]),
        ("<ol reversed><li>가<li>나</ol>", ["2. 가", "1. 나"]),
        ("<ul><li>1. 가<li>① 나<li>· 다</ul>", ["1. 가", "① 나", "· 다"]),
        ("<ul><li><h4>가</h4><p>나</p></li></ul>", ["가", "나"]),
        ("<dl><dt>가<dd>나<dt>다<dd>라</dl>", ["가: 나", "다: 라"]),
        ("<dl><dt>1. 가<dd>나<dt>2. 다<dd>라</dl>", ["1. 가", "  나", "2. 다", "  라"]),
        ("<dl><dt>가<dd><ul><li>나</ul><dt>다<dd>라</dl>", ["가", "  - 나", "다", "  라"]),
        ("<pre>가\n  나\t다</pre>", ["가", ("나", "다")]),
        ('<div style="white-space:pre-line">가\n나<br>다</div>', ["가", "나", "다"]),
        (
            '<div style="white-space: pre-wrap">가\n<table><tr><td>나<td>다\n라</table></div>',
            ["가", ("나", "다\n라")],
        ),
        (
            "<table><tr><form><td>가<td>나</form></tr><td>다<td>라</table>",
            [("가", "나"), ("다", "라")],
        ),
        ("<table><p>가</p><tr><td>나<td>다</tr>라</table>", ["가", "라", ("나", "다")]),
        ("<dl><p>가</p><dt>나<dd>다<dt>라<dd>마</dl>", ["가", "나", "  다", "라", "  마"]),
        ("<textarea readonly>가\n나</textarea>", ["가", "나"]),
        ("<p>가<script>나</script><style>다</style><!-- 라 --></p>마", ["가", "마"]),
        ('<p>가<span style="display: none">나</span>다</p>', ["가다"]),
        ("<details><summary>가</summary><p>나</p></details>", ["가", "나"]),
        ("<p>&lt;회사&gt;는 &middot; &#44032;</p>", ["<회사>는 · 가"]),
    ],
)
def test_elements_become_the_lines_that_people_see(body, lines):
    assert shown(body) == lines


def test_headings_and_bold_paragraphs_say_their_level():
    page = (
        "<h1>가</h1><h3>나</h3><p><b>다</b></p><p><b>라</b> 마</p><ul><li><b>바</b></ul><p>사</p>"
    )
    lines = read_html(f"<html><body>{page}</body></html>", "policy.html").lines
    assert [line.level for line in lines] == [1, 3, 7, None, None, None]


def test_merged_cells_stand_in_each_place_they_cover():
    table = (
        "<table><caption>수집항목을 안내하는 표</caption><tr><th>시점<th>구분<th>항목"
        "<tr><td rowspan=2>가입<td>필수<td>이름<br>이메일<tr><td>선택<td><ul><li>주소<li>성별</ul>"
        "<tr><td colspan=2>문의<td>1) 전화<br>2) 내용</table>"
    )
    assert shown(table) == [
        ("시점", "구분", "항목"),
        ("가입", "필수", "이름\n이메일"),
        ("가입", "선택", "주소\n성별"),
        ("문의", "문의", "전화\n내용"),
    ]


def test_two_rows_of_heads_become_one():
    table = (
        "<table><thead><tr><th rowspan=2>시점<th colspan=2>항목<tr><th>필수<th>선택</thead>"
        "<tr><td>가입<td>이름<td>주소</table>"
    )
    assert shown(table) == [("시점", "필수", "선택"), ("가입", "이름", "주소")]
    assert shown(table.replace("th", "td").replace("tdead", "tbody")) == shown(table)
    twice = (
        "<table><tr><th rowspan=2>시점<th colspan=2>필수<th colspan=2>선택"
        "<tr><th>항목<th>목적<th>항목<th>목적<tr><td>가입<td>이름<td>가<td>주소<td>나</table>"
    )
    assert shown(twice)[0] == ("시점", "필수 항목", "필수 목적", "선택 항목", "선택 목적")


def test_a_cell_as_wide_as_the_table_parts_it_and_the_head_stands_again():
    table = (
        "<table><tr><th>구분<th>항목<tr><td colspan=2>회원<tr><td>필수<td>이름"
        "<tr><td colspan=2>비회원<tr><td>필수<td>주소<tr><td colspan=2>※ 끝</table>"
    )
    head = ("구분", "항목")
    assert shown(table) == [
        *(head, "회원", head, ("필수", "이름")),
        *("비회원", head, ("필수", "주소"), "※ 끝"),
    ]


def test_tables_that_lay_out_the_page_or_hold_tables_are_no_rows():
    inner = "<table><tr><td>업체<td>업무<tr><td>가<td>나</table>"
    assert shown(f"<table><tr><td>위탁<td>{inner}</table>") == [
        *("위탁", ("업체", "업무"), ("가", "나")),
    ]
    text = "<br>".join("가나다라마바사")
    assert shown(f"<table><tr><td>제목<td>{text}</table>") == ["제목", *"가나다라마바사"]


def test_lines_lead_to_the_source_and_their_numbers_rise():
    page = "<html>\n<body>\n<p>가</p>\n\n<p>\n나<br>\n다</p><p>라</p><p>마</p>"
    lines = read_html(f"{page}\n\n<p>바</p></body></html>", "policy.html").lines
    assert [(line.number, line.text) for line in lines] == [
        *((3, "가"), (6, "나"), (7, "다"), (8, "라"), (9, "마")),
        (10, "바"),
    ]


ACCORDION = """<!doctype html><html lang="ko"><head><meta charset="utf-8"></head><body>
<div id="gnb"><ul><li><a href="/">홈</a></li><li><a href="/join">회원가입</a></li>
<li><a href="/my">주소 관리</a></li></ul></div>
<div class="cookie" role="dialog"><p>쿠키와 접속 IP를 수집합니다.</p><button>동의</button></div>
<div id="wrap"><div class="content"><h2>개인정보 처리방침</h2>
<div class="acc"><button aria-controls="p1">1. 개인정보의 수집 항목</button>
<div id="p1" style="display:none"><dl><dt>회원가입</dt><dd>필수: 이름, 이메일, 비밀번호</dd>
<dd>선택: 휴대전화번호</dd><dt>상품 주문</dt><dd>이름, 주소, 결제 기록</dd></dl></div></div>
<div class="acc"><a href="#none">2. 개인정보의 보유 및 이용기간</a><div hidden>
<table><tr><th>보존 항목</th><th>근거 법령</th><th>보존 기간</th></tr>
<tr><td>계약 또는 청약철회 등에 관한 기록</td>
<td rowspan="2">전자상거래 등에서의 소비자보호에 관한 법률</td><td rowspan="2">5년</td></tr>
<tr><td>대금결제 및 재화 등의 공급에 관한 기록</td></tr></table></div></div>
<div class="acc"><h3>3. 개인정보 처리업무의 위탁</h3><div style="display:none">
<dl><dt>(주)한빛택배</dt><dd>상품 배송</dd><dt>(주)누리페이먼츠</dt><dd>결제 대행</dd></dl>
</div></div></div><p class="date">시행일자: 2024년 3월 1일</p></div>
<div class="layer" style="display:none"><h3>1. 수집 항목 (이전)</h3><p>회원가입: 여권번호</p></div>
<div id="footer"><a href="/t">이용약관</a><address>이메일: a@b.kr 주소: 서울</address></div>
</body></html>"""
OLD_PAGE = """<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"></head>
<body><table width=900><tr><td width=150><a href=1>회사소개</a><br><a href=2>회원가입</a></td><td>
<p><b>개인정보취급방침</b><br><br>
(주)별마루(이하 '회사')는 이용자의 개인정보를 보호합니다.<br><br>
<b>■ 수집하는 개인정보 항목</b><br>ο 수집항목 : 이름&nbsp;, 로그인ID , 비밀번호 , 이메일<br>
ο 개인정보 수집방법 : 홈페이지 , 서면양식<br><br><b>■ 개인정보의 보유 및 이용기간</b><br>
보존 항목 : 대금결제 및 재화 등의 공급에 관한 기록<br>
보존 근거 : 전자상거래등에서의 소비자보호에 관한 법률<br>보존 기간 : 5년<br></p>
</td></tr></table></body></html>"""
TABLES = """<!doctype html><body><main><h1>개인정보처리방침</h1>
<h3>제1조 수집하는 개인정보의 항목</h3>
<table><thead><tr><th rowspan="2">구분</th><th colspan="2">수집 항목</th>
<th rowspan="2">보유기간</th></tr><tr><th>필수</th><th>선택</th></tr></thead>
<tbody><tr><td>회원가입</td><td>이름<br>이메일<br>비밀번호</td><td>성별</td>
<td rowspan="2">회원 탈퇴 시까지</td></tr>
<tr><td>상품 주문</td><td><ul><li>이름</li><li>주소</li></ul></td><td>-</td></tr></tbody></table>
<h3>제2조 제3자 제공</h3>
<table><tr><th>제공받는 자</th><td>(주)가나보험</td><td>(주)다라카드</td></tr>
<tr><th>제공 목적</th><td>보험 안내</td><td>카드 발급</td></tr>
<tr><th>제공 항목</th><td>이름, 휴대전화번호</td><td>이름, 이메일</td></tr>
<tr><th>보유 및 이용기간</th><td>1년</td><td>3년</td></tr></table>
<h3>제3조 처리위탁</h3>
<table><tr><td><table><tr><td>수탁업체</td><td>위탁업무</td></tr>
<tr><td>알파로지스<br>베타택배</td><td>배송</td></tr></table></td></tr></table></main></body>"""


@pytest.fixture
def declared(tmp_path, rulebook):
    def read_page(page, encoding="utf-8"):
        path = tmp_path / "policy.html"
        path.write_bytes(page.encode(encoding))
        return read_policy_file(path, rulebook)

    return read_page


def items(declaration):
    return {
        point.label: [(item.item, item.required) for item in point.items]
        for point in declaration.collection
    }


def test_closed_parts_of_an_accordion_are_read_and_menus_and_layers_are_not(declared):
    declaration = declared(ACCORDION)
    assert items(declaration) == {
        "회원가입": [("name", True), ("email", True), ("password", True), ("phone", False)],
        "상품 주문": [("name", True), ("address", True), ("payment_record", True)],
    }
    assert [(rule.period, rule.law) for rule in declaration.retention] == [
        ("P5Y", "전자상거래 등에서의 소비자보호에 관한 법률")
    ] * 2
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("(주)한빛택배", "상품 배송"),
        ("(주)누리페이먼츠", "결제 대행"),
    ]
    assert str(declaration.policy.effective_date) == "2024-03-01"
    assert declaration.unplaced == ()


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_a_policy_in_one_paragraph_of_a_table_for_layout(declared, encoding):
    declaration = declared(OLD_PAGE, encoding)
    assert [[i.label for i in p.items] for p in declaration.collection] == [
        ["이름", "로그인ID", "비밀번호", "이메일"]
    ]
    assert declaration.methods == ("홈페이지", "서면양식")
    assert [(rule.record, rule.period) for rule in declaration.retention] == [("payment", "P5Y")]
    assert declaration.policy.controller == "(주)별마루"
    assert declaration.unplaced == ()


def test_tables_with_two_heads_turned_on_their_side_and_inside_each_other(declared):
    declaration = declared(TABLES)
    assert items(declaration) == {
        "회원가입": [("name", True), ("email", True), ("password", True), ("gender", False)],
        "상품 주문": [("name", True), ("address", True)],
    }
    assert [(p.name, p.purpose, p.until, len(p.items)) for p in declaration.third_parties] == [
        ("(주)가나보험", "보험 안내", "1년", 2),
        ("(주)다라카드", "카드 발급", "3년", 2),
    ]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("알파로지스", "배송"),
        ("베타택배", "배송"),
    ]
    assert declaration.unplaced == ()


def test_lines_of_a_cell_are_items_of_their_own_or_one_item(declared):
    page = "<h2>1. 수집 항목</h2><table><tr><th>구분<th>항목<tr><td>회원가입<td>{}</table>"
    declaration = declared(page.format("이메일<br>주소<br>서비스 이용<br>기록<br>별자리"))
    assert [(i.item, i.label) for i in declaration.collection[0].items] == [
        ("email", "이메일"),
        ("address", "주소"),
        ("usage_record", "서비스 이용 기록"),
    ]
    assert [entry.text for entry in declaration.unplaced] == ["별자리"]
