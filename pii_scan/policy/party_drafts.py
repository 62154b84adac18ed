"""What one line, row or sentence says of those who get the data, before their names are parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_said import Said


@dataclass(slots=True)
class Draft:
    """One description of a party, which may name several."""

    line: int
    values: dict[Column, str] = field(default_factory=dict)
    # The label of the task: "위탁업무 내용" behind "위탁업무" says more of the same.
    task_label: str = ""
    # Whether the task stands in brackets behind the name.
    in_brackets: bool = False
    # The section it stands in, counted from 0.
    section: int = 0


def draft_behind_dash(
    line: int, name: str, task: str, labelled: Sequence[tuple[str, str]]
) -> Draft:
    """What "A Inc. — hosting. Country: US." says, by what its labels are about."""
    draft = Draft(line, {Column.NAME: name, Column.TASK: task})
    for label, value in labelled:
        column = column_of(label)
        if column is not None and value:
            draft.values.setdefault(column, value)
    return draft


def draft_of(line: int, said: Said) -> Draft:
    """What a sentence says of one party."""
    values = {
        Column.NAME: said.name,
        Column.TASK: said.task,
        Column.COUNTRY: said.country,
        Column.ITEMS: said.items,
        Column.UNTIL: said.until,
    }
    return Draft(line, {column: value for column, value in values.items() if value})
