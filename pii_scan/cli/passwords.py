"""Asks for passwords on the terminal; they are kept in memory only and never shown."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterable

from pii_scan.config import SourceEntry
from pii_scan.errors import UsageError


def with_passwords(entries: Iterable[SourceEntry]) -> tuple[SourceEntry, ...]:
    """``entries``, with the password of each server whose URL has none as it was typed.

    One server and user is asked for once. Raises UsageError where there is no terminal.
    """
    from pii_scan.sources.databases.urls import lacks_password, with_password

    typed: dict[str, str] = {}
    result = []
    for entry in entries:
        login = lacks_password(entry.target)
        if login is not None and login not in typed:
            typed[login] = _ask(login)
        target = with_password(entry.target, typed[login]) if login else entry.target
        result.append(entry.model_copy(update={"target": target}))
    return tuple(result)


def _ask(login: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            f"there is no terminal to ask for the password of {login}",
            "Use ~/.pgpass, ~/.my.cnf, or ${VARIABLE} in the URL of pii-scan.yaml.",
        )
    return getpass.getpass(f"Password of {login}: ", stream=sys.stderr)
