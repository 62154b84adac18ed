"""Which columns point to a row of another table: ``device_id`` where there is a table devices.

Such a number is drawn by the database, whatever the same name means in a file of an app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pii_scan.detect.containers import tables_in
from pii_scan.detect.words import singular

_Words = tuple[str, ...]
# What stands in front of the names of tables and says nothing.
_PREFIXES = frozenset({"tb", "tbl", "t", "table"})
_KEY = ("id",)


@dataclass(frozen=True, slots=True)
class TableKeys:
    """The tables of a scan: ``names`` are their sources and what they are called, in words."""

    names: frozenset[tuple[str, _Words]] = frozenset()

    @classmethod
    def of(cls, paths: Iterable[Sequence[str]], words: Callable[[str], _Words]) -> TableKeys:
        """Those of ``paths``, each a source and then schema and table; ``words`` cuts a name."""
        return cls(
            frozenset(
                (path[0], _without_prefix(words(table)))
                for path in paths
                for table in tables_in(path[1:][-1:], logged=False)
            )
        )

    def are_pointed_to(self, source: str, column: _Words) -> bool:
        """Whether a ``column`` of ``source``, in words, is called after a table and its key."""
        called = column[:-1]
        return column[-1:] == _KEY and bool(called) and (source, _one(called)) in self.names


def _without_prefix(words: _Words) -> _Words:
    return _one(words[1:] if len(words) > 1 and words[0] in _PREFIXES else words)


def _one(words: _Words) -> _Words:
    return (*words[:-1], singular(words[-1])) if words else words
