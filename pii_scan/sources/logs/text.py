"""Messages in text: the pairs of keys and values in them are opened.

What is left of a line is its text. The values of opened keys are cut out of it, so that no value
is counted twice: ``login ok phone= from web``. All of it is done by polars; Python sees only what
is distinct.

Known spellings: logfmt (``key=value``, ``key="a value"``), Java and Kotlin objects
(``User(name=…, phone=…)``), JSON, Python and Ruby objects inside text (``{"key": "value"}``,
``"key"=>"value"``), the queries of URLs, ``key: value, key2: value2``.
"""

from __future__ import annotations

import json
import re

import polars as pl

from pii_scan.sources.logs.counts import (
    COUNT,
    FIRST,
    LAST,
    LINE,
    TEXT,
    VALUE,
    Counts,
    days_of,
    printable,
)
from pii_scan.sources.logs.urls import decode

# Marks put before and behind the keys that were found; such characters in a log are blanked.
_START, _SEP = "\x1e", "\x1f"
# Latin, Korean, Japanese and Chinese letters; all of Unicode's would take seven times as long.
_LETTERS = "A-Za-z_À-ɏ぀-ヿ一-鿿가-힣"
_KEY = f"[{_LETTERS}][{_LETTERS}0-9.-]{{0,63}}"
_WORD = f"[{_LETTERS}][{_LETTERS}0-9-]{{0,63}}"
_PAIRS = (
    r"(?P<before>^|[\s,;&?|(){}\[\]<\"'])(?:"
    rf"(?P<equals>{_KEY})(?P<sign> = |=)"
    rf"|(?P<quoted>(?:\\?[\"'])?{_KEY}\\?[\"'])(?P<quotedsign>\s*(?::|=>|=))"
    rf"|(?P<word>{_WORD})(?P<colon>:)"
    # A value in quotes is passed over as a whole: pairs inside it belong to it.
    r")(?P<value>\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'))?"
)
_MARKED = (
    f"${{before}}{_START}${{equals}}${{quoted}}${{word}}"
    f"{_SEP}${{sign}}${{quotedsign}}${{colon}}{_SEP}${{value}}"
)

# How the value is found in what follows a key, up to the next one. Each has three groups: what
# is before the value, the value, and what is behind it.
_IN_QUOTES = r"^(\s*\")((?:[^\"\\]|\\.)*)(\".*)$"
_IN_SINGLE_QUOTES = r"^(\s*')((?:[^'\\]|\\.)*)('.*)$"
_IN_ESCAPED_QUOTES = r"^(\s*\\\")(.*?)(\\\".*)$"
# Up to the comma or tab before the next key: address=서울시 강남구, phone=
_LISTED = (
    r"^([\[{(<]*?)((?:\([0-9]{2,4}\)|[^\s,;&|\"'(\[{<]).*?)([)\]}>]*\s*[,;&|\t]\s*[\[{(<\"']*)$"
)
_BARE = r"^([\[{(<\"']*?)((?:\([0-9]{2,4}\))?[^\s,;&|\"<>(){}\[\]]+)(.*)$"
_AFTER_COLON = (
    r"^(\s+[\[{(<\"']*?)"
    r"((?:\([0-9]{2,4}\) ?)?[^\s,;|(){}\[\]\"'][^,;|(){}\[\]\"']*)(.*)$"
)
# One word behind a key, and at most the blank before the next: what _BARE takes whole.
_SIMPLE = r"^[^\s,;&|\"'<>(){}\[\]\\]+ ?$"
# So many digits, or hexadecimal: the key is data itself, an id or a number, as in key_name.
_DATA = 5
_HEX_ID = "^[0-9A-Fa-f]{8,}$"
_HEX_WORD = "^[0-9a-fA-F]+$"
# Longer than this it is a sentence behind a colon, not the value of a key.
_MOST_WORDS = 8
_LONGEST_PHRASE = 100

_NOTHING = frozenset({"", "-", "null", "None", "nil", "undefined", "NULL"})
# Where a value goes in an SQL statement: email = $1, email=?, email = %s
_PLACEHOLDER = r"^(?:\?|\$[0-9]+|%s)$"
# So many words in front of the same one are names with a tag, not keys with a value.
_TAGGED = 8
_LETTER = r"[\p{L}\p{N}]"
_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.")


def count_text(lines: pl.DataFrame, counts: Counts) -> None:
    """Each opened key → its values, ``(text)`` → what is left of the lines."""
    days = days_of(lines)
    clean = lines[LINE].str.replace_all(f"[{_START}{_SEP}]", " ")
    marked = clean.str.replace_all(_PAIRS, _MARKED)
    has_pairs = marked.str.contains(_START, literal=True)
    texts = clean.filter(~has_pairs)
    _count_texts(texts, days.filter(~has_pairs) if days is not None else None, counts)
    if has_pairs.any():
        pair_days = days.filter(has_pairs) if days is not None else None
        pieces = _without_tags(_pieces(marked.filter(has_pairs)))
        _count_pairs(pieces, pair_days, counts)
        left = _texts(pieces)
        of_line = pair_days.gather(left[LINE]) if pair_days is not None else None
        _count_texts(left["text"], of_line, counts)


def _count_texts(texts: pl.Series, days: pl.Series | None, counts: Counts) -> None:
    if not texts.is_empty():
        counts.add_values(TEXT, texts.str.strip_chars(), days)


def _count_pairs(pieces: pl.DataFrame, days: pl.Series | None, counts: Counts) -> None:
    rows = pieces.filter("opened").with_columns(pl.col("key").str.strip_chars("\\\"'"))
    day = pl.col("day")
    aggregates = [pl.len().alias(COUNT)]
    if days is not None:
        rows = rows.with_columns(days.gather(rows[LINE]).alias("day"))
        aggregates += [day.min().alias(FIRST), day.max().alias(LAST)]
    counted = rows.group_by("key", VALUE, maintain_order=True).agg(*aggregates)
    # Only a value with one of these letters is written otherwise than it was.
    nothing = pl.col(VALUE).is_in(list(_NOTHING)) | pl.col(VALUE).str.contains(_PLACEHOLDER)
    plain = counted.with_columns(
        pl.when(nothing).then(None).otherwise(pl.col(VALUE).str.strip_chars()).alias(VALUE)
    )
    encoded = plain[VALUE].str.contains(r"[\\%]").fill_null(value=False)
    if encoded.any():
        new = [_plain(value) for value in plain.filter(encoded)[VALUE]]
        changed_rows = plain.filter(encoded).with_columns(pl.Series(VALUE, new, pl.String))
        plain = pl.concat([plain.filter(~encoded), changed_rows])
    counts.add_rows(plain)


def _pieces(marked: pl.Series) -> pl.DataFrame:
    """One row for each key and one for what stands before the first key of a line.

    Columns: line, key (null where there is none), head, value and tail, which is what follows the
    key, and sign. Where no value could be told from the text, value is null and head has it all.
    """
    split = pl.col("piece").str.splitn(_SEP, 3).struct
    rows = (
        pl.DataFrame({"piece": marked.str.split(_START)})
        .with_row_index("line")
        .explode("piece", empty_as_null=False)
        .with_columns(
            key=pl.when(pl.col("piece").str.contains(_SEP, literal=True)).then(
                split.field("field_0")
            ),
            sign=split.field("field_1").fill_null(""),
            rest=split.field("field_2"),
            last=pl.col("line") != pl.col("line").shift(-1).fill_null(2**32 - 1),
        )
        .with_columns(rest=pl.when(pl.col("key").is_null()).then("piece").otherwise("rest"))
    )
    rows = rows.with_row_index("place")
    is_simple = rows.select(
        pl.col("sign").str.contains("=", literal=True) & pl.col("rest").str.contains(_SIMPLE)
    )["sign"]
    simple, others = rows.filter(is_simple), rows.filter(~is_simple)
    if simple.is_empty():
        return _with_values(others).drop("place")
    return (
        pl.concat([_with_simple_values(simple), _with_values(others)]).sort("place").drop("place")
    )


def _is_data(key: pl.Expr) -> pl.Expr:
    digits = key.str.count_matches("[0-9]")
    return (digits >= _DATA) | (digits > 0) & key.str.contains(_HEX_ID)


def _with_simple_values(rows: pl.DataFrame) -> pl.DataFrame:
    """What ``_with_values`` gives of values that are all that follows their keys."""
    rest = pl.col("rest")
    is_value = ~_is_data(pl.col("key"))
    value = rest.str.strip_suffix(" ")
    return rows.select(
        "place",
        "line",
        "sign",
        "key",
        opened=is_value,
        head=pl.when(is_value).then(pl.lit("")).otherwise(rest),
        value=pl.when(is_value).then(value),
        tail=pl.when(is_value & rest.str.ends_with(" ")).then(pl.lit(" ")).otherwise(pl.lit("")),
    )


def _with_values(rows: pl.DataFrame) -> pl.DataFrame:
    rest, sign = pl.col("rest"), pl.col("sign")
    colon = sign == ":"
    spaced = colon & rest.str.contains(r"^\s")
    phrase = rest.str.extract(_AFTER_COLON, 2)
    is_value = (
        ~_is_data(pl.col("key"))
        & ~(
            spaced
            & (
                (phrase.str.len_chars() > _LONGEST_PHRASE)
                | (phrase.str.count_matches(r"\s+\S") >= _MOST_WORDS)
            ).fill_null(value=False)
        )
        # A MAC or IPv6 address, a time, a URL, a drive.
        & ~(
            colon
            & (
                rest.str.contains(r"^(?:[/:]|\\[^\"'])")
                | ~spaced & pl.col("key").str.contains(_HEX_WORD)
            )
        )
    )
    found = (
        pl.when(~is_value)
        .then(None)
        .when(rest.str.contains(_IN_QUOTES))
        .then(rest.str.extract_groups(_IN_QUOTES))
        .when(rest.str.contains(_IN_SINGLE_QUOTES))
        .then(rest.str.extract_groups(_IN_SINGLE_QUOTES))
        .when(rest.str.contains(_IN_ESCAPED_QUOTES))
        .then(rest.str.extract_groups(_IN_ESCAPED_QUOTES))
        .when(~spaced & ~pl.col("last") & rest.str.contains(_LISTED))
        .then(rest.str.extract_groups(_LISTED))
        .when(spaced)
        .then(rest.str.extract_groups(_AFTER_COLON))
        .otherwise(rest.str.extract_groups(_BARE))
    )
    return rows.with_columns(is_value.fill_null(value=False).alias("opened"), found=found).select(
        "place",
        "line",
        "sign",
        "key",
        "opened",
        head=pl.coalesce(pl.col("found").struct.field("1"), rest),
        value=pl.col("found").struct.field("2"),
        tail=pl.col("found").struct.field("3").fill_null(""),
    )


def _without_tags(pieces: pl.DataFrame) -> pl.DataFrame:
    """Leave closed what is a name with a tag: ``zip:amd64 tar:amd64``, ``veth1: link is up``.

    No line tells these from ``user:kim``, all of them together do: many words stand in front of
    the same one, and never in front of any other.
    """
    colon = pl.col("opened") & (pl.col("sign") == ":")
    first = pl.col("value").str.extract(r"^([^\s,;()]+)")
    pairs = pieces.filter(colon).select("key", first=first).unique()
    if pairs.height < _TAGGED:
        return pieces
    tags = pairs.drop_nulls().group_by("first").len().filter(pl.col("len") >= _TAGGED)
    tagged = (
        pairs.group_by("key")
        .agg(pl.col("first").is_in(tags["first"].implode()).fill_null(value=False).all())
        .filter("first")
    )
    is_tagged = colon & pl.col("key").is_in(tagged["key"].implode())
    return pieces.with_columns(opened=pl.col("opened") & ~is_tagged)


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
            .str.contains(_LETTER),
        )
        .group_by("line", maintain_order=True)
        .agg(pl.col("text").str.join(""), pl.col("says").any())
        .filter("says")
    )


def _plain(value: str) -> str:
    """A value as it was before it was written into the line."""
    if "\\" in value:
        value = _ESCAPE.sub(_unescaped, value)
    return decode(value).strip()


def _unescaped(match: re.Match[str]) -> str:
    try:
        return printable(json.loads(f'"{match[0]}"'))
    except ValueError:
        return match[0]
