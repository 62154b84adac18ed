r"""What a text must contain for a pattern to match in it: looser patterns, quick to search for.

What may not stand somewhere is left out, long repeats have no end and ``.{0,45}`` reads anything,
so that a search needs few states: Rust's engine, which polars has, keeps those it has met and
falls back to one a thousand times slower where they are too many. What a look-ahead or
look-behind asks for must stand somewhere: at an end of the pattern it becomes a part of it,
elsewhere a pattern of its own.

Nothing here is ever tighter than the pattern itself for texts in NFKC, in which K and s have no
doubles (U+212A, U+017F) that differ only in case.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from pii_scan.patterns.automaton import PatternError, parse
from pii_scan.patterns.characters import Tree
from pii_scan.patterns.text import REPEATS

_ANYTHING = "(?s:.*)"
_ANY_CHARACTER = "(?s:.)"
_ASCII_BOUNDARY = r"(?-u:\b)"
# Repeats with more rounds than these are taken as repeats without an end.
_MOST_OF_ONE = 4
_MOST_OF_MANY = 2
# Of what must be repeated at least, so many rounds are kept.
_LEAST_OF_ONE = 16
_LEAST_OF_MANY = 3
_LAST_ASCII = 0x7F
# All other letters that a class of Python's usually names, and the ASCII letters that are the same
# as one of them but for case: of the Turkish ones, the Kelvin sign and the long s.
_ALL_OTHERS, _SAME_AS_OTHERS = (0x80, 0xFFFF), "IKSiks"
_PLACES = {op.AT_BEGINNING_STRING: r"\A", op.AT_END_STRING: r"\z"}
_LINES = {op.AT_BEGINNING: "(?m:^)", op.AT_END: "(?m:$)"}
_TEXTS = {op.AT_BEGINNING: r"\A", op.AT_END: r"\z"}
_WIDTHLESS = frozenset({op.ASSERT, op.ASSERT_NOT, op.AT})
_CLASSES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_NOT_WORD: r"\W",
}
_ASCII_CLASSES = {
    op.CATEGORY_DIGIT: ((ord("0"), ord("9")),),
    op.CATEGORY_SPACE: ((ord("\t"), ord("\r")), (ord(" "), ord(" "))),
    op.CATEGORY_WORD: tuple((ord(a), ord(b)) for a, b in ("09", "AZ", "__", "az")),
}
# Rust means something else by these: a class in a class, the edges of words, a place in braces.
_READ_OTHERWISE = re.compile(r"(?<!\\)(?:\\\\)*(?:\[(?:\\.|[^\]\\])+\[|\\[<>]|\\b\{)")
_RUST_CODE_POINT = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}")


@cache
def necessary_for_rule(pattern: str) -> tuple[str, ...]:
    """Rust patterns, each of which every text contains that a rule's ``pattern`` matches in.

    ``pattern`` is read with the flags that all rules have. Empty where it cannot be read: nothing
    is known to be necessary then.
    """
    try:
        tree = parse(pattern)
    except PatternError:
        return ()
    return _necessary(tree, _Dialect(is_ascii=True, boundary="", lines=_LINES), ignores_case=True)


@cache
def necessary_for_candidate(pattern: str) -> tuple[str, ...]:
    """``necessary_for_rule`` for a rule's candidate, which is a pattern of Rust."""
    if _READ_OTHERWISE.search(pattern):
        return ()
    readable = pattern.replace(_ASCII_BOUNDARY, r"\b")
    boundary = "" if r"\b" in pattern.replace(_ASCII_BOUNDARY, "") else _ASCII_BOUNDARY
    readable = _RUST_CODE_POINT.sub(lambda match: re.escape(chr(int(match[1], 16))), readable)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            tree = sre.parse(readable)
        except (re.error, FutureWarning, OverflowError, RecursionError, ValueError):
            return ()
    dialect = _Dialect(is_ascii=False, boundary=boundary, lines=_TEXTS)
    return _necessary(tree, dialect, ignores_case=bool(tree.state.flags & re.IGNORECASE))


def without_ends(pattern: str) -> str:
    """What ``pattern``, written here, asks of a text around the one that it is to match in."""
    for place in (*_PLACES.values(), *_LINES.values()):
        pattern = pattern.replace(place, "")  # every character is written as a class
    return pattern


class _Dialect(NamedTuple):
    """How a pattern is read: its classes, its word boundary in Rust, and ``^`` and ``$``."""

    is_ascii: bool
    boundary: str
    lines: dict[Any, str]


def _necessary(tree: Tree, dialect: _Dialect, *, ignores_case: bool) -> tuple[str, ...]:
    wholes = _alternatives(list(tree))
    writers = [_Writer(dialect) for _ in wholes]
    try:
        bodies = [
            writer.write_whole(whole, ignores_case=ignores_case)
            for writer, whole in zip(writers, wholes, strict=True)
        ]
    except _UnknownError:
        return ()
    if len(bodies) > 1:
        # What one of them asks for beside it, the others do not.
        return (f"(?:{'|'.join(bodies)})",) if all(bodies) else ()
    return tuple(dict.fromkeys(p for p in (*bodies, *writers[0].beside) if p and p != _ANYTHING))


def _alternatives(tree: list[Any]) -> list[list[Any]]:
    """``tree`` as the patterns of which one matches, where each has look-arounds of its own."""
    if not tree:
        return [tree]
    for place, is_whole in ((0, len(tree) == 1), (-1, False)):
        code, argument = tree[place]
        if code is not op.BRANCH:
            continue
        # ``parse`` begins all but the first with an empty group.
        branches = [[node for node in branch if not _is_empty(node)] for branch in argument[1]]
        if is_whole or all(node in _WIDTHLESS for branch in branches for node, _ in branch):
            rest = tree[1:] if place == 0 else tree[:-1]
            joined = [[*b, *rest] if place == 0 else [*rest, *b] for b in branches]
            return [one for some in joined for one in _alternatives(some)]
    return [tree]


class _UnknownError(Exception):
    """A part of a pattern of which it is not known what it can read."""


@dataclass(slots=True)
class _Writer:
    """Writes a parsed pattern as a looser one of Rust; ``beside`` are those of look-arounds."""

    dialect: _Dialect
    beside: list[str] = field(default_factory=list)
    _groups: dict[int, Any] = field(default_factory=dict)

    def write_whole(self, tree: list[Any], *, ignores_case: bool) -> str:
        """``tree``, with a look-behind before it and a look-ahead behind it as parts of it."""
        before = next((i for i, (code, _) in enumerate(tree) if code not in _WIDTHLESS), len(tree))
        behind = len(tree) - next(
            (i for i, (code, _) in enumerate(reversed(tree)) if code not in _WIDTHLESS), len(tree)
        )
        looks = [
            next((i for i in range(before) if _looks(tree[i], -1)), None),
            next((i for i in range(max(before, behind), len(tree)) if _looks(tree[i], 1)), None),
        ]
        behind_it, ahead_of_it = (tree[i][1][1] if i is not None else [] for i in looks)
        rest = [node for i, node in enumerate(tree) if i not in looks]
        # Places beside a look-around are those of the pattern's own ends.
        whole = _without_optional_ends([*behind_it, *rest, *ahead_of_it])
        return self.write(whole, ignores_case=ignores_case, is_certain=True)

    def write(self, tree: Iterable[Any], *, ignores_case: bool, is_certain: bool) -> str:
        """``is_certain`` where every match goes through ``tree``."""
        return "".join(self._node(code, part, ignores_case, is_certain) for code, part in tree)

    def _node(self, code: Any, argument: Any, ignores_case: bool, is_certain: bool) -> str:  # noqa: ANN401, FBT001
        if code in REPEATS:
            least, most, body = argument
            inner = self.write(body, ignores_case=ignores_case, is_certain=is_certain and least > 0)
            return _repeat(inner, least, most, is_one=len(body) == 1 and _reads_one(body[0][0]))
        if code is op.ASSERT:
            body = self.write(argument[1], ignores_case=ignores_case, is_certain=is_certain)
            if is_certain:
                self.beside.append(body)
            return ""
        if code is op.SUBPATTERN:
            return self._group(argument, ignores_case, is_certain)
        writers: dict[Any, Callable[[], str]] = {
            op.LITERAL: lambda: _characters([(argument, argument)], ignores_case=ignores_case),
            op.NOT_LITERAL: lambda: _ANY_CHARACTER,
            op.ANY: lambda: _ANY_CHARACTER,
            op.IN: lambda: self._class(argument, ignores_case=ignores_case),
            op.AT: lambda: self._place(argument),
            op.ASSERT_NOT: lambda: "",
            op.BRANCH: lambda: self._branches(argument[1], ignores_case=ignores_case),
            op.ATOMIC_GROUP: lambda: self.write(
                argument, ignores_case=ignores_case, is_certain=is_certain
            ),
            op.GROUPREF: lambda: (
                self._branches([self._groups[argument]], ignores_case=True)
                if argument in self._groups
                else _ANYTHING
            ),
        }
        if code not in writers:
            raise _UnknownError
        return writers[code]()

    def _branches(self, branches: Iterable[Any], *, ignores_case: bool) -> str:
        written = (self.write(b, ignores_case=ignores_case, is_certain=False) for b in branches)
        return f"(?:{'|'.join(written)})"

    def _group(self, argument: Any, ignores_case: bool, is_certain: bool) -> str:  # noqa: ANN401, FBT001
        number, added, gone, body = argument
        ignores_case = (ignores_case or bool(added & re.IGNORECASE)) and not gone & re.IGNORECASE
        inner = self.write(body, ignores_case=ignores_case, is_certain=is_certain)
        if number is not None:
            self._groups[number] = body
        return f"(?:{inner})" if inner else ""

    def _place(self, code: Any) -> str:  # noqa: ANN401
        if code is op.AT_BOUNDARY:
            return self.dialect.boundary
        return _PLACES.get(code) or self.dialect.lines.get(code, "")

    def _class(self, parts: Iterable[Any], *, ignores_case: bool) -> str:
        ranges: list[tuple[int, int]] = []
        categories = ""
        for code, argument in parts:
            if code is op.LITERAL:
                ranges.append((argument, argument))
            elif code is op.RANGE:
                ranges.append(argument)
            elif code is op.CATEGORY and self.dialect.is_ascii:
                if argument not in _ASCII_CLASSES:
                    return _ANY_CHARACTER  # it reads all that is not ASCII
                ranges.extend(_ASCII_CLASSES[argument])
            elif code is op.CATEGORY and argument in _CLASSES:
                categories += _CLASSES[argument]
            else:  # a class of what it does not hold
                return _ANY_CHARACTER
        return _characters(ranges, categories, ignores_case=ignores_case)


def _without_optional_ends(tree: list[Any]) -> list[Any]:
    """``tree`` without what may be missing at its ends: whatever contains it contains the rest.

    Where nothing else is left, all of it.
    """
    kept = tree
    for direction in (1, -1):
        ordered = kept[::direction]
        end = next((i for i, node in enumerate(ordered) if not _may_be_missing(node)), len(ordered))
        looks = [node for node in ordered[:end] if node[0] not in REPEATS]
        kept = [*looks, *ordered[end:]][::direction]
    return kept if any(code not in _WIDTHLESS for code, _ in kept) else tree


def _may_be_missing(node: Any) -> bool:  # noqa: ANN401
    """Whether a text need not hold a part, or whether it looks around wherever it stands."""
    code, argument = node
    return code in {op.ASSERT, op.ASSERT_NOT} or (code in REPEATS and argument[0] == 0)


def _looks(node: Any, direction: int) -> bool:  # noqa: ANN401
    return node[0] is op.ASSERT and node[1][0] == direction


def _is_empty(node: Any) -> bool:  # noqa: ANN401
    return node[0] is op.SUBPATTERN and not list(node[1][-1])


def _reads_one(code: Any) -> bool:  # noqa: ANN401
    return code in {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}


def _repeat(inner: str, least: int, most: Any, *, is_one: bool) -> str:  # noqa: ANN401
    if not inner or most == 0:
        return ""
    if inner == _ANY_CHARACTER and most != 1:
        return _ANYTHING if least == 0 else f"{_ANY_CHARACTER}+"
    kept = min(least, _LEAST_OF_ONE if is_one else _LEAST_OF_MANY)
    if most is not op.MAXREPEAT and most <= (_MOST_OF_ONE if is_one else _MOST_OF_MANY):
        return f"(?:{inner}){{{kept},{most}}}"
    if most == least == kept:
        return f"(?:{inner}){{{kept}}}"
    return f"(?:{inner}){{{kept},}}"


def _characters(
    ranges: Sequence[tuple[int, int]], categories: str = "", *, ignores_case: bool
) -> str:
    if ignores_case and not categories and _ALL_OTHERS in ranges:
        return _characters([*ranges, *_in_other_case(ranges)], ignores_case=False)
    inside = categories + "".join(
        f"\\x{{{first:X}}}" if first == last else f"\\x{{{first:X}}}-\\x{{{last:X}}}"
        for first, last in ranges
    )
    if not ignores_case:
        return f"[{inside}]"
    is_ascii = not categories and all(last <= _LAST_ASCII for _, last in ranges)
    return f"(?i-u:[{inside}])" if is_ascii else f"(?i:[{inside}])"


def _in_other_case(ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What a class that holds all that is not ASCII holds as well where case does not count.

    Rust's engine takes 3 ms to find that for each such class, and leaves the Turkish ones out.
    """
    yield from ((ord(letter), ord(letter)) for letter in _SAME_AS_OTHERS)
    for start, other in (("A", "a"), ("a", "A")):
        first_letter, distance = ord(start), ord(other) - ord(start)
        for first, last in ranges:
            low, high = max(first, first_letter), min(last, first_letter + 25)
            if low <= high:
                yield low + distance, high + distance
