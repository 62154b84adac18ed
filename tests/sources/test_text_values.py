"""Values of every driver as one kind of text."""

import datetime as dt
import ipaddress
import uuid
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.tables.text_values import count_values, decode


def _one(value, type_name=None):
    counts = count_values([value], type_name, 65_536).counts
    return next(iter(counts), None)


@pytest.mark.parametrize(
    ("value", "type_name", "text"),
    [
        (None, None, None),
        ("", None, None),
        (b"", None, None),
        (" ", None, " "),
        (0, None, "0"),
        (True, None, "true"),
        (1, "tinyint(1)", "true"),
        (0, "boolean", "false"),
        (2, "tinyint(1)", "2"),
        (1, "tinyint(4)", "1"),
        (b"\x01", "bit(1)", "true"),
        (12.5, None, "12.5"),
        (12.0, None, "12"),
        (-0.0, None, "0"),
        (1e21, None, "1000000000000000000000"),
        (1e-7, None, "0.0000001"),
        (float("nan"), None, "nan"),
        (Decimal("12.50"), None, "12.5"),
        (Decimal("1E+3"), None, "1000"),
        (dt.date(2026, 11, 1), None, "2026-11-01"),
        (dt.datetime(2026, 11, 1, 9, 30), None, "2026-11-01 09:30:00"),  # noqa: DTZ001  as read
        ("2026-11-01T09:30:00.000000", "datetime", "2026-11-01 09:30:00"),
        ("2026-11-01 09:30:00.5", "timestamp", "2026-11-01 09:30:00.500000"),
        ("2026-11-01 09:30:00.5+00", "timestamp with time zone", "2026-11-01 09:30:00.500000+00"),
        ("2026-11-01T09:30:00.000", "text", "2026-11-01T09:30:00.000"),
        ("soon", "datetime", "soon"),
        (b"hi\n", None, "hi\n"),
        ("이름".encode(), None, "이름"),
        (b"abc\x00\x00", "binary(5)", "abc"),
        (b"\x89PNG\r\n", None, None),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), None, None),
        (b"\x00\x01", None, None),
        (bytes(range(200, 216)), None, bytes(range(200, 216)).hex()),
        (bytearray(b"hi"), None, "hi"),
        (memoryview(bytearray(b"hi")), None, "hi"),
        ("똠방각하".encode("cp949"), None, "똠방각하"),
        (Decimal("sNaN"), None, "sNaN"),
        (uuid.UUID(int=1), None, "00000000-0000-0000-0000-000000000001"),
        (ipaddress.ip_address("10.0.0.1"), None, "10.0.0.1"),
        ({"이름": [1, None]}, None, '{"이름": [1, null]}'),
        ([dt.date(2026, 1, 2), Decimal("1.50")], None, '["2026-01-02", "1.5"]'),
        ({"b", "a"}, None, "a,b"),
    ],
)
def test_a_value_as_text(value, type_name, text):
    assert _one(value, type_name) == text


def test_values_are_counted_and_cut():
    counted = count_values(["a", "b", "a", None, "", "x" * 70_000], "text", 65_536)
    assert counted.counts == {"a": 2, "b": 1, "x" * 65_536: 1}
    assert (counted.broken, counted.cut) == (0, 1)


def test_bytes_that_are_no_text_are_replaced_and_counted():
    counted = count_values(
        [decode(b"ok \xff\xff!"), decode("홍길동".encode("cp949"))], None, 65_536
    )
    assert counted.counts == {"ok ��!": 1, "홍길동": 1}
    assert counted.broken == 1


def test_what_has_no_hash_is_counted_all_the_same():
    column = [Decimal("sNaN"), {"b"}, {"b"}, [1], {"a": 1}, bytearray(b"hi"), "plain", None]
    assert count_values(column, None, 65_536).counts == {
        "sNaN": 1,
        "b": 2,
        "[1]": 1,
        '{"a": 1}': 1,
        "hi": 1,
        "plain": 1,
    }


@given(st.one_of(st.binary(), st.text(), st.floats(), st.integers(), st.decimals()))
def test_anything_becomes_text_that_can_be_written(value):
    text = _one(decode(value) if isinstance(value, bytes) else value)
    assert text is None or text.encode()


def test_a_time_has_the_same_spelling_whether_it_comes_as_time_or_span():
    times = [dt.timedelta(hours=9, minutes=5), dt.time(9, 5), "09:05:00", dt.timedelta(seconds=-1)]
    assert count_values(times, "time", 65_536).counts == {"09:05:00": 3, "-00:00:01": 1}
