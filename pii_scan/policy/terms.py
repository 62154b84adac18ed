"""A policy's words for how long, as ISO 8601 periods and events, and for the law that says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pii_scan.policy.lexicon import Lexicon, key_of

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "일": 1,
    "이": 2,
    "삼": 3,
    "사": 4,
    "오": 5,
    "육": 6,
    "십": 10,
}
_UNITS = {
    "년": "Y",
    "개월": "M",
    "달": "M",
    "월간": "M",
    "월": "M",
    "주일": "W",
    "주간": "W",
    "주": "W",
    "일": "D",
    "年": "Y",
    "か月": "M",
    "ヶ月": "M",
    "ヵ月": "M",
    "カ月": "M",
    "週間": "W",
    "日": "D",
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
}
_LARGEST_FIRST = "YMWD"
# The words for an event stand just before the period.
_LONGEST_EVENT = 200
PERIOD_WORDS = re.compile(
    r"(?<![\d.,~\-])(\d{1,3}|(?<![가-힣])[일이삼사오육십](?=\s*(?:년|개월))"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))"
    # "a 30-day window"
    r"(?:-(?=(?:year|month|week|day)s?\b)|\s*\(?\s*(?:\d{1,2}\s*\)\s*)?)"
    r"(년|개월|달|월간|월(?!\s*\d|까지|\s*말|에)|주일|주간|주(?![가-힣])|일(?!\s*이?\s*전)|年(?:間)?|[かヶヵカ]月(?:間)?|週間|日(?:間)?(?!前|以内)"
    r"|years?|months?|weeks?|days?)(?!s?\s(?:old|of\sage)\b)(?!\s*(?:마다|을?\s*주기))"
    # "1년 동안 접속하지 않은 회원" says of whom, and not how long.
    r"(?!\s*(?:동안|간|이상|넘게)?\s*(?:[가-힣]+\s){0,3}(?:접속|이용|로그인|사용|방문|구매)(?:을|를|이|가|하지)?\s?"
    r"(?:하지\s)?(?:않은|않는|없는|없이)\s)",
    re.IGNORECASE,
)
# A day or a month of the calendar is no period.
_CALENDAR = re.compile(
    r"\d{4}\s*(?:년|[./-])\s*\d{1,2}(?:\s*(?:월|[./-])(?:\s*\d{1,2}\s*일?)?)?"
    r"|\d{1,2}\s*월\s*\d{1,2}\s*일"
)
_RANGE = re.compile(
    r"\d\s*(?:[~\-∼]|(?:년|개월|주|일)\s*[~∼])\s*\d+\s*(?:년|개월|주|일|year|month|day)",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:탈퇴|해지|종료|철회|달성|완료|파기|삭제|요청|만료|폐업|퇴사|졸업|처리|마감|해제|소멸|정산|해결)"
    r".{0,12}?(?:시|때|까지|후|즉시|날)"
    r"|(?:이용|재직|재학|재원|근무|수강|가입|회원)\s*기간\s*(?:동안|중)"
    # "상품이 인도되거나 제공된 때"
    r"|(?:제공|인도|지급|발급|발송|배송|이행|종결|결정|말소|상실)된\s?때$|끝난\s?때$"
    r"|(?:시|때|날|일|종료|경우)까지|(?:時|日|終了)まで|即時|即座|즉시|지체없이|영구|준영구"
    r"|until|upon|as long as|permanent|\bindefinite|\bwhile (?:you|your)\b"
    r"|\bdeleted (?:on|when|once)\b|\bimmediately (?:after|upon|on)\b"
    r"|for the (?:duration|lifetime|life) of",
    re.IGNORECASE,
)
# "지체 없이(5일 이내) 파기" says how fast, and not how long.
_HOW_FAST = re.compile(r"지체\s*없이\s*[(]?\s*\d{1,2}\s*일\s*이내(?:에)?\s*[)]?")
# "보유 기간 종료 후 지체 없이 파기" says of no event when that is.
_NO_EVENT = re.compile(
    r"\s*(?:개인정보의?\s*)?(?:보유|보존|보관|이용)\s*기간\s*(?:이|의)?\s*(?:종료|만료|경과|끝)"
)
# "탈퇴 이후 통계에 활용할 수 있음" says what may be done, and not until when.
_IS_ALLOWED = re.compile(r"할\s?수\s?있(?:음|다|습니다)[.\s]*$")
_EXCEPTION = re.compile(r"[.,]?\s*[(（]?\s*(?=(?:단|다만)\s*,)")
# "수집.이용에 관한 동의일로부터" has a full stop for a dot.
_FROM = re.compile(
    r"(?:[^,.;()]|(?<=[가-힣])\.(?=[가-힣]))*?(?:로부터|으로부터|부터|이후|후|後|から|より|after|from|plus)"
    r"\s*(?:최대|최소|최장)?[\s<(]*$",
    re.IGNORECASE,
)
# "We delete recordings after 30 days" counts from when they were made.
_DELETED = re.compile(r"\b(?:delet|eras|destroy|remov|purg)\w*\b.{0,60}\safter$", re.IGNORECASE)
# "90 days after account closure", "24 months of inactivity"; "7 years of tax records" says of what.
_FROM_BEHIND = re.compile(
    r"\s+(?P<event>(?:of|after|from|following|since|once|when|upon)\s(?:[^,.;()]{0,60}?\s)?"
    r"(?:clos|delet|terminat|cancel|leav|withdr|deactivat|end(?:s|ed|ing)?\b|complet|expir|last\b"
    r"|request|receipt|receiv|submi|inactiv|collect|creat|date\b|graduat|unsubscri)[^,.;()]{0,60})",
    re.IGNORECASE,
)
# "while your account is open + 30 days"
_WHILE_IN_FRONT = re.compile(
    r"(?P<event>(?:while|as long as)\s[^,.;()+]{3,60}?)\s*(?:\+|\bplus\b|\band(?: for)?)\s*$",
    re.IGNORECASE,
)
# "부정 이용 방지를 위해 탈퇴 후" says first why.
_WHY = re.compile(r"^.*[을를]\s위(?:해|하여|해서)\s+(?=\S)")
# "회원 탈퇴 시 개인정보는 30일간 보관" counts from when somebody leaves, "탈퇴 시 파기하나 …" not.
_ON_LEAVING = re.compile(
    r"(?:^|[\s,(])(?P<event>(?:(?:회원|서비스|이용|계정)\s?)?(?:탈퇴|해지|퇴사|삭제)"
    r"\s?(?:요청|신청|처리)?\s?(?:시|하면|하시면|할\s경우|한\s경우|하는\s경우))(?!까지|점)(?:에는|에도|에)?[\s,]"
    r"(?!.*(?:파기|삭제|보관|보유)(?:하|되|됩|합))",
)
_AT_MOST = re.compile(r"\s*(?:최대|최소|최장)\s*$")
_OF_WHAT_IN_JAPANESE = re.compile(r"^[^はを、]{1,40}(?:は|を)、?(?=.)")
# "사건 기록은 사건 종결 후" says of what, and then from when.
_OF_WHAT = re.compile(r"^(?:\S+\s){0,4}?\S*(?<![하되있없받않같또])[은는]\s+(?=\S)")
_QUOTED_LAW = re.compile(r"[「『｢]([^」』｣]{2,80})[」』｣]")
_LAW_NAME = re.compile(
    r"[가-힣·ㆍ,\s()]*(?:법률|시행령|시행규칙|(?<![방문수용])법)(?=$|[\s,.)제에의상을및]|(?:\s*제\d))"
)
_LAW_WORD = re.compile(r"[가-힣]*(?<![방문])법(?=$|[\s,.)]|에|의|상\s|\s*제\d)")
# "의료법 시행규칙 제15조에 따라", in whatever sentence.
_CITED = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣ㆍ·]*(?:법률|법)(?:\s*시행(?:령|규칙))?)"
    r"\s*(?:제\s*\d+\s*조(?:의\s*\d+)?(?:\s*제\s*\d+\s*[항호목])*(?:\s*등)?)?"
    r"\s*(?:에서|에|의|상)\s*(?:따른|따라|의한|의하여|의해|의거|근거|규정|정한|정하는)"
)
# The last word of a longer title.
_END_OF_TITLE = re.compile(
    r"(?:법률|기본법|보호법|특별법|특례법|기준법|관리법|진흥법|촉진법)(?:\s*시행(?:령|규칙))?$"
)
_BEFORE_TITLE = re.compile(r"\A.*(?:[은는]\s|[,.(:]\s*|(?:이|그)\s)", re.DOTALL)
_NO_LAW = re.compile(r"(?:방|수|용|문|어|요|기|사용|같은|동|관련|관계|해당|이|그|타)\s?법$")
_WHO_KEEPS = re.compile(r"^(?:회사|당사|저희|본원|본교|병원|공단|학교)[은는]\s+")
_ARTICLE = re.compile(r"\s*제\s*\d+\s*조.*$|\s*및\s*(?:같은|동)\s*법.*$|\s*등$")


@dataclass(frozen=True, slots=True)
class Term:
    """How long: an ISO 8601 period, counted from an event where one is said, or only an event."""

    period: str | None
    event: str | None


def read_term(text: str) -> Term | None:
    """The one period or event that ``text`` states; None for none, a range, or several periods."""
    words = _CALENDAR.sub(" ", unicodedata.normalize("NFKC", text))
    words = _HOW_FAST.sub("지체없이", words)
    if _RANGE.search(words):
        return None
    periods: list[str] = []
    matches = list(PERIOD_WORDS.finditer(words))
    end = -1
    for match in matches:
        number, unit = _number(match[1]), _unit(match[2])
        # "1년 6개월" is one period.
        if periods and not words[end : match.start()].strip() and _is_smaller(unit, periods[-1]):
            periods[-1] += f"{number}{unit}"
        else:
            periods.append(f"P{number}{unit}")
        end = match.end()
    if len(set(periods)) > 1:
        return None
    if periods:
        front = words[: matches[0].start()][-_LONGEST_EVENT:]
        start = _FROM.search(front)
        event = _AT_MOST.sub("", start.group()).strip(" <(") if start else ""
        if until := _WHILE_IN_FRONT.search(front):
            event = until["event"]
        elif (behind := _FROM_BEHIND.match(words, end)) and (not event or _DELETED.search(event)):
            return Term(periods[0], behind["event"].strip())
        event = _OF_WHAT_IN_JAPANESE.sub("", _OF_WHAT.sub("", event))
        event = _WHY.sub("", event)
        if not event and (leaving := _ON_LEAVING.search(front)):
            event = leaving["event"]
        # "After 30 days, photos are removed" says from no event.
        event = "" if event.casefold() in {"after", "from", "plus"} else event
        return Term(periods[0], None if _DELETED.search(event) else event or None)
    if not _EVENT.search(words) or _NO_EVENT.match(words) or _IS_ALLOWED.search(words):
        return None
    # "탈퇴 시까지 (단, 법령에 따라 보존하는 경우 그 기간)" ends when somebody leaves.
    rule = _EXCEPTION.split(text, maxsplit=1)[0].strip()
    rule = rule.strip(" ※*")
    return Term(None, rule if _EVENT.search(unicodedata.normalize("NFKC", rule)) else text.strip())


def split_exception(text: str) -> tuple[str, str]:
    """``text`` before and from "단, …", where the exception has a period of its own."""
    parts = _EXCEPTION.split(text, maxsplit=1)
    if len(parts) > 1 and parts[0].strip() and PERIOD_WORDS.search(parts[1]):
        return parts[0].strip(), parts[1].strip(" )）")
    return text, ""


def read_law(text: str, lexicon: Lexicon) -> str | None:
    """The law that ``text`` names: its title in the rulebook, or its words; None for several."""
    quoted = {key_of(name): name for name in _QUOTED_LAW.findall(text)}
    if len(quoted) > 1:
        return None
    if quoted:
        text = next(iter(quoted.values()))
    bare = _ARTICLE.sub("", _WHO_KEEPS.sub("", text.strip(" ()（）[]<>."))).strip()
    known = lexicon.law(bare)
    others = [
        name
        for name in _LAW_WORD.findall(bare)
        if name and not (known and key_of(name) in key_of(known))
    ]
    if known:
        return known if not others else None
    return bare if quoted or _LAW_NAME.fullmatch(bare) else _cited_law(text)


def names_law(text: str, lexicon: Lexicon) -> bool:
    """Whether ``text`` names a law, or several: "의료법 제22조, 국민건강보험법"."""
    parts = [text, *re.split(r"[,，;/·]|\s및\s", text)]
    return any(read_law(part, lexicon) is not None for part in parts)


def _cited_law(text: str) -> str | None:
    """The one law that a sentence says something is done by, as it writes it."""
    found: set[str] = set()
    for match in _CITED.finditer(text):
        name = " ".join(match["name"].split())
        if _END_OF_TITLE.fullmatch(name):
            front = _BEFORE_TITLE.sub("", text[: match.start()])
            name = " ".join(f"{front} {name}".split())
        if not _NO_LAW.search(name) and name not in {"법", "법률"}:
            found.add(name)
    return found.pop() if len(found) == 1 else None


def _is_smaller(unit: str, period: str) -> bool:
    return _LARGEST_FIRST.index(unit) > _LARGEST_FIRST.index(period[-1])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text.casefold()]


def _unit(text: str) -> str:
    return _UNITS[text.casefold().rstrip("s").removesuffix("間") if text != "週間" else text]
