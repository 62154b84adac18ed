"""The shape of a line never hides a candidate."""

import random
import re

import polars as pl
import pytest

from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.telling import Telling
from pii_scan.patterns.shapes import for_shape
from pii_scan.rule_proof import proven_rulebook


@pytest.fixture(scope="module")
def rules():
    return proven_rulebook().rules


def shape(text):
    return re.sub("[0-9]", "0", text)


def test_every_candidate_of_every_example_shows_in_its_shape(rules):
    telling = Telling(rules.values(), lambda _: False)
    alone = [rule for rule in rules.values() if rule.identifier.evidence == "alone"]
    examples = [
        f"before {text} after"
        for rule in rules.values()
        for text in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
    ]
    noise = random.Random(1)
    examples += [
        "".join(noise.choice("0123456789-. @:abcdefkm가나") for _ in range(60))
        for _ in range(20_000)
    ]
    holding = {found.index for found in CandidateFinder(alone).find(examples)}
    assert len(holding) > 500
    tells = telling(pl.Series(map(shape, examples)))
    assert {index for index in holding if not tells[index]} == set()


def test_most_lines_of_programs_tell_nothing(rules):
    known = {"name", "고객명", "접속ID", "Contact person"}
    telling = Telling(rules.values(), known.__contains__)
    lines = {
        "processed order 000000 in 000 ms": False,
        "cache miss for key item:000000": False,
        "sms sent to 000-0000-0000": True,
        "mail to kim@example.com queued": True,
        "joined name=홍길동 ok": True,
        "joined name : 홍길동 / 성별 : 남": True,
        'request {"user": 0}': True,
        "전화 ０１０": True,
        "INSERT INTO m (id, `name`) VALUES (?, 'x')": True,
        "INSERT INTO m (id, nick) VALUES (?, 'name')": False,
        "  <ns:name>홍길동</ns:name>": True,
        "  <id>name</id>": False,
        "SELECT x FROM m WHERE name LIKE '홍%'": True,
        "<Data Name='name'>x</Data>": True,
        "==> Parameters: 홍길동(String)": True,
        "o.h.bind : binding parameter (0:VARCHAR) <- [홍길동]": True,
        "BasicBinder : binding parameter [0] as [BIGINT] - [0]": False,
        "o.h.SQL : select u0_0.id from m u0_0 where u0_0.x=?": True,
        '1. PreparedStatement.setString(0, "홍길동") returned': True,
        "    [name] => 홍길동": True,
        "    [x] => name": False,
        "name[홍길동] 접속": True,
        "order[name] paid": False,
        "접수 고객명(홍길동) 완료": True,
        "접수 건수(0) 완료": False,
        "접속 ID=gildong": True,
        "세션 ID=gildong": False,
        "Contact person: Hong": True,
        "Start date: Hong": False,
        '{name,<<"Hong">>}': True,
        '#{<<"name">> => <<"Hong">>}': True,
        '{x,<<"name">>}': True,
    }
    assert telling(pl.Series(list(lines))).to_list() == list(lines.values())


def test_a_pattern_that_is_not_understood_lets_all_lines_tell():
    assert for_shape(r"[\x{31}-\x{33}]{2}") == r"[\x{31}-\x{33}\x{30}-\x{39}]{2}"
    assert for_shape("a1") == ""
    assert for_shape(r"[^\x{31}]") == ""
