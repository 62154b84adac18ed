"""What is said of a text's shape holds for the text."""

import re

import pytest
import regex

from pii_scan.patterns.necessary import necessary_for_rule, without_ends
from pii_scan.patterns.shapes import for_shape, takes_any_digit
from pii_scan.rulebook import countries_with_rules, load_rulebook

FLAGS = 154
FOLDER = load_rulebook().folder
RULES = load_rulebook(countries=countries_with_rules(FOLDER)).rules
TEXTS = [
    f"{glue}{example}{glue}"
    for rule in RULES.values()
    for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
    for glue in ("", " ", "7")
]
PATTERNS = {pattern.regex for rule in RULES.values() for pattern in rule.patterns}


def shape(text):
    return re.sub("[0-9]", "0", text)


@pytest.mark.parametrize(
    ("pattern", "takes_any"),
    [
        (r"\d{3}-[0-9]{2}", True),
        (r"[가-힣0-9]+(?:로|길)\s?\d(?!\d|km)", True),
        (r"(?<=\A\s{0,9})[^@]+@\w+", True),
        (r"010-\d{4}", False),
        (r"[1-9]\d", False),
        (r"[^0]", False),
        (r"(?<!1)a", False),
        (r"(?:a|b2)", False),
        (r"(?:x{0,3}[0-5])*", False),
        (r"(\d)\1", False),
        (r"(", False),
    ],
)
def test_which_patterns_take_no_digit_for_another(pattern, takes_any):
    assert takes_any_digit(pattern) is takes_any


def test_a_pattern_that_takes_any_digit_matches_in_the_same_places_of_the_shape():
    known = [regex.compile(pattern, FLAGS) for pattern in PATTERNS if takes_any_digit(pattern)]
    assert len(known) > 20
    for pattern in known:
        for text in TEXTS[::2]:
            spans = [match.span() for match in pattern.finditer(text)]
            assert spans == [match.span() for match in pattern.finditer(shape(text))]


def test_the_shape_around_a_match_holds_what_is_necessary():
    import polars as pl

    for pattern in PATTERNS:
        compiled = regex.compile(pattern, FLAGS)
        around = pl.Series([f"x{shape(t)}x" for t in TEXTS if compiled.search(t)], dtype=pl.String)
        for necessary in map(without_ends, necessary_for_rule(pattern)):
            assert around.str.contains(for_shape(necessary)).all(), pattern
