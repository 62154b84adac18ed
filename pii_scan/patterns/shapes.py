"""What the shape of a text must have for a pattern to match in the text.

The shape of a text is the text with each digit as 0. Many texts have few shapes, so that the
shapes alone need to be searched for what the texts could hold.
"""

from __future__ import annotations

import re

from pii_scan.patterns.necessary import necessary_for_candidate

DIGITS_AS_0 = bytes.maketrans(b"123456789", b"000000000")
"""For ``bytes.translate``: texts in UTF-8 become their shapes, many times as fast as by a regex."""

_CLASS = re.compile(r"\[((?:\\x\{[0-9A-F]+\}(?:-\\x\{[0-9A-F]+\})?|\\[sSdDwW])+)\]")
_RANGE = re.compile(r"\\x\{([0-9A-F]+)\}(?:-\\x\{([0-9A-F]+)\})?")
_DIGITS = (0x30, 0x39)
# What is left of a pattern without its classes and the numbers of its repeats, if it names digits
# or what is not in a class, in another way than is understood here.
_OTHER_DIGITS = re.compile(r"[0-9]|\[\^")


def necessary_for_shape(candidate: str) -> tuple[str, ...]:
    """Rust patterns, all of which the shape of a text matches that holds the candidate.

    Empty where nothing is known: a text of any shape could hold it.
    """
    parts = (_of_shape(pattern) for pattern in necessary_for_candidate(candidate))
    return tuple(dict.fromkeys(part for part in parts if part))


def _of_shape(pattern: str) -> str:
    rest = re.sub(r"\{[0-9,]+\}|\\x\{[0-9A-F]+\}", "", _CLASS.sub("", pattern))
    if _OTHER_DIGITS.search(rest):
        return ""  # not known: any text could hold it
    return _CLASS.sub(_any_digit, pattern)


def _any_digit(match: re.Match[str]) -> str:
    low, high = _DIGITS
    for start, end in _RANGE.findall(match[1]):
        first = int(start, 16)
        last = int(end, 16) if end else first
        if first <= high and low <= last:
            return f"[{match[1]}\\x{{30}}-\\x{{39}}]"
    return match[0]
