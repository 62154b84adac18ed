"""URLs in logs: the part before the query as one value, each query parameter as its own key."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import polars as pl

from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.sources.logs.counts import (
    TEXT,
    VALUE,
    Counts,
    added_up,
    changed,
    other_columns,
    with_most_keys,
)

# An address inside an address is encoded twice; nobody encodes more often.
_ROUNDS = 3
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_HEX = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")
ENCODED = r"[%\\]"
_REQUEST = r"^(?:[A-Z]{3,8} )?(?:https?://|/)[^\s?]*\?[^\s=]+="
_REQUEST_HERE = re.compile(_REQUEST)
# Keys of what stood behind the question mark, as API gateways and firewalls of the web call it.
_QUERY_KEY = re.compile(r"(?:.*[._-])?(?:args|query(?:[_-]?string)?)\Z", re.IGNORECASE)
_QUERY = r"^[^\s=&?{}\[\]\"]+=[^\s{}\[\]\"]*$"
_PARTS = r"^([^?]*)(?:\?([^#\s]*)(.*))?$"


def count_urls(counted: pl.DataFrame, key: str, counts: Counts) -> None:
    """``key`` → the URLs without their queries, ``key.query.NAME`` → the values of a parameter.

    All are decoded: ``kim%40example.com`` is counted as ``kim@example.com``.
    """
    counts.see(key)
    has_query = counted[VALUE].str.contains("?", literal=True)
    with_query = counted.filter(has_query)
    parts = with_query[VALUE].str.extract_groups(_PARTS).struct
    rest = parts.field("3").fill_null("")
    bases = with_query.with_columns((parts.field("1") + rest).alias(VALUE))
    urls = added_up(pl.concat([counted.filter(~has_query), bases]))
    counts.add(key, changed(urls.filter(~pl.col(VALUE).is_in(["", "-"])), ENCODED, decode))
    queries = with_query.with_columns(parts.field("2").alias(VALUE))
    count_query(queries, f"{key}.query", counts)


def open_urls(counts: Counts) -> Counts:
    """The counts with the queries of URLs and requests opened, whatever key they are under.

    ``{"request": "GET /join?email=…"}`` has the keys ``request`` and ``request.query.email``.
    """
    opened = Counts(plain=counts.plain)
    for key, frames in counts.frames.items():
        opened.see(key)
        is_query = _QUERY_KEY.match(key) is not None
        others = [_without_queries(frame, key, opened) for frame in frames] if is_query else frames
        for frame in others if key != TEXT else ():
            is_url = frame[VALUE].str.contains(_REQUEST)
            opened.add(key, frame.filter(~is_url))
            if is_url.any():
                bare = pl.col(VALUE).str.replace(r" HTTP/[0-9.]+$", "")
                count_urls(frame.filter(is_url).with_columns(bare), key, opened)
    if TEXT in counts.frames:
        opened.frames[TEXT] = counts.frames[TEXT]
    return opened


def is_request(text: str) -> bool:
    """Whether a value is one that ``open_urls`` opens; until then it is to stay encoded."""
    return _REQUEST_HERE.match(text) is not None


def _without_queries(counted: pl.DataFrame, key: str, counts: Counts) -> pl.DataFrame:
    """Count the values that are the query of a URL, as that; the others are given back."""
    are_queries = counted[VALUE].str.contains(_QUERY)
    count_query(counted.filter(are_queries), key, counts)
    return counted.filter(~are_queries)


def count_query(queries: pl.DataFrame, prefix: str, counts: Counts) -> None:
    """``prefix.NAME`` → the values of a parameter; ``prefix.(key)`` → keys that are data."""
    count_pairs(queries, "&", prefix, counts, is_form=True)


def count_pairs(
    counted: pl.DataFrame, separator: str, prefix: str, counts: Counts, *, is_form: bool
) -> None:
    """Each ``name=value`` between separators; split by polars, Python sees what is distinct."""
    if counted.is_empty():
        return
    pairs = added_up(
        counted.with_columns(pl.col(VALUE).str.split(separator))
        .explode(VALUE)
        .with_columns(pl.col(VALUE).str.strip_chars(" ").str.strip_prefix("amp;"))
        .filter(pl.col(VALUE).is_not_null() & (pl.col(VALUE) != ""))
    )
    rows = pairs.select(
        pl.col(VALUE).str.splitn("=", 2).struct.rename_fields(["key", VALUE]).struct.unnest(),
        *other_columns(pairs),
    )
    decoded = _decode_form if is_form else decode
    names = {name: decoded(name) for name in rows["key"].unique().to_list()}
    shown = {name: key_name(plain) for name, plain in names.items()}
    # A name that looks like data is a value; so is a name that stands alone.
    is_data = rows["key"].is_in([name for name, plain in shown.items() if plain is None])
    as_values = rows.filter(is_data | pl.col(VALUE).is_null())
    if not as_values.is_empty():
        keys = as_values.with_columns(
            pl.col("key").replace_strict(names, return_dtype=pl.String).alias(VALUE)
        )
        counts.add(_joined(prefix, KEY), added_up(keys.select(VALUE, *other_columns(keys))))
    named = rows.filter(pl.col(VALUE).is_not_null()).with_columns(
        pl.col("key").replace_strict(
            {name: _joined(prefix, plain or ANY_KEY) for name, plain in shown.items()},
            return_dtype=pl.String,
        )
    )
    encoded = r"[%\\+]" if is_form else ENCODED
    for (key,), part in (
        with_most_keys(named).partition_by("key", as_dict=True, include_key=False).items()
    ):
        counts.see(str(key))
        filled = part.filter(pl.col(VALUE) != "")
        values = changed(added_up(filled), encoded, decoded)
        counts.add(str(key), values.select(VALUE, *other_columns(values)))


def _joined(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _decode_form(text: str) -> str:
    # In a form "+" is a blank, but +821012345678 was meant as it stands.
    return decode(text.replace("+", " ") if not text.startswith("+") else text)


def decode(text: str) -> str:
    r"""Percent encoding and the ``\xHH`` of web servers' logs undone, in UTF-8 or else CP949."""
    if "\\x" in text:
        text = _HEX.sub(lambda match: _hex_text(match[0]), text)
    for _ in range(_ROUNDS):
        if "%" not in text or not _PERCENT.search(text):
            break
        text = _text(unquote_to_bytes(text))
    return text


def _hex_text(escaped: str) -> str:
    return _text(bytes.fromhex(escaped.replace("\\x", "")))


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(errors="replace")
