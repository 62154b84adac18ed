"""Plain text whose lines the width of a page broke, as text copied from a PDF or a form has it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pii_scan.policy.document import Line
from pii_scan.policy.files.markers import has_marker

_PAGE_NUMBER = re.compile(r"[-–—]\s*\d{1,3}\s*[-–—]")
_COMMA = (",", "，", "、")
# What is not the end of anything: a list goes on, or the period that is counted from there.
_JOINS = re.compile(r"\s(?:및|또는|혹은|and|or)$")
_FROM = re.compile(r"(?:후|부터)$")
_PERIOD = re.compile(r"\d{1,3}\s*(?:년|개월|일|주)")
_ENDED = re.compile(r"[.:;?!。：；？！)\]」』]$|[다요함음임됨]$")
# The rest of a word: "파기합" over "니다.", "신용정보" over "의 이용".
_REST_OF_WORD = re.compile(r"(?:니다|습니다|의|을|를|은|는|이|가|에|지)(?=[\s.,)]|$)")
_LABELLED = re.compile(r"[^:：]{1,40}[:：]")
# How wide the lines of a page are, in columns, and how full one is that a word did not fit in.
_NARROWEST, _WIDEST = 40, 130
_FULL = 0.85
_FEWEST_BREAKS = 3
# Editors break lines a little before the margin.
_SLACK = 3
# No paragraph of a policy is longer, and joining a whole book would take long.
_LONGEST = 3000


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with those that go on below as one, and without the numbers of pages.

    Lines that are as wide as the page go on only where enough of them end within a sentence.
    """
    kept = [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]
    full = _full_width(kept)
    joined: list[Line] = []
    last: Line | None = None
    for line in kept:
        if last is not None and _goes_on(last, joined[-1], line, full):
            blank = "" if _REST_OF_WORD.match(line.text) else " "
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}{blank}{line.text}")
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(above: Line, whole: Line, below: Line, full: float | None) -> bool:
    if len(whole.text) > _LONGEST or not _may_follow(above, below):
        return False
    in_list = has_marker(whole.text) or _LABELLED.match(whole.text) is not None
    if in_list and above.text.endswith(_COMMA):
        return True
    if _JOINS.search(above.text) or (_FROM.search(above.text) and _PERIOD.match(below.text)):
        return True
    if whole.text.count("(") > whole.text.count(")") and ")" in below.text:
        return True
    return full is not None and _is_full(above, below, full)


def _is_full(above: Line, below: Line, full: float) -> bool:
    """Whether ``above`` is so wide that its sentence goes on below."""
    first = below.text.split(maxsplit=1)[0]
    no_place = width(above.text) + 1 + width(first) > full / _FULL - _SLACK
    # A word in small letters begins no sentence, and nothing of a list.
    goes_on = first[0].islower() and not above.text.endswith((".", ":"))
    if no_place and goes_on:
        return True
    return width(above.text) >= full and not _ENDED.search(above.text)


def _may_follow(above: Line, below: Line) -> bool:
    """Whether ``below`` begins nothing of its own."""
    # An empty line parts paragraphs.
    if above.cells or below.cells or below.number != above.number + 1:
        return False
    return not has_marker(below.text) and _LABELLED.match(below.text) is None


def _full_width(lines: Sequence[Line]) -> float | None:
    """How wide a line is that may go on; None for a text that no page has broken."""
    widths = [width(line.text) for line in lines if not line.cells]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    full = widest * _FULL
    breaks = sum(
        width(line.text) >= full and not _ENDED.search(line.text) and _may_follow(line, below)
        for line, below in pairwise(lines)
    )
    return full if breaks >= _FEWEST_BREAKS else None


def width(text: str) -> int:
    """How many columns ``text`` takes; letters of the East take two."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
