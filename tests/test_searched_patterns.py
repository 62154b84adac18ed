"""What is searched for is written shorter than what is necessary, and finds the same."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.patterns.necessary import necessary_for_candidate, necessary_for_rule, without_ends
from pii_scan.patterns.searched import brief, searched
from pii_scan.patterns.shapes import necessary_for_shape
from pii_scan.rulebook import countries_with_rules, load_rulebook

FOLDER = load_rulebook().folder
RULES = load_rulebook(countries=countries_with_rules(FOLDER)).rules
EXAMPLES = [
    example
    for rule in RULES.values()
    for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
]
TEXTS = pl.Series(
    [*EXAMPLES, *(text.swapcase() for text in EXAMPLES), *(f"7{text[1:-1]}_" for text in EXAMPLES)]
)
LETTERS = "aZ09 -^]\\{}ıſKßéΣς가ガ\n\u00a0😀"


@pytest.mark.parametrize(
    ("long", "short"),
    [
        (r"[\x{41}]", "A"),
        (r"[\x{2D}]", r"\x{2D}"),
        (r"[\x{5D}\x{5E}]", r"[\x{5D}\x{5E}]"),
        (r"[\x{AC00}-\x{D7A3}\s]", r"[가-힣\s]"),
        (r"(?i-u:[\x{63}])(?i-u:[\x{76}])[\x{31}]", "(?i-u:cv)1"),
        (r"(?i:[\x{AC00}])(?i-u:[\x{20}])", r"가\x{20}"),
        (r"(?i:[\x{E9}])", "(?i:é)"),
        (r"(?i-u:[\x{61}-\x{66}\x{30}-\x{39}\x{30}-\x{39}])", "(?i-u:[a-f0-9])"),
        (r"(?:[\x{30}-\x{39}]){2,}(?:[\x{41}]){0,1}", "[0-9]{2,}A{0,1}"),
        (r"(?:(?i-u:[\x{61}])(?i-u:[\x{62}])){0,1}", "(?:(?i-u:ab)){0,1}"),
        (r"(?i:[\x{AC00}-\x{D7A3}\x{30}-\x{39}])", "[가-힣0-9]"),
        (r"(?i:[\x{AC00}-\x{FFFF}])", "(?i:[가-\\x{FFFF}])"),
        (r"[\s]", r"[\s]"),
        (r"\A(?s:.)+(?m:$)", r"\A(?s:.)+(?m:$)"),
    ],
)
def test_letters_are_written_as_people_write_them(long, short):
    assert brief(long) == short


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.values()])
def test_the_shorter_patterns_of_our_rules_find_the_same(rule):
    long = list(necessary_for_candidate(rule.identifier.candidate))
    for pattern in rule.patterns:
        long += necessary_for_rule(pattern.regex)
    long += necessary_for_shape(long) + necessary_for_shape(map(without_ends, long))
    for pattern in dict.fromkeys(long):
        assert len(brief(pattern)) <= len(pattern)
        assert TEXTS.str.contains(brief(pattern)).equals(TEXTS.str.contains(pattern)), pattern


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "(?i)"]), st.sets(st.sampled_from(LETTERS), min_size=1)),
        min_size=1,
        max_size=3,
    ),
    st.lists(st.text(LETTERS, max_size=4), min_size=1, max_size=20),
)
def test_a_shorter_pattern_finds_the_same(classes, texts):
    flag = classes[0][0]
    body = "".join(f"[{''.join(map(re.escape, sorted(letters)))}]" for _, letters in classes)
    values = pl.Series(texts, dtype=pl.String)
    for pattern in necessary_for_candidate(flag + body):
        assert values.str.contains(brief(pattern)).equals(values.str.contains(pattern))


def test_what_is_known_of_a_pattern_is_known_of_shapes_as_well():
    found = searched(necessary_for_rule(r"^01-\d{5,}(?= 번)"))
    assert found.texts == (r"(?m:^)01\x{2D}[0-9]{5,}\x{20}번",)
    assert found.shapes == (r"(?m:^)[00-9][10-9]\x{2D}[0-9]{5,}\x{20}번",)
    assert found.inner_shapes == (r"[00-9][10-9]\x{2D}[0-9]{5,}\x{20}번",)
    assert not searched(()).texts
