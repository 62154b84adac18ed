"""What databases found on GitHub taught, as rules, in tables and with values of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


@pytest.fixture
def items(find):
    """The items of one column of a table: (name, type, comment, values)."""

    def of(table, *fields):
        found = find.of(
            [(Field("db", (table, n), kind, comment=c), values) for n, kind, c, values in fields]
        )
        return {name: sorted(i for n, i in found if n == name) for name, *_ in fields}

    return of


@pytest.fixture
def item(items):
    """The items of the first column of a table that has others as well, without values."""

    def of(table, name, *others, kind=TEXT, comment=None, values=()):
        fields = [(name, kind, comment, list(values)), *((o, TEXT, None, []) for o in others)]
        return items(table, *fields)[name]

    return of


@pytest.mark.parametrize(
    ("name", "comment", "expected"),
    [
        ("secu", "numéro de sécurité sociale", ["tax_id"]),
        ("acces", "mot de passe du patient", ["password"]),
        ("prénom", None, ["name"]),
        ("téléphone", None, ["phone"]),
        ("teléfono_móvil", None, ["phone"]),
        ("endereço", None, ["address"]),
        ("contraseña", None, ["password"]),
    ],
)
def test_letters_with_marks_are_letters_of_a_word(item, name, comment, expected):
    assert item("patients", name, comment=comment) == expected


def test_marks_of_other_scripts_stay(item):
    assert item("顧客", "パスワード") == ["password"]


@pytest.mark.parametrize(
    "value", ["CUST-2024-0000{}", "HR-EMP-0000{}", "SINV-24-0000{}", "ACC/PAY/2024/0{}"]
)
def test_numbers_of_documents_are_no_names(item, value):
    values = [value.format(n) for n in range(1, 8)]
    assert item("employees", "name", values=values) == []


def test_what_frappe_calls_its_rows_is_no_name(item):
    kept = "creation", "modified", "modified_by", "owner"
    assert item("tabCustomer", "name", *kept) == []
    assert item("tabCustomer", "customer_name", *kept) == ["name"]


def test_how_values_are_compared_is_nobody(item):
    assert item("filters", "operator", values=["=", ">", "and", "eq"]) == []
    assert item("filters", "operator", "column_name", "value") == []
    assert item("calls", "operator", values=["김하나", "박두리", "이세라"]) == ["name"]


@pytest.mark.parametrize(
    ("name", "comment", "expected"),
    [
        ("email", "login", ["email"]),
        ("email", "로그인 아이디", ["email"]),
        ("user_email", "used as login id", ["email"]),
        ("login_id", "이메일", ["email"]),
    ],
)
def test_a_comment_on_what_names_an_address_says_no_second_item(item, name, comment, expected):
    assert item("users", name, comment=comment) == expected


@pytest.mark.parametrize(
    "comment", ["이력 고유아이디", "방 고유아이디", "상품 고유 ID", "고유아이디"]
)
def test_what_tells_rows_apart_is_no_login(item, comment):
    assert item("deposit_history", "esntl", comment=comment) == []


def test_a_number_called_an_id_says_nothing_more_in_its_comment(item):
    link = {"kind": "bigint", "comment": "소셜 연동 ID"}
    assert item("social_account", "social_id", **link) == []
    assert item("users", "kakao", comment="소셜 연동 ID") == ["social_account"]


def test_the_second_of_two_names_is_that_of_both(item):
    assert item("borrowers", "emailaddress_2") == ["email"]
    assert item("borrowers", "email_address_2") == ["email"]
    assert item("borrowers", "address2") == ["address"]
    assert item("borrowers", "billing_address_2") == ["address"]


@pytest.mark.parametrize("table", ["borrower", "library_members", "patrons"])
def test_a_card_that_books_are_lent_on_is_no_card_to_pay_with(item, table):
    assert item(table, "card_no", "name", "phone") == []
    assert item(table, "cardnumber") == []


def test_a_short_number_is_no_card_to_pay_with(item):
    assert item("members", "card_no", kind="int") == []
    assert item("members", "card_no", kind="int(11)") == []
    assert item("members", "card_no", kind="bigint") == ["credit_card"]
    assert item("payments", "card_no", values=["1010555677851111", "4204558500014587"])
    assert item("payments", "card_no") == ["credit_card"]
    assert item("payments", "card_no", values=["1234", "5678"]) == ["credit_card"]
    assert item("members", "card_no", values=["880001", "880002", "880003"]) == []
    assert item("members", "card_no", values=["NX880001", "0A1B2C3D"]) == []
    assert item("payments", "card_no", values=["9410-****-****-1234", "**** 5678"])
    assert item("members", "card_no", comment="회원카드번호") == []


def test_a_list_of_places_is_nobody_s(item):
    cities = ["Mumbai", "Delhi", "Pune", "Surat"]
    assert item("cities", "city", values=cities) == []
    assert item("countries", "country", values=["Korea", "Japan", "France"]) == []
    assert item("addresses", "city", values=cities) == ["address"]


def test_where_to_reach_somebody_is_a_telephone_beside_a_name_and_a_name_beside_that(items):
    def contact(table, *others):
        fields = [("contact", TEXT, None, []), *((o, TEXT, None, []) for o in others)]
        return items(table, *fields)["contact"]

    assert contact("customers") == ["phone"]
    assert contact("customers", "name", "address") == ["phone"]
    assert contact("suppliers", "phone", "email") == ["name"]


def test_what_a_contact_holds_is_told_by_its_values(item):
    people = ["김하나", "박두리", "이세라", "최네오"]
    assert item("customers", "contact", values=people) == ["name"]
    mails = ["a.kim@example.com", "b.lee@example.com", "c.han@example.com"]
    assert item("customers", "contact", values=mails) == ["email"]
    assert item("customers", "contact", values=["010-2345-6789", "010-9876-5432"]) == ["phone"]


def test_a_session_in_a_database_is_told_by_what_is_kept_of_it(item):
    kept = "user_id", "ip_address", "user_agent", "payload", "last_activity"
    assert item("sessions", "id", *kept) == ["session_token"]
    assert item("sessions", "id", *kept, kind="bigint") == []
    assert item("sessions", "id", "title", "speaker") == []


@pytest.mark.parametrize(
    ("table", "name", "comment", "expected"),
    [
        ("payment", "expire_date", None, []),
        ("stakes", "stakeholder", None, []),
        ("payment_log", "grade_name", "회원 등급명", []),
        ("emp", "grade_name", "직급명", ["job"]),
        ("room_deposit", "deduction_amount", "차감금액", []),
        ("payroll", "deduction_amount", None, ["income"]),
        ("social_account", "provider_uid", "소셜 UID", ["social_account"]),
        ("admin", "admin_uname", None, ["user_id"]),
        ("personnel", "duty", None, ["job"]),
        ("vehicles", "insurance", None, []),
        ("parking_sessions", "plate", None, ["vehicle_number"]),
        ("menu", "plate", None, []),
        ("delivery", "delivery_man", None, ["name"]),
    ],
)
def test_names_of_found_databases(item, table, name, comment, expected):
    assert item(table, name, comment=comment) == expected


def test_what_goes_with_a_card_or_an_address_is_told_beside_it(item):
    assert item("payment", "expire_date", "card_no") == ["credit_card"]
    assert item("producer", "producer_add", "producer_phone", "postal_code") == ["address"]
    assert item("roles", "can_add", "address") == []
    assert item("patients", "insurance", "birth_date", "medical_history") == ["health"]


def test_whose_key_a_comment_says_it_is_is_nobody_s_health(item):
    doctor = "id du médecin traitant"
    assert item("patients", "id_medecin", kind="int", comment=doctor) == []


def test_an_id_beside_a_password_is_what_people_log_in_with(item):
    short = {"kind": "varchar(20)"}
    assert item("member", "id", "pw", "name", **short) == ["user_id"]
    assert item("member", "id", "pw", **short, values=["mina", "jonas7", "kim.ha"]) == ["user_id"]
    assert item("member", "id", "pw", kind=TEXT, values=["mina", "jonas7", "kim.ha"]) == ["user_id"]
    drawn = ["5f2b9c1e8d3a4b6c7d8e9f01", "5f2b9c1e8d3a4b6c7d8e9f02", "60c72b2f9b1d8e4f5a6b7c8d"]
    assert item("member", "id", "pw", kind="varchar(24)", values=drawn) == []
    assert item("member", "id", "password", "email", kind="varchar(36)") == []
    assert item("member", "id", "password", "email", kind="varchar(24)") == []
    assert item("member", "id", "password", "email", kind="int") == []
    assert item("member", "id", "password", "user_id", **short) == []
    assert item("member", "id", "password", "login_id", **short) == []
    assert item("goods", "id", "name", **short) == []
