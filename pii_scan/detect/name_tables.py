"""What the table that a column is in, by its other columns, makes of the column's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pii_scan.detect.game_characters import is_of_character
from pii_scan.detect.kinds import ITEMS_OF_ADDRESSES, ITEMS_OF_KINDS, WHO_KEEPS_A_ROW
from pii_scan.detect.name_evidence import NameEvidence
from pii_scan.detect.name_meanings import ADDRESSES_OF_MACHINES, SALES
from pii_scan.detect.table_uses import as_at_bank, as_called, as_mailed, as_paid
from pii_scan.detect.tables import TableWords
from pii_scan.detect.words import singular

_BARE_NAMES = frozenset({("name",), ("이름",)})
_COMPANY_NAME = "company_name"
ID = ("id",)
"""What a column is called that its table has to tell of."""
_ID_OF_AN_ACCOUNT = NameEvidence(
    "user_id", strong=False, person=True, settled=True, words="id", where="name"
)
# A company has one, and is an account to those who sell.
_ADDRESSES_ON_THE_WEB = frozenset({("website",), ("homepage",), ("homepage", "url")})
_ACCOUNT_NAME = ("account", "name")
# What a student's id is where nobody logs in with it.
_OF_STUDENTS = "education"
_SYSTEMS = frozenset(
    {("os",), ("os", "name"), ("os", "type"), ("os", "version"), ("operating", "system")}
)
_ID_OF_A_SESSION = NameEvidence(
    "session_token", strong=False, person=True, settled=True, words="id in sessions", where="name"
)


def as_in_table(
    evidence: list[NameEvidence],
    words: tuple[str, ...],
    key: str,
    context: Iterable[str],
    table: TableWords,
) -> list[NameEvidence]:
    """``evidence`` of the name ``words``, written ``key``, in ``table`` and its ``context``."""
    if table.of_characters:
        evidence = [e for e in evidence if not is_of_character(e.item, key)]
    if table.of_companies:
        evidence = _of_a_company(evidence, words, context, table)
    if table.is_which_name(words) and not evidence:
        evidence = [
            NameEvidence(
                "name", strong=False, person=True, settled=True, words=words[0], where="name"
            )
        ]
    evidence = [e for e in evidence if not _is_the_table_s(e.item, words, table)]
    evidence = _as_used(evidence, words, table)
    if table.is_hardly_a_person(words):
        evidence = [replace(e, person=None, settled=False) for e in evidence]
    if words == ID and table.of_sessions and "sessions" in context:
        evidence = [*evidence, _ID_OF_A_SESSION]
    elif table.of_frappe and words in WHO_KEEPS_A_ROW:
        evidence = [replace(_ID_OF_AN_ACCOUNT, words=" ".join(words))]
    elif words and words == table.login:
        login = replace(_ID_OF_AN_ACCOUNT, words=" ".join(words))
        evidence = [*(e for e in evidence if e.item != _OF_STUDENTS), login]
    return evidence


def _as_used(
    evidence: list[NameEvidence], words: tuple[str, ...], table: TableWords
) -> list[NameEvidence]:
    """``evidence`` of ``words`` by what ``table`` is used for."""
    # What fights has hit points: boss_hp.
    if table.called and not table.of_characters:
        evidence = as_called(evidence, words, table.called)
    if table.names_a_bank:
        evidence = as_at_bank(evidence, words)
    if table.of_mails:
        evidence = as_mailed(evidence, words)
    return as_paid(evidence, words) if table.are_paid else evidence


def _is_the_table_s(item: str, words: tuple[str, ...], table: TableWords) -> bool:
    """Whether ``item`` of what is called so is that of what the table keeps, and no person's."""
    return (
        (item == "family" and table.is_of_tree(words))
        or (item == "chat_message" and table.of_texts)
        or (item in ITEMS_OF_KINDS and table.of_kinds)
        or (item in ITEMS_OF_ADDRESSES and (table.of_addresses or table.of_places))
        or (item == "name" and table.of_places and words in _BARE_NAMES)
        or (item == "social_account" and table.of_companies and words in _ADDRESSES_ON_THE_WEB)
        or (item == "name" and table.is_a_program_s(words))
        or table.is_an_appliance_s(item, words)
        or is_a_machine_s(item, words, table)
    )


def is_a_machine_s(item: str, words: tuple[str, ...], table: TableWords) -> bool:
    """Whether ``item`` of what is called so is that of a machine which serves everybody.

    ``os_version`` and ``public_ip`` of a server, but its ``last_login_ip`` is somebody's.
    """
    of_system = item == "os_info" and words in _SYSTEMS
    of_network = item in {"ip_address", "mac_address"} and words in ADDRESSES_OF_MACHINES
    return table.of_machines and (of_system or of_network)


def _of_a_company(
    evidence: Iterable[NameEvidence],
    words: tuple[str, ...],
    context: Iterable[str],
    table: TableWords,
) -> list[NameEvidence]:
    """``evidence`` with what a bare name is as well in a table that is about companies.

    That of a deal is its title. A customer is a company where somebody there is named as well.
    """
    if words == _ACCOUNT_NAME:
        meant = NameEvidence(
            _COMPANY_NAME,
            strong=False,
            person=True,
            settled=True,
            words="account name",
            where="name",
        )
        return [meant]
    sold = not SALES.isdisjoint(map(singular, context))
    customer = table.may_be_a_company(words)
    may_be = customer or words in _BARE_NAMES
    name = [
        replace(entry, company=True, strong=False) if may_be and entry.item == "name" else entry
        for entry in evidence
    ]
    company = [
        replace(entry, item=_COMPANY_NAME, person=True, settled=True)
        for entry in name
        if entry.company and (customer or not sold)
    ]
    return [*name, *company]
