"""What names mean in logs and nowhere else.

Sources: Elastic Common Schema (user.name, agent.*), Windows (Account Name in security events),
Linux audit (acct), PAM (ruser, logname), systemd.journal-fields (_MACHINE_ID), LDAP (RFC
4519: cn), Azure Monitor (identity).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_scan.detect.log_clients import is_address_of_a_server, of_who_came
from pii_scan.detect.name_evidence import NameEvidence

_Words = tuple[str, ...]
# What says a login where the values are built so, else nothing.
_WEAK = NameEvidence("user_id", strong=False, person=False, settled=True, words="", where="name")

_ACCOUNTS = frozenset(
    {"account name", "account", "acct", "ruser", "logname", "uname", "principal"}
    | {"authentication id", "authenticated as", "run by"}
)
_NAME, _USER = ("name",), ("user",)
_UNAME = "uname"
# Who somebody is, by a name or a login: of an entry of a directory, where it may as well be what a
# certificate is for; who signed in to Azure; whom a message is about; who did what is audited.
_WHO = frozenset(
    {"cn", "commonname", "identity", "회원", "고객", "사용자", "유저", "환자", "학생", "직원"}
    | {"member", "customer", "patient", "student", "employee", "requester", "approver"}
    | {"performed by", "requested by", "approved by", "initiated by", "처리자", "담당자", "등록자"}
    | {"작성자", "승인자", "요청자", "수정자", "조작자", "작업자", "관리자", "운영자", "매니저"}
    | {"상담원", "상담사", "의사", "간호사", "교사", "강사", "튜터", "멘토", "기사", "배송기사"}
    | {"설치기사", "결재자", "지원자", "응시자", "방문자", "임대인", "임차인", "대리인", "신청인"}
    | {"수험생", "주치의", "담당의", "administrator", "admin", "applicant", "nurse"}
)
# Companies trade, send and receive as well as people, whose names tell.
_PEOPLE_TOO = frozenset(
    {"buyer", "seller", "payer", "payee", "visitor", "landlord", "technician", "driver", "guest"}
    | {"발송인", "발신자", "수신자", "판매자", "구매자", "결제자"}
)
# In a log an application is no form that somebody filled in, and a tenant lives in a cloud.
_SOFTWARE = frozenset({"application", "app", "tenant", "applications", "apps", "tenants"})
# What moves and shows data has names as well as those who buy, make and follow something.
_OF_EITHER = frozenset({"agent", "collector", "consumer", "producer", "profile", "worker"})
# How a program fares, which kind of address it listens on, what it does at a time, and which of
# its processes does it (Puma, Celery).
_OF_A_PROGRAM = frozenset(
    {("health",), ("health", "status"), ("family",), ("job", "name"), ("stage", "name")}
    | {("worker", "id")}
)
# Autonomous systems, by which networks know each other: as.organization.name
_NETWORKS = frozenset({"as", "asn"})
# By what an object about somebody tells which of all it is: actor.id (Okta), user.key (Duo).
_KEYS = frozenset({("id",), ("uuid",), ("guid",), ("key",)})
_HAVE_KEYS = frozenset({"user", "actor", "member", "customer"})
# Who drives and acts for others, and with a version what connects to a database and ships logs.
_WITH_VERSION = frozenset({("driver",), ("agent",)})
# The number of a job (Sidekiq) as well as who chats (XMPP), which only the values tell.
_OF_JOBS_TOO = ("jid",)
# Which machine wrote an entry of the journal.
_OWN_MACHINE = "_MACHINE_ID"
# How an access server and its client found each other (RFC 2869, 5.11), which is written as the
# short form of what links a person's accounts is read: Connect-Info, CONN_INFO.
_OF_A_CONNECTION, _WRITTEN_IN_FULL = ("connect", "info"), "connect"
# Windows' security identifiers, which name accounts and groups and open no session: TargetSid.
_HAVE_SIDS = frozenset({"target", "subject", "user", "member", "group", "account", "security"})
# A shop's, as those who pass payments on call it (Toss); who is a member is m_id.
_OF_A_SHOP = "mId"
# What programs have as well as homes.
_OF_PROGRAMS_TOO = frozenset({"room", "state", "region", "unit", "block", "floor"})
# Into these loggers put whatever they are given, whoever it is about: meta.이름, fields.name
_CONTAINERS = frozenset({"meta", "metadata", "fields", "form"})


def with_what_tells(parents: list[str], *, logged: bool) -> list[str]:
    """The objects around a key but those that, in a log, say nothing of what they hold."""
    return [p for p in parents if p.lower() not in _CONTAINERS] if logged else parents


def _may_be_login(key: str, words: _Words, places: Sequence[_Words]) -> bool:
    """Whether a name or an account, in ``places``, is what people log in with by its values."""
    is_account = key.lower() in _ACCOUNTS or " ".join(words) in _ACCOUNTS
    return is_account or (words == _NAME and places[-1:] == [_USER])


def _is_own(key: str, words: _Words, parents: Sequence[str]) -> bool:
    """Whether a key is of the machine or program that writes the log, and in no object."""
    return key == _OWN_MACHINE or (not parents and words in _OF_A_PROGRAM)


def _is_nobody_s(key: str, words: _Words, parents: Sequence[str], places: Sequence[_Words]) -> bool:
    """Whether a key is of the log's own machine or program, of a server or of a network."""
    of_server = is_address_of_a_server(words, places)
    return of_server or _is_own(key, words, parents) or _is_of_a_network(words, places)


def _may_be_of_a_program(words: _Words, parents: Sequence[str]) -> bool:
    """Whether what a home has is a program's where no object of ``parents`` says whose it is."""
    return not parents and words[-1:] != () and words[-1] in _OF_PROGRAMS_TOO


def _is_of_software(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether a name is that of an application or of a customer's part of one."""
    if words[-1:] != _NAME:
        return False
    owner = words[:-1] or (places[-1] if places else ())
    return owner[-1:] != () and owner[-1] in _SOFTWARE


def _is_of_a_network(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether it is who runs a network: ``asOrg``."""
    around = (*(word for place in places for word in place), *words)
    return "organization" in around[1:] and not _NETWORKS.isdisjoint(around)


def _of_something(evidence: Sequence[NameEvidence], words: _Words) -> list[NameEvidence]:
    """``evidence`` of what a log calls the name of something, which only values make a person's.

    A log tells of many things beside one address of mail: ``connectionName``, ``agentName``. And
    ``uname`` is a login or a name, and tells of a system as well.
    """
    of_either = words[-2:-1] != () and words[-2] in _OF_EITHER

    def only_by_values(entry: NameEvidence) -> bool:
        of_thing = len(words) > 1 and words[-1:] == _NAME and entry.words == _NAME[0]
        thing = of_thing and (of_either or entry.person is None)
        return entry.item == "name" and (thing or entry.words == _UNAME)

    return [
        replace(entry, person=None, settled=False) if only_by_values(entry) else entry
        for entry in evidence
    ]


def _key_of_somebody(words: _Words, places: Sequence[_Words]) -> NameEvidence | None:
    """What says whose key it is, of an object called after no more than somebody: ``actor.id``."""
    place = places[-1] if places else ()
    if words not in _KEYS or len(place) != 1 or place[0] not in _HAVE_KEYS:
        return None
    return replace(_WEAK, words=f"{place[0]} id", person=True)


def is_of_a_program(words: _Words, places: Sequence[_Words]) -> bool:
    """Whether a name in an object that has a version is a program's: ``driver.name``."""
    return words == _NAME and places[-1:] != [] and places[-1] in _WITH_VERSION


def _is_security_identifier(words: _Words) -> bool:
    """Whether a name that ends with sid is that of an account, and of no session."""
    return words[-1:] == ("sid",) and not _HAVE_SIDS.isdisjoint(words[:-1])


def _not_meant(key: str, words: _Words) -> str | None:
    """The item that a log does not mean by a name that means it elsewhere; None mostly."""
    if _is_security_identifier(words):
        return "session_token"
    if words == _OF_A_CONNECTION and key.lower().startswith(_WRITTEN_IN_FULL):
        return "connecting_information"
    return "user_id" if key == _OF_A_SHOP else None


def as_logged(
    evidence: Sequence[NameEvidence],
    key: str,
    words: tuple[str, ...],
    parents: Sequence[str],
    places: Sequence[tuple[str, ...]],
) -> list[NameEvidence]:
    """``evidence`` as the key of a log means it."""
    told = of_who_came(words, places) or _key_of_somebody(words, places)
    if told or _is_nobody_s(key, words, parents, places):
        return [told] if told else []
    if _may_be_of_a_program(words, parents):
        return [entry for entry in evidence if not entry.beside]
    if other := _not_meant(key, words):
        return [entry for entry in evidence if entry.item != other]
    if words == _OF_JOBS_TOO:
        evidence = [replace(entry, strong=False) for entry in evidence]
    if _is_of_software(words, places):
        return [entry for entry in evidence if entry.item != "name"]
    return _told_by_values(_of_something(evidence, words), key, words, places)


def _told_by_values(
    evidence: list[NameEvidence], key: str, words: _Words, places: Sequence[_Words]
) -> list[NameEvidence]:
    """``evidence`` with the login or name that the key says where the values are built so."""
    tells_who = key.lower() in _WHO or " ".join(words) in _WHO
    login = replace(_WEAK, words=key if tells_who else " ".join(words))
    name = replace(login, item="name", person=None, settled=False)
    if key.lower() in _PEOPLE_TOO and not evidence:
        return [name]
    if not tells_who and not _may_be_login(key, words, places):
        return evidence
    return [login, *([name] if tells_who else ()), *evidence]
