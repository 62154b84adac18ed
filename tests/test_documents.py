import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.columns import Column
from pii_scan.documents.opening import open_documents
from pii_scan.model import Field, Sample


def _open(*values: str) -> dict[tuple[str, ...], dict[str, int]]:
    sample = Sample(Field("db", ("members", "profile"), "json"), dict.fromkeys(values, 2))
    return {opened.field.path: dict(opened.values) for opened in open_documents(sample)}


def test_each_path_is_a_field_of_its_own():
    opened = _open(
        '{"contact": {"phone": "010"}, "tags": ["a", "b"], "n": 1, "no": null, "ok": true}'
    )
    assert opened == {
        ("members", "profile"): {},
        ("members", "profile", "contact.phone"): {"010": 2},
        ("members", "profile", "tags[]"): {"a": 2, "b": 2},
        ("members", "profile", "n"): {"1": 2},
        ("members", "profile", "ok"): {"true": 2},
    }


def test_a_path_has_no_type_comment_or_constraint_of_its_column():
    column = Field("db", ("members", "profile"), "json", nullable=False, comment="phone")
    _, opened = open_documents(Sample(column, {'{"a": "1"}': 1}))
    assert opened.field == Field("db", ("members", "profile", "a"), in_document=True)


def test_a_key_that_is_data_is_a_value_and_no_part_of_a_path():
    opened = _open('{"kim@example.com": {"phone": "1"}, "010-1234-5678": {"phone": "2"}}')
    assert opened == {
        ("members", "profile"): {},
        ("members", "profile", "(key)"): {"kim@example.com": 2, "010-1234-5678": 2},
        ("members", "profile", "*.phone"): {"1": 2, "2": 2},
    }


def test_of_a_key_that_is_there_twice_both_values_are_kept():
    opened = _open('{"a": "kim@example.com", "b": {"c": "1", "c": {"d": "2"}}, "a": 7}')
    del opened["members", "profile"]
    assert {path[-1]: list(values) for path, values in opened.items()} == {
        "a": ["kim@example.com", "7"],
        "b.c": ["1"],
        "b.c.d": ["2"],
    }


def test_plain_text_stays_one_field():
    assert _open("hello", "{not json", "[1") == {
        ("members", "profile"): {"hello": 2, "{not json": 2, "[1": 2}
    }


def test_text_beside_documents_stays_with_the_field():
    opened = _open('{"a": "1"}', '{"a": "2"}', "text")
    assert opened[("members", "profile")] == {"text": 2}
    assert opened[("members", "profile", "a")] == {"1": 2, "2": 2}


def test_a_few_documents_among_text_do_not_make_a_column_of_documents():
    assert list(_open("a", "b", '{"a": "1"}')) == [("members", "profile")]


def test_xml_is_opened_wherever_it_stands_in_the_lines_of_a_log():
    lines = [f"connected {number}" for number in range(9)]
    request = "<request><hp>010-1234-5678</hp></request>"
    sample = Sample(
        Field("app.log", ("app.log", "(text)"), logged=True),
        Column(pl.Series([*lines, request]), pl.Series([1] * 9 + [3])),
    )
    text, phones = open_documents(sample)
    assert dict(text.values.items()) == dict.fromkeys(lines, 1)
    assert phones.field.path == ("app.log", "(text)", "request.hp")
    assert dict(phones.values.items()) == {"010-1234-5678": 3}


def test_json_in_a_string_of_json_is_opened_as_well():
    opened = _open(json.dumps({"payload": json.dumps({"user": {"email": "a@b.kr"}}), "n": "{x"}))
    assert opened[("members", "profile", "payload.user.email")] == {"a@b.kr": 2}
    assert opened[("members", "profile", "n")] == {"{x": 2}


def test_half_of_a_letter_in_json_is_replaced():
    opened = _open(r'{"a": "x\ud800", "\udc00": "\ud83d\ude00"}')
    assert opened[("members", "profile", "a")] == {"x\ufffd": 2}
    assert opened[("members", "profile", "(key)")] == {"\ufffd": 2}
    assert opened[("members", "profile", "*")] == {"\U0001f600": 2}


def test_numbers_stay_as_they_are_written():
    assert _open('{"lat": 37.5650, "big": 12345678901234567890123}') == {
        ("members", "profile"): {},
        ("members", "profile", "lat"): {"37.5650": 2},
        ("members", "profile", "big"): {"12345678901234567890123": 2},
    }


def test_xml_has_a_path_for_each_element_and_attribute():
    opened = _open(
        '<?xml version="1.0"?><o:order xmlns:o="urn:x" id="7"><buyer phone="010">김<b/>영희</buyer>'
        "<item>a</item><item>b</item><none/></o:order>"
    )
    assert opened == {
        ("members", "profile"): {},
        ("members", "profile", "order@id"): {"7": 2},
        ("members", "profile", "order.buyer@phone"): {"010": 2},
        ("members", "profile", "order.buyer"): {"김": 2, "영희": 2},
        ("members", "profile", "order.item"): {"a": 2, "b": 2},
    }


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        "<p>one<p>two",
        "<a@b.kr>",
        "<" * 10_000 + ">",
    ],
)
def test_what_is_no_xml_stays_text(text):
    assert _open(text) == {("members", "profile"): {text: 2}}


def test_deep_xml_loses_nothing():
    opened = _open("<a>" * 3000 + "x" + "</a>" * 3000)
    assert [counts for counts in opened.values() if counts] == [{"x": 2}]


@pytest.mark.parametrize(
    "text",
    [
        "name=%EA%B9%80%EC%98%81%ED%9D%AC&phone=010+1234",
        "?name=김영희&phone=010 1234".replace(" ", "%20"),
        'name="김영희" phone="010 1234"',
        "name=김영희; phone=010 1234;",
        "name=김영희|phone=010 1234",
        "name = 김영희\nphone = '010 1234'\n",
        "name: 김영희\r\nphone : 010 1234",
        "- name: 김영희\n- phone：010 1234",
    ],
)
def test_pairs_of_keys_and_values_are_opened(text):
    assert _open(text) == {
        ("members", "profile"): {},
        ("members", "profile", "name"): {"김영희": 2},
        ("members", "profile", "phone"): {"010 1234": 2},
    }


@pytest.mark.parametrize(
    "text",
    [
        "x=1",
        "dGVzdA==",
        "a = b & c",
        "see https://example.com/?a=1&b=2",
        "Dear Kim,\nplease call: 010\nThanks",
        "10:30 a\n11:30 b",
        "key=value and prose",
        "=1&=2",
        "k=" + "v" * 50_000 + " " * 50_000 + "x",
    ],
)
def test_what_is_no_list_of_pairs_stays_text(text):
    assert _open(text) == {("members", "profile"): {text: 2}}


@given(st.text())
def test_any_text_opens_without_a_crash(text):
    assert _open(text)


def test_endless_nesting_is_kept_as_text():
    opened = _open("[" * 5000 + "]" * 5000, '{"a":' * 50 + "1" + "}" * 50)
    assert opened  # no crash, and nothing lost: the undecodable one stays with the field
    assert any("[" * 5000 in value for counts in opened.values() for value in counts)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda child: st.lists(child) | st.dictionaries(st.text(), child),
    )
)
def test_any_json_opens_and_no_leaf_is_lost(document):
    text = json.dumps(document)
    opened = _open(text)
    assert all(path[1].partition("[")[0] == "profile" for path in opened)
    if isinstance(document, dict | list):
        leaves = [value for counts in opened.values() for value in counts]
        for leaf in _texts(document):
            assert leaf in leaves


def _texts(document):
    if isinstance(document, dict):
        document = list(document.values())
    if isinstance(document, list):
        for child in document:
            yield from _texts(child)
    elif isinstance(document, str) and document:
        yield document


def test_many_values_of_which_few_are_documents_stay_whole():
    texts = {f"took a={n} of the items": 1 for n in range(5_000)}
    texts |= {f"a={n} b=2": 1 for n in range(500)}
    sample = Sample(Field("s", ("t", "note")), texts)
    assert list(open_documents(sample)) == [sample]


def test_many_documents_are_all_opened():
    texts = {f'{{"phone": "010-{n}"}}': 1 for n in range(5_000)}
    whole, phones = open_documents(Sample(Field("s", ("t", "note")), texts))
    assert (len(whole.values), phones.field.name, len(phones.values)) == (0, "phone", 5_000)


def test_a_column_of_many_documents_is_opened_in_parts():
    texts = pl.Series([f'{{"phone": "010-{n}"}}' for n in range(25_000)])
    column = Column(texts, pl.Series([2] * len(texts), dtype=pl.UInt32))
    parts = list(open_documents(Sample(Field("s", ("t", "note")), column, others=7)))
    phones = [part for part in parts if part.field.name == "phone"]
    assert sum(len(part.values) for part in phones) == 25_000
    assert {number for part in phones for number in part.values.values()} == {2}
    assert sum(part.others for part in parts) == 7
