"""What is collected where: the collection points of a policy and their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from pii_scan.policy.declaration import NamedItem, Purpose, Unplaced
from pii_scan.policy.entries import Entry, is_sentence, sentences, split_label
from pii_scan.policy.items import ItemWord, is_item_list, need_of, read_items, split_at_commas
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.prose import forbidden_items, items_in_prose
from pii_scan.policy.retention import Kept, kept_as
from pii_scan.policy.sections import Section, Topic, tables, topic_of
from pii_scan.policy.tables import read_table
from pii_scan.policy.terms import read_law, split_exception

_NEED = re.compile(
    r"[\s,/·-]*[(\[<（［〔【]?\s*(필수|선택)\s*(?:적(?:인)?\s*)?(?:입력|수집|동의)?\s*(?:개인\s*정보)?\s*(?:항목|사항|정보)?\s*"
    r"[)\]>）］〕】]?\s*$|\s*\((?:required|optional)\)\s*$",
    re.IGNORECASE,
)
# What is left of "수집하는 개인정보의 항목" without these names no point.
_GENERIC = re.compile(
    r"개인정보|수집|이용|처리|하는|되는|한|할|되|대상|항목|정보|사항|필수|선택|적인|적|입력|동의|받는|회사|및|또는|의|은|는|에|관한"
    r"|[()\[\]<>·ㆍ/,.\d]|the|we|information|personal|data|collect(?:ed|ion)?|items?|required|optional|of|types?"
    r"|you|provide|give|directly|to|us"
)
_BEGUN = re.compile(r"([^(\[,，]{2,40}?)\s*[(\[（［](?:필수|선택)[^)\]）］]*[)\]）］]\s*[^\s,，/·]")
_WHEN = re.compile(r"\s*(?:시에|시|때|할때|하는때|경우|하는경우|과정에서|과정)$")
_INTRODUCTION = re.compile(r"다음|아래|같습니다|같음|following|below")
_COLLECTS = re.compile(r"수집|생성|저장|collect|receive|gather", re.IGNORECASE)
_FORBIDS = re.compile(
    r"(?:수집|저장|보유|처리|이용)하지\s*(?:않|아니)|"
    r"do(?:es)? not (?:knowingly )?(?:collect|store|process)",
    re.IGNORECASE,
)
# Such a sentence says under which condition something is not collected.
_CONDITION = re.compile(
    r"동의\s*없이|범위를|이외|외의|외에|다른\s*목적|without (?:your )?consent|목적\s*외"
)
# An enumeration in a sentence that is read as none is worth a person's look.
_WORTH_A_LOOK = 2

_NO_GROUP: tuple[str | None, bool] = (None, True)


class Column(StrEnum):
    """What a column of a table of items, or a label, is about."""

    POINT = "point"
    REQUIRED = "required"
    OPTIONAL = "optional"
    NEED = "need"
    ITEMS = "items"
    PURPOSE = "purpose"
    PERIOD = "period"
    METHOD = "method"
    BASIS = "basis"


_COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.NEED, re.compile(r"필수.*선택|필수여부")),
    (Column.REQUIRED, re.compile(r"필수|required")),
    (Column.OPTIONAL, re.compile(r"선택|optional")),
    (Column.PURPOSE, re.compile(r"목적|purpose|why")),
    (Column.PERIOD, re.compile(r"기간|period|retention")),
    (Column.METHOD, re.compile(r"방법|method")),
    (Column.BASIS, re.compile(r"근거|basis")),
    (Column.POINT, re.compile(r"개인정보파일|파일(?:의)?(?:명|이름)")),
    (Column.ITEMS, re.compile(r"항목|수집정보|개인정보|내용|items|data|information|examples")),
    (Column.POINT, re.compile(
        r"구분|시점|서비스|유형|업무|경로|분류|대상|상황|종류|단계|when|service|category|activity")),
)  # fmt: skip


@dataclass(slots=True)
class Point:
    """A collection point as read. ``id`` is None for one that is not known by its words."""

    label: str
    id: str | None
    line: int
    place: tuple[str, int]
    parent: Point | None = None
    # Words in prose that open a point are not worth reporting when nothing follows.
    is_heading: bool = True
    items: dict[tuple[str, str], tuple[ItemWord, bool]] = field(default_factory=dict)
    item_place: tuple[str, int] | None = None
    legal_basis: str | None = None


@dataclass(slots=True)
class Collected:
    """All that the collection sections of a policy say."""

    points: list[Point] = field(default_factory=list)
    not_collected: list[NamedItem] = field(default_factory=list)
    purposes: list[Purpose] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def read_collection(sections: Iterable[Section], lexicon: Lexicon) -> Collected:
    """The points and items of all ``sections``, in the order of the text."""
    reader = _Reader(lexicon)
    for section in sections:
        reader.section(section)
    return reader.finish()


def read_not_collected(sections: Iterable[Section], lexicon: Lexicon) -> list[NamedItem]:
    """What sections about something else say is not collected."""
    return [
        NamedItem(item=word.item, label=word.text)
        for section in sections
        for entry in section.entries
        for sentence in sentences(entry.text)
        if _FORBIDS.search(sentence)
        and _COLLECTS.search(sentence)
        and not _CONDITION.search(sentence)
        for word in forbidden_items(sentence, lexicon)
        if word.item is not None
    ]


class _Reader:
    """Goes through the lines and keeps the point that the next items belong to."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._read = Collected()
        self._point: Point | None = None
        self._required = True
        # The mark and the meaning of a "선택항목" that stands above points.
        self._group = _NO_GROUP
        self._heading = ""
        self._by_key: dict[tuple[str | None, str], Point] = {}

    def section(self, section: Section) -> None:
        self._point, self._required, self._group = None, True, _NO_GROUP
        heading = section.heading
        self._heading = heading.heading if heading else ""
        if heading is not None and self._lexicon.point(heading.heading) is not None:
            self._open(heading.heading, heading)
            self._required = self._need_in(heading.heading, default=True)
        entries: list[Entry | list[Entry] | None] = [
            block for block in tables(section.entries) if block is not heading
        ]
        for block, after in pairwise([*entries, None]):
            if isinstance(block, list):
                self._table(block)
            elif block is not None:
                self._entry(block, after)

    def finish(self) -> Collected:
        parents = {id(point.parent) for point in self._read.points if point.items}
        for point in self._read.points:
            if not point.items and point.is_heading and id(point) not in parents:
                self._read.unplaced.append(Unplaced(text=point.label, line=point.line))
        self._read.points = [point for point in self._read.points if point.items]
        return self._read

    def _entry(self, entry: Entry, after: Entry | list[Entry] | None) -> None:
        if _FORBIDS.search(entry.text) and not _CONDITION.search(entry.text):
            self._forbidden(entry)
        elif entry.label is not None and is_sentence(entry.label):
            self._prose(entry.label, entry)
            if entry.content:
                self._items(entry.content, entry)
        elif entry.label is not None:
            self._labelled(entry.label, entry.content, entry)
        elif entry.is_sentence:
            self._prose(entry.text, entry)
        else:
            self._line(entry, after)

    def _labelled(self, label: str, content: str, entry: Entry) -> None:
        need = need_of(label)
        if need is not None:
            self._need(need is True, entry, content)
            self._items(content, entry)
            return
        if content and self._detail(label, content, entry.line):
            return
        item = self._lexicon.item(label)
        if item is not None and content and self._lexicon.point(label) is None:
            self._items(label, entry)
            if is_item_list(content, self._lexicon):
                self._items(content, entry)
            return
        if self._is_generic(label):
            self._required = self._need_in(label, default=True)
        else:
            if entry.label is not None and not content and item is not None:
                self._items(label, entry)
                return
            self._open_labelled(label, entry)
        # "[회원가입] 필수항목: 이름" has a label behind its label.
        inner, rest = split_label(content)
        if (
            inner is not None
            and not is_sentence(inner)
            and need_of(inner) is None
            and (self._detail(inner, rest, entry.line) or self._is_generic(inner))
        ):
            content = rest if self._is_generic(inner) else ""
        self._items(content, entry)

    def _need(self, required: bool, entry: Entry, content: str) -> None:  # noqa: FBT001  as it is read
        """Take "필수항목: …", or "① 선택항목" with points of its own below it."""
        if not content and entry.style and (self._point is None or entry.style == self._group[0]):
            self._point, self._group = None, (entry.style, required)
        self._required = required

    def _line(self, entry: Entry, after: Entry | list[Entry] | None) -> None:
        text = entry.heading
        if isinstance(after, list) or self._is_above_needs(entry, after):
            if not self._is_generic(text) and not _INTRODUCTION.search(text):
                self._open(text, entry, is_heading=not isinstance(after, list))
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
        elif not words or _INTRODUCTION.search(text):
            return
        elif need_of(text) is not None:
            self._need(need_of(text) is True, entry, "")
        elif self._is_generic(text):
            self._required = self._need_in(text, default=True)
        elif self._opens_point(entry, after):
            self._open_labelled(text, entry)
        else:
            self._read.unplaced += [Unplaced(text=word.text, line=entry.line) for word in words]

    def _is_above_needs(self, entry: Entry, after: Entry | None) -> bool:
        """Whether "필수항목: …" stands below, so that "진료정보" is its point and no item."""
        if after is None or (after.style, after.indent) == (entry.style, entry.indent):
            return False
        return (
            after.label is not None
            and need_of(after.label) is not None
            and need_of(entry.heading) is None
        )

    def _opens_point(self, entry: Entry, after: Entry | None) -> bool:
        """Whether a line that is no item is a heading for the items after it."""
        place = (entry.style, entry.indent)
        named = self._lexicon.point(entry.text) is not None
        items_follow = after is not None and self._has_items(after)
        if len(split_at_commas(entry.text)) > 1 and not named:
            return False
        if self._point is not None and place == self._point.item_place:
            return named and items_follow and not entry.style
        if named or (self._point is not None and place == self._point.place):
            return True
        return items_follow and after is not None and (after.style, after.indent) != place

    def _has_items(self, entry: Entry) -> bool:
        if entry.label is not None:
            return need_of(entry.label) is not None or self._is_generic(entry.label)
        return is_item_list(entry.text, self._lexicon)

    def _detail(self, label: str, content: str, line: int) -> bool:
        """Take "보유기간: …" beside the items; True where ``label`` is such."""
        topic = topic_of(label)
        about = self._point.label if self._point else self._heading or label
        if "근거" in label or "basis" in label.casefold():
            self._basis(content)
        elif topic is Topic.PURPOSES:
            self._read.purposes.append(Purpose(label=about, text=content))
        elif topic is Topic.METHODS:
            self._read.methods += split_at_commas(content)
        elif topic is Topic.RETENTION:
            rule, exception = split_exception(content)
            kept = kept_as(about, rule, self._lexicon)
            if kept is not None:
                self._read.kept.append(kept)
            else:
                exception = f"{label}: {content}"
            if exception:
                self._read.unplaced.append(Unplaced(text=exception, line=line))
        else:
            return False
        return True

    def _basis(self, text: str) -> None:
        if self._point is not None and read_law(text, self._lexicon) is not None:
            self._point.legal_basis = text

    def _prose(self, text: str, entry: Entry) -> None:
        words = self._lexicon.words_of_point(text)
        opened_by_prose = self._point is None or self._point.items or not self._point.is_heading
        if words is not None and opened_by_prose and _COLLECTS.search(text):
            self._open(words, entry, is_heading=False)
        found = items_in_prose(text, self._lexicon) if _COLLECTS.search(text) else []
        if found:
            # A sentence that names no point does not continue the one before.
            if words is None and self._point is not None and self._point.items:
                self._point = None
            self._add(found, entry)
        elif not _INTRODUCTION.search(text) and (
            self._lexicon.mentioned_items(text) >= _WORTH_A_LOOK
        ):
            self._read.unplaced.append(Unplaced(text=entry.text, line=entry.line))

    def _forbidden(self, entry: Entry) -> None:
        for word in forbidden_items(entry.text, self._lexicon):
            if word.item is None:
                self._read.unplaced.append(Unplaced(text=word.text, line=entry.line))
            else:
                self._read.not_collected.append(NamedItem(item=word.item, label=word.text))

    def _table(self, rows: Sequence[Entry]) -> None:
        read = read_table(rows, _COLUMNS, {Column.ITEMS, Column.REQUIRED, Column.OPTIONAL})
        if read is None:
            for row in rows:
                self._row_without_head(row)
            return
        for row, cells in read:
            if need_of(cells.get(Column.POINT, "")) is not None:
                cells[Column.NEED] = cells.pop(Column.POINT)
            label = cells.get(Column.POINT) or cells.get(Column.PURPOSE)
            if label:
                self._open_labelled(label, row)
            if Column.NEED in cells:
                self._required = need_of(cells[Column.NEED]) is not False
            self._cells(cells, row)
        # What stands below a table does not belong to its last row.
        self._point, self._required = None, True

    def _cells(self, cells: Mapping[Column, str], row: Entry) -> None:
        for column, required in (
            (Column.ITEMS, self._required),
            (Column.REQUIRED, True),
            (Column.OPTIONAL, False),
        ):
            if column in cells:
                self._required = required
                self._items(cells[column], row)
        for column in (Column.PURPOSE, Column.PERIOD, Column.METHOD, Column.BASIS):
            if column in cells:
                self._detail(_DETAIL_LABELS[column], cells[column], row.line)

    def _row_without_head(self, row: Entry) -> None:
        """A label and items beside it, as a table without a head has them."""
        label, *rest = [cell for cell in row.cells if cell]
        lists = [cell for cell in rest if is_item_list(cell, self._lexicon)]
        if not lists:
            self._read.unplaced.append(Unplaced(text=row.text, line=row.line))
            return
        for cell in (label, *rest):
            if cell in lists:
                self._items(cell, row)
            elif cell is label or need_of(cell) is not None:
                self._labelled(label if cell is label else cell, "", row)
            else:
                self._read.unplaced.append(Unplaced(text=cell, line=row.line))

    def _items(self, text: str, entry: Entry) -> None:
        """Add the items of a list, which may end as a sentence does."""
        if is_sentence(text):
            found = items_in_prose(text, self._lexicon)
            if not found:
                self._read.unplaced.append(Unplaced(text=text, line=entry.line))
            self._add(found, entry)
        else:
            self._add(read_items(text, self._lexicon), entry)

    def _add(self, words: Iterable[ItemWord], entry: Entry) -> None:
        for word in words:
            if word.item is None:
                self._read.unplaced.append(Unplaced(text=word.text, line=entry.line))
                continue
            required = self._required if word.required is None else word.required
            point = self._point
            if point is None:
                stated = self._required
                point = self._open(self._heading or "수집항목", entry, is_heading=False)
                self._required = stated
            if entry.line != point.line:
                point.item_place = (entry.style, entry.indent)
            key = (word.item, key_of(word.text))
            before = point.items.get(key)
            point.items[key] = (word, required or (before is not None and before[1]))

    def _open(self, label: str, entry: Entry, *, is_heading: bool = True) -> Point:
        """Make the point with these words the current one, new or seen before."""
        place = (entry.style, entry.indent)
        parent = self._parent_for(place)
        known = self._lexicon.point(label)
        if parent is not None:
            known = known or parent.id
            label = f"{parent.label} {label}"
        key = (known, _WHEN.sub("", key_of(label)))
        point = self._by_key.get(key)
        if point is None:
            point = Point(label, known, entry.line, place, parent, is_heading)
            self._by_key[key] = point
            self._read.points.append(point)
        else:
            point.place, point.item_place = place, None
        if entry.style == self._group[0]:
            self._group = _NO_GROUP
        self._point, self._required = point, self._group[1]
        return point

    def _open_labelled(self, label: str, entry: Entry) -> None:
        """Open the point that ``label`` names, which may say that its items are optional."""
        self._open(_NEED.sub("", label) or label, entry)
        self._required = self._need_in(label, default=self._required)

    def _parent_for(self, place: tuple[str, int]) -> Point | None:
        """The heading above: a point without items of its own, marked in another way."""
        point = self._point
        if point is None or not point.is_heading:
            return None
        if not point.items and point.place != place:
            return point
        return point.parent if point.place == place else None

    def _is_generic(self, label: str) -> bool:
        if self._lexicon.point(label) is not None:
            return False
        return not _GENERIC.sub("", key_of(label))

    def _need_in(self, label: str, *, default: bool) -> bool:
        match = _NEED.search(label)
        return need_of(match[1] or match.group().strip(" ()")) is True if match else default


_DETAIL_LABELS = {
    Column.PURPOSE: "이용목적",
    Column.PERIOD: "보유기간",
    Column.METHOD: "수집방법",
    Column.BASIS: "법적 근거",
}
