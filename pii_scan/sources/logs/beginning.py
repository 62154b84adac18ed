"""How a text begins, and by that whether it is one: a log may hold NULs, but not just any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pii_scan.model import Reason
from pii_scan.sources.logs.encoding import utf16
from pii_scan.sources.logs.packing import OFFICE_FILE, BrokenError

HEAD = 64 * 1024
# Where a log that was emptied while a program wrote to it begins, in bytes, at most.
_MOST_NULS = 64 * 1024 * 1024

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_FEW = 100
# A power failure leaves whole blocks of a log as NULs, and a program that writes on behind the end
# of a log that was emptied (copytruncate) all that was there. Login records (wtmp, lastlog) have
# such runs, too, but shorter ones between them, and no lines.
_BLOCK_OF_NULS = re.compile(rb"\x00{64,}")
_LINE = re.compile(rb"[^\x00-\x08\x0a-\x1f\x7f]{20}\r?\n")
_PACKED_TWICE = Reason("is packed twice", "두 번 압축됨")
_IMAGE = Reason("is an image", "이미지 파일")
_UTF_32 = Reason(
    "is text in UTF-32, which is not supported; convert it to UTF-8",
    "지원하지 않는 UTF-32 텍스트: UTF-8로 변환",
)
_HOLDS_NULS = Reason(
    "is binary (holds NUL bytes), not a log", "로그가 아닌 이진 파일(NUL 바이트 포함)"
)
_BINARY = (
    (
        b"SQLite format 3\x00",
        Reason(
            "is an SQLite database; name it as a source of its own",
            "SQLite 데이터베이스: 별도의 점검 대상으로 지정",
        ),
    ),
    (
        b"PK\x03\x04",
        Reason(
            "is a zip archive inside an archive or pipe", "압축 파일 또는 파이프 안의 zip 압축 파일"
        ),
    ),
    (b"7z\xbc\xaf\x27\x1c", Reason("is a 7z archive", "7z 압축 파일")),
    (b"Rar!\x1a\x07", Reason("is a rar archive", "rar 압축 파일")),
    (b"\x1f\x8b", _PACKED_TWICE),
    (b"\x28\xb5\x2f\xfd", _PACKED_TWICE),
    (
        b"\x04\x22\x4d\x18",
        Reason("is compressed with lz4, which is not supported", "지원하지 않는 lz4 압축 파일"),
    ),
    (
        b"\x1f\x9d",
        Reason(
            "is compressed with compress, which is not supported",
            "지원하지 않는 compress 압축 파일",
        ),
    ),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"%PDF-", Reason("is a PDF document", "PDF 문서")),
    (b"\x7fELF", Reason("is a program", "실행 파일")),
    (
        b"LPKSHHRH",
        Reason(
            "is a systemd journal; export it with journalctl -o json",
            "systemd 저널: journalctl -o json 명령으로 내보내기",
        ),
    ),
    (b"\xd0\xcf\x11\xe0", OFFICE_FILE),
    # As UTF-16, whose mark it begins with, its letters would all stand apart.
    (b"\xff\xfe\x00\x00", _UTF_32),
    (b"\x00\x00\xfe\xff", _UTF_32),
)


@dataclass(slots=True)
class Beginning:
    """How a text begins: with ``head``; where that is only NULs, ``nuls`` more and ``behind``."""

    head: bytes = field(default=b"", repr=False)
    nuls: int = 0
    behind: bytes = field(default=b"", repr=False)
    broken: BrokenError | None = None

    @property
    def judged(self) -> bytes:
        """What tells whether it is text, and how it is encoded."""
        return self.behind.lstrip(b"\x00") or self.head

    def and_then(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """All of the text, of which ``blocks`` are the rest."""
        yield self.head
        for at in range(0, self.nuls, HEAD):
            yield bytes(min(HEAD, self.nuls - at))
        if self.behind:
            yield self.behind
        if self.broken:
            raise self.broken
        yield from blocks


def begin(blocks: Iterator[bytes]) -> Beginning:
    """Read up to HEAD; where it is only NULs, HEAD from the first other byte near enough."""
    begun = Beginning()
    try:
        while len(begun.head) < HEAD:
            begun.head += next(blocks)
        if begun.head.count(0) < len(begun.head):
            return begun
        while not (block := next(blocks)).strip(b"\x00"):
            begun.nuls += len(block)
            if begun.nuls > _MOST_NULS:
                return begun
        begun.behind = block
        while len(begun.behind.lstrip(b"\x00")) < HEAD:
            begun.behind += next(blocks)
    except StopIteration:
        pass
    except BrokenError as broken:
        begun.broken = broken
    return begun


def why_binary(head: bytes) -> Reason | None:
    """What a file that begins with ``head`` is instead of text; None for text.

    A log with a few NULs, which a broken request or a crash leaves, is still one, and so are lines
    between blocks of NULs.
    """
    for magic, what in _BINARY:
        if head.startswith(magic):
            return what
    if b"\x00" not in head or utf16(head):
        return None
    rest = without_blocks_of_nuls(head)
    is_lines = len(rest) == len(head) or _LINE.search(rest)
    if is_lines and len(_CONTROL.findall(rest)) * _FEW <= len(rest):
        return None
    return _HOLDS_NULS


def without_blocks_of_nuls(data: bytes) -> bytes:
    """``data`` without long runs of NULs; shorter ones may stand between two values."""
    return _BLOCK_OF_NULS.sub(b"", data) if b"\x00" in data else data


def is_clean(head: bytes) -> bool:
    """Whether the bytes look like text: what is named .gz may be a log that was never packed."""
    return not _CONTROL.search(head)
