"""Text from data made visible: one line, no character that acts on a terminal, editor or sheet."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH_JOINER = "\u200d"  # holds emoji together

# Nearly all text is this, and is passed at once.
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\uac00-\ud7a3]*")


def visible(text: str) -> str:
    r"""``text`` on one line, with what cannot be seen written as an escape: ``\n``, ``\u202e``.

    Escaped are control, formatting and direction-changing characters, line separators, lone
    surrogates, private and unassigned characters. NFD text is composed, as it is meant to look.
    """
    if _PLAIN.fullmatch(text):
        return text
    return "".join(
        _escape(char) if _is_hidden(char) else char for char in unicodedata.normalize("NFC", text)
    )


def display_width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font: full-width characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        for char in text
        if not unicodedata.combining(char)
    )


def _is_hidden(char: str) -> bool:
    category = unicodedata.category(char)
    return char != _ZERO_WIDTH_JOINER and (category[0] == "C" or category in {"Zl", "Zp"})


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
