"""Lines that a program glued together when it saved a page as text, parted again.

"…에 활용합니다.■ 개인정보의 보유기간원칙적으로 …보관합니다.보존 항목 : 로그인ID보존 기간 : 3년"
"""

from __future__ import annotations

import re
from itertools import pairwise

_HEADED = r"(?:항목|방법|목적|기간|절차|사항)"
_SUBJECT = (
    r"(?:원칙적으로|회사[는가의]\s|당사[는가의]\s|본\s|병원은\s|이용자|회원[은이의]|고객|귀하"
    r"|수집[한된]|개인정보[는를]\s)"
)
_PARTED = (
    # A mark of a line inside it: "결제기록ο 수집방법", "3년■ 이용목적", "5년 o 소비자 불만".
    re.compile(r"(?<=[가-힣.)\]\d])\s*(?=[■□◆◇▶▷●ο]\s?[가-힣])"),
    re.compile(r"(?<=[가-힣.)])\s?(?=o\s[가-힣])"),
    re.compile(r"(?<=[가-힣.)\d])(?=※\s?[가-힣])"),
    # A counter or a label behind a word: "3. 보유 기간① 회사는", "하늘- 이용목적 : 배송".
    re.compile(r"(?<=[가-힣.>)])(?<!\d[조항호])(?=[①-⑳]\s?[<‘'\"「가-힣])"),
    re.compile(r"(?<=[가-힣A-Za-z\d)>\]])(?=-\s[가-힣][가-힣\s.·]{1,24}\s?[:：])"),
    # The first label of a list, behind the sentence that announces it: "같습니다. - 수탁자 : 하늘".
    re.compile(r"(?<=[다요]\.)\s+(?=[-–·]\s[가-힣][가-힣\s·/]{1,24}\s?[:：])"),
)
# Labels behind dashes in one line: "가입정보 - 수집항목 : 이름 - 이용목적 : 회원 관리".
_DASHED_LABEL = re.compile(r"(?<!\s)\s+(?=[-–·]\s[가-힣][가-힣\s·/]{1,24}\s?[:：])")
_FEWEST_DASHED = 2
_CIRCLED = re.compile(r"(?:^|(?<=[\s:：,;/]))([①-⑳])(?=\s?[^\s,·~①-⑳][^\s])")
# A label right behind a word: "결제기록보존 근거 :". Of 자동수집항목 it is the end of one word.
_LABEL = re.compile(
    r"(?<=[가-힣A-Za-z.)])(?<!자동)(?<!추가)(?<!필수)(?<!선택)(?<!정보)(?<!보유\.)"
    r"(?=(?:보존|보유|보관|수집|이용|제공)\s?(?:항목|근거|기간|이유|목적|방법)\s?[:：])"
)
# What is told of a record on one line: "보존 근거: 전자상거래법 / 보존 기간: 5년".
_TOLD = (
    r"(?:(?:보존|보유|보관)\s?(?:및\s?이용\s?)?(?:항목|근거|이유|사유|목적|기간)"
    r"|(?:근거|관련|관계)\s?(?:법령|법률|법규)|근거)\s?[:：]"
)
_TOLD_TOGETHER = re.compile(
    r"^(?P<mark>[^가-힣A-Za-z0-9(（]{0,4})(?P<record>[^()（）:：]{4,60}[(（]\s?)?"
    rf"(?P<told>{_TOLD}.*?)\s?(?P<end>[)）]?)$"
)
_BETWEEN_TOLD = re.compile(rf"\s?[/|,;·]\s?(?={_TOLD})")
# A heading right in front of the sentence below it: "3. 보유 및 이용기간원칙적으로, …".
_HEADING = re.compile(
    rf"^(?P<heading>[^가-힣A-Za-z]{{0,6}}[가-힣][가-힣\s·및,/()]{{3,40}}?{_HEADED})(?={_SUBJECT})"
)


def unglued(text: str) -> list[str]:
    """The lines that ``text`` was before; itself alone where nothing shows that it was several."""
    told = _told_together(text)
    if told:
        return told
    counted = _counted(text)
    if len(counted) > 1:
        return [line for part in counted for line in unglued(part)]
    parts = [text]
    dashed = _DASHED_LABEL.split(text)
    if len(dashed) > _FEWEST_DASHED:
        parts = dashed
    for pattern in _PARTED:
        parts = [piece for part in parts for piece in pattern.split(part)]
    lines: list[str] = []
    for part in (piece for whole in parts for piece in _at_labels(whole)):
        heading = _HEADING.match(part)
        cut = heading.end() if heading else 0
        lines += [piece.strip() for piece in (part[:cut], part[cut:]) if piece.strip()]
    return lines


def _told_together(text: str) -> list[str]:
    """The record, if it is there, and what is told of it, each a line; empty for other texts."""
    together = _TOLD_TOGETHER.match(text)
    if together is None:
        return []
    record, end = (together["record"] or "").rstrip("(（ "), together["end"]
    mark = together["mark"]
    told = _BETWEEN_TOLD.split(together["told"] if record else together["told"] + end)
    if len(told) < 2 or (record and not end):  # noqa: PLR2004  the least that part
        return []
    return [mark + record, *told] if record else [mark + told[0], *told[1:]]


def _counted(text: str) -> list[str]:
    """``text`` at ①, ②, ③ …, where it begins with ① or with the label of what they count.

    "보유기간: ① 회원정보: 탈퇴 시까지 ② 결제기록: 5년" is three lines. Inside a sentence, "회사는 ①
    … ② … 보관합니다", they part nothing.
    """
    cuts: list[int] = []
    for match in _CIRCLED.finditer(text):
        if ord(match[1]) - ord("①") == len(cuts):
            cuts.append(match.start(1))
    head = text[: cuts[0]].strip() if cuts else ""
    if len(cuts) < _FEWEST_DASHED or (head and not head.endswith((":", "："))):
        return [text]
    parts = [text[a:b].strip() for a, b in pairwise([0, *cuts, len(text)])]
    return [part for part in parts if part]


def _at_labels(text: str) -> list[str]:
    """``text`` at the labels inside it, which have another label or a sentence in front."""
    colon = text.find(":")
    cuts = [
        match.start()
        for match in _LABEL.finditer(text)
        if text[match.start() - 1] == "." or 0 <= colon < match.start()
    ]
    return [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]
