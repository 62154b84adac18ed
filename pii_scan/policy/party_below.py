"""Those who get data, where each has a heading, a line or a sentence of its own.

Pages of applications show each processor as a card: its name as a heading, and below it a
paragraph on what it does. As text nothing but the place of the lines joins the two. The readers of
lists know "- Acme — hosting", so that is what such lines are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from pii_scan.policy.entries import Entry, entry_of, sentences
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.party_columns import column_of
from pii_scan.policy.party_latin import names_somebody
from pii_scan.policy.party_lines import names_company, task_like
from pii_scan.policy.party_lists import begins_as_name, is_name, says_task
from pii_scan.policy.party_words import ANNOUNCES_PROCESSORS
from pii_scan.policy.sections import Section

_OF_PARTIES = {Topic.PROCESSORS, Topic.THIRD_PARTIES}
_DASH = " — "
# "Acme — database hosting. Bolt — delivery of e-mail." in one paragraph.
_NEXT_DASHED = re.compile(
    r"(?<=[.)!])\s+(?=[A-Z][\w.&'’-]*(?: [A-Z(][\w.&'’()-]*){0,4}\s[—–]\s[a-z])"
)
_DASHED = re.compile(r"(?P<name>[A-Z][\w.&'’-]*(?: [A-Z(][\w.&'’()-]*){0,4})\s[—–]\s[a-z]")
_NAMED_IN_FRONT = re.compile(
    r"(?P<name>[A-Z][\w.&'’-]*(?: [A-Z(][\w.&'’()-]*){0,4})(?:\s[—–-]\s|:\s)\S"
)
_LONGEST_DESCRIPTION = 400
_LONGEST_POINT = 80
# "Event Organisers", "Trusted Parties" are several, whom no name tells.
_CALLS_SEVERAL = re.compile(r"(?:[eo]rs|ants|ees|ies|ents|ates)$")
_FEWEST_PAIRS = 2
_LONGEST_KOREAN_NAME = 20
_LONGEST_KOREAN_TASK = 40
_HANGUL = re.compile("[가-힣]")


def with_descriptions_beside(sections: Iterable[Section]) -> list[Section]:
    """``sections``, with each party whose description stands below it on one line with that."""
    return [
        Section(section.topic, section.heading, list(_joined(section)))
        if section.topic in _OF_PARTIES
        else section
        for section in sections
    ]


def _as_list(entries: Sequence[Entry]) -> list[Entry]:
    """``entries``, with the paragraphs below "We use these providers:" as lines of a list."""
    listed: list[Entry] = []
    announced = False
    for entry in entries:
        bare = not (entry.style or entry.cells) and entry.level is None
        bare = bare and not _NEXT_DASHED.search(entry.text)
        named = _NAMED_IN_FRONT.match(entry.text) if announced and bare else None
        announced = named is not None and names_somebody(named["name"])
        listed.append(replace(entry, style="-") if announced else entry)
        if not announced and entry.text.endswith(":"):
            announced = ANNOUNCES_PROCESSORS.search(sentences(entry.text)[-1]) is not None
    return listed


def _joined(section: Section) -> Iterator[Entry]:
    entries: Sequence[Entry] = _as_list(section.entries)
    place = 0
    while place < len(entries):
        entry = entries[place]
        after = entries[place + 1] if place + 1 < len(entries) else None
        place += 1
        if entry is section.heading or entry.cells:
            yield entry
        elif pairs := _below_kinds(entries, place - 1):
            for kind, named in pairs:
                yield _line(named, f"{named.text}{_DASH}{kind.text}")
            place += 2 * len(pairs) - 1
        elif after is not None and _is_described_by(entry, after):
            yield _line(entry, f"{entry.text}{_DASH}{after.text}")
            place += 1
        elif points := _points_below(entry, entries, place):
            said = ", ".join(point.text.strip(" .,;") for point in points)
            yield _line(entry, f"{entry.text}{_DASH}{said}")
            place += len(points)
        else:
            yield from _parts(entry)


def _below_kinds(entries: Sequence[Entry], place: int) -> list[tuple[Entry, Entry]]:
    """The pairs of "Web and Mobile Analytics" and "Acme" below it, of lines that take turns so.

    One such pair alone may be anything.
    """
    pairs: list[tuple[Entry, Entry]] = []
    while place + 1 < len(entries):
        kind, named = entries[place], entries[place + 1]
        if not (_is_bare_line(kind) and _is_bare_line(named)):
            break
        if _names_all(kind.text) or not _names_all(named.text) or topic_of(kind.text) is not None:
            break
        pairs.append((kind, named))
        place += 2
    return pairs if len(pairs) >= _FEWEST_PAIRS else []


def _is_bare_line(entry: Entry) -> bool:
    marked = bool(entry.style) or entry.cells or entry.level is not None or entry.label is not None
    return not marked and not entry.is_sentence and len(entry.text) <= _LONGEST_POINT


def _names_all(text: str) -> bool:
    parts = [part.strip() for part in text.split(",")]
    return all(is_name(part) and names_somebody(part) for part in parts)


def _is_described_by(entry: Entry, after: Entry) -> bool:
    bare = entry.label is None and not entry.is_sentence and not entry.text.endswith((".", ":"))
    # "제공 목적" in bold is what stands below it.
    bare = bare and column_of(entry.text) is None
    below = not after.cells and after.level is None and after.label is None
    marked = entry.level is not None
    if not bare or not below or after.style or not (marked or not entry.style):
        return False
    if topic_of(entry.text) is not None or len(after.text) > _LONGEST_DESCRIPTION:
        return False
    if _HANGUL.search(entry.text):
        return _is_korean(entry, after)
    return is_name(entry.text) and begins_as_name(entry.text) and says_task(after.text)


def _points_below(entry: Entry, entries: Sequence[Entry], place: int) -> list[Entry]:
    """The list at ``place`` of what "Acme", alone on its line, does; nothing for any other."""
    if entry.style and entry.level is None:
        return []
    if entry.label is not None or not (is_name(entry.text) and names_somebody(entry.text)):
        return []
    style = entries[place].style if place < len(entries) else ""
    if not style or _CALLS_SEVERAL.search(entry.text) or topic_of(entry.text) is not None:
        return []
    points = list(takewhile(lambda x: _is_point(x, style), islice(entries, place, None)))
    # A list of names below a heading is no description of it.
    return points if points and says_task(points[0].text) and not is_name(points[0].text) else []


def _is_point(entry: Entry, style: str) -> bool:
    short = len(entry.text) <= _LONGEST_POINT and not entry.cells
    return entry.style == style and short and entry.label is None and entry.ordinal is None


def _is_korean(entry: Entry, after: Entry) -> bool:
    """Whether "하늘페이먼츠", as a heading or with the form of a company, has its work below."""
    named = entry.level is not None or names_company(entry.text)
    short = len(entry.text) <= _LONGEST_KOREAN_NAME and len(after.text) <= _LONGEST_KOREAN_TASK
    works = task_like(after.text) > 0 and task_like(entry.text) <= 0
    return named and short and works and not after.is_sentence


def _parts(entry: Entry) -> Iterator[Entry]:
    """The parties of "Acme — hosting. Bolt — e-mail.", each as a line; else the line itself."""
    parts = _NEXT_DASHED.split(entry.text) if not entry.style else []
    if len(parts) > 1 and all(_DASHED.match(part) for part in parts):
        for part in parts:
            yield _line(entry, part)
    else:
        yield entry


def _line(entry: Entry, text: str) -> Entry:
    return replace(entry_of(entry, text), style="-")
