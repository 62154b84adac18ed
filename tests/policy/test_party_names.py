"""The names in a cell or behind a label: what is a name, and what stands beside it."""

import pytest

from pii_scan.policy.party_names import names_in


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("결제망사업자(㈜하늘넷)", ["㈜하늘넷"]),
        ("통신사(가나, 다라, 마바 등), 결제망사(㈜하늘넷)", ["가나", "다라", "마바", "㈜하늘넷"]),
        ("신용카드사(국민, 신한, 하나 등)", ["신용카드사(국민, 신한, 하나 등)"]),
        ("신용카드사(하늘카드, 바다카드 등)", ["하늘카드", "바다카드"]),
        ("배송업체(번개택배 등)", ["번개택배"]),
        ("설치를 돕는 제휴업체(가나, 다라 등)", ["가나", "다라"]),
        ("설치 협력업체(㈜하늘 등)", ["설치 협력업체(㈜하늘 등)"]),
        ("카드사(국내외 등)", ["카드사(국내외 등)"]),
        ("운송회사(항공편 이용 시)", ["운송회사(항공편 이용 시)"]),
    ],
)
def test_a_kind_with_the_one_it_means_in_brackets(cell, names):
    assert names_in(cell) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("㈜하늘(결제대행 서비스 제공)", ["㈜하늘"]),
        ("cloudhen, 바다(서비스 운영 관련 알림 발송)", ["cloudhen", "바다"]),
        ("하늘택배(주)(상품 배송)", ["하늘택배(주)"]),
        ("(주)하늘(하늘페이)", ["(주)하늘(하늘페이)"]),
        ("하늘정보 (서울 관리 센터)", ["하늘정보 (서울 관리 센터)"]),
        ("<하늘 구청>", ["하늘 구청"]),
        ("〈하늘대학교 각 부서〉, 「바다」", ["하늘대학교 각 부서", "바다"]),
    ],
)
def test_a_task_in_brackets_is_no_part_of_a_name(cell, names):
    assert names_in(cell) == names


@pytest.mark.parametrize(
    "cell",
    [
        "미정",
        "추후 결정",
        "업체명",
        "수탁업체명",
        "(주) 000",
        "○○○",
        "(주)OOO",
        "업체명(상품 배송 위탁)",
    ],
)
def test_what_is_still_to_be_filled_in_names_nobody(cell):
    assert names_in(cell) == []


def test_names_that_read_as_what_is_to_be_filled_in_stay():
    assert names_in("OOO소프트, 미정상사, (주)회사명가") == [
        "OOO소프트",
        "미정상사",
        "(주)회사명가",
    ]


def test_a_name_said_twice_in_one_cell_is_one():
    cell = "하늘자동차(주) 및 (주)바다정비\n하늘자동차(주) 및 (주)숲정비"
    assert names_in(cell) == ["하늘자동차(주)", "(주)바다정비", "(주)숲정비"]


def test_a_bracket_may_go_on_in_the_next_line_of_a_cell():
    cell = "시중은행\n(가나, 다라,\n마바, 사아)"
    assert names_in(cell) == ["시중은행 (가나, 다라, 마바, 사아)"]


def test_a_kind_that_is_explained_by_another_kind_stays():
    assert names_in("판매자가 고른 배송사(택배사 등)") == ["판매자가 고른 배송사(택배사 등)"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("꽃바구니 및 화분 배송 업체", ["꽃바구니 및 화분 배송 업체"]),
        (
            "꽃바구니 및 화분 배송 업체, 결제 대행 업체",
            ["꽃바구니 및 화분 배송 업체", "결제 대행 업체"],
        ),
        ("하늘택배 및 제휴 배송 업체", ["하늘택배", "제휴 배송 업체"]),
        ("하늘도서관 및 지역센터", ["하늘도서관", "지역센터"]),
        ("배송업체 및 결제 대행 업체", ["배송업체", "결제 대행 업체"]),
    ],
)
def test_two_things_that_call_one_kind(cell, names):
    assert names_in(cell) == names
