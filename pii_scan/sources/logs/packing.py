"""Compressed files and archives as blocks of bytes, told from the content and not from the name.

Nothing is unpacked to disk and no more than a few blocks are in memory. What unpacks to far more
than any log does is stopped and said.
"""

from __future__ import annotations

import bz2
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol, cast

from pii_scan.model import Reason
from pii_scan.raw_files.compression import gzip_file
from pii_scan.raw_files.failures import READING_FAILED, cut_off, damaged, reason_of, up_to_there
from pii_scan.raw_files.opening import BrokenFileError

_BLOCK = 1024 * 1024
_ZSTD_STEP = 2048
_TAR_MARK = slice(257, 262)
# A log of repeated lines packs to a thousandth. What goes far beyond was made to do harm.
_MOST_TIMES = 1000
_FREE = 4 * 1024 * 1024 * 1024
_MOST_MEMBERS = 100_000
OFFICE_FILE = Reason("is an office file", "오피스 문서")
# Documents and programs that are zip archives, by a member that each of them has.
_OTHER_ZIPS = {
    "[Content_Types].xml": OFFICE_FILE,
    "mimetype": OFFICE_FILE,
    "META-INF/MANIFEST.MF": Reason("is a Java program", "자바 프로그램"),
    "AndroidManifest.xml": Reason("is an Android program", "안드로이드 앱"),
}
_TOO_MANY_FILES = Reason(
    f"holds more than {_MOST_MEMBERS:,} files; the rest is left",
    f"파일이 {_MOST_MEMBERS:,}개를 넘음; 나머지는 읽지 않음",
)
_LINK_OR_DEVICE = Reason(
    "is not a file but a link or device", "파일이 아니라 심볼릭 링크 또는 장치임"
)
_BROKEN_TAR = Reason(
    "tar data is broken or ends too early", "tar 데이터가 손상되었거나 중간에 끊김"
)
_BROKEN_ZIP = Reason(
    "is a zip archive that is broken or ends too early",
    "zip 압축 파일이 손상되었거나 중간에 끊김",
)
_LARGE_ZIP = Reason(
    f"is a zip archive of more than {_MOST_MEMBERS:,} files",
    f"zip 압축 파일의 파일이 {_MOST_MEMBERS:,}개를 넘음",
)
_ENCRYPTED = Reason("is encrypted in its zip archive", "zip 압축 파일 안에서 암호화됨")
_NOT_READ_OUT = Reason("cannot be read out of its zip archive", "zip 압축 파일에서 꺼내 읽지 못함")


class BrokenError(BrokenFileError):
    """A log ends or breaks here."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file, or one file of an archive with ``name`` as its path in there.

    ``blocks`` are to be taken before the next member is; they raise BrokenError. ``reason`` says
    why the member is not opened, and there are no blocks then; it ``is_no_log`` where it can hold
    no lines of a log either.
    """

    name: str | None
    blocks: Iterator[bytes] = field(repr=False)
    compression: str | None = None
    reason: Reason | None = None
    is_no_log: bool = False


def members(raw: BinaryIO, head: bytes, size: int | None) -> Iterator[Member]:
    """What is in ``raw``, which stands at its beginning and starts with ``head``.

    ``size`` is its size in bytes, None where it is a stream that cannot be gone back in.
    """
    if head.startswith(b"PK\x03\x04") and size is not None:
        yield from _zip_members(raw)
        return
    kind = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
    blocks = blocks_of(_OPENERS[kind](raw) if kind else raw, kind)
    if kind and size is not None:
        blocks = _bounded(blocks, size)
    begin, broken = _begin(blocks)
    if begin[_TAR_MARK] == b"ustar" and not broken:
        yield from _tar_members(_Joined(begin, blocks))
    else:
        yield Member(None, _all(begin, blocks, broken), kind)


@dataclass(slots=True)
class _Zstd:
    """Zstandard frames one after another; the library's own reader takes a cut frame for whole."""

    raw: BinaryIO
    unpacker: Any = None
    data: bytes = b""

    def read1(self, size: int = -1) -> bytes:
        """The next bytes, none at the end. Raises EOFError where a frame ends too early."""
        import zstandard

        del size
        while True:
            # Two KB of it can unpack to 64 MB.
            self.data = self.data or self.raw.read(_ZSTD_STEP)
            if not self.data:
                if self.unpacker is not None:
                    raise EOFError
                return b""
            if self.unpacker is None:
                # What needs more than 128 MB to unpack is not unpacked.
                decompressor = zstandard.ZstdDecompressor(max_window_size=2**27)
                self.unpacker = decompressor.decompressobj()
            block: bytes = self.unpacker.decompress(self.data)
            self.data = self.unpacker.unused_data if self.unpacker.eof else b""
            if self.unpacker.eof:
                self.unpacker = None
            if block:
                return block

    read = read1


_MAGIC = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
_OPENERS: Mapping[str, Callable[[BinaryIO], _Readable]] = {
    "gzip": gzip_file,
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zstd": _Zstd,
}


def blocks_of(stream: _Readable, kind: str | None = None) -> Iterator[bytes]:
    """What is left of ``stream``, unpacked by the library for ``kind``. Raises BrokenError."""
    # read1 gives what is there, so that the text before a broken place is not lost with it.
    read = getattr(stream, "read1", stream.read)
    while True:
        try:
            block = read(_BLOCK)
        except EOFError:
            raise BrokenError(cut_off(kind)) from None
        except OSError as cause:
            # gzip.BadGzipFile and bz2 raise OSErrors without a number, and their text quotes data.
            if kind and cause.errno is None:
                raise BrokenError(damaged(kind)) from None
            raise BrokenError(READING_FAILED.because(reason_of(cause))) from None
        except Exception as cause:
            if kind is None or not _is_of_packing(cause):
                raise
            raise BrokenError(damaged(kind)) from None
        if not block:
            return
        yield block


def _is_of_packing(cause: Exception) -> bool:
    """Whether a library says that what it unpacks is damaged, encrypted or of an unknown kind."""
    known = zlib.error | lzma.LZMAError | zipfile.BadZipFile | NotImplementedError | RuntimeError
    return isinstance(cause, known) or type(cause).__name__ == "ZstdError"


def _bounded(blocks: Iterator[bytes], packed: int) -> Iterator[bytes]:
    left = _FREE + _MOST_TIMES * packed
    for block in blocks:
        yield block
        left -= len(block)
        if left < 0:
            too_large = Reason(
                f"unpacks to more than {_MOST_TIMES:,} times its size",
                f"압축을 풀면 크기의 {_MOST_TIMES:,}배를 넘음",
            )
            raise BrokenError(up_to_there(too_large))


def _begin(blocks: Iterator[bytes]) -> tuple[bytes, BrokenError | None]:
    begin = b""
    try:
        while len(begin) < _TAR_MARK.stop and (block := next(blocks, b"")):
            begin += block
    except BrokenError as broken:
        return begin, broken
    return begin, None


def _all(begin: bytes, blocks: Iterator[bytes], broken: BrokenError | None) -> Iterator[bytes]:
    yield begin
    if broken:
        raise broken
    yield from blocks


@dataclass(slots=True)
class _Joined:
    """Blocks as a stream, for libraries that read."""

    rest: bytes
    blocks: Iterator[bytes]

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.rest) < size:
            block = next(self.blocks, b"")
            if not block:
                size = len(self.rest)
                break
            self.rest += block
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def _tar_members(stream: _Joined) -> Iterator[Member]:
    number = 0
    try:
        # "r|" reads on and never back; links and devices in it are entries, never opened.
        with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|") as archive:
            for entry in archive:
                number += 1
                if number > _MOST_MEMBERS:
                    yield Member(None, iter(()), reason=_TOO_MANY_FILES)
                    return
                opened = archive.extractfile(entry) if entry.isreg() else None
                if opened:
                    yield Member(entry.name, blocks_of(opened, "tar"))
                elif not entry.isdir():
                    yield Member(entry.name, iter(()), reason=_LINK_OR_DEVICE, is_no_log=True)
    except BrokenError as broken:
        yield Member(None, _all(b"", iter(()), broken), "tar")
    except (tarfile.TarError, ValueError, EOFError):
        cut = BrokenError(up_to_there(_BROKEN_TAR))
        yield Member(None, _all(b"", iter(()), cut), "tar")


def _zip_members(raw: BinaryIO) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(raw)
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        yield Member(None, iter(()), reason=_BROKEN_ZIP)
        return
    names = {entry.filename for entry in entries}
    other = next((what for name, what in _OTHER_ZIPS.items() if name in names), None)
    if other or len(entries) > _MOST_MEMBERS:
        yield Member(None, iter(()), reason=other or _LARGE_ZIP, is_no_log=other is not None)
        return
    files = [entry for entry in entries if not entry.is_dir()]
    for entry in files:
        # The only file of an archive is the log that was packed into it.
        name = entry.filename if len(files) > 1 else None
        if entry.flag_bits & 1:
            yield Member(name, iter(()), reason=_ENCRYPTED)
            continue
        try:
            opened = archive.open(entry)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            yield Member(name, iter(()), reason=_NOT_READ_OUT)
            continue
        with opened:
            yield Member(name, _bounded(blocks_of(opened, "zip"), entry.compress_size), "zip")
