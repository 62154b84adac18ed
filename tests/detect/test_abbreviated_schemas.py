"""What systems of insurers, hospitals, schools and offices taught, in tables of our own."""

import pytest

from pii_scan.model import Field

TEXT = "varchar(100)"


@pytest.fixture
def items(find):
    """The items of the columns of one table: names, or (name, type) or (name, type, comment)."""

    def of(table, *columns):
        fields = [
            Field("db", (table, name), kind, comment=c) for name, kind, c in map(_full, columns)
        ]
        return dict(find.of([(field, []) for field in fields]).keys())

    return of


def _full(column):
    return (*column, None)[:3] if isinstance(column, tuple) else (column, TEXT, None)


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        # Insurers and banks.
        ("tb_cust", "RRNO_ENCP", "resident_registration_number"),
        ("tb_cust", "ACNT_NO_ENCP", "bank_account"),
        ("tb_cust", "MPHN_TSNO", "phone"),
        ("tb_cust", "MPHN_SRLNO", "phone"),
        ("tb_cust", "EMAL_ADDR", "email"),
        ("tb_cust", "OCP_CD", "job"),
        ("tb_cust", "NTNT_CD", "nationality"),
        ("tb_clm", "DSES_NM", "health"),
        ("tb_clm", "SURG_CD", "health"),
        ("tb_clm", "HSPZ_DYS", "health"),
        ("tb_car", "VHNO", "vehicle_number"),
        ("tb_ctrt", "CTRTR_NM", "name"),
        ("tb_ctrt", "FP_NM", "name"),
        ("tb_call", "CNSL_CTT", "chat_message"),
        # Hospitals, whose words run together.
        ("PTINF", "PTNM", "name"),
        ("PTINF", "BIRYMD", "birth_date"),
        ("PTINF", "RHTYP", "health"),
        ("RCPINF", "MEDDRNM", "name"),
        ("RCPINF", "ORDDRNM", "name"),
        ("RCPINF", "RGSTID", "user_id"),
        ("RCPINF", "CHIEFCOMP", "health"),
        ("DXINF", "DXCD", "health"),
        ("DXINF", "DXNM", "health"),
        ("LABRSLT", "RSLTVAL", "health"),
        ("patients", "tobacco_past_use", "health"),
        # Universities, in Korean with Latin letters.
        ("tb_hakjuk", "BOHOJA_NM", "name"),
        ("tb_hakjuk", "CHULSIN_GO", "education"),
        ("tb_sungjuk", "PYUNGJUM", "education"),
        ("tb_sangdam", "SANGDAM_CN", "chat_message"),
        ("tb_minwon", "MINWON_CN", "chat_message"),
        ("hr_mst", "EMP_NM_HAN", "name"),
        ("hr_mst", "JIKMU_CD", "job"),
        ("hr_mst", "BONJUK", "address"),
        ("hr_mst", "EYESIGHT_L", "health"),
        ("tb_attend", "IN_TIME", "usage_record"),
        ("tb_user", "OTP_KEY", "password"),
        # International programs.
        ("delivery", "SIGN_IMG", "signature"),
        ("tb_sms", "to", "phone"),
        ("tb_counsel", "content", "chat_message"),
        ("inquiries", "inq_text", "chat_message"),
        ("message_queue", "content", "chat_message"),
        ("ticket_articles", "body", "chat_message"),
        ("search_history", "query_desc", "usage_record"),
        ("conf_attendee", "leave_at", "usage_record"),
        ("email_log", "cc_recipients", "email"),
        ("page_hits", "date_hit", "usage_record"),
        ("user_devices", "fingerprint", "device_info"),
        ("lead_devices", "client_info", "device_info"),
        ("employee", "bank_ac_no", "bank_account"),
        ("pay_log", "pg_tran_id", "payment_record"),
        ("writers", "writerMobile", "phone"),
        ("cti_logs", "to", "phone"),
        ("user_devices", "location", "location"),
        ("user_devices", "device_details", "device_info"),
        ("leads", "foursquare", "social_account"),
        ("employees", "person_to_be_contacted", "name"),
        ("reservation", "companion2", "name"),
        ("realtors", "represent_name", "name"),
        ("invoices", "address_display", "address"),
        # Look-alikes.
        ("att_daily", "CARD_NO", None),
        ("tb_gate", "card_no", None),
        ("payment_gate", "card_no", "credit_card"),
        ("products", "represent_img", None),
        ("devices", "location_code", None),
        ("tb_gwamok", "HAKJUM", None),
        ("tb_gwamok", "GWAMOK_NM", None),
        ("tb_ward", "WARD_NM", None),
        ("tb_car", "CAR_NM", None),
        ("calendars", "last_log", None),
        ("golf_score", "strokes", None),
        ("users", "cellPhoneCountryCode", None),
        ("products", "LOGO_IMG", None),
        ("products", "img_url", None),
        ("scenes", "dx", None),
        ("tb_point", "PT_NM", None),
        ("posts", "rslt_cd", None),
        ("items", "emal_cnt", None),
        ("docs", "query_desc", None),
        ("tasks", "leave_at", None),
        ("job_hist", "rslt_msg", None),
        ("images", "sign_type", None),
    ],
)
def test_a_column_is_found_by_its_name(items, table, name, item):
    assert items(table, name) == ({name: item} if item else {})


@pytest.mark.parametrize(
    ("table", "name"), [("tb_ctrt", "FP_ENO"), ("tb_gangui", "GYOSU_NO"), ("RCPINF", "DRID")]
)
def test_a_short_text_that_numbers_somebody_is_what_they_log_in_with(items, table, name):
    assert items(table, (name, "varchar(10)")) == {name: "user_id"}
    assert items(table, (name, "varchar(64)")) == {}


@pytest.mark.parametrize("mobile", ["rsv_hp", "RSV_MOBILE", "rsv_cell_phone", "rsv_mobile_no"])
def test_who_has_a_mobile_phone_is_somebody(items, mobile):
    assert items("t_list", "rsv_nm", mobile)["rsv_nm"] == "name"
    assert items("t_list", "rsv_nm") == {}
    assert items("t_list", "companion1", "companion1_hp")["companion1"] == "name"


@pytest.mark.parametrize(
    ("name", "phone"),
    [("rsv_nm", "rsv_tel"), ("store_nm", "store_hp"), ("branch_name", "branch_mobile")],
)
def test_a_shop_has_a_phone_and_is_nobody(items, name, phone):
    assert name not in items("t_list", name, phone)


def test_what_fights_has_points_and_no_phone(items):
    fought = ("boss_hp", "boss_mp", "attack", "weapon", "armor", "exp")
    assert "boss_name" not in items("t_list", "boss_name", *fought)


def test_numbered_columns_are_called_the_same(items):
    found = items("resident", "contact1", "contact2")
    assert found == {"contact1": "phone", "contact2": "phone"}


def test_a_bank_does_not_take_what_the_account_beside_it_means(items):
    found = items("teachers", "te_id", "te_pw", "te_bank", "te_account", "te_hp", "te_email")
    assert found["te_account"] == "bank_account"
    assert found["te_id"] == "user_id"


def test_an_account_that_no_bank_stands_beside_is_what_people_log_in_with(items):
    assert "te_id" not in items("teachers", "te_id", "te_pw", "te_account", "te_hp", "te_email")


@pytest.mark.parametrize("table", ["media_server", "nodes", "firewall"])
def test_what_a_machine_that_serves_everybody_has_is_nobody_s(find, table):
    values = [f"10.0.0.{n}" for n in range(1, 40)]
    macs = [f"00:16:3e:00:00:{n:02x}" for n in range(1, 40)]
    columns = {("os_version", TEXT): [], ("public_ip", TEXT): values, ("mac_addr", TEXT): macs}
    assert find(columns, table=table) == {}
    logins = {("last_login_ip", TEXT): values}
    assert list(find(logins, table=table)) == [("last_login_ip", "ip_address")]


def test_frappe_keeps_who_made_a_row_by_their_login(items):
    kept = ("name", "creation", "modified", "modified_by", "owner")
    assert items("tabItem", *kept, "item_code") == {"modified_by": "user_id", "owner": "user_id"}
    assert items("item", "modified", "owner", "item_code") == {}


def test_a_mail_goes_from_somebody_to_others(items):
    found = items("articles", "from", "to", "cc", "subject", "message_id")
    assert {found.get(name) for name in ("from", "to", "cc")} == {"email"}
    assert items("routes", "from", "to", "subject") == {}


def test_what_is_paid_by_card_is_no_wage(items):
    found = items("tbl_pay", ("pa_amount", "int"), "pa_method", ("pa_date", "date"), "pa_cardno")
    assert found["pa_amount"] == found["pa_method"] == found["pa_date"] == "payment_record"
    assert items("pay", ("amount", "int"), ("deduction", "int"))["amount"] == "income"


def test_beside_an_account_at_a_bank_another_one_is_a_login(items):
    found = items("members", "account", "bank", "bank_account", "email")
    assert found["account"] == "account_id"
    assert found["bank_account"] == "bank_account"


@pytest.mark.parametrize("kept", [(), ("creation", "modified_by", "owner")])
def test_a_place_called_after_its_table_is_where_nobody_lives(items, kept):
    columns = ("warehouse_name", "address1", "city", "zip", "geolocation")
    assert not {"address", "postal_code", "location", "name"} & set(
        items("warehouses", *columns, *kept).values()
    )
    assert items("warehouses", "customer_name", "address1")["address1"] == "address"


@pytest.mark.parametrize("name", ["acct_nm", "account_name", "acc_nm"])
def test_the_name_of_an_account_at_a_bank_is_whose_it_is(items, name):
    assert items("payees", "bank_nm", "acct_no", name)[name] == "name"
    assert items("crm", name, "industry").get(name) != "name"
