"""The first real policy. The expectation is written by hand from its text.

The text is no part of the repository, because it names real people; it is read from beside it.
"""

import datetime as dt
from pathlib import Path

import pytest

from pii_scan.policy.declaration import Processor, RetentionRule, dump_declaration, load_declaration
from pii_scan.policy.read import read_policy_file

POLICY = Path(__file__).parents[3] / "shared" / "policies" / "remotemeeting.txt"

pytestmark = pytest.mark.skipif(
    not POLICY.is_file(), reason="put remotemeeting.txt into ../shared/policies to run these"
)

SIGN_UP = [
    ("account_id", "대표ID", True),
    ("user_id", "유저ID", True),
    ("password", "비밀번호", True),
    ("name", "이름", True),
    ("email", "이메일 주소", True),
    ("country", "국가", True),
    ("phone", "전화번호", False),
    ("company_name", "회사명", False),
]
POINTS = {
    ("signup", "회원가입 시"): SIGN_UP,
    ("event", "이벤트 응모 시"): [
        ("email", "이메일 주소", True),
        ("name", "이름", True),
        ("phone", "전화번호", True),
        ("postal_code", "우편번호", True),
        ("address", "주소", True),
    ],
    ("service_use", "서비스 이용 시"): [
        ("os_info", "운영체제 정보", True),
        ("ip_address", "접속 IP(공인, 사설) 정보", True),
        ("usage_record", "서비스 이용기록", True),
        ("device_info", "이용기기 정보", True),
        ("cookie", "쿠키", True),
        ("payment_record", "결제 기록", True),
        ("credit_card", "신용카드 정보", True),
        ("bank_account", "은행 계좌정보", True),
    ],
    ("product_request", "제품 이용 신청 시"): [
        ("account_id", "대표 ID", True),
        ("user_id", "유저 ID", True),
        *SIGN_UP[2:],
    ],
    ("support", "고객지원 문의 시"): [
        ("country", "국가", True),
        ("name", "이름", True),
        ("phone", "전화번호", True),
        ("email", "이메일 주소", True),
        ("company_name", "회사명", False),
        ("account_id", "대표ID", False),
        ("user_id", "유저ID", False),
    ],
}
E_COMMERCE = "전자상거래 등에서의 소비자보호에 관한 법률"
COMMUNICATIONS = "통신비밀보호법"
UNTIL = "서비스 탈퇴 시 또는 위탁계약 종료 시"
PAYMENT = "구매 및 요금결제 / 본인인증"


@pytest.fixture(scope="module")
def declaration(rulebook):
    return read_policy_file(POLICY, rulebook)


def test_five_collection_points_with_their_items(declaration):
    read = {
        (point.point, point.label): [(i.item, i.label, i.required) for i in point.items]
        for point in declaration.collection
    }
    assert read == POINTS


def test_ip_addresses_are_public_and_private(declaration):
    scopes = {i.item: i.scopes for p in declaration.collection for i in p.items if i.scopes}
    assert scopes == {"ip_address": ("public", "private")}


def test_five_retention_rules_with_their_bases(declaration):
    def by_law(record, label, period, law):
        return RetentionRule(record=record, label=label, period=period, basis=law, law=law)

    assert declaration.retention == (
        RetentionRule(
            record="usage_record", label="서비스 사용 이용 기록", period="P1Y", basis="내부 방침"
        ),
        by_law("contract", "계약 또는 청약철회 등에 관한 기록", "P5Y", E_COMMERCE),
        by_law("payment", "대금결제 및 재화 등의 공급에 관한 기록", "P5Y", E_COMMERCE),
        by_law("consumer_complaint", "소비자의 불만 또는 분쟁처리에 관한 기록", "P3Y", E_COMMERCE),
        by_law("website_visit", "웹사이트 방문에 관한 기록", "P3M", COMMUNICATIONS),
    )


def test_seven_processors_with_their_tasks(declaration):
    assert declaration.processors == tuple(
        Processor(name=name, task=task, until=UNTIL)
        for name, task in [
            ("한국사이버결제(KC P)", PAYMENT),
            ("금융결제원", PAYMENT),
            ("페이팔(Paypal)", PAYMENT),
            ("엡실론(Epsilon)", PAYMENT),
            ("알리페이(Alipay)", PAYMENT),
            ("한국신용평가정보(주)", "요금추심"),
            ("아마존", "클라우드"),
        ]
    )


def test_purposes_and_methods(declaration):
    assert [purpose.label for purpose in declaration.purposes] == [
        "서비스 제공에 관한 계약 이행",
        "이용자 관리",
        "서비스 개선 및 신규 서비스 개발",
        "마케팅 및 광고 활용",
    ]
    assert declaration.purposes[0].text == (
        "서비스 및 컨텐츠의 제공, 유지 및 관리 보호, 구매 및 요금 결제"
    )
    assert declaration.methods == (
        "서비스 회원가입을 통한 정보수집",
        "이용자 이벤트 응모를 통한 정보수집",
        "고객문의 게시판을 통한 정보수집",
        "서비스 이용과정이나 사업처리 과정을 통한 정보수집",
        "제휴사로부터의 제공",
        "전화/팩스를 통한 정보수집",
    )


def test_particulars(declaration):
    policy = declaration.policy
    assert policy.title == "개인정보 처리방침"
    assert policy.controller == "알서포트주식회사"
    assert policy.file == "remotemeeting.txt"
    assert policy.language == "ko"
    assert policy.notice_date == dt.date(2017, 3, 27)
    assert policy.effective_date == dt.date(2017, 4, 3)
    assert (policy.notice_days.ordinary, policy.notice_days.important) == (7, 30)


def test_destruction(declaration):
    assert len(declaration.destruction.procedure) == 2
    assert len(declaration.destruction.methods) == 2


def test_nothing_is_invented_and_nothing_left_over(declaration):
    assert declaration.third_parties == ()
    assert declaration.not_collected == ()
    assert declaration.unplaced == ()


def test_it_loads_as_it_was_written(declaration, rulebook, tmp_path):
    path = tmp_path / "declaration.yaml"
    path.write_text(dump_declaration(declaration), encoding="utf-8")
    assert load_declaration(path, rulebook.items) == declaration
