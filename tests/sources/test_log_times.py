"""The day a log line was written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.logs.times import find_date, first_date

MODIFIED = dt.date(2026, 12, 24)
DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    "line",
    [
        '192.0.2.1 - - [20/Nov/2026:13:55:36 +0900] "GET / HTTP/1.1" 200 5',
        "2026-11-20 09:30:00,123 INFO started",
        "[2026-11-20T09:30:00.123Z] started",
        "2026/11/20 09:30:00 [error] 12#12: failed",
        "INFO 2026-11-20 09:30:00 started",
        "[INFO] [2026-11-20 09:30:00] started",
        "<34>1 2026-11-20T22:14:15.003Z host su - ID47 - text",
        "<34>Nov 20 09:30:00 host su[1]: text",
        "Nov 20 09:30:00 host su[1]: text",
        "[Fri Nov 20 10:42:29.902022 2026] [core:error] text",
        "20-Nov-2026 09:30:00.123 INFO [main] text",
        "Nov 20, 2026 9:30:00 AM com.example.App run",
        "I1120 09:30:00.123456   12345 file.go:12] text",
        "20261120 09:30:00 text",
        "20261120T093000Z text",
        "2026년 11월 20일 오후 3시 20분 접속",
        '{"user": {"birth": "1990-01-01 00:00:00"}, "time": "2026-11-20T09:30:00Z"}',
        '{"@timestamp":"2026-11-20T09:30:00.000+09:00","message":"x"}',
        '{"level":"info","ts":1795132800.5}',
        '{"timestamp": 1795132800123}',
        "level=info ts=2026-11-20T09:30:00Z msg=x",
        'time="2026-11-20T09:30:00+09:00" level=info',
    ],
)
def test_every_common_time_stamp_gives_its_day(line):
    assert find_date(line, MODIFIED) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "started",
        "1990-01-01 is a birthday",
        "1990-01-01,somebody",
        '{"birth": "1990-01-01T00:00:00"}',
        "2026-13-40 10:00:00 x",
        "0000-00-00 00:00:00 x",
        "1012345678 a phone number without its zero",
        "at java.base/java.lang.Thread.run(Thread.java:829)",
    ],
)
def test_what_is_no_time_stamp_gives_no_day(line):
    assert find_date(line, MODIFIED) is None


def test_a_stamp_without_a_year_is_not_later_than_its_file():
    assert find_date("Dec 31 23:59:59 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2025, 12, 31)
    assert find_date("Jan  2 09:00:00 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2026, 1, 2)
    assert find_date("Feb 29 09:00:00 host x[1]: y", dt.date(2026, 1, 2)) == dt.date(2024, 2, 29)


def test_the_first_line_with_a_day_counts():
    lines = ["Traceback:", "  at line 5", "2026-11-20 09:30:00 x", "2026-11-21 09:30:00 x"]
    assert first_date(lines, MODIFIED) == DAY
    assert first_date(["nothing"], MODIFIED) is None


@given(st.text())
def test_any_line_is_read_without_an_error(line):
    day = find_date(line, MODIFIED)
    assert day is None or 1990 <= day.year <= 2100
