"""Tables that list the kinds there are of something, beside those that tell who has which."""

import pytest

from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.judge import Judge
from pii_scan.detect.names import name_reader
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

TEXT = "varchar(100)"


@pytest.fixture(scope="module")
def items():
    """The items found in a table by the names of its columns, or names with comments."""
    rulebook = load_rulebook()
    judge = Judge(rulebook.items, rulebook.rules, name_reader(rulebook))

    def found(table, *columns):
        named = [column if isinstance(column, tuple) else (column, None) for column in columns]
        fields = [Field("db", (table, name), TEXT, comment=comment) for name, comment in named]
        evidence = [FieldEvidence(field, 0, 0, 0, 0, {}, {}) for field in fields]
        return {f.field.name: f.item for f in judge.findings(evidence, 0.5)}

    return found


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("disease", ["disease_id", "disease_code", "name_ko", "name_en", "severity", "created_at"]),
        ("tb_disease", ["seq", ("disease_nm", "병명"), ("reg_dt", "등록일시"), "use_yn"]),
        ("specializations", ["id", "title"]),
        ("religions", ["id", "religion", "religion_name", "sort_order", "is_default"]),
        ("job_positions", ["position_code", "position_name", "company_code", "updated_by"]),
        ("diagnosis_codes", ["code", "name", "description", "parent_code"]),
    ],
)
def test_what_only_lists_kinds_tells_of_nobody(items, table, columns):
    assert items(table, *columns) == {}


@pytest.mark.parametrize(
    ("table", "columns", "name", "item"),
    [
        # Whose it is, when it was found, and how much of it.
        ("disease", ["id", "disease_name", "patient_id"], "disease_name", "health"),
        ("disease", ["id", "disease_name", "diagnosed_on"], "disease_name", "health"),
        ("medication", ["id", "name", "medication", "dosage"], "medication", "health"),
        ("work_experience", ["id", "title", "company", "description"], "title", "job"),
        # A list that is called after people is one of them.
        ("patients", ["id", "name", "blood_type"], "blood_type", "health"),
        ("member_job", ["id", "name", "job_title"], "job_title", "job"),
        # Nothing there is called anything.
        ("disease", ["id", "disease"], "disease", "health"),
    ],
)
def test_a_table_that_tells_who_has_which_is_no_list(items, table, columns, name, item):
    assert items(table, *columns)[name] == item


def test_a_document_is_no_list(items):
    found = items("patients", "id", "disease.code", "disease.disease_name")
    assert found["disease.disease_name"] == "health"


def test_who_applies_for_a_job_is_somebody_and_a_job_that_is_offered_is_nobody(items):
    applicant = ["seq", ("job", "지원분야"), ("pay", "희망연봉"), "age", "name", "dob", "mobile"]
    assert items("recruit", *applicant) == {
        "job": "job",
        "pay": "income",
        "age": "age",
        "name": "name",
        "dob": "birth_date",
        "mobile": "phone",
    }
    assert items("recruit", "seq", "job", "pay", "age", "title", "deadline") == {}


def test_a_pet_has_a_birthday_and_no_telephone_of_its_own(items):
    assert "name" not in items("pets", "id", "name", "birth_date", "owner_phone", "species")


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("tb_zip", ["ZIP", "CTPRVN_NM", "SIGNGU_NM", "RDNMADR", "BDNBR"]),
        ("zipcode", ["seq", "zipcode", "sido", "gugun", "dong", "bunji"]),
        ("우편번호", ["우편번호", "시도", "시군구", "도로명주소"]),
    ],
)
def test_all_the_addresses_of_a_country_are_nobody_s(items, table, columns):
    assert items(table, *columns) == {}


@pytest.mark.parametrize(
    ("table", "columns", "name", "item"),
    [
        ("member_zip", ["zipcode", "address"], "address", "address"),
        ("zipcode", ["zipcode", "address", "user_id"], "address", "address"),
        ("zipcode", ["zipcode", "address", "phone"], "phone", "phone"),
        ("address", ["zipcode", "sido", "address"], "address", "address"),
    ],
)
def test_an_address_beside_somebody_is_theirs(items, table, columns, name, item):
    assert items(table, *columns)[name] == item
