"""What a table is about by its head alone, where no heading stands above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.tables import is_head

# "성명 | 소속 | 직위 | 연락처" are the people in charge, "기관명 | 홈페이지 | 전화" is where to
# complain.
_WHO = re.compile(r"이름|성명|담당자|책임자|기관(?:명)?")
_POSITION = re.compile(r"직위|직책|직급|소속|부서|홈페이지")
_REACHED = re.compile(r"연락처|전화|이메일|문의")
_LAW = re.compile(r"법령|법률|근거|사유")
_PERIOD = re.compile(r"기간")
_WHY = re.compile(r"목적|구분|시점|필수|선택")
_KIND = re.compile(r"(?:(?:personal)?data|records?|information)(?:types?|categor(?:y|ies))?")
_KEPT = re.compile(r"(?:retention|storage)(?:periods?|time)?|howlong.*|keptfor")
_LISTS = re.compile(r"purpose|examples?|items?|elements?|collected|source|recipients?|^why|^use")
_FEWEST_OF_PEOPLE = 3
# As a heading, these words say too little.
_PERSONAL = re.compile(r"(?:your)?personal(?:information|data)")


def _keeps_kinds(keys: Sequence[str]) -> bool:
    """Whether a head in English says of kinds of data how long they are kept, and lists none."""
    kinds = sum(_KIND.fullmatch(key) is not None for key in keys)
    kept = sum(_KEPT.fullmatch(key) is not None for key in keys)
    return kinds == 1 and kept > 0 and not any(map(_LISTS.search, keys))


def topics_of_cells(cells: Sequence[str]) -> set[Topic | None]:
    """What the cells of a row are about, as the head of a table: "Personal data | Purpose"."""
    topics = {topic_of(cell) for cell in cells}
    if topics - {None} and any(_PERSONAL.fullmatch(key_of(cell)) for cell in cells):
        topics.add(Topic.COLLECTION)
    return topics


def topic_of_head(cells: Sequence[str]) -> Topic | None:
    """The topic of a table with this head; None for a row that is no head, or says too little."""
    keys = [key_of(cell) for cell in cells if cell]
    people = all(any(map(said.match, keys)) for said in (_WHO, _POSITION, _REACHED))
    if people and len(keys) >= _FEWEST_OF_PEOPLE:
        return Topic.OTHER
    if _keeps_kinds(keys):
        return Topic.RETENTION
    if not is_head(cells):
        return None
    topics = {topic_of(cell) for cell in cells if cell}
    for topic in (Topic.PROCESSORS, Topic.THIRD_PARTIES):
        if topic in topics:
            return topic
    says_why = any(map(_WHY.search, keys))
    if not says_why and any(map(_LAW.search, keys)) and any(map(_PERIOD.search, keys)):
        return Topic.RETENTION
    return Topic.COLLECTION if says_why and Topic.COLLECTION in topics else None
