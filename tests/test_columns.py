"""Columns of distinct values, in the place of a dict."""

import datetime as dt
import subprocess
import sys

import polars as pl
import pytest

from pii_scan.columns import Column
from pii_scan.documents.opening import open_documents
from pii_scan.model import Field, Sample

FIELD = Field("app.log", ("app.log", "body"))


def column(counts: dict[str, int]) -> Column:
    return Column(pl.Series(list(counts)), pl.Series(list(counts.values())))


def test_a_column_is_a_mapping_of_texts_to_counts():
    counts = {"a": 2, "나": 5}
    held = column(counts)
    assert dict(held) == counts
    assert held == counts
    assert (len(held), held["나"], held.total, held.size) == (2, 5, 7, 4)
    assert Sample(FIELD, held).sampled == 7
    assert "b" not in held


def test_a_column_shows_no_text():
    held = column({"kim@example.com": 1})
    assert "kim" not in repr(held)
    assert "kim" not in repr(Sample(FIELD, held))
    with pytest.raises(KeyError) as caught:
        held["lee@example.com"]
    assert "lee" not in str(caught.value)


def test_texts_without_their_counts_are_refused():
    with pytest.raises(ValueError, match="2 texts and 1 counts"):
        Column(pl.Series(["a", "b"]), pl.Series([1]))


@pytest.mark.parametrize(
    "counts",
    [
        {'{"email": "a@b.com"}': 2, '{"email": "c@d.com", "n": 1}': 1, "plain": 4},
        {"name=Kim&phone=1": 1, "name=Lee&phone=2": 1},
        {"<a><b>1</b></a>": 1},
        {"이름: 김\n전화: 1": 1, "이름: 이\n전화: 2": 3},
        {"a=b": 1, "plain": 9, "more": 1},
        {"plain": 1},
        {},
    ],
)
def test_documents_in_a_column_are_opened_like_those_in_a_dict(counts):
    held = Column(
        pl.Series(list(counts), dtype=pl.String), pl.Series(list(counts.values()), dtype=pl.UInt32)
    )
    opened = [(s.field, dict(s.values)) for s in open_documents(Sample(FIELD, held))]
    assert opened == [(s.field, dict(s.values)) for s in open_documents(Sample(FIELD, counts))]


def test_what_stands_in_a_document_was_seen_on_its_days():
    days = [dt.date(2026, 11, day) for day in (20, 22, 24, 26)]
    texts = ['{"a": "1", "b": "x"}', '{"a": "1"}', '{"a": "2", "b": "x"}', "text"]
    first = pl.Series([days[1], days[0], None, days[2]], dtype=pl.Date)
    last = pl.Series([days[2], days[1], None, days[3]], dtype=pl.Date)
    counts = pl.Series([1, 2, 3, 4], dtype=pl.UInt32)
    whole, *opened = open_documents(Sample(FIELD, Column(pl.Series(texts), counts, first, last)))
    assert days_in(whole.values) == {"text": (days[2], days[3])}
    assert {sample.field.name: days_in(sample.values) for sample in opened} == {
        "a": {"1": (days[0], days[2]), "2": (None, None)},
        "b": {"x": (days[1], days[2])},
    }
    assert {sample.field.name: dict(sample.values) for sample in opened} == {
        "a": {"1": 3, "2": 3},
        "b": {"x": 4},
    }


def days_in(held: Column):
    return dict(zip(held.texts, zip(held.first, held.last, strict=True), strict=True))


def test_presidio_is_not_loaded_for_patterns_and_phone_numbers():
    code = """
import sys
from pii_scan.detect.evidence import Evidence
from pii_scan.detect.recognizers import Recognizers
from pii_scan.model import Field, Sample
from pii_scan.rulebook import load_rulebook
rules = load_rulebook().rules
def judged(values):
    evidence = Evidence(rules, lambda _: (), lambda: Recognizers(rules))
    evidence.add([Sample(Field("db", ("orders", "n")), values)])
    print(len(evidence.results()[0].detections), "presidio_analyzer" in sys.modules)
judged(dict.fromkeys(map(str, range(5000)), 1) | {"2024-01-02 03:04:05": 3, "shipped": 9})
judged({"kim@naver.com": 1, "010-2345-6789": 1})
judged({"+44 20 7946 0958": 1})
"""
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert said.stdout.split() == ["0", "False", "2", "False", "1", "False"]
