"""One who gets data as a block of lines: his name, and below it what he does and gets."""

import pytest

COLLECTED = "1. Information We Collect\n\n- Account: your name, your email address\n\n"


def _processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def test_a_name_above_lines_that_say_what_it_does(read):
    text = """\
2. Third-Party Processors

We share your information with the following service providers solely to operate the Service.

Keyring (Authentication)
Purpose: Account creation, login, and session management.
Data shared: Email address, name.
Privacy policy: https://keyring.example/privacy

Mailhen (Transactional Email)
Purpose: Delivering reports and billing notices.
Data shared: Your email address and the content of the messages.
Privacy policy: https://mailhen.example/privacy

Thinkwell APIs (Thinkwell Profile Integration)
Purpose: Generating texts (posts, FAQs) using the Thinkwell API
Data shared: All application data is stored on Barn-hosted infrastructure in the United States.
Privacy policy: https://thinkwell.example/privacy

We do not share your personal information with any other third parties.
"""
    assert _processors(read(COLLECTED + text)) == [
        ("Keyring", "Account creation, login, and session management."),
        ("Mailhen", "Delivering reports and billing notices."),
        (
            "Thinkwell APIs (Thinkwell Profile Integration)",
            "Generating texts (posts, FAQs) using the Thinkwell API",
        ),
    ]


def test_what_else_is_said_of_one_names_nobody(read_marked):
    text = """\
# Privacy Policy

## 1. Information We Collect

- Full name
- Email address

## 2. How We Share Your Information

### 2.1 Third-Party Service Providers

We share your information with the following parties who process data on our behalf:

**Ringbell Inc. (SMS Provider)**
- **Purpose:** Sending text messages
- **Data Shared:** Phone numbers
- **Location:** United States
- **Encryption:** TLS in transit
- **Learn More:** https://ringbell.example/privacy

**Goggle Hearth (Backend Infrastructure)**
- **Purpose:** Database storage, push notifications
- **Services Used:**
  - Hearth Authentication (Goggle Sign-In)
  - Cloud Barn (database)
  - Hearth Messaging (push notifications)
- **Location:** United States
- **Learn More:** https://hearth.example/privacy
"""
    declaration = read_marked(text)
    assert [(p.name, p.task, p.country) for p in declaration.processors] == [
        ("Ringbell Inc.", "Sending text messages", "United States"),
        ("Goggle Hearth", "Database storage, push notifications", "United States"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Personal Data\nPurpose: to run the service\nData shared: name",
        "Legal Requirements\nPurpose: to obey the law\nData shared: name",
        "Your choices\nPurpose: to control your data",
    ],
)
def test_a_heading_above_such_lines_is_no_name(read, line):
    text = COLLECTED + "2. Third-Party Processors\n\n" + line + "\n"
    assert _processors(read(text)) == []


def test_korean_names_above_what_they_do(read):
    text = """\
1. 수집하는 개인정보 항목
- 회원가입 : 이름, 이메일
2. 개인정보 처리의 위탁
주식회사 하늘페이
위탁업무: 결제 처리
보유기간: 계약 종료 시까지
번개택배(주)
위탁업무: 상품 배송
보유기간: 계약 종료 시까지
"""
    assert _processors(read(text)) == [
        ("주식회사 하늘페이", "결제 처리"),
        ("번개택배(주)", "상품 배송"),
    ]


def test_names_in_bold_with_a_colon_above_what_they_get(read_page):
    declaration = read_page(
        "<h2>Information We Collect</h2><ul><li>Your email address</li></ul>"
        "<h2>3. Data Sharing and Third-Party Services</h2>"
        "<h3>3.1 Third Parties We Share Data With</h3>"
        "<p><strong>Payment Service Provider</strong> (to be determined):</p>"
        "<ul><li><strong>Data Shared</strong>: your user number</li>"
        "<li><strong>Purpose</strong>: To process payments</li></ul>"
        "<p><strong>Macrohard Corporation</strong>:</p>"
        "<ul><li><strong>Data Shared</strong>: sign-in requests</li>"
        "<li><strong>Purpose</strong>: To verify who you are</li>"
        "<li><strong>Legal Basis</strong>: Contract</li></ul>"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("Macrohard Corporation", "To verify who you are")
    ]
    assert not declaration.processors
