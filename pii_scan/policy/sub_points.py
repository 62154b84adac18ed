"""Columns of a table of items that name a part of the point in front: 회원 | 일반 가입 | 이름.

"내용" heads what is collected as often as on what occasion; its cells tell which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry
from pii_scan.policy.items import is_item_list
from pii_scan.policy.lexicon import Lexicon, key_of

_OCCASION = re.compile(r"(?:세부|수집|업무|서비스|이용|상세)?(?:내용|정보)")
_ITEMS = re.compile(r"항목$")
_CALLED = "업무구분"


def with_sub_points(rows: Sequence[Entry], lexicon: Lexicon) -> Sequence[Entry]:
    """``rows`` with such a column called as one of points is; as they are where none is such."""
    heads = [key_of(cell) for cell in rows[0].cells] if rows else []
    places = [place for place, key in enumerate(heads) if _OCCASION.fullmatch(key)]
    if len(places) != 1 or not any(map(_ITEMS.search, heads)):
        return rows
    # A row that a cell above spans lacks those in front.
    said = [
        cells[place]
        for row in rows[1:]
        if (place := places[0] - len(heads) + len(cells := row.cells)) >= 0 and cells[place]
    ]
    listed = sum(is_item_list(cell, lexicon) for cell in said)
    if not said or listed * 2 >= len(said):
        return rows
    called = list(rows[0].cells)
    called[places[0]] = _CALLED
    return [replace(rows[0], cells=tuple(called)), *rows[1:]]
