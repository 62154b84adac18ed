"""Values cut out of the packets of MySQL's rows are the values that were put into them."""

import random

import polars as pl
import pytest

from pii_scan.sources.databases.packets import columns_in

VALUES = (
    *(None, "", "a", "가" * 80, "x" * 250, "x" * 251, "x" * 252, "x" * 255, "x" * 256),
    *("y" * 65_535, "y" * 65_536, "😀" * 70_000),
)


def packet(values):
    """https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_strings.html"""
    return b"".join(map(written, values))


def written(value):
    if value is None:
        return b"\xfb"
    data = value.encode()
    for first, size in ((None, 1), (b"\xfc", 2), (b"\xfd", 3), (b"\xfe", 8)):
        if len(data) < (251 if first is None else 1 << 8 * size):
            return (first or b"") + len(data).to_bytes(size, "little") + data
    raise AssertionError


@pytest.mark.parametrize("longest", [4, 5, len(VALUES)])
def test_values_of_every_length_come_out_as_they_went_in(longest):
    rng = random.Random(longest)
    rows = [tuple(rng.choices(VALUES[:longest], k=5)) for _ in range(60)]
    assert columns_in(list(map(packet, rows)), 5).rows() == rows


def test_a_value_of_sixteen_megabytes_comes_out_whole():
    row = ("a", "z" * (1 << 24), "b")
    assert columns_in([packet(row)], 3).rows() == [row]


def test_no_rows_are_no_columns_of_nothing():
    assert columns_in([], 2).schema == {"c0": pl.String, "c1": pl.String}


def test_text_that_is_not_utf_8_is_told_by_its_own_error():
    with pytest.raises(UnicodeDecodeError):
        columns_in([b"\x01\xff"], 1)
