"""Korean in columns that the database believes to be Western.

Programs of the years before UTF-8 wrote EUC-KR, later UTF-8, into columns of latin1 and read the
same bytes back; the server, asked for UTF-8, gives ``È«±æµ¿`` for 홍길동.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from pii_scan.columns import Column, as_dict

# At least this share of a column's texts beyond ASCII must be Korean: a French text can be so too.
_MOSTLY = 0.5
_HANGUL = re.compile("[가-힣]")
# What stands among Hangul in such texts: its letters, hanja, and punctuation of full width.
_KOREAN = re.compile("[\x00-\x7f가-힣ㄱ-ㆎ一-鿿、-〟！-～·…‘’“”―※○●◎□■△▲▽▼→←↑↓]+")


def in_own_letters(values: Mapping[str, int]) -> Mapping[str, int]:
    """``values`` of a latin1 column, distinct texts with counts; Korean as it was written."""
    texts = _beyond_ascii(values)
    if not texts:
        return values
    stored = {text: _bytes_of(text) for text in texts}
    for codec, strict in (("utf-8", "utf-8"), ("cp949", "euc-kr")):
        # CP949 makes Hangul of a Western letter and an ASCII one behind it, EUC-KR does not.
        korean = sum(_is_korean(_decoded(data, strict)) for data in stored.values())
        if korean >= _MOSTLY * len(stored):
            return _replaced(
                values, {text: _decoded(data, codec) or text for text, data in stored.items()}
            )
    return values


def _beyond_ascii(values: Mapping[str, int]) -> list[str]:
    if isinstance(values, Column):
        texts = values.texts
        return texts.filter(texts.str.len_bytes() != texts.str.len_chars()).to_list()
    return [text for text in values if not text.isascii()]


def _bytes_of(text: str) -> bytes | None:
    """As MySQL keeps them: its latin1 is cp1252, and the five bytes that has not are themselves."""
    try:
        return b"".join(
            character.encode("latin-1" if character < "\xa0" else "cp1252") for character in text
        )
    except UnicodeEncodeError:
        return None


def _decoded(data: bytes | None, codec: str) -> str | None:
    try:
        return data.decode(codec) if data else None
    except UnicodeDecodeError:
        return None


def _is_korean(text: str | None) -> bool:
    return bool(text and _HANGUL.search(text) and _KOREAN.fullmatch(text))


def _replaced(values: Mapping[str, int], new: Mapping[str, str]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for text, times in as_dict(values).items():
        counts[new.get(text, text)] += times
    return counts
