"""What the comment of a column adds to what its name says."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from pii_scan.detect.name_evidence import NameEvidence

# Says whose a telephone is, and leaves it one: GUARD_TEL, 보호자연락처.
_WHOSE = frozenset({"family"})
# Where people are reached or known elsewhere, and what such a name is used for beside that.
_REACHED = frozenset({"email", "phone", "social_account"})
_USED_FOR = frozenset({"user_id", "account_id"})
# What people log in with or are called: its comment says which.
_LOGIN_OR_NAME = frozenset({"user name", "username"})
# How a comment ends that asks for yes or no, or for the way that something came: 인증여부.
_ASKED_IN_KOREAN = ("여부", "유무", "상태", "경로")
_IN_KOREAN = re.compile(r"\s*[가-힣]+(?:\s[가-힣]+)*\s*$")
_SLASHES = re.compile(r"[^/|]*[/|]")
_COMMENT_END = re.compile(r"[(\[{<:：;,.=/|（【]|\s[-–—]\s|\n")
# What a column may hold, one after the other: doctor, nursing, patient.
_VALUES = re.compile(r"\s*[\w-]+\s*(?:[,/|]\s*[\w-]+\s*){2,}", re.ASCII)


def what_it_is(comment: str) -> str:
    """The part of a comment that says what a column is: ``사용자명 (필수)``, ``*NAME / 이름``.

    One in two languages is taken in Korean, which whoever wrote the comment meant it in. Empty
    where it lists the values of the column.
    """
    if _VALUES.fullmatch(comment):
        return ""
    parts = _COMMENT_END.split(comment.strip(" *"), maxsplit=2)
    in_two_languages = len(parts) > 1 and parts[0].isascii() and _IN_KOREAN.match(parts[1])
    return parts[1] if in_two_languages and _SLASHES.match(comment) else parts[0]


def is_about(words: Sequence[str], thing: Container[str]) -> bool:
    """Whether a comment says that its column is something else: 학교 인증여부, 등급.

    ``thing`` are the words for things.
    """
    last = words[-1]
    return last.endswith(_ASKED_IN_KOREAN) or (not last.isascii() and last in thing)


def settled_by(
    comment: Sequence[NameEvidence], name: Sequence[NameEvidence]
) -> Sequence[NameEvidence]:
    """``name`` without the meanings that the comment does not mean: USER_NM, 사용자명.

    A comment is written for people, and a name that means something else is a short one: card_no,
    身份证号. A weak name also means what a comment says of a person: contact, 담당자.
    """
    meant = {entry.item for entry in comment if entry.strong} - _WHOSE
    if _is_reached(name):
        meant -= _USED_FOR
    if not any(entry.strong and entry.words not in _LOGIN_OR_NAME for entry in name):
        meant |= {entry.item for entry in comment if entry.person and entry.settled} - _WHOSE
    return [entry for entry in name if not meant or entry.item in meant]


def said_anew(
    comment: Sequence[NameEvidence], name: Sequence[NameEvidence]
) -> Sequence[NameEvidence]:
    """What a ``comment`` says that the ``name`` does not, and no other meaning of words for it.

    보호자명 may be of a name or of the family: beside grdn_nm both say it once. An address stays
    what it is where people log in with it, and so does the user id that another service gave.
    """
    if _is_reached(name):
        comment = [entry for entry in comment if entry.item not in _USED_FOR]
    named = {entry.item for entry in name if entry.strong}
    meant = {entry.words for entry in comment if entry.item in named}
    return [entry for entry in comment if entry.item not in named and entry.words not in meant]


def _is_reached(name: Sequence[NameEvidence]) -> bool:
    """Whether a ``name`` says by itself that somebody is reached or known elsewhere by it."""
    return any(entry.strong and entry.item in _REACHED for entry in name)


def as_ids(comment: Sequence[NameEvidence], name: Sequence[str]) -> Sequence[NameEvidence]:
    """What a ``comment`` says that names a person, where the ``name`` in words ends in an id.

    It says whose id that is: REGR_ID, 등록자. Of a family it then says nothing.
    """
    if name[-1:] != ("id",):
        return comment
    return [
        replace(entry, item="user_id") if entry.item == "name" and not entry.strong else entry
        for entry in comment
        if entry.item not in _WHOSE
    ]
