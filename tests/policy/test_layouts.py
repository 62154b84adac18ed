"""Layouts met in policies that were read for the first time; each once wrong, all invented."""

import datetime as dt

import pytest

from pii_scan.policy.declaration import Processor
from pii_scan.policy.party_prose import entrusted_to, given_to
from pii_scan.policy.read import read_policy_file
from pii_scan.policy.text import split_lines

COLLECTED = "1. 수집하는 개인정보의 항목\n"


def _needs(points, label):
    return {
        word: required
        for (_, point), items in points.items()
        if point == label
        for _, word, required in items
    }


# --- tables ------------------------------------------------------------------------------------


def test_a_line_end_inside_a_cell_between_tabs_does_not_break_the_row(collect):
    points = collect(
        COLLECTED + "서비스\t수집 목적\t수집 항목\t보유기간\n"
        "회원가입\t회원 관리\t[필수] 이름, 비밀번호\n[선택] 성별\t탈퇴 시까지\n"
        "고객 문의\t회신\t이메일\t3년\n"
    )
    assert _needs(points, "회원가입") == {"이름": True, "비밀번호": True, "성별": False}
    assert _needs(points, "고객 문의") == {"이메일": True}


def test_rows_that_a_spanning_cell_left_short_stay_apart():
    text = (
        "구분\t목적\t항목\t기간\t비고\n가입\t관리\t이름\t1년\t-\n관리\t주소\t2년\n관리\t성별\t3년\n"
    )
    assert [len(line.cells) for line in split_lines(text)] == [5, 5, 3, 3]


def test_a_need_beside_its_list_under_one_head(collect):
    points = collect(
        COLLECTED + "| 구분 | 목적 | 처리 항목 | 처리 항목 |\n|---|---|---|---|\n"
        "| 회원가입 | 관리 | 필수 | 이름, 이메일 |\n| 마케팅 | 안내 | 선택 | 휴대폰번호 |\n"
    )
    assert _needs(points, "회원가입") == {"이름": True, "이메일": True}
    assert _needs(points, "마케팅") == {"휴대폰번호": False}


def test_the_same_head_again_begins_another_table(read):
    table = (
        "| 항목 | 내용 |\n|---|---|\n| 이전받는 자 | {} |\n| 국가 | 미국 |\n| 이전 목적 | {} |\n\n"
    )
    read_twice = read(
        COLLECTED
        + "- 회원가입: 이름\n\n2. 국외 이전\n\n"
        + table.format("Aaa Inc.", "서버 운영")
        + table.format("Bbb Inc.", "이용 통계 분석")
    )
    assert [(p.name, p.task) for p in read_twice.processors] == [
        ("Aaa Inc.", "서버 운영"),
        ("Bbb Inc.", "이용 통계 분석"),
    ]


def test_who_a_processor_passes_work_on_to_is_a_processor_with_a_task_of_its_own(read):
    processors = read(
        COLLECTED + "- 회원가입: 이름\n2. 처리 위탁\n"
        "| 수탁자 | 위탁 업무 | 재수탁자 | 재위탁 업무 |\n|---|---|---|---|\n"
        "| 가나㈜ | 배송 | ㈜다라 | 지역 배송 |\n| 마바㈜ | 결제 | - | - |\n"
    ).processors
    assert [(p.name, p.task) for p in processors] == [
        ("가나㈜", "배송"),
        ("㈜다라", "지역 배송"),
        ("마바㈜", "결제"),
    ]


def test_each_cell_on_its_own_line_with_the_name_of_a_file_as_a_head(collect):
    points = collect(
        COLLECTED + "개인정보파일명\n처리목적\n보유기간\n개인정보 항목\n"
        "주정차 단속\n과태료 부과\n5년\n성명, 차량번호\n수강생 명부\n접수\n3년\n성명, 연락처\n"
    )
    assert _needs(points, "주정차 단속") == {"성명": True, "차량번호": True}
    assert _needs(points, "수강생 명부") == {"성명": True, "연락처": True}


# --- required and optional ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "○ 회원가입\n  필수) 이름, 이메일\n  선택) 성별\n",
        "가. 회원가입\n수집목적 : 관리\n수집항목\n(필수) 이름, 이메일\n(선택) 성별\n",
        (
            "1) 회원가입\n (1) 처리목적 : 관리\n (2) 처리항목\n  ① 필수적 정보 : 이름, 이메일\n"
            "  ② 선택적 정보 : 성별\n"
        ),
        (
            "회원가입 시 이름, 이메일을 필수로 수집하며, "
            "성별은 원하는 회원에 한하여 선택적으로 수집합니다.\n"
        ),
    ],
)
def test_what_is_required_of_one_point(text, collect):
    points = collect(COLLECTED + text)
    (label,) = {label for _, label in points}
    assert label.startswith("회원가입")
    assert _needs(points, label) == {"이름": True, "이메일": True, "성별": False}


def test_a_need_behind_each_group_holds_for_all_of_it(collect):
    points = collect(
        "1. Information we collect\n(a) Sign-up: name, email (required); gender, age (optional)\n"
    )
    assert _needs(points, "Sign-up") == {
        "name": True,
        "email": True,
        "gender": False,
        "age": False,
    }


def test_of_what_an_item_is_is_no_item_itself(lexicon):
    assert lexicon.item("휴대전화 기종명") is None
    assert lexicon.item("휴대폰 제조사") == "device_info"
    assert lexicon.item("계정 비밀번호") == "password"


# --- how long ----------------------------------------------------------------------------------


def _kept(read, text):
    found = read(COLLECTED + "- 회원가입: 이름\n2. 개인정보의 보유 기간\n" + text).retention
    return [(rule.label, rule.period, rule.law) for rule in found]


def test_a_law_in_front_of_its_records(read):
    assert _kept(
        read,
        "- 전자상거래법: 계약 기록 5년, 불만 처리 기록 3년\n- 통신비밀보호법: 접속 로그 3개월\n",
    ) == [
        ("계약 기록", "P5Y", "전자상거래법"),
        ("불만 처리 기록", "P3Y", "전자상거래법"),
        ("접속 로그", "P3M", "통신비밀보호법"),
    ]


def test_one_verb_for_several_records(read):
    text = "강사 지원 정보는 채용 종료 후 1년간, 교육 문의 정보는 3년간 보관합니다.\n"
    assert [period for _, period, _ in _kept(read, text)] == ["P1Y", "P3Y"]


def test_what_stands_behind_the_list_of_a_law_is_not_by_that_law(read):
    text = "통신비밀보호법\n접속 로그: 3개월\n또한 부정이용기록은 1년간 보관 후 파기합니다.\n"
    assert [law for _, _, law in _kept(read, text)] == ["통신비밀보호법", None]


def test_a_law_in_brackets_behind_the_record(read):
    assert _kept(read, "가. 구독 계약에 관한 기록 (전자상거래법) : 5년\n") == [
        ("구독 계약에 관한 기록 (전자상거래법)", "P5Y", "전자상거래법")
    ]


# --- who gets it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            (
                "회사는 채용시스템 운영을 ㈜가나에, 인적성검사를 한국다라연구소에 위탁하고 있으며, "
                "문자 발송은 ㈜마바가 수행하고 있습니다."
            ),
            [
                ("㈜가나", "채용시스템 운영"),
                ("한국다라연구소", "인적성검사"),
                ("㈜마바", "문자 발송"),
            ],
        ),
        (
            "국내 수탁업체는 ㈜가나(인프라 운영), ㈜다라(결제 대행)입니다.",
            [("㈜가나", "인프라 운영"), ("㈜다라", "결제 대행")],
        ),
        ("We use Acme to send newsletters.", [("Acme", "send newsletters")]),
        (
            "Example Cloud hosts our servers in Seoul.",
            [("Example Cloud", "hosts our servers in Seoul")],
        ),
    ],
)
def test_processors_in_sentences(sentence, said):
    assert [(party.name, party.task) for party in entrusted_to(sentence)] == said


@pytest.mark.parametrize(
    "sentence",
    [
        "회사는 원활한 업무 처리를 위하여 외부 전문업체에 업무를 위탁할 수 있습니다.",
        "회사는 위탁계약 체결 시 수탁자가 개인정보를 안전하게 처리하는지를 감독하고 있습니다.",
        "회사는 이용자의 개인정보를 외부에 위탁하지 않습니다.",
        "We use your data to send newsletters.",
        "You may use the Service for any purpose.",
    ],
)
def test_a_sentence_that_names_nobody_makes_nobody_a_processor(sentence):
    assert entrusted_to(sentence) == []


def test_third_parties_in_sentences():
    said = given_to(
        "협회는 보험 가입을 위하여 가나손해보험㈜에 성명을 제공하고, 국세청에 소득을 제출합니다."
    )
    assert [party.name for party in said] == ["가나손해보험㈜", "국세청"]
    assert given_to("회사는 개인정보를 ㈜가나에 제공하지 않습니다.") == []
    assert given_to("이용자의 동의 없이 제3자에게 제공하는 경우는 다음과 같습니다.") == []


def test_processors_in_an_english_section_on_sharing(read):
    declared = read(
        "Information we collect\nWhen you sign up, we collect your name and email address.\n"
        "How we share information\n"
        "We share information with providers who work on our behalf, including Aaa (shipping) and "
        "Bbb (payment processing). We share information with Ccc Bank, which issues our card.\n"
    )
    assert declared.processors == (
        Processor(name="Aaa", task="shipping", until=None, country=None),
        Processor(name="Bbb", task="payment processing", until=None, country=None),
    )
    assert [party.name for party in declared.third_parties] == ["Ccc Bank"]


@pytest.mark.parametrize(
    "part", ["가나은행·", "A Co, Ltd ", "A, ", "㈜가·", "A와 ", "We use A to "]
)
def test_no_sentence_takes_long(part, takes_time_in_proportion):
    def read_both(length):
        text = (part * 1000)[:length] + " 위탁 제공합니다."
        entrusted_to(text)
        given_to(text)

    assert takes_time_in_proportion(read_both, 245)


# --- found in policies written by fresh eyes --------------------------------------------------


def test_pictures_in_front_of_numbers_are_no_marks(read):
    declaration = read(
        "방침\n📌 1. 수집하는 개인정보\n- 회원가입 시\n    - 이메일, 이름\n"
        "🗑️ 2. 파기 방법\n- 전자 파일: 영구 삭제\n"
        "🙋 3. 이용자 권리\n- 언제든 열람할 수 있습니다.\n"
        "👤 4. 책임자\n- 이름: 강하늘\n"
    )
    assert declaration.destruction.methods == ("전자 파일: 영구 삭제",)
    assert [i.item for i in declaration.collection[0].items] == ["email", "name"]


def test_brackets_inside_the_brackets_of_an_article(read):
    declaration = read(
        "제1조 (개인(신용)정보의 처리목적)\n1. 회원 관리: 본인 식별\n"
        "제2조 (처리하는 개인(신용)정보의 항목)\n1. 회원가입\n - 필수항목: 이름\n"
    )
    assert [purpose.label for purpose in declaration.purposes] == ["회원 관리"]
    assert declaration.unplaced == ()


def test_a_camera_in_the_list_of_points_does_not_end_it(collect):
    assert collect(
        "1. 수집하는 개인정보의 항목\n1) 회원가입\n - 이름\n2) 영상정보처리기기\n - CCTV 영상정보\n"
        "서비스 이용과정에서 접속로그, 쿠키가 자동으로 생성되어 수집될 수 있습니다.\n"
        "2. 영상정보처리기기의 운영\n - 이름\n"
    ) == {
        ("signup", "회원가입"): [("name", "이름", True)],
        ("visit", "영상정보처리기기"): [("photo", "CCTV 영상정보", True)],
        ("service_use", "서비스 이용과정"): [
            ("usage_record", "접속로그", True),
            ("cookie", "쿠키", True),
        ],
    }


def test_a_point_is_not_below_the_last_line_of_the_list_above_it(collect):
    assert list(
        collect(
            "수집하는 개인정보 항목\n1-1. 결제 시\n- 카드 결제: 카드번호\n- 마켓 결제: 별자리\n"
            "1-2. 환불 신청 시\n- 필수: 이름\n"
        )
    ) == [("purchase", "결제 시 카드 결제"), ("refund", "환불 신청 시")]


def test_kinds_of_items_below_one_that_is_an_item_belong_to_its_point(collect):
    assert collect(
        "수집하는 개인정보 항목\n1-1. 서비스 이용 과정에서 수집되는 항목\n"
        "- 기기정보: OS 버전, 단말기 식별번호\n- 접속 정보: IP 주소, 쿠키\n"
    ) == {
        ("service_use", "서비스 이용 과정에서 수집되는 항목"): [
            ("device_info", "기기정보", True),
            ("os_info", "OS 버전", True),
            ("device_id", "단말기 식별번호", True),
            ("ip_address", "IP 주소", True),
            ("cookie", "쿠키", True),
        ]
    }


def test_what_several_items_rest_on_is_no_point(collect):
    assert collect(
        "제2조(처리하는 개인정보의 항목)\n① 회사는 다음의 항목을 처리하고 있습니다.\n"
        "1. 카드 신청\n - 필수항목: 이름\n"
        "② 회사는 고유식별정보를 다음과 같이 처리합니다.\n"
        " - 주민등록번호: 금융실명거래 및 비밀보장에 관한 법률\n"
        " - 운전면허번호, 여권번호: 정보주체의 별도 동의\n"
        "③ 서비스 이용 과정에서 자동으로 생성되는 정보: 접속일시\n"
    ) == {
        ("point-1", "카드 신청"): [("name", "이름", True)],
        ("point-2", "처리하는 개인정보의 항목"): [
            ("resident_registration_number", "주민등록번호", True),
            ("driver_license_number", "운전면허번호", True),
            ("passport_number", "여권번호", True),
        ],
        ("service_use", "서비스 이용 과정에서 자동으로 생성되는 정보"): [
            ("usage_record", "접속일시", True)
        ],
    }


def test_a_note_behind_a_list_does_not_deny_the_list(read):
    declaration = read(
        "수집하는 개인정보\n- 유료 결제 시\n"
        "    - 카드 정보(카드사, 유효기간) — 결제사가 처리하며 전체 카드번호를 저장하지 않습니다\n"
    )
    assert [i.label for i in declaration.collection[0].items] == ["카드 정보(카드사, 유효기간)"]
    assert declaration.not_collected == ()


def test_a_sentence_about_another_point_leaves_a_heading_without_items(collect):
    assert list(
        collect(
            "수집하는 개인정보 항목\n1) 방문객 CCTV\n - 촬영 화면\n"
            "서비스 이용과정에서 쿠키가 자동으로 생성되어 수집될 수 있습니다.\n"
        )
    ) == [("service_use", "서비스 이용과정")]


def kept(declaration):
    return [(r.record, r.label, r.period, r.event, r.law) for r in declaration.retention]


ITEMS_AND_PERIODS = "1. 수집하는 개인정보 항목\n- 회원가입: 이름\n2. 개인정보의 보유 및 이용기간\n"


def test_asking_again_every_two_years_is_no_period(read):
    declaration = read(
        ITEMS_AND_PERIODS + "- 홈페이지 회원정보 : 회원 탈퇴 시까지(2년마다 재동의)\n"
    )
    assert kept(declaration) == [
        ("account", "홈페이지 회원정보", None, "회원 탈퇴 시까지(2년마다 재동의)", None)
    ]


def test_the_law_of_a_group_ends_where_another_group_begins(read):
    declaration = read(
        ITEMS_AND_PERIODS
        + "[의료법 시행규칙 제15조]\n - 처방전 : 2년\n[기타]\n - 건강검진 결과 : 10년\n"
    )
    assert [(r.label, r.law) for r in declaration.retention] == [
        ("처방전", "의료법 시행규칙"),
        ("건강검진 결과", None),
    ]
    assert declaration.unplaced == ()


def test_the_law_of_a_numbered_line_ends_at_the_next_number(read):
    declaration = read(
        "제1조(처리하는 개인정보의 항목)\n- 회원가입: 이름\n제2조(개인정보의 보유 및 이용기간)\n"
        "1. 전자금융거래법에 따른 보존\n   - 1만원 초과 전자금융거래에 관한 기록 : 5년\n"
        "2. 특정금융정보법에 따른 고객확인 기록: 금융거래 종료일로부터 5년\n"
        "3. 상담 녹취 기록: 3년\n"
    )
    assert [(r.label, r.event, r.law) for r in declaration.retention] == [
        ("1만원 초과 전자금융거래에 관한 기록", None, "전자금융거래법"),
        ("특정금융정보법에 따른 고객확인 기록", "금융거래 종료일로부터", "특정금융정보법"),
        ("상담 녹취 기록", None, None),
    ]


def test_what_is_kept_may_stand_behind_its_period(read):
    declaration = read(
        ITEMS_AND_PERIODS + "회원이 탈퇴한 경우에도 부정한 이용의 재발을 방지하기 위하여, 이용계약 "
        "해지일로부터 6개월간 회원의 정보를 보유할 수 있습니다.\n"
    )
    assert kept(declaration) == [("account", "회원의 정보", "P6M", "이용계약 해지일로부터", None)]


def test_a_cell_says_its_law_without_brackets(read):
    declaration = read(
        "수집하는 개인정보 항목\n주문\n- 필수항목: 이름\n- 보유기간: 전자상거래법에 따라 5년\n"
    )
    assert kept(declaration) == [("record-1", "주문", "P5Y", None, "전자상거래법")]


def test_a_heading_on_keeping_and_destroying_is_both(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n- 회원가입: 이름\n2. 보유 및 파기\n"
        "- 로그인 기록: 3개월(통신비밀보호법)\n"
        "파기 시 전자파일은 복원 불가능한 방법으로 삭제합니다.\n"
    )
    assert kept(declaration) == [("website_visit", "로그인 기록", "P3M", None, "통신비밀보호법")]
    assert declaration.destruction.methods == (
        "파기 시 전자파일은 복원 불가능한 방법으로 삭제합니다.",
    )


SPOKEN = """\
어떤 정보를 왜 받나요?
가입하실 때는 이메일과 비밀번호, 그리고 부를 이름(닉네임)을 받습니다.
카카오로 시작하신 분은 카카오에서 이메일과 프로필 이미지를 전달받아요.
주문하실 때 받는 분 성함, 휴대폰 번호, 주소를 여쭤봅니다.
앱을 쓰시는 동안 접속 IP, 브라우저, 쿠키 같은 것들이 자동으로 쌓입니다.
만 14세 미만은 법정대리인의 동의를 받습니다.
주민등록번호나 여권번호는 받지 않습니다.
누구에게 맡기나요?
배송은 컬리마일과 대한통운에 맡기고 있어요. 결제는 토스페이, 알림톡은 솔라피, 서버는 AWS를 씁니다.
다른 곳에 넘기나요?
아니요. 다른 회사에 넘기지 않습니다.
"""


def test_a_policy_that_is_spoken(read):
    declaration = read(SPOKEN)
    assert [[i.item for i in p.items] for p in declaration.collection] == [
        ["email", "password", "nickname"],
        ["email", "photo"],
        ["name", "phone", "address"],
        ["ip_address", "device_info", "cookie"],
    ]
    assert [i.item for i in declaration.not_collected] == [
        "resident_registration_number",
        "passport_number",
    ]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("컬리마일", "배송"),
        ("대한통운", "배송"),
        ("토스페이", "결제"),
        ("솔라피", "알림톡"),
        ("AWS", "서버"),
    ]
    assert declaration.third_parties == ()
    assert declaration.unplaced == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "회사는 (주)알리고에 문자 발송 업무를, 기프티쇼에 상품권 배송 업무를 위탁하고 있습니다.",
        "회사는 (주)알리고에게 문자 발송을, 기프티쇼에게 상품권 배송을 각각 위탁합니다.",
    ],
)
def test_a_sentence_that_names_processors_before_their_tasks(sentence, read):
    declaration = read(
        f"1. 수집하는 개인정보 항목\n- 회원가입: 이름\n2. 개인정보 처리의 위탁\n{sentence}\n"
    )
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("(주)알리고", "문자 발송"),
        ("기프티쇼", "상품권 배송"),
    ]


@pytest.mark.parametrize(
    ("introduction", "controller"),
    [
        (
            '산책(이하 "서비스")을 운영하는 (주)걸음마다(이하 "회사")는 정보를 보호합니다.',
            "(주)걸음마다",
        ),
        ("반찬 구독 '한그릇'을 만드는 (주)한그릇컴퍼니입니다.", "(주)한그릇컴퍼니"),
    ],
)
def test_the_controller_is_who_runs_the_service(introduction, controller, read):
    declaration = read(f"개인정보 처리방침\n{introduction}\n수집하는 항목\n- 회원가입: 이름\n")
    assert declaration.policy.controller == controller


def test_how_data_is_collected_and_when_is_one_point(collect):
    assert list(
        collect("2. 자동으로 수집되는 정보\n앱 이용 시 다음 정보가 자동으로 수집됩니다.\n- 쿠키\n")
    ) == [("automatic", "자동으로 수집되는 정보")]


# --- English ---------------------------------------------------------------------------------


def markdown(text, tmp_path, rulebook):
    path = tmp_path / "policy.md"
    path.write_text(text, encoding="utf-8")
    return read_policy_file(path, rulebook)


BY_ACTIVITY = """\
# Privacy Notice

Nordhus GmbH, Lindenstraße 12, 20095 Hamburg ("we") is the controller.

In force from 1 June 2025

## 1. Visiting our website

When you visit our website, our server automatically records the IP address and the browser type.

*Purpose:* security. *Legal basis:* Art. 6(1)(f) GDPR. *Storage period:* deleted after 14 days.

## 2. Customer account

To open an account we need your name and a password. Date of birth and phone number are optional.

- Purpose: management of your account
- Retention: until you delete your account

## 3. Orders

| Data | Purpose | Legal basis | Retention |
|---|---|---|---|
| Name, billing address | Performance of the contract | Art. 6(1)(b) GDPR | 10 years |

## 4. Newsletter

We process your e-mail address and, if you provide it, your first name.

## 5. Who receives your data

### Processors (Art. 28 GDPR)

- Hetzner Online GmbH – hosting
- Klaviyo, Inc., USA – newsletter dispatch

### Independent controllers

- DHL Paket GmbH and DPD GmbH receive your name to deliver your order.

## 6. Special categories of data

We do not process special categories of data such as health data or biometric data.
"""


def test_a_notice_whose_sections_are_what_people_do(tmp_path, rulebook):
    declaration = markdown(BY_ACTIVITY, tmp_path, rulebook)
    assert {p.label: [(i.item, i.required) for i in p.items] for p in declaration.collection} == {
        "Visiting our website": [("ip_address", True), ("device_info", True)],
        "Customer account": [
            ("name", True),
            ("password", True),
            ("birth_date", False),
            ("phone", False),
        ],
        "Orders": [("name", True), ("address", True)],
        "Newsletter": [("email", True), ("name", False)],
    }
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("Visiting our website", "P14D"),
        ("Customer account", None),
        ("Orders", "P10Y"),
    ]
    assert declaration.processors == (
        Processor(name="Hetzner Online GmbH", task="hosting"),
        Processor(name="Klaviyo, Inc.", task="newsletter dispatch", country="USA"),
    )
    assert [party.name for party in declaration.third_parties] == ["DHL Paket GmbH", "DPD GmbH"]
    assert [i.item for i in declaration.not_collected] == ["health", "biometric"]
    assert declaration.policy.controller == "Nordhus GmbH"
    assert declaration.policy.effective_date == dt.date(2025, 6, 1)
    assert declaration.unplaced == ()


CALIFORNIAN = """\
## 1. Information we collect

- Account information. When you create an account, we collect your first and last name. \
You may optionally provide a phone number.
- Job applicants. If you apply for a job, we collect your resume and, where permitted by law, \
demographic information such as gender.
- Device information, such as device type and operating system.
- Cookies and similar technologies, including pixels.

## 2. How we disclose information

- Service providers. Amazon Web Services (hosting), and Stripe (payments).
- Advertising partners. We share identifiers with Google and LinkedIn for advertising.

## 3. California privacy rights

| Category | Examples | Disclosed to | Sold |
|---|---|---|---|
| Identifiers | Name, email address | Service providers | No |
| Biometric information | Not collected | N/A | No |

## 4. Children

We do not knowingly collect personal information from them, such as names or email addresses.
"""


def test_a_policy_with_the_categories_of_california(tmp_path, rulebook):
    declaration = markdown(CALIFORNIAN, tmp_path, rulebook)
    assert {p.label: [(i.item, i.required) for i in p.items] for p in declaration.collection} == {
        "Account information": [("name", True), ("phone", False)],
        "Information we collect": [
            ("device_info", True),
            ("device_info", True),
            ("os_info", True),
            # Cookies, similar technologies and pixels.
            *[("cookie", True)] * 3,
        ],
        "Job applicants": [("education", True), ("gender", True)],
        "California privacy rights": [("name", True), ("email", True)],
    }
    assert {"signup", "recruitment"} < {point.point for point in declaration.collection}
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("Amazon Web Services", "hosting"),
        ("Stripe", "payments"),
    ]
    assert [party.name for party in declaration.third_parties] == ["Google", "LinkedIn"]
    assert [i.item for i in declaration.not_collected] == ["biometric"]


# --- and more of them -------------------------------------------------------------------------


def test_kinds_of_members_stand_above_their_points(collect):
    assert list(
        collect(
            "제1장 개인정보의 수집·이용\n1. 개인회원\n일반 가입\n- 필수: 이름\n이력서 등록\n"
            "- 필수: 사진\n2. 기업회원\n가입 시\n- 필수: 회사명\n"
        )
    ) == [
        ("point-1", "개인회원 일반 가입"),
        ("recruitment", "개인회원 이력서 등록"),
        ("signup", "기업회원 가입 시"),
    ]


def test_a_box_of_labels_is_a_summary(read):
    declaration = read(
        "주요 개인정보 처리 표시(라벨링)\n- 일반 개인정보 수집\n성명, 연락처 등\n"
        "- 개인정보의 보유기간\n2년~준영구\n- 처리위탁\n(주)누리 외\n"
        "제1조(처리하는 개인정보의 항목)\n- 회원가입: 이름\n"
    )
    assert [p.point for p in declaration.collection] == ["signup"]
    assert declaration.unplaced == ()


def test_kinds_of_recipients_are_named_before_what_they_get(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n- 회원가입: 이름\n2. 개인정보 제공 및 공유\n"
        "가. 국민건강보험공단: 요양급여비용 청구\n나. 타 의료기관: 진료 의뢰\n"
        "다. 보험회사: 실손보험 청구\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("국민건강보험공단", "요양급여비용 청구"),
        ("타 의료기관", "진료 의뢰"),
        ("보험회사", "실손보험 청구"),
    ]


def test_a_japanese_policy(read):
    declaration = read(
        "プライバシーポリシー\n株式会社さくら旅行（以下「当社」といいます。）は、個人情報を取り扱います。\n"
        "第1条（取得する情報）\n1. 会員登録時\n・旅行者の氏名、緊急連絡先\n"
        "2. お問い合わせ時\n・氏名\n"
        "第2条（保存期間）\n・会員情報：退会後1年間\n・取引に関する記録：7年間\n"
    )
    assert (declaration.policy.title, declaration.policy.controller) == (
        "プライバシーポリシー",
        "株式会社さくら旅行",
    )
    assert [(p.point, [i.item for i in p.items]) for p in declaration.collection] == [
        ("signup", ["name", "phone"]),
        ("support", ["name"]),
    ]
    assert [(r.record, r.label, r.period) for r in declaration.retention] == [
        ("account", "会員情報", "P1Y"),
        ("record-2", "取引に関する記録", "P7Y"),
    ]


def test_headings_that_are_sentences(read):
    declaration = read(
        "개인정보를 수집합니다\n[계정]\n필수 : 이메일\n개인정보를 이용합니다\n- 회원 식별\n"
        "개인정보를 제공합니다\n회사는 제3자에게 제공하지 않습니다.\n"
        "개인정보 처리를 위탁합니다\n(주)가나 - 고객센터 운영\n개인정보를 파기합니다\n"
        "인쇄물은 분쇄하여 파기합니다.\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["email"]
    assert [purpose.label for purpose in declaration.purposes] == ["회원 식별"]
    assert declaration.processors == (Processor(name="(주)가나", task="고객센터 운영"),)
    assert declaration.destruction.methods == ("인쇄물은 분쇄하여 파기합니다.",)


def test_rows_that_say_what_their_last_cell_is(tmp_path, rulebook):
    path = tmp_path / "policy.html"
    path.write_text(
        "<h4>1. 개인정보 수집 항목 및 목적</h4><table>"
        "<tr><td rowspan=3>수강 등록</td><td>수집 항목</td><td>학생 이름, 학년</td></tr>"
        "<tr><td>수집 목적</td><td>출결 안내</td></tr>"
        "<tr><td>보유 기간</td><td>퇴원 후 1년</td></tr>"
        "<tr><td rowspan=2>교육비 결제</td><td>수집 항목</td><td>카드번호</td></tr>"
        "<tr><td>보유 기간</td><td>5년</td></tr></table>",
        encoding="utf-8",
    )
    declaration = read_policy_file(path, rulebook)
    assert {p.label: [i.item for i in p.items] for p in declaration.collection} == {
        "수강 등록": ["name", "education"],
        "교육비 결제": ["credit_card"],
    }
    assert [(p.label, p.text) for p in declaration.purposes] == [("수강 등록", "출결 안내")]
    assert [(r.label, r.period) for r in declaration.retention] == [
        ("수강 등록", "P1Y"),
        ("교육비 결제", "P5Y"),
    ]
    assert declaration.unplaced == ()


def test_a_list_that_says_when_each_part_is_collected(collect):
    assert collect(
        "수집하는 개인정보\n[유료서비스 이용 시]\n"
        "필수 : 신용카드 결제 시: 카드번호, 카드사명 등 / 계좌이체 시: 예금주명, 계좌번호 등\n"
    ) == {
        ("purchase", "유료서비스 이용 시"): [
            ("credit_card", "카드번호", True),
            ("credit_card", "카드사명", True),
            ("name", "예금주명", True),
            ("bank_account", "계좌번호 등", True),
        ]
    }


def test_what_usage_data_may_include(collect):
    (items,) = collect(
        "Information we collect\nIt may include your device's IP address, browser type, and the "
        "time and date of your visit.\n"
        "We collect precise location only while you record a workout.\n"
    ).values()
    assert [item for item, _, _ in items] == [
        "ip_address",
        "device_info",
        "usage_record",
        "location",
    ]


def test_recipients_with_a_clause_behind_them(read):
    declaration = read(
        "Information we collect\n- your name\nWho do we share your information with?\n"
        "- HMRC, for tax claims\n- JustGiving and Stripe, who process donations for us\n"
    )
    assert [(p.name, p.purpose) for p in declaration.third_parties] == [
        ("HMRC", "for tax claims"),
        ("JustGiving", "who process donations for us"),
        ("Stripe", "who process donations for us"),
    ]


def test_one_sentence_says_how_long_what_is_below_is_kept(read):
    declaration = read(
        ITEMS_AND_PERIODS + "1) 아래 정보는 탈퇴일부터 최대 1년간 보관 후 파기합니다.\n"
        "- 탈퇴 안내 이메일 주소\n- 서비스 부정이용 기록\n2) 권리침해 신고 관련 기록: 3년\n"
        "개인정보 보호책임자 : 문채원 / 소속 : 보호팀\n"
    )
    assert kept(declaration) == [
        ("record-1", "탈퇴 안내 이메일 주소", "P1Y", "탈퇴일부터", None),
        ("abusive_use", "서비스 부정이용 기록", "P1Y", "탈퇴일부터", None),
        ("record-3", "권리침해 신고 관련 기록", "P3Y", None, None),
    ]
    assert declaration.unplaced == ()


def test_a_part_of_a_number_and_a_joint_behind_latin_letters(collect):
    (items,) = collect("수집하는 개인정보\n- 카드번호 앞 6자리·뒤 4자리, 접속 IP와 쿠키\n").values()
    assert [(item, label) for item, label, _ in items] == [
        ("credit_card", "카드번호 앞 6자리·뒤 4자리"),
        ("ip_address", "접속 IP"),
        ("cookie", "쿠키"),
    ]


def test_an_event_does_not_say_of_what(read):
    declaration = read(ITEMS_AND_PERIODS + "사건 기록은 사건 종결 후 5년간 보관합니다.\n")
    assert kept(declaration) == [("record-1", "사건 기록", "P5Y", "사건 종결 후", None)]


def test_no_country_and_no_sentence_is_a_processor(read):
    declaration = read(
        "1. 수집하는 개인정보 항목\n- 회원가입: 이름\n2. 개인정보 처리의 위탁\n"
        "- ㈜스티비 : 이메일 발송\n"
        "거부는 고객센터로 요청하실 수 있습니다. 이전 항목: 이메일, 이름\n"
    )
    assert declaration.processors == (Processor(name="㈜스티비", task="이메일 발송"),)


def test_those_who_perform_services_are_processors(read):
    declaration = read(
        "Personal information we collect\n"
        "We obtain your credit score and credit history from bureaus.\n"
        "How we share personal information\n"
        "We share it with companies that perform services for us, such as Fiserv (core banking) "
        "and Twilio (text messages).\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["income", "income"]
    assert [(p.name, p.task) for p in declaration.processors] == [
        ("Fiserv", "core banking"),
        ("Twilio", "text messages"),
    ]
    assert declaration.third_parties == ()


@pytest.mark.parametrize(
    "text",
    [
        "8. 책임자\n- 개인정보 보호책임자: 남도현 (privacy@flow.example, 02-000-0000)\n",
        "개인정보 보호책임자 : 문채원 / 메일 : privacy@flow.example / 전화 : 02-000-0000\n",
    ],
)
def test_an_officer_below_a_short_heading_or_none(text, read):
    officer = read("7. 수집하는 개인정보 항목\n- 회원가입: 이름\n" + text).officer
    assert officer.role == "개인정보 보호책임자"
    assert set(officer.channels) == {"phone", "email"}


def test_records_of_transactions_and_a_heading_on_children(read):
    declaration = read(
        "Personal information we collect\nWe keep records of your transactions and card usage.\n"
        "How long we keep it\nWeb logs are retained for 18 months.\nChildren\n"
        "We do not knowingly collect data from children under 13.\n"
    )
    assert [i.item for p in declaration.collection for i in p.items] == ["payment_record"] * 2
    assert declaration.unplaced == ()


def test_a_title_marked_as_a_heading_does_not_hide_the_numbers_below(tmp_path, rulebook):
    declaration = markdown(
        "# Privacy Notice\n\n## 1. What we collect\n\n- your name\n\n"
        "## 2. International transfers\n\n"
        "- Acme Ltd – hosting\n\n## 3. Cookies\n\nWe use them.\n\n## 4. Security\n\n"
        "- We encrypt data.\n\n## 5. Changes\n\nWe tell you.\n",
        tmp_path,
        rulebook,
    )
    assert declaration.safety == ("We encrypt data.",)
    assert [party.name for party in declaration.processors] == ["Acme Ltd"]
    assert declaration.unplaced == ()


def test_an_event_keeps_its_alternatives(read):
    declaration = read(ITEMS_AND_PERIODS + "- 마케팅 : 동의 철회 시 또는 거래 종료 후 3개월\n")
    assert kept(declaration)[0][3] == "동의 철회 시 또는 거래 종료 후"
