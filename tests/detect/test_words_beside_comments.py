"""Names of columns as their comments mean them, and words that other schemas have for the same."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def item():
    """The item of a column with a comment in a table, or None; others may stand beside it."""
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))

    def found(table, name, comment=None, beside=()):
        fields = [Field("db", (table, name), TEXT, comment=comment)]
        fields += [Field("db", (table, other), TEXT) for other in beside]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        findings = judge.findings(evidence, 0.5)
        return next((f.item for f in findings if f.field.name == name), None)

    return found


@pytest.mark.parametrize(
    ("table", "name", "comment", "expected"),
    [
        # Which part of a telephone number it is.
        ("TB_CIF", "HTEL", "전화국번호", "phone"),
        ("TB_CIF", "STEL", "전화일련번호", "phone"),
        ("TB_CIF", "FAX_SQNO", "팩스일련번호", "phone"),
        ("TB_CIF", "MPSVNO", "휴대전화서비스번호", "phone"),
        ("TB_CIF", "HP3", "휴대폰 뒷자리", "phone"),
        ("TB_CIF", "ELT_NO", "전자문서일련번호", None),
        ("TB_CIF", "ZIP_SQNO", "우편번호일련번호", None),
        ("recruit", "mobile_emer", "비상연락망", "phone"),
        # One of several kinds is no division that people work in.
        ("patients", "birth_date_division", "생년월일 구분 - S: 양력, L: 음력", None),
        ("member", "payment_division", None, None),
        ("staff", "division", None, "job"),
        ("staff", "employee_division", None, "job"),
        # Equipment is nobody's device.
        ("tb_space_device", "device_name", "장비명 (예: 101호 프로젝터)", None),
        ("tb_user_device", "device_name", "기기명", "device_info"),
        # Any request is approved on a day; a payment is where others tell of it.
        ("livestock", "approval_date", "승인일시", None),
        ("tb_users", "approved_date", "승인일시", None),
        # What a drug is called is nobody's, but it is in a prescription.
        ("prescription_detail", "medicine_name", "약품명 (직접입력)", "health"),
        ("drug_stock", "medicine_name", "약품명", None),
        # The id of a person that another service gave, whatever its comment calls a user.
        ("users", "provider_user_id", "소셜 프로바이더의 유저 ID", "social_account"),
        ("users", "login_id", "유저 ID", "user_id"),
        ("tb_cif", "TRPL_ABR_NM", "거래처약어명", "company_name"),
        # Where all columns are called after their table, what stands behind that is read in it.
        ("SALARY", "SALARY_BONUS", "보너스", "income"),
        ("SALARY", "SALARY_PAYMONEY", "지급금액", "income"),
        ("SALARY", "SALARY_PAYDAY_ID", "지급번호", None),
        ("TB_POLICY", "AMOUNT", "지급금액", None),
        ("GAME", "GAME_BONUS", "보너스", None),
        # An animal has an age and a sex, and so has who asks for it.
        ("abandoned", "abani_gender", "유기동물 성별(F,M)", None),
        ("abandoned", "abani_age", "동물 나이", None),
        ("adoption_application", "adpapl_gender", "신청자 성별(F,M)", "gender"),
        ("adoption_application", "owner_gender", "반려동물 보호자 성별", "gender"),
        # An address has a name for those who chose it: home, work.
        ("delivery", "delivery_name", "배송지명", None),
        ("delivery", "receiver_name", "수령인", "name"),
        ("card_application", "d031", "수령지우편앞번호", "postal_code"),
        ("TB_ORG", "ORG_NM", "조직명", None),
        ("TB_BANK_CD", "BANK_ENG_NM", "은행영문명", None),
        ("TB_EMP", "EMP_ENG_NM", "영문명", "name"),
        ("TB_EQUIP", "PURCHS_AMT", "구입금액", None),
        ("card_application", "d036", "수령인휴대전화국번호", "phone"),
    ],
)
def test_a_column_with_a_comment(item, table, name, comment, expected):
    assert item(table, name, comment) == expected


def test_an_approval_is_a_payment_s_beside_a_card(item):
    assert item("tb_appr", "appr_dt", "승인일시", ["card_no", "card_expiry"]) == "payment_record"


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        ("tn_user", "last_logn_dt", "usage_record"),
        ("login", "last_loggedin", "usage_record"),
        ("tn_user", "tlphn_no", "phone"),
        ("patient", "fixed_number", "phone"),
        ("meter", "fixed_number", None),
        ("patient", "patient_NIC", "tax_id"),
        ("host", "nic", None),
        ("patients", "address_complement", "address"),
        ("laboratory_tests", "test_result", "health"),
        ("hr_employee", "emp_dri_lice_num", "driver_license_number"),
        ("student", "qualification", "education"),
        ("medical_history", "history", "health"),
        ("browser", "history", None),
        ("user", "region_sido", "address"),
        ("franchise", "corp_num", "business_registration_number"),
        # What schedulers, bookkeepers and statistics keep is nobody's.
        ("QRTZ_TRIGGERS", "JOB_NAME", None),
        ("QRTZ_SCHEDULER_STATE", "LAST_CHECKIN_TIME", None),
        ("attendance", "checkin_time", "usage_record"),
        ("chart_of_accounts", "account_name", None),
        ("bank_accounts", "account_name", "bank_account"),
        ("TB_STATS_DAY", "VISIT_CO", None),
        ("SPRING_SESSION", "PRINCIPAL_NAME", "user_id"),
    ],
)
def test_a_column_by_its_name(item, table, name, expected):
    assert item(table, name) == expected
