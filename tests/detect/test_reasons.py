"""What a finding says of itself, with the real rules on made-up columns: every wording once."""

import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from pii_scan.detect.evidence import Evidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.detect.recognizers import load_recognizers
from pii_scan.model import Field, Sample
from pii_scan.rulebook import load_rulebook

EMAILS = [f"user{n}@example.com" for n in range(50)]
BLOCKS = ["aGVsbG8gd29ybGQ1MjM0NTY3ODkw" + f"{n:04d}" for n in range(20)]
NAMES = """
김민준 이서연 박지훈 최수빈 정하윤 강도윤 조예은 윤지우 장서준 임채원 한지민 오승현 서유진 신동현
권나연 황인호 안소희 송민서 류현우 홍길동 전미선 고은비 문재원 남궁민 허준 선우진 제갈량 탁재훈
""".split()
CARD = "4111 1111 1111 1111"


def _luhn(body: str) -> str:
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def _cards(count: int) -> list[str]:
    dice = random.Random(1)
    return [_luhn("4" + "".join(dice.choices("0123456789", k=14))) for _ in range(count)]


def _refused(count: int) -> list[str]:
    return [card[:-1] + str((int(card[-1]) + 1) % 10) for card in _cards(count)]


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="module")
def recognizers(rulebook):
    return load_recognizers(rulebook.rules)


@pytest.fixture
def judged(rulebook, recognizers):
    """Findings, however unsure, of one table of Field or name → values."""

    def findings(columns, table="t", rules=rulebook.rules):
        names = name_reader(rulebook)
        samples = [
            Sample(
                replace(column, path=(table, *column.path))
                if isinstance(column, Field)
                else Field("db", (table, column)),
                Counter(values),
            )
            for column, values in columns.items()
        ]
        evidence = Evidence(rules, names.items_named, lambda: recognizers)
        evidence.add(samples)
        found = Judge(rulebook.items, rules, names).findings(evidence.results(), 0.0)
        return {(finding.field.name, finding.item): finding for finding in found}

    return findings


def _column(name, kind=None, comment=None):
    return Field("db", (name,), kind, None, comment)


def _both(finding):
    return [(reason.message, reason.message_ko) for reason in finding.reasons]


NAMED = {
    "strong": (
        ({"mb_hp": []}, "members", "mb_hp", "phone"),
        'name: "mb hp" names it',
        '필드명: "mb hp", 항목을 그대로 가리킴',
    ),
    "comment": (
        ({_column("c7", comment="우편번호 (5자리)"): []}, "t", "c7", "postal_code"),
        'comment: "우편번호" names it',
        '필드 설명: "우편번호", 항목을 그대로 가리킴',
    ),
    "type": (
        ({_column("source", "inet"): []}, "t", "source", "ip_address"),
        'type: "inet" is made for it',
        '자료형: "inet", 이 항목을 담는 자료형',
    ),
    "place": (
        ({"number": []}, "phone_numbers", "number", "phone"),
        'name: "number" in "phone numbers"',
        '필드명: "phone numbers" 안의 "number"',
    ),
    "in is a word of the name": (
        ({"person_in_charge": []}, "members", "person_in_charge", "name"),
        'name: "person in charge" is a person\'s by the words around it',
        '필드명: "person in charge", 주변의 말(테이블 이름 등)로 보아 사람에 관한 것',
    ),
    "person": (
        ({"name": []}, "members", "name", "name"),
        'name: "name" is a person\'s by the words around it',
        '필드명: "name", 주변의 말(테이블 이름 등)로 보아 사람에 관한 것',
    ),
    "people beside it": (
        ({"name": [], "email": []}, "t_a01", "name", "name"),
        'name: "name" is a person\'s, as email address stands beside it',
        "필드명: \"name\", 같은 곳에 '이메일 주소' 항목이 있어 사람에 관한 것으로 봄",
    ),
    "neighbour": (
        ({"line1": [], "postcode": []}, "t", "line1", "address"),
        'name: "line 1" means it beside postal code',
        "필드명: \"line 1\", 같은 곳에 '우편번호' 항목이 있어 이 항목으로 봄",
    ),
    "other meaning": (
        ({"user_name": [], "login_id": []}, "t", "user_name", "name"),
        'name: "user name" is not user ID here: that is another field',
        "필드명: \"user name\", '유저ID' 항목은 다른 필드에 있으므로 다른 뜻임",
    ),
    "unknown words": (
        ({"email_constraint": EMAILS}, "t", "email_constraint", "email"),
        'name: "email" may mean it, but words beside it are not known',
        '필드명: "email", 단 함께 쓰인 말의 뜻을 모름',
    ),
    "common": (
        ({"name": NAMES}, "t_a01", "name", "name"),
        'name: "name" may mean it, but nothing tells whose it is',
        '필드명: "name", 단 사람에 관한 것인지 알 수 없음',
    ),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_name_says_what_it_is_and_what_made_it_count(judged, case):
    (columns, table, name, item), message, message_ko = NAMED[case]
    assert _both(judged(columns, table)[name, item])[0] == (message, message_ko)


VALUES = {
    "a check without luck, one value": (
        {"birth_date": ["1990-01-02"]},
        ("birth_date", "birth_date"),
        "values: 1 of 1 has the form birth_date and passes its check",
        "값: 1건 중 1건이 생년월일 형식(birth_date)이고 검증을 통과",
    ),
    "without a check": (
        {"password": ["$2b$12$" + "abcdefghijklmnopqrstuv" + f"{n:031d}" for n in range(3)]},
        ("password", "password"),
        "values: 3 of 3 have the form password_hash",
        "값: 3건 중 3건이 비밀번호 형식(password_hash)",
    ),
    "a check without luck, many values": (
        {"c1": EMAILS},
        ("c1", "email"),
        "values: 50 of 50 have the form email and pass its check",
        "값: 50건 중 50건이 이메일 주소 형식(email)이고 검증을 통과",
    ),
    "all pass": (
        {"c1": _cards(1200)},
        ("c1", "credit_card"),
        (
            "values: 1,200 of 1,200 have the form credit_card; all 1,200 different ones pass its "
            "check, as 10% of look-alikes would"
        ),
        (
            "값: 1,200건 중 1,200건이 신용카드 정보 형식(credit_card); 서로 다른 값 1,200개가 모두 "
            "검증을 통과(모양만 같은 값도 10%는 통과)"
        ),
    ),
    "the only one passes": (
        {"c1": [CARD, "x"]},
        ("c1", "credit_card"),
        "values: 1 of 2 has the form credit_card; it passes its check, as 10% of look-alikes would",
        (
            "값: 2건 중 1건이 신용카드 정보 형식(credit_card); "
            "검증을 통과(모양만 같은 값도 10%는 통과)"
        ),
    ),
    "one that is repeated": (
        {"c1": [CARD] * 5},
        ("c1", "credit_card"),
        (
            "values: 5 of 5 have the form credit_card; all are the same, which passes its check, "
            "as 10% of look-alikes would"
        ),
        (
            "값: 5건 중 5건이 신용카드 정보 형식(credit_card); "
            "검증을 통과(모양만 같은 값도 10%는 통과)"
        ),
    ),
    "look-alikes among them": (
        {"c1": [*_cards(10), *_refused(5)]},
        ("c1", "credit_card"),
        (
            "values: 10 of 15 have the form credit_card; 10 of 15 different ones pass its check, "
            "as 10% of look-alikes would, so some may be luck"
        ),
        (
            "값: 15건 중 10건이 신용카드 정보 형식(credit_card); 서로 다른 값 15개 중 10개가 "
            "검증을 통과(모양만 같은 값도 10%는 통과하므로 일부는 우연일 수 있음)"
        ),
    ),
    "too few look-alikes to matter": (
        {"c1": [*_cards(500), *_refused(1)]},
        ("c1", "credit_card"),
        (
            "values: 500 of 501 have the form credit_card; 500 of 501 different ones pass its "
            "check, as 10% of look-alikes would"
        ),
        (
            "값: 501건 중 500건이 신용카드 정보 형식(credit_card); 서로 다른 값 501개 중 500개가 "
            "검증을 통과(모양만 같은 값도 10%는 통과)"
        ),
    ),
    "a whole column": (
        {"c1": NAMES},
        ("c1", "name"),
        (
            "values: 26 of 28 have the form korean_name and fill the column; 21 of 26 different "
            "ones pass its check, as 10% of look-alikes would, so some may be luck"
        ),
        (
            "값: 28건 중 26건이 이름 형식(korean_name)으로 컬럼을 채움; 서로 다른 값 26개 중 "
            "21개가 검증을 통과(모양만 같은 값도 10%는 통과하므로 일부는 우연일 수 있음)"
        ),
    ),
}


@pytest.mark.parametrize("case", VALUES)
def test_values_say_how_many_and_what_their_check_is_worth(judged, case):
    columns, place, message, message_ko = VALUES[case]
    assert _both(judged(columns)[place])[-1] == (message, message_ko)


def test_a_check_that_does_not_count_beside_a_name_is_not_told(judged):
    """탁재훈 is a name by its form alone: the name of the column makes up for the check."""
    finding = judged({"name": ["탁재훈"]}, "members")["name", "name"]
    assert finding.confidence > 0.6
    assert finding.reasons[-1].message == "values: 1 of 1 has the form korean_name"


def test_the_rule_with_most_matches_speaks_first(judged):
    phones = [f"+44 20 7946 0{n:03d}" for n in range(5)] + [f"010-1234-{n:04d}" for n in range(20)]
    reasons = judged({"phone": phones})["phone", "phone"].reasons
    assert [re.findall(r"form (\w+)", reason.message) for reason in reasons] == [
        [],
        ["phone_kr"],
        ["phone_international"],
    ]


def test_a_name_that_speaks_against_it_is_told_once(judged):
    both = ["203.0.113.7", "10.0.0.1"]
    finding = judged({"app_version": both})["app_version", "ip_address"]
    assert len(finding.identifiers) == 2
    assert finding.confidence < 0.5
    assert _both(finding)[2:] == [
        ('name: "version" speaks against it', '필드명: "version", 이 항목이 아니라고 볼 말')
    ]
    said = judged({_column("version", comment="접속 IP"): both})["version", "ip_address"].reasons
    assert "against" not in str(said)


def test_a_column_that_proves_too_few_for_real_values_says_so(judged, rulebook):
    rule = rulebook.rules["korean_name"]
    strict = rule.identifier.model_copy(update={"proves": 0.9})
    rules = {**rulebook.rules, "korean_name": replace(rule, identifier=strict)}
    as_it_is, stricter = judged({"c1": NAMES}), judged({"c1": NAMES}, rules=rules)
    assert stricter["c1", "name"].confidence < as_it_is["c1", "name"].confidence
    assert _both(stricter["c1", "name"])[-1] == (
        (
            "values: the check proves 21 of 26 different ones, where it would prove at least 90% "
            "of real ones"
        ),
        "값: 서로 다른 값 26개 중 21개만 확인됨(실제 값이면 90% 이상)",
    )


BY_NAME = {
    "no values": (
        {"email": []},
        ("email", "email"),
        "by name only: there are no values",
        "필드명만으로 판단: 값이 없음",
    ),
    "no values, by type": (
        {_column("source", "inet"): []},
        ("source", "ip_address"),
        "by type only: there are no values",
        "자료형만으로 판단: 값이 없음",
    ),
    "encrypted": (
        {"phone_enc": [*BLOCKS, "x"]},
        ("phone_enc", "phone"),
        "by name only: 20 of 21 values look encrypted or hashed",
        "필드명만으로 판단: 값 21건 중 20건이 암호문이나 해시로 보임",
    ),
    "no rule for the item": (
        {"nickname": ["a", "b"]},
        ("nickname", "nickname"),
        "by name only: no rule recognises values of nickname",
        "필드명만으로 판단: '닉네임' 값을 알아보는 규칙이 없음",
    ),
    "no form but hashes": (
        {"password": ["hunter2", "qwerty1", BLOCKS[0]]},
        ("password", "password"),
        (
            "by name only: 2 of 3 values are neither hashed nor encrypted, and password has no "
            "other form"
        ),
        (
            "필드명만으로 판단: 값 3건 중 2건이 해시도 암호문도 아니며, "
            "'비밀번호' 값은 다른 형식이 없음"
        ),
    ),
    "no known form": (
        {_column("c7", comment="주소"): ["x", "y"]},
        ("c7", "address"),
        "by comment only: none of the 2 values has a known form of address, which may have others",
        "필드 설명만으로 판단: 값 2건 중 알려진 '주소' 형식이 없음(다른 형식도 있을 수 있음)",
    ),
    "all forms known": (
        {"birth_date": ["blue", "green"]},
        ("birth_date", "birth_date"),
        "against it: none of the 2 values has a form of birth date, and all its forms are known",
        "반대 근거: 값 2건 중 '생년월일' 형식이 없음(모든 형식이 알려진 항목)",
    ),
    "one value": (
        {"birth_date": ["blue"]},
        ("birth_date", "birth_date"),
        "against it: the one value does not have a form of birth date, and all its forms are known",
        "반대 근거: 값 1건 중 '생년월일' 형식이 없음(모든 형식이 알려진 항목)",
    ),
    "one encrypted value": (
        {"phone_enc": BLOCKS[:1]},
        ("phone_enc", "phone"),
        "by name only: the one value looks encrypted or hashed",
        "필드명만으로 판단: 값 1건 중 1건이 암호문이나 해시로 보임",
    ),
    "values of something else": (
        {"pwd": ["/home/kim", "/tmp", "hunter2"]},
        ("pwd", "password"),
        "against it: 2 of 3 values are clearly something else",
        "반대 근거: 값 3건 중 2건이 분명히 다른 종류의 값",
    ),
    "tokens": (
        {"jumin_no": ["tok_1a2b3c4d5e", "tok_9f8e7d6c5b"]},
        ("jumin_no", "resident_registration_number"),
        "by name only: all 2 values look like tokens that stand for it",
        "필드명만으로 판단: 값 2건 중 2건이 값을 대신하는 토큰으로 보임",
    ),
    "masked": (
        {"password": ["[FILTERED]", "********"]},
        ("password", "password"),
        "by name only: all 2 values are masked out",
        "필드명만으로 판단: 값 2건이 모두 가려져 있음",
    ),
    "inside": (
        {"cookie": [], "cookie.a": ["x"]},
        ("cookie", "cookie"),
        "by name only: its values are those of the fields inside it",
        "필드명만으로 판단: 값은 이 필드 안의 필드에 있음",
    ),
    "words for yes and no": (
        {"email": ["Y", "N"]},
        ("email", "email"),
        "against it: all 2 values are words for yes, no or nothing",
        "반대 근거: 값 2건이 모두 예, 아니요, 없음을 뜻하는 말",
    ),
}


@pytest.mark.parametrize("case", BY_NAME)
def test_a_name_alone_says_why_no_value_speaks_for_it(judged, case):
    columns, place, message, message_ko = BY_NAME[case]
    assert _both(judged(columns)[place])[-1] == (message, message_ko)


def test_a_password_by_its_values_says_so(judged):
    finding = judged({"pass": ["Secret!1x", "Secret!2x"]})["pass", "password"]
    assert _both(finding)[0] == (
        'name: "pass" means it by how its values are built',
        '필드명: "pass", 값의 구성으로 보아 이 항목',
    )


def test_what_could_not_be_read_is_not_called_empty(rulebook):
    names = name_reader(rulebook)
    fields = [Field("db", ("public", table, "email")) for table in ("secret", "empty")]
    evidence = Evidence(rulebook.rules, names.items_named, lambda: None)
    evidence.add(Sample(field, {}) for field in fields)
    judge = Judge(rulebook.items, rulebook.rules, names)
    found = judge.findings(evidence.results(), 0.5, {("db", "public.secret")})
    assert [_both(finding)[-1] for finding in found] == [
        (
            "by name only: its values were not read: see what was skipped",
            "필드명만으로 판단: 값을 읽지 못함(읽지 못한 대상 참조)",
        ),
        ("by name only: there are no values", "필드명만으로 판단: 값이 없음"),
    ]


def test_what_stands_inside_a_field_is_not_told_of_the_field_as_well(judged):
    phones = [f"010-2345-{n}" for n in range(1000, 1050)]
    found = judged({"phones": [], "phones.[]": phones, "headers": [], "headers.cookie": []})
    assert ("phones.[]", "phone") in found
    assert ("phones", "phone") not in found


def test_what_has_no_rule_is_not_spoken_against_by_its_values(judged, rulebook):
    """All forms of a phone number are known only as long as the rules for them are on."""
    place, columns = ("phone", "phone"), {"phone": ["blue", "green"]}
    without = {i: rule for i, rule in rulebook.rules.items() if rule.identifier.item != "phone"}
    assert judged(columns)[place].confidence < 0.5
    finding = judged(columns, rules=without)[place]
    assert finding.confidence > 0.5
    assert finding.reasons[-1].message == "by name only: no rule recognises values of phone number"


@pytest.mark.parametrize("columns", [case[0] for case in (*VALUES.values(), *BY_NAME.values())])
def test_no_value_is_in_a_reason(judged, columns):
    for finding in judged(columns).values():
        said = str(finding.reasons)
        for value in {value for values in columns.values() for value in values if len(value) > 1}:
            assert value not in said


def test_a_value_in_a_name_is_not_in_a_reason(judged):
    findings = judged({"phone 010-1234-5678": ["010-1234-5678"]})
    assert findings
    assert "5678" not in str([finding.reasons for finding in findings.values()])
