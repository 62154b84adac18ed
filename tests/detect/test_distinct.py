"""Different texts are counted exactly up to a limit and estimated closely beyond it."""

import statistics
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pii_scan.detect import distinct
from pii_scan.detect.distinct import DistinctTexts


def hashes(first: int, last: int) -> pl.Series:
    return pl.int_range(first, last, eager=True).cast(pl.String).hash()


def test_nothing_is_none():
    assert len(DistinctTexts()) == 0
    assert not DistinctTexts()


def test_repeated_texts_count_once_in_any_parts():
    texts = DistinctTexts()
    for first in range(0, 20_000, 500):
        texts.add(hashes(first, first + 1_000))
    assert len(texts) == 20_500


def test_many_texts_are_counted_exactly_as_few_are():
    texts = DistinctTexts()
    for first in range(0, 600_000, 40_000):
        texts.add(hashes(first, first + 60_000))
    assert len(texts) == 620_000


def test_beyond_the_limit_the_number_is_close_and_the_same_in_any_order(monkeypatch):
    monkeypatch.setattr(distinct, "EXACT", 10_000)
    parts = [hashes(first, first + 20_000) for first in range(0, 400_000, 10_000)]
    one, other = DistinctTexts(), DistinctTexts()
    for part in parts:
        one.add(part)
    for part in reversed(parts):
        other.add(part)
    assert len(one) == len(other) == pytest.approx(410_000, rel=0.03)
    assert len(one) != 410_000  # it is an estimate, and memory stays what it is


def test_what_is_counted_less_exactly_is_closely_estimated_beyond_its_own_limit():
    texts = DistinctTexts(most=10_000)
    texts.add(hashes(0, 9_000))
    assert len(texts) == 9_000
    for first in range(0, 400_000, 9_000):
        texts.add(hashes(first, first + 9_000))
    assert len(texts) == pytest.approx(405_000, rel=0.03)


@pytest.mark.parametrize("number", [3, 40, 700, 4_000, 10_000, 13_000, 100_000])
def test_sketches_estimate_neither_too_high_nor_too_low_on_the_average(number):
    errors = []
    for key in range(40):
        again = DistinctTexts()
        for first, last in ((0, number * 2 // 3), (number // 3, number)):
            texts = DistinctTexts()
            texts.add(hashes(key * number + first, key * number + last))
            again.remember(texts.sketch(key), key, len(texts))
        errors.append(len(again) / number - 1)
    assert abs(statistics.mean(errors)) < 0.007
    assert statistics.pstdev(errors) < 0.02


def test_the_sketch_of_nothing_is_nothing():
    again = DistinctTexts()
    again.remember(DistinctTexts().sketch(1), 1, 0)
    assert len(again) == 0


def test_texts_that_were_counted_before_are_as_many_as_they_were():
    texts, again = DistinctTexts(), DistinctTexts()
    texts.add(hashes(0, 700))
    again.remember(texts.sketch(5), 5, len(texts))
    assert len(again) == 700
    again.add(hashes(300, 1_500))
    assert 1_200 <= len(again) <= 1_900
    again.add(hashes(0, 5))
    both = DistinctTexts()
    both.add_all(again)
    assert len(both) == len(again) == pytest.approx(1_500, rel=0.05)


def test_texts_of_two_counts_come_together(monkeypatch):
    one, other = DistinctTexts(), DistinctTexts()
    one.add(hashes(0, 600))
    other.add(hashes(400, 1_000))
    one.add_all(other)
    one.add_all(DistinctTexts())
    assert len(one) == 1_000
    assert len(other) == 600


_FEW_OUT_OF_MANY = """
from pathlib import Path
import polars as pl
from pii_scan.detect.distinct import DistinctTexts, groups_with_hashes

counted = DistinctTexts()
for number in range(200):
    many = pl.Series(range(number * 200_000, number * 200_000 + 200_000), dtype=pl.UInt64)
    groups = pl.DataFrame({"field": [0, 1], "hash": [many, many[:3]]})
    for (field,), hashes in groups_with_hashes(groups):
        if field:
            counted.add(hashes)
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_a_few_hashes_out_of_many_do_not_keep_the_memory_of_all():
    result = subprocess.run(
        [sys.executable, "-c", _FEW_OUT_OF_MANY],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(result.stdout) < 200_000  # KB; all would be 320,000 more than an empty program
