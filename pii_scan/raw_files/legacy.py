"""Which encoding of the years before UTF-8 a text is in: Korean, Western, or any other's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

KOREAN, WESTERN = "cp949", "cp1252"

# So much of the lines that are not UTF-8 tells, and costs a few milliseconds.
_ENOUGH = 8 * 1024
# Of what is beyond ASCII in Korean text nearly all is Hangul; Chinese read so is half of it hanja.
_MOSTLY = 0.9
# One accented letter in another alphabet is a letter as well.
_FEWEST = 4
_BYTES = 2
_WORDS = re.compile(r"[^\W\d_]+")
# Han, and what Chinese, Japanese and Korean write beside it, which stand in one word.
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH")
_ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
ISO_2022: Final = "iso2022_jp"


def legacy_of(data: bytes) -> str:
    """The name of the codec for ``data``, whole lines that are not UTF-8.

    CP949 reads an accented letter with the letter behind it as rare Hangul, outside of EUC-KR, in
    which nearly all Korean is written; and Windows-1252 has nothing at all to say in Korean. What
    reads as neither is left to charset-normalizer, which knows the letters of languages; where
    that does not read as words of one alphabet it is the likelier of the two.
    """
    told = _lines_not_in_utf_8(data)
    beyond = [letter for letter in told.decode(KOREAN, "replace") if not letter.isascii()]
    common = sum(_is_common(letter) for letter in beyond)
    hangul = sum("가" <= letter <= "힣" and _is_common(letter) for letter in beyond)
    if hangul >= _MOSTLY * len(beyond):
        return KOREAN
    # Letters of Western languages read so are hanja as often as Hangul.
    likelier = KOREAN if common * 2 > len(beyond) and hangul * 2 > common else WESTERN
    if _reads_well(told, WESTERN):
        return WESTERN
    other = _told_by_letters(told)
    return other if other is not None and _reads_well(told, other) else likelier


def is_iso_2022(data: bytes) -> bool:
    """Whether ``data``, which is ASCII, is Japanese as it is sent by mail, in seven bits."""
    if not any(escape in data for escape in _ESCAPES):
        return False
    try:
        data[: data.rfind(b"\n") + 1].decode(ISO_2022)
    except UnicodeDecodeError:
        return False
    return True


def _lines_not_in_utf_8(data: bytes) -> bytes:
    """Those that tell: programs of two kinds write into one file."""
    told: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not _is_utf_8(line):
            told.append(line[: _ENOUGH - size])
            size += len(told[-1])
            if size >= _ENOUGH:
                break
    return b"".join(told)


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_common(letter: str) -> bool:
    """Whether it has two bytes in EUC-KR; of a rare syllable Python writes the parts, in eight."""
    try:
        return len(letter.encode("euc_kr")) == _BYTES
    except UnicodeEncodeError:
        return False


def _told_by_letters(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # of few files, and slow to import

    best = from_bytes(data).best()
    return None if best is None else best.encoding


def _reads_well(data: bytes, encoding: str) -> bool:
    """Whether ``data`` in ``encoding`` is words of one alphabet, as all who write it have them.

    A word in another alphabet than the Latin has no ASCII letters in it, and one in the Latin
    seldom has none.
    """
    text = data.decode(encoding, "replace")
    if "\ufffd" in text[:-1]:
        return False
    words = [word for word in _WORDS.findall(text) if not word.isascii()]
    letters = Counter(_alphabet(letter) for word in words for letter in word if letter > "\x7f")
    if not letters or any(
        unicodedata.category(character) == "Cc" for character in text if character > "\x7f"
    ):
        return False
    alphabet, times = letters.most_common(1)[0]
    if times < _MOSTLY * letters.total():
        return False
    mixed = sum(any(letter.isascii() for letter in word) for word in words)
    if alphabet == "LATIN":
        return mixed * 2 > len(words)
    return times >= _FEWEST and mixed * 10 < len(words)


def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return "CJK" if name.startswith(_EAST_ASIAN) else name.partition(" ")[0]
