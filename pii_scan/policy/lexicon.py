"""The words that policies use, looked up: items, collection points, kinds of record, laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pii_scan.rulebook import Rulebook

# The point that says how data is collected, not when: it gives way to any other.
_HOW = "automatic"
# A heading or a sentence is shorter; looking for every word in a whole book would take long.
_LONGEST_SEARCHED = 1000
_UNHEARD = re.compile(r"""[\s"'`´‘’“”「」『』]+""")
_EDGES = " .。,，:：;；*※-–—~!?"
_KOREAN_TAIL = re.compile(r"(?:등등|등의정보|등정보|등의|등)$")
_KOREAN_PARTICLE = re.compile(r"(?:으로|을|를|은|는|이|가|의|와|과|도|로)$")
_KOREAN_KIND = re.compile(r"(?:관련)?정보$")
# Whose it is does not change what it is: 이용자의 이름, 담당자 이메일, your email address.
_KOREAN_OWNER = re.compile(
    r"^(?:이용자|회원|고객|본인|사용자|가입자|정보주체|담당자|신청인|신청자|문의자|구매자|주문자|수령인"
    r"|수령자|수취인|받는사람|보내는사람|법정대리인|보호자|대표자|예금주|지원자|당첨자|판매자|환자|아동|예약자|탑승자|투숙객|학생|학부모|수강생|응모자|참가자|참여자|기부자|후원자"
    r"|민원인|방문자|작성자|입금자|계약자|피보험자|관리자|대리인|추천인|제보자"
    r"|회사담당자)(?:의)?"
)
_ENGLISH_OWNER = re.compile(
    r"^(?:(?:and|or|your|our|the|a|an|any|user'?s?|customer'?s?)\s+)+", re.IGNORECASE
)


def key_of(words: str) -> str:
    """``words`` as they are compared: NFKC, without spaces, quotes and case."""
    return _UNHEARD.sub("", unicodedata.normalize("NFKC", words).strip(_EDGES)).casefold()


@dataclass(frozen=True)
class Lexicon:
    """Ids by the key of each word for them; ``laws`` maps the key of a title to the title."""

    items: Mapping[str, str]
    points: Mapping[str, str]
    records: Mapping[str, str]
    laws: Mapping[str, str]

    def item(self, words: str) -> str | None:
        """The item that exactly these words mean, endings and owners aside; None for no item."""
        return next((self.items[k] for k in _variants(words) if k in self.items), None)

    def point(self, words: str) -> str | None:
        """The collection point whose words stand in ``words``; None for none and for several."""
        key = key_of(words)
        if key in self.points:
            return self.points[key]
        found = {id_ for _, id_ in _longest_words(self.points, key)}
        if len(found) > 1:
            found.discard(_HOW)
        return found.pop() if len(found) == 1 else None

    def record(self, words: str) -> str | None:
        """The kind of record whose words stand in ``words``; None for none and for several."""
        return self._only(self.records, words)

    def records_in(self, words: str) -> list[str]:
        """All kinds of record whose words stand in ``words``."""
        return list(dict.fromkeys(id_ for _, id_ in _longest_words(self.records, key_of(words))))

    def law(self, words: str) -> str | None:
        """The title of the one law of the rulebook named in ``words``."""
        return self._only(self.laws, words)

    def words_of_point(self, text: str) -> str | None:
        """The part of ``text`` that names its collection point, as it is written there."""
        point = self.point(text)
        found = [k for k, id_ in _longest_words(self.points, key_of(text)) if id_ == point]
        if not found:
            return None
        spelled = r"\s*".join(map(re.escape, found[0]))
        match = re.search(spelled, unicodedata.normalize("NFKC", text), re.IGNORECASE)
        return match.group() if match else None

    def mentioned_items(self, text: str) -> int:
        """How many words for items stand anywhere in ``text``."""
        return sum(1 for k, _ in _longest_words(self.items, key_of(text)) if len(k) > 1)

    def _only(self, ids: Mapping[str, str], words: str) -> str | None:
        key = key_of(words)
        if key in ids:
            return ids[key]
        found = {id_ for _, id_ in _longest_words(ids, key)}
        return found.pop() if len(found) == 1 else None


def read_lexicon(rulebook: Rulebook) -> Lexicon:
    """The lexicon of the policy words under rules/. Raises RuleError when they are broken."""
    laws = [
        title
        for law in rulebook.laws.values()
        for title in (law.title.ko, law.title.en, *(r.law for r in law.retention))
    ]
    return Lexicon(
        items=_by_key((i, (x.label.ko, x.label.en, *x.policy)) for i, x in rulebook.items.items()),
        points=_by_key((i, x.words) for i, x in rulebook.points.items()),
        records=_by_key(
            (i, (x.label.ko, x.label.en, *x.words)) for i, x in rulebook.record_kinds.items()
        ),
        laws=_by_key((title, (title,)) for title in laws),
    )


def _by_key(entries: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    words: dict[str, str] = {}
    for id_, spellings in entries:
        for spelling in spellings:
            words.setdefault(key_of(spelling), id_)
    return words


def _longest_words(ids: Mapping[str, str], key: str) -> Iterator[tuple[str, str]]:
    """The words found in ``key`` with their ids, longest first, none inside another."""
    taken = key = key[:_LONGEST_SEARCHED]
    for word in sorted((w for w in ids if w and w in key), key=lambda w: (-len(w), w)):
        if word in taken:
            yield word, ids[word]
            taken = taken.replace(word, "\0")


def _variants(words: str) -> Iterator[str]:
    """Keys that mean the same as ``words``, the closest first."""
    starts = [words, _ENGLISH_OWNER.sub("", words.strip())]
    keys = [key_of(start) for start in starts]
    keys.append(_KOREAN_OWNER.sub("", keys[0]))
    for key in dict.fromkeys(keys):
        for ended in dict.fromkeys((key, _KOREAN_TAIL.sub("", key), _KOREAN_PARTICLE.sub("", key))):
            yield ended
            yield _KOREAN_KIND.sub("", ended)
            yield ended.removesuffix("s")
            yield ended.removesuffix("es")
