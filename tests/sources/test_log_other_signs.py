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
