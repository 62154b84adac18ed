r"""What is searched for in many texts, or in their shapes, instead of a pattern itself.

necessary.py writes each letter as a class of its own, which can be taken apart again. Here they
are written as people write them: the engine takes twice as long to read the long form, which was
most of the time that patterns took before a small scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pii_scan.patterns.necessary import without_ends
from pii_scan.patterns.shapes import necessary_for_shape

_LAST_ASCII = 0x7F
_HANGUL = range(0xAC00, 0xD7A4)
_POINT = r"\\x\{([0-9A-F]+)\}"
_MEMBER = re.compile(rf"{_POINT}(?:-{_POINT})?|(\\[sSdDwW])")
_CLASS = re.compile(rf"(\(\?i(?:-u)?:)?\[((?:{_MEMBER.pattern})+)\](?(1)\))")
# Letters that follow each other and whose case does not count.
_WORD = re.compile(r"(?:\(\?i-u:[A-Za-z]\)){2,}")
_IGNORES_CASE = "(?i-u:"
# A group of one that is repeated.
_REPEATED = re.compile(r"\(\?:(\[[^\]]+\]|[A-Za-z0-9]|\\x\{[0-9A-F]+\})\)(?=\{)")


@dataclass(frozen=True, slots=True)
class Searched:
    """What a text holds in which a pattern matches: all of ``texts``, which are Rust patterns.

    All of ``shapes`` are in the shape of such a text, and all of ``inner_shapes`` in the shape of
    a longer one that it is a part of. Where there are none, nothing is known.
    """

    texts: tuple[str, ...]
    shapes: tuple[str, ...]
    inner_shapes: tuple[str, ...]


def searched(necessary: Iterable[str]) -> Searched:
    """What to search for where ``necessary``, which necessary.py wrote, is all known."""
    patterns = tuple(necessary)
    return Searched(
        tuple(map(brief, patterns)),
        tuple(map(brief, necessary_for_shape(patterns))),
        tuple(map(brief, necessary_for_shape(map(without_ends, patterns)))),
    )


def brief(pattern: str) -> str:
    """A Rust pattern that matches what ``pattern``, in the way of necessary.py, does."""
    shorter = _CLASS.sub(_class, pattern)
    return _REPEATED.sub(r"\1", _WORD.sub(_word, shorter))


def _word(match: re.Match[str]) -> str:
    letters = match[0].replace(_IGNORES_CASE, "").replace(")", "")
    return f"{_IGNORES_CASE}{letters})"


def _class(match: re.Match[str]) -> str:
    flag, inside = match[1] or "", match[2]
    members: list[tuple[str, str, str]] = list(dict.fromkeys(_MEMBER.findall(inside)))
    written = "".join(name or _range(first, last) for first, last, name in members)
    if len(members) > 1 or any(last or name for _, last, name in members):
        written = f"[{written}]"
    if not flag or all(not name and _has_one_case(first, last) for first, last, name in members):
        return written
    return f"{flag}{written})"


def _has_one_case(first: str, last: str) -> bool:
    """Whether a letter, or each one up to the ``last``, is known to have but one form."""
    low = int(first, 16)
    high = int(last, 16) if last else low
    if low in _HANGUL and high in _HANGUL:
        return True
    if low != high and high > _LAST_ASCII:
        return False
    letters = map(chr, range(low, high + 1))
    return all(c == c.lower() == c.upper() == c.casefold() == c.title() for c in letters)


def _range(first: str, last: str) -> str:
    return f"{_letter(first)}-{_letter(last)}" if last else _letter(first)


def _letter(point: str) -> str:
    letter = chr(int(point, 16))
    is_plain = letter.isalnum() if ord(letter) <= _LAST_ASCII else letter.isprintable()
    return letter if is_plain else f"\\x{{{point}}}"
