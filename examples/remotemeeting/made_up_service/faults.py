"""Everything that is wrong on purpose; ../faults.md says why each one is a fault."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Sequence

from made_up_service.people import Person, korean_mobile
from made_up_service.rows import TODAY, Row, Rows, moment

_INQUIRY_WITH_NUMBER = 137
_MARKER = "-- fault"
_RRN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_PASSWORD_WORDS = ("mugunghwa", "sandbox", "winter", "gomguk", "harbour", "byeolbit")


def plant_in_rows(rows: Rows, people: Sequence[Person]) -> Rows:
    """``rows`` with every fault of the database; the given ones are left as they are."""
    return {
        **rows,
        "members": _planted_members(rows["members"], people),
        "event_entries": [_without(row, "postal_code") for row in rows["event_entries"]],
        "usage_logs": _kept_too_long(rows["usage_logs"]),
        "inquiries": _with_resident_number(rows["inquiries"]),
        "payments": _with_security_code(rows["payments"]),
        "legacy_logins": _legacy_logins(people),
    }


def plant_in_app_log(lines: Sequence[str]) -> list[str]:
    """``lines`` of JSON, one in forty with a phone number in its message."""
    rng = random.Random("app log faults")
    planted = list(lines)
    for at in range(20, len(lines), 40):
        record = json.loads(lines[at])
        number = korean_mobile(rng)
        record |= {"event": "sms_failed", "message": f"초대 문자 발송 실패: {number}로 3회 재시도"}
        planted[at] = json.dumps(record, ensure_ascii=False)
    return planted


def settle_schema(text: str, *, faults: bool) -> str:
    """The planned schema with or without its lines that end with ``-- fault``."""
    kept = [line for line in text.splitlines() if faults or not line.endswith(_MARKER)]
    return "".join(f"{line.removesuffix(_MARKER).rstrip()}\n" for line in kept)


def _planted_members(members: Sequence[Row], people: Sequence[Person]) -> list[Row]:
    rng = random.Random("member faults")
    phones = {person.number: person.phone for person in people}
    return [
        {
            **row,
            "phone": phones[row["id"]],
            "birth_date": dt.date(1960, 1, 1) + dt.timedelta(days=rng.randrange(45 * 365)),
            "gender": rng.choice("MF"),
        }
        for row in members
    ]


def _without(row: Row, column: str) -> Row:
    return {key: value for key, value in row.items() if key != column}


def _kept_too_long(usage: Sequence[Row]) -> list[Row]:
    """One record in twenty-five is a year and a day to two years old; the policy says one year."""
    rng = random.Random("usage faults")
    return [
        {**row, "accessed_at": moment(rng, 730, 367)} if row["id"] % 25 == 0 else row
        for row in usage
    ]


def _with_resident_number(inquiries: Sequence[Row]) -> list[Row]:
    rng = random.Random("inquiry faults")
    korean = [row["id"] for row in inquiries if row["country"] == "KR"]
    chosen = min(number for number in korean if number >= _INQUIRY_WITH_NUMBER % len(inquiries))
    sentence = f" 본인 확인이 필요하면 제 주민번호 {_resident_number(rng)}로 조회해 주세요."
    return [
        {**row, "body": row["body"] + sentence} if row["id"] == chosen else row for row in inquiries
    ]


def _resident_number(rng: random.Random) -> str:
    """A number with a right check digit that nobody was given.

    It says born in 1971 and registered in place 96, which is Sejong, a city founded in 2012.
    Weights 2 to 9, then 2 to 5; the check digit is 11 less the sum modulo 11, modulo 10.
    """
    digits = f"710203196{rng.randrange(1, 10**3):03}"
    total = sum(w * int(digit) for w, digit in zip(_RRN_WEIGHTS, digits, strict=True))
    return f"{digits[:6]}-{digits[6:]}{(11 - total % 11) % 10}"


def _with_security_code(payments: Sequence[Row]) -> list[Row]:
    rng = random.Random("payment faults")
    return [
        {**row, "card_cvc": f"{rng.randrange(1000):03}" if row["card_number"] else None}
        for row in payments
    ]


def _legacy_logins(people: Sequence[Person]) -> list[Row]:
    rng = random.Random("legacy faults")
    return [
        {
            "id": number,
            "login_id": person.login_id,
            "passwd": f"{rng.choice(_PASSWORD_WORDS)}{rng.choice('!#@')}{rng.randrange(10, 1000)}",
            "migrated": rng.random() < 0.5,
        }
        for number, person in enumerate(people[:60], 1)
    ]


def too_old_for_web_log(rng: random.Random) -> dt.datetime:
    """A moment four to six months back; the policy keeps website visits for three."""
    return TODAY - dt.timedelta(seconds=rng.randrange(120 * 86_400, 180 * 86_400))
