"""What the sentences of a collection section say is collected, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.collection_lines import (
    INTRODUCTION,
    are_in,
)
from pii_scan.policy.collection_sentences import (
    collects,
    list_that_is_all,
)
from pii_scan.policy.collection_state import CollectionState
from pii_scan.policy.entries import Entry
from pii_scan.policy.items import ItemWord
from pii_scan.policy.kept import kept_in_sentence
from pii_scan.policy.prose import (
    items_in_prose,
    point_in_prose,
)

_MORE = re.compile(
    r"그리고|또한|아울러|이와\s*함께|추가로|You (?:may|can) (?:also|choose|elect|opt)\b|We also\b"
)
# "수집된 정보는 30일간 보관됩니다" says of what was collected how long it is kept.
_SAYS_COLLECT = re.compile(r"수집(?!된|한\s|되는\s)|collect(?!ed\s)", re.IGNORECASE)
_TOGETHER = re.compile(r"함께\s*(?:수집|처리)")
# An enumeration in a sentence that is read as none is worth a person's look.
_WORTH_A_LOOK = 2


class ProseReader(CollectionState):
    """Takes sentences."""

    def _prose(self, text: str, entry: Entry) -> None:
        self._introduction(text, entry)
        if not self._kept(text):
            self._collected(text, entry)

    def _collected(self, text: str, entry: Entry) -> None:
        words = list_that_is_all(text, self._lexicon)
        if words:
            current = self._points.current
            # What is optional is so at the point above; kinds begin anew.
            place = (entry.style, entry.indent)
            anew = current is not None and (
                not current.is_heading or (bool(entry.style) and current.place == place)
            )
            if words[0].required is None and anew:
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
        announces = INTRODUCTION.search(text) is not None or text.endswith(":")
        lists = known or bool(found) or announces
        # "We automatically collect …" below the heading "Automatically collected information".
        same = (
            label is not None
            and current is not None
            and current.is_marked_heading
            and current.id is not None
            and current.id == self._lexicon.point(label)
        )
        if label is not None and said and opened_by_prose and lists and not same:
            if current is not None and current.is_heading and not current.items:
                self._points.leave()
            self._open(label, entry, is_heading=False)
            self._prose_line = entry.line
        if label is not None and said and lists and not found:
            self._kinds = announces
        # "※ 주민등록번호는 의료법에 따라 수집합니다" says more of what is listed above.
        if label is None and current is not None and are_in(found, current):
            return
        self._add_found(found, text, entry, names_point=label is not None, more=more)

    def _add_found(
        self, found: Sequence[ItemWord], text: str, entry: Entry, *, names_point: bool, more: bool
    ) -> None:
        """Add what a sentence lists, ``more`` of the point before, or report that it is unread."""
        current = self._points.current
        if found:
            # A sentence that names no point does not continue the one before.
            more = more or (
                current is not None and (current.is_listed_as(entry) or current.is_marked_heading)
            )
            if not names_point and current is not None and current.items and not more:
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
