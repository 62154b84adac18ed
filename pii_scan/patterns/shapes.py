"""Patterns for the shapes of texts: a shape is a text with each digit as 0.

Columns of numbers, dates and phone numbers have few shapes, so that a pattern that takes no digit
for another need only be searched for in those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from typing import Any

from pii_scan.patterns.automaton import PatternError, parse
from pii_scan.patterns.text import REPEATS

DIGITS_AS_0 = bytes.maketrans(b"123456789", b"000000000")
"""For ``bytes.translate``: texts in UTF-8 become their shapes, many times as fast as by a regex."""

_CLASS = re.compile(r"\[((?:\\x\{[0-9A-F]+\}(?:-\\x\{[0-9A-F]+\})?|\\[sSdDwW])+)\]")
_RANGE = re.compile(r"\\x\{([0-9A-F]+)\}(?:-\\x\{([0-9A-F]+)\})?")
_DIGITS = (0x30, 0x39)
# What is left of a pattern without its classes and the numbers of its repeats, if it names digits
# or what is not in a class, in another way than is understood here.
_OTHER_DIGITS = re.compile(r"[0-9]|\[\^")


def necessary_for_shape(necessary: Iterable[str]) -> tuple[str, ...]:
    """Rust patterns that the shape of every text holds that holds all of ``necessary``.

    Empty where nothing is known: a text of any shape could hold them.
    """
    parts = map(for_shape, necessary)
    return tuple(dict.fromkeys(part for part in parts if part))


@cache
def for_shape(pattern: str) -> str:
    """A Rust pattern that the shape of every text holds in which ``pattern`` matches.

    ``pattern`` is one that necessary.py wrote. Empty where it is not known.
    """
    rest = re.sub(r"\{[0-9,]+\}|\\x\{[0-9A-F]+\}", "", _CLASS.sub("", pattern))
    if _OTHER_DIGITS.search(rest):
        return ""  # any text could hold it
    return _CLASS.sub(_any_digit, pattern)


def _any_digit(match: re.Match[str]) -> str:
    low, high = _DIGITS
    for start, end in _RANGE.findall(match[1]):
        first = int(start, 16)
        last = int(end, 16) if end else first
        if first <= high and low <= last:
            return f"[{match[1]}\\x{{30}}-\\x{{39}}]"
    return match[0]


def takes_any_digit(pattern: str) -> bool:
    """Whether a rule's ``pattern`` matches in the same places of a text and of its shape."""
    try:
        tree = parse(pattern)
    except PatternError:
        return False
    return _tree_takes_any(tree)


def _tree_takes_any(tree: Iterable[Any]) -> bool:
    return all(_node_takes_any(code, argument) for code, argument in tree)


def _node_takes_any(code: Any, argument: Any) -> bool:  # noqa: ANN401  the parser has no types
    if code in {op.LITERAL, op.NOT_LITERAL}:
        return not _is_digit(argument)
    if code is op.IN:
        return all(_member_takes_any(*member) for member in argument)
    inside: Mapping[Any, Callable[[], Iterable[Any]]] = {
        **dict.fromkeys(REPEATS, lambda: [argument[2]]),
        op.ASSERT: lambda: [argument[1]],
        op.ASSERT_NOT: lambda: [argument[1]],
        op.SUBPATTERN: lambda: [argument[3]],
        op.ATOMIC_GROUP: lambda: [argument],
        op.BRANCH: lambda: argument[1],
        op.ANY: list,
        op.AT: list,
    }
    # What is not here is a group that is referred to, which must come again as it was.
    return code in inside and all(map(_tree_takes_any, inside[code]()))


def _member_takes_any(code: Any, argument: Any) -> bool:  # noqa: ANN401
    if code is op.LITERAL:
        return not _is_digit(argument)
    if code is op.RANGE:
        low, high = _DIGITS
        first, last = argument
        return bool(last < low or high < first or (first <= low and high <= last))
    return code in {op.NEGATE, op.CATEGORY}


def _is_digit(point: int) -> bool:
    low, high = _DIGITS
    return low <= point <= high
