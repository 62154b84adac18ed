"""Which column dates the records of a table, and which days count."""

import datetime as dt

import pytest

from pii_scan.sources.tables.catalogue import Column, Kind, Table
from pii_scan.sources.tables.day_texts import parse_day, parse_unix_time
from pii_scan.sources.tables.record_dates import (
    ColumnDays,
    dating_column,
    says_the_beginning,
    says_what_was_done,
)


def _days(values):
    days = ColumnDays()
    days.add(values)
    return days


TEXT_DATES = _days({"2026-01-02": 1, "2026-01-03": 2})


def _dated_by(*columns, values=None, kind=Kind.TABLE, **settings):
    table = Table("public", "members", tuple(Column(n, t) for n, t in columns), kind=kind)
    found = dating_column(table, values or {}, settings)
    return found.name if found else None


@pytest.mark.parametrize(
    "name",
    [
        *("created_at", "createdAt", "CREATED", "CreateDate", "created_on", "reg_dt", "regDate"),
        *("REG_DTTM", "reg_date", "regdate", "registered_at", "frst_regist_pnttm", "crt_dt"),
        *("insert_dt", "joined_at", "join_date", "signup_date", "mb_join_datetime", "occurred_at"),
        *("logged_at", "accessed_at", "visit_date", "paid_at", "ordered_at", "entered_at"),
        *("m_rdate", "wdate", "date_of_joining", "hire_date", "enrollment_date", "입사일"),
        *("posting_date", "rsrv_req_date", "admission_date"),
        *("inquired_at", "sent_at", "payment_date", "rental_date", "agreed_at", "timestamp", "ts"),
        *(
            "used_at",
            "use_dt",
            "viewed_at",
            "사용일시",
            "조회일",
            "CNTN_DT",
            "STLM_DT",
            "APLY_DT",
            "등록일시",
            "가입일",
            "생성일시",
            "최초등록일",
            "접속일시",
            "결제일",
            "문의일자",
            "일시",
        ),
    ],
)
def test_names_that_date_a_record(name):
    assert _dated_by((name, "timestamp")) == name


@pytest.mark.parametrize(
    "name",
    [
        *("updated_at", "modified", "mod_dt", "deleted_at", "birth_date", "birthday", "expires_at"),
        *("last_login_at", "last_updt_pnttm", "end_date", "valid_until", "withdrawn_at", "brdt"),
        *(
            "수정일시",
            "삭제일",
            "생년월일",
            "만료일",
            "최종접속일",
            "탈퇴일",
            "flag",
            "at",
            "x",
            "",
        ),
    ],
)
def test_names_that_do_not(name):
    assert _dated_by((name, "timestamp")) is None


def test_the_best_name_wins_whatever_the_order():
    assert _dated_by(("paid_at", "date"), ("join_date", "date"), ("created_at", "date")) == (
        "created_at"
    )
    assert _dated_by(("ts", "date"), ("paid_at", "date")) == "paid_at"


def test_only_dates_or_text_that_holds_dates():
    assert _dated_by(("created_at", "boolean"), values={"created_at": TEXT_DATES}) is None
    assert (
        _dated_by(("created_by", "varchar(20)"), values={"created_by": _days({"someone": 1})})
        is None
    )
    assert _dated_by(("created_at", "varchar(20)"), values={"created_at": TEXT_DATES})
    assert _dated_by(("created_at", None), values={"created_at": TEXT_DATES})
    assert _dated_by(("created_at", "text")) is None


def test_settings_come_first_and_views_are_not_dated():
    columns = (("created_at", "date"), ("until", "date"))
    assert _dated_by(*columns, **{"public.mem*": "until"}) == "until"
    assert _dated_by(*columns, **{"members": "until", "*": "created_at"}) == "until"
    assert _dated_by(*columns, orders="until") == "created_at"
    assert _dated_by(*columns, kind=Kind.VIEW) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-01", dt.date(2026, 11, 1)),
        ("2026-11-01 09:30:00", dt.date(2026, 11, 1)),
        ("2026-11-01T09:30:00Z", dt.date(2026, 11, 1)),
        ("2026.11.01", dt.date(2026, 11, 1)),
        ("2026/11/01 09:30", dt.date(2026, 11, 1)),
        ("20261101", dt.date(2026, 11, 1)),
        ("20261101093000", dt.date(2026, 11, 1)),
        ("202611010930", dt.date(2026, 11, 1)),
        ("0000-00-00", None),
        ("1900-01-01", None),
        ("1970-01-01 00:00:00", None),
        ("9999-12-31", None),
        ("2026-13-01", None),
        ("2026-11-011", None),
        ("2026-11.01", None),
        ("202611011", None),
        ("12026-01-01", None),
        ("2026. 11. 1.", dt.date(2026, 11, 1)),
        ("2026. 1. 12. 오전 9:30:00", dt.date(2026, 1, 12)),
        ("2026.11.1", dt.date(2026, 11, 1)),
        ("2026-1-5 09:30", dt.date(2026, 1, 5)),
        ("2026/1/5", dt.date(2026, 1, 5)),
        ("2026년 11월 1일", dt.date(2026, 11, 1)),
        ("2026년11월1일 9시", dt.date(2026, 11, 1)),
        ("2026110109", dt.date(2026, 11, 1)),
        ("2026. 13. 1.", None),
        ("2026. 11.", None),
        ("2026-1.5", None),
        ("2026. 11. 111.", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(text, day):
    assert parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1793491200", dt.date(2026, 11, 1)),
        ("1793577599", dt.date(2026, 11, 1)),
        ("1793491200000", dt.date(2026, 11, 1)),
        ("1793491200000000", dt.date(2026, 11, 1)),
        ("999999999", None),
        ("0212345678", None),
        ("9999999999", None),
        ("179349120000", None),
        ("1793491200.5", None),
        ("", None),
    ],
)
def test_days_of_unix_time(text, day):
    assert parse_unix_time(text) == day


def test_numbers_are_days_only_where_the_name_says_when():
    def dated(name, type_, *values):
        days = ColumnDays(unix_time=True)
        days.add(dict.fromkeys(values, 1))
        table = Table("s", "t", (Column(name, type_),))
        return dating_column(table, {name: days}, {}) is not None

    moments = ("1793491200", "1793577600")
    assert dated("created_at", "bigint", *moments)
    assert dated("reg_ts", "int(11) unsigned", *moments)
    assert dated("regdt", "numeric(14,0)", "20261101093000")
    assert dated("createdAt", "", *moments)
    assert not dated("order_no", "bigint", "20261101093000")
    assert not dated("order_no", "bigint", *moments)
    assert not dated("created_at", "interval", *moments)
    assert not dated("created_at", "bigint", "1", "2")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        *((n, True) for n in ("last_login_at", "last_seen", "current_sign_in_at", "lastPaidAt")),
        *((n, True) for n in ("mb_today_login", "최종로그인일시", "최근접속일", "last_active_at")),
        *((n, False) for n in ("created_at", "birth_date", "next_payment_date", "deleted_at")),
        *((n, False) for n in ("updated_at", "가입일시", "expires_at")),
    ],
)
def test_names_of_what_was_done_with_an_account(name, says):
    assert says_what_was_done(name) is says


def test_names_of_the_beginning_of_an_account():
    assert all(map(says_the_beginning, ("created_at", "joined_at", "가입일", "date")))
    assert not any(map(says_the_beginning, ("login_at", "visited_at", "결제일시")))


def test_zeros_where_there_is_no_date_are_none_against_it():
    days = _days({"20260102": 1, "20260103": 2, "00000000": 5, "0000-00-00 00:00:00": 1, "0": 1})
    assert (days.values, days.dates) == (2, 2)
    assert _days({"20260102": 1, "no": 1}).values == 2
