"""The ids of mails are no addresses, whatever a line calls them."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(line):
    found = LineReader().count(split_lines(line.encode()).to_frame()).as_dict()
    return {key: sorted(some) for key, some in found.items() if some}


@pytest.mark.parametrize(
    ("line", "ids", "text"),
    [
        ("queued id=<1a.2b@mx.example.com> ok", ["1a.2b@mx.example.com"], "queued id= ok"),
        (
            "sent Message-ID: <1@mx.example.com> to choi@example.net",
            ["1@mx.example.com"],
            "sent Message-ID to choi@example.net",
        ),
        ("In-Reply-To: <1@a.example>", ["1@a.example"], "In-Reply-To"),
        (
            "References: <1@a.example> <2@a.example>",
            ["1@a.example", "2@a.example"],
            "References",
        ),
        ("X-Sender-Id: <kim@example.com>", None, None),
        ("user id=kim@example.com", None, None),
        ("a <= b", None, "a <= b"),
    ],
)
def test_ids_of_mails_stand_under_a_key_of_their_own(line, ids, text):
    found = values(line)
    assert found.get("message-id") == ids
    if text:
        assert found["(text)"] == [text]


def test_exim_writes_the_id_behind_the_size():
    line = (
        "1vLxyz-0000aB-CD <= lee@example.com H=(c) [203.0.113.7] P=esmtps S=1234"
        " DKIM=example.com id=2026.GA1@mail.example.com for kim@example.net"
    )
    found = values(line)
    assert found["message-id"] == ["2026.GA1@mail.example.com"]
    assert "lee@example.com" in found["(text)"][0]
    assert "kim@example.net" in found["(text)"][0]
    assert "id" not in found
