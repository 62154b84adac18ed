"""A file as plain bytes, whatever it is packed in: for readers that take a stream of Python's."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from pii_scan.raw_files.compression import BLOCK, unpacked
from pii_scan.raw_files.opening import BrokenFileError


def open_bytes(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where it is packed, up to where that breaks off.

    Raises OSError, and BrokenFileError where not even its first bytes can be unpacked.
    """
    return io.BufferedReader(_Plain(path.open("rb")), BLOCK)


class _Plain(io.RawIOBase):
    """Ends where what is packed cannot be read on; who reads all of it says so."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        try:
            self._unpacked = unpacked(file)
        except BrokenFileError:
            file.close()
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        try:
            data = self._unpacked.read(len(buffer))
        except BrokenFileError:
            return 0
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
