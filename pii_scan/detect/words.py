"""How a name is cut into words: by case, separators, numbers, script and vocabulary.

``mb_hp``, ``userEmail`` and ``회원휴대폰번호`` all become lower-case words, short forms replaced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

# A name is a few words; anything longer is a sentence or an attack.
_LONGEST_NAME = 120
# Columns of many tables have few names.
_KNOWN = 65_536

_WORD = re.compile(
    r"(?i:cp)[0-9]{3,5}(?![0-9])"  # a code page, as in members_cp949.csv, and no cell phone
    r"|[A-Z]+(?![a-z])"  # IP in userIP, and HTTP in HTTPServer once the next word is cut off
    r"|[A-Z]?[a-z]+"
    r"|[A-Z]+(?=[A-Z][a-z])"
    r"|[가-힣]+"
    r"|[0-9]+"
    r"|[^\W\d_]+"  # other scripts
)
# Short words that names are glued together with (userid, custnm). Other short ones are not cut
# off: "hostage" holds no age.
_GLUED = frozenset(
    {"id", "ip", "hp", "fax", "zip", "tel", "sms", "key", "cvc", "cvv", "sex", "tax", "vat", "ipv"}
    | {"new", "old", "log", "img", "url", "sns", "mfa", "otp"}
)
_SHORTEST_PART = 4
# What names end with whatever stands before it, and no other word does: portalloginpassword.
_LAST_PARTS = ("password", "username", "firstname", "lastname")
_WHEN = "at"
_BETWEEN_HANGUL = re.compile(r"(?<=[가-힣])[\s_·ㆍ-]+(?=[가-힣])")
# Latin letters with marks, and what is written for those that are no letter with a mark.
_MARKED = re.compile(r"[\u00c0-\u024f\u1e00-\u1eff]")
_UNMARKED = {"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss"} | {
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
}


class WordCutter:
    """Cuts names with a vocabulary: the words of texts and the short forms."""

    def __init__(self, words: Iterable[str], abbreviations: Mapping[str, str]) -> None:
        """``abbreviations`` maps a short form to the words it stands for, "" for none."""
        self._given = frozenset(words), abbreviations
        self._abbreviations = {short: tuple(long.split()) for short, long in abbreviations.items()}
        self.vocabulary = self._given[0].union(self._abbreviations)
        self._parts = frozenset(
            word for word in self.vocabulary if len(word) >= _SHORTEST_PART or not word.isascii()
        ).union(_GLUED, self._abbreviations)
        self._cut = lru_cache(maxsize=_KNOWN)(self._cut_word)
        self._words = lru_cache(maxsize=_KNOWN)(self._words_of)

    def __reduce__(self) -> tuple[type[WordCutter], tuple[frozenset[str], Mapping[str, str]]]:
        """What it is made of, without the words that were cut before."""
        return WordCutter, self._given

    def words(self, name: str) -> tuple[str, ...]:
        """``name`` as whole lower-case words, short forms replaced; numbers are words too."""
        return self._words(name)

    def _words_of(self, name: str) -> tuple[str, ...]:
        words: list[str] = []
        for token in split(name[:_LONGEST_NAME]):
            for part in self._cut(token):
                words += self._abbreviations.get(part, (part,))
        return tuple(words)

    def _cut_word(self, token: str) -> tuple[str, ...]:
        """``token`` cut into the fewest vocabulary words: ``userid`` → user id.

        Of several ways that with the longest words in front: ``contactno`` is contact no, not
        cont actno. Other scripts have them behind, where the head stands: 담당자 이메일주소.

        A Latin token is cut only where all of it is known words; one of another script may have
        unknown parts.
        """
        if token in self.vocabulary:
            return (token,)
        # Korean, Japanese and Chinese write compounds without a space.
        joined = not token.isascii()
        whole = self._cover(token)
        if whole is not None:
            return whole
        if joined:
            return self._cover_with_gaps(token)
        return self._moment(token) or self._last_part(token) or (token,)

    def _moment(self, token: str) -> tuple[str, ...]:
        """The words of when something happened, as databases fold it: ``lastloginat``."""
        before = token.removesuffix(_WHEN)
        if before == token or len(before) < _SHORTEST_PART:
            return ()
        cut = self._cut_word(before)
        return (*cut, _WHEN) if self.vocabulary.issuperset(cut) else ()

    def _last_part(self, token: str) -> tuple[str, ...]:
        """Unknown words before a known one: ``portalloginpassword``."""
        last = next((part for part in _LAST_PARTS if token.endswith(part)), None)
        return (token.removesuffix(last), *self._cut_word(last)) if last else ()

    def _cover(self, token: str) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
        in_front = 1 if token.isascii() else 2
        for end in range(1, len(token) + 1):
            for start in range(end):
                before = best[start]
                if before is None or token[start:end] not in self._parts:
                    continue
                present = best[end]
                if present is None or len(before) + in_front <= len(present):
                    best[end] = (*before, token[start:end])
        return best[-1]

    def _cover_with_gaps(self, token: str) -> tuple[str, ...]:
        parts: list[str] = []
        at, gap = 0, 0
        while at < len(token):
            end = next(
                (end for end in range(len(token), at + 1, -1) if token[at:end] in self.vocabulary),
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


@lru_cache(maxsize=_KNOWN)
def split(text: str) -> tuple[str, ...]:
    """Lower-case words by case, separators, numbers and script.

    NFKC, so that Hangul in NFD is whole. Hangul words beside each other are joined, because
    Korean writes the same compound with and without spaces. Latin letters lose their marks, as
    they do in the names of most columns: prénom is prenom.
    """
    if not text.isascii():
        text = _BETWEEN_HANGUL.sub("", unicodedata.normalize("NFKC", text))
        text = _MARKED.sub(_without_mark, text)
    return tuple(map(str.lower, _WORD.findall(text)))


def _without_mark(letter: re.Match[str]) -> str:
    return _UNMARKED.get(letter[0], unicodedata.normalize("NFD", letter[0])[0])


def singular(word: str) -> str:
    """An English word without its plural ending: ``entries`` → entry."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
