"""Logins in messages: who is nobody in particular."""

from __future__ import annotations

from pii_scan.detect.message_words import WORDS
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
_NOBODY = WORDS | PROGRAMS_ACCOUNTS | frozenset(_SAID.split())


def login_name(text: str) -> bool | None:
    """None for what can be the login of a person, with the domain that Windows puts in front.

    False for accounts that programs have, for words that programs write, and for a number, which
    is an id of the database.
    """
    name = text.rpartition("\\")[2].lower()
    return None if any(map(str.isalpha, name)) and name not in _NOBODY else False
