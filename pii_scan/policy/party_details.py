"""Lines below one who gets data that tell more of him and name nobody else.

"Learn more: https://…", "Encryption: TLS", and the list below "Services used:" stand among the
lines that say who he is and what he does, and look as those do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.declaration import Unplaced
from pii_scan.policy.entries import Entry, is_sentence
from pii_scan.policy.headings import topic_of
from pii_scan.policy.party_columns import Column, column_of
from pii_scan.policy.party_lists import listed_party, says_task

_BRACKET = re.compile(r"\s?\((?P<said>[^()]*)\)$")
_IS_COMPANY = re.compile(r"\(주\)|㈜|주식회사|유한회사|株式会社")
_LONGEST_NAME = 30
# "수탁자의 개인정보 보호 조치:" over what they do to keep data safe.
_SAFEGUARDS_BELOW = re.compile(
    r"(?:보호|보안|안전성?\s?확보)(?:를?\s?위한)?\s?(?:조치|대책|인증|방안)(?:\s?(?:사항|내용|현황))?$"
)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+>?\.?", re.IGNORECASE)
_MORE = re.compile(
    r"(?:learn|read|find out|see)\s(?:more|also).{0,30}|more\s(?:info|information|details).{0,30}"
    r"|(?:(?:its|their)\s)?privacy\s(?:policy|notice|statement|page|terms)|(?:web)?site|home\s?page"
    r"|links?|urls?|details|홈페이지|누리집|웹사이트|자세히\s?보기|링크|개인정보\s?(?:처리|보호)\s?방침",
    re.IGNORECASE,
)
_SAFEGUARD = re.compile(
    r"encryption|compliance|certifications?|certified|standards?|security(?:\smeasures)?|safeguards?"
    r"|(?:data processing agreement|dpa)|legal bas[ie]s|not used|opt-?out|how to opt out",
    re.IGNORECASE,
)
# What of his is used, each a line of a list deeper inside.
_PARTS_BELOW = re.compile(
    r"(?:services?|products?|features?|components?|sdks?|apis?|tools?)\s(?:used|we use)"
    r"|(?:이용|사용)\s?(?:하는\s?)?(?:서비스|기능|제품)",
    re.IGNORECASE,
)


def named_above(entry: Entry, below: Sequence[Entry | list[Entry]]) -> str | None:
    """The name that a line gives of whom the labels just below it describe; None for no name.

    "Acme (Payments)" above "Purpose: card payments" and "Data shared: your name".
    """
    # "**Acme Inc.**:" has nothing behind its colon.
    if entry.content != entry.text and (entry.content or column_of(entry.heading) is not None):
        return None
    if entry.cells or not entry.can_be_heading or is_sentence(entry.heading):
        return None
    described: set[Column] = set()
    for block in below:
        if isinstance(block, list) or block.label is None:
            break
        column = column_of(block.label) if block.content else None
        if column is None or (entry.style and block.style == entry.style):
            break
        described.add(column)
    if Column.TASK not in described or described & {Column.NAME, Column.SUB_NAME}:
        return None
    listed = listed_party(entry.heading)
    if listed is not None:
        if listed.is_kind or topic_of(entry.heading) is not None:
            return None
        # What "Acme (Payments)" has in brackets the labels say at more length.
        bracket = _BRACKET.search(listed.names)
        says_what = bracket is not None and says_task(bracket["said"])
        return _BRACKET.sub("", listed.names) if says_what else listed.names
    named = _IS_COMPANY.search(entry.heading) and len(entry.heading) <= _LONGEST_NAME
    return entry.heading if named else None


def _heads_safeguards(entry: Entry) -> bool:
    """Whether the list below a line says how those named above keep the data safe."""
    return entry.label is not None and _SAFEGUARDS_BELOW.search(entry.label) is not None


def without_details(
    blocks: Sequence[Entry | list[Entry]],
) -> tuple[list[Entry | list[Entry]], list[Unplaced]]:
    """``blocks`` without such lines, and those of them that say more than where to read on."""
    kept: list[Entry | list[Entry]] = []
    details: list[Unplaced] = []
    inside: int | None = None
    safeguards = False
    for block in blocks:
        if isinstance(block, list):
            kept.append(block)
            inside, safeguards = None, False
            continue
        if safeguards and block.style and block.level is None:
            details.append(Unplaced(text=block.text, line=block.line))
            continue
        heads = (not block.style or block.level is not None) and not block.content
        safeguards = heads and _heads_safeguards(block)
        if inside is not None and block.indent > inside and block.level is None:
            details.append(Unplaced(text=block.text, line=block.line))
            continue
        inside = None
        label = block.label or ""
        if label and _MORE.fullmatch(label) and _ADDRESS.fullmatch(block.content):
            continue
        opens = not block.content and block.style and _PARTS_BELOW.fullmatch(label)
        if opens or (block.content and _SAFEGUARD.fullmatch(label)):
            inside = block.indent if opens else None
            details.append(Unplaced(text=block.text, line=block.line))
            continue
        kept.append(block)
    return kept, details
