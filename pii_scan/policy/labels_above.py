"""Labels with what they say on the next line: "필수항목" / "이름, 연락처" / "보유기간" / "1년".

Such a label looks as a heading does, and would end the section at each point. It is none where it
comes again and again, always with one line below it. A table that has each cell on a line of its
own has its heads together, and those are left to its reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pii_scan.policy.entries import Entry
from pii_scan.policy.lexicon import key_of

_LABEL = re.compile(
    r"(?:필수|선택)(?:수집)?(?:항목|정보|사항)|(?:수집|처리|이용)(?:하는)?(?:개인정보)?(?:의)?항목"
    r"|(?:수집|이용|처리)(?:및|·|/)?(?:수집|이용|처리)?목적"
    r"|(?:보유|보관|이용)(?:및|·|/)?(?:보유|이용)?기간|(?:법적|수집|처리)근거|수집방법"
)
_FEWEST = 2


def with_values_beside(entries: Sequence[Entry]) -> list[Entry]:
    """``entries``, with such labels and their values as "label: value"."""
    places = {
        place
        for place, (entry, below) in enumerate(pairwise(entries))
        if _is_label(entry) and _is_value(below)
    }
    times = Counter(key_of(entries[place].text) for place in places)
    # One label that comes again may be a heading: two take turns.
    if sum(count >= _FEWEST for count in times.values()) < _FEWEST:
        return list(entries)
    joined: list[Entry] = []
    value_of: Entry | None = None
    for place, entry in enumerate(entries):
        if value_of is not None:
            text = f"{value_of.text}: {entry.text}"
            joined.append(replace(value_of, text=text, label=value_of.text, content=entry.text))
            value_of = None
        elif place in places:
            value_of = entry
        else:
            joined.append(entry)
    return joined


def _is_plain(entry: Entry) -> bool:
    return not (entry.style or entry.cells) and entry.level is None


def _is_label(entry: Entry) -> bool:
    bare = _is_plain(entry) and entry.label is None
    return bare and _LABEL.fullmatch(key_of(entry.text)) is not None


def _is_value(entry: Entry) -> bool:
    return _is_plain(entry) and not _is_label(entry)
