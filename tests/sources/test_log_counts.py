"""Counts of whole scans equal an independent count: plain ``re``, line by line, slowly."""

import gzip
import json
import random
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from pii_scan.pipeline import take_inventory
from pii_scan.rule_proof import proven_rulebook
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.logs.source import LogSource

EMAIL = re.compile(r"[a-z0-9.]+@example\.(?:com|org)")
PHONE = re.compile(r"(?<![0-9])010-[0-9]{4}-[0-9]{4}(?![0-9])")
NOISE = random.Random(20261128)
REAL = Path(__file__).parent / "real_logs"


@pytest.fixture(scope="module")
def rulebook():
    return proven_rulebook()


def inventory(target, rulebook, *, telling=True):
    from pii_scan.detect.names import name_reader
    from pii_scan.detect.telling import Telling

    names = name_reader(rulebook)
    tells = Telling(rulebook.rules.values(), names.names_item) if telling else None
    source = LogSource(SourceSettings("logs", str(target), telling=tells))
    return take_inventory([source], rulebook, names, 0.5, lambda *_: None)


def slow_count(text):
    """How many lines hold an e-mail address and a phone number; each holds at most one of both."""
    lines = [unquote(line) for line in text.split("\n")]
    emails = [found[0] for line in lines if (found := EMAIL.findall(line))]
    phones = [found[0] for line in lines if (found := PHONE.findall(line))]
    return {
        "email": (len(emails), len(set(emails))),
        "phone": (len(phones), len(set(phones))),
    }


def person():
    return f"user{NOISE.randrange(90)}@example.{NOISE.choice(['com', 'org'])}"


def phone():
    return f"010-{NOISE.randrange(2000, 2040)}-{NOISE.randrange(1000, 1003)}"


def clock():
    return f"{NOISE.randrange(24):02}:{NOISE.randrange(60):02}:{NOISE.randrange(60):02}"


def day():
    return f"2026-11-{NOISE.randrange(1, 28):02}"


def ip():
    return f"198.51.100.{NOISE.randrange(256)}"


def access(extra="", host="", *, end=True):
    query = f"?email={quote(person())}&tel={phone()}" if NOISE.random() < 0.3 else "?page=2"
    agent = NOISE.choice(["Mozilla/5.0 (X11)", 'an \\"odd\\" one', "-", "curl/8"])
    request = NOISE.choice([f"GET /join{query} HTTP/1.1", "-", r"\x16\x03"])
    line = f'{host}{ip()} - - [20/Nov/2026:{clock()} +0900] "{request}" 200 {NOISE.randrange(999)}'
    return f'{line} "https://www.example.net/" "{agent}"{extra}' if end else line


def document():
    user = {"email": person(), "tel": phone(), "age": NOISE.randrange(90)}
    shapes = [
        {"ts": f"{day()}T{clock()}Z", "level": "info", "user": user},
        {"ts": f"{day()}T{clock()}Z", "msg": f"sent to {person()}", "tags": ["a", "b"]},
        {"ts": f"{day()}T{clock()}Z", "msg": 'said "hi"\n\\', "n": None, "to": [person()]},
        {"ts": 1, **{f"k{n}": n for n in range(40)}, "last": {"x": [], "tel": phone()}},
    ]
    return json.dumps(NOISE.choice(shapes))


FORMATS = {
    "combined": access,
    "common": lambda: access(end=False),
    "vhost": lambda: access(host="shop.example.net:443 "),
    "nginx": lambda: access(extra=f' "{ip()}, {ip()}"'),
    "timed": lambda: access(extra=' rt=0.012 uct="-" "sid=abc; n=1" 0.3'),
    "json": document,
    "docker": lambda: json.dumps(
        {"log": f"mail to {person()} ok\n", "stream": "stdout", "time": f"{day()}T{clock()}Z"}
    ),
    "kubernetes": lambda: f"{day()}T{clock()}.123456789Z stdout F {document()}",
    "logfmt": lambda: f'ts={day()}T{clock()}Z level=info user={person()} msg="a b" tel={phone()}',
    "rfc3164": lambda: f"Nov 20 {clock()} web1 app[{NOISE.randrange(9999)}]: login {person()} ok",
    "rfc5424": lambda: f"<34>1 {day()}T{clock()}Z web1 app 1 ID47 - sms to {phone()} sent",
    "elb": lambda: (
        f"{day()}T{clock()}.945958Z my-lb {ip()}:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 "
        f'200 0 29 "GET http://www.example.net:80/join?email={quote(person())} HTTP/1.1" "curl/8"'
        " - -"
    ),
    "alb": lambda: (
        f"https {day()}T{clock()}.945958Z app/my-lb/50dc {ip()}:2817 10.0.0.1:80 0.086 0.048 0.037"
        f' 200 200 0 57 "GET https://www.example.net:443/?tel={phone()} HTTP/1.1" "curl/7.46.0"'
        ' ECDHE TLSv1.2 arn:aws:x "Root=1-58337281" "www.example.net" "arn:aws:acm" 1 - "forward"'
    ),
    "text": lambda: NOISE.choice(
        [
            f"{day()} {clock()},123 INFO [worker-1] c.e.Orders - done {NOISE.randrange(10**6)} ok",
            f"{day()} {clock()},123 INFO [worker-1] c.e.Sms - sms sent to {phone()} template=otp",
            f"{day()} {clock()},123 WARN [worker-2] c.e.Mail - {person()} bounced (try 3)",
            "    at com.example.Orders.run(Orders.java:42)",
        ]
    ),
    "sql": lambda: f"{day()} {clock()} UTC [42] LOG:  statement: UPDATE m SET email='{person()}'",
}
W3C = """#Version: 1.0
#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) \
cs(Cookie) sc-status
"""
HEADED = {
    "iis": (
        W3C,
        lambda: (
            f"{day()} {clock()} 10.0.0.1 GET /join email={quote(person())}&tel={phone()} 443 - "
            f"{ip()} Mozilla/5.0+(Windows) sid=a;+n=1 200"
        ),
    ),
    "csv": (
        "time,user,phone,note\n",
        lambda: f"{day()} {clock()},{person()},{phone()},{NOISE.choice(['x', quoted()])}",
    ),
}


def quoted():
    return '"a, ""b"""'


def lines_of(name):
    header, line = HEADED.get(name, ("", FORMATS.get(name)))
    return header + "".join(line() + "\n" for _ in range(3000))


def found_in(result):
    counts = {}
    for finding in result.findings:
        if finding.item in ("email", "phone"):
            counts[finding.item] = counts.get(finding.item, 0) + finding.matched
    return counts


@pytest.mark.parametrize("name", [*FORMATS, *HEADED])
def test_counts_equal_a_slow_count(tmp_path, rulebook, name):
    text = lines_of(name)
    (tmp_path / "app.log").write_text(text)
    result = inventory(tmp_path, rulebook)
    slow = {item: count for item, (count, _) in slow_count(text).items() if count}
    assert found_in(result) == slow
    assert result.skipped == ()


def test_all_formats_in_one_log_and_packed_are_counted_the_same(tmp_path, rulebook):
    lines = "".join(lines_of(name) for name in FORMATS).splitlines(keepends=True)
    NOISE.shuffle(lines)
    # Not in the middle of a line: what is left of a value there can be another.
    half = len(lines) // 2
    (tmp_path / "app.log").write_text("".join(lines[:half]))
    (tmp_path / "app.log.1.gz").write_bytes(gzip.compress("".join(lines[half:]).encode()))
    slow = {item: count for item, (count, _) in slow_count("".join(lines)).items()}
    assert found_in(inventory(tmp_path, rulebook)) == slow


def test_leaving_out_lines_that_tell_nothing_changes_no_count(tmp_path, rulebook):
    lines = [FORMATS[name]() for name in ("text", "sql", "rfc3164", "logfmt") for _ in range(500)]
    lines += [
        "전화 ０１０-１２３４-５６７８",
        "이름: 홍길동 님",
        "name=홍길동",
        "카드 4111 1111 1111 1111",
    ]
    (tmp_path / "app.log").write_text("\n".join(lines))
    short, full = (inventory(tmp_path, rulebook, telling=telling) for telling in (True, False))
    assert [(f.field.path, f.item, f.matched, f.distinct) for f in short.findings] == [
        (f.field.path, f.item, f.matched, f.distinct) for f in full.findings
    ]


@pytest.mark.parametrize("path", sorted(REAL.iterdir()), ids=lambda path: path.name)
def test_what_real_servers_wrote_is_read_and_counted(rulebook, path):
    """Each address of the made-up persons in the log is in a finding of its field."""
    result = inventory(path, rulebook)
    assert all(skip.excluded for skip in result.skipped)
    text = unquote(path.read_text(errors="replace"))
    emails = set(EMAIL.findall(text))
    fields = {f.field.path[1:] for f in result.findings if f.item == "email"}
    assert bool(emails) == bool(fields)
    if (
        path.name.startswith(("nginx-a", "nginx-m", "nginx-t", "apache-"))
        and "error" not in path.name
    ):
        assert ("request.query.email",) in fields
        assert ("(text)",) not in fields
