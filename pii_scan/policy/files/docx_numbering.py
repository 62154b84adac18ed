"""The numbers and bullets that Word puts in front of paragraphs (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pii_scan.policy.files.docx_styles import Styles
from pii_scan.policy.files.docx_words import W
from pii_scan.policy.files.markers import counter

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Word's names of the ways of counting, as ``counter`` knows them; all others count 1, 2, 3.
_STYLES = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "ganada": "가",
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
}


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if root is None:
            return
        for abstract in root.findall(f"{W}abstractNum"):
            id_ = str(abstract.get(f"{W}abstractNumId"))
            self._levels[id_] = {
                _int(level.get(f"{W}ilvl")): _read_level(level)
                for level in abstract.findall(f"{W}lvl")
            }
        for number in root.findall(f"{W}num"):
            self._number(number)

    def marker(self, paragraph: _Element) -> tuple[str | None, int]:
        """What stands in front of ``paragraph``, and how deep its list is; counts it."""
        number, depth = self._of(paragraph)
        abstract = self._abstract.get(number)
        level = self._levels.get(abstract or "", {}).get(depth)
        if abstract is None or level is None:
            return None, 0
        restart = self._restarts.pop((number, depth), None)
        key = (abstract, depth)
        self._counts[key] = restart if restart is not None else self._next(key, level)
        for deeper in range(depth + 1, _MOST_LEVELS):
            self._counts.pop((abstract, deeper), None)
        if level.style == "none":
            return None, depth
        if level.style == "bullet":
            # Bullets are letters of fonts of symbols, which mean nothing without the font.
            own = level.text.isprintable() and not "\ue000" <= level.text[:1] <= "\uf8ff"
            return (level.text if own and level.text and level.text != "o" else "-"), depth
        return _PLACE.sub(lambda match: self._shown(abstract, int(match[1]) - 1), level.text), depth

    def _number(self, number: _Element) -> None:
        id_ = str(number.get(f"{W}numId"))
        abstract = number.find(f"{W}abstractNumId")
        self._abstract[id_] = str(abstract.get(f"{W}val")) if abstract is not None else ""
        for override in number.findall(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                depth = _int(override.get(f"{W}ilvl"))
                self._restarts[id_, depth] = _int(start.get(f"{W}val"))

    def _of(self, paragraph: _Element) -> tuple[str, int]:
        """The list that a paragraph is in, and its level."""
        id_: str | None = None
        depth: int | None = None
        for properties in self._styles.properties(paragraph):
            number = properties.find(f"{W}numPr/{W}numId")
            level = properties.find(f"{W}numPr/{W}ilvl")
            if id_ is None and number is not None:
                id_ = str(number.get(f"{W}val"))
            if depth is None and level is not None:
                depth = _int(level.get(f"{W}val"))
        return id_ or "0", depth or 0

    def _next(self, key: tuple[str, int], level: _Level) -> int:
        return self._counts[key] + 1 if key in self._counts else level.start

    def _shown(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        return counter(self._counts.get((abstract, depth), level.start), level.style)


def _read_level(level: _Element) -> _Level:
    def value(tag: str, default: str) -> str:
        found = level.find(f"{W}{tag}")
        return str(found.get(f"{W}val", default)) if found is not None else default

    style = value("numFmt", "decimal")
    return _Level(_STYLES.get(style, style), value("lvlText", ""), _int(value("start", "0")))


def _int(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004  32 bits
