"""Lines of a list of those who handle data: "Acme (payments). …", "Acme: hosting" and the like.

Such a line is a sentence as often as not, and stands beside lines like "Legal requirements: …". So
only what is written as a name, or as a kind of recipient, is one. Where a line names somebody
without a doubt, those beside it are read as it is: "Acme: when you open it, …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.party_latin import (
    FORM,
    ONE_NAME,
    WORD,
    begins_as_name,
    is_name,
    names_somebody,
)
from pii_scan.policy.party_lines import names_company, task_like
from pii_scan.policy.party_names import COUNTRY
from pii_scan.policy.party_words import kind_in

__all__ = ["Listed", "begins_as_name", "is_name", "listed_party", "lists_parties", "says_task"]

# A line longer than this in front of what parts it names nobody.
_LONGEST_NAME = 80
_LONGEST_LINE = 1000
_NAMES = rf"{ONE_NAME}(?:\s?/\s?{ONE_NAME}|,\s(?!{FORM})(?:and\s)?{ONE_NAME}){{0,4}}"
_LINE = re.compile(
    rf"(?P<name>{_NAMES})"
    r"(?:\s?[(](?P<bracket>[^()]{2,80})[)])?"
    r"(?P<joint>\s?:\s|\s[—–-]\s|\.\s|,\s(?=(?:for|to|which|who|when|where|so|used|our|an?|the)\s)"
    r"|\s(?=(?:for|to|which|who|that)\s)|\.?$)(?P<rest>.*)"
)
# "fal (or others) — model inference", among lines that name others.
_LOWER = re.compile(
    r"(?P<name>[a-z][\w.-]{1,20})(?:\s?[(][^()]{2,60}[)])?\s?(?:[—–-]|:)\s(?P<rest>\S.*)"
)
# A firm in lower case: "acmemail GmbH, Berlin (newsletter dispatch)".
_LOWER_COMPANY = re.compile(
    rf"(?P<name>[a-z][\w.-]{{1,20}}\s{FORM})(?:,\s[A-Z]\w+)?\s?[(](?P<rest>[^()]{{2,80}})[)]\.?"
)
# Where a firm of such a form sits is often written behind it.
_ENDS_WITH_FORM = re.compile(r"\s(?:GmbH|SE|AG|AB|Oyj?|B\.V\.?|S\.A\.?|S\.L\.?|SAS|SARL)$")
_HANGUL = re.compile("[가-힣]")
_IN_BRACKETS = re.compile(r"\s?[(（][^()（）]*[)）]$")
_KOREAN_STOP = re.compile(r"(?<=[가-힣)])\.\s")
# What is done stands in front: "Hosting and delivery of the application (Edgehost)."
_NAMES_BEHIND = re.compile(
    rf"(?P<task>[A-Z][a-z][\w ,/&-]{{2,80}}?)(?:,?\se\.g\.,?\s[^()]{{3,60}})?\s?"
    rf"[(](?P<names>{WORD}(?:\s{WORD}){{0,3}}"
    rf"(?:(?:,\s(?:and\s)?|\s?/\s?){WORD}(?:\s{WORD}){{0,3}}){{0,4}})[)]\.?"
)
# "CRM — Acme, Bolt Cloud, etc."
_NAMES_BEHIND_DASH = re.compile(
    rf"(?P<task>[A-Z][\w ,/&-]{{1,60}}?)(?:\s?:|\s[—–-])\s"
    rf"(?P<names>{ONE_NAME}(?:,\s(?:and\s|or\s)?(?!{FORM}){ONE_NAME}){{0,6}})"
    r"(?:,?\s(?:etc\.?|and others|and similar))?\.?"
)
_DATA = re.compile(r"\b(?:data|information|details|accounts?|categor(?:y|ies))\b", re.IGNORECASE)
# A kind, and what is said of it: "Payment processors (e.g., Acme, Bolt) for your orders".
_KIND_LINE = re.compile(
    r"(?P<kind>[A-Za-z][\w'’ ,/&-]{2,90}?(?:\s\([A-Z]{2,5}\)\s[a-z]+)?)"
    r"(?P<joint>\s?[(]|\s?:\s|\s[—–-]\s"
    r"|,?\s(?=(?:for|to|which|who|that|such|including|like|when|so|if|where)\s)"
    r"|\.?$)(?P<rest>.*)"
)
# What "Content delivery networks (CDNs)" has behind it.
_SHORT_FORM = re.compile(r"\s\([A-Z]{2,6}s?\)")
_EXAMPLES = re.compile(
    rf"(?:e\.g\.,?|for example,?|such as|including|like|i\.e\.,?)\s(?P<names>{ONE_NAME}"
    rf"(?:,\s(?:and\s|or\s)?{ONE_NAME}|\s(?:and|or)\s{ONE_NAME}){{0,6}})"
)
# "Music stores: Acme, Bolt Music, and other platforms", "Payment providers: Acme for orders".
# "and" is no part of a name here: what could be read in two ways takes long.
_PLAIN_NAME = rf"{WORD}(?:\s(?:&\s|of\s)?{WORD}){{0,4}}(?:,\s{FORM})?"
_NAMES_ALONE = re.compile(
    rf"(?P<names>{_PLAIN_NAME}(?:(?:,\s(?:and\s|or\s)?(?!{FORM})|\s(?:and|or)\s){_PLAIN_NAME}){{0,8}})"
    r"(?=,?\s(?:and|or)\s[a-z]|,?\setc\b|\sfor\s|\s[(]|\.?$)"
)
_BETWEEN = re.compile(rf",\s(?:and\s|or\s)?(?!{FORM}(?:\W|$))|\s(?:and|or)\s|\s?/\s?")
_TASK = re.compile(
    r"\b(?:host|payment|bill|invoic|deliver|support|analy|process|servic|databas|cdn|stor(?:e|age)"
    r"|monitor|e-?mail|mail|sign-?in|log-?in|auth|log|search|map|messag|sms|text|push|notif|advert"
    r"|error|crash|back-?up|account|crm|survey|fraud|video|chat|cloud|infrastructur|network|deploy|distribut"
    r"|send|manag|transcri|translat|security|identity|verif|ticket|help|market|rate|track|live"
    r"|stream|image|model|ai\b|api\b|serv)",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"(?:Services|Systems|Networks|Platforms)$")
# Where it is done, and not what: "Acme (UK + EU regions)".
_PLACE = re.compile(
    r"서버|리전|\b(?:servers?|located|EU|EEA|UK|USA?|U\.S\.A?\.?|global|regions?|region"
    r"|United (?:States|Kingdom)|Ireland|Germany|Singapore|Japan|Netherlands|France|Canada)\b",
    re.IGNORECASE,
)
# The same of what stands behind the name: "Google: We may …" says when, and not what it does.
_NO_TASK = re.compile(r"(?:We|You|Your|Our|They|This|These|If|When|Where|Only)\b")
# What "Acme: We use analytics to understand …" says is no use of data.
_IS_USED = re.compile(
    r"(?:We (?:use|rely on)|Used)\b"
    r"(?! (?:your|the|this|it|that|any|personal|information|data|cookies)\b)"
)
# "Invoicing" is what is done.
_GERUND = re.compile(r"[A-Z][a-z]+ing(?:\s.*)?")
_WHEN = re.compile(r"(?:if|where|when)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"(?:which|who|that)\s|(?:for|to)\s(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """Who one line names, several parted by commas, and what he does.

    ``sure`` says that the line shows by itself that it names somebody; ``is_kind`` that it calls
    him by what he is.
    """

    names: str
    task: str | None
    sure: bool = True
    is_kind: bool = False


def listed_party(text: str) -> Listed | None:
    """What one line of such a list says; None for a line that names nobody."""
    behind = _NAMES_BEHIND.fullmatch(text) if len(text) <= 2 * _LONGEST_NAME else None
    if behind is not None and (found := _named_behind(behind)) is not None:
        return found
    dashed = _NAMES_BEHIND_DASH.fullmatch(text) if len(text) <= 2 * _LONGEST_NAME else None
    if dashed is not None and (found := _named_behind_task(dashed)) is not None:
        return found
    lower = _LOWER_COMPANY.fullmatch(text) if len(text) <= 2 * _LONGEST_NAME else None
    if lower is not None and _is_task(lower["rest"]):
        return Listed(lower["name"], lower["rest"])
    match = _LINE.match(text[:_LONGEST_LINE])
    if match is not None and len(match["name"]) <= _LONGEST_NAME:
        said = [name for name in _BETWEEN.split(match["name"]) if name]
        # "Acme, Inc., USA" says where it is.
        names = [name for name in said if names_somebody(name) or COUNTRY.fullmatch(name)]
        if names and names[0] == said[0] and not _is_kind(match["name"]):
            return _named(match, names)
    return _kind(text)


def lists_parties(entries: Iterable[Entry]) -> bool:
    """Whether one of the lines of a list surely names somebody."""
    return any(
        found is not None and found.sure and not found.is_kind
        for found in (listed_party(entry.text) for entry in entries)
    )


def names_only(entries: Sequence[Entry]) -> bool:
    """Whether each line of a list is a name and nothing else: "Acme", "Bolt Cloud"."""
    lines = [entry.text.strip(" .") for entry in entries]
    # "Cloud Acme" among names is one, though a word of everyday language begins it.
    named = sum(map(names_somebody, lines))
    return named * 2 > len(lines) and all(
        is_name(bare) and not _GERUND.fullmatch(bare) for bare in lines
    )


def first_is_task(first: str, second: str) -> int:
    """How much "결제 : A사" speaks for the task in front (1 or more), or the name (-1 or less)."""
    # "Acme (클라우드 저장)" says in brackets more of what stands in front.
    one, other = (_IN_BRACKETS.sub("", side).strip() or side for side in (first, second))
    return task_like(one) - task_like(other) + _beside_name(one, other) - _beside_name(other, one)


def _beside_name(words: str, other: str) -> bool:
    """Whether Korean words that name no company stand beside a name in Latin letters."""
    named = is_name(other) and names_somebody(other)
    return named and _HANGUL.match(words) is not None and not names_company(words)


def is_no_name(words: str) -> bool:
    """Whether words that begin with a capital name nobody, neither by a name nor by a kind."""
    if not words.isascii() or not words[:1].isupper():
        return False
    names = [name for name in _BETWEEN.split(words) if name]
    return not any(map(names_somebody, names)) and kind_in(words) is None


def named_in_lower_case(text: str) -> Listed | None:
    """Who "fal — model inference" names, in a list in which others are named."""
    match = _LOWER.match(text[:_LONGEST_LINE])
    if match is None or _TASK.search(match["name"]) or not says_task(match["rest"]):
        return None
    return Listed(match["name"], sentences(match["rest"])[0].rstrip(" ."))


def _named_behind(behind: re.Match[str]) -> Listed | None:
    names = re.split(r",\s(?:and\s)?|\s?/\s?", behind["names"])
    named = all(map(names_somebody, names))
    bare = behind["task"].strip(" ,")
    says_what = _TASK.search(bare) is not None and not _is_all_name(bare)
    return Listed(", ".join(names), bare) if named and says_what else None


def _named_behind_task(dashed: re.Match[str]) -> Listed | None:
    """Who "CRM — Acme" names; nobody where what stands in front may be a name itself."""
    task, names = dashed["task"].strip(), dashed["names"]
    named = all(names_somebody(name) for name in _BETWEEN.split(names) if name)
    is_task = _TASK.search(task) is not None and not _DATA.search(task)
    if not (named and is_task) or kind_in(task) is not None or _TASK.search(names.split()[0]):
        return None
    return None if _is_all_name(task) else Listed(names, task)


def _named(match: re.Match[str], names: list[str]) -> Listed | None:
    bracket, joint = match["bracket"], match["joint"]
    said = (sentences(match["rest"]) or [""])[0].rstrip(" .")
    # "결제 대행. 카드번호가 전달됩니다."
    said = _KOREAN_STOP.split(said)[0]
    what = bracket if bracket and _is_task(bracket) else None
    works = _TASK.search(said) is not None or task_like(said) > 0
    sure = what is not None or (works and not _NO_TASK.match(said))
    # "Acme (미국): 인증 정보": what is written in Latin letters is the name.
    marked = joint.strip() in {":", "—", "–"}
    # "Acme: We use Acme to …" says its name again.
    used = _HANGUL.match(said) or _IS_USED.match(said) or names[0] in match["rest"]
    sure = sure or (marked and bool(used))
    # "Acme GmbH, Berlin (hosting)" says where it is.
    if what and len(names) == 2 and _ENDS_WITH_FORM.search(names[0]) and names[1].isalpha():  # noqa: PLR2004
        names = names[:1]
    # "Acme. It hosts …" without brackets is any sentence.
    if bracket is None and (joint.startswith(".") or not joint.strip(" ,")):
        # "Acme for page views"
        sure = joint == " " and bool(said)
        if joint.startswith(".") and said:
            return None
    name = ", ".join(names)
    if bracket and what is None and not _PLACE.search(bracket):
        name = f"{name} ({bracket})"
    return Listed(name, what or (None if _NO_TASK.match(said) else said) or None, sure)


def _is_kind(name: str) -> bool:
    """Whether "Courier Companies" is no name; "Amazing Web Services", all in capitals, is one."""
    kind = kind_in(name)
    return kind is not None and not (
        _is_all_name(kind) and kind.endswith(("s", "S")) and _SERVICE.search(kind)
    )


def _kind(text: str) -> Listed | None:
    match = _KIND_LINE.match(_SHORT_FORM.sub("", text[:_LONGEST_LINE]))
    kind = kind_in(match["kind"]) if match else None
    if match is None or kind is None:
        return None
    rest = match["rest"].strip()
    marked = match["joint"].strip() in {":", "—", "–"}
    named = _EXAMPLES.match(rest) or (_NAMES_ALONE.match(rest) if marked else None)
    if named is not None:
        names = [n for n in _BETWEEN.split(named["names"]) if n and names_somebody(n)]
        if names:
            return Listed(", ".join(names), kind)
    said = (sentences(rest) or [""])[0].rstrip(" .)")
    if _NO_TASK.match(said) or (
        said and match["joint"].strip() == "(" and not _EXAMPLES.match(rest)
    ):
        return None
    # "Analytics providers, if enabled" says in which case.
    what = None if _WHEN.match(said) else _CLAUSE.sub("", said, count=1)
    return Listed(kind, what or None, is_kind=True)


def _is_task(bracket: str) -> bool:
    """Whether "Acme (payments)" says what it does, and not "Acme (UK)" or "Acme (Acmebase)"."""
    if _PLACE.search(bracket):
        return False
    return bracket[0].islower() or (len(bracket.split()) > 1 and bool(_TASK.search(bracket)))


def _is_all_name(words: str) -> bool:
    """Whether "Acme Cloud", with "(Beta)" behind it, is a name itself."""
    return all(word[0].isupper() for word in words.split()) and begins_as_name(words)


def says_task(text: str) -> bool:
    """Whether a description begins with what is done: "Payment processing. Handles …"."""
    said = (sentences(text) or [""])[0]
    return _NO_TASK.match(said) is None and _TASK.search(said) is not None
