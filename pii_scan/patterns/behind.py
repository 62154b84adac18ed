"""A pattern that looks behind, with the last character of what it looks for there asked for first.

The package regex looks behind at every place of a text. That none of a few characters stands there
is seen several times as quickly as that none of many words does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from typing import Any

from pii_scan.patterns.automaton import PatternError, parse
from pii_scan.patterns.text import REPEATS

# With more than these, nearly every place of a text would do.
_MOST = 16
_WIDTHLESS = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})
_SPACES = "\t\n\v\f\r "


class _UnknownError(Exception):
    """It is not known what can stand there, or it can be nearly anything."""


def with_last_behind(pattern: str) -> str:
    """A pattern that matches where ``pattern`` does, with the flags of rules; maybe the same."""
    try:
        last = _behind(list(parse(pattern)))
    except (PatternError, _UnknownError):
        return pattern
    letters = "".join(sorted(last))
    return f"(?<=[{re.escape(letters)}])(?:{pattern})" if len(last) <= _MOST else pattern


def _behind(tree: list[Any]) -> frozenset[str]:
    """The characters of which one stands in front of every match."""
    for code, argument in tree:
        if code is op.ASSERT and argument[0] < 0:
            return _last(argument[1])
        if code is op.BRANCH:
            # ``parse`` begins all but the first with an empty group.
            branches = [[node for node in one if not _is_empty(node)] for one in argument[1]]
            return frozenset[str]().union(*map(_behind, branches))
        if code not in _WIDTHLESS:
            break
    raise _UnknownError


def _last(tree: Iterable[Any]) -> frozenset[str]:
    """The characters that a text can end with which ``tree`` reads."""
    found: frozenset[str] = frozenset()
    for code, argument in reversed(list(tree)):
        if code in _WIDTHLESS or _is_empty((code, argument)):
            continue
        is_optional = code in REPEATS and argument[0] == 0
        found |= _last_of(code, argument)
        if not is_optional:
            return found
    raise _UnknownError


def _last_of(code: Any, argument: Any) -> frozenset[str]:  # noqa: ANN401  the parser has no types
    if code in REPEATS:
        return _last(argument[2])
    if code is op.SUBPATTERN:
        return _last(argument[3])
    if code is op.BRANCH:
        return frozenset[str]().union(*map(_last, argument[1]))
    if code is op.LITERAL:
        return _both_cases(argument)
    if code is op.IN:
        return frozenset[str]().union(*(_member(*member) for member in argument))
    raise _UnknownError


def _member(code: Any, argument: Any) -> frozenset[str]:  # noqa: ANN401
    if code is op.LITERAL:
        return _both_cases(argument)
    if code is op.CATEGORY and argument is op.CATEGORY_SPACE:
        return frozenset(_SPACES)
    if code is op.RANGE and argument[1] - argument[0] < _MOST:
        return frozenset[str]().union(*map(_both_cases, range(argument[0], argument[1] + 1)))
    raise _UnknownError


def _both_cases(point: int) -> frozenset[str]:
    character = chr(point)
    return frozenset({character, character.lower(), character.upper()})


def _is_empty(node: Any) -> bool:  # noqa: ANN401
    return node[0] is op.SUBPATTERN and not list(node[1][-1])
