"""Bytes as text, in whatever encoding a program wrote them.

Files are read in blocks, so the encoding is told from the beginning and each later block may still
fall back: programs of two kinds write into one file, and exports are glued together.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from pii_scan.raw_files.legacy import ISO_2022, KOREAN, WESTERN, is_iso_2022, legacy_of

HEAD = 64 * 1024
"""So much of a file's beginning tells its encoding."""

_MARKS = (  # the longer marks first: that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_THEY_ARE = ("utf-8", KOREAN, WESTERN)
# Of so many bytes in UTF-16 one is the NUL of a digit, a blank or a line end.
_NULS = 10


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a file's beginning says: the codec, and how many bytes its mark takes.

    ``width`` is the bytes of the smallest character: 1 where line ends are single bytes.
    """

    name: str
    mark: int = 0

    @property
    def width(self) -> int:
        """1, 2 or 4 bytes."""
        return 4 if "utf-32" in self.name else 2 if "utf-16" in self.name else 1

    @property
    def read_as_it_is(self) -> bool:
        """Whether a byte that ends a line, parts cells or quotes them is never part of a letter.

        In Shift-JIS, Big5 and GB18030 a backslash or a bar can be, and in UTF-16 any can.
        """
        return self.name in _AS_THEY_ARE


def encoding_of(head: bytes) -> Encoding:
    """The encoding of a file that begins with ``head``.

    A byte order mark decides; then where NULs are; then UTF-8 if it is valid or nearly so; then
    what it reads as: see ``legacy_of``.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    if (wide := _utf_32(head)) is not None:
        return Encoding(wide)
    sample = head[: len(head) // 2 * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd * _NULS > len(sample) and even * 4 < odd:
        return Encoding("utf-16-le")
    if even * _NULS > len(sample) and odd * 4 < even:
        return Encoding("utf-16-be")
    return Encoding(_single(head))


def _utf_32(head: bytes) -> str | None:
    """UTF-32 without a mark: of four bytes one or two are NUL, always the same ones."""
    sample = head[: len(head) // 4 * 4]
    first, second, third, fourth = (sample[at::4].count(0) for at in range(4))
    many = len(sample) // 4
    if many and third == fourth == many and first * _NULS < many:
        return "utf-32-le"
    if many and first == second == many and fourth * _NULS < many:
        return "utf-32-be"
    return None


def _single(data: bytes) -> str:
    if data.isascii():
        return ISO_2022 if b"\x1b" in data and is_iso_2022(data) else "utf-8"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # may end within a character
    except UnicodeDecodeError:
        return "utf-8" if _mostly_utf8(data) else legacy_of(data)
    return "utf-8"


def _mostly_utf8(data: bytes) -> bool:
    """Whether far more letters beyond ASCII are valid UTF-8 than are not."""
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    return broken * 2 < sum(not character.isascii() for character in text) - broken


@dataclass(slots=True)
class Decoder:
    """Blocks of whole lines as text. ``broken`` counts the places that were no text."""

    encoding: str
    broken: int = 0
    _legacy: str | None = None

    def text(self, data: bytes) -> str:
        """The text of ``data``, with U+FFFD where it is in no encoding that is known here."""
        try:
            return data.decode(self.encoding)
        except UnicodeDecodeError:
            pass
        if self._legacy is None:
            self._legacy = legacy_of(data) if self.encoding == "utf-8" else "utf-8"
        return "\n".join(self._line(line, self._legacy) for line in data.split(b"\n"))

    def _line(self, line: bytes, other: str) -> str:
        # Windows-1252 reads anything, so it cannot tell a broken line from its own.
        for name in (self.encoding, other):
            try:
                return line.decode(name)
            except UnicodeDecodeError:
                continue
        text = line.decode(self.encoding, errors="replace")
        self.broken += text.count("\ufffd")
        return text


def as_utf8(data: Iterator[bytes], encoding: Encoding, decoder: Decoder) -> Iterator[bytes]:
    """The blocks of a file in UTF-16 or UTF-32 as UTF-8; its mark is gone already."""
    codec = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    for block in data:
        yield _encoded(codec.decode(block), decoder)
    yield _encoded(codec.decode(b"", final=True), decoder)


def _encoded(text: str, decoder: Decoder) -> bytes:
    decoder.broken += text.count("\ufffd")
    return text.encode("utf-8", "replace")
