"""Those who get data, told by the form of a line, a table or a sentence, whatever its words are."""

import pytest

COLLECTED = "# Privacy Policy\n\n## Information we collect\n\n- Account: your name, your email\n\n"
KOREAN = "# 개인정보 처리방침\n\n## 1. 수집하는 개인정보 항목\n\n- 필수항목: 이름, 이메일\n\n"


def _processors(declaration):
    return [p.name for p in declaration.processors]


def _tasks(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _third_parties(declaration):
    return [p.name for p in declaration.third_parties]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We use Rowbase for our database, Edgehost to serve pages, and Mailhen to send receipts.",
         ["Rowbase", "Edgehost", "Mailhen"]),
        ("Card details go straight to our Payment Processor, Paywell.", ["Paywell"]),
        ("We rely on providers including Rowbase (storage) and Mailhen (email).",
         ["Rowbase", "Mailhen"]),
        ("Our shop is hosted on Edgehost Inc. They provide us with the platform.",
         ["Edgehost Inc."]),
        ("We may allow Goggle Analytics to store how you use the extension.",
         ["Goggle Analytics"]),
        ("For maps, our app uses Mapwell and Tilewell.", ["Mapwell", "Tilewell"]),
        ("We gather visits of the site through Goggle Analytics.", ["Goggle Analytics"]),
        ("We collect it through Cookies and Web Beacons.", []),
        ("We collect your email when you sign up via Goggle.", []),
        # What protects data, where it is, what people use, and whose service it is.
        ("We use TLS 1.3 and AES-256 to protect it.", []),
        ("We use Standard Contractual Clauses for such transfers.", []),
        ("Data is stored in Germany and may be sent to the United States.", []),
        ("If you use Goggle to sign in, we receive your name.", []),
        ("By using Mincehouse, you agree to this policy.", []),
        ("Mincehouse is an app operated by Mince Ltd.", []),
        ("We do not use Goggle Analytics on this site.", []),
        ("See Paywell's Privacy Policy for how it works.", []),
    ],
)  # fmt: skip
def test_sentences_elsewhere_in_english(read_marked, sentence, expected):
    declaration = read_marked(f"{COLLECTED}## Good to know\n\n{sentence}\n")
    assert _processors(declaration) == expected
    assert _third_parties(declaration) == []


@pytest.mark.parametrize("heading", ["Who we share data with", "Sharing your information"])
def test_whom_a_section_on_sharing_uses_and_whom_it_gives_data(read_marked, heading):
    declaration = read_marked(
        f"{COLLECTED}## {heading}\n\nWe use Rowbase to store your account.\n\n"
        "We share your address with Seaside Ferries.\n"
    )
    assert _processors(declaration) == ["Rowbase"]
    assert _third_parties(declaration) == ["Seaside Ferries"]


def test_who_shows_advertising_gets_data_for_himself(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Advertising\n\nWe use Adwell and/or Bannerhen to display ads.\n"
    )
    assert _third_parties(declaration) == ["Adwell", "Bannerhen"]
    assert _processors(declaration) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Rowbase / Tablewell — storage of your account", ["Rowbase", "Tablewell"]),
        ("- Analytics platforms (e.g., Goggle Analytics)", ["Goggle Analytics"]),
        ("- Payment gateways such as Paywell and Cashhen", ["Paywell", "Cashhen"]),
        ("- Cloud hosting and storage providers", ["Cloud hosting and storage providers"]),
        ("- Our email provider, to deliver sign-in links", ["email provider"]),
        ("- Amber Web Services (AWS): servers and storage", ["Amber Web Services (AWS)"]),
        # Nobody: what says nothing of who they are, what is done, and cases.
        ("- Service providers", []),
        ("- Trusted partners and vendors", []),
        ("- Provide hosting services", []),
        ("- Vital Interests: where a life is at risk", []),
        ("- Standard Contractual Clauses (SCCs)", []),
    ],
)
def test_lines_below_an_announcement(read_marked, line, expected):
    declaration = read_marked(
        f"{COLLECTED}## Third-Party Services\n\nWe use these services to run the shop:\n\n{line}\n"
    )
    assert _processors(declaration) == expected
    assert _third_parties(declaration) == []


def test_a_line_is_read_as_those_beside_it(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Service providers\n\n- **Edgehost:** Website hosting\n"
        "- **Chartwell:** When you open the portal, what you enter there is under its own terms.\n"
        "- **fowl (or others)** — model inference for your pictures\n"
        "- **Legal Obligations:** When a court asks for it.\n"
    )
    assert _processors(declaration) == ["Edgehost", "Chartwell", "fowl"]


def test_a_list_of_rules_names_nobody(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Service providers\n\nEach of them has to keep to these rules:\n\n"
        "- **Confidentiality:** They must keep everything secret.\n"
        "- **Return:** When the contract ends, they give all of it back.\n"
    )
    assert _processors(declaration) == []


def test_a_list_of_tools_under_another_heading(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Analytics\n\nWe use the following tools:\n\n"
        "- **Goggle Analytics 4:** collects page views to help us understand visits.\n\n"
        "## Your choices\n\nYou can use the following tools:\n\n- **Optwell:** to object\n"
    )
    assert _processors(declaration) == ["Goggle Analytics 4"]


@pytest.mark.parametrize(
    "head",
    ["Service | Used for | Where", "Tool | What it does | Region", "SDK | Purpose | Data"],
)
def test_a_table_whose_cells_show_which_column_names_somebody(read_marked, head):
    declaration = read_marked(
        f"{COLLECTED}## Who we share data with\n\nWe use these providers to run the app:\n\n"
        f"| {head.replace(' | ', ' | ')} |\n|---|---|---|\n"
        "| Rowbase (database) | storage | Global |\n| Bell Hen Messaging | alerts | EU |\n"
    )
    assert _processors(declaration) == ["Rowbase", "Bell Hen Messaging"]
    assert _third_parties(declaration) == []


def test_a_table_in_which_nobody_is_named(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보 처리위탁\n\n글을 쓰는 데 Goggle의 Wordhen API를 사용합니다.\n\n"
        "| 기능 | 전송되는 내용 |\n|---|---|\n| 요약 | 대화의 글 |\n| 카드 | 직함 |\n"
    )
    assert _processors(declaration) == ["Goggle의 Wordhen API"]


def test_measures_of_safety_entrust_nothing(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보의 안전성 확보조치\n\n| 조치 유형 | 세부 내용 |\n|---|---|\n"
        "| 물리적 조치 | 데이터 센터 접근 제한(Rowbase 위탁) |\n"
        "| 관리적 조치 | 담당자 최소화, 내부 접근 권한 관리 |\n"
    )
    assert _processors(declaration) == []


def test_a_part_below_a_sub_heading_is_about_what_is_above(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Information sharing\n\nWe share it with:\n\n"
        "### Authorities\n\n- Harbour Bank of Mincia (HBM)\n\n## Changes\n\n- Mince Port City\n"
    )
    assert _third_parties(declaration) == ["Harbour Bank of Mincia (HBM)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 수탁업체: Rowbase Inc. — 위탁업무: 데이터베이스 운영\n",
         [("Rowbase Inc.", "데이터베이스 운영")]),
        ("- 배송업무: 택배사 (하늘택배, 바다택배 등)\n",
         [("하늘택배", "배송업무"), ("바다택배", "배송업무")]),
        ("- 결제처리: 결제대행사 (PG사)\n", [("결제대행사 (PG사)", "결제처리")]),
        ("- [검사 의뢰]\n- 수탁업체 : 하늘의료재단, 바다병원\n- 위탁 항목 : 성명\n",
         [("하늘의료재단", "검사 의뢰"), ("바다병원", "검사 의뢰")]),
        ("- 수탁자 : ㈜하늘\n- 대표 : 홍길동\n- 주소 : 서울 강남구 1\n- 전화번호 : 02-000-0000\n",
         [("㈜하늘", None)]),
        ("- Sky Web Services (미국 등): 이용 데이터 — 표준계약 체결\n",
         [("Sky Web Services", "이용 데이터 — 표준계약 체결")]),
    ],
)  # fmt: skip
def test_lines_in_korean(read_marked, text, expected):
    assert _tasks(read_marked(f"{KOREAN}## 2. 개인정보 처리위탁\n\n{text}")) == expected


def test_a_cell_with_how_the_one_it_names_is_reached(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보 처리위탁\n\n| 위탁받는 자(수탁자) | 위탁업무 |\n|---|---|\n"
        "| 수탁업체명 : ㈜ 하늘<br>주소 : 서울<br>전화번호 : 02-000-0000 | 유지관리 |\n"
        "| (주)바다 (주)강물 | 결제 |\n"
    )
    assert _processors(declaration) == ["㈜ 하늘", "(주)바다", "(주)강물"]


def test_a_sentence_that_announces_recipients_in_another_section(read):
    declaration = read(
        "1. 개인정보 수집 및 이용 안내\n◎ 수집 항목 : 이름, 이메일\n"
        "안정적인 운영을 위하여 아래와 같이 개인정보 처리를 위·수탁 하고 있음을 안내드립니다.\n"
        "◎ 수탁업체명 : (주)하늘노트 / 업무 내용 : 편지 발송\n"
    )
    assert _tasks(declaration) == [("(주)하늘노트", "편지 발송")]


def test_that_nothing_is_entrusted_below_announces_nobody(read):
    declaration = read(
        "1. 개인정보 수집 및 이용 안내\n◎ 수집 항목 : 이름, 이메일\n"
        "아래의 정보는 외부에 위탁하지 않습니다.\n◎ 수집 목적 : 편지 발송\n"
    )
    assert _processors(declaration) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 개인정보를 제공받는 자 : 하늘평가정보(주)\n- 이용목적 : 인증\n- 제공 항목 : 성명\n",
         ["하늘평가정보(주)"]),
        ("- 개인정보를 제공받는 자 : 하늘 애널리틱스 및 바다 애널리틱스\n- 이용목적 : 통계\n",
         ["하늘 애널리틱스", "바다 애널리틱스"]),
    ],
)  # fmt: skip
def test_third_parties_in_korean(read_marked, text, expected):
    declaration = read_marked(f"{KOREAN}## 2. 개인정보의 제3자 제공\n\n{text}")
    assert _third_parties(declaration) == expected


def test_a_heading_that_is_a_label_of_names(read_marked):
    declaration = read_marked(
        "# 1. 수집항목\n\n- 수집항목 : 이름, 연락처\n\n# 2. 개인정보를 제공받는 자\n\n"
        "- ㈜하늘\n\n# 3. 보유 및 이용 기간\n\n- 이벤트 종료 후 1개월\n"
    )
    assert _third_parties(declaration) == ["㈜하늘"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We retain your notes for as long as your account is active or as needed.",
         [("notes", "as long as your account is active")]),
        ("During beta, we retain your crawl data while your account is active.",
         [("crawl data", "while your account is active")]),
        ("We keep it as long as necessary.", []),
    ],
)  # fmt: skip
def test_how_long_is_said_in_another_section(read_marked, sentence, expected):
    declaration = read_marked(f"{COLLECTED}## Where your data lives\n\nIt is safe. {sentence}\n")
    assert [(rule.label, rule.event) for rule in declaration.retention] == expected


def test_a_table_of_items_with_everyday_heads(read_marked):
    declaration = read_marked(
        "# Privacy\n\n## What we collect, and why\n\n| What | Why | How long |\n|---|---|---|\n"
        "| Your email address | To sign you in | 30 days |\n"
    )
    assert [item.item for point in declaration.collection for item in point.items] == ["email"]
    assert [rule.period for rule in declaration.retention] == ["P30D"]


def test_services_named_with_what_they_are_for(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Third-Party Services\n\nWe may use third-party services such as:\n\n"
        "- Goggle Analytics for anonymous page counts\n"
        "- Content delivery networks (CDNs) for faster pages\n"
    )
    assert _processors(declaration) == ["Goggle Analytics", "Content delivery networks"]


def test_two_services_of_one_company_are_two(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 처리위탁\n\n| 수탁업체 | 위탁업무 |\n|---|---|\n"
        "| Sky LLC (Skybase) | 인증 |\n| Sky LLC (Skyads) | 광고 |\n\n"
        "## 3. 국외 이전\n\n- 이전받는 자: Sky LLC (Skyads)\n- 이전 국가: 미국\n"
    )
    assert [(p.name, p.country) for p in declaration.processors] == [
        ("Sky LLC (Skybase)", None),
        ("Sky LLC (Skyads)", "미국"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 회원 가입 시점부터 회원 탈퇴 시점까지 보유합니다.", [(None, "회원 탈퇴 시점까지")]),
        (
            "- 보유 기간: 학년도 종료 시(익년 2월 말)까지",
            [(None, "학년도 종료 시(익년 2월 말)까지")],
        ),
        ("- 파기 시점: 보유 기간 종료 후 지체 없이(5일 이내) 파기", []),
    ],
)
def test_until_when_and_how_fast_in_korean(read_marked, line, expected):
    declaration = read_marked(f"{KOREAN}## 2. 개인정보의 보유 및 이용 기간\n\n{line}\n")
    assert [(rule.period, rule.event) for rule in declaration.retention] == expected


def test_how_items_are_taken_names_no_point(read_marked):
    declaration = read_marked(
        "# 방침\n\n## 1. 수집 항목\n\n### 1.1 회원가입 시 수집 항목\n\n"
        "| 항목 | 수집 방법 |\n|---|---|\n| 이메일 | 이메일 회원가입 시 직접 입력 |\n"
        "| 이름 | Sky 로그인 사용 시 자동 수집 |\n"
    )
    assert [[i.item for i in p.items] for p in declaration.collection] == [["email", "name"]]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "문의 저장을 위해 Rowbase, Edgehost 등 외부 서비스를 이용할 수 있습니다.",
            [("Rowbase", "문의 저장"), ("Edgehost", "문의 저장")],
        ),
        (
            "서비스는 Rowbase를 통한 파일 저장, Edgehost 또는 그와 같은 곳을 통한 배포를 합니다.",
            [("Rowbase", "파일 저장"), ("Edgehost", "배포를 합니다")],
        ),
        ("Goggle을 통해 로그인한 회원의 이름을 받습니다.", []),
        ("모든 통신은 HTTPS를 통해 암호화합니다.", []),
    ],
)
def test_services_that_sentences_in_korean_use(read_marked, sentence, expected):
    declaration = read_marked(f"{KOREAN}## 2. 외부 서비스의 이용\n\n{sentence}\n")
    assert _tasks(declaration) == expected


def test_a_heading_with_the_description_of_a_recipient_below_names_nobody_else(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보의 제3자 제공\n\n다음과 같이 제공하고 있습니다.\n\n"
        "### 1. Goggle Analytics (선택적)\n\n- 제공받는 자: Goggle LLC\n- 이용목적: 통계\n"
        "- 제공근거: 정보주체의 동의\n"
    )
    assert _third_parties(declaration) == ["Goggle LLC"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("문의 처리 후 1년 동안 보유한 후 지체 없이 파기합니다.", [("개인정보", "P1Y")]),
        ("5일 이내에 파기합니다.", []),
    ],
)
def test_how_long_all_of_it_is_kept(read_marked, sentence, expected):
    declaration = read_marked(f"{KOREAN}## 2. 보유 기간\n\n{sentence}\n")
    assert [(rule.label, rule.period) for rule in declaration.retention] == expected


def test_what_a_site_collects(read_marked):
    declaration = read_marked(
        "# Privacy\n\n## Contact form\n\n- We collect your name and your email.\n\n"
        "## Website data\n\nThis site may collect browser type, IP address and page visits.\n"
    )
    items = {i.item for p in declaration.collection for i in p.items}
    assert {"name", "email", "ip_address", "device_info"} <= items


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "We use services of others. These include Rowbase for records, and Goggle Forms.",
            ["Rowbase", "Goggle Forms"],
        ),
        (
            "These services include Goggle Forms or the like for intake, Mailbird or Postgull.",
            ["Goggle Forms", "Mailbird", "Postgull"],
        ),
        (
            "Cookies are set by service providers including Goggle (Ads), Talkly (support chat).",
            ["Goggle", "Talkly"],
        ),
        ("We share data when the law asks. These may include Courts for orders.", []),
        ("We use Large Language Models to answer questions.", []),
    ],
)
def test_sentences_that_go_on_from_an_announcement(read_marked, said, expected):
    declaration = read_marked(f"{COLLECTED}## Third-party services\n\n{said}\n")
    assert _processors(declaration) == expected
    assert _third_parties(declaration) == []


@pytest.mark.parametrize(
    ("above", "lines", "expected"),
    [
        (
            "We use providers that act as data processors, including:",
            ("Goggle", "Paywell", "GitBarn"),
            ["Goggle", "Paywell", "GitBarn"],
        ),
        ("We use providers for:", ("Invoicing", "Hosting", "Support"), []),
        ("We share what you allow, including:", ("Access", "Rectification"), []),
    ],
)
def test_lists_of_names_alone(read_marked, above, lines, expected):
    below = "".join(f"- {line}\n" for line in lines)
    declaration = read_marked(f"{COLLECTED}## Data recipients\n\n{above}\n\n{below}")
    assert _processors(declaration) == expected
    assert _third_parties(declaration) == []


def test_one_company_in_two_sections_is_one(read_marked):
    declaration = read_marked(
        f"{KOREAN}## 2. 개인정보 처리의 위탁\n\n- 데이터 저장: Rowbase (클라우드 데이터베이스)\n\n"
        "## 3. 개인정보의 국외 이전\n\n| 이전받는 자 | 이전 국가 | 이전 목적 |\n|---|---|---|\n"
        "| Rowbase Inc. (RB) | 미국 | 데이터 저장 |\n| Edgehost Inc. | 미국 | 웹 호스팅 |\n"
    )
    assert [name for name in _processors(declaration) if "Rowbase" in name] == ["Rowbase"]
    assert len(declaration.processors) == 2


def test_a_heading_on_security_and_retention_tells_periods(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Data security & retention\n\nYour data is encrypted in transit. If you ask "
        "us to delete your account, we will purge your personal data within 30 days.\n"
    )
    assert [rule.period for rule in declaration.retention] == ["P30D"]


def test_korean_tasks_stand_beside_names_in_latin_letters(read_marked):
    declaration = read_marked(
        f"{KOREAN}## 2. 개인정보 처리의 위탁\n\n- 데이터 저장: Rowbase (클라우드 데이터베이스)\n"
        "- 결제: Paywell\n"
    )
    assert _tasks(declaration) == [("Rowbase", "데이터 저장"), ("Paywell", "결제")]


def test_to_email_somebody_is_no_item(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Information you share with us\n\nWhen you call, email, or submit the form, "
        "we use what you say only to answer.\n\n"
        "## Site data\n\nThis site may collect browser type and device information.\n"
    )
    said = [(p.label, sorted({i.item for i in p.items})) for p in declaration.collection]
    assert said == [("Account", ["email", "name"]), ("Site data", ["device_info"])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Payment processing — Paywell, Cashly, etc.", ["Paywell", "Cashly"]),
        ("CRM — Hubwell", ["Hubwell"]),
        ("Helpdesk: Talkly", ["Talkly"]),
        ("Account data: Full Name, Street Address", []),
        ("Location: United States", []),
    ],
)
def test_what_is_done_in_front_of_who_does_it(read_marked, line, expected):
    declaration = read_marked(
        f"{COLLECTED}## Sharing your data\n\nWe share it with these processors:\n\n- {line}\n"
    )
    assert _processors(declaration) == expected
    assert _third_parties(declaration) == []


def test_a_line_that_announces_a_list_is_no_sentence(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Third-party cookies\n\nCookies may be used to show advertisements.\n\n"
        "Third-party services we use include:\n\n- Goggle Sign-In: For authentication\n"
        "- Hotcart for website analytics\n"
    )
    assert _processors(declaration) == ["Goggle Sign-In", "Hotcart"]
    assert _third_parties(declaration) == []


def test_a_role_below_a_processor_describes_it(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Recipients of personal data\n\nWe share it only with these processors.\n\n"
        "5.1 Clarkson, Inc. - Authentication Provider\n\n"
        "Role: Processor of sign-in data\n\nData they receive: Email address\n"
    )
    assert _processors(declaration) == ["Clarkson, Inc."]
    assert _third_parties(declaration) == []


def test_who_is_listed_and_mentioned_in_a_sentence_is_one(read_marked):
    declaration = read_marked(
        f"{KOREAN}결제 처리는 Paywell을 통해 이루어지며, 카드번호는 저장하지 않습니다.\n"
        "## 2. 처리 위탁\n\n| 수탁자 | 위탁 업무 |\n|---|---|\n"
        "| Paywell(주식회사 하늘) | 정기 결제 |\n"
    )
    assert _tasks(declaration) == [("Paywell(주식회사 하늘)", "정기 결제")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("결제 처리는 Paywell을 통해 이루어지며, 안전합니다.", [("Paywell", "결제 처리")]),
        ("문자는 Mailhen을 통하여 발송됩니다.", [("Mailhen", "문자")]),
        ("Paywell을 통해 안전하게 처리합니다.", [("Paywell", None)]),
    ],
)
def test_what_is_done_through_somebody_may_stand_in_front(read_marked, sentence, expected):
    assert _tasks(read_marked(f"{KOREAN}## 2. 결제 서비스\n\n{sentence}\n")) == expected


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Anthro, PBC", ["Anthro, PBC"]),
        ("Acme, AG", ["Acme, AG"]),
        ("Hanul LLP, Bada Pty. Ltd.", ["Hanul LLP", "Bada Pty. Ltd."]),
        ("[문자 대행사 — 계약 전까지 쓰지 않음, 현재 시험 중]", ["문자 대행사"]),
        ("[하늘택배, (주)바다]", ["하늘택배", "(주)바다"]),
    ],
)
def test_forms_of_companies_and_what_is_to_be_filled_in(read_marked, cell, names):
    text = f"{KOREAN}## 2. 처리 위탁\n\n| 수탁자 | 위탁 업무 |\n|---|---|\n| {cell} | 문자 발송 |\n"
    assert [p.name for p in read_marked(text).processors] == names
