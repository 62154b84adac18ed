"""Words of columns that schemas of real applications have, in tables of our own, by name only."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def find_in_tables():
    """The item of each column without values, given as {table: {column: type}}."""
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))

    def found(tables):
        fields = [
            Field("db", (table, column), kind)
            for table, columns in tables.items()
            for column, kind in columns.items()
        ]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return {finding.field.path: finding.item for finding in judge.findings(evidence, 0.5)}

    return found


def items_of(found, name):
    return [item for column, item in found if column == name]


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        ("TB_USER", "USER_IPAD", "ip_address"),
        ("TB_USER", "UPDT_ID", "user_id"),
        ("TB_USER", "WRITE_ID", "user_id"),
        ("TB_USER", "CONFM_ID", "user_id"),
        ("TB_MBER", "MBER_RLNM", "name"),
        ("TB_MBER", "MBER_ACOUNTNO", "bank_account"),
        ("TB_SURVEY", "respond_nm", "name"),
        ("TB_USER", "sido", "address"),
        ("m_user", "no_telp", "phone"),
        ("m_user", "TLP", "phone"),
        ("couples", "mrrg_de", "family"),
        ("customers", "nrc_number", "tax_id"),
        ("patients", "national_code", "tax_id"),
        ("borrowers", "guarantor", "name"),
        ("borrowers", "village_name", "address"),
        ("riders", "residential_area", "address"),
        ("patients", "insurance_number", "health"),
        ("lab_test", "test_result", "health"),
        ("doctors", "specialty", "job"),
        ("employees", "certifications", "education"),
        ("students", "primary_completion_year", "education"),
        ("tracking_logs", "lat", "location"),
        ("email_logs", "body", "chat_message"),
        ("support_tickets", "message", "chat_message"),
        ("login_attempts", "attempted_at", "usage_record"),
        ("kyc_documents", "document_number", "tax_id"),
        ("trips", "fare_amount", "payment_record"),
        ("seller_bank_accounts", "account_name", "bank_account"),
        ("cars", "chepaihao", "vehicle_number"),
        ("doctors", "license_number", "job"),
        ("drivers", "license_number", "driver_license_number"),
        ("employees", "position_name", "job"),
        ("positions", "position_name", None),
        ("positions", "position_code", None),
        ("tenants", "id_card", "tax_id"),
        ("radiology_reports", "findings", "health"),
        ("vitals", "bps", "health"),
        ("sellers", "commission_bps", None),
        ("board_reply", "reply_no", None),
        ("network_cards", "nic", None),
        ("menu", "confm_at", None),
    ],
)
def test_words_of_real_schemas_are_read(find, table, name, item):
    assert items_of(find({(name, TEXT): []}, table), name) == ([item] if item else [])


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("account_number_last4", "bank_account"),
        ("account_number_hmac", "bank_account"),
        ("id_number_last4", "tax_id"),
        ("card_last4", "credit_card"),
        ("last4", "credit_card"),
        ("customer_last4", "credit_card"),
        ("phone_last4", "phone"),
    ],
)
def test_last_digits_and_keyed_hashes_are_of_what_stands_before(find, name, item):
    assert items_of(find({(name, TEXT): []}, "customers"), name) == [item]


@pytest.mark.parametrize(
    ("table", "items"),
    [("member_photos", ["photo"]), ("asset_photos", []), ("product_photos", [])],
)
def test_photos_of_goods_are_no_person_s_by_the_name_of_their_table(find, table, items):
    assert items_of(find({("url", TEXT): []}, table), "url") == items


def test_a_number_called_after_another_table_is_its_key_and_no_device(find_in_tables):
    tables = {
        "devices": {"id": "int", "imei": TEXT},
        "kids": {"device_id": "int", "name": TEXT},
        "pings": {"device_id": TEXT},
        "tb_student": {"student_id": "bigint"},
    }
    found = find_in_tables(tables)
    assert ("kids", "device_id") not in found
    assert ("tb_student", "student_id") not in found
    assert found["pings", "device_id"] == "device_id"
    files = {"devices.csv": tables["devices"], "kids.csv": tables["kids"]}
    assert ("kids.csv", "device_id") not in find_in_tables(files)
    assert find_in_tables({"kids": tables["kids"]})["kids", "device_id"] == "device_id"


def test_keys_are_told_where_all_tables_begin_alike_and_names_are_folded(find_in_tables):
    columns = {"deviceid": "int", "speed": "double", "paid": "int"}
    tables = {"tc_devices": {"id": "int", "uniqueid": TEXT}, "tc_positions": columns}
    assert ("tc_positions", "deviceid") not in find_in_tables(tables)
    alone = {"tc_positions": columns, "other": {"id": "int"}}
    assert find_in_tables(alone)["tc_positions", "deviceid"] == "device_id"


def test_a_table_of_first_and_last_names_is_about_people_whatever_it_is_called(find):
    columns = {(name, TEXT): [] for name in ("address", "country")}
    names = {("firstname", TEXT): [], ("last_name", TEXT): []}
    contact = {("contact_first_name", TEXT): [], ("contact_last_name", TEXT): []}
    assert items_of(find(columns | names, "cc_card"), "address") == ["address"]
    assert items_of(find(columns | contact, "servers"), "address") == []


def test_a_character_of_a_game_is_no_person_and_its_points_no_phone(find):
    character = {("name", TEXT): [], ("sex", "char(1)"): [], ("hp", "int"): []}
    stats = {("max_hp", "int"): [], ("agi", "int"): [], ("atk1", "int"): [], ("def", "int"): []}
    stats |= {("job_level", "int"): [], ("father", "int"): [], ("last_ip", TEXT): []}
    assert set(find(character | stats, "heroes")) == {("last_ip", "ip_address")}
    members = find(character, "members")
    assert set(members) == {("name", "name"), ("sex", "gender"), ("hp", "phone")}


def test_the_address_of_a_client_is_where_it_lives_or_what_it_connects_from(find):
    homes = [f"{number} Oak Street, Springfield" for number in range(10, 30)]
    found = find({("ClientAddress", "nvarchar(400)"): homes}, "Customer")
    assert items_of(found, "ClientAddress") == ["address"]
    peers = [f"203.0.{number}.{number + 3}" for number in range(10, 30)]
    found = find({("client_address", TEXT): peers}, "customer")
    assert items_of(found, "client_address") == ["ip_address"]
    assert items_of(find({("client_address", TEXT): []}, "customer"), "client_address") == [
        "ip_address"
    ]


@pytest.mark.parametrize(
    ("table", "column", "type_", "item"),
    [
        ("contact", "gender_id", "int", "gender"),
        ("members", "marital_status_id", "int", "family"),
        ("clients", "bankname", "text", "bank_account"),
        ("tb_ord_mst", "pay_mthd_cd", "varchar(10)", "payment_record"),
        ("tb_emp", "jikgup_nm", "varchar(20)", "job"),
        ("userinfo", "portalloginpassword", "varchar(128)", "password"),
        ("진료", "처방내역", "text", "health"),
        ("tc_positions", "latitude", "double", "location"),
    ],
)
def test_names_of_programs_that_had_not_been_seen(find, table, column, type_, item):
    assert items_of(find({(column, type_): []}, table), column) == [item]


@pytest.mark.parametrize(
    ("table", "found"), [("warehouses", set()), ("customers", {"zip", "city"})]
)
def test_a_postal_code_of_a_thing_is_none_of_a_person_s(find_in_tables, table, found):
    columns = {"name": TEXT, "zip": TEXT, "city": TEXT}
    assert {column for _, column in find_in_tables({table: columns})} - {"name"} == found
