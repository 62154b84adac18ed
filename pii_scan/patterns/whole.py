"""Patterns of rules that take a value whole, as patterns of Rust that say exactly the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from typing import Any

from pii_scan.patterns.automaton import PatternError, parse
from pii_scan.patterns.characters import Tree

_CLASSES = {
    op.CATEGORY_DIGIT: "0-9",
    op.CATEGORY_SPACE: r"\t-\r ",
    op.CATEGORY_WORD: "0-9A-Z_a-z",
}
# Rust multiplies repeats out.
_LONGEST = 600


class _NotWholeError(Exception):
    """The pattern does not take a value whole, or not in a way that Rust could tell."""


def whole_for_rule(pattern: str) -> str | None:
    r"""The Rust pattern of all texts that a rule's ``pattern`` matches whole; None where unknown.

    Known are patterns such as ``(?<=\A\s{0,9})[0-9]{5}(?=\s{0,9}\Z)``, with nothing but characters
    between their ends. It holds for texts of printable ASCII with no space at either end: in
    those, such a pattern matches the whole text or nothing.
    """
    try:
        parsed: Any = parse(pattern)
        if parsed.getwidth()[1] > _LONGEST:
            return None
        tree = list(parsed)
        if not (len(tree) > 1 and _is_beginning(tree[0]) and _is_end(tree[-1])):
            return None
        return rf"\A(?:{_write(tree[1:-1], ignores_case=True)})\z"
    except (PatternError, _NotWholeError):
        return None


def _is_beginning(node: Any) -> bool:  # noqa: ANN401  the parser has no types
    code, argument = node
    if code is not op.ASSERT or argument[0] != -1:
        return False
    place, *spaces = argument[1]
    return place == (op.AT, op.AT_BEGINNING_STRING) and _is_spaces(spaces)


def _is_end(node: Any) -> bool:  # noqa: ANN401
    code, argument = node
    if code is not op.ASSERT or argument[0] != 1:
        return False
    *spaces, place = argument[1]
    return place == (op.AT, op.AT_END_STRING) and _is_spaces(spaces)


def _is_spaces(nodes: Tree) -> bool:
    """Whether ``nodes`` are spaces of which there need be none."""
    return all(
        code is op.MAX_REPEAT
        and argument[0] == 0
        and list(argument[2]) == [(op.IN, [(op.CATEGORY, op.CATEGORY_SPACE)])]
        for code, argument in nodes
    )


def _write(tree: Iterable[Any], *, ignores_case: bool) -> str:
    return "".join(_node(code, argument, ignores_case) for code, argument in tree)


def _node(code: Any, argument: Any, ignores_case: bool) -> str:  # noqa: ANN401, FBT001
    writers: dict[Any, Callable[[], str]] = {
        op.LITERAL: lambda: _class([(op.LITERAL, argument)], ignores_case),
        op.NOT_LITERAL: lambda: _class([(op.NEGATE, None), (op.LITERAL, argument)], ignores_case),
        op.ANY: lambda: "(?s:.)",
        op.IN: lambda: _class(argument, ignores_case),
        op.BRANCH: lambda: (
            f"(?:{'|'.join(_write(b, ignores_case=ignores_case) for b in argument[1])})"
        ),
        op.SUBPATTERN: lambda: _group(argument, ignores_case),
        op.MAX_REPEAT: lambda: _repeat(argument, ignores_case),
        op.MIN_REPEAT: lambda: _repeat(argument, ignores_case),
    }
    if code not in writers:
        raise _NotWholeError
    return writers[code]()


def _group(argument: Any, ignores_case: bool) -> str:  # noqa: ANN401, FBT001
    _, added, gone, body = argument
    ignores_case = (ignores_case or bool(added & re.IGNORECASE)) and not gone & re.IGNORECASE
    return f"(?:{_write(body, ignores_case=ignores_case)})"


def _repeat(argument: Any, ignores_case: bool) -> str:  # noqa: ANN401, FBT001
    least, most, body = argument
    longest = "" if most is op.MAXREPEAT else most
    return f"(?:{_write(body, ignores_case=ignores_case)}){{{least},{longest}}}"


def _class(parts: Iterable[Any], ignores_case: bool) -> str:  # noqa: FBT001
    negated, ranges, classes = "", [], ""
    for code, argument in parts:
        if code is op.NEGATE:
            negated = "^"
        elif code is op.LITERAL:
            ranges.append((argument, argument))
        elif code is op.RANGE:
            ranges.append(argument)
        elif code is op.CATEGORY and argument in _CLASSES:
            classes += _CLASSES[argument]
        else:
            raise _NotWholeError
    if ignores_case:
        ranges += [other for one in ranges for other in _other_case(*one)]
    points = "".join(f"\\x{{{first:X}}}-\\x{{{last:X}}}" for first, last in ranges)
    return f"[{negated}{classes}{points}]"


def _other_case(first: int, last: int) -> Iterable[tuple[int, int]]:
    """The ASCII letters of a range in the other case."""
    for low, high, by in ((ord("A"), ord("Z"), 32), (ord("a"), ord("z"), -32)):
        start, end = max(first, low), min(last, high)
        if start <= end:
            yield start + by, end + by
