"""What schemas and exports that nobody had tuned on taught: general rules, in tables of our own."""

import pytest

from pii_scan.detect.names import NameReader, name_reader
from pii_scan.rulebook import load_rulebook


@pytest.fixture(scope="module")
def names() -> NameReader:
    rulebook = load_rulebook()
    return name_reader(rulebook)


@pytest.fixture(scope="module")
def sure(names):
    """The items that a name and comment are good evidence for."""

    def items(table, name, comment=None):
        return {
            entry.item
            for entry in names.read((table, name), comment)
            if entry.settled and not entry.beside and (entry.strong or entry.person)
        }

    return items


@pytest.mark.parametrize(
    "comment", ["doctor, nursing, patient", "CI, EMAIL, PHONE", "PAY/CONTACT/STAFF", "name|age|sex"]
)
def test_a_comment_that_lists_values_says_nothing_of_the_column(sure, comment):
    assert not sure("settings", "scheme", comment)


@pytest.mark.parametrize("comment", ["등록자", "작성자", "담당자 (FK)"])
def test_a_comment_that_names_a_person_tells_whose_id_it_is(sure, comment):
    assert sure("t_notice", "XYZ_ID", comment) == {"user_id"}


def test_whom_a_key_points_to_is_nobody_s_family(sure):
    assert "family" not in sure("visits", "guardian_id", "보호자(회원) FK")


@pytest.mark.parametrize("comment", ["그룹아이디", "메뉴 아이디", "상품 아이디"])
def test_the_id_of_a_thing_is_no_login(sure, comment):
    assert not sure("t_list", "grp_cd", comment)


@pytest.mark.parametrize("comment", ["아이디", "로그인 아이디", "회원가입 아이디", "구매자 아이디"])
def test_the_id_of_a_person_is_a_login(sure, comment):
    assert sure("t_list", "grp_cd", comment) == {"user_id"}


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("telefono_cliente", "phone"),
        ("email_cliente", "email"),
        ("nomeCliente", "name"),
        ("nome_do_cliente", "name"),
        ("nom_patient", "name"),
        ("direccion_proveedor", "address"),
    ],
)
def test_whom_a_name_is_of_stands_behind_it_in_romance_languages(sure, name, item):
    assert sure("pedidos", name) == ({item} if item else set())


@pytest.mark.parametrize(
    "name", ["library_card_number", "gift_card_no", "simCardNumber", "출입카드번호"]
)
def test_cards_that_nobody_pays_with(sure, name):
    assert "credit_card" not in sure("members", name)


@pytest.mark.parametrize(
    "name", ["bank_pay_account", "virtual_account_name", "bank_refund_account"]
)
def test_an_account_at_a_bank_with_words_between(sure, name):
    assert sure("users", name) == {"bank_account"}


@pytest.mark.parametrize(
    ("table", "name", "comment"),
    [("subject", "sub_level", "학년"), ("major", "ma_name", "전공"), ("courses", "degree", None)],
)
def test_what_is_taught_has_a_level_of_its_own(sure, table, name, comment):
    assert not sure(table, name, comment)


def test_a_student_has_a_level_and_a_product_has_a_rating(sure):
    assert sure("students", "lv", "학년") == {"education"}
    assert not sure("reviews", "score", "평점")


@pytest.mark.parametrize("name", ["age", "weight_kg", "photo_url", "name", "gender", "dob"])
def test_what_an_animal_has_is_no_person_s(sure, name):
    assert not sure("pets", name)
    assert sure("pets", "owner_phone") == {"phone"}


@pytest.mark.parametrize(
    ("table", "name", "comment"),
    [
        ("job_posts", "salary", "급여"),
        ("recruit", "education", "학력 조건"),
        ("vacancies", "position", None),
        ("disease_stats", "diagnosis_code", None),
        ("lab_spaces", "name", None),
    ],
)
def test_what_is_offered_or_counted_is_nobody_s(sure, table, name, comment):
    assert not sure(table, name, comment)


def test_the_size_of_a_company_is_not_its_name(sure):
    assert not sure("contratos", "tamano_empresa")
    assert sure("contratos", "nombre_empresa") == {"company_name"}


def test_how_often_a_notice_was_visited_is_nobody_s_usage(sure):
    assert not sure("t_notice", "visit_cnt", "방문횟수")
    assert sure("members", "visit_cnt", "방문횟수") == {"usage_record"}


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("Date of Birth (MM/DD/YYYY)", "birth_date"),
        ("전화번호('-' 제외)", "phone"),
        ("이메일(필수)", "email"),
        ("What is your name?", "name"),
        ("귀하의 성함은?", "name"),
        ("휴대폰 번호를 남겨주세요", "phone"),
        ("성함을 입력해 주세요.", "name"),
    ],
)
def test_a_question_of_a_form_names_what_it_asks_for(sure, name, item):
    assert sure("survey.csv", name) == {item}


@pytest.mark.parametrize("name", ["이메일(수신동의)", "Email (verified)", "취미를 선택해 주세요"])
def test_a_question_about_an_item_or_about_none(sure, name):
    assert not sure("survey.csv", name)


def test_a_name_of_a_person_said_in_korean_is_as_clear_as_another(sure):
    assert sure("game", "player_nm", "선수명") == {"name"}


def test_relatives_in_the_plural_are_people(sure):
    assert "name" in sure("files", "siblings_name")


def test_who_made_a_record_is_a_login_where_its_values_are(names):
    (evidence,) = names.read(("orders", "created_by"), None)
    assert (evidence.item, evidence.beside) == ("user_id", True)


def test_what_a_condition_is_called_is_nobody_s_name(sure):
    assert not sure("delivery", "method", "배송비조건명")
