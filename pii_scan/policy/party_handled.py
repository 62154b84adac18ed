"""Who handles data, as a sentence anywhere in a policy says it: "Payments are processed by Acme".

Policies in English name those who process data where they speak of payments, of servers or of
messages as often as below a heading of their own. Only what is written as a name counts.
"""

from __future__ import annotations

import re

from pii_scan.policy.party_lists import begins_as_name
from pii_scan.policy.party_said import Said

# No word can be read as part of a name and as what stands between two: else a long text could be
# read in endlessly many ways.
LATIN = (
    r"(?!(?:Inc|LLC|Ltd|Corp|Co|Limited|GmbH|Pte)\b)"
    r"[A-Z][A-Za-z0-9&.'’-]*(?:\s[A-Z][A-Za-z0-9&.'’-]*){0,4}"
    r"(?:,?\s(?:Inc|LLC|Ltd|Corp|Co|Limited|GmbH|Pte)\.?(?:,?\sLtd\.?)?)?"
)
LATINS = rf"{LATIN}(?:(?:,\s(?:and\s)?|\sand\s){LATIN}){{0,5}}"
# Trying every place of a longer text would take long.
LONGEST = 1000
_DENIES = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)
_OWNED_LATIN = rf"{LATIN}(?:\s\([^()]{{2,40}}\))?"
# "Payments are processed by Acme, Inc.", "push notifications are delivered via Acme or Bolt".
_HANDLED_BY = re.compile(
    r"(?:\b(?:site|website|app|application|platform|service) (?:is|are)(?= hosted)"
    r"|\b(?:data|information|events?|notifications?|e-?mails?|payments?|messages?|files?|photos?"
    r"|images?|videos?|backups?|transactions?|analytics|content|database|subscriptions?|invoices?"
    r"|requests?|reports?|billing|logins?|checkout|orders?|details)\b[^.;:]{0,60}?)"
    r"\s(?P<task>(?:processed|delivered|hosted|stored|handled|operated|sent|managed|provided))"
    r"\s(?:by|via|with|through|on|in)\s"
    rf"(?P<names>{_OWNED_LATIN}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){_OWNED_LATIN}){{0,4}})"
    r"(?=[.,;]|$|\s(?:in|for|to|under|depending|based|using|which|who|and|as|at)\b|\s[—–])"
)
# "As of today that provider is Acme."
_PROVIDER_IS = re.compile(
    rf"\b(?P<task>(?:\w+ )?(?:provider|processor|vendor|host)s?) (?:is|are) (?P<names>{LATINS})"
    r"(?=[.,;]|$|\s(?:in|for|and|which|who)\b|\s[—–(])"
)
_AROUND_CLAUSE = re.compile(r"^(?:and|or)\s|\s(?:are|is)(?:\s\w+ly)?$")
_LONGEST_TASK = 60
_END_OF_SENTENCE = re.compile(r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!Pte)\.$")
_OWNED = re.compile(r"\s\([^()]*\)$")
_JOINED = re.compile(r",\s(?:and\s|or\s)?(?!(?:Inc|LLC|Ltd|Co|Corp|GmbH)\b)|\s(?:and|or)\s")


def handled_by(sentence: str) -> list[Said]:
    """Who "payments are processed by Acme, Inc." says handles data, with what is handled.

    Nothing of a sentence that denies it, and nobody who is not written as a name.
    """
    if len(sentence) > LONGEST:
        return []
    return [
        Said(name, (handled and _what_is_handled(sentence[: match.start("task")])) or match["task"])
        for pattern, handled in ((_HANDLED_BY, True), (_PROVIDER_IS, False))
        for match in pattern.finditer(sentence)
        if not _DENIES.search(sentence, 0, match.end())
        for part in _JOINED.split(match["names"])
        if begins_as_name(name := _END_OF_SENTENCE.sub("", _OWNED.sub("", part)))
    ]


def _what_is_handled(words: str) -> str:
    """The last clause of ``words`` without its verb: "Push notifications are ..."."""
    clause = re.split(r"[,;:]\s", words)[-1]
    bare = _AROUND_CLAUSE.sub("", clause.strip()).strip()
    return bare if len(bare) <= _LONGEST_TASK else ""
