r"""What a text must contain for a pattern to match in it: looser patterns, quick to search for.

Look-arounds and places (``\b``, ``^``) are left out, long repeats have no end and ``.{0,45}``
reads anything, so that a search needs few states: Rust's engine, which polars has, keeps those
it has met and falls back to one a thousand times slower where they are too many. What a
look-ahead or look-behind asks for must stand somewhere, and makes a pattern of its own.

Nothing here is ever tighter than the pattern itself for texts in NFKC, in which K and s have no
doubles (U+212A, U+017F) that differ only in case.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

from pii_scan.patterns.automaton import FLAGS, PatternError, parse
from pii_scan.patterns.characters import Tree
from pii_scan.patterns.text import REPEATS

_ANYTHING = "(?s:.*)"
# Repeats with more rounds than these are taken as repeats without an end.
_MOST_OF_ONE = 4
_MOST_OF_MANY = 2
# Of what must be repeated at least, so many rounds are kept.
_LEAST_OF_ONE = 16
_LEAST_OF_MANY = 3
# A class that lacks no more characters than this reads anything.
_FEW_EXCEPTIONS = 12
_CATEGORIES = {
    op.CATEGORY_DIGIT: ("d", "0-9"),
    op.CATEGORY_SPACE: ("s", r"\t-\r "),
    op.CATEGORY_WORD: ("w", "0-9A-Z_a-z"),
    op.CATEGORY_NOT_DIGIT: ("D", None),
    op.CATEGORY_NOT_SPACE: ("S", None),
    op.CATEGORY_NOT_WORD: ("W", None),
}
_RUST_CODE_POINT = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


def necessary_for_rule(pattern: str) -> tuple[str, ...]:
    """Rust patterns, each of which every text contains that a rule's ``pattern`` matches in.

    ``pattern`` is read with the flags that all rules have. Empty where it cannot be read: nothing
    is known to be necessary then.
    """
    try:
        tree = parse(pattern)
    except PatternError:
        return ()
    return _necessary(tree, _Writer(has_ascii_classes=True), ignores_case=True)


def necessary_for_candidate(pattern: str) -> tuple[str, ...]:
    """``necessary_for_rule`` for a rule's candidate, which is a pattern of Rust."""
    readable = pattern.replace(r"(?-u:\b)", r"\b")
    readable = _RUST_CODE_POINT.sub(lambda match: re.escape(chr(int(match[1], 16))), readable)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            tree = sre.parse(readable)
        except (re.error, FutureWarning, OverflowError, RecursionError, ValueError):
            return ()
    return _necessary(tree, _Writer(has_ascii_classes=False), ignores_case=False)


def _necessary(tree: Tree, writer: _Writer, *, ignores_case: bool) -> tuple[str, ...]:
    try:
        body = writer.write(tree, ignores_case=ignores_case, is_certain=True)
    except _Unknown:
        return ()
    return tuple(dict.fromkeys(p for p in (body, *writer.beside) if p and p != _ANYTHING))


class _Unknown(Exception):
    """A part of a pattern of which it is not known what it can read."""


@dataclass(slots=True)
class _Writer:
    """Writes a parsed pattern as a looser one of Rust; ``beside`` are those of look-arounds."""

    has_ascii_classes: bool
    beside: list[str] = field(default_factory=list)
    _groups: dict[int, str] = field(default_factory=dict)

    def write(self, tree: Iterable[Any], *, ignores_case: bool, is_certain: bool) -> str:
        """``is_certain`` where every match goes through ``tree``."""
        return "".join(
            self._node(code, argument, ignores_case, is_certain) for code, argument in tree
        )

    def _node(self, code: Any, argument: Any, ignores_case: bool, is_certain: bool) -> str:  # noqa: ANN401, FBT001, PLR0911  one line for each kind of node
        if code in REPEATS:
            least, most, body = argument
            inner = self.write(body, ignores_case=ignores_case, is_certain=is_certain and least > 0)
            return _repeat(inner, least, most, is_one=len(body) == 1 and _reads_one(body[0][0]))
        if code is op.LITERAL:
            return _characters(_literal(argument), ignores_case=ignores_case)
        if code is op.NOT_LITERAL or code is op.ANY:
            return "(?s:.)"
        if code is op.IN:
            return self._class(argument, ignores_case=ignores_case)
        if code is op.AT:
            return ""
        if code is op.BRANCH:
            branches = (
                self.write(branch, ignores_case=ignores_case, is_certain=False)
                for branch in argument[1]
            )
            return f"(?:{'|'.join(branches)})"
        if code is op.SUBPATTERN:
            number, added, gone, body = argument
            ignores_case = (ignores_case or bool(added & re.I)) and not gone & re.I
            inner = self.write(body, ignores_case=ignores_case, is_certain=is_certain)
            if number is not None:
                self._groups[number] = inner
            return f"(?:{inner})" if inner else ""
        if code is op.ATOMIC_GROUP:
            return self.write(argument, ignores_case=ignores_case, is_certain=is_certain)
        if code is op.GROUPREF:
            return f"(?:{self._groups[argument]})?" if argument in self._groups else _ANYTHING
        if code is op.ASSERT:
            body = self.write(argument[1], ignores_case=ignores_case, is_certain=is_certain)
            if is_certain:
                self.beside.append(body)
            return ""
        if code is op.ASSERT_NOT:
            return ""
        raise _Unknown

    def _class(self, parts: Iterable[Any], *, ignores_case: bool) -> str:
        negated = False
        written = []
        for code, argument in parts:
            if code is op.NEGATE:
                negated = True
            elif code is op.LITERAL:
                written.append(_literal(argument))
            elif code is op.RANGE:
                written.append("-".join(map(_literal, argument)))
            elif code is op.CATEGORY:
                letter, ascii_only = _CATEGORIES[argument]
                if self.has_ascii_classes and ascii_only is None:
                    return "(?s:.)"  # it reads all that is not ASCII
                written.append(ascii_only if self.has_ascii_classes else f"\\{letter}")
            else:
                raise _Unknown
        return "(?s:.)" if negated else _characters("".join(written), ignores_case=ignores_case)


def _reads_one(code: Any) -> bool:  # noqa: ANN401
    return code in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}


def _repeat(inner: str, least: int, most: Any, *, is_one: bool) -> str:  # noqa: ANN401
    if not inner or most == 0:
        return ""
    if inner == "(?s:.)" and most != 1:
        return _ANYTHING if least == 0 else "(?s:.+)"
    kept = min(least, _LEAST_OF_ONE if is_one else _LEAST_OF_MANY)
    longest = _MOST_OF_ONE if is_one else _MOST_OF_MANY
    if most is not op.MAXREPEAT and most <= longest:
        return f"(?:{inner}){{{kept},{most}}}"
    if most == least and kept == least:
        return f"(?:{inner}){{{kept}}}"
    return f"(?:{inner}){{{kept},}}"


def _literal(point: int) -> str:
    return f"\\x{{{point:X}}}"


def _characters(inside: str, *, ignores_case: bool) -> str:
    return f"(?i:[{inside}])" if ignores_case else f"[{inside}]"
