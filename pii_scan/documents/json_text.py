"""JSON in a value, also JSON that is a string inside JSON, as queues and audit tables hold it.

A key that is data is no part of a path (keys.py).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pii_scan.documents.leaves import DEEPEST, Leaves, joined
from pii_scan.keys import ANY_KEY, KEY, key_name


class _WithRepeats(dict[str, Any]):
    """An object in which a key stands more than once; ``members`` are all that were written."""

    members: Sequence[tuple[str, Any]] = ()


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    last = dict(members)
    if len(last) == len(members):
        return last
    whole = _WithRepeats(last)
    whole.members = members
    return whole


DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=str, strict=False
)
"""Numbers stay as they are written: 37.50 and 00 are values like any text. Of a key that is there
twice ``document_leaves`` gives both values."""


def json_leaves(text: str) -> Leaves | None:
    """The leaves of the object or array in ``text``; None when it is neither."""
    document = _parsed(text)
    return None if document is None else _leaves(document, "", 0)


def document_leaves(document: object, path: str = "") -> Leaves:
    """The leaves of a document that ``DECODER`` read, which stands at ``path`` in a larger one."""
    return _leaves(document, path, path.count(".") + path.count("["))


def _leaves(document: object, path: str, depth: int) -> Leaves:
    """Every leaf and every key that is data. Null and empty leaves are left out."""
    deeper = depth < DEEPEST
    match document:
        case dict() if deeper:
            yield from _members(document, path, depth)
        case list() if deeper:
            for value in document:
                yield from _leaves(value, f"{path}[]", depth + 1)
        case str() if deeper and (inner := _parsed(document)):
            yield from _leaves(inner, path, depth + 1)
        case bool():
            yield path, "true" if document else "false"
        case str() if document:
            yield path, document
        case dict() | list() if document:
            yield path, json.dumps(document, ensure_ascii=False)


def _members(document: dict[str, Any], path: str, depth: int) -> Leaves:
    written = document.members if isinstance(document, _WithRepeats) else document.items()
    for key, value in written:
        name = key_name(key)
        if name is None:
            yield joined(path, KEY), key
        yield from _leaves(value, joined(path, name or ANY_KEY), depth + 1)


def _parsed(text: str) -> dict[str, Any] | list[Any] | None:
    stripped = text.lstrip()
    if not stripped.startswith(("{", "[")):
        return None
    try:
        document = DECODER.decode(stripped)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None
