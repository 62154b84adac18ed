"""The words that name items, and those around them: items.yaml and names.yaml, cut into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pii_scan.detect.whose import WhoseWords
from pii_scan.detect.words import WordCutter, singular, split
from pii_scan.rulebook import Item, NameWords

# What stands behind the initial of a table is no chance where it is so long: page is no age.
_SHORTEST_BEHIND = 4
# The beginning of a table's name is no chance where it is so long: res_name in reservations.
_SHORTEST_BEGINNING = 3
# Of a card by themselves, and behind another number of that: account_number_last4.
_LAST_DIGITS = frozenset({("last", "4"), ("last", "four")})
# What people have, though it only says of what kind the phone before it is: writerMobile.
_BEHIND_PEOPLE = frozenset({"mobile"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name an item, by themselves where they are ``strong``."""

    item: str
    strong: bool


Phrases = Mapping[tuple[str, ...], Sequence[Phrase]]


class NameVocabulary:
    """Phrases by their words, and sets of single words; a phrase without items names nothing."""

    def __init__(self, items: Mapping[str, Item], words: NameWords) -> None:
        raw_phrases = [
            (phrase, named)
            for item_id, item in items.items()
            for named, phrases in (
                # One for all of them: thousands take long to read where this is kept.
                (Phrase(item_id, strong=True), item.names.strong),
                (Phrase(item_id, strong=False), item.names.weak),
            )
            for phrase in phrases
        ]
        other_words = [
            phrase
            for item in items.values()
            for phrase in (
                *item.names.beside,
                *item.names.within,
                *item.names.behind,
                *item.names.places,
            )
        ]
        lists = (
            words.neutral,
            words.about,
            words.about_before,
            words.person,
            words.dealing,
            words.thing,
            words.nothing,
        )
        texts = (
            *(phrase for phrase, _ in raw_phrases),
            *other_words,
            *(word for group in lists for word in group),
        )
        self.cutter = WordCutter(
            (word for text in texts for word in split(text)), words.abbreviations
        )
        self.vocabulary = self.cutter.vocabulary
        self.phrases = self._phrase_table(raw_phrases)
        for text in words.nothing:
            self.phrases.setdefault(self.cutter.words(text), [])
        self.beside = self._phrase_table(
            (phrase, Phrase(item_id, strong=False))
            for item_id, item in items.items()
            for phrase in item.names.beside
        )
        self.places = self._phrase_table(
            (phrase, Phrase(item_id, strong=False))
            for item_id, item in items.items()
            for phrase in item.names.places
        )
        self.longest_phrase = max((len(key) for key in self.phrases), default=0)
        self.within = {
            item_id: frozenset(self.cutter.words(phrase) for phrase in item.names.within)
            for item_id, item in items.items()
        }
        self.generic = frozenset().union(*self.within.values())
        self.behind = {
            item_id: self._word_set(item.names.behind) for item_id, item in items.items()
        }
        self.shared = {
            item_id: frozenset(map(self.cutter.words, item.names.shared))
            for item_id, item in items.items()
        }
        self.neutral = self._word_set(words.neutral)
        self.about = self._word_set(words.about)
        self.about_before = self._word_set(words.about_before)
        self.asked = frozenset(id_ for id_, item in items.items() if "boolean" in item.types)
        self.person = self._word_set(words.person)
        self.dealing = self._word_set(words.dealing)
        self.thing = self._word_set(words.thing)
        self._telling = self.person | self.dealing | self.thing
        self.people = WhoseWords(
            self.person, self.dealing, self.thing, self._word_set(words.goods), self.vocabulary
        )
        self.company = frozenset(map(self.cutter.words, words.company))

    def head(self, words: Sequence[str]) -> tuple[int, int, Sequence[Phrase]] | None:
        """The last, longest phrase in ``words``: its start, end and items."""
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - self.longest_phrase), end):
                found = self._phrase(tuple(words[start:end]))
                if tuple(words[start:end]) in _LAST_DIGITS and self._names_one(words[:start]):
                    continue
                # "name_en": a neutral word is the head only when it is all there is.
                if found is not None and not (
                    end - start == 1
                    and words[start] in self.neutral
                    and self._earlier(words, start)
                    and not (words[start] in _BEHIND_PEOPLE and words[start - 1] in self.person)
                ):
                    return self._before_digit(words, start, end) or (start, end, found)
        return None

    def _before_digit(
        self, words: Sequence[str], start: int, end: int
    ) -> tuple[int, int, Sequence[Phrase]] | None:
        """The longer phrase of which ``words`` number the second: email_address_2 is no line."""
        if not words[end - 1].isdigit():
            return None
        for first in range(max(0, end - 1 - self.longest_phrase), start):
            found = self._phrase(tuple(words[first : end - 1]))
            if found:
                return first, end - 1, found
        return None

    def behind_initial(self, words: tuple[str, ...], tables: Iterable[str]) -> tuple[str, ...]:
        """The words of a name behind the first letter of its table: ``ename`` in ``emp``.

        Only where nothing else is known of the name, and all that stands behind the letter is.
        """
        if len(words) != 1 or words[0] in self.vocabulary or not words[0].isascii():
            return words
        word, rest = words[0], self.cutter.words(words[0][1:])
        initials = {part[0] for table in tables for part in self.cutter.words(table) if part}
        is_known = len(word) > _SHORTEST_BEHIND and self.vocabulary.issuperset(rest)
        return rest if word[0] in initials and is_known else words

    def spelled_out(self, words: tuple[str, ...], tables: Iterable[str]) -> tuple[str, ...]:
        """``words`` with the short form of their table in full: ``doc_name`` in ``doctors``.

        Only before words that do not say whose they are, and where the table says whose.
        """
        first, rest = words[0] if words else "", words[1:]
        is_short = first.isascii() and len(first) >= _SHORTEST_BEGINNING
        weak = any(not phrase.strong for phrase in self.phrases.get(rest, ()))
        if not is_short or not weak or words in self.phrases or first in self._telling:
            return words
        table = [word for part in tables for word in self.cutter.words(part)]
        longer = (singular(word) for word in table if word.startswith(first))
        return next(((word, *rest) for word in longer if word in self._telling), words)

    def _names_one(self, words: Sequence[str]) -> bool:
        """Whether ``words`` end with what names an item by itself: account_number."""
        head = self.head(words)
        ends = head is not None and head[1] == len(words)
        return head is not None and ends and any(phrase.strong for phrase in head[2])

    def _phrase(self, words: tuple[str, ...]) -> Sequence[Phrase] | None:
        """The items of a phrase, also where its last word is in the plural; None for no phrase."""
        found = self.phrases.get(words)
        return self.phrases.get((*words[:-1], singular(words[-1]))) if found is None else found

    def _earlier(self, words: Sequence[str], end: int) -> bool:
        return end > 0 and self.head(words[:end]) is not None

    def _phrase_table(
        self, phrases: Iterable[tuple[str, Phrase]]
    ) -> dict[tuple[str, ...], list[Phrase]]:
        table: dict[tuple[str, ...], list[Phrase]] = {}
        for text, phrase in phrases:
            table.setdefault(self.cutter.words(text), []).append(phrase)
        return table

    def _word_set(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(word for text in texts for word in self.cutter.words(text))
