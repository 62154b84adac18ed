"""Whose a name is that can be anybody's: ``name``, ``address``, ``age``, by the words around it.

A word in front of a name tells before the table it is in, and the nearest before those further off.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pii_scan.detect.words import singular

# Shorter words in front of a name are a prefix that all columns of a table have.
SHORTEST_UNKNOWN = 3
# What things have as well: the gender and age that a shoe is made for, the fingerprint of a key.
_OF_THINGS = frozenset({"gender", "age", "health", "biometric"})
# Things that are about the people whose health stands in them: an exam, an insurer's contract.
_OF_PATIENTS = frozenset({"exam", "contract", "hospital", "card"})
GOODS_HAVE = frozenset({"photo", "nickname"})
"""What goods have as well, and a posting or a channel has of the person behind it."""
# Who makes films and music.
_OF_WORKS = frozenset(
    {"composer", "lyricist", "singer", "director", "artist", "narrator", "producer"}
)
# Who writes what is printed, and is known for it there.
_OF_BOOKS = frozenset({"author", "writer", "translator", "illustrator"})
_BOOKS = frozenset({"book", "books", "novel", "novels", "도서"})
# What people fill in; its own name stands in no table of what they filled in.
_FILLED_IN = frozenset({"form", "forms"})
# What behind a person is that person's: {"user_properties": {"gender": "F"}}
_OF_WHOM = frozenset({"properties", "attributes", "traits"})
# A customer's account is a person's or a company's, and so is who provides something. What somebody
# asks for has a name of its own, and seldom that of who asks.
_OF_EITHER = frozenset(
    {"account", "accounts", "provider", "ticket", "tickets", "request", "requests"}
    | {"subscription", "subscriptions"}
)
# An unknown Korean word with this end is a person: 보증인, 응답자.
_KOREAN_PERSON = re.compile(r"[가-힣]{2,}[자인]$")


@dataclass(frozen=True, slots=True)
class WhoseWords:
    """Words of names.yaml that tell: of people, of what they do, of things, and of goods of them.

    ``vocabulary`` are all words that are known.
    """

    person: frozenset[str] = field(repr=False)
    dealing: frozenset[str] = field(repr=False)
    thing: frozenset[str] = field(repr=False)
    goods: frozenset[str] = field(repr=False)
    vocabulary: frozenset[str] = field(repr=False)

    def whose(self, before: Sequence[str], context: Sequence[str]) -> bool | None:
        """Whose a weak name is: the nearest word that tells decides, modifiers before tables."""
        for word in reversed(before):
            forms = {word, singular(word)}
            if forms & self.person:
                return True
            if forms & self.thing:
                return False
            if word not in self.vocabulary and _KOREAN_PERSON.match(word):
                return True
        return self._whose_place(context)

    def _whose_place(self, context: Sequence[str]) -> bool | None:
        doubtful = False
        if len(context) > 1 and context[-1] in _OF_WHOM and context[-2] in self.person:
            return True
        for word in reversed(context):
            forms = {word, singular(word)}
            if forms & self.person:
                return True
            if forms & self.dealing:
                # Entries are a person's dealing, those of a menu are none, nor are order cycles.
                return None if doubtful or self._is_of_a_thing_before(word, context) else True
            if forms & self.thing:
                before = context[: context.index(word)]
                filled = word in _FILLED_IN and bool(before) and self._whose_place(before)
                return None if doubtful or filled else False
            # "services" tells nothing of "services_reliefassessment".
            doubtful = doubtful or self.is_unknown(word)
        return None

    def are_named(self, context: Sequence[str]) -> bool:
        """Whether a place is called after people."""
        return any(not self.person.isdisjoint((word, singular(word))) for word in context)

    def is_somebody(
        self,
        word: str,
        person: bool | None,  # noqa: FBT001  as whose() says
        context: Sequence[str],
    ) -> bool:
        """Whether a name ending so is called after who bears it, wherever it stands: ``writer``.

        Works are made by people who are known for them: the composer of a track.
        """
        of_works = word in _OF_WORKS or (word in _OF_BOOKS and not _BOOKS.isdisjoint(context))
        return word in self.person and not (person is False and of_works)

    def is_dealt(self, around: Sequence[str], dealing: frozenset[str]) -> bool:
        """Whether the nearest word that tells is one of ``dealing``, and not that of a thing."""
        for word in reversed(around):
            forms = {word, singular(word)}
            if forms & dealing:
                return not self._is_of_a_thing_before(word, around)
            if forms & self.thing or forms & self.person:
                return False
        return False

    def is_of_either(self, before: Sequence[str], context: Sequence[str]) -> bool:
        """Whether the nearest word that tells whose a name is could be a company's or a thing's."""
        telling = (
            word
            for word in (*reversed(before), *reversed(context))
            if word in _OF_EITHER
            or not self.person.isdisjoint((word, singular(word)))
            or not self.dealing.isdisjoint((word, singular(word)))
        )
        return next(telling, None) in _OF_EITHER

    def may_be_a_thing_s(self, item: str, words: Sequence[str], context: Sequence[str]) -> bool:
        """Whether a thing, as it is that one, can have ``item`` of its own as a person has."""
        if item in _OF_THINGS:
            nearest = (word for word in map(singular, reversed(context)) if word in self.thing)
            return item != "health" or next(nearest, "") not in _OF_PATIENTS
        return self.are_goods_with(item, (*words, *context)) and self.person.isdisjoint(words)

    def are_goods_with(self, item: str, words: Sequence[str]) -> bool:
        """Whether one of ``words`` is goods that have an ``item`` of their own."""
        return item in GOODS_HAVE and any(singular(word) in self.goods for word in words)

    def is_unknown(self, word: str) -> bool:
        """Whether ``word`` is none of the vocabulary, and no short prefix as in ``od_name``."""
        shortest = SHORTEST_UNKNOWN if word.isascii() else SHORTEST_UNKNOWN - 1
        return len(word) >= shortest and not word.isdigit() and word not in self.vocabulary

    def _is_of_a_thing_before(self, word: str, context: Sequence[str]) -> bool:
        at = len(context) - 1 - context[::-1].index(word)
        return at > 0 and bool({context[at - 1], singular(context[at - 1])} & self.thing)
