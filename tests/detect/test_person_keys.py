"""Names of people that are keys of logs and documents, and words that are not."""

import unicodedata

import pytest

from pii_scan.detect.names import name_reader
from pii_scan.detect.person_keys import PersonKeys
from pii_scan.model import Field
from pii_scan.rulebook import load_rulebook

RULEBOOK = load_rulebook()
KEYS = PersonKeys(name_reader(RULEBOOK).unknown_words)


def in_document(*keys: str) -> list[str]:
    fields = [Field("shop", ("users", "profile", key), in_document=True) for key in keys]
    paths = KEYS.paths_without(fields)
    return [paths[field][-1] for field in fields]


def shown(key: str, *, logged: bool = True, type_: str | None = None) -> str:
    return all_shown(key, logged=logged, type_=type_)[0]


def all_shown(*keys: str, logged: bool = True, type_: str | None = None) -> list[str]:
    fields = [Field("logs", ("app.log", key), type_, logged=logged) for key in keys]
    paths = KEYS.paths_without(fields)
    return [paths[field][-1] for field in fields]


@pytest.mark.parametrize(
    ("key", "without"),
    [
        ("session_minsu", "session_*"),
        ("sid_yejin.jung8", "sid_*.*"),
        ("user:kim77", "user:*"),
        ("login-jordan", "login-*"),
        ("wp_user_minsu", "wp_user_*"),
        ("cookies.session_minsu", "cookies.session_*"),
        ("cookie.uid_gdhong", "cookie.uid_*"),
        *((key, key) for key in ["session_timeout", "user_agent", "userModal", "session_hits"]),
    ],
)
def test_who_something_is_kept_of_is_hidden(key, without):
    assert shown(key) == without


@pytest.mark.parametrize(
    "person",
    """김영희 박준 제갈공명 강산에 박하늬 독고영재 스미스 김철수님 회원김철수 주소영 정보영 성명철
    준 이유나 나루토 알렉산드라님 John Smith 최_민수 Kim Mueller""".split(),
)
def test_a_key_of_a_log_that_may_be_a_person_is_hidden(person):
    assert shown(person) == "*"
    assert shown(unicodedata.normalize("NFD", person)) == "*"


@pytest.mark.parametrize("login", "gdhong mjkim kimms sjlee hkpark jwkim77".split())
def test_a_surname_with_initials_is_a_person(login):
    assert shown(f"phones.{login}") == "phones.*"
    assert shown(f"byUser.{login}.email") == "byUser.*.email"


@pytest.mark.parametrize("key", "skim spark.jobs bark kimono_size parking jangle".split())
def test_words_that_end_or_begin_like_a_surname_are_shown(key):
    assert shown(key) == key


@pytest.mark.parametrize(
    "person",
    "soyeon gildong minsu hyejin Soyeon jisoo eunji younghee seohyun jiho yuna kimminsu minsukim "
    "soyeon92 minsu_92 soyeon.ip Kim+Minsu Minsu+Kim Lee+Soyeon Xiaoming+Wang".split(),
)
def test_a_key_that_may_be_a_login_or_a_name_in_latin_letters_is_hidden(person):
    assert shown(person.replace("+", " ")) == "*" + person[person.find(".") :] * ("." in person)


@pytest.mark.parametrize(
    "key",
    """주소 전화번호 담당부서 처리결과 오류메시지 접수번호 통화상태 요청자ID 상품명 비고 연락처
    수신번호 user_id request.query.email phone items[].email (text) (key) level mark grant
    john_number jackson_version message user.name status 회원이 traceparent reqId client_ip foo_bar
    domain main human union sudo host session season region using hosting lang timing nonce
    uct rt svc lvl mongo undo hook mini config.nginx loading running Source+Network+Address
    Birth+Date User+Name""".split(),
)
def test_a_key_of_known_words_is_shown(key):
    key = key.replace("+", " ")
    assert shown(key) == key


def test_each_key_of_a_path_is_looked_at():
    assert shown("박준.phone") == "*.phone"
    assert shown("items[].김철수.내용") == "items[].*.내용"


@pytest.mark.parametrize(
    "person", ["Aaron French", "김영희", "minsu_92.score", "soyeon", "Kim Minsu"]
)
def test_a_key_of_a_document_that_may_be_a_person_is_hidden(person):
    assert in_document(person) == ["*" + person[person.find(".") :] * ("." in person)]


@pytest.mark.parametrize(
    "key",
    """user_id items[].email first_name 담당부서 처리결과 Nombre+completo Vorname mark
    settings.lang config.nginx theme.color price.max
    owner.domain street Straße+Nr geo.lat 취미 userAgent""".split(),
)
def test_a_key_of_a_document_that_its_maker_named_is_shown(key):
    key = key.replace("+", " ")
    assert in_document(key) == [key]


def test_unknown_keys_of_a_document_are_people_below_people_or_beside_each_other():
    assert in_document("users.xq92.ip", "users.total") == ["users.*.ip", "users.total"]
    alike = ["boris.email", "ravi.email", "xq92.email"]
    assert in_document(*alike, "status.email") == ["*.email"] * 3 + ["status.email"]
    # A Korean name that no list has, beside others: with something below it, or with a value.
    assert in_document("박하늬.phone", "boris.phone", "xq92.phone") == ["*.phone"] * 3
    assert in_document("박하늬", "김영희", "soyeon", "Aaron French", "total") == ["*"] * 4 + [
        "total"
    ]
    assert in_document("kunde.email", "rechnung.email") == ["kunde.email", "rechnung.email"]


def test_very_many_unknown_words_at_the_top_of_lines_are_data():
    begins, ends = (
        "zqx wuvek jolvip krizam plonth brusk".split(),
        "vexil quorb trylm yemdal".split(),
    )
    people = [f"{begin}{end}7" for begin in begins for end in ends]
    assert all_shown(*people, "level", "client_ip") == ["*"] * 24 + ["level", "client_ip"]
    # So few are the abbreviations of a program.
    assert all_shown(*people[1:], "level") == [*people[1:], "level"]


def test_unknown_words_below_a_word_for_people_are_people():
    assert all_shown("users.boris.ip", "sessions.xq92", "users.total", "user.theme") == [
        "users.*.ip",
        "sessions.*",
        "users.total",
        "user.theme",
    ]
    assert shown("users[].mbti") == "users[].mbti"
    assert shown("users.boris.ip", logged=False) == "users.boris.ip"


def test_unknown_words_beside_each_other_with_the_same_keys_below_are_data():
    people = ["seen.boris.ip", "seen.ravi.ip", "seen.xq92.ip"]
    assert all_shown(*people, "seen.status.ip", "seen.traceparent") == [
        *["seen.*.ip"] * 3,
        "seen.status.ip",
        "seen.traceparent",
    ]
    for keys in (
        people[:2],
        [*people[:2], "seen.xq92.port"],
        ["seen.boris", "seen.ravi", "seen.xq92"],
        ["a.boris.ip", "b.ravi.ip", "c.xq92.ip"],
        ["seen.fooBar.ip", "seen.foo_bar.ip", "seen.x-y.ip"],
        ["trace.id", "span.id", "boris.id"],
    ):
        assert all_shown(*keys) == keys


def test_unknown_words_beside_people_that_hold_the_same_are_people():
    people = ["seen.minsu", "seen.soyeon92", "seen.gildong"]
    assert all_shown(*people, "seen.xqa_77", "seen.boris_ivanov", "seen.ip", "x.boris") == [
        *["seen.*"] * 5,
        "seen.ip",
        "x.boris",
    ]
    assert all_shown(*people[:2], "seen.boris") == ["seen.*", "seen.*", "seen.boris"]
    assert all_shown("minsu.1", "soyeon.22", "gildong.3", "boris.77")[-1] == "*.77"


def test_the_log_keeps_its_name_and_columns_keep_theirs():
    field = Field("logs", ("박준.log", "phone"), logged=True)
    assert KEYS.paths_without([field])[field] == ("박준.log", "phone")
    assert shown("김영희", logged=False, type_="TEXT") == "김영희"


def test_keys_of_documents_are_hidden_only_where_they_are_built_like_a_name():
    assert shown("김영희.score", logged=False) == "*.score"
    for word in ("소요량", "이용자", "정산서", "박준", "접수번호", "제휴업체", "John"):
        assert shown(word, logged=False) == word


@pytest.mark.parametrize("key", ["soyeon", "soyeon92", "PAM", "Minsu", "José", "anne"])
def test_a_single_word_that_no_field_is_named_with_is_unknown(key):
    assert not KEYS.is_known(key)


@pytest.mark.parametrize(
    "key",
    "email status ssh2 client_ip fooBar x-request-id req.id 홍길동 주소 IPv6 userid".split(),
)
def test_known_words_compounds_and_hangul_are_not_unknown(key):
    assert KEYS.is_known(key)


def test_no_word_that_people_are_called_by_is_nobody():
    assert all(map(KEYS.is_nobody, ("Source", "Birth", "user")))
    assert not any(map(KEYS.is_nobody, ("Mark", "Kim", "Anne", "Soyeon", "May")))


def test_keys_of_a_map_of_a_log_are_data():
    nicks = "redfox zorro banana7 doggo jjang9 xkqwd wilbur77 ghostrider99 sunny_day".split()
    assert set(all_shown(*(f"scores.{nick}" for nick in nicks))) == {"scores.*"}
    assert set(all_shown(*(f"game.scores.{nick}.mail" for nick in nicks))) == {"game.scores.*.mail"}


def test_keys_of_a_map_that_fields_are_named_with_stay():
    nicks = "redfox zorro banana7 doggo jjang9 xkqwd wilbur77 ghostrider99".split()
    shown_ = all_shown(*(f"meta.{key}" for key in [*nicks, "email", "user_agent"]))
    assert shown_ == [*["meta.*"] * len(nicks), "meta.email", "meta.user_agent"]


def test_an_object_with_few_unknown_keys_is_no_map():
    names = ["req.kmd", "req.vsys", "req.xlatesrc", "req.host", "req.user_id", "req.path"]
    assert all_shown(*names) == names


def test_keys_at_the_top_of_a_line_are_no_map():
    names = "cphr snt rcpt tlsver aswh kmdx vsys xlatedst srcintf".split()
    assert all_shown(*names) == names
