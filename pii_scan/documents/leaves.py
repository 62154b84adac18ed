"""What every kind of document is taken apart into."""

from __future__ import annotations

from collections.abc import Iterator

Leaf = tuple[str, str]
"""The dotted path of a value in its document, and its text: ``("contact.phone", "010-…")``."""

Leaves = Iterator[Leaf]

DEEPEST = 20
"""Deeper nesting than any real record; what is below is kept as text."""


def joined(path: str, name: str) -> str:
    """``name`` below ``path``, which is empty at the top."""
    return f"{path}.{name}" if path else name
