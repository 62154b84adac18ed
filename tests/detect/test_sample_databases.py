"""What sample and application databases taught, in tables and with values of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


def items_of(found, name):
    return [item for column, item in found if column == name]


def columns(*names, kind=TEXT):
    return {(name, kind): [] for name in names}


@pytest.mark.parametrize(
    ("table", "name", "kind", "item"),
    [
        # When something of a thing last happened is nobody's use of it.
        ("topics", "last_post_time", "bigint", None),
        ("projects", "last_activity_at", "timestamp", None),
        ("ci_runners", "last_online", "bigint", None),
        ("members", "last_active_at", "timestamp", "usage_record"),
        # PostgreSQL folds lastActivityAt, and some date by the seconds since 1970.
        ("sessions", "lastactivityat", "bigint", "usage_record"),
        ("members", "lastloginat", "bigint", "usage_record"),
        ("members", "last_login_unix", "bigint", "usage_record"),
        ("species", "habitat", TEXT, None),
        ("purchases", "achat", TEXT, None),
        # A vendor's rating is no customer's.
        ("vendors", "credit_rating", "int", None),
        ("customers", "credit_score", "int", "income"),
        ("members", "소득분위", "int", "income"),
        # What a row is numbered by in its table.
        ("node", "nid", "int", None),
        ("members", "nid", TEXT, "tax_id"),
        ("members", "user_rank", "int", None),
        ("members", "sig_bbcode_uid", TEXT, None),
        ("orders", "shipping_amount", "decimal(12,2)", None),
        ("payments", "amount", "decimal(12,2)", "payment_record"),
        ("orders", "creditcardapprovalcode", TEXT, "payment_record"),
        ("order_payment", "cc_trans_id", TEXT, "payment_record"),
        ("customer", "contact_first", TEXT, "name"),
        ("sales_leads", "title", TEXT, "job"),
        ("posts", "title", TEXT, None),
        # The fields of what stands in front.
        ("users_field_data", "name", TEXT, "name"),
        ("node_field_data", "title", TEXT, None),
        ("profile_fields_data", "pf_facebook", TEXT, "social_account"),
        ("users", "username_clean", TEXT, "user_id"),
    ],
)
def test_names_of_sample_databases(find, table, name, kind, item):
    assert items_of(find({(name, kind): []}, table), name) == ([item] if item else [])


def test_a_customer_with_a_contact_is_a_company(find):
    contacts = columns("contact_first_name", "contact_last_name", "phone")
    found = find({**contacts, **columns("customer_name")}, "customers")
    assert items_of(found, "customer_name") == ["company_name"]
    assert items_of(found, "contact_first_name") == ["name"]
    lead = find(columns("partner_name", "contact_name", "email"), "crm_lead")
    assert items_of(lead, "partner_name") == ["company_name"]
    alone = find(columns("customer_name", "phone"), "customers")
    assert items_of(alone, "customer_name") == ["name"]


def test_whom_to_call_in_need_is_no_contact_at_a_customer(find):
    found = find(columns("name", "emergency_contact_first_name"), "staff")
    assert items_of(found, "name") == ["name"]
    people = ["Mina Keller", "Jonas Weber", "Clara Vogt", "Peter Lang", "Anna Roth", "Tim Beck"]
    people += ["Eva Kuhn", "Max Haas", "Lea Sommer", "Paul Engel", "Nora Busch", "Jan Pohl"]
    found = find({("emergency_contact", TEXT): people}, "employees")
    assert items_of(found, "emergency_contact") == ["name"]


def test_who_is_married_is_a_person_whatever_the_file_is_called(find):
    bank = columns("name", "age", "job", "marital", "education", "country")
    assert items_of(find(bank, "bank-data"), "name") == ["name"]
    assert items_of(find(bank, "bank-data"), "age") == ["age"]
    assert items_of(find(columns("name", "country", "swift"), "bank-data"), "name") == []


def test_a_program_that_people_log_in_with_is_nobody(find):
    client = columns("client_id", "client_name", "redirect_uris", "grant_types")
    assert items_of(find(client, "oauth_clients"), "client_name") == []
    passport = columns("name", "secret", "redirect_uri")
    assert items_of(find(passport, "oauth_clients"), "name") == []
    assert items_of(find(columns("client_name"), "visits"), "client_name") == ["name"]


def test_numbers_with_points_in_a_column_of_telephones_are_no_addresses(find):
    dotted = [f"88.60.{a}.{b}" for a in (11, 22, 33, 44) for b in (15, 26, 37)]
    others = [f"030-00{n}" for n in range(65_000, 65_040)]
    assert items_of(find({("phone", TEXT): dotted + others}), "phone") == ["phone"]
    assert items_of(find({("note", TEXT): dotted}), "note") == ["ip_address"]
    # A checksum proves what the form leaves open.
    foreigners = ["900101-5999991", "880229-6999997", "010203-7999993"]
    assert "foreigner_registration_number" in items_of(find({("phone", TEXT): foreigners}), "phone")


def test_one_number_of_many_is_none_of_a_person(find):
    # 1747-11-25 … as milliseconds: one of them is built as a foreigner's number with its check.
    moments = [str(1_747_300_000_000 + n * 9_999_991) for n in range(120)]
    foreigner = "0102037999993"
    assert find({("updateat", "bigint"): [*moments, foreigner]}, "users") == {}
    assert items_of(find({("memo", TEXT): [foreigner]}), "memo")


def test_numbers_with_spaces_are_no_sentence(find):
    numbers = [f"1 {year} 0{month} 75 116 0{month}1" for year in (51, 66, 78) for month in (1, 4)]
    assert items_of(find({("ssnid", TEXT): numbers}, "employees"), "ssnid") == ["tax_id"]
    words = ["asked again next week please", "has sent a copy of it", "none was given so far"]
    assert items_of(find({("ssnid", TEXT): words}, "employees"), "ssnid") == []


def test_a_score_beside_a_student_is_schooling(find):
    grades = {**columns("stdnt_no"), ("score", "int"): []}
    assert items_of(find(grades, "tb_grade"), "score") == ["education"]
    assert items_of(find({("score", "int"): []}, "games"), "score") == []


def test_a_comment_says_once_what_the_name_says(find):
    field = Field("db", ("tb_student", "grdn_nm"), TEXT, comment="보호자명")
    people = ["김민수", "이서연", "박도윤", "최하은", "정예준", "강지우", "조수아", "윤시우"]
    people += ["장서윤", "임주원", "한지호", "오유진"]
    found = find.of([(field, people)])
    assert [item for _, item in found] == ["name"]


def test_letters_in_a_word_are_no_word_of_calling(find):
    urls = [f"https://avatars.example.com/u/1544{n}?v=4" for n in range(1234, 1254)]
    assert items_of(find({("avatar_url", TEXT): urls}, "accounts"), "avatar_url") == ["photo"]
    assert items_of(find({("memo", TEXT): ["A/S 15441234", "ARS: 1588-1234"]}), "memo") == ["phone"]


def test_a_number_of_another_service_is_no_key_of_a_row(find):
    numbers = [str(2_905_114_000 + n * 7919) for n in range(30)]
    found = find({("provider_id", TEXT): numbers, ("user_id", "int"): []}, "social_accounts")
    assert items_of(found, "provider_id") == ["social_account"]
    assert items_of(found, "user_id") == []
    assert find({("provider_id", TEXT): numbers}, "claims") == {}
    assert find({("provider_id", "int"): numbers}, "social_accounts") == {}


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        ("mitglieder", "kontoinhaber", "name"),
        ("pacientes", "contacto_emergencia", "name"),
        ("medicos", "especialidad", "job"),
        ("pacientes", "nss", "tax_id"),
        ("contacts", "MailingCountry", "country"),
        ("contacts", "Organization Title", "job"),
        ("주문", "결제위치", None),
        ("주문", "현재위치", "location"),
        ("oauth_client", "client_name", None),
        ("clients", "client_name", "name"),
    ],
)
def test_names_of_exports(find, table, name, item):
    beside = {("phone", TEXT): []}
    assert items_of(find({(name, TEXT): [], **beside}, table), name) == ([item] if item else [])


def test_first_and_last_are_names_where_the_rows_are_people(find):
    people = columns("first", "last", "gender", "job", "lat", "long", "dob")
    found = find(people, "fraudTrain")
    assert items_of(found, "first") == items_of(found, "last") == ["name"]
    assert items_of(found, "job") == ["job"]
    assert items_of(found, "gender") == ["gender"]
    assert items_of(found, "lat") == items_of(found, "long") == ["location"]
    # Prices and ranges have a first and a last as well.
    assert find(columns("symbol", "first", "last", "volume"), "quotes") == {}


def test_a_manager_is_somebody(find):
    assert items_of(find(columns("store", "manager"), "sales_by_store"), "manager") == ["name"]
    assert find({("manager", "int"): []}, "departments") == {}
    assert find(columns("package_manager", "manager_class"), "settings") == {}


def test_what_a_program_says_is_no_message_of_anybody(find):
    texts = columns("msg_key", "locale", "msg_txt")
    assert items_of(find(texts, "tb_i18n"), "msg_txt") == []
    assert items_of(find(columns("rcv_no", "msg_txt"), "tb_sms"), "msg_txt") == ["chat_message"]


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        ("tb_batch_log", "job_nm", None),
        ("employees", "job_name", "job"),
        ("tb_prd", "prd_nm", None),
        ("shipments", "weight_kg", None),
        ("patients", "weight_kg", "health"),
        ("flights", "passenger", "name"),
        ("flights", "passenger_count", None),
    ],
)
def test_names_of_batches_goods_and_travellers(find, table, name, item):
    assert items_of(find({(name, TEXT): []}, table), name) == ([item] if item else [])


def test_an_age_that_a_product_is_made_for_is_nobody_s(find):
    assert find({("std_age", "int"): ["40", "45", "50", "55"] * 5}, "tb_prd") == {}


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        ("직원", "내선", "phone"),
        ("수납", "수납방법", "payment_record"),
        ("검사결과", "결과값", "health"),
        ("lead_devices", "device_os_name", "os_info"),
        ("persons", "gender_source_value", "gender"),
        ("employee", "minit", "name"),
        ("employees", "last_connection_date", "usage_record"),
        ("churn", "SeniorCitizen", None),
        ("persons", "citizenship", "nationality"),
        ("addresses", "alias", None),
        ("members", "alias", "nickname"),
    ],
)
def test_names_of_more_sample_databases(find, table, name, item):
    assert items_of(find({(name, TEXT): []}, table), name) == ([item] if item else [])


def test_children_of_a_row_are_no_family(find):
    count = {("children_count", "int"): []}
    assert find({**count, ("parent_id", "int"): []}, "comments") == {}
    assert items_of(find(count, "employees"), "children_count") == ["family"]


def test_numbers_of_no_exchange_are_telephones_in_a_column_of_them(find):
    numbers = [f"+1 317 123 41{n}" for n in range(10, 40)]
    assert items_of(find({("phone_numbers", TEXT): numbers}, "customers"), "phone_numbers") == [
        "phone"
    ]
    assert find({("offset", TEXT): numbers}, "t") == {}
