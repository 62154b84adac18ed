"""PDF: paragraphs, lists and tables put together again from what is printed where."""

from io import BytesIO

import pytest
from policy_files import as_pdf
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from pii_scan.policy.files.pdf import read_pdf
from pii_scan.policy.read import read_policy_file

FONT = "HYSMyeongJo-Medium"
LONG = (
    "회사는 이용자의 개인정보를 처리방침에서 알린 범위 안에서만 이용하며 그 범위를 넘지 않습니다. "
)
STYLE = ParagraphStyle("text", fontName=FONT, fontSize=10, leading=15)


@pytest.fixture(autouse=True)
def font():
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def built(flow):
    out = BytesIO()
    SimpleDocTemplate(out).build(flow)
    return out.getvalue()


def drawn(*texts, pages=1):
    """Each text is (x, y from the top, words) or with a size behind it, on each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for _ in range(pages):
        for x, y, words, *size in texts:
            canvas.setFont(FONT, *(size or [10]))
            canvas.drawString(x, 842 - y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def table(rows, *spans):
    cells = [[Paragraph(cell.replace("\n", "<br/>"), STYLE) for cell in row] for row in rows]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    return Table(cells, style=[grid, *(("SPAN", *span) for span in spans)])


def shown(data):
    return [line.cells or line.text for line in read_pdf(data, "policy.pdf").lines]


def test_a_paragraph_is_one_line_and_a_list_one_line_each():
    items = "이름, 주소, " * 20
    text = f"{LONG * 4}\n- 회원가입 시: 이름, 이메일\n- 이벤트 응모 시: {items}국가\n1. 끝"
    # Of a single page nobody can tell that its first line runs over all pages.
    assert shown(as_pdf(text))[1:] == [" ".join(line.split()) for line in text.split("\n")]


def test_running_heads_and_page_numbers_are_left_out():
    lines = shown(as_pdf("\n".join(f"{number}. {LONG}" for number in range(1, 90))))
    assert lines == [f"{number}. {LONG}".strip() for number in range(1, 90)]


def test_cells_that_span_rows_and_columns_and_wrap():
    rows = [
        ["시점", "구분", "항목"],
        ["회원가입", "필수", "이름\n이메일"],
        ["", "선택", LONG * 2],
        ["문의", "전화번호", ""],
    ]
    spans = (((0, 1), (0, 2)), ((1, 3), (2, 3)))
    assert shown(built([table(rows, *spans)])) == [
        ("시점", "구분", "항목"),
        ("회원가입", "필수", "이름\n이메일"),
        ("회원가입", "선택", (LONG * 2).strip()),
        ("문의", "전화번호", "전화번호"),
    ]


def test_a_table_over_two_pages_is_one_with_one_head():
    rows = [["수탁업체", "업무"], *([f"업체 {number}", "배송"] for number in range(90))]
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
    lines = shown(built([Table(cells, style=grid, repeatRows=1)]))
    assert lines == [tuple(row) for row in rows]


def test_a_frame_around_text_is_no_table():
    assert shown(built([table([[LONG]])])) == [LONG.strip()]


def test_columns_without_rules_are_cells_and_a_number_before_its_text_is_none():
    data = drawn(
        *((72, 100, "수탁업체의 이름"), (300, 100, "위탁하는 업무")),
        *((72, 120, "가람택배 주식회사"), (300, 120, "상품의 배송")),
        *((72, 140, "1."), (110, 140, "개인정보의 파기 절차")),
    )
    assert shown(data) == [
        ("수탁업체의 이름", "위탁하는 업무"),
        ("가람택배 주식회사", "상품의 배송"),
        "1. 개인정보의 파기 절차",
    ]


def test_a_page_of_two_columns_is_read_column_by_column():
    left = [
        (50, 150 + 15 * n, f"{n}) 왼쪽 단의 글은 오른쪽보다 먼저 읽습니다 {n}") for n in range(12)
    ]
    right = [
        (312, 150 + 15 * n, f"{n}) 오른쪽 단의 글은 왼쪽보다 나중입니다 {n}") for n in range(12)
    ]
    title = (50, 110, "두 단으로 된 쪽의 제목은 두 단 위에 걸쳐 있고 다른 글보다 먼저 읽힙니다")
    lines = shown(drawn(title, *left, *right))
    assert lines == [words for _, _, words in (title, *left, *right)]


def test_larger_print_is_a_heading_and_lines_have_their_page():
    body = [(72, 200 + 15 * n, f"{n}) 본문 글자입니다 {n}") for n in range(9)]
    data = drawn((72, 100, "개인정보 처리방침", 18), (72, 160, "수집 항목", 13), *body, pages=2)
    lines = read_pdf(data, "policy.pdf").lines
    assert [line.level for line in lines] == [1, 2, *[None] * 9] * 2
    assert [line.page for line in lines] == [1] * 11 + [2] * 11


def test_what_is_not_placed_has_its_page(tmp_path, rulebook):
    path = tmp_path / "policy.pdf"
    text = "1. 수집 항목\n" + f"{LONG}\n" * 60 + "- 회원가입 시: 이름, 이메일, 별자리"
    path.write_bytes(as_pdf(text))
    unplaced = read_policy_file(path, rulebook).unplaced
    assert [(entry.text, entry.page) for entry in unplaced] == [("별자리", 2)]
