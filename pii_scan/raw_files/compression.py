"""Packed files as plain bytes: told from their content, never from their name, and bounded.

A file of a few kilobytes can unpack to terabytes. What unpacks to more than ``MOST_RATIO`` times
its size is read until that is plain, and then said to be cut off.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, cast

from pii_scan.model import Reason
from pii_scan.raw_files.failures import READING_FAILED, cut_off, damaged, reason_of, zip_bomb
from pii_scan.raw_files.opening import BrokenFileError, Counted

BLOCK = 1024 * 1024
"""The bytes that are unpacked at once."""

MOST_RATIO = 200
"""Tables pack to a hundredth at the most; gzip can reach a thousandth, of nothing but one byte."""

SAFE_SIZE = 256 * 1024 * 1024
"""What may be unpacked whatever the ratio."""

_MOST_LAYERS = 3
_MAGIC_SIZE = 6
# Modules whose exceptions say that what they unpack is damaged.
_OF_PACKING = frozenset({"zstandard", "zstd", "zipfile"})


class Readable(Protocol):
    """Anything that gives bytes until there are none."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes; nothing at the end."""


class _Zstandard:
    """zstd data as plain bytes; the library's own stream ends without a word where data is cut."""

    # 4 bytes can hold 128 KiB: so few bytes never unpack to more than 32 MiB.
    _FED = 1024

    def __init__(self, raw: BinaryIO) -> None:
        import zstandard

        self._new = zstandard.ZstdDecompressor().decompressobj
        self._frame = self._new()
        self._raw = raw
        self._ready = b""
        self._at = 0
        self._inside = False

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes. Raises EOFError where a frame is cut off."""
        while self._at >= len(self._ready):
            data = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame, self._inside = self._new(), False
            data = data or self._raw.read(self._FED)
            if not data:
                if self._inside:
                    raise EOFError
                return b""
            self._inside = True
            self._ready, self._at = self._frame.decompress(data), 0
        end = len(self._ready) if size < 0 else self._at + size
        part = self._ready[self._at : end]
        self._at += len(part)
        return part


class _Gzip:
    """gzip data as plain bytes, at several times the speed of Python's own reader.

    Where data is damaged the fast reader keeps what it unpacked just before to itself: then the
    data is read again with Python's own, up to the damage.
    """

    def __init__(self, raw: BinaryIO) -> None:
        from isal import igzip

        self._raw, self._start, self._given = raw, raw.tell(), 0
        self._stream: Any = igzip.GzipFile(fileobj=raw)  # type: ignore[no-untyped-call]
        self._is_fast = True

    def read1(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes. Raises what Python's own reader raises, at the damage."""
        try:
            data: bytes = self._stream.read1(size)
        except Exception:
            if not self._is_fast:
                raise
            self._again()
            data = self._stream.read1(size)
        self._given += len(data)
        return data

    read = read1

    def _again(self) -> None:
        self._is_fast = False
        self._raw.seek(self._start)
        self._stream = gzip.GzipFile(fileobj=self._raw)
        left = self._given
        while left and (data := self._stream.read1(min(left, BLOCK))):
            left -= len(data)


def gzip_file(raw: BinaryIO) -> Readable:
    """What is packed in ``raw`` as gzip, from where it stands."""
    return _Gzip(raw) if raw.seekable() else gzip.GzipFile(fileobj=raw)


COMPRESSIONS: tuple[tuple[bytes, str, Callable[[BinaryIO], Readable]], ...] = (
    (b"\x1f\x8b", "gzip", gzip_file),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
    (b"\x28\xb5\x2f\xfd", "zstd", _Zstandard),
)
"""First bytes, what it is called, and what opens it."""

COMPRESSED_NAMES = (".gz", ".bz2", ".xz", ".zst", ".zstd")


@dataclass(slots=True)
class Unpacked:
    """A stream of plain bytes out of ``raw``, whether that was packed or not."""

    raw: Counted
    stream: Readable
    kind: str | None
    given: int = 0

    def read(self, size: int = BLOCK) -> bytes:
        """Up to ``size`` bytes; nothing at the end. Raises BrokenFileError."""
        # read1 gives what is there, so that what stands before a broken place is not lost with it.
        read = getattr(self.stream, "read1", self.stream.read)
        try:
            data = read(size)
        except EOFError:
            raise BrokenFileError(cut_off(self.kind)) from None
        except (zlib.error, lzma.LZMAError):
            raise BrokenFileError(damaged(self.kind)) from None
        except OSError as cause:
            # gzip.BadGzipFile and bz2 raise OSErrors without a number, and their text quotes data.
            if self.kind and cause.errno is None:
                raise BrokenFileError(damaged(self.kind)) from None
            raise BrokenFileError(READING_FAILED.because(reason_of(cause))) from None
        except BrokenFileError:
            raise
        except Exception as cause:  # noqa: BLE001  each library has exceptions of its own
            if type(cause).__module__.partition(".")[0] in _OF_PACKING:
                raise BrokenFileError(damaged(self.kind)) from None
            unknown = Reason.in_both(type(cause).__name__)
            raise BrokenFileError(READING_FAILED.because(unknown)) from None
        self.given += len(data)
        if self.kind and self.given > max(SAFE_SIZE, MOST_RATIO * self.raw.taken):
            raise BrokenFileError(zip_bomb(MOST_RATIO, self.given))
        return data


def unpacked(raw: BinaryIO) -> Unpacked:
    """The plain bytes of ``raw``, which is at its beginning. Raises BrokenFileError.

    What is packed twice is unpacked twice; ``kind`` is then the inner packing.
    """
    counted = Counted(raw)
    result = Unpacked(counted, cast(Readable, counted), None)
    for _ in range(_MOST_LAYERS):
        head = _exactly(result, _MAGIC_SIZE)
        found = next((entry for entry in COMPRESSIONS if head.startswith(entry[0])), None)
        joined = _Rejoined(head, result)
        if found is None:
            return Unpacked(counted, joined, result.kind)
        _, kind, opener = found
        result = Unpacked(counted, opener(cast(BinaryIO, io.BufferedReader(joined))), kind)
    raise BrokenFileError(
        Reason(
            f"is packed more than {_MOST_LAYERS} times over",
            f"압축이 {_MOST_LAYERS}번 넘게 중첩됨",
        )
    )


def blocks(stream: Readable, size: int = BLOCK) -> Iterator[bytes]:
    """The bytes of ``stream``, some at a time. Raises what the stream raises."""
    while data := stream.read(size):
        yield data


def _exactly(stream: Readable, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data


class _Rejoined(io.RawIOBase):
    """A stream with the bytes that were taken off its beginning put back."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if self._head:
            data = self._head if size < 0 else self._head[:size]
            self._head = self._head[len(data) :]
            return data
        return self._rest.read(size)

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
