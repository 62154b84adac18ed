"""A parsed pattern written out again, so that a message can name a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from typing import Any

_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_NOT_WORD: r"\W",
}
_PLACES = {
    op.AT_BEGINNING: "^",
    op.AT_END: "$",
    op.AT_BOUNDARY: r"\b",
    op.AT_NON_BOUNDARY: r"\B",
    op.AT_BEGINNING_STRING: r"\A",
    op.AT_END_STRING: r"\Z",
}
_SPECIAL = frozenset("\\.^$*+?{}[]|()")
_QUANTIFIERS = {(0, op.MAXREPEAT): "*", (1, op.MAXREPEAT): "+", (0, 1): "?"}
_GREED = {op.MAX_REPEAT: "", op.MIN_REPEAT: "?", op.POSSESSIVE_REPEAT: "+"}

REPEATS = frozenset(_GREED)
"""The codes of nodes that repeat their body: greedy, lazy, possessive."""


def text_of(tree: Iterable[Any]) -> str:
    """``tree``, a part of what Python's ``re`` makes of a pattern, as a pattern."""
    return "".join(_node(code, argument) for code, argument in tree)


def _node(code: Any, argument: Any) -> str:  # noqa: ANN401  the parser has no types
    if code in REPEATS:
        return _repeat(code, *argument)
    if code in {op.ASSERT, op.ASSERT_NOT}:
        direction, body = argument
        sign = "=" if code is op.ASSERT else "!"
        return f"(?{'<' if direction < 0 else ''}{sign}{text_of(body)})"
    writers: dict[Any, Callable[[], str]] = {
        op.LITERAL: lambda: _literal(argument),
        op.NOT_LITERAL: lambda: f"[^{_literal(argument)}]",
        op.ANY: lambda: ".",
        op.IN: lambda: _class(argument),
        op.AT: lambda: _PLACES[argument],
        op.BRANCH: lambda: f"(?:{'|'.join(map(text_of, argument[1]))})",
        op.SUBPATTERN: lambda: _group(text_of(argument[3])),
        op.ATOMIC_GROUP: lambda: f"(?>{text_of(argument)})",
    }
    return writers[code]() if code in writers else "…"


def _group(inside: str) -> str:
    # parse() puts empty groups between alternatives.
    is_wrapped = inside.startswith("(?:") and inside.endswith(")") and ")" not in inside[:-1]
    return inside if is_wrapped or not inside else f"({inside})"


def _class(members: Any) -> str:  # noqa: ANN401
    inside = "".join(map(_member, members))
    return inside if len(members) == 1 and members[0][0] is op.CATEGORY else f"[{inside}]"


def _repeat(code: Any, least: int, most: Any, body: Iterable[Any]) -> str:  # noqa: ANN401
    inner = list(body)
    inside = text_of(inner)
    alone = len(inner) == 1 and inner[0][0] in {op.LITERAL, op.ANY, op.IN, op.SUBPATTERN, op.BRANCH}
    end = "" if most is op.MAXREPEAT else most
    count = f"{{{least}}}" if least == most else f"{{{least},{end}}}"
    quantifier = _QUANTIFIERS.get((least, most), count)
    return f"{inside if alone else f'(?:{inside})'}{quantifier}{_GREED[code]}"


def _member(member: tuple[Any, Any]) -> str:
    code, argument = member
    if code is op.NEGATE:
        return "^"
    if code is op.RANGE:
        return f"{_literal(argument[0])}-{_literal(argument[1])}"
    return _CATEGORIES[argument] if code is op.CATEGORY else _literal(argument)


def _literal(point: int) -> str:
    character = chr(point)
    return f"\\{character}" if character in _SPECIAL else character
