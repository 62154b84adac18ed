"""Video cameras (영상정보처리기기): how long what they record is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pii_scan.policy.entries import Entry, sentences
from pii_scan.policy.lexicon import key_of
from pii_scan.policy.terms import Term, read_term

_CAMERAS = re.compile(
    r"영상정보처리기기|영상정보(?:의)?처리|cctv|폐쇄회로|防犯カメラ", re.IGNORECASE
)
_DETAIL = re.compile(
    r"촬영|설치|영상정보|보관장소|보관기간|보유기간|관리책임자|접근권한|확인(?:방법|장소)|열람|운영"
)
_PERIOD_HEAD = re.compile(r"(?:보관|보유|보존|저장)기간|기간")
_PERIOD = re.compile(
    r"(?:보관|보유|보존|저장)\s*기간\s*[:：]?\s*(?:은\s|는\s)?(?P<said>[^/,;|]{1,40})"
)
_KEPT = re.compile(r"(?:보관|보유|보존|저장)(?:하|되|합|됩|$|\s*후)")
RECORDING = "영상정보"


def is_about_cameras(heading: Entry | None) -> bool:
    """Whether a section is about video cameras."""
    return heading is not None and _CAMERAS.search(key_of(heading.heading)) is not None


def is_of_recording(entry: Entry, heading: Entry | None) -> bool:
    """Whether a line below such a heading says more of the cameras, and opens no section."""
    if heading is None or entry is heading or not is_about_cameras(heading):
        return False
    below = entry.style != heading.style or not entry.style
    unmarked = heading.level is not None and entry.level is None
    counted = None not in {entry.ordinal, heading.ordinal}
    begins = counted and entry.ordinal != (heading.ordinal or 0) + 1
    below = below or unmarked or begins
    return below and _DETAIL.search(key_of(entry.heading)) is not None


def recording_term(heading: Entry | None, entries: Sequence[Entry]) -> tuple[Entry, Term] | None:
    """How long the section says its recordings are kept, and where; None where it says no one."""
    if not is_about_cameras(heading):
        return None
    found = [
        (entry, term)
        for place, entry in enumerate(entries)
        for text in _texts(entry, entries[:place])
        if (term := read_term(text)) is not None and term.period is not None
    ]
    return found[0] if len({term.period for _, term in found}) == 1 else None


def _texts(entry: Entry, above: Sequence[Entry]) -> list[str]:
    """The parts of a line, or the cell of a row, that say how long something is kept."""
    if entry.cells:
        heads = next((row.cells for row in above if row.cells), ())
        cells = [
            cell
            for head, cell in zip(heads, entry.cells, strict=False)
            if _PERIOD_HEAD.search(key_of(head))
        ]
        beside = entry.cells[1:] if _PERIOD_HEAD.fullmatch(key_of(entry.cells[0])) else ()
        return [*cells, *beside]
    if entry.label is not None and _PERIOD_HEAD.search(key_of(entry.label)):
        return [entry.content]
    stated = [match["said"] for match in _PERIOD.finditer(entry.text)]
    return stated or [part for part in sentences(entry.text) if _KEPT.search(part)]
