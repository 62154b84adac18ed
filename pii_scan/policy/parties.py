"""Who else gets the data: processors (수탁자) and third parties, from tables, labels and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pii_scan.policy.declaration import NamedItem, Processor, ThirdParty, Unplaced
from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.items import read_items
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.party_columns import (
    COLUMNS,
    Column,
    column_of,
    labelled_parts,
    with_values_below,
)
from pii_scan.policy.party_details import named_above, without_details
from pii_scan.policy.party_drafts import Draft, draft_of
from pii_scan.policy.party_english import recipients_in
from pii_scan.policy.party_given import given_in_row
from pii_scan.policy.party_heads import names_somebody_in, with_names_headed
from pii_scan.policy.party_lines import (
    named_with_tasks,
)
from pii_scan.policy.party_listed import among_named, listed_drafts
from pii_scan.policy.party_names import NOBODY, country_in, is_contact, names_in
from pii_scan.policy.party_pairs import add_pairs, take_pair
from pii_scan.policy.party_passed_on import named_in, parted
from pii_scan.policy.party_prose import entrusted_to, given_to
from pii_scan.policy.processors_once import each_once
from pii_scan.policy.sections import Section, tables
from pii_scan.policy.tables import one_line_cells, read_table

# How many lines below a name can say what it does.
_MOST_DETAILS = 20
# A sentence that does not end as one.
_FEWEST_SPOKEN = 4
# "2. 개인정보를 제공받는 자" heads names, as a label does.
_RECEIVES = re.compile(r"받는\s?(?:자|곳|기관|업체)$")
_EXCEPTION = re.compile(
    r"(?:경우|때|시)$|^(?:법령|법률|관계\s?법령)(?:에|상)?.{0,12}(?:요청|요구|의무|근거|규정|제공|예외)$"
    r"|^(?:이용자|고객|회원|정보주체|사전|별도)?(?:의|에)?\s?(?:사전\s?|별도\s?)?동의$"
)
# "Law enforcement: when required by law" says when, and behind its label stands no name.
# "in a business transfer: …" and "To comply with the law" say so as well.
_CASE_IN_ENGLISH = re.compile(
    r"(?:when|if|where|as|only|upon|under|unless|in|at|to|with|for|by|on|during|after|before|because)\s"
    r"|(?:To|In (?:case|connection|the event|response|order)|With your|At your|For legal)\s"
)
# "* 참조: ㈜하늘의 누리집" names nobody who gets data.
_REMARKS = {"참조", "참고", "비고", "주의", "유의사항", "예시", "단서"}
# "배송을 위해 번개택배에 위탁합니다" is for a person to read where nothing else names anybody.
_IN_PROSE = re.compile(r"[가-힣\w)]에(?:게)?\s(?=[^.]*위탁)(?!.*않)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The descriptions found, in the order of the text, and what could not be read."""

    drafts: Sequence[Draft]
    unplaced: list[Unplaced]


def read_processors(
    sections: Sequence[Section], lexicon: Lexicon, mentioning: Sequence[Section] = ()
) -> tuple[list[Processor], list[Unplaced]]:
    """Those who handle data on behalf, one each even where a row names several.

    ``mentioning`` are parts of sections about something else that name some in sentences.
    """
    parties = _read([*sections, *mentioning], lexicon, name_first=False)
    processors = [
        (
            draft.section,
            Processor(
                name=name,
                task=draft.values.get(Column.TASK) or None,
                until=draft.values.get(Column.UNTIL),
                country=_said(draft, Column.COUNTRY) or country_in(draft.values[Column.NAME]),
            ),
        )
        for draft in parties.drafts
        for name in names_in(draft.values[Column.NAME])
    ]
    return each_once(processors, len(sections)), parties.unplaced


def read_third_parties(
    sections: Sequence[Section], lexicon: Lexicon
) -> tuple[list[ThirdParty], list[Unplaced]]:
    """Those who are given data; the exceptions a policy lists (법령에 의한 경우) name nobody."""
    parties = _read(sections, lexicon, name_first=True)
    unplaced = parties.unplaced
    third_parties = []
    for draft in parties.drafts:
        words = read_items(draft.values.get(Column.ITEMS, ""), lexicon)
        items = tuple(
            NamedItem(item=word.item, label=word.text) for word in words if word.item is not None
        )
        unplaced += [Unplaced(text=w.text, line=draft.line) for w in words if w.item is None]
        third_parties += [
            ThirdParty(
                name=name,
                purpose=draft.values.get(Column.TASK),
                items=items,
                until=draft.values.get(Column.UNTIL),
            )
            for name in names_in(draft.values[Column.NAME])
        ]
    return third_parties, unplaced


def _read(sections: Sequence[Section], lexicon: Lexicon, *, name_first: bool) -> Parties:
    drafts: list[Draft] = []
    unplaced: list[Unplaced] = []
    for place, section in enumerate(sections):
        found, left = _read_section(section, lexicon, name_first=name_first)
        for draft in found:
            draft.section = place
        drafts += found
        unplaced += left
    drafts = [part for draft in drafts for part in _with_passed_on(draft)]
    named = [d for d in drafts if key_of(d.values.get(Column.NAME, "-")) not in NOBODY | {""}]
    cases = [d for d in named if _CASE_IN_ENGLISH.match(d.values[Column.NAME])]
    unplaced += [Unplaced(text=d.values[Column.NAME], line=d.line) for d in cases]
    named = [draft for draft in named if draft not in cases]
    for draft in drafts:
        if Column.NAME not in draft.values and any(draft.values.values()):
            text = "; ".join(draft.values.values())
            unplaced.append(Unplaced(text=text, line=draft.line))
    return Parties(named, unplaced)


def _with_passed_on(draft: Draft) -> list[Draft]:
    """``draft``, and whom "가나㈜ (재수탁자: ㈜다라)" names in brackets as one of its own."""
    name, others = parted(draft.values.get(Column.NAME, ""))
    if not others:
        return [draft]
    draft.values[Column.NAME] = name
    return [draft, Draft(draft.line, {Column.NAME: others}, section=draft.section)]


def _read_section(
    section: Section, lexicon: Lexicon, *, name_first: bool
) -> tuple[list[Draft], list[Unplaced]]:
    drafts: list[Draft] = []
    pairs: list[tuple[Entry, str, str]] = []
    current: Draft | None = None
    stated, unplaced = without_details(
        [block for block in tables(section.entries) if not _heads_section(block, section)]
    )
    blocks = with_values_below(stated)
    among = among_named(blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, Entry) and _heads_another(block):
            current = None
        if isinstance(block, list):
            _table(block, drafts, pairs, unplaced, lexicon)
            current = None
        elif named := named_above(block, blocks[place + 1 : place + _MOST_DETAILS]):
            current = Draft(block.line, {Column.NAME: named})
            drafts.append(current)
        elif listed := listed_drafts(
            block, lexicon, name_first=name_first, among=block.line in among
        ):
            drafts, current = [*drafts, *listed], _bare_name(listed[-1])
        elif parts := _labelled(block, name_first=name_first):
            current = _add_parts(parts, block, current, drafts)
        elif columns := _described_below(block, blocks[place + 1 :]):
            current = _headed(block, columns)
            drafts.append(current)
        elif said := _said_in(block, name_first=name_first):
            drafts += said
        elif not _says_nothing(block) and not _is_above_table(block, blocks[place + 1 :]):
            before = len(drafts)
            take_pair(block, drafts, pairs, unplaced)
            current = _bare_name(drafts[-1]) if len(drafts) > before else current
    add_pairs(pairs, drafts, unplaced, lexicon, name_first=name_first)
    drafts.sort(key=lambda draft: draft.line)
    return drafts, unplaced if drafts or pairs else [*unplaced, *_told_in_prose(section)]


def _heads_section(block: Entry | list[Entry], section: Section) -> bool:
    """Whether a line says what is below it, and not who: "2. 개인정보 처리의 위탁"."""
    if isinstance(block, list) or _RECEIVES.search(block.heading):
        return False
    marked = block.level is not None and block.label is None
    about_parties = {Topic.PROCESSORS, Topic.THIRD_PARTIES}
    return block is section.heading or (marked and topic_of(block.heading) in about_parties)


def _bare_name(draft: Draft) -> Draft | None:
    """A draft that only names somebody: labels below may say what he does."""
    return draft if draft.values.keys() == {Column.NAME} else None


def _told_in_prose(section: Section) -> list[Unplaced]:
    """The sentences that say that something is entrusted, for a person to read."""
    return [
        Unplaced(text=entry.text, line=entry.line)
        for entry in section.entries
        if entry.is_sentence and _IN_PROSE.search(entry.text)
    ]


def _said_in(entry: Entry, *, name_first: bool) -> list[Draft]:
    """The parties that one line or sentence names together with what they do."""
    parts = sentences(entry.text) if entry.is_sentence else []
    pairs = [pair for part in parts for pair in named_with_tasks(part)]
    if pairs := pairs or named_with_tasks(entry.text):
        return [Draft(entry.line, {Column.NAME: name, Column.TASK: task}) for name, task in pairs]
    if not entry.is_sentence:
        # "That provider is Acme." is short for a sentence.
        spoken = not name_first and len(entry.text.split()) >= _FEWEST_SPOKEN
        return [draft_of(entry.line, p) for p in recipients_in(entry.text)] if spoken else []
    said = given_to(entry.text) if name_first else entrusted_to(entry.text)
    return [draft_of(entry.line, party) for party in said]


def _headed(entry: Entry, columns: set[Column]) -> Draft:
    """What a heading says of the one described below it: his name, or what he does."""
    draft = Draft(entry.line)
    missing = next((c for c in (Column.NAME, Column.TASK) if c not in columns), None)
    if missing is not None:
        draft.values[missing] = entry.heading
    return draft


def _heads_another(entry: Entry) -> bool:
    """Whether what stands below a line is about another than what stands above it."""
    return entry.label is None and entry.can_be_heading and column_of(entry.heading) is None


def _labelled(entry: Entry, *, name_first: bool) -> list[tuple[Column, str]]:
    return [] if _is_bare_bracket(entry) else labelled_parts(entry, name_first=name_first)


def _is_bare_bracket(entry: Entry) -> bool:
    """Whether "[검사 위탁]" is all that a line says."""
    return entry.label is not None and not entry.content and entry.text.startswith(("[", "【", "<"))


def _described_below(entry: Entry, below: Sequence[Entry | list[Entry]]) -> set[Column]:
    """What the labels just below a heading of their own say: "① 항공사", "- 제공 목적 : …".

    "- [검사 위탁]" heads "- 수탁업체 : …" of its own kind as well.
    """
    columns: set[Column] = set()
    bracketed = _is_bare_bracket(entry)
    if (entry.label is not None and not bracketed) or not entry.can_be_heading or not entry.style:
        return columns
    for block in below:
        if isinstance(block, list) or (block.style == entry.style and not bracketed):
            break
        parts = labelled_parts(block)
        if not parts:
            break
        columns |= {column for column, _ in parts}
    # A place alone is said of no recipient.
    return columns if columns & {Column.NAME, Column.TASK, Column.ITEMS} else set()


def _table(
    rows: Sequence[Entry],
    drafts: list[Draft],
    pairs: list[tuple[Entry, str, str]],
    unplaced: list[Unplaced],
    lexicon: Lexicon,
) -> None:
    read = read_table(rows, COLUMNS, {Column.NAME})
    if read is None:
        read = read_table(with_names_headed(rows), COLUMNS, {Column.NAME})
    if read is not None:
        for row, values in read:
            if Column.SUB_NAME not in values and Column.TASK not in values:
                # "재위탁 업무 | 수탁업체" are about the one who does it.
                values |= {Column.TASK: values.pop(Column.SUB_TASK, "")}
            sub = {
                Column.NAME: named_in(values.pop(Column.SUB_NAME, "")),
                Column.TASK: values.pop(Column.SUB_TASK, ""),
            }
            if values:
                drafts.append(Draft(row.line, values))
            if key_of(sub[Column.NAME]) not in NOBODY | {""}:
                drafts.append(Draft(row.line, {k: v for k, v in sub.items() if v}))
        return
    named = names_somebody_in(rows)
    for row in rows:
        cells = one_line_cells(row)
        if named and len(cells) == 2:  # noqa: PLR2004  a pair
            pairs.append((row, cells[0], cells[1]))
        elif described := given_in_row(row, lexicon):
            drafts.append(described)
        else:
            unplaced.append(Unplaced(text=row.text, line=row.line))


def _add_parts(
    parts: Sequence[tuple[Column, str]], entry: Entry, current: Draft | None, drafts: list[Draft]
) -> Draft:
    for column, value in parts:
        if current is not None and value and _says_more_of_task(current, column, entry):
            current.values[column] += f" ({value})"
            continue
        if current is None or column in current.values:
            current = Draft(entry.line)
            drafts.append(current)
        if value:
            current.values[column] = value
            if column is Column.TASK:
                current.task_label = key_of(entry.label or "")
    if current is None:  # parts is never empty
        raise AssertionError
    return current


def _says_more_of_task(current: Draft, column: Column, entry: Entry) -> bool:
    """Whether "위탁업무 내용 : …" stands behind "위탁업무 : …" and the name."""
    told = column is Column.TASK and {Column.NAME, Column.TASK} <= current.values.keys()
    return told and current.task_label not in {"", key_of(entry.label or "")}


def _is_above_table(entry: Entry, below: Sequence[Entry | list[Entry]]) -> bool:
    """Whether a line marked as a heading, or counted, has a table just below it."""
    heads = entry.can_be_heading and (entry.level is not None or entry.ordinal is not None)
    return heads and isinstance(next(iter(below), None), list)


def _says_nothing(entry: Entry) -> bool:
    """Prose, the cases of an exception, and a heading of a group."""
    # "- 대표 : …", "- 전화번호 : …" below a name say how it is reached.
    if entry.is_sentence or is_contact(entry.text) or _EXCEPTION.search(entry.heading):
        return True
    if key_of(entry.label or "") in _REMARKS:
        return True
    return (entry.label is not None and not entry.content) or key_of(entry.content) in NOBODY


def _said(draft: Draft, column: Column) -> str | None:
    """What a cell says, where it does not say that there is nothing."""
    value = draft.values.get(column, "")
    return None if key_of(value) in NOBODY | {""} else value
