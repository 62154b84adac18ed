"""What a policy says of cookies, of how data is protected, and of the privacy officer.

Of the officer only the role and the ways to reach it are kept, never a name, number or address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pii_scan.policy.declaration import Channel, Cookies, Officer
from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.items import split_at_commas
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.sections import Section

_ABOUT_COOKIES = re.compile(r"자동(?:으로)?수집(?:하는)?장치|쿠키|cookie|クッキー")
_ABOUT_SAFETY = re.compile(
    r"안전성|안전(?:하게|한관리|관리|조치|을위)|보호(?:대책|조치)|(?:기술적|관리적).*(?:대책|조치)"
    r"|(?:보호|보안)를?위한.*노력|지키(?:나요|기|는)|^(?:data)?security|安全管理"
)
_ABOUT_OFFICER = re.compile(
    r"보호책임자|관리책임자|정보책임자|^책임자$|(?:dataprotection|privacy)officer|保護管理者|保護責任者"
)
_INTRODUCTION = re.compile(
    r"(?:다음|아래).{0,40}(?:같|조치|대책|노력)|같습니다|following|below|次の|以下"
)
_COOKIE = r"(?:쿠키|cookies?|クッキー)"
_NOT_USED = re.compile(
    rf"{_COOKIE}[^,]{{0,30}}(?:사용|운용|운영|이용|설치|쓰)(?:하지|지|하고\s*있지)\s*(?:않|아니)"
    r"|(?:not|never) use cookies|クッキー.{0,20}ません",
    re.IGNORECASE,
)
_USED = re.compile(
    rf"{_COOKIE}.{{0,60}}(?:사용|운용|운영|이용|수집|설치|저장|활용|써요|씁니다|使用|利用)"
    rf"|uses?\s.{{0,30}}cookies",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"거부|차단|삭제|저장을\s*(?:허용|하지)|선택권|refuse|disable|block|reject|拒否|無効",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:개인\s*정보\s*)?(?:보호|관리|처리)\s*책임자|(?:data protection|privacy) officer"
    r"|個人情報保護(?:管理者|責任者)",
    re.IGNORECASE,
)
_ASSISTANT = re.compile(r"담당자$")
# A title ends so; what stands behind it may be the person's name.
_POSITION = re.compile(
    r"(?:^|[\s/|,(])(?:직책|직위|직급|役職|position|title)(?:\s*[:：]\s*|\s+)"
    r"(?P<said>[^:：/|,]{0,30}?(?:장|이사|대표|운영자|임원|교감|책임|담당|매니저|[A-Z]{3,4}|officer|director|manager))"
    r"(?=$|[\s(/,|])",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"(?:^|[\s/|,(])(?:소속|담당\s*부서|부서명?|部署|department)(?:\s*[:：]\s*|\s+)"
    r"(?P<said>[^:：/|,]{0,30}?(?:팀|실|부|과|센터|본부|국|처|단|그룹|파트|원|室|部|team|office))"
    r"(?=$|[\s(/,|])",
    re.IGNORECASE,
)
_CHANNELS: tuple[tuple[Channel, re.Pattern[str]], ...] = (
    ("phone", re.compile(r"전화|연락처|☎|電話|phone|tel\b|\d{2,4}-\d{3,4}-\d{4}", re.IGNORECASE)),
    ("email", re.compile(r"[\w.]@[\w.]|이메일|메일|전자우편|メール|e-?mail", re.IGNORECASE)),
    ("fax", re.compile(r"팩스|fax|모사전송", re.IGNORECASE)),
    ("post", re.compile(r"(?<!전자)우편|주소\s*[:：]|postal", re.IGNORECASE)),
)
# Telephone numbers of the authorities that a person may turn to stand in sections of their own.
_OTHERS = re.compile(r"침해|분쟁|검찰|경찰|kisa|구제|신고", re.IGNORECASE)


def read_cookies(sections: Sequence[Section]) -> Cookies:
    """Whether cookies are used, where the text says so, and how they can be refused."""
    used: bool | None = None
    refusal: list[str] = []
    for entry in _below(sections, _ABOUT_COOKIES):
        for sentence in sentences(entry.text):
            if _REFUSAL.search(sentence):
                refusal.append(sentence)
            if _NOT_USED.search(sentence):
                used = False if used is None else used
            elif _USED.search(sentence):
                used = True
    return Cookies(used=used, refusal=tuple(dict.fromkeys(refusal)))


def read_safety(sections: Sequence[Section]) -> tuple[str, ...]:
    """The measures that the policy states, in its words: each line, or each part of a list."""
    measures: list[str] = []
    for entry in _below(sections, _ABOUT_SAFETY):
        if entry.is_sentence:
            measures += [s for s in sentences(entry.text) if not _INTRODUCTION.search(s)]
        elif entry.label is not None:
            measures.append(entry.text)
        else:
            measures += split_at_commas(entry.text)
    return tuple(dict.fromkeys(measures))


def read_officer(sections: Sequence[Section]) -> Officer:
    """The role, the department and the kinds of channel of the officer; never the person."""
    role = position = department = None
    channels: list[Channel] = []
    for section in sections:
        # "개인정보 보호책임자: 홍길동 / …" may stand at the end without a heading.
        first = section.heading or next(iter(section.entries), None)
        if first is None or not _ABOUT_OFFICER.search(key_of(first.heading)):
            continue
        for entry in section.entries:
            # What stands below "나. 관리담당자" is said of somebody else.
            if role is not None and entry.can_be_heading and _ASSISTANT.search(entry.heading):
                break
            said = _ROLE.search(entry.text)
            role = role or (" ".join(said.group().split()) if said else None)
            if entry is section.heading and not entry.content:
                continue
            place, unit = _POSITION.search(entry.text), _DEPARTMENT.search(entry.text)
            position = position or (place["said"].strip() if place else None)
            department = department or (unit["said"].strip() if unit else None)
            if not _OTHERS.search(entry.text):
                channels += [name for name, way in _CHANNELS if way.search(entry.text)]
    return Officer(
        role=role,
        position=position,
        department=department,
        channels=tuple(dict.fromkeys(channels)),
    )


def _below(sections: Sequence[Section], about: re.Pattern[str]) -> Iterator[Entry]:
    for section in sections:
        if section.heading is not None and about.search(key_of(section.heading.heading)):
            yield from (entry for entry in section.entries if entry is not section.heading)
