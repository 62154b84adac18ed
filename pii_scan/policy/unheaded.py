"""Policies without headings: each sentence goes to the section that its verb belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pii_scan.policy.collection_sentences import FORM_COLLECTS
from pii_scan.policy.entries import Entry, entry_of, sentences
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.sections import Section
from pii_scan.policy.terms import read_term

# The first that is found decides. What is said of a duty of others, or of rights, is OTHER.
_SAID: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.OTHER, re.compile(
        r"요구할\s*수|열람.*(?:정정|삭제)|거부할\s*수|암호화|보호\s*책임자|방침을\s*(?:변경|개정)|방침은"
        r"|you (?:have the right|may (?:access|request|ask|opt))|this (?:policy|notice)"
        r"|cookie settings|data protection officer|encrypt", re.IGNORECASE)),
    (Topic.PROCESSORS, re.compile(
        r"위탁|service providers?|on our behalf|outsource|entrust", re.IGNORECASE)),
    (Topic.THIRD_PARTIES, re.compile(
        r"제\s*3\s*자|제공받는|\b(?:share|disclose|sell|transmit|transfer)s?\b.*\b(?:with|to)\b"
        r"|third part(?:y|ies)",
        re.IGNORECASE)),
    (Topic.RETENTION, re.compile(
        r"(?:보유|보관|보존)(?:하|되|됩|합|한)"
        r"|\b(?:retain|keep|kept|store)\b.*\b(?:for|until|as long)\b", re.IGNORECASE)),
    (Topic.DESTRUCTION, re.compile(
        r"파기|분쇄|삭제(?:하|합)|\b(?:destroy|shred|delete)", re.IGNORECASE)),
    (Topic.COLLECTION, re.compile(
        r"수집(?:하|합|되|됩|될|할|을|은)|(?:생성|입력)(?:되|됩|받)|입력\s받"
        r"|(?<!동의를)\s받(?:고\s있|습니다)|(?:필수|선택)[^.]{0,12}(?:정보|항목)[는은]\s[^.]+입니다"
        r"|\bcollects?\b|\breceives?\b|\bgathers?\b|you provide"
        r"|\bwe (?:also |may |will )*(?:need|process|record|ask|log)\b"
        r"|\bautomatically (?:records|logs)\b"
        r"|\bwe (?:also |may |will )*(?:store|save) (?=your |the )"
        rf"|{FORM_COLLECTS}",
        re.IGNORECASE)),
    (Topic.PURPOSES, re.compile(
        r"(?:이용|사용|활용)(?:하|합|됩|되)"
        r"|\buses? (?:it|them|this|that|these|your|the)\b", re.IGNORECASE)),
)  # fmt: skip

_KEPT = {Topic.RETENTION, Topic.DESTRUCTION}
_DETAILS = {Topic.PURPOSES, Topic.METHODS, Topic.RETENTION}
_DATA = re.compile(r"(?:(?:types?|categor(?:y|ies))of)?(?:personal)?(?:data|information)")
_ABOUT_DATA = re.compile(r"purpose|legalbasis|retention|storageperiod|why|howlong")
_RETENTION_LABEL = "Retention"
_DENIES = re.compile(r"\b(?:not|never)\b|지\s*(?:않|아니)", re.IGNORECASE)


def split_by_sentence(sections: Iterable[Section]) -> list[Section]:
    """``sections`` with the prose of those that are not understood parted by what it is about.

    For a text in which no heading says where the collected items are: a notice of one paragraph,
    or of paragraphs only. Sentences about the same that follow each other are one section.
    """
    parted: list[Section] = []
    for section in _whole(sections):
        if section.topic is not Topic.UNKNOWN:
            parted.append(section)
            continue
        if section.heading is not None and _is_activity(section):
            parted += _activity(section, section.heading)
            continue
        for entry in section.entries:
            for part in parts_of(entry):
                _append(parted, part)
    return parted


def _is_activity(section: Section) -> bool:
    """Whether a section called by what people do, "Customer account", says what that collects."""
    head = next((entry.cells for entry in section.entries if entry.cells), ())
    if _lists_data(head):
        return True
    said = [part for entry in section.entries for part in parts_of(entry) if part.is_sentence]
    return any(
        _topic_of_sentence(part) is Topic.COLLECTION and not _DENIES.search(part.text)
        for part in said
    )


def _is_detail(entry: Entry) -> bool:
    """Whether "Storage period: deleted after 14 days" is said of the point above."""
    return entry.label is not None and topic_of(entry.label) in _DETAILS


def _lists_data(head: Sequence[str]) -> bool:
    """Whether the head of a table says "Data | Purpose | Legal basis"."""
    keys = [key_of(cell) for cell in head]
    return any(map(_DATA.fullmatch, keys)) and any(map(_ABOUT_DATA.search, keys))


def _whole(sections: Iterable[Section]) -> list[Section]:
    """``sections``, with "Purpose: …" and "Retention: …" below an activity as parts of it."""
    whole: list[Section] = []
    for section in sections:
        above = whole[-1] if whole else None
        part = section.heading is None and section.topic in _DETAILS
        if part and above is not None and above.topic is Topic.UNKNOWN and above.heading:
            joined = Section(above.topic, above.heading, [*above.entries, *section.entries])
            if _is_activity(joined):
                whole[-1] = joined
                continue
        whole.append(section)
    return whole


def _activity(section: Section, heading: Entry) -> list[Section]:
    """The section as a collection point, with what it says of recipients and rights apart.

    How long its data is kept is said of the point.
    """
    point = Section(Topic.COLLECTION, heading)
    parted = [point]
    for part in (part for entry in section.entries for part in parts_of(entry)):
        says = part.is_sentence and part is not heading and not _is_detail(part)
        topic = _topic_of_sentence(part) if says else None
        term = read_term(part.text) if topic in _KEPT and part.label is None else None
        if term is not None:
            point.entries.append(replace(part, label=_RETENTION_LABEL, content=part.text))
        elif topic in {None, Topic.COLLECTION}:
            point.entries.append(part)
        else:
            parted.append(Section(topic, None, [part]))
    return parted


def parts_of(entry: Entry) -> Sequence[Entry]:
    """The sentences of ``entry``, each as an entry; itself where it is none."""
    if entry.cells or not entry.is_sentence:
        return [entry]
    return [entry_of(entry, sentence) for sentence in sentences(entry.text)]


def _append(parted: list[Section], entry: Entry) -> None:
    topic = _topic_of_sentence(entry) if entry.is_sentence else None
    last = parted[-1].topic if parted and parted[-1].heading is None else Topic.UNKNOWN
    # A line that is no sentence continues what the sentence above says: "… 수집합니다." / "- 이름".
    topic = topic or (last if not entry.is_sentence else Topic.UNKNOWN)
    if not parted or parted[-1].heading is not None or last is not topic:
        parted.append(Section(topic, None))
    parted[-1].entries.append(entry)


def _topic_of_sentence(entry: Entry) -> Topic | None:
    return next((topic for topic, said in _SAID if said.search(entry.text)), None)
