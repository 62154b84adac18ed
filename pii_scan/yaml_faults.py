"""What pydantic finds wrong in a YAML file, in the words of whoever wrote the file."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

# By how the type of a fault begins, as pydantic names it:
# https://docs.pydantic.dev/latest/errors/validation_errors/
_EXPECTED = (
    ("missing", "is missing"),
    ("tuple_type", "a list is expected: [one, other]"),
    ("list_type", "a list is expected: [one, other]"),
    ("model", "keys with values are expected"),
    ("dict_type", "keys with values are expected"),
    ("string_type", "text is expected; a number or date is text in quotes"),
    ("string_too_short", "must not be empty"),
    ("int_", "a whole number is expected"),
    ("float_", "a number is expected"),
    ("bool_", "true or false is expected"),
    ("date_", "a date is expected, such as 2026-11-01"),
    ("greater_than_equal", "must be at least {ge}"),
    ("greater_than", "must be more than {gt}"),
    ("less_than_equal", "must be at most {le}"),
    ("less_than", "must be less than {lt}"),
    ("literal_error", "must be {expected}"),
)
_MOST_KEYS = 30


def in_plain_words(fault: Mapping[str, Any], model: type[BaseModel]) -> str:
    """What is wrong, by one of the ``errors()`` of pydantic; never with the value that is."""
    kind = fault["type"]
    if kind == "extra_forbidden":
        return _no_such_key(str(fault["loc"][-1]), _keys_at(model, fault["loc"][:-1]))
    words = next((words for begin, words in _EXPECTED if kind.startswith(begin)), None)
    if words is None:
        return str(fault["msg"]).removeprefix("Value error, ")
    return words.format(**fault.get("ctx", {}))


def _no_such_key(key: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"there is no such key; did you mean {near[0]}?"
    if 0 < len(known) <= _MOST_KEYS:
        return f"there is no such key; there are {', '.join(known)}"
    return "there is no such key"


def _keys_at(model: type[BaseModel], location: Sequence[str | int]) -> Sequence[str]:
    """The keys that may stand at ``location`` in a file of ``model``; none where it is unclear."""
    here: Any = model
    for part in location:
        if _is_model(here):
            field = here.model_fields.get(str(part))
            here = field and field.annotation
        else:  # the values of a mapping, the elements of a list
            here = next(iter(reversed([a for a in typing.get_args(here) if a is not ...])), None)
        here = _without_none(here)
    return list(here.model_fields) if _is_model(here) else ()


def _is_model(annotation: Any) -> bool:  # noqa: ANN401  what stands behind a colon
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _without_none(annotation: Any) -> Any:  # noqa: ANN401  what stands behind a colon
    """``X`` of ``X | None``; any other annotation as it is."""
    of = [kind for kind in typing.get_args(annotation) if kind is not type(None)]
    return of[0] if len(of) == 1 and type(None) in typing.get_args(annotation) else annotation
