"""Who gets data, as a Korean sentence says who they are: "제휴사는 ㈜가나(할인), ㈜다라입니다"."""

from __future__ import annotations

import re

from pii_scan.policy.items import split_at_commas
from pii_scan.policy.party_latin import is_name, names_somebody
from pii_scan.policy.party_lines import names_company, split_bracket, task_like
from pii_scan.policy.party_said import Said

# A longer sentence lists nobody.
_LONGEST = 1000
_LONGEST_NAME = 40
_WHO = re.compile(
    r"(?:업체|회사|사업자|제휴사|협력사|수탁사|수탁자|기관|(?:받는|하는)\s?(?:자|곳))(?:은|는)\s(?:다음과\s같이\s)?"
)
_IS = re.compile(r"\s?(?:등\s?)?(?:입니다|이며|이고|이다)(?=[\s,.]|$)")


def named_as_recipients(sentence: str) -> list[Said]:
    """Those whom ``sentence`` lists behind what they are called, each with its task in brackets.

    Nobody where fewer than half of the words between are written as names of companies.
    """
    who = _WHO.search(sentence) if len(sentence) <= _LONGEST else None
    end = _IS.search(sentence, who.end()) if who else None
    if who is None or end is None:
        return []
    parts = split_at_commas(sentence[who.end() : end.start()])
    pairs = [split_bracket(part) or (part, "") for part in parts]
    named = sum(map(_names_company, parts))
    if named * 2 < len(parts) or any(len(name) > _LONGEST_NAME for name, _ in pairs):
        return []
    return [Said(name, told if task_like(told) > 0 else None) for name, told in pairs]


def _names_company(part: str) -> bool:
    bare = (split_bracket(part) or (part, ""))[0]
    return names_company(part) or (is_name(bare) and names_somebody(bare))
