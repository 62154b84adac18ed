"""Lines of a list of those who handle data: "Acme (payments). …", "Acme: hosting" and the like.

Such a line is a sentence as often as not, and stands beside lines like "Legal requirements: …". So
only what is written as a name is one: in capitals, and beginning with no word of everyday language.
"""

from __future__ import annotations

import re

from pii_scan.policy.entries import sentences
from pii_scan.policy.party_lines import task_like

_WORD = r"[A-Z0-9][\w.&'’+-]*"
_FORM = r"(?:Inc|LLC|Ltd|Limited|Corp|Co|GmbH|Pte|PLC|B\.V|S\.A|AG|AB)\.?"
# A line longer than this in front of what parts it names nobody.
_LONGEST_NAME = 80
_LONGEST_LINE = 1000
_LINE = re.compile(
    rf"(?P<name>{_WORD}(?:\s(?:&|and|of|{_WORD})){{0,5}}(?:,\s{_FORM})?)"
    r"(?:\s?[(](?P<bracket>[^()]{2,60})[)])?"
    r"(?P<joint>\s?:\s|\s[—–-]\s|\.\s|,\s(?=(?:for|to|which|who)\s))(?P<rest>\S.*)"
)
_KOREAN_STOP = re.compile(r"(?<=[가-힣)])\.\s")
_NAME_ALONE = re.compile(
    rf"{_WORD}(?:\s(?:&|and|of|{_WORD})){{0,5}}(?:,\s{_FORM})?(?:\s?[(][^()]{{2,60}}[)])?"
)
# What is done stands in front: "Hosting and delivery of the application (Edgehost)."
_NAMES_BEHIND = re.compile(
    rf"(?P<task>[A-Z][a-z][\w ,/&-]{{2,80}}?)(?:,?\se\.g\.,?\s[^()]{{3,60}})?\s?"
    rf"[(](?P<names>{_WORD}(?:\s{_WORD}){{0,3}}(?:,\s(?:and\s)?{_WORD}(?:\s{_WORD}){{0,3}}){{0,4}})[)]\.?"
)
_TASK = re.compile(
    r"\b(?:host|payment|bill|invoic|deliver|support|analy|process|servic|databas|cdn|stor(?:e|age)"
    r"|monitor|e-?mail|mail|sign-?in|log-?in|auth|log|search|map|messag|sms|text|push|notif|advert"
    r"|error|crash|back-?up|account|crm|survey|fraud|video|chat|cloud|infrastructur|network|deploy"
    r"|send|manag|transcri|translat|security|identity|verif|ticket|help|market|rate|track|live"
    r"|stream|image|model|ai\b|api\b|serv)",
    re.IGNORECASE,
)
# Where it is done, and not what: "Acme (UK + EU regions)".
_PLACE = re.compile(
    r"서버|리전|\b(?:servers?|located|EU|EEA|UK|USA?|U\.S\.A?\.?|global|regions?|region)\b",
    re.IGNORECASE,
)
# What begins a line about a case, a kind of recipient or those concerned, and no name.
_EVERYDAY = frozenset(
    re.findall(
        r"\S+",
        """
        a account accounts acquisition acquisitions administrators advertisers advertising
        advisers advisors affiliates agencies aggregated ai all analytics and any api app as
        asset at audit auditors authentication authorities backup backups banks billing both
        business by cdn change changes chat children cloud communications compliance consent
        contact content contractors cookies corporate country courts crash credit crm
        customer customers data database delivery development disclosure due duration during each
        education email emails emergencies employees enforcement error external file for
        fraud functional government group health hosting how identity if in information
        infrastructure insurers internal international it items law legal litigation live
        location log logging login logistics logs mail marketing members merger mergers
        messaging mobile monitoring name names necessary network note notifications of on
        order other others our parents parties partners payment payments performance
        personal phone platform police processor processors professional prospective
        protection provider providers public purpose purposes push receives regions
        regulators regulatory related research retention rights safety sales schools search
        security server service services share sharing shipping sign sms social staff
        storage students sub-processor sub-processors subcontractors subprocessor
        subprocessors successors suppliers support survey surveys tax teachers technical
        technology test testers text the third third-party this to tools transfer transfers
        users vendor vendors video we web website when where who why with within you your
        """,
    )
)
# The same of what stands behind the name: "Google: We may …" says when, and not what it does.
_NO_TASK = re.compile(r"(?:We|You|Your|Our|They|This|These|If|When|Where|Only)\b")


def listed_party(text: str) -> tuple[str, str] | None:
    """The name, or names, and the task of one line of such a list; None for any other line."""
    behind = _NAMES_BEHIND.fullmatch(text) if len(text) <= 2 * _LONGEST_NAME else None
    if behind is not None:
        named = all(map(begins_as_name, re.split(r",\s(?:and\s)?", behind["names"])))
        bare = behind["task"].strip(" ,")
        says_what = _TASK.search(bare) is not None and not _is_all_name(bare)
        return (behind["names"], bare) if named and says_what else None
    match = _LINE.match(text[:_LONGEST_LINE])
    if match is None or len(match["name"]) > _LONGEST_NAME or not begins_as_name(match["name"]):
        return None
    bracket, said = match["bracket"], sentences(match["rest"])[0].rstrip(" .")
    # "결제 대행. 카드번호가 전달됩니다."
    said = _KOREAN_STOP.split(said)[0]
    what = bracket if bracket and _is_task(bracket) else None
    works = _TASK.search(said) is not None or task_like(said) > 0
    if what is None and (_NO_TASK.match(said) or not works):
        return None
    # "Acme. It hosts …" without brackets is any sentence.
    if bracket is None and match["joint"].startswith("."):
        return None
    name = match["name"]
    if bracket and what is None and not _PLACE.search(bracket):
        name = f"{name} ({bracket})"
    return name, what or said


def _is_task(bracket: str) -> bool:
    """Whether "Acme (payments)" says what it does, and not "Acme (UK)" or "Acme (Acmebase)"."""
    if _PLACE.search(bracket):
        return False
    return bracket[0].islower() or (len(bracket.split()) > 1 and bool(_TASK.search(bracket)))


def _is_all_name(words: str) -> bool:
    """Whether "Acme Cloud", with "(Beta)" behind it, is a name itself."""
    return all(word[0].isupper() for word in words.split()) and begins_as_name(words)


def is_name(text: str) -> bool:
    """Whether all of ``text`` is written as a name: "Acme Cloud, Inc. (EU)"."""
    return len(text) <= _LONGEST_NAME and _NAME_ALONE.fullmatch(text) is not None


def says_task(text: str) -> bool:
    """Whether a description begins with what is done: "Payment processing. Handles …"."""
    said = (sentences(text) or [""])[0]
    return _NO_TASK.match(said) is None and _TASK.search(said) is not None


def begins_as_name(words: str) -> bool:
    """Whether words in capitals may be a name, by the first of them."""
    first = words.split(maxsplit=1)[0].strip(".,")
    return first.casefold() not in _EVERYDAY and not first.isdecimal()
