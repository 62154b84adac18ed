"""What a policy says of itself: title, controller, language, dates and days of notice."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from pii_scan.policy.declaration import NoticeDays, PolicyInfo
from pii_scan.policy.entries import is_sentence, sentences
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.text import Line, PolicyText

_TITLE = re.compile(
    r"(?:처리|취급|보호)(?:방침|정책)|privacy(?:policy|notice|statement)"
    r"|プライバシー(?:ポリシー|・ポリシー|ステートメント)|個人情報(?:保護方針|の?取(?:り)?扱)"
)
_PERSONAL = re.compile(
    r"개인\s?정보|personal(?:ly identifiable)? (?:data|information)|privacy|個人情報|プライバシー",
    re.IGNORECASE,
)
_LONGEST_TITLE = 60
_LINES_OF_HEAD = 10
# The controller introduces itself at the beginning.
_LINES_OF_INTRODUCTION = 30
_LONGEST_INTRODUCTION = 500
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:[년年]|[./-])\s*(?P<m>\d{1,2})\s*(?:[월月]|[./-])\s*(?P<d>\d{1,2})(?!\d)"
    r"|(?P<mname>[A-Z][a-z]{2,8})[.,]?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)(?P<d3>\d{1,2})\s+(?P<mname3>[A-Z][a-z]{2,8})\s+(?P<y3>(?:19|20)\d\d)(?!\d)"
)
_NOTICE_BEFORE = re.compile(
    r"(?:공고|고지|공지|게시|공표)\s*(?:일자|일|날짜)?\s*[:：\])]?\s*$|(?:published|posted)(?:\s*(?:on|date))?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_EFFECTIVE_BEFORE = re.compile(
    r"(?:시행|적용|발효|개정|최종\s*(?:수정|업데이트|갱신)|施行|改定|改訂|制定)\s*(?:일자|일|날짜|日)?(?:은|는)?\s*[:：\])]?\s*$"
    r"|(?:effective(?:\s*(?:date|as of|on|from))?"
    r"|last (?:updated?|modified|modification|revised|revision)(?:\s*on)?"
    r"|(?:in effect|in force|valid)(?: from| since| as of))"
    r"\s*[:：]?\s*$",
    re.IGNORECASE,
)
_EFFECTIVE_AFTER = re.compile(
    r"^\s*[일日]?\s*[.)]?\s*(?:\([^)]*\)\s*)?(?:부터|자로|에|より|から)?\s*(?:시행|적용|유효|효력|施行|適用)"
)
# The dates of an earlier version: "2019. 1. 1. ~ 2020. 1. 1. 적용".
_RANGE = re.compile(r"[~∼〜]")
_CHANGE = re.compile(
    r"변경|개정|수정|추가|삭제|바꾸|바꿀|바뀌|바뀔|変更|改定|改訂|change|amend|modif|update",
    re.IGNORECASE,
)
_NOTIFY = re.compile(
    r"고지|공지|공개|공고|게시|안내|통지|알려|알리|알립|通知|公表|告知|お知らせ|notice|notify|inform|announce",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"(?<!\d)(\d{1,3})\s*[일日]\s*(?:이)?\s*[전前]"
    # "게시한 날로부터 7일 후부터 효력이 발생합니다"
    r"|(?<!\d)(\d{1,3})\s*일\s*(?:이\s)?(?:경과\s?(?:한\s)?)?(?:후|뒤)(?:부터|에)?\s(?=효력|시행|적용)"
    r"|(?<!\d)(\d{1,3})\s*days?"
    r"(?:['’]?\s*(?:notice|prior|before|in advance|advance|(?:for|where|if|in case of)\b))",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;()]|(?<=[하되리])(?:며|고)\s")
_IMPORTANT = re.compile(
    r"중요|중대|불리|重要|material|significant|important|substantial|disadvantag|adverse|unfavo",
    re.IGNORECASE,
)
_FORM = r"(?:주식회사|유한회사|재단법인|사단법인|학교법인|의료법인|\(주\)|㈜)"
_NAME = rf"(?:{_FORM}\s*)?[^\s\"'“”‘’<>()（）,]+(?:\s*{_FORM})?"
_SO_CALLED = re.compile(
    rf"(?P<name>{_NAME})\s*[)>〉\"'”’]*\s*[(（][^()（）]{{0,80}}?이하\s*[,\"'“”‘’「『<〈]*"
)
_JAPANESE = re.compile(
    r"(?P<name>(?:株式会社|合同会社|有限会社)[^\s（(、。は]{1,40}|[^\s（(、。]{1,40}(?:株式会社|合同会社))"
    r"\s*[（(]\s*以下"
)
_FRAMED = re.compile(
    r"^\s*[<〈＜\[「『\"“'‘]\s*(?P<name>[^<>〈〉＜＞\[\]「」\"”'’]{2,60}?)\s*[>〉＞\]」』\"”'’]\s*[(（은는이가]"
)
_INCORPORATED = re.compile(
    r"^(?P<name>(?:(?:주식회사|유한회사|\(주\)|㈜)\s*\S+?|\S+?\s?(?:주식회사|유한회사|\(주\)|㈜)))(?:은|는|이|가|\(은\)|\(는\))\s"
)
# A company that says who it is: "'한그릇'을 만드는 (주)한그릇컴퍼니입니다".
_INTRODUCED = re.compile(
    r"(?P<name>(?:주식회사\s?|유한회사\s?|\(주\)|㈜)[^\s,.()]{1,30}?)(?:입니다|이에요|예요|이라고)"
)
# "동네한바퀴(이하 '서비스')" names what the controller runs.
_WHAT_IT_RUNS = re.compile(r"(?:서비스|사이트|홈페이지|앱|몰)")
_ENGLISH = re.compile(
    r"^(?P<name>[A-Z][\w&.,' -]{1,60}?)\s*\((?:[^()]*[\"“'](?:we|us|our|the company|company)\b)",
    re.IGNORECASE,
)
# "Nordhus GmbH, Lindenstraße 12, Hamburg" says where it is as well.
_ADDRESS = re.compile(
    r"(?<=[a-z.A-Z]),\s(?!(?:Inc|LLC|Ltd|Co|Corp|Corporation|Limited|PLC|L\.P)\b).*\d.*$"
)
_PRONOUNS = {"회사", "본", "당사", "이", "서비스", "방침"}


def is_about_personal_data(text: PolicyText) -> bool:
    """Whether the words for personal data stand anywhere in ``text``."""
    return any(_PERSONAL.search(line.text) for line in text.lines)


def read_particulars(text: PolicyText) -> PolicyInfo:
    """What stands in the head, the introduction and the last section of a policy."""
    notice, effective = _dates(text.lines)
    return PolicyInfo(
        title=next((x.text for x in text.lines[:_LINES_OF_HEAD] if _is_title(x.text)), None),
        controller=_controller(text.lines),
        file=text.file,
        sha256=text.sha256,
        language=_language(text.lines),
        notice_date=notice,
        effective_date=effective,
        notice_days=_notice_days(text.lines),
    )


def read_dates(text: str) -> Iterator[tuple[dt.date, str, str]]:
    """Each date in ``text`` with the words before and behind it.

    It may be written 2024.01.05, 2024-01-05, 2024년 1월 5일 or January 5, 2024. What is no day of
    the calendar is left out.
    """
    words = unicodedata.normalize("NFKC", text)
    for match in _DATE.finditer(words):
        name = match["mname"] or match["mname3"]
        year = match["y"] or match["y2"] or match["y3"]
        day = match["d"] or match["d2"] or match["d3"]
        if name is not None and name[:3].casefold() not in _MONTHS:
            continue
        month = int(match["m"]) if name is None else _MONTHS.index(name[:3].casefold()) + 1
        try:
            date = dt.date(int(year), month, int(day))
        except ValueError:
            continue
        yield date, words[: match.start()], words[match.end() :]


def _dates(lines: Sequence[Line]) -> tuple[dt.date | None, dt.date | None]:
    """The latest date of notice and the latest from which the policy holds."""
    notices: list[dt.date] = []
    effectives: list[dt.date] = []
    before = ""
    for line in lines:
        if not _RANGE.search(line.text):
            for date, left, right in read_dates(line.text):
                # The label may stand on the line above, or in the cell beside.
                label = left if left.strip(" -–·*•○■□:：[(") else before
                if _NOTICE_BEFORE.search(label):
                    notices.append(date)
                elif _EFFECTIVE_BEFORE.search(label) or _EFFECTIVE_AFTER.search(right):
                    effectives.append(date)
        before = line.text
    return max(notices, default=None), max(effectives, default=None)


def _notice_days(lines: Sequence[Line]) -> NoticeDays:
    ordinary: int | None = None
    important: int | None = None
    for line in lines:
        if not (_CHANGE.search(line.text) and _NOTIFY.search(line.text)):
            continue
        for sentence in sentences(line.text):
            said = unicodedata.normalize("NFKC", sentence)
            # Two numbers in one sentence: what is important is said beside its own.
            several = len(_DAYS.findall(said)) > 1
            for clause in _CLAUSES.split(said) if several else [said]:
                match = _DAYS.search(clause)
                if match is None:
                    continue
                days = int(next(filter(None, match.groups())))
                if _IMPORTANT.search(clause):
                    important = days if important is None else important
                else:
                    ordinary = days if ordinary is None else ordinary
    return NoticeDays(ordinary=ordinary, important=important)


def _is_title(text: str) -> bool:
    if re.match(r"제\s*\d+\s*조|[\d가-하][.)]", text):
        return False
    short = len(text) <= _LONGEST_TITLE and not is_sentence(text)
    return short and _TITLE.search(key_of(text)) is not None


def _controller(lines: Sequence[Line]) -> str | None:
    for line in lines[:_LINES_OF_INTRODUCTION]:
        said = line.text[:_LONGEST_INTRODUCTION]
        for pattern in (_FRAMED, _SO_CALLED, _INCORPORATED, _ENGLISH, _INTRODUCED, _JAPANESE):
            matches = [m for m in pattern.finditer(said) if key_of(m["name"]) not in _PRONOUNS]
            others = [m for m in matches if not _WHAT_IT_RUNS.match(said, m.end())]
            for match in (*others, *matches):
                return _ADDRESS.sub("", match["name"].strip())
    return None


def _language(lines: Sequence[Line]) -> Literal["ko", "en", "ja"]:
    text = "".join(line.text for line in lines)
    hangul = sum("가" <= character <= "힣" for character in text)
    kana = sum("\u3041" <= character <= "\u30fa" for character in text)
    letters = sum(character.isalpha() for character in text)
    # Korean policies are full of English names, English ones hold next to no Korean.
    if max(hangul, kana) * 5 > letters:
        return "ko" if hangul >= kana else "ja"
    return "en"
