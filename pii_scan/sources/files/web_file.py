"""Files of web servers. Where one gives no parts of a file, a copy of the whole is read."""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO, cast

from pii_scan.model import Reason
from pii_scan.raw_files.compression import BLOCK
from pii_scan.raw_files.opening import BrokenFileError

_MOST_COPIED = 8 * 1024 * 1024 * 1024
_TOO_LARGE = Reason(
    "holds over 8 GiB, of which the server gives no parts: copy it here and scan that",
    "8 GiB를 넘는데 서버가 일부만 보내지 못함: 이 컴퓨터로 복사한 후 점검",
)


def _nameless() -> IO[bytes]:
    return tempfile.TemporaryFile(prefix="pii-scan-")


@dataclass(slots=True, eq=False, weakref_slot=True)
class _Copy:
    """A file without a name, which is gone when nobody reads it any more."""

    data: IO[bytes] = field(default_factory=_nameless)

    def __post_init__(self) -> None:
        weakref.finalize(self, self.data.close)


@dataclass(slots=True)
class Copies:
    """The copy that was made last: all members of an archive are read from one."""

    system: Any = field(repr=False)
    path: str | None = None
    last: _Copy | None = field(default=None, repr=False)

    def of(self, path: str) -> _Copy:
        """What stands at ``path``, whole. Raises BrokenFileError and what the client raises."""
        if self.last is None or self.path != path:
            self.path, self.last = None, None
            copy = _Copy()
            with self.system.open(path, "rb", block_size=0) as stream:
                while data := stream.read(BLOCK):
                    copy.data.write(data)
                    if copy.data.tell() > _MOST_COPIED:
                        raise BrokenFileError(_TOO_LARGE)
            self.path, self.last = path, copy
        return self.last


def web_file(part: Any, path: str, copies: Copies) -> BinaryIO:  # noqa: ANN401  fsspec has no types
    """What fsspec opened as ``part``, read from a copy once the server gives no parts of it."""
    return cast(BinaryIO, _WebFile(part, path, copies))


class _WebFile(io.RawIOBase):
    def __init__(self, part: Any, path: str, copies: Copies) -> None:  # noqa: ANN401  the same
        super().__init__()
        self._part, self._path, self._copies = part, path, copies
        self._copy: _Copy | None = None
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        self._at = (self._size() if start is None else start) + offset
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._part.close()
        super().close()

    def _read(self, size: int) -> bytes:
        if self._copy is None:
            try:
                if self._part.tell() != self._at:
                    self._part.seek(self._at)
                data: bytes = self._part.read(size)
            except ValueError:  # fsspec's word for a server that gives no parts
                self._copy = self._copies.of(self._path)
            else:
                return data
        self._copy.data.seek(self._at)
        return self._copy.data.read(size)

    def _size(self) -> int:
        known: int | None = getattr(self._part, "size", None)
        if known is not None:
            return known
        self._copy = self._copies.of(self._path)
        return self._copy.data.seek(0, os.SEEK_END)
