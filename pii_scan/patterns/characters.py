"""The characters of a pattern, in as few groups as its classes tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from typing import Any

from pii_scan.patterns.text import REPEATS

Tree = Sequence[tuple[Any, Any]]
"""What Python's ``re`` makes of a pattern: nodes, each a code with its argument."""

CharacterTest = Callable[[int], bool]
"""Whether a character, given by its code point, belongs to a class."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """Groups of characters that no class of a pattern tells apart, each by one of them.

    A set of atoms is an int with a bit for each; one more bit stands for the edge of the text.
    """

    points: tuple[int, ...]

    @property
    def characters(self) -> int:
        """The set of all atoms."""
        return (1 << len(self.points)) - 1

    @property
    def edge(self) -> int:
        """The set of the text's edge."""
        return 1 << len(self.points)

    @property
    def anything(self) -> int:
        """The set of all atoms and the text's edge."""
        return self.characters | self.edge

    def of(self, test: CharacterTest) -> int:
        """The set of atoms that pass ``test``."""
        return sum(1 << index for index, point in enumerate(self.points) if test(point))


def bits(atoms: int) -> list[int]:
    """The atoms in a set, by number."""
    return [index for index in range(atoms.bit_length()) if atoms >> index & 1]


def is_word(point: int) -> bool:
    r"""Whether ``\w`` takes the character; rules are read with the ASCII flag."""
    return point < ord("\x80") and (chr(point).isalnum() or point == ord("_"))


def is_newline(point: int) -> bool:
    """Whether ``^`` stands behind the character."""
    return point == ord("\n")


def _is_space(point: int) -> bool:
    return chr(point) in " \t\n\r\f\v"


def _is_digit(point: int) -> bool:
    return ord("0") <= point <= ord("9")


_CATEGORIES: Mapping[Any, CharacterTest] = {
    op.CATEGORY_DIGIT: _is_digit,
    op.CATEGORY_SPACE: _is_space,
    op.CATEGORY_WORD: is_word,
    op.CATEGORY_NOT_DIGIT: lambda point: not _is_digit(point),
    op.CATEGORY_NOT_SPACE: lambda point: not _is_space(point),
    op.CATEGORY_NOT_WORD: lambda point: not is_word(point),
}


def test_of(code: Any, argument: Any, *, fold: bool) -> CharacterTest | None:  # noqa: ANN401
    """Which characters a node that reads one character takes; None for any other node.

    ``fold`` says that upper and lower case are the same.
    """
    if code is op.ANY:
        return lambda _: True
    if code is op.NOT_LITERAL:
        code, argument = op.IN, [(op.NEGATE, None), (op.LITERAL, argument)]
    if code is op.LITERAL:
        code, argument = op.IN, [(op.LITERAL, argument)]
    if code is not op.IN:
        return None
    literals = {point for kind, point in argument if kind is op.LITERAL}
    ranges = [ends for kind, ends in argument if kind is op.RANGE]
    tests = [_CATEGORIES[name] for kind, name in argument if kind is op.CATEGORY]
    negated = argument[0][0] is op.NEGATE

    def test(point: int) -> bool:
        found = any(
            case in literals or any(low <= case <= high for low, high in ranges)
            for case in (_cases(point) if fold else (point,))
        )
        return (found or any(test(point) for test in tests)) is not negated

    return test


@cache
def _cases(point: int) -> frozenset[int]:
    """The character in either case, where that is one character as well."""
    character = chr(point)
    cases = (character, character.lower(), character.upper())
    return frozenset(ord(case) for case in cases if len(case) == 1)


def atoms_of(tree: Tree) -> Atoms:
    """One character for each group of characters that all classes in ``tree`` treat alike."""
    points = set(range(128))
    tests = {}
    for code, argument in nodes(tree):
        if code in {op.LITERAL, op.NOT_LITERAL}:
            points |= {*_cases(argument), argument + 1}
        elif code is op.RANGE:
            low, high = argument
            points |= {*_cases(low), *_cases(high), high + 1}
        for fold in (True, False):
            if test := test_of(code, argument, fold=fold):
                tests[code, str(argument), fold] = test
    groups: dict[tuple[bool, ...], int] = {}
    for point in sorted(points):
        try:
            chr(point)
        except ValueError:
            continue  # one behind the last of all characters
        signature = (is_word(point), is_newline(point), *(t(point) for t in tests.values()))
        groups.setdefault(signature, point)
    return Atoms(tuple(groups.values()))


def nodes(tree: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Every node in ``tree``, however deep, classes' parts included."""
    for code, argument in tree:
        yield code, argument
        for part in inside(code, argument):
            yield from nodes(part)


def inside(code: Any, argument: Any) -> list[Iterable[Any]]:  # noqa: ANN401
    """The parts of a pattern that a node is around."""
    if code in REPEATS:
        return [argument[2]]
    if code is op.SUBPATTERN:
        return [argument[3]]
    if code in {op.ASSERT, op.ASSERT_NOT}:
        return [argument[1]]
    if code is op.ATOMIC_GROUP:
        return [argument]
    if code is op.BRANCH:
        return list(argument[1])
    return [argument] if code is op.IN else []
