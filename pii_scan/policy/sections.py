"""A policy cut into sections by what their headings are about.

Policies number their sections in every way, and often number the parts inside in the same way, so
a heading is known by its words first. Its number only tells where a section ends whose successor
has words that are not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pii_scan.policy.announced import OF_PARTIES, OPEN, announced_topic
from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.items import is_item_list, need_of
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.numbering import BLOCK_GLYPHS, Marked, Numbering
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.recordings import is_of_recording
from pii_scan.policy.table_heads import topic_of_head, topics_of_cells
from pii_scan.policy.tables import is_head

# What stands before the dates at the end, whatever section is above.
_DATE_LABEL = re.compile(
    r"(?:본방침|(?:개인정보)?(?:처리|취급)방침)?(?:변경|개정)?(?:공고|고지|공지|시행|개정|적용|게시|변경|최종수정)(?:일|일자|날짜)"
    r"|effectivedate|lastupdated|lastmodified|publishedon"
)
# "다음과 같은 정보를 수집합니다", below "회원 가입을 위한 정보".
_ITEMS_BELOW = re.compile(
    r"(?:다음|아래)(?:과|와|의)?\s*(?:같은\s*)?(?:개인\s*)?(?:정보|항목)[를을]\s*(?:추가로\s*)?수집(?:합니다|하고)"
    r"|\bwe (?:\w+ly |also )?(?:collect|record)(?: and \w+)?(?: the following)?[^.:]{0,60}:$"
    r"|\b(?:this|the) (?:personal )?(?:data|information)(?: we (?:hold|collect|process))?"
    r" (?:may |will |can )?includes?:$"
)
# "이용목적 종료 후 5년" says how long, and heads nothing.
_NO_HEADING_END = re.compile(r"(?:경우|때)$|후\s?\d{1,3}\s?(?:년|개월|일)$")
_TITLE = re.compile(r"방침|정책|policy|notice|statement")
_ITEMS_ONLY = re.compile(r"(?:수집|처리|이용)?(?:하는)?(?:개인정보)?(?:의)?항목")
# "Personal Data: email address; password", below the name of each service.
_PERSONAL_DATA = re.compile(r"personaldata(?:processed|collected)?")
_REMARK = re.compile(r"\s[—–]\s.*$")
_EXAMPLES = re.compile(r"examples?(?:collected)?|(?:data|information)collected|collected")
_FIRST_OF_ITEMS = re.compile(r"(?:purpose|processing|activit|data|categor|why|what)", re.IGNORECASE)
_RECEIVES = re.compile(r"받는\s?(?:자|곳|기관|업체)$")
_OF_BOTH = re.compile(
    r"(?:개인정보(?:의)?)?(?:처리)?(?:제3자(?:에게|에의|에)?제공|위탁|국외이전)(?:업체|현황|내역|대상|회사)?(?:및업무)?"
)
_INHERITED = {Topic.PROCESSORS, Topic.THIRD_PARTIES, Topic.RETENTION}
# How many lines describe one who gets the data, at most.
_LONGEST_DESCRIPTION = 20
_STATED = {
    Topic.COLLECTION, Topic.METHODS, Topic.PURPOSES, Topic.RETENTION, Topic.PROCESSORS
}  # fmt: skip
# "주요 개인정보 처리 표시(라벨링)": each label is as short as a heading, with a few words below.
_SUMMARY = re.compile(r"라벨링|주요개인정보처리(?:표시|현황|내용)")
_LONGEST_IN_SUMMARY = 60
_LONGEST_HEAD_CELL = 25
_OFFICER = re.compile(r"(?:개인정보)?(?:보호|관리)책임자(?:성명)?")
# What a bullet inside another section can be about.
_PARTS = {
    Topic.COLLECTION, Topic.METHODS, Topic.PURPOSES, Topic.RETENTION, Topic.DESTRUCTION
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """The entries about one topic. ``heading`` is also the first entry where it says more."""

    topic: Topic
    heading: Entry | None
    entries: list[Entry] = field(default_factory=list)


def split_sections(entries: Iterable[Entry], lexicon: Lexicon) -> list[Section]:
    """The sections in the order of the text; what stands before the first heading is UNKNOWN."""
    sections = [Section(Topic.UNKNOWN, None)]
    numbering = Numbering()
    marked = Marked()
    # The heading of a summary, such as the box of labels that public bodies put first.
    summary: Entry | None = None
    # The head of the table whose rows the last section ends with. It is kept, as walking back to
    # it from each row of a long table takes long.
    head: Entry | None = None
    for entry in entries:
        _leave_caption(sections, entry)
        current = sections[-1]
        head = _head_of_table(head, current, entry)
        in_summary = summary is not None and not _ends_summary(entry, summary)
        if in_summary or is_of_recording(entry, current.heading):
            current.entries.append(entry)
            continue
        summary = entry if entry.can_be_heading and _SUMMARY.search(key_of(entry.text)) else None
        if summary is not None:
            sections.append(Section(Topic.OTHER, entry, [entry]))
            marked.heading(entry)
            continue
        topic = _heading_topic(entry, current, lexicon)
        if topic is Topic.OTHER and current.topic is Topic.COLLECTION:
            # "6) 영상정보처리기기" behind "5) 직원 채용" is one more point.
            listed = numbering.continues(entry) or _is_beside(entry, current)
            topic = None if listed and lexicon.point(entry.heading) is not None else topic
        if topic is not None:
            marked.heading(entry)
            numbering.heading(entry, topic, current.topic)
            sections.append(Section(topic, entry, [entry]))
        elif (stated := _stated_topic(entry, current, head)) is not None:
            above = _above(entry, current, stated)
            # Categories of a law are collected where the heading above says.
            heading = current.heading if _lists_categories(entry.cells) else None
            sections.append(Section(stated, heading, [*above, entry]))
        elif (
            numbering.ends_section(entry) or marked.ends_section(entry, current.topic)
        ) and not _belongs(entry, current.topic, lexicon):
            marked.heading(entry)
            # The title of a policy, marked as a heading, counts nothing.
            if numbering.ends_section(entry) or entry.ordinal is not None:
                numbering.heading(entry, Topic.UNKNOWN, current.topic)
            sections.append(Section(_topic_above(entry, sections), entry, [entry]))
        else:
            marked.inside(entry)
            numbering.inside(entry)
            current.entries.append(entry)
            if _is_called_by_what_is_collected(current, entry):
                sections[-1] = Section(Topic.COLLECTION, current.heading, current.entries)
    return sections


def _is_beside(entry: Entry, section: Section) -> bool:
    """Whether "▷ 영상정보처리기기" stands in a section of "■" beside other lines with "▷"."""
    own = section.heading.style if section.heading is not None else ""
    if not own or entry.style == own or entry.style not in BLOCK_GLYPHS:
        return False
    return any(above.style == entry.style for above in section.entries)


def _topic_above(entry: Entry, sections: Sequence[Section]) -> Topic:
    """What a heading whose words are not known is about, as a part of what a higher one heads.

    "4.2 Authorities" below "4. Who gets your data" is about those who get it.
    """
    if entry.level is None:
        return Topic.UNKNOWN
    higher = next(
        (
            section
            for section in reversed(sections)
            if section.heading is not None and (section.heading.level or 10) < entry.level
        ),
        None,
    )
    inherited = higher is not None and higher.topic in _INHERITED
    return higher.topic if higher is not None and inherited else Topic.UNKNOWN


def _is_called_by_what_is_collected(section: Section, entry: Entry) -> bool:
    """Whether ``entry`` says that the items stand below it, and the heading for what they are."""
    if section.topic is not Topic.UNKNOWN or section.heading is None:
        return False
    called = not _TITLE.search(key_of(section.heading.heading))
    return called and entry.is_sentence and _ITEMS_BELOW.search(entry.text) is not None


def tables(entries: Iterable[Entry]) -> Iterator[Entry | list[Entry]]:
    """The entries, with rows that follow each other as one list.

    Where a head comes in a table, another table begins.
    """
    rows: list[Entry] = []
    for entry in entries:
        if entry.cells:
            # The head of the table above again, or another: a table with nothing between.
            if len(rows) > 1 and (entry.cells == rows[0].cells or is_head(entry.cells)):
                yield rows
                rows = []
            rows.append(entry)
            continue
        if rows:
            yield rows
            rows = []
        yield entry
    if rows:
        yield rows


def _heading_topic(entry: Entry, current: Section, lexicon: Lexicon) -> Topic | None:
    """The topic that ``entry`` opens as a heading, or None where it is none."""
    if not entry.can_be_heading or _NO_HEADING_END.search(entry.heading):
        return None
    if current.topic is Topic.COLLECTION and (
        need_of(entry.heading) is not None
        # "이름, 학년 — 본인 확인 목적" says behind its list what for.
        or is_item_list(_REMARK.sub("", entry.text), lexicon)
    ):
        return None
    # "보유 및 이용기간:" in the description of a recipient is a detail of it.
    detail = entry.label is not None and entry.ordinal is None and entry.text.endswith((":", "："))
    of_parties = current.topic in OF_PARTIES
    is_detail = detail and (of_parties or current.topic is Topic.RETENTION)
    if is_detail or (of_parties and _describes_party(entry, current)):
        return None
    topic = topic_of(entry.heading)
    heading_style = current.heading.style if current.heading else entry.style
    # "수집항목" alone, below a point and above its lists.
    inside = entry.style not in {heading_style, *BLOCK_GLYPHS} or not entry.style
    bare = inside and _ITEMS_ONLY.fullmatch(key_of(entry.heading)) is not None
    below_point = current.entries[-1:] != [current.heading]
    if bare and below_point and topic is current.topic is Topic.COLLECTION:
        return None
    is_point_of_list = (
        entry.ordinal is None
        and entry.style not in {"", *BLOCK_GLYPHS}
        and entry.style != heading_style
    )
    # "○ 제3자 제공" in a section on both is a part of it.
    both = of_parties and topic in OF_PARTIES and topic is not current.topic
    is_of_both = both and _OF_BOTH.fullmatch(key_of(entry.heading)) is not None
    # "- 고지의 의무" stands in a table of contents, or in a list of purposes.
    # "1. 제공받는 자" heads the first part of a description inside a section.
    is_part = current.topic is Topic.THIRD_PARTIES and _RECEIVES.search(entry.heading) is not None
    other = not is_of_both and (topic is current.topic or topic not in _PARTS)
    if is_part or (is_point_of_list and other):
        return None
    return topic


def _describes_party(entry: Entry, current: Section) -> bool:
    """Whether "4. 보유 및 이용 기간" is the next part of the list that "1. 제공받는 자" began."""
    if not entry.style or column_of(entry.heading) is None:
        return False
    beside = [
        above
        for above in current.entries[-_LONGEST_DESCRIPTION:]
        if above.style == entry.style and above is not current.heading
    ]
    named = [above for above in beside if column_of(above.heading) is Column.NAME]
    if entry.ordinal is None:
        return bool(named)
    if not beside or beside[-1].ordinal != entry.ordinal - 1:
        return False
    # "3. 보유 기간" in section 2, behind "1. 제공받는 자: 하늘" / "2. 제공 목적: 배송", may head
    # the next section, as those say what they say in their own lines.
    heading = current.heading
    next_section = (
        heading is not None
        and heading.style == entry.style
        and heading.ordinal == entry.ordinal - 1
    )
    bare = any(above.label is None or not above.content for above in named)
    return bool(named) and (bare or not next_section)


def _stated_topic(entry: Entry, section: Section, head: Entry | None) -> Topic | None:
    """The topic of "수집항목: …", "필수항목: …" or a table's head, which need no heading above."""
    current = section.topic
    if entry.label is not None and _is_at_end(entry, current):
        return Topic.OTHER
    announced = announced_topic(entry, current)
    if announced is not None:
        return announced
    if entry.cells:
        return _topic_of_row(entry, section, entry if head is None else head)
    if current not in OPEN or entry.label is None or not entry.content or entry.is_sentence:
        return None
    needed = need_of(entry.label) is not None or _PERSONAL_DATA.fullmatch(key_of(entry.label))
    topic = Topic.COLLECTION if needed else topic_of(entry.label)
    return topic if topic in _STATED and topic is not current else None


def _topic_of_row(entry: Entry, section: Section, head: Entry) -> Topic | None:
    """The topic that a row says its table is about, where that is not the section's.

    ``head`` is the first row of the table, which ``entry`` itself may be.
    """
    current = section.topic
    # Tables that follow each other say in their heads what each is about.
    unread = section.heading is None or current is Topic.UNKNOWN
    told = topic_of_head(entry.cells) if unread else None
    if told is not None and (told is not current or not section.entries):
        return told
    # What stands below the head of a table tells of others only as another head does.
    topics = topics_of_cells(entry.cells)
    if entry is not head and not _may_be_head(entry):
        topics -= {Topic.PROCESSORS}
    # Who gets the data may stand in a column of a table of items.
    in_table_of_items = current is Topic.COLLECTION and _lists_data_of_purposes(head.cells)
    if in_table_of_items or (head is not entry and _lists_categories(head.cells)):
        return None
    if Topic.PROCESSORS in topics and current in {Topic.COLLECTION, Topic.THIRD_PARTIES}:
        return Topic.PROCESSORS
    if current not in OPEN:
        return None
    topic = next((t for t in (Topic.COLLECTION, Topic.PROCESSORS) if t in topics), None)
    if topic is None and _lists_categories(entry.cells):
        topic = Topic.COLLECTION
    return topic if topic in _STATED and topic is not current else None


def _may_be_head(entry: Entry) -> bool:
    return all(len(cell) <= _LONGEST_HEAD_CELL for cell in entry.cells)


def _head_of_table(head: Entry | None, section: Section, entry: Entry) -> Entry | None:
    """The head of the table that ``entry`` continues; None where it continues none.

    ``head`` is that of the table which the entry before continues, or begins.
    """
    above = section.entries[-1] if section.entries else None
    if not entry.cells or above is None or not above.cells:
        return None
    begins = len(section.entries) == 1 or not section.entries[-2].cells
    return above if begins else head


def _is_at_end(entry: Entry, current: Topic) -> bool:
    """Whether a line says what stands at the end of a policy, whatever section is above."""
    key = key_of(entry.label or "")
    # "개인정보 보호책임자: 홍길동", without a heading of its own.
    officer = current is not Topic.OTHER and bool(entry.content) and _OFFICER.fullmatch(key)
    return bool(_DATE_LABEL.fullmatch(key) or officer)


def _lists_categories(cells: Sequence[str]) -> bool:
    """Whether the head of a table says "Category | Examples", as the law of California asks."""
    keys = [key_of(cell) for cell in cells]
    return any(map(_EXAMPLES.fullmatch, keys)) and any("categor" in key for key in keys)


def _lists_data_of_purposes(cells: Sequence[str]) -> bool:
    """Whether the head of a table says "Purpose | Data | Recipients".

    "Processor | Purpose | Data" is about processors.
    """
    listed = any(topic_of(cell) is Topic.COLLECTION for cell in cells)
    return listed and _FIRST_OF_ITEMS.match(cells[0]) is not None


def _ends_summary(entry: Entry, summary: Entry) -> bool:
    """Whether the policy itself begins: with a heading as high, an article, or an introduction."""
    beside = None not in {entry.level, summary.level} and (entry.level or 0) <= (summary.level or 0)
    article = entry.style == "article"
    introduces = entry.is_sentence and len(entry.text) > _LONGEST_IN_SUMMARY
    return beside or article or introduces


def _leave_caption(sections: list[Section], entry: Entry) -> None:
    """Take away the section of a caption that neither the heading above nor the head bears out.

    "제3자 제공 내역" over the caption "처리 및 위탁에 관한 안내" and the head "제공받는 기관 | …":
    a program gives all tables of a page the same caption.
    """
    if not entry.cells or len(sections) < 2:  # noqa: PLR2004  the heading and its caption
        return
    headed, captioned = sections[-2:]
    bare = headed.entries == [headed.heading] and captioned.entries == [captioned.heading]
    if not bare or not {headed.topic, captioned.topic} <= OF_PARTIES:
        return
    told = topics_of_cells(entry.cells)
    if headed.topic in told and captioned.topic not in told:
        sections.pop()


def _above(entry: Entry, current: Section, stated: Topic) -> list[Entry]:
    """What stands above ``entry`` and belongs to the section that it opens."""
    if not entry.cells:
        return _point_above(current, stated)
    return [] if topic_of_head(entry.cells) is stated else _rows_above(current)


def _point_above(current: Section, stated: Topic) -> list[Entry]:
    """The short line just above "필수항목: …" that names its point: "회원가입"."""
    above = current.entries[-1:]
    wanted = stated is Topic.COLLECTION and above and above[0] is not current.heading
    return above if wanted and above[0].can_be_heading else []


def _rows_above(current: Section) -> list[Entry]:
    """The rows of the same table above one that says what the table is about, taken away."""
    rows: list[Entry] = []
    while current.entries and current.entries[-1].cells:
        rows.append(current.entries.pop())
    return rows[::-1]


def _belongs(entry: Entry, current: Topic, lexicon: Lexicon) -> bool:
    """Whether a line that could end the section is a point in it, or heads its optional items."""
    if entry.style == "article":
        return False
    # "제공 목적" in bold, above what it is, says more of who gets the data.
    if current in OF_PARTIES and entry.level is not None and entry.ordinal is None:
        return column_of(entry.heading) is not None
    heads = lexicon.point(entry.heading) is not None or need_of(entry.heading) is not None
    return current is Topic.COLLECTION and heads
