"""JSON inside values: each path of a document is a field of its own.

The same paths are used for a JSON column and for a line of a JSON log: ``contact.phone``,
``items[].email``. A key that is data is no part of a path (keys.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.model import Sample

# A column counts as documents when at least this share of its distinct values are.
_MOSTLY = 0.5
# Deeper nesting than any real record; below it the rest is kept as text.
_DEEPEST = 20


def open_documents(sample: Sample) -> Iterator[Sample]:
    """``sample`` itself, or where its values are JSON objects or arrays a sample for each path.

    The field of a path is named ``(*field.path, path)``. Values that are no document, when others
    are, stay with the field itself, which is always yielded.
    """
    documents = {text: opened for text in sample.values if (opened := _parse(text)) is not None}
    if not documents or len(documents) < _MOSTLY * len(sample.values):
        yield sample
        return
    rest = {text: times for text, times in sample.values.items() if text not in documents}
    yield Sample(sample.field, rest)
    paths: dict[str, dict[str, int]] = {}
    for text, document in documents.items():
        for path, value in leaves(document):
            counts = paths.setdefault(path, {})
            counts[value] = counts.get(value, 0) + sample.values[text]
    for path, counts in paths.items():
        name = path or "[]"
        yield Sample(
            replace(
                sample.field,
                path=(*sample.field.path, name),
                type=None,
                nullable=None,
                comment=None,
            ),
            counts,
        )


def leaves(document: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The dotted path and text of every leaf and of every key that is data.

    Null and empty leaves are left out.
    """
    if depth < _DEEPEST and isinstance(document, dict):
        for key, value in document.items():
            name = key_name(key)
            if name is None:
                yield f"{path}.{KEY}" if path else KEY, key
                name = ANY_KEY
            yield from leaves(value, f"{path}.{name}" if path else name, depth + 1)
    elif depth < _DEEPEST and isinstance(document, list):
        for value in document:
            yield from leaves(value, f"{path}[]", depth + 1)
    elif isinstance(document, bool):
        yield path, "true" if document else "false"
    elif isinstance(document, str | int | float):
        if document != "":
            yield path, str(document)
    elif document:
        yield path, json.dumps(document, ensure_ascii=False, default=str)


def _parse(text: str) -> Any:  # noqa: ANN401  a document holds anything
    """The object or array in ``text``, or None when it is neither."""
    stripped = text.lstrip()
    if not stripped.startswith(("{", "[")):
        return None
    try:
        document = json.loads(stripped)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None
