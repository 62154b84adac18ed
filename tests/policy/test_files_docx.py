"""Word documents: the numbers, tables and texts that Word shows, and nothing it does not."""

from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from policy_files import saved

from pii_scan.policy.files.docx import read_docx

WORDS = nsdecls("w")
BOX = "<w:p><w:r><w:t>상자</w:t></w:r></w:p>"


def shown(document):
    lines = read_docx(saved(document), "policy.docx").lines
    return [line.cells or " " * line.indent + line.text for line in lines]


def numbered(document, levels):
    """A list of its own: ``levels`` are (format, text, start) of each level."""
    numbering = document.part.numbering_part.element
    number = 90 + len(numbering.findall(qn("w:num")))
    inside = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text, start) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {WORDS} w:abstractNumId="{number}">{inside}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {WORDS} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
    )

    def add(depth, text):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(  # noqa: SLF001
            parse_xml(
                f'<w:numPr {WORDS}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
            )
        )

    return add


def test_automatic_numbers_are_as_word_shows_them():
    document = docx.Document()
    add = numbered(
        document,
        [
            ("decimal", "제%1조", 1),
            ("ganada", "%2.", 1),
            ("decimalEnclosedCircle", "%3", 1),
            ("decimal", "%1.%4)", 3),
        ],
    )
    for depth, text in [(0, "수집"), (1, "항목"), (1, "방법"), (2, "필수"), (2, "선택")]:
        add(depth, text)
    for depth, text in [(0, "보유"), (1, "기간"), (3, "법령")]:
        add(depth, text)
    assert shown(document) == [
        *("제1조 수집", "  가. 항목", "  나. 방법", "    ① 필수", "    ② 선택"),
        *("제2조 보유", "  가. 기간", "      2.3) 법령"),
    ]


def test_bullets_of_symbol_fonts_and_numbers_that_start_elsewhere():
    document = docx.Document()
    bullet = numbered(document, [("bullet", "\uf0b7", 1), ("bullet", "■", 1)])
    bullet(0, "이름")
    bullet(1, "이메일")
    count = numbered(document, [("upperRoman", "%1.", 4)])
    count(0, "가입")
    assert shown(document) == ["- 이름", "  ■ 이메일", "IV. 가입"]


def test_headings_have_levels_and_bold_paragraphs_the_lowest():
    document = docx.Document()
    document.add_heading("수집 항목", 2)
    document.add_paragraph().add_run("회원가입").bold = True
    document.add_paragraph("이름")
    lines = read_docx(saved(document), "policy.docx").lines
    assert [(line.text, line.level) for line in lines] == [
        *(("수집 항목", 2), ("회원가입", 7), ("이름", None)),
    ]


def test_merged_cells_of_a_table():
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, cells in enumerate(
        ["구분 필수 선택", "가입 이름 주소", "x 이메일 성별", "문의 전화 x"]
    ):
        for column, text in enumerate(cells.split()):
            table.cell(row, column).text = text if text != "x" else ""
    table.cell(1, 0).merge(table.cell(2, 0)).text = "가입"
    table.cell(3, 1).merge(table.cell(3, 2)).text = "전화\n내용"
    assert shown(document) == [
        ("구분", "필수", "선택"),
        ("가입", "이름", "주소"),
        ("가입", "이메일", "성별"),
        ("문의", "전화\n내용", "전화\n내용"),
    ]


def test_a_table_in_a_table_is_read_in_its_place():
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "위탁"
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "가람택배", "배송"
    assert shown(document) == ["위탁", ("가람택배", "배송")]


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:ins><w:r><w:t>이름</w:t></w:r></w:ins>", "이름"),
        ("<w:del><w:r><w:delText>여권번호</w:delText></w:r></w:del>", ""),
        ("<w:moveFrom><w:r><w:t>여권번호</w:t></w:r></w:moveFrom>", ""),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>여권번호</w:t></w:r>", ""),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>이름</w:t></w:r>', "이름"),
        ("<w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:r><w:t>이름</w:t></w:r>", "이름"),
        ("<w:hyperlink><w:r><w:t>이름</w:t></w:r></w:hyperlink>", "이름"),
        ("<w:smartTag><w:r><w:t>이름</w:t></w:r></w:smartTag>", "이름"),
        ("<w:sdt><w:sdtContent><w:r><w:t>이름</w:t></w:r></w:sdtContent></w:sdt>", "이름"),
        (f"<w:r><w:pict><w:txbxContent>{BOX}</w:txbxContent></w:pict></w:r>", "상자"),
    ],
)
def test_what_word_shows_is_read_and_nothing_else(run, text):
    document = docx.Document()
    document.add_paragraph("처음")
    paragraph = parse_xml(f"<w:p {WORDS}>{run}</w:p>")
    document.element.body.insert(1, paragraph)
    assert shown(document) == ["처음", *([text] if text else [])]


def test_line_breaks_and_tabs_in_a_paragraph():
    document = docx.Document()
    document.add_paragraph("수탁업체\t업무\n가람택배\t배송")
    assert shown(document) == [("수탁업체", "업무"), ("가람택배", "배송")]


def test_rows_in_a_content_control_and_the_table_of_contents():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "가", "나"
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    body = document.element.body
    body.insert(0, control)
    control.append(content)
    content.append(table._tbl)  # noqa: SLF001
    contents = document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("1. 수집 항목\t3", style=contents)
    assert shown(document) == [("가", "나")]


def test_lines_lead_to_the_paragraph():
    document = docx.Document()
    for text in ["가", "", "나"]:
        document.add_paragraph(text)
    lines = read_docx(BytesIO(saved(document)).getvalue(), "policy.docx").lines
    assert [(line.number, line.text) for line in lines] == [(1, "가"), (3, "나")]
