"""Names that the models of real programs have, in tables of our own, each beside a look-alike."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def items():
    """The items of the columns of one table, by name only; a column is (name, type, comment)."""
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))

    def found(table, *columns):
        fields = [
            Field("db", (table, name), type_, comment=comment) for name, type_, comment in columns
        ]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return {f.field.name: f.item for f in judge.findings(evidence, 0.5)}

    return found


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        # Cards are told from what is only called a card.
        ("cards", "pin", "card_pin"),
        ("debit_cards", "pin_hash", "card_pin"),
        ("sim_cards", "pin", None),
        ("sim_cards", "number", None),
        ("gift_cards", "number", None),
        ("flash_cards", "name", None),
        ("loyalty_cards", "holder", "name"),
        ("payment_tries", "cc_first_digits", "credit_card"),
        ("payment_tries", "cc_last_digits", "credit_card"),
        # Passwords and identities that have tables of their own.
        ("user_password", "hash", "password"),
        ("commits", "hash", None),
        ("users", "identity_provider_id", "social_account"),
        ("push_device_token", "token", "device_id"),
        ("bookings", "sms_reminder_number", "phone"),
        ("bookings", "i_cal_uid", None),
        ("chat_messages", "rendered_content", "chat_message"),
        ("templates", "rendered_content", None),
        # Short forms of hospitals and offices.
        ("ptnt_info", "frgn_no", "foreigner_registration_number"),
        ("med_rcpn", "main_symptom", "health"),
        ("vital_sign", "bp_sys", "health"),
        ("vital_sign", "bdtmp", "health"),
        ("ptnt_allergy", "allergy_nm", "health"),
        ("std_mst", "high_sch_nm", "education"),
        ("shpr_mst", "chrg_nm", "name"),
        ("bill_mst", "chrg_amt", None),
        ("ins_cont", "insrd_nm", "name"),
        ("ins_cont", "bnfcry_nm", "name"),
        ("clm_rcpt", "clmnt_nm", "name"),
        ("clm_rcpt", "dsas_nm", "health"),
        ("rsv_mst", "rsvr_nm", "name"),
        ("review", "wrtr_nm", "name"),
        ("borrowers", "pan_card", "tax_id"),
        ("borrowers", "library_card", None),
        ("bank_accounts", "account", "bank_account"),
        ("payees", "payee_ac_no", "bank_account"),
        ("hvac_units", "ac_no", None),
        # What is entered may be anything.
        ("guests", "entered_at", None),
        ("spool", "entry_time", None),
        ("visits", "entered_at", "usage_record"),
        ("visitor_log", "exit_time", "usage_record"),
        # Calls.
        ("calls", "dialed_number", "phone"),
        ("call_archive", "called_station", "phone"),
        ("cc_call", "src", "phone"),
        ("cdr", "clid", "phone"),
        ("cdr", "start_time", "usage_record"),
        ("api_call", "start_time", None),
        ("campaign", "forward_number", "phone"),
        ("stations", "called_at", None),
        # Brands that are two words in camel case.
        ("profiles", "linkedIn", "social_account"),
        ("profiles", "gitHubUrl", "social_account"),
        ("profiles", "youTubeUrl", "social_account"),
        ("accounts_linked", "linked_invoice", None),
        ("members", "snsid", "social_account"),
        ("members", "openId", "social_account"),
        ("members", "unionid", "social_account"),
        ("shops", "open_id", None),
        ("members", "profileimg", "photo"),
        ("products", "thumbimg", None),
        ("members", "thumb", "photo"),
        ("videos", "thumb", None),
        # A letter of the table in front.
        ("student", "sname", "name"),
        ("emp", "ename", "name"),
        ("tbl_customer", "caddress", "address"),
        ("student", "saadhar", "tax_id"),
        ("product", "pname", None),
        ("server", "sname", None),
        ("post", "page", None),
        ("student", "ename", None),
        # Forms that people fill in.
        ("contact_form", "question", "chat_message"),
        ("contact_us", "message", "chat_message"),
        ("survey_form", "question", None),
        ("contacts", "mob", "phone"),
        ("users", "mobno", "phone"),
        ("monsters", "mob", None),
        ("guests", "guest_tell", "phone"),
        ("orders", "shipping_message", "chat_message"),
        ("orders", "shipping_message_id", None),
        # Indonesian.
        ("karyawan", "tgllhr", "birth_date"),
        ("karyawan", "kelamin", "gender"),
        ("karyawan", "agama", "religion"),
        ("karyawan", "warga_negara", "nationality"),
        ("siswa", "jurusan", "education"),
        ("karyawan", "status_pernikahan", "family"),
        ("karyawan", "rekening", "bank_account"),
        ("guests", "martial_status", "family"),
        ("clubs", "martial_art", None),
        # Pain is no degree of a university's.
        ("patients", "pain_degree", "health"),
        ("patients", "pain_description", "health"),
        ("alumni", "degree", "education"),
        ("fonts", "degree", None),
        ("pat_visit", "insurance_no", "health"),
        ("car_visit", "insurance_no", None),
        ("rides", "pickUpLocation", "location"),
        ("rides", "dropOffLocation", "location"),
        ("files", "backup_location", None),
        ("reservation", "total_pay", "payment_record"),
        ("payslips", "total_pay", "income"),
        ("reservation", "pay_money", "payment_record"),
        ("book", "author", None),
        ("customer", "enterprise_name", "company_name"),
        ("licenses", "enterprise_edition", None),
        ("good_jobs", "job_class", None),
        ("employees", "job_class", "job"),
        ("addresses", "country_area", "address"),
        ("deliveries", "cusName", "name"),
        ("orders", "cus_type", None),
        ("credit_cards", "last_digits", "credit_card"),
        ("shop_credit_cards", "start_month", "credit_card"),
        ("periods", "start_month", None),
        ("users", "last_failed_login_date", "usage_record"),
        ("jobs", "last_failed_run_date", None),
        ("order_cycles", "name", None),
        ("orders", "name", "name"),
        ("hr_users", "soc_number", "resident_registration_number"),
        ("res_customer", "sec_SOC_NUM2", "resident_registration_number"),
        ("social_groups", "group_number", None),
        ("travellers", "pass_num", "passport_number"),
        ("travellers", "pass_expire", None),
        ("employees", "messenger", "social_account"),
        ("users", "google", "social_account"),
        ("users", "dingtalk", "social_account"),
        ("settings", "google", None),
        ("couriers", "messenger_type", None),
        ("memo", "author", "name"),
    ],
)
def test_what_a_name_means_in_its_table(items, table, name, item):
    assert items(table, (name, TEXT, None)) == ({name: item} if item else {})


def test_who_fills_in_a_form_has_a_name_where_an_address_stands_beside_it(items):
    name, email = ("name", TEXT, None), ("email", TEXT, None)
    assert items("contact_form", name, email) == {"name": "name", "email": "email"}
    assert items("contact_form", name) == {}


@pytest.mark.parametrize(
    ("table", "name", "comment", "item"),
    [
        ("TB_RSV", "USER_ID", "예약자", "user_id"),
        ("TB_RSV", "RSV_NM", "예매자", "name"),
        ("TB_RSV", "RSV_NM", "예약실", None),
        ("member", "platform", "가입 경로", None),
        ("member", "platform", "접속 운영체제", "os_info"),
        ("account", "username", "사용자 이름", "name"),
        ("account", "username", "사용자 아이디", "user_id"),
        ("account", "username", "로그인용", "user_id"),
        ("ocmopr06", "cmtb", "수술기록1", "health"),
        ("ocmopr06", "room", "수술실명", None),
        ("emp", "sec_no2", "주민번호_암호화필드", "resident_registration_number"),
        ("emp", "enc_yn", "주민번호 암호화여부", None),
        ("emp", "msgr", "메신저", "social_account"),
        ("member", "m_thumb", "멤버 섬네일", "photo"),
        ("goods", "thumb", "상품 섬네일", None),
        ("emp", "comm", "보너스", "income"),
        ("game_event", "bonus", "보너스 점수", None),
        ("client", "account", "开户账号", "bank_account"),
        ("client", "account", "登录账号", "user_id"),
    ],
)
def test_what_a_comment_means(items, table, name, comment, item):
    assert items(table, (name, TEXT, comment)) == ({name: item} if item else {})


@pytest.mark.parametrize(
    ("name", "type_", "item"),
    [
        # A rate of taxes has decimals, and so have no numbers that people are known by.
        ("vat", "decimal(10,4)", None),
        ("vat", "varchar(20)", "tax_id"),
        ("phone", "numeric(12,2)", None),
        ("phone", "numeric(12)", "phone"),
        ("salary", "decimal(15,2)", "income"),
        ("latitude", "decimal(9,6)", "location"),
        ("gpa", "decimal(3,2)", "education"),
        # Where keys begin with what others end in.
        ("id_card", "bigint", None),
        ("id_card", "varchar(18)", "tax_id"),
        ("id_number", "bigint", "tax_id"),
        # What another document is known by.
        ("bank_details", "objectid", None),
        ("bank_details", "json", "bank_account"),
        # The places of rows in a list are numbers.
        ("position", "int", None),
        ("position", "varchar(30)", "job"),
    ],
)
def test_what_a_type_allows(items, name, type_, item):
    assert items("agents", (name, type_, None)) == ({name: item} if item else {})


def test_what_points_to_another_table_by_uuid_is_no_session(items):
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))

    def found(*tables):
        fields = [Field("db", (table, "play_session_id"), "uuid") for table in tables]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return [finding.item for finding in judge.findings(evidence, 0.5)]

    assert found("scores", "play_sessions") == []
    assert found("logins") == ["session_token"]
