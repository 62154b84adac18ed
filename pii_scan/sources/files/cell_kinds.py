"""What a cell looks like, as far as it tells a header from data and a delimiter from text."""

from __future__ import annotations

import re

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("number", re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?%?")),
    (
        "date",
        re.compile(
            r"\d{4}[-./]\d{1,2}[-./]\d{1,2}\.?(?:[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?"
            r"(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}:\d\d(?::\d\d)?"
        ),
    ),
    ("email", re.compile(r"[^\s@,;|]+@[^\s@,;|]+\.[^\s@,;|]+")),
    ("address", re.compile(r"https?://[^\s\"]+|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]*:){2,}\S*")),
    ("digits", re.compile(r"[+(]?\d[\d ()*.-]{4,}\d|[\dA-Za-z]{0,4}\d{5,}[\dA-Za-z]{0,4}")),
    ("id", re.compile(r"(?=.*\d)[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")),
    ("flag", re.compile(r"true|false|yes|no|y|n|t|f|null|none|nan|\\N", re.IGNORECASE)),
)
_WORD = re.compile(r"[^\W\d][\w.$-]*(?: [\w.$()-]+){0,4}")


def kind_of(cell: str) -> str | None:
    """``number``, ``date``, ``email``, ``address``, ``digits``, ``id``, ``flag`` or ``empty``.

    None for every other text.
    """
    text = cell.strip()
    if not text:
        return "empty"
    if len(text) > 200:  # noqa: PLR2004  no cell of a kind is longer, and patterns stay fast
        return None
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), None)


def is_cell(text: str) -> bool:
    """Whether ``text`` is what one cell holds: of a kind, or a few words without separators."""
    return kind_of(text) is not None or _WORD.fullmatch(text.strip()) is not None
