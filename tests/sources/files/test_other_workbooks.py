"""Workbooks of other formats than .xlsx: Excel before 2007, binary, OpenDocument.

``workbooks/members.xls`` was written with xlwt 1.3; the others are written here.
"""

import struct
import zipfile
from pathlib import Path

import pytest

from pii_scan.sources.selection import Patterns, Selection

XLS = Path(__file__).parent / "workbooks" / "members.xls"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def _ods(path, *sheets):
    """An OpenDocument workbook of ``sheets``, each the XML of its rows."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    tables = "".join(
        f'<table:table table:name="sheet {n}">{rows}</table:table>' for n, rows in enumerate(sheets)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _OPEN_DOCUMENT)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f'><manifest:file-entry manifest:full-path="/" manifest:media-type="{_OPEN_DOCUMENT}"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def _ods_rows(*rows):
    return "".join(
        f"<table:table-row>{''.join(map(_CELL.format, row))}</table:table-row>" for row in rows
    )


def _record(kind, data=b""):
    """A record of BIFF12 (https://learn.microsoft.com/openspecs/office_file_formats/ms-xlsb)."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(data)
    while True:
        left, part = left >> 7, left & 0x7F
        size += bytes([part | (0x80 if left else 0)])
        if not left:
            return number + size + data


def _text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb(path, cells):
    """A binary workbook of one sheet with ``cells``: (row, column) → text or number."""
    rows = sorted({row for row, _ in cells})
    width, height = max(column for _, column in cells), rows[-1]
    sheet = [_record(129), _record(148, struct.pack("<4I", 0, height, 0, width)), _record(145)]
    for row in rows:
        sheet.append(_record(0, struct.pack("<II", row, 0) + bytes(9)))
        for (at, column), value in sorted(cells.items()):
            if at == row and isinstance(value, str):
                sheet.append(_record(6, struct.pack("<II", column, 0) + _text(value)))
            elif at == row:
                sheet.append(_record(5, struct.pack("<IId", column, 0, value)))
    sheet += [_record(146), _record(130)]
    bundle = struct.pack("<II", 0, 1) + _text("rId1") + _text("회원")
    book = [_record(131), _record(143), _record(156, bundle), _record(144), _record(132)]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(sheet))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package'
            f'/2006/relationships"><Relationship Id="rId1" Type="{kind}" '
            'Target="worksheets/sheet1.bin"/></Relationships>',
        )
    return path


def test_a_workbook_of_before_2007_is_read_hidden_sheets_too(read):
    reading = read(XLS)
    assert reading.skips == {}
    name = "members.xls"
    assert reading.values[name, "숨김", "email"] == {"hidden@example.org": 1}
    assert reading.values[name, "회원 명부", "(above the table)"] == {"2026년 회원 명부": 1}
    columns = reading.columns
    assert columns["번호"] == [str(n) for n in range(1, 31)]
    assert columns["이메일"][0] == "user1@example.org"
    assert columns["전화"][0] == "1012340001"  # its zero is put back later
    assert columns["가입일"][0] == "2026-01-01"
    assert columns["접속"][0] == "2026-02-01 09:30:01"
    assert set(columns["동의"]) == {"true", "false"}
    assert reading.coverage.rows_scanned == 31
    assert reading.coverage.bytes_scanned == XLS.stat().st_size


def test_the_content_tells_the_format_and_not_the_name(tmp_path, read, written):
    for name in ("renamed.xlsx", "a.xls", "b.ods"):
        assert "hidden@example.org" in written(name, XLS.read_bytes()).columns["email"]
    ods = _ods(tmp_path / "c.xlsx", _ods_rows(["email"], ["a@b.co"]))
    assert read(ods).columns["email"] == ["a@b.co"]


def test_rows_sheets_and_long_values_are_as_asked_for(read):
    sampled = read(XLS, rows=5)
    assert sampled.coverage.rows_scanned == 6
    assert sampled.coverage.rows_total == 31
    assert "longer than 4 characters" in read(XLS, max_value=4).reasons
    left_out = read(XLS, selection=Selection(exclude=Patterns(tables=("숨김",))))
    assert {path[1] for path in left_out.values} == {"회원 명부"}


def test_opendocument_is_read(tmp_path, read):
    path = _ods(
        tmp_path / "a.ods",
        _ods_rows(["이메일", "메모"], ["a@b.co", "가"], ["c@d.co", "나"]),
        _ods_rows(["phone"], ["010-1234-5678"]),
    )
    reading = read(path)
    assert reading.skips == {}
    assert reading.values["a.ods", "sheet 0", "이메일"] == {"a@b.co": 1, "c@d.co": 1}
    assert reading.values["a.ods", "sheet 1", "phone"] == {"010-1234-5678": 1}


def test_binary_workbooks_are_read(tmp_path, read):
    cells = {(0, 0): "이메일", (0, 1): "금액", (1, 0): "a@b.co", (1, 1): 12.5, (2, 0): "c@d.co"}
    reading = read(_xlsb(tmp_path / "a.xlsb", cells))
    assert reading.skips == {}
    assert reading.values["a.xlsb", "회원", "이메일"] == {"a@b.co": 1, "c@d.co": 1}
    assert reading.values["a.xlsb", "회원", "금액"] == {"12.5": 1}


def test_a_packed_workbook_is_read_and_nothing_is_left_behind(tmp_path, read, monkeypatch):
    archive = tmp_path / "in" / "export.zip"
    archive.parent.mkdir()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(XLS, "2026/members.xls")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    assert "hidden@example.org" in read(archive).columns["email"]
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("make", ["far apart", "repeated", "binary"])
def test_a_sheet_too_large_for_memory_is_a_skip_and_no_crash(tmp_path, read, make):
    one = _CELL.format("x")
    if make == "far apart":
        empty = '<table:table-cell table:number-columns-repeated="16000"/>'
        rows = (
            f"<table:table-row>{one}</table:table-row>"
            f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
            f"<table:table-row>{empty}{one}</table:table-row>"
        )
        path = _ods(tmp_path / "a.ods", rows)
    elif make == "repeated":
        many = one.replace("cell ", 'cell table:number-columns-repeated="10000" ', 1)
        rows = f'<table:table-row table:number-rows-repeated="9000">{many}</table:table-row>'
        path = _ods(tmp_path / "a.ods", rows)
    else:
        path = _xlsb(tmp_path / "a.xlsb", {(0, 0): "email", (1_048_575, 16_383): "x"})
    reading = read(path)
    assert reading.values == {}
    (reason,) = reading.skips.values()
    assert "save" in reason


def test_what_is_broken_or_no_workbook_is_said(written):
    whole = XLS.read_bytes()
    for size in (600, len(whole) // 2, len(whole) - 3000):
        reading = written("a.xls", whole[:size])
        assert reading.skips, size
        assert "example.org" not in reading.reasons


def test_comments_in_an_open_document_are_said_to_be_unread(tmp_path, read):
    note = "<office:annotation><text:p>010-1234-5678</text:p></office:annotation>"
    path = _ods(
        tmp_path / "a.ods",
        _ods_rows(["이름"], ["김영희"]).replace("<text:p>김", f"{note}<text:p>김"),
    )
    reading = read(path)
    assert "comments on its cells were not read" in reading.reasons
    assert not read(_ods(tmp_path / "b.ods", _ods_rows(["이름"], ["김영희"]))).skips
