"""Names of fields: which say that the field holds an item, and which only resemble one."""

import unicodedata

import pytest

from pii_scan.detect.names import NameReader, name_reader
from pii_scan.rulebook import load_rulebook


@pytest.fixture(scope="module")
def names() -> NameReader:
    rulebook = load_rulebook()
    return name_reader(rulebook)


def _read(names, location, comment=None):
    return {
        entry.item: (entry.strong, entry.person)
        for entry in names.read(tuple(location.split("/")), comment)
        if not entry.beside
    }


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("members/email", "email"),
        ("g5_member/mb_hp", "phone"),
        ("t/userEmail", "email"),
        ("t/EMAIL_ADRES", "email"),
        ("t/emailaddr", "email"),
        ("t/회원휴대폰번호", "phone"),
        ("t/MBTLNUM", "phone"),
        ("t/tel_no", "phone"),
        ("t/실수령인전화", "phone"),
        ("t/company_phone", "phone"),
        ("t/주민번호", "resident_registration_number"),
        ("t/IHIDNUM", "resident_registration_number"),
        ("t/RRNO", "resident_registration_number"),
        ("t/BRDT", "birth_date"),
        ("t/date_of_birth", "birth_date"),
        ("t/SEXDSTN_CODE", "gender"),
        ("t/zip_code", "postal_code"),
        ("t/addr1", "address"),
        ("t/CSTMR_NM", "name"),
        ("t/custNm", "name"),
        ("t/card_holder_name", "name"),
        ("t/lastName", "name"),
        ("t/remoteAddr", "ip_address"),
        ("t/userIP", "ip_address"),
        ("t/IPAddress", "ip_address"),
        ("t/last_login_ip", "ip_address"),
        ("t/x_forwarded_for", "ip_address"),
        ("t/lastLoginAt", "usage_record"),
        ("t/HTTPUserAgent", "device_info"),
        ("t/card_no", "credit_card"),
        ("t/card_cvc", "card_security_code"),
        ("t/cvv2", "card_security_code"),
        ("t/track2_data", "card_track"),
        ("t/pin_block", "card_pin"),
        ("t/계좌번호", "bank_account"),
        ("t/phone_enc", "phone"),
        ("t/email2", "email"),
        ("t/passwd", "password"),
        ("t/JSESSIONID", "session_token"),
        ("t/사업자등록번호", "business_registration_number"),
        ("t/ExpMonth", "credit_card"),
        ("t/profile_image_url", "photo"),
        ("t/last_login_dtm", "usage_record"),
        ("t/currentlogin", "usage_record"),
        ("t/최종접속일", "usage_record"),
        ("t/brth_dy", "birth_date"),
        ("t/email_normalized", "email"),
        ("t/remote_user", "user_id"),
        ("t/country_of_birth", "nationality"),
        ("t/diag_nm", "health"),
        ("app.log/request.query.email", "email"),
        ("orders/items[].recipient.phone", "phone"),
    ],
)
def test_a_telling_name_is_strong_evidence(names, location, item):
    assert _read(names, location).get(item, (False, None))[0]


@pytest.mark.parametrize(
    "location",
    [
        "t/email_verified",
        "t/is_email",
        "t/email_count",
        "t/이메일수신동의",
        "t/휴대폰인증여부",
        "t/phone_count",
        "t/phone_verified_at",
        "t/password_changed_at",
        "t/비밀번호변경일",
        "t/card_type",
        "t/birth_month_discount",
        "t/description",
        "t/order_number",
        "t/academic_year_code",
        "t/updated_at",
        "t/address_id",
        "t/shipment",
        "t/hostage",
        "t/bo_use_email",
        "t/verify_email",
        "t/send_email",
        "members/email_host",
        "shipments/weight",
        "t/",
        "t/" + "x" * 10_000,
        "t/\n\x00'; drop table t; --",
    ],
)
def test_a_name_about_an_item_is_not_the_item(names, location):
    assert _read(names, location) == {}


@pytest.mark.parametrize(
    ("location", "person"),
    [
        ("members/name", True),
        ("t/name", None),
        ("products/name", False),
        ("categories/name", False),
        ("t/file_name", False),
        ("t/hostname", False),
        ("t/상품명", False),
        ("orders/address", True),
        ("servers/address", False),
        ("order_items/name", False),
        ("신청자/이름", True),
        ("departments/mgr_nm", True),
    ],
)
def test_a_weak_name_depends_on_whose_it_is(names, location, person):
    assert set(_read(names, location).values()) == {(False, person)}


@pytest.mark.parametrize(
    ("location", "settled"),
    [
        ("t/ctpv_nm", False),
        ("t/사업장이름", False),
        ("t/od_name", True),
        ("t/customer_name", True),
        ("orders/entrant_nm", True),
    ],
)
def test_an_unknown_word_before_a_weak_name_leaves_it_to_the_values(names, location, settled):
    assert [entry.settled for entry in names.read(tuple(location.split("/")), None)] == [settled]


def test_the_name_of_a_log_is_no_context(names):
    assert _read(names, "member.log/name") == {"name": (False, None)}
    assert _read(names, "member.log/user.name") == {"name": (False, True)}


def test_the_last_item_in_a_name_is_the_one_it_names(names):
    assert set(_read(names, "t/email_address_phone")) == {"phone"}
    assert set(_read(names, "t/ip_addr")) == {"ip_address"}
    assert "company_name" not in _read(names, "t/company_phone")


@pytest.mark.parametrize(
    ("comment", "item"),
    [
        ("휴대전화번호", "phone"),
        ("회원 이메일 주소", "email"),
        ("성별(M:남, F:여)", "gender"),
        ("생년월일 - YYYYMMDD", "birth_date"),
        ("Customer email address", "email"),
        ("주민등록번호: 암호화", "resident_registration_number"),
        ("사용자IP주소", "ip_address"),
        ("열람 IP 주소", "ip_address"),
        ("담당자이메일주소", "email"),
        ("체형", "health"),
        ("등록id", "user_id"),
        ("수정자명", "name"),
        ("학급명 (예: 3학년 3반)", "education"),
        ("车牌号", "vehicle_number"),
    ],
)
def test_a_comment_speaks_for_an_opaque_column(names, comment, item):
    assert _read(names, "t/col_07", comment)[item][0]


@pytest.mark.parametrize(
    "comment", ["이메일 수신 동의 여부", "전화번호 인증 일시", "주문 번호", ""]
)
def test_a_comment_about_an_item_is_no_evidence(names, comment):
    assert _read(names, "t/col_07", comment) == {}


@pytest.mark.parametrize(
    ("location", "comment", "items"),
    [
        ("student/card_no", "身份证号", {"tax_id"}),
        ("TB_PTNT/GUARD_TEL", "보호자연락처", {"phone", "family"}),
        ("users/school", "학교 인증여부 (0/1)", set()),
        ("owner/GRADE", "등급", set()),
        ("users/school", "학교", {"education"}),
        ("users/email", "이메일 수신여부", {"email"}),
    ],
)
def test_a_comment_tells_what_a_short_name_means(names, location, comment, items):
    assert set(_read(names, location, comment)) == items


def test_a_code_page_in_the_name_of_a_file_is_no_cell_phone(names):
    assert not _read(names, "members_cp949.csv/no")
    assert not _read(names, "CP1252/number")
    assert _read(names, "cp/no") == {"phone": (False, True)}
    assert "phone" in _read(names, "members/cp1")


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("users/mfasecret", "password"),
        ("users/otpsecret", "password"),
        ("es_order/settleKind", "payment_record"),
        ("federated_identity/federated_user_id", "social_account"),
    ],
)
def test_columns_of_real_programs(names, location, item):
    assert _read(names, location)[item][0]


def test_hangul_in_nfd_reads_as_in_nfc(names):
    assert "phone" in _read(names, "t/" + unicodedata.normalize("NFD", "휴대폰번호"))


def test_full_width_letters_read_as_ascii(names):
    assert "email" in _read(names, "t/ｅｍａｉｌ")


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("phone_numbers/number", "phone"),
        ("user_email_addresses/address", "email"),
        ("payment_bankcards/number", "credit_card"),
        ("access_tokens/token", "session_token"),
        ("cookie/sid", "session_token"),
        ("cookies/session", "session_token"),
        ("cookies/myapp_session", "session_token"),
        ("cookies/_ga", "cookie"),
        ("cookie/_fbp", "cookie"),
        ("inbox/body", "chat_message"),
        ("users/profile/phones[].value", "phone"),
    ],
)
def test_a_generic_name_is_read_with_its_place(names, location, item):
    assert _read(names, location) == {item: (False, True)}


@pytest.mark.parametrize(
    "location", ["orders/number", "products/value", "email_templates/body", "tokens_issued/count"]
)
def test_a_generic_name_elsewhere_is_nothing(names, location):
    assert _read(names, location) == {}


@pytest.mark.parametrize(
    ("name", "item"),
    [("emails", "email"), ("phone_numbers", "phone"), ("home_addresses", "address")],
)
def test_a_name_in_the_plural_is_the_same_name(names, name, item):
    assert list(_read(names, f"members/{name}")) == [item]


@pytest.mark.parametrize(
    ("name", "item"),
    [("gender_code", "gender"), ("last_login_on", "usage_record"), ("spouse_code", "family")],
)
def test_words_behind_that_leave_it_the_item(names, name, item):
    assert _read(names, f"t/{name}") == {item: (True, None)}


@pytest.mark.parametrize(
    "name",
    [
        "server_ip",
        "홈페이지주소",
        "delivery_company",
        "passport_expiry_date",
        "lot_no",
        "LOT_NUMBER",
    ],
)
def test_phrases_that_end_like_an_item_and_are_none(names, name):
    assert _read(names, f"members/{name}") == {}


@pytest.mark.parametrize(
    "location",
    [
        "products/photo_url",
        "product/nickname",
        "상품/사진",
        "order_items/photo_path",
        "stores/nick_name",
        "t/product_photo_url",
    ],
)
def test_pictures_and_other_names_of_goods_are_no_persons(names, location):
    assert all(person is False for _, person in _read(names, location).values())
    assert not any(strong for strong, _ in _read(names, location).values())


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("members/photo_url", "photo"),
        ("t/photo_url", "photo"),
        ("posts/photo_url", "photo"),
        ("product_reviews/photo_url", "photo"),
        ("product_reviews/nickname", "nickname"),
        ("posts/nickname", "nickname"),
        ("characters/nickname", "nickname"),
        ("products/seller_photo_url", "photo"),
        ("products/user_photo", "photo"),
        ("product_members/photo_url", "photo"),
        ("게시판/닉네임", "nickname"),
    ],
)
def test_pictures_and_other_names_of_people_are_theirs_wherever_they_stand(names, location, item):
    assert _read(names, location)[item][0]


def test_a_longitude_is_a_location_and_the_number_of_a_batch_is_none(names):
    assert list(_read(names, "members/lot")) == ["location"]
    assert list(_read(names, "members/LOT")) == ["location"]
    assert _read(names, "members/mfg_lot_no") == {}


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("氏名", "name"),
        ("会員氏名", "name"),
        ("電話番号", "phone"),
        ("手机号", "phone"),
        ("住所1", "address"),
        ("anschrift", "address"),
        ("correo_electronico", "email"),
        ("生年月日", "birth_date"),
        ("kontonummer", "bank_account"),
    ],
)
def test_names_in_other_languages(names, name, item):
    read = _read(names, f"t/{name}")
    assert {said: strong for said, (strong, _) in read.items()} == {item: True}


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("patient_health/is_pregnant", "health"),
        ("members/has_children", "family"),
        ("g5_visit/date", "usage_record"),
        ("user_log/time", "usage_record"),
        ("COMTNLOGINLOG/CREAT_DT", "usage_record"),
        ("payments/amount", "payment_record"),
        ("outgoing_mail/to", "email"),
        ("salaries/net", "income"),
        ("device/os", "os_info"),
    ],
)
def test_what_a_place_is_called_after_tells_what_is_in_it(names, location, item):
    assert item in _read(names, location)


@pytest.mark.parametrize(
    "location", ["price_log/time", "task_log/date", "members/is_email", "payments/payment_id"]
)
def test_a_place_of_things_tells_nothing_of_people(names, location):
    assert _read(names, location) == {}


def test_the_word_that_all_columns_end_with_still_makes_them_about_an_item(names):
    paths = [
        ("address_format", f"{word}_format") for word in ("street", "zip", "city", "room", "box")
    ]
    shared = names.table_words(paths)
    assert all(not names.read(path, None, shared) for path in paths)


def test_the_head_of_a_table_tells_whose_it_is_or_nothing_does(names):
    assert _read(names, "services/name") == {"name": (False, False)}
    assert _read(names, "services_reliefassessment/name") == {"name": (False, None)}
    assert _read(names, "menu_entries/name") == {"name": (False, None)}


def test_a_file_of_records_is_a_table_and_a_log_is_none(names):
    for place in ("members.csv", "exports/members.parquet", "members.jsonl.gz", "members"):
        (entry,) = names.read((place, "name"), None)
        assert (entry.item, entry.person) == ("name", True)
        (entry,) = names.read((place, "name"), None, logged=True)
        assert entry.person is None
    (entry,) = names.read(("phone_numbers.csv", "number"), None)
    assert entry.item == "phone"
    (entry,) = names.read(("members.log", "name"), None)
    assert entry.person is None


def test_a_word_that_all_columns_end_with_says_nothing(names):
    columns = ["user_email_logs", "client_logs", "action_logs", "date_logs", "robot_logs"]
    shared = names.table_words([("logs_table", column) for column in columns])
    assert shared.last == "logs"


@pytest.mark.parametrize(
    ("location", "item"),
    [
        ("mdl_course/fullname", "name"),
        ("repositories/full_name", "name"),
        ("ir_attachment/store_fname", "name"),
        ("products/id_number", "tax_id"),
        ("posts/post_number", "postal_code"),
        ("posts/reply_to_post_number", "postal_code"),
    ],
)
def test_what_things_have_as_well_says_nothing_in_their_tables(names, location, item):
    assert _read(names, location).get(item, (False, False)) == (False, False)


def test_what_things_have_as_well_names_it_elsewhere(names):
    assert _read(names, "t/fullname")["name"] == (True, None)
    assert _read(names, "employees/id_number")["tax_id"] == (True, True)
    assert _read(names, "TB_EMP_MST/POST_NO")["postal_code"] == (True, True)


def test_an_advertisement_is_no_device(names):
    assert _read(names, "t/ad_id") == {"device_id": (False, None)}
    assert _read(names, "t/advertising_id") == {"device_id": (True, None)}


@pytest.mark.parametrize("name", ["주문자", "예약자", "수취인", "신청자"])
def test_who_did_something_is_a_name(names, name):
    assert "name" in _read(names, f"t/{name}")
    assert "name" not in _read(names, f"t/{name}ID")


@pytest.mark.parametrize("name", ["logName", "operationName", "drive_name", "dnis"])
def test_what_programs_call_so_is_nothing_of_a_person(names, name):
    assert _read(names, f"t/{name}") == {}


def test_properties_of_a_user_are_a_person_s(names):
    assert _read(names, "events/user_properties.gender")["gender"][1] is True
    assert _read(names, "events/product_properties.gender")["gender"][1] is False


def test_co_is_a_company_in_front_and_a_number_behind(names):
    assert [found.words for found in names.read(("tickets", "co_nm"), None)] == ["co name"]
    assert names.read(("member", "email_co"), None) == ()
    assert [found.item for found in names.read(("member", "child_co"), None)] == ["family"]
