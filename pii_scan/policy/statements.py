"""Sections that are lists of statements: purposes, methods of collection, destruction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.declaration import Destruction, Purpose
from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.items import split_at_commas
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.sections import Section

_INTRODUCTION = re.compile(r"다음|아래|같습니다|following|below")
# "홈페이지, 서면양식, 전화" lists ways; a longer part is a clause of one way.
_LONGEST_WAY = 25
_PROCEDURE = re.compile(r"파기(?:의)?(?:절차|기한)|procedure")
_METHOD = re.compile(r"파기(?:의)?방법|method")
# What a sentence says by itself, where nothing above it says what follows.
_HOW = re.compile(
    r"분쇄|파쇄|소각|용해|포맷|덮어쓰|(?:재생|복구|복원)(?:이|할\s*수)?\s*(?:없|불가)|영구\s*(?:적으로\s*)?삭제"
    r"|\b(?:shred|incinerat|overwrit|irreversibl|unrecoverabl)",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(r"승인을|사유가\s*발생한|별도의\s*(?:DB|데이터베이스|서류|공간)|\bapprov")


def read_purposes(sections: Sequence[Section]) -> list[Purpose]:
    """Each purpose with the lines that explain it.

    A marked line begins one; lines without a mark, or marked in another way below it, explain it.
    """
    purposes: list[Purpose] = []
    for section in sections:
        style: str | None = None
        label, texts = "", list[str]()
        for entry in _said(section):
            explains = style is not None and (entry.style == "" or entry.style != style)
            if entry.label is not None and topic_of(entry.label) is Topic.PURPOSES:
                purposes += [Purpose(label=part) for part in split_at_commas(entry.content)]
            elif explains and not (entry.style == "" and style == ""):
                texts.append(entry.text)
            elif not (entry.is_sentence and _INTRODUCTION.search(entry.text)):
                if style is not None:
                    purposes.append(Purpose(label=label, text=" ".join(texts)))
                style = entry.style
                label = entry.heading
                texts = [entry.content] if entry.label is not None and entry.content else []
        if style is not None:
            purposes.append(Purpose(label=label, text=" ".join(texts)))
    return list(dict.fromkeys(purposes))


def read_methods(sections: Sequence[Section]) -> list[str]:
    """How data is collected, one way each; a line may list several, with commas."""
    methods: list[str] = []
    for section in sections:
        for entry in _said(section):
            if entry.is_sentence and _INTRODUCTION.search(entry.text):
                continue
            labelled = entry.label is not None and topic_of(entry.label) is Topic.METHODS
            text = entry.content if labelled else entry.text
            parts = split_at_commas(text)
            if not entry.is_sentence and max(map(len, parts), default=0) <= _LONGEST_WAY:
                methods += parts
            else:
                methods.append(text)
    return list(dict.fromkeys(methods))


def read_destruction(sections: Sequence[Section]) -> Destruction:
    """The statements under "파기절차" and under "파기방법"."""
    procedure: list[str] = []
    methods: list[str] = []
    for section in sections:
        target = _target(section.heading.heading, procedure, methods) if section.heading else None
        for entry in _said(section):
            named = _target(entry.heading, procedure, methods) if entry.label is not None else None
            if named is not None:
                target = named
            elif entry.can_be_heading:
                announced = _target(entry.heading, procedure, methods)
                if announced is not None:
                    target = announced
                    continue
            text = entry.content if named is not None else entry.text
            if target is None and entry.is_sentence:
                for sentence in sentences(text):
                    _said_by_itself(sentence, procedure, methods)
            if target is not None and text and not _INTRODUCTION.search(text):
                target.append(text)
    return Destruction(procedure=tuple(procedure), methods=tuple(methods))


def _said_by_itself(sentence: str, procedure: list[str], methods: list[str]) -> None:
    if _HOW.search(sentence):
        methods.append(sentence)
    elif _BY_WHOM.search(sentence):
        procedure.append(sentence)


def _target(words: str, procedure: list[str], methods: list[str]) -> list[str] | None:
    """The list that a heading announces; None where it announces both or neither."""
    key = key_of(words)
    announced = [
        target
        for target, pattern in ((procedure, _PROCEDURE), (methods, _METHOD))
        if pattern.search(key)
    ]
    both = "절차및방법" in key or len(announced) != 1
    return None if both else announced[0]


def _said(section: Section) -> list[Entry]:
    return [entry for entry in section.entries if entry is not section.heading]
