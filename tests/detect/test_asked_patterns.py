"""A rule of many patterns is asked by those that a text could match, and says what all say."""

from __future__ import annotations

import unicodedata

import polars as pl
import pytest

from pii_scan.detect.pattern_threads import PatternThreads
from pii_scan.detect.reading import Reader
from pii_scan.detect.recognizers import Recognizers
from pii_scan.rulebook import load_rulebook

RULES = load_rulebook().rules
RECOGNIZERS = Recognizers(RULES)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in RULES.values()])
def test_it_says_the_same(rule):
    examples = rule.identifier.examples
    texts = [
        unicodedata.normalize("NFKC", f"{before}{example}{behind}")
        for example in (*examples.match, *examples.look_alike)
        for before in ("", " ")
        for behind in ("", "\n")
    ]
    reader = Reader(RULES, lambda: RECOGNIZERS, PatternThreads(own=False))
    said = dict(reader.asked(rule.id, pl.Series(texts, dtype=pl.String)))
    for text in texts:
        alone = RECOGNIZERS.spans(rule.id, text)
        if text in said:
            assert said[text] == alone
        else:
            assert not alone.accepted
            assert not alone.rejected


def test_other_patterns_are_not_searched_for(monkeypatch):
    identifier = "login_name_in_message"
    reader = Reader(RULES, lambda: RECOGNIZERS, PatternThreads(own=False))
    searched = []
    of = RECOGNIZERS.spans_of
    monkeypatch.setattr(
        RECOGNIZERS,
        "spans_of",
        lambda rule, patterns, text: searched.append(patterns) or of(rule, patterns, text),
    )
    list(reader.asked(identifier, pl.Series(["login ok: gildong77", "created user mskim"])))
    assert len(searched) == 2
    assert all(patterns.bit_count() < len(RULES[identifier].patterns) / 4 for patterns in searched)
