"""What is said outside lists: in sentences elsewhere, in brackets, behind dashes; all made up."""

import pytest

MARKED = "# Privacy Policy\n\n## Information we collect\n\n- Account: your name\n\n"
KOREAN = "# 개인정보 처리방침\n\n## 수집하는 개인정보 항목\n\n"


def points(declaration):
    return {point.label: [i.item for i in point.items] for point in declaration.collection}


def kept(declaration):
    return [(r.label, r.period, r.event) for r in declaration.retention]


def processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def test_a_sentence_below_a_heading_that_is_not_known_says_what_is_collected(read_marked):
    declaration = read_marked(
        MARKED + "## Simulations\n\nWhen a simulated message is opened, we record the "
        "timestamp, the browser type and an IP address, so your staff can learn.\n"
    )
    assert {"device_info", "ip_address"} <= set(points(declaration)["Simulations"])


def test_a_list_that_a_sentence_announces_below_such_a_heading(read_marked):
    declaration = read_marked(
        MARKED + "## The timetable for schools\n\nIf you apply to use it, we additionally collect:"
        "\n\n- Name, grade and phone number — to approve access\n"
    )
    assert ["name", "education", "phone"] in points(declaration).values()


def test_a_name_with_what_it_is_for(read_marked):
    declaration = read_marked(
        MARKED + "## Who else touches this data\n\nA few service providers help us run it:\n\n"
        "- **Loginhen**, for authentication and sign-in.\n- **Our database host**, to store it.\n"
    )
    assert processors(declaration) == [
        ("Loginhen", "for authentication and sign-in"),
        ("database host", "store it"),
    ]


def test_what_is_destroyed_apart_from_all_else(read_marked):
    declaration = read_marked(
        KOREAN + "- 이름\n\n## 보유 및 이용기간\n\n정보는 계정을 삭제할 때까지 보관합니다.\n\n"
        "동의 기록은 회원 탈퇴 시 함께 파기됩니다.\n"
    )
    assert {label for label, _, _ in kept(declaration)} == {"정보", "동의 기록"}


@pytest.mark.parametrize(
    "text",
    [
        "## Children\n\nWe do not collect a name, an email or a phone number from children.",
        "## Your rights\n\nTo verify you, we may ask for your name and your email address.",
        "## Simulations\n\nYou can see the name, the email and the phone number of your staff.",
        "## Records\n\nYour teacher can see your name, your email and your weekly records.",
        "## Contact\n\nWrite your name, email address and phone number on the form to reach us.",
    ],
)
def test_a_sentence_that_collects_nothing(read_marked, text):
    assert points(read_marked(MARKED + text + "\n")) == {"Account": ["name"]}


def test_through_whom_it_comes_does_not_hide_what_is_collected(read_marked):
    declaration = read_marked(
        "# Privacy Policy\n\n## What we collect\n\nWhen you create an account, we collect your "
        "name and email address through our sign-in provider, Loginhen.\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["name", "email"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "· 이메일 주소, 비밀번호(암호화되어 저장되며 운영자도 볼 수 없습니다)",
            ["email", "password"],
        ),
        ("· 이름, 구분(학생·교사), 학년 — 이용 승인과 본인 확인 목적", ["name", "education"]),
    ],
)
def test_a_list_with_a_sentence_in_brackets_or_behind_a_dash(read_marked, line, expected):
    declaration = read_marked(KOREAN + line + "\n")
    assert [i.item for p in declaration.collection for i in p.items] == expected


def test_an_account_that_is_made_is_no_item(read_marked):
    declaration = read_marked(
        KOREAN
        + "이메일로 계정을 만들 수 있습니다. 계정을 만들면 아래 정보를 수집합니다.\n\n- 이름\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["name"]


def test_the_data_of_a_service_below_its_name(read_marked):
    declaration = read_marked(
        "# Privacy Policy\n\n## Personal Data processed for the following purposes\n\n"
        "### Contacting the user\n\nContact form\n\nPersonal Data: email address; first name\n\n"
        "### Registration\n\nDirect registration\n\nPersonal Data: email address; password\n"
    )
    assert list(points(declaration).values()) == [["email", "name"], ["email", "password"]]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("- until withdrawal of consent – for data processed on the basis of consent,",
         ("data processed on the basis of consent", None, "until withdrawal of consent")),
    ],
)  # fmt: skip
def test_until_when_in_front_of_what(read_marked, line, rule):
    assert kept(read_marked(MARKED + f"## Retention periods\n\n{line}\n")) == [rule]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("동의 기록(일시·버전)은 계정이 삭제될 때 함께 파기됩니다.",
         ("동의 기록(일시·버전)", None, "계정이 삭제될 때")),
        ("회사는 개인정보를 서비스 제공 기간 동안 보유하며, 회원 탈퇴 후에는 즉시 삭제됩니다.",
         ("개인정보", None, "회원 탈퇴 후에는")),
    ],
)  # fmt: skip
def test_what_is_destroyed_with_the_account(read_marked, line, rule):
    text = KOREAN + f"- 이름\n\n## 보유 및 이용기간\n\n{line}\n"
    assert kept(read_marked(text)) == [rule]


@pytest.mark.parametrize(
    ("line", "processor"),
    [
        ("· Rowbase Inc. (서버 위치: 호주 시드니) — 계정 인증, 파일 보관. 위 정보가 저장됩니다.",
         ("Rowbase Inc.", "계정 인증, 파일 보관")),
        ("· Rowbase Inc. (servers in Sydney, Australia) — database and file storage for it.",
         ("Rowbase Inc.", "database and file storage for it")),
    ],
)  # fmt: skip
def test_where_the_servers_stand_is_no_task(read_marked, line, processor):
    declaration = read_marked(KOREAN + f"- 이름\n\n## 처리 위탁과 국외 이전\n\n{line}\n")
    assert processors(declaration) == [processor]


def test_a_sentence_behind_a_label_is_nobodys_name(read_marked):
    declaration = read_marked(
        KOREAN
        + "- 이름\n\n## 개인정보 처리 위탁\n\n- 배송업체: 배송 정보를 이용하여 상품을 배송합니다.\n"
    )
    assert processors(declaration) == []


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("We keep it for as long as your account is active and delete it within 30 days of it.",
         ("data", None, "as long as your account is active")),
        ("Server logs (IP address, user agent) are retained for 14 days.",
         ("Server logs (IP address, user agent)", "P14D", None)),
    ],
)  # fmt: skip
def test_how_long_in_a_paragraph_on_what_is_collected(read_marked, sentence, rule):
    declaration = read_marked(
        f"# Privacy Policy\n\n## What we collect\n\nWe collect your name and email. {sentence}\n"
    )
    assert kept(declaration) == [rule]


def test_how_long_what_was_collected_is_kept(read_marked):
    declaration = read_marked(
        KOREAN + "회원가입 시 이름, 이메일을 수집합니다. 수집된 정보는 탈퇴 후 30일간 보관됩니다.\n"
    )
    assert kept(declaration) == [("수집된 정보", "P30D", "탈퇴 후")]
