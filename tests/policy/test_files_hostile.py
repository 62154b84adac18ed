"""Files that are broken, huge or made to do harm: a clear message, or what can honestly be read."""

import time
import zipfile
from contextlib import suppress
from io import BytesIO
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from policy_files import INVENTED, as_docx, as_html, as_pdf

from pii_scan.errors import PolicyError
from pii_scan.policy.files.html import read_html
from pii_scan.policy.files.markdown import read_markdown
from pii_scan.policy.read import read_policy_file
from pii_scan.policy.text import read_policy_text


def zipped(parts):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx_of(body, **parts):
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    return zipped({"word/document.xml": document, **parts})


def locked_pdf():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "We collect your name and your e-mail address when you sign up.")
    canvas.save()
    return out.getvalue()


def scanned_pdf(pages=1, words=""):
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    if words:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


BILLION_LAUGHS = (
    '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 100
    + '"><!ENTITY c "'
    + "&b;" * 100
    + '"><!ENTITY d "'
    + "&c;" * 1000
    + '">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>"
)
REFUSED = {
    "damaged pdf": (lambda: b"%PDF-1.7\n...", "is a damaged PDF"),
    "cut pdf": (lambda: as_pdf(INVENTED)[:2000], "PDF"),
    "locked pdf": (locked_pdf, "is locked with a password"),
    "scanned pdf": (scanned_pdf, "is a PDF without text"),
    "damaged zip": (lambda: b"PK\x03\x04rest", "is a damaged DOCX"),
    "cut docx": (lambda: as_docx(INVENTED)[:-100], "is a damaged DOCX"),
    "empty docx": (lambda: docx_of(""), "without text"),
    "docx of nothing": (lambda: zipped({"word/x.xml": "<a/>"}), "without a text"),
    "docx that is no xml": (lambda: zipped({"word/document.xml": "<a"}), "is a damaged DOCX"),
    "zip bomb": (lambda: zipped({"word/document.xml": b" " * 60_000_000}), "unpacks to more"),
    "entities": (lambda: zipped({"word/document.xml": BILLION_LAUGHS}), "without text|damaged"),
    "deep docx": (
        lambda: docx_of("<w:tbl><w:tr><w:tc>" * 1000 + "</w:tc></w:tr></w:tbl>" * 1000),
        "is a damaged DOCX",
    ),
    "hwpx": (lambda: zipped({"Contents/section0.xml": "<a/>"}), "is an HWPX document"),
    "xlsx": (lambda: zipped({"xl/workbook.xml": "<a/>"}), "is a spreadsheet"),
    "zip": (lambda: zipped({"policy.txt": INVENTED}), "is a zipped file"),
    "hwp": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is a DOC or HWP"),
    "rtf": (lambda: b"{\\rtf1 policy}", "is an RTF"),
    "image": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "is an image"),
    "empty page": (lambda: b"<!DOCTYPE html><html></html>", "is a web page without text"),
    "page of scripts": (
        lambda: b"<html><body><div id=app></div><script>collect('name')</script></body></html>",
        "loaded by scripts",
    ),
    "page of a frame": (
        lambda: b"<html><body><iframe src=/policy.html></iframe></body></html>",
        "in a frame",
    ),
    "too deep page": (lambda: b"<table><tr><td>" * 3000 + b"name", "nested so deeply"),
    "random": (lambda: bytes(range(256)) * 40, "binary|no encoding"),
    "not a policy": (
        lambda: as_html("오늘의 날씨\n\n서울은 맑고 부산은 흐립니다.\n\n1. 내일\n\n비가 옵니다."),
        "no collection point and no item",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_file_and_what_to_do(tmp_path, rulebook, kind):
    make, said = REFUSED[kind]
    path = tmp_path / "policy.txt"
    path.write_bytes(make())
    with pytest.raises(PolicyError, match=said) as caught:
        read_policy_file(path, rulebook)
    assert "policy.txt" in caught.value.message
    assert caught.value.hint


def test_a_page_that_is_an_image_is_listed_as_not_placed(tmp_path, rulebook):
    path = tmp_path / "policy.pdf"
    path.write_bytes(scanned_pdf(2, words="Information we collect: name, email address, phone"))
    unplaced = read_policy_file(path, rulebook).unplaced
    assert [(entry.text, entry.page) for entry in unplaced] == [
        ("page 2 is an image without text", 2),
        ("page 3 is an image without text", 3),
    ]


def test_a_frame_beside_the_policy_is_listed_as_not_placed(tmp_path, rulebook):
    path = tmp_path / "policy.html"
    frames = (
        b'<iframe src="/items.html"></iframe><iframe src="https://www.youtube.com/x"></iframe>'
        b'<iframe src="/hidden.html" style="display:none"></iframe>'
    )
    path.write_bytes(as_html(INVENTED).replace(b"</h3>", b"</h3>" + frames, 1))
    texts = [entry.text for entry in read_policy_file(path, rulebook).unplaced]
    assert texts == ["a frame that shows another page: /items.html", "별자리"]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", [as_html, as_docx, as_pdf], ids=lambda make: make.__name__)
def test_a_file_with_changed_bytes_is_read_or_refused(tmp_path, kind, seed):
    random = Random(seed)
    data = bytearray(kind(INVENTED))
    for _ in range(random.choice([1, 3, 10])):
        data[random.randrange(len(data))] = random.randrange(256)
    path = tmp_path / "policy"
    path.write_bytes(data)
    # Any other exception is a crash, and an empty policy would look like one that was read.
    with suppress(PolicyError):
        assert read_policy_text(path).lines


def test_a_part_that_does_not_unpack_is_damaged(tmp_path):
    data = bytearray(as_docx(INVENTED))
    begin = data.index(b"word/document.xml") + 17
    data[begin : begin + 40] = bytes(range(40))
    path = tmp_path / "policy.docx"
    path.write_bytes(data)
    with pytest.raises(PolicyError, match="damaged"):
        read_policy_text(path)


def test_control_characters_around_what_is_hidden_do_no_harm(tmp_path):
    path = tmp_path / "policy.html"
    path.write_text("<p>이&#1;름<script>x</script>&#2;, 이메일</p><pre>가&#3;<br>&#4;나</pre>" * 3)
    assert [line.text for line in read_policy_text(path).lines][:3] == ["이름, 이메일", "가", "나"]


@pytest.mark.parametrize("depth", [100, 600])
def test_deeply_nested_tables_lose_no_text(tmp_path, depth):
    path = tmp_path / "policy.html"
    path.write_text("<table><tr><td>" * depth + "이름" + "</td></tr></table>" * depth)
    assert [line.text for line in read_policy_text(path).lines] == ["이름"]


def test_a_few_broken_bytes_cost_only_the_words_that_hold_them(tmp_path, rulebook):
    path = tmp_path / "policy.txt"
    for encoding in ("utf-8", "cp949"):
        data = INVENTED.encode(encoding).replace("닉네임".encode(encoding), b"\xff\xfe", 1)
        path.write_bytes(data)
        declaration = read_policy_file(path, rulebook)
        assert len(declaration.collection[0].items) == 7, encoding
        assert len(declaration.unplaced) == 2, encoding


@pytest.mark.parametrize(
    ("rows", "span"), [(1, 'colspan="999999999"'), (3000, 'rowspan="99999999999"')]
)
def test_a_span_of_millions_is_no_more_than_the_table(tmp_path, rows, span):
    path = tmp_path / "policy.html"
    long = "가" * 3000
    body = f"<tr><td {span}>{long}</td><td>이름</td></tr>" + "<tr><td>이메일</td></tr>" * rows
    path.write_text(f"<html><body><table>{body}</table></body></html>")
    lines = read_policy_text(path).lines
    assert sum(len(line.text) + sum(map(len, line.cells)) for line in lines) < 200_000


def test_no_entity_image_or_style_sheet_is_fetched(tmp_path, monkeypatch):
    import socket

    def refuse(*_):
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    secret = tmp_path / "secret.txt"
    secret.write_text("여권번호")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    page = tmp_path / "policy.html"
    page.write_text(
        f"{outside}<html><head><link rel=stylesheet href=http://x.example/a.css></head><body>"
        '<img src="http://x.example/a.png"><p>&x; 이름, 이메일</p></body></html>'
    )
    document = tmp_path / "policy.docx"
    document.write_bytes(
        zipped(
            {
                "word/document.xml": outside
                + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                "<w:body><w:p><w:r><w:t>이름 &x;</w:t></w:r></w:p></w:body></w:document>"
            }
        )
    )
    for path in (page, document):
        assert "여권번호" not in str(read_policy_text(path))


def test_a_page_of_ten_megabytes_of_scripts_and_images_is_read(tmp_path):
    image = b'<img src="data:image/png;base64,' + b"A" * 5_000_000 + b'">'
    script = b"<script>" + b"collect('name');" * 300_000 + b"</script>"
    page = as_html(INVENTED)
    path = tmp_path / "policy.html"
    path.write_bytes(page)
    plain = read_policy_text(path).lines
    path.write_bytes(page.replace(b"</h3>", b"</h3>" + image + script, 1))
    begin = time.process_time()
    assert [line.text for line in read_policy_text(path).lines] == [line.text for line in plain]
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            "<tr><td>회원가입</td><td>이름<br>이메일</td></tr>" * 40_000,
            "40,0.. lines of text, too much",
        ),
        ("<p>가</p>" * 30_000, "30,0.. lines of text, too much"),
        ("가나다라 마바사 " * 300_000, "letters of text, too much"),
    ],
    ids=["rows", "lines", "words"],
)
def test_more_text_than_any_policy_has_is_refused_within_seconds(tmp_path, more, said):
    path = tmp_path / "policy.html"
    path.write_bytes(as_html(INVENTED).replace(b"</table>", more.encode() + b"</table>", 1))
    begin = time.process_time()
    with pytest.raises(PolicyError, match=said):
        read_policy_text(path)
    assert time.process_time() - begin < 30


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<table> </table> <tr> <td> <td_rowspan=3> <td_colspan=0> <th> <caption>".split(),
                *"<ul> <ol_start=-1> <li> </li> </ul> <dl> <dt> <dd> </dl> <h2> </h2>".split(),
                *"<br> <p> </p> <b> </b> <a> </a> <pre> </pre> <textarea> <div_hidden>".split(),
                *"</div> <button> </button> &nbsp; 1. 이름, |".split(),
            ]
        ),
        max_size=60,
    )
)
def test_any_order_of_tags_is_read_and_numbers_rise(parts):
    page = "<html><body>끝" + "".join(parts).replace("_", " ")
    lines = read_html(page, "policy.html").lines
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert all(line.text == line.text.strip() != "" for line in lines)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<table> </table> <tr> </tr> <td> <td_rowspan=2> <td_colspan=3> <th>".split(),
                *"<ul> <ol> <li> </li> </ul> <dl> <dt> <dd> </dl> <h2> </h2> <tbody>".split(),
                *"<br> <p> </p> <b> </b> <pre> </pre> <div> </div> <button> <form>".split(),
                *"</form> <section>".split(),
                *["word"] * 12,
            ]
        ),
        max_size=50,
    )
)
def test_no_word_of_a_page_is_lost_in_any_order_of_tags(parts):
    words = [f"말{number}끝" for number, part in enumerate(parts) if part == "word"]
    body = "".join(f"말{n}끝" if p == "word" else p.replace("_", " ") for n, p in enumerate(parts))
    lines = read_html(f"<html><body>처음 {body}</body></html>", "policy.html").lines
    shown = "".join(line.text + "".join(line.cells) for line in lines)
    assert [word for word in words if word not in shown] == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"# - 1. 2) ** __ | |- > ``` <td> <table> </table> <br> [a](b) 이름".split(),
                *"--- * <!--".split(),
                *("\n", "\n\n", "\t", " ", "\\", "![x](y)"),
            ]
        ),
        max_size=60,
    )
)
@example(["<table>", "\n\n", "-", "\t", "</table>"])
@example(["- ", "<table>", "\n\n", "- ", "이름", "\n\n", "</table>", "\n", "이름"])
def test_any_markdown_is_read_and_numbers_rise(parts):
    lines = read_markdown("".join(parts), "policy.md").lines
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
