"""What binary data is, by its content: text after all, a short value, or something opaque."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pii_scan.model import Label, Reason

# Hashes, encrypted values, keys: looked at as their digits. What is larger holds more than that.
_SHORT = 1024
# Fewer bytes than an encrypted block or the shortest hash are flags and packed numbers.
_SHORTEST = 16

# The first bytes of each kind of content, https://www.iana.org/assignments/media-types
_KINDS = (
    (b"\xff\xd8\xff", Label("JPEG 이미지", "JPEG image")),
    (b"\x89PNG\r\n\x1a\n", Label("PNG 이미지", "PNG image")),
    (b"GIF87a", Label("GIF 이미지", "GIF image")),
    (b"GIF89a", Label("GIF 이미지", "GIF image")),
    (b"BM", Label("BMP 이미지", "BMP image")),
    (b"II*\x00", Label("TIFF 이미지", "TIFF image")),
    (b"MM\x00*", Label("TIFF 이미지", "TIFF image")),
    (b"%PDF-", Label("PDF 문서", "PDF document")),
    (b"PK\x03\x04", Label("ZIP 압축 파일 또는 오피스 문서", "ZIP archive or Office document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Label("구형 오피스 문서", "old Office document")),
    (b"\x1f\x8b", Label("gzip 데이터", "gzip data")),
    (b"\x28\xb5\x2f\xfd", Label("zstd 데이터", "zstd data")),
    (b"ID3", Label("MP3 음성", "MP3 sound")),
    (b"OggS", Label("Ogg 음성", "Ogg sound")),
    (b"\xac\xed\x00\x05", Label("자바 객체", "Java object")),
)
_RIFF = {b"WEBP": Label("WebP 이미지", "WebP image"), b"WAVE": Label("WAV 음성", "WAV sound")}
_FILE_TYPES = {
    b"heic": Label("HEIC 이미지", "HEIC image"),
    b"avif": Label("AVIF 이미지", "AVIF image"),
    b"M4A ": Label("M4A 음성", "M4A sound"),
}
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# A byte of UTF-8 or CP949 may have been cut off with the rest of a long value.
_LONGEST_CHARACTER = 4
_SMALLEST_BITMAP = 54
# Both bytes of a character of KS X 1001 are at least this; CP949 adds those with smaller ones.
_FIRST_COMMON = 0xA1
_LAYOUT = dict.fromkeys(map(ord, "\t\r\n\ufeff"))


@dataclass(frozen=True, slots=True)
class BinaryContent:
    """``text`` is what can be looked at; ``opaque`` is the kind of what cannot, if it cannot."""

    text: str | None
    opaque: Label | None = None


def read_binary(data: bytes, max_value: int) -> BinaryContent:
    """``data``, of which at most ``max_value`` and one more bytes were read, as text if it is some.

    Trailing NUL is padding of a fixed-length column.
    """
    bare = data.rstrip(b"\x00")
    if not bare:
        return BinaryContent(None)
    text = _text(bare, is_cut=len(data) > max_value)
    if text is not None:
        return BinaryContent(text)
    kind = _kind(data)
    if kind is None and _SHORTEST <= len(data) <= _SHORT:
        return BinaryContent(data.hex())
    return BinaryContent(
        None, kind or Label("종류를 알 수 없는 이진 데이터", "binary data of unknown kind")
    )


def _kind(data: bytes) -> Label | None:
    for start, kind in _KINDS:
        if data.startswith(start) and (start != b"BM" or len(data) > _SMALLEST_BITMAP):
            return kind
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return _FILE_TYPES.get(data[8:12], Label("동영상", "video"))
    return None


def _text(data: bytes, *, is_cut: bool) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[2:].decode(encoding, errors="replace")
            return text if _is_printable(text) else None
    for encoding in ("utf-8", "cp949"):
        for end in range(_LONGEST_CHARACTER if is_cut else 1):
            try:
                text = data[: len(data) - end].decode(encoding)
            except UnicodeDecodeError:
                continue
            if _is_printable(text) and (encoding == "utf-8" or _is_korean(text)):
                return text.removeprefix("\ufeff")
            break
    return None


def _is_printable(text: str) -> bool:
    return text.translate(_LAYOUT).isprintable()


def _is_korean(text: str) -> bool:
    """Whether what is beyond ASCII is Hangul: other bytes seldom are that in CP949.

    Most of it must be among the 2,350 syllables of KS X 1001, as in any Korean text: the other
    8,822 of CP949 take up so many pairs of bytes that one in five is one of them.
    """
    beyond = [char for char in text if not char.isascii()]
    if not beyond or not all("가" <= char <= "힣" or char in "·ㆍ「」…“”‘’" for char in beyond):
        return False
    common = sum(min(char.encode("cp949")) >= _FIRST_COMMON for char in beyond)
    return common * 2 > len(beyond)


def opaque_values(kinds: Mapping[Label, int]) -> Reason:
    """Some values are binary data that holds no text as it is, by kind."""
    ordered = sorted(kinds, key=lambda kind: kind.en)
    listed = ", ".join(_counted(kinds[kind], kind.en) for kind in ordered)
    listed_ko = ", ".join(f"{kind.ko} {kinds[kind]:,}건" for kind in ordered)
    return Reason(
        f"not looked into: {listed}; look at it by hand, then exclude the column",
        f"내용을 점검하지 않음: {listed_ko}; 직접 확인한 후 컬럼을 제외",
    )


def _counted(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    if noun.endswith(("data", "kind", "sound")):
        return f"{count:,} × {noun}"
    return f"{count:,} {noun}s"
