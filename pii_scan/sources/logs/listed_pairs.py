"""Pairs that are listed for people to read: ``고객명 : 김민수 / Birth Date : 900101 | 성별 : 남``.

Before pairs are looked for, their keys are put in quotes, as programs write them. Nothing but a
second such pair behind a separator tells a key from a word of a sentence, ``error : no such file``,
or that an item is called so and one word follows: ``name : 홍길동``.
"""

from __future__ import annotations

import re

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.pairs import KEY, WORD

# No list is without one of these.
_HINTS = [" : ", "/ ", "| "]
_PHRASE = rf"{WORD}(?: {WORD}){{0,2}}"
# Behind other words only one is the key, or several that are written as a title is.
_TITLE = rf"(?:[A-Z][A-Za-z]{{0,63}} ){{1,2}}[A-Z][A-Za-z]{{0,63}}|{WORD}"
_VALUE = r"[^\s:/|,;][^:|]*?"
_BEFORE = r"(?:^|[\s(\[{<])"
_IS_LISTED = (
    rf"{_BEFORE}{WORD} ?: {_VALUE} ?[/|] {_PHRASE} ?: |{_BEFORE}{WORD} : {_VALUE}, {_PHRASE} : "
)
# Before the first one stand no pairs, but perhaps where the line comes from: [Member.java:152]
_FIRST = rf"^((?:(?:[^:|]|:[^\s|])*?[\s(\[{{<])??)({_TITLE}) ?: "
_OTHERS = rf"((?: ?[/|]|,) )({_PHRASE}) ?: "
_AS_KEY = '${1}"${2}": '
_COLON = " : "
_ONE_WORD = rf"({_BEFORE})({WORD}) : ([^\s:=\"'(){{}}\[\]<>,;|]+(?:[)\]}}>,;/|]|\s*$))"
_ONE = re.compile(_ONE_WORD)
# As PHP prints an array, an element a line or all in one.
_PRINTED = ["] => ", "] = "]
_PRINTED_PARENT = rf"\[({KEY})\] => (Array|[\w\\]+ Object)\b"
_PRINTED_LINE = rf"^\s*\[({KEY})\] =>? ([^\"\s][^\"]*)$"
_PRINTED_SEVERAL = rf"\[{KEY}\] = [^\"]*?\s\[{KEY}\] = [^\"]*$"
_PRINTED_SIGN = rf"\s*\[({KEY})\] = "
_PRINTED_KEY = rf"\[({KEY})\] => "
# The values that Rails binds: [["name", "홍길동"], ["age", 30]]
_BOUND = '[["'
_BOUND_TEXT = rf"\[\"({KEY})\", (\"(?:[^\"\\]|\\.)*\")\]"
_BOUND_OTHER = rf"\[\"({KEY})\", ([\w.+-]+)\]"
_ENDS = re.compile(r"\W+\Z")


def with_quoted_keys(texts: pl.Series, words: KeyWords | None = None) -> pl.Series:
    """The texts with the keys of such lists in quotes; one with quotes in it is left as it is.

    ``words`` tells which keys may stand alone.
    """
    hinted = texts.str.contains_any(_HINTS)
    if not hinted.any():
        return texts
    text = pl.col(texts.name)
    is_listed = pl.lit(hinted) & ~text.str.contains('"', literal=True)
    listed = pl.when(is_listed).then(text).str.contains(_IS_LISTED).fill_null(value=False)
    frame = texts.to_frame().with_columns(listed=listed)
    if frame["listed"].any():
        quoted = text.str.replace(_FIRST, _AS_KEY).str.replace_all(_OTHERS, _AS_KEY)
        frame = frame.with_columns(pl.when("listed").then(quoted).otherwise(text))
    return frame[texts.name] if words is None else _with_keys_alone(frame[texts.name], words)


def with_printed_keys(texts: pl.Series) -> pl.Series:
    """The texts with the keys of arrays that PHP prints in quotes: ``[name] => 홍길동``.

    Those who print them themselves write ``[name] = 홍길동``, an element a line or several.
    """
    held = texts.str.contains_any(_PRINTED)
    if not held.any():
        return texts
    printed = texts.filter(held).str.replace_all(_PRINTED_PARENT, "[${1}] ${2}")
    several = printed.str.contains(_PRINTED_SEVERAL) & ~printed.str.contains('"', literal=True)
    if several.any():
        ended = printed.filter(several).str.replace_all(_PRINTED_SIGN, '" "${1}" => "') + '"'
        # Before the first there is no value to end.
        printed = printed.scatter(
            several.arg_true(), ended.str.replace('" "', ' "', literal=True).str.strip_chars()
        )
    printed = printed.str.replace(_PRINTED_LINE, '"${1}" => "${2}"')
    printed = printed.str.replace_all(_PRINTED_KEY, '"${1}" =>')
    return texts.scatter(held.arg_true(), printed)


def with_bound_keys(texts: pl.Series) -> pl.Series:
    """The texts with the pairs that Rails binds to a statement as those of an object."""
    held = texts.str.contains(_BOUND, literal=True)
    if not held.any():
        return texts
    bound = texts.filter(held).str.replace_all(_BOUND_TEXT, '["${1}": ${2}]')
    bound = bound.str.replace_all(_BOUND_OTHER, '["${1}": ${2}]')
    return texts.scatter(held.arg_true(), bound)


def _with_keys_alone(texts: pl.Series, words: KeyWords) -> pl.Series:
    """The texts with no blank between a key that an item is called so and the colon behind it."""
    held = texts.str.contains(_COLON, literal=True)
    if not held.any():
        return texts
    some = texts.filter(held & ~texts.str.contains('"', literal=True)).unique()
    some = some.filter(some.str.contains(_ONE_WORD))
    known = {text: _ONE.sub(lambda found: _closed(found, words), text) for text in some}
    changed = {text: closed for text, closed in known.items() if text != closed}
    return texts.replace(changed) if changed else texts


def _closed(found: re.Match[str], words: KeyWords) -> str:
    """What was found without the blank, where it is a pair and no sentence: ``login : failed``."""
    before, key, rest = found.groups()
    value = _ENDS.sub("", rest)
    if not words.names_item(key) or words.is_nobody(value):
        return found[0]
    return f"{before}{key}: {rest}"
