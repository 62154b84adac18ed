"""The rows of every table as the clean build holds them; faults.py changes what it must."""

from __future__ import annotations

import base64
import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from made_up_service.clients import any_device, private_ip, public_ip, version
from made_up_service.inquiry_texts import invent_inquiry
from made_up_service.people import Person, korean_mobile

TODAY = dt.datetime(2026, 11, 1)  # noqa: DTZ001  databases hold local times without a zone
"""The day everything is relative to; nothing is dated on it or later."""

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]

_BCRYPT = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_DEPARTMENTS = ("개발팀", "경영지원팀", "고객성공팀", "디자인팀", "영업1팀", "Global Sales")
_PLANS = (("Basic", 9_900), ("Team", 39_000), ("Business", 129_000), ("Enterprise", 490_000))
_METHODS = ("card", "card", "card", "bank_transfer", "easy_pay")
_BANKS = ("누리샘은행", "달보드레은행", "온새은행")
_ACTIONS = ("room_enter", "room_leave", "screen_share", "minutes_save", "file_open")


def invent_rows(people: Sequence[Person]) -> Rows:
    """All rows by table, the tables in the order in which they can be filled."""
    payments = _payments(people)
    return {
        "accounts": _accounts(people),
        "members": _members(people),
        "event_entries": _event_entries(people),
        "usage_logs": _usage_logs(people),
        "product_requests": _product_requests(people),
        "inquiries": _inquiries(people),
        "payments": payments,
        "refunds": _refunds(payments),
        "products": _products(),
        "departments": _departments(),
        "login_policies": _login_policies(),
        "app_releases": _app_releases(),
        "meeting_files": _meeting_files(),
    }


def moment(rng: random.Random, oldest_days: int, newest_days: int = 1) -> dt.datetime:
    """A second between so many days before ``TODAY``."""
    seconds = rng.randrange(newest_days * 86_400, oldest_days * 86_400)
    return TODAY - dt.timedelta(seconds=seconds)


def order_number(rng: random.Random, day: dt.date) -> str:
    """A number that begins with a date, as orders have and resident numbers do."""
    return f"{day:%Y%m%d}-{rng.randrange(1, 10_000):06}"


def _bcrypt(rng: random.Random) -> str:
    return "$2b$12$" + "".join(rng.choices(_BCRYPT, k=53))


def _sku(rng: random.Random) -> str:
    return f"DHR-{rng.choice('BTEX')}{rng.randrange(1, 41):03}"


def _accounts(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("accounts")
    return [
        {
            "account_id": account.account_id,
            "company_name": account.company if rng.random() < 0.8 else None,
            "plan_name": rng.choice(_PLANS)[0],
            "seat_limit": rng.choice((5, 10, 30, 100)),
            "contract_version": version(rng),
            "status": rng.choice(("active", "active", "paused")),
            "created_at": moment(rng, 1_800),
        }
        for account in dict.fromkeys(person.account for person in people)
    ]


def _members(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("members")
    rows: list[Row] = []
    for person in people:
        joined = moment(rng, 1_800)
        changed = joined + (TODAY - joined) * rng.random() * 0.9
        rows.append(
            {
                "id": person.number,
                "account_id": person.account.account_id,
                "login_id": person.login_id,
                "password_hash": _bcrypt(rng),
                "name": person.name,
                "email": person.email,
                "email_verified": rng.random() < 0.9,
                "country": person.country,
                "phone": person.phone if person.shares_phone else None,
                "phone_verified_at": joined if person.shares_phone else None,
                "company_name": person.account.company if person.shares_company else None,
                "department_code": f"D{rng.randrange(1, len(_DEPARTMENTS) + 1):03}",
                "password_changed_at": changed.replace(microsecond=0),
                "login_failure_limit": rng.choice((5, 5, 10)),
                "preferences": _preferences(rng, person),
                "joined_at": joined,
            }
        )
    return rows


def _preferences(rng: random.Random, person: Person) -> Row:
    contact = {"phone": korean_mobile(rng)} if person.country == "KR" and rng.random() < 0.4 else {}
    return {
        "theme": rng.choice(("light", "dark")),
        "language": "ko" if person.country == "KR" else "en",
        "notifications": {"email": rng.random() < 0.7, "sms": rng.random() < 0.3},
        "contact": contact,
    }


def _event_entries(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("event_entries")
    return [
        {
            "id": number,
            "campaign_code": rng.choice(("EV-2026-SPRING", "EV-2026-AUTUMN")),
            "email": person.email,
            "name": person.name,
            "phone": person.phone,
            "postal_code": person.postal_code,
            "address": person.address,
            "agreed": True,
            "created_at": moment(rng, 200),
        }
        for number, person in enumerate(rng.sample(people, len(people) // 2), 1)
    ]


def _usage_logs(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("usage_logs")
    rows: list[Row] = []
    for number in range(1, 3 * len(people) + 1):
        device = any_device(rng)
        visitor, first = f"{rng.getrandbits(64):016x}", rng.randrange(1_760_000_000, 1_793_000_000)
        analytics = f"GA1.1.{rng.randrange(10**8, 10**9)}.{first}"
        rows.append(
            {
                "id": number,
                "member_id": rng.choice(people).number,
                "event_code": rng.choice(_ACTIONS).upper(),
                "os": device.os,
                "ip_public": public_ip(rng),
                "ip_private": private_ip(rng) if rng.random() < 0.8 else None,
                "device_model": device.model,
                "user_agent": device.user_agent,
                "cookie": f"dhr_visitor={visitor}; _ga={analytics}; lang=ko",
                "app_version": version(rng),
                "accessed_at": moment(rng, 355),
            }
        )
    return rows


def _product_requests(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("product_requests")
    return [
        {
            "id": number,
            "account_id": person.account.account_id,
            "login_id": person.login_id,
            "password_hash": _bcrypt(rng),
            "name": person.name,
            "email": person.email,
            "country": person.country,
            "phone": person.phone if person.shares_phone else None,
            "company_name": person.account.company if person.shares_company else None,
            "product_sku": _sku(rng),
            "requested_at": moment(rng, 1_500),
        }
        for number, person in enumerate(rng.sample(people, len(people) // 4), 1)
    ]


def _inquiries(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("inquiries")
    rows: list[Row] = []
    for number, person in enumerate(rng.sample(people, len(people) * 2 // 5), 1):
        asked = moment(rng, 1_000)
        subject, body = invent_inquiry(rng, korean=person.country == "KR")
        rows.append(
            {
                "id": number,
                "ticket_no": f"Q-{asked.year}-{number:05}",
                "country": person.country,
                "name": person.name,
                "phone": person.phone,
                "email": person.email,
                "company_name": person.account.company if person.shares_company else None,
                "account_id": person.account.account_id if rng.random() < 0.5 else None,
                "login_id": person.login_id if rng.random() < 0.7 else None,
                "subject": subject,
                "body": body,
                "status": rng.choice(("open", "answered", "closed")),
                "created_at": asked,
            }
        )
    return rows


def _payments(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("payments")
    rows: list[Row] = []
    for number in range(1, len(people) * 9 // 10 + 1):
        paid = moment(rng, 1_800)
        method = rng.choice(_METHODS)
        rows.append(
            {
                "id": number,
                "member_id": rng.choice(people).number,
                "order_no": order_number(rng, paid),
                # Six digits of a date and seven more: the form of a resident registration number.
                "invoice_no": f"{paid:%y%m%d}{1_000_000 + rng.randrange(1_000_000)}",
                "product_sku": _sku(rng),
                "amount": rng.choice(_PLANS)[1],
                "currency": "KRW",
                "payment_method": method,
                "card_number": f"9410-****-****-{rng.randrange(10_000):04}"
                if method == "card"
                else None,
                "approval_no": f"{rng.randrange(10**8):08}",
                "receipt_file": f"receipt_{paid:%Y%m%d}_{number:05}.pdf",
                "status": "paid",
                "paid_at": paid,
            }
        )
    return rows


def _refunds(payments: Sequence[Row]) -> list[Row]:
    rng = random.Random("refunds")
    return [
        {
            "id": number,
            "payment_id": payment["id"],
            "refund_amount": payment["amount"],
            "bank_name": rng.choice(_BANKS),
            # What AES-256 leaves of an account number: 16 bytes to start with and 32 of text.
            "account_no_enc": base64.b64encode(rng.randbytes(48)).decode("ascii"),
            "reason_code": rng.choice(("R01", "R02", "R09")),
            "refunded_at": min(
                payment["paid_at"] + dt.timedelta(days=rng.randrange(1, 20)), moment(rng, 3)
            ),
        }
        for number, payment in enumerate(rng.sample(payments, len(payments) // 8), 1)
    ]


def _products() -> list[Row]:
    rng = random.Random("products")
    rows: list[Row] = []
    for number in range(1, 41):
        digits = f"880{rng.randrange(10**9):09}"
        # EAN-13 check digit: weights 1 and 3 in turn (GS1 General Specifications, 7.9).
        total = sum(int(digit) * (1 + 2 * (at % 2)) for at, digit in enumerate(digits))
        plan, price = rng.choice(_PLANS)
        rows.append(
            {
                "id": number,
                "sku": f"DHR-{'BTEX'[number % 4]}{number:03}",
                "name": f"담화방 {plan} {rng.choice(('월간', '연간', '웨비나', '회의록'))}",
                "price": price,
                "ean": f"{digits}{-total % 10}",
                "model_code": f"M{rng.randrange(10**8):08}",
                "released_on": moment(rng, 1_500).date(),
            }
        )
    return rows


def _departments() -> list[Row]:
    return [
        {"department_code": f"D{at:03}", "name": name, "cost_center": f"4410-{at * 7:04}"}
        for at, name in enumerate(_DEPARTMENTS, 1)
    ]


def _login_policies() -> list[Row]:
    return [
        {
            "policy_code": code,
            "password_min_length": length,
            "login_failure_limit": limit,
            "password_expiry_days": days,
            "phone_required": required,
            "email_template_code": f"TPL-{code}",
        }
        for code, length, limit, days, required in (
            ("STANDARD", 10, 10, 180, False),
            ("STRICT", 14, 5, 90, True),
            ("PARTNER", 12, 5, 90, False),
        )
    ]


def _app_releases() -> list[Row]:
    rng = random.Random("app_releases")
    rows: list[Row] = []
    for number in range(1, 121):
        built, name = moment(rng, 1_000), version(rng)
        rows.append(
            {
                "id": number,
                "version": name,
                "build_no": f"{built:%Y%m%d%H%M}",
                "installer_file": f"damhwaroom-{name}.exe",
                "sha256": rng.randbytes(32).hex(),
                "commit_hash": rng.randbytes(20).hex(),
                "released_on": built.date(),
            }
        )
    return rows


def _meeting_files() -> list[Row]:
    rng = random.Random("meeting_files")
    return [
        {
            "id": number,
            "file_name": f"minutes_{moment(rng, 300):%Y%m%d_%H%M}.docx",
            "checksum_md5": rng.randbytes(16).hex(),
            "storage_key": str(uuid.UUID(bytes=rng.randbytes(16), version=4)),
            "size_bytes": rng.randrange(10_000, 90_000_000),
            "meeting_code": meeting_code(rng),
        }
        for number in range(1, 301)
    ]


def meeting_code(rng: random.Random) -> str:
    """What people type to join: nine digits in three groups."""
    return "-".join(f"{rng.randrange(100, 1000)}" for _ in range(3))
