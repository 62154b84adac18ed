"""Sentences with a word in front of a colon are not taken apart where that word is no key."""

import polars as pl
import pytest

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.pairs import find_pairs
from pii_scan.sources.logs.sentences import are_sentences

ITEMS = {"email", "user", "이름", "Address"}
KNOWN = ITEMS | {"OK", "failed", "status", "Status", "Failed", "name", "id"}
WORDS = KeyWords(ITEMS.__contains__, KNOWN.__contains__, {"Login", "server"}.__contains__)
SENTENCES = [
    "(7) Login OK: gildong77",
    "link of eth0 failed: gildong77",
    "주문 접수 완료: 7건",
    "Login OK: [kim/pass] (from client ap1 port 0)",
    "Source Network status: up and running",
    "Network Failed: gildong77",
]
OTHERS = [
    "OK: gildong77",
    "kernel, OK: gildong77",
    "two blanks  OK: gildong77",
    "(OK: gildong77)",
    "Birth date: 1981-04-12",
    "the server name: web-1",
    "Network Status: up and running",
    "send to email: kim@example.com",
    "sent to Address: Seoul",
    "login OK:gildong77",
    "login OK: user=gildong77",
    "login OK: user: gildong77",
    'login OK: "gildong77"',
    "login OK:",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_what_is_a_sentence_has_no_key(line):
    texts = pl.Series([line])
    assert are_sentences(texts, WORDS).all()
    assert not find_pairs(texts, WORDS)["opened"].any()


@pytest.mark.parametrize("line", OTHERS)
def test_where_a_key_could_stand_the_line_is_taken_apart(line):
    assert not are_sentences(pl.Series([line]), WORDS).any()


def test_a_line_of_a_mebibyte_takes_no_time_to_tell():
    line = "a " * 500_000
    assert not are_sentences(pl.Series([line + "b", line + ":", line + "b: c: d"]), WORDS).any()
