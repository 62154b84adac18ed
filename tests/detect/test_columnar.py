"""A columnar twin says of every text of its form what the rule itself says."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.detect.columnar import agreed_score, twin_of, verdict_of
from pii_scan.detect.columnar_forms import FORMS, Form, frame_around
from pii_scan.detect.frames import frame_of
from pii_scan.detect.recognizers import Recognizers
from pii_scan.rulebook import load_rulebook

RULES = load_rulebook().rules
RECOGNIZERS = Recognizers(RULES)
EACH_FORM = [
    pytest.param(identifier, form, id=f"{identifier}-{n}")
    for identifier, forms in FORMS.items()
    for n, form in enumerate(forms)
]
# Texts that lie near the edges of what the rules tell apart.
OCTETS = st.sampled_from("0 1 9 10 99 100 127 128 168 169 172 192 223 224 239 240 254 255".split())
EDGES = {
    "ipv4_public": st.tuples(OCTETS, OCTETS, OCTETS, OCTETS).map(".".join),
    "ipv4_private": st.tuples(
        st.sampled_from("10 100 127 169 172 192".split()),
        st.sampled_from("0 15 16 31 32 63 64 127 128 167 168 169 253 254 255".split()),
        OCTETS,
        OCTETS,
    ).map(".".join),
    "email": st.tuples(
        st.sampled_from("a kim a.b a-b_c+d 1 _ x. a..b x1".split()),
        st.sampled_from("@ @a. @naver. @1x. @2x.a. @a-b.co. @A.B.C.".split()),
        st.sampled_from("com co.kr kr com.au local nosuchtld png museum c naver.com go.kr".split()),
    ).map("".join),
}


def assert_agrees(identifier: str, texts: list[str]) -> None:
    twin = twin_of(RULES[identifier], RECOGNIZERS)
    assert twin is not None
    judged = twin.judge(pl.Series(texts, dtype=pl.String))
    columns = judged.select("core", "left", "verdict", "score").rows()
    for text, (core, left, verdict, score) in zip(texts, columns, strict=True):
        if verdict is None:
            continue
        said = RECOGNIZERS.spans(identifier, text)
        spans = [
            span._replace(start=span.start - left, end=span.end - left) for span in said.accepted
        ]
        moved = said._replace(accepted=tuple(spans))
        assert verdict_of(moved, core) == verdict, (identifier, text, said)
        assert all(span.score == score for span in said.accepted), (identifier, text, said)


@pytest.mark.parametrize(("identifier", "form"), EACH_FORM)
def test_our_rules_agree_with_every_form(identifier, form):
    """Our own rules are not asked at the start of a scan whether they do."""
    assert agreed_score(form, identifier, RECOGNIZERS) == form.score


@pytest.mark.parametrize("identifier", FORMS)
def test_our_rules_agree_with_what_stands_around_their_forms(identifier):
    probes = [probe for form in FORMS[identifier] for probe in form.probes]
    frame = frame_around(identifier)
    assert frame == frame_of(identifier, probes, RECOGNIZERS, frame)


@pytest.mark.parametrize(("identifier", "form"), EACH_FORM)
def test_a_form_agrees_with_its_rule_on_any_of_its_texts(identifier, form):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.from_regex(re.compile(form.pattern, re.ASCII), fullmatch=True), max_size=12))
    def agree(texts: list[str]) -> None:
        assert_agrees(identifier, texts)

    agree()


@pytest.mark.parametrize(("identifier", "form"), EACH_FORM)
def test_a_form_agrees_with_its_rule_whatever_stands_around_its_texts(identifier, form):
    around = st.sampled_from(["", *" \t\"'()[]<>{},;:=|/&*#.-_~%$!?+@0aZ가を"])
    texts = st.from_regex(re.compile(form.pattern, re.ASCII), fullmatch=True)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(around, texts, around).map("".join), max_size=12))
    def agree(texts: list[str]) -> None:
        assert_agrees(identifier, texts)

    agree()


@pytest.mark.parametrize("identifier", ["ipv4_public", "ipv4_private"])
def test_addresses_behind_arrows_and_before_ports_are_judged_natively_and_as_the_rule_has_it(
    identifier,
):
    heads = st.sampled_from(["", *" (<>=-,~x)", "-> ", "=> ", "->", "=>", " <", "=<", ")<", "a<"])
    tails = st.sampled_from(
        ["", *"/443 /62871 /24 /8 /0 /123456 :443 :62871 :3306 :50051 :61616 :2026 :123456".split()]
    )
    behind = st.sampled_from(["", *" ),>:.-x/"])

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.tuples(heads, EDGES[identifier], tails, behind).map("".join), max_size=12))
    def agree(texts: list[str]) -> None:
        assert_agrees(identifier, texts)

    agree()
    twin = twin_of(RULES[identifier], RECOGNIZERS)
    firewall = pl.Series(
        [
            *(" 203.0.113.7/62871 ", "-> 203.0.113.7:", " <203.0.113.7>", "->10.1.2.3)"),
            *(" 203.0.113.7:62871 ", "=10.1.2.3:52814,"),
        ]
    )
    assert twin.judge(firewall)["verdict"].null_count() == 0


@pytest.mark.parametrize("address", ["10.1.2.3", "203.0.113.7", "127.0.0.1"])
def test_ports_of_services_are_those_of_the_rule(address):
    assert_agrees("ipv4_private", [f" {address}:{port} " for port in range(1, 65536)])


def test_services_have_the_same_ports_whichever_address_they_have():
    [of_four], [of_six] = (
        {
            ports
            for pattern in RULES[identifier].patterns
            for ports in re.findall(r"\(\?P<service>([0-9|]+)\)", pattern.regex)
        }
        for identifier in ("ipv4_private", "ipv6_private")
    )
    assert of_four == of_six


@pytest.mark.parametrize("identifier", FORMS)
def test_blanks_around_a_form_are_no_reason_to_ask_its_rule(identifier):
    """Otherwise the scan of a log of messages is many times slower."""
    twin = twin_of(RULES[identifier], RECOGNIZERS)
    assert twin is not None
    texts = [f" {probe} " for form, _ in twin.forms for probe in form.probes]
    assert twin.judge(pl.Series(texts))["verdict"].null_count() == 0


@pytest.mark.parametrize("identifier", EDGES)
def test_a_form_agrees_with_its_rule_at_the_edges(identifier):
    @settings(max_examples=40, deadline=None)
    @given(st.lists(EDGES[identifier], min_size=1, max_size=20))
    def agree(texts: list[str]) -> None:
        assert_agrees(identifier, texts)

    agree()


@pytest.mark.parametrize("identifier", FORMS)
def test_a_form_agrees_with_its_rule_on_all_examples(identifier):
    examples = RULES[identifier].identifier.examples
    assert_agrees(identifier, [*examples.match, *examples.look_alike])


WHOLE = [
    identifier
    for identifier, rule in RULES.items()
    if (twin := twin_of(rule, RECOGNIZERS)) and twin.whole
]


def test_most_rules_that_need_a_name_take_values_whole():
    by_name = [i for i, rule in RULES.items() if rule.identifier.evidence == "name"]
    assert len(set(WHOLE) & set(by_name)) > len(by_name) / 2


@pytest.mark.parametrize("identifier", WHOLE)
def test_a_rule_that_takes_values_whole_says_so_itself(identifier):
    rule = RULES[identifier]
    own = (*rule.identifier.examples.match, *rule.identifier.examples.look_alike)
    every = {e for r in RULES.values() for e in r.identifier.examples.match}
    near = {
        f"{a}{text}{b}" for text in own for a in ("", "0", " ", "x") for b in ("", "9", " ", "-")
    }
    assert_agrees(identifier, sorted(every | near | {text[1:] for text in own} - {""}))


@pytest.mark.parametrize("identifier", WHOLE)
def test_a_rule_that_takes_values_whole_does_so_with_any_value(identifier):
    patterns = twin_of(RULES[identifier], RECOGNIZERS).whole.patterns
    texts = st.one_of(
        st.from_regex(re.compile(pattern.replace(r"\z", r"\Z")), fullmatch=True)
        for pattern, _ in readable(patterns)
    )

    @settings(max_examples=15, deadline=None)
    @given(st.lists(texts, min_size=1, max_size=8))
    def agree(values: list[str]) -> None:
        assert_agrees(identifier, values)

    agree()


def readable(patterns: tuple[tuple[str, float], ...]) -> list[tuple[str, float]]:
    """Rust's ``\\x{41}`` as Python reads it."""
    code_point = re.compile(r"\\x\{([0-9A-F]+)\}")
    return [
        (code_point.sub(lambda match: f"\\u{int(match[1], 16):04X}", pattern), score)
        for pattern, score in patterns
    ]


def test_korean_mobile_numbers_that_are_given_out():
    blocks = [f"010{n:04}5678" for n in range(0, 10_000, 7)]
    assert_agrees("phone_kr", [*blocks, *(f"{b[:3]}-{b[3:7]}-{b[7:]}" for b in blocks)])


def test_resident_numbers_of_every_century_and_of_the_future():
    numbers = [
        f"{year:02}{month:02}{day:02}-{century}{serial:06}"
        for year in (0, 15, 20, 21, 26, 27, 55, 99)
        for month, day in ((1, 1), (2, 29), (2, 30), (10, 4), (10, 5), (12, 31))
        for century in "1234"
        for serial in range(0, 30, 3)
    ]
    assert_agrees("resident_registration_number", numbers)


def overriding(rule, **changes):
    return replace(rule, identifier=rule.identifier.model_copy(update={"override": True} | changes))


def test_a_rule_that_was_changed_is_asked_itself():
    """Whoever replaces a rule of ours gets what the new one says."""
    rule = overriding(RULES["ipv4_public"])
    recognizer = rule.registry["recognizers"][0]
    other = {**recognizer, "patterns": [{"name": "x", "regex": "8[.]8[.]8[.]8", "score": 0.3}]}
    changed = replace(rule, registry={**rule.registry, "recognizers": [other]})
    assert twin_of(changed, Recognizers({"ipv4_public": changed})) is None
    unchecked = overriding(rule, validator=None)
    assert twin_of(unchecked, Recognizers({"ipv4_public": unchecked})) is None


@pytest.mark.parametrize("identifier", FORMS)
def test_a_rule_that_replaces_ours_and_says_the_same_has_the_same_twin(identifier):
    ours = twin_of(RULES[identifier], RECOGNIZERS)
    assert twin_of(overriding(RULES[identifier]), RECOGNIZERS) == ours


def test_a_form_with_a_wrong_verdict_is_not_used(monkeypatch):
    right = FORMS["ipv4_public"][0]
    wrong = Form(right.pattern, lambda texts: pl.Series([0] * len(texts)), right.probes, 0.8)
    monkeypatch.setattr("pii_scan.detect.columnar.FORMS", {"ipv4_public": (wrong,)})
    assert twin_of(overriding(RULES["ipv4_public"]), RECOGNIZERS) is None
