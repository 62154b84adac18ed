r"""Whether a pattern always takes linear time in an engine that backtracks, as Python's does.

A backtracking search takes

- exponential time where a loop can read the same text in two ways: ``(a+)+``, ``(a|a)*``;
- polynomial time where two loops behind each other can share out a text: ``.*.*=``;
- quadratic time where a loop reads on, each time, from every place a search starts: ``\d+x``.

All three can be read off the pattern's automaton (N. Weideman, B. van der Merwe, M. Berglund,
B. Watson: Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers by Using
Ambiguity of NFA, CIAA 2016). Whether what follows can fail at all is not asked, so that some
patterns are refused that would never be slow, but none is let through that could be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from pii_scan.patterns.automaton import Automaton, PatternError, build_automaton, parse
from pii_scan.patterns.characters import Tree, bits
from pii_scan.patterns.text import text_of

_LONGEST_LOOK_BEHIND = 1_000
_MOST_LOOPED = 200
# Steps from one place that may still pass for a constant, and how far a text is followed.
_MOST_STEPS = 10_000
_FOLLOWED = 150

_State = tuple[int, int]
"""A position and the atom it has just read."""

_Graph = Mapping[_State, Mapping[_State, int]]
_NodeT = TypeVar("_NodeT")


def why_not_linear(pattern: str) -> str | None:
    """Why a search for ``pattern`` is not known to take linear time; None where it is.

    The reason names the part and what to do. A pattern is read with the flags that all rules
    have; what Python's ``re`` cannot read, or reads otherwise than ``regex``, is refused as well.
    """
    try:
        _check(parse(pattern), is_search=True)
    except PatternError as refusal:
        return str(refusal)
    return None


def _check(tree: Tree, *, is_search: bool) -> None:
    """Raise PatternError where ``tree`` can take more than linear time."""
    automaton, look_behinds = build_automaton(tree)
    for body in look_behinds:
        if body.getwidth()[1] > _LONGEST_LOOK_BEHIND:
            raise PatternError(
                f"looks behind as far as it can: {text_of(body)}; bound it, as in {{0,20}}"
            )
        _check(body, is_search=False)
    loops = _loops(automaton)
    for loop in loops:
        _check_loop(automaton, loop)
    for first in loops:
        for second in loops:
            if first is not second:
                _check_pair(automaton, first, second)
    if is_search:
        for loop in loops:
            _check_start(automaton, loop)
    _check_steps(automaton)


def _loops(automaton: Automaton) -> list[frozenset[int]]:
    """Positions that can be read again and again, grouped as they reach each other."""
    graph = {p: {q for q, *_ in edges} for p, edges in automaton.edges.items()}
    loops = _cycles(graph)
    longest = max(loops, key=len, default=frozenset())
    if len(longest) > _MOST_LOOPED:
        raise PatternError(f"repeats too much to be checked: {_named(automaton, longest)}")
    return loops


def _cycles(graph: Mapping[_NodeT, Collection[_NodeT]]) -> list[frozenset[_NodeT]]:
    """The components of ``graph`` in which one can go round."""
    return [
        component
        for component in _components(graph)
        if len(component) > 1 or any(node in graph.get(node, ()) for node in component)
    ]


def _check_loop(automaton: Automaton, loop: frozenset[int]) -> None:
    """Refuse a loop that can read one text in two ways: exponential time."""
    graph = _states(automaton, loop, loop)
    refusal = PatternError(
        f"can read the same text in two ways, which takes exponential time: "
        f"{_named(automaton, loop)}; let each round begin with something of its own"
    )
    parts = {state: i for i, part in enumerate(_components(graph)) for state in part}
    for state, following in graph.items():
        if any(times > 1 and parts[to] == parts[state] for to, times in following.items()):
            raise refusal
    pairs = {(state, state) for state in graph}
    both = _explore(pairs, lambda pair: _together(graph, graph, pair))
    for component in _components(both):
        alike = {one == other for one, other in component}
        if alike == {True, False}:
            raise refusal


def _check_pair(automaton: Automaton, first: frozenset[int], second: frozenset[int]) -> None:
    """Refuse two loops that can share out one text in more ways than one: polynomial time."""
    between = _between(automaton, first, second)
    if not between:
        return
    ahead = _states(automaton, first, first)
    across = _states(automaton, between, between)
    behind = _states(automaton, second, second)
    reads_both = _explore(
        {(p, q) for p in ahead for q in behind if p[1] == q[1]},
        lambda pair: _together(ahead, behind, pair),
    )
    # Where both loops read one text, any of its places does: each leads to all others.
    for p, q in map(next, map(iter, _cycles(reads_both))):
        reached = _explore(
            {(p, p, q)},
            lambda three: (
                (x, y, z)
                for x, y in _together(ahead, across, (three[0], three[1]))
                for z in behind.get(three[2], ())
                if z[1] == x[1]
            ),
        )
        if (p, q, q) in reached:
            raise PatternError(
                "can share out the same text in many ways between "
                f"{_named(automaton, first)} and {_named(automaton, second)}; let the first "
                "not read what the second begins with"
            )


def _check_start(automaton: Automaton, loop: frozenset[int]) -> None:
    """Refuse a loop that reads on from every place where a search starts: quadratic time.

    Where the pattern is certain to match, the next search starts behind the match.
    """
    start = frozenset({0})
    ways = (start | _between(automaton, start, loop)) - automaton.certain
    across = _states(automaton, ways, ways)
    behind = _states(automaton, loop - automaton.certain, loop - automaton.certain)
    everything = bits(automaton.atoms.characters)
    search = {
        (0, atom): {**across.get((0, atom), {}), **{(0, other): 1 for other in everything}}
        for atom in everything
    }
    graph = {**across, **search}
    # Any state of a cycle does: each leads to all others, and a search starts anywhere.
    for state in map(next, map(iter, _cycles(behind))):
        reached = _explore({((0, state[1]), state)}, lambda pair: _together(graph, behind, pair))
        if (state, state) in reached:
            raise PatternError(
                "starts anew at each character of a long text and reads on each time: "
                f"{_named(automaton, loop)}; say what must not stand before it, as in "
                "(?<![0-9A-Za-z]), or how often it repeats at most, as in {1,20}"
            )


def _check_steps(automaton: Automaton) -> None:
    """Refuse repeats that have an end and still add up to very many ways to read one text.

    The text is grown greedily, by the character that keeps most ways open.
    """
    beginnings: dict[frozenset[tuple[_State, int]], Mapping[_State, int]] = {}
    for before in bits(automaton.atoms.anything):
        for ways in _grown(automaton, {(0, before): 1}).values():
            beginnings[frozenset(ways.items())] = ways
    passed: _Passed = {}
    for beginning in beginnings.values():
        _check_steps_from(automaton, beginning, passed)


_Passed = dict[frozenset[tuple[_State, int]], tuple[int, int]]
"""Ways that were followed to an end, with the steps before and how far on they were."""


def _check_steps_from(
    automaton: Automaton, beginning: Mapping[_State, int], passed: _Passed
) -> None:
    ways: Mapping[_State, int] = beginning
    steps = 0
    for length in range(_FOLLOWED):
        # What goes on in the same way, from as few steps and as near the end, ends as well.
        known = frozenset(ways.items())
        before, at = passed.get(known, (-1, 0))
        if steps <= before and length >= at:
            return
        passed[known] = steps, length
        options = _grown(automaton, ways)
        if not options:
            return
        ways = max(options.values(), key=lambda option: sum(option.values()))
        steps += sum(ways.values())
        if steps > _MOST_STEPS:
            busiest = max(ways, key=lambda state: ways[state])
            raise PatternError(
                f"can read {length + 2} characters in {sum(ways.values()):,} ways, "
                f"at {automaton.text[busiest[0]]}; repeat less, or what cannot be mistaken"
            )


def _grown(automaton: Automaton, ways: Mapping[_State, int]) -> dict[int, dict[_State, int]]:
    """States after one more character, by that character's atom, with the ways to get there."""
    options: dict[int, dict[_State, int]] = {}
    for (position, last), times in ways.items():
        for to, now, more in automaton.ways(position, last):
            for atom in bits(now):
                option = options.setdefault(atom, {})
                option[to, atom] = option.get((to, atom), 0) + times * more
    return options


def _named(automaton: Automaton, loop: Iterable[int]) -> str:
    """The part of the pattern that a loop is: the widest that its positions come from."""
    return max((automaton.text[position] for position in loop), key=len)


def _between(automaton: Automaton, first: frozenset[int], second: frozenset[int]) -> frozenset[int]:
    """Positions on the ways from ``first`` to ``second``, both included; none where no way is."""
    forward = {p: {q for q, *_ in edges} for p, edges in automaton.edges.items()}
    backward: dict[int, set[int]] = {}
    for p, following in forward.items():
        for q in following:
            backward.setdefault(q, set()).add(p)
    ahead = set(_explore(set(first), lambda p: forward.get(p, ())))
    back = set(_explore(set(second), lambda p: backward.get(p, ())))
    return frozenset(ahead & back)


def _states(automaton: Automaton, starts: frozenset[int], ends: frozenset[int]) -> _Graph:
    """The automaton from ``starts`` to ``ends``, each position split by the atom it has read."""
    graph: dict[_State, dict[_State, int]] = {}
    for position in starts:
        for (to, last, now), times in automaton.edges.get(position, {}).items():
            if to in ends:
                for before in bits(last):
                    following = graph.setdefault((position, before), {})
                    for atom in bits(now):
                        following[to, atom] = following.get((to, atom), 0) + times
    return graph


def _together(
    one: _Graph, other: _Graph, pair: tuple[_State, _State]
) -> Iterator[tuple[_State, _State]]:
    """Pairs of states that both go on to by the same atom."""
    by_atom: dict[int, list[_State]] = {}
    for state in other.get(pair[1], ()):
        by_atom.setdefault(state[1], []).append(state)
    for state in one.get(pair[0], ()):
        for same in by_atom.get(state[1], ()):
            yield state, same


def _explore(
    starts: Iterable[_NodeT], following: Callable[[_NodeT], Iterable[_NodeT]]
) -> dict[_NodeT, set[_NodeT]]:
    """Everything that can be reached from ``starts``, with what follows each."""
    graph: dict[_NodeT, set[_NodeT]] = {}
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in graph:
            graph[node] = set(following(node))
            waiting += graph[node] - graph.keys()
    return graph


def _components(graph: Mapping[_NodeT, Iterable[_NodeT]]) -> list[frozenset[_NodeT]]:
    """Strongly connected components (Tarjan), without recursion."""
    index: dict[_NodeT, int] = {}
    low: dict[_NodeT, int] = {}
    stack: list[_NodeT] = []
    on_stack: set[_NodeT] = set()
    components: list[frozenset[_NodeT]] = []
    for root in graph:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(graph.get(root, ())))]
        while work:
            node, children = work[-1]
            for child in children:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(graph.get(child, ()))))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = set()
                    while (member := stack.pop()) != node:
                        members.add(member)
                    members.add(node)
                    on_stack -= members
                    components.append(frozenset(members))
    return components
