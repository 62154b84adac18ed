r"""A pattern as an automaton: which character positions follow each other, and in how many ways.

Glushkov's construction, kept exact for what backtracking does: two ways to go from one position
to the next are counted, not joined. What stands between two positions (``\b``, ``(?<![0-9])``)
is kept as the characters that it lets stand on either side. Where that is not all it asks, and
where a repeat ends late, the automaton can do more than the pattern, never less.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]  # Python ships it without types
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

from pii_scan.patterns.characters import (
    Atoms,
    Tree,
    atoms_of,
    inside,
    is_newline,
    is_word,
    nodes,
    test_of,
)
from pii_scan.patterns.text import REPEATS, text_of

FLAGS = re.DOTALL | re.MULTILINE | re.IGNORECASE | re.ASCII
"""The flags of every rule: ``global_regex_flags: 154`` of a Presidio registry file."""

_MOST_POSITIONS = 2_000
# A repeat of more positions than this is taken as one without an end.
_MOST_REPEATED = 700
_WIDEST_GROUP = 20
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPARE_BRACE = re.compile(r"\{(?!\d*,?\d*\})")
_CLASS_IN_CLASS = re.compile(r"\[\^?\]?[^\]]*\[[:.=]")


class PatternError(Exception):
    """A pattern that is refused; the message says why, as for a person."""


def parse(pattern: str) -> Tree:
    """``pattern`` as Python's ``re`` reads it with ``FLAGS``.

    Raises PatternError where it cannot, and where the ``regex`` package reads it otherwise.
    """
    parts: list[str] = []
    at = 0
    for piece in _PIECE.findall(pattern):
        if piece[0] == "[" and _CLASS_IN_CLASS.match(piece):
            raise PatternError("holds a class in a class, as in [[:alpha:]]; spell it out")
        if piece == "{" and _SPARE_BRACE.match(pattern, at):
            raise PatternError("holds a brace that counts nothing; write \\{")
        # An empty group, so that the parser does not join alternatives that regex tries in turn.
        parts.append("|()" if piece == "|" else piece)
        at += len(piece)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            tree = sre.parse("".join(parts), FLAGS)
        except (re.error, FutureWarning, OverflowError, RecursionError) as cause:
            reason = cause.msg if isinstance(cause, re.error) else str(cause)
            raise PatternError(f"is no pattern that Python's re can read: {reason}") from None
    flags = [argument[1:3] for code, argument in nodes(tree) if code is op.SUBPATTERN]
    known = all(not added & ~FLAGS and not gone & ~re.IGNORECASE for added, gone in flags)
    if not known or tree.state.flags & re.VERBOSE:
        raise PatternError("changes flags that all rules have: DOTALL, MULTILINE, ASCII")
    data: Tree = tree
    return data


@dataclass(frozen=True, slots=True)
class Automaton:
    """Positions by number from 1, each of which reads one character; 0 is where a search starts.

    ``edges[p]`` counts the ways from p on by (position, atoms read at p, atoms read there).
    ``text`` is the part of the pattern that a position comes from. Once ``certain`` positions are
    read, the pattern matches whatever follows.
    """

    atoms: Atoms
    edges: Mapping[int, Mapping[tuple[int, int, int], int]]
    text: Mapping[int, str]
    certain: frozenset[int]

    def ways(self, position: int, atom: int) -> Iterator[tuple[int, int, int]]:
        """From ``position``, which has read ``atom``: positions, atoms read there, and ways."""
        for (to, last, now), times in self.edges.get(position, {}).items():
            if last >> atom & 1:
                yield to, now, times


_OF_ONE_CHARACTER = frozenset({op.IN, op.LITERAL, op.NOT_LITERAL, op.ANY})


def build_automaton(tree: Tree) -> tuple[Automaton, Sequence[Any]]:
    """The automaton of a parsed pattern, and the bodies of its look-behinds.

    Raises PatternError for a pattern that is too long, or that refers back to a long group.
    """
    builder = _Builder(atoms_of(tree))
    return builder.build(tree), builder.look_behinds


def _size(tree: Iterable[Any]) -> int:
    """About how many positions ``tree`` takes, repeats multiplied out."""
    total = 0
    for code, argument in tree:
        if code in REPEATS:
            least, most, body = argument
            size = _size(body) * max(1, least if most is op.MAXREPEAT else most)
            total += size if size <= _MOST_REPEATED else _size(body)
        elif code in _OF_ONE_CHARACTER:
            total += 1
        elif code not in {op.ASSERT, op.ASSERT_NOT}:
            total += sum(_size(part) for part in inside(code, argument))
    return total


_Gate = tuple[int, int]
"""What may stand before a place and behind it: two sets of atoms."""

_End = tuple[int, _Gate]
"""A position at the beginning or end of a part, and the gate of the place there."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: positions it begins and ends with, and ways to read nothing.

    One entry for each way, so that an entry may stand there twice.
    """

    first: tuple[_End, ...] = ()
    last: tuple[_End, ...] = ()
    empty: tuple[_Gate, ...] = ()


def _both(one: _Gate, other: _Gate) -> _Gate:
    return one[0] & other[0], one[1] & other[1]


class _Builder:
    def __init__(self, atoms: Atoms) -> None:
        self._atoms = atoms
        self._open: _Gate = (atoms.anything, atoms.anything)
        self._reads: dict[int, int] = {}
        self._text: dict[int, str] = {}
        self._edges: dict[int, Counter[tuple[int, int, int]]] = {}
        self._groups: dict[int, Any] = {}
        self._source = ""
        self._fold = True
        self._known: dict[tuple[Any, str, bool], int] = {}
        self.look_behinds: list[Any] = []

    def build(self, tree: Tree) -> Automaton:
        part = self.part(tree)
        for end in part.first:
            self._edge(0, end[0], end[1])
        certain = frozenset(p for p, gate in part.last if gate[1] == self._atoms.anything)
        return Automaton(self._atoms, self._edges, self._text, certain)

    def part(self, tree: Iterable[Any]) -> _Part:
        whole = _Part(empty=(self._open,))
        for code, argument in tree:
            whole = self._joined(whole, self._node(code, argument))
        return whole

    def _edge(self, start: int, end: int, gate: _Gate) -> None:
        read = self._reads[start] if start else self._atoms.anything
        key = (end, gate[0] & read, gate[1] & self._reads[end])
        if key[1] and key[2]:
            self._edges.setdefault(start, Counter())[key] += 1

    def _connect(self, lasts: Iterable[_End], firsts: Sequence[_End]) -> None:
        for start, gate in lasts:
            for end, other in firsts:
                self._edge(start, end, _both(gate, other))

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._connect(left.last, right.first)
        through_left = [(p, _both(gate, g)) for p, g in right.first for gate in left.empty]
        through_right = [(p, _both(gate, g)) for p, g in left.last for gate in right.empty]
        return _Part(
            (*left.first, *through_left),
            (*right.last, *through_right),
            tuple(_both(one, other) for one in left.empty for other in right.empty),
        )

    def _node(self, code: Any, argument: Any) -> _Part:  # noqa: ANN401, PLR0911  one a kind
        read = self._read_by(code, argument)
        if read is not None:
            return self._position(read, text_of([(code, argument)]))
        if code is op.BRANCH:
            parts = [self.part(part) for part in argument[1]]
            return _Part(
                tuple(end for part in parts for end in part.first),
                tuple(end for part in parts for end in part.last),
                tuple(gate for part in parts for gate in part.empty),
            )
        if code is op.SUBPATTERN:
            return self._group(*argument)
        if code is op.ATOMIC_GROUP:
            return self.part(argument)
        if code is op.AT:
            return _Part(empty=self._boundary(argument))
        if code in {op.ASSERT, op.ASSERT_NOT}:
            return self._look_around(code, *argument)
        if code in REPEATS:
            return self._repeat(code, *argument)
        if code is op.GROUPREF and argument in self._groups:
            # It reads what its group has read, which is one of the things that its group can read.
            return self.part(self._groups[argument])
        if code is op.FAILURE:
            return _Part()
        raise PatternError("refers back to a group that may be long, or may not have been read")

    def _read_by(self, code: Any, argument: Any) -> int | None:  # noqa: ANN401
        """The atoms of a node that reads one character; None for any other node."""
        if code not in _OF_ONE_CHARACTER:
            return None
        # A repeated part is built anew for each time it repeats.
        key = code, str(argument), self._fold
        if key not in self._known:
            test = test_of(code, argument, fold=self._fold)
            self._known[key] = self._atoms.of(test) if test else 0
        return self._known[key]

    def _position(self, reads: int, text: str) -> _Part:
        number = len(self._reads) + 1
        if number > _MOST_POSITIONS:
            raise PatternError("is too long to be checked; make two patterns of it")
        self._reads[number] = reads
        self._text[number] = self._source or text
        return _Part(((number, self._open),), ((number, self._open),))

    def _group(self, number: int | None, added: int, gone: int, body: Any) -> _Part:  # noqa: ANN401
        if number is not None and body.getwidth()[1] <= _WIDEST_GROUP:
            self._groups[number] = body
        outside = self._fold
        self._fold = (outside or bool(added & re.IGNORECASE)) and not gone & re.IGNORECASE
        part = self.part(body)
        self._fold = outside
        return part

    def _repeat(self, code: Any, least: int, most: Any, body: Any) -> _Part:  # noqa: ANN401
        outside, self._source = self._source, text_of([(code, (least, most, body))])
        size = _size(body)
        once = _Part(empty=(self._open,))
        if least * size > _MOST_REPEATED:
            least, most = min(least, 1), op.MAXREPEAT
        if most is not op.MAXREPEAT and most * size <= _MOST_REPEATED:
            rest = once
            for _ in range(most - least):
                # x{0,3} is (x(x(x)?)?)?: one way to read each number of them.
                more = self._joined(self.part(body), rest)
                rest = _Part(more.first, more.last, (self._open,))
        elif least:
            least -= 1
            rest = self._loop(code, body, self.part(body))
        else:
            loop = self._loop(code, body, self.part(body))
            rest = _Part(loop.first, loop.last, self._given_up(code, body))
        for _ in range(least):
            once = self._joined(once, self.part(body))
        self._source = outside
        return self._joined(once, rest)

    def _loop(self, code: Any, body: Any, part: _Part) -> _Part:  # noqa: ANN401
        self._connect(part.last, part.first)
        (gate, *_) = self._given_up(code, body)
        return _Part(part.first, tuple((p, _both(gate, g)) for p, g in part.last), part.empty)

    def _given_up(self, code: Any, body: Any) -> tuple[_Gate, ...]:  # noqa: ANN401
        """The gate where a loop ends: behind a possessive one stands nothing that it reads."""
        nodes = list(body)
        if code is not op.POSSESSIVE_REPEAT or len(nodes) != 1:
            return (self._open,)
        read = self._read_by(*nodes[0]) or 0
        return ((self._atoms.anything, self._atoms.anything & ~read),)

    def _boundary(self, kind: Any) -> tuple[_Gate, ...]:  # noqa: ANN401
        atoms = self._atoms
        word, newline = atoms.of(is_word), atoms.of(is_newline)
        others = atoms.anything & ~word
        gates: dict[Any, tuple[_Gate, ...]] = {
            op.AT_BOUNDARY: ((word, others), (others, word)),
            op.AT_NON_BOUNDARY: ((word, word), (others, others)),
            op.AT_BEGINNING: ((newline | atoms.edge, atoms.anything),),
            op.AT_END: ((atoms.anything, newline | atoms.edge),),
            op.AT_BEGINNING_STRING: ((atoms.edge, atoms.anything),),
            op.AT_END_STRING: ((atoms.anything, atoms.edge),),
        }
        return gates[kind]

    def _look_around(self, code: Any, direction: int, body: Any) -> _Part:  # noqa: ANN401
        """A gate for the one character beside it; what it asks beyond that is let through.

        What it reads ahead is read all the same: a way that leads nowhere.
        """
        anything = self._atoms.anything
        if code is op.ASSERT_NOT:
            allowed = anything & ~self._single_characters(body)
        else:
            allowed = self._beside(body, behind=direction > 0)
        if direction > 0:
            return _Part(first=self.part(body).first, empty=((anything, allowed),))
        self.look_behinds.append(body)
        if code is op.ASSERT and not self._reads and _is_at_the_beginning(body):
            allowed = self._atoms.edge  # a search starts there once, or a few times
        return _Part(empty=((allowed, anything),))

    def _beside(self, body: Any, *, behind: bool) -> int:  # noqa: ANN401
        """The characters that the text a look-around finds can begin with, or end with."""
        inner = _Builder(self._atoms)
        inner._fold, inner._groups, inner._known = self._fold, self._groups, self._known
        part = inner.part(body)
        side = 1 if behind else 0
        allowed = 0
        for position, gate in part.first if behind else part.last:
            allowed |= inner._reads[position] & gate[side]
        for gate in part.empty:
            allowed |= gate[side]
        return allowed

    def _single_characters(self, body: Any) -> int:  # noqa: ANN401
        """The characters that are a whole alternative of ``body``."""
        found = 0
        for alternative in _alternatives(body):
            if len(alternative) == 1:
                found |= self._read_by(*alternative[0]) or 0
        return found


def _is_at_the_beginning(body: Any) -> bool:  # noqa: ANN401
    return all(
        alternative and alternative[0] == (op.AT, op.AT_BEGINNING_STRING)
        for alternative in _alternatives(body)
    )


def _alternatives(body: Iterable[Any]) -> list[Tree]:
    """``body`` as alternatives, without the groups around them and the empty ones of ``parse``."""
    nodes = [node for node in body if node[0] is not op.SUBPATTERN or len(node[1][3])]
    if len(nodes) == 1 and nodes[0][0] is op.SUBPATTERN and not nodes[0][1][2]:
        return _alternatives(nodes[0][1][3])
    if len(nodes) == 1 and nodes[0][0] is op.BRANCH:
        return [inner for part in nodes[0][1][1] for inner in _alternatives(part)]
    return [nodes]
