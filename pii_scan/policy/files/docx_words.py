"""The words of a paragraph of a Word document, and which elements are shown at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted and moved text, codes of fields, and the older copy of a text box.
_NOT_SHOWN = frozenset({
    *(f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt")),
    *(f"{W}{tag}" for tag in ("rPr", "pPr", "tblPr", "trPr", "tcPr", "tblGrid")),
    *(f"{W}{tag}" for tag in ("sdtPr", "sdtEndPr")),
    f"{_MC}Fallback",
})  # fmt: skip
_BREAKS = {f"{W}br", f"{W}cr"}


def wanted(parent: _Element, *tags: str) -> Iterator[_Element]:
    """The nearest descendants with one of ``tags``, inside content controls and insertions too."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in tags:
            yield element
        elif element.tag not in _NOT_SHOWN and element.tag not in {f"{W}p", f"{W}tbl"}:
            stack.extend(reversed(element))


def said(paragraph: _Element) -> tuple[str, list[_Element]]:
    """The text of a paragraph, with its line breaks, and the text boxes anchored in it."""
    words: list[str] = []
    boxes: list[_Element] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag in _NOT_SHOWN or (tag == f"{W}r" and _is_off(element)):
            continue
        elif tag == f"{W}t":
            words.append(element.text or "")
        elif tag == f"{W}tab":
            words.append("\t")
        elif tag in _BREAKS:
            words.append("\n")
        elif tag == f"{W}noBreakHyphen":
            words.append("-")
        else:
            stack.extend(reversed(element))
    return "".join(words), boxes


def is_bold(paragraph: _Element) -> bool:
    """Whether all words of a paragraph are bold by themselves."""
    runs = [
        run
        for run in paragraph.iter(f"{W}r")
        if any((text.text or "").strip() for text in run.iter(f"{W}t"))
    ]
    return bool(runs) and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def is_on(switch: _Element | None) -> bool:
    """Whether a property is there and not switched off (ISO/IEC 29500-1, 17.17.4)."""
    return switch is not None and switch.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def _is_off(run: _Element) -> bool:
    """Whether a run is hidden text."""
    return is_on(run.find(f"{W}rPr/{W}vanish"))
