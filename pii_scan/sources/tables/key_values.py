"""Tables that hold a value a row, and beside it what the value is: ``meta_key``, ``meta_value``.

What such a value means is said by its row and not by its column, so each row is taken as a document
with one key, which may be data as all keys in documents may: see ``Sample.under``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_VALUES = (("value",), ("val",))
_KEYS = ("key", "name", "code")
# What has a name and a value. A bare name beside a value could be a person's.
_NAMED = frozenset(
    {"meta", "metadata", "attribute", "attributes", "attr", "attrs", "property", "properties"}
    | {"option", "options", "setting", "settings", "field", "fields", "param", "params"}
    | {"parameter", "parameters", "preference", "preferences", "config", "extra", "extras"}
)
# Whose value it is, and the language of a text, whose key says nothing of a person.
_ID = "id"
_LANGUAGES = frozenset({"locale", "language", "lang"})
_MOST_KEYS = 200
# In a table of as many keys as rows, as that of a program's settings, they are no columns.
_ROWS_OF_A_KEY = 2


class KeyedValues(NamedTuple):
    """The places of the column that says what a value is, and of that which holds it."""

    key: int
    value: int


def keyed_values(table: str, columns: Sequence[str]) -> KeyedValues | None:
    """Which ``columns`` are a key and its value, told by their names; None where none are.

    Another column says whose value it is: ``user_id``.
    """
    words = [_words(name) for name in columns]
    if not _LANGUAGES.isdisjoint(word for name in words for word in name):
        return None
    if not any(name[-1:] == (_ID,) and len(name) > 1 for name in words):
        return None
    for value, name in enumerate(words):
        before = name[:-1]
        if name[-1:] not in _VALUES:
            continue
        whose = before or _words(table)[-1:]
        for word in _KEYS:
            may_be_key = word == _KEYS[0] or not _NAMED.isdisjoint(whose)
            if may_be_key and (*before, word) in words:
                return KeyedValues(words.index((*before, word)), value)
    return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


class KeyedTable:
    """Takes the values of one table apart by the keys beside them, portion by portion of its rows.

    ``names`` are those the table may go by: of a sheet its own and that of its workbook. Columns
    that ``may_read`` refuses are not looked at, and so name nothing.
    """

    def __init__(
        self,
        names: Iterable[str],
        columns: Sequence[str],
        may_read: Callable[[str], bool] = lambda _: True,
    ) -> None:
        read = [name if may_read(name) else "" for name in columns]
        pairs = (keyed_values(name, read) for name in names)
        self.pair = next((pair for pair in pairs if pair is not None), None)
        self._told = False

    def apart(self, keys: Iterable[object], values: Iterable[object]) -> Mapping[str, list[object]]:
        """The ``values`` beside each of the ``keys``, "" for none; empty where keys name no fields.

        Whether they do is told by the first rows that are held together: the last ones may be few.
        """
        keys = list(keys)
        if self.pair is None or not keys:
            return {}
        if not (self._told or name_fields(keys)):
            self.pair = None
            return {}
        self._told = True
        apart: dict[str, list[object]] = {}
        for key, value in zip(keys, values, strict=True):
            apart.setdefault(key if isinstance(key, str) else "", []).append(value)
        return apart


def name_fields(keys: Iterable[object]) -> bool:
    """Whether ``keys``, one a row, name fields: there are few, and rows of many have each.

    Digits name nothing: they are the id of a key, and a number where a store has numbers.
    """
    rows = [key for key in keys if isinstance(key, str) and key and not key.isdecimal()]
    distinct = len(set(rows))
    return 0 < distinct <= _MOST_KEYS and len(rows) >= _ROWS_OF_A_KEY * distinct


def names_a_field(key: object) -> bool:
    """Whether values may stand under ``key``: one that is no name of a field tells nothing of them.

    Programs write keys without a blank. With one it could be somebody's name.
    """
    return isinstance(key, str) and len(key.split()) == 1 and not key.isdecimal()
