"""From values and names to findings, with the real rules on made-up columns."""

import itertools
import random
import uuid

import pytest

from pii_scan.detect.confidence import checked
from pii_scan.model import Field


def _luhn(body: str) -> str:
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(body))
    )
    return body + str(-total % 10)


def _cards(count: int) -> list[str]:
    dice = random.Random(1)
    return [_luhn("4" + "".join(dice.choices("0123456789", k=14))) for _ in range(count)]


def test_values_alone_prove_an_address_under_an_opaque_name(find):
    emails = [f"user{n}@example.com" for n in range(50)]
    finding = find({"c1": emails})["c1", "email"]
    assert finding.confidence >= 0.9
    assert (finding.matched, finding.sampled, finding.distinct) == (50, 50, 50)
    assert "user1@" not in repr(finding)


NAMES = """
김민준 이서연 박지훈 최수빈 정하윤 강도윤 조예은 윤지우 장서준 임채원 한지민 오승현 서유진 신동현
권나연 황인호 안소희 송민서 류현우 홍길동 전미선 고은비 문재원 남궁민 허준 선우진 제갈량 탁재훈
""".split()
# Words that begin with a surname and are built like a name.
NOUNS = """
고객명 이용자 이메일 정상인 고시원 유효한 강아지 신문지 이민자 노하우 한정식 국어 수학 영어 도덕
인사팀 개발팀 마케팅 고객팀 서울 부산 대구 인천 강남 서초 송파 강남구 서초구 양천구 성동구
주문서 구매자 방문자 신청서 지원금 조회수 전송량 정기권 배송비 원산지 소비자 차량명 공지
""".split()


def test_a_column_filled_with_korean_names_needs_no_name(find):
    finding = find({"c1": NAMES * 3})["c1", "name"]
    assert finding.confidence > 0.9
    assert finding.distinct == len(NAMES) - 2  # 남궁민 and 제갈량 are built otherwise
    assert finding.identifiers == ("korean_name",)


def test_a_column_whose_numbers_all_have_the_check_digit_needs_no_name(find):
    dice = random.Random(3)
    handsets = [_luhn("35" + "".join(dice.choices("0123456789", k=12))) for _ in range(30)]
    (finding,) = find({"c1": handsets}).values()
    assert (finding.item, finding.identifiers) == ("device_id", ("imei",))
    others = ["35" + "".join(dice.choices("0123456789", k=13)) for _ in range(300)]
    assert find({"c1": others}) == {}


def test_numbers_of_cards_are_no_numbers_of_handsets(find):
    dice = random.Random(4)
    cards = [_luhn("37" + "".join(dice.choices("0123456789", k=12))) for _ in range(30)]
    assert set(find({"c1": cards})) == {("c1", "credit_card")}


def test_a_column_filled_with_names_in_latin_letters_needs_no_name(find):
    first = ["James", "Mary", "Robert", "Linda", "Michael", "Susan", "David", "Karen", "Zebedee"]
    last = ["Smith", "Example", "O'Neil", "van Dyke"]
    names = [f"{one} {other}" for one in first for other in last]
    assert set(find({"c1": names})) == {("c1", "name")}
    streets = ["Maple Avenue", "Oak Hill", "New York", "Silver Line", "Blue Ocean", "Data Lake"]
    assert find({"c1": [f"{street} {n}" for street in streets for n in ("East", "West")]}) == {}


@pytest.mark.parametrize(
    "values", [NOUNS, NAMES[:8], [*NAMES[:12], *NOUNS], [f"{name}, 안녕하세요" for name in NAMES]]
)
def test_words_a_few_names_or_names_in_sentences_do_not_make_a_column_of_names(find, values):
    assert find({"c1": values}) == {}


def test_one_number_in_many_texts_is_reported_as_exactly_that(find):
    texts = [f"문의 드립니다 {n}번째 글" for n in range(999)] + ["제 번호는 900101-1234568입니다"]
    finding = find({"body": texts})["body", "resident_registration_number"]
    assert (finding.matched, finding.sampled, finding.distinct) == (1, 1000, 1)
    assert finding.confidence >= 0.6
    assert "900101" not in repr(finding)


def test_random_numbers_that_pass_a_check_digit_by_luck_are_nothing(find):
    dice = random.Random(2)
    numbers = ["4" + "".join(dice.choices("0123456789", k=15)) for _ in range(500)]
    assert find({"tx_no": numbers}) == {}


def test_a_column_of_card_numbers_needs_no_name(find):
    assert find({"c1": _cards(50)})["c1", "credit_card"].confidence >= 0.9


def test_names_that_contradict_their_values_are_dropped(find):
    columns = {
        "email": ["Y", "N"] * 20,
        ("phone", "boolean"): ["true", "false"] * 20,
        "password": ["YES", "NO"] * 20,
        "birth_date": ["blue", "green"] * 20,
    }
    assert find(columns) == {}


def test_encrypted_values_keep_the_item_their_name_says(find):
    blocks = ["aGVsbG8gd29ybGQ1MjM0NTY3ODkw" + f"{n:04d}" for n in range(20)]
    finding = find({"phone_enc": blocks})["phone_enc", "phone"]
    assert finding.clear == 0
    assert any("encrypted" in reason.message for reason in finding.reasons)


def test_an_empty_table_is_judged_by_name_only_with_less_confidence(find):
    empty = find({("email", "varchar(255)"): []})["email", "email"]
    full = find({("email", "varchar(255)"): ["a@example.com", "b@example.com"]})["email", "email"]
    assert empty.confidence < full.confidence
    assert empty.matched == empty.sampled == 0
    assert empty.distinct is None
    assert any("by name only" in reason.message for reason in empty.reasons)


KOREAN_NAMES = [
    "김민준",
    "이서연",
    "박지훈",
    "최수아",
    "정하윤",
    "강도윤",
    "조은우",
    "윤서준",
    "장지우",
]


def test_korean_names_need_no_more_than_a_weak_name(find):
    assert ("name", "name") in find({"name": KOREAN_NAMES * 4}, "t_a01")


@pytest.mark.parametrize("table", ["products", "categories", "films"])
def test_a_name_in_a_table_of_things_is_no_person(find, table):
    assert find({"name": ["Apple Watch", "Red Chair", "Blue Table", "Oak Desk"]}, table) == {}


def test_neighbours_make_a_weak_name_a_persons(find):
    people = {"email": [f"u{n}@example.com" for n in range(9)], "name": ["Jane Roe", "Max Mux"]}
    assert ("name", "name") in find(people, "t_a01")
    assert find({"name": ["Jane Roe", "Max Mux"]}, "t_a01") == {}


def test_a_password_is_hashed_or_it_is_clear(find):
    hashed = ["$2b$12$" + "abcdefghijklmnopqrstuv" + f"{n:031d}" for n in range(10)]
    findings = find({"password": hashed, "old_password": ["hunter2", "qwerty1", "letmein9"]})
    assert findings["password", "password"].clear == 0
    assert findings["old_password", "password"].clear == 3


def test_where_there_is_no_password_none_is_clear(find):
    hashed = [f"pbkdf2_sha256$600000$abcdefghijkl${n:043d}=" for n in range(4)]
    unusable = [f"!{n:040d}" for n in range(6)]
    findings = find({"password": [*hashed, *unusable, "!hunter2", "{noop}letmein9"]})
    assert findings["password", "password"].clear == 2


def test_a_value_that_several_rules_of_an_item_match_counts_once(find):
    phones = [f"010-1234-{n:04d}" for n in range(20)] + [f"+44 20 7946 0{n:03d}" for n in range(20)]
    finding = find({"phone": phones})["phone", "phone"]
    assert (finding.matched, finding.clear, finding.distinct) == (40, 40, 40)
    both = ["203.0.113.7 via 10.0.0.1"] * 3 + ["10.0.0.1"]
    finding = find({"c1": both})["c1", "ip_address"]
    assert (finding.matched, finding.sampled, finding.distinct) == (4, 4, 2)


def test_a_more_certain_identifier_takes_the_value_from_a_looser_one(find):
    findings = find({"c1": ["900101-1234568", "850505-2345671"]})
    assert {item for _, item in findings} <= {"resident_registration_number"}


def test_a_field_can_hold_several_items(find):
    agent = (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
    )
    assert set(find({"ua": [agent] * 5})) == {("ua", "device_info"), ("ua", "os_info")}


LOOK_ALIKES = {
    "order_no": [f"20241115{n:06d}" for n in range(1, 200)],
    "epoch_ms": [str(1_700_000_000_000 + n * 977) for n in range(200)],
    "epoch_s": [str(1_700_000_000 + n * 977) for n in range(200)],
    "version": [f"{n % 7}.{n % 11}.{n % 13}.{n}" for n in range(1, 200)],
    "uuid": [f"550e8400-e29b-41d4-a716-{n:012d}" for n in range(200)],
    "sha256": [f"{n * 0x9E3779B97F4A7C15 % 2**64:064x}" for n in range(1, 200)],
    "ean": [f"880{n:010d}" for n in range(1, 200)],
    "price": [f"{n * 100}.00" for n in range(200)],
    "created_at": [f"2024-01-{n % 28 + 1:02d} 09:30:{n % 60:02d}" for n in range(200)],
    "sku": [f"M{n:08d}" for n in range(200)],
    "file_name": [f"report_{n}.pdf" for n in range(200)],
    "host": [f"web{n}.internal" for n in range(200)],
    "city_list": ["서울", "부산", "대구", "인천"] * 20,
    "department": ["인사팀", "개발팀", "영업팀", "총무팀"] * 20,
    "status": ["active", "closed"] * 20,
    "isbn": [f"978{n:010d}" for n in range(200)],
    "tracking_no": [f"{640_000_000_000 + n * 7919}" for n in range(200)],
    "class_name": [f"com.example.app.Service{n}" for n in range(200)],
    "ts14": [f"20240115{n % 24:02d}{n % 60:02d}{n % 60:02d}" for n in range(200)],
    "ts12": [f"20240115{n % 24:02d}{n % 60:02d}" for n in range(200)],
    "color": ["노랑", "하늘", "주황", "고동", "연두", "진홍"] * 10,
}


def test_neighbours_do_not_make_a_place_a_person(find):
    columns = {"tel": ["02-123-4567"], "ctpv_nm": ["서울특별시", "경기도", "부산광역시"]}
    assert {column for column, _ in find(columns)} == {"tel"}


def test_accounts_and_passports_in_sentences_are_found(find):
    texts = ["국민은행 123456-78-901234로 환불해 주세요", "여권번호 M12345678입니다", "감사합니다"]
    assert {item for _, item in find({"body": texts})} == {"bank_account", "passport_number"}


@pytest.mark.parametrize("column", LOOK_ALIKES)
def test_look_alikes_are_not_reported(find, column):
    assert find({column: LOOK_ALIKES[column]}) == {}


def test_look_alikes_together_are_not_reported_either(find):
    assert find(LOOK_ALIKES) == {}


@pytest.mark.parametrize(
    ("tested", "passed", "low", "high"),
    [(1, 1, 0.5, 0.55), (2, 2, 0.9, 0.95), (100, 100, 0.99, 1.0), (1000, 100, 0, 0), (5, 0, 0, 0)],
)
def test_a_check_proves_as_much_as_luck_does_not_explain(tested, passed, low, high):
    assert low <= checked(0.1, tested, passed, 0.1) <= high


def test_the_order_of_columns_does_not_change_what_is_found(find):
    columns = {
        "email": ["a@example.com"],
        "name": ["Jane Roe"],
        "card_no": _cards(3),
        "valid_thru": ["11/27", "01/29", "05/28"],
    }
    expected = None
    for order in itertools.permutations(columns):
        found = {
            key: (finding.confidence, finding.reasons)
            for key, finding in find({name: columns[name] for name in order}).items()
        }
        assert expected is None or found == expected
        expected = found


def test_lines_of_an_address_count_only_beside_one(find):
    lines = {"line1": [], "state": [], "city": []}
    assert find(lines) == {}
    found = find({**lines, "postcode": []})
    assert {key for key in found if key[1] == "address"} == {
        (column, "address") for column in lines
    }


def test_a_user_name_beside_a_login_is_the_name_of_a_person(find):
    assert set(find({"user_name": []})) == {("user_name", "user_id")}
    assert set(find({"user_name": [], "login_id": []})) == {
        ("user_name", "name"),
        ("login_id", "user_id"),
    }


def test_two_user_names_are_two_logins(find):
    found = find({"target_user_name": [], "subject_user_name": []})
    assert {item for _, item in found} == {"user_id"}


@pytest.mark.parametrize("latin", [True, False])
@pytest.mark.parametrize("table", ["employees", "t"])
def test_values_decide_what_a_user_name_is(find, table, latin):
    first = ["James", "Mary", "Robert", "Linda", "Michael", "Susan", "David", "Karen", "Zebedee"]
    last = ["Smith", "Example", "O'Neil", "van Dyke", "Fotheringay"]
    people = [f"{one} {other}" for one in first for other in last] if latin else NAMES * 2
    assert set(find({"user_name": people}, table)) == {("user_name", "name")}
    logins = [f"{one.lower()}{n}" for n, one in enumerate(first)]
    assert set(find({"user_name": logins}, table)) == {("user_name", "user_id")}


def test_values_decide_what_a_user_name_is_beside_another_name(find):
    found = find({"user_name": NAMES * 2, "full_name": NAMES * 2}, "employees")
    assert set(found) == {("user_name", "name"), ("full_name", "name")}


def test_uuids_are_keys_and_no_logins(find):
    keys = [str(uuid.UUID(int=random.Random(n).getrandbits(128))) for n in range(40)]
    assert find({("user_id", "varchar(64)"): keys}, "orders") == {}
    assert find({("user_id", "varchar(64)"): ["kim01", "lee02"]}, "orders")
    (session,) = find({"session_id": keys}, "visits").values()
    assert session.item == "session_token"


@pytest.mark.parametrize(
    "values",
    [
        "상의 하의 신발 가방 모자 원피스",
        "전자 도서 식품 가구 의류 주방",
        "남성 여성 아동",
        "공지 이벤트 질문 자유 기타",
        "고급 중급 초급",
    ],
)
def test_a_few_words_for_kinds_are_no_names_where_nothing_tells_of_people(find, values):
    assert find({"ca_name": values.split()}, "g5_x") == {}
    assert set(find({"ca_name": ["김영희", "이민준", "박서연"]}, "g5_x")) == {("ca_name", "name")}


def test_a_column_of_addresses_by_type_needs_no_name(find):
    found = find({("source", "inet"): [], ("nic", "macaddr"): [], ("net", "cidr"): []})
    assert set(found) == {("source", "ip_address"), ("nic", "mac_address")}
    assert found["source", "ip_address"].reasons[0].message.startswith('type: "inet"')


def _orders_of_recent_years(count: int) -> list[str]:
    dice = random.Random(3)
    return [
        f"{dice.randint(21, 26)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"
        f"-{dice.randint(1_000_000, 9_999_999)}"
        for _ in range(count)
    ]


def _message_ids(count: int) -> list[str]:
    dice = random.Random(4)
    drawn = (f"{dice.getrandbits(48):012x}.{dice.getrandbits(24):06x}" for _ in range(count))
    return [f"<{local}@mx1.example.net>" for local in drawn]


def _versions(count: int) -> list[str]:
    dice = random.Random(5)
    return [
        f"{dice.randint(1, 20)}.{dice.randint(0, 30)}.{dice.randint(0, 99)}.{dice.randint(1, 250)}"
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    "values",
    [_orders_of_recent_years(400), _message_ids(200), _versions(200)],
    ids=["orders numbered by date", "ids of messages", "versions of four parts"],
)
def test_columns_of_look_alikes_under_an_opaque_name_are_nobodys(find, values):
    assert find({"c1": values}) == {}


def test_addresses_drawn_by_a_machine_are_addresses_where_the_name_says_so(find):
    drawn = [value.strip("<>") for value in _message_ids(50)]
    assert find({"email": drawn})["email", "email"].confidence >= 0.9


def test_a_part_of_what_fills_a_column_is_nothing_else(find):
    phones = [f"(0{n % 9 + 1}) 4{n % 9}.55.7{n % 9}.{n + 10}" for n in range(60)]
    assert [item for _, item in find({"Phone": phones})] == ["phone"]


def test_what_stands_in_other_values_of_a_named_column_is_found(find):
    values = [f"서울시 강남구 테헤란로 {n}" for n in range(1, 91)]
    values += [f"받는 사람 연락처 010-{n + 2000}-4321" for n in range(10)]
    assert {item for _, item in find({"주소": values})} == {"address", "phone"}


def test_an_account_that_begins_like_a_number_abroad_is_no_phone(find):
    accounts = [f"110-{n:03}-{n * 7919 % 1_000_000:06}" for n in range(100, 200)]
    accounts.append("0036 2782 9269")
    assert [item for _, item in find({"acct_no": accounts})] == ["bank_account"]


@pytest.mark.parametrize(
    ("column", "values", "item"),
    [
        ("END_TELNO", ["1234", "5678", "9012"], "phone"),
        ("tel1", ["010", "02", "031"], "phone"),
        ("생일", ["03/15", "12/24", "1/2"], "birth_date"),
        ("birth_year", ["1985", "1990", "2001"], "birth_date"),
        ("dob", ["03/15/1985", "12/24/1990", "1/2/2001"], "birth_date"),
        ("dob", ["15-Mar-1985", "24-Dec-1990", "2-Jan-2001"], "birth_date"),
        ("birthDate", ["1985-03-14T15:00:00.000Z", "1990-12-23T15:00:00.000Z"], "birth_date"),
    ],
)
def test_parts_and_other_ways_to_write_an_item_count_beside_its_name(find, column, values, item):
    assert find({column: values})[column, item].confidence > 0.75


BICS = ["CZNBKRSE", "SHBKKRSE", "HVBKKRSE", "NACFKRSE"]


def test_the_code_of_a_bank_is_no_account_in_a_table_of_banks(find):
    banks = {
        ("code", "varchar(3)"): ["004", "088", "020", "011"],
        ("bank_name", "varchar(20)"): ["국민은행", "신한은행", "우리은행", "농협"],
        ("swift_code", "varchar(11)"): BICS,
    }
    assert find(banks, "banks") == {}
    assert find({("bic", "varchar(11)"): []}, "bank") == {}


def test_the_code_of_somebodys_bank_is_told_with_the_account(find):
    assert ("swift_code", "bank_account") in find({"swift_code": BICS}, "members")
    assert ("swift_code", "bank_account") in find({"swift_code": []}, "members")
    accounts = {"iban": ["DE89370400440532013000"], "bic": BICS}
    assert set(find(accounts, "bank")) == {("iban", "bank_account"), ("bic", "bank_account")}


TOKENS = [f"tok_{n}a{n * 7}f3b" for n in range(1000, 1050)]
VAULT = [f"vault:v1:8mZk3Qx7Lp2aT9vB5cR1{n:04d}wYs6Hd0Jf4Gu==" for n in range(50)]
FRONT = [f"80{1 + n % 12:02d}{1 + n % 28:02d}" for n in range(60)]
BACK = [f"{1 + n % 2}{234567 + n * 37}" for n in range(60)]


def test_the_halves_of_a_resident_number_are_one_in_the_clear(find):
    for front, back in (
        ("jumin1", "jumin2"),
        ("rrn_front", "rrn_back"),
        ("주민번호앞", "주민번호뒤"),
    ):
        found = find({(front, "varchar(6)"): FRONT, (back, "varchar(7)"): BACK}, "member")
        assert set(found) == {(name, "resident_registration_number") for name in (front, back)}
        assert all(finding.confidence > 0.75 for finding in found.values())
        assert all(finding.clear == 60 for finding in found.values())
    assert ("jumin_no", "resident_registration_number") in find({"jumin_no": FRONT})


def test_a_strong_name_says_the_same_of_tokens_and_ciphertext_as_of_no_values(find):
    for values in (TOKENS, VAULT):
        found = find({"jumin_no": values})["jumin_no", "resident_registration_number"]
        assert (found.confidence, found.clear) == (0.75, 0)


def test_numbers_with_another_or_a_weak_name_are_no_halves_of_resident_numbers(find):
    for name in ("national_id", "resident_id", "order_no", "c1"):
        assert find({(name, "varchar(8)"): BACK}, "apartment") == {}
    assert find({"jumin_no": [f"9{n}" for n in range(100000, 100050)]}) == {}


def test_the_parts_of_an_address_are_one_beside_each_other(find):
    local, domain = [f"hong{n}" for n in range(50)], ["naver.com", "gmail.com"] * 25
    found = find({"email1": local, "email2": domain}, "t")
    assert set(found) == {("email1", "email"), ("email2", "email")}
    assert find({"email": ["daily", "weekly"] * 20}, "members") == {}
    assert find({"email1": local}) == {}
    assert find({"c1": local, "c2": domain}) == {}
    assert find({"mail": ["mx1.example.com", "mx2.example.com"]}, "servers") == {}


def test_numbers_and_dates_without_a_type_are_judged_as_with_one(find):
    numbers = [str(n) for n in range(1, 60)]
    names = ("patient_id", "customer_id", "country_id", "write_uid", "n")
    assert find(dict.fromkeys(names, numbers), "visits") == {}
    days = [f"2018-01-{day:02}" for day in range(1, 29)]
    assert find({"hire_date": days}, "employees") == {}
    kept = find({"birth_date": days, "customer_id": ["kim77", "lee_s"]}, "customers")
    assert set(kept) == {("birth_date", "birth_date"), ("customer_id", "user_id")}


def test_digits_that_are_texts_are_what_their_name_says(find):
    found = find(
        {
            "login_id": [f"2019{n:04}" for n in range(50)],
            "pin": [str(n) for n in range(1000, 1050)],
            "phone": [f"010{n:08}" for n in range(23456780, 23456830)],
            "postal_code": [f"0{n}" for n in range(4520, 4560)],
        },
        "members",
    )
    assert set(found) == {
        ("login_id", "user_id"),
        ("pin", "password"),
        ("phone", "phone"),
        ("postal_code", "postal_code"),
    }


SECRETS = [f"Secret!{n}x" for n in range(50)]


def test_pw_is_a_password_and_pass_where_its_values_are_built_like_some(find):
    columns = {"pw": SECRETS, "pass": SECRETS, "writer": ["홍길동"] * 50}
    assert {("pw", "password"), ("pass", "password")} <= set(find(columns, "bbs"))
    for table in ("settings", "body"):
        assert set(find({"smtp_pw": SECRETS, "smtp_pass": SECRETS}, table)) == {
            ("smtp_pw", "password"),
            ("smtp_pass", "password"),
        }


@pytest.mark.parametrize(
    "values",
    [
        ["Y", "N"] * 10,
        ["pass", "fail"] * 10,
        [f"KR{n:06}" for n in range(50)],
        [str(n) for n in range(40, 99)],
        ["free", "adult", "child"] * 5,
    ],
)
def test_pass_is_no_password_where_its_values_are_something_else(find, values):
    assert find({"pass": values, "boarding_pass": values}, "t") == {}


LOGINS = "boris kim77 ravi.s jlee minsu_92 xq92 anna hgildong park.j CORP\\\\kim svetlana".split()


@pytest.mark.parametrize(
    ("name", "item"),
    [("user", "user_id"), ("user_id", "user_id"), ("suser", "user_id"), ("acct", "account_id")],
)
def test_a_weak_name_is_a_user_id_where_its_values_are_built_like_logins(find, name, item):
    finding = find({name: LOGINS * 5}, "events")[name, item]
    assert finding.confidence >= 0.6
    assert "how its values are built" in finding.reasons[0].message


@pytest.mark.parametrize(
    "values",
    [
        ["root", "www-data", "postgres", "systemd-network", "Administrator"] * 10,
        ["polkitd", "Debian-exim", "systemd-oom", "proftpd", "fwupd-refresh"] * 10,
        ["created", "updated", "deleted", "system"] * 10,
        [uuid.UUID(int=n * 7919).hex for n in range(1, 50)],
        [f"{n * 7919 + 0xDEAD0000:x}" for n in range(50)],
        [str(n) for n in range(1000, 1050)],
        ["a user who asks for something", "another one of those"] * 10,
    ],
)
def test_a_user_is_no_person_where_it_is_a_program_or_a_number(find, values):
    assert find({"user": values, "uid": values}, "events") == {}


COMPANIES = [
    "(주)한빛상사",
    "주식회사 대한유통",
    "㈜미래전자",
    "Example Trading Co., Ltd.",
    "Muster GmbH",
]


def test_companies_are_no_persons(find):
    values = [f"{name}" for name in COMPANIES for _ in range(20)]
    assert find({"seller_name": values}, "product") == {}
    assert find({"vbank_holder": values}, "orders") == {}
    assert find({"name": [*values, *NAMES[:6]]}, "tenants") == {}
    assert ("seller_name", "name") in find({"seller_name": [*COMPANIES, *NAMES]}, "product")
    assert ("company_name", "company_name") in find({"company_name": values}, "members")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pwd", "/home/gildong"),
        ("PWD", "C:\\Users\\gildong"),
        ("ConsoleLogin", "Success"),
        ("imap-login", "Disconnected (auth failed, 1 attempts)"),
        ("user.name", "com.android.systemui"),
        ("LocalAddress", "IPV4/UDP/192.0.2.4/5060"),
        ("customer.di", "535 5.7.8 Error: authentication failed"),
        ("member.uid", "10037"),
        ("full_message", "Connection pool started"),
        ("login", "성공"),
        ("name", "member-service"),
        ("OK LOGIN", "Client"),
        ("alias", "default"),
    ],
)
def test_a_value_that_is_clearly_something_else_speaks_against_a_name(find, name, value):
    kinds = {item for key, item in find({name: [value], "email": ["a@naver.com"]}, "app.log")}
    assert kinds <= {"email", "ip_address"}


@pytest.mark.parametrize(
    ("name", "value", "item"),
    [
        ("pwd", "/x9!kd2", "password"),
        ("pwd", "correct horse battery staple", "password"),
        ("login", "gildong", "user_id"),
        ("login", "client-77", "user_id"),
        ("password", "access", "password"),
        ("ldap_dn", "cn=Hong Gil Dong,ou=people,dc=example", "user_id"),
        ("avatar_path", "/data/avatars/12.jpg", "photo"),
        ("customer_name", "Maria del Carmen de la Cruz", "name"),
        ("user_name", "active77", "user_id"),
    ],
)
def test_a_value_that_only_resembles_something_else_leaves_a_name_as_it_is(find, name, value, item):
    assert (name, item) in find({name: [value]}, "app.log")


@pytest.mark.parametrize(
    "mask",
    ["[FILTERED]", "[REDACTED]", "<redacted>", "***", "********", "xxxxx", "(hidden)", "[비공개]"],
)
def test_what_was_taken_out_is_not_in_the_clear(find, mask):
    found = find({"password": [mask], "old_password": [mask, "hunter2"]})
    assert found["password", "password"].clear == 0
    assert found["old_password", "password"].clear == 1
    assert any("masked out" in reason.message for reason in found["password", "password"].reasons)


def test_a_log_whose_passwords_are_all_taken_out_holds_none(find):
    def logged(name, values):
        return Field("app.log", ("app.log", name), logged=True), values

    fields = [logged("password", ["[FILTERED]"] * 3), logged("user", ["gildong"] * 3)]
    assert set(find.of(fields)) == {("user", "user_id")}


RANKS = ["사원", "대리", "과장", "차장", "부장"] * 20
BOARDS = ["공지사항", "자유게시판", "질문과 답변", "자료실", "상품 문의", "이용후기"] * 20


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("ca_name", BOARDS),
        ("pos_nm", RANKS),
        ("name", [f"S{n:05}" for n in range(60)]),
        ("name", [f"#{n}" for n in range(1001, 1061)]),
        ("referer_name", ["google.com", "search.naver.com", "daum.net"] * 20),
    ],
)
def test_words_and_codes_under_a_weak_name_are_no_names(find, column, values):
    emails = [f"user{n}@example.com" for n in range(60)]
    for table in ("t", "orders", "members"):
        found = find({column: values, "email": emails}, table)
        assert (column, "name") not in found, table


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("name", [*NAMES, *BOARDS[:6]]),
        ("writer_name", ["김영희"] * 30),
        ("성명", ["응우옌티란", "알렉산드라 이바노바", "와타나베 켄"] * 9),
        ("name", ["jsmith", "mary.jones", "bob77"] * 9),
        ("nm", ["Kim Minsu", "Lee Jiyoung", "Dr. Park"] * 9),
    ],
)
def test_names_under_a_weak_name_stay_names(find, column, values):
    assert (column, "name") in find({column: values}, "members")


def test_words_under_a_name_to_be_shown_are_nicknames(find):
    nicks = ["행복한고양이", "달리는곰", "푸른나무77", "멋진구름"] * 9
    assert set(find({"displayname": nicks}, "members")) == {("displayname", "nickname")}


@pytest.mark.parametrize(
    "column", ["otp_required_for_login", "system_generated_password", "config_cookie"]
)
def test_single_digits_are_no_logins_passwords_or_cookies(find, column):
    """In a CSV nothing tells that the column is a boolean."""
    assert find({column: ["0", "1"] * 30, "email": ["a@naver.com"] * 60}, "users").keys() <= {
        ("email", "email")
    }
    assert ("password", "password") in find({"password": ["1234", "0000", "7"] * 20}, "users")


def test_bytes_that_chance_to_be_text_do_not_contradict_a_name(find):
    """IP addresses packed into four bytes, as Matomo and MediaWiki keep them."""
    packed = ["Abc7", "z9Q1", "Kk;0", "~aaZ"] * 5
    assert set(find({("location_ip", "varbinary(16)"): packed})) == {("location_ip", "ip_address")}
    assert find({("location_ip", "varchar(16)"): packed}) == {}


@pytest.mark.parametrize("database", ["school", "hospital", "shop", "members", "app"])
def test_the_name_of_a_database_tells_nothing_of_its_tables(find, database):
    """MySQL has it in its paths, where SQLite has none: ``school`` made every gender a thing's."""

    def field(column):
        return Field("db", (database, "tb1", column), "varchar(40)", schemas=1)

    columns = {"gender": ["M", "F"] * 9, "diagnosis": ["감기", "비염"] * 9}
    found = find.of([(field(column), values) for column, values in columns.items()])
    assert set(found) == {("gender", "gender"), ("diagnosis", "health")}


@pytest.mark.parametrize("width", [0, 8, 20, 200])
def test_blanks_that_fill_up_a_column_change_nothing(find, width):
    """CHAR(20) of PostgreSQL and Oracle."""
    columns = {
        "BRTHDY": ["19850101", "19991231", "20010203"] * 5,
        "USER_NM": NAMES,
        "SEXDSTN_CODE": ["M", "F"] * 9,
        "ZIP": ["06236", "04524", "63309"] * 5,
        "USE_AT": ["Y", "N"] * 9,
        "PASSWORD_FLAG": ["Y", "N"] * 9,
    }
    found = find(
        {name: [value.ljust(width) for value in values] for name, values in columns.items()}
    )
    plain = find(columns)
    assert {key: f.confidence for key, f in found.items()} == {
        key: f.confidence for key, f in plain.items()
    }
    assert len(plain) == 4


def test_the_accounts_of_a_ledger_are_nobodys(find):
    ledger = ["복리후생비", "여비교통비", "소모품비", "외상매입금"] * 9
    assert find({"ACCT_NM": ledger, "AMT": ["1000", "2000"] * 18}, "TB_VOUCHER") == {}
    logins = ["hong77", "CORP\\김민수", "jisoo.park"] * 9
    assert set(find({"ACCT_NM": logins}, "TB_VOUCHER")) == {("ACCT_NM", "account_id")}


def test_the_class_of_a_record_is_no_device(find):
    emails = [f"user{n}@example.com" for n in range(20)]
    found = find(
        {"email_from": emails, "model": ["sale.order", "res.partner"] * 10}, "mail_message"
    )
    assert set(found) == {("email_from", "email")}
    assert ("model", "device_info") in find({"model": ["SM-S911N"] * 9}, "user_devices")
