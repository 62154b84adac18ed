"""The tables of the members database, in types that every database has."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)


def define_tables(*, faults: bool) -> MetaData:
    """All tables, in an order that respects their references; faults.md lists what differs."""
    metadata = MetaData()
    _members(metadata, faults=faults)
    _activities(metadata, faults=faults)
    _payments(metadata, faults=faults)
    _things(metadata)
    if faults:
        Table(
            "legacy_logins",
            metadata,
            _id(),
            Column("login_id", String(40), nullable=False),
            Column("passwd", String(40), nullable=False),
            Column("migrated", Boolean, nullable=False),
        )
    return metadata


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _members(metadata: MetaData, *, faults: bool) -> None:
    Table(
        "accounts",
        metadata,
        Column("account_id", String(40), primary_key=True),
        Column("company_name", String(100)),
        Column("plan_name", String(30), nullable=False),
        Column("seat_limit", Integer, nullable=False),
        Column("contract_version", String(20), nullable=False),
        Column("status", String(10), nullable=False),
        Column("created_at", DateTime, nullable=False),
    )
    Table(
        "members",
        metadata,
        _id(),
        Column("account_id", String(40), ForeignKey("accounts.account_id"), nullable=False),
        Column("login_id", String(40), nullable=False, unique=True),
        Column("password_hash", String(60), nullable=False),
        Column("name", String(80), nullable=False),
        Column("email", String(120), nullable=False),
        Column("email_verified", Boolean, nullable=False),
        Column("country", String(2), nullable=False),
        Column("phone", String(30), nullable=not faults),
        Column("phone_verified_at", DateTime),
        Column("company_name", String(100)),
        Column("department_code", String(10)),
        Column("password_changed_at", DateTime, nullable=False),
        Column("login_failure_limit", Integer, nullable=False),
        Column("preferences", JSON, nullable=False),
        *((Column("birth_date", Date), Column("gender", String(1))) if faults else ()),
        Column("joined_at", DateTime, nullable=False),
    )


def _activities(metadata: MetaData, *, faults: bool) -> None:
    Table(
        "event_entries",
        metadata,
        _id(),
        Column("campaign_code", String(20), nullable=False),
        Column("email", String(120), nullable=False),
        Column("name", String(80), nullable=False),
        Column("phone", String(30), nullable=False),
        *(() if faults else (Column("postal_code", String(10), nullable=False),)),
        Column("address", String(200), nullable=False),
        Column("agreed", Boolean, nullable=False),
        Column("created_at", DateTime, nullable=False),
    )
    Table(
        "usage_logs",
        metadata,
        _id(),
        Column("member_id", Integer, ForeignKey("members.id"), nullable=False),
        Column("event_code", String(20), nullable=False),
        Column("os", String(40), nullable=False),
        Column("ip_public", String(45), nullable=False),
        Column("ip_private", String(45)),
        Column("device_model", String(40), nullable=False),
        Column("user_agent", String(300), nullable=False),
        Column("cookie", String(300), nullable=False),
        Column("app_version", String(20), nullable=False),
        Column("accessed_at", DateTime, nullable=False),
    )
    Table(
        "product_requests",
        metadata,
        _id(),
        Column("account_id", String(40), nullable=False),
        Column("login_id", String(40), nullable=False),
        Column("password_hash", String(60), nullable=False),
        Column("name", String(80), nullable=False),
        Column("email", String(120), nullable=False),
        Column("country", String(2), nullable=False),
        Column("phone", String(30)),
        Column("company_name", String(100)),
        Column("product_sku", String(20), nullable=False),
        Column("requested_at", DateTime, nullable=False),
    )
    Table(
        "inquiries",
        metadata,
        _id(),
        Column("ticket_no", String(20), nullable=False),
        Column("country", String(2), nullable=False),
        Column("name", String(80), nullable=False),
        Column("phone", String(30), nullable=False),
        Column("email", String(120), nullable=False),
        Column("company_name", String(100)),
        Column("account_id", String(40)),
        Column("login_id", String(40)),
        Column("subject", String(100), nullable=False),
        Column("body", Text, nullable=False),
        Column("status", String(10), nullable=False),
        Column("created_at", DateTime, nullable=False),
    )


def _payments(metadata: MetaData, *, faults: bool) -> None:
    Table(
        "payments",
        metadata,
        _id(),
        Column("member_id", Integer, ForeignKey("members.id"), nullable=False),
        Column("order_no", String(20), nullable=False),
        Column("invoice_no", String(20), nullable=False),
        Column("product_sku", String(20), nullable=False),
        Column("amount", Integer, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("payment_method", String(20), nullable=False),
        Column("card_number", String(20)),
        *((Column("card_cvc", String(4)),) if faults else ()),
        Column("approval_no", String(12), nullable=False),
        Column("receipt_file", String(60), nullable=False),
        Column("status", String(10), nullable=False),
        Column("paid_at", DateTime, nullable=False),
    )
    Table(
        "refunds",
        metadata,
        _id(),
        Column("payment_id", Integer, ForeignKey("payments.id"), nullable=False),
        Column("refund_amount", Integer, nullable=False),
        Column("bank_name", String(30), nullable=False),
        Column("account_no_enc", String(100), nullable=False),
        Column("reason_code", String(10), nullable=False),
        Column("refunded_at", DateTime, nullable=False),
    )


def _things(metadata: MetaData) -> None:
    """Tables about no person at all, full of names and numbers that resemble personal data."""
    Table(
        "products",
        metadata,
        _id(),
        Column("sku", String(20), nullable=False),
        Column("name", String(60), nullable=False),
        Column("price", Integer, nullable=False),
        Column("ean", String(13), nullable=False),
        Column("model_code", String(9), nullable=False),
        Column("released_on", Date, nullable=False),
    )
    Table(
        "departments",
        metadata,
        Column("department_code", String(10), primary_key=True),
        Column("name", String(40), nullable=False),
        Column("cost_center", String(12), nullable=False),
    )
    Table(
        "login_policies",
        metadata,
        Column("policy_code", String(20), primary_key=True),
        Column("password_min_length", Integer, nullable=False),
        Column("login_failure_limit", Integer, nullable=False),
        Column("password_expiry_days", Integer, nullable=False),
        Column("phone_required", Boolean, nullable=False),
        Column("email_template_code", String(20), nullable=False),
    )
    Table(
        "app_releases",
        metadata,
        _id(),
        Column("version", String(20), nullable=False),
        Column("build_no", String(12), nullable=False),
        Column("installer_file", String(80), nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("commit_hash", String(40), nullable=False),
        Column("released_on", Date, nullable=False),
    )
    Table(
        "meeting_files",
        metadata,
        _id(),
        Column("file_name", String(80), nullable=False),
        Column("checksum_md5", String(32), nullable=False),
        Column("storage_key", String(36), nullable=False),
        Column("size_bytes", Integer, nullable=False),
        Column("meeting_code", String(11), nullable=False),
    )
