"""The kinds of file that a policy may be, told from their bytes, and what reads each."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from enum import StrEnum
from io import BytesIO

from pii_scan.errors import PolicyError
from pii_scan.policy.document import Content
from pii_scan.policy.files.docx import read_docx
from pii_scan.policy.files.encoding import decode, is_binary
from pii_scan.policy.files.html import read_html
from pii_scan.policy.files.markdown import read_markdown
from pii_scan.policy.files.pdf import read_pdf
from pii_scan.policy.files.plain import split_lines


class Kind(StrEnum):
    """A kind of file that is read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


READERS: Mapping[Kind, Callable[[bytes, str], Content]] = {
    Kind.TEXT: lambda data, name: Content(split_lines(_text(data, name))),
    Kind.MARKDOWN: lambda data, name: read_markdown(_text(data, name), name),
    Kind.HTML: lambda data, name: read_html(_text(data, name), name),
    Kind.DOCX: read_docx,
    Kind.PDF: read_pdf,
}

_SAVE_AS = "Save it as DOCX, PDF, HTML or a UTF-8 text file."
# A PDF may have other bytes in front of it (ISO 32000-2, Annex I, note 3).
_PDF_WITHIN = 1024
_OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "a DOC or HWP document, or a DOCX that is locked with a password",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
# What of a zipped document only its own kind has in it.
_ZIPPED_KINDS = {
    "Contents/section0.xml": "an HWPX document",
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "an OpenDocument file",
}
_TAG = (
    r"(?:!doctype|html|head|body|div|p|h[1-6]|table|section|article|main|center|font|span"
    r"|ul|ol|dl|br|meta|style)"
)
_BEGINS_AS_HTML = re.compile(
    rf"\s*(?:<\?xml[^>]{{0,200}}\?>\s*|<!--.{{0,5000}}?-->\s*)*<{_TAG}\b", re.IGNORECASE | re.DOTALL
)
_HAS_HTML = re.compile(r"<html[\s>]|<body[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:p|div|td|li|span|h[1-6])\s*>", re.IGNORECASE)
_FEWEST_CLOSED = 5
_SEARCHED = 100_000
_MARKDOWN_BLOCK = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+", re.MULTILINE
)
_MARKDOWN_INLINE = re.compile(
    r"\*\*[^\s*][^*\n]{0,200}\*\*|\[[^\]\n]{1,100}\]\((?:https?:|mailto:|#|/|tel:)"
)


def kind_of(data: bytes, name: str) -> Kind:
    """What kind of file ``data`` is. Raises PolicyError for one that is not read here."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Kind.PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise PolicyError(f"{name}: is {kind}", _SAVE_AS)
    text = _text(data, name)[:_SEARCHED]
    has_blocks = _MARKDOWN_BLOCK.search(text) is not None
    if _HAS_HTML.search(text) or (_BEGINS_AS_HTML.match(text) and not has_blocks):
        return Kind.HTML
    if has_blocks or _MARKDOWN_INLINE.search(text):
        return Kind.MARKDOWN
    return Kind.HTML if len(_CLOSED.findall(text)) >= _FEWEST_CLOSED else Kind.TEXT


def _zipped(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise PolicyError(f"{name}: is a damaged DOCX or other zipped file", _SAVE_AS) from None
    if any(entry.startswith("word/") for entry in names):
        return Kind.DOCX
    kind = next((kind for part, kind in _ZIPPED_KINDS.items() if part in names), "a zipped file")
    raise PolicyError(f"{name}: is {kind}", _SAVE_AS)


def _text(data: bytes, name: str) -> str:
    text = decode(data)
    if text is not None:
        return text
    if is_binary(data):
        raise PolicyError(f"{name}: is a binary file, not text", _SAVE_AS)
    raise PolicyError(
        f"{name}: is text in no encoding that is known here (UTF-8, UTF-16, CP949)",
        "Save the file as UTF-8.",
    )
