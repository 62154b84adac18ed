"""Keys that are people: ``김영희: hello`` in the log of a chat, ``{"김영희": {"score": 3}}``.

Who writes a log or a document takes its keys from the data as well, and no name may stand in a
report. A Korean key of a log is shown only where all of it is known words: names are made of the
same syllables as nouns, and nobody has a list of all names. Columns are named by their makers, so
among them, and among the keys of documents, only what is built like a common name is taken for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from pii_scan.detect.given_names import GIVEN_NAMES, KOREAN_SURNAMES, SURNAMES
from pii_scan.detect.message_words import WORDS
from pii_scan.detect.person_names import korean_name
from pii_scan.detect.words import split
from pii_scan.keys import ANY_KEY
from pii_scan.model import Field

# Names in Hangul of foreigners as well, and with a title: 알렉산드라님.
_MOST_SYLLABLES = 7
_HANGUL = re.compile(r"[가-힣]+")
_BETWEEN_KEYS = re.compile(r"([.\[\]]+)")


class PersonKeys:
    """Tells which keys in the paths of fields are people."""

    def __init__(self, unknown_words: Callable[[str], Iterable[str]]) -> None:
        """``unknown_words`` gives those words of a name that no field is named with."""
        self._unknown_words = unknown_words

    def path_without(self, field: Field) -> tuple[str, ...]:
        """The path of ``field`` with ``*`` for each key that is a person."""
        if field.type is not None:
            return field.path
        hidden = self._in_log if field.logged else self._in_document
        container, *keys = field.path
        return container, *("".join(map(hidden, _BETWEEN_KEYS.split(key))) for key in keys)

    def is_known(self, key: str) -> bool:
        """False for a word that is neither known nor made of several, as the names of fields are.

        Whether Hangul is a person, ``path_without`` tells.
        """
        word, *others = [word for word in split(key) if not word.isdigit()] or [""]
        if others or not word.isascii() or word in WORDS:
            return True
        return not any(unknown.isalpha() for unknown in self._unknown_words(key))

    def _in_log(self, key: str) -> str:
        text = unicodedata.normalize("NFKC", key)
        return ANY_KEY if self._unknown_hangul(text) or self._is_latin(text) else key

    def _in_document(self, key: str) -> str:
        text = unicodedata.normalize("NFKC", key)
        return ANY_KEY if korean_name(text) and self._unknown_hangul(text) else key

    def _unknown_hangul(self, key: str) -> bool:
        """Whether an unknown word in the key is Hangul and no longer than a name."""
        return any(
            len(word) <= _MOST_SYLLABLES and word not in WORDS
            for run in _HANGUL.findall(key)
            if run not in WORDS
            for word in self._unknown_words(run)
        )

    def _is_latin(self, key: str) -> bool:
        """Whether the key begins or ends as a name does, and no word in it is known."""
        words = split(key)
        if not words or not WORDS.isdisjoint(words):
            return False
        named = words[0] in GIVEN_NAMES or words[0] in KOREAN_SURNAMES or words[-1] in SURNAMES
        return named and len(tuple(self._unknown_words(key))) == len(words)
