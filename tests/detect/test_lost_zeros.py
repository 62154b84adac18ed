"""Mobile numbers that lost their zero get it back, in whatever they are kept."""

from collections import Counter

import pytest

from pii_scan.detect.batches import Batches
from pii_scan.model import Field, Sample


def restored(values, *, logged=False):
    """What becomes of the values of a field, beside one that has no such numbers."""
    batches = Batches()
    whole = list(batches.add(Sample(Field("a", ("t", "other")), {"x": 1, "1012345678": 1})))
    whole += batches.add(Sample(Field("a", ("t", "c"), logged=logged), values))
    counts: Counter[str] = Counter()
    for batch in (*whole, *batches.rest()):
        assert batch.values.filter(field=0)["value"].to_list() == ["x", "1012345678"]
        for value, times in batch.values.filter(field=1).select("value", "times").rows():
            counts[value] += times
    return dict(counts)


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
        ({"１０12345678": 3}, {"01012345678": 3}),
        ({"1012345678\n": 3}, None),
        ({}, None),
    ],
)
def test_a_zero_is_put_back_where_nearly_all_lost_it(values, expected):
    assert restored(values) == (values if expected is None else expected)


def test_a_log_stays_as_it_is():
    assert restored({"1012345678": 2}, logged=True) == {"1012345678": 2}
