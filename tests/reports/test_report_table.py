import copy
import dataclasses
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from sample_report import HOSTILE_NAMES, INVENTORY_ONLY, REPORT, field

from pii_scan.model import Reason, RowCount, Status
from pii_scan.reports.display import Display, display_of
from pii_scan.reports.table import render

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def table(report, display=None):
    out = io.BytesIO()
    render(report, out, display or Display())
    return out.getvalue().decode((display or Display()).encoding)


def with_fields(*fields):
    return dataclasses.replace(REPORT, fields=fields)


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [20, 40, 80, 100, 132, 200, 400])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(width):
    text = table(REPORT, Display(width=width))
    assert max(map(cell_len, text.splitlines())) <= width
    for field_ in REPORT.fields:
        if field_.finding.field.source == "members":
            assert field_.finding.field.location in squeezed(text)
        assert squeezed(field_.finding.reasons[0].message[:6]) in squeezed(text)
    for problem in {p for f in REPORT.fields for p in f.problems}:
        assert squeezed(problem.message) in squeezed(text)


def test_in_a_pipe_a_field_is_one_line_however_long():
    long = field(["public", "t" * 3000, "c" * 3000], "email", reasons=(Reason("x" * 3000, ""),))
    lines = table(with_fields(long)).splitlines()
    assert any("t" * 3000 + "." + "c" * 3000 in line and "x" * 3000 in line for line in lines)


def test_columns_stand_below_one_another_also_in_korean_and_beside_a_sample():
    sampled = field(
        ["표", "이메일주소컬럼"], "email", source="회원", reasons=(Reason("because", ""),)
    )
    rows = [
        dataclasses.replace(sampled, rows=RowCount(1_000, 5_000_000_000, complete=False)),
        field(["t", "c"], "phone", source="members", reasons=(Reason("because", ""),)),
    ]
    lines = [line for line in table(with_fields(*rows)).splitlines() if "because" in line]
    assert len({cell_len(line.partition("because")[0]) for line in lines}) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (RowCount(1_000, 2_000_000, complete=False), "(about 2,000,000 rows)"),
        (RowCount(1_000, None, complete=False), "(of more rows)"),
        (RowCount(1_000, 1_000, complete=True), None),
    ],
)
def test_a_field_of_which_not_all_rows_were_read_says_so(rows, said):
    one = dataclasses.replace(field(["public", "t", "email"], "email"), rows=rows)
    line = next(line for line in table(with_fields(one)).splitlines() if "public.t.email" in line)
    assert (said in line) if said else ("rows)" not in line)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
@pytest.mark.parametrize("width", [None, 80, 200])
@pytest.mark.parametrize("color", [False, True])
def test_a_name_from_data_is_text_and_acts_on_nothing(name, width, color):
    report = with_fields(field(["t", name], "name", source=name, status=Status.UNDECLARED))
    text = COLOUR.sub("", table(report, Display(width=width, color=color)))
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
    )
    if name.isprintable():
        assert f"t.{name}" in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from([None, 10, 80, 200]))
def test_any_text_can_stand_in_any_place(text, width):
    row = field(
        [text],
        text,
        source=text,
        status=None,
        example=text,
        reasons=(Reason(text, text),),
        ignored={text: text},
    )
    shown = table(
        dataclasses.replace(with_fields(row), skipped=()), Display(width=width, color=True)
    )
    assert shown.endswith("\n")
    if width and width > 20:
        assert max(map(cell_len, COLOUR.sub("", shown).splitlines())) <= width


def test_the_order_is_what_was_compared_then_attention_then_order_then_gaps_then_the_summary():
    lines = table(REPORT).splitlines()
    headings = [line for line in lines if line and not line.startswith(" ")]
    assert [heading.partition(" (")[0] for heading in headings[:-1]] == [
        "개인정보 처리방침",
        "Prohibited",
        "Undeclared",
        "Elsewhere",
        "Declared, with problems",
        "Declared",
        "Ignored",
        "Declared, found nowhere",
        "Skipped",
        "Excluded",
    ]
    assert headings[-1] == lines[-1]
    assert lines[-1] == (
        "12 undeclared, 1 prohibited, 1 elsewhere, 6 problems, 1 declared item not found, "
        "2 skipped, 1 excluded · incomplete · failed"
    )


def test_every_field_is_shown_exactly_once():
    text = table(REPORT)
    for shown in REPORT.fields:
        if shown.finding.field.source == "members":
            place = f"{shown.finding.field.location} "
            assert len([line for line in text.splitlines() if place in line]) == 1


def test_fields_with_the_same_problem_stand_below_it_once():
    lines = table(REPORT).splitlines()
    at = next(i for i, line in enumerate(lines) if "retention-exceeded" in line)
    assert "usage_logs.ip" in lines[at + 1]
    assert "usage_logs.os" in lines[at + 2]
    assert sum("retention-exceeded" in line for line in lines) == 1


def test_a_reference_is_told_once():
    text = table(REPORT)
    assert text.count("제7조제1항") == 1
    assert "(pci-dss, 3.3.1.2)" in text


def test_an_item_has_its_korean_label_where_the_policy_is_korean():
    english = dataclasses.replace(
        REPORT, declaration=dataclasses.replace(REPORT.declaration, language="en")
    )
    assert "email 이메일 주소" in table(REPORT)
    assert "이메일 주소" not in table(english)


def test_an_inventory_without_a_declaration_says_that_it_is_compared_with_nothing():
    text = table(INVENTORY_ONLY)
    assert text.startswith("No declaration: an inventory, compared with nothing\n")
    assert "undeclared" not in text
    assert text.endswith("\n1 field with personal data, 0 skipped\n")


def test_an_item_without_a_label_is_shown_by_its_id():
    assert "email" in table(dataclasses.replace(REPORT, labels={}))


def test_colour_is_only_where_it_is_asked_for():
    assert "\x1b" not in table(REPORT, Display(width=80))
    assert "\x1b" not in table(REPORT)
    coloured = table(REPORT, Display(width=80, color=True))
    assert COLOUR.sub("", coloured) == table(REPORT, Display(width=80))
    assert coloured != COLOUR.sub("", coloured)


def test_what_an_encoding_cannot_show_is_written_as_an_escape():
    assert "email \\uc774\\uba54\\uc77c" in table(REPORT, Display(encoding="ascii"))
    assert "email 이메일 주소" in table(REPORT, Display(encoding="cp949"))


def test_the_environment_of_the_process_changes_nothing(monkeypatch):
    before = table(REPORT, Display(width=80))
    for name, value in {"COLUMNS": "30", "FORCE_COLOR": "1", "TTY_INTERACTIVE": "1"}.items():
        monkeypatch.setenv(name, value)
    assert table(copy.deepcopy(REPORT), Display(width=80)) == before


class Stream(io.StringIO):
    """A stream that says what it is; it has no file number, like one that a test captures."""

    encoding = "utf-8"

    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal

    def isatty(self):
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "environment", "display"),
    [
        (True, {}, Display(80, color=True)),
        (True, {"COLUMNS": "132"}, Display(132, color=True)),
        (True, {"COLUMNS": "wide"}, Display(80, color=True)),
        (True, {"COLUMNS": "0"}, Display(80, color=True)),
        (True, {"NO_COLOR": "1"}, Display(80, color=False)),
        (True, {"NO_COLOR": ""}, Display(80, color=True)),
        (True, {"TERM": "dumb"}, Display(80, color=False)),
        (True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, Display(80, color=False)),
        (False, {}, Display(None, color=False)),
        (False, {"COLUMNS": "132"}, Display(None, color=False)),
        (False, {"FORCE_COLOR": "1"}, Display(None, color=True)),
    ],
)
def test_what_a_stream_can_show(terminal, environment, display):
    assert display_of(Stream(terminal=terminal), environment) == display
