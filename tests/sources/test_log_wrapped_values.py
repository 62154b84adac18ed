"""Values are found in what languages wrap them in when they print an object."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(line):
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


@pytest.mark.parametrize(
    "value",
    [
        'Some("Anna Lindqvist")',
        'Optional("Anna Lindqvist")',
        "Some('Anna Lindqvist')",
        "Some(Anna Lindqvist)",
        "Optional[Anna Lindqvist]",
        'Just "Anna Lindqvist"',
        "SecretStr('Anna Lindqvist')",
    ],
)
@pytest.mark.parametrize("sign", ["=", ": ", " = "])
def test_what_may_be_missing_is_a_value(value, sign):
    found = values(f"created User {{ name{sign}{value}, id{sign}7 }}")
    assert found["name"] == ["Anna Lindqvist"]
    assert found["id"] == ["7"]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("datetime.date(1981, 4, 12)", "1981-4-12"),
        ("datetime.datetime(1981, 4, 12, 0, 0, tzinfo=<UTC>)", "1981-4-12"),
        ("Date.new(1981, 4, 12)", "1981-4-12"),
        ("~D[1981-04-12]", "1981-04-12"),
        ('ISODate("1981-04-12T00:00:00Z")', "1981-04-12T00:00:00Z"),
        ("Timestamp('1981-04-12 00:00:00')", "1981-04-12 00:00:00"),
    ],
)
def test_a_day_is_a_value(value, day):
    found = values(f"User(birth_date={value}, id=7)")
    assert found["birth_date"] == [day]
    assert found["id"] == ["7"]


@pytest.mark.parametrize("value", ["Optional.empty", "Some", "Something(x)", "date(a, b)"])
def test_other_values_stay(value):
    assert values(f"user={value}")["user"] == [value.split("(")[0]]


def test_hostile_lines_take_linear_time(takes_time_in_proportion):
    parts = ('=Some("', "=Some(a", ': Optional["a"', "=datetime.date(1981, ", "=~D[1", "=Just ")
    assert takes_time_in_proportion(
        lambda length: [values(part * (length // len(part))) for part in parts], 20_000
    )
