"""Validators by themselves: known values, the calendar, and any text at all."""

from __future__ import annotations

import datetime as dt
import logging
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.recognizers import load_recognizers
from pii_scan.detect.validating import internet
from pii_scan.detect.validators import VALIDATORS
from pii_scan.errors import RuleError
from pii_scan.rulebook import countries_with_rules, load_rulebook

RULES = load_rulebook(countries=countries_with_rules(load_rulebook().folder)).rules
RECOGNIZERS = load_recognizers(RULES)
FINDER = CandidateFinder(RULES.values())


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("resident_registration_number", "900101-1999998", True),
        ("resident_registration_number", "900101-1999997", False),
        ("resident_registration_number", "230815-3123457", None),
        ("resident_registration_number", "2308153123457", False),
        ("resident_registration_number", "900230-1999998", False),
        ("foreigner_registration_number", "900101-5999991", True),
        ("foreigner_registration_number", "900101-5999992", False),
        ("registration_birth_date", "900101-1******", None),
        ("registration_birth_date", "900231-*******", False),
        ("registration_birth_date", "000229-*******", None),
        ("business_registration_number", "123-45-67891", True),
        ("business_registration_number", "123-45-67890", False),
        ("corporate_registration_number", "110111-9999991", True),
        ("corporate_registration_number", "110111-9999992", False),
        ("luhn", "4111 1111 1111 1111", True),
        ("luhn", "0000000000000000", False),
        ("card_track", ";4111111111111111=2512101123?", True),
        ("card_track", "%B4111111111111111^DOE/J^2512101123?", True),
        ("card_track", ";4111111111111111=2513101123?", False),
        ("card_track", ";4111111111111112=2512101123?", False),
        ("iban", "GB82 WEST 1234 5698 7654 32", True),
        ("email", "kim@example.com", True),
        ("email", "kim@host.internal", None),
        ("email", "kim@co.kr", False),
        ("email", "4915112345678@s.whatsapp.net", False),
        ("phone_with_code", "4915112345678", None),
        ("phone_with_code", "+12025550143", None),
        ("phone_with_code", "821012345678", None),
        ("phone_with_code", "12345678", False),
        ("email", "kim%40example.com", True),
        ("public_ip", "203.0.113.7", True),
        ("public_ip", "7.7.12.139", None),
        ("public_ip", "::ffff:10.0.0.1", False),
        ("private_ip", "::ffff:10.0.0.1", None),
        ("private_ip", "100.64.0.1", None),
        ("public_ip", "2001:db8::1%eth0", True),
        ("mac_address", "00:11:22:33:44:55", None),
        ("mac_address", "24-01-15-12-30-45", False),
        ("phone_kr", "+82(0)10-1234-5678", None),
        ("phone_kr", "1012345678", None),
        ("phone_kr", "02-0000-0000", False),
        ("phone_international", "+82 10 1234 5678", False),
        ("birth_date", "1990년 1월 2일", None),
        ("birth_date", "20000229", None),
        ("birth_date", "19000229", False),
        ("country_code", "KOR", None),
        ("country_code", "EU", False),
        ("country_name", "대한민국", None),
        ("country_name", "  south   korea ", None),
        ("bank_account_kr", "010-1234-5678", False),
        ("password_assignment", "password=hunter2", None),
        ("password_assignment", "password=********", False),
        ("password_assignment", "password= user=", False),
        ("password_assignment", "password= from", False),
        ("password_assignment", "password =  user", False),
        ("password_assignment", "password: user:", False),
        ("password_assignment", "password=|user=", False),
        ("password_assignment", "비밀번호= 생년월일=", False),
        ("password_assignment", "password= hunter2", None),
        ("password_assignment", "password=' user= '", None),
        ("password_assignment", "password = hunter", None),
        ("password_assignment", "password=abcd=", None),
        ("password_assignment", "password=user:abc", None),
        ("password_assignment", 'password= "hunter"', None),
        ("us_ssn", "536-90-4399", None),
        ("us_ssn", "078-05-1120", False),  # printed on a specimen card and used by thousands
        ("us_itin", "987-65-4329", None),
        ("us_itin", "987-66-4329", False),
        ("cn_resident_id", "11010519491231002x", True),
        ("cn_resident_id", "230000194912310022", False),  # a province and no county
        ("tw_national_id", "A123456789", True),
        ("hk_identity_card", "G123456(A)", True),
        ("hk_identity_card", "AB987654(3)", True),
        ("sg_nric", "S1234567D", True),
        ("sg_nric", "T1234567J", True),
        ("sg_nric", "F1234567N", True),
        ("sg_nric", "G1234567X", True),
        ("sg_nric", "M1234567K", True),
        ("gb_nino", "QQ 12 34 56 C", False),  # the example on every form
        ("es_dni", "X-2482300-W", True),
        ("fr_nir", "2 53 07 2B 073 004 70", True),
        ("se_personnummer", "198803200016", True),
        ("se_personnummer", "701063-2391", True),
        ("se_personnummer", "701063-2392", False),
        ("fi_hetu", "150803B456L", True),
        ("br_cpf", "111.111.111-11", False),
        ("au_medicare", "2123 45670 1/2", True),
    ],
)
def test_known_values(name, text, answer):
    assert VALIDATORS[name](text) is answer


def test_resident_number_of_tomorrows_births_is_refused_and_of_todays_is_not():
    today = dt.datetime.now(tz=dt.UTC).date()
    later = today + dt.timedelta(days=3)
    assert VALIDATORS["resident_registration_number"](f"{today:%y%m%d}-3123456") is not False
    assert VALIDATORS["resident_registration_number"](f"{later:%y%m%d}-3123457") is False


def test_every_rule_names_a_known_validator_and_every_validator_has_a_rule():
    named = {rule.identifier.validator for rule in RULES.values()} - {None}
    assert named == set(VALIDATORS)


def test_a_chance_is_only_given_where_a_validator_can_fail():
    for rule in RULES.values():
        assert rule.identifier.validator or not rule.identifier.chance, rule.id


def test_unknown_validator_is_an_error_that_names_the_file():
    rule = RULES["email"]
    broken = type(rule)(
        rule.file, rule.identifier.model_copy(update={"validator": "nonsense"}), rule.registry
    )
    with pytest.raises(RuleError, match=r"email\.yaml: unknown validator 'nonsense'"):
        load_recognizers({"email": broken})


def test_a_file_that_presidio_refuses_is_an_error_that_names_the_file():
    rule = RULES["email"]
    recognizer = {"name": "email", "type": "custom", "supported_entity": "EMAIL"}
    broken = type(rule)(rule.file, rule.identifier, {**rule.registry, "recognizers": [recognizer]})
    with pytest.raises(RuleError, match=r"email\.yaml: Presidio does not take it"):
        load_recognizers({"email": broken})


def test_nothing_goes_on_the_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a recogniser opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    internet._public_suffixes.cache_clear()  # noqa: SLF001  the first e-mail is the risk
    assert RECOGNIZERS.spans("email", "kim@example.com").accepted
    assert RECOGNIZERS.spans("phone_international", "+44 20 7946 0958").accepted


def test_recognizers_log_nothing(caplog):
    caplog.set_level(logging.DEBUG)
    for rule in RULES.values():
        for example in (*rule.identifier.examples.match, *rule.identifier.examples.look_alike):
            RECOGNIZERS.spans(rule.id, example)
    assert [record.name for record in caplog.records] == []


FRAGMENTS = [
    *"0123456789.-:/@%+=$*#() \n\t\"'{}[]_~가로시구길서울\U0001f600",
    "010-1234-5678 900101-1999998 4111111111111111 203.0.113.7 2001:db8:: eyJhbGciOiJIUzI1NiJ9.",
    *("password=", "비밀번호: ", "kim@example.com", "Mozilla/5.0 (", "Windows NT 10.0", "_ga=GA1."),
    *(
        "$2b$12$",
        "서울특별시 강남구 테헤란로 12",
        "12가3456",
        "１２３",
        "٣٤٥",
        "Ⅷ",
        "００",
        "²",
        "e\u0301",
    ),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_no_text_breaks_a_recognizer_and_spans_lie_inside(text):
    for identifier in RULES:
        recognition = RECOGNIZERS.spans(identifier, text)
        assert all(0 <= span.start < span.end <= len(text) for span in recognition.accepted)
        assert all(0 < span.score <= 1 for span in recognition.accepted)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text):
    for identifier in RULES:
        RECOGNIZERS.spans(identifier, text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_the_fast_pass_never_hands_on_a_candidate_that_is_not_in_the_text(text):
    for candidate in FINDER.find([text]):
        assert text[candidate.start : candidate.start + len(candidate.text)] == candidate.text


def test_identifiers_that_share_a_form_agree_on_who_takes_what():
    number = "900101-5999991"
    assert RECOGNIZERS.spans("foreigner_registration_number", number).accepted
    assert not RECOGNIZERS.spans("resident_registration_number", number).accepted
    assert RECOGNIZERS.spans("ipv4_private", "10.0.0.9").accepted
    assert RECOGNIZERS.spans("ipv4_public", "10.0.0.9").rejected == 1
