"""Which words in front of a colon and a blank are keys: ``user: kim``, and no ``PAM: failed``.

A sentence has words in front of colons as well, and so has a chat the names of people. A key that
is named after an item may stand anywhere; any other known word only at the start, behind a
separator or behind another pair; an unknown word is none. With no blank behind its colon a word may
stand anywhere: ``from inside:192.0.2.1``, but no login, as an unknown one with a number is or one
behind a word for people. Words that are written as a title is are one key: ``Source Network
Address: 192.0.2.1``. A word that anything can have a ``name`` or an ``address`` of is one key with
the word in front of it, which tells what has it: ``server name: web-1``, ``Account number: 110-1``.

What stands in quotes behind a word of a sentence is whom or what that speaks of, unless it is named
after an item: ``login failed for 'kim': …``.
"""

from __future__ import annotations

import re

import polars as pl

from pii_scan.keys import is_data
from pii_scan.sources.base import KeyWords

_SPACED = r"^\s"
_TITLED = r"^[A-Z]"
_TITLE = r"(?:^|[\s,;&?|(){}\[\]<\"'/])((?:[A-Z][A-Za-z]{0,63} ){1,3})$"
_SEPARATOR = r"(?:[,;&?|(){}\[\]<>\"'/.!#-]\s*|\t|\s{2})$"
# What anything has, and the one word in front of it that programs write: auth-server name: ldap1
_OF_ANYTHING = r"^(?:name|address|number|id|date|person|holder)$"
_OWNER = r"(?:^|[\s,;&?|(){}\[\]<\"'/])([A-Z]?[a-z]{1,24}(?:-[a-z]{2,24})? )$"
# Words of a sentence in front of it say nothing of what has it: with name: Kim, invalid name: Kim
_OWNS_NOTHING = frozenset(
    {"a", "an", "and", "any", "as", "by", "current", "duplicate", "empty", "for", "from", "given"}
    | {"has", "have", "in", "invalid", "is", "its", "last", "missing", "new", "no", "of", "old"}
    | {"on", "or", "same", "that", "the", "this", "to", "unknown", "valid", "with", "wrong", "your"}
)
_PART_OF_A_NAME = "last name"
# How something went is said of what stands in front, and no part of a key: Login OK: [kim]
_OUTCOMES = frozenset(
    {"ok", "success", "successful", "succeeded", "failed", "failure", "error", "incorrect"}
    | {"invalid", "denied", "rejected", "accepted", "refused"}
)
_IN_SENTENCE = r"[0-9A-Za-z_\x{80}-\x{10FFFF}][ \t]+$"
_QUOTES = "\\\"'"
# Behind these a login stands, however it is spelled: by user 'superuser'
_ABOUT_ONE = (
    r"(?:(?i:(?:^|[^a-z])(?:user(?: ?name)?|login|account|member|customer|peer|principal"
    r"|nick(?: ?name)?|player|sender))"
    r"|사용자|회원|고객|유저|계정|아이디|닉네임)[ \t]+$"
)
_NUMBER = "[0-9]"
# A URL, a MAC or IPv6 address.
_NO_VALUE = "^[/:]"
# Parts of a program, one inside of the other: IMAP:session-7: closed
_CHAINED = r"^[^\s:,;\"']+:(?:\s|$)"
# All there is between two keys, where the first has a value of one word.
_VALUE = r"^\s?\S+\s+$"


def with_known_keys(rows: pl.DataFrame, words: KeyWords) -> pl.DataFrame:
    """The rows of pairs with ``is_word``, whether the key of each can be one.

    ``bare`` is whether a key has neither quotes nor an equal sign, ``said`` whether it has quotes
    and a colon; the others are left as they are. Words of a title go over from the ``rest`` of the
    row before to the key.
    """
    ahead = pl.col("rest").shift(1)
    quoted = pl.col("said") & ahead.str.contains(_IN_SENTENCE)
    spaced = pl.col("bare") & pl.col("rest").str.contains(_SPACED)
    rows = rows.with_columns(
        quoted=quoted.fill_null(value=False),
        judged=spaced,
        joined=pl.col("bare") & ~spaced & ~pl.col("rest").str.contains(_NO_VALUE),
        word=pl.col("key").str.strip_chars(_QUOTES),
    )
    if not rows.select(pl.any_horizontal("quoted", "judged", "joined").any()).item():
        return rows.with_columns(is_word=pl.lit(value=True))
    rows = _with_titles(rows, words)
    keys = rows.filter(pl.any_horizontal("quoted", "judged", "joined"))["word"].unique()
    # The numbers of messages in a queue are different in each line.
    keys = keys.filter(pl.Series([not is_data(key) for key in keys], dtype=pl.Boolean))
    named = keys.filter(pl.Series(map(words.names_item, keys), dtype=pl.Boolean)).implode()
    known = keys.filter(pl.Series(map(words.is_known, keys), dtype=pl.Boolean)).implode()
    is_first = pl.col("key").shift(1).is_null()
    is_behind_value = ~is_first & ahead.str.contains(_VALUE)
    is_placed = (
        ahead.str.contains(_SEPARATOR)
        | (is_first & (ahead.str.strip_chars() == ""))
        | is_behind_value
    )
    is_named, is_known = (pl.col("word").is_in(some) for some in (named, known))
    is_about_one = ahead.str.contains(_ABOUT_ONE)
    is_chained = pl.col("rest").str.contains(_CHAINED)
    has_number = pl.col("word").str.contains(_NUMBER)
    is_word = (
        pl.when("judged")
        .then(is_named | (is_known & is_placed))
        .when("joined")
        .then(is_named | (~is_chained & (is_known | (~has_number & ~is_about_one))))
        .when("quoted")
        .then(is_behind_value | (is_named & ~is_about_one))
        .otherwise(pl.lit(value=True))
    )
    return rows.with_columns(is_word=is_word.fill_null(value=True)).drop(
        "quoted", "judged", "joined", "word"
    )


def is_no_key_within(word: str, words: KeyWords) -> bool:
    """Whether ``word`` in front of a colon and a blank is no key behind one word and one blank.

    Together with words of a title or of what has it, it might be one that begins the line.
    """
    if words.names_item(word) or re.search(_OF_ANYTHING, word):
        return False
    return not re.match(_TITLED, word) or not _may_end_a_title(word, words)


def _may_end_a_title(key: str, words: KeyWords) -> bool:
    return words.is_known(key) and key.lower() not in _OUTCOMES


def _with_titles(rows: pl.DataFrame, words: KeyWords) -> pl.DataFrame:
    """The rows with the words of a title in front of a key as a part of it."""
    ahead = pl.col("rest").shift(1)
    is_titled = pl.col("judged") & pl.col("key").str.contains(_TITLED)
    is_owned = pl.col("judged") & pl.col("key").str.contains(_OF_ANYTHING)
    titles = rows.select(
        "key",
        title=pl.when(is_titled)
        .then(ahead.str.extract(_TITLE, 1))
        .when(is_owned)
        .then(ahead.str.extract(_OWNER, 1)),
    )
    different = titles.unique().drop_nulls()
    if different.is_empty():
        return rows
    prefixes = different.with_columns(
        prefix=pl.Series(
            [_known_end(key, title, words) for key, title in different.rows()], dtype=pl.String
        )
    )
    prefix = titles.join(prefixes, on=["key", "title"], how="left", maintain_order="left")["prefix"]
    prefix = prefix.fill_null("")
    return rows.with_columns(
        key=pl.when(pl.col("key").is_not_null()).then(prefix + pl.col("key")),
        rest=pl.col("rest").str.strip_suffix(prefix.shift(-1, fill_value="")),
    )


def _known_end(key: str, title: str, words: KeyWords) -> str:
    """The last words of a title that are nobody's name, where the key behind them is known.

    Of a word in lower case the same, where it can have what the key is called. Else the value of
    the key before is printed: Name: Mark Email: …
    """
    if title.islower() or key.islower():
        owner = title.rsplit(maxsplit=1)[-1]
        is_part = f"{owner} {key}".lower() == _PART_OF_A_NAME
        owns = is_part or owner.lower() not in _OWNS_NOTHING
        owns = owns and all(map(words.is_nobody, owner.split("-")))
        return f"{owner} " if owns else ""
    known: list[str] = []
    if _may_end_a_title(key, words):
        for word in reversed(title.split()):
            if not words.is_nobody(word):
                break
            known.insert(0, f"{word} ")
    return "".join(known)
