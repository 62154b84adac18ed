"""Who else gets the data: processors (수탁자) and third parties, from tables, labels and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pii_scan.policy.declaration import NamedItem, Processor, ThirdParty, Unplaced
from pii_scan.policy.entries import Entry, is_sentence, split_label
from pii_scan.policy.items import read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.sections import Section, tables
from pii_scan.policy.tables import head_columns, one_line_cells, read_table


class Column(StrEnum):
    """What a column, or a label, says of a party."""

    NAME = "name"
    TASK = "task"
    ITEMS = "items"
    UNTIL = "until"
    COUNTRY = "country"


COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.UNTIL, re.compile(r"기간|period|retention|until|duration")),
    (Column.COUNTRY, re.compile(r"국가|소재|country|location")),
    (Column.TASK, re.compile(r"목적|용도|purpose")),
    (Column.NAME, re.compile(r"수탁(?:자|업체|사|기관|회사|법인)|받는자|하는자|받은자")),
    (Column.TASK, re.compile(r"업무|task|services?provided|activity|role")),
    (Column.ITEMS, re.compile(r"항목|items")),
    (Column.NAME, re.compile(
        r"수탁|업체|위탁받는|위탁사|위탁기관|위탁대상|받는자|받는곳|받는기관|제공처|제공대상|제공기관|회사|기관명|법인명|상호|제휴사|명칭"
        r"|recipient|processor|company|provider|partner|vendor|name|thirdparty")),
    (Column.ITEMS, re.compile(r"개인정보|data|information")),
    (Column.TASK, re.compile(r"내용|서비스$|service$")),
)  # fmt: skip
_LONGEST_LABEL = 30
_COMPANY = re.compile(
    r"\(주\)|㈜|주식회사|유한회사|\(유\)|\b(?:inc|llc|ltd|corp|gmbh|co)\b\.?|은행|카드사|통신|택배|페이먼츠|텔레콤|통운|결제원|공사|공단|협회|재단|보험|증권",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"대행|결제|배송|발송|상담|운영|관리|인증|호스팅|클라우드|추심|유지|보수|개발|보관|분석|확인|업무|지원|조사|이벤트|마케팅|설치|시스템|인프라"
    r"|서비스\s*(?:제공)?$|전송|처리|제작|수리|접수|교육|정산|청구|발급|심사|hosting|payment|delivery|support|analytics|processing|service",
    re.IGNORECASE,
)
# A company's form is written behind a comma: "Example, Inc."
_COMPANY_FORM = re.compile(r"(?:inc|llc|ltd|corp|co|gmbh|s\.a|pte)\.?(?:\s*ltd\.?)?", re.IGNORECASE)
# A line end in a cell parts names, but not a name from its form: "한국신용정보" over "(주)".
_LINE_OF_NAMES = re.compile(r"(?<!\(주\))(?<!㈜)(?<!주식회사)\n(?![(（]|주식회사)")
_HANGUL = re.compile("[가-힣]")
_EXCEPTION = re.compile(r"(?:경우|때|시)$")
# "배송을 위해 번개택배에 위탁합니다" is for a person to read where nothing else names anybody.
_IN_PROSE = re.compile(r"[가-힣\w)]에(?:게)?\s(?=[^.]*위탁)(?!.*않)")
_NONE = {"없음", "해당없음", "해당사항없음", "none", "n/a", "-"}


@dataclass(slots=True)
class _Draft:
    """One description of a party, which may name several."""

    line: int
    values: dict[Column, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parties:
    """The descriptions found, in the order of the text, and what could not be read."""

    drafts: Sequence[_Draft]
    unplaced: list[Unplaced]


def read_processors(sections: Sequence[Section]) -> tuple[list[Processor], list[Unplaced]]:
    """Those who handle data on behalf, one each even where a row names several."""
    parties = _read(sections)
    processors = [
        Processor(
            name=name,
            task=draft.values.get(Column.TASK),
            until=draft.values.get(Column.UNTIL),
            country=draft.values.get(Column.COUNTRY),
        )
        for draft in parties.drafts
        for name in _names(draft.values[Column.NAME])
    ]
    return list(dict.fromkeys(processors)), parties.unplaced


def read_third_parties(
    sections: Sequence[Section], lexicon: Lexicon
) -> tuple[list[ThirdParty], list[Unplaced]]:
    """Those who are given data; the exceptions a policy lists (법령에 의한 경우) name nobody."""
    parties = _read(sections)
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
            for name in _names(draft.values[Column.NAME])
        ]
    return third_parties, unplaced


def _read(sections: Sequence[Section]) -> Parties:
    drafts: list[_Draft] = []
    unplaced: list[Unplaced] = []
    for section in sections:
        found, left = _read_section(section)
        drafts += found
        unplaced += left
    named = [d for d in drafts if key_of(d.values.get(Column.NAME, "-")) not in _NONE | {""}]
    for draft in drafts:
        if Column.NAME not in draft.values and any(draft.values.values()):
            text = "; ".join(draft.values.values())
            unplaced.append(Unplaced(text=text, line=draft.line))
    return Parties(named, unplaced)


def _read_section(section: Section) -> tuple[list[_Draft], list[Unplaced]]:
    drafts: list[_Draft] = []
    unplaced: list[Unplaced] = []
    pairs: list[tuple[Entry, str, str]] = []
    current: _Draft | None = None
    blocks = [block for block in tables(section.entries) if block is not section.heading]
    for place, block in enumerate(blocks):
        if isinstance(block, list):
            _table(block, drafts, pairs, unplaced)
            current = None
        elif parts := _labelled_parts(block):
            current = _add_parts(parts, block, current, drafts)
        elif columns := _described_below(block, blocks[place + 1 :]):
            current = _Draft(block.line)
            if Column.NAME not in columns:
                current.values[Column.NAME] = block.heading
            drafts.append(current)
        elif not _says_nothing(block):
            _pair(block, drafts, pairs, unplaced)
    _add_pairs(pairs, drafts, unplaced)
    if not drafts and not pairs:
        unplaced += [
            Unplaced(text=entry.text, line=entry.line)
            for entry in section.entries
            if entry.is_sentence and _IN_PROSE.search(entry.text)
        ]
    return drafts, unplaced


def _described_below(entry: Entry, below: Sequence[Entry | list[Entry]]) -> set[Column]:
    """What the labels just below a heading of their own say: "① 항공사", "- 제공 목적 : …"."""
    columns: set[Column] = set()
    if entry.label is not None or not entry.can_be_heading or not entry.style:
        return columns
    for block in below:
        if isinstance(block, list) or block.style == entry.style:
            break
        parts = _labelled_parts(block)
        if not parts:
            break
        columns |= {column for column, _ in parts}
    return columns


def _table(
    rows: Sequence[Entry],
    drafts: list[_Draft],
    pairs: list[tuple[Entry, str, str]],
    unplaced: list[Unplaced],
) -> None:
    read = read_table(rows, COLUMNS, {Column.NAME})
    if read is not None:
        drafts += [_Draft(row.line, cells) for row, cells in read if cells]
        return
    for row in rows:
        cells = one_line_cells(row)
        if len(cells) == 2:  # noqa: PLR2004  a pair
            pairs.append((row, cells[0], cells[1]))
        else:
            unplaced.append(Unplaced(text=row.text, line=row.line))


def _labelled_parts(entry: Entry) -> list[tuple[Column, str]]:
    """What each label of "수탁업체 : A, 위탁업무 : 결제" says; nothing for another label."""
    if entry.label is None or (is_sentence(entry.text) and is_sentence(entry.label)):
        return []
    column = _column(entry.label)
    if column is None:
        return []
    parts: list[tuple[Column, str]] = []
    values: list[str] = []
    for piece in re.split(r"(?<=[,/;])\s*|\s{2,}", entry.content):
        label, rest = split_label(piece)
        inner = _column(label) if label is not None else None
        if inner is None:
            values.append(piece)
            continue
        parts.append((column, " ".join(values).strip(" ,/;")))
        column, values = inner, [rest]
    return [*parts, (column, " ".join(values).strip(" ,/;"))]


def _column(label: str) -> Column | None:
    return head_columns([label], COLUMNS)[0] if len(label) <= _LONGEST_LABEL else None


def _add_parts(
    parts: Sequence[tuple[Column, str]], entry: Entry, current: _Draft | None, drafts: list[_Draft]
) -> _Draft:
    for column, value in parts:
        if current is None or column in current.values:
            current = _Draft(entry.line)
            drafts.append(current)
        if value:
            current.values[column] = value
    if current is None:  # parts is never empty
        raise AssertionError
    return current


def _says_nothing(entry: Entry) -> bool:
    """Prose, the cases of an exception, and a heading of a group."""
    text = entry.text
    if entry.is_sentence or _EXCEPTION.search(text):
        return True
    return (entry.label is not None and not entry.content) or key_of(text) in _NONE


def _pair(
    entry: Entry,
    drafts: list[_Draft],
    pairs: list[tuple[Entry, str, str]],
    unplaced: list[Unplaced],
) -> None:
    """Take "A사 (결제)"; keep "A사 : 결제" or "결제 : A사": all of them show which is which."""
    if entry.label is not None and entry.content:
        pairs.append((entry, entry.label, entry.content))
        return
    dashed = re.fullmatch(r"(.+?)\s+[-–—→]\s*(.+)|(.+?)\s*\(([^()]{2,})\)", entry.text)
    if dashed and dashed[1]:
        pairs.append((entry, dashed[1], dashed[2]))
    # "Amazon Web Services (데이터 보관)": words without Korean are a name.
    elif (
        dashed
        and _TASK.search(dashed[4])
        and not (_TASK.search(dashed[3]) and _HANGUL.search(dashed[3]))
    ):
        drafts.append(_Draft(entry.line, {Column.NAME: dashed[3], Column.TASK: dashed[4]}))
    else:
        unplaced.append(Unplaced(text=entry.text, line=entry.line))


def _add_pairs(
    pairs: Sequence[tuple[Entry, str, str]], drafts: list[_Draft], unplaced: list[Unplaced]
) -> None:
    """Pairs of a name and a task, in the order that their words speak for."""
    left = sum(_task_like(first) - _task_like(second) for _, first, second in pairs)
    for entry, first, second in pairs:
        if left == 0:
            unplaced.append(Unplaced(text=entry.text, line=entry.line))
            continue
        name, task = (second, first) if left > 0 else (first, second)
        drafts.append(_Draft(entry.line, {Column.NAME: name, Column.TASK: task}))


def _task_like(text: str) -> int:
    return bool(_TASK.search(text)) - bool(_COMPANY.search(text))


def _names(text: str) -> list[str]:
    names: list[str] = []
    for part in split_at_commas(_LINE_OF_NAMES.sub(", ", text).replace("\n", " ")):
        if names and _COMPANY_FORM.fullmatch(part):
            names[-1] += f", {part}"
        else:
            names.append(part)
    return [name for name in names if key_of(name) not in _NONE]
