"""What is collected where: the collection points of a policy and their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pii_scan.policy.collected import Collected
from pii_scan.policy.collection_headings import HeadingJudge, is_headed
from pii_scan.policy.collection_lines import (
    INTRODUCTION,
    announces_occasions,
    announces_use,
    file_with_items,
    is_generic,
    is_occasion,
    items_behind,
    names_items,
    point_before_need,
    point_with_items,
    says_of_item,
)
from pii_scan.policy.collection_prose import ProseReader
from pii_scan.policy.collection_sentences import (
    collects,
    dashed_point,
    denies,
    forbids,
    in_brackets,
    is_aside,
    is_list_with_stop,
    labelled_list_with_note,
    listed_in_front,
    names_kinds,
    optional_in,
    parts_of,
    says_who_collects,
    statements_in,
    with_forbidding_note,
    with_note,
)
from pii_scan.policy.collection_tables import TableReader
from pii_scan.policy.declaration import Purpose
from pii_scan.policy.entries import Entry, entry_of, is_sentence, sentences, split_label
from pii_scan.policy.headings import topic_of
from pii_scan.policy.items import is_item_list, need_of, read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.points import Point, need_at_end
from pii_scan.policy.prose import (
    clauses_with_points,
    forbidden_items,
    point_in_prose,
)
from pii_scan.policy.sections import Section, tables

__all__ = ["Collected", "Point", "read_collection"]

# A kind of item in front of items of that kind: "- 기본정보: 성명, 생년월일".
_KIND_OF_ITEMS = re.compile(r"(?:정보|사항|항목)$")
# "서비스 이용 기록: …" is what is collected, though 서비스 이용 says when.
_RECORD = re.compile(r"(?:기록|내역|로그)$")
# "Verification data, including biometric data" names an item in its label.
_INCLUDING = re.compile(r",? (?:including|such as)\s+(.+)$", re.IGNORECASE)
# "Usage Information: We may collect …" is a point, whatever its label means as an item.
_KIND = re.compile(r"\b(?:data|information|details)$", re.IGNORECASE)
_REMARK = re.compile(r"\s[—–]\s.*$")
_CASE = re.compile(r"(?:경우|한하여|한함)(?:에는|에만|에)?$")


def read_collection(sections: Iterable[Section], lexicon: Lexicon) -> Collected:
    """The points and items of all ``sections``, in the order of the text."""
    reader = _Reader(lexicon)
    for section in sections:
        reader.section(section)
    return reader.finish()


class _Reader(HeadingJudge, TableReader, ProseReader):
    """Goes through the lines and gives each to the point that it belongs to."""

    def section(self, section: Section) -> None:
        heading = section.heading
        self._heading = heading.heading if heading else ""
        self._points.begin_section(self._heading)
        # A section that is called by what people do, "Customer account", is itself the point.
        called = heading is not None and topic_of(heading.heading) is None
        if heading is not None and (called or self._lexicon.point(heading.heading) is not None):
            self._points.open(heading.heading, heading)
        self._listing, self._kinds, self._said_by = False, False, ""
        self._used_for = self._occasions = False
        self._need_of = None
        denies = heading is not None and forbids(heading.heading)
        self._denied_by = (heading.style, heading.level) if heading and denies else None
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

    def _entry(self, entry: Entry, below: Sequence[Entry | list[Entry]]) -> None:
        if self._denied(entry) or self._purpose(entry) or self._dashed(entry, below):
            return
        aside = with_forbidding_note(entry)
        listed = aside is not None and is_item_list(aside[0].content, self._lexicon)
        if aside and (listed or (entry.label is not None and collects(aside[0].content))):
            self._part(aside[0], below)
            self._forbidden(aside[1], entry)
            return
        noted = with_note(entry.text) if entry.label is None else None
        if noted and is_item_list(noted[0], self._lexicon):
            self._items(noted[0], entry)
            # "이름, 학년 — 본인 확인 목적" says in its note only why.
            if not entry.is_sentence:
                return
            entry = entry_of(entry, noted[1])
        labelled = labelled_list_with_note(entry)
        if labelled and not forbids(labelled[0]) and is_item_list(labelled[0], self._lexicon):
            self._part(
                replace(entry, text=f"{entry.label}: {labelled[0]}", content=labelled[0]), below
            )
            if forbids(labelled[1]):
                self._forbidden(labelled[1], entry)
            return
        self._part(entry, below)

    def _denied(self, entry: Entry) -> bool:
        """Take "What we do not collect", and the lines of the list below it."""
        if entry.label is not None and is_aside(entry.label):
            self._unplaced(entry.text, entry.line)
            return True
        names_some = with_forbidding_note(entry) or forbidden_items(entry.text, self._lexicon)
        heads = entry.can_be_heading or entry.text.endswith((":", "："))
        if heads and forbids(entry.text) and not names_some:
            self._denied_by = (entry.style, entry.level)
            return True
        if self._denied_by is None:
            return False
        beside = (entry.style, entry.level) == self._denied_by or entry.level is not None
        if beside or not entry.style or collects(entry.text):
            self._denied_by = None
            return False
        self._deny(_REMARK.sub("", entry.text))
        return True

    def _purpose(self, entry: Entry) -> bool:
        """Take a line of a list of purposes, or of ways in which data comes, and of no items.

        Such is below "We use this information to:" and "We collect information when you:".
        """
        if (self._used_for or self._occasions) and entry.style:
            if self._used_for:
                self._read.purposes.append(Purpose(label=entry.text))
            else:
                self._read.methods.append(entry.text)
            return True
        self._occasions = announces_occasions(entry.text)
        if self._occasions:
            return True
        self._used_for = announces_use(entry.text) and not collects(entry.text)
        return self._used_for

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
        in_front = (
            listed_in_front(entry.text, self._lexicon)
            if entry.style and entry.label is None and not kinds
            else []
        )
        if entry.label is None and not kinds and is_list_with_stop(entry.text, self._lexicon):
            self._items(entry.text.rstrip(" ."), entry)
        elif in_front and not forbids(entry.text):
            self._add(in_front, entry)
        elif entry.label is None and entry.is_sentence:
            above = self._points.current
            for sentence in statements_in(entry.text):
                self._sentence(sentence, entry)
            # What a line of a list says of when holds for that line.
            if above is not None and above.is_listed_as(entry):
                self._points.current = above
        elif forbids(entry.text) and not self._says_more(entry):
            self._forbidden(entry.text, entry)
        elif entry.label is not None and (
            is_sentence(entry.label) or self._says_when(entry.label, entry.content)
        ):
            self._prose(entry.label if entry.content else f"{entry.label}:", entry)
            if entry.content:
                self._items(entry.content, entry)
        elif entry.label is not None:
            self._labelled(entry.label, entry.content, entry, below)
        else:
            self._line(entry, below)

    def _sentence(self, sentence: str, entry: Entry) -> None:
        listed = in_brackets(sentence)
        if forbids(sentence):
            self._forbidden(sentence, entry)
        elif listed and is_item_list(listed, self._lexicon):
            self._items(listed, entry)
        else:
            for clause in clauses_with_points(sentence):
                self._prose(clause, entry)

    def _labelled(
        self,
        label: str,
        content: str,
        entry: Entry,
        below: Sequence[Entry | list[Entry]] = (),
    ) -> None:
        need = need_of(label)
        if need is not None:
            self._needed(entry, required=need, content=content)
        elif not content or not (
            self._detail(label, content, entry.line) or self._item_with_more(label, content, entry)
        ):
            self._named(label, content, entry, below)

    def _needed(self, entry: Entry, *, required: bool, content: str) -> None:
        """Take "필수항목: 이름, 이메일"."""
        place = (entry.style, entry.indent)
        current = self._points.current
        # "선택항목: …" beside "카카오 로그인 시: …" is of the point that "필수항목: …" is of.
        beside = current is not None and bool(current.items) and current.place == place
        if content and beside and self._need_of and place == self._need_of[0]:
            self._points.current = self._need_of[1]
        self._need(entry, required=required, content=content)
        self._items(content, entry)
        self._need_of = (place, self._points.current) if content and entry.style else None

    def _item_with_more(self, label: str, content: str, entry: Entry) -> bool:
        """Take "이메일: 로그인에 사용"; True where the label is an item, or several."""
        is_item = self._kinds or self._lexicon.point(label) is None or _RECORD.search(label)
        if self._lexicon.item(label) is None or not is_item:
            several = names_items(label, self._lexicon)
            if several:
                self._items(label, entry)
            return several
        # In a paragraph, "Location: we collect …" is a point as well.
        is_kind = _KIND.search(label) or not entry.style
        says_what = label.isascii() and is_kind and collects(content)
        if says_what or self._is_beside_points(label, entry):
            self._points.open_labelled(label, entry)
        self._items(label, entry)
        if says_what:
            self._known_by(content)
            self._said(content, entry)
            return True
        if is_item_list(content, self._lexicon):
            self._items(content, entry)
            # "접속 정보: …" below "기기 정보: …" lists more for the same point.
            self._listing = True
        return True

    def _named(
        self, label: str, content: str, entry: Entry, below: Sequence[Entry | list[Entry]]
    ) -> None:
        """Take "회원가입: 이름, 이메일", a point with its items, or a part of the point above."""
        if is_generic(label, self._lexicon):
            self._points.required = need_at_end(label, default=True)
        elif not self._is_kind_of_items(label, content) and not self._is_case(label, entry):
            item = self._lexicon.item(label)
            if entry.label is not None and not content and item is not None and not below:
                self._items(label, entry)
                return
            self._points.open_labelled(label, entry)
            self._known_by(content)
        if (kinds := _INCLUDING.search(label)) and is_item_list(kinds[1], self._lexicon):
            self._items(kinds[1], entry)
        # "[회원가입] 필수항목: 이름" has a label behind its label.
        inner, rest = split_label(content)
        if (
            inner is not None
            and not is_sentence(inner)
            and need_of(inner) is None
            and (self._detail(inner, rest, entry.line) or is_generic(inner, self._lexicon))
        ):
            content = rest if is_generic(inner, self._lexicon) else ""
        self._said(content, entry)

    def _known_by(self, content: str) -> None:
        """Let "Account: When you sign up, we collect …" be the point that its sentence names."""
        point = self._points.current
        if point is None or point.id is not None or not is_sentence(content):
            return
        said = next((part for part in sentences(content) if collects(part)), "")
        label = point_in_prose(said, self._lexicon) if said else None
        point.id = self._lexicon.point(label) if label else None

    def _said(self, content: str, entry: Entry) -> None:
        """Take what stands behind the label of a point: a list, sentences or both."""
        said = parts_of(content) if is_sentence(content) else [items_behind(content)]
        for whole in said:
            # What a note in brackets denies is not all that is said: "(we never store it in full)".
            aside = with_forbidding_note(entry_of(entry, whole)) if whole else None
            part = aside[0].text if aside else whole
            if aside:
                self._forbidden(aside[1], entry)
            if forbids(part):
                self._forbidden(part, entry)
            elif denies(part):
                self._unplaced(part, entry.line)
            elif optional := optional_in(part, self._lexicon):
                self._add(optional, entry)
            else:
                spoken = len(said) > 1 and (is_sentence(part) or part.isascii())
                prose = spoken or says_who_collects(part)
                self._items(part, entry, in_prose=prose)

    def _says_more(self, entry: Entry) -> bool:
        """Whether "Payment: we keep no card number. We collect your address." says so of a part."""
        said = parts_of(entry.content) if entry.label is not None else []
        return len(said) > 1 and not all(map(forbids, said))

    def _says_when(self, label: str, content: str) -> bool:
        """Whether "When you order, we collect:" has below it what is collected then."""
        return not content and collects(label) and point_in_prose(label, self._lexicon) is not None

    def _is_kind_of_items(self, label: str, content: str) -> bool:
        """Whether "기본정보: …" stands in the list of a point, and opens none by itself."""
        if self._kinds and content and self._points.current is not None:
            occasion = self._lexicon.point(label) is not None or is_occasion(label, self._lexicon)
            # Beside "본인 확인: 이름, CI" stands "급여 관리: 이름" and not what is told of sign-up.
            self._kinds = not occasion
            return not occasion
        return (
            self._listing
            and self._points.current is not None
            and _KIND_OF_ITEMS.search(label) is not None
            and self._lexicon.point(label) is None
            and is_item_list(content, self._lexicon)
        )

    def _is_beside_points(self, label: str, entry: Entry) -> bool:
        """Whether "Communications: …" stands in a list whose lines are points with their items."""
        current = self._points.current
        if current is None or self._kinds:
            return False
        # "Transaction Data: …" behind "Contact Data: …", on lines without a mark.
        kinds = _KIND.search(label) and _KIND.search(current.label)
        if not entry.style and not (kinds and current.items):
            return False
        # In Korean, "신용카드: 카드번호, 유효기간" is one where "자동이체: 계좌번호, 예금주" is.
        if not label.isascii() and not (
            len(split_at_commas(entry.content)) > 1 and is_item_list(entry.content, self._lexicon)
        ):
            return False
        # "Name — if you choose to share it" is an item, and says more of it.
        if says_of_item(entry.content):
            return False
        return current.place == (entry.style, entry.indent)

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
        # "### Geolocation data" above a paragraph, or a list, is called so, and lists nothing.
        marked = entry.level is not None and isinstance(after, Entry) and is_headed(after)
        if isinstance(after, Entry) and self._heads_list(entry, after):
            self._open(text, entry)
            return
        if isinstance(after, list) or marked or self._is_above_lists(entry, below):
            self._above_lists(text, entry, is_heading=not isinstance(after, list))
            return
        listed = (
            point_with_items(text, self._lexicon)
            or point_before_need(text, self._lexicon)
            or file_with_items(text, self._lexicon)
        )
        if listed is not None:
            self._labelled(*listed, entry)
            return
        self._words(text, entry, below)

    def _words(self, text: str, entry: Entry, below: Sequence[Entry | list[Entry]]) -> None:
        """Take a line that is not shown to be a heading: items, or else a point."""
        after = below[0] if below else None
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
