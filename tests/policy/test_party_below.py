"""Those who get data, each with a heading, a paragraph or a sentence of its own."""

import pytest

MARKED = "# Privacy Policy\n\n## Information we collect\n\n- Account: your name, your email\n\n"
KOREAN = "# 개인정보 처리방침\n\n## 1. 수집하는 개인정보 항목\n\n- 필수항목: 이름, 이메일\n\n"


def _processors(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _third_parties(declaration):
    return [p.name for p in declaration.third_parties]


def test_a_heading_each_with_a_paragraph_below(read_marked):
    declaration = read_marked(
        MARKED + "## Sub-processors\n\nServices that process data on our behalf:\n\n"
        "### Paywell.io\n\nPayment processing and billing. Handles your card.\n\n"
        "### Goggle Analytics\n\nAggregate traffic analytics (page views) for our site.\n\n"
        "### Your model provider\n\nYour agent talks to the provider of your choice for hosting.\n"
    )
    assert _processors(declaration) == [
        ("Paywell.io", "Payment processing and billing"),
        ("Goggle Analytics", "Aggregate traffic analytics (page views) for our site"),
    ]


def test_a_line_each_with_a_paragraph_below(read_marked):
    declaration = read_marked(
        MARKED + "## Third-Party Services\n\nWe use these third-party services to run it:\n\n"
        "Rowbase\n\nDatabase, authentication and file storage. Kept in the EU.\n\n"
        "Edgehost\n\nWebsite hosting and deployment.\n"
    )
    assert _processors(declaration) == [
        ("Rowbase", "Database, authentication and file storage"),
        ("Edgehost", "Website hosting and deployment"),
    ]
    assert _third_parties(declaration) == []


def test_a_heading_above_prose_names_nobody(read_marked):
    declaration = read_marked(
        MARKED + "## Service providers\n\n"
        "### Security\n\nAll hosting providers are bound by contracts with us.\n\n"
        "### International Transfers\n\nData storage may take place in other countries as well.\n"
    )
    assert _processors(declaration) == []


def test_korean_headings_with_the_work_below(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 처리위탁\n\n### 하늘페이먼츠\n\n결제 대행\n\n### ㈜바다택배\n\n상품 배송\n"
    )
    assert _processors(declaration) == [("하늘페이먼츠", "결제 대행"), ("㈜바다택배", "상품 배송")]


def test_several_with_dashes_in_one_paragraph(read_marked):
    declaration = read_marked(
        MARKED + "## Who we share it with\n\n"
        "We use these service providers, who process data on our behalf:\n\n"
        "**Rowbase** — database hosting and storage for your account. "
        "**Mailhen** — delivery of emails (e.g. order notices). "
        "**Goggle** — only if you choose it, to authenticate you.\n\n"
        "We do not sell personal data.\n"
    )
    assert [name for name, _ in _processors(declaration)] == ["Rowbase", "Mailhen", "Goggle"]
    assert _third_parties(declaration) == []


def test_a_sentence_that_lists_processors_behind_a_colon(read_marked):
    declaration = read_marked(
        MARKED + "## Who processes it for us\n\n"
        "We use a small set of processors: Rowbase (database, hosted in the US), Edgehost "
        "(web hosting), Mailhen (transactional email), and a payment processor once billing "
        "starts (card details go to them). Each receives only what its function requires.\n"
    )
    assert _processors(declaration) == [
        ("Rowbase", "database, hosted in the US"),
        ("Edgehost", "web hosting"),
        ("Mailhen", "transactional email"),
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Subscription events are processed by Revhen, Inc. in the United States.",
         ["Revhen, Inc."]),
        ("Your content lives in a managed database operated by Rowbase, Inc. in one region.",
         ["Rowbase, Inc."]),
        ("Push notifications are delivered via Pushwell (Push Inc.) or Cloudpush (Cloud LLC).",
         ["Pushwell", "Cloudpush"]),
        ("Your message is sent to a model provider. That provider is Modelhen.", ["Modelhen"]),
        # Nobody, the ones concerned, and the one whose policy it is.
        ("Payments are processed by our payment partners.", []),
        ("Your data is processed by us, and photos are managed by You in the settings.", []),
        ("The Service is operated by Mincehouse.", []),
        ("Payments are not processed by Paywell.", []),
        ("Messages are stored on Your device.", []),
    ],
)  # fmt: skip
def test_a_sentence_elsewhere_names_who_handles_data(read_marked, sentence, names):
    declaration = read_marked(MARKED + f"## Where data lives\n\n{sentence}\n")
    assert [name for name, _ in _processors(declaration)] == names


def test_how_a_recipient_is_reached_does_not_hide_its_table(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보 처리위탁\n\n"
        "| 위탁받는자 (수탁자) | 주소 | 전화 | 근무시간 | 위탁업무 |\n|---|---|---|---|---|\n"
        "| ㈜하늘 | 서울 강남구 1 | 02-000-0000 | 평일 | 홈페이지 유지보수 |\n"
    )
    assert _processors(declaration) == [("㈜하늘", "홈페이지 유지보수")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- Specialist partners: Coaches, art mentors (e.g., graduates) — for providing advice",
         "Specialist partners"),
        ("- Insurance providers: For travel insurance purposes", "Insurance providers"),
        ("- Licensed motor carriers for the coordination of transport",
         "Licensed motor carriers"),
    ],
)  # fmt: skip
def test_a_kind_of_recipient_is_a_third_party(read_marked, line, name):
    declaration = read_marked(
        MARKED + f"## Third-party disclosure\n\nWe may share information with:\n\n{line}\n"
    )
    assert _third_parties(declaration) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- 담당 협력점: 신청자의 이름, 휴대폰번호, 지역. 배정된 협력점만 볼 수 있습니다.",
         "담당 협력점"),
        ("- 설치 협력업체(㈜하늘 등): 설치 협의를 위한 최소 정보(이름·휴대폰·주소)",
         "설치 협력업체(㈜하늘 등)"),
        # What a label says of the name in its column.
        ("- 제휴업체: ㈜하늘", "㈜하늘"),
    ],
)  # fmt: skip
def test_a_kind_of_recipient_in_korean(read_marked, line, name):
    declaration = read_marked(
        KOREAN + f"## 2. 개인정보의 제3자 제공\n\n다음에 제공합니다.\n\n{line}\n"
    )
    assert _third_parties(declaration) == [name]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("회사는 결제 처리를 위해 하늘페이에, 문자 발송을 위해 바다톡에 처리를 위탁하고 있습니다.",
         [("하늘페이", "결제 처리"), ("바다톡", "문자 발송")]),
        ("서비스 제공을 위해 Rowbase(Cloud LLC), Sky Web Services를 이용하고 있습니다.",
         [("Rowbase(Cloud LLC)", "서비스 제공"), ("Sky Web Services", "서비스 제공")]),
        ("회사는 Internet Explorer의 쿠키를 이용하지 않습니다.", []),
    ],
)  # fmt: skip
def test_sentences_in_korean_that_name_processors(read_marked, sentence, expected):
    declaration = read_marked(KOREAN + f"## 2. 개인정보 처리위탁\n\n{sentence}\n")
    assert _processors(declaration) == expected


def test_with_whom_data_is_shared_is_no_part_of_the_name(read_marked):
    declaration = read_marked(
        MARKED + "## Third parties\n\nWe share data with Paywell (payment processing), Textwell "
        "(SMS), and Goggle Analytics (website analytics).\n"
    )
    assert _third_parties(declaration) == ["Paywell", "Textwell", "Goggle Analytics"]


def test_when_it_is_given_away_is_nobodys_name(read_marked):
    declaration = read_marked(
        MARKED + "## Who we share data with\n\n- **Hosting**: Rowbase, Edgehost\n"
        "- **Payments**: Paywell\n- **Law enforcement**: when required by law\n"
    )
    assert _third_parties(declaration) == ["Rowbase", "Edgehost", "Paywell"]


def test_processors_that_a_section_on_third_parties_announces(read_marked):
    declaration = read_marked(
        KOREAN + "## 2. 개인정보의 제3자 제공\n\n동의 없이 제3자에게 제공하지 않습니다. 다만, "
        "다음과 같이 처리를 위탁하고 있습니다.\n\n[결제 처리]\n\n- Paywell Inc.: 해외 결제 처리\n"
        "- 주식회사 하늘페이: 국내 결제 처리\n\n[분석]\n\n- Cleargoggle Inc.: 이용 분석\n\n"
        "또한 다음의 곳에 개인정보를 제공하고 있습니다.\n\n- 하늘보험: 보험 가입\n"
    )
    assert _processors(declaration) == [
        ("Paywell Inc.", "해외 결제 처리"),
        ("주식회사 하늘페이", "국내 결제 처리"),
        ("Cleargoggle Inc.", "이용 분석"),
    ]
    assert _third_parties(declaration) == ["하늘보험"]


def test_that_nothing_is_entrusted_announces_nobody(read_marked):
    declaration = read_marked(
        KOREAN
        + "## 2. 개인정보의 제3자 제공\n\n처리를 위탁하고 있지 않습니다. 다음에 제공합니다.\n\n"
        "- 하늘보험: 보험 가입\n"
    )
    assert _processors(declaration) == []
    assert _third_parties(declaration) == ["하늘보험"]


def test_names_below_what_they_are_for(read):
    declaration = read(
        "1. What information do we collect?\nnames\nemail addresses\n"
        "2. With whom do we share your information?\n"
        "The third parties we may share personal information with are as follows:\n"
        "Advertising, Direct Marketing, and Lead Generation\nAcme AdHill\n"
        "Communicate and Chat with Users\nZenbell Chat\n"
        "Website Hosting\nShoprow\n"
    )
    named = {p.name for p in (*declaration.third_parties, *declaration.processors)}
    assert named == {"Acme AdHill", "Zenbell Chat", "Shoprow"}
    assert "Communicate and Chat with Users" in {
        *(p.purpose for p in declaration.third_parties),
        *(p.task for p in declaration.processors),
    }


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- 하늘보험㈜: 보험 가입을 위해 이름, 생년월일을 제공하며 계약 종료 시까지 보유합니다.",
         ("하늘보험㈜", "보험 가입", ["name", "birth_date"])),
        ("- 주식회사 바다: 이메일을 제공합니다.", ("주식회사 바다", None, ["email"])),
    ],
)  # fmt: skip
def test_a_third_party_with_a_sentence_on_what_it_is_given(read, line, expected):
    text = f"1. 수집하는 개인정보 항목\n- 가입: 이름\n2. 개인정보 제3자 제공\n{line}\n"
    party = read(text).third_parties[0]
    assert (party.name, party.purpose, [i.item for i in party.items]) == expected


@pytest.mark.parametrize(
    "line",
    [
        "- 수사기관: 법령에 따라 요청하는 경우 제공합니다.",
        "- 하늘보험㈜: 동의 없이 제공하지 않습니다.",
    ],
)
def test_cases_and_denials_give_nobody_anything(read, line):
    text = f"1. 수집하는 개인정보 항목\n- 가입: 이름\n2. 개인정보 제3자 제공\n{line}\n"
    assert read(text).third_parties == ()


def test_how_long_at_most_after_the_end_of_an_account(read):
    declaration = read(
        "1. What information do we collect?\nnames\nemail addresses\n"
        "2. How long do we keep your information?\nNo purpose in this notice will require us "
        "keeping your personal information for longer than six (6) months past the end of "
        "your account.\n"
    )
    assert [(r.label, r.period) for r in declaration.retention] == [("personal information", "P6M")]
