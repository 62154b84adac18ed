"""Which of the patterns that are searched for polars takes."""

from __future__ import annotations

from pii_scan.patterns.necessary import necessary_for_candidate, necessary_for_rule
from pii_scan.patterns.size import compiles, fitting
from pii_scan.rule_patterns import patterns_of
from pii_scan.rulebook import countries_with_rules, load_rulebook

# 1,280 times sixteen letters of any script.
TOO_LARGE = "".join(rf"(?:[가-힣\w]{{16}}{end})" for end in "abcdefghijklmnop" * 80)


def test_polars_takes_all_patterns_of_our_rules():
    countries = countries_with_rules(load_rulebook().folder)
    for rule in load_rulebook(countries=countries).rules.values():
        necessary = necessary_for_candidate(rule.identifier.candidate)
        assert fitting(necessary) == necessary, rule.id
        assert patterns_of(rule.registry, are_new=True) == rule.patterns, rule.id


def test_what_polars_does_not_take_is_not_searched_for():
    (necessary,) = necessary_for_rule(TOO_LARGE)
    assert not compiles(necessary)
    assert fitting([necessary, "a"]) == ("a",)
    registry = {
        "global_regex_flags": 154,
        "recognizers": [{"patterns": [{"regex": TOO_LARGE, "score": 0.5}]}],
    }
    (pattern,) = patterns_of(registry, are_new=False)
    assert pattern.necessary.texts
    (tried,) = patterns_of(registry, are_new=True)
    assert not tried.necessary.texts
    assert not tried.necessary.shapes
    assert not tried.whole
    assert tried.regex == TOO_LARGE
