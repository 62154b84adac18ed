"""What an English sentence says is kept, and from when it counts.

"We delete your data within 30 days" says how fast something is done; only with the words for a
person who leaves, in front or behind, does it say how long something is kept.
"""

from __future__ import annotations

import re

from pii_scan.policy.terms import PERIOD_WORDS

_LONGEST_STATEMENT = 1000
_VERB = r"(?:keep|retain|store|hold|delete|erase|destroy|remove|purge|anonymi[sz]e)"
# What is kept, with what it holds in brackets: "server logs (IP address, pages)".
_THING = r"(?:[^,.()]|\([^()]{0,80}\)){3,60}?"
_DONE = (
    r"(?:kept|retained|preserved|stored|held"
    r"|deleted|erased|destroyed|removed|purged|anonymi[sz]ed|wiped)"
)
_IS = r"(?:is|are|was|will be|may be|can be|must be|shall be)"
# "Support messages are kept for three years", "we delete server logs after 90 days".
_KEPT = re.compile(
    r"^(?:however,?\s+|also,?\s+|for example,?\s+|for [^,.]{3,40},\s+"
    r"|(?:if|when|once|after) you [^,.]{3,60},\s+|after [a-z ]{3,40},\s+)?"
    r"(?:(?:by law,?\s+)?we (?:will |may |must |also |have to |need to |"
    r"are (?:legally )?required to )*"
    r"(?P<denied>do not |don['’]t |never )?"
    rf"{_VERB}\s+(?P<object>{_THING})"
    r"\s+(?:(?:throughout|during)\s[^,.]{3,60}?\sand\s)?(?:for|after)\b"
    # "Applicants who are not admitted have their data retained for 12 months"
    r"|(?P<whose>[^,.]{3,60}?)\s+(?:have|has) their (?:personal )?(?:data|information|records)\s+"
    r"(?:kept|retained|stored|deleted|erased)\b(?!\s+within)"
    r"|(?P<left>[^,.]{3,60}?)\s+(?:may |can |will )?(?:persist|remain)s?\s[^,.]{0,30}?for\b"
    rf"|(?P<subject>{_THING})\s+{_IS}\s+(?:\w+ly\s+)?{_DONE}\b(?!\s[^,.]{{0,40}}?\bwithin\b))",
    re.IGNORECASE,
)
# "We do not keep messages for longer than 12 months" says how long they are kept at most.
_AT_MOST = re.compile(r"\s+(?:(?:any )?longer|more) than\b", re.IGNORECASE)
# "After 30 days, deleted photos are removed."
_PERIOD_IN_FRONT = re.compile(
    rf"^after\s[^,.]{{3,30}},\s+(?:we\s{_VERB}\s(?P<object>[^,.]{{3,60}})"
    rf"|(?P<subject>[^,.]{{3,60}}?)\s+{_IS}\s+(?:\w+ly\s+)?{_DONE}\b)",
    re.IGNORECASE,
)
# "… will require us keeping your data for longer than six months past the end of your account"
_LONGER_THAN = re.compile(
    r"\bno\s[^.]{3,80}?\s(?:keep|keeping|retain|retaining)\s(?P<object>[^,.;]{3,60}?)\sfor\s"
    r"(?:any )?longer than\s",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\bwe (?:will |shall |also )*(?:\w+ly )?{_VERB}\s+"
    r"(?P<object>[^,.;]{3,100}?(?:,[^.;]{3,80}?)?)"
    r"(?:\s+from\s[^,.;]{3,40}?)?\s+within\s"
    rf"|(?:^|,\s)(?P<subject>[^,.;]{{3,60}}?)\s+{_IS}\s+(?:\w+ly\s+)?{_DONE}\b"
    r"[^,.;]{0,40}?\s+within\s",
    re.IGNORECASE,
)
_LEAVES = r"(?:clos|delet|terminat|cancel|deactivat|leav|unsubscri|withdr)\w*\b"
# "When you delete your account, …", "Close your account and we …".
_LEAVING_IN_FRONT = re.compile(
    rf"^(?P<when>(?:when|once|if|after|upon|on|following)\s[^,.;]{{0,60}}?\b{_LEAVES}[^,.;]{{0,60}}),\s"
    r"|^(?P<what>(?:close|delete|cancel)\s[^,.;]{3,60}?)\s+and\s+we\b",
    re.IGNORECASE,
)
# "within 30 days of your deletion request", "… after you close your account".
_LEAVING_BEHIND = re.compile(
    rf"\s+(?P<when>(?:of|after|from|following|once|when)\s[^,.;]{{0,60}}?\b{_LEAVES}[^,.;()]{{0,60}})",
    re.IGNORECASE,
)
_UNTIL_AND_WHAT = re.compile(
    r"(?P<until>until\s[^–—]{3,80}?)\s[–—-]\s(?:for|in the case of)\s(?P<thing>.{3,120}?)[,.;]?",
    re.IGNORECASE,
)
_YOUR = re.compile(r"^(?:all (?:of )?)?(?:your|the)\s+", re.IGNORECASE)


def kept_in_english(statement: str) -> str | None:
    """What "Support messages are kept for three years" says is kept; None for no such sentence."""
    statement = statement[:_LONGEST_STATEMENT]
    front = _PERIOD_IN_FRONT.match(statement)
    if front is not None and PERIOD_WORDS.search(statement, 0, statement.index(",")):
        return _bare(front["object"] or front["subject"])
    longest = _LONGER_THAN.search(statement)
    if longest is not None and PERIOD_WORDS.match(statement, longest.end()):
        return _bare(longest["object"])
    match = _KEPT.match(statement)
    period = PERIOD_WORDS.search(statement, match.end()) if match else None
    if match is None or period is None:
        return None
    between = statement[match.end() : period.start()]
    # "We do not keep messages for 12 months" says nothing of how long.
    if match["denied"] and not _AT_MOST.match(between):
        return None
    return _bare(match["object"] or match["whose"] or match["left"] or match["subject"])


def deleted_after_leaving(statement: str) -> tuple[str, str] | None:
    """What "When you close your account, we delete your data within 30 days" says is kept.

    With it comes the event that the period counts from. None where the sentence names nobody who
    leaves: then it says how fast something is done, and not how long it is kept.
    """
    statement = statement[:_LONGEST_STATEMENT]
    front = _LEAVING_IN_FRONT.match(statement)
    match = _WITHIN.search(statement, front.end() - 2 if front and front["when"] else 0)
    period = PERIOD_WORDS.match(statement, match.end()) if match else None
    if match is None or period is None:
        return None
    behind = _LEAVING_BEHIND.match(statement, period.end())
    if behind is None and front is None:
        return None
    event = front["when"] or front["what"] if front else (behind["when"] if behind else "")
    return _bare(match["object"] or match["subject"]), event


def until_and_what(text: str) -> tuple[str, str] | None:
    """What "until withdrawal of consent – for data based on consent" says is kept, until when."""
    match = _UNTIL_AND_WHAT.fullmatch(text)
    return (match["thing"].strip(), match["until"].strip()) if match else None


def _bare(thing: str) -> str:
    """The words for what is kept, without whose it is."""
    return _YOUR.sub("", thing.strip()) if not thing.lower().startswith("all ") else thing.strip()
