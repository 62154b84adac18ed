"""Paragraphs of a policy that hold several of its lines, parted at their numbers and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pii_scan.policy.document import Line

_LONGEST_HEADING = 60
# A paragraph is longer than a line of a list, and a policy has more parts than its sentences.
_LONGEST_LINE = 200
_LONGEST_OF_LABELS = 1000
_FEWEST_PARTS = 3
# A part may end without a stop: "… 수업을 통한 영상 수집 3. 보유 기간".
_NUMBER_INSIDE = re.compile(
    r"(?:(?<=[.다요])\s+|^)(\d{1,2})\.\s+(?=\D)|(?<=[가-힣)])\s+(\d{1,2})\.\s+(?=[가-힣])"
)
# What such a part begins with, where no colon shows it: "3. 보유 및 이용기간 원생의 정보는 …".
_HEAD_OF_PART = re.compile(
    r"\d{1,2}\.\s+[가-힣][가-힣\s·ㆍ및,/]{2,40}(?:항목|방법|목적|기간|절차)(?=\s)"
)
# Its lists have dashes: "-수집항목 이름, 생년월일 -수집방법 방문".
_DASHED_LABEL = re.compile(
    r"\s+(?=[-–]\s?(?:수집|이용|처리|보유|보관|파기)\s?(?:항목|방법|목적|기간|절차)\s)"
)
# "Purpose: security. Legal basis: Art. 6(1)(f) GDPR. Storage period: 14 days." on one line.
_INLINE_LABELS = re.compile(
    r"(?<=[.;)])\s+"
    r"(?=(?:Purposes?|Legal bas[ie]s|(?:Storage|Retention)(?: period)?|Recipients?)\s?:)"
)
# "Logs: 12 months. Backups: 35 days. Messages: 2 years." on one line.
_LABELLED_SENTENCE = re.compile(r"(?<=[a-z)])\.\s+(?=[A-Z][\w ]{1,30}:\s)")
# The same of people: "As a client you: your name. As an owner: your email".
_OF_PEOPLE = re.compile(r"(?:^|(?<=[a-z)])\.\s+)(?=(?:As|For|If you are) an?\s[^.:]{3,60}:\s)")
_SENTENCE_END = re.compile(
    r"(?<=[다요]\.)\s*|(?<=。)\s*|(?<=[a-z)][.!?])(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[A-Z])|\s+(?=(?:단|다만),)"
)


def split_paragraph(line: Line) -> Iterator[Line]:
    """A policy all in one line, at its numbers 1. 2. 3. …, and labels in one line, at each."""
    labelled = _labelled_parts(line)
    if len(labelled) > 1:
        for text in labelled:
            yield replace(line, text=text)
        return
    starts: list[int] = []
    if len(line.text) > _LONGEST_LINE and not line.cells:
        for match in _NUMBER_INSIDE.finditer(line.text):
            if int(match[1] or match[2]) == len(starts) + 1:
                starts.append(match.start())
    if len(starts) < _FEWEST_PARTS:
        yield line
        return
    for start, end in pairwise([0, *starts, len(line.text)]):
        for part in _parts(line.text[start:end].strip()):
            yield replace(line, text=part)


def _parts(text: str) -> list[str]:
    """The lines that one numbered part is: its heading, and its sentences or its lists."""
    head, colon, rest = text.partition(":")
    # "1. 수집항목: 회사는 … 수집합니다." has its heading in front.
    if colon and 0 < len(head) <= _LONGEST_HEADING and not _SENTENCE_END.search(head):
        parts = [head + colon, *sentences(rest)]
    else:
        named = _HEAD_OF_PART.match(text)
        parts = [named.group()] if named else []
        parts += sentences(text[named.end() :] if named else text)
    pieces = [piece.strip() for part in parts for piece in _DASHED_LABEL.split(f" {part}")]
    return [piece for piece in pieces if piece]


def _labelled_parts(line: Line) -> list[str]:
    """The parts of a line that holds several labels, each with what it says; none of a row."""
    if line.cells:
        return []
    labelled = _INLINE_LABELS.split(line.text)
    if len(labelled) > 1:
        return labelled
    # A longer line is no list of a few labels.
    short = len(line.text) <= _LONGEST_OF_LABELS
    people = [part for part in _OF_PEOPLE.split(line.text) if part] if short else []
    if len(people) > 1:
        return people
    said = _LABELLED_SENTENCE.split(line.text) if short else []
    return said if len(said) >= _FEWEST_PARTS else []


def sentences(text: str) -> list[str]:
    """The sentences of ``text``; an exception that begins with 단 or 다만 is one of its own."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]
