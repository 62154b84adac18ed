"""Which columns point to a row of another table: ``device_id`` where there is a table devices.

Such a number is drawn by the database, whatever the same name means in a file of an app.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from pii_scan.detect.containers import tables_in
from pii_scan.detect.evidence import FieldEvidence
from pii_scan.detect.fitting import holds_numbers
from pii_scan.detect.types import kind_of
from pii_scan.detect.words import singular

_Words = tuple[str, ...]
# What stands in front of the names of tables and says nothing.
_PREFIXES = frozenset({"tb", "tbl", "t", "table"})
_KEY = "id"
# "paid" and "valid" are no ids.
_SHORTEST = 4
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class TableKeys:
    """The tables of a scan: ``names`` are their sources and what they are called, in words."""

    names: frozenset[tuple[str, _Words]] = frozenset()

    @classmethod
    def of(cls, paths: Iterable[Sequence[str]], words: Callable[[str], _Words]) -> TableKeys:
        """Those of ``paths``, each a source and then schema and table; ``words`` cuts a name."""
        tables: dict[str, set[_Words]] = {}
        for path in paths:
            for table in tables_in(path[1:][-1:], logged=False):
                tables.setdefault(path[0], set()).add(_without_prefix(words(table)))
        return cls(
            frozenset(
                (source, name)
                for source, names in tables.items()
                for name in names | _without_common_prefix(names)
            )
        )

    def are_pointed_to(self, source: str, column: _Words) -> bool:
        """Whether a ``column`` of ``source``, in words, is called after a table and its key."""
        called = _called(column)
        return bool(called) and (source, _one(called)) in self.names


def may_point(evidence: FieldEvidence, column: _Words) -> bool:
    """Whether a column called so, in words, can hold keys of another table by its type."""
    is_key = holds_numbers(evidence) or (
        not evidence.sampled and kind_of(evidence.field.type) == "uuid"
    )
    return bool(_called(column)) and is_key


def _called(column: _Words) -> _Words:
    """What stands before the ``id``: of ``device_id``, and of ``deviceid`` that is one word."""
    *before, last = column or ("",)
    if last == _KEY:
        return tuple(before)
    called = last.removesuffix(_KEY)
    is_cut = len(called) >= _SHORTEST and called != last
    return (*before, called) if is_cut else ()


def _without_common_prefix(tables: Collection[_Words]) -> set[_Words]:
    """The tables without what all of them begin with: ``tc_users``, ``tc_devices``."""
    first = {table[:1] for table in tables}
    is_common = len(first) == 1 and len(tables) >= _FEWEST
    return {table[1:] for table in tables if len(table) > 1} if is_common else set()


def _without_prefix(words: _Words) -> _Words:
    return _one(words[1:] if len(words) > 1 and words[0] in _PREFIXES else words)


def _one(words: _Words) -> _Words:
    return (*words[:-1], singular(words[-1])) if words else words
