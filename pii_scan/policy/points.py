"""The collection points of a policy as they are opened, and the items put into each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pii_scan.policy.entries import Entry
from pii_scan.policy.items import ItemWord, need_of
from pii_scan.policy.lexicon import Lexicon, key_of

_NEED = re.compile(
    r"[\s,/·-]*[(\[<（［〔【]?\s*(필수|선택)\s*(?:적(?:인)?\s*)?(?:입력|수집|동의)?\s*(?:개인\s*정보)?\s*(?:항목|사항|정보)?\s*"
    r"[)\]>）］〕】]?\s*$|\s*\((?:required|optional)\)\s*$",
    re.IGNORECASE,
)
# "[선택] 마케팅", and in a row of a table "공통 (선택) 마케팅".
_NEED_IN_FRONT = re.compile(r"(?:^|\s)[(\[<（［〔【]\s*(필수|선택)\s*[)\]>）］〕】]\s*(?=[^\s:：])")
_OPTIONAL_IN_FRONT = re.compile(r"(?:optional|voluntary)\s+\w", re.IGNORECASE)
_WHEN = re.compile(r"\s*(?:시에|시|때|할때|하는때|경우|하는경우|과정에서|과정)$")
_NO_GROUP: tuple[str | None, bool] = (None, True)
# What a point is called where neither a heading nor a label names one.
_NAMELESS = "수집항목"


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

    @property
    def is_marked_heading(self) -> bool:
        """Whether its file marks it as a heading, so that all below belongs to it."""
        return self.is_heading and re.fullmatch(r"h\d", self.place[0]) is not None

    def is_listed_as(self, entry: Entry) -> bool:
        """Whether ``entry`` is marked as the lines with the items of this point are."""
        return bool(entry.style) and self.item_place == (entry.style, entry.indent)


class Points:
    """All points in the order they are opened.

    ``current`` is the one that the next items belong to, None where the text names none;
    ``required`` is what the next items are unless their own words say otherwise.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._points: list[Point] = []
        self._by_key: dict[tuple[str | None, str], Point] = {}
        # The mark and the meaning of a "선택항목" that stands above points.
        self._group = _NO_GROUP
        self._section = ""
        self.current: Point | None = None
        self.required = True

    def begin_section(self, heading: str) -> None:
        """Leave the point before; items without a point of their own go to ``heading``."""
        self._section = heading
        self._group = _NO_GROUP
        self.leave()

    def leave(self) -> None:
        """Leave the current point: what follows does not belong to it."""
        self.current, self.required = None, True

    def filled(self) -> list[Point]:
        """The points that items were added to."""
        return [point for point in self._points if point.items]

    def empty_headings(self) -> list[Point]:
        """The headings that opened a point in which, and below which, no item was found."""
        parents = {id(point.parent) for point in self._points if point.items}
        return [
            point
            for point in self._points
            if not point.items and point.is_heading and id(point) not in parents
        ]

    def set_need(self, entry: Entry, *, required: bool, has_content: bool) -> None:
        """Take "필수항목: …", or "① 선택항목" with points of its own below it."""
        groups = self.current is None or entry.style == self._group[0]
        if not has_content and entry.style and groups:
            self.current, self._group = None, (entry.style, required)
        self.required = required

    def open(self, label: str, entry: Entry, *, is_heading: bool = True) -> Point:
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
            self._points.append(point)
        else:
            point.place, point.item_place = place, None
        if entry.style == self._group[0]:
            self._group = _NO_GROUP
        self.current, self.required = point, self._group[1]
        return point

    def open_labelled(self, label: str, entry: Entry) -> None:
        """Open the point that ``label`` names, which may say that its items are optional."""
        self.open(_NEED.sub("", label) or label, entry)
        self.required = need_at_end(label, default=self.required)

    def add(self, words: Iterable[ItemWord], entry: Entry) -> list[ItemWord]:
        """Put ``words`` into the current point; those without an item come back."""
        unknown: list[ItemWord] = []
        for word in words:
            if word.item is None:
                unknown.append(word)
                continue
            required = self.required if word.required is None else word.required
            point = self.current
            if point is None:
                stated = self.required
                point = self.open(self._section or _NAMELESS, entry, is_heading=False)
                self.required = stated
            if entry.line != point.line:
                point.item_place = (entry.style, entry.indent)
            key = (word.item, key_of(word.text))
            before = point.items.get(key)
            point.items[key] = (word, required or (before is not None and before[1]))
        return unknown

    def _parent_for(self, place: tuple[str, int]) -> Point | None:
        """The heading above: a point without items of its own, marked in another way."""
        point = self.current
        if point is None or not point.is_heading:
            return None
        if not point.items and point.place != place:
            above = point.parent
            while above is not None and above.place != place:
                above = above.parent
            # A line marked as one further up stands beside that one, and not below the last.
            return point if above is None else above.parent
        return point.parent if point.place == place else None


def need_at_end(label: str, *, default: bool) -> bool:
    """What "(선택)" or "Optional" says of the items of a label, or ``default``."""
    if _OPTIONAL_IN_FRONT.match(label):
        return False
    match = _NEED.search(label) or _NEED_IN_FRONT.search(label)
    return need_of(match[1] or match.group().strip(" ()")) is True if match else default
