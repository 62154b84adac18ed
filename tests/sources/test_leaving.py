"""Which tables, columns and values say that people left, and which only look so."""

import pytest

from pii_scan.sources.tables.catalogue import Column, Table
from pii_scan.sources.tables.leaving import may_mark, withdrawal_mark


def _mark(table, column, type_="timestamp", values=(), *others):
    columns = (Column("id", "int"), Column(column, type_), *(Column(o, "int") for o in others))
    seen = {column: dict.fromkeys(values, 1)} if may_mark(column) else {}
    return withdrawal_mark(Table(None, table, columns), seen)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "deleted_at"),
        ("users", "deletedAt"),
        ("users", "user_deleted_at"),
        ("users", "withdrawal_date"),
        ("users", "date_left"),
        ("wp_users", "account_closed_at"),
        ("withdrawn_members", "withdrawn_at"),
        ("tb_mbr_info", "whdwl_ymd"),
        ("TB_MBR", "WTHD_YMD"),
        ("hoewon", "taltoe_date"),
        ("TB_USER_M", "DEL_DT"),
        ("userinfo", "withdrawdt"),
        ("g5_member", "mb_leave_date"),
        ("customers_2024", "quit_date"),
        ("user_history", "soft_deleted_at"),
        ("회원정보", "삭제일시"),
        ("회원", "회원탈퇴일"),
        ("anything", "탈퇴신청일시"),
        ("anything", "SECSN_DT"),
        ("COMTNGNRLMBER", "SECSN_DE"),
        ("anything", "secsnDe"),
        ("anything", "secsnde"),
        ("TB_MBER", "SECSN_PNTTM"),
    ],
)
def test_a_date_of_leaving(table, column):
    mark = _mark(table, column)
    assert mark is not None
    assert (mark.column.name, mark.values, mark.dated_by) == (column, None, mark.column)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("users", "marketing_consent_withdrawn_at"),
        ("app_users", "avatar_removed_at"),
        ("newsletter_users", "unsubscribed_at"),
        ("accounts", "trial_left_on"),
        ("users", "last_deleted_post_at"),
        ("users", "deletion_scheduled_at"),
        ("wallet_withdrawals", "withdrawal_date"),
        ("withdrawals", "withdrawal_date"),
        ("consents", "withdrawn_at"),
        ("applications", "withdrawn_at"),
        ("user_consents", "withdrawn_at"),
        ("user_sessions", "closed_at"),
        ("customer_orders", "cancelled_at"),
        ("user_addresses", "deleted_at"),
        ("social_accounts", "deleted_at"),
        ("회원주문", "삭제일시"),
        ("회원", "마케팅탈퇴일시"),
        ("회원", "쿠폰삭제일"),
        ("MBER", "SECSN_RESN"),
    ],
)
def test_a_date_of_something_else(table, column):
    assert _mark(table, column) is None


@pytest.mark.parametrize(
    ("table", "other"),
    [("users", "withdrawal_amount"), ("accounts", "balance"), ("wallet_users", "name")],
)
def test_what_is_withdrawn_beside_money_is_money(table, other):
    assert _mark(table, "withdrawal_date", "date", (), other) is None
    assert _mark(table, "withdrawn_at", "date", (), other) is not None


def test_the_last_update_of_egov_dates_a_status():
    columns = (Column("MBER_STTUS", "char(4)"), Column("LAST_UPDT_PNTTM", "char(20)"))
    mark = withdrawal_mark(Table(None, "MBER", columns), {"MBER_STTUS": {"탈퇴": 1}})
    assert mark is not None
    assert mark.dated_by == columns[1]


@pytest.mark.parametrize(
    ("column", "values", "says"),
    [
        ("is_deleted", ["true", "false"], True),
        ("탈퇴여부", ["N"], True),
        ("delYn", ["Y", "N"], True),
        ("SECSN_AT", ["Y", "N"], True),
        ("avatar_deleted", ["true", "false"], False),
        ("marketing_withdrawn_yn", ["Y", "N"], False),
        ("is_deleted", ["maybe"], False),
    ],
)
def test_a_flag_of_leaving(column, values, says):
    mark = _mark("users", column, "varchar(5)", values)
    assert (mark is not None and mark.values is not None) is says


@pytest.mark.parametrize(
    ("table", "column", "values", "left"),
    [
        ("users", "status", ["active", "closed "], ("closed",)),
        ("users", "account_status", ["DELETED"], ("DELETED",)),
        ("TB_MBR", "MBR_STTS_CD", ["탈퇴"], ("탈퇴",)),
        ("users", "subscription_status", ["cancelled"], None),
        ("users", "payment_status", ["withdrawn"], None),
        ("users", "email_state", ["deleted"], None),
        ("orders", "status", ["cancelled"], None),
        ("user_orders", "status", ["cancelled"], None),
        ("회원", "배송상태", ["해지"], None),
    ],
)
def test_a_status_of_leaving(table, column, values, left):
    mark = _mark(table, column, "varchar(20)", values)
    assert (mark.values if mark else None) == left


@pytest.mark.parametrize(
    ("type_", "comment", "values", "dated"),
    [
        ("datetime", "회원 탈퇴 날짜", (), True),
        ("char(8)", "탈퇴일자(YYYYMMDD)", (), True),
        ("char(1)", "탈퇴여부", ("Y", "N"), False),
        ("varchar(2)", "회원상태 (정상/탈퇴)", ("정상", "탈퇴"), False),
    ],
)
def test_a_comment_says_of_leaving_what_a_short_name_does_not(type_, comment, values, dated):
    column = Column("xq_cl", type_, comment=comment)
    mark = withdrawal_mark(Table(None, "member", (column,)), {"xq_cl": dict.fromkeys(values, 1)})
    assert mark is not None
    assert (mark.column, mark.dated_by) == (column, column if dated else None)


@pytest.mark.parametrize("comment", ["탈퇴 사유", "탈퇴 처리자", "마케팅 동의 철회일", None])
def test_a_comment_about_leaving_marks_nobody(comment):
    column = Column("xq_cl", "datetime", comment=comment)
    assert withdrawal_mark(Table(None, "member", (column,)), {}) is None
