"""Patterns that could hang a scan are told from those that cannot."""

from __future__ import annotations

import time

import pytest
import regex

from pii_scan.patterns.linear_time import why_not_linear

FLAGS = 154

EXPONENTIAL = [
    r"(a+)+$",
    r"(a|a)*b",
    r"(\d+)*-",
    r"^(\w+\s?)*$",
    r"(x+x+)+y",
    r"(a*)*b",
    r"(a|b|ab)*c",
    # Python's parser makes one class of this, the regex package tries one after the other.
    r"(?:\d|\w)*!",
    r"(?:[0-9]|[0-9a-f])*!",
    r"(?<!\w)(?:(?:a|b)+,?)+x",
]
POLYNOMIAL = [r".*.*=.*", r"(.*a){5}", r"(?<!\d)\d+\s*\d+x", r"(?<!\w)(?:a|b)+(?:b|c)+d"]
QUADRATIC = [r"\d+x", r"\s+$", r"[a-z]+@", r"(?=.*x)a", r"(?<!x)\w+@", r"(?<!\w)(?:\w+-)+x"]
LONG_CONSTANT = [
    r"(?:a?){30}a{30}",
    r"\d{1,30}\d{1,30}\d{1,30}x",
    r"(\w{1,20}\s?){1,20}$",
    r"\d{1,5} [A-Z][a-z0-9]{1,20}(?:-?[a-z]{1,15}){0,3}-?(?:ro|gil) [A-Za-z -]{2,40}-(?:gu|si)",
]
LINEAR = [
    r"EMP-\d{5}",
    r"EMP-\d+",
    r"\d+",
    r"(?<!\d)\d+-",
    r"\b\w+@",
    r"^\d+x",
    r"\A\d+x",
    r"[a-z]{1,64}@",
    r"(?:\d{1,3}\.){3}\d{1,3}",
    r"(?<![0-9A-Za-z])[A-Z]{2}\d{4,8}(?!\d)",
    r"(?<!\d)\d++\d?x",
    r"a(?:b|c)*d",
    r"(?<=사번[ :]{0,3})\d{6}",
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{2,9}",
    r"\d{4}([- ])\d{4}\1\d{4}",
    r"(?i:emp)(?-i:[A-Z])\d{3}",
]


@pytest.mark.parametrize("pattern", EXPONENTIAL)
def test_a_loop_that_reads_a_text_in_two_ways_is_refused(pattern):
    assert "exponential" in why_not_linear(pattern)


@pytest.mark.parametrize("pattern", POLYNOMIAL)
def test_loops_that_share_out_a_text_are_refused(pattern):
    assert "share out the same text" in why_not_linear(pattern)


@pytest.mark.parametrize("pattern", QUADRATIC)
def test_a_loop_that_reads_on_from_every_place_is_refused(pattern):
    assert "starts anew at each character" in why_not_linear(pattern)


@pytest.mark.parametrize("pattern", LONG_CONSTANT)
def test_repeats_with_an_end_are_refused_where_they_add_up(pattern):
    assert "ways" in why_not_linear(pattern)


@pytest.mark.parametrize("pattern", LINEAR)
def test_a_linear_pattern_is_let_through(pattern):
    assert why_not_linear(pattern) is None


TEXTS = ("1", "a", "1a", "1 ", "a-", "a.", "a@", " ", "EMP-1", "사번: ", "1.", "ab", "A0", "- ")


@pytest.mark.parametrize("pattern", LINEAR)
def test_a_pattern_that_is_let_through_is_quick(pattern):
    compiled = regex.compile(pattern, FLAGS)
    for text in TEXTS:
        for end in ("", "!", "\n#"):
            long = text * (40_000 // len(text)) + end
            started = time.process_time()
            sum(1 for _ in compiled.finditer(long, timeout=5))
            assert time.process_time() - started < 0.5, text


@pytest.mark.parametrize("pattern", [r"(?:a|a)*[bc]", r"(?:a{1,9}){1,9}(?:a{1,9}){1,9}[bc]"])
def test_the_engine_hangs_on_what_is_refused(pattern):
    assert why_not_linear(pattern)
    with pytest.raises(TimeoutError):
        regex.compile(pattern, FLAGS).fullmatch("a" * 60 + "#", timeout=0.3)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(\d", "is no pattern that Python's re can read"),
        (r"\p{L}", "a brace that counts nothing"),
        (r"x{e<=1}", "a brace that counts nothing"),
        (r"[[:alpha:]]", "a class in a class"),
        (r"(?x) a b", "changes flags"),
        (r"(?-s:.)", "changes flags"),
        (r"(\d+)\1", "refers back to a group"),
        (r"(?<=a+)b", "looks behind as far as it can"),
        (r"(?:abc){220}(?:def){220}(?:ghi){220}(?:jkl){220}", "too long to be checked"),
    ],
)
def test_what_cannot_be_checked_is_refused(pattern, reason):
    assert reason in why_not_linear(pattern)


def test_the_reason_names_the_part():
    assert r"\d+" in why_not_linear(r"(?<![A-Z])EMP-(?:\d+)+X")
    assert "[a-z]*" in why_not_linear(r"(?<!\w)\d[a-z]*[a-z]*;")


def test_a_pattern_is_checked_quickly():
    started = time.process_time()
    why_not_linear(r"(?<![0-9A-Za-z])(?:[A-Z]{2,40}-?){1,9}\d{2,60}(?:[-.]\w{1,80}){0,5}(?!\w)")
    assert time.process_time() - started < 5
