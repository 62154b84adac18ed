"""Words of columns that schemas of real applications have, in tables of our own, by name only."""

import pytest

TEXT = "varchar(100)"


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
