"""Messages in text: the pairs of keys and values in them are opened.

What is left of a line is its text. The values of opened keys are cut out of it, so that no value
is counted twice: ``login ok phone= from web``. All of it is done by polars; Python sees only what
is distinct.

Known spellings: logfmt (``key=value``, ``key="a value"``), Java and Kotlin objects
(``User(name=…, phone=…)``), JSON, Python and Ruby objects inside text (``{"key": "value"}``,
``"key"=>"value"``, ``[key] => value``, ``[key] = value``, ``"key" "value"``), the queries of URLs,
``key: value, key2: value2``,
``key : value / key2 : …``, ``key[value] key2[…]``,
``[["key", "value"], …]``.
"""

from __future__ import annotations

import json
import re

import polars as pl

from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.bracketed_pairs import with_bracketed_pairs
from pii_scan.sources.logs.connections import with_called_servers
from pii_scan.sources.logs.constraints import with_refused_values
from pii_scan.sources.logs.counts import (
    DAY,
    LINE,
    TEXT,
    VALUE,
    Counts,
    days_of,
    number_and_days,
    printable,
)
from pii_scan.sources.logs.event_formats import with_parted_events
from pii_scan.sources.logs.listed_pairs import (
    with_bound_keys,
    with_printed_keys,
    with_quoted_keys,
)
from pii_scan.sources.logs.other_signs import with_usual_signs
from pii_scan.sources.logs.pairs import find_pairs, hold_pairs, without_marks
from pii_scan.sources.logs.quoted_pairs import with_quoted_pairs
from pii_scan.sources.logs.sentences import are_sentences
from pii_scan.sources.logs.set_variables import with_set_variables
from pii_scan.sources.logs.sized_pairs import with_sized_pairs
from pii_scan.sources.logs.urls import decode, is_request
from pii_scan.sources.logs.wrapped_values import with_bare_values

_NOTHING = frozenset({"", "-", "null", "None", "nil", "undefined", "NULL"})
# Where a value goes in an SQL statement: email = $1, email=?, email = %s, email=@p0
_PLACEHOLDER = r"^(?:\?|\$[0-9]+|%s|@[pP]?[0-9]{1,3})$"
# A telephone number as an address of internet telephony is no e-mail address: sip:010…@host.
_CALLED = r"\b(sips?|tel):(\+?[0-9]{2,20})@"
_CALLS = ["sip:", "sips:", "tel:"]
# Nor is the address there that of whom a packet came from, which logs write behind sip=.
_CALLED_BY_NAME = r"(?-u:\b)sips?:([A-Za-z_][\w.+-]{0,63})@([0-9]{1,3}\.[0-9]{1,3}\.[0-9])"
# What looks like an address of mail there is none: the host goes.
_CALLED_AT_HOST = r"(?-u:\b)sips?:([A-Za-z_][\w.+-]{0,63})@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
# A handset names itself to an exchange in the header of its contact (RFC 7254).
_HANDSET, _AS_IMEI = "urn:gsma:imei:", "imei="
LETTER = r"[\p{L}\p{N}]"
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.")


def count_text(lines: pl.DataFrame, counts: Counts, words: KeyWords | None = None) -> None:
    """Each opened key → its values, ``(text)`` → what is left of the lines.

    ``words`` tells keys from other words in front of a colon.
    """
    days = days_of(lines)
    clean = without_marks(lines[LINE])
    if clean.str.contains_any(_CALLS).any():
        clean = clean.str.replace_all(_CALLED, "${1}:${2} @")
        clean = clean.str.replace_all(_CALLED_BY_NAME, "sip_username=${1} @${2}")
        clean = clean.str.replace_all(_CALLED_AT_HOST, "sip_username=${1}")
    if clean.str.contains(_HANDSET, literal=True).any():
        clean = clean.str.replace_all(_HANDSET, _AS_IMEI, literal=True)
    clean = with_refused_values(with_usual_signs(clean))
    clean = with_set_variables(with_sized_pairs(with_parted_events(with_called_servers(clean))))
    clean = with_bound_keys(with_printed_keys(with_bare_values(clean)))
    clean = with_quoted_keys(clean, words)
    if words is not None:
        clean = with_quoted_pairs(with_bracketed_pairs(clean, words), words)
    has_pairs = hold_pairs(clean)
    if words is not None and has_pairs.any():
        has_pairs &= ~are_sentences(clean, words)
    texts = clean.filter(~has_pairs)
    _count_texts(texts, days.filter(~has_pairs) if days is not None else None, counts)
    if has_pairs.any():
        pair_days = days.filter(has_pairs) if days is not None else None
        pieces = find_pairs(clean.filter(has_pairs), words)
        _count_pairs(pieces, pair_days, counts)
        left = _texts(pieces)
        of_line = pair_days.gather(left[LINE]) if pair_days is not None else None
        _count_texts(left["text"], of_line, counts)


def count_words(lines: pl.DataFrame, counts: Counts) -> None:
    """``(text)`` → the lines, in which there is nothing to be opened."""
    _count_texts(lines[LINE], days_of(lines), counts)


def _count_texts(texts: pl.Series, days: pl.Series | None, counts: Counts) -> None:
    if not texts.is_empty():
        counts.add_values(TEXT, texts.str.strip_chars(), days)


def _count_pairs(pieces: pl.DataFrame, days: pl.Series | None, counts: Counts) -> None:
    rows = pieces.filter("opened").with_columns(pl.col("key").str.strip_chars("\\\"'"))
    if days is not None:
        rows = rows.with_columns(days.gather(rows[LINE]).alias(DAY))
    counted = rows.group_by("key", VALUE, maintain_order=True).agg(number_and_days(days))
    counts.add_rows(_as_meant(counted))


def add_written(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    """Add values of ``key`` as they are written in lines."""
    counts.add_rows(_as_meant(counted.with_columns(key=pl.lit(key))))


def _as_meant(counted: pl.DataFrame) -> pl.DataFrame:
    """The values as they were before they were written into lines; null for none."""
    nothing = pl.col(VALUE).is_in(list(_NOTHING)) | pl.col(VALUE).str.contains(_PLACEHOLDER)
    plain = counted.with_columns(
        pl.when(nothing).then(None).otherwise(pl.col(VALUE).str.strip_chars()).alias(VALUE)
    )
    # Only a value with one of these letters is written otherwise than it was.
    encoded = plain[VALUE].str.contains(r"[\\%]").fill_null(value=False)
    if not encoded.any():
        return plain
    new = [_plain(value) for value in plain.filter(encoded)[VALUE]]
    changed_rows = plain.filter(encoded).with_columns(pl.Series(VALUE, new, pl.String))
    return pl.concat([plain.filter(~encoded), changed_rows])


def _texts(pieces: pl.DataFrame) -> pl.DataFrame:
    """The ``text`` of each ``line`` again without the values that were opened.

    None of a line where only keys are left.
    """
    opened = pl.col("opened")
    rest = pl.col("head") + pl.col("tail")
    # What was not opened keeps its value.
    left = (
        pl.when(opened)
        .then(rest)
        .otherwise(pl.col("head") + pl.col("value").fill_null("") + pl.col("tail"))
    )
    return (
        pieces.with_columns(
            text=pl.concat_str(pl.col("key").fill_null(""), "sign", left),
            says=pl.when(opened)
            .then(rest)
            .otherwise(pl.col("key").fill_null("") + left)
            .str.contains(LETTER),
        )
        .group_by("line", maintain_order=True)
        .agg(pl.col("text").str.join(""), pl.col("says").any())
        .filter("says")
    )


def _plain(value: str) -> str:
    """A value as it was before it was written into the line."""
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    return (value if is_request(value) else decode(value)).strip()


def _unescaped(match: re.Match[str]) -> str:
    try:
        return printable(json.loads(f'"{match[0]}"'))
    except ValueError:
        return match[0]
