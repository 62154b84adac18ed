"""Answers written by hand for the policies of tests/benchmarks/policies, and how they are loaded.

An answer says what a careful person reads in a text, in canonical item ids. ``neutral: true`` marks
what two careful people may read differently: it counts neither when found nor when missed. ``or``
lists further ids that are as right as the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "policies"
UNJUDGED = "unjudged"


@dataclass(frozen=True)
class ExpectedItem:
    """One word of the text: the ids that are right (none when no canonical item fits)."""

    ids: tuple[str, ...]
    label: str
    required: bool | None
    neutral: bool


@dataclass(frozen=True)
class ExpectedPoint:
    """One occasion on which data is collected."""

    label: str
    items: tuple[ExpectedItem, ...]


@dataclass(frozen=True)
class ExpectedRetention:
    """How long one record or point is kept: an ISO 8601 duration, an event or both."""

    label: str
    period: str | None
    event: str | None
    law: str | None
    neutral: bool


@dataclass(frozen=True)
class ExpectedParty:
    """One processor or third party; ``task`` is None for a third party."""

    name: str
    task: str | None
    neutral: bool


@dataclass(frozen=True)
class Answer:
    """What one policy says; each of ``not_collected`` is (right ids, neutral)."""

    points: tuple[ExpectedPoint, ...]
    not_collected: tuple[tuple[tuple[str, ...], bool], ...]
    retention: tuple[ExpectedRetention, ...]
    processors: tuple[ExpectedParty, ...]
    third_parties: tuple[ExpectedParty, ...]
    notice_days: tuple[int | None, int | None]
    effective_date: str | None


def policy_files() -> list[Path]:
    """Every policy text that has an answer file of the same name."""
    return sorted(
        path
        for path in FOLDER.iterdir()
        if path.suffix != ".yaml" and path.with_suffix(".yaml").exists()
    )


def load_answer(policy: Path) -> Answer:
    """The answer beside ``policy``; a KeyError says which key it lacks."""
    raw: dict[str, Any] = yaml.safe_load(policy.with_suffix(".yaml").read_text(encoding="utf-8"))
    days = raw["notice_days"]
    date = raw["effective_date"]
    return Answer(
        points=tuple(_point(point) for point in raw["collection"]),
        not_collected=tuple(
            (_ids(entry), bool(entry.get("neutral"))) for entry in raw["not_collected"]
        ),
        retention=tuple(
            ExpectedRetention(
                entry["label"],
                entry["period"],
                entry["event"],
                entry["law"],
                bool(entry.get("neutral")),
            )
            for entry in raw["retention"]
        ),
        processors=tuple(_party(entry) for entry in raw["processors"]),
        third_parties=tuple(_party(entry) for entry in raw["third_parties"]),
        notice_days=(days.get("ordinary"), days.get("important")),
        effective_date=None if date is None else str(date),
    )


def _ids(entry: dict[str, Any]) -> tuple[str, ...]:
    first: list[str] = [] if entry["item"] is None else [entry["item"]]
    return (*first, *entry.get("or", []))


def _point(raw: dict[str, Any]) -> ExpectedPoint:
    neutral = bool(raw.get("neutral"))
    return ExpectedPoint(
        label=raw["point"],
        items=tuple(
            ExpectedItem(
                ids=_ids(entry),
                label=entry["label"],
                required=entry["required"],
                neutral=neutral or bool(entry.get("neutral")),
            )
            for entry in raw["items"]
        ),
    )


def _party(raw: dict[str, Any]) -> ExpectedParty:
    return ExpectedParty(raw["name"], raw.get("task"), bool(raw.get("neutral")))
