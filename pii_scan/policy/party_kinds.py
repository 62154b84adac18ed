"""Those who are given data, called by what they are: "Insurance providers: …", "담당 대리점: 이름".

The label of such a line could be that of a column, as "제휴업체: ㈜하늘" is: what stands behind it
shows which. Those who only work for the controller ("Service providers: …") are no third parties.
"""

from __future__ import annotations

import re

from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.headings import topic_of
from pii_scan.policy.items import is_item_list, need_of
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_drafts import Draft
from pii_scan.policy.party_lines import by_content
from pii_scan.policy.party_lists import listed_party

_KIND = (
    r"(?:partners|providers|vendors|companies|agencies|authorities|institutions|advis[eo]rs"
    r"|carriers|couriers|insurers|banks|schools|hospitals|dealers|sellers|merchants|suppliers"
    r"|organi[sz]ations)"
)
_WORKS_FOR_US = (
    r"(?!(?:Our |The |Other |Trusted |Certain )?"
    r"(?:[Ss]ervice|[Tt]hird[- ][Pp]arty|[Ss]ub|[Dd]ata|[Cc]loud|[Hh]osting|[Pp]ayment"
    r"|[Aa]nalytics|IT|[Tt]echnology|[Ii]nfrastructure|[Ee]-?mail)\b)"
)
_NAMED = rf"{_WORKS_FOR_US}[A-Z][\w&/-]*(?:\s[\w&/-]+){{0,3}}?\s{_KIND}"
_LABEL = re.compile(_NAMED)
_WHAT_FOR = re.compile(rf"(?P<name>{_NAMED})\s(?:for|to)\s(?P<task>[^.:;]{{5,120}})\.?")
# "설치 협의를 위한 최소 정보(이름, 주소)" is what is given, and nobody's name.
_IS_GIVEN = re.compile(r"(?:정보|항목|데이터)(?:\s?제공)?(?:\s?[(（][^()（）]*[)）])?$")
_IS_COLUMN = re.compile(r"받는|수탁|제공처|제공\s?대상")
_LONGEST_LABEL = 40
_CASE = re.compile(r"(?:경우|때|시)$")


def kind_of_recipient(entry: Entry, lexicon: Lexicon) -> Draft | None:
    """What a line of a list says of a kind of recipient that it names; None for other lines."""
    if not entry.style or entry.cells:
        return None
    for_what = _WHAT_FOR.fullmatch(entry.text) if entry.label is None else None
    if for_what is not None:
        return Draft(entry.line, {Column.NAME: for_what["name"], Column.TASK: for_what["task"]})
    label = entry.label
    if label is None or not entry.content or len(label) > _LONGEST_LABEL:
        return None
    # "Music stores: Acme, Bolt and others" names who they are.
    listed = listed_party(entry.text)
    if listed is not None and not listed.is_kind and listed.names not in label:
        return None
    said = (sentences(entry.content) or [""])[0].rstrip(" .")
    if not (_LABEL.fullmatch(label) or _is_korean(label, said, lexicon)):
        return None
    task, items, until = by_content([said], lexicon)
    values = {Column.TASK: task, Column.ITEMS: items, Column.UNTIL: until}
    return Draft(
        entry.line, {Column.NAME: label} | {c: v for c, v in values.items() if v is not None}
    )


def _is_korean(label: str, said: str, lexicon: Lexicon) -> bool:
    if column_of(label) not in {Column.NAME, None} or need_of(label) is not None:
        return False
    # "제공받는 자: 하늘정보(주)" names one, though what he is called ends as what is given.
    if _IS_COLUMN.search(label):
        return False
    if _CASE.search(label) or topic_of(label) is not None or lexicon.item(label) is not None:
        return False
    return not label.isascii() and (
        is_item_list(said, lexicon) or _IS_GIVEN.search(said) is not None
    )
