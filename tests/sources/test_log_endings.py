"""Objects in the messages of lines keep the paths of their keys, wherever they stand."""

import pytest

from pii_scan.sources.logs.lines import LineReader, split_lines


def values(*lines):
    found = LineReader().count(split_lines("\n".join(lines).encode()).to_frame()).as_dict()
    return {key: sorted(one) for key, one in found.items() if one}


AT = "[2026-11-20T09:30:00.123+09:00] app.INFO: "


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ('paid {"user":{"name":"홍길동"}} []', {"user.name": ["홍길동"]}),
        ('paid {"user":{"name":"홍길동"}} {}', {"user.name": ["홍길동"]}),
        (
            'paid {"user":{"name":"홍길동"}} {"ip":"192.0.2.1"}',
            {"user.name": ["홍길동"], "ip": ["192.0.2.1"]},
        ),
        (
            'sent {"to":{"tel":"010"}} got {"code":"0","by":{"ip":"192.0.2.1"}} in 12 ms',
            {"to.tel": ["010"], "code": ["0"], "by.ip": ["192.0.2.1"]},
        ),
        ('body={"to":{"tel":"010"}}, elapsed=12', {"to.tel": ["010"], "elapsed": ["12"]}),
        ('list=[{"a":{"b":"1"}},{"a":{"b":"2"}}]', {"a.b": ["1", "2"]}),
    ],
)
def test_objects_behind_a_message_are_opened(message, found):
    opened = values(AT + message)
    opened.pop("(text)", None)
    assert opened == found


def test_the_words_around_objects_stay_text():
    opened = values('sent {"a":{"b":"1"}} got {"c":"2"} in time')
    assert opened["(text)"] == ["sent  got  in time"]
    assert values('sent {"a":"1"} took long') == {"a": ["1"], "(text)": ["sent  took long"]}


def test_what_is_no_object_is_left_to_the_search_for_pairs():
    assert values('sent {"phone": "010", "n": {broken} } {"ip": "192.0.2.1"}')["phone"] == ["010"]


def test_hostile_lines_take_linear_time(takes_time_in_proportion):
    def read(length):
        values(
            "x " + '{"a":1} ' * (length // 8),
            "x " + '{"a":' * (length // 5) + "}",
            '{"":}{"' * (length // 7),
        )

    assert takes_time_in_proportion(read, 50_000)
