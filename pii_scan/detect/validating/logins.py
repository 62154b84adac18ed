"""Logins in messages: who is nobody in particular, and what is built of a name."""

from __future__ import annotations

import re

from pii_scan.detect.given_names import GIVEN_NAMES, KOREAN_SURNAMES, SURNAMES
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.person_names import login_with_initials, romanised_name
from pii_scan.detect.programs_accounts import PROGRAMS_ACCOUNTS

# What messages say where others have a login: Login failed for reasons unknown, user 'settings'.
_SAID = """
absent an another any anybody anyone avatar both browsing certain configured creation current
custom each eighth either enough every everybody everyone example expected extended few fifth
follows fourth further instance intended just many more much multiple nobody nonexistent normal
optional other others part per permanent preference preferences previous provided reasons
registered required second security setting settings seven several shown some somebody someone
specific specified superuser tenant these they third this those usual various verified vip well
which who whom whose you
"""
# What users and accounts have, and what else is logged and signed: by user interrupt.
_HAD = """
abort action activity apple attribute audience avatar background base behavior cancellation
capability cgroup ci column comment commit controller convenience cookie count dashboard db
defined di dictionary directories directory driver entity entries everybody everyone everything
exit experience export facebook factory feature feedback filter folder format function google
guide hash header help hint history home hour import index indexes indices interaction interface
interrupt intervention kakao keystore land layout library limit line linking lockout lookup manual
mapping metric migration model namespace naver navigation nfc notes nothing object organization
page pass payco photo picture pin pools population preferences privilege program properties
property provisioning purge pw qr rating realm recovery right rights roles sandbox schema scope
score scores shell side sign site slice sns something space sso stat statistic stats storage
subsystem summary synchronization tab tag takeover theme timezone tokens toss traffic tree trial
uuid views volume volumes watch widget wizard zone
"""
_NAMES = GIVEN_NAMES | KOREAN_SURNAMES | SURNAMES
_MOST_PARTS = 3
# What names of files and hosts end with.
_ENDINGS = frozenset(
    {"cfg", "com", "conf", "css", "csv", "dll", "exe", "go", "html", "io", "java", "jpg", "js"}
    | {"json", "kr", "local", "log", "md", "net", "org", "php", "png", "py", "rb", "sh", "sql"}
    | {"svg", "ts", "txt", "xml", "yaml", "yml", "zip"}
)
_PARTS = re.compile(r"[._-]")
_LONGEST_NUMBER = 8
_NOBODY = WORDS | PROGRAMS_ACCOUNTS | frozenset(_SAID.split()) | frozenset(_HAD.split())
_PLURAL = "s"


def login_name(text: str) -> bool | None:
    """None for what can be the login of a person, with the domain that Windows puts in front.

    False for accounts that programs have, for words that programs write, and for a number, which
    is an id of the database.
    """
    name = text.rpartition("\\")[2].lower()
    is_nobody = name in _NOBODY or (name[-1:] == _PLURAL and name[:-1] in _NOBODY)
    return None if any(map(str.isalpha, name)) and not is_nobody else False


def kerberos_principal(text: str) -> bool:
    """True for whom a realm knows who can be a person: nobody has a mailbox there."""
    primary = text.partition("@")[0].partition("/")[0]
    return login_name(primary) is not False


def login_built_of_name(text: str) -> bool | None:
    """None for a login that is built of a person's name: jhkim92, gildong77, john.doe, m_kim.

    A word alone has a number behind it, or is a surname with initials; of several parts one is a
    name and none a word that programs write.
    """
    if login_name(text) is False:
        return False
    parts = _PARTS.split(text.rpartition("\\")[2].lower())
    cores = [_without_number(part) for part in parts]
    if len(parts) > _MOST_PARTS or parts[-1] in _ENDINGS or not all(map(str.isalpha, cores)):
        return False
    if not WORDS.isdisjoint(cores):
        return False
    if len(parts) > 1:
        return None if any(part in _NAMES or _is_built_so(part) for part in cores) else False
    core = cores[0]
    has_number = core != parts[0]
    is_one = login_with_initials(core) or (has_number and (core in _NAMES or _is_built_so(core)))
    return None if is_one else False


def _without_number(part: str) -> str:
    core = part.rstrip("0123456789")
    return core if len(part) - len(core) <= _LONGEST_NUMBER else part[:-_LONGEST_NUMBER]


def _is_built_so(word: str) -> bool:
    return romanised_name(word) or login_with_initials(word)
