"""A text file as bytes that can be read line by line: unpacked, and never in UTF-16.

Files in UTF-8, CP949 or Windows-1252 stay as they are, since their line ends are bytes of no other
letter; others become UTF-8 on the way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from pii_scan.model import Reason
from pii_scan.raw_files.compression import Readable, Unpacked, unpacked
from pii_scan.raw_files.encodings import Decoder, Encoding, as_utf8, encoding_of
from pii_scan.raw_files.failures import EMPTY
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.parts import BytesRead, DataFile, FilePart, Unread

HEAD = 512 * 1024
"""So much of a file tells what it holds."""

# A text with more of these than one in so many bytes is a program's file. Tabs, escapes and what
# parts cells (\x01, \x1c to \x1f) are no sign of that; a few NULs pad cells.
_CONTROLS = re.compile(rb"[\x00\x02-\x08\x0e-\x1a]")
_BINARY = 50
_FEW = 8


@dataclass(slots=True)
class TextStream:
    """The bytes of a text from its beginning, its mark left out.

    ``head`` are the first of the bytes that ``read`` gives, at most HEAD. ``mark`` is how many
    bytes stand before them in the file. ``plain`` is true where they are bytes of the file itself,
    so that one can seek in it.
    """

    raw: BinaryIO = field(repr=False)
    unpacked: Unpacked = field(repr=False)
    encoding: Encoding
    decoder: Decoder
    head: bytes = field(repr=False)
    _source: Readable = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether ``head`` is all there is."""
        return len(self.head) < HEAD

    @property
    def plain(self) -> bool:
        """Whether places in the file are places in the text."""
        return self.unpacked.kind is None and self.encoding.read_as_it_is

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; nothing at the end. Raises BrokenFileError."""
        return self._source.read(size)

    def text(self, data: bytes) -> str:
        """Whole lines as text, without NULs: programs pad with them."""
        return self.decoder.text(data).replace("\x00", "")

    def head_text(self) -> str:
        """``head`` as text that ends with a whole line; nothing is counted as broken."""
        text = Decoder(self.decoder.encoding).text(self.head).replace("\x00", "")
        if self.whole:
            return text
        end = text.rfind("\n" if "\n" in text else "\r") + 1
        return text[:end] or text

    def broken(self) -> list[Unread]:
        """What to say of bytes that are no text."""
        if not self.decoder.broken:
            return []
        name = {"cp949": "CP949", "cp1252": "Windows-1252"}.get(
            self.encoding.name, self.encoding.name.upper()
        )
        count = f"{self.decoder.broken:,}"
        reason = Reason(
            f"is not all text in {name}: {count} places were read as U+FFFD",
            f"일부가 {name} 텍스트가 아님: {count}곳을 U+FFFD로 읽음",
        )
        return [Unread(reason)]


def read_text(
    file: DataFile, parts: Callable[[TextStream], Iterator[FilePart]]
) -> Iterator[FilePart]:
    """What ``parts`` gives of the text in ``file``, why there is none, and how much was read."""
    with file.open() as raw:
        stream = text_stream(raw)
        if isinstance(stream, Unread):
            yield stream
            yield BytesRead(file.size)
            return
        yield from parts(stream)
        yield from stream.broken()
        yield BytesRead(stream.unpacked.raw.taken)


def text_stream(raw: BinaryIO) -> TextStream | Unread:
    """The text in ``raw``, which is at its beginning, or why there is none."""
    try:
        stream = unpacked(raw)
    except BrokenFileError as broken:
        return Unread(broken.reason)
    head, fault = _head(stream)
    encoding = encoding_of(head)
    if not head[encoding.mark :].strip(b"\x00 \t\r\n"):
        blank = Reason("holds only blanks", "공백만 있음") if head else EMPTY
        return Unread(fault.reason if fault else blank)
    if encoding.width == 1 and len(_CONTROLS.findall(head)) > max(_FEW, len(head) // _BINARY):
        return Unread(Reason("is binary, not text", "텍스트가 아닌 이진 파일"))
    decoder = Decoder(encoding.name if encoding.read_as_it_is else "utf-8")
    bare = head[encoding.mark :]
    source: Readable = _Joined(bare, stream, fault)
    if not encoding.read_as_it_is:
        transcoded = _Transcoded(source, encoding, decoder)
        bare, source = transcoded.peek(HEAD), transcoded
    return TextStream(raw, stream, encoding, decoder, bare, source)


def _head(stream: Readable) -> tuple[bytes, BrokenFileError | None]:
    head = b""
    try:
        while len(head) < HEAD and (data := stream.read(HEAD - len(head))):
            head += data
    except BrokenFileError as broken:
        return head, broken
    return head, None


@dataclass(slots=True)
class _Joined:
    """A stream with its beginning put back, and the fault that the beginning ended with."""

    head: bytes
    rest: Readable
    fault: BrokenFileError | None

    def read(self, size: int = -1, /) -> bytes:
        if self.head:
            data = self.head if size < 0 else self.head[:size]
            self.head = self.head[len(data) :]
            return data
        if self.fault:
            raise self.fault
        return self.rest.read(size)


class _Transcoded:
    """A stream in UTF-16 or any other encoding as UTF-8."""

    def __init__(self, source: Readable, encoding: Encoding, decoder: Decoder) -> None:
        self._blocks = as_utf8(iter(lambda: source.read(1024 * 1024), b""), encoding, decoder)
        self._ready = io.BytesIO()

    def peek(self, size: int) -> bytes:
        """The next bytes, which ``read`` gives again. A fault is met again there."""
        data = b""
        try:
            while len(data) < size and (more := self.read(size - len(data))):
                data += more
        except BrokenFileError as broken:
            self._blocks = _raising(broken)
        self._ready = io.BytesIO(data + self._ready.read())
        return data

    def read(self, size: int = -1, /) -> bytes:
        while True:
            if data := self._ready.read(size):
                return data
            block = next(self._blocks, None)
            if block is None:
                return b""
            self._ready = io.BytesIO(block)


def _raising(broken: BrokenFileError) -> Iterator[bytes]:
    raise broken
    yield b""
