"""Lines of a name and what belongs to it: all of them together tell which stands first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.declaration import Unplaced
from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.items import is_item_list, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.party_columns import COLUMNS, Column, describes_kind
from pii_scan.policy.party_drafts import Draft
from pii_scan.policy.party_latin import FORM
from pii_scan.policy.party_lines import (
    by_content,
    given_by_law,
    is_task_in_brackets,
    named_in_front,
    split_bracket,
    split_dash,
    split_slashes,
    task_like,
)
from pii_scan.policy.party_lists import first_is_task, is_no_name
from pii_scan.policy.tables import head_columns

# "JustGiving and Stripe, who process donations for us".
_NAME_AND_CLAUSE = re.compile(
    r"(?P<name>[A-Z][\w.&'-]*(?:\s(?:and\s)?[A-Z][\w.&'-]*){0,5}),\s"
    r"(?P<task>(?:who|which|for|to|so)\s[^.]{3,120})\.?"
)
# A bare name in a list, which its form shows to be that of a company.
_COMPANY = re.compile(
    r"(?:\(주\)|㈜|주식회사|株式会社|合同会社|有限会社)\s?[^\s,.:：()（）、。]{2,20}"
    r"|[^\s,.:：()（）、。]{2,20}\s?(?:\(주\)|㈜|주식회사|株式会社|合同会社|有限会社)"
    rf"|[A-Z][\w.&'’ -]{{1,50}}?,?\s{FORM}(?:, [A-Z][A-Za-z ]{{1,30}})?"
)
_OTHERS = {"기타", "그외", "그밖", "나머지", "공통"}
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def take_pair(
    entry: Entry,
    drafts: list[Draft],
    pairs: list[tuple[Entry, str, str]],
    unplaced: list[Unplaced],
) -> None:
    """Take "A사 (결제)"; keep "A사 : 결제" or "결제 : A사": all of them show which is which."""
    # "… 요청하실 수 있습니다. 이전 항목: 이메일" is a sentence with something behind it.
    if entry.label is not None and len(sentences(entry.label)) > 1:
        unplaced.append(Unplaced(text=entry.text, line=entry.line))
        return
    # "<하늘>('www.sky.example')" is the one whose policy it is.
    if entry.label is not None and entry.content and not _IN_BRACKETS.fullmatch(entry.content):
        pairs.append((entry, entry.label, entry.content))
        return
    slashed, dashed = split_slashes(entry.text), split_dash(entry.text)
    # "A LLC / B (미국) — 알림 발송" names two in front of what they do.
    if len(slashed) > 1 and not (dashed and " / " in dashed[0]):
        pairs.append((entry, slashed[0], " / ".join(slashed[1:])))
    elif clause := _NAME_AND_CLAUSE.fullmatch(entry.text):
        name = re.sub(r"\s+and\s+(?=[A-Z])", ", ", clause["name"])
        drafts.append(Draft(entry.line, {Column.NAME: name, Column.TASK: clause["task"]}))
    elif dashed:
        pairs.append((entry, *dashed))
    elif formed := named_in_front(entry.text):
        drafts.append(Draft(entry.line, {Column.NAME: formed[0], Column.TASK: formed[1]}))
    elif given := given_by_law(entry.text):
        drafts.append(Draft(entry.line, {Column.NAME: given[0], Column.TASK: given[1]}))
    elif (bracket := split_bracket(entry.text)) and (
        is_task_in_brackets(*bracket)
        # "굿모닝시스템 (예약 운영)" is as the line above it.
        or (task_like(bracket[1]) > 0 and drafts and drafts[-1].in_brackets)
    ):
        values = {Column.NAME: bracket[0], Column.TASK: bracket[1]}
        drafts.append(Draft(entry.line, values, in_brackets=True))
    elif entry.style and _COMPANY.fullmatch(entry.text):
        drafts.append(Draft(entry.line, {Column.NAME: entry.text}))
    else:
        unplaced.append(Unplaced(text=entry.text, line=entry.line))


def add_pairs(
    pairs: Sequence[tuple[Entry, str, str]],
    drafts: list[Draft],
    unplaced: list[Unplaced],
    lexicon: Lexicon,
    *,
    name_first: bool,
) -> None:
    """Pairs of a name and a task, in the order that their words speak for.

    Third parties are named first where the words do not say. ``name_first`` says so.
    """
    # "Processor / Task" above the lines says what stands in them.
    pairs = [pair for pair in pairs if None in head_columns(pair[1:], COLUMNS)]
    left = sum(first_is_task(first, second) for _, first, second in pairs)
    for entry, first, second in pairs:
        if left == 0 and not name_first:
            unplaced.append(Unplaced(text=entry.text, line=entry.line))
            continue
        name, rest = (second, first) if left > 0 else (first, second)
        # "주민등록번호 : 5년" says how long an item is kept.
        if is_no_name(name) or describes_kind(name) or _is_item(name, lexicon):
            unplaced.append(Unplaced(text=entry.text, line=entry.line))
            continue
        values = {Column.NAME: name}
        if name_first:
            task, items, until = by_content(_parts_of(rest, lexicon), lexicon)
            said = {Column.TASK: task, Column.ITEMS: items, Column.UNTIL: until}
            values |= {column: value for column, value in said.items() if value is not None}
        else:
            values[Column.TASK] = rest
        drafts.append(Draft(entry.line, values))


def _is_item(name: str, lexicon: Lexicon) -> bool:
    return key_of(name) in _OTHERS or lexicon.item(name) is not None


def _parts_of(text: str, lexicon: Lexicon) -> list[str]:
    """The parts of "과태료 부과 (이름, 주소)" and of "연말정산 / 이름, 주소 / 5년"."""
    parts: list[str] = []
    for part in split_slashes(text):
        bracket = split_bracket(part)
        if bracket is None:
            parts.append(part)
        elif is_item_list(bracket[1], lexicon):
            parts += bracket
        else:
            parts += [bracket[0], *split_at_commas(bracket[1])]
    return parts
