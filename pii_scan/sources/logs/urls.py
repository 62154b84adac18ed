"""URLs in logs: the part before the query as one value, each query parameter as its own key."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

import polars as pl

from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.sources.logs.counts import Counts, add, distinct

# An address inside an address is encoded twice; nobody encodes more often.
_ROUNDS = 3
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_HEX = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+")


def count_urls(urls: pl.Series, key: str) -> Counts:
    """``key`` → the URLs without their queries, ``key.query.NAME`` → the values of a parameter.

    All are decoded: ``kim%40example.com`` is counted as ``kim@example.com``.
    """
    parts = urls.str.extract_groups(r"^(?P<base>[^?]*)(?:\?(?P<query>[^#\s]*)(?P<rest>.*))?$")
    bases = parts.struct.field("base") + parts.struct.field("rest").fill_null("")
    counts: Counts = {}
    for base, number in distinct(bases).items():
        add(counts, key, decode(base), number)
    _count_parameters(parts.struct.field("query"), f"{key}.query", counts)
    return counts


def _count_parameters(queries: pl.Series, prefix: str, counts: Counts) -> None:
    # Split, grouped and counted by polars; Python sees only the distinct parameters.
    pairs = queries.drop_nulls().str.split("&").explode(empty_as_null=False)
    for pair, number in distinct(pairs).items():
        name, has_value, value = pair.removeprefix("amp;").partition("=")
        name, value = _decode_form(name), _decode_form(value)
        if not has_value:
            add(counts, f"{prefix}.{KEY}", name, number)
            continue
        shown = key_name(name)
        if shown is None:
            add(counts, f"{prefix}.{KEY}", name, number)
        add(counts, f"{prefix}.{shown or ANY_KEY}", value, number)


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
