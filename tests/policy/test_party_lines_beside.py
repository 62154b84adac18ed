"""Lines beside those that name somebody: remarks, items and until when are no names."""

import pytest

COLLECTED = "제1조 (수집하는 개인정보 항목)\n- 회원가입 : 이름, 이메일\n"
GIVEN = "제2조 (개인정보의 제3자 제공)\n"


def _third_parties(declaration):
    return [party.name for party in declaration.third_parties]


def test_what_is_kept_how_long_below_a_label_of_its_own(read):
    text = """\
가. 개인정보를 제공받는 자 : 금융결제원, 국세청
나. 개인정보를 제공받는 자의 이용 목적 : 정기 후원금의 출금
다. 개인정보를 제공받는 자의 보유 및 이용기간 :
     주민등록번호 : 후원금을 낸 해의 소득공제가 끝날 때까지
   기타 : 후원회가 정한 기간
"""
    assert _third_parties(read(COLLECTED + GIVEN + text)) == ["금융결제원", "국세청"]


@pytest.mark.parametrize(
    "remark",
    [
        "* 참조: 하늘자동차(주) 홈페이지 www.sky.example 의 ‘개인정보 처리방침’에 고지",
        "※ 참고 : 자세한 내용은 (주)바다의 누리집",
        "- 비고: ㈜하늘 및 ㈜바다",
    ],
)
def test_a_remark_below_names_nobody(read, remark):
    text = f"1. 제공받는 자\n- 하늘자동차(주)\n{remark}\n2. 제공받는 자의 이용목적\n- 시승 안내\n"
    assert _third_parties(read(COLLECTED + GIVEN + text)) == ["하늘자동차(주)"]


def test_small_triangles_are_bullets(read):
    text = """\
‣ 제공받는 자 : 하늘빵집
‣ 목적 : 상품의 배송과 고객 상담
‣ 정보 : 이름, 연락처
‣ 보유기간 : 배송이 끝난 뒤 15일
"""
    (party,) = read(COLLECTED + GIVEN + text).third_parties
    assert (party.name, party.purpose) == ("하늘빵집", "상품의 배송과 고객 상담")
    assert [item.item for item in party.items] == ["name", "phone"]
    assert party.until == "배송이 끝난 뒤 15일"


def test_the_company_that_gives_the_data_gets_none(read):
    text = """\
① <(주)하늘금속>('sky.example'이하 '(주)하늘금속')은(는) 법률에 규정이 있는 경우에만 제공합니다.
② <(주)하늘금속>('sky.example')은(는) 다음과 같이 개인정보를 제3자에게 제공하고 있습니다.
- 제공받는 자 : ㈜바다유통
- 이용목적 : 상품 배송
"""
    assert _third_parties(read(COLLECTED + GIVEN + text)) == ["㈜바다유통"]


def test_a_list_of_third_parties_with_long_dashes(read_page):
    declaration = read_page(
        "<h2>Information We Collect</h2><ul><li>Your email address</li></ul>"
        "<h2>4. Third parties we share data with</h2><ul>"
        "<li><strong>Barnbase (database)</strong> — stores all data of the application.</li>"
        "<li><strong>Paywell (billing)</strong> — processes payment information.</li>"
        "<li><strong>Peach</strong> — on phones, in-app purchases and sign-in.</li></ul>"
    )
    assert [p.name for p in declaration.third_parties] == ["Barnbase", "Paywell", "Peach"]
