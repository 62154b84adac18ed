"""The same policy gives the same declaration, whatever kind of file and encoding it is in."""

import pytest
from policy_files import INVENTED, POLICY_BESIDE, as_docx, as_html, as_markdown, as_pdf

from pii_scan.policy.read import read_policy_file

POLICIES = {
    "invented": lambda: INVENTED,
    "remotemeeting": lambda: POLICY_BESIDE.read_text(encoding="utf-8"),
}
MAKERS = {
    "cp949 text": lambda text: text.encode("cp949"),
    "utf-8 text with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 text": lambda text: text.encode("utf-16"),
    "utf-16 text, no mark, little end first": lambda text: text.encode("utf-16-le"),
    "utf-16 text, no mark, big end first": lambda text: text.encode("utf-16-be"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "html": as_html,
    "html in cp949": lambda text: as_html(text, "cp949", declared="euc-kr"),
    "html in cp949 that says utf-8": lambda text: as_html(text, "cp949", declared="utf-8"),
    "html in utf-8 that says euc-kr": lambda text: as_html(text, declared="euc-kr"),
    "html in utf-16": lambda text: as_html(text, "utf-16", declared="utf-8"),
    "html on one line": lambda text: as_html(text).replace(b"\n", b" "),
    "markdown": as_markdown,
    "markdown with windows line ends": lambda text: as_markdown(text).replace(b"\n", b"\r\n"),
    "docx": as_docx,
    "pdf": as_pdf,
}


def read_data(data, path, rulebook):
    """What is declared, but for the file and the line numbers."""
    path.write_bytes(data)
    declared = read_policy_file(path, rulebook).model_dump()
    for key in ("file", "sha256"):
        del declared["policy"][key]
    declared["unplaced"] = [entry["text"] for entry in declared["unplaced"]]
    return declared


def policy(name):
    if name == "remotemeeting" and not POLICY_BESIDE.is_file():
        pytest.skip("put remotemeeting.txt into ../shared/policies to run this")
    return POLICIES[name]()


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_of_file_declares_what_the_text_declares(tmp_path, rulebook, name, kind):
    text = policy(name)
    expected = read_data(text.encode(), tmp_path / "policy.txt", rulebook)
    # The name of a file says nothing of its kind.
    assert read_data(MAKERS[kind](text), tmp_path / "policy.bin", rulebook) == expected


def test_the_invented_policy_declares_what_its_text_says(tmp_path, rulebook):
    declared = read_data(INVENTED.encode(), tmp_path / "policy.txt", rulebook)
    assert [(p["label"], len(p["items"])) for p in declared["collection"]] == [
        ("회원가입 시", 8),
        ("상품 주문 시", 5),
        ("고객지원 문의 시", 3),
    ]
    assert [p["name"] for p in declared["processors"]] == ["가람택배(주)", "누리페이먼츠"]
    assert declared["unplaced"] == ["별자리"]


@pytest.mark.parametrize("name", POLICIES)
def test_a_pdf_whose_lines_break_inside_words_loses_blanks_at_most(tmp_path, rulebook, name):
    """No blank is printed at the end of a line, so nobody can tell whether there was one."""
    text = policy(name)

    def without_blanks(declared):
        return str(declared).replace(" ", "")

    assert without_blanks(
        read_data(as_pdf(text, wrap="CJK"), tmp_path / "policy.pdf", rulebook)
    ) == without_blanks(read_data(text.encode(), tmp_path / "policy.txt", rulebook))
