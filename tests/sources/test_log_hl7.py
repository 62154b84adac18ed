"""Messages of HL7 in logs: each field by its place."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines

PID = (
    'PID|1||000197245^^^Register^PI||Example^Susan^J||19750103|F|||12 Sample Road^""^Sampleton^NY'
    "^10001^US^H||212-555-0101^PRN^PH~^NET^Internet^susan@example.com|212-555-0102"
)
KOREAN = "PID|||P1||홍^길동||19800505|M|||테헤란로 152^^강남구^서울^06236||010-1000-0000"
NK1 = "NK1|1|Example^Joe|FTH||010-1000-0001"
DG1 = "DG1|1|I10|E11.9^Type 2 diabetes^I10"
MSH = "MSH|^~\\&|LAB|HOSPITAL|EMR|HOSPITAL|20261120093000||ADT^A08|77|P|2.5"


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(some) for key, some in found.items() if some}


def test_a_segment_a_line():
    found = values(MSH, PID, NK1, DG1, KOREAN)
    assert found["PID.patient_name"] == ["Susan J Example", "홍길동"]
    assert found["PID.birth_date"] == ["19750103", "19800505"]
    assert found["PID.gender"] == ["F", "M"]
    assert found["PID.patient_address"] == [
        "12 Sample Road Sampleton NY",
        "서울 강남구 테헤란로 152",
    ]
    assert found["PID.postal_code"] == ["06236", "10001"]
    assert found["PID.home_phone"] == ["010-1000-0000", "212-555-0101"]
    assert found["PID.email"] == ["susan@example.com"]
    assert found["PID.business_phone"] == ["212-555-0102"]
    assert found["NK1.contact_name"] == ["Joe Example"]
    assert found["DG1.diagnosis"] == ["Type 2 diabetes"]


@pytest.mark.parametrize("between", ["\r", r"\r", r"\x0d", "<CR>"])
def test_a_message_in_one_line_of_a_log(between):
    message = between.join([MSH, PID, NK1])
    found = values(f"2026-11-20 09:30:00 INFO [mllp-7] Received [{message}]")
    assert found["PID.patient_name"] == ["Susan J Example"]
    assert found["NK1.contact_name"] == ["Joe Example"]
    assert all("Susan" not in text for text in found["(text)"])


def test_what_only_looks_like_a_segment_is_none():
    lines = ["PID|USER|COMMAND|TIME|STATE|NAME", "1|PID|2|x", "RAPID|1||2^3||a^b|", "DG1|1|text"]
    assert not any("." in key for key in values(*lines))


def test_a_field_that_is_taken_out_holds_nothing():
    assert "PID.birth_date" not in values('PID|1||P1||""^""||""|""')
