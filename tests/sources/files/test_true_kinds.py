"""Files that are called otherwise than what they are: most exports of web applications are."""

import io
import json

import openpyxl
import polars as pl
import pytest

ROWS = [(f"{n:05}", f"김민{'수준영'[n % 3]}", f"u{n}@x.example.com") for n in range(40)]
NAMES = ("회원번호", "이름", "이메일")
EXPECTED = {
    name: sorted(values) for name, values in zip(NAMES, zip(*ROWS, strict=True), strict=True)
}


RECORDS = [dict(zip(NAMES, row, strict=True)) for row in ROWS]


def delimited(by):
    return "\r\n".join(by.join(row) for row in (NAMES, *ROWS)) + "\r\n"


def page(head='<meta charset="utf-8">'):
    rows = "".join(
        f"<tr>{''.join(f'<td x:str>{cell}</td>' for cell in row)}</tr>\n" for row in (NAMES, *ROWS)
    )
    return f"<html><head>{head}</head><body><table border=1>\n{rows}</table></body></html>"


def sheet_of_2003():
    rows = "".join(
        "<Row>"
        + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)
        + "</Row>"
        for row in (NAMES, *ROWS)
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="회원">'
        f"<Table>{rows}</Table></Worksheet></Workbook>"
    )


def workbook():
    book = openpyxl.Workbook()
    for row in (NAMES, *ROWS):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parquet():
    out = io.BytesIO()
    pl.DataFrame(RECORDS).write_parquet(out)
    return out.getvalue()


LINES = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS)
ARRAY = "[" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS) + "]"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xls", delimited("\t").encode("cp949")),
        ("a.xls", delimited("\t").encode("utf-16")),
        ("a.xls", delimited(",").encode("utf-8-sig")),
        ("a.xlsx", delimited(",").encode()),
        ("a.xls", page().encode()),
        ("a.xls", page("").encode("cp949")),
        ("a.xls", page('<meta charset="euc-kr">').encode("cp949")),
        ("a.xls", page("").encode("utf-16")),
        ("a.csv", page().encode()),
        ("a.xls", f"<table><tr><td>{page()}</td></tr></table>".encode()),
        ("a.xls", sheet_of_2003().encode()),
        ("a.xls", workbook()),
        ("a.csv", workbook()),
        ("a.csv", parquet()),
        ("a.json", LINES.encode()),
        ("a.jsonl", ARRAY.encode()),
        ("a.txt", delimited("\t").encode("cp949")),
        ("a.dat", delimited("|").encode()),
    ],
)
def test_a_file_is_read_as_what_it_is(written, name, data):
    reading = written(name, data)
    assert reading.skips == {}
    assert {name: sorted(values) for name, values in reading.columns.items()} == EXPECTED
    assert reading.coverage.rows_scanned == reading.coverage.rows_total == len(ROWS)


def test_all_tables_of_a_page_and_sheets_are_read(written):
    other = "<table><tr><th>전화</th><td></td></tr><tr><td>010-1234-5678<br>010-2</td></tr></table>"
    reading = written("a.xls", (page() + other).encode())
    assert {path[:-1] for path in reading.values} == {("a.xls", "table 1"), ("a.xls", "table 2")}
    assert "010-1234-5678\n010-2" in str(reading.values).replace("\\n", "\n")


def test_what_is_no_table_is_said(written):
    assert "is no Excel workbook" in written("a.xls", bytes(range(256)) * 4).reasons
    assert written("b.xls", b"<html><table></table></html>").skips == {
        "b.xls": "is a web page or XML in which there is no table"
    }
    bad = sheet_of_2003().replace(
        "<Worksheet", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Worksheet"
    )
    assert "root:" not in str(written("c.xls", bad.replace("김민수", "&e;").encode()).values)
