"""The names that a policy gives to itself: 'Acme Labs Ltd ("Acme", "we")', "trading as Bolt".

Sentences in English name the controller, its app and its site where they could name a recipient:
"the service operated by Acme", "guests whose data is stored in Bolt". It is no recipient of its
own data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pii_scan.policy.document import Line
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.party_latin import LATIN

# Who it is about is said at the beginning.
_LINES = 60
_LONGEST_LINE = 2000
_QUOTE = "[\"'“”‘’]"
# What stands in brackets behind the name, where the name itself is short: 'Acme (the "App")'.
_SO_CALLED = re.compile(rf"(?P<name>{LATIN})[\"'“”‘’*\]]{{0,3}}\s?\((?P<bracket>[^()]{{2,160}})\)")
_WHAT = r"(?:app|application|services?|site|website|company|platform|game|extension|controller)"
_CALLED_SO = re.compile(
    rf"{_QUOTE}(?:we|us|our|the {_WHAT})[,.]?{_QUOTE}|\bthe {_QUOTE}{_WHAT}[,.]?{_QUOTE}"
    # "US" is a country.
    r"|(?:^|[\s,])(?-i:we|us|our)(?:[\s,]|$)|이하",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"{_QUOTE}(?P<name>[A-Z][^\"'“”‘’()]{{1,40}}?)[,.]?{_QUOTE}")
_TRADES_AS = re.compile(
    rf"\b(?:trading as|doing business as|operating as|d/b/a|t/a)\s[*\"“]{{0,3}}(?P<name>{LATIN})"
)
_FORM = re.compile(r",?\s(?:Inc|LLC|Ltd|Limited|Corp|Co|GmbH|Pte|PLC)\b\.?.*$")


def own_names(lines: Sequence[Line]) -> frozenset[str]:
    """The keys of the names by which a policy calls its controller and what it is about."""
    found: set[str] = set()
    for line in lines[:_LINES]:
        found |= set(_names_in(line.text)) if len(line.text) <= _LONGEST_LINE else set()
    return frozenset(key_of(name) for name in found if len(key_of(name)) > 1)


def is_own(name: str, own: frozenset[str]) -> bool:
    """Whether ``name`` is one of the controller itself."""
    return key_of(_FORM.sub("", name)) in own


def _names_in(text: str) -> Iterable[str]:
    for match in _SO_CALLED.finditer(text):
        if _CALLED_SO.search(match["bracket"]):
            yield _FORM.sub("", match["name"])
            yield from (quoted["name"] for quoted in _QUOTED.finditer(match["bracket"]))
    for match in _TRADES_AS.finditer(text):
        yield match["name"]
