"""Which columns point to a row of another table: ``device_id`` where there is a table devices.

Such a number is drawn by the database, whatever the same name means in a file of an app. So is a
UUID where the rows of that table have UUIDs for keys: an advertising id looks the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
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
    """The tables of a scan: ``names`` are their sources and what they are called, in words.

    ``drawn`` are those of them whose rows have UUIDs for keys.
    """

    names: frozenset[tuple[str, _Words]] = frozenset()
    drawn: frozenset[tuple[str, _Words]] = frozenset()

    @classmethod
    def of(
        cls,
        tables: Mapping[tuple[str, tuple[str, ...]], Iterable[FieldEvidence]],
        words: Callable[[str], _Words],
    ) -> TableKeys:
        """Those of ``tables``: by source and path their fields; ``words`` cuts a name."""
        found: dict[str, dict[_Words, bool]] = {}
        for (source, path), fields in tables.items():
            for table in tables_in(path[-1:], logged=False):
                name = _without_prefix(words(table))
                drawn = any(_is_drawn_key(field, words, name) for field in fields)
                found.setdefault(source, {})[name] = drawn
        known = [
            ((source, shorter), drawn)
            for source, names in found.items()
            for name, drawn in names.items()
            for shorter in {name, _without_common_prefix(name, names)}
        ]
        return cls(
            frozenset(name for name, _ in known), frozenset(name for name, drawn in known if drawn)
        )

    def has_row_of(self, evidence: FieldEvidence, column: _Words) -> bool:
        """Whether a ``column`` called so, in words, holds keys of the table it is called after."""
        called = _called(column)
        if not called:
            return False
        table = evidence.field.source, _one(called)
        is_uuid = kind_of(evidence.field.type) == "uuid"
        if holds_numbers(evidence) or (is_uuid and not evidence.sampled):
            return table in self.names
        return _holds_uuids(evidence) and table in self.drawn


def _is_drawn_key(evidence: FieldEvidence, words: Callable[[str], _Words], table: _Words) -> bool:
    """Whether a field of a ``table`` is its key, and holds UUIDs: ``id``, ``device_id``."""
    column = words(evidence.field.told[-1])
    own = column == (_KEY,) or _one(_called(column)) == table
    return own and _holds_uuids(evidence)


def _holds_uuids(evidence: FieldEvidence) -> bool:
    return kind_of(evidence.field.type) == "uuid" or 2 * evidence.keys >= evidence.sampled > 0


def _called(column: _Words) -> _Words:
    """What stands before the ``id``: of ``device_id``, and of ``deviceid`` that is one word."""
    *before, last = column or ("",)
    if last == _KEY:
        return tuple(before)
    called = last.removesuffix(_KEY)
    is_cut = len(called) >= _SHORTEST and called != last
    return (*before, called) if is_cut else ()


def _without_common_prefix(table: _Words, tables: Collection[_Words]) -> _Words:
    """A table without what all of them begin with: ``tc_users``, ``tc_devices``."""
    first = {name[:1] for name in tables}
    is_common = len(first) == 1 and len(tables) >= _FEWEST
    return table[1:] if is_common and len(table) > 1 else table


def _without_prefix(words: _Words) -> _Words:
    return _one(words[1:] if len(words) > 1 and words[0] in _PREFIXES else words)


def _one(words: _Words) -> _Words:
    return (*words[:-1], singular(words[-1])) if words else words
