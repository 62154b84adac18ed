"""What single lines of English policies say is collected, and what they deny."""

import pytest

TOP = "# Privacy Policy\n\n## Information we collect\n\n"
PAIRS = "개인정보 처리방침\n1. 수집하는 개인정보 항목\n"


def items(declaration):
    return [(i.item, i.required) for point in declaration.collection for i in point.items]


def denied(declaration):
    return [i.item for i in declaration.not_collected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- **Technical data:** standard server logs and session cookies required to sign in.",
         [("usage_record", True), ("cookie", True)]),
        ("- **Contact:** full name, and your message. We also log the device's IP address for it.",
         [("name", True), ("chat_message", True), ("ip_address", True)]),
        ("- **Profile:** your name, an optional nickname, optional profile photo",
         [("name", True), ("nickname", False), ("photo", False)]),
        ("**Account:** your email, a hash of your password (we never store it itself). And more.",
         [("email", True), ("password", True)]),
    ],
)  # fmt: skip
def test_a_line_lists_its_items(read_marked, line, expected):
    assert items(read_marked(TOP + line + "\n")) == expected


@pytest.mark.parametrize(
    ("sentence", "not_collected"),
    [
        ("We do **not** receive your payment card information from Paywell.", ["credit_card"]),
        ("We do not record your phone number.", ["phone"]),
        ("We do not knowingly collect the phone number of children under 13.", []),
        # A part of it, and for how long, and under which condition.
        ("We do not store your password itself.", []),
        ("We do not keep your phone number longer than needed.", []),
        ("We do not receive your phone number unless you call us.", []),
    ],
)
def test_what_is_not_collected(read_marked, sentence, not_collected):
    declaration = read_marked(TOP + f"- Account: your name\n- **Purchases**: {sentence}\n")
    assert items(declaration) == [("name", True)]
    assert denied(declaration) == not_collected


def test_what_is_no_personal_data_is_not_declared(read_marked):
    declaration = read_marked(
        TOP + "**Account data:** your email address, your name.\n\n"
        "**Market data is not personal data:** positions, awards, and prices are public.\n"
    )
    assert items(declaration) == [("email", True), ("name", True)]


def test_several_labels_in_one_line_behind_dashes(read):
    declaration = read(
        PAIRS
        + "* 가입정보 - 개인정보 수집항목 : 아이디, 성명, 이메일 - 개인정보의 이용목적 : 회원 관리 "
        "- 개인정보의 보유 및 이용기간 : 2년\n"
    )
    assert {item for item, _ in items(declaration)} == {"user_id", "name", "email"}
    assert [r.period for r in declaration.retention] == ["P2Y"]


def test_a_dash_with_one_label_behind_it_parts_nothing(read):
    declaration = read(PAIRS + "- 필수항목: 이름, 이메일\n- 회원가입 - 선택항목 : 전화번호\n")
    assert {item for item, _ in items(declaration)} == {"name", "email", "phone"}


def test_a_table_by_law_without_a_heading_of_its_own_lists_no_items(read_marked):
    declaration = read_marked(
        "# 개인정보 처리방침\n\n다음은 해당 기간 동안 보관합니다.\n\n"
        "| 관련법령 | 수집 정보 | 보유기간 |\n|---|---|---|\n"
        "| 통신비밀보호법 | 접속로그 | 3개월 |\n| 전자상거래법 | 계약에 관한 기록 | 5년 |\n\n"
        "## 수집하는 개인정보 항목\n\n- 필수항목: 이름\n"
    )
    assert items(declaration) == [("name", True)]
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("접속로그", "P3M"),
        ("계약에 관한 기록", "P5Y"),
    ]


def test_each_line_of_what_is_not_collected_says_so_again(read_marked):
    text = """\
# Privacy Policy

## 1. Information We Collect

- Full name

### 1.1 Information We Do NOT Collect

- We do NOT collect precise geolocation data
- We do NOT use analytics or tracking services
- We do not collect browsing history
- We don't use cookies or tracking pixels
"""
    assert denied(read_marked(text)) == ["location", "usage_record", "cookie"]
