"""Lists of names and values in JSON lines: each value stands under its name."""

import json
import random

import pytest

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.lines import LineReader, split_lines

ITEMS = {"email", "user.email", "Cookie", "X-Forwarded-For", "성명"}
WORDS = KeyWords(ITEMS.__contains__, ITEMS.__contains__, ITEMS.__contains__)


def values(*documents, words=WORDS):
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    found = LineReader(key_words=words).count(split_lines("\n".join(lines).encode()).to_frame())
    return {key: sorted(some) for key, some in found.as_dict().items() if some}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [{"name": "X-Forwarded-For", "value": "203.0.113.7"}, {"name": "Host", "value": "w"}],
            {"[].X-Forwarded-For": ["203.0.113.7"], "[].name": ["Host"], "[].value": ["w"]},
        ),
        (
            [{"key": "user.email", "value": {"stringValue": "a@example.com"}}],
            {"[].user.email": ["a@example.com"]},
        ),
        (
            [{"key": "email", "type": "string", "value": "a@example.com"}],
            {"[].email": ["a@example.com"]},
        ),
        ([{"Value": "a@example.com", "Name": "email"}], {"[].email": ["a@example.com"]}),
        ([{"name": "성명", "value": ["홍길동"]}], {"[].성명[]": ["홍길동"]}),
        ([{"name": "email", "value": {"new": "a"}}], {"[].email.new": ["a"]}),
        # A person is no key, and what else an object has is not lost.
        (
            [{"name": "홍길동", "value": "3"}],
            {"[].name": ["홍길동"], "[].value": ["3"]},
        ),
        (
            [{"name": "email", "key": "x", "value": "3"}],
            {"[].name": ["email"], "[].key": ["x"], "[].value": ["3"]},
        ),
        (
            [{"name": "email", "value": "3", "list": ["x"]}],
            {"[].name": ["email"], "[].value": ["3"], "[].list[]": ["x"]},
        ),
        (
            [{"name": "kim@example.com", "value": "3"}],
            {"[].name": ["kim@example.com"], "[].value": ["3"]},
        ),
    ],
)
def test_the_name_of_a_pair_is_the_key_of_its_value(pairs, expected):
    assert values(pairs) == expected
    assert values(pairs, pairs) == expected


def test_a_pair_outside_of_a_list_is_an_object():
    assert values({"name": "email", "value": "3"}) == {"name": ["email"], "value": ["3"]}


def test_lines_of_one_shape_are_read_as_the_exact_reader_does():
    drawn = random.Random(7)
    names = ["email", "Host", "user.email", "Cookie", "홍길동"]

    def pair():
        name, value = drawn.choice(names), drawn.choice(["a", 7, None, {"stringValue": "b"}, {}])
        pairs = [("name", name), ("value", value)]
        if drawn.random() < 0.3:
            pairs.append(("type", "x"))
        drawn.shuffle(pairs)
        return dict(pairs)

    for _ in range(40):
        shared = [{"h": [pair() for _ in range(2)], "m": number} for number in range(4)]
        documents = shared + [{"h": shared[0]["h"], "m": number} for number in range(4)]
        expected: dict[str, list[str]] = {}
        for document in documents:
            for key, found in values(document).items():
                expected[key] = sorted({*expected.get(key, ()), *found})
        assert values(*documents) == expected
