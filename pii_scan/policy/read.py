"""A policy's text as a declaration: each section to its reader, the results put together.

Nothing is guessed: words that mean nothing known are listed as unplaced with their line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pii_scan.errors import PolicyError
from pii_scan.policy.collected_elsewhere import collected_elsewhere
from pii_scan.policy.collection import Collected, Point, read_collection
from pii_scan.policy.collection_sentences import of_children, read_not_collected
from pii_scan.policy.declaration import (
    SCHEMA,
    CollectedItem,
    CollectionPoint,
    Declaration,
    RetentionRule,
    Unplaced,
)
from pii_scan.policy.entries import Entry, entry_of, parse_entries, sentences
from pii_scan.policy.headed_sentences import with_headings_parted
from pii_scan.policy.headings import Topic
from pii_scan.policy.items import is_item_list, read_items
from pii_scan.policy.kept import Kept
from pii_scan.policy.kept_sentences import kept_thing, kept_until, statements
from pii_scan.policy.labels_above import with_values_beside
from pii_scan.policy.lexicon import Lexicon, read_lexicon
from pii_scan.policy.own_names import is_own, own_names
from pii_scan.policy.particulars import is_about_personal_data, read_particulars
from pii_scan.policy.parties import read_processors, read_third_parties
from pii_scan.policy.party_below import with_descriptions_beside
from pii_scan.policy.party_roles import recipients_elsewhere, with_roles
from pii_scan.policy.party_rows import with_cells_parted
from pii_scan.policy.recipients import recipients_in_tables
from pii_scan.policy.recordings import RECORDING, recording_term
from pii_scan.policy.retention import read_retention
from pii_scan.policy.safeguards import read_cookies, read_officer, read_safety
from pii_scan.policy.sections import Section, split_sections
from pii_scan.policy.statements import read_destruction, read_methods, read_purposes
from pii_scan.policy.tables import join_cells
from pii_scan.policy.terms import read_term
from pii_scan.policy.text import PolicyText, read_policy_text
from pii_scan.policy.unheaded import split_by_sentence
from pii_scan.rulebook import Rulebook

_DENIES = re.compile(r"\b(?:not|never)\b", re.IGNORECASE)
# The lists of a section that is not understood are reported when they hold so many items.
_LISTS_ITEMS = 2
_TELL_MORE = {Topic.PROCESSORS, Topic.THIRD_PARTIES, Topic.RETENTION}


def read_policy_file(path: Path, rulebook: Rulebook) -> Declaration:
    """The declaration of the policy in a text, Markdown, HTML, DOCX or PDF file.

    Raises PolicyError as ``read_policy_text`` and ``read_policy`` do.
    """
    return read_policy(read_policy_text(path), rulebook)


def read_policy(text: PolicyText, rulebook: Rulebook) -> Declaration:
    """What ``text`` declares.

    A collection point, or a kind of record, that is not known by its words gets an id from its
    place in the policy (``point-6``, ``record-2``). A policy that names no item it could read, but
    says who gets data or how long it is kept, is read for that; without a point nothing counts as
    declared. Raises PolicyError when the text says none of this, so that something that is no
    policy never looks like one that collects nothing.
    """
    lexicon = read_lexicon(rulebook)
    lines = with_values_beside(list(with_headings_parted(parse_entries(text.lines))))
    entries = join_cells(with_cells_parted(lines))
    sections = split_sections(entries, lexicon)
    if not any(section.topic is Topic.COLLECTION for section in sections):
        sections = split_by_sentence(sections)
    sections = with_roles(with_descriptions_beside(sections))
    by_topic = {topic: [s for s in sections if s.topic is topic] for topic in Topic}

    from_children = [s for s in map(of_children, by_topic[Topic.OTHER]) if s is not None]
    said_elsewhere = collected_elsewhere(sections, lexicon)
    collected = read_collection(
        [*by_topic[Topic.COLLECTION], *from_children, *said_elsewhere], lexicon
    )
    others = [section for section in sections if section.topic is not Topic.COLLECTION]
    not_collected = read_not_collected(others, lexicon)
    kept, unplaced_records = _retention(
        [*by_topic[Topic.RETENTION], *_kept_elsewhere(by_topic[Topic.UNKNOWN], lexicon)], lexicon
    )
    in_tables = recipients_in_tables(by_topic[Topic.COLLECTION])
    elsewhere = recipients_elsewhere(sections)
    processors, unplaced_processors = read_processors(
        [*by_topic[Topic.PROCESSORS], *in_tables],
        lexicon,
        mentioning=_about(Topic.PROCESSORS, elsewhere),
    )
    third_parties, unplaced_parties = read_third_parties(
        [*by_topic[Topic.THIRD_PARTIES], *_about(Topic.THIRD_PARTIES, elsewhere)], lexicon
    )
    own = own_names(text.lines)
    processors = [p for p in processors if not is_own(p.name, own)]
    third_parties = [p for p in third_parties if not is_own(p.name, own)]
    tells_more = bool(processors or third_parties or kept) and _is_policy(text, sections)
    if not collected.points and not tells_more:
        raise PolicyError(
            f"{text.file}: no collection point and no item of personal data is found in it",
            "Check that it is the privacy policy itself, with a section on what is collected.",
        )
    unplaced = [
        *collected.unplaced,
        *unplaced_records,
        *unplaced_processors,
        *unplaced_parties,
        *_lists_elsewhere(by_topic[Topic.UNKNOWN], lexicon),
    ]
    return Declaration(
        schema_version=SCHEMA,
        policy=read_particulars(text),
        collection=_points(collected),
        not_collected=tuple(dict.fromkeys([*collected.not_collected, *not_collected])),
        methods=tuple(dict.fromkeys([*read_methods(by_topic[Topic.METHODS]), *collected.methods])),
        purposes=tuple(
            dict.fromkeys([*read_purposes(by_topic[Topic.PURPOSES]), *collected.purposes])
        ),
        retention=_rules([*kept, *collected.kept, *_recordings(sections, kept)]),
        third_parties=tuple(third_parties),
        processors=tuple(processors),
        destruction=read_destruction(
            [*by_topic[Topic.DESTRUCTION], *filter(_tells_destruction, by_topic[Topic.RETENTION])]
        ),
        cookies=read_cookies(sections),
        safety=read_safety(sections),
        officer=read_officer(sections),
        unplaced=_placed(unplaced, text),
    )


def _is_policy(text: PolicyText, sections: Sequence[Section]) -> bool:
    """Whether a text that names no item speaks of personal data, and in a section of its own."""
    headed = {section.topic for section in sections if section.heading is not None}
    return is_about_personal_data(text) and bool(headed & _TELL_MORE)


def _about(topic: Topic, sections: Sequence[Section]) -> list[Section]:
    return [section for section in sections if section.topic is topic]


def _placed(unplaced: Sequence[Unplaced], text: PolicyText) -> tuple[Unplaced, ...]:
    """``unplaced`` with their pages and what of the file is unread, in the order of the text."""
    pages = {line.number: line.page for line in text.lines}
    found = [Unplaced(text=x.text, line=x.line, page=pages.get(x.line)) for x in unplaced]
    found += [Unplaced(text=x.text, line=x.line, page=x.page) for x in text.unread]
    return tuple(sorted(dict.fromkeys(found), key=lambda entry: entry.line))


def _tells_destruction(section: Section) -> bool:
    """Whether a section on how long data is kept says in its heading that it is destroyed."""
    return section.heading is not None and "파기" in section.heading.heading


def _retention(sections: Sequence[Section], lexicon: Lexicon) -> tuple[list[Kept], list[Unplaced]]:
    kept: list[Kept] = []
    unplaced: list[Unplaced] = []
    for section in sections:
        more_kept, more_unplaced = read_retention(section, lexicon)
        kept += more_kept
        unplaced += more_unplaced
    return kept, unplaced


def _recordings(sections: Sequence[Section], kept: Sequence[Kept]) -> list[Kept]:
    """How long video recordings are kept, where no section on retention has said so."""
    terms = [
        found[1]
        for section in sections
        if section.topic in {Topic.OTHER, Topic.UNKNOWN}
        and (found := recording_term(section.heading, section.entries))
    ]
    said = {rule.period for rule in kept if RECORDING in rule.label or "CCTV" in rule.label}
    return [
        Kept(RECORDING, None, term.period, term.event, None, None)
        for term in terms
        if term.period not in said
    ]


def _points(collected: Collected) -> tuple[CollectionPoint, ...]:
    """The points with ids of their own: the second "signup" is "signup-2"."""
    points: list[CollectionPoint] = []
    used: dict[str, int] = {}
    for place, point in enumerate(collected.points, start=1):
        known = point.id or f"point-{place}"
        used[known] = used.get(known, 0) + 1
        id_ = known if used[known] == 1 else f"{known}-{used[known]}"
        points.append(CollectionPoint(point=id_, label=point.label, items=_items(point)))
    return tuple(points)


def _items(point: Point) -> tuple[CollectedItem, ...]:
    return tuple(
        CollectedItem(
            item=item,
            label=word.text,
            required=required,
            scopes=word.scopes,
            legal_basis=point.legal_basis,
        )
        for (item, _), (word, required) in point.items.items()
    )


def _rules(kept: Sequence[Kept]) -> tuple[RetentionRule, ...]:
    return tuple(
        RetentionRule(
            record=rule.record or f"record-{place}",
            label=rule.label,
            period=rule.period,
            event=rule.event,
            basis=rule.basis,
            law=rule.law,
        )
        for place, rule in enumerate(dict.fromkeys(kept), start=1)
    )


def _kept_elsewhere(sections: Sequence[Section], lexicon: Lexicon) -> list[Section]:
    """The sentences on how long a known kind of record is kept, of sections about something else.

    "위치정보 이용사실 확인자료를 6개월간 보관합니다" stands under "개인위치정보의 처리".
    """
    kept: list[Section] = []
    for section in sections:
        for entry in section.entries:
            if _is_kept(entry, lexicon):
                kept.append(Section(Topic.RETENTION, None, [entry]))
            elif entry.is_sentence and not entry.cells:
                kept += [
                    Section(Topic.RETENTION, None, [entry_of(entry, sentence)])
                    for sentence in sentences(entry.text)
                    if kept_until(sentence) is not None
                ]
    return kept


def _is_kept(entry: Entry, lexicon: Lexicon) -> bool:
    return (
        entry.is_sentence
        and entry.label is None
        and (
            (_states_period(entry, lexicon) and kept_thing(entry.text) is not None)
            or _states_several(entry)
        )
    )


def _states_several(entry: Entry) -> bool:
    """Whether a sentence says how long: "We keep donor records for 7 years; enquiries for 2"."""
    said = statements(entry.text)
    return len(said) > 1 and all(kept_thing(part) or kept_until(part) for part in said)


def _states_period(entry: Entry, lexicon: Lexicon) -> bool:
    term = read_term(entry.content)
    return lexicon.record(entry.text) is not None and term is not None and term.period is not None


def _lists_elsewhere(sections: Sequence[Section], lexicon: Lexicon) -> list[Unplaced]:
    """Lines of sections that are not understood but list items or say how long records are kept."""
    found: list[Unplaced] = []
    for section in sections:
        listed = [
            entry
            for entry in section.entries
            if is_item_list(entry.content, lexicon) and not _DENIES.search(entry.text)
        ]
        items = sum(len(read_items(entry.content, lexicon)) for entry in listed)
        rules = [
            entry
            for entry in section.entries
            if _states_period(entry, lexicon) and not _is_kept(entry, lexicon)
        ]
        entries = [*(listed if items >= _LISTS_ITEMS else []), *rules]
        found += [Unplaced(text=entry.text, line=entry.line) for entry in entries]
    return found
