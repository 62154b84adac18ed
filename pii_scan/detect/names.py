"""What the name of a field says about the item it holds.

A name is split into words by case, separators, script and vocabulary (``mb_hp``, ``userEmail``,
``회원휴대폰번호``), short forms are replaced, and whole words are compared with the phrases of
items.yaml. The last phrase is the head: ``company_phone`` is a phone, ``phone_company`` is not.
Words behind the head decide whether the field holds the item (``phone_no``) or something about it
(``email_verified``). Whole words, because ``zip_code`` and ``description`` contain "ip".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pii_scan.model import Field
from pii_scan.rulebook import Item, NameWords

# A name is a few words; anything longer is a sentence or an attack.
_LONGEST_NAME = 120
_LONGEST_COMMENT_WORDS = 6

_WORD = re.compile(
    r"[A-Z]+(?![a-z])"  # IP in userIP, and HTTP in HTTPServer once the next word is cut off
    r"|[A-Z]?[a-z]+"
    r"|[A-Z]+(?=[A-Z][a-z])"
    r"|[가-힣]+"
    r"|[0-9]+"
    r"|[^\W\d_]+"  # other scripts
)
# Short words that names are glued together with (userid, custnm). Other short ones are not cut
# off: "hostage" holds no age.
_GLUED = frozenset({"id", "ip", "hp", "fax", "zip", "tel", "sms", "key", "cvc", "cvv", "sex"})
_SHORTEST_PART = 4
# Shorter words in front of a name are a prefix that all columns of a table have.
_SHORTEST_UNKNOWN = 3
_BETWEEN_HANGUL = re.compile(r"(?<=[가-힣])[\s_·ㆍ-]+(?=[가-힣])")
_LOG_NAME = re.compile(r"[./]")
_COMMENT_END = re.compile(r"[(\[{<:：;,.=/|（【]|\s-\s|\n")


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """A field's name, or its comment, says it holds ``item``.

    ``strong`` means the words name the item by themselves. A weak name needs more: ``person`` is
    True where a word beside it or the table's name is a person's, False where it is a thing's,
    None where nothing tells. ``settled`` is False where unknown words follow, as in
    ``email_constraint``, or before a weak name that nothing tells of: then only values can make it
    more. ``words`` is the phrase as found.
    """

    item: str
    strong: bool
    person: bool | None
    settled: bool
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    item: str
    strong: bool


class NameReader:
    """The vocabulary of items.yaml and names.yaml, ready to read names."""

    def __init__(self, items: Mapping[str, Item], words: NameWords) -> None:
        self._abbreviations = {
            short: tuple(long.split()) for short, long in words.abbreviations.items()
        }
        raw_phrases = [
            (phrase, _Phrase(item_id, strong))
            for item_id, item in items.items()
            for strong, phrases in ((True, item.names.strong), (False, item.names.weak))
            for phrase in phrases
        ]
        lists = (
            words.neutral,
            words.about,
            words.about_before,
            words.person,
            words.dealing,
            words.thing,
        )
        self._vocabulary = frozenset(
            word
            for text in [phrase for phrase, _ in raw_phrases]
            + [w for group in lists for w in group]
            for word in _split(text)
        ) | frozenset(self._abbreviations)
        self._parts = frozenset(
            word for word in self._vocabulary if len(word) >= _SHORTEST_PART or not word.isascii()
        ).union(_GLUED, self._abbreviations)
        self._cut = lru_cache(maxsize=65_536)(self._cut_word)
        self._phrases: dict[tuple[str, ...], list[_Phrase]] = {}
        for text, phrase in raw_phrases:
            self._phrases.setdefault(self.words(text), []).append(phrase)
        self._longest_phrase = max((len(key) for key in self._phrases), default=0)
        self._neutral = self._word_set(words.neutral)
        self._about = self._word_set(words.about)
        self._about_before = self._word_set(words.about_before)
        self._person = self._word_set(words.person)
        self._dealing = self._word_set(words.dealing)
        self._thing = self._word_set(words.thing)

    def words(self, name: str) -> tuple[str, ...]:
        """``name`` as whole lower-case words, short forms replaced; numbers are words too."""
        return tuple(
            word
            for token in _split(name[:_LONGEST_NAME])
            for part in self._cut(token)
            for word in self._abbreviations.get(part, (part,))
        )

    def read(self, path: Sequence[str], comment: str | None) -> tuple[NameEvidence, ...]:
        """What the last part of ``path`` and the comment say: each item's strongest evidence.

        The parts before the last (table, log, JSON parents) are context only. A JSON path
        (``user.contact.phone``) is read by its last key with the keys before it as context.
        """
        *containers, last = path
        *parents, key = re.split(r"[.\[\]]+", last.rstrip(".[]")) if last else [""]
        # The name of a log says whose program it is, not whose data: worker.log, user/access.log.
        tables = [part for part in containers if not _LOG_NAME.search(part)]
        context = [word for part in (*tables, *parents) for word in self.words(part)]
        evidence = list(self._judge(self.words(key), context, "name"))
        if comment:
            head = _COMMENT_END.split(comment.strip(), maxsplit=1)[0]
            words = self.words(head)
            if 0 < len(words) <= _LONGEST_COMMENT_WORDS:
                evidence += self._judge(words, context, "comment")
        best: dict[str, NameEvidence] = {}
        for entry in sorted(evidence, key=lambda entry: not entry.strong):
            best.setdefault(entry.item, entry)
        return tuple(best.values())

    def items_named(self, field: Field) -> frozenset[str]:
        """The items that a field's name or comment is any evidence for."""
        return frozenset(entry.item for entry in self.read(field.path, field.comment))

    def _judge(
        self, words: tuple[str, ...], context: Sequence[str], where: str
    ) -> Iterable[NameEvidence]:
        head = self._head(words)
        if head is None:
            return
        start, end, phrases = head
        before, behind = words[:start], words[end:]
        if any(word in self._about for word in behind):
            return
        if before and not self._about_before.isdisjoint((before[0], before[-1])):
            return
        settled = all(word in self._neutral or word.isdigit() for word in behind)
        person = self._whose(before, context)
        known = not any(self._is_unknown(word) for word in before)
        for phrase in phrases:
            yield NameEvidence(
                item=phrase.item,
                strong=phrase.strong and settled,
                person=person,
                settled=settled and (phrase.strong or person is True or known),
                words=" ".join(words[start:end]),
                where=where,
            )

    def _head(self, words: Sequence[str]) -> tuple[int, int, list[_Phrase]] | None:
        """The last, longest phrase in ``words``: its start, end and items."""
        for end in range(len(words), 0, -1):
            for start in range(max(0, end - self._longest_phrase), end):
                found = self._phrases.get(tuple(words[start:end]))
                # "name_en": a neutral word is the head only when it is all there is.
                if found and not (
                    end - start == 1
                    and words[start] in self._neutral
                    and self._earlier(words, start)
                ):
                    return start, end, found
        return None

    def _earlier(self, words: Sequence[str], end: int) -> bool:
        return end > 0 and self._head(words[:end]) is not None

    def _whose(self, before: Sequence[str], context: Sequence[str]) -> bool | None:
        """Whose a weak name is: the nearest word that tells decides, modifiers before tables."""
        for word in reversed(before):
            if word in self._person:
                return True
            if word in self._thing:
                return False
        for word in reversed(context):
            forms = {word, _singular(word)}
            if forms & self._person or forms & self._dealing:
                return True
            if forms & self._thing:
                return False
        return None

    def _is_unknown(self, word: str) -> bool:
        """Whether ``word`` is none of the vocabulary, and no short prefix as in ``od_name``."""
        shortest = _SHORTEST_UNKNOWN if word.isascii() else _SHORTEST_UNKNOWN - 1
        return len(word) >= shortest and not word.isdigit() and word not in self._vocabulary

    def _word_set(self, texts: Iterable[str]) -> frozenset[str]:
        return frozenset(word for text in texts for word in self.words(text))

    def _cut_word(self, token: str) -> tuple[str, ...]:
        """``token`` cut into the fewest vocabulary words: ``userid`` → user id.

        A Latin token is cut only where all of it is known words. A Korean one may have unknown
        parts, because Korean writes compounds without a space.
        """
        if token in self._vocabulary:
            return (token,)
        korean = "가" <= token[0] <= "힣"
        whole = self._cover(token)
        if whole is not None:
            return whole
        return self._cover_with_gaps(token) if korean else (token,)

    def _cover(self, token: str) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
        for end in range(1, len(token) + 1):
            for start in range(end):
                before = best[start]
                if before is None or token[start:end] not in self._parts:
                    continue
                present = best[end]
                if present is None or len(before) + 1 < len(present):
                    best[end] = (*before, token[start:end])
        return best[-1]

    def _cover_with_gaps(self, token: str) -> tuple[str, ...]:
        parts: list[str] = []
        at, gap = 0, 0
        while at < len(token):
            end = next(
                (end for end in range(len(token), at + 1, -1) if token[at:end] in self._vocabulary),
                None,
            )
            if end is None:
                at += 1
                continue
            if gap < at:
                parts.append(token[gap:at])
            parts.append(token[at:end])
            at = gap = end
        if gap < len(token):
            parts.append(token[gap:])
        return tuple(parts)


def _split(text: str) -> list[str]:
    """Lower-case words by case, separators, numbers and script.

    NFKC, so that Hangul in NFD is whole. Hangul words beside each other are joined, because
    Korean writes the same compound with and without spaces.
    """
    text = _BETWEEN_HANGUL.sub("", unicodedata.normalize("NFKC", text))
    return [word.lower() for word in _WORD.findall(text)]


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
