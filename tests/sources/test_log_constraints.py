"""What a database refuses is a value of the column that it names."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(line):
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


@pytest.mark.parametrize(
    "key",
    ["username", "users.username", "uk_username", "username_UNIQUE", "t.idx_username_unique"],
)
def test_an_index_is_called_after_its_column(key):
    line = f"ERROR 1062 (23000): Duplicate entry 'gildong77' for key '{key}'"
    assert values(line)["username"] == ["gildong77"]


@pytest.mark.parametrize(
    "line",
    [
        "DETAIL:  Key (username)=(gildong77) already exists.",
        'DETAIL:  Key ("username")=(gildong77) is not present in table "users".',
        "DETAIL:  Key (lower(username::text))=(gildong77) already exists.",
    ],
)
def test_a_key_in_brackets_has_the_value_in_brackets(line):
    assert values(line)["username"] == ["gildong77"]


@pytest.mark.parametrize(
    "line",
    [
        "Key (shop_id, username)=(1, gildong77) already exists.",
        "Duplicate entry for key username",
        "Key (as printed) is held = (gildong77)",
    ],
)
def test_others_are_left(line):
    assert "username" not in values(line)
