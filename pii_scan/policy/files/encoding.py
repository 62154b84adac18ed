"""Bytes as text, whatever encoding a Korean or a Western company saved them in."""

from __future__ import annotations

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

# A page names its encoding within its first 1024 bytes (HTML standard, 4.2.5.4); many do later.
_DECLARED = re.compile(rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)  # fmt: skip  # noqa: E501
_SEARCHED = 4096
# What browsers read under these names holds more characters (Encoding standard, 4.2).
_WIDER = {
    "euc_kr": "cp949",
    "ksx1001": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# But for what ends a line or parts words.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Letters of the languages that are read here, ASCII and punctuation.
_WRITTEN = re.compile(
    "[\\s!-~\u00a0-\u024f\u2000-\u206f\u3000-\u30ff\u3130-\u318f\u4e00-\u9fff가-힣\uff00-\uffef]"
)
_MOSTLY = 0.9
# Said of pages in any encoding by servers and editors that do not know.
_SAYS_NOTHING = {"ascii", "iso8859-1", "cp1252", "utf-8"}
# Of so many characters beyond ASCII one may be broken.
_MOST_BROKEN = 20
# Western text holds at least so many characters for each that is not ASCII.
_WESTERN_ASCII = 3


def decode(data: bytes) -> str | None:
    """The text in ``data``; None where it is in no encoding that is known here, or no text.

    A byte order mark decides; then valid UTF-8; then the encoding that a page declares, if that
    is true; then CP949 (EUC-KR) and Windows-1252. A few broken characters of a text come back as
    U+FFFD, so that a word that holds one is not taken for another.
    """
    for mark, encoding in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            bare = data.removeprefix(mark)
            marked = _strictly(bare, encoding)
            return _checked(marked if marked is not None else _with_gaps(bare, encoding))
    if b"\0" in data[:_SEARCHED]:
        return _checked(_utf_16(data))
    text = _strictly(data, "utf-8")
    if text is None:
        declared = _declared(data)
        text = _strictly(data, declared) if declared else None
    if text is None:
        korean = _strictly(data, "cp949")
        text = korean if korean is not None and _is_likely_korean(korean) else None
    for encoding in ("utf-8", "cp949"):
        text = text if text is not None else _with_gaps(data, encoding)
    return _checked(text if text is not None else _western(data))


def is_binary(data: bytes) -> bool:
    """Whether ``data`` that is no known text looks like a program's file."""
    sample = data[:_SEARCHED].decode("latin-1")
    return len(re.findall(r"[\x00-\x08\x0e-\x1f]", sample)) * 100 > len(sample)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_gaps(data: bytes, encoding: str) -> str | None:
    """A text with a few broken characters; None where they are many."""
    text = data.decode(encoding, errors="replace")
    beyond_ascii = sum(not character.isascii() for character in text)
    broken = text.count("\ufffd")
    if broken * _MOST_BROKEN >= beyond_ascii:
        return None
    return text if encoding != "cp949" or _is_likely_korean(text) else None


def _western(data: bytes) -> str | None:
    """Windows-1252, of which any bytes are some text: mostly ASCII, or it is broken Korean."""
    text = _strictly(data, "cp1252")
    if text is None:
        return None
    beyond_ascii = sum(not character.isascii() for character in text)
    return text if beyond_ascii * _WESTERN_ASCII <= len(text) else None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_SEARCHED])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    name = _WIDER.get(name, name)
    # Some names are those of Python's own transformations, which are no text encodings.
    is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    return name if is_text and name not in _SAYS_NOTHING else None


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: most NULs, those of blanks and line ends, are at odd or even places.

    Some Korean letters hold one as well: 저 is U+C800.
    """
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) * 2 > max(even, odd):
        return None
    text = _strictly(data, "utf-16-be" if even > odd else "utf-16-le")
    if text is None or "\0" in text:
        return None
    return text if len(_WRITTEN.findall(text)) >= len(text) * _MOSTLY else None


def _checked(text: str | None) -> str | None:
    if text is None or "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        return None
    return text


def _is_likely_korean(text: str) -> bool:
    """False for Western text whose curly quotes, with the letter behind, CP949 reads as Hangul.

    Such pairs lie outside EUC-KR, the part of CP949 in which nearly all Korean is written.
    """
    beyond_ascii = [character for character in text if not character.isascii()]
    common = 0
    for character in beyond_ascii:
        try:
            character.encode("euc_kr")
        except UnicodeEncodeError:
            continue
        common += 1
    return common * 2 > len(beyond_ascii)
