"""Keys that come from the data can be data: ``{"kim@example.com": {"age": 30}}``.

A key that looks like a value is one: it stands as ``*`` in the path, and is itself counted as a
value under ``(key)``.
"""

from __future__ import annotations

import re

ANY_KEY = "*"
KEY = "(key)"
_EMPTY_KEY = "(empty)"

_LONGEST_KEY = 64
# Five digits make a date, a phone number or an id; sha256, x_b3 and address2 have fewer.
_MANY_DIGITS = re.compile(r"(?:\d\D*){5}")
_VALUE_LIKE = re.compile(
    r"\d+$"  # the index of a list spelled as an object
    r"|.+@"  # an email address; @timestamp is a name
    r"|\d{1,3}(?:\.\d{1,3}){3}$"  # IPv4
    r"|.*:.*:"  # IPv6, MAC
    r"|(?=.*\d)[0-9A-Fa-f-]{8,}$"  # a hash, a UUID, the number of a message in a queue
    r"|.*[\x00-\x1f\x7f\ud800-\udfff\ufffd]",
    re.DOTALL,
)

_DIGIT = re.compile(r"[0-9]")
_HEX_ID = re.compile(r"[0-9A-Fa-f]{8,}\Z")

_BLANKS = re.compile(r"\s+")
_SHORTEST_SENTENCE = 4
# No words of a sentence, but of a name: "E-mail 1 - Value".
_BETWEEN_WORDS = re.compile(r"\d|[^\w\s]+")


def key_name(key: str) -> str | None:
    """The key as part of a path, or None where it looks like a value and must not be shown."""
    key = key.strip()
    if not key:
        return _EMPTY_KEY
    if len(key) > _LONGEST_KEY or _VALUE_LIKE.match(key) or _MANY_DIGITS.search(key):
        return None
    words = [word for word in key.split() if not _BETWEEN_WORDS.fullmatch(word)]
    if len(words) >= _SHORTEST_SENTENCE:
        return None
    return key


def is_data(key: str) -> bool:
    """Whether a word is an id or a number and no key, as in ``key_name``."""
    if _DIGIT.search(key) is None:
        return False
    return _MANY_DIGITS.search(key) is not None or _HEX_ID.match(key) is not None


def question_name(question: str) -> str | None:
    """The question of a form as a name, which is a sentence; None where it looks like a value."""
    return question if key_name(_BLANKS.sub("_", question)) is not None else None
