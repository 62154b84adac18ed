"""Zip archives: each data file in one is read as if it lay in a folder of the archive's name."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import BinaryIO, cast

from pii_scan.raw_files.compression import BLOCK, MOST_RATIO, SAFE_SIZE
from pii_scan.raw_files.finding import NotLookedAt
from pii_scan.raw_files.opening import BrokenFileError

MOST_MEMBERS = 10_000
"""The files of one archive that are looked at."""

_MOST_LAYERS = 3
_SPOOLED = 64 * 1024 * 1024
_ENCRYPTED = 1

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``size`` is in bytes as packed; ``open`` gives the plain bytes."""

    name: str
    size: int
    open: Opener


def members(name: str, opener: Opener, layer: int = 1) -> Iterator[Member | NotLookedAt]:
    """The files of the archive ``name``, those of archives in it as well, in their order."""
    try:
        with opener() as raw, zipfile.ZipFile(raw) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except BrokenFileError as broken:
        yield NotLookedAt(name, str(broken))
        return
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield NotLookedAt(name, "is no zip archive, or it is broken")
        return
    for info in infos[:MOST_MEMBERS]:
        yield from _member(name, opener, info, layer)
    if len(infos) > MOST_MEMBERS:
        rest = len(infos) - MOST_MEMBERS
        yield NotLookedAt(name, f"holds too many files: {rest:,} of {len(infos):,} were not read")


def _member(
    name: str, opener: Opener, info: zipfile.ZipInfo, layer: int
) -> Iterator[Member | NotLookedAt]:
    below = f"{name}/{_spelled(info)}"
    last = below.rpartition("/")[2]
    if last.startswith(".") or "__MACOSX/" in below:
        yield NotLookedAt(below, "is hidden", excluded=True)
    elif info.flag_bits & _ENCRYPTED:
        yield NotLookedAt(below, "is encrypted with a password: unpack the archive and scan that")
    elif last.lower().endswith(".zip"):
        if layer >= _MOST_LAYERS:
            yield NotLookedAt(
                below, f"is in more than {_MOST_LAYERS} archives: unpack the outer one"
            )
        else:
            yield from members(below, _spooled(_opener(opener, info)), layer + 1)
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
    def opened() -> BinaryIO:
        with ExitStack() as stack:
            raw = stack.enter_context(outer())
            try:
                archive = stack.enter_context(zipfile.ZipFile(raw))
                data = stack.enter_context(archive.open(info))
            except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
                raise BrokenFileError("cannot be unpacked: the archive is broken") from None
            return cast(BinaryIO, _MemberStream(data, info.compress_size, stack.pop_all()))
        raise AssertionError

    return opened


class _MemberStream(io.RawIOBase):
    """The plain bytes of a member; what is packed too well to be true is cut off."""

    def __init__(self, data: BinaryIO | object, packed: int, stack: ExitStack) -> None:
        super().__init__()
        self._data = cast(BinaryIO, data)
        self._most = max(SAFE_SIZE, packed * MOST_RATIO)
        self._given = 0
        self._stack = stack

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        try:
            data = self._data.read(BLOCK if size < 0 else size)
        except Exception as cause:
            if isinstance(cause, BrokenFileError):
                raise
            raise BrokenFileError("is broken in its archive; read up to there") from None
        self._given += len(data)
        if self._given > self._most:
            raise BrokenFileError(
                f"unpacks to more than {MOST_RATIO} times its size, as a zip bomb does; "
                f"the first {self._given // (1024 * 1024):,} MiB were read"
            )
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stack.close()
        super().close()


def _spooled(opener: Opener) -> Opener:
    """An archive in an archive, copied out since archives are read from their end."""

    def opened() -> BinaryIO:
        spool = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115  the caller closes it
        try:
            with opener() as data:
                while block := data.read(BLOCK):
                    spool.write(block)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return cast(BinaryIO, spool)

    return opened
