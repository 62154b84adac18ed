"""Forms in which small services name who gets data; names and texts are invented."""

import pytest

COLLECTED = (
    "# Privacy Policy\n\n## 1. Information we collect\n\n- Account: your name, your email\n\n"
)
KOREAN = "# 개인정보 처리방침\n\n## 1. 수집하는 개인정보 항목\n\n- 필수항목: 이름, 이메일\n\n"


def _tasks(declaration):
    return [(p.name, p.task) for p in declaration.processors]


def _processors(declaration):
    return [p.name for p in declaration.processors]


def _third_parties(declaration):
    return [p.name for p in declaration.third_parties]


# --- who uses the services is the app or the site ------------------------------------------------


def test_the_services_that_a_site_uses_work_for_it_and_partners_for_themselves(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 5. Third-Party Services\n\n"
        "Our Site uses the following third-party services that may collect information:\n\n"
        "- **Statwell 4** — website analytics\n- **Edgehost** — website hosting\n"
        "- **Inntrip** — affiliate partner (data is collected on its site)\n"
    )
    assert _tasks(declaration) == [
        ("Statwell 4", "website analytics"),
        ("Edgehost", "website hosting"),
    ]
    assert _third_parties(declaration) == ["Inntrip"]


def test_a_list_of_names_with_one_that_begins_as_a_word_of_everyday_language(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 4. Third-Party Services\n\n"
        "Mincehouse uses third-party services that may collect information:\n\n"
        "- Playbase Services\n- Rowbase Authentication\n- Cloud Rowstore\n- Crashwell & Statwell\n"
    )
    assert _processors(declaration) == [
        "Playbase Services", "Rowbase Authentication", "Crashwell & Statwell",
    ]  # fmt: skip
    assert _third_parties(declaration) == []


def test_each_line_of_a_list_says_whether_it_shows_advertising(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 3. Cookies and Advertising\n\n"
        "To stay free, we work with third-party service providers:\n\n"
        "- Adwell: We use Adwell to serve advertisements.\n"
        "- Statwell: We use anonymous analytics to understand how people use our tools.\n"
    )
    assert _processors(declaration) == ["Statwell"]
    assert _third_parties(declaration) == ["Adwell"]


def test_what_is_collected_through_a_service_is_not_its_task(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 2. How\n\nThis data is collected through Statwell 4 to improve our site.\n"
    )
    assert ("Statwell 4", "This data") not in _tasks(declaration)
    assert _processors(declaration) == ["Statwell 4"]


# --- kinds with the names of those who are meant -------------------------------------------------


def test_names_behind_a_kind_of_recipients(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 4. Information Sharing\n\nWe may share your information with:\n\n"
        "- **Collecting Organizations:** ABCD, BFI, SOSAC, and international societies\n"
        "- **Payment Providers:** Paywell for transactions\n"
        "- **Legal Authorities:** When required by law\n"
    )
    assert _third_parties(declaration) == ["ABCD", "BFI", "SOSAC"]
    assert _tasks(declaration) == [("Paywell", "Payment Providers")]


def test_a_link_to_the_policy_of_another_names_the_other(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 4. Partners we share data with\n\nThese are our partners:\n\n"
        "- Inntrip Privacy Policy: inntrip.example/privacy\n"
        "- Seaside Ferries Privacy Policy: ferries.example/privacy\n"
    )
    assert set(_third_parties(declaration)) <= {"Inntrip", "Seaside Ferries"}


# --- Korean sentences ----------------------------------------------------------------------------


def test_tasks_with_those_who_do_them_in_brackets(read_marked):
    declaration = read_marked(
        f"{KOREAN}## 4. 개인정보의 처리 위탁\n\n회사는 원활한 서비스 제공을 위해 "
        "결제대행(하늘페이), 시스템 개발(솔빛), 클라우드 인프라(Edgehost/Rowbase) 등에 "
        "개인정보 처리업무를 위탁합니다.\n"
    )
    assert _tasks(declaration) == [
        ("하늘페이", "결제대행"),
        ("솔빛", "시스템 개발"),
        ("Edgehost", "클라우드 인프라"),
        ("Rowbase", "클라우드 인프라"),
    ]


def test_a_sentence_says_who_the_recipients_are(read_marked):
    declaration = read_marked(
        f"{KOREAN}## 4. 개인정보의 제3자 제공\n\n하늘통신의 제휴 사업자는 (주)솔빛(솔빛모바일), "
        "바다텔(주)(바다폰), (주)가람 입니다.\n"
    )
    assert _third_parties(declaration) == ["(주)솔빛", "바다텔(주)", "(주)가람"]


@pytest.mark.parametrize(
    "sentence",
    [
        "수탁자는 위탁받은 업무 외의 목적으로 개인정보를 처리하지 않아야 하는 자입니다.",
        "제공받는 자는 회원, 비회원, 방문자입니다.",
        "회사는 이용자의 개인정보를 보호하기 위하여 노력하고 있으며, 이를 공개합니다.",
    ],
)
def test_a_sentence_without_names_of_companies_names_nobody(read_marked, sentence):
    for heading in ("개인정보의 제3자 제공", "개인정보 처리의 위탁"):
        declaration = read_marked(f"{KOREAN}## 4. {heading}\n\n{sentence}\n")
        assert _third_parties(declaration) == []
        assert _processors(declaration) == []


# --- headings and labels -------------------------------------------------------------------------


def test_a_numbered_line_is_the_heading_and_all_of_a_section(read_marked):
    declaration = read_marked(
        f"{KOREAN}4. **개인정보의 제3자 제공**: 이용 분석을 위해 Statwell(해외 서비스)에 행동 "
        "데이터와 식별자를 전송합니다. 이메일은 전송하지 않습니다.\n"
        "5. **개인정보 처리의 위탁**: 데이터 저장과 인증 인프라를 Rowbase에 위탁하고 있습니다.\n"
        "6. **개인정보의 보유 및 파기**\n   - 회원 정보: 회원 탈퇴 시까지\n"
    )
    assert _third_parties(declaration) == ["Statwell"]
    assert _processors(declaration) == ["Rowbase"]
    assert [rule.event for rule in declaration.retention] == ["회원 탈퇴 시까지"]


def test_labels_in_bold_with_what_they_say_below(read_marked):
    declaration = read_marked(
        f"{KOREAN}**개인정보의 제3자 제공 (필수)**\n\n**제공받는 기관**\n\n"
        "관할 하늘센터, 솔빛부\n\n**제공 목적**\n\n훈련 품질 관리 업무\n\n"
        "**제공 항목**\n\n성명, 휴대폰번호\n\n"
        "**보유·이용 기간**\n\n관련 법령에 따라 10년간 보존됩니다.\n"
    )
    [one, other] = declaration.third_parties
    assert [one.name, other.name] == ["관할 하늘센터", "솔빛부"]
    assert one.purpose == "훈련 품질 관리 업무"
    assert [item.item for item in one.items] == ["name", "phone"]


def test_labels_below_a_bare_name_say_what_it_does(read):
    [processor] = read(
        "1. 수집하는 개인정보 항목\n이메일\n2. 개인정보의 국외 이전\n"
        "회사는 아래와 같은 업무를 외부 업체에 위탁하고 있습니다.\n"
        "- Rowbase Inc.\n    - 이전 국가: 미국\n    - 목적: 회원 정보를 두는 Cloud DB\n"
    ).processors
    assert (processor.name, processor.country) == ("Rowbase Inc.", "미국")
    assert processor.task == "회원 정보를 두는 Cloud DB"


def test_a_heading_that_its_file_marks_may_be_long(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## How long we keep what you give us; the notices that we send you, too\n\n"
        "- Messages are kept for 2 years.\n"
    )
    assert [rule.period for rule in declaration.retention] == ["P2Y"]


def test_an_item_that_is_optional_behind_another(read_marked):
    declaration = read_marked(
        "# Privacy Policy\n\n## Information we collect\n\n"
        "- a phone number and, optionally, a postal address;\n- approximate geographic location\n"
    )
    [point] = declaration.collection
    assert [(i.item, i.required) for i in point.items] == [
        ("phone", True),
        ("address", False),
        ("location", True),
    ]


# --- lists below names, and lines glued together -------------------------------------------------


def test_a_name_alone_with_what_it_does_in_a_list_below(read):
    declaration = read(
        "Privacy Policy\nInformation We Collect\nWe collect your name and email address.\n"
        "Third-Party Services\nWe use the following service providers to operate Mincehouse:\n\n"
        "Edgebase\n• Cloud hosting and data storage\n• Acts as a data processor\n\n"
        "Playbase Services\n• App distribution\n\nMincehouse shows no advertising of others.\n"
    )
    assert _tasks(declaration) == [
        ("Edgebase", "Cloud hosting and data storage, Acts as a data processor"),
        ("Playbase Services", "App distribution"),
    ]


def test_a_list_of_names_below_a_name_is_no_description(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Service providers\n\nAcme Group\n\n- Rowbase\n- Edgehost Cloud\n"
    )
    assert "Acme Group" not in [p.name for p in declaration.processors if p.task]


@pytest.mark.parametrize("kind", ["Event Organisers", "Trusted Parties", "Corporate Affiliates"])
def test_a_kind_with_what_it_does_in_a_list_below_is_no_name(read_marked, kind):
    declaration = read_marked(
        f"{COLLECTED}## Sharing\n\nWe share your information with:\n\n{kind}\n\n"
        "- Hosting and support of the site\n- Sending messages\n"
    )
    assert kind not in _third_parties(declaration) + _processors(declaration)


def test_names_in_brackets_behind_services_that_get_data(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Service Providers We Share Data With\n\n"
        "We share your information with third parties who help us operate our business:\n\n"
        "- **Delivery Partners:** We share your name, phone number and address with courier "
        "services (G7S, Faro Courier, Posta North) to deliver your orders\n"
    )
    assert _processors(declaration) == ["G7S", "Faro Courier", "Posta North"]


def test_labels_glued_behind_the_sentence_that_announces_them(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n이메일\n#개인정보의 위탁 처리하늘상점은 서비스 향상을 위해 "
        "회원의 개인정보를 외부에 위탁하여 처리하고 있습니다. 하늘상점의 개인정보처리 수탁자와 "
        "그 업무의 내용은 다음과 같습니다. "
        "- 수탁자 : (주)솔빛소프트- 위탁 업무 내용 : 알림톡 발송 업무\n"
    )
    assert _tasks(declaration) == [("(주)솔빛소프트", "알림톡 발송 업무")]


def test_a_sentence_below_a_list_says_that_they_work_for_the_controller(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## Who we share data with\n\n"
        "- **Rowbase Fire:** authentication, cloud database and hosting.\n"
        "- **Modelwell:** powers the AI features.\n\n"
        "These providers process data on our behalf under their own terms.\n"
    )
    assert _processors(declaration) == ["Rowbase Fire", "Modelwell"]
    assert _third_parties(declaration) == []


def test_names_that_fill_in_the_form_of_a_shop(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n이메일\n2. 수집한 개인정보의 위탁\n"
        "o 위탁 대상자 : [하늘택배, (주)바다]\no 위탁업무 내용 : [배송]\n"
    )
    assert _processors(declaration) == ["하늘택배", "(주)바다"]


def test_a_kind_of_recipient_that_is_given_a_part_of_the_data(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n이메일\n2. 개인정보의 제3자 제공\n"
        "회사는 다음과 같은 경우에 개인정보를 제3자에게 제공하고 있습니다.\n"
        "• 결제대행업체: 결제 처리를 위한 최소한의 정보 제공\n"
    )
    assert _third_parties(declaration) == ["결제대행업체"]


def test_where_more_can_be_read_is_nobody(read_marked):
    declaration = read_marked(
        f"{COLLECTED}## 5. Third-Party Links\n\n"
        "We share your information with third parties. See their policies:\n\n"
        "- Paywell payments: https://paywell.example/privacy\n- Acme: https://acme.example/terms\n"
    )
    parties = [*_third_parties(declaration), *_processors(declaration)]
    assert not any("://" in name for name in parties)
