"""JSON documents and JSON lines of any size and shape."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.json_stream import JsonStream

PEOPLE = [
    {"email": f"u{n}@a.co", "contact": {"tel": f"010-{n:04}-0000"}, "tags": ["a", "b"], "n": 1.50}
    for n in range(3)
]
EMAILS = ["u0@a.co", "u1@a.co", "u2@a.co"]


def test_an_array_of_records_has_columns_like_a_table(written):
    reading = written("dump.json", json.dumps(PEOPLE))
    assert list(reading.values) == [
        ("dump.json", "email"),
        ("dump.json", "contact.tel"),
        ("dump.json", "tags[]"),
        ("dump.json", "n"),
        ("dump.json", "contact"),
        ("dump.json", "tags"),
    ]
    assert reading.columns["email"] == EMAILS
    assert reading.columns["contact.tel"][2] == "010-0002-0000"
    assert reading.coverage.rows_total == reading.coverage.rows_scanned == 3


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"users": PEOPLE, "count": 3}, "users[].email"),
        ({"data": {"users": PEOPLE}}, "data.users[].email"),
        ({"data": {"kim@example.com": PEOPLE[0], "lee@example.com": PEOPLE[1]}}, "data.*.email"),
        (PEOPLE[0], "email"),
    ],
)
def test_records_are_found_in_objects(written, document, path):
    assert written("dump.json", json.dumps(document, indent=2)).columns[path][0] == "u0@a.co"


def test_keys_without_a_value_are_columns_too(written):
    people = [{"email": "a@b.co", "tel": None, "home": {"zip": ""}}, {"email": None, "age": 3}]
    for name, text in (
        ("a.json", json.dumps(people)),
        ("a.jsonl", "\n".join(json.dumps(person) for person in people)),
    ):
        columns = written(name, text).columns
        assert columns == {"email": ["a@b.co"], "age": ["3"], "tel": [], "home.zip": [], "home": []}


def test_keys_that_are_data_are_values(written):
    reading = written("a.json", '{"kim@example.com": {"age": 30}}')
    assert reading.columns == {"(key)": ["kim@example.com"], "*.age": ["30"]}


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_of_a_key_that_is_there_twice_both_values_are_kept(written, name):
    record = '{"a": "kim@example.com", "b": {"c": "1", "c": "2"}, "a": 7}'
    reading = written(name, f"{record}\n{record}\n" if name == "a.jsonl" else f"[{record}]")
    assert {path: set(values) for path, values in reading.columns.items()} == {
        "a": {"kim@example.com", "7"},
        "b.c": {"1", "2"},
        "b": set(),
    }


@pytest.mark.parametrize("name", ["events.jsonl", "events.ndjson", "events.json", "e.jsonl.gz"])
def test_json_lines(written, name):
    data = "\n".join(json.dumps(person) for person in PEOPLE).encode()
    reading = written(name, gzip.compress(data) if name.endswith("gz") else data)
    assert reading.columns["email"] == EMAILS
    assert reading.coverage.rows_total == 3


def test_lines_that_are_no_json_are_read_as_text_and_counted(written):
    reading = written("e.jsonl", '{"a": "1"}\nplain kim@a.co\n{"a": "2"}\n{"a": "3"')
    assert reading.columns == {"a": ["1", "2"], "(text)": ["plain kim@a.co", '{"a": "3"']}
    assert "2 of 4" in reading.skips["e.jsonl"]


def test_logs_in_json_stay_logs(tmp_path, read):
    from pii_scan.sources.base import SourceSettings
    from pii_scan.sources.opening import open_source

    line = '{"time": "2026-11-20T10:00:00Z", "level": "info", "msg": "hello"}\n'
    suricata = '{"timestamp": "2026-11-20T10:00:00.1+0900", "event_type": "http", "src_ip": "x"}\n'
    trail = '{"eventVersion": "1.08", "eventTime": "2026-11-20T10:00:00Z", "eventName": "Get"}\n'
    for name, content, kind in (
        ("app.json", line * 5, "logs"),
        ("app-json.log", line, "logs"),
        ("app.1.json", '{"a": 1}\n{"a": 2}\n', "logs"),
        ("access-log.json", '{"a": 1}\n{"a": 2}\n', "logs"),
        ("eve.json", suricata * 5, "logs"),
        ("trail.json", trail * 5, "logs"),
        ("events.json", '{"time": "2026-11-20", "email": "a@b.co"}\n' * 5, "files"),
        ("users.json", '[{"level": "gold", "message": "hi"}]', "files"),
    ):
        (tmp_path / name).write_text(content)
        assert open_source(SourceSettings("s", str(tmp_path / name))).kind == kind, name


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"a": "x"}, {"a": "y', "ends too early"),
        ('[{"a": "x"}, nonsense]', "is no JSON from some place on"),
        ('[{"a": "x"},]', "is no JSON"),
        ("[" * 200_000, "nested too deeply"),
        ("", "is empty"),
        ("not json at all", "is no JSON"),
    ],
)
def test_broken_documents_are_read_up_to_there(written, content, reason):
    reading = written("a.json", content)
    assert reason in reading.reasons
    if '"x"' in content:
        assert reading.columns["a"] == ["x"]


def test_encodings_and_surrogates(written):
    text = json.dumps([{"이름": "김영희"}], ensure_ascii=False)
    for encoding in ("utf-8-sig", "utf-16", "cp949"):
        assert written("a.json", text.encode(encoding)).columns == {"이름": ["김영희"]}
    assert written("b.json", r'[{"a": "x\ud800y"}]').columns == {"a": ["x�y"]}


def test_a_large_document_is_sampled_over_all_of_it(written):
    people = [{"id": n, "email": f"u{n}@a.co", "memo": "x" * 100} for n in range(50_000)]
    reading = written("a.json", json.dumps({"users": people}), rows=500)
    ids = [int(number) for number in reading.columns["users[].id"]]
    assert len(ids) == 500
    assert max(ids) > 45_000
    assert reading.coverage.rows_total == 50_000
    lines = "\n".join(json.dumps(person) for person in people * 3)
    reading = written("a.jsonl", lines, rows=500)
    assert 400 <= len(reading.columns["email"]) <= 500
    assert abs(reading.coverage.rows_total - 150_000) < 10_000
    assert reading.coverage.bytes_scanned < reading.coverage.bytes_total


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


class _Slow(io.BytesIO):
    """Gives a few bytes at a time, as a socket may."""

    def read(self, size=-1, /):
        return super().read(min(7, size) if size > 0 else 7)


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON, max_size=6), st.booleans())
def test_elements_come_one_by_one_wherever_the_stream_is_cut(elements, ascii_only):
    text = json.dumps(elements, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    pieces = list(JsonStream(_Slow(text)))
    assert len(pieces) == len(elements)
    assert all(piece.record for piece in pieces)
    kept = [json.loads(json.dumps(p.value, default=str)) for p in pieces]
    assert kept == [_as_text(element) for element in elements]


def _as_text(value):
    match value:
        case bool() | None | str():
            return value
        case int():
            return str(value)
        case list():
            return [_as_text(one) for one in value]
    return {key: _as_text(one) for key, one in value.items()}


@settings(max_examples=100, deadline=None)
@given(JSON.filter(lambda value: isinstance(value, list | dict) and value), st.data())
def test_a_document_that_is_cut_off_is_never_whole(document, data):
    text = json.dumps(document)
    end = data.draw(st.integers(1, len(text) - 1))
    with pytest.raises(BrokenFileError):
        list(JsonStream(io.BytesIO(text[:end].encode())))


@pytest.mark.parametrize("first", ['ail": "cut@a.co"}', '{"email": '])
def test_lines_of_which_the_first_is_cut_off_are_still_lines(written, first):
    lines = [first, *(f'{{"email": "u{n}@a.co"}}' for n in range(5))]
    reading = written("a.jsonl", "\n".join(lines).encode())
    assert reading.columns["email"] == [f"u{n}@a.co" for n in range(5)]
    assert "lines that are no JSON: 1 of 6" in reading.reasons
    indented = b'[\n{"email":\n"a@a.co"}\n,\n{"email":\n"b@a.co"}\n]'
    assert written("b.json", indented).columns["email"] == ["a@a.co", "b@a.co"]


def test_bytes_that_postgresql_wrote_are_read_as_what_they_are(written):
    """As ``row_to_json`` writes bytea."""
    image = "\\x" + (b"\x89PNG\r\n\x1a\n" + b"\0" * 40).hex()
    note = "\\x" + b"mail a@b.co".hex()
    records = [{"hash": "\\x" + "ab" * 32, "photo": image, "note": note} for _ in range(3)]
    reading = written("a.jsonl", "".join(json.dumps(record) + "\n" for record in records))
    assert reading.columns == {"hash": ["ab" * 32] * 3, "photo": [], "note": ["mail a@b.co"] * 3}
    assert "PNG" in reading.skips["a.jsonl.photo"]
