"""Zip archives: each data file in one is read as if it lay in a folder of the archive's name."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from pii_scan.model import Reason
from pii_scan.raw_files.compression import BLOCK, MOST_RATIO, SAFE_SIZE
from pii_scan.raw_files.failures import up_to_there, zip_bomb
from pii_scan.raw_files.finding import NotLookedAt
from pii_scan.raw_files.opening import BrokenFileError

MOST_MEMBERS = 10_000
"""The files of one archive that are looked at."""

_MOST_LAYERS = 3
_LARGEST_INNER = 64 * 1024 * 1024
# So much is unpacked at once: what fails later is lost with the rest of its step only.
_STEP = 128 * 1024
# The first bytes, and the lengths of name and extra field behind (APPNOTE 4.3.7).
_HEADER = struct.Struct("<4s22xHH")
_MEMBER = b"PK\x03\x04"
_ENCRYPTED = 1
_NOT_UNPACKED = Reason(
    "cannot be unpacked: the archive is broken", "압축을 풀지 못함: 압축 파일이 손상됨"
)
_UNLISTED = Reason(
    "holds files in front of those that it lists, which were not read: it is cut off, or it is "
    "several archives in one",
    "목록에 없는 파일이 앞부분에 있으나 읽지 못함: 파일이 잘렸거나 여러 압축 파일이 하나로 합쳐짐",
)

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``size`` is in bytes as packed; ``open`` gives the plain bytes."""

    name: str
    size: int
    open: Opener


def members(name: str, opener: Opener) -> Iterator[Member | NotLookedAt]:
    """The files of the archive ``name``, those of archives in it as well, in their order."""
    return _members(name, opener, 1, _LastArchive())


def _members(
    name: str, opener: Opener, layer: int, last: _LastArchive
) -> Iterator[Member | NotLookedAt]:
    try:
        with opener() as raw, zipfile.ZipFile(raw) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            unlisted = _begins_unlisted(raw, archive)
    except BrokenFileError as broken:
        yield NotLookedAt(name, broken.reason)
        return
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        broken_archive = Reason(
            "is no zip archive, or it is broken", "zip 압축 파일이 아니거나 손상됨"
        )
        yield NotLookedAt(name, broken_archive)
        return
    if unlisted:
        yield NotLookedAt(name, _UNLISTED)
    for info in infos[:MOST_MEMBERS]:
        yield from _member(name, opener, info, layer, last)
    if len(infos) > MOST_MEMBERS:
        rest = len(infos) - MOST_MEMBERS
        too_many = Reason(
            f"holds too many files: {rest:,} of {len(infos):,} were not read",
            f"파일이 너무 많음: {len(infos):,}개 중 {rest:,}개를 읽지 않음",
        )
        yield NotLookedAt(name, too_many)


def _begins_unlisted(raw: BinaryIO, archive: zipfile.ZipFile) -> bool:
    """Whether the file begins with a member that its directory does not list.

    The directory stands at the end, and zipfile takes the last one. Where the end is cut off that
    is the one of an archive in it, and where two archives were joined the one of the second. What
    unpacks itself begins with a program instead.
    """
    raw.seek(0)
    begins = raw.read(len(_MEMBER)) == _MEMBER
    return begins and all(info.header_offset for info in archive.infolist())


def _member(
    name: str, opener: Opener, info: zipfile.ZipInfo, layer: int, last: _LastArchive
) -> Iterator[Member | NotLookedAt]:
    below = f"{name}/{_spelled(info)}"
    file_name = below.rpartition("/")[2]
    if file_name.startswith(".") or "__MACOSX/" in below:
        yield NotLookedAt(below, Reason("is hidden", "숨김 파일"), excluded=True)
    elif info.flag_bits & _ENCRYPTED:
        encrypted = Reason(
            "is encrypted with a password: unpack the archive and scan that",
            "비밀번호로 암호화됨: 압축을 푼 후 점검",
        )
        yield NotLookedAt(below, encrypted)
    elif file_name.lower().endswith(".zip"):
        if layer >= _MOST_LAYERS:
            too_deep = Reason(
                f"is in more than {_MOST_LAYERS} archives: unpack the outer one",
                f"{_MOST_LAYERS}겹을 넘는 압축 파일 안에 있음: 바깥 압축 파일을 푼 후 점검",
            )
            yield NotLookedAt(below, too_deep)
        else:
            inner = last.opener(below, _opener(opener, info))
            yield from _members(below, inner, layer + 1, last)
    else:
        yield Member(below, info.compress_size, _opener(opener, info))


def _spelled(info: zipfile.ZipInfo) -> str:
    """The name, which Korean programs write in CP949 without saying so; it leads nowhere else."""
    name = info.filename
    if not info.flag_bits & 0x800:  # the name is not said to be UTF-8: zipfile took it for CP437
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "cp949"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return "/".join(parts) or "(no name)"


def _opener(outer: Opener, info: zipfile.ZipInfo) -> Opener:
    """Opens a member where the directory says it is: the directory is read once for all."""

    def opened() -> BinaryIO:
        raw = outer()
        try:
            raw.seek(info.header_offset)
            header = raw.read(_HEADER.size)
            mark, name, extra = _HEADER.unpack(header)
            raw.seek(name + extra, os.SEEK_CUR)
            data = zipfile.ZipExtFile(raw, "r", info, None, True)  # noqa: FBT003  closes raw
        except (struct.error, OSError, NotImplementedError, RuntimeError, ValueError):
            raw.close()
            raise BrokenFileError(_NOT_UNPACKED) from None
        if mark != _MEMBER:
            data.close()
            raise BrokenFileError(_NOT_UNPACKED)
        return cast(BinaryIO, _MemberStream(data, info.compress_size))

    return opened


class _MemberStream(io.RawIOBase):
    """The plain bytes of a member; what is packed too well to be true is cut off."""

    def __init__(self, data: zipfile.ZipExtFile, packed: int) -> None:
        super().__init__()
        self._data = data
        self._most = max(SAFE_SIZE, packed * MOST_RATIO)
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._data.read1(_STEP if size < 0 else min(size, _STEP))
        except Exception as cause:
            if isinstance(cause, BrokenFileError):
                raise
            inside = Reason("is broken in its archive", "압축 파일 안에서 손상됨")
            raise BrokenFileError(up_to_there(inside)) from None
        self._given += len(data)
        if self._given > self._most:
            raise BrokenFileError(zip_bomb(MOST_RATIO, self._given))
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._data.close()
        super().close()


@dataclass(slots=True)
class _LastArchive:
    """The bytes of the archive in an archive that was opened last: its members come together."""

    name: str | None = None
    data: bytes = b""

    def opener(self, name: str, packed: Opener) -> Opener:
        """Opens the archive ``name``; raises BrokenFileError where it is too large to hold."""

        def opened() -> BinaryIO:
            if self.name != name:
                self.name, self.data = None, b""
                with packed() as stream:
                    data = _at_most(stream, _LARGEST_INNER)
                self.name, self.data = name, data
            return io.BytesIO(self.data)

        return opened


def _at_most(stream: BinaryIO, size: int) -> bytes:
    pieces: list[bytes] = []
    given = 0
    while data := stream.read(BLOCK):
        pieces.append(data)
        given += len(data)
        if given > size:
            too_large = Reason(
                f"holds over {size // BLOCK} MiB: unpack the archive that it is in",
                f"{size // BLOCK} MiB를 넘음: 이 파일이 든 압축 파일을 푼 후 점검",
            )
            raise BrokenFileError(too_large)
    return b"".join(pieces)
