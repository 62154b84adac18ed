"""--state: a log read in parts gives what the whole of it gives, wherever it is cut."""

import datetime as dt
import gzip
import json
import random
import re

import pytest
from reports_of import report_and_note

from pii_scan.detect.examples import Shown, earlier
from pii_scan.detect.templates import Templates
from pii_scan.rule_proof import proven_rulebook

RULEBOOK = proven_rulebook()
MESSAGES = (
    "INFO sms sent to {phone} template=otp",
    "WARN mail to {email} bounced",
    "INFO user {email} logged in from {ip}",
    "ERROR payment failed for {name} {phone}",
    "로그인 실패 사용자 {email} 주소 {ip}",
    "password reset for {email} by admin {phone}",
    "nothing here",
)
AGENT = "Mozilla/5.0 (Windows NT 10.0)"
# Estimates of how many different values there are; how sure a finding is can follow them.
ABOUT = re.compile(
    r"(all )?[0-9,]+ (of [0-9,]+ )?different|서로 다른 값 [0-9,]+개(?: 중 [0-9,]+개)?"
)


def person(rng):
    return {
        "name": rng.choice("김이박최정강") + rng.choice(["민수", "서연", "지훈", "하은"]),
        "email": f"{rng.choice(['kim', 'lee', 'park'])}{rng.randrange(400)}@example.com",
        "phone": f"010-{rng.randrange(2000, 9999)}-{rng.randrange(1000, 9999)}",
        "ip": f"203.0.113.{rng.randrange(256)}",
    }


def free_text(rng, who, day):
    return f"{day} 09:{rng.randrange(60):02}:00 {rng.choice(MESSAGES).format(**who)}"


def json_line(rng, who, day):
    said = [f"sent to {who['email']}", f"call {who['phone']}", "ok"]
    user = {"email": who["email"], "phone": who["phone"]}
    line = {"time": f"{day}T10:00:00Z", "user": user, "msg": rng.choice(said), "ip": who["ip"]}
    return json.dumps(line, ensure_ascii=False)


def request(_, who, day):
    stamp = dt.date.fromisoformat(str(day)).strftime("%d/%b/%Y")
    path = f"/s?email={who['email'].replace('@', '%40')}&q=1"
    return f'{who["ip"]} - - [{stamp}:09:30:00 +0900] "GET {path} HTTP/1.1" 200 12 "-" "{AGENT}"'


def pairs(_, who, day):
    return f'ts={day}T01:00:00Z level=info user_name="{who["name"]}" phone={who["phone"]}'


def syslog(rng, who, day):
    account, port = who["email"].partition("@")[0], rng.randrange(1024, 65535)
    said = f"Failed password for {account} from {who['ip']} port {port} ssh2"
    return f"{day.strftime('%b')} {day.day:2} 10:00:00 host sshd[{port // 9}]: {said}"


def trace(_, who, __):
    return f"  at com.example.Mailer: to {who['email']}"


KINDS = (free_text, json_line, request, pairs, syslog, trace)


def a_log(rng):
    """A log of one or several formats in the order of time, as bytes."""
    kinds = rng.choice([*([kind] for kind in KINDS[:-1]), KINDS, [free_text, trace], KINDS[:2]])
    people = [person(rng) for _ in range(rng.choice([2, 4, 30, 300]))]
    number = rng.choice([20, 60, 300])
    lines = (
        rng.choice(kinds)(rng, rng.choice(people), dt.date(2026, 10, 1 + at * 30 // number))
        for at in range(number)
    )
    return "".join(f"{line}\n" for line in lines).encode()


def scan(target, state=None):
    report, note = report_and_note(RULEBOOK, target, state)
    assert not note
    return report


def findings(report):
    """All that the report says of fields; what follows the number of different ones is near."""
    found = []
    for field in report["fields"]:
        del field["distinct"]
        for reasons in (field["reasons"], field["reasons_ko"]):
            reasons[:] = [ABOUT.sub("some", reason) for reason in reasons]
        field["confidence"] = pytest.approx(field["confidence"], abs=0.011)
        found.append(field)
    return found


def rotate(folder, rng):
    """app.log becomes app.log.1, packed or not, and so on."""
    olds = sorted(folder.glob("app.log.*"), key=lambda path: -int(path.name.split(".")[2]))
    for old in olds:
        _, _, number, *packed = old.name.split(".")
        old.rename(folder / ".".join(["app.log", str(int(number) + 1), *packed]))
    log = folder / "app.log"
    if rng.random() < 0.5:
        (folder / "app.log.1.gz").write_bytes(gzip.compress(log.read_bytes()))
        log.unlink()
    else:
        log.rename(folder / "app.log.1")


@pytest.mark.parametrize("seed", range(40))
def test_a_log_in_parts_gives_what_the_whole_gives(tmp_path, seed):
    rng = random.Random(seed)
    folder, state = tmp_path / "logs", tmp_path / "state"
    folder.mkdir()
    data = a_log(rng)
    cuts = sorted(rng.randrange(len(data)) for _ in range(rng.choice([2, 3, 10]) - 1))
    if rng.random() < 0.5:  # else lines are cut that are still being written
        cuts = [data.find(b"\n", cut) + 1 for cut in cuts]
    start = 0
    for end in [*cuts, len(data)]:
        with (folder / "app.log").open("ab") as log:
            log.write(data[start:end])
        part, start = scan(folder, state), end
        if end < len(data) and data[end - 1 : end] == b"\n" and rng.random() < 0.5:
            rotate(folder, rng)
    whole = scan(folder)
    assert findings(part) == findings(whole)
    for counted in ("fields", "rows_scanned", "rows_total"):
        assert part["sources"][0]["coverage"][counted] == whole["sources"][0]["coverage"][counted]
    assert part["skipped"] == whole["skipped"]


def test_a_message_seen_once_in_each_part_is_in_the_inventory(tmp_path):
    log, state = tmp_path / "app.log", tmp_path / "state"
    for number in range(3):
        with log.open("a") as more:
            more.write(f"2026-11-0{number + 1} 09:00:00 sms sent to 010-2345-678{number} ok\n")
        report = scan(log, state)
    (phone,) = report["fields"]
    assert phone["templates"] == [{"template": "sms sent to <phone> ok", "lines": 3}]
    assert phone["templates"] == scan(log)["fields"][0]["templates"]


def test_the_same_value_in_each_part_makes_no_template(tmp_path):
    log, state = tmp_path / "app.log", tmp_path / "state"
    for number in range(4):
        with log.open("a") as more:
            more.write(f"2026-11-0{number + 1} 09:00:00 sms sent to 010-2345-6789 ok\n")
        report = scan(log, state)
    assert report["fields"][0]["templates"] == scan(log)["fields"][0]["templates"] == []


def test_lines_without_a_day_at_the_start_of_a_part_have_that_of_the_line_before(tmp_path):
    log, state = tmp_path / "app.log", tmp_path / "state"
    log.write_text("2026-11-01 09:00:00 ERROR job failed\n" * 3)
    scan(log, state)
    with log.open("a") as more:
        more.write("  at com.example.Mailer: to kim@example.com\n2026-11-09 09:00:00 ended\n")
    assert findings(scan(log, state)) == findings(scan(log))
    assert scan(log, state)["fields"][0]["last_seen"] == "2026-11-01"


def test_templates_are_the_same_in_every_order_of_their_parts():
    rng = random.Random(3)
    parts = [
        [(f"to <phone> {rng.randrange(5)}", 1, sorted(rng.sample(range(9), rng.randrange(1, 4))))]
        for _ in range(40)
    ]
    shown = set()
    for _ in range(20):
        together = Templates()
        for part in rng.sample(parts, len(parts)):
            one = Templates()
            for template in part:
                one.add(*template)
            together.add_all(Templates.loaded(json.loads(json.dumps(one.saved()))))
        shown.add(tuple(together.shown()))
    assert len(shown) == 1


def test_an_example_with_words_around_it_is_shown_rather_than_a_rare_one():
    bare, rare = Shown(9, "k***@e***.com", None), Shown(2, "l***@e***.com", "to l***@e***.com")
    common = Shown(1, "a***@e***.com", "to a***@e***.com")
    for one, other in ((bare, rare), (rare, bare), (common, rare), (rare, common)):
        assert earlier(one, other) == rare
    assert earlier(None, bare) == earlier(bare, None) == bare
    assert earlier(None, None) is None
    assert Shown.loaded(json.loads(json.dumps(rare.saved()))) == rare
    with pytest.raises(ValueError, match="65"):
        Shown.loaded([65, "x", None])
