"""Who files and folders are named after: ``home/minsu/app.log``, ``홍길동.log``.

A file has to be found again, so that its name stays but for what is built as the name of a person
is, or stands where systems keep a folder for each of their users.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Iterable

from pii_scan.detect.given_names import GIVEN_NAMES, SURNAMES
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.person_names import korean_name, romanised_name
from pii_scan.detect.programs_accounts import PROGRAMS_ACCOUNTS
from pii_scan.detect.words import split
from pii_scan.keys import ANY_KEY

# What holds a folder, or a file, for each user.
_OF_USERS = frozenset(
    {"home", "homes", "users", "user", "members", "profiles", "mailboxes", "vmail", "people"}
)
_SUFFIX = (
    r"\.(?:log|txt|out|err|jsonl?|ndjson|csv|tsv|xlsx?|xml|html?|pdf|png|jpe?g|wav|mp3|dat|sql|db"
    r"|sqlite|parquet|gz|zip|bz2|xz|zst|tar|tgz|old|prev|[0-9]{1,3})"
)
_NAMED_AS_FILE = re.compile(rf"[^/]{_SUFFIX}\Z")
# What stands behind the suffix is a key: minsu_kim.log.phone.
_BEHIND = re.compile(rf"(?<=[^/]){_SUFFIX}(?=\.|\Z).*", re.DOTALL)
_HANGUL = re.compile(r"[가-힣]+")
# No check digit: since October 2020 the last six digits are drawn by lot.
_RESIDENT_NUMBER = re.compile(
    r"(?<![0-9])[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[-_]?[1-8][0-9]{6}(?![0-9])"
)
# Whose a log is that is kept for each address; own hosts mostly have private ones.
_ADDRESS = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9])")
_FULL_NAME = 2


def is_named_as_file(name: str) -> bool:
    """Whether a name has the suffix of a file: ``users.csv``, and no ``public``."""
    return _NAMED_AS_FILE.search(name) is not None


def without_people(
    path: str, is_known: Callable[[str], bool], is_of_maker: Callable[[str], bool]
) -> str:
    """The path of a file, its folders with ``/`` between them, with ``*`` for people in it.

    ``is_known`` is whether a word in Latin letters is one of programs, ``is_of_maker`` whether one
    in Hangul is a word that things are called by.
    """
    path = _ADDRESS.sub(_without_address, unicodedata.normalize("NFC", path))
    *folders, name = path.split("/")
    stem = _BEHIND.sub("", name)
    parts = [*folders, stem]
    shown = [
        _without_person(part, is_known, is_of_maker, of_user=before.lower() in _OF_USERS)
        for before, part in zip(["", *parts], parts, strict=False)
    ]
    return "/".join(shown) + name[len(stem) :]


def _without_address(found: re.Match[str]) -> str:
    """``*`` for an address that anybody on the internet can have."""
    try:
        is_public = ipaddress.ip_address(found[0]).is_global
    except ValueError:
        is_public = False
    return ANY_KEY if is_public else found[0]


def _without_person(
    part: str,
    is_known: Callable[[str], bool],
    is_of_maker: Callable[[str], bool],
    *,
    of_user: bool,
) -> str:
    words = split(part)
    if not words or not WORDS.isdisjoint(words) or part.lower() in PROGRAMS_ACCOUNTS:
        is_person = False
    elif of_user:
        is_person = not (part.isascii() and len(words) == 1 and is_known(part))
    else:
        is_person = part.isascii() and _is_name(words) and not any(map(is_known, words))
    if is_person:
        return ANY_KEY
    part = _RESIDENT_NUMBER.sub(ANY_KEY, part)
    return _HANGUL.sub(
        lambda run: ANY_KEY if korean_name(run[0]) and not is_of_maker(run[0]) else run[0], part
    )


def _is_name(words: Iterable[str]) -> bool:
    """Whether lower-case words are a person's: ``minsu kim``, ``kevin miller``.

    A single one is as often a program or a place: mina, gemma, yongin.
    """
    words = [word for word in words if not word.isdigit()]
    is_named = not GIVEN_NAMES.isdisjoint(words) or not SURNAMES.isdisjoint(words)
    return len(words) == _FULL_NAME and (is_named or any(map(romanised_name, words)))
