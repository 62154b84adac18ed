"""Which log a file belongs to."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.sources.logs.names import date_in_name, log_name


@pytest.mark.parametrize(
    "file_name",
    [
        "app.log",
        "app.log.1",
        "app.log.2.gz",
        "app.log.10.BZ2",
        "app.log.old",
        "app.1.log",
        "app-2026-11-20.log.gz",
        "app-2026-11-20.log.1",
        "app.log-20261120.gz",
        "app.log-20261120-1732060800.xz",
        "app.2026-11-20.log",
        "app.2026-11-20.3.log",
        "app.log.2026-11-20",
        "app.log.2026-11-20-09",
        "app_20261120.log",
        "app-2026.11.20.log",
        "app-2026-11-20T14-44-33.555.log",
        "20261120-app.log",
        "20261120_app.log",
        "2026-11-20.app.log",
    ],
)
def test_rotations_are_one_log(file_name):
    assert log_name(file_name) == "app.log"


@pytest.mark.parametrize(
    ("file_name", "log"),
    [
        ("192.0.2.7.log", "192.0.2.7.log"),
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7.log.1.gz", "192.0.2.7.log"),
        ("fw-192.0.2.7-2026-11-20.log", "fw-192.0.2.7.log"),
    ],
)
def test_the_address_of_a_host_is_no_number_of_a_rotation(file_name, log):
    assert log_name(file_name) == log


@pytest.mark.parametrize(
    "file_name",
    [
        "api2.log",
        "worker-1.log",
        "app-v1.log",
        "order-12345678.log",
        "syslog",
        "1",
        ".1",
        ".gz",
        "a",
    ],
)
def test_a_name_that_only_resembles_a_rotation_is_kept(file_name):
    assert log_name(file_name) == file_name


@pytest.mark.parametrize(
    ("file_name", "log"),
    [
        ("2026-11-20.log", "(date).log"),
        ("2026-11-21.log.1", "(date).log"),
        ("20261120", "(date)"),
        ("localhost_access_log.2026-11-20.txt", "localhost_access_log.txt"),
        ("접속-2026-11-20.log.gz", "접속.log"),
    ],
)
def test_a_date_is_taken_off_wherever_it_stands(file_name, log):
    assert log_name(file_name) == log


@pytest.mark.parametrize(
    ("file_name", "day"),
    [
        ("app-2026-11-20.log.gz", dt.date(2026, 11, 20)),
        ("app.log-20261120.gz", dt.date(2026, 11, 20)),
        ("app.log", None),
        ("app.log.1", None),
        ("app-2026-02-30.log", None),
        ("app-12026112099.log", None),
    ],
)
def test_the_day_in_a_name_is_one_the_calendar_has(file_name, day):
    assert date_in_name(file_name) == day


@given(st.text(min_size=1))
def test_a_name_is_never_empty(file_name):
    assert log_name(file_name)
    date_in_name(file_name)


@pytest.mark.parametrize("name", ["app.log.3.zip", "app.log.zst", "app.log.1.zst"])
def test_all_packings_are_taken_off_the_name(name):
    assert log_name(name) == "app.log"
