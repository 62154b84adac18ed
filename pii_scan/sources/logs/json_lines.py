"""JSON lines one by one: every value under its path, ``user.email``, ``items[].phone``.

This is the exact and slow reader, for lines of which no shape is known (``json_shapes``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.sources.logs.counts import printable
from pii_scan.sources.logs.json_pairs import Named, opened_pair
from pii_scan.sources.logs.times import TIME_KEYS, WHOLE_STAMP

Values = dict[str, dict[str, int]]
"""Key → value → how often. A key that was seen without a value has an empty dictionary."""

# An object becomes a tuple of pairs, so that a key that is there twice is not lost; numbers stay
# as they are written; control characters inside strings are common in logs.
DECODER = json.JSONDecoder(
    object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=str, strict=False
)
DEEPEST = 32
_STAMP = re.compile(WHOLE_STAMP)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """What was in the lines; the places of those that are no JSON; lines of other programs."""

    counts: Values = field(repr=False)
    others: list[int]
    inner: list[str] = field(repr=False)


@dataclass(slots=True)
class _Node:
    """A place in the documents of a chunk: its values and what is below it."""

    path: str
    depth: int
    below: dict[str, _Node] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    seen: bool = False


def read_json(lines: Iterable[str], named: Named | None = None) -> JsonLines:
    """Open each line that is a JSON object or array.

    ``named`` says which names in lists of names and values speak for an item.

    Docker keeps each line of a program as ``{"log": …, "stream": …, "time": …}``, with "attrs"
    where labels are asked for: the line itself is given back as ``inner``.
    """
    root = _Node("", 0)
    others: list[int] = []
    inner: list[str] = []
    for place, line in enumerate(lines):
        try:
            document = DECODER.decode(line)
        except (ValueError, RecursionError):
            others.append(place)
            continue
        if not isinstance(document, tuple | list):
            others.append(place)
        elif (wrapped := wrapped_line(document)) is not None:
            inner.append(wrapped)
        else:
            _count(document, root, named)
    return JsonLines(_counts(root), others, inner)


def wrapped_line(document: object) -> str | None:
    """The line of a program that Docker wrapped in JSON; None for any other document."""
    match document:
        case (("log", str(line)), ("stream", "stdout" | "stderr"), ("time", _)) | (
            ("log", str(line)),
            ("stream", "stdout" | "stderr"),
            ("attrs", _),
            ("time", _),
        ):
            return printable(line.rstrip("\r\n").replace("\n", " "))
    return None


def _count(document: object, root: _Node, named: Named | None) -> None:
    # A stack, not recursion: documents may be nested deeper than Python's calls.
    stack: list[tuple[_Node, object]] = [(root, document)]
    while stack:
        node, value = stack.pop()
        if value in ((), [], None):
            node.seen = True
        elif isinstance(value, tuple):
            for key, inside in value:
                below = node.below.get(key) or _child(node, key)
                if type(inside) is str:
                    below.values.append(inside)
                else:
                    stack.append((below, inside))
        elif isinstance(value, list):
            below = node.below.get("[]") or _list(node)
            stack.extend(_opened(below, inside, named) for inside in reversed(value))
        elif isinstance(value, str):
            node.values.append(value)
        else:
            node.values.append("true" if value else "false")


def _opened(node: _Node, inside: object, named: Named | None) -> tuple[_Node, object]:
    """A part of a list and where it stands: the value of a pair under the pair's name."""
    pair = opened_pair(inside, named) if named else None
    if pair is None:
        return node, inside
    name, value = pair
    return node.below.get(name) or _child(node, name), value


def _list(node: _Node) -> _Node:
    if node.depth >= DEEPEST:
        return node
    below = _Node(node.path + "[]", node.depth + 1)
    node.below["[]"] = below
    return below


def _child(node: _Node, key: str) -> _Node:
    if node.depth >= DEEPEST:
        return node
    name = key_name(key)
    if name is None:
        node.keys.append(key)
        name = ANY_KEY
    path = f"{node.path}.{name}" if node.path else name
    below = _Node(path, node.depth + 1)
    if name != ANY_KEY:
        node.below[key] = below
        return below
    return node.below.setdefault(ANY_KEY, below)


def _counts(root: _Node) -> Values:
    counts: Values = {}
    for node in _nodes(root):
        if node.path.rpartition(".")[2].lower() in TIME_KEYS:
            # A line's own time is in every line another and no one's.
            node.seen = True
            node.values = [value for value in node.values if not _STAMP.search(value)]
        if node.keys:
            path = f"{node.path}.{KEY}" if node.path else KEY
            for key, number in Counter(node.keys).items():
                _add(counts, path, printable(key), number)
        if node.values or node.seen:
            counts.setdefault(printable(node.path), {})
        for value, number in Counter(node.values).items():
            _add(counts, printable(node.path), printable(value), number)
    return counts


def _add(counts: Values, key: str, value: str, number: int) -> None:
    """Count a value; an empty one, or the - of logs, only shows that the key exists."""
    values = counts.setdefault(key, {})
    if value not in ("", "-", "--"):
        values[value] = values.get(value, 0) + number


def _nodes(root: _Node) -> Iterator[_Node]:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        yield node
        nodes.extend(reversed(node.below.values()))
