"""Who gets the data, where a column of a table of items says it: "Cloudhost (hosting)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.sections import Section, tables

# Only names with what they do in brackets are sure to be some: "Internal team" is nobody.
_WITH_TASK = re.compile(r"[^(]{2,60}\([^()]{2,60}\)")
_REMARK = re.compile(r"\s+[—–]\s.*$")


def recipients_in_tables(sections: Iterable[Section]) -> list[Section]:
    """A section on processors for the recipients in the tables of items of ``sections``."""
    entries = [
        entry
        for section in sections
        for block in tables(section.entries)
        if isinstance(block, list)
        for entry in _recipients(block)
    ]
    return [Section(Topic.PROCESSORS, None, entries)] if entries else []


def _recipients(rows: list[Entry]) -> Iterator[Entry]:
    columns = [
        place for place, cell in enumerate(rows[0].cells) if topic_of(cell) is Topic.PROCESSORS
    ]
    if len(columns) != 1 or not rows[1:]:
        return
    for row in rows[1:]:
        text = "" if len(row.cells) <= columns[0] else " ".join(row.cells[columns[0]].split())
        text = _REMARK.sub("", text)
        if _WITH_TASK.match(text):
            yield replace(row, text=text, label=None, content=text, cells=())
