"""Numbered lines that hold both the heading of a section and all that it says.

"5. 개인정보 처리의 위탁: 데이터 저장을 Acme에 위탁하고 있습니다." is a section of one sentence.
Only those on who gets data are parted: elsewhere "3. 수집 목적: …" is as often a part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pii_scan.policy.entries import Entry, entry_of, is_sentence
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.party_columns import Column, column_of

_OF_PARTIES = {Topic.PROCESSORS, Topic.THIRD_PARTIES}
# What a section on recipients is called by, and a label inside one is not: "수탁자: …".
_OF_SECTION = re.compile(
    r"정보|제\s?3\s?자|information|data|third|service|processor", re.IGNORECASE
)


def with_headings_parted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """``entries``, each that begins with the heading of a section on recipients as two."""
    for entry in entries:
        if entry.label is None or entry.ordinal is None or not _heads_sentence(entry):
            yield entry
            continue
        yield replace(entry, text=entry.label, label=None, content=entry.label)
        yield entry_of(entry, entry.content)


def _heads_sentence(entry: Entry) -> bool:
    label = entry.label or ""
    about_recipients = topic_of(label) in _OF_PARTIES and _OF_SECTION.search(label) is not None
    named = column_of(label) is Column.NAME and label.isascii() is False
    return about_recipients and not named and is_sentence(entry.content)
