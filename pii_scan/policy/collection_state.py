"""Where a reader of collection sections stands, and how words get to their point."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pii_scan.policy.collected import Collected, Detail, take_detail
from pii_scan.policy.collection_sentences import (
    all_but,
    examples_in,
    is_of_a_part,
    listed_in_front,
)
from pii_scan.policy.declaration import NamedItem, Unplaced
from pii_scan.policy.entries import Entry, is_sentence
from pii_scan.policy.items import ItemWord, read_items
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.points import Point, Points, need_at_end
from pii_scan.policy.professions import without_licences
from pii_scan.policy.prose import (
    forbidden_items,
    items_in_prose,
)

_WE_DO_NOT = re.compile(
    r"^We (?:do|will|would)(?: not|n['’]t)(?: ever)? "
    r"(?:collect|use|store|record|access|track|request|gather|require|ask for|keep) ",
    re.IGNORECASE,
)


class CollectionState:
    """The point that the next items belong to, and all that was read so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._read = Collected()
        self._points = Points(lexicon)
        self._heading = ""
        # What a "선택 동의" alone on a line says of the table below it.
        self._need_above = True
        # Whether a "[필수 항목]" alone on a line has a list of items below it.
        self._listing = False
        # Whether a sentence that says when something is collected has its kinds below it.
        self._kinds = False
        # Whether a sentence says that what follows is what the items are used for.
        self._used_for = False
        # The same of when something is collected.
        self._occasions = False
        # Where "필수항목: …" stands and which point it is of.
        self._need_of: tuple[tuple[str, int], Point | None] | None = None
        # The line of the sentence that last opened a point or added to one.
        self._prose_line = 0
        # The mark of the sentence that said that lists follow.
        self._said_by = ""
        # The mark of the line that said that nothing below it is collected.
        self._denied_by: tuple[str, int | None] | None = None

    def _unplaced(self, text: str, line: int) -> None:
        self._read.unplaced.append(Unplaced(text=text, line=line))

    def _open(self, label: str, entry: Entry, *, is_heading: bool = True) -> None:
        self._points.open(label, entry, is_heading=is_heading)
        self._points.required = need_at_end(label, default=self._points.required)
        self._listing = self._kinds = False

    def _detail(self, label: str, content: str, line: int, *, about: str | None = None) -> bool:
        """Take "보유기간: …" beside the items; True where ``label`` is such."""
        point = self._points.current
        about = about or (point.label if point else self._heading or label)
        return take_detail(self._read, Detail(label, content, line, about), point, self._lexicon)

    def _forbidden(self, text: str, entry: Entry) -> None:
        """Take what a sentence says is not collected; a part of it may be none the less."""
        if parts := all_but(text):
            self._add(
                [w for w in read_items(parts[1].rstrip(" ."), self._lexicon) if w.item], entry
            )
            self._unplaced(text, entry.line)
            return
        words = forbidden_items(text, self._lexicon)
        # "### Information we do not collect" has what it says below it.
        if not words and not is_sentence(text) and entry.level is None:
            self._unplaced(text, entry.line)
        for word in words:
            if word.item is None or is_of_a_part(word):
                self._unplaced(word.text, entry.line)
            else:
                self._read.not_collected.append(NamedItem(item=word.item, label=word.text))

    def _deny(self, text: str) -> None:
        """Take a line of a list of what is not collected, which may say so again."""
        text = _WE_DO_NOT.sub("", text)
        self._read.not_collected += [
            NamedItem(item=word.item, label=word.text)
            for word in read_items(text, self._lexicon)
            if word.item is not None and not is_of_a_part(word)
        ]

    def _items(self, text: str, entry: Entry, *, in_prose: bool = False) -> None:
        """Add the items of a list, which may end as a sentence does."""
        if in_prose or is_sentence(text):
            # "server logs and cookies required to …" has no verb, but may read as if it had.
            readings = [items_in_prose(text, self._lexicon), listed_in_front(text, self._lexicon)]
            if not any(word.item for words in readings for word in words):
                readings.append(examples_in(text, self._lexicon))
            found = max(readings, key=lambda words: sum(word.item is not None for word in words))
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
