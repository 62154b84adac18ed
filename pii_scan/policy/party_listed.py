"""The parties that the lines of a list name, each line read with those beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_drafts import Draft, draft_behind_dash
from pii_scan.policy.party_given import given_behind_label
from pii_scan.policy.party_kinds import kind_of_recipient
from pii_scan.policy.party_lines import described_behind_dash, named_with_tasks
from pii_scan.policy.party_lists import (
    Listed,
    listed_party,
    lists_parties,
    named_in_lower_case,
    names_only,
)
from pii_scan.policy.party_words import ANNOUNCES_PROCESSORS, kind_in

_EAST_ASIAN = re.compile("[가-힣ぁ-ヿ一-鿿]")


def among_named(blocks: Sequence[Entry | list[Entry]]) -> set[int]:
    """The lines of the lists in which one surely names somebody.

    What stands beside "Acme — hosting" is as it is: "Bolt: when you open it, …".
    """
    lines: set[int] = set()
    start = 0
    while start < len(blocks):
        end = start
        run: list[Entry] = []
        while end < len(blocks) and _continues(run, block := blocks[end]):
            run.append(block)  # type: ignore[arg-type]
            end += 1
        above = blocks[start - 1] if start else None
        if len(run) > 1 and (lists_parties(run) or (_announces(above) and names_only(run))):
            lines |= {entry.line for entry in run}
        start = max(end, start + 1)
    return lines


def _announces(above: Entry | list[Entry] | None) -> bool:
    """Whether "We use these providers:" stands above a list."""
    if above is None or isinstance(above, list):
        return False
    return above.text.endswith((":", "：")) and bool(ANNOUNCES_PROCESSORS.search(above.text))


def _continues(run: Sequence[Entry], block: Entry | list[Entry]) -> bool:
    if isinstance(block, list) or not (block.style or block.label):
        return False
    return not run or run[-1].style == block.style


def listed_drafts(entry: Entry, lexicon: Lexicon, *, name_first: bool, among: bool) -> list[Draft]:
    """The parties of "Processors: A (hosting), B (payments)", and of "A — hosting. Country: …".

    ``among`` says that lines beside it name somebody; ``name_first`` that it is about third
    parties.
    """
    if name_first and (kind := kind_of_recipient(entry, lexicon)):
        return [kind]
    if name_first and (given := given_behind_label(entry, lexicon)):
        return [given]
    if behind := described_behind_dash(entry.text):
        return [draft_behind_dash(entry.line, *behind)]
    in_list = bool(entry.style) or entry.label is not None
    if in_list and (party := _listed(entry, name_first=name_first, among=among)):
        values = {Column.NAME: party.names, Column.TASK: party.task or ""}
        return [Draft(entry.line, {column: value for column, value in values.items() if value})]
    if entry.label is None or column_of(entry.label) is not Column.NAME:
        return []
    # What all of them have to do may be said behind the list.
    listed = (sentences(entry.content) or [""])[0]
    return [
        Draft(entry.line, {Column.NAME: name, Column.TASK: task})
        for name, task in named_with_tasks(listed)
    ]


def _listed(entry: Entry, *, name_first: bool, among: bool) -> Listed | None:
    party = listed_party(entry.text)
    if party is None:
        return named_in_lower_case(entry.text) if among and not name_first else None
    if party.is_kind:
        return party if entry.style and not name_first else None
    if name_first:
        # What a label says of them may be the items: "하늘: 이름, 연락처".
        kinds = entry.label is not None and kind_in(entry.label) is not None
        told = party.sure and (among or kinds) and not _EAST_ASIAN.search(entry.text)
        bare = (
            entry.style
            and entry.level is None
            and party.names.rstrip(".") == entry.text.rstrip(".")
        )
        return party if told or (bare and len(party.names.split()) > 1) else None
    return party if party.sure or among else None
