"""Where the headings and the numbers of a policy stand, and so where a section of it ends."""

from __future__ import annotations

from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import Topic

# Glyphs that policies mark their sections with, and headings that their file marks.
BLOCK_GLYPHS = frozenset({*"■□◆◇●◎▶▷", *(f"h{level}" for level in range(1, 10))})


class Marked:
    """Where the headings stand that a file marks as such."""

    def __init__(self) -> None:
        self._level: int | None = None
        self._ordinal: int | None = None
        self._inside: int | None = None

    def heading(self, entry: Entry) -> None:
        """A heading that begins a section."""
        self._level, self._ordinal, self._inside = entry.level, entry.ordinal, None

    def inside(self, entry: Entry) -> None:
        """A line of the section, which may be marked as its heading is."""
        if entry.level is not None and entry.level == self._level:
            self._inside = entry.ordinal

    def ends_section(self, entry: Entry, current: Topic) -> bool:
        """Whether a heading is higher than the one above, or as high and counts on from it.

        Numbers may be left out between the two: no list inside a section begins behind its own.

        Below a heading that is not understood each begins a section of its own.
        """
        if entry.level is None or not entry.can_be_heading:
            return False
        if current is Topic.UNKNOWN or self._level is None:
            return current is Topic.UNKNOWN
        if entry.level < self._level or entry.ordinal is None or self._ordinal is None:
            return entry.level < self._level
        # "3. …" behind "2. …" of a list inside the section is a part of it.
        listed = self._inside is not None and self._inside + 1 == entry.ordinal
        return entry.level == self._level and self._ordinal < entry.ordinal and not listed


class Numbering:
    """Where the numbers of the sections and of the list inside the last one stand."""

    def __init__(self) -> None:
        self._style: str | None = None
        self._section = 0
        self._inner: dict[str, int] = {}

    def heading(self, entry: Entry, topic: Topic, before: Topic) -> None:
        """A heading of its own; a part of a section (수집방법) continues the list inside it."""
        part = topic is Topic.METHODS or topic is before
        if entry.ordinal is None:
            if entry.style in BLOCK_GLYPHS and not part:
                self._style, self._inner = entry.style, {}
            return
        continues = self._inner.get(entry.style, 0) + 1 == entry.ordinal
        follows = self._style in {None, entry.style} and self._section + 1 == entry.ordinal
        if follows and not (part and continues and self._section):
            self._style, self._section, self._inner = entry.style, entry.ordinal, {}
        elif continues or entry.ordinal == 1:
            self._inner[entry.style] = entry.ordinal
        elif self._style in {None, entry.style}:
            self._style, self._section, self._inner = entry.style, entry.ordinal, {}

    def inside(self, entry: Entry) -> None:
        """A line of the section."""
        if entry.ordinal is not None:
            self._inner[entry.style] = entry.ordinal
        elif entry.style in BLOCK_GLYPHS:
            self._inner[entry.style] = 0

    def continues(self, entry: Entry) -> bool:
        """Whether ``entry`` is the next line of a list inside the section."""
        if entry.ordinal is None or entry.style == self._style:
            return False
        return self._inner.get(entry.style, entry.ordinal) + 1 == entry.ordinal

    def ends_section(self, entry: Entry) -> bool:
        """Whether ``entry`` is numbered as the next section and not as the next line of a list."""
        if not entry.can_be_heading:
            return False
        # "제7조(광고성 정보의 전송)" stands in no list, whatever articles are left out before it.
        if self._style in {None, "article"} and entry.style == "article" and entry.label:
            return (entry.ordinal or 0) > self._section
        if entry.style != self._style:
            return False
        if entry.ordinal is None:
            return entry.style not in self._inner
        continues = self._inner.get(entry.style, 0) + 1 == entry.ordinal
        return self._section + 1 == entry.ordinal and not continues
