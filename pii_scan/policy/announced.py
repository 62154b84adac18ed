"""What a line inside a section says comes below it, which is as good as a heading.

"개인정보의 수집 방법은 아래와 같습니다.", "다음과 같이 개인정보 처리를 위탁하고 있습니다."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.entries import Entry
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.lexicon import key_of

OF_PARTIES = {Topic.PROCESSORS, Topic.THIRD_PARTIES}
# Sections in which "수집항목: …" is no detail of something else.
OPEN = {Topic.UNKNOWN, Topic.OTHER, Topic.METHODS, Topic.PURPOSES}
_KEPT_BELOW = re.compile(
    r"(?:보관|보존|보유).{0,200}(?:아래|다음)|(?:아래|다음)[^.]{0,100}(?:보관|보존|보유)(?:하|할|되|될|됩|합|한)"
)
_BY_LAW = re.compile(r"(?:법령|법률|법규)[^.]{0,60}기간")
# "아래와 같이 개인정보 처리를 위·수탁하고 있습니다", wherever it stands.
ENTRUSTED_BELOW = re.compile(
    r"(?:다음|아래)[^.]{0,80}(?:위탁|위\s?[·ㆍ/]\s?수탁)(?:을|를)?\s?"
    r"(?:하고\s?있|합니다|하여|하며|하였|운영|처리하고)"
    # "개인정보처리 수탁자와 그 업무의 내용은 다음과 같습니다."
    r"|(?:수탁|위탁\s?받(?:은|는)\s)(?:자|업체|사|기관|회사)[^.]{0,40}[은는]\s(?:다음|아래)[과와]\s?같"
)
_GIVEN_BELOW = re.compile(
    r"(?:다음|아래)[^.]{0,60}제\s?3\s?자에게\s?(?:[가-힣]{1,6}\s)?제공(?:하고\s?있|합니다|됩니다)"
)
# The same in a section that is also about processors: "다음의 기관에 제공합니다".
_GIVEN_TO_THESE = re.compile(
    r"(?:다음|아래)(?:의)?\s?(?:각\s)?(?:기관|업체|회사|곳|자)(?:에|에게)\s[^.]{0,30}제공(?:하고\s?있|합니다|됩니다)"
)
_USED_BELOW = re.compile(r"(?:다음|아래)의?\s목적[^.]{0,20}(?:이용|활용|사용)(?:합|하)")
# "개인정보의 수집 방법은 아래와 같습니다." is as good as a heading.
_ABOUT_BELOW = re.compile(r"(?P<about>[^.,]{4,40}?)[은는]\s+(?:다음|아래)(?:과|와)\s*같")
# "다음과 같은 방법으로 개인정보를 수집합니다."
_METHODS_BELOW = re.compile(r"(?:다음|아래)(?:과|와|의)?\s*(?:같은\s*)?방법(?:으로|을|에)[^.]*수집")
_FILE = re.compile(r"파일(?:의)?(?:명|명칭|이름)$")
_ITEMS_OF_FILE = re.compile(r"(?:^|(?:보유|수집|처리|기록|개인정보)[^기]{0,12})항목$")
# "구분 | 수집 및 처리 항목 | 보유 기간", and not what a law has kept: "관련법령 | 수집 정보".
_ITEMS_COLLECTED = re.compile(r"수집[^기]{0,12}항목$")
_LAW = re.compile(r"법령|법률|보존근거|보존이유|보존사유")
_ANNOUNCED = {Topic.COLLECTION, Topic.METHODS, Topic.PURPOSES}
_HOW_DESTROYED = re.compile(r"(?:개인정보)?(?:의)?파기(?:의)?(?:절차|방법|기한)")


def announced_topic(entry: Entry, current: Topic) -> Topic | None:
    """The topic of what a line inside a section says comes below it: it is as good as a heading."""
    if (parties := _parties_below(entry, current)) is not None:
        return parties
    if current is Topic.RETENTION and _lists_files(entry.cells):
        return Topic.COLLECTION
    if entry.is_sentence and current is Topic.COLLECTION and _METHODS_BELOW.search(entry.text):
        return Topic.METHODS
    # "개인정보의 수집 방법은 아래와 같습니다" below the collected items.
    if entry.is_sentence and current in _ANNOUNCED and (said := _ABOUT_BELOW.match(entry.text)):
        topic = topic_of(said["about"])
        # "② 각각의 개인정보 처리 및 보유 기간은 다음과 같습니다" below the items.
        kept = topic is Topic.RETENTION and current is Topic.COLLECTION
        if kept or (topic in _ANNOUNCED and topic is not current):
            return topic
    # "법령에 따라 보존하는 경우는 다음과 같습니다" between the ways to destroy data, or elsewhere.
    by_law = current in OPEN and _BY_LAW.search(entry.text) is not None
    if entry.is_sentence and (by_law or current is Topic.DESTRUCTION):
        return Topic.RETENTION if _KEPT_BELOW.search(entry.text) else None
    return _details_of_retention(entry) if current is Topic.RETENTION else None


def _details_of_retention(entry: Entry) -> Topic | None:
    if entry.is_sentence and _USED_BELOW.search(entry.text):
        return Topic.PURPOSES
    destroys = entry.label is not None and _HOW_DESTROYED.fullmatch(key_of(entry.label))
    return Topic.DESTRUCTION if destroys else None


def _parties_below(entry: Entry, current: Topic) -> Topic | None:
    """Whom a sentence of a section about something else says to be listed below it."""
    if not entry.is_sentence or entry.cells:
        return None
    if current is Topic.PROCESSORS:
        given = _GIVEN_TO_THESE.search(entry.text) or _GIVEN_BELOW.search(entry.text)
        return Topic.THIRD_PARTIES if given else None
    if current is Topic.THIRD_PARTIES:
        return None
    if ENTRUSTED_BELOW.search(entry.text):
        return Topic.PROCESSORS
    return Topic.THIRD_PARTIES if _GIVEN_BELOW.search(entry.text) else None


def _lists_files(cells: Sequence[str]) -> bool:
    """Whether the head of a table says "개인정보파일 명 | 보유항목 | 보유기간".

    "구분 | 수집 항목 | 보유기간" is all that some policies say of what they collect.
    """
    keys = [key_of(cell) for cell in cells]
    if any(map(_FILE.search, keys)) and any(map(_ITEMS_OF_FILE.search, keys)):
        return True
    collected = any(map(_ITEMS_COLLECTED.match, keys))
    return len(keys) > 2 and collected and not any(map(_LAW.search, keys))  # noqa: PLR2004
