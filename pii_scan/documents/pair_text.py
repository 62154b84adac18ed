"""Pairs of keys and values that make up a whole value.

``name=Kim&phone=010…`` (percent-decoded), ``name=Kim; phone=010…``, one ``name: Kim`` a line, and
logfmt. Prose with one ``=`` in it is no pair: there must be two, and nothing else.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from pii_scan.documents.leaves import Leaf, Leaves
from pii_scan.keys import ANY_KEY, KEY, key_name

_KEY = r"[^\W\d][\w.\[\]$-]{0,63}"
_QUOTED = r"\"[^\"\n]*\"|'[^'\n]*'"
_FEWEST = 2
_PAIR = re.compile(rf"\s*({_KEY})\s*=(.*)", re.DOTALL)
# A form filled in: 이름 : 홍길동. A key of a form can be words.
_LINE = re.compile(r"\s*(?:[-*•·]\s*)?([^\W\d][\w ()/·.-]{0,40}?)\s*[:：=](?!/)(.*)")
_LOGFMT = re.compile(rf"({_KEY})=({_QUOTED}|[^\s\"']*)(?:\s+|$)")
_SEPARATORS = (";", "|", ",", "\n")


def pair_leaves(text: str) -> Leaves | None:
    """The keys of ``text`` with their values; None when it is anything but pairs."""
    if "=" not in text and "\n" not in text:
        return None
    pairs = _form(text) or _logfmt(text) or _separated(text) or _lines(text)
    return _leaves(pairs) if pairs else None


def _leaves(pairs: list[Leaf]) -> Leaves:
    for key, value in pairs:
        name = key_name(key)
        if name is None:
            yield KEY, key
        if value:
            yield name or ANY_KEY, value


def _form(text: str) -> list[Leaf] | None:
    """``application/x-www-form-urlencoded``, as the query of a URL."""
    if "&" not in text or re.search(r"\s", text.strip()):
        return None
    pairs = _all(_PAIR, text.strip().removeprefix("?").split("&"))
    return pairs and [(unquote_plus(key), unquote_plus(value)) for key, value in pairs]


def _logfmt(text: str) -> list[Leaf] | None:
    pairs: list[Leaf] = []
    at, end = len(text) - len(text.lstrip()), len(text)
    while at < end:
        match = _LOGFMT.match(text, at)
        if match is None:
            return None
        pairs.append((match[1], _bare(match[2])))
        at = match.end()
    return pairs if len(pairs) >= _FEWEST else None


def _separated(text: str) -> list[Leaf] | None:
    for separator in _SEPARATORS:
        if separator in text:
            pairs = _all(_PAIR, text.split(separator))
            if pairs:
                return pairs
    return None


def _lines(text: str) -> list[Leaf] | None:
    return _all(_LINE, text.splitlines())


def _all(pattern: re.Pattern[str], pieces: list[str]) -> list[Leaf] | None:
    """The pair that each piece is; None where one is none."""
    pairs: list[Leaf] = []
    for piece in pieces:
        if not piece.strip():
            continue
        match = pattern.fullmatch(piece)
        if match is None:
            return None
        pairs.append((match[1], _bare(match[2] or "")))
    return pairs if len(pairs) >= _FEWEST else None


def _bare(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
