"""One log file as chunks of text: opened safely, decompressed, decoded, whole lines only.

Whatever the size of the file or of a line, no more than a few chunks are held in memory. What
cannot be read is said as ``Unread`` and everything before it is kept.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
import os
import re
import stat
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, cast

from pii_scan.sources.logs.files import LogFile, reason_of

CHUNK = 4 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
_BLOCK = 256 * 1024
_HEAD = 64 * 1024
_FIRST_OF_LETTER = 0b11  # the high bits of a UTF-8 letter's first byte


class _Readable(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


_COMPRESSIONS: tuple[tuple[bytes, str, Callable[[BinaryIO], _Readable]], ...] = (
    (b"\x1f\x8b", "gzip", lambda raw: gzip.GzipFile(fileobj=raw)),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
)
_COMPRESSED_NAMES = (".gz", ".bz2", ".xz")
_BINARY = (
    (b"SQLite format 3\x00", "an SQLite database; name it as a source of its own"),
    (b"PK\x03\x04", "a zip archive or office file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd, which is not supported"),
    (b"\x04\x22\x4d\x18", "compressed with lz4, which is not supported"),
    (b"\x1f\x9d", "compressed with compress, which is not supported"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"%PDF-", "a PDF document"),
    (b"\x7fELF", "a program"),
    (b"LPKSHHRH", "a systemd journal; export it with journalctl -o json"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
)
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a file, each ended by a line feed but perhaps the last one of the file.

    The text is NFC and without terminal colours. ``lines`` is how many there are.
    """

    text: str = field(repr=False)
    lines: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file, or the rest of it, was not looked at. ``lines_unknown`` if it may hold lines."""

    reason: str
    lines_unknown: bool = True


@dataclass(frozen=True, slots=True)
class BytesRead:
    """How many bytes on disk were read of how many the file had when it was opened."""

    read: int
    size: int


class _BrokenError(Exception):
    """The file ends or breaks here; the message is the reason."""


def read_log(file: LogFile) -> Iterator[Chunk | Unread | BytesRead]:
    """The text of a file; BytesRead comes last. Never raises for what is in the file.

    A file that grows meanwhile is read to the size it had when it was opened. Compression is
    told from the content, not from the name.
    """
    try:
        raw = _opened(file.path)
    except _BrokenError as broken:
        yield Unread(str(broken))
        yield BytesRead(0, file.size)
        return
    with closing(raw):
        size = os.fstat(raw.fileno()).st_size
        limited = _Limited(raw, size)
        looked_at = False
        for part in _chunks(limited, file.name):
            yield part
            looked_at = looked_at or isinstance(part, Chunk)
        yield BytesRead(limited.taken if looked_at else 0, size)


def _opened(path: str) -> BinaryIO:
    """The file, never a pipe or device that took its place, and never through a link."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        raise _BrokenError("is gone since the folder was listed (rotated?)") from None
    except OSError as cause:
        raise _BrokenError(f"cannot be opened: {reason_of(cause)}") from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _BrokenError("is no longer a file")
    return cast(BinaryIO, os.fdopen(descriptor, "rb"))


@dataclass(slots=True)
class _Limited:
    """A file up to the size it had when it was opened, however much it grows meanwhile."""

    raw: BinaryIO
    size: int
    taken: int = 0

    def read(self, size: int = -1) -> bytes:
        rest = self.size - self.taken
        data = self.raw.read(rest if size < 0 else min(size, rest))
        self.taken += len(data)
        return data

    read1 = read

    def seek(self, offset: int) -> None:
        self.raw.seek(offset)
        self.taken = offset

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def _chunks(raw: _Limited, name: str) -> Iterator[Chunk | Unread]:
    try:
        magic = raw.read(16)
        raw.seek(0)
    except OSError as cause:
        yield Unread(f"cannot be read: {reason_of(cause)}")
        return
    stream: _Readable = raw
    compression = None
    for start, kind, opener in _COMPRESSIONS:
        if magic.startswith(start):
            stream, compression = opener(cast(BinaryIO, raw)), kind
    blocks = _blocks(stream, compression)
    head, broken = _head(blocks)
    if problem := _not_text(head, name, compression):
        yield problem
        return
    encoding = _utf16(head)
    blocks = _and_then(head, blocks, broken)
    if encoding:
        blocks = _as_utf8(blocks, encoding)
    cut = _Cut()
    decoder = _Decoder()
    failed = False
    for data in _whole_lines(blocks, cut):
        if isinstance(data, _BrokenError):
            failed = True
            yield Unread(str(data))
        else:
            text = decoder.text(data)
            yield Chunk(text, data.count(b"\n") + (not data.endswith(b"\n")))
    if compression is None and not failed and raw.taken < raw.size:
        yield Unread("became shorter while it was read (rotated?); the rest was not seen")
    if cut.lines:
        yield Unread(f"lines over 1 MiB were cut, the rest of them was not seen: {cut.lines:,}")


def _blocks(stream: _Readable, compression: str | None) -> Iterator[bytes]:
    try:
        while block := stream.read1(_BLOCK):
            yield block
    except EOFError:
        raise _BrokenError(f"{compression} data ends too early; read up to there") from None
    except (zlib.error, lzma.LZMAError):
        raise _BrokenError(f"{compression} data is broken; read up to there") from None
    except OSError as cause:
        # gzip.BadGzipFile and bz2 raise OSErrors without a number, and their text quotes data.
        if compression and cause.errno is None:
            raise _BrokenError(f"{compression} data is broken; read up to there") from None
        raise _BrokenError(f"reading failed: {reason_of(cause)}") from None


def _head(blocks: Iterator[bytes]) -> tuple[bytes, _BrokenError | None]:
    head = b""
    try:
        while len(head) < _HEAD:
            head += next(blocks)
    except StopIteration:
        pass
    except _BrokenError as broken:
        return head, broken
    return head, None


def _and_then(head: bytes, blocks: Iterator[bytes], broken: _BrokenError | None) -> Iterator[bytes]:
    yield head
    if broken:
        raise broken
    yield from blocks


def _not_text(head: bytes, name: str, compression: str | None) -> Unread | None:
    for magic, what in _BINARY:
        if head.startswith(magic):
            return Unread(f"is {what}", lines_unknown=False)
    if b"\x00" in head and not _utf16(head):
        return Unread("is binary (holds NUL bytes), not a log", lines_unknown=False)
    if not compression and name.lower().endswith(_COMPRESSED_NAMES) and not _is_clean(head):
        return Unread("is named like a compressed file but holds no such data")
    return None


def _is_clean(head: bytes) -> bool:
    """Whether the bytes look like text: what is named .gz may be a log that was never packed."""
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head)


def _utf16(head: bytes) -> str | None:
    """The UTF-16 spelling, told from its mark or, without one, from where the NULs are."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[: len(head) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # Digits, blanks and line ends make up far more than a fifth of any log line.
    if odd > len(sample) // 10 and even == 0:
        return "utf-16-le"
    if even > len(sample) // 10 and odd == 0:
        return "utf-16-be"
    return None


def _as_utf8(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "replace")
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


@dataclass(slots=True)
class _Cut:
    lines: int = 0


def _whole_lines(blocks: Iterator[bytes], cut: _Cut) -> Iterator[bytes | _BrokenError]:
    """Chunks that end at line ends; of lines over LONGEST_LINE only the beginning."""
    kept: list[bytes] = []
    size = 0
    broken = None
    while True:
        try:
            block = next(blocks, None)
        except _BrokenError as cause:
            block, broken = None, cause
        if block is None:
            break
        kept.append(block)
        size += len(block)
        if size >= CHUNK:
            data = b"".join(kept)
            end = data.rfind(b"\n") + 1
            if end:
                yield _shortened(data[:end], cut)
            # Of a line longer than a chunk the beginning is kept, and a byte beyond it to tell.
            rest = data[end:][: LONGEST_LINE + 1]
            kept, size = [rest], len(rest)
    if data := b"".join(kept):
        yield _shortened(data, cut)
    if broken:
        yield broken


def _shortened(data: bytes, cut: _Cut) -> bytes:
    if len(data) <= LONGEST_LINE:
        return data
    pieces, start = [], 0
    while start < len(data):
        # A line end within reach of the longest line is the usual case and one search.
        end = data.rfind(b"\n", start, start + LONGEST_LINE + 1) + 1
        if not end:
            if len(data) - start <= LONGEST_LINE:
                end = len(data)
            else:
                cut.lines += 1
                pieces.append(_whole_letters(data[start : start + LONGEST_LINE]) + b"\n")
                end = data.find(b"\n", start) + 1 or len(data)
                start = end
                continue
        pieces.append(data[start:end])
        start = end
    return b"".join(pieces)


def _whole_letters(line: bytes) -> bytes:
    """Without a UTF-8 letter that begins in the last three bytes: the cut may go through it."""
    for length in (1, 2, 3):
        if line[-length] >> 6 == _FIRST_OF_LETTER:
            return line[:-length]
    return line


@dataclass(slots=True)
class _Decoder:
    """Bytes to text, in UTF-8 or in CP949, which holds EUC-KR.

    A chunk that is not UTF-8 decides for the file by which of the two fits better. In such a file
    each line is read the way it fits, since programs of both kinds write into one log; what fits
    neither is replaced.
    """

    legacy: bool | None = None
    begun: bool = False

    def text(self, data: bytes) -> str:
        if not self.begun:
            data = data.removeprefix(codecs.BOM_UTF8)
            self.begun = True
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = self._mixed(data)
        if "\x1b" in text:
            text = _ANSI.sub("", text)
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        return text

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
