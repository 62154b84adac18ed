"""Values behind their own length, as Oracle writes them into its audit files, become pairs."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


def test_a_key_of_two_words_has_what_stands_behind_its_length():
    found = values("DATABASE USER:[6] 'MSKIM7'", "CLIENT ADDRESS:[11] '203.0.113.7'")
    assert found["DATABASE USER"] == ["MSKIM7"]
    assert found["CLIENT ADDRESS"] == ["203.0.113.7"]


def test_several_stand_in_one_line_also_of_parts_with_a_dollar():
    found = values(
        'SESSIONID:[5] "12354" USERID:[6] "MSKIM7" OS$USERID:[5] "mskim" DBID:[10] "12345"'
    )
    assert found["USERID"] == ["MSKIM7"]
    assert found["OS.USERID"] == ["mskim"]
    assert found["SESSIONID"] == ["12354"]


def test_an_address_inside_a_description_stays_in_its_value():
    line = "CLIENT ADDRESS:[52] '(ADDRESS=(PROTOCOL=tcp)(HOST=203.0.113.7)(PORT=51722))'"
    [value] = values(line)["CLIENT ADDRESS"]
    assert "203.0.113.7" in value


@pytest.mark.parametrize(
    "line", ["worker:[7] 'left'", "PID:[x] 'left'", "USERID:[7] left", "A7:[1] 'left'"]
)
def test_other_brackets_behind_a_colon_are_none(line):
    assert "left" not in [value for one in values(line).values() for value in one]


def test_a_long_line_without_values_is_read():
    assert values("USERID:[7] " * 90_000)
