"""One local file, opened so that nothing but a regular file is ever read."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import BinaryIO, cast

from pii_scan.model import Reason
from pii_scan.raw_files.failures import reason_of


class BrokenFileError(Exception):
    """The file cannot be opened, or ends or breaks here, for ``reason``.

    It never holds anything from the file.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


def open_regular(path: str) -> BinaryIO:
    """The file, never a pipe or device that took its place, and never through a link.

    Raises BrokenFileError.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError:
        gone = Reason("is gone since the folder was listed", "폴더 목록을 읽은 뒤 없어짐")
        raise BrokenFileError(gone) from None
    except OSError as cause:
        not_opened = Reason("cannot be opened", "열지 못함")
        raise BrokenFileError(not_opened.because(reason_of(cause))) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise BrokenFileError(Reason("is no longer a file", "더 이상 파일이 아님"))
    return cast(BinaryIO, os.fdopen(descriptor, "rb"))


@dataclass(slots=True)
class Counted:
    """A stream that counts the bytes taken from it."""

    raw: BinaryIO
    taken: int = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; nothing at the end."""
        data = self.raw.read(size)
        self.taken += len(data)
        return data

    read1 = read

    def readable(self) -> bool:
        """As every stream says."""
        return True

    def seekable(self) -> bool:
        """As every stream says."""
        return False
