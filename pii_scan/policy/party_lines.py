"""Who does what, where a line or a sentence says it in words: "결제를 A사에, 배송을 B사에 위탁"."""

from __future__ import annotations

import re

from pii_scan.policy.entries import is_sentence
from pii_scan.policy.items import is_item_list, split_at_commas
from pii_scan.policy.lexicon import Lexicon
from pii_scan.policy.terms import read_term

_COMPANY = re.compile(
    r"\(주\)|㈜|주식회사|유한회사|\(유\)|\(재\)|株式会社|有限会社|合同会社|\b(?:inc|llc|ltd|corp|gmbh|co)\b\.?"
    r"|(?:대행|배송|운송|호스팅|통신|PG|VAN)사(?![가-힣])|은행|카드사|통신|택배|페이먼츠|텔레콤|통운|결제원|공사|공단|협회|재단|보험|증권",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"대행|결제|배송|발송|상담|알림톡|서버|문자|메일|채팅|통계|운영|관리|인증|호스팅|클라우드|추심|유지|보수|개발|보관|분석|확인|업무|지원|조사|이벤트|마케팅|설치|시스템|인프라"
    r"|서비스\s*(?:제공)?$|전송|처리|제작|수리|접수|교육|정산|청구|발급|심사|hosting|payment|delivery|support|analytics|processing|service|database|\bCDN\b|storage|monitoring"
    r"|配送|決済|業務|運営|管理|代行",
    re.IGNORECASE,
)
_HANGUL = re.compile("[가-힣]")
_WITH_BRACKET = re.compile(r"(.+?)\s*[(（]([^()（）]{2,})[)）](?:\s*등)?")
_DASHED = re.compile(r"(.+?)\s+(?:[-–—→|]|->)\s*(.+)")
_NAMED_BEFORE_DASH = re.compile(
    r"(?P<name>[A-Z][\w.&'’-]*(?: (?:[+&/]|[A-Z(][\w.&'’()-]*)){0,6})\s[—–]\s"
    r"(?P<task>[a-z가-힣][^.;]{3,200})"
)
_FORMED = re.compile(
    r"(?P<name>(?:㈜|\(주\)|（주）|주식회사\s)\s?[^\s,.:：()]{1,20}"
    r"|[^\s,.:：()]{1,20}(?:㈜|\(주\)|（주）|주식회사))\s+(?P<task>[^:：(（\s][^:：]{1,79})"
)
_LONGEST_DASHED_NAME = 60
# "Cookies are set by providers including Acme" is the beginning of a sentence, and no name.
_RUNNING_WORDS = re.compile(r"(?:\b[a-z]{2,}\s){3}")
_NEXT_LABEL = re.compile(r"(?<=[.;)다])\s+(?=[가-힣A-Za-z·\s]{2,20}:)")
_SLASHED = re.compile(r"\s+[/|]\s+")
_GIVEN_AWAY = r"(?:위탁|맡(?:기|겨|긴))"
_TAIL_OF_ENTRUSTING = re.compile(
    rf"\s*(?:에게|에|로|으로|[을를])?\s+[^()（）]*{_GIVEN_AWAY}[^()（）]*$"
)
_ENTRUSTS = re.compile(rf"에(?:게)?\s+(?:업무를\s+|처리를\s+)?{_GIVEN_AWAY}[^,]*$")
_USES = re.compile(r"[을를]\s+(?:사용|이용|쓰|씁)[^,]*$")
_SUBJECT = re.compile(r"^\S{1,20}[은는]\s+")
# "원활한 서비스 제공을 위해 결제(A사), 배송(B사)에 위탁합니다" says first what for.
_WHAT_FOR = re.compile(r"^[^,()]{2,40}[을를]\s위(?:해|하여)\s+(?=[^,()]{2,20}\()")
_SLASH_BETWEEN = re.compile(r"\s?/\s?")
# "서비스 운영을 위해 다음 외부 서비스를 이용합니다: A(인증), B(결제)" announces its list.
_ANNOUNCES = re.compile(
    r"^[^:：(（]{4,120}(?:니다|다음|아래|같음|following|include|including"
    r"|processors|providers|vendors|suppliers|subcontractors)\s?[:：]\s*"
)
_TASK_TO_NAME = re.compile(
    r"(?P<task>[^을를]{2,40}?)[을를은는]\s+(?P<name>\S[^을를]{1,30}?)"
    rf"(?:(?:에게|에)(?:\s+(?:업무를\s+|처리를\s+)?{_GIVEN_AWAY}[^,]*)?)?"
)
# "A사에 문자 발송 업무를, B사에 배송을 위탁합니다".
_NAME_TO_TASK = re.compile(
    r"(?P<name>\S[^을를]{0,40}?)(?:에게|에)\s+(?P<task>[^을를]{2,40}?)(?:\s*업무)?[을를]"
    rf"(?:\s+(?:각각\s+)?{_GIVEN_AWAY}[^,]*)?"
)
# "결제 처리를 위해 A사에, 문자 발송을 위해 B사에 위탁합니다".
_FOR_TASK_TO_NAME = re.compile(
    r"(?P<task>[^을를]{2,40}?)[을를]\s위(?:해|하여)\s(?P<name>\S[^을를\s]{1,30}?)(?:에게|에)"
    rf"(?:\s[^,]*?{_GIVEN_AWAY}[^,]*)?"
)
# "결제는 A사, 알림톡은 B사를 씁니다".
_TASK_BY_NAME = re.compile(
    r"(?P<task>[^을를은는]{2,30}?)[은는]\s+(?P<name>\S[^을를]{1,30}?)(?:[을를]\s+(?:사용|이용|쓰|씁)[^,]*)?"
)
_JOINS = re.compile(
    r"^and\s+|^(?:we|our|the)\s[^()]{2,80}?\s(?:with|to|use|using|on|including|by|through)\s(?=[A-Z])",
    re.IGNORECASE,
)
# "… and a payment processor once billing starts (cards)" names nobody.
_NO_NAME = re.compile(r"(?:an?|the|our|any|other|some)\s", re.IGNORECASE)
_BOTH = re.compile(r"(?<=[가-힣\w)㈜])[와과]\s+|\s+및\s+")
# Words that name nobody: "외부 전문업체에 위탁합니다".
_NOBODY = re.compile(
    r"외부|업체$|회사$|제\s*3자|타인|기관$|아래|다음|위해|위하여|다른|누구|해당|(?:하|되)기$|다$"
)
_LONGEST_NAME = 3
# A longer sentence lists nobody, and trying every place in it would take long.
_LONGEST_READ = 1000
# An organisation that a law makes the recipient: "건강보험심사평가원에 … 제공".
_GIVEN = re.compile(
    r"(?:[^,]*?에\s*(?:따른|따라|의한|의하여|의거하여?)\s+)?"
    r"(?P<name>(?:관할\s+)?[가-힣A-Za-z()㈜]{2,20}"
    r"(?:원|공단|청|부|처|소|위원회|협회|재단|은행|센터|공사|법원|경찰서|보건소|학교|병원|특별시|광역시))"
    r"에(?:게)?\s+(?P<what>(?!의한|따른|따라|관한|대한|있어|한하여).+?)\s*"
    r"(?:제공|신고|통보|보고|제출)(?:합니다|함)?[.]?"
)


def task_like(text: str) -> int:
    """How much ``text`` speaks for a task (1), and how much for the name of a company (-1)."""
    return bool(_TASK.search(text)) - bool(_COMPANY.search(text))


def names_company(text: str) -> bool:
    """Whether ``text`` has the form of a company, or its last word."""
    return _COMPANY.search(text) is not None


def is_task_in_brackets(name: str, bracket: str) -> bool:
    """Whether "A (결제)" is a name with its task; words without Korean are a name."""
    named = bool(_TASK.search(name) and _HANGUL.search(name))
    return _TASK.search(bracket) is not None and not named


def split_dash(text: str) -> tuple[str, str] | None:
    """The two sides of "A사 - 결제" or "결제 → A사"."""
    match = _DASHED.fullmatch(text)
    return (match[1].strip(), match[2].strip()) if match else None


def described_behind_dash(text: str) -> tuple[str, str, list[tuple[str, str]]] | None:
    """The name, the task and the labels of "A Inc. — 저장. 이전 국가: 미국. 보유: 탈퇴 시까지."."""
    dashed = split_dash(text)
    if dashed is None or len(dashed[0]) > _LONGEST_DASHED_NAME or task_like(dashed[0]) > 0:
        return None
    task, *labelled = _NEXT_LABEL.split(dashed[1])
    parts = [part.partition(":") for part in labelled]
    if not parts or not task.strip() or ":" in task:
        return None
    said = [(label.strip(), value.strip(" .")) for label, _, value in parts]
    return dashed[0], task.strip(" ."), said


def split_bracket(text: str) -> tuple[str, str] | None:
    """What stands before the brackets at the end of ``text``, and what in them."""
    match = _WITH_BRACKET.fullmatch(text)
    return (match[1].strip(), match[2].strip()) if match else None


def named_before_dash(text: str) -> tuple[str, str] | None:
    """The name and the task of "Acme — hosting, and the edge network. It runs …"."""
    match = _NAMED_BEFORE_DASH.match(text)
    return (match["name"], match["task"].strip()) if match else None


def named_in_front(text: str) -> tuple[str, str] | None:
    """The company and its task in "㈜가나 문자 발송 대행", a row of a table copied as text.

    Only what has the form of a company is sure to end where its task begins.
    """
    match = _FORMED.fullmatch(text) if not is_sentence(text) else None
    return (match["name"], match["task"]) if match and _TASK.search(match["task"]) else None


def split_slashes(text: str) -> list[str]:
    """The parts of "국세청 / 연말정산 / 이름, 주민등록번호 / 5년"."""
    return [part.strip() for part in _SLASHED.split(text) if part.strip()]


def named_with_tasks(text: str) -> list[tuple[str, str]]:
    """Pairs of a name and a task out of one line or sentence that says both of several.

    "A(배송), B(결제)에 위탁합니다" and "배송을 A에, 결제를 B에 위탁합니다". Nothing where any part
    of the list reads otherwise, so that no words of a sentence become a name.
    """
    if len(text) > _LONGEST_READ:
        return []
    text = _ANNOUNCES.sub("", text)
    said = _WHAT_FOR.sub("", _SUBJECT.sub("", text)) if is_sentence(text) else text
    parts = split_at_commas(_TAIL_OF_ENTRUSTING.sub("", said))
    pairs = [pair for part in parts if (pair := split_bracket(_bare(part)))]
    named = [pair for pair in pairs if not _NO_NAME.match(pair[0])]
    tasks = sum(bool(_TASK.search(task)) for _, task in named)
    if len(parts) > 1 and len(pairs) == len(parts) and named and tasks * 2 >= len(named):
        return [] if any(_RUNNING_WORDS.search(name) for name, _ in pairs) else named
    if len(parts) > 1 and len(pairs) == len(parts) and (tasked := _named_in_brackets(pairs)):
        return tasked
    # "배송은 A사에 맡깁니다" begins with the task, "회사는 배송을 …" with who gives it away.
    return _in_sentence(said) or _in_sentence(text) if is_sentence(text) else []


def _named_in_brackets(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of "결제(A사), 서버(B사/C사)", where each task stands in front of who does it."""
    tasks = [(task, names) for task, names in pairs if _HANGUL.search(task) and _TASK.search(task)]
    if len(tasks) < len(pairs) or any(_TASK.search(names) for _, names in pairs):
        return []
    return [(_SLASH_BETWEEN.sub(", ", names), task) for task, names in tasks]


def _bare(part: str) -> str:
    """A part of "We share it with A (hosting), and B (payments)." without what joins it."""
    return _JOINS.sub("", part.rstrip("."))


def _in_sentence(said: str) -> list[tuple[str, str]]:
    parts = [part.rstrip(". ") for part in split_at_commas(said)]
    if len(parts) > 1 and (pairs := _each(_FOR_TASK_TO_NAME, parts)):
        return pairs
    # "결제는 A사, 배송은 B사에 위탁": the last says that it is given to somebody.
    if _ENTRUSTS.search(said):
        return _each(_TASK_TO_NAME, parts)
    if re.search(rf"[을를]\s+(?:각각\s+)?{_GIVEN_AWAY}", said):
        return _each(_NAME_TO_TASK, parts)
    return _each(_TASK_BY_NAME, parts) if len(parts) > 1 and _USES.search(said) else []


def _each(pattern: re.Pattern[str], parts: list[str]) -> list[tuple[str, str]]:
    """The pairs that ``pattern`` reads in ``parts``; nothing where it does not read one of them."""
    matches = [pattern.fullmatch(part) for part in parts]
    pairs = [
        (_BOTH.sub(", ", match["name"].strip()), match["task"].strip())
        for match in matches
        if match and _TASK.search(match["task"]) and _names_somebody(match["name"])
    ]
    return pairs if len(pairs) == len(matches) else []


def given_by_law(text: str) -> tuple[str, str] | None:
    """The authority and what for, of "국민건강보험법에 따른 건강보험심사평가원에 … 제공"."""
    match = _GIVEN.fullmatch(text.strip()) if len(text) <= _LONGEST_READ else None
    return (match["name"], match["what"]) if match else None


def by_content(parts: list[str], lexicon: Lexicon) -> tuple[str | None, str | None, str | None]:
    """What each of ``parts`` says of a party beside its name: its task, the items, until when."""
    task: str | None = None
    items: str | None = None
    until: str | None = None
    for part in parts:
        if items is None and is_item_list(part, lexicon):
            items = part
        elif until is None and read_term(part) is not None:
            until = part
        elif task is None:
            task = part
        else:
            task = f"{task}, {part}"
    return task, items, until


def _names_somebody(name: str) -> bool:
    return len(name.split()) <= _LONGEST_NAME and not _NOBODY.search(name.strip())
