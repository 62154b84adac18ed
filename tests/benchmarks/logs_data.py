"""Made-up logs of any size for the benchmark: the same seed gives the same bytes.

Persons and addresses are made up: documentation networks, example domains and numbers that
nobody has. A block of lines is written again and again with its days moved on, so that writing
300 MB takes seconds; values repeat from block to block, as they do in real logs. Only the two logs
of servers are made anew in each block: everybody in the world tries to get in there.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

_BLOCK_LINES = 60_000
_DAY = "@@DAY@@"
_FIRST_DAY = dt.date(2026, 6, 1)
_AGENTS = [
    f"Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{version}.0.0.0 Safari"
    for system in ("Windows NT 10.0; Win64; x64", "Macintosh; Intel Mac OS X 10_15_7", "Linux")
    for version in range(118, 131)
]
_CLASSES = "order.OrderService pay.PayClient mail.MailQueue web.Login batch.Cleaner".split()
_SAID = "processed order {} in {} ms|cache miss for key item:{} after {} tries".split("|")
# One line in so many of a sparse log holds personal data.
SPARSE = 800


def dense_line(noise: random.Random) -> str:
    """A line of a web access log in the combined format: an address in every line."""
    query = ""
    if noise.random() < 0.05:
        query = f"?email=user{noise.randrange(5000)}%40example.com&page={noise.randrange(20)}"
    return (
        f"{_address(noise)} - - [{_DAY}:{_clock(noise)} +0900] "
        f'"GET /goods/{noise.randrange(3000)}{query} HTTP/1.1" {noise.choice((200, 304, 404))} '
        f'{noise.randrange(90_000)} "https://www.example.com/list/{noise.randrange(50)}" '
        f'"{noise.choice(_AGENTS)}"\n'
    )


def sparse_line(noise: random.Random) -> str:
    """A line of an application's log: personal data in one line of SPARSE."""
    start = (
        f"{_DAY} {_clock(noise)},{noise.randrange(1000):03} INFO  [worker-{noise.randrange(8)}] "
        f"com.example.{noise.choice(_CLASSES)} - "
    )
    if noise.randrange(SPARSE):
        said = noise.choice(_SAID).format(noise.randrange(10**6), noise.randrange(900))
    elif noise.random() < 0.5:
        said = f"sms sent to 010-{noise.randrange(2000, 9999)}-{noise.randrange(10000):04} ok"
    else:
        said = f"mail to user{noise.randrange(5000)}@example.com queued"
    return start + said + "\n"


def json_line(noise: random.Random) -> str:
    """A line of a JSON log: an address and a user in every line."""
    user = noise.randrange(5000)
    document = {
        "time": f"{_DAY}T{_clock(noise)}Z",
        "level": "info",
        "message": "request served",
        "request": {"method": "GET", "path": f"/api/goods/{noise.randrange(3000)}"},
        "user": {"id": user, "email": f"user{user}@example.com"},
        "client": {"ip": f"198.18.{noise.randrange(256)}.{noise.randrange(256)}"},
        "took_ms": noise.randrange(900),
    }
    return json.dumps(document, separators=(",", ":")) + "\n"


def message_line(noise: random.Random) -> str:
    """A line of text with a phone number and an address, and no other line like it."""
    return (
        f"{_DAY} {_clock(noise)},{noise.randrange(1000):03} INFO com.example.Sms - "
        f"message {_DAY}-{noise.randrange(10**8)} sent to 010-{noise.randrange(2000, 9999)}-"
        f"{noise.randrange(10000):04} requested from {_address(noise)} "
        f"in {noise.randrange(900)} ms\n"
    )


def service_line(noise: random.Random) -> str:
    """A line of a service's log, with the ids of a trace and one of several messages."""
    said = noise.choice(_SERVICE)(noise)
    return (
        f"{_DAY} {_clock(noise)}.{noise.randrange(1000):03} INFO [task-{noise.randrange(20)}] "
        f"[{_hex(noise, 16)},{_hex(noise, 16)}] com.example.Shop : {said}\n"
    )


def _mail(noise: random.Random) -> str:
    return "".join(noise.choice(_SYLLABLES) for _ in range(4)) + "@example.com"


_SYLLABLES = "min su ji young hye jin seo yeon do hyun ka mi to ra".split()
_SERVICE: list[Callable[[random.Random], str]] = [
    lambda noise: f"User {_mail(noise)} logged in from {_address(noise)} id={_hex(noise, 32)}",
    lambda noise: f"sms sent to 010-{noise.randrange(2000, 9999)}-{noise.randrange(10000):04}",
    lambda noise: f"회원 {noise.randrange(10**6)} 주문 {noise.randrange(10**8)} 결제 완료",
    lambda noise: f"GET /api/items/{noise.randrange(10**5)} took {noise.randrange(900)} ms",
    lambda noise: f"cache miss key=item:{_hex(noise, 24)} ttl={noise.randrange(3600)}",
    lambda noise: f"Connected to db-{noise.randrange(4)}.internal:5432",
    lambda noise: f"job {_hex(noise, 12)} finished in {noise.randrange(9000)} ms status=OK",
]


def logfmt_line(noise: random.Random) -> str:
    """A line of keys with values, and no other line like it."""
    return (
        f'{_DAY}T{_clock(noise)}Z level=info msg="request served" method=GET '
        f"path=/api/items/{noise.randrange(10**5)} trace={_DAY}-{noise.randrange(10**8)} "
        f"email=user{noise.randrange(5000)}@example.com ip={_address(noise)} "
        f"took={noise.randrange(900)}ms\n"
    )


def auth_line(noise: random.Random) -> str:
    """A line of sshd's as rsyslog writes it; the login, address and port are seldom there twice."""
    login, address = _login(noise), _address(noise)
    said = noise.choice(_SSHD).format(
        login=login, address=address, port=noise.randrange(1024, 65536), key=_hex(noise, 40)
    )
    return f"{_DAY}T{_clock(noise)}+09:00 web1 sshd[{noise.randrange(10**6)}]: {said}\n"


def mail_line(noise: random.Random) -> str:
    """A line of Postfix's; the queue's id, mailbox and address are seldom there twice."""
    said = noise.choice(_POSTFIX).format(
        queue=_hex(noise, 10).upper(),
        mailbox=f"{_login(noise)}@example.com",
        address=_address(noise),
        size=noise.randrange(90_000),
        number=noise.randrange(10**6),
    )
    return f"{_DAY}T{_clock(noise)}+09:00 mx1 postfix/{said}\n"


def _login(noise: random.Random) -> str:
    return f"{''.join(noise.choice(_SYLLABLES) for _ in range(3))}{noise.randrange(1000)}"


# What OpenSSH 10 and Postfix 3.10 said in tests/sources/real_logs, and of ones who got in.
_SSHD = """
Connection from {address} port {port} on 192.0.2.7 port 22 rdomain ""
Invalid user {login} from {address} port {port}
Connection closed by invalid user {login} {address} port {port} [preauth]
Connection closed by authenticating user {login} {address} port {port} [preauth]
Failed password for invalid user {login} from {address} port {port} ssh2
Failed password for {login} from {address} port {port} ssh2
Accepted publickey for {login} from {address} port {port} ssh2: RSA SHA256:{key}
Disconnected from user {login} {address} port {port}
Received disconnect from {address} port {port}:11: disconnected by user
pam_unix(sshd:session): session opened for user {login}(uid={port}) by (uid=0)
pam_unix(sshd:session): session closed for user {login}
""".strip().split("\n")
_POSTFIX = """
smtpd[{number}]: connect from unknown[{address}]
smtpd[{number}]: {queue}: client=unknown[{address}]
cleanup[{number}]: {queue}: message-id=<{number}.{size}@example.com>
qmgr[{number}]: {queue}: from=<{mailbox}>, size={size}, nrcpt=1 (queue active)
smtp[{number}]: {queue}: to=<{mailbox}>, relay=mx.example.com[{address}]:25, delay=0.4, \
delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {queue})
local[{number}]: {queue}: to=<{mailbox}>, relay=local, delay=0.02, delays=0.01/0/0/0.01, \
dsn=5.1.1, status=bounced (unknown user: "{mailbox}")
qmgr[{number}]: {queue}: removed
smtpd[{number}]: disconnect from unknown[{address}] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5
""".strip().split("\n")


def write_log(path: Path, line: Callable[[random.Random], str], size: int) -> Path:
    """Write a log of at least ``size`` bytes to ``path``, packed where the name ends in .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wb") as out:
        for block in _blocks(line, size):
            out.write(block)
    return path


def _blocks(line: Callable[[random.Random], str], size: int) -> Iterator[bytes]:
    noise = random.Random(20261128)
    anew = line in (auth_line, mail_line)
    block = "".join(line(noise) for _ in range(_BLOCK_LINES))
    form = "%d/%b/%Y" if line is dense_line else "%Y-%m-%d"
    written = number = 0
    while written < size:
        day = (_FIRST_DAY + dt.timedelta(days=number)).strftime(form)
        data = block.replace(_DAY, day).encode()
        yield data
        written += len(data)
        number += 1
        if anew:
            block = "".join(line(noise) for _ in range(_BLOCK_LINES))


def _address(noise: random.Random) -> str:
    return f"198.{noise.randrange(18, 20)}.{noise.randrange(256)}.{noise.randrange(256)}"


def _hex(noise: random.Random, length: int) -> str:
    return f"{noise.getrandbits(4 * length):0{length}x}"


def _clock(noise: random.Random) -> str:
    return f"{noise.randrange(24):02}:{noise.randrange(60):02}:{noise.randrange(60):02}"
