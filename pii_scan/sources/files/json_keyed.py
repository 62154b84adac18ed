"""Records of JSON that hold a value each, and beside it what the value is: see ``key_values``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pii_scan.documents.json_text import document_leaves
from pii_scan.documents.leaves import joined
from pii_scan.sources.files.parts import Place
from pii_scan.sources.tables.key_values import KeyedTable, names_a_field

# A file that names keys after data has endless kinds of records.
_MOST_KINDS = 200


class Beside(NamedTuple):
    """A value that stands beside its key in a record: the names of both, and its text."""

    key: str
    value: str
    text: str


@dataclass(slots=True)
class KeyedRecords:
    """Holds values beside keys back until enough of them are known to tell whether keys name them.

    ``name`` is that of the file. Keys at paths that ``may_read`` refuses are not looked at.
    """

    name: str
    may_read: Callable[[Place], bool]
    _tables: dict[tuple[str, Sequence[str]], KeyedTable] = field(default_factory=dict)
    _held: dict[tuple[str, str, str], Counter[tuple[str, str]]] = field(default_factory=dict)
    _told: dict[tuple[str, str, str], KeyedTable] = field(default_factory=dict)

    def hold(self, path: str, record: Mapping[str, object], most: int) -> Beside | None:
        """The value of ``record``, one of those at ``path``, that is held back; None where none is.

        At most ``most`` characters of it are.
        """
        names = tuple(record)
        table = self._tables.get((path, names))
        if table is None:
            if len(self._tables) >= _MOST_KINDS:
                return None
            table = KeyedTable(
                (path, self.name), names, lambda name: self.may_read((joined(path, name),))
            )
            self._tables[path, names] = table
        if table.pair is None:
            return None
        key, value = (names[at] for at in table.pair)
        text = _text(record[value])
        if text:
            place = (path, key, value)
            self._told.setdefault(place, table)
            named = record[key]
            beside = (named if isinstance(named, str) else "", text[:most])
            self._held.setdefault(place, Counter())[beside] += 1
        return Beside(key, value, text)

    def given(self) -> Iterator[tuple[str, str | None, str, int]]:
        """Path, key, text and times of all that was held, which is forgotten.

        The key is None where it names no field; then documents in the text are taken apart.
        """
        for (path, key, value), held in self._held.items():
            told = self._told[path, key, value]
            keys = [named for (named, _), times in held.items() for _ in range(times)]
            named = bool(told.apart(keys, keys))
            place = joined(path, value)
            for (of, text), times in held.items():
                if named and names_a_field(of):
                    yield place, of, text, times
                    continue
                for leaf, own in document_leaves(text, place):
                    yield leaf, None, own, times
        self._held.clear()


def _text(value: object) -> str:
    """A value as a database shows it that holds it as text."""
    if value is None or value in ([], {}):
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
