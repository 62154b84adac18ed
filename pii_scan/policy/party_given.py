"""A third party in front of a sentence on what it is given: "하늘보험㈜: 이름을 제공하며 …"."""

from __future__ import annotations

import re

from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.items import is_item_list
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_drafts import Draft
from pii_scan.policy.party_latin import is_name, names_somebody
from pii_scan.policy.party_lines import names_company
from pii_scan.policy.prose import items_in_prose
from pii_scan.policy.tables import one_line_cells
from pii_scan.policy.terms import read_term

_GIVES = re.compile(r"(?:제공|전달|공유|전송)(?:하|되|합|됩|받)")
_DENIES = re.compile(r"지\s*(?:않|아니)|경우")
_WHY = re.compile(r"^(?P<why>[^,.]{2,40}?)(?:을|를)?\s(?:위해|위하여|목적으로)\s")
_UNTIL = re.compile(r"(?:^|[\s,])(?P<until>[^,.]{2,40}?)\s?(?:까지|동안|간)\s(?:보유|보관|이용)")
_NEXT = re.compile(r"(?<=하며)\s|(?<=하고)\s|(?<=되며)\s|,\s")
# "<하늘(주)>('sky.example')은(는) 다음과 같이 제공합니다" says who gives.
_IS_SUBJECT = re.compile(r"(?:[(（].{0,80}?[)）])?\s?(?:은\s?\(는\)|이\s?\(가\)|[은는이가]\s)")
_LONGEST = 400
# Who, why and what.
_FEWEST_CELLS = 3
_BULLET = re.compile(r"^[-–•▪▫■□◦○●·ㆍ*]\s*")


def given_behind_label(entry: Entry, lexicon: Lexicon) -> Draft | None:
    """Who the label of a line names, where the sentence behind says what is given; else None."""
    name, said = entry.label, entry.content
    if name is None or not said or len(said) > _LONGEST or column_of(name) is not None:
        return None
    if _IS_SUBJECT.match(said):
        return None
    company = names_company(name) or (is_name(name) and names_somebody(name))
    if not company or not _GIVES.search(said) or _DENIES.search(said):
        return None
    first = sentences(said)[0]
    why = _WHY.match(first)
    items = [
        w.text for w in items_in_prose(first[why.end() :] if why else first, lexicon) if w.item
    ]
    kept = _UNTIL.search(_NEXT.split(said)[-1])
    values = {
        Column.NAME: name,
        Column.TASK: why["why"].strip() if why else None,
        Column.ITEMS: ", ".join(items),
        Column.UNTIL: kept["until"].strip() if kept and read_term(kept.group()) else None,
    }
    return Draft(entry.line, {column: value for column, value in values.items() if value})


def given_in_row(row: Entry, lexicon: Lexicon) -> Draft | None:
    """Whom a row without a head names, with why, what, and until when; None for other rows.

    "달콤 가맹점 | 예약 상품 준비 | 예약자명 | 수령 후 파기": the items in the third cell tell.
    """
    cells = one_line_cells(row)
    if not _FEWEST_CELLS <= len(cells) <= _FEWEST_CELLS + 1:
        return None
    name, why, what, *until = cells
    if not is_item_list(what, lexicon) or any(is_item_list(cell, lexicon) for cell in (name, why)):
        return None
    values = {Column.NAME: _BULLET.sub("", name), Column.TASK: why, Column.ITEMS: what}
    return Draft(row.line, values | ({Column.UNTIL: until[0]} if until else {}))
