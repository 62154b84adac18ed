"""Excel workbooks written by openpyxl, and what Excel does to data."""

# ruff: noqa: DTZ001 - files know no time zones

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from pii_scan.sources.files.parts import EVERY_ROW, Limits, RowCount, Values
from pii_scan.sources.files.sheet_table import sheet_parts


@pytest.fixture
def workbook(tmp_path, read):
    """Fills a workbook with a function and reads it."""

    def fill_and_read(fill, name="회원.xlsx", **settings):
        book = openpyxl.Workbook()
        fill(book)
        book.save(tmp_path / name)
        return read(tmp_path / name, **settings)

    return fill_and_read


def _sheet(rows, title="Sheet1"):
    def fill(book):
        book.active.title = title
        for row in rows:
            book.active.append(row)

    return fill


def test_every_sheet_is_a_table_hidden_ones_too(workbook):
    def fill(book):
        _sheet([["이름", "전화"], ["김영희", "01012345678"]], "2026")(book)
        for title, state in (("hidden", "hidden"), ("very", "veryHidden")):
            sheet = book.create_sheet(title)
            sheet.append(["email"])
            sheet.append([f"{title}@a.co"])
            sheet.sheet_state = state
        book.create_sheet("empty")
        chart = BarChart()
        chart.add_data(Reference(book["2026"], min_col=1, min_row=1, max_row=2))
        book.create_chartsheet("chart").add_chart(chart)

    reading = workbook(fill)
    assert reading.values == {
        ("회원.xlsx", "2026", "이름"): {"김영희": 1},
        ("회원.xlsx", "2026", "전화"): {"01012345678": 1},
        ("회원.xlsx", "hidden", "email"): {"hidden@a.co": 1},
        ("회원.xlsx", "very", "email"): {"very@a.co": 1},
    }
    assert not reading.skips
    assert reading.coverage.rows_total == 3
    assert reading.coverage.bytes_scanned == reading.coverage.bytes_total


def test_types_become_the_text_that_a_database_gives(workbook):
    moment = dt.datetime(2026, 11, 20, 9, 30)
    rows = [
        ["day", "moment", "clock", "flag", "whole", "half", "text"],
        [dt.date(2026, 11, 20), moment, dt.time(9, 5), True, 12.0, 0.5, "007"],
    ]
    assert workbook(_sheet(rows)).columns == {
        "day": ["2026-11-20"],
        "moment": ["2026-11-20 09:30:00"],
        "clock": ["09:05:00"],
        "flag": ["true"],
        "whole": ["12"],
        "half": ["0.5"],
        "text": ["007"],
    }


def test_a_phone_kept_as_a_number_is_read_as_it_is_shown(workbook):
    def fill(book):
        sheet = book.active
        sheet.append(["tel", "code", "won", "bare", "seq"])
        for number in range(5):
            sheet.append([1012345670 + number, 42, 1500, 1098765430 + number, 1000000000 + number])
            sheet.cell(number + 2, 1).number_format = "000\\-0000\\-0000"
            sheet.cell(number + 2, 2).number_format = "00000"
            sheet.cell(number + 2, 3).number_format = "#,##0"

    columns = workbook(fill).columns
    assert columns["tel"][0] == "010-1234-5670"
    assert columns["code"][0] == "00042"
    assert columns["won"][0] == "1500"
    assert columns["bare"][0] == "1098765430"  # its zero is put back later
    assert columns["seq"][0] == "1000000000"


def test_formulas_give_their_stored_result_and_others_are_counted(workbook, tmp_path, read):
    def fill(book):
        _sheet([["email", "copy"], ["a@b.co", "=A2"], ["c@d.co", "=A3"]])(book)

    reading = workbook(fill)
    assert reading.columns == {"email": ["a@b.co", "c@d.co"], "copy": []}
    assert "formulas without a stored result: 2" in reading.skips["회원.xlsx.Sheet1"]
    # As Excel saves it: with the result beside the formula.
    data = (tmp_path / "회원.xlsx").read_bytes()
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                for cell, result in ((b"A2", b"a@b.co"), (b"A3", b"c@d.co")):
                    before = b"<f>" + cell + b"</f><v>"
                    assert before in content
                    content = content.replace(before, before + result)
                content = content.replace(b'<c r="B2">', b'<c r="B2" t="str">')
                content = content.replace(b'<c r="B3">', b'<c r="B3" t="str">')
            new.writestr(member, content)
    reading = read(saved)
    assert reading.columns["copy"] == ["a@b.co", "c@d.co"]
    assert not reading.skips


def test_titles_merged_headers_and_gaps(workbook):
    def fill(book):
        sheet = book.active
        for row in (
            ["회원 명단"],
            ["작성자: kim@a.co"],
            [],
            ["이름", "연락처", None, "가입일"],
            [None, "전화", "이메일", None],
            ["김영희", "010-1111-2222", "a@b.co", dt.date(2026, 1, 1)],
            [],
            ["이철수", "010-1111-2223", "c@d.co", dt.date(2026, 1, 2)],
        ):
            sheet.append(row)
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("B4:C4")

    reading = workbook(fill)
    assert reading.columns == {
        "(above the table)": ["회원 명단", "작성자: kim@a.co"],
        "이름": ["김영희", "이철수"],
        "연락처 전화": ["010-1111-2222", "010-1111-2223"],
        "연락처 이메일": ["a@b.co", "c@d.co"],
        "가입일": ["2026-01-01", "2026-01-02"],
    }
    assert reading.coverage.rows_total == 2


def test_a_header_alone_and_a_sheet_without_one(workbook):
    assert workbook(_sheet([["id", "email"]])).columns == {"id": [], "email": []}
    rows = [[1, "a@b.co"], [2, "c@d.co"]]
    assert workbook(_sheet(rows)).columns == {
        "column 1": ["1", "2"],
        "column 2": ["a@b.co", "c@d.co"],
    }


def test_rows_are_drawn_from_all_of_a_sheet(workbook):
    rows = [["id", "email"], *([n, f"u{n}@a.co"] for n in range(5000))]
    reading = workbook(_sheet(rows), rows=200)
    ids = [int(number) for number in reading.columns["id"]]
    assert len(ids) == 200
    assert min(ids) < 500
    assert max(ids) > 4500
    assert (reading.coverage.rows_total, reading.coverage.rows_scanned) == (5000, 200)


def test_what_is_no_workbook_is_said(written):
    assert "is no Excel workbook" in written("a.xlsx", b"PK\x03\x04 nothing").reasons
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "cannot be opened" in written("c.xlsx", old).reasons
    assert "cannot be opened" in written("d.xls", old).reasons
    encrypted = old + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    assert "encrypted with a password" in written("e.xlsx", encrypted).reasons
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "cannot be opened, as it is broken" in written("f.xlsx", empty.getvalue()).reasons


def _replaced(tmp_path, name, content):
    book = openpyxl.Workbook()
    _sheet([["id", "email"], [1, "a@b.co"]])(book)
    data = io.BytesIO()
    book.save(data)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, content if member.filename == name else old.read(member))
    return path


def test_bombs_of_size_and_of_entities_are_bounded(tmp_path, read):
    sheet = b"<worksheet>" + b" " * 300_000_000 + b"</worksheet>"
    assert "zip bomb" in read(_replaced(tmp_path, "xl/worksheets/sheet1.xml", sheet)).reasons
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    laughs = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a11;</t></is></c></row></sheetData></worksheet>'
    )
    reading = read(_replaced(tmp_path, "xl/worksheets/sheet1.xml", laughs.encode()))
    assert "a sheet of it is broken" in reading.reasons
    assert not reading.values


def test_a_broken_sheet_does_not_hide_the_others(tmp_path, read):
    book = openpyxl.Workbook()
    _sheet([["email"], ["a@b.co"]], "good")(book)
    bad = book.create_sheet("bad")
    bad.append(["x"])
    data = io.BytesIO()
    book.save(data)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sheet2.xml"):
                content = content[: len(content) // 2]
            new.writestr(member, content)
    reading = read(path)
    assert reading.columns["email"] == ["a@b.co"]
    assert "broken" in reading.skips["a.xlsx.bad"]


def test_all_rows_of_a_long_sheet_come_in_portions():
    rows = (["id", "email"], *([n, f"u{n}@a.co"] for n in range(50_000)))
    parts = list(sheet_parts("s", "book", rows, Limits(EVERY_ROW, 100)))
    ids = [part.counts for part in parts if isinstance(part, Values) and part.place[1] == "id"]
    assert len(ids) > 1
    assert {value for counts in ids for value in counts} == {str(n) for n in range(50_000)}
    assert parts[-1] == RowCount(50_000, 50_000)
    header_only = list(sheet_parts("s", "book", rows[:1], Limits(EVERY_ROW, 100)))
    assert [part.place[1] for part in header_only[:-1]] == ["id", "email"]
    assert header_only[-1] == RowCount(0, 0)


# --- comments on cells ----------------------------------------------------------------------------


def _with_comments(*texts, author="kim"):
    def fill(book):
        book.active.title = "2026"
        for number, text in enumerate(texts):
            book.active.append([f"row {number}"])
            book.active.cell(number + 1, 1).comment = Comment(text, author)
        other = book.create_sheet("other")
        other.append(["id"])
        other.append([7])

    return fill


def test_comments_on_cells_are_one_more_column(workbook):
    fill = _with_comments("담당 010-1234-5678", "", "담당 010-1234-5678", "  둘째\n줄 ")
    for settings in ({}, {"full": True}, {"rows": 1}):
        reading = workbook(fill, **settings)
        comments = reading.values["회원.xlsx", "2026", "(comments)"]
        assert comments == {"담당 010-1234-5678": 2, "둘째\n줄": 1}
        assert not reading.skips
        assert ("회원.xlsx", "other", "(comments)") not in reading.values
    assert reading.coverage.rows_total == workbook(_with_comments(*"abcd")).coverage.rows_total
    reading = workbook(_with_comments("가나다라"), max_value=3)
    assert reading.values["회원.xlsx", "2026", "(comments)"] == {"가나다": 1}
    assert reading.skips.keys() == {"회원.xlsx.2026.(comments)"}


def _changed(path, change):
    """The workbook with the parts that ``change`` makes of each name and content."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            for new_name, new_content in change(name, content).items():
                archive.writestr(new_name, new_content)


_THREADED_TYPE = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
    'threadedcomments"><threadedComment ref="A1" id="{1}"><text>담당 @김영희</text><mentions>'
    '<mention mentionId="{3}"/></mentions></threadedComment><threadedComment ref="A1" id="{2}" '
    'parentId="{1}"><text>답글 010-1234-5678</text></threadedComment></ThreadedComments>'
)


def test_threaded_comments_are_read_once(workbook, tmp_path, read):
    stand_in = "[Threaded comment]\n\nYour version of Excel …\n\nComment:\n    담당 @김영희"
    workbook(_with_comments(stand_in, author="tc={1}"))

    def with_threads(name, content):
        if name.endswith("sheet1.xml.rels"):
            added = (
                f'<Relationship Id="t" Type="{_THREADED_TYPE}" Target="../threadedComments/t.xml"/>'
            )
            return {
                name: content.replace(b"</Relationships>", f"{added}</Relationships>".encode()),
                "xl/threadedComments/t.xml": _THREADS.encode(),
            }
        return {name: content}

    _changed(tmp_path / "회원.xlsx", with_threads)
    reading = read(tmp_path / "회원.xlsx")
    comments = reading.values["회원.xlsx", "2026", "(comments)"]
    assert comments == {"담당 @김영희": 1, "답글 010-1234-5678": 1}


@pytest.mark.parametrize(
    ("old", "new", "is_broken"),
    [
        (b"</comments>", b"", True),
        (b"<comments", b'<!DOCTYPE c [<!ENTITY e SYSTEM "file:///etc/passwd">]><comments', False),
        (b"kim", b"", False),
        (b'authorId="0"', b'authorId="99"', False),
        (b'authorId="0"', b"", False),
    ],
)
def test_odd_comments_hide_no_rows(workbook, tmp_path, read, old, new, is_broken):
    workbook(_with_comments("memo PLACE"))

    def odd(name, content):
        if "/comment" not in name or not name.endswith(".xml"):
            return {name: content}
        assert old in content
        changed = content.replace(old, new)
        return {name: changed.replace(b"PLACE", b"&e;" if b"<!ENTITY" in new else b"")}

    _changed(tmp_path / "회원.xlsx", odd)
    reading = read(tmp_path / "회원.xlsx")
    assert reading.values["회원.xlsx", "other", "id"] == {"7": 1}
    assert ("comments are broken" in reading.reasons) == is_broken
    assert set(reading.values["회원.xlsx", "2026", "(comments)"]) <= {"memo", "memo &e;"}


def test_a_hundred_thousand_comments_need_little_memory(tmp_path, read):
    import tracemalloc

    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active["A1"].comment = Comment("PLACE", "kim")
    path = tmp_path / "a.xlsx"
    book.save(path)

    def many(name, content):
        if "/comment" not in name or not name.endswith(".xml"):
            return {name: content}
        start, end = content.index(b"<comment "), content.index(b"</commentList>")
        one = content[start:end]
        all_ = b"".join(one.replace(b"PLACE", f"same {n % 10}".encode()) for n in range(100_000))
        return {name: content[:start] + all_ + content[end:]}

    _changed(path, many)
    tracemalloc.start()
    reading = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    (comments,) = [v for place, v in reading.values.items() if place[-1] == "(comments)"]
    assert comments == {f"same {n}": 10_000 for n in range(10)}
    assert peak < 20_000_000


def _with_an_empty_chart_sheet(tmp_path):
    book = openpyxl.Workbook()
    _sheet([["이름", "email"], ["김영희", "kim@a.co"]])(book)
    book.active["A2"].comment = Comment("memo", "kim")
    book.create_chartsheet("chart")
    book.save(tmp_path / "회원.xlsx")


def _with_an_odd_style(tmp_path):
    book = openpyxl.Workbook()
    _sheet([["이름", "email"], ["김영희", "kim@a.co"]])(book)
    book.active["A2"].comment = Comment("memo", "kim")
    book.save(tmp_path / "회원.xlsx")

    def odd(name, content):
        if name == "xl/styles.xml":
            content = content.replace(b'<family val="2"', b'<family val="99"')
        return {name: content}

    _changed(tmp_path / "회원.xlsx", odd)


@pytest.mark.parametrize("written_oddly", [_with_an_empty_chart_sheet, _with_an_odd_style])
def test_what_only_excel_opens_is_read_otherwise(tmp_path, read, written_oddly):
    written_oddly(tmp_path)
    reading = read(tmp_path / "회원.xlsx")
    assert reading.values["회원.xlsx", "Sheet1", "email"] == {"kim@a.co": 1}
    assert reading.values["회원.xlsx", "(comments)"] == {"memo": 1}
    assert reading.skips == {}


def test_bytes_as_postgresql_exports_them_are_read_as_they_are(tmp_path, read):
    book = openpyxl.Workbook()
    book.active.title = "s"
    book.active.append(["id", "email", "hash", "photo"])
    for n in range(3):
        image = "\\x" + b"\x89PNG\r\n\x1a\n".hex()
        book.active.append([n, f"u{n}@b.co", "\\x" + f"a{n}" * 32, image])
    book.save(tmp_path / "a.xlsx")
    reading = read(tmp_path / "a.xlsx")
    assert reading.columns["hash"] == [f"a{n}" * 32 for n in range(3)]
    assert "3 PNG images" in reading.skips["a.xlsx.s.photo"]
