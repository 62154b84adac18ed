"""What names mean in logs and nowhere else.

Sources: Elastic Common Schema (user.name, agent.*), Windows (Account Name in security events),
Linux audit (acct), systemd.journal-fields (_MACHINE_ID).
"""

from __future__ import annotations

from collections.abc import Sequence

from pii_scan.detect.name_evidence import NameEvidence

_Words = tuple[str, ...]

_ACCOUNTS = frozenset({("account", "name"), ("account",), ("acct",)})
_NAME, _USER = ("name",), ("user",)
# Which machine wrote an entry of the journal.
_OWN_MACHINE = "_MACHINE_ID"
# Windows' security identifiers, which name accounts and groups and open no session: TargetSid.
_HAVE_SIDS = frozenset({"target", "subject", "user", "member", "group", "account", "security"})
# What programs have as well as homes.
_OF_PROGRAMS_TOO = frozenset({"room", "state", "region", "unit", "block", "floor"})


def _may_be_login(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether a name or an account, in ``places``, is what people log in with by its values."""
    return words in _ACCOUNTS or (words == _NAME and places[-1:] == [_USER])


def _is_own(key: str) -> bool:
    """Whether a key is of the machine that writes the log."""
    return key == _OWN_MACHINE


def _may_be_of_a_program(words: _Words, parents: Sequence[str]) -> bool:
    """Whether what a home has is a program's where no object of ``parents`` says whose it is."""
    return not parents and words[-1:] != () and words[-1] in _OF_PROGRAMS_TOO


def _is_security_identifier(words: _Words) -> bool:
    """Whether a name that ends with sid is that of an account, and of no session."""
    return words[-1:] == ("sid",) and not _HAVE_SIDS.isdisjoint(words[:-1])


def as_logged(
    evidence: Sequence[NameEvidence],
    key: str,
    words: tuple[str, ...],
    parents: Sequence[str],
    places: Sequence[tuple[str, ...]],
) -> list[NameEvidence]:
    """``evidence`` as the key of a log means it."""
    if _is_own(key):
        return []
    if _may_be_of_a_program(words, parents):
        return [entry for entry in evidence if not entry.beside]
    if _is_security_identifier(words):
        return [entry for entry in evidence if entry.item != "session_token"]
    if not _may_be_login(words, places):
        return list(evidence)
    # A name of nobody: it says a login where the values are built so, else nothing.
    said = " ".join(words)
    login = NameEvidence(
        "user_id", strong=False, person=False, settled=True, words=said, where="name"
    )
    return [login, *evidence]
