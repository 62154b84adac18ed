"""Labels in Korean lists with items and sentences about them; all invented."""

COLLECTED = "1. 수집하는 개인정보의 항목\n"


def test_a_list_with_a_sentence_that_denies_another_is_read(collect, read):
    text = (
        f"{COLLECTED}- 회원가입: 이름, 이메일\n"
        "- 상품 구매 시: 주문 내역, 결제 수단 정보. 카드번호는 결제대행사가 처리하며 회사는 이를 "
        "저장하지 않습니다.\n"
    )
    assert [i for i, _, _ in collect(text)[("purchase", "상품 구매 시")]] == [
        "payment_record",
        "payment_record",
    ]
    assert [named.item for named in read(text).not_collected] == ["credit_card"]


def test_a_list_with_a_note_behind_a_dash_is_read(collect):
    points = collect(
        f"{COLLECTED}- 이용권 등록 시: 기기 식별자(UUID) — 복원할 수 없는 값으로 바꾸며, "
        "이것만으로 개인을 알아볼 수 없습니다.\n"
    )
    assert [[item for item, _, _ in items] for items in points.values()] == [["device_id"]]


def test_points_listed_below_a_sentence_that_names_one(collect):
    points = collect(
        """\
1. 개인정보의 항목 및 수집방법
1. 회원가입 또는 서비스 이용 시 회원 식별을 위해 수집하는 개인정보 항목은 아래와 같습니다.
① 본인 확인: 이름, 아이디
② 서비스 제공(급여관리): 이름, 생년월일
③ 이용요금 환불: 계좌번호
"""
    )
    assert {label: [item for item, _, _ in items] for (_, label), items in points.items()} == {
        "본인 확인": ["name", "user_id"],
        "서비스 제공(급여관리)": ["name", "birth_date"],
        "이용요금 환불": ["bank_account"],
    }
