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
