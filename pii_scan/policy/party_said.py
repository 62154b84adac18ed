"""One who gets data, as a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One party as a sentence names it."""

    name: str
    task: str | None
    country: str | None = None
    items: str | None = None
    until: str | None = None
