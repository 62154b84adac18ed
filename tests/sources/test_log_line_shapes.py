"""Each digit of a text as 0, in both ways."""

from hypothesis import example, given
from hypothesis import strategies as st

from pii_scan.patterns.shapes import DIGITS_AS_0
from pii_scan.sources.logs import digits
from pii_scan.sources.logs.digits import DigitsAs0

EVERY_BYTE = bytes(range(256))


@given(st.binary(max_size=2000), st.integers(0, 3))
@example(EVERY_BYTE, 600)
@example(b"", 0)
def test_both_ways_give_the_same_whatever_the_bytes_and_however_many(data, times):
    data *= times
    first, later = DigitsAs0(), DigitsAs0(done=digits.WORTH_NUMPY)
    assert first(data) == later(data) == data.translate(DIGITS_AS_0)


def test_only_a_large_log_is_worth_importing_numpy(monkeypatch):
    monkeypatch.setattr(digits, "WORTH_NUMPY", 10)
    monkeypatch.setattr(digits, "_by_numpy", lambda data: b"numpy")
    shape = DigitsAs0()
    assert [shape(b"12345"), shape(b"12345")] == [b"00000", b"numpy"]
