"""What the other columns of a table, and all values of one, tell of whose a field is."""

import base64
import hashlib
import random
import uuid

import pytest

from pii_scan.model import Field

COMPANIES = [
    *("Acme Ltd", "Globex Corporation", "Initech", "Umbrella Group", "Hooli", "Pied Piper"),
    *("Stark Industries", "Wayne Enterprises", "Massive Dynamic", "Soylent Foods", "Vandelay"),
]
KOREAN_COMPANIES = [
    *("(주)한빛", "대한", "삼보산업(주)", "(주)미래테크", "한국전력공사", "서울시청", "다온"),
    *("세종상사", "오름", "동방물산", "누리"),
]
PEOPLE = [
    *("James Smith", "Mary Johnson", "Robert Brown", "Linda Davis", "Michael Miller"),
    *("Susan Wilson", "David Moore", "Karen Taylor", "Thomas Lee", "Nancy White"),
]
KOREANS = "김민준 이서연 박지훈 최수빈 정하윤 강도윤 조예은 윤지우 장서준 임채원".split()
TEXT = "varchar(100)"


def items_of(found, column):
    return [item for name, item in found if name == column]


@pytest.mark.parametrize("companies", [COMPANIES, KOREAN_COMPANIES], ids=["latin", "korean"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("TB_CUST", "CUST_NM"),
        ("orders", "customer_name"),
        ("account", "name"),
        ("claims", "provider_name"),
        ("clients", "name"),
    ],
)
def test_companies_are_no_persons_whatever_the_column_is_called(find, companies, table, column):
    assert "name" not in items_of(find({(column, TEXT): companies}, table), column)


@pytest.mark.parametrize("people", [PEOPLE, KOREANS], ids=["latin", "korean"])
@pytest.mark.parametrize("table", ["account", "leads", "clients", "providers"])
def test_people_are_people_in_a_table_that_may_be_about_companies(find, people, table):
    some = [*people, "Acme Ltd", "(주)한빛"]
    columns = {("name", TEXT): some, ("industry", TEXT): [], ("account_name", TEXT): some}
    found = find(columns, table)
    assert items_of(found, "name") == ["name"]
    assert "name" in items_of(found, "account_name")


def test_what_has_an_id_and_a_secret_to_log_in_with_is_a_program(find):
    columns = {("client_id", TEXT): [], ("secret", TEXT): [], ("name", TEXT): []}
    assert not items_of(find(columns, "client"), "name")
    assert items_of(find({("client_id", TEXT): [], ("name", TEXT): []}, "client"), "name")


@pytest.mark.parametrize("beside", ["industry", "vat_number", "contact_name", "업종", "biz_no"])
def test_a_bare_name_beside_what_only_companies_have_is_a_company_s(find, beside):
    columns = {("name", TEXT): [], (beside, TEXT): [], ("email", TEXT): []}
    assert items_of(find(columns, "customers"), "name") == ["company_name"]
    with_birth = {**columns, ("birth_date", "date"): []}
    assert items_of(find(with_birth, "customers"), "name") == ["name"]
    assert items_of(find({("name", TEXT): [], ("email", TEXT): []}, "customers"), "name") == [
        "name"
    ]


def test_what_a_deal_is_called_and_the_account_it_is_for_are_no_persons(find):
    lead = {("name", TEXT): [], ("contact_name", TEXT): [], ("email_from", TEXT): []}
    assert items_of(find(lead, "crm_lead"), "name") == []
    titles = ["New website for Acme", "Upgrade of the plan", "Quote for 200 chairs"]
    assert items_of(find({**lead, ("name", TEXT): titles}, "crm_lead"), "name") == []
    contact = {("account_name", TEXT): [], ("email", TEXT): []}
    assert items_of(find(contact, "leads"), "account_name") == ["company_name"]
    assert items_of(find(contact, "users"), "account_name") == ["account_id"]


def test_whose_an_account_or_provider_is_must_be_told(find):
    assert find({("name", TEXT): []}, "account") == {}
    assert find({("provider_name", TEXT): []}, "claims") == {}
    assert items_of(find({("name", TEXT): [], ("email", TEXT): []}, "account"), "name") == ["name"]


NUMBERED = [str(20_100_000 + n * 7) for n in range(30)]
KEYS = [str(uuid.UUID(int=n * 7919 + (1 << 125))) for n in range(30)]


@pytest.mark.parametrize("kind", [None, "varchar(20)", "char(8)", "int", "bigint", "number(10)"])
def test_numbers_of_people_are_judged_alike_from_a_file_a_text_and_a_number(find, kind):
    columns = {(name, kind): NUMBERED for name in ("EMP_NO", "사번", "employee_id", "user_id")}
    assert set(find(columns, "employees")) == {("EMP_NO", "user_id"), ("사번", "user_id")}
    assert find(columns, "t") == {}
    empty = {(name, kind): [] for name in ("EMP_NO", "사번")}
    assert set(find(empty, "employees")) == {("EMP_NO", "user_id"), ("사번", "user_id")}


@pytest.mark.parametrize("kind", [None, "varchar(36)", "varchar(64)", "char(36)", "uuid"])
def test_uuids_are_judged_alike_from_a_file_a_text_and_a_uuid(find, kind):
    names = ("user_id", "customer_id", "account_id", "username", "created_user_id", "employee_id")
    assert find({(name, kind): KEYS for name in names}, "users") == {}


def test_a_column_as_wide_as_a_uuid_may_hold_something_else(find):
    logins = [f"kim.{word}" for word in ("mina", "jun", "sora", "woo", "yuna", "hana")]
    found = find({("username", "char(36)"): logins}, "users")
    assert set(found) == {("username", "user_id")}


AMOUNTS = [str(n * 7300 + 1200) for n in range(30)]


@pytest.mark.parametrize("kind", [None, "decimal(10,2)", "int", "varchar(20)"])
def test_an_amount_is_a_payment_where_people_order_or_pay_and_nowhere_else(find, kind):
    columns = {(name, kind): AMOUNTS for name in ("amount", "total", "total_amount")}
    person = {("customer_name", TEXT): KOREANS, ("email", TEXT): []}
    for table in ("orders", "payments", "invoice", "TB_ORDER"):
        found = find({**columns, **person}, table)
        assert {name for name, item in found if item == "payment_record"} == {
            *("amount", "total", "total_amount"),
        }
    reduced = {("discount_amount", kind): AMOUNTS, ("tax_amount", kind): AMOUNTS}
    assert find({**reduced, ("paid_at", "datetime"): []}, "orders").keys() == {
        ("paid_at", "payment_record")
    }
    for table in ("t", "employees", "products", "leads", "budget"):
        found = find({**columns, **person}, table)
        assert not [item for _, item in found if item == "payment_record"]
    beside = {("amount", kind): AMOUNTS, ("paid_at", "datetime"): []}
    assert ("amount", "payment_record") in find(beside, "t")


def test_a_digest_is_weak_unless_the_table_says_how_often_it_was_hashed(find):
    digests = [hashlib.sha512(bytes([n])).digest() for n in range(20)]
    values = [base64.b64encode(digest).decode() for digest in digests]
    columns = {("password_hash", TEXT): values, ("salt", TEXT): []}
    found = find(columns, "users")["password_hash", "password"]
    assert found.identifiers == ("password_weak_hash",)
    for beside in ("hash_iterations", "pbkdf2_rounds"):
        found = find({**columns, (beside, "int"): []}, "users")["password_hash", "password"]
        assert found.identifiers == ("password_stretched_hash",)


def test_a_document_beside_another_says_how_a_password_was_hashed(find):
    values = [base64.b64encode(hashlib.sha512(bytes([n])).digest()).decode() for n in range(20)]
    secret = Field("db", ("CREDENTIAL", "SECRET_DATA", "value"), in_document=True)
    told = Field("db", ("CREDENTIAL", "CREDENTIAL_DATA", "hashIterations"), in_document=True)
    found = find.of([(secret, values), (told, ["27500"])])["value", "password"]
    assert found.identifiers == ("password_stretched_hash",)


def test_a_document_is_no_password_by_the_name_of_what_it_belongs_to(find):
    fields = [
        (Field("db", ("CREDENTIAL", "CREDENTIAL_DATA"), "text"), ['{"algorithm": "argon2"}']),
        (Field("db", ("CREDENTIAL", "CREDENTIAL_DATA", "algorithm")), ["argon2"]),
    ]
    assert find.of(fields) == {}


@pytest.mark.parametrize("table", ["patients", "exam", "exams", "contract", "visits"])
def test_health_is_a_person_s_where_people_are_examined_or_insured(find, table):
    names = ("diagnosis", "dise_cd", "symptoms")
    found = find({(name, TEXT): [] for name in names}, table)
    assert set(found) == {(name, "health") for name in names}


@pytest.mark.parametrize("table", ["device", "servers", "machines", "app_version"])
def test_health_is_no_person_s_where_things_have_it(find, table):
    assert find({("diagnosis", TEXT): [], ("health_status", TEXT): []}, table) == {}


def test_children_are_a_family_where_people_have_them_and_none_in_a_tree(find):
    counts = {(name, "int"): [] for name in ("chld_cnt", "child_count", "num_children")}
    assert {item for _, item in find(counts, "members")} == {"family"}
    for table in ("category", "menu_item", "tree_node", "pages"):
        assert find(counts, table) == {}


def test_the_attributes_of_a_directory_are_read(find):
    expected = {
        **dict.fromkeys(["sn", "givenName"], "name"),
        **dict.fromkeys(["telephoneNumber", "homePhone", "mobile", "pager"], "phone"),
        "mail": "email",
        "uid": "user_id",
        "sAMAccountName": "user_id",
        "postOfficeBox": "address",
        "streetAddress": "address",
        "carLicense": "vehicle_number",
    }
    others = ["objectSid", "objectGUID", "physicalDeliveryOfficeName", "memberOf", "whenCreated"]
    columns = {(name, TEXT): [] for name in (*expected, *others)}
    for table in ("ad_users", "ldap_export", "inetOrgPerson"):
        found = find(columns, table)
        assert dict(iter(found)) == expected
    assert find({("sn", TEXT): [], ("cn", TEXT): []}, "devices") == {}


def test_what_a_mail_is_a_reply_to_is_no_address(find):
    dice = random.Random(7)
    ids = [f"<{dice.getrandbits(64):016x}.{n}@mail.example.com>" for n in range(40)]
    for name in ("in_reply_to", "In-Reply-To", "message_id", "parent_message_id"):
        assert find({(name, TEXT): ids}, "mails") == {}


def test_ids_that_a_machine_drew_are_keys_and_no_logins(find):
    dice = random.Random(3)
    drawn = {
        "ObjectId": [f"65a1b2c3{dice.getrandbits(64):016x}" for _ in range(40)],
        "26 letters": [
            "".join(dice.choices("ybndrfg8ejkmcpqxot1uwisza345h769", k=26)) for _ in KEYS
        ],
    }
    for keys in drawn.values():
        assert find({("userid", "varchar(26)"): keys, ("creator", None): keys}, "sessions") == {}
    logins = ["kimmina2024", "lee.jun1", "park_sora77", "minsu_dev1", "yuna1004love"] * 4
    assert set(find({("userid", "varchar(26)"): logins}, "sessions")) == {("userid", "user_id")}


def test_a_column_and_its_normalized_twin_mean_the_same(find):
    columns = {("UserName", TEXT): [], ("NormalizedUserName", TEXT): [], ("Email", TEXT): []}
    found = find(columns, "AspNetUsers")
    assert {item for name, item in found if name != "Email"} == {"user_id"}
    assert ("user_name", "name") in find({("user_name", TEXT): [], ("user_id", TEXT): []}, "users")


def test_the_weight_of_an_order_is_that_of_goods(find):
    columns = {("weight", "int"): [], ("customer_dob", "date"): []}
    assert set(find(columns, "sales_order")) == {("customer_dob", "birth_date")}
    assert ("weight", "health") in find(columns, "checkups")


def test_what_a_column_refers_to_by_its_first_word_is_a_key(find):
    assert find({("id_country", "int"): [], ("id_order_payment", "int"): []}, "ps_address") == {}
    assert set(find({("id_gender", "int"): []}, "ps_customer")) == {("id_gender", "gender")}


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("PAT_NO", "health"),
        ("PAT_NM", "name"),
        ("GUAR_REL", "family"),
        ("EMP_ENM", "name"),
        ("DR_ID", "user_id"),
        ("memId", "user_id"),
        ("addressSub", "address"),
        ("busiNo", "business_registration_number"),
        ("dateofbirth", "birth_date"),
        ("MBR_GRD_CD", None),
    ],
)
def test_short_forms_of_clinics_shops_and_libraries_are_read(find, name, item):
    found = find({(name, TEXT): [], ("MBR_HP", TEXT): []}, "TB_MBR")
    assert items_of(found, name) == ([item] if item else [])


def test_glued_names_are_cut_behind_the_longest_word(find):
    found = find({(name, TEXT): [] for name in ("contactno", "updateduser")}, "users")
    assert items_of(found, "contactno") == ["phone"]
    assert items_of(found, "updateduser") == ["user_id"]


def test_who_registers_a_code_is_a_login_and_where_it_stands_no_job(find):
    columns = {("RGTR_ID", TEXT): [], ("CD_NM", TEXT): [], ("relative_position", "int"): []}
    assert set(find(columns, "TB_CODE")) == {("RGTR_ID", "user_id")}
