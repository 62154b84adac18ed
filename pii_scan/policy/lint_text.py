"""A policy as lint looks at it: its entries and sections with their lines, and what they declare.

Patterns are searched in keys: the words of one entry without spaces and quotes, in small letters
(``key_of``), so that neither spelling nor layout counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, groupby
from typing import Literal

from pii_scan.policy.collection import Point, read_collection
from pii_scan.policy.declaration import Declaration
from pii_scan.policy.entries import Entry, parse_entries
from pii_scan.policy.headings import Topic, topic_of
from pii_scan.policy.lexicon import Lexicon, key_of, read_lexicon
from pii_scan.policy.read import read_policy
from pii_scan.policy.sections import Section, split_sections
from pii_scan.policy.tables import join_cells
from pii_scan.policy.text import PolicyText
from pii_scan.rulebook import Label, Rulebook

# Words that name a statute, in a key.
SAYS_STATUTE = (
    r"(?<![방문수])법(?:률|령)?(?:제\d|에|의|상|$|,|\)|시행)|시행령|statute|requiredbylaw|act\b"
)
# So many headings in a row with nothing below them are a table of contents.
_SHORTEST_CONTENTS = 5
_TOPICS_OF_CONTENTS = 4


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One thing to put right in a policy.

    ``line`` is where it stands, from 1, or None for the text as a whole; ``more_lines`` are
    further places of the same. The message says what is wrong and what to do.
    """

    code: str
    severity: Literal["high", "medium", "low"]
    line: int | None
    reference: Label | None
    message: Label
    more_lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class LintedPolicy:
    """A policy's text with all that is read from it once."""

    text: PolicyText
    declaration: Declaration
    lexicon: Lexicon
    rulebook: Rulebook
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]

    @cached_property
    def contents(self) -> frozenset[int]:
        """The lines of tables of contents, which state nothing."""
        lines: set[int] = set()
        for bare, group in groupby(self.entries, key=lambda entry: entry.can_be_heading):
            listed = _one_list(list(group)) if bare else []
            topics = sum(topic_of(entry.heading) is not None for entry in listed)
            if len(listed) >= _SHORTEST_CONTENTS and topics >= _TOPICS_OF_CONTENTS:
                lines |= {entry.line for entry in listed}
        return frozenset(lines)

    @cached_property
    def said(self) -> tuple[Entry, ...]:
        """All entries but those of a table of contents."""
        return tuple(entry for entry in self.entries if entry.line not in self.contents)

    @cached_property
    def points(self) -> Sequence[Point]:
        """The collection points of the declaration, in its order, with their lines."""
        return read_collection(self.sections_about(Topic.COLLECTION), self.lexicon).points

    def sections_about(self, topic: Topic) -> list[Section]:
        """The sections of ``topic``."""
        return [section for section in self.sections if section.topic is topic]

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key of each entry's words: all patterns are searched in it."""
        return {entry.text: key_of(entry.text) for entry in self.entries}

    def searched(self, entries: Iterable[Entry], pattern: str) -> Iterator[Entry]:
        """Those of ``entries`` whose key holds ``pattern``."""
        compiled = re.compile(pattern)
        return (entry for entry in entries if compiled.search(self.keys[entry.text]))

    def lines_saying(self, pattern: str) -> list[int]:
        """The lines outside a table of contents in which ``pattern`` is found, each once."""
        return list(dict.fromkeys(entry.line for entry in self.searched(self.said, pattern)))

    def line_of(self, words: str, topic: Topic | None = None) -> int | None:
        """The first line, of the sections of ``topic`` where it is given, that holds ``words``."""
        key = key_of(words)
        entries = (
            [entry for section in self.sections_about(topic) for entry in section.entries]
            if topic
            else self.said
        )
        found = (
            e.line for e in entries if e.line not in self.contents and key in self.keys[e.text]
        )
        return next(found, None)


def read_for_lint(text: PolicyText, rulebook: Rulebook) -> LintedPolicy:
    """``text`` taken apart. Raises PolicyError as ``read_policy`` does for what is no policy."""
    declaration = read_policy(text, rulebook)
    lexicon = read_lexicon(rulebook)
    entries = join_cells(list(parse_entries(text.lines)))
    return LintedPolicy(
        text=text,
        declaration=declaration,
        lexicon=lexicon,
        rulebook=rulebook,
        entries=tuple(entries),
        sections=tuple(split_sections(entries, lexicon)),
    )


def _one_list(run: Sequence[Entry]) -> list[Entry]:
    """The first list in ``run`` in its most common style; a number that starts again ends it."""
    style = Counter(entry.style for entry in run).most_common(1)[0][0]
    listed: list[Entry] = []
    for entry in dropwhile(lambda entry: entry.style != style, run):
        before = listed[-1].ordinal if listed else None
        restarts = before is not None and entry.ordinal is not None and entry.ordinal <= before
        if entry.style != style or restarts:
            break
        listed.append(entry)
    return listed
