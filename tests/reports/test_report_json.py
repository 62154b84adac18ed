import copy
import datetime as dt
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_report import INVENTORY_ONLY, REPORT

from pii_scan.errors import ReportError
from pii_scan.model import (
    AssessedField,
    Coverage,
    DeclarationReference,
    DeclaredItem,
    DeclaredStatus,
    Field,
    Finding,
    Label,
    Problem,
    ProblemCode,
    Reason,
    Report,
    ScannedSource,
    Skipped,
    Status,
    Summary,
)
from pii_scan.reports.json_v1 import load, render

# Two lone surrogates that JSON joins to one character come from no file name and no database.
TEXT = st.text(max_size=8).filter(
    lambda text: text == json.loads(json.dumps(text))
) | st.sampled_from(["\udc80", "\x00\x1b\x85", "\u202e\u2028\ufeff", "\uffff", '"\\', "한글"])
COUNT = st.integers(min_value=0, max_value=10**15)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


def built(cls, /, **strategies):
    return st.lists(st.builds(cls, **strategies), max_size=3).map(tuple)


REPORTS = st.builds(
    Report,
    declaration=st.none()
    | st.builds(
        DeclarationReference,
        file=TEXT,
        sha256=st.none() | TEXT,
        effective_date=st.none() | st.dates(),
        title=st.none() | TEXT,
        language=st.sampled_from(["ko", "en"]),
    ),
    sources=built(
        ScannedSource,
        name=TEXT,
        kind=TEXT,
        target=TEXT,
        coverage=st.builds(
            Coverage,
            fields=COUNT,
            fields_scanned=COUNT,
            rows_total=st.none() | COUNT,
            rows_scanned=COUNT,
            bytes_total=st.none() | COUNT,
            bytes_scanned=st.none() | COUNT,
        ),
        complete=st.booleans(),
    ),
    fields=built(
        AssessedField,
        finding=st.builds(
            Finding,
            field=st.builds(
                Field,
                source=TEXT,
                path=st.lists(TEXT, min_size=1, max_size=3).map(tuple),
                type=st.none() | TEXT,
                nullable=st.none() | st.booleans(),
                comment=st.none() | TEXT,
            ),
            item=TEXT,
            identifiers=TEXTS,
            confidence=st.floats(min_value=0, max_value=1),
            matched=COUNT,
            sampled=COUNT,
            clear=COUNT,
            distinct=st.none() | COUNT,
            example=st.none() | TEXT,
            reasons=built(Reason, message=TEXT, message_ko=TEXT),
        ),
        status=st.none() | st.sampled_from(Status),
        problems=built(
            Problem,
            code=st.sampled_from(ProblemCode),
            severity=TEXT,
            law=st.none() | TEXT,
            reference=st.none() | TEXT,
            message=TEXT,
            message_ko=TEXT,
        ),
        fingerprint=TEXT,
        ignored=st.none() | st.dictionaries(TEXT, TEXT, max_size=3),
    ),
    declared=built(
        DeclaredItem,
        item=TEXT,
        points=TEXTS,
        optional=st.booleans(),
        status=st.sampled_from(DeclaredStatus),
        fields=COUNT,
    ),
    skipped=built(
        Skipped,
        source=TEXT,
        location=TEXT,
        reason=st.builds(Reason, message=TEXT, message_ko=TEXT),
        excluded=st.booleans(),
    ),
    summary=st.builds(
        Summary,
        fields_with_personal_data=COUNT,
        undeclared=COUNT,
        elsewhere=COUNT,
        prohibited=COUNT,
        problems=COUNT,
        declared_not_found=COUNT,
        skipped=COUNT,
        complete=st.booleans(),
        passed=st.none() | st.booleans(),
    ),
    labels=st.dictionaries(TEXT, st.builds(Label, ko=TEXT, en=TEXT), max_size=3),
)


def rendered(report: Report) -> bytes:
    out = io.BytesIO()
    render(report, out)
    return out.getvalue()


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "inventory.json"
    path.write_bytes(content)
    return path


def keys_of(value, place=()):
    """Every place in ``value``: (container, key, the keys that lead there as text)."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield value, key, (*place, key)
            yield from keys_of(child, (*place, key))
    elif isinstance(value, list) and value:
        yield from keys_of(value[0], (*place, 0))


def shown(place):
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place)
    return text.removeprefix(".")


# Of the keys, one version says what the rest are, and the location repeats the path.
PLACES = [
    place
    for _, _, place in keys_of(json.loads(rendered(REPORT)))
    if shown(place) not in {"schema", "fields[0].location"}
]


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_a_loaded_report_equals_the_one_that_was_saved(report):
    with tempfile.TemporaryDirectory() as folder:
        assert load(saved(Path(folder), rendered(report))) == report


@settings(deadline=None)
@given(REPORTS)
def test_a_report_is_utf_8_json_whatever_the_data_is_named(report):
    text = rendered(report).decode()
    assert text.endswith("}\n")
    assert json.loads(text)["schema"] == "pii-scan/report/1"
    assert not {chr(code) for code in range(32)} & set(text.replace("\n", ""))
    assert not {"\x7f", "\x85", "\u202e", "\u2028", "\ufeff"} & set(text)


@pytest.mark.parametrize("report", [REPORT, INVENTORY_ONLY])
def test_the_same_report_gives_the_same_bytes(report):
    assert rendered(report) == rendered(copy.deepcopy(report))


def test_keys_stand_in_the_order_of_the_design():
    content = json.loads(rendered(REPORT))
    assert list(content) == [
        "schema", "declaration", "sources", "fields", "declared", "skipped", "summary", "labels",
        "laws", "as_of",
    ]  # fmt: skip
    assert list(content["fields"][0]) == [
        "source", "path", "location", "type", "nullable", "comment", "has_default", "item",
        "identifiers", "confidence", "status", "problems", "matched", "sampled", "clear",
        "distinct", "rows_scanned", "rows_total", "rows_complete", "first_seen", "last_seen",
        "example", "context", "templates", "reasons", "reasons_ko", "ignored", "fingerprint",
    ]  # fmt: skip
    assert [field["location"] for field in content["fields"]] == [
        field.finding.field.location for field in REPORT.fields
    ]


def test_keys_that_a_later_version_added_are_left_alone(tmp_path):
    content = json.loads(rendered(REPORT))
    for container, _, _ in list(keys_of(content)):
        named = (content["labels"], content["laws"], content["fields"][0]["ignored"])
        if not any(container is each for each in named):
            container["added later"] = {"x": [None]}
    assert load(saved(tmp_path, json.dumps(content).encode())) == REPORT


ADDED_LATER = {
    "reasons_ko", "has_default", "rows_scanned", "rows_total", "rows_complete", "tables",
    "tables_scanned", "first_seen", "last_seen", "context", "templates", "laws",
    "as_of", "optional_points", "reason_ko",
}  # fmt: skip
MUST_BE_THERE = [
    place
    for place in PLACES
    if (place[0] not in {"labels", "laws"} or len(place) != 2) and place[-1] not in ADDED_LATER
]


@pytest.mark.parametrize("place", MUST_BE_THERE, ids=shown)
def test_a_missing_key_is_named(tmp_path, place):
    content = json.loads(rendered(REPORT))
    container = content
    for key in place[:-1]:
        container = container[key]
    del container[place[-1]]
    with pytest.raises(ReportError) as error:
        load(saved(tmp_path, json.dumps(content).encode()))
    assert error.value.message.endswith(f"inventory.json: {shown(place)}: this key is missing")
    assert "scan -f json" in error.value.hint


def test_a_report_without_korean_reasons_keeps_the_english_ones(tmp_path):
    content = json.loads(rendered(REPORT))
    for saved_field in content["fields"]:
        del saved_field["reasons_ko"]
    loaded = load(saved(tmp_path, json.dumps(content).encode()))
    for before, after in zip(REPORT.fields, loaded.fields, strict=True):
        texts = [reason.message for reason in before.finding.reasons]
        assert [(r.message, r.message_ko) for r in after.finding.reasons] == [
            (text, text) for text in texts
        ]


def test_a_report_without_korean_reasons_of_skips_keeps_the_english_ones(tmp_path):
    content = json.loads(rendered(REPORT))
    for skip in content["skipped"]:
        del skip["reason_ko"]
    loaded = load(saved(tmp_path, json.dumps(content).encode()))
    assert [skip.reason for skip in loaded.skipped] == [
        Reason.in_both(skip.reason.message) for skip in REPORT.skipped
    ]


def test_reasons_that_are_not_in_both_languages_are_named(tmp_path):
    content = json.loads(rendered(REPORT))
    content["fields"][1]["reasons_ko"].pop()
    with pytest.raises(ReportError, match=r"fields\[1\]\.reasons_ko: as many texts as reasons"):
        load(saved(tmp_path, json.dumps(content).encode()))


@pytest.mark.parametrize("place", PLACES, ids=shown)
def test_a_wrong_type_is_named(tmp_path, place):
    content = json.loads(rendered(REPORT))
    container = content
    for key in place[:-1]:
        container = container[key]
    container[place[-1]] = [None] if isinstance(container[place[-1]], dict) else {"a": 1}
    with pytest.raises(ReportError) as error:
        load(saved(tmp_path, json.dumps(content).encode()))
    assert f"inventory.json: {shown(place)}" in error.value.message
    assert " is needed" in error.value.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON (line 1, column 1)"),
        (b'{"schema": "pii-scan/report/1",\n  010-1234-5678}', "not JSON (line 2, column 3)"),
        (b"[]", "the file: an object is needed, not a list"),
        (b"null", "the file: an object is needed, not null"),
        (b"\xff\xfe{", "not a JSON report: it is not UTF-8 text"),
        (b"[" * 100_000, "not a JSON report of pii-scan"),
        (b"1" * 5000, "not a JSON report of pii-scan"),
        (b"{}", "not a report of pii-scan: schema is not pii-scan/report/1"),
        (b'{"schema": "\\u001b[31m"}', "not a report of pii-scan: schema is not pii-scan/report/1"),
        (
            b'{"schema": "pii-scan/report/2"}',
            "schema is pii-scan/report/2, and this pii-scan reads pii-scan/report/1",
        ),
    ],
)
def test_what_is_no_report_is_refused_with_a_reason_and_a_way_on(tmp_path, content, message):
    path = saved(tmp_path, content)
    with pytest.raises(ReportError) as error:
        load(path)
    assert error.value.message == f"{path}: {message}"
    assert error.value.hint
    assert error.value.__cause__ is None


def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path):
    with pytest.raises(ReportError, match=r"none\.json: cannot be read: No such file"):
        load(tmp_path / "none.json")
    with pytest.raises(ReportError, match="cannot be read: Is a directory"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("path", [], "fields[0].path: at least one name is needed"),
        ("path", ["a", 1], "fields[0].path[1]: text is needed, not a number"),
        ("confidence", float("nan"), "fields[0].confidence: a number from 0 to 1 is needed"),
        ("confidence", 1.01, "fields[0].confidence: a number from 0 to 1 is needed"),
        ("matched", -1, "fields[0].matched: a whole number of 0 or more is needed"),
        (
            "status",
            "010-1234-5678",
            "fields[0].status: one of declared, elsewhere, undeclared, prohibited is needed",
        ),
        ("ignored", {"a\n\x1b": 1}, "fields[0].ignored.a\\n\\x1b: text is needed, not a number"),
    ],
)
def test_an_impossible_value_is_named(tmp_path, key, value, message):
    content = json.loads(rendered(INVENTORY_ONLY))
    content["fields"][0][key] = value
    with pytest.raises(ReportError) as error:
        load(saved(tmp_path, json.dumps(content).encode()))
    assert message in error.value.message
    assert "010-1234" not in error.value.message


def test_a_date_that_is_none_is_named(tmp_path):
    content = json.loads(rendered(REPORT))
    content["declaration"]["effective_date"] = "3 April"
    with pytest.raises(ReportError, match=r"declaration\.effective_date: a date like 2017-04-03"):
        load(saved(tmp_path, json.dumps(content).encode()))
    content["declaration"]["effective_date"] = None
    assert load(saved(tmp_path, json.dumps(content).encode())).declaration.effective_date is None
    assert REPORT.declaration.effective_date == dt.date(2017, 4, 3)


def test_a_report_that_an_editor_saved_with_a_byte_order_mark_is_read(tmp_path):
    assert load(saved(tmp_path, b"\xef\xbb\xbf" + rendered(REPORT))) == REPORT
