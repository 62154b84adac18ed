"""Keys that are people: ``김영희: hello`` in the log of a chat, ``{"김영희": {"score": 3}}``.

Who writes a log or a document takes its keys from the data as well, and no name may stand in a
report. A Korean key of a log is shown only where all of it is known words: names are made of the
same syllables as nouns, and nobody has a list of all names. Columns, and most keys of documents,
are named by their makers, so among them only what is built like a common name is taken for one.
A Latin key of a log or document is hidden where it is built as names are, or is an unknown word in
a place of people or beside several of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from pii_scan.detect.given_names import GIVEN_NAMES, KOREAN_SURNAMES, SURNAMES
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.people_in_files import is_named_as_file, without_people
from pii_scan.detect.person_names import korean_name, login_with_initials, romanised_name
from pii_scan.detect.words import split
from pii_scan.keys import ANY_KEY
from pii_scan.model import Field

# Names in Hangul of foreigners as well, and with a title: 알렉산드라님.
_MOST_SYLLABLES = 7
_HANGUL = re.compile(r"[가-힣]+")
_NAMES = GIVEN_NAMES | KOREAN_SURNAMES | SURNAMES
_BETWEEN_KEYS = re.compile(r"([.\[\]]+)")
# What holds people by their names: {"users": {"kim77": …}}.
_PEOPLE = frozenset(
    {"accounts", "admins", "agents", "authors", "callers", "clients", "contacts", "customers"}
    | {"employees", "friends", "guests", "logins", "members", "nicknames", "nicks", "owners"}
    | {"participants", "patients", "people", "persons", "players", "recipients", "senders"}
    | {"sessions", "staff", "students", "subscribers", "teachers", "usernames", "users", "visitors"}
)
# What a program keeps for each of its users, with who that is behind it: session_minsu, and with
# the name of the program in front: wp_user_minsu.
_KEPT = re.compile(
    r"(?:[a-z][a-z0-9]{0,11}[_-])?(?:account|auth|basket|cart|login|mailbox|member|profile|sess|session|sid|token|uid|user)[_:-](?=[^A-Z]+\Z)"
)
# So many unknown words that hold the same keys are data; programs name two parts of theirs alike.
_ALIKE = 3

# An object in which at least so many keys, and this share of all, have no word that fields are
# named with or programs write is a map, whose keys are data: {"scores": {"redfox": 3, "zorro": 7}}.
_FEWEST_IN_MAP = 8
_OF_MAP = 0.8
# At the top of a line stand the keys of a program, which may be a few unknown words. No program has
# so many: kim77=ok zorro3=ok, each line with those of others.
_FEWEST_AT_TOP = 24

# Where so many keys of a log are people by how they are built, an unknown one beside them is, too.
_PEOPLE_TOGETHER = 3
_NUMBER = re.compile("[0-9]+")

_Place = tuple[str, str, str]
"""A source, a log and the path to a key."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where keys are data: ``in_maps`` whatever words they are made of."""

    of_data: Container[_Place]
    in_maps: Container[_Place]


class PersonKeys:
    """Tells which keys in the paths of fields are people."""

    def __init__(self, unknown_words: Callable[[str], Iterable[str]]) -> None:
        """``unknown_words`` gives those words of a name that no field is named with."""
        self._unknown_words = unknown_words

    def paths_without(self, fields: Sequence[Field]) -> dict[Field, tuple[str, ...]]:
        """The path of each field with ``*`` for each key that is a person."""
        with_keys = [field for field in fields if _has_keys(field)]
        places = _Places(
            self._places_of_data(with_keys) | self._places_of_people(with_keys),
            self._places_in_maps(field for field in with_keys if field.logged),
        )
        return {field: self._path_without(field, places) for field in fields}

    def _path_without(self, field: Field, places: _Places) -> tuple[str, ...]:
        container, *keys = field.path
        if field.logged or field.in_document or is_named_as_file(container):
            container = self.file_without(container)
        if field.type is not None:
            return container, *keys
        if field.logged:
            where = field.source, field.path[0]
            shown = [self._in_path(where, key, places, self._in_log) for key in keys]
        else:
            shown = ["".join(map(self._of_maker, _cut(key))) for key in keys]
        if field.in_document and not field.logged:
            where = field.source, _document_of(field)
            shown[-1] = self._in_path(where, keys[-1], places, self._in_document)
        return container, *shown

    def file_without(self, path: str) -> str:
        """The path of a file with ``*`` for the people that it or its folders are named after."""
        return without_people(path, self.is_known, lambda run: not self._unknown_hangul(run))

    def _in_path(
        self,
        where: tuple[str, str],
        path: str,
        places: _Places,
        shown_key: Callable[[str], str],
    ) -> str:
        """A path of a log or document, at ``where``, without the people in it.

        ``places`` are those where keys are data.
        """
        parts = _cut(path)
        shown = list(map(shown_key, parts))
        for at in range(0, len(parts), 2):
            place = (*where, "".join(parts[: at + 1]))
            is_data = place in places.of_data or _is_of_people(parts[:at])
            if place in places.in_maps or (is_data and not self._is_named(parts[at])):
                shown[at] = ANY_KEY
        return "".join(shown)

    def _places_of_data(self, fields: Iterable[Field]) -> set[_Place]:
        """Unknown words below one place that hold the same key, or in a log the same keys."""
        below: dict[_Place, set[str]] = {}
        documents: set[tuple[str, str]] = set()
        for field in fields:
            container, *keys = field.path
            if not field.logged:
                container, keys = _document_of(field), keys[-1:]
                documents.add((field.source, container))
            for parts in map(_cut, keys):
                # At the top of a line stand the parts of a program: trace.id, span.id.
                for at in range(2 if field.logged else 0, len(parts) - 2, 2):
                    place = field.source, container, "".join(parts[: at + 1])
                    below.setdefault(place, set()).add("".join(parts[at + 1 :]))
        alike: dict[tuple[str, str, str, frozenset[str]], list[_Place]] = {}
        for place, held in below.items():
            before, key = _cut(place[2])[:-1], _cut(place[2])[-1]
            if self.is_known(key) and not self._unknown_hangul(key):
                continue
            # A program writes all keys of each; in a document some are left out.
            sets = [{one} for one in held] if place[:2] in documents else [held]
            for some in sets:
                group = (*place[:2], "".join(before), frozenset(some))
                alike.setdefault(group, []).append(place)
        return {place for group in alike.values() if len(group) >= _ALIKE for place in group}

    def _places_of_people(self, fields: Iterable[Field]) -> set[_Place]:
        """Unknown words that stand where several keys are people, and hold the same."""
        people: dict[tuple[str, ...], set[str]] = {}
        others: dict[tuple[str, ...], list[_Place]] = {}
        for field in fields:
            container, *keys = field.path
            shown_key = self._in_log
            if not field.logged:
                container, keys, shown_key = _document_of(field), keys[-1:], self._in_document
            for parts in map(_cut, keys):
                for at in range(0, len(parts), 2):
                    part, before = parts[at], "".join(parts[:at])
                    behind = _NUMBER.sub("0", "".join(parts[at + 1 :]))
                    group = field.source, container, before, behind
                    if shown_key(part) == ANY_KEY:
                        people.setdefault(group, set()).add(part)
                    elif not self._holds_word(part):
                        others.setdefault(group, []).append(
                            (field.source, container, before + part)
                        )
        together = (group for group, some in people.items() if len(some) >= _PEOPLE_TOGETHER)
        return {place for group in together for place in others.get(group, ())}

    def _places_in_maps(self, fields: Iterable[Field]) -> set[_Place]:
        """Keys with an unknown word in objects of logs most of whose keys are no names of fields.

        The keys at the top of a line are those of a program, but for very many unknown words.
        """
        maps: dict[_Place, set[str]] = {}
        at_top: dict[tuple[str, str], set[_Place]] = {}
        for field in fields:
            container, *keys = field.path
            for parts in map(_cut, keys):
                if not self.is_known(parts[0]):
                    place = field.source, container, parts[0]
                    at_top.setdefault(place[:2], set()).add(place)
                for at in range(2, len(parts), 2):
                    maps.setdefault((field.source, container, "".join(parts[:at])), set()).add(
                        parts[at]
                    )
        hidden: set[_Place] = set()
        for unknown_words in at_top.values():
            if len(unknown_words) >= _FEWEST_AT_TOP:
                hidden |= unknown_words
        for (source, container, before), inside in maps.items():
            if len(inside) < _FEWEST_IN_MAP:
                continue
            unknown = sum(not self._holds_word(key) for key in inside)
            if unknown >= max(_FEWEST_IN_MAP, _OF_MAP * len(inside)):
                hidden |= {
                    (source, container, f"{before}{key}")
                    for key in inside
                    if any(word.isalpha() for word in self._unknown_words(key))
                }
        return hidden

    def _is_named(self, key: str) -> bool:
        """Whether a key is no single unknown word, and has a known one."""
        return self.is_known(key) and self._holds_word(key)

    def _holds_word(self, key: str) -> bool:
        """Whether any word in a key is one that fields are named with or programs write."""
        words = [word for word in split(key) if word.isalpha()]
        return not WORDS.isdisjoint(words) or len(tuple(self._unknown_words(key))) < len(words)

    def is_known(self, key: str) -> bool:
        """False for a word that is neither known nor made of several, as the names of fields are.

        Whether Hangul is a person, ``paths_without`` tells.
        """
        word, *others = [word for word in split(key) if not word.isdigit()] or [""]
        # Words are cut before é.
        if key.lower() in _NAMES or (word in _NAMES and not others):
            return False
        if others or not word.isascii() or word in WORDS:
            return True
        return not any(unknown.isalpha() for unknown in self._unknown_words(key))

    @staticmethod
    def is_nobody(word: str) -> bool:
        """Whether a word is one that programs write and nobody is called by."""
        return word.lower() in WORDS

    def _in_log(self, key: str) -> str:
        text = unicodedata.normalize("NFKC", key)
        is_person = self._unknown_hangul(text) or self._is_latin(text, blank_tells=True)
        return ANY_KEY if is_person else self._without_one(key)

    def _without_one(self, key: str) -> str:
        """The key without whom something is kept of."""
        kept = _KEPT.match(key)
        unknown = set(self._unknown_words(key)) - WORDS if kept else ()
        is_one = any(word in _NAMES or _is_login(word) for word in unknown)
        return f"{kept[0]}{ANY_KEY}" if kept and is_one else key

    def _of_maker(self, key: str) -> str:
        text = unicodedata.normalize("NFKC", key)
        return ANY_KEY if korean_name(text) and self._unknown_hangul(text) else key

    def _in_document(self, key: str) -> str:
        return ANY_KEY if self._is_latin(key, blank_tells=False) else self._of_maker(key)

    def _unknown_hangul(self, key: str) -> bool:
        """Whether an unknown word in the key is Hangul and no longer than a name."""
        return any(
            len(word) <= _MOST_SYLLABLES and word not in WORDS
            for run in _HANGUL.findall(key)
            if run not in WORDS
            for word in self._unknown_words(run)
        )

    def _is_latin(self, key: str, *, blank_tells: bool) -> bool:
        """Whether the key is built as a name is, and no word in it is known.

        Programs write no blank into a key of a log without any word that fields are named with;
        forms and tables that become documents do, in any language.
        """
        words = split(key)
        if not words or not WORDS.isdisjoint(words):
            return False
        named = (
            words[0] in GIVEN_NAMES
            or words[0] in KOREAN_SURNAMES
            or words[-1] in SURNAMES
            or any(map(_is_login, words))
            or (blank_tells and len(words) > 1 and " " in key)
        )
        # The number behind a login may be one that a field is named with: address 2.
        unknown = [word for word in self._unknown_words(key) if not word.isdigit()]
        return named and len(unknown) == sum(not word.isdigit() for word in words)


def _is_login(word: str) -> bool:
    return romanised_name(word) or login_with_initials(word)


def _cut(path: str) -> list[str]:
    """The keys of a path, and what stands between them."""
    return _BETWEEN_KEYS.split(path)


def _has_keys(field: Field) -> bool:
    return (field.logged or field.in_document) and field.type is None


def _document_of(field: Field) -> str:
    return ".".join(field.path[:-1])


def _is_of_people(parts: Sequence[str]) -> bool:
    """Whether the keys up to one, with its dot, end with a word for people."""
    return len(parts) > 1 and parts[-1] == "." and not _PEOPLE.isdisjoint(split(parts[-2])[-1:])
