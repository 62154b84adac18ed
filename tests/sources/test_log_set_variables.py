"""What a telephone exchange sets and dials is a pair: names of callers, and numbers."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


def test_the_name_of_a_caller_has_blanks_in_it():
    line = 'pbx.c: Executing [s@in:6] Set("PJSIP/999-0000197a", "CALLERID(name)=Kim Minsu") in new'
    assert values(line)["CALLERID_name"] == ["Kim Minsu"]


def test_the_number_of_a_caller_may_say_how_it_is_set():
    line = 'Set("SIP/7-1", "CALLERID(num,i)=12025550143") in new stack'
    assert values(line)["CALLERID_num"] == ["12025550143"]


@pytest.mark.parametrize(
    "line",
    [
        "app_dial.c: Called PJSIP/12025550143@trunk-out",
        "app_dial.c: Called SIP/trunk-out/12025550143",
        "dial.c: Local/12025550143@from-internal;1 answered",
    ],
)
def test_whom_a_channel_is_dialled_to_is_a_number(line):
    assert values(line)["tel"] == ["12025550143"]


@pytest.mark.parametrize(
    "line",
    [
        "Called PJSIP/1000@trunk-out",
        "PJSIP/999-0000197a answered",
        "SIP/1234567890123456@x",
        "read /opt/Local/12025550143x",
        'Set("SIP/7-1", "CHANNEL(language)") in new stack',
    ],
)
def test_extensions_channels_and_paths_are_none(line):
    assert "tel" not in values(line)
    assert "CHANNEL_language" not in values(line)


def test_a_handset_names_itself():
    line = 'Contact: <sip:kim@203.0.113.7>;+sip.instance="<urn:gsma:imei:90420156-025763-0>"'
    assert values(line)["imei"] == ["90420156-025763-0"]
