"""The labelled free text is sound, and its score counts what it says."""

import unicodedata
from importlib.metadata import version

import free_text
import pytest
from free_text import Span, Text

from pii_scan.rulebook import load_rulebook


@pytest.fixture(scope="module")
def texts():
    return free_text.load()


def test_the_set_has_the_promised_mix(texts):
    share = {
        language: sum(text.language == language for text in texts) / len(texts)
        for language in ("ko", "en", "mixed")
    }
    assert len(texts) >= 1200
    assert sum(not text.spans for text in texts) >= 450
    assert share == pytest.approx({"ko": 0.7, "en": 0.2, "mixed": 0.1}, abs=0.01)


def test_no_text_comes_twice(texts):
    assert len({text.text for text in texts}) == len(texts)


def test_every_label_marks_a_value_of_a_known_item(texts):
    items = load_rulebook().items
    for text in texts:
        end = 0
        for span in text.spans:
            assert end <= span.start < span.end <= len(text.text)
            marked = text.text[span.start : span.end]
            assert marked == marked.strip()
            assert span.item in items
            end = span.end


def test_full_width_values_are_in_the_set(texts):
    marked = [text.text[span.start : span.end] for text in texts for span in text.spans]
    wide = [value for value in marked if unicodedata.normalize("NFKC", value) != value]
    assert len(wide) >= 15


def test_the_same_seed_gives_the_kept_set(texts):
    pytest.importorskip("faker")
    if version("faker").split(".")[0] != "40":
        pytest.skip("the kept set was made with Faker 40")
    assert free_text.generate() == texts


def test_values_found_missed_and_claimed_wrongly_are_counted_apart():
    texts = [
        Text("a@b.kr 01012345678", "en", (Span(0, 6, "email"), Span(7, 18, "phone"))),
        Text("4.1.2.3", "en", ()),
    ]
    claims = [[Span(0, 4, "email"), Span(7, 18, "bank_account")], [Span(0, 7, "ip_address")]]
    result = free_text.score(texts, claims)
    counts = {item: (one.found, one.missed, one.false) for item, one in result.scores.items()}
    assert counts == {
        "email": (1, 0, 0),
        "phone": (0, 1, 0),
        "bank_account": (0, 0, 1),
        "ip_address": (0, 0, 1),
    }
    assert result.partly == {"email": 1}
    assert result.clean_texts_hit == 1


def test_claims_are_compared_after_nfkc():
    # NFKC writes ㈜ as three characters: the claim stands two further than the label.
    text = Text("㈜ 010", "ko", (Span(2, 5, "phone"),))
    result = free_text.score([text], [[Span(4, 7, "phone")]])
    assert (result.scores["phone"].found, result.partly) == (1, {})


def test_two_claims_on_one_value_are_one_find():
    text = Text("서울 1 101동", "ko", (Span(0, 9, "address"),))
    result = free_text.score([text], [[Span(0, 4, "address"), Span(5, 9, "address")]])
    assert result.scores["address"] == free_text.Score(found=1)
