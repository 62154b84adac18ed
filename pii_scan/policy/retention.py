"""How long records are kept: the rules of a retention section, however they are laid out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pii_scan.policy.declaration import Unplaced
from pii_scan.policy.entries import Entry, is_sentence, split_label
from pii_scan.policy.kept import BASIS, BRACKET, NOTHING, Kept, rules_of_law
from pii_scan.policy.kept_events import (
    destroyed_on_leaving,
    destroyed_within,
    kept_for_period,
    kept_until_event,
    says_event_alone,
)
from pii_scan.policy.kept_in_english import deleted_after_leaving, until_and_what
from pii_scan.policy.kept_sentences import (
    kept_after_leaving,
    kept_items,
    kept_thing,
    label_in_brackets,
    says_how_long,
    says_term_alone,
    statements,
    without_clauses,
    without_event,
    words_before_period,
)
from pii_scan.policy.lexicon import Lexicon, key_of
from pii_scan.policy.retention_columns import COLUMNS, LABELS, Column
from pii_scan.policy.sections import Section, tables
from pii_scan.policy.tables import one_line_cells, read_table
from pii_scan.policy.terms import PERIOD_WORDS, Term, read_law, read_term, split_exception

_INTRODUCTION = re.compile(r"다음|아래|각호|각\s*호|following|below|같습니다|같음")
_RECORDS = re.compile(
    r"(?:기록|정보|자료|서류|로그|내역|이력|일체|장부|records?|data|information|logs?)$",
    re.IGNORECASE,
)
# What follows such a word is no more of the group of records above.
_ANOTHER = re.compile(r"(?:또한|그\s*(?:밖|외)|이\s*외|한편|아울러)")
_INTERNAL = re.compile(r"(?:회사\s*)?내부\s*(?:방침|규정|정책)")
_ACCORDING = r"\s*(?:제\s*\d+\s*조[^가-힣]*)?(?:에|의)?\s*(?:따른|의한|의거하여|의거한?|따라|근거)"
# "[기타]" below "[의료법 시행규칙 제15조]": what follows rests on nothing said above.
_OTHERS = re.compile(r"(?:기타|그밖)(?:의)?(?:정보|기록|항목|사항|자료)?")
_OPENING = ("[", "<", "【", "〔", "＜", "〈", "［")
_LISTED_BELOW = re.compile(
    r"(?:아래|다음)(?:의)?\s*(?:개인정보|정보|기록|항목|자료)[은는을를]\s(?=[^.]*(?:보관|보존|보유))"
)
# What is said of all data says nothing beside a rule of its own; "동의 기록" does.
_OF_ALL = re.compile(
    r"(?:모든|해당|그|이)?(?:이용자|회원|고객|정보주체|귀하|고객님|회원님)?(?:의)?(?:개인)?(?:정보|데이터|자료)"
)
_KEPT_IN_FRONT = re.compile(r"^.{2,80}?(?:보유|보관|보존|이용)(?:하며|하고|하되),?\s+")
_REASON = re.compile(r"^.*?" + _ACCORDING + r"\s*")


# What a term alone on its line is said of.
_ALL = "개인정보"


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


def read_retention(section: Section, lexicon: Lexicon) -> tuple[list[Kept], list[Unplaced]]:
    """The rules of a retention section, and what names a record or a period but gives no rule."""
    reader = _Reader(lexicon)
    if section.heading is not None:
        reader.heading(section.heading)
    for block in tables(section.entries):
        if isinstance(block, list):
            reader.table(block)
        elif block is not section.heading:
            reader.entry(block)
    return reader.finish()


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
        # How long "아래 정보는 탈퇴일부터 1년간 보관합니다" says of the lines below it.
        self._below: Term | None = None
        # What is destroyed at an event, where nothing else says until when it is kept.
        self._at_end: list[_Draft] = []
        # The mark of the sentence that said so: the next line with that mark is not below it.
        self._said_by: str | None = None

    def heading(self, entry: Entry) -> None:
        """Take the law of "통신비밀보호법에 따른 보유기간", which is said of all that follows."""
        self._law = self._basis = read_law(_without_reason(entry.heading), self._lexicon)

    def entry(self, entry: Entry) -> None:
        if entry.label is not None and not entry.content and is_sentence(entry.label):
            # "… 파기합니다. 다만, 다음은 보존합니다:" has a colon for a stop.
            entry = replace(entry, text=entry.label, label=None, content=entry.label)
        if entry.style == self._said_by and (entry.style or entry.is_sentence):
            self._basis = self._law = self._said_by = self._below = None
        if self._begins_group(entry):
            self._basis = self._law = self._open = None
        if entry.label is not None and not is_sentence(entry.label):
            self._labelled(entry.label, entry.content, entry)
        elif entry.is_sentence or (entry.style and says_how_long(entry.text)):
            if not self._listed_below(entry):
                self._prose(entry)
        elif self._below is not None and read_term(entry.heading) is None:
            self._start(entry.heading, entry.line).terms.append(self._below)
            self._open = None
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
            self._basis_of(draft, cells.get(Column.BASIS) or cells.get(Column.REASON, ""))
            self._term_of(draft, cells.get(Column.PERIOD, ""))
            if not draft.label:
                draft.label = draft.basis or row.text

    def finish(self) -> tuple[list[Kept], list[Unplaced]]:
        kept = []
        said = any(term.period is None for draft in self._drafts for term in draft.terms)
        at_end = [d for d in self._at_end if not said or not _OF_ALL.fullmatch(key_of(d.label))]
        for draft in [*at_end, *self._drafts]:
            terms = set(draft.terms)
            if len(terms) == 1:
                term = terms.pop()
                named = self._lexicon.records_in(draft.label)
                kept += [
                    Kept(draft.label, record, term.period, term.event, draft.basis, draft.law)
                    for record in ([draft.record] if draft.record or not named else named)
                ]
            elif terms or not draft.is_group:
                self._unplaced.append(Unplaced(text=draft.label, line=draft.line))
        return kept, self._unplaced

    def _begins_group(self, entry: Entry) -> bool:
        """Whether a heading in brackets begins another group of records: "[기타]"."""
        bare = entry.label is not None and not entry.content and entry.text.startswith(_OPENING)
        heads = bare and not _RECORDS.search(entry.heading)
        return heads and self._lexicon.record(entry.heading) is None

    def _row(self, row: Entry) -> None:
        """A row of a table without a head: the cell with a period, and the record before it."""
        cells = one_line_cells(row)
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
        column = next((c for c, pattern in LABELS if pattern.fullmatch(key)), None)
        inner, rest = split_label(content)
        if column is not Column.PERIOD and inner is not None and read_term(rest):
            # A reason may hold a rule: "관련법령 : 1) 분쟁처리에 관한 기록 : 3년".
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
            # "보유기간 :" has its sentence on the next line.
            self._open = self._open or (None if content else draft)
        elif content and (parts := rules_of_law(label, content, self._lexicon)):
            self._each_by_law(label, parts, entry)
        elif content and (left := kept_after_leaving(label, content)):
            self._start(left[0], entry.line).terms.append(left[1])
            self._open = None
        elif content:
            self._rule(label, content, entry)
        else:
            self._line(entry)

    def _each_by_law(self, law: str, parts: Sequence[str], entry: Entry) -> None:
        for part in parts:
            draft = self._start(words_before_period(part), entry.line)
            self._basis_of(draft, law)
            self._term_of(draft, part)
        self._open = None

    def _basis_label(self, content: str) -> None:
        if self._open is not None and (not self._open.terms or self._open.basis is None):
            self._basis_of(self._open, content)
        else:
            self._open = None
            self._basis, self._law = content or None, read_law(content, self._lexicon)

    def _rule(self, label: str, content: str, entry: Entry) -> None:
        """Take "기록 : 5년 (법률)", or "기록 : 내부 방침" with its period on the next line."""
        has_term = bool(
            PERIOD_WORDS.search(unicodedata.normalize("NFKC", content)) or read_term(content)
        )
        has_basis = bool(BASIS.search(content))
        if not has_term and not has_basis and self._lexicon.record(label) is None:
            self._unplaced.append(Unplaced(text=entry.text, line=entry.line))
            return
        draft = self._open = self._start(label, entry.line)
        # The law may stand behind the record: "계약에 관한 기록 (전자상거래법) : 5년".
        named = [b for b in BRACKET.findall(label) if read_law(b, self._lexicon)]
        if len(named) == 1:
            self._basis_of(draft, named[0])
        # … or in front of it: "직업안정법에 따른 접수대장 : 2년".
        elif re.search(_ACCORDING, label) and (law := read_law(label, self._lexicon)):
            draft.basis = draft.law = law
        self._whole(draft, content)

    def _whole(self, draft: _Draft, content: str) -> None:
        """A period with its reason beside it or in brackets."""
        content = self._without_exception(content, draft)
        period = PERIOD_WORDS.search(unicodedata.normalize("NFKC", content))
        if period is None and read_term(content) is None:
            self._basis_of(draft, content)
            return
        parts = [p for p in re.split(r"[()（）,，]|\s-\s|\s/\s", content) if p and p.strip()]
        reasons = [p.strip() for p in parts if read_term(p) is None and BASIS.search(p)]
        # "계약에 관한 기록 - 5년" says of what, though a contract may be a reason.
        reasons = [reason for reason in reasons if reason not in draft.label]
        if len(reasons) > 0:
            self._basis_of(draft, max(reasons, key=len))
        else:
            # "계약에 관한 기록 5년 전자상거래법", a row of a table copied as text.
            behind = content[period.end() :] if period else ""
            law = read_law(content, self._lexicon) or read_law(behind, self._lexicon)
            if law is not None:
                draft.basis = draft.law = law
        self._term_of(draft, content)

    def _line(self, entry: Entry) -> None:
        """Take a line without a label: a rule, a record whose period follows, or a reason."""
        text = entry.heading
        term = read_term(text)
        if until := until_and_what(text):
            self._start(until[0], entry.line).terms.append(Term(None, until[1]))
            self._open = None
            return
        if term is not None and (named := label_in_brackets(text)):
            self._whole(self._start(named[0], entry.line), named[1])
            self._open = None
            return
        if term is not None and term.period:
            label = without_event(words_before_period(text), term)
            # "동의 철회 시 또는 수집일로부터 2년" says only from when.
            from_when = bool(label) and label == term.event
            # … and of the record whose heading stands above.
            waits = self._open is not None and not self._open.terms
            label = ("" if waits else _ALL) if from_when else label
            if label:
                self._whole(self._start(label, entry.line), text)
                self._open = None
                return
            if self._open is not None and not self._open.terms:
                self._whole(self._open, text)
                return
        law = read_law(_without_reason(text), self._lexicon)
        if law is not None and (parts := rules_of_law(law, _REASON.sub("", text), self._lexicon)):
            self._each_by_law(law, parts, entry)
            return
        internal = _INTERNAL.search(text)
        if law is not None or internal:
            self._law, self._basis = law, law or (internal.group() if internal else None)
            # "3. 전자금융거래법에 따른 보존" ends at "4. …".
            self._said_by = entry.style if entry.ordinal is not None else None
            after = _REASON.sub("", text)
            self._open = None
            if _RECORDS.search(text):
                self._open = self._start(after, entry.line)
                self._open.is_group = True
        else:
            self._named(text, entry, term)

    def _named(self, text: str, entry: Entry, term: Term | None) -> None:
        """Take a line without a law: what is kept, or how long."""
        if term is not None and says_term_alone(text):
            self._start(_ALL, entry.line).terms.append(term)
        elif self._lexicon.record(text) is not None or _RECORDS.search(text):
            self._open = self._start(text, entry.line)
        elif term is not None and self._open is not None and not self._open.terms:
            self._term_of(self._open, text)
        elif term is not None and says_event_alone(text):
            self._start(_ALL, entry.line).terms.append(term)
        elif term is not None:
            self._unplaced.append(Unplaced(text=entry.text, line=entry.line))
        elif re.search(r"사유|이유|기간", text) or _INTRODUCTION.search(text) or _is_rest(text):
            self._basis = self._law = self._open = None
        else:
            # A heading of a group: what follows may be its period.
            self._open = self._start(text, entry.line)

    def _prose(self, entry: Entry) -> None:
        if not entry.style and _ANOTHER.match(entry.content):
            self._basis = self._law = self._open = None
        for sentence in statements(entry.content):
            term = read_term(sentence)
            destroyed = self._destroyed(sentence, term, entry.line)
            if not destroyed or _INTRODUCTION.search(sentence):
                self._sentence(sentence, term, entry)

    def _sentence(self, sentence: str, term: Term | None, entry: Entry) -> None:
        if until := until_and_what(sentence):
            self._start(until[0], entry.line).terms.append(Term(None, until[1]))
            return
        within = destroyed_within(sentence) or deleted_after_leaving(sentence)
        left = within if term is not None and term.period else None
        if left is not None and term is not None:
            self._start(left[0], entry.line).terms.append(Term(term.period, left[1]))
            self._open = None
            return
        record = self._lexicon.record(sentence)
        waits = self._open if self._open is not None and not self._open.terms else None
        if term is not None and term.period and waits is not None:
            self._whole(waits, sentence)
        elif term is not None and term.period and record is not None:
            label = kept_thing(sentence) or kept_items(sentence, self._lexicon)
            label = label or words_before_period(sentence) or sentence
            draft = self._start(without_clauses(label, term), entry.line)
            draft.record = record
            self._whole(draft, sentence)
            self._open = None
        elif (
            term is not None
            and term.period
            and (
                thing := kept_thing(sentence)
                or kept_items(sentence, self._lexicon)
                or kept_for_period(sentence)
            )
        ):
            self._whole(self._start(without_clauses(thing, term), entry.line), sentence)
            self._open = None
        elif term is not None and term.period:
            self._unplaced.append(Unplaced(text=sentence, line=entry.line))
        elif term is not None and (until := kept_until_event(sentence)):
            about, when = until
            # "<회원가입>과 관련한 개인정보는 …" is said of the "<회원가입>" above.
            of_open = waits is not None and key_of(waits.label) in key_of(about)
            draft = waits if waits and of_open else self._start(about, entry.line)
            draft.terms.append(Term(None, when))
            self._open = draft if of_open else None
        elif (record if term else PERIOD_WORDS.search(sentence)) is not None:
            self._unplaced.append(Unplaced(text=sentence, line=entry.line))
        elif _INTRODUCTION.search(sentence):
            law = read_law(sentence, self._lexicon)
            self._basis, self._law, self._open = law, law, None
            self._said_by = None if law is None else entry.style

    def _destroyed(self, sentence: str, term: Term | None, line: int) -> bool:
        """Take "회원 탈퇴 시 지체 없이 파기합니다", which says until when all of it is kept."""
        # "… 동안 보유하며, 회원 탈퇴 후에는 즉시 삭제됩니다"
        clauses = (sentence, _KEPT_IN_FRONT.sub("", sentence))
        on_leaving = next(filter(None, map(destroyed_on_leaving, clauses)), None)
        if on_leaving is None or (term is not None and term.period):
            return False
        thing, when = on_leaving
        label = thing or _ALL
        draft = _Draft(label, line, self._lexicon.record(label), [Term(None, when)])
        self._at_end.append(draft)
        return True

    def _listed_below(self, entry: Entry) -> bool:
        """Take "아래 정보는 탈퇴일부터 1년간 보관합니다", which is said of the lines below it."""
        match = _LISTED_BELOW.match(entry.content)
        term = read_term(entry.content[match.end() :]) if match else None
        if term is None or term.period is None:
            return False
        self._below, self._said_by, self._open = term, entry.style, None
        return True

    def _start(self, label: str, line: int) -> _Draft:
        draft = _Draft(label, line, self._lexicon.record(label), [], self._basis, self._law)
        self._drafts.append(draft)
        return draft

    def _basis_of(self, draft: _Draft, text: str) -> None:
        if key_of(text) not in NOTHING:
            draft.basis, draft.law = text, read_law(text, self._lexicon)

    def _without_exception(self, text: str, draft: _Draft) -> str:
        """``text`` before "단, …", whose other period is for a person to settle."""
        rule, exception = split_exception(text)
        if exception:
            self._unplaced.append(Unplaced(text=exception, line=draft.line))
        return rule

    def _term_of(self, draft: _Draft, text: str) -> None:
        text = self._without_exception(text, draft)
        term = read_term(text)
        if term is not None:
            draft.terms.append(term)
        elif text:
            self._unplaced.append(Unplaced(text=text, line=draft.line))


def _is_rest(text: str) -> bool:
    return _OTHERS.fullmatch(key_of(text)) is not None


def _without_reason(text: str) -> str:
    """The law in front of "에 따른 …"."""
    return re.sub(_ACCORDING + r".*$", "", text)
