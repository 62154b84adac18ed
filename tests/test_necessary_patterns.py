"""A looser pattern matches wherever the pattern itself does."""

from __future__ import annotations

import re
import unicodedata

import polars as pl
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.patterns.necessary import necessary_for_candidate, necessary_for_rule
from pii_scan.rulebook import countries_with_rules, load_rulebook

FLAGS = 154
FOLDER = load_rulebook().folder
RULES = load_rulebook(countries=countries_with_rules(FOLDER)).rules
EXAMPLES = [
    unicodedata.normalize("NFKC", example)
    for rule in RULES.values()
    for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
]
GLUE = ["", " ", "-", "=", "x", "0", "\n", "가"]
TEXTS = pl.Series(
    [*EXAMPLES, *(f"{glue}{text}{glue}" for text in EXAMPLES for glue in GLUE[1:])],
    dtype=pl.String,
)


def each_pattern() -> list[object]:
    return [
        pytest.param(pattern["regex"], id=f"{rule.id}-{n}")
        for rule in RULES.values()
        for n, pattern in enumerate(rule.registry["recognizers"][0].get("patterns", ()))
    ]


def contains_all(texts: pl.Series, patterns: tuple[str, ...]) -> pl.Series:
    holds = pl.repeat(value=True, n=len(texts), eager=True)
    for pattern in patterns:
        holds &= texts.str.contains(pattern)
    return holds


@pytest.mark.parametrize("pattern", each_pattern())
def test_no_match_of_a_rule_is_lost(pattern):
    necessary = necessary_for_rule(pattern)
    assert necessary
    compiled = regex.compile(pattern, FLAGS)
    matching = [text for text in TEXTS if compiled.search(text)]
    assert contains_all(pl.Series(matching, dtype=pl.String), necessary).all()


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.values()])
def test_no_candidate_is_lost(rule):
    pattern = rule.identifier.candidate
    necessary = necessary_for_candidate(pattern)
    assert len(necessary) == 1
    holding = TEXTS.filter(TEXTS.str.contains(pattern))
    assert contains_all(holding, necessary).all()


PIECES = st.recursive(
    st.sampled_from(
        [*(r"a b 0 k é 가 \d \s \w [a-c] [^b] [0-9x] . \b ^ $ \A".split()), r"\Z", " ", "-"]
    ),
    lambda piece: st.one_of(
        st.tuples(piece, piece).map("".join),
        st.tuples(piece, piece).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        piece.map(lambda one: f"(?:{one})?"),
        st.tuples(piece, st.sampled_from(["{2}", "{0,3}", "{1,9}", "{3,30}", "*", "+", "*?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
        piece.map(lambda one: f"(?={one})"),
        piece.map(lambda one: f"(?<={one})"),
        piece.map(lambda one: f"(?!{one})"),
        piece.map(lambda one: f"(?<!{one})"),
        piece.map(lambda one: f"(?-i:{one})"),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(PIECES, st.lists(st.text("aAbcxkK019é가 -\n", max_size=14), min_size=1, max_size=20))
def test_no_match_of_any_pattern_is_lost(pattern, texts):
    compiled = regex.compile(pattern, FLAGS)
    matching = [text for text in texts if compiled.search(text, timeout=5)]
    necessary = necessary_for_rule(pattern)
    assert contains_all(pl.Series(matching, dtype=pl.String), necessary).all(), necessary


def test_what_a_look_around_asks_for_is_necessary():
    phone_masked = r"01[016-9][- ]?(?=[-. \d]{0,9}[*x]{2})[\d*x]{4}[- ]?\d{4}"
    texts = pl.Series(["010-1234-5678", "010-12**-5678", "010-**34-5678"])
    assert contains_all(texts, necessary_for_rule(phone_masked)).to_list() == [False, True, True]


def test_what_may_be_missing_at_an_end_is_not_searched_for():
    """It makes a search slower, and finds nothing that is not found without it."""
    assert necessary_for_candidate("(?:listening on |v)?[0-9]:x(?:/[0-9]+)*") == (
        "[\\x{30}-\\x{39}][\\x{3A}][\\x{78}]",
    )
    assert necessary_for_rule("(?<!-)a?(?=.*2)b") == necessary_for_rule("(?=.*2)b")
    assert necessary_for_rule("^a?b") != necessary_for_rule("b")
    assert necessary_for_rule("a?") == necessary_for_rule("(?:a)?")


def test_a_whole_value_stays_a_whole_value():
    postal_code = r"(?<=\A\s{0,9})\d{5}(?=\s{0,9}\Z)"
    texts = pl.Series(["12345", " 12345 ", "123456", "x12345"])
    assert contains_all(texts, necessary_for_rule(postal_code)).to_list() == [
        *(True, True, False, False)
    ]


@pytest.mark.parametrize("pattern", [r"[[:alpha:]]+", r"(?(1)a|b)", r"a{", r"(?x) a b", "("])
def test_what_cannot_be_read_says_nothing(pattern):
    assert necessary_for_rule(pattern) == ()


@pytest.mark.parametrize("pattern", [r"\pL+", r"[a[bc]]", r"[a-z&&[^b]]", r"\<a", r"\b{start}a"])
def test_what_rust_reads_otherwise_says_nothing(pattern):
    assert necessary_for_candidate(pattern) == ()


def test_case_counts_in_a_candidate_only_where_it_says_so():
    texts = pl.Series(["tel 1", "TEL 1", "fax 1", "FAX 1"])
    (necessary,) = necessary_for_candidate(r"(?:tel|(?i:fax)) [0-9]")
    assert texts.str.contains(necessary).to_list() == [True, False, True, True]


@pytest.mark.parametrize("others", ["", "0-9A-Za-z_", "k", "S", "a-fX", "@-`"])
def test_a_class_of_all_others_holds_the_same_letters_in_either_case(others):
    letters = pl.Series([chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000])
    pattern = f"[{others}\u0080-\uffff]"
    (written,) = necessary_for_candidate(f"(?i){pattern}")
    assert "(?i" not in written
    found = letters.str.contains(written)
    assert found.equals(pl.Series([bool(re.search(pattern, c, re.IGNORECASE)) for c in letters]))
    assert found.equals(pl.Series([bool(regex.search(pattern, c, regex.I)) for c in letters]))


def test_what_each_alternative_looks_around_for_is_necessary():
    logins = (
        r"(?:(?<=user )[a-z]+(?= from)|(?<=su for [a-z]{1,9} by )[a-z]+|(?<=\()[a-z]+(?=\) CMD))"
    )
    texts = ["user kim from", "su for a by kim", "(kim) CMD", "user kim", "by kim", "(kim)"]
    assert held(texts, logins) == [True] * 3 + [False] * 3
    around = r"(?:(?<=by )|(?<=of ))[a-z]+(?:(?= on)|(?= at))"
    texts = ["by kim on", "of kim at", "kim at", "by kim", "by kim in"]
    assert held(texts, around) == [True] * 2 + [False] * 3
    # Where one of them may stand anywhere, none says anything.
    assert necessary_for_rule(r"(?<=by )[a-z]+|(?<!x)") == ()


def held(texts, pattern):
    return contains_all(pl.Series(texts), necessary_for_rule(pattern)).to_list()
