"""Words of schemas that were read before anybody had tuned on them, in tables of our own."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def judge():
    rulebook = load_rulebook()
    return Judge(rulebook.items, rulebook.rules, name_reader(rulebook))


@pytest.fixture(scope="module")
def items(judge):
    """The item of each column of a table that has one: names with comments, or only names."""

    def found(table, *columns, kind=TEXT):
        named = [column if isinstance(column, tuple) else (column, None) for column in columns]
        fields = [Field("db", (table, name), kind, comment=comment) for name, comment in named]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return {f.field.name: f.item for f in judge.findings(evidence, 0.5)}

    return found


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        # 행정안전부 공공데이터 공통표준용어
        ("TB_EMP", "FRNRNO", "foreigner_registration_number"),
        ("TB_EMP", "PASPRT_NO", "passport_number"),
        ("TB_EMP", "DRVLCN_NO", "driver_license_number"),
        ("TB_EMP", "CPNO", "phone"),
        ("TB_EMP", "HMTLNO", "phone"),
        ("TB_EMP", "PSTNO", "postal_code"),
        ("TB_EMP", "SXDSTN", "gender"),
        ("TB_EMP", "RLGN_CD", "religion"),
        ("TB_EMP", "TROBL_SE", "health"),
        ("TB_EMP", "SGNTR", "signature"),
        ("TB_EMP", "FNGPRT", "biometric"),
        ("TB_EMP", "YRSLRY_AMT", "income"),
        ("TB_EMP", "SCSBJT_NM", "education"),
        ("TB_EMP", "SPUS_NM", "family"),
        ("TB_EMP", "PUSH_TKN", "device_id"),
        ("visits", "weight_birth", "health"),
        ("visits", "death_reason", "health"),
        ("visits", "allergy_drugs", "health"),
        ("visits", "duty_nurse", "name"),
        ("visits", "attending_doctor", "name"),
        ("staffs", "tax_identification", "tax_id"),
        ("firms", "corporate_name", "company_name"),
        ("inspections", "inspector_name", "name"),
    ],
)
def test_a_column_is_found_by_its_name(items, table, name, item):
    assert items(table, name) == {name: item}


@pytest.mark.parametrize("name", ["writer", "author", "technician"])
@pytest.mark.parametrize("table", ["article_any", "boards", "t"])
def test_a_name_that_is_somebody_is_a_name_wherever_it_stands(items, table, name):
    assert items(table, name) == {name: "name"}


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("tb_member", "prgrm_nm"),
        ("tb_member", "bbs_nm"),
        ("tb_member", "foo_name"),
        ("tb_member", "auth_nm"),
        ("staffs", "location_name"),
        ("comcode", "gendernm"),
        ("flats", "smoking"),
        ("images", "url"),
        ("collar", "collar_descrip"),
        ("patients", "inp_serial_no"),
        ("bank_branch", "sort_code"),
        ("bank_branch", "branch_name"),
        ("employees", "unit_work_no"),
    ],
)
def test_what_stands_in_a_table_of_people_or_looks_short_is_not_theirs(items, table, name):
    assert items(table, name) == {}


def test_a_registration_number_is_a_company_s_beside_its_name(items):
    assert items("employees", "reg_no") == {}
    assert items("clients", "reg_no", "company_name")["reg_no"] == "business_registration_number"


def test_a_comment_in_two_languages_is_read_in_korean(items):
    columns = ("ADDR", "*ADDERSS / 주소"), ("APLY_CN", "*APPLY CONTENT / 상담 신청 내용")
    assert items("customers", *columns) == {"ADDR": "address", "APLY_CN": "chat_message"}
    # A list of what may stand in it is none.
    assert items("rules", ("kind", "TYPE / 남, 여")) == {}
    assert items("rules", ("a", "문자/이메일")) == {}


def test_a_comment_says_what_a_weak_name_of_something_else_means(items):
    assert items("members", ("contact", "담당자")) == {"contact": "name"}
    assert items("members", ("contact", None)) == {"contact": "phone"}


def test_who_made_a_record_is_told_by_the_comment(items):
    assert items("tb_sap_hr_info", ("created_by", "생성자")) == {"created_by": "name"}


def test_the_surer_of_name_and_comment_counts(items):
    found = items("unions", ("RPRS_NM", "대표자 이름"), ("BRNO", "사업자등록번호"))
    assert found["RPRS_NM"] == "name"


def test_a_grade_is_that_of_an_employee_or_a_student_and_no_member_s(items):
    assert items("shop_member", "grade_cd") == {}
    assert items("emp_tbl", "grade") == {"grade": "job"}
    assert items("tb_emp_info", "grd_cd") == {"grd_cd": "job"}
    assert items("student", "grade") == {"grade": "education"}


def test_a_state_with_a_comment_that_says_so_is_no_part_of_an_address(items):
    assert items("customers", ("state", "출하상태")) == {}
    assert items("customers", "state", "address")["state"] == "address"


def test_what_a_player_fights_with_tells_of_a_game_behind_a_letter_that_all_columns_have(items):
    fought = ("p_ammo", "p_hunger", "p_posx", "p_skin")
    assert items("players", "p_health", "p_race", "p_gender", *fought, kind="int") == {}
    assert items("players", "p_password", "p_mail", *fought) == {
        "p_password": "password",
        "p_mail": "email",
    }


@pytest.mark.parametrize(
    ("table", "name", "item"),
    [
        ("patients", "dental_chart", "health"),
        ("patients", "insurance_policy_number", "health"),
        ("prescriptions", "body", "health"),
        ("prescription_item", "medicine_name", "health"),
        ("prescription_item", "dosage", "health"),
        ("payments", "paid_on", "payment_record"),
    ],
)
def test_records_of_clinics(items, table, name, item):
    assert items(table, name) == {name: item}
