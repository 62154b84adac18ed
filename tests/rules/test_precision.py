"""Numbers and codes that are nobody's, put before every rule whose values speak alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import uuid
from collections import Counter
from collections.abc import Callable

import pytest

from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.recognizers import Recognizers, load_recognizers
from pii_scan.rulebook import countries_with_rules, load_rulebook

COUNTRIES = countries_with_rules(load_rulebook().folder)
ALONE = {
    identifier: rule
    for identifier, rule in load_rulebook(countries=COUNTRIES).rules.items()
    if rule.identifier.evidence == "alone"
}
VALUES = 600
Draw = Callable[[random.Random], str]


@pytest.fixture(scope="module")
def recognizers() -> Recognizers:
    return load_recognizers(ALONE)


@pytest.fixture(scope="module")
def finder() -> CandidateFinder:
    return CandidateFinder(ALONE.values())


def digits(number: int) -> Draw:
    return lambda draw: "".join(draw.choice("0123456789") for _ in range(number))


def moment(draw: random.Random) -> dt.datetime:
    return dt.datetime(2015, 1, 1) + dt.timedelta(seconds=draw.randrange(11 * 365 * 86_400))  # noqa: DTZ001  only its digits count


def stamp(form: str) -> Draw:
    return lambda draw: moment(draw).strftime(form)


def epoch(per_second: int) -> Draw:
    return lambda draw: str(int(moment(draw).timestamp() * per_second))


def hashed(algorithm: str) -> Draw:
    return lambda draw: hashlib.new(algorithm, draw.randbytes(8)).hexdigest()


NOBODY: dict[str, Draw] = {
    "9 digits": digits(9),
    "10 digits": digits(10),
    "YYYYMMDDHHMM": stamp("%Y%m%d%H%M"),
    "YYYYMMDDHHMMSS": stamp("%Y%m%d%H%M%S"),
    "ISO time": stamp("%Y-%m-%d %H:%M:%S"),
    "Korean time": stamp("%Y년 %m월 %d일 %H시 %M분"),
    "epoch seconds": epoch(1),
    "epoch microseconds": epoch(1_000_000),
    "UUID": lambda draw: str(uuid.UUID(int=draw.getrandbits(128), version=4)),
    "MD5": hashed("md5"),
    "SHA-1": hashed("sha1"),
    "SHA-256": hashed("sha256"),
    "version of three parts": lambda draw: ".".join(str(draw.randrange(99)) for _ in range(3)),
    "version of four parts with v": lambda draw: (
        "v" + ".".join(str(draw.randrange(99)) for _ in range(4))
    ),
    "version of five parts": lambda draw: ".".join(str(draw.randrange(99)) for _ in range(5)),
    "browser version": lambda draw: f"Chrome/{draw.randrange(60, 140)}.0.0.0 Whale/3.24.223.18",
    "fraction": lambda draw: repr(draw.random()),
    "amount": lambda draw: f"{draw.randrange(10**12):,}원",
    "dated order": lambda draw: f"ORD-{moment(draw):%Y%m%d}-{draw.randrange(10**6):06d}",
    "day's sequence": lambda draw: f"{moment(draw):%y%m%d}{draw.randrange(10**5):07d}",
    "ISBN": lambda draw: f"978-89-{draw.randrange(1000, 9999)}-{draw.randrange(100, 999)}-1",
    "object identifier": lambda draw: f"1.3.6.1.4.1.{draw.randrange(9999)}.{draw.randrange(99)}",
    "snowflake": lambda draw: str(draw.randrange(10**18, 2 * 10**18)),
    "time span": lambda draw: f"{draw.randrange(10, 24)}:{draw.randrange(10, 60)}:30.123456",
    "C++ name": lambda draw: draw.choice(("std::cafe", "add::face", "ns::Dead::beef")),
    "remote": lambda draw: f"git@example.com:team/repo{draw.randrange(99)}.git",
    "scaled image": lambda draw: f"icon{draw.randrange(99)}@{draw.choice('234')}x.png",
    "Korean prose": lambda draw: (
        f"제{draw.randrange(99)}조 {draw.randrange(9)}항에 따라 {draw.randrange(9999)}건 처리"
    ),
}
"""Nothing of these may be taken, ever."""

BY_CHANCE: dict[str, tuple[Draw, float]] = {
    "11 digits": (digits(11), 0.005),
    "12 digits": (digits(12), 0.005),
    "13 digits": (digits(13), 0.01),
    "EAN-13 of Korea": (lambda draw: "880" + digits(10)(draw), 0.03),
    "14 digits": (digits(14), 0.015),
    "16 digits": (digits(16), 0.06),
    "19 digits": (digits(19), 0.04),
    "epoch milliseconds": (epoch(1_000), 0.01),
    "date and 7 random digits": (lambda draw: f"{moment(draw):%y%m%d}{digits(7)(draw)}", 0.12),
    "16 digits in groups": (
        lambda draw: "-".join(f"{draw.randrange(1000, 9999)}" for _ in range(4)),
        0.07,
    ),
    "company's number": (lambda draw: "110111-" + digits(7)(draw), 0.08),
    "Korean business number": (
        lambda draw: f"{digits(3)(draw)}-{digits(2)(draw)}-{digits(5)(draw)}",
        0.13,
    ),
}
"""Forms with a check digit: the share of random ones that has it by luck, at most."""


def taken(finder: CandidateFinder, recognizers: Recognizers, values: list[str]) -> Counter[str]:
    """How many of ``values`` each rule accepts."""
    hits = {
        (candidate.index, identifier)
        for candidate in finder.find(values)
        for identifier in candidate.identifiers
        if recognizers.spans(identifier, candidate.text).accepted
    }
    return Counter(identifier for _, identifier in hits)


@pytest.mark.parametrize("kind", NOBODY)
def test_what_is_nobodys_is_never_taken(finder, recognizers, kind):
    draw = random.Random(kind)
    values = [NOBODY[kind](draw) for _ in range(VALUES)]
    assert taken(finder, recognizers, values) == {}


@pytest.mark.parametrize("kind", BY_CHANCE)
def test_share_taken_by_luck_is_bounded(finder, recognizers, kind):
    make, most = BY_CHANCE[kind]
    draw = random.Random(kind)
    values = [make(draw) for _ in range(VALUES)]
    assert sum(taken(finder, recognizers, values).values()) <= most * VALUES


def test_a_moment_of_the_first_decade_is_no_candidate_for_a_number_abroad():
    import polars as pl

    moments = pl.Series(["2001-09-09 01:46:40", "2009/12/31 23:59", "0044 20 7946 0958"])
    pattern = ALONE["phone_international"].identifier.candidate
    assert moments.str.contains(pattern).to_list() == [False, False, True]
