"""What is collected where: the collection points of a policy and their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pii_scan.policy.collected import Collected, Detail, take_detail
from pii_scan.policy.collection_lines import (
    INTRODUCTION,
    are_in,
    describes,
    is_generic,
    names_items,
    occasions_in,
)
from pii_scan.policy.collection_sentences import (
    collects,
    dashed_point,
    forbids,
    is_list_with_stop,
    is_of_a_part,
    list_that_is_all,
    names_kinds,
    with_forbidding_note,
    with_note,
)
from pii_scan.policy.declaration import NamedItem, Unplaced
from pii_scan.policy.entries import Entry, entry_of, is_sentence, sentences, split_label
from pii_scan.policy.headings import topic_of
from pii_scan.policy.item_tables import (
    ItemRow,
    read_item_table,
    read_row_without_head,
)
from pii_scan.policy.items import ItemWord, is_item_list, need_of, read_items, split_at_commas
from pii_scan.policy.kept import kept_in_sentence
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.points import Point, Points, need_at_end
from pii_scan.policy.professions import without_licences
from pii_scan.policy.prose import (
    clauses_with_points,
    forbidden_items,
    items_in_prose,
    point_in_prose,
)
from pii_scan.policy.sections import Section, tables

__all__ = ["Collected", "Point", "read_collection"]

_BEGUN = re.compile(r"([^(\[,，]{2,40}?)\s*[(\[（［](?:필수|선택)[^)\]）］]*[)\]）］]\s*[^\s,，/·]")
_MORE = re.compile(
    r"그리고|또한|아울러|이와\s*함께|추가로|You (?:may|can) (?:also|choose|elect|opt)\b|We also\b"
)
_SAYS_COLLECT = re.compile(r"수집|collect", re.IGNORECASE)
_TOGETHER = re.compile(r"함께\s*(?:수집|처리)")
# An enumeration in a sentence that is read as none is worth a person's look.
_WORTH_A_LOOK = 2

# What a cell says in place of items.
_NOT_COLLECTED = {"notcollected", "wedonotcollect", "수집하지않음", "수집안함", "미수집"}
# A kind of item in front of items of that kind: "- 기본정보: 성명, 생년월일".
_KIND_OF_ITEMS = re.compile(r"(?:정보|사항|항목)$")
_CASE = re.compile(r"(?:경우|한하여|한함)(?:에는|에만|에)?$")
# So many lines below a heading may say its law or its purpose before its items come.
_LINES_BEFORE_ITEMS = 5


def read_collection(sections: Iterable[Section], lexicon: Lexicon) -> Collected:
    """The points and items of all ``sections``, in the order of the text."""
    reader = _Reader(lexicon)
    for section in sections:
        reader.section(section)
    return reader.finish()


class _Reader:
    """Goes through the lines and gives each to the point that it belongs to."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._read = Collected()
        self._points = Points(lexicon)
        self._heading = ""
        # What a "선택 동의" alone on a line says of the table below it.
        self._need_above = True
        # Whether a "[필수 항목]" alone on a line has a list of items below it.
        self._listing = False
        # The line of the sentence that last opened a point or added to one.
        self._prose_line = 0
        # The mark of the sentence that said that lists follow.
        self._said_by = ""

    def section(self, section: Section) -> None:
        heading = section.heading
        self._heading = heading.heading if heading else ""
        self._points.begin_section(self._heading)
        # A section that is called by what people do, "Customer account", is itself the point.
        called = heading is not None and topic_of(heading.heading) is None
        if heading is not None and (called or self._lexicon.point(heading.heading) is not None):
            self._points.open(heading.heading, heading)
        self._listing, self._said_by = False, ""
        self._need_above = need_at_end(self._heading, default=True)
        self._points.required = self._need_above
        blocks = [block for block in tables(section.entries) if block is not heading]
        for place, block in enumerate(blocks):
            if isinstance(block, list):
                self._table(block)
            else:
                self._entry(block, blocks[place + 1 :])

    def finish(self) -> Collected:
        for point in self._points.empty_headings():
            self._unplaced(point.label, point.line)
        self._read.points = self._points.filled()
        return self._read

    def _unplaced(self, text: str, line: int) -> None:
        self._read.unplaced.append(Unplaced(text=text, line=line))

    def _entry(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> None:
        if self._dashed(entry, below):
            return
        aside = with_forbidding_note(entry)
        if aside and is_item_list(aside[0].content, self._lexicon):
            self._part(aside[0], below)
            self._forbidden(aside[1], entry)
            return
        noted = with_note(entry.text) if entry.is_sentence else None
        if noted and is_item_list(noted[0], self._lexicon):
            self._items(noted[0], entry)
            entry = entry_of(entry, noted[1])
        self._part(entry, below)

    def _dashed(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> bool:
        """Take "가입할 때 — 이메일, 비밀번호", a point with its items; True where it is one."""
        dashed = dashed_point(entry, self._lexicon)
        if dashed is None:
            return False
        self._points.open_labelled(dashed[0], entry)
        for text in dashed[1]:
            self._part(entry_of(entry, text), below)
        return True

    def _part(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> None:
        kinds = entry.is_sentence and names_kinds(entry.text)
        if entry.label is None and not kinds and is_list_with_stop(entry.text, self._lexicon):
            self._items(entry.text.rstrip(" ."), entry)
        elif entry.label is None and entry.is_sentence:
            for sentence in sentences(entry.text):
                if forbids(sentence):
                    self._forbidden(sentence, entry)
                else:
                    for clause in clauses_with_points(sentence):
                        self._prose(clause, entry)
        elif forbids(entry.text):
            self._forbidden(entry.text, entry)
        elif entry.label is not None and is_sentence(entry.label):
            self._prose(entry.label, entry)
            if entry.content:
                self._items(entry.content, entry)
        elif entry.label is not None:
            self._labelled(entry.label, entry.content, entry, below)
        else:
            self._line(entry, below)

    def _labelled(
        self,
        label: str,
        content: str,
        entry: Entry,
        below: Sequence[Entry | list[Entry]] = (),
    ) -> None:
        need = need_of(label)
        if need is not None:
            self._need(entry, required=need, content=content)
            self._items(content, entry)
            return
        if content and self._detail(label, content, entry.line):
            return
        item = self._lexicon.item(label)
        if item is not None and content and self._lexicon.point(label) is None:
            self._items(label, entry)
            if is_item_list(content, self._lexicon):
                self._items(content, entry)
                # "접속 정보: …" below "기기 정보: …" lists more for the same point.
                self._listing = True
            return
        if content and names_items(label, self._lexicon):
            self._items(label, entry)
            return
        if is_generic(label, self._lexicon):
            self._points.required = need_at_end(label, default=True)
        elif not self._is_kind_of_items(label, content) and not self._is_case(label, entry):
            if entry.label is not None and not content and item is not None and not below:
                self._items(label, entry)
                return
            self._points.open_labelled(label, entry)
        # "[회원가입] 필수항목: 이름" has a label behind its label.
        inner, rest = split_label(content)
        if (
            inner is not None
            and not is_sentence(inner)
            and need_of(inner) is None
            and (self._detail(inner, rest, entry.line) or is_generic(inner, self._lexicon))
        ):
            content = rest if is_generic(inner, self._lexicon) else ""
        self._items(content, entry)

    def _is_kind_of_items(self, label: str, content: str) -> bool:
        """Whether "기본정보: …" stands in the list of a point, and opens none by itself."""
        return (
            self._listing
            and self._points.current is not None
            and _KIND_OF_ITEMS.search(label) is not None
            and self._lexicon.point(label) is None
            and is_item_list(content, self._lexicon)
        )

    def _is_case(self, label: str, entry: Entry) -> bool:
        """Whether "5만원 초과 경품인 경우: …" stands in the list of a point and is a case of it."""
        current = self._points.current
        if current is None or not entry.content or not current.is_listed_as(entry):
            return False
        if not _CASE.search(label) or self._lexicon.differ(current.label, label):
            return False
        self._points.required = True
        return True

    def _need(self, entry: Entry, *, required: bool, content: str) -> None:
        """Take "필수항목: …", or "① 선택항목" with points or a table of its own below it."""
        self._points.set_need(entry, required=required, has_content=bool(content))
        self._listing = not content
        self._need_above = required or bool(content)

    def _line(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> None:
        text = entry.heading
        after = below[0] if below else None
        if need_of(text) is not None:
            self._need(entry, required=need_of(text) is True, content="")
            return
        if self._describes_current(entry):
            return
        # "### Geolocation data" above a paragraph is called so, and lists nothing.
        above_prose = entry.level is not None and isinstance(after, Entry) and after.is_sentence
        if isinstance(after, list) or above_prose or self._is_above_lists(entry, below):
            self._above_lists(text, entry, is_heading=not isinstance(after, list))
            return
        # "앱 설치 시 (선택) 위치정보" has a label without a colon.
        begun = _BEGUN.match(text)
        if begun and self._lexicon.item(begun[1]) is None and self._lexicon.point(begun[1]):
            self._labelled(begun[1], text[begun.end(1) :], entry)
            return
        words = read_items(text, self._lexicon)
        known = sum(word.item is not None for word in words)
        if known * 2 >= max(1, len(words)) or (known and len(words) > known):
            self._items(text, entry)
        elif not words or INTRODUCTION.search(text):
            return
        elif is_generic(text, self._lexicon):
            self._points.required = need_at_end(text, default=True)
        elif self._opens_point(entry, after) or self._is_above_points(entry, below):
            self._points.open_labelled(text, entry)
        else:
            for word in words:
                self._unplaced(word.text, entry.line)

    def _above_lists(self, text: str, entry: Entry, *, is_heading: bool) -> None:
        if is_generic(text, self._lexicon):
            self._need_above = need_at_end(text, default=self._need_above)
        elif not INTRODUCTION.search(text) and not forbids(text):
            self._open(text, entry, is_heading=is_heading)

    def _open(self, label: str, entry: Entry, *, is_heading: bool = True) -> None:
        self._points.open(label, entry, is_heading=is_heading)
        self._listing = False

    def _is_above_lists(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> bool:
        """Whether "필수항목: …" or "수집항목: …" stands below, so that this is its point.

        "진료정보" above "필수항목: …" is a point and no item.
        """
        place = (entry.style, entry.indent)
        current = self._points.current
        # "- 병역사항" above "[선택 항목]" is the last of the list.
        if self._listing and current is not None and place == current.item_place:
            return False
        for after in below[:_LINES_BEFORE_ITEMS]:
            if isinstance(after, list) or (after.style, after.indent) == place:
                return False
            if describes(after, entry, self._lexicon):
                continue
            says_items = need_of(after.heading) is not None or is_generic(
                after.heading, self._lexicon
            )
            sure = after.label is not None and need_of(after.label) is not None
            if sure or after.label is None or after.is_sentence or (says_items and after.content):
                # "가. 학교생활기록부" above "처리항목: …" is a point, too.
                headed = entry.ordinal is not None and after.label is not None
                listed = is_item_list(entry.text, self._lexicon)
                return says_items and (sure or headed or not listed)
        return False

    def _describes_current(self, entry: Entry) -> bool:
        """Whether a line says more of the point just opened: "의료법에서 정한 의무보유 항목"."""
        current = self._points.current
        if current is None or current.items or not current.is_heading or not current.place[0]:
            return False
        return describes(entry, None, self._lexicon)

    def _opens_point(self, entry: Entry, after: Entry | list[Entry] | None) -> bool:
        """Whether a line that is no item is a heading for the items after it."""
        place = (entry.style, entry.indent)
        current = self._points.current
        named = self._lexicon.point(entry.text) is not None
        items_follow = isinstance(after, Entry) and self._has_items(after)
        if len(split_at_commas(entry.text)) > 1 and not named:
            return False
        if current is not None and place == current.item_place:
            return named and items_follow and not entry.style
        if named or (current is not None and place == current.place):
            return True
        return isinstance(after, Entry) and items_follow and (after.style, after.indent) != place

    def _is_above_points(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> bool:
        """Whether "1. 개인회원" has a point with its lists just below."""
        after = below[0] if below else None
        if entry.ordinal is None or not isinstance(after, Entry) or after.style == entry.style:
            return False
        alone = len(split_at_commas(entry.text)) == 1 and after.can_be_heading
        return alone and self._is_above_lists(after, below[1:])

    def _has_items(self, entry: Entry) -> bool:
        if entry.label is not None:
            return need_of(entry.label) is not None or is_generic(entry.label, self._lexicon)
        return is_item_list(entry.text, self._lexicon)

    def _detail(self, label: str, content: str, line: int, *, about: str | None = None) -> bool:
        """Take "보유기간: …" beside the items; True where ``label`` is such."""
        point = self._points.current
        about = about or (point.label if point else self._heading or label)
        return take_detail(self._read, Detail(label, content, line, about), point, self._lexicon)

    def _prose(self, text: str, entry: Entry) -> None:
        self._introduction(text, entry)
        if not self._kept(text):
            self._collected(text, entry)

    def _collected(self, text: str, entry: Entry) -> None:
        words = list_that_is_all(text, self._lexicon)
        if words:
            current = self._points.current
            # What is optional is so at the point above; kinds begin anew.
            if words[0].required is None and current is not None and not current.is_heading:
                self._points.leave()
            self._add(words, entry)
            return
        label = point_in_prose(text, self._lexicon)
        current = self._points.current
        # "실명 인증 시 CI를 함께 수집합니다. 그리고 선택항목으로 …": more of the point just opened.
        same_line = current is not None and self._prose_line == entry.line
        known = label is not None and self._lexicon.point(label) is not None
        more = same_line and (
            _TOGETHER.search(text) is not None or (not known and _MORE.match(text) is not None)
        )
        if more:
            label = None
        said = collects(text)
        opened_by_prose = (
            current is None
            or bool(current.items)
            or not current.is_heading
            # "서비스 이용과정에서 …" below the heading of another point, which lists nothing.
            or (label is not None and self._lexicon.differ(current.label, label))
        )
        found = items_in_prose(text, self._lexicon) if said else []
        # A clause that is no known point opens one only where items, or a list of them, follow.
        known = label is not None and self._lexicon.point(label) is not None
        lists = known or bool(found) or INTRODUCTION.search(text) is not None
        if label is not None and said and opened_by_prose and lists:
            if current is not None and current.is_heading and not current.items:
                self._points.leave()
            self._open(label, entry, is_heading=False)
            self._prose_line = entry.line
        # "※ 주민등록번호는 의료법에 따라 수집합니다" says more of what is listed above.
        if label is None and current is not None and are_in(found, current):
            return
        if found:
            # A sentence that names no point does not continue the one before.
            more = more or (
                current is not None and (current.is_listed_as(entry) or current.is_marked_heading)
            )
            if label is None and current is not None and current.items and not more:
                self._points.current = None
            self._add(found, entry)
        elif not INTRODUCTION.search(text) and (
            self._lexicon.mentioned_items(text) >= _WORTH_A_LOOK
        ):
            self._unplaced(text, entry.line)

    def _kept(self, text: str) -> bool:
        """Take "We keep this login data for 30 days"; True where a sentence says only that."""
        kept = None if _SAYS_COLLECT.search(text) else kept_in_sentence(text, self._lexicon)
        if kept is not None:
            self._read.kept.append(kept)
        return kept is not None

    def _introduction(self, text: str, entry: Entry) -> None:
        """Leave the points below ① where "② 고유식별정보를 다음과 같이 처리합니다" follows them."""
        if entry.style and INTRODUCTION.search(text):
            if entry.style == self._said_by:
                self._points.leave()
            self._said_by = entry.style

    def _forbidden(self, text: str, entry: Entry) -> None:
        words = forbidden_items(text, self._lexicon)
        # "### Information we do not collect" has what it says below it.
        if not words and not is_sentence(text) and entry.level is None:
            self._unplaced(text, entry.line)
        for word in words:
            if word.item is None or is_of_a_part(word):
                self._unplaced(word.text, entry.line)
            else:
                self._read.not_collected.append(NamedItem(item=word.item, label=word.text))

    def _table(self, rows: Sequence[Entry]) -> None:
        read = read_item_table(rows, self._lexicon)
        if read is not None:
            for row in read:
                self._row(row)
            # What stands below a table does not belong to its last row.
            self._points.leave()
        else:
            for entry in rows:
                bare, unknown = read_row_without_head(entry, self._lexicon)
                if bare is not None:
                    self._row(bare)
                for text in unknown:
                    self._unplaced(text, entry.line)
        self._need_above = True

    def _row(self, row: ItemRow) -> None:
        if row.label and any(key_of(cell) in _NOT_COLLECTED for cell, _ in row.lists):
            self._read.not_collected += [
                NamedItem(item=word.item, label=word.text)
                for word in read_items(row.label, self._lexicon)
                if word.item is not None
            ]
            return
        occasions = [occasions_in(cell, self._lexicon) for cell, _ in row.lists]
        if row.is_category or any(occasions):
            self._points.leave()
        elif row.label is not None:
            self._points.open_labelled(row.label, row.entry)
            stated = need_at_end(row.label, default=self._points.required)
            self._points.required = stated and self._need_above
        if row.need is not None:
            self._points.required = row.need
        beside = self._points.required
        for (cell, need), several in zip(row.lists, occasions, strict=True):
            for label, listed in several or [("", cell)]:
                if label:
                    self._points.leave()
                    self._points.open_labelled(label, row.entry)
                self._points.required = beside if need is None else need
                self._items(listed, row.entry)
        alone = not row.is_category and sum(map(len, occasions)) <= 1
        for label, text in row.details:
            about = None if alone else row.label
            self._detail(label, text, row.entry.line, about=about)

    def _items(self, text: str, entry: Entry) -> None:
        """Add the items of a list, which may end as a sentence does."""
        if is_sentence(text):
            found = items_in_prose(text, self._lexicon)
            if not found:
                self._unplaced(text, entry.line)
            self._add(found, entry)
        else:
            self._add(read_items(text, self._lexicon), entry)

    def _add(self, words: Iterable[ItemWord], entry: Entry) -> None:
        current = self._points.current
        about = f"{self._heading} {current.label if current else ''}"
        for word in self._points.add(without_licences(words, about), entry):
            self._unplaced(word.text, entry.line)
