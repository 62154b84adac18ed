"""Numbers and bullets in front of a line, as lists made by a program count them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HANGUL_ORDER = "가나다라마바사아자차카타파하"
_MARKER = re.compile(
    r"[-–—•‣●○◦◎ㆍ·∙▪▫■□◆◇▶▷►▸➤※✓✔*]|[①-⑳⑴-⒇❶-❿➀-➉㉮-㉻]|\d{1,2}(?:[.-]\d{1,2})*[.)]|[(（]\d{1,2}[)）]"
    rf"|[{_HANGUL_ORDER}][.)]|[(（][{_HANGUL_ORDER}][)）]|제\s*\d{{1,3}}\s*[조장절항]|[Ⅰ-Ⅻ]|[a-zA-Z][.)]\s"
)
_COUNTED = re.compile(r"(?:\(?\d{1,2}[.)]|[①-⑳])\s*(?=\D)")
_BULLET = re.compile(r"[-–—•‣●○◦◎ㆍ·∙▪▫■□◆◇▶▷►▸➤✓✔]\s*(?=\S)")
# A paragraph that is bold as a whole is a heading of the lowest kind, if it is as short as one.
BOLD_LEVEL = 7
LONGEST_HEADING = 60
_LONGEST_WITH_BRACKET = 120
_BRACKET_AT_END = re.compile(r"\s*[(（][^()（）]*[)）]\s*[.:：]?$")
# A few words without a verb or a pronoun.
_LABEL_WITH_STOP = re.compile(
    r"(?!(?:[^.]*\s)?(?:we|you|your|it|they|this|is|are|was|were|may|can|will|must|do|does|has|have|not"
    r"|no|never|see|please|inc|ltd|co|corp|llc)(?:\s|\.$))[A-Z][^.:;?!]{1,50}\.",
    re.IGNORECASE,
)
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def as_short_as_heading(text: str) -> bool:
    """Whether a bold line is as short as a heading, what it has in brackets at its end aside.

    "Account data (Acme as controller, the organiser as processor)." is one.
    """
    bare = _BRACKET_AT_END.sub("", text)
    return len(bare) <= LONGEST_HEADING and len(text) <= _LONGEST_WITH_BRACKET


def as_label(bold: str) -> str:
    """The bold words that a line begins with, where they end as a sentence does but are a label.

    "**Account information.** Accounts have a name." says of what the rest is, as a colon does.
    "**We sell nothing.** …" is a sentence, and so is a longer one.
    """
    return f"{bold[:-1]}:" if _LABEL_WITH_STOP.fullmatch(bold) else bold


def has_marker(text: str) -> bool:
    """Whether a line has a number or a bullet of its own."""
    return _MARKER.match(text) is not None


def cell_text(lines: Iterable[str]) -> str:
    """The lines of a cell, without the bullets in front of them, or the numbers of all of them."""
    bare = [_BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in lines]
    if len(bare) > 1 and all(map(_COUNTED.match, bare)):
        bare = [_COUNTED.sub("", line, count=1) for line in bare]
    return "\n".join(bare)


def counter(number: int, style: str) -> str:
    """``number`` as HTML's and OOXML's lists count: 1, a, A, i, I, 가 or ①."""
    if style in {"a", "A"} and 1 <= number <= 26:  # noqa: PLR2004  letters of the alphabet
        return chr(ord(style) + number - 1)
    if style in {"i", "I"} and 1 <= number <= 39:  # noqa: PLR2004  what _ROMAN can write
        roman = _roman(number)
        return roman if style == "i" else roman.upper()
    if style == "가" and 1 <= number <= len(_HANGUL_ORDER):
        return _HANGUL_ORDER[number - 1]
    if style == "①" and 1 <= number <= 20:  # noqa: PLR2004  ① to ⑳
        return chr(ord("①") + number - 1)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, digits in _ROMAN:
        text += digits * (number // value)
        number %= value
    return text
