"""Mobile numbers that lost their zero get it back, in whatever they are kept."""

import polars as pl
import pytest

from pii_scan.columns import Column
from pii_scan.lost_zeros import with_zeros
from pii_scan.model import Field, Sample


def restored(values, *, native=False, logged=False):
    counts = Column(pl.Series(list(values)), pl.Series(list(values.values()))) if native else values
    return dict(with_zeros(Sample(Field("a", ("t", "c"), logged=logged), counts)).values)


@pytest.mark.parametrize("native", [False, True], ids=["few", "many"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"1012345678": 2, "1099998888": 1}, {"01012345678": 2, "01099998888": 1}),
        ({"1012345678": 9, "n/a": 1}, {"01012345678": 9, "n/a": 1}),
        ({"1012345678": 8, "n/a": 2}, None),
        ({"1012345678": 8, "0212345678": 2}, None),
        (
            {"1012345678": 19, "01012345678": 1, "1099998888": 1},
            {"01012345678": 20, "01099998888": 1},
        ),
        ({"1012345678.0": 2, "1099998888": 1}, {"01012345678": 2, "01099998888": 1}),
        ({"1000000001": 1, "1000000002": 1}, None),
        ({"1234567890": 3}, None),
        ({"1012345678.5": 3, "10123456789": 2}, None),
        ({"１０12345678": 3}, None),
        ({"1012345678\n": 3}, None),
        ({}, None),
    ],
)
def test_a_zero_is_put_back_where_nearly_all_lost_it(values, expected, native):
    assert restored(values, native=native) == (values if expected is None else expected)


def test_a_log_stays_as_it_is():
    assert restored({"1012345678": 2}, logged=True) == {"1012345678": 2}


def test_what_needs_none_is_the_same_object():
    sample = Sample(Field("a", ("t", "c")), Column(pl.Series(["x"]), pl.Series([1])))
    assert with_zeros(sample) is sample
