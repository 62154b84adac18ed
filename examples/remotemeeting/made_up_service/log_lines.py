"""The lines of the three logs, oldest first, each with an ending for a file."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable, Sequence

from made_up_service.clients import any_device, private_ip, public_ip, version
from made_up_service.people import Person
from made_up_service.rows import meeting_code, moment, order_number

_SITE = "https://www.damhwaroom.example"
# %b would follow the language of the machine.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MESSAGES = {
    "room_entered": "회의실에 입장했습니다",
    "room_left": "회의실에서 나갔습니다",
    "minutes_saved": "회의록 저장 완료",
    "mail_verified": "email verification finished",
    "sms_failed": "초대 문자 발송 실패: 통신사 응답 없음, 3회 재시도",
    "password_changed": "비밀번호가 변경되었습니다",
}


def access_lines(name: str, count: int, when: Callable[[random.Random], dt.datetime]) -> list[str]:
    """Lines in the combined format of a web server; ``name`` is the seed."""
    rng = random.Random(name)
    return [_access_line(rng, at) for at in sorted(when(rng) for _ in range(count))]


def app_lines(count: int) -> list[str]:
    """One JSON object a line, of the last sixty days."""
    rng = random.Random("app.log")
    return [_app_line(rng, at) for at in _times(rng, count)]


def worker_lines(people: Sequence[Person], count: int) -> list[str]:
    """A date, a level and key=value pairs or a sentence, of the last thirty days."""
    rng = random.Random("worker.log")
    return [_worker_line(rng, people, at) for at in _times(rng, count, days=30)]


def _times(rng: random.Random, count: int, days: int = 60) -> list[dt.datetime]:
    return sorted(moment(rng, days) for _ in range(count))


def _access_line(rng: random.Random, at: dt.datetime) -> str:
    address = public_ip(rng) if rng.random() < 0.8 else private_ip(rng)
    request = rng.choice(
        (
            *("GET / HTTP/1.1", "GET /pricing?plan=team&lang=ko HTTP/1.1", "GET /faq HTTP/1.1"),
            f"GET /rooms/{meeting_code(rng)} HTTP/1.1",
            f"GET /download?version={version(rng)}&os=win HTTP/1.1",
            f"GET /api/v2/rooms?page={rng.randrange(1, 40)}&size=20 HTTP/2.0",
            "POST /api/v2/sessions HTTP/2.0",
            "GET /assets/app.26.10.2.js HTTP/2.0",
        )
    )
    referer = rng.choice(("-", f"{_SITE}/", f"{_SITE}/pricing?plan=team"))
    status, size = rng.choice((200, 200, 200, 304, 404)), rng.randrange(120, 90_000)
    agent = any_device(rng).user_agent
    when = f"{at:%d}/{_MONTHS[at.month - 1]}/{at:%Y:%H:%M:%S} +0900"
    return f'{address} - - [{when}] "{request}" {status} {size} "{referer}" "{agent}"'


def _app_line(rng: random.Random, at: dt.datetime) -> str:
    device, event = any_device(rng), rng.choice(tuple(_MESSAGES))
    return json.dumps(
        {
            "ts": f"{at:%Y-%m-%dT%H:%M:%S}.{rng.randrange(1000):03}+09:00",
            "level": "WARN" if event == "sms_failed" else "INFO",
            "event": event,
            "client": {
                "ip": public_ip(rng),
                "os": device.os,
                "device_model": device.model,
                "app_version": version(rng),
            },
            "meeting_code": meeting_code(rng),
            "trace_id": rng.randbytes(16).hex(),
            "duration_ms": rng.randrange(2, 4_000),
            "message": _MESSAGES[event],
        },
        ensure_ascii=False,
    )


def _worker_line(rng: random.Random, people: Sequence[Person], at: dt.datetime) -> str:
    prefix = f"{at:%Y-%m-%d %H:%M:%S},{rng.randrange(1000):03}"
    thread = f"[worker-{rng.randrange(1, 5)}]"
    kind = rng.randrange(10)
    if kind == 0:
        return f"{prefix} INFO {thread} queue is empty, waiting for the next job"
    if kind == 1:
        return f"{prefix} WARN {thread} version={version(rng)} restart=requested"
    person = rng.choice(people)
    return (
        f"{prefix} INFO {thread} job=invoice_mail order_no={order_number(rng, at)} "
        f"login_id={person.login_id} client_ip={private_ip(rng)} attempt={rng.randrange(1, 4)} "
        f"elapsed_ms={rng.randrange(20, 3_000)}"
    )
