"""A file up to the size it had when it was opened, however much it grows meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(slots=True)
class LimitedFile:
    """A file up to the size it had when it was opened, however much it grows meanwhile.

    Of a stream, whose size is None, the beginning that was looked at is given once more.
    """

    raw: BinaryIO
    size: int | None
    report: Callable[[int], None]
    at: int = 0
    furthest: int = 0
    again: bytes = b""

    def peek(self, size: int) -> bytes:
        """The first bytes, which are read again afterwards."""
        head = self.raw.read(size)
        if self.size is None:
            self.again = head
        else:
            self.raw.seek(0)
        return head

    def read(self, size: int = -1) -> bytes:
        """As that of a raw file: never more than ``size`` bytes, all there are for less than 0."""
        if self.again:
            end = len(self.again) if size < 0 else size
            data, self.again = self.again[:end], self.again[end:]
        elif self.size is None:
            read = getattr(self.raw, "read1", self.raw.read)
            data = read(size)
        else:
            rest = max(0, self.size - self.at)
            data = self.raw.read(rest if size < 0 else min(size, rest))
        self.at += len(data)
        self.furthest = max(self.furthest, self.at)
        self.report(self.furthest)
        return data

    read1 = read

    def readinto(self, buffer: memoryview) -> int:
        """As that of a raw file."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """As that of a raw file."""
        base = {0: 0, 1: self.at, 2: self.size or 0}[whence]
        self.at = max(0, base + offset)
        self.raw.seek(self.at)
        return self.at

    def tell(self) -> int:
        """Where the next byte is read."""
        return self.at

    def before(self, place: int, most: int) -> bytes:
        """Up to so many bytes that stand before a place; what is read next stays the same."""
        if self.size is None or place > self.size:
            return b""
        start = max(0, place - most)
        self.raw.seek(start)
        data = self.raw.read(place - start)
        self.raw.seek(self.at)
        return data

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """False for a stream."""
        return self.size is not None
