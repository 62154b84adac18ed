"""A web page: the element that holds the policy, without menus, scripts and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pii_scan.errors import PolicyError
from pii_scan.policy.document import Content, Line, Unread
from pii_scan.policy.files.html_lines import HEADINGS, LineWriter
from pii_scan.policy.files.html_tables import is_data_table
from pii_scan.policy.files.limits import check_length

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is never shown, or is a control and no text.
_NO_TEXT = frozenset({
    *("script", "style", "noscript", "template", "head", "frameset", "svg", "math", "iframe"),
    *("object", "embed", "audio", "video", "canvas", "map", "area", "img", "select", "datalist"),
    *("input", "progress", "meter", "dialog", "nav", "rp", "rt", "col", "colgroup"),
})  # fmt: skip
_NO_TEXT_ROLES = {"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu"}
# These belong to the page, unless they are inside one of the others (HTML standard, 4.3.8).
_OF_THE_PAGE = {"header", "footer", "aside"}
_OF_THE_CONTENT = {"article", "main", "section"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Frames of videos, maps and advertisements come from elsewhere; those of texts from the site.
_A_PAGE = re.compile(
    r"(?!javascript:|about:|data:|(?:https?:)?//[^/]*(?:youtube|google|doubleclick|facebook|kakao|naver|daum|criteo)\b)",
    re.IGNORECASE,
)
_OPENS_A_PANEL = {"button", "summary", "dt", *HEADINGS}
# The element with the policy holds nearly all words of its page.
_SHARE = 0.9
_OF_A_FRAME = re.compile(
    r"foot|copyright|header|gnb|lnb|menu|navi|crumb|banner|popup|sns|quick", re.IGNORECASE
)
_HOLDS_CONTENT = {"div", "section", "article", "main", "body", "html", "td", "form", "center"}
_MOST_HEADINGS_ABOVE = 3
# The head of a closed part is short; a longer text before something hidden does not open it.
_LONGEST_HEAD = 150
# Menus have shorter lines than sentences.
_LONGEST_IN_MENU = 40
_NOT_WRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PARSER_GAVE_UP = "Excessive depth"


def read_html(text: str, name: str) -> Content:
    """The lines of the policy in a web page.

    Nothing is fetched: images, frames, style sheets and entities stay unread. Raises PolicyError
    for a page nested more deeply than any is, and for one without text.
    """
    root = _parse(text, name)
    framed = _frames(root) if root is not None else ()
    lines = _page_lines(root, name) if root is not None else ()
    if not lines:
        where = "in a frame" if framed else "loaded by scripts or shown as images"
        raise PolicyError(
            f"{name}: is a web page without text; its text may be {where}",
            "Open it in a browser, select the policy and save it as text or print it as PDF.",
        )
    return Content(lines, framed)


def read_fragment(text: str, name: str, first_line: int) -> tuple[Line, ...]:
    """The lines of a piece of HTML in another file, where it begins on ``first_line``."""
    root = _parse(text, name)
    if root is None:
        return ()
    _prune(root)
    writer = LineWriter(first_line - 1)
    writer.write(root)
    return tuple(line for line, _ in writer.finish())


def _parse(text: str, name: str) -> _Element | None:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if any(_PARSER_GAVE_UP in entry.message for entry in parser.error_log):
        raise PolicyError(
            f"{name}: its elements are nested so deeply that not all of it can be read",
            "Open it in a browser, select the policy and save it as text.",
        )
    return root


def _frames(root: _Element) -> tuple[Unread, ...]:
    """The frames of a page in which people see another page."""
    return tuple(
        Unread(f"a frame that shows another page: {frame.get('src')}", frame.sourceline or 1)
        for frame in root.iter("iframe", "frame")
        if frame.get("src")
        and not _HIDDEN_STYLE.search(frame.get("style", ""))
        and not {frame.get("width"), frame.get("height")} & {"0", "1", "0px", "1px"}
        and _A_PAGE.match(frame.get("src", ""))
        and not any(_is_hidden(above) for above in [frame, *frame.iterancestors()])
    )


def _page_lines(root: _Element, name: str) -> tuple[Line, ...]:
    _prune(root)
    check_length(name, letters=sum(map(_length, root.itertext())))
    content = _content(root)
    writer = LineWriter()
    for element in _around(content):
        writer.write(element)
    return _without_menus(writer.finish())


def _prune(root: _Element) -> None:
    """Take out what a reader of the page does not see as its text."""
    for element in [element for element in root.iter() if not _is_text(element)]:
        parent = element.getparent()
        if parent is None:
            continue
        # What is hidden in the hidden goes with it, and its own tail stays.
        previous, tail = element.getprevious(), element.tail or ""
        if previous is not None:
            previous.tail = _writable((previous.tail or "") + tail)
        else:
            parent.text = _writable((parent.text or "") + tail)
        parent.remove(element)


def _writable(text: str) -> str:
    """``text`` without what lxml reads (``&#1;``) but does not write."""
    return _NOT_WRITABLE.sub("", text)


def _is_text(element: _Element) -> bool:
    tag = element.tag
    if tag in _NO_TEXT or element.get("role") in _NO_TEXT_ROLES:
        return False
    if tag in _OF_THE_PAGE:
        return any(above.tag in _OF_THE_CONTENT for above in element.iterancestors())
    if tag == "textarea":
        return True
    return not _is_hidden(element) or _is_panel(element)


def _is_hidden(element: _Element) -> bool:
    if element.tag == "noscript" or element.get("hidden") is not None:
        return True
    return _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _is_panel(element: _Element) -> bool:
    """Whether a hidden element is a closed part of an accordion: what opens it is its head."""
    if element.get("role") in {"tabpanel", "region"}:
        return True
    head = element.getprevious()
    if head is None or element.tag in {"span", "p", "li"}:
        return False
    words = _length("".join(head.itertext()))
    return 0 < words <= _LONGEST_HEAD and any(
        _length("".join(part.itertext())) >= words * _SHARE
        for part in head.iter()
        if _opens_a_panel(part)
    )


def _opens_a_panel(element: _Element) -> bool:
    if element.tag == "a":
        return str(element.get("href", "#")).startswith(("#", "javascript:"))
    return (
        element.tag in _OPENS_A_PANEL
        or element.get("role") == "button"
        or element.get("aria-controls") is not None
    )


def _content(root: _Element) -> _Element:
    """The smallest element with nearly all words of the page outside links, and all tables.

    It grows over neighbours that are text as well, such as a title above or a date below.
    """
    weights = dict(_weights(root))
    words, tables = weights.get(root, (0, 0))
    content = next(
        (
            element
            for element, (inside, tables_inside) in weights.items()
            if inside >= words * _SHARE
            and tables_inside == tables
            and element.tag in _HOLDS_CONTENT
        ),
        root,
    )
    parent = content.getparent()
    while parent is not None and all(
        _is_near(other) for other in parent.iterchildren() if other is not content
    ):
        content, parent = parent, parent.getparent()
    return content


def _weights(root: _Element) -> Iterator[tuple[_Element, tuple[int, int]]]:
    """Each element, those inside before it, with its words outside links and its tables."""
    from lxml import etree

    stack: list[list[int]] = [[0, 0]]
    in_link = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            in_link += element.tag == "a"
            stack.append([0 if in_link else _length(element.text), 0])
            continue
        words, tables = stack.pop()
        in_link -= element.tag == "a"
        tables += element.tag == "table" and is_data_table(element)
        yield element, (words, tables)
        stack[-1][0] += words + (0 if in_link else _length(element.tail))
        stack[-1][1] += tables


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _around(content: _Element) -> Iterator[_Element]:
    """``content`` with the headings above it, one of which may be its title."""
    above = [
        element
        for element in content.xpath("preceding::*[self::h1 or self::h2 or self::h3]")
        if _length("".join(element.itertext())) and not _linked(element)
    ]
    yield from above[-_MOST_HEADINGS_ABOVE:]
    yield content


def _is_near(element: _Element) -> bool:
    named = f"{element.get('id', '')} {element.get('class', '')}"
    return not _OF_A_FRAME.search(named) and next(element.iter("a", "button"), None) is None


def _linked(element: _Element) -> bool:
    inside = sum(_length("".join(link.itertext())) for link in element.iter("a"))
    return inside >= _length("".join(element.itertext()))


def _without_menus(lines: list[tuple[Line, bool]]) -> tuple[Line, ...]:
    """The lines without those that are only links before the first text and after the last."""
    text = [
        place
        for place, (line, linked) in enumerate(lines)
        if not linked and (line.cells or line.level or len(line.text) > _LONGEST_IN_MENU)
    ]
    first, last = (text[0], text[-1]) if text else (0, len(lines))
    return tuple(
        line
        for place, (line, linked) in enumerate(lines)
        if not (linked and not first <= place <= last)
    )
