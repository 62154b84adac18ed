"""The letters of a log: whatever it is written in becomes UTF-8, and broken bytes are replaced."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pii_scan.sources.logs.escaped_letters import with_letters

_ANSI = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")
_ENOUGH = 64 * 1024
_FEW = 20
_FIRST_OF_LETTER = 0b11  # the high bits of a UTF-8 letter's first byte


def utf16(head: bytes) -> str | None:
    """The UTF-16 spelling, told from its mark or, without one, from where the NULs are."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[: min(len(head), _ENOUGH) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Digits, blanks and line ends make up far more than a fifth of any log line; a few letters,
    # such as the Korean one at U+AC00, have their NUL in the other place.
    if odd > len(sample) // 10 and even * _FEW < odd:
        return "utf-16-le"
    if even > len(sample) // 10 and odd * _FEW < even:
        return "utf-16-be"
    return None


def as_utf8(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Blocks in ``encoding`` as blocks in UTF-8; what is broken is replaced."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def whole_letters(line: bytes) -> bytes:
    """Without a UTF-8 letter that begins in the last three bytes: the cut may go through it."""
    for length in (1, 2, 3):
        if line[-length] >> 6 == _FIRST_OF_LETTER:
            return line[:-length]
    return line


@dataclass(slots=True)
class Decoder:
    """Lines in UTF-8 or in CP949, which holds EUC-KR, as UTF-8 in NFC without terminal colours.

    A chunk that is not UTF-8 decides for the file by which of the two fits better. In such a file
    each line is read the way it fits, since programs of both kinds write into one log; what fits
    neither is replaced.
    """

    legacy: bool | None = None
    begun: bool = False

    def utf8(self, data: bytes) -> bytes:
        """``data``, whole lines in any of the encodings."""
        if not self.begun:
            data = data.removeprefix(codecs.BOM_UTF8)
            self.begun = True
        if b"\x00" in data:
            data = data.replace(b"\x00", b" ")
        if b"\x1b" in data:
            data = _ANSI.sub(b"", data)
        data = with_letters(data)
        if data.isascii():
            return data
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = self._mixed(data)
            data = text.encode()
        if not unicodedata.is_normalized("NFC", text):
            return unicodedata.normalize("NFC", text).encode()
        return data

    def _mixed(self, data: bytes) -> str:
        if self.legacy is None:
            broken = data.decode(errors="replace").count("\ufffd")
            self.legacy = data.decode("cp949", errors="replace").count("\ufffd") < broken
        encodings = ("cp949", "utf-8") if self.legacy else ("utf-8", "cp949")
        return "\n".join(_fitting(line, encodings) for line in data.split(b"\n"))


def _fitting(line: bytes, encodings: tuple[str, str]) -> str:
    for encoding in encodings:
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode(encodings[0], errors="replace")
