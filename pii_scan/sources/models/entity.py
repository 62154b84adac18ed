"""What a class of a program says of a table, and the columns it takes from other classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pii_scan.sources.ddl.changes import Change, CreateTable, DropTable, Name
from pii_scan.sources.ddl.columns import ColumnDefinition

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_IRREGULAR = MappingProxyType(
    {"person": "people", "child": "children", "man": "men", "woman": "women"}
)
_HISSES = ("s", "x", "z", "ch", "sh")
# No table is called so: classes that lend columns are kept under such names until all are read.
_LENT = "\0{}"


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file of a program, and the name that it is reported under."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A class with columns. ``table`` is None where it only lends them to other classes.

    ``takes`` are the classes whose columns it has as well: bases and what is embedded.
    """

    name: str
    table: Name | None
    columns: tuple[ColumnDefinition, ...]
    takes: tuple[str, ...] = ()


def snake(name: str) -> str:
    """``name`` as frameworks write it in a database: OrderItem → order_item."""
    return _HUMP.sub("_", name).lower()


def plural(name: str) -> str:
    """``name`` in lower case with its last word in the plural, as frameworks call tables.

    What ends in an s, as ``patients``, is one already, except words as ``address`` and ``status``.
    """
    *before, last = re.split(r"(?<=_)", name) if "_" in name else [name]
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        last = f"{last[:-1]}ies"
    elif last.endswith(_HISSES):
        is_plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
        last = last if is_plural else f"{last}es"
    elif last:
        last = f"{last}s"
    return "".join((*before, last))


def changes_of(entities: Sequence[tuple[str, Entity]]) -> Iterator[tuple[str, Change]]:
    """The tables of (file, class), each with the columns of all classes it takes from.

    A class that no file defines lends nothing: it belongs to a library.
    """
    known = {entity.name: (file, entity) for file, entity in reversed(entities)}
    lenders = sorted({name for _, entity in entities for name in _lenders(entity, known)})
    ready: set[str] = set()
    for name in _nearest_last(lenders, known):
        file, entity = known[name]
        yield file, _table(entity, Name(None, _LENT.format(name)), ready)
        ready.add(name)
    for file, entity in entities:
        if entity.table is not None:
            yield file, _table(entity, entity.table, ready)
    for name in lenders:
        yield known[name][0], DropTable(Name(None, _LENT.format(name)))


def _table(entity: Entity, name: Name, ready: Iterable[str]) -> CreateTable:
    like = tuple(Name(None, _LENT.format(other)) for other in entity.takes if other in ready)
    return CreateTable(name, entity.columns, like)


def _lenders(entity: Entity, known: Mapping[str, tuple[str, Entity]]) -> set[str]:
    """All classes that ``entity`` takes from, near and far, each once."""
    found: set[str] = set()
    waiting = list(entity.takes)
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found.add(name)
            waiting += known[name][1].takes
    return found


def _nearest_last(names: Sequence[str], known: Mapping[str, tuple[str, Entity]]) -> list[str]:
    """``names`` in an order in which what a class takes from comes before it."""
    return sorted(names, key=lambda name: (len(_lenders(known[name][1], known)), name))
