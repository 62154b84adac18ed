"""Columns give the same results as values one by one (plain_detection.py), whatever they hold."""

from __future__ import annotations

import random
import sys
from collections import Counter
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pii_scan.columns import Column
from pii_scan.detect import batches, candidate_places, shaped
from pii_scan.detect.evidence import Evidence, FieldEvidence
from pii_scan.detect.names import name_reader
from pii_scan.detect.recognizers import Recognizers
from pii_scan.model import Field, Sample
from pii_scan.rulebook import load_rulebook

sys.path.insert(0, str(Path(__file__).parent))
from plain_detection import PlainDetection, Tally

RULEBOOK = load_rulebook(countries=["kr", "us", "de"])
RULES = RULEBOOK.rules
ORDER = {identifier: number for number, identifier in enumerate(RULES)}
NAMES = name_reader(RULEBOOK)
RECOGNIZERS = Recognizers(RULES)
PLAIN = PlainDetection(RULES, NAMES.items_named, RECOGNIZERS)
EXAMPLES = list(
    dict.fromkeys(
        example
        for rule in RULES.values()
        for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
        if example
    )
)
NOTHING = ("?", "--", "(null)", "<unknown>", "없음")
GLUE = ("", " ", ",", "\n", "으로", "=", "a", "0", "-", "０", "ｋ", "é")
COLUMNS: tuple[str, ...] = (
    "c17",
    "email",
    "phone",
    "주민번호",
    "name",
    "memo",
    "birth_date",
    "zip_code",
    "ip",
)


@pytest.fixture(autouse=True, params=["by shape", "by text"])
def looked_at(request, monkeypatch):
    """Whether shapes are made of all texts, or, as of the few texts of these tests, of none."""
    if request.param == "by shape":
        monkeypatch.setattr(shaped, "_WORTH_IT", 0)
        monkeypatch.setattr(shaped, "_FEW", 1.0)
        monkeypatch.setattr(shaped, "_MANY_DIFFERENT", 2.0)
        monkeypatch.setattr(candidate_places, "_FEW", 0)


def counted(tally: Tally) -> object:
    return (
        (tally.sampled, tally.encrypted, tally.flags, tally.keys),
        [
            (
                *(identifier, count.matched, count.whole, len(count.passed)),
                *(len(count.passed) + len(count.failed), len(count.proven)),
                *(count.score, count.example),
            )
            for identifier, count in sorted(tally.rules.items(), key=lambda one: ORDER[one[0]])
            if count.matched
        ],
        {item: (*counts, len(tally.texts[item])) for item, counts in tally.items.items()},
    )


def said(evidence: FieldEvidence) -> object:
    return (
        (evidence.sampled, evidence.encrypted, evidence.flags, evidence.keys),
        [
            (
                *(identifier, found.matched, found.whole, found.distinct),
                *(found.tested, found.proven, found.score, found.example),
            )
            for identifier, found in evidence.detections.items()
        ],
        {item: (c.matched, c.clear, c.distinct) for item, c in evidence.items.items()},
    )


def assert_same(samples: list[Sample]) -> None:
    evidence = Evidence(RULES, NAMES.items_named, lambda: RECOGNIZERS)
    evidence.add(samples)
    expected = [counted(tally) for tally in PLAIN.tallies(samples).values()]
    assert [said(one) for one in evidence.results()] == expected


def place(name: str) -> Field:
    return Field("db", ("members", name), "text")


def drawn(rng: random.Random, many: int) -> list[str]:
    """Examples as they are and glued together, and what columns are otherwise full of."""
    digits = "".join(rng.choices("0123456789", k=rng.randint(1, 16)))
    plain = (
        digits,
        f"{rng.randint(1, 12)}/{rng.randint(1, 31)}",
        "Y",
        "없음",
        f"{digits}.5",
        "배송",
    )
    glued = (rng.choice(GLUE).join(rng.choices(EXAMPLES, k=rng.randint(1, 3))) for _ in range(many))
    return [*glued, *rng.choices(EXAMPLES, k=many), *plain]


@pytest.mark.parametrize("name", ["c17", "phone", "주민번호", "name"])
def test_every_example_of_every_rule(name):
    counts = {example: times for times, example in enumerate(EXAMPLES, 1)}
    assert_same([Sample(place(name), counts | dict.fromkeys(NOTHING, 3))])


@pytest.mark.parametrize("seed", range(2))
def test_many_samples_that_come_more_than_once(seed):
    rng = random.Random(seed)
    samples = [
        Sample(place(name), Counter(drawn(rng, 60))) for name in (*COLUMNS, *COLUMNS[:4], "none")
    ]
    samples.append(Sample(place("none")))
    assert_same(samples)


def whole_column(rng: random.Random, kind: str) -> list[str]:
    four = lambda: f"{rng.randint(0, 9999):04}"  # noqa: E731
    makers = {
        "ip": lambda: ".".join(str(rng.choice([0, 1, 10, 127, 192, 168, 255])) for _ in range(4)),
        "phone": lambda: rng.choice(["010-{}-{}", "010{}{}", "02-{}-{}"]).format(four(), four()),
        "email": lambda: f"u{four()}@{rng.choice(['naver.com', 'corp', 'a.b.co.kr', '2x.png'])}",
        "card_number": lambda: "-".join(["4" + four()[1:], four(), four(), four()]),
        "주민번호": lambda: (
            f"{four()}{rng.randint(1, 31):02}-{rng.randint(1, 8)}{four()}{four()[:2]}"
        ),
        "birth_date": lambda: f"{rng.randint(1890, 2040)}-{rng.randint(1, 13):02}-{four()[:2]}",
        "token": lambda: f"{rng.getrandbits(128):032x}",
        "name": lambda: rng.choice("김이박최") + rng.choice("민서지예") + rng.choice("준우서윤"),
    }
    return [makers[kind]() for _ in range(200)]


@pytest.mark.parametrize(
    "kind", "ip phone email card_number 주민번호 birth_date token name".split()
)
@pytest.mark.parametrize("named", [True, False])
def test_columns_filled_with_one_kind(kind, named):
    values = Counter(whole_column(random.Random(kind), kind))
    assert_same([Sample(place(kind if named else "c17"), values)])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.lists(
            st.sampled_from(EXAMPLES) | st.sampled_from(GLUE) | st.text(max_size=6), max_size=4
        )
        .map("".join)
        .filter(bool),
        max_size=12,
    ),
    st.sampled_from(COLUMNS),
)
def test_any_values(values, name):
    assert_same([Sample(place(name), Counter(values))])


def test_a_column_gives_what_a_dict_gives_in_many_batches_or_one(monkeypatch):
    rng = random.Random(7)
    values = {name: Counter(drawn(rng, 20)) for name in COLUMNS}

    def results(samples: list[Sample], workers: Executor | None = None) -> object:
        evidence = Evidence(RULES, NAMES.items_named, lambda: RECOGNIZERS, workers=workers)
        evidence.add(samples)
        return [said(one) for one in evidence.results()]

    dicts = [Sample(place(name), counts) for name, counts in values.items()]
    columns = [
        Sample(place(name), Column(pl.Series(list(counts)), pl.Series(list(counts.values()))))
        for name, counts in values.items()
    ]
    expected = results(dicts)
    assert results(columns) == expected
    assert results([*dicts[:3], *columns[3:]]) == expected
    monkeypatch.setattr(batches, "_MOST_ROWS", 301)
    assert results(dicts) == expected
    assert results(columns) == expected
    monkeypatch.setattr(batches, "_WORTH_PARTS", 2)
    with ThreadPoolExecutor(2) as workers:  # what is left at the end is shared out
        assert results(dicts, workers) == expected
        assert results(columns[:1], workers) == results(columns[:1])
        assert results([], workers) == []
