"""Pairs with wide signs and arrows are read as those with a colon and an equal sign."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(line):
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


def test_wide_signs_part_keys_from_values():
    found = values("회원 이름：홍길동，휴대폰：010-2345-6789；아이디＝gildong77")
    assert found["이름"] == ["홍길동"]
    assert found["휴대폰"] == ["010-2345-6789"]
    assert found["아이디"] == ["gildong77"]


def test_a_map_of_scala_has_arrows():
    found = values("saved Map(name -> 홍길동, phone -> 010-2345-6789) in 3 ms")
    assert found["name"] == ["홍길동"]
    assert found["phone"] == ["010-2345-6789"]


@pytest.mark.parametrize("line", ["state: user -> group, phone -> none", "route a -> b, name -> c"])
def test_an_arrow_outside_of_a_map_leads_somewhere(line):
    assert not {"phone", "name"} & values(line).keys()


@pytest.mark.parametrize("sign", ["^", "^^", "~"])
def test_carets_and_tildes_part_pairs(sign):
    found = values(sign.join(["paid name=Anna Lindqvist", "hp=010-2345-6789", "status=200"]))
    assert found["name"] == ["Anna Lindqvist"]
    assert found["hp"] == ["010-2345-6789"]
    assert found["status"] == ["200"]


@pytest.mark.parametrize("line", ["x=a^b y=1", "home=/~kim mail=1", "range=10~20 y=1", "a^b=1"])
def test_other_carets_and_tildes_stay(line):
    found = values(line)
    assert {"b", "kim"}.isdisjoint(found)


def test_a_map_of_erlang_and_its_lists_of_pairs_have_binaries():
    found = values('auth #{<<"email">> => <<"kim@example.com">>,<<"name">> => <<"Anna Lind">>}')
    assert found["email"] == ["kim@example.com"]
    assert found["name"] == ["Anna Lind"]
    found = values('[{name,<<"Anna Lind">>},{phone, <<"010-2345-6789">>},{age,33}]')
    assert found["name"] == ["Anna Lind"]
    assert found["phone"] == ["010-2345-6789"]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("조회 사용자 ID: mskim, 접속 IP: 203.0.113.9", "사용자ID", "mskim"),
        ("접속 ID=mskim, IP=203.0.113.9", "접속ID", "mskim"),
        ("[로그인 ID: mskim] 성공", "로그인ID", "mskim"),
        ("사용자(ID: mskim) 로그인 성공, IP=203.0.113.9", "사용자ID", "mskim"),
        ("회원 (ID=mskim, IP=203.0.113.9) 로그인", "회원ID", "mskim"),
        ("송장 받는 사람: 홍길동, 보내는 분=김철수", "받는사람", "홍길동"),
        ("송장 받는 사람: 홍길동, 보내는 분=김철수", "보내는분", "김철수"),
    ],
)
def test_who_is_meant_by_two_korean_words_is_one_key(line, key, value):
    assert values(line)[key] == [value]


@pytest.mark.parametrize("line", ["주문 ID: 77", "세션 ID=abc", "주문(ID: 77) 완료"])
def test_the_id_of_anything_else_stays(line):
    assert "ID" in values(line)
