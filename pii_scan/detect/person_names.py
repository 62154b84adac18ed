"""How likely a text is a person's name, by the syllables that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pii_scan.detect.given_names import (
    GIVEN_NAMES,
    KOREAN_GIVEN_SYLLABLES,
    KOREAN_LAST_SYLLABLES,
    KOREAN_SURNAMES,
    SHORT_KOREAN_NAMES,
)
from pii_scan.detect.message_words import WORDS

_COMMON_SURNAMES = "김이박최정강조윤장임오한신서권황안송류유홍전고문손양배백허남심노"
_FIRST_SYLLABLES = (
    "민서지예하도시주준현수영은윤태재성정승상동경기건혜미선유나소채다아연우진호인희종창한광병용순옥"
    "명형규철석보효찬근덕문세가로승"
)
_SECOND_SYLLABLES = (
    "준우서윤현민진호연아영수희정은주원훈석철빈린율경미선나혁환식규범섭욱태성재용일근남숙자순옥란화지"
    "인하온람솔별형국열권봉환협헌한"
)
_FULL_NAME = re.compile(f"[{_COMMON_SURNAMES}][{_FIRST_SYLLABLES}][{_SECOND_SYLLABLES}]")

# Koreans write these where others write John Doe.
_ANYBODY = frozenset({"홍길동", "홍길순", "성춘향", "이몽룡"})
# Who is addressed by what they are, and is built like a name.
_PEOPLE = frozenset(
    {"이용자", "이민자", "배우자", "임신부", "강인한", "유공자"}
    | {"유인원", "이재민", "이주민", "문하생", "홍보인"}
)
_SHORTEST_ROMANISED = 5


def _one_of(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(texts, key=len, reverse=True))})"


_GIVEN = _one_of(KOREAN_GIVEN_SYLLABLES) + _one_of(KOREAN_LAST_SYLLABLES)
_SURNAME = _one_of(KOREAN_SURNAMES)
# gdhong, mjkim: of the surnames that hardly any other word ends with.
_WITH_INITIALS = re.compile(
    r"(?!skim|spark|apark|bark)[a-z]{1,3}(?:kim|lee|park|choi|jung|jeong|kang|yoon|hong|hwang|kwon|jang)"
    r"|(?:kim|lee|park|choi|jeong|kang|yoon|hong|hwang|kwon|jang)[b-df-hj-np-tv-z]{2}"
)


def korean_name(text: str) -> bool | None:
    """True for a common surname and two syllables where given names commonly have them.

    Surnames of nine in ten Koreans (통계청 인구주택총조사 2015, 성씨) and syllables of given names
    by their place. Of Faker's Korean names 82 % are such, of the nouns in hunspell-ko's dictionary
    that are built like a name 3 % (고시원, 이민자). A rarer name is None.
    """
    return True if _FULL_NAME.fullmatch(text.replace(" ", "")) else None


def korean_name_in_text(text: str) -> bool | None:
    """None for three syllables that are built like the commonest names, and no word for people."""
    is_name = korean_name(text) or text in _ANYBODY
    return None if is_name and text not in _PEOPLE else False


def latin_name(text: str) -> bool | None:
    """True where a word is a common given name, or the first a Korean surname (given_names.py).

    Any other capitalised words are None: a place or a product is written like a name.
    """
    words = [word.strip(".,").lower() for word in text.split()]
    return True if words[0] in KOREAN_SURNAMES or not GIVEN_NAMES.isdisjoint(words) else None


def latin_name_in_text(text: str) -> bool | None:
    """None for capitalised words of which one is a given name, or a Korean's with the surname.

    Products and services are written like names: Google Chrome, Order Service.
    """
    words = [word.lower().strip(".") for word in re.split("[ -]", text)]
    if not WORDS.isdisjoint(words):
        return False
    is_korean = romanised_name("".join(words)) and not KOREAN_SURNAMES.isdisjoint(words)
    return None if is_korean or not GIVEN_NAMES.isdisjoint(words) else False


def romanised_name(word: str) -> bool:
    """Whether a lower-case word is built like a Korean's given name in Latin letters.

    With or without the surname, as logins are: soyeon, kimminsu. Of 138,000 words in programs and
    their manuals that no field is named with, a few are as well: modal, mango, young.
    """
    if len(word) < _SHORTEST_ROMANISED:
        return word in SHORT_KOREAN_NAMES
    return _romanised().fullmatch(word) is not None


@cache
def _romanised() -> re.Pattern[str]:
    """Compiled where it is needed: that takes longer than to read a small log."""
    return re.compile(f"{_SURNAME}?{_GIVEN}|{_GIVEN}{_SURNAME}")


def login_with_initials(word: str) -> bool:
    """Whether a lower-case word is a Korean surname with initials, as logins are: gdhong, kimms."""
    return _WITH_INITIALS.fullmatch(word) is not None
