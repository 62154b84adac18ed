"""A policy file as a small neutral document: numbered lines, some of them rows of a table.

Nothing here knows what a policy means; ``read.py`` does. Further file kinds (HTML, DOCX, PDF)
end in the same ``PolicyText``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path

from pii_scan.errors import PolicyError

# The longest policies published are some hundred kilobytes; a bigger file is a mistake.
_LARGEST_FILE = 10_000_000
_SAVE_AS_TEXT = "Save its text as a UTF-8 text file, with table cells separated by tabs."
_OTHER_KINDS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a DOCX, HWPX or other zipped document",
    b"\xd0\xcf\x11\xe0": "a DOC, HWP or other Office document",
    b"{\\rtf": "an RTF document",
}
_LINE_END = re.compile(r"\r\n|\r|\n")
# Characters that are seen as a space or not at all, and would keep equal words apart.
_SPACES = dict.fromkeys(map(ord, "\x0b\x0c\x85\xa0\u2028\u2029\u3000"), " ")
_INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff"))
_MARKDOWN_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a policy, not empty.

    ``number`` counts from 1. ``indent`` is the number of blanks before ``text``, which is NFC and
    has none around it. A row of a table has two or more ``cells``, some of which may be empty;
    any other line has none.
    """

    number: int
    indent: int
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as its lines: ``file`` is its name without a folder, ``sha256`` is of its bytes."""

    file: str
    sha256: str
    lines: tuple[Line, ...]


def read_policy_text(path: Path) -> PolicyText:
    """The lines of a plain text file in UTF-8, UTF-16 with a byte order mark, or CP949 (EUC-KR).

    Raises PolicyError when the file is missing, unreadable, empty, too large or not plain text.
    """
    data = _read(path)
    text = _decode(data, path)
    if re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", text, re.IGNORECASE
    ):
        raise PolicyError(f"{path}: is an HTML page, not plain text", _SAVE_AS_TEXT)
    lines = split_lines(text)
    if not lines:
        raise PolicyError(f"{path}: is empty", "Name the file that holds the policy's text.")
    return PolicyText(path.name, hashlib.sha256(data).hexdigest(), lines)


def split_lines(text: str) -> tuple[Line, ...]:
    """``text`` as lines, empty ones left out but counted.

    Cells are separated by tabs, or by upright bars as Markdown does: ``| a | b |``.
    """
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        tidy = _printable(
            unicodedata.normalize("NFC", raw.translate(_SPACES).translate(_INVISIBLE))
        )
        content = tidy.strip()
        cells = _cells(tidy)
        if content and not (cells and _MARKDOWN_RULE.fullmatch(content)):
            indent = len(tidy) - len(tidy.lstrip())
            lines.append(Line(number, indent, " ".join(content.split()), cells))
    return tuple(lines)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PolicyError(
                f"{path}: is larger than {_LARGEST_FILE // 1_000_000} MB, too large for a policy",
                "Name the file that holds the policy's text.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise PolicyError(f"{path}: no such file", "Check the path.") from None
    except IsADirectoryError:
        raise PolicyError(f"{path}: is a folder", "Name the policy file in it.") from None
    except OSError as cause:
        raise PolicyError(
            f"{path}: cannot be read: {cause.strerror}", "Check its permissions."
        ) from None
    except ValueError:  # a NUL in the path
        raise PolicyError(f"{path!r}: is no path", "Check the path.") from None


def _decode(data: bytes, path: Path) -> str:
    for magic, kind in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise PolicyError(f"{path}: is {kind}, not plain text", _SAVE_AS_TEXT)
    if data.startswith(BOM_UTF8):
        encodings = ["utf-8-sig"]
    elif data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8", "cp949", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "cp949" and not _is_likely_korean(text):
            continue
        if _is_binary(text):
            raise PolicyError(f"{path}: is a binary file, not text", _SAVE_AS_TEXT)
        return text
    raise PolicyError(
        f"{path}: is text in no encoding that is known here (UTF-8, UTF-16, CP949)",
        "Save the file as UTF-8.",
    )


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


def _is_binary(text: str) -> bool:
    controls = sum(unicodedata.category(character) == "Cc" for character in text)
    breaks = sum(map(text.count, "\n\r\t\x0b\x0c"))
    return "\0" in text or (controls - breaks) * 100 > len(text)


def _printable(text: str) -> str:
    """``text`` without control characters; only the tab means something inside a line."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c == "\t" or unicodedata.category(c) not in {"Cc", "Cs"})


def _cells(text: str) -> tuple[str, ...]:
    if "\t" in text.strip():
        parts = text.rstrip().split("\t")
    elif text.count("|") > 1 and text.strip().startswith("|"):
        parts = text.strip().removeprefix("|").removesuffix("|").split("|")
    elif " | " in text:
        parts = text.split(" | ")
    else:
        return ()
    cells = tuple(" ".join(part.split()) for part in parts)
    # A single cell behind tabs is an indented line.
    return cells if len([cell for cell in cells if cell]) > 1 else ()
