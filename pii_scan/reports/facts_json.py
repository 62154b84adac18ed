"""Frozen data as JSON for other programs: the keys are the names of its fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import BinaryIO


def render(facts: Mapping[str, object], out: BinaryIO) -> None:
    """Write ``facts``, dictionaries, sequences and plain values, as indented UTF-8 JSON."""
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    # A lone surrogate in a path has no UTF-8.
    out.write(text.encode("utf-8", "backslashreplace") + b"\n")
