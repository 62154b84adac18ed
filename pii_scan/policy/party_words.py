"""Those who get data, called in English by what they are: "Cloud hosting providers", "couriers".

Such a kind ends in what somebody is called, and its other words say which of them. "Service
providers" and "partners" alone say nothing, and name nobody.
"""

from __future__ import annotations

import re

# Who works for the controller, and who may act for himself.
_WORKER = (
    r"(?:(?:service |solution |platform )?(?:providers?|vendors?|hosts?|processors?|contractors?)"
    r"|gateways?|facilitators?|registrars?|services|systems|platforms|tools|networks)"
)
_OTHER = (
    r"(?:partners?|compan(?:y|ies)|firms?|agenc(?:y|ies)|authorit(?:y|ies)|institutions?"
    r"|advis[eo]rs?|auditors?|lawyers|accountants|carriers?|couriers?|insurers?|banks?|schools?"
    r"|hospitals?|dealers?|sellers?|merchants?|suppliers?|organi[sz]ations?|universities"
    r"|bureaus?|brokers?|retailers?|distributors?|laboratories)"
)
_BEFORE = r"(?:[A-Za-z][\w'’/&-]*(?:,|\s&)?\s|\([A-Z]{2,5}\)\s){0,7}?"
_KIND = re.compile(rf"{_BEFORE}(?P<head>{_WORKER}|{_OTHER})", re.IGNORECASE)
_WORKS = re.compile(_WORKER, re.IGNORECASE)
# What says nothing of who they are.
_NO_KIND = re.compile(
    r"(?:(?:our|other|any|the|trusted|certain|selected|select|external|outside|various|several|some"
    r"|third|party|third-party|3rd|independent|such|these|those|their|outsourced|and|or|&|authori[sz]ed"
    r"|different|business|reputable|necessary|approved|carefully|of|affiliated?|relevant|additional"
    r"|subsidiar(?:y|ies)|affiliates|agents|consultants|parent|sister|group|data|sub-?|all|following"
    r"|public|government|governmental|law|enforcement|judicial|administrative|regulatory|legal"
    r"|competent|service|solution|platform|partners?|vendors|providers|suppliers|companies)[\s,/-]+)*"
    r"(?:service\s)?(?:providers?|vendors?|processors?|sub-?processors?|contractors?|subcontractors?"
    r"|partners?|suppliers?|compan(?:y|ies)|services|systems|tools|platforms|networks|firms?"
    r"|organi[sz]ations?|institutions?|agenc(?:y|ies)|authorit(?:y|ies)|hosts?|advis[eo]rs?)",
    re.IGNORECASE,
)
# "Provide hosting services", "Internal tools", "Terms of services".
_BEGINS_OTHERWISE = re.compile(
    r"(?:provid|process|improv|deliver|send|maintain|operat|manag|us(?:e|ing)\b|access|develop"
    r"|personali[sz]|offer|enabl|creat|ensur|keep|protect|prevent|respond|updat|verif|administ"
    r"|internal\b|if\b|when\b|where\b|with\b|to\b|for\b|in\b|by\b|we\b|you\b|your\b|it\b|this\b|no\b|not\b|all\b"
    r"|as\b|on\b|from\b|terms?\b|changes?\b|linked\b|links?\b)",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(r"(?:(?:our|the|other|trusted|certain|selected|an?)\s)+", re.IGNORECASE)
# "We rely on these providers:" above a list of them.
ANNOUNCES_PROCESSORS = re.compile(
    r"\b(?:(?:sub-?)?processors|providers|vendors|suppliers)\b"
    r"|\b(?:uses?|using|rel(?:y|ies) on|works? with|integrates?(?: with)?)\b[^.]{0,60}"
    r"\b(?:services|tools|platforms|sdks|providers)\b"
    # "Our stack uses a small set of trusted partners", and not "we work with partners".
    r"|\b(?:uses?|rel(?:y|ies) on|built (?:on|with)|powered by)\s"
    r"(?:(?!advert|market|ad\b)[\w-]+\s){0,8}?"
    r"(?:trusted|technology|third-party|service|infrastructure|technical)\s(?:\w+\s)?partners\b"
    r"|\b(?:services|tools|platforms) (?:that )?we (?:may )?(?:use|rely on|work with)\b"
    r"|\b(?:help|assist|enable|allow|support)s? us\b",
    re.IGNORECASE,
)
_FEWEST = 2


def kind_in(words: str) -> str | None:
    """The kind of recipient that all of ``words`` name: "our payment processor"; None for none."""
    said = words.strip(" .,:")
    front = _IN_FRONT.match(said)
    bare = said[front.end() :] if front else said
    match = _KIND.fullmatch(bare) if len(bare) <= 90 else None  # noqa: PLR2004  a line, no sentence
    if match is None or _NO_KIND.fullmatch(bare) or _BEGINS_OTHERWISE.match(bare):
        return None
    return bare if len(bare.split()) >= _FEWEST else None


def works_for_controller(words: str) -> bool:
    """Whether a kind is of those who work for others: providers, processors, hosts."""
    match = _KIND.fullmatch(words.strip(" .,:"))
    if match is None or re.search(r"advert|insur|health|medical|credit", words, re.IGNORECASE):
        return False
    return _WORKS.fullmatch(match["head"]) is not None
