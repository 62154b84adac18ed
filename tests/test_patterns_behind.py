"""A pattern with the last character behind asked for first finds what the pattern alone does."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.patterns.behind import with_last_behind
from pii_scan.rule_patterns import REGEX_FLAGS
from pii_scan.rulebook import load_rulebook

RULES = load_rulebook().rules.values()
CHANGED = [one for rule in RULES for one in rule.patterns if one.quick != one.regex]
EXAMPLES = [
    text
    for rule in RULES
    for text in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
]


def found(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in regex.finditer(pattern, text, REGEX_FLAGS)]


@pytest.mark.parametrize(
    ("pattern", "quick"),
    [
        ("(?<=for )[a-z]+", r"(?<=[\ ])(?:(?<=for )[a-z]+)"),
        ("(?<=(?:k|K))[a-z]", "(?<=[Kk])(?:(?<=(?:k|K))[a-z])"),
        ("(?:(?<=a:)|(?<=b=))c", "(?<=[:=])(?:(?:(?<=a:)|(?<=b=))c)"),
        ("(?<![0-9])(?<=[ :]{1,2}[\"']?)x", "(?<=[\\ \"':])(?:(?<![0-9])(?<=[ :]{1,2}[\"']?)x)"),
    ],
)
def test_the_last_character_is_asked_for_first(pattern: str, quick: str) -> None:
    assert with_last_behind(pattern) == quick


@pytest.mark.parametrize(
    "pattern",
    [
        "for [a-z]+",  # looks nowhere
        "(?<!for )[a-z]+",
        r"(?<=\A\s{0,9})[0-9]{5}",  # nothing need stand there
        "(?<=x?)a",
        "(?:(?<=a:)|b)c",  # one way does not look
        "(?<=[^0-9])a",
        "(?<=[가-힣])a",  # thousands
        "(?<=[a-z]+)a",
        "(?<=a",  # no pattern
    ],
)
def test_others_stay_as_they_are(pattern: str) -> None:
    assert with_last_behind(pattern) == pattern


def test_many_rules_are_searched_for_so() -> None:
    assert len(CHANGED) > 50


def test_they_find_the_same_in_all_examples() -> None:
    for one in CHANGED:
        for text in EXAMPLES:
            assert found(one.quick, text) == found(one.regex, text)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(CHANGED),
    st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3),
    st.text(" \t\n\"':=([<KkSs가1", max_size=3),
)
def test_they_find_the_same_in_texts_made_of_examples(
    one: object, texts: list[str], between: str
) -> None:
    text = between.join(texts)
    assert found(one.quick, text) == found(one.regex, text)  # type: ignore[attr-defined]
