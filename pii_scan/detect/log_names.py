"""What names mean in logs and nowhere else.

Sources: Elastic Common Schema (user.name, agent.*), Windows (Account Name in security events),
Linux audit (acct), systemd.journal-fields (_MACHINE_ID).
"""

from __future__ import annotations

from collections.abc import Sequence

_Words = tuple[str, ...]

_ACCOUNTS = frozenset({("account", "name"), ("account",), ("acct",)})
_NAME, _USER = ("name",), ("user",)
# Which machine wrote an entry of the journal.
_OWN_MACHINE = "_MACHINE_ID"
# What programs have as well as homes.
_OF_PROGRAMS_TOO = frozenset({"room", "state", "region", "unit", "block", "floor"})


def may_be_login(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether a name or an account, in ``places``, is what people log in with by its values."""
    return words in _ACCOUNTS or (words == _NAME and places[-1:] == [_USER])


def is_own(key: str) -> bool:
    """Whether a key is of the machine that writes the log."""
    return key == _OWN_MACHINE


def may_be_of_a_program(words: _Words, parents: Sequence[str]) -> bool:
    """Whether what a home has is a program's where no object of ``parents`` says whose it is."""
    return not parents and words[-1:] != () and words[-1] in _OF_PROGRAMS_TOO
