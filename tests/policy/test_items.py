import unicodedata

import pytest

from pii_scan.policy.items import need_of, read_items, split_at_commas
from pii_scan.policy.lexicon import key_of


def as_read(text, lexicon):
    return [(word.text, word.item) for word in read_items(text, lexicon)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("성명，이메일、주소", ["name", "email", "address"]),
        ("이름/이메일·주소ㆍ국가", ["name", "email", "address", "country"]),
        ("이름 및 주소", ["name", "address"]),
        ("이름과 주소", ["name", "address"]),
        ("이름 이메일 전화번호", ["name", "email", "phone"]),
        ("이름/생년월일/CI/DI", ["name", "birth_date", "connecting_information"]),
        ("은행명 및 계좌번호", ["bank_account"]),
        ("이용자의 이름, 담당자 이메일", ["name", "email"]),
        ("이메일 주소 등", ["email"]),
        ("이메일, 휴대폰번호 중 하나", ["email", "phone"]),
        ("이메일 또는 휴대폰번호 중 택1", ["email", "phone"]),
        ("문의자 정보(이름, 이메일, 휴대폰번호 중 선택된 연락수단)", ["name", "email", "phone"]),
        ("근무지 연락처, 근무지(학교)주소", ["phone", "address"]),
        ("Usage patterns within the application", ["usage_record"]),
        ("SMS message content sent to your relatives", ["chat_message"]),
        ("E-MAIL, ｅｍａｉｌ", ["email", "email"]),
        ("연락처(회사, 자택)", ["phone"]),
        ("연계정보(CI), 운영체제(OS)", ["connecting_information", "os_info"]),
        ("결제정보(카드번호, 계좌번호)", ["credit_card", "bank_account"]),
        ("your email addresses, and phone numbers", ["email", "phone"]),
        ("없음", []),
        ("해당 없음", []),
    ],
)
def test_words_of_a_list_are_items(text, expected, lexicon):
    assert [item for _, item in as_read(text, lexicon)] == expected


def test_a_decomposed_word_is_the_same_word(lexicon):
    assert lexicon.item(unicodedata.normalize("NFD", "이메일 주소")) == "email"


@pytest.mark.parametrize(
    "word",
    ["이메일 인증 여부", "닉네임색", "전화국", "주소록", "나", "정보", "회원", "개인정보", "의"],
)
def test_a_word_that_only_contains_an_item_is_none(word, lexicon):
    assert as_read(word, lexicon) == [(word, None)]


def test_unknown_words_come_back_as_they_are_written(lexicon):
    assert as_read("이름, 좋아하는 색, 혈액 및 별자리", lexicon) == [
        ("이름", "name"),
        ("좋아하는 색", None),
        ("혈액 및 별자리", None),
    ]
    assert as_read("기본정보(이름, 별자리)", lexicon) == [
        ("기본정보(이름, 별자리)", None),
        ("이름", "name"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("이름, 전화번호(선택)", [("이름", None), ("전화번호", False)]),
        ("이름, 전화번호（선택사항）", [("이름", None), ("전화번호", False)]),
        ("(선택) 이름, 전화번호", [("이름", False), ("전화번호", False)]),
        ("[필수] 이름 [선택] 전화번호", [("이름", True), ("전화번호", False)]),
        ("필수: 이름 / 선택: 전화번호", [("이름", True), ("전화번호", False)]),
        ("필수항목 : 이름 선택항목 : 전화번호", [("이름", True), ("전화번호", False)]),
        ("name, phone (optional)", [("name", None), ("phone", False)]),
    ],
)
def test_what_is_required_is_read_beside_the_word_or_before_the_list(text, expected, lexicon):
    assert [(word.text, word.required) for word in read_items(text, lexicon)] == expected


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("접속 IP(공인, 사설) 정보", ("public", "private")),
        ("접속 IP (공인/사설)", ("public", "private")),
        ("공인 IP", ("public",)),
        ("접속 IP", ()),
    ],
)
def test_scopes_of_an_address(text, scopes, lexicon):
    (word,) = read_items(text, lexicon)
    assert (word.item, word.scopes) == ("ip_address", scopes)


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("필수", True),
        ("필수 수집 정보", True),
        ("필수항목", True),
        ("선택적 수집항목", False),
        ("선택", False),
        ("Optional", False),
        ("회원가입 필수항목", None),
        ("필수품", None),
    ],
)
def test_words_for_required_and_optional(words, need):
    assert need_of(words) is need


def test_brackets_that_do_not_close_hide_no_comma():
    assert split_at_commas("가(나, 다") == ["가(나", "다"]
    assert split_at_commas("가(나, 다), 라") == ["가(나, 다)", "라"]


def test_no_word_means_two_items(rulebook):
    meanings = {}
    for item_id, item in rulebook.items.items():
        for word in item.policy:
            meanings.setdefault(key_of(word), set()).add(item_id)
    assert {word: ids for word, ids in meanings.items() if len(ids) > 1} == {}


def test_no_word_means_two_points_or_two_kinds_of_record(rulebook):
    for entries in (rulebook.points, rulebook.record_kinds):
        meanings = {}
        for id_, entry in entries.items():
            for word in entry.words:
                meanings.setdefault(key_of(word), set()).add(id_)
        assert {word: ids for word, ids in meanings.items() if len(ids) > 1} == {}


def test_every_point_is_found_by_each_of_its_words(rulebook, lexicon):
    wrong = {
        word: lexicon.point(word)
        for id_, point in rulebook.points.items()
        for word in point.words
        if lexicon.point(word) != id_
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("label", "point"),
    [
        ("홈페이지 회원가입 및 관리", "signup"),
        ("이벤트 응모 시", "event"),
        ("서비스 이용 과정에서 자동으로 생성되는 정보", "service_use"),
        ("제품 이용 신청 시", "product_request"),
        ("고객지원 문의 시", "support"),
        ("신용카드 결제 시", "purchase"),
        ("만 14세 미만 아동 회원가입 시", "minors"),
        ("결제 및 배송", None),
        ("그 밖의 때", None),
    ],
)
def test_a_label_with_words_of_two_points_is_neither(label, point, lexicon):
    assert lexicon.point(label) == point


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("단말기 고유식별자", "device_id"),
        ("카드 비밀번호 앞 2자리", "card_pin"),
        ("주민등록번호 앞 6자리", "birth_date"),
        ("주민등록번호 앞 7자리", "resident_registration_number"),
        ("CCTV 영상정보", "photo"),
        ("개인신용평점", "income"),
        ("가족력", "health"),
        ("first and last name", "name"),
        ("resume", "education"),
    ],
)
def test_words_that_only_whole_mean_their_item(words, item, lexicon):
    assert as_read(words, lexicon) == [(words, item)]


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("error logs", "usage_record"),
        ("store email", "email"),
        ("Shopify access tokens", "session_token"),
        ("push notification token", "device_id"),
        ("GitHub profile links", "social_account"),
        ("name of your employer", "company_name"),
        ("카드소유자 이름", "name"),
        ("아버지 직업", "job"),
        ("그 법정대리인의 이름", "name"),
        ("결제 완료 여부", "payment_record"),
    ],
)
def test_words_of_policies_that_were_new(words, item, lexicon):
    assert lexicon.item(words) == item


@pytest.mark.parametrize("words", ["file name", "domain name", "app store", "Shopify store ID"])
def test_words_in_front_make_no_item_of_another_thing(words, lexicon):
    assert lexicon.item(words) is None
