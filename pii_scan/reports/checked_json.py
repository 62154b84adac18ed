"""JSON read key by key: a value is of the type that is asked for, or the error says which key."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pii_scan.reports.text import visible

_Choice = TypeVar("_Choice", bound=StrEnum)
_Json = dict[str, "_Json"] | list["_Json"] | str | int | float | bool | None

_NAMES: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "text",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}


class WrongJsonError(ValueError):
    """A key is missing or holds something else. The message names the key and never the value."""


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object at ``where``, the keys that lead to it: ``fields[3].problems[0]``.

    Every method reads one key and raises WrongJsonError when it is missing or of another type. Keys
    that nobody asks for are left alone, so a format may grow.
    """

    keys: dict[str, _Json]
    where: str = ""

    @classmethod
    def of(cls, value: _Json, where: str = "") -> JsonObject:
        """``value`` as an object."""
        if not isinstance(value, dict):
            raise WrongJsonError(_message(where or "the file", "an object", value))
        return cls(value, where)

    def text(self, key: str) -> str:
        """The text at ``key``."""
        value = self._value(key)
        if not isinstance(value, str):
            raise self._wrong(key, "text")
        return value

    def text_or_null(self, key: str) -> str | None:
        """The text at ``key``, or None."""
        return None if self.is_null(key) else self.text(key)

    def flag(self, key: str) -> bool:
        """True or false at ``key``."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "true or false")
        return value

    def flag_or_null(self, key: str) -> bool | None:
        """True or false at ``key``, or None."""
        return None if self.is_null(key) else self.flag(key)

    def count(self, key: str) -> int:
        """The whole number at ``key``, 0 or more."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self._wrong(key, "a whole number of 0 or more")
        return value

    def count_or_null(self, key: str) -> int | None:
        """The whole number at ``key``, or None."""
        return None if self.is_null(key) else self.count(key)

    def share(self, key: str) -> float:
        """The number at ``key``, from 0 to 1."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._wrong(key, "a number from 0 to 1")
        if not math.isfinite(value) or not 0 <= value <= 1:
            raise self._wrong(key, "a number from 0 to 1")
        return float(value)

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """The member of ``choices`` at ``key``."""
        value = self.text(key)
        if value not in {str(choice) for choice in choices}:
            raise WrongJsonError(f"{self.place(key)}: one of {', '.join(choices)} is needed")
        return choices(value)

    def choice_or_null(self, key: str, choices: type[_Choice]) -> _Choice | None:
        """The member of ``choices`` at ``key``, or None."""
        return None if self.is_null(key) else self.choice(key, choices)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at ``key``."""
        texts = []
        for index, value in enumerate(self._list(key)):
            if not isinstance(value, str):
                raise WrongJsonError(_message(f"{self.place(key)}[{index}]", "text", value))
            texts.append(value)
        return tuple(texts)

    def objects(self, key: str) -> Sequence[JsonObject]:
        """The list of objects at ``key``."""
        place = self.place(key)
        return [
            JsonObject.of(value, f"{place}[{index}]") for index, value in enumerate(self._list(key))
        ]

    def object(self, key: str) -> JsonObject:
        """The object at ``key``."""
        return JsonObject.of(self._value(key), self.place(key))

    def object_or_null(self, key: str) -> JsonObject | None:
        """The object at ``key``, or None."""
        return None if self.is_null(key) else self.object(key)

    def names(self) -> Iterable[str]:
        """All keys, for an object whose keys are data."""
        return self.keys

    def has(self, key: str) -> bool:
        """Whether there is anything at ``key``, for a key that the format was not born with."""
        return key in self.keys

    def is_null(self, key: str) -> bool:
        """Whether null stands at ``key``."""
        return self._value(key) is None

    def place(self, key: str) -> str:
        """``key`` with the keys that lead to it."""
        shown = visible(key[:60])
        return f"{self.where}.{shown}" if self.where else shown

    def _list(self, key: str) -> list[_Json]:
        value = self._value(key)
        if not isinstance(value, list):
            raise self._wrong(key, "a list")
        return value

    def _value(self, key: str) -> _Json:
        if key not in self.keys:
            raise WrongJsonError(f"{self.place(key)}: this key is missing")
        return self.keys[key]

    def _wrong(self, key: str, wanted: str) -> WrongJsonError:
        return WrongJsonError(_message(self.place(key), wanted, self.keys[key]))


def _message(place: str, wanted: str, found: _Json) -> str:
    name = _NAMES[type(found)]
    return f"{place}: {wanted} is needed" + ("" if wanted.startswith(name) else f", not {name}")
