"""What stands around a word for an item and changes nothing: whose, when, by whom, what for."""

from __future__ import annotations

import re

_CLAUSE_BEHIND = re.compile(
    r"\s+(?:chosen|selected|provided|entered|supplied|used|associated|you|that|which"
    r"|of (?:(?:the|any|other) )?(?:your|people|persons|those|users|others|contacts|recipients?"
    r"|guests?|attendees?|participants?|members?|invitees)"
    r"|when|while|we|with us|to (?:us|our)|from you"
    r"|between|exchanged|required|needed|necessary|stored|generated"
    r"|received|obtained|uploaded|(?:with)?in (?:the|our) (?:app|application|site|website|service)"
    r"|sent (?:to|by|from))\b.*$",
    re.IGNORECASE | re.DOTALL,
)
# "the submitting device's IP address", "a bcrypt hash of your password"
_OWNER = re.compile(
    r"^(?:(?:the|your|an?)\s)?(?:[\w-]+\s){0,3}"
    r"(?:[\w-]+['’]s|(?:hash|copy|part) of (?:your|the)|standard|basic|certain)\s+",
    re.IGNORECASE,
)
# "출퇴근 시 GPS 좌표"
_WHEN_IN_FRONT = re.compile(r"^[가-힣A-Za-z][가-힣A-Za-z\s]{1,18}\s?(?:시|때|경우)(?:에|에는)?\s+")
# "회원님이 작성한 게시물", "챗봇과 주고받은 대화 내용"
_GIVEN_BY = re.compile(
    r"^(?:[가-힣A-Za-z()]+\s){0,5}(?:직접\s)?"
    r"(?:입력|작성|등록|업로드|생성|게시|제출|첨부|저장|공유|주고받)"
    r"(?:하는|한|된|하신|은)\s+(?=\S)"
)
# "휴대폰번호 중 선택된 연락수단", "이메일 중 택1"
ONE_OF = re.compile(
    r"\s중\s?(?:하나|택\s?\d|택일|어느|선택|일부|한\s?가지|\d개)[^,()（）]{0,20}(?=[,()（）]|$)"
)
_REMARK = re.compile(r"\s[—–]\s.*$", re.DOTALL)


def bare_forms(chunk: str) -> tuple[str, ...]:
    """``chunk`` without each of what may stand around an item, the closest first."""
    said = without_remark(chunk)
    return (
        without_owner(chunk),
        without_clause(chunk),
        said,
        _WHEN_IN_FRONT.sub("", said),
        _GIVEN_BY.sub("", said),
    )


def without_owner(words: str) -> str:
    """The words without "the submitting device's" in front."""
    return _OWNER.sub("", words)


def without_clause(words: str) -> str:
    """The words without "that you provide" behind."""
    return _CLAUSE_BEHIND.sub("", words)


def without_remark(words: str) -> str:
    """The words without "— stored encrypted" behind."""
    return _REMARK.sub("", words)
