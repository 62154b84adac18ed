"""One policy text as each kind of file: what the tests of the readers read."""

import re
from html import escape
from io import BytesIO
from pathlib import Path

POLICY_BESIDE = Path(__file__).parents[3] / "shared" / "policies" / "remotemeeting.txt"
# Invented, with the same layouts as the real one.
# ruff: noqa: E501 - paragraphs are one line each
INVENTED = """\
개인정보 처리방침

달빛상회 주식회사(이하 "회사"라 함)는 이용자의 개인정보를 소중히 여기며 개인정보 보호법을 준수하고, 이용자의 권익을 보호하기 위하여 다음과 같은 처리방침을 두고 있습니다.

1. 개인정보의 수집 항목 및 수집방법

1. 수집항목

- 회원가입 시: 아이디, 비밀번호, 이름, 이메일 주소, 휴대전화번호(선택), 회사명(선택), 프로필 사진(선택), 닉네임(선택)
- 상품 주문 시: 이름, 주소, 휴대전화번호, 결제 기록, 신용카드 정보
- 고객지원 문의 시:
 - [필수 수집 정보] 이름, 이메일 주소
 - [선택 수집 정보] 전화번호, 별자리

2. 수집방법

- 홈페이지 회원가입을 통한 수집
- 고객센터 게시판을 통한 수집

2. 개인정보의 수집 및 이용 목적

1. 서비스 제공에 관한 계약 이행

콘텐츠 제공, 물품 배송, 구매 및 요금 결제

2. 회원 관리

본인 확인, 불량회원의 부정 이용 방지, 분쟁 조정을 위한 기록 보존

3. 개인정보의 제3자 제공

회사는 이용자의 동의 없이 개인정보를 제3자에게 제공하지 않습니다.

4. 개인정보의 처리위탁

수탁업체\t위탁업무 내용\t개인정보의 보유 및 이용기간
가람택배(주)\t상품 배송\t회원 탈퇴 시 또는 위탁계약 종료 시
누리페이먼츠\t구매 및 요금 결제\t회원 탈퇴 시 또는 위탁계약 종료 시

5. 개인정보의 보유 및 이용기간

- 계약 또는 청약철회 등에 관한 기록

보존 이유 : 전자상거래 등에서의 소비자보호에 관한 법률
보존 기간 : 5년

- 웹사이트 방문에 관한 기록

보존 이유 : 통신비밀보호법
보존 기간 : 3개월

6. 고지의 의무

개인정보처리방침의 내용이 바뀔 때에는 최소 7일 전부터 공지사항을 통해 알리고, 중요한 변경은 30일 전에 고지합니다.

- 공고일자 : 2024년 03월 04일
- 시행일자 : 2024년 03월 11일
"""
_MENU = "".join(
    f'<li><a href="/{place}">{words}</a></li>'
    for place, words in enumerate(["회원가입", "이벤트", "주소 관리", "개인정보의 수집 및 이용"])
)
_HEADING = re.compile(r"\d{1,2}\. .{1,40}")


def as_html(text, encoding="utf-8", *, declared=None):
    """A whole page: menus, scripts, a cookie banner and a footer around the policy."""
    return f"""<!DOCTYPE html>
<html lang="ko"><head><meta charset="{declared or encoding}"><title>달빛상회 : 처리방침</title>
<style>.blind {{display: none}}</style><script>var fields = ["주민등록번호", "여권번호"];</script>
</head><body>
<header><h1><a href="/">달빛상회</a></h1><nav><ul>{_MENU}</ul></nav></header>
<div role="dialog" class="cookie"><p>이 사이트는 쿠키, 접속 IP를 수집합니다.</p></div>
<div id="lnb"><ul>{_MENU}</ul></div>
<div id="content">
{_html_blocks(text)}
</div>
<div style="display:none">수집항목: 여권번호, 운전면허번호</div>
<footer><ul>{_MENU}</ul><address>서울시 중구 / 이메일: help@example.com</address></footer>
</body></html>""".encode(encoding, "xmlcharrefreplace")


def _html_blocks(text):
    blocks, depth, in_table = [], 0, False
    for line in text.splitlines():
        item = re.match(r"( *)- (.*)", line)
        wanted = 0 if item is None else 1 + len(item[1])
        blocks += ["<ul>"] * (wanted - depth) + ["</ul>"] * (depth - wanted)
        depth = wanted
        if ("\t" in line) != in_table:
            blocks.append("</table>" if in_table else "<table>")
            in_table = not in_table
        if item:
            blocks.append(f"<li>{escape(item[2])}</li>")
        elif in_table:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t"))
            blocks.append(f"<tr>{cells}</tr>")
        elif line.strip():
            tag = "h3" if _HEADING.fullmatch(line) else "p"
            blocks.append(f"<{tag}>{escape(line)}</{tag}>")
    return "\n".join([*blocks, "</ul>" * depth])


def as_markdown(text):
    """Headings, nested lists, a pipe table and hard line breaks."""
    lines = []
    in_table = False
    for line in text.splitlines():
        if "\t" in line:
            lines.append("| " + " | ".join(line.split("\t")) + " |")
            if not in_table:
                lines.append("|---" * len(line.split("\t")) + "|")
        elif _HEADING.fullmatch(line):
            lines += [f"## {line}", ""]
        elif line.startswith(" - "):
            lines.append(f"   {line.strip()}")
        else:
            lines.append(re.sub(r"^([^-\s].*?) : ", r"**\1** : ", line) + "  ")
        in_table = "\t" in line
    return ("---\ntitle: x\n---\n" + "\n".join(lines)).encode()


def as_docx(text):
    """Headings and lists by their styles, and a table."""
    import docx

    document = docx.Document()
    table = None
    for line in text.splitlines():
        if "\t" in line:
            cells = line.split("\t")
            table = table or document.add_table(0, len(cells))
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
            continue
        table = None
        if line.startswith(" - "):
            document.add_paragraph(line.strip()[2:], style="List Bullet 2")
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        elif line.strip():
            style = "Heading 2" if _HEADING.fullmatch(line) else None
            document.add_paragraph(line, style=style)
    return saved(document)


def saved(document):
    """A document of python-docx as bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text, *, wrap=None, draw=None):
    """Pages with running headers, page numbers, wrapped paragraphs and a ruled table.

    ``wrap`` "CJK" breaks lines anywhere, None only between words.
    """
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    font = "HYSMyeongJo-Medium"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle(
        "text", fontName=font, fontSize=10, leading=15, spaceAfter=4, wordWrap=wrap
    )

    def table(rows):
        cells = [[Paragraph(escape(cell), style) for cell in row] for row in rows]
        return Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)], repeatRows=1)

    def frame(canvas, document):
        canvas.setFont(font, 8)
        canvas.drawString(72, 800, "달빛상회 개인정보 처리방침 인쇄본")
        canvas.drawCentredString(297, 30, f"- {document.page} -")
        if draw:
            draw(canvas)

    flow, rows = [], []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            flow.append(table(rows))
            rows = []
        if line.strip():
            indent = "&nbsp;" * (len(line) - len(line.lstrip()))
            flow.append(Paragraph(indent + escape(line.strip()), style))
    out = BytesIO()
    SimpleDocTemplate(out).build(flow, onFirstPage=frame, onLaterPages=frame)
    return out.getvalue()
