"""One log file as chunks of text: opened safely, unpacked, decoded, whole lines only.

Whatever the size of the file or of a line, no more than a few chunks are held in memory. What
cannot be read is said as ``Unread`` and everything before it is kept.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from pii_scan.model import Reason
from pii_scan.raw_files.failures import unreadable
from pii_scan.raw_files.opening import BrokenFileError, open_regular
from pii_scan.sources.logs.beginning import begin, is_clean, why_binary
from pii_scan.sources.logs.encoding import Decoder, as_utf8, utf16
from pii_scan.sources.logs.files import STANDARD_INPUT, LogFile
from pii_scan.sources.logs.limited_file import LimitedFile
from pii_scan.sources.logs.packing import BrokenError, Member, blocks_of, members
from pii_scan.sources.logs.whole_lines import BlocksOfLines, WholeLines

CHUNK = 5 * 1024 * 1024
_MAGIC = 16
_COMPRESSED_NAMES = (".gz", ".bz2", ".xz", ".zst")
_BECAME_SHORTER = Reason(
    "became shorter while it was read (rotated?); the rest was not seen",
    "읽는 동안 짧아짐(로그 로테이션 추정); 나머지는 점검하지 못함",
)
_NOT_PACKED = Reason(
    "is named like a compressed file but holds no such data",
    "이름은 압축 파일이나 압축 데이터가 아님",
)


@dataclass(frozen=True, slots=True)
class Begun:
    """The chunks that follow are of this text: the file, or one file of an archive by its path.

    ``head`` is how it begins, unpacked. ``size`` is the size on disk of a compressed file that is
    no archive; ``before`` gives what stands before a place of a file that is not compressed. Where
    ``resumable`` is false it must be read from the start.
    """

    member: str | None
    head: bytes = field(repr=False)
    resumable: bool = True
    size: int | None = None
    before: Callable[[int, int], bytes] | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines, each ended by a line feed but perhaps the last one of the text.

    The data is UTF-8 in NFC, without terminal colours. ``end`` is how many unpacked bytes of the
    text end with this chunk.
    """

    data: bytes = field(repr=False)
    end: int

    @property
    def is_whole(self) -> bool:
        """Whether a line feed ends it; if not, its only line may still be being written."""
        return self.data.endswith(b"\n")


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file, or the rest of it, was not looked at. ``lines_unknown`` if it may hold lines.

    ``member`` is the file of an archive that it is about.
    """

    reason: Reason
    lines_unknown: bool = True
    member: str | None = None


@dataclass(frozen=True, slots=True)
class BytesRead:
    """How many bytes on disk were read of how many the file had when it was opened."""

    read: int
    size: int


LogPart = Begun | Chunk | Unread | BytesRead
ALL_READ = -1
Resume = Callable[[Begun], int]
"""How many unpacked bytes of a text were read before and need not be again, or ALL_READ."""


def from_the_start(begun: Begun) -> int:
    """Read all of it."""
    del begun
    return 0


def read_log(
    file: LogFile,
    resume: Resume = from_the_start,
    taken: Callable[[int], None] = lambda _: None,
    size_of_chunk: Callable[[], int] = lambda: CHUNK,
) -> Iterator[LogPart]:
    """The text of a file; BytesRead comes last. Never raises for what is in the file.

    A file that grows meanwhile is read to the size it had when it was opened. Compression is
    told from the content, not from the name. ``taken`` is called with how many bytes of the file
    were read so far; ``size_of_chunk`` says how many bytes the next chunk should have.
    """
    try:
        raw = _opened(file.path)
    except BrokenError as broken:
        yield Unread(broken.reason)
        yield BytesRead(0, file.size)
        return
    with closing(raw):
        is_file = file.path != STANDARD_INPUT
        size = os.fstat(raw.fileno()).st_size if is_file else None
        limited = LimitedFile(raw, size, taken)
        looked_at = False
        try:
            for part in _texts(limited, file.name, resume, size_of_chunk):
                yield part
                looked_at = looked_at or (isinstance(part, Begun) and bool(part.head))
        except OSError as cause:
            yield Unread(unreadable(cause))
        read = limited.furthest if looked_at else 0
        yield BytesRead(read, limited.furthest if size is None else size)


def _opened(path: str) -> BinaryIO:
    """The file, never a pipe or device that took its place, and never through a link."""
    if path == STANDARD_INPUT:
        return cast(BinaryIO, os.fdopen(os.dup(0), "rb"))
    try:
        return open_regular(path)
    except BrokenFileError as broken:
        raise BrokenError(broken.reason) from None


def _texts(
    raw: LimitedFile, name: str, resume: Resume, size_of_chunk: Callable[[], int]
) -> Iterator[LogPart]:
    magic = raw.peek(_MAGIC)
    for member in members(cast(BinaryIO, raw), magic, raw.size):
        if member.reason:
            lines_unknown = not member.is_no_log
            yield Unread(member.reason, lines_unknown=lines_unknown, member=member.name)
        else:
            yield from _text(raw, name, member, resume, size_of_chunk)


def _text(
    raw: LimitedFile, name: str, member: Member, resume: Resume, size_of_chunk: Callable[[], int]
) -> Iterator[LogPart]:
    beginning = begin(member.blocks)
    if problem := _not_text(beginning.judged, name, member):
        yield problem
        return
    encoding = utf16(beginning.judged)
    is_file = member.name is None and raw.size is not None
    begun = Begun(
        member.name,
        beginning.head,
        resumable=encoding is None,
        size=raw.size if is_file and member.compression else None,
        before=raw.before if is_file and not member.compression else None,
    )
    yield begun
    start = resume(begun) if begun.resumable else 0
    if start == ALL_READ:
        raw.furthest = raw.size or raw.furthest
        return
    is_plain = member.compression is None and member.name is None and raw.size is not None
    rest = blocks_of(BlocksOfLines(raw, size_of_chunk)) if is_plain else member.blocks
    blocks = beginning.and_then(rest)
    if start:
        blocks = _skipping(raw, member, blocks, start)
    if encoding:
        blocks = as_utf8(blocks, encoding)
    lines = WholeLines(blocks, size_of_chunk, start)
    decoder = Decoder(begun=start > 0)
    failed = False
    for data in lines:
        if isinstance(data, BrokenError):
            failed = True
            yield Unread(data.reason, member=member.name)
        else:
            yield Chunk(decoder.utf8(data), lines.end)
    is_short = raw.size is not None and raw.at < raw.size
    if member.compression is None and not failed and is_short:
        yield Unread(_BECAME_SHORTER)
    if lines.cut:
        reason = Reason(
            f"lines over 1 MiB were cut, the rest of them was not seen: {lines.cut:,}",
            f"1 MiB를 넘는 줄 {lines.cut:,}개의 나머지 부분은 점검하지 못함",
        )
        yield Unread(reason, member=member.name)


def _skipping(
    raw: LimitedFile, member: Member, blocks: Iterator[bytes], start: int
) -> Iterator[bytes]:
    """``blocks`` from ``start`` on: a plain file is not read up to there."""
    if member.compression is None and member.name is None and raw.size is not None:
        raw.seek(start)
        # Not the member's: of a small file they are at their end, since its beginning was all.
        return blocks_of(raw)
    return _dropping(blocks, start)


def _dropping(blocks: Iterator[bytes], start: int) -> Iterator[bytes]:
    for block in blocks:
        if start < len(block):
            yield block[start:]
        start = max(0, start - len(block))


def _not_text(head: bytes, name: str, member: Member) -> Unread | None:
    if reason := why_binary(head):
        return Unread(reason, lines_unknown=False, member=member.name)
    is_named_so = name.lower().endswith(_COMPRESSED_NAMES) and member.name is None
    if not member.compression and is_named_so and not is_clean(head):
        return Unread(_NOT_PACKED)
    return None
