"""How long records are kept: periods, events, reasons and laws out of a policy's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pii_scan.policy.declaration import Unplaced
from pii_scan.policy.entries import Entry, is_sentence, sentences, split_label
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.sections import Section, tables
from pii_scan.policy.tables import read_table

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "십": 10,
}  # fmt: skip
_UNIT = {"년": "Y", "개월": "M", "달": "M", "월간": "M", "월": "M", "주일": "W", "주간": "W", "주": "W", "일": "D",
         "year": "Y", "month": "M", "week": "W", "day": "D"}  # fmt: skip
_ONE_PERIOD = re.compile(
    r"(?<![\d.,~\-])(\d{1,3}|(?<![가-힣])[일이삼사오육십](?=\s*(?:년|개월))"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))\s*\(?\s*(?:\d{1,2}\s*\)\s*)?"
    r"(년(?!\s*\d{1,2}\s*월\s*\d)|개월|달|월간|월(?!\s*\d|까지|말|에)|주일|주간|주(?![가-힣])|일(?!\s*이?\s*전)|years?|months?|weeks?|days?)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d\s*[~\-∼]\s*\d+\s*(?:년|개월|주|일|year|month|day)", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:탈퇴|해지|종료|철회|달성|완료|파기|삭제|요청|만료|폐업|퇴사|졸업|처리|마감|해제|소멸|정산|해결).{0,12}?(?:시|때|까지|후|즉시|날)"
    r"|(?:시|때|날|일|종료)까지|즉시|지체없이|영구|준영구|until|upon|as long as|permanent",
    re.IGNORECASE,
)
_FROM = re.compile(r"[^,.;()]*?(?:로부터|으로부터|부터|이후|후|after|from)[\s<(]*$", re.IGNORECASE)
_BASIS = re.compile(r"방침|규정|동의|약관|법률|법$|법\s|시행령|정책|계약|분쟁|방지|consent|policy|act\b|law", re.I)
_QUOTED_LAW = re.compile(r"[「『｢]([^」』｣]{2,80})[」』｣]")
_LAW_NAME = re.compile(
    r"[가-힣·ㆍ,\s()]*(?:법률|시행령|(?<![방문수용])법)(?=$|[\s,.)제에의상을및]|(?:\s*제\d))"
)
_LAW_WORD = re.compile(r"[가-힣]*(?<![방문])법(?=$|[\s,.)]|에|의|상\s|\s*제\d)")
_ARTICLE = re.compile(r"\s*제\s*\d+\s*조.*$|\s*및\s*(?:같은|동)\s*법.*$|\s*등$")
_INTRODUCTION = re.compile(r"다음|아래|각호|각\s*호|following|below|같습니다|같음")
_RECORDS = re.compile(r"(?:기록|정보|자료|서류|로그|내역|이력|일체|장부|records?|data|information|logs?)$", re.I)
_INTERNAL = re.compile(r"(?:회사\s*)?내부\s*(?:방침|규정|정책)")
_ACCORDING = r"\s*(?:제\s*\d+\s*조[^가-힣]*)?(?:에|의)?\s*(?:따른|의한|의거하여|의거한?|따라|근거)"
_REASON = re.compile(r"^.*?" + _ACCORDING + r"\s*")


class Column(StrEnum):
    """What a column of a retention table, or a label, is about."""

    RECORD = "record"
    PERIOD = "period"
    BASIS = "basis"


COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PERIOD, re.compile(r"기간|기한|연한|period|retention|howlong")),
    (Column.BASIS, re.compile(r"근거|법령|법률|이유|사유|목적|basis|law|reason|purpose")),
    (Column.RECORD, re.compile(r"항목|기록|정보|대상|구분|내용|자료|record|data|category|type")),
)
_LABELS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    (Column.PERIOD, re.compile(r"(?:개인정보(?:의)?)?(?:보유|보존|보관|이용|처리|유지)?(?:및|·|/)?(?:보유|보존|보관|이용)?(?:기간|기한|연한)|retentionperiod|period")),
    (Column.BASIS, re.compile(r"(?:보유|보존|보관|관련|관계|근거|법적|법령)?(?:이유|근거|사유|법령|법률|목적)|(?:legal)?basis|reason")),
    (Column.RECORD, re.compile(r"(?:개인정보(?:의)?)?(?:보유|보존|보관|수집)?(?:하는)?(?:개인)?(?:항목|정보|기록|대상|내용)|records?|data")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """How long: an ISO 8601 period, counted from an event where one is said, or only an event."""

    period: str | None
    event: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """One retention rule as read. ``record`` is None for a kind that is not known."""

    label: str
    record: str | None
    period: str | None
    event: str | None
    basis: str | None
    law: str | None


@dataclass(slots=True)
class _Draft:
    label: str
    line: int
    record: str | None = None
    terms: list[Term] = field(default_factory=list)
    basis: str | None = None
    law: str | None = None
    # The heading of a group is a record only where a term follows at once.
    is_group: bool = False


def read_term(text: str) -> Term | None:
    """The one period or event that ``text`` states; None for none, a range, or several periods."""
    words = unicodedata.normalize("NFKC", text)
    matches = list(_ONE_PERIOD.finditer(words))
    if _RANGE.search(words):
        return None
    periods = []
    end = -1
    for match in matches:
        part = f"{_number(match[1])}{_unit(match[2])}"
        # "1년 6개월" is one period.
        if periods and not words[end : match.start()].strip() and part[-1] != periods[-1][-1]:
            periods[-1] += part
        else:
            periods.append(f"P{part}")
        end = match.end()
    if len(set(periods)) > 1:
        return None
    if periods:
        start = _FROM.search(words[: matches[0].start()])
        return Term(periods[0], start.group().strip(" <(") or None if start else None)
    return Term(None, text.strip()) if _EVENT.search(words) else None


def read_law(text: str, lexicon: Lexicon) -> str | None:
    """The law that ``text`` names: its title in the rulebook, or its words; None for several."""
    quoted = {key_of(name): name for name in _QUOTED_LAW.findall(text)}
    if len(quoted) > 1:
        return None
    if quoted:
        text = next(iter(quoted.values()))
    bare = _ARTICLE.sub("", text.strip(" ()（）[]<>.")).strip()
    known = lexicon.law(bare)
    others = [name for name in _LAW_WORD.findall(bare) if name and not (known and key_of(name) in key_of(known))]
    if known:
        return known if not others else None
    return bare if quoted or _LAW_NAME.fullmatch(bare) else None


def read_retention(section: Section, lexicon: Lexicon) -> tuple[list[Kept], list[Unplaced]]:
    """The rules of a retention section, and what names a record or a period but gives no rule."""
    reader = _Reader(lexicon)
    for block in tables(section.entries):
        if isinstance(block, list):
            reader.table(block)
        elif block is not section.heading:
            reader.entry(block)
    return reader.finish()


def kept_as(label: str, term_text: str, lexicon: Lexicon) -> Kept | None:
    """A rule for ``label`` out of the words after "보유기간:"; None where they state no term."""
    term = read_term(term_text)
    if term is None:
        return None
    return Kept(label, lexicon.record(label), term.period, term.event, None, None)


class _Reader:
    """Gathers what several lines say of one record."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._drafts: list[_Draft] = []
        self._unplaced: list[Unplaced] = []
        self._open: _Draft | None = None
        # What a heading says of all that follows it.
        self._basis: str | None = None
        self._law: str | None = None

    def entry(self, entry: Entry) -> None:
        if entry.label is not None and not is_sentence(entry.label):
            self._labelled(entry.label, entry.content, entry)
        elif entry.is_sentence:
            self._prose(entry)
        else:
            self._line(entry)

    def table(self, rows: Sequence[Entry]) -> None:
        read = read_table(rows, COLUMNS, {Column.PERIOD})
        if read is None:
            for row in rows:
                self._row(row)
            return
        for row, cells in read:
            draft = self._start(cells.get(Column.RECORD) or "", row.line)
            self._basis_of(draft, cells.get(Column.BASIS, ""))
            self._term_of(draft, cells.get(Column.PERIOD, ""))
            if not draft.label:
                draft.label = draft.basis or row.text

    def finish(self) -> tuple[list[Kept], list[Unplaced]]:
        kept = []
        for draft in self._drafts:
            terms = set(draft.terms)
            if len(terms) == 1:
                term = terms.pop()
                named = self._lexicon.records_in(draft.label) or [None]
                kept += [
                    Kept(draft.label, record, term.period, term.event, draft.basis, draft.law)
                    for record in ([draft.record] if draft.record else named)
                ]
            elif terms or not draft.is_group:
                self._unplaced.append(Unplaced(text=draft.label, line=draft.line))
        return kept, self._unplaced

    def _row(self, row: Entry) -> None:
        """A row of a table without a head: the cell with a period, and the record before it."""
        cells = [cell for cell in row.cells if cell]
        terms = [cell for cell in cells if (term := read_term(cell)) and term.period]
        rest = [cell for cell in cells if cell not in terms]
        if len(terms) != 1 or not rest:
            self._unplaced.append(Unplaced(text=row.text, line=row.line))
            return
        draft = self._start(rest[0], row.line)
        for cell in rest[1:]:
            self._basis_of(draft, cell)
        self._term_of(draft, terms[0])

    def _labelled(self, label: str, content: str, entry: Entry) -> None:
        key = key_of(label)
        column = next((c for c, pattern in _LABELS if pattern.fullmatch(key)), None)
        inner, rest = split_label(content)
        if column is not Column.PERIOD and inner is not None and read_term(rest):
            # "관련법령 : 1) 소비자의 불만 또는 분쟁처리에 관한 기록 : 3년"
            if column is Column.BASIS:
                label, content = re.sub(r"^\d+\)\s*", "", inner), rest
            column = None
        if column is Column.RECORD:
            self._open = self._start(content, entry.line) if content else None
        elif column is Column.BASIS:
            self._basis_label(content)
        elif column is Column.PERIOD:
            draft = self._open or self._start(label, entry.line)
            self._term_of(draft, content)
        elif content:
            self._rule(label, content, entry)
        else:
            self._line(entry)

    def _basis_label(self, content: str) -> None:
        if self._open is not None and (not self._open.terms or self._open.basis is None):
            self._basis_of(self._open, content)
        else:
            self._open = None
            self._basis, self._law = content or None, read_law(content, self._lexicon)

    def _rule(self, label: str, content: str, entry: Entry) -> None:
        """"기록 : 5년 (법률)", or "기록 : 내부 방침" with its period on the next line."""
        has_term = bool(_ONE_PERIOD.search(unicodedata.normalize("NFKC", content)) or read_term(content))
        has_basis = bool(_BASIS.search(content))
        if not has_term and not has_basis and self._lexicon.record(label) is None:
            self._unplaced.append(Unplaced(text=entry.text, line=entry.line))
            return
        draft = self._open = self._start(label, entry.line)
        self._whole(draft, content)

    def _whole(self, draft: _Draft, content: str) -> None:
        """A period with its reason beside it or in brackets."""
        period = _ONE_PERIOD.search(unicodedata.normalize("NFKC", content))
        if period is None and read_term(content) is None:
            self._basis_of(draft, content)
            return
        parts = [p for p in re.split(r"[()（）,，]|\s-\s|\s/\s", content) if p and p.strip()]
        reasons = [p.strip() for p in parts if read_term(p) is None and _BASIS.search(p)]
        if len(reasons) > 0:
            self._basis_of(draft, max(reasons, key=len))
        elif (law := read_law(content, self._lexicon)) is not None:
            draft.basis = draft.law = law
        self._term_of(draft, content)

    def _line(self, entry: Entry) -> None:
        """A line without a label: a record whose period follows, a rule, or a reason for the next."""
        text = entry.heading
        term = read_term(text)
        if term is not None and term.period:
            label = self._before_period(text)
            if label:
                self._whole(self._start(label, entry.line), text)
                self._open = None
                return
            if self._open is not None and not self._open.terms:
                self._whole(self._open, text)
                return
        law = read_law(_without_reason(text), self._lexicon)
        internal = _INTERNAL.search(text)
        if law is not None or internal:
            self._law, self._basis = law, law or (internal.group() if internal else None)
            after = _REASON.sub("", text)
            self._open = None
            if _RECORDS.search(text):
                self._open = self._start(after, entry.line)
                self._open.is_group = True
        elif self._lexicon.record(text) is not None or _RECORDS.search(text):
            self._open = self._start(text, entry.line)
        elif term is not None and self._open is not None and not self._open.terms:
            self._term_of(self._open, text)
        elif term is not None:
            self._unplaced.append(Unplaced(text=entry.text, line=entry.line))
        elif re.search(r"사유|이유|기간", text) or _INTRODUCTION.search(text):
            self._basis = self._law = self._open = None
        else:
            # A heading of a group: what follows may be its period.
            self._open = self._start(text, entry.line)

    def _prose(self, entry: Entry) -> None:
        for sentence in sentences(entry.content):
            term = read_term(sentence)
            record = self._lexicon.record(sentence)
            waits = self._open if self._open is not None and not self._open.terms else None
            if term is not None and term.period and waits is not None:
                self._whole(waits, sentence)
            elif term is not None and term.period and record is not None:
                draft = self._start(self._before_period(sentence) or sentence, entry.line)
                draft.record = record
                self._whole(draft, sentence)
                self._open = None
            elif term is not None and term.period:
                self._unplaced.append(Unplaced(text=sentence, line=entry.line))
            elif _INTRODUCTION.search(sentence):
                law = read_law(sentence, self._lexicon)
                self._basis, self._law, self._open = law, law, None

    def _start(self, label: str, line: int) -> _Draft:
        draft = _Draft(label, line, self._lexicon.record(label), [], self._basis, self._law)
        self._drafts.append(draft)
        return draft

    def _basis_of(self, draft: _Draft, text: str) -> None:
        if text:
            draft.basis, draft.law = text, read_law(text, self._lexicon)

    def _term_of(self, draft: _Draft, text: str) -> None:
        term = read_term(text)
        if term is not None:
            draft.terms.append(term)
        elif text:
            self._unplaced.append(Unplaced(text=text, line=draft.line))

    def _before_period(self, text: str) -> str:
        """The words for a record in front of the first period, without particles."""
        match = _ONE_PERIOD.search(text)
        before = text[: match.start()] if match else ""
        return re.sub(r"(?:[은는을를]|[(:\-–~,]|\s|최소|최대|최장)+$", "", before).strip()


def _without_reason(text: str) -> str:
    """The law in front of "에 따른 …"."""
    return re.sub(_ACCORDING + r".*$", "", text)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text.casefold()]


def _unit(text: str) -> str:
    return _UNIT[text.casefold().rstrip("s")]

