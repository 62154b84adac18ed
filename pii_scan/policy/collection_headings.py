"""Which lines of a collection section name the point of what stands below them."""

from __future__ import annotations

from collections.abc import Sequence

from pii_scan.policy.collection_lines import (
    describes,
    is_generic,
)
from pii_scan.policy.collection_sentences import (
    collects,
)
from pii_scan.policy.collection_state import CollectionState
from pii_scan.policy.entries import Entry
from pii_scan.policy.items import is_item_list, need_of, split_at_commas

# So many lines below a heading may say its law or its purpose before its items come.
_LINES_BEFORE_ITEMS = 5


def is_headed(after: Entry) -> bool:
    """Whether the line behind one that its file marks as a heading is what that heads.

    A paragraph is, and a line of a list; another heading is none.
    """
    return after.level is None and (after.is_sentence or bool(after.style))


class HeadingJudge(CollectionState):
    """Tells headings from items by what stands around them."""

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
            if isinstance(after, list):
                return False
            if (after.style, after.indent) == place:
                # "- 채용문의" over "- 필수정보: …", in a list without levels.
                needs = after.label is not None and need_of(after.label) is not None
                listed = is_item_list(entry.text, self._lexicon)
                return needs and after.content != "" and after is below[0] and not listed
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

    def _heads_list(self, entry: Entry, after: Entry) -> bool:
        """Whether a line is shown to be a heading by the line just below it."""
        between = self._is_between_lists(entry, after)
        return between or self._is_above_announcement(entry, after)

    def _is_above_announcement(self, entry: Entry, after: Entry) -> bool:
        """Whether "2.1 Store information" has "When you order, we collect:" just below it."""
        counted = entry.ordinal is not None or entry.level is not None
        announces = after.text.endswith((":", "：")) and collects(after.text)
        bare = len(split_at_commas(entry.text)) == 1 and entry.can_be_heading
        return counted and announces and bare and not is_generic(entry.text, self._lexicon)

    def _is_between_lists(self, entry: Entry, after: Entry) -> bool:
        """Whether a bare line stands above a list as that of the current point does above its own.

        "Usage data" is such a heading, though it could be an item.
        """
        current = self._points.current
        if current is None or current.item_place is None or entry.style or after.level is not None:
            return False
        marked = after.style != "" and current.item_place[0] == after.style
        beside = current.place[0] == "" and current.is_heading and entry.level is None
        return marked and beside and len(split_at_commas(entry.text)) == 1

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
        # "### Usage data" heads what stands below it.
        if entry.level is not None:
            return False
        if entry.label is not None:
            return need_of(entry.label) is not None or is_generic(entry.label, self._lexicon)
        return is_item_list(entry.text, self._lexicon)
