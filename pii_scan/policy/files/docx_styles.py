"""What the style of a paragraph in a Word document says: a heading, a list, the contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pii_scan.policy.files.docx_words import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_STYLE = re.compile(r"(?:heading|제목)\s*([1-9])", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|목차)\s*[1-9]", re.IGNORECASE)
_MOST_BASES = 20


class Styles:
    """The paragraph styles of a document by their ids, each with those it is based on."""

    def __init__(self, root: _Element | None) -> None:
        styles = root.findall(f"{W}style") if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._default = next(
            (
                style.get(f"{W}styleId", "")
                for style in styles
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in {"1", "true"}
            ),
            "",
        )

    def properties(self, paragraph: _Element) -> Iterator[_Element]:
        """The properties that count for a paragraph, its own before those of its styles."""
        own = paragraph.find(f"{W}pPr")
        if own is not None:
            yield own
        for style in self._chain(paragraph):
            properties = style.find(f"{W}pPr")
            if properties is not None:
                yield properties

    def heading_level(self, paragraph: _Element) -> int | None:
        """1 to 9 for a heading, by its outline level or by the name of its style."""
        for properties in self.properties(paragraph):
            level = properties.find(f"{W}outlineLvl")
            if level is not None:
                value = str(level.get(f"{W}val", ""))
                return int(value) + 1 if value.isdecimal() and int(value) < 9 else None  # noqa: PLR2004  9 is body text
        match = next(filter(None, map(_HEADING_STYLE.fullmatch, self._names(paragraph))), None)
        return int(match[1]) if match else None

    def is_contents(self, paragraph: _Element) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return any(_CONTENTS_STYLE.fullmatch(name) for name in self._names(paragraph))

    def _names(self, paragraph: _Element) -> Iterator[str]:
        for style in self._chain(paragraph):
            name = style.find(f"{W}name")
            yield str(name.get(f"{W}val", "")) if name is not None else ""
            yield str(style.get(f"{W}styleId", ""))

    def _chain(self, paragraph: _Element) -> Iterator[_Element]:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        id_ = named.get(f"{W}val") if named is not None else self._default
        # A style that is based on itself has no end.
        for _ in range(_MOST_BASES):
            style = self._styles.get(id_ or "")
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            id_ = based.get(f"{W}val") if based is not None else None
