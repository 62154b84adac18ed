"""What databases that students, schools and small shops built taught, with values of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


@pytest.fixture
def items(find):
    """The items of each column of a table: (name, type, values)."""

    def of(table, *fields):
        told = [(Field("db", (table, name), kind), values) for name, kind, values in fields]
        found = find.of(told)
        return {name: sorted(i for n, i in found if n == name) for name, *_ in fields}

    return of


@pytest.fixture
def item(items):
    """The items of the first of some columns of texts without values."""

    def of(table, name, *others, kind=TEXT, values=()):
        fields = [(name, kind, list(values)), *((other, TEXT, []) for other in others)]
        return items(table, *fields)[name]

    return of


class TestShortFormsOfTables:
    @pytest.mark.parametrize(
        ("table", "name", "expected"),
        [
            ("doctors", "doc_name", ["name"]),
            ("reservation_tb", "res_name", ["name"]),
            ("instructor", "ins_name", ["name"]),
            ("participants", "part_photo", ["photo"]),
        ],
    )
    def test_the_beginning_of_a_table_says_whose_a_name_is(self, item, table, name, expected):
        assert item(table, name) == expected

    @pytest.mark.parametrize(
        ("table", "name"),
        [
            ("department", "dep_name"),  # a thing's
            ("product", "pro_name"),
            ("settings", "set_name"),
            ("documents", "doc_name"),
            ("logins", "log_name"),  # called so in full
            ("doctors", "dog_name"),  # no beginning of it
        ],
    )
    def test_other_words_in_front_say_nothing_of_people(self, item, table, name):
        assert item(table, name) == []


class TestHalvesOfNames:
    @pytest.mark.parametrize(
        ("name", "other"),
        [
            ("nome", "cognome"),
            ("nombre", "apellidos"),
            ("nom", "prenom"),
            ("name", "vorname"),
            ("vname", "nname"),
        ],
    )
    def test_beside_one_half_of_a_name_is_the_other(self, item, name, other):
        assert item("elenco", name, other) == ["name"]

    @pytest.mark.parametrize("other", ["marca", "colore", "contact_first_name"])
    def test_a_name_alone_may_be_anything_s(self, item, other):
        assert item("elenco", "nome", other) == []


class TestOffers:
    def test_what_is_described_and_costs_something_is_no_person(self, items):
        plans = ["朝食付きプラン", "素泊まりプラン"]
        others = [("description", TEXT, []), ("price", "decimal(10,2)", [])]
        assert items("booking", ("name", TEXT, plans), *others)["name"] == []

    def test_who_books_has_more_than_a_price(self, items):
        others = [("price", "decimal(10,2)", []), ("phone", TEXT, [])]
        assert items("booking", ("name", TEXT, []), *others)["name"] == ["name"]

    def test_people_whose_hours_cost_something_are_people(self, item):
        assert item("coaches", "name", "price", "description") == ["name"]


class TestLogins:
    STUDENTS = ("hjkim92", "soo.park", "leemj07")

    def test_an_id_beside_its_password_is_what_somebody_logs_in_with(self, items):
        columns = ("student_id", TEXT, self.STUDENTS), ("student_pw", TEXT, [])
        assert items("student", *columns)["student_id"] == ["user_id"]

    def test_a_student_s_id_alone_is_a_number_of_the_school(self, items):
        columns = ("student_id", TEXT, ["S2023-1001", "S2023-1002"]), ("student_name", TEXT, [])
        assert items("student", *columns)["student_id"] == ["education"]

    def test_people_with_a_number_log_in_with_their_id(self, items):
        columns = ("id", TEXT, self.STUDENTS), ("num", "int", []), ("name", TEXT, [])
        assert items("people", *columns, ("age", "int", []))["id"] == ["user_id"]
        assert items("shops", *columns, ("floor", "int", []))["id"] == []

    @pytest.mark.parametrize(
        ("table", "name", "kind", "values", "expected"),
        [
            ("passenger", "pw", "int", ["4821", "1511302", "7893"], ["password"]),
            ("members", "password", "int", ["0", "1", "1"], []),
            ("members", "password_length", "int", ["8", "12"], []),
            ("lasers", "pw", "int", ["4821", "1511302"], []),
        ],
    )
    def test_digits_may_be_a_person_s_password(self, items, table, name, kind, values, expected):
        assert items(table, (name, kind, values))[name] == expected

    @pytest.mark.parametrize("end", ["png", "JPG", "pdf", "xlsx", "mp4"])
    def test_names_of_files_are_no_logins(self, items, end):
        files = [f"actor_{n}.{end}" for n in range(1, 6)]
        assert items("movie", ("pic_actor", TEXT, files))["pic_actor"] == []

    def test_logins_with_dots_are_logins(self, items):
        assert items("events", ("actor", TEXT, self.STUDENTS))["actor"] == ["user_id"]


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("orders", "od_pay", ["payment_record"]),
        ("employees", "pay", ["income"]),
        ("orders", "payload", []),
    ],
)
def test_pay_is_paid_where_people_order_and_earned_elsewhere(item, table, name, expected):
    assert item(table, name) == expected


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("patient", "GEND_CD", ["gender"]),
        ("従業員", "従業員名", ["name"]),
        ("従業員", "時給", ["income"]),
        ("部署", "部署名", []),
        ("shain_table", "address", ["address"]),
        ("impiegati", "RedditoMensile", ["income"]),
        ("dipendenti", "luogo_residenza", ["address"]),
        ("dipendenti", "citta", ["address"]),
        ("evento", "citta", []),
        ("kfzzuordnung", "kfz_kennzeichen", ["vehicle_number"]),
        ("auftrag", "storno_kennzeichen", []),
        ("lieferant", "LiefUStID", ["tax_id"]),
        ("feedback", "feedback_content", ["chat_message"]),
        ("class", "class_teacher", ["name"]),
        ("class", "class_title", []),
        ("학부", "학과", []),
        ("학생", "학과", ["education"]),
    ],
)
def test_words_of_other_languages_and_schools(item, table, name, expected):
    assert item(table, name) == expected


def test_a_postal_code_of_italy_stands_beside_a_city(item):
    assert item("dipendenti", "cap", "citta", "indirizzo") == ["postal_code"]
    assert item("limits", "cap", "floor") == []


class TestCompanies:
    def test_an_account_with_an_industry_is_a_company(self, item):
        assert item("crm_accounts", "account_name", "industry") == ["company_name"]
        assert item("bank_accounts", "account_name", "iban") == ["bank_account"]
        assert item("crm_accounts", "parent_account", "industry", kind="int") == []

    def test_what_a_company_has_on_the_web_is_not_somebody_s(self, item):
        assert item("crm_accounts", "website", "industry") == []
        assert item("users", "website", "nickname") == ["social_account"]

    @pytest.mark.parametrize("table", ["productos", "institucion", "reparti", "produits"])
    def test_things_of_other_languages_have_names(self, item, table):
        assert item(table, "nombre", "email") == []


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("drivers", "license", ["driver_license_number"]),
        ("software", "license", []),
        ("staff", "employee_code", ["user_id"]),
        ("staff", "department_code", []),
        ("orders", "m_id", ["user_id"]),
        ("movie", "m_id", []),
        ("teacher", "tno", []),
        ("gift_cards", "card_number", []),
        ("customer_cards", "card_number", ["credit_card"]),
    ],
)
def test_whose_numbers_and_codes_are(item, table, name, expected):
    assert item(table, name) == expected


def test_an_age_in_italian_stands_beside_names(item):
    assert item("dipendenti", "eta", "nome", "cognome") == ["age"]
    assert item("shipping", "eta", "carrier", "vessel") == []


def test_a_number_beside_an_amount_is_one_of_a_payment(item):
    assert item("pg_result", "tno", "paid_amount") == ["payment_record"]
