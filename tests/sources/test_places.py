"""Where samples are taken: in each stretch once, nowhere in time with the data, always alike."""

import polars as pl
import pytest

from pii_scan.sources.databases.key_spans import Span, density
from pii_scan.sources.files.sampling import RowPool
from pii_scan.sources.places import kept_row, place_in, spread_places


def test_one_place_is_taken_of_each_stretch():
    for count, wanted in ((1000, 1000), (1001, 1000), (123_456, 1000), (7, 3)):
        places = spread_places(count, wanted)
        assert len(set(places)) == wanted
        for number, place in enumerate(places):
            assert count * number // wanted <= place < count * (number + 1) // wanted


def test_places_are_spread_over_the_width_of_a_stretch():
    places = [place_in(stretch, 10) for stretch in range(1000)]
    assert all(70 < places.count(place) < 130 for place in range(10))
    assert [place_in(stretch, width) for stretch in range(9) for width in (1, 0, -5)] == [0] * 27


@pytest.mark.parametrize("step", [1, 2, 8, 1024])
def test_the_row_kept_of_a_stretch_was_kept_of_its_half(step):
    for stretch in range(200):
        row = kept_row(stretch, 2 * step)
        assert row // (2 * step) == stretch
        assert row == kept_row(row // step, step)


def test_a_pool_keeps_the_same_rows_however_they_come():
    rows = pl.DataFrame({"n": range(50_000)})
    drawn = []
    for size in (1, 777, 50_000):
        pool = RowPool(100)
        for start in range(0, 50_000, size):
            pool.add(rows[start : start + size])
        assert pool.seen == 50_000
        drawn.append(pool.drawn()["n"].to_list())
        assert len(drawn[-1]) == 100
        assert drawn[-1] == sorted(set(drawn[-1]))
        assert drawn[-1][0] < 1_000
        assert drawn[-1][-1] > 49_000
    assert drawn[0] == drawn[1] == drawn[2]


def test_what_was_not_read_of_a_span_is_known():
    span = Span(1, 1000, 0, 40)
    assert 1 <= span.begin <= 961
    for key in range(span.begin, span.begin + 40):
        span.saw(key)
    total, unread = density([span], 40, 1000)
    assert total == 1000
    assert unread == [(span.begin + 40, 1000), (1, span.begin - 1)]
    empty = Span(1001, 2000, 1, 40)
    assert density([empty], 40, 1000) == (0, [(1001, empty.begin - 1)])
