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
        # Look-alikes.
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
