"""Message templates: the constant words of lines, and never a name or value."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pii_scan.config import no_config, with_flags
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.templates import Templates, is_message
from pii_scan.model import Field
from pii_scan.pipeline import scan
from pii_scan.rule_proof import proven_rulebook

RULEBOOK = proven_rulebook()


def phone(number):
    return f"010-{2345 + number * 7:04}-{6789 - number * 3:04}"


def found(folder, lines, state=None):
    (folder / "app.log").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    settings = with_flags(
        no_config(dt.date(2026, 11, 28)),
        targets=(str(folder),),
        declaration=None,
        rows=None,
        min_confidence=None,
        as_of=None,
        state=state,
    )
    report = scan(settings, RULEBOOK, lambda _: None).report
    return {(f.finding.field.name, f.finding.item): f.finding for f in report.fields}


def templates(finding):
    return {one.template: one.lines for one in finding.templates}


def test_the_template_names_the_place_and_the_path_stays(tmp_path):
    lines = [f"2026-11-20 10:00:00 INFO sms sent to {phone(n % 20)} id {n}" for n in range(60)]
    lines += [f"2026-11-20 10:00:00 INFO 회원 연락처 {phone(n)} 변경" for n in range(10)]
    finding = found(tmp_path, lines)["(text)", "phone"]
    assert finding.field.path == ("app.log", "(text)")
    assert templates(finding) == {"sms sent to <phone> id *": 60, "회원 연락처 <phone> 변경": 10}
    around = finding.context.replace(finding.example, "<phone>")
    assert around in templates(finding)
    assert any('60 lines of "sms sent to <phone> id *"' in r.message for r in finding.reasons)


@pytest.mark.parametrize("others", [3, 1500])
def test_three_values_in_one_line_make_no_template(tmp_path, others):
    """Whether rows are looked at alone or, of many with few shapes, together."""
    lines = [f"sms sent to {phone(n % 1000)} id {n % 10}{n // 10:03}" for n in range(others)]
    lines += [f"user phone {phone(1)} and {phone(2)} or {phone(3)} deleted"]
    finding = found(tmp_path, lines)["(text)", "phone"]
    assert list(templates(finding)) == ["sms sent to <phone> id *"]


def test_values_of_keys_in_a_template_are_stars(tmp_path):
    lines = [f"sms sent to {phone(n)} template=otp" for n in range(5)]
    finding = found(tmp_path, lines)["(text)", "phone"]
    assert templates(finding) == {"sms sent to <phone> template=*": 5}


def test_several_items_of_a_line_all_stand_as_their_items(tmp_path):
    lines = [f"user{n}@example.com changed phone to {phone(n)}" for n in range(5)]
    both = found(tmp_path, lines)
    for item in ("phone", "email"):
        assert templates(both["(text)", item]) == {"<email> changed phone to <phone>": 5}
    assert both["(text)", "email"].context.endswith("changed phone to *")


@pytest.mark.parametrize(
    "lines",
    [
        [f"sms sent to {phone(1)}"],
        [f"sms sent to {phone(1)}"] * 50,
        [f"sms sent to {phone(n)}" for n in range(2)],
        [phone(n) for n in range(9)],
        [f"zorblax qwertz {phone(n)}" for n in range(9)],
    ],
    ids=["once", "one value", "two values", "no words", "unknown words"],
)
def test_what_is_not_constant_stays_text(tmp_path, lines):
    assert found(tmp_path, lines)["(text)", "phone"].templates == ()


CANARIES = ("김영희", "남궁민수", "minsu", "Kimberly", "hong.gildong", "s3cret-canary", "서초동")


def test_no_name_or_value_is_in_a_template_however_constant(tmp_path):
    """The only user of a machine, the only agent of a call centre: constant, and a person."""
    lines = [
        f"2026-11-20 10:00:00 INFO {canary} called {phone(n)} for {canary} '{canary}' ({canary})"
        for canary in CANARIES
        for n in range(30)
    ]
    lines += [
        f"{canary}, {phone(n)} {canary}님 발송 완료" for canary in CANARIES for n in range(30)
    ]
    state = tmp_path / "state.json"
    logs = tmp_path / "logs"
    logs.mkdir()
    finding = found(logs, lines, state=state)["(text)", "phone"]
    assert set(templates(finding)) == {
        "* called <phone> for *",
        "* <phone> * 발송 완료",
        "<name> * <phone> <name> * 발송 완료",
        "* <phone> <user_id> * 발송 완료",
    }
    shown = json.dumps(
        [str(finding), [str(reason) for reason in finding.reasons]], ensure_ascii=False
    ) + state.read_text(encoding="utf-8")
    for canary in (*CANARIES, phone(3)):
        assert canary not in shown


def test_names_are_not_among_the_words_of_programs():
    """Common English given names and surnames, Korean ones in both letters; but not "ok", "in"."""
    names = Path(__file__).parent / "common_names.txt"
    listed = set(names.read_text(encoding="utf-8").split())
    assert len(listed) > 150
    assert not WORDS & listed


def test_the_number_of_templates_is_bounded(tmp_path):
    words = sorted(word for word in WORDS if word.isascii() and word.isalpha())[:200]
    lines = [f"{word} sent to {phone(n)}" for word in words for n in range(3)]
    finding = found(tmp_path, lines)["(text)", "phone"]
    assert len(finding.templates) == 24
    assert finding.matched == 600
    many = Templates()
    for number in range(5000):
        many.add(f"sent <phone> {number}", 1, [1, 2, 3])
    assert len(many.seen) == 1000


def test_templates_are_the_same_in_every_order_and_with_a_state(tmp_path):
    lines = [f"sms sent to {phone(n)} ok" for n in range(12)]
    lines += [f"mail sent, callback {phone(n)}" for n in range(12)]
    one, two, three = (tmp_path / name for name in "abc")
    for folder in (one, two, three):
        folder.mkdir()
    whole = found(one, lines)["(text)", "phone"].templates
    assert found(two, lines[::-1])["(text)", "phone"].templates == whole
    state = tmp_path / "state.json"
    found(three, lines[:18], state=state)
    assert found(three, lines, state=state)["(text)", "phone"].templates == whole


def test_the_message_of_a_structured_line_has_templates_too(tmp_path):
    lines = [
        json.dumps({"level": "info", "message": f"sms sent to {phone(n)} after retry"})
        for n in range(6)
    ]
    finding = found(tmp_path, lines)["message", "phone"]
    assert templates(finding) == {"sms sent to <phone> after retry": 6}


def test_only_messages_have_templates():
    assert is_message(Field("s", ("app.log", "(text)")))
    assert is_message(Field("s", ("app.log", "event.message")))
    assert not is_message(Field("s", ("app.log", "user.phone")))
    assert not is_message(Field("s", ("public", "chat", "message"), type="text"))
