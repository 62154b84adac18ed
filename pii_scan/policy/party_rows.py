"""Tables of recipients that were copied as text with nothing but a space between their cells.

"수탁업체 위탁업무 내용" above "㈜가나 문자 발송": the head shows that each line is a row, and only
what has the form of a company, or is in Latin letters, shows where its first cell ends. A row that
shows no such thing stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pii_scan.policy.entries import Entry

_HEAD = re.compile(
    r"(?P<name>(?:개인정보(?:를)?\s?)?(?:위탁|제공|이전)(?:을|를)?\s?받는\s?(?:자|업체|회사|기관|곳)"
    r"|수탁\s?(?:업체|자|사|회사|기관)|위탁\s?(?:업체|회사|기관)|업체)\s?명?(?:\s?\([^()]{1,20}\))?"
    r"(?P<others>\s[가-힣·/\s]{2,80}(?:업무|내용|목적|항목|기간|국가|방법))"
)
# A head with more columns than these does not show which words of a row are the task.
_MORE_COLUMNS = re.compile(r"항목|국가|방법")
_FORM = r"(?:㈜|\(주\)|（주）)"
_LATIN = r"[A-Z][\w.&'’-]*(?:\s[A-Z][\w.&'’-]*){0,5}"
_NAME = re.compile(
    rf"(?P<name>(?:{_FORM}\s?|주식회사\s)[^\s,.:：()]{{1,20}}"
    rf"|[^\s,.:：()]{{1,20}}(?:{_FORM}|\s주식회사)"
    r"|[가-힣A-Za-z]{2,15}(?:택배|통운|페이먼츠|평가정보|시스템즈|커뮤니케이션즈?|네트웍스|로지스틱스)"
    rf"|{_LATIN},?\s(?:Inc|LLC|Ltd|Limited|Corp|GmbH)\b\.?"
    rf"|{_LATIN}(?=\s[가-힣(]))"
    r"(?:\s?[(（][^()（）]{2,80}[)）])?(?:\s+(?P<rest>\S.*))?"
)
# Short for a kind of work, and nobody's name: "SMS 발송".
_WORK = re.compile(r"(?:CS|SMS|LMS|MMS|PG|DB|IT|AS|TM|DM|CRM|IDC|CDN|ARS|VOC|PUSH|AI|App|Web)\b")
_UNTIL = re.compile(
    r"\s(?:이용\s?목적|제공\s?목적|목적\s?달성|위탁\s?계약|회원\s?탈퇴|서비스\s?(?:종료|해지)|계약\s?(?:종료|만료))"
)
_LONGEST_ROW = 300


def with_cells_parted(entries: Sequence[Entry]) -> list[Entry]:
    """``entries``, with the rows below such a head as those of a table of names and tasks."""
    parted: list[Entry] = []
    head: re.Match[str] | None = None
    for entry in entries:
        found = None if entry.cells or entry.style else _HEAD.fullmatch(entry.text)
        if found is not None:
            head = found
            parted.append(
                _row(entry, head["name"], "제공목적" if "제공" in head["name"] else "위탁업무")
            )
        elif head is None or entry.cells or entry.style or entry.is_sentence:
            head = None
            parted.append(entry)
        else:
            _add_row(parted, entry, head)
    return parted


def _add_row(parted: list[Entry], entry: Entry, head: re.Match[str]) -> None:
    tells_task = not _MORE_COLUMNS.search(head["others"])
    name = _name_of(entry.text)
    above = parted[-1].cells
    if name is not None:
        parted.append(_row(entry, name[0], name[1] if tells_task else ""))
    elif tells_task and above and not above[1]:
        # The task of a name that has a line to itself.
        parted[-1] = _row(parted[-1], above[0], _without_term(entry.text))
    else:
        parted.append(entry)


def _name_of(text: str) -> tuple[str, str] | None:
    match = _NAME.fullmatch(text) if len(text) <= _LONGEST_ROW else None
    if match is None or _WORK.match(match["name"]):
        return None
    return match["name"], _without_term(match["rest"] or "")


def _without_term(task: str) -> str:
    """``task`` without until when, which stands in the next cell."""
    term = _UNTIL.search(task)
    return task[: term.start()] if term else task


def _row(entry: Entry, name: str, task: str) -> Entry:
    return replace(entry, label=None, content=entry.text, cells=(name, task))
