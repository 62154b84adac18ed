import dataclasses
import datetime as dt
import io
import itertools
import re
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sample_report import HOSTILE_NAMES, INVENTORY_ONLY, REPORT, field

from pii_scan.model import Reason, Status
from pii_scan.reports.excel import render
from pii_scan.reports.text import display_width

KOREAN = ["요약", "개인정보 현황표", "미기재 및 문제", "처리방침 기재 항목", "점검 범위와 제외"]
ENGLISH = [
    "Summary",
    "Inventory",
    "Undeclared and problems",
    "Declared items",
    "Coverage and skips",
]
IN_ENGLISH = dataclasses.replace(
    REPORT, declaration=dataclasses.replace(REPORT.declaration, language="en")
)
REPORTS = [REPORT, IN_ENGLISH, INVENTORY_ONLY]


def workbook_bytes(report):
    out = io.BytesIO()
    render(report, out)
    return out.getvalue()


def workbook(report):
    return load_workbook(io.BytesIO(workbook_bytes(report)))


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def table(sheet):
    """The rows of a sheet as dictionaries by heading."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize(
    ("report", "names"), [(REPORT, KOREAN), (IN_ENGLISH, ENGLISH), (INVENTORY_ONLY, ENGLISH)]
)
def test_the_sheets_are_in_the_language_of_the_policy(report, names):
    assert workbook(report).sheetnames == names


def test_the_inventory_has_every_field_with_its_figures():
    rows = table(workbook(REPORT)["개인정보 현황표"])
    assert len(rows) == len(REPORT.fields)
    assert rows[0] == {
        "번호": 1,
        "시스템": "members",
        "테이블·로그": "public.users",
        "컬럼·키": "email",
        "개인정보 항목": "이메일 주소",
        "처리방침 대비": "기재됨",
        "수집 시점": "회원가입 시, 이벤트 응모 시",
        "문제": None,
        "예시(가림)": "k***@e***.com",
        "일치 값 수": 1000,
        "표본 수": 1000,
        "평문 값 수": 1000,
        "예외 처리": None,
        "서로 다른 값 수": 1000,
        "확신도": 0.99,
        "판단 근거": '필드명: "email", 항목을 그대로 가리킴; 값: 1,000건 중 1,000건이 email 형식',
        "자료형": "varchar(255)",
        "NULL 허용": "예",
        "설명": "이메일 주소",
        "항목 ID": "email",
        "식별값": REPORT.fields[0].fingerprint,
    }
    assert rows[1]["문제"] == "평문 저장"
    assert rows[4]["NULL 허용"] is None
    assert rows[5]["처리방침 대비"] == "금지(근거 없음)"


def test_each_status_and_each_problem_that_needs_attention_is_one_row():
    rows = table(workbook(IN_ENGLISH)["Undeclared and problems"])
    by_status = [f for f in REPORT.fields if f.status is not Status.DECLARED]
    assert len(rows) == len(by_status) + sum(len(f.problems) for f in REPORT.fields)
    assert rows[0]["Issue"] == "stored in the clear"
    assert rows[0]["Severity"] == "high"
    assert rows[0]["Details"] == REPORT.fields[1].problems[0].message
    assert rows[0]["Reference"] == "개인정보의 안전성 확보조치 기준 제7조제1항"
    assert [row["Ignored"] for row in rows if row["Column or key"] == "nick"] == [
        "owner: 보안팀, reason: =HYPERLINK(1), expires: 2017-12-31"
    ]


def test_laws_are_called_by_their_names():
    korean = table(workbook(REPORT)["미기재 및 문제"])
    english = table(workbook(IN_ENGLISH)["Undeclared and problems"])
    plaintext = next(f for f in REPORT.fields if f.problems).problems[0]
    assert korean[0]["법령·기준"] == "개인정보 보호법"
    assert english[0]["Law or standard"] == "Personal Information Protection Act"
    assert english[0]["Reference"] == plaintext.reference
    kept = {(r["법령·기준"], r["조항"]) for r in korean if r["구분"] == "보유기간 초과"}
    assert kept == {("내부 방침", None)}
    # A report of pii-scan 0.1 names none.
    old = table(workbook(dataclasses.replace(REPORT, laws={}))["미기재 및 문제"])
    assert old[0]["법령·기준"] == "kr-pipa"


def test_nobody_is_told_to_declare_what_must_not_be_stored():
    rows = table(workbook(IN_ENGLISH)["Undeclared and problems"])
    what = {row["What to do"] for row in rows if row["Item"] == "card security code"}
    assert what == {"Stop storing it and delete it"}


def test_a_korean_policy_has_its_problems_told_in_korean():
    rows = table(workbook(REPORT)["미기재 및 문제"])
    assert rows[0]["내용"] == REPORT.fields[1].problems[0].message_ko


def test_reasons_are_in_the_language_of_the_report():
    prohibited = next(f for f in REPORT.fields if f.status is Status.PROHIBITED).finding.reasons
    for report, sheets, heading in (
        (REPORT, ("개인정보 현황표", "미기재 및 문제"), "개인정보 항목"),
        (IN_ENGLISH, ("Inventory", "Undeclared and problems"), "Item"),
    ):
        texts = [r.message_ko if report is REPORT else r.message for r in prohibited]
        label = REPORT.labels["resident_registration_number"]
        for sheet in sheets:
            rows = table(workbook(report)[sheet])
            [row] = [row for row in rows if row[heading] in {label.ko, label.en}]
            assert "; ".join(texts) in row.values()


def test_declared_items_say_where_they_are_or_that_they_are_nowhere():
    email, phone, cookie = table(workbook(IN_ENGLISH)["Declared items"])
    assert (email["Found"], email["Where"]) == ("found", "members: public.users.email")
    assert phone["Where"] == "members: public.users.phone, logs: app.log.request.query.phone"
    assert phone["Required"] == "optional"
    assert email["Required"] == "required (optional: 이벤트 응모 시)"
    assert (cookie["Found"], cookie["Fields"], cookie["Where"]) == ("not found", 0, None)
    assert cookie["What to do"]


def test_places_under_a_narrower_item_are_counted():
    declared = (dataclasses.replace(REPORT.declared[0], fields=4),)
    rows = table(workbook(dataclasses.replace(IN_ENGLISH, declared=declared))["Declared items"])
    assert rows[0]["Where"] == "members: public.users.email, and 3 more as a narrower item"


def test_coverage_and_every_skip_are_shown_apart():
    rows = table(workbook(IN_ENGLISH)["Coverage and skips"])
    assert [row["Looked at"] for row in rows] == [
        "complete", "incomplete", "complete", "skipped", "skipped", "excluded",
    ]  # fmt: skip
    assert rows[0]["Rows"] == 94_200
    assert rows[0]["Rows scanned"] == 9420
    assert rows[2]["Rows"] is None
    assert rows[3]["Reason"] == "binary, not text"
    korean = table(workbook(REPORT)["점검 범위와 제외"])
    assert korean[3]["사유"] == "텍스트가 아닌 이진 파일"


def test_the_summary_says_what_was_compared_and_how_it_ended():
    sheet = workbook(IN_ENGLISH)["Summary"]
    facts = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert facts["Privacy policy"] == "개인정보 처리방침"
    assert facts["Effective date"] == dt.datetime(2017, 4, 3)  # noqa: DTZ001 - a sheet has no zone
    assert facts["Result"] == "failed"
    assert facts["Retention judged on"] == dt.datetime(2018, 4, 4)  # noqa: DTZ001 - the same
    assert facts["undeclared"] == 12
    assert facts["Places skipped"] == 3
    without = workbook(INVENTORY_ONLY)["Summary"]
    facts = {row[0].value: row[1].value for row in without.iter_rows() if row[0].value}
    assert facts["Privacy policy"] == "none: compared with nothing"
    assert facts["Result"] == "not judged"
    assert "undeclared" not in facts
    assert "Retention judged on" not in facts


@pytest.mark.parametrize("report", REPORTS)
def test_no_cell_is_a_formula_or_an_error(report):
    assert {cell.data_type for cell in cells(workbook(report))} <= {"s", "n", "d"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "#N/A", "=", "\t=1", "  =1", "1234"])
def test_text_that_looks_like_a_formula_a_number_or_an_error_stays_text(text):
    report = dataclasses.replace(INVENTORY_ONLY, fields=(field(["t", text], "email", status=None),))
    [row] = table(workbook(report)["Inventory"])
    assert row["Column or key"] == text.replace("\t", r"\t")
    found = [cell for cell in cells(workbook(report)) if cell.value == row["Column or key"]]
    assert found
    for cell in found:
        assert cell.data_type == "s"
        assert cell.quotePrefix == (text.lstrip()[0] in "=+-@")
    xml = zipfile.ZipFile(io.BytesIO(workbook_bytes(report))).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in xml
    assert b"<f " not in xml


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40) | st.sampled_from(HOSTILE_NAMES))
def test_any_text_can_stand_in_any_cell(text):
    reasons = (Reason(text, text),)
    row = field(
        [text, text], text, source=text, status=None, example=text, comment=text, reasons=reasons
    )
    report = dataclasses.replace(INVENTORY_ONLY, fields=(row,))
    assert {cell.data_type for cell in cells(workbook(report))} <= {"s", "n"}


def test_text_that_a_sheet_would_decode_is_kept_as_it_is():
    report = dataclasses.replace(
        INVENTORY_ONLY, fields=(field(["t", "_x003D_1"], "email", status=None),)
    )
    xml = zipfile.ZipFile(io.BytesIO(workbook_bytes(report))).read("xl/worksheets/sheet2.xml")
    assert b">_x005F_x003D_1<" in xml


@pytest.mark.parametrize("char", ["x", "한", "👍"])
def test_text_longer_than_a_cell_ends_with_an_ellipsis(char):
    reasons = (Reason(char * 40_000, ""),)
    report = dataclasses.replace(
        INVENTORY_ONLY, fields=(field(["t", "c"], "email", status=None, reasons=reasons),)
    )
    [row] = table(workbook(report)["Inventory"])
    assert row["Reasons"].endswith("…")
    assert len(row["Reasons"].encode("utf-16-le")) // 2 <= 32_767
    assert set(row["Reasons"]) == {char, "…"}


@pytest.mark.parametrize("report", REPORTS)
def test_every_table_can_be_filtered_read_and_printed(report):
    _, *sheets = workbook(report)
    for sheet in sheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert int(re.search(r"\d+$", sheet.auto_filter.ref)[0]) <= sheet.max_row
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        for column in sheet.iter_cols():
            width = sheet.column_dimensions[column[0].column_letter].width
            assert 6 <= width <= 70
            # No word of a heading is cut, whatever its script.
            assert max(map(display_width, column[0].value.split())) < width
            texts = [
                cell for cell in column if isinstance(cell.value, str) and cell.value != "none"
            ]
            assert all(cell.alignment.wrap_text for cell in texts)


def test_what_prints_on_one_page_can_be_read():
    for sheet in workbook(REPORT).worksheets[1:]:
        last = re.search(r"\$([A-Z]+)\$\d+$", sheet.print_area)[1]
        letters = [cell.column_letter for cell in sheet[1]]
        printed = letters[: letters.index(last) + 1]
        assert sum(sheet.column_dimensions[letter].width for letter in printed) <= 260


def test_a_row_is_as_high_as_its_wrapped_text():
    sheet = workbook(REPORT)["미기재 및 문제"]
    heights = [sheet.row_dimensions[number].height for number in range(2, sheet.max_row + 1)]
    assert heights[0] > min(heights)
    assert all(15 <= height <= 409 for height in heights)


def test_a_colour_never_stands_without_a_word():
    for cell in cells(workbook(REPORT)):
        if cell.fill.fill_type and "F8CBAD" in str(cell.fill.fgColor.rgb):
            sheet = cell.parent
            merged = any(cell.coordinate in area for area in sheet.merged_cells.ranges)
            assert cell.value or merged


def test_a_sheet_without_rows_says_so():
    assert workbook(INVENTORY_ONLY)["Declared items"]["A2"].value == "none"


def test_the_same_report_gives_the_same_bytes_at_another_time(monkeypatch):
    before = workbook_bytes(REPORT)
    clock = itertools.count(time.time() + 3600, 10)
    monkeypatch.setattr(time, "time", lambda: next(clock))
    time.sleep(1.1)  # the times in a workbook are in whole seconds
    assert workbook_bytes(REPORT) == before
