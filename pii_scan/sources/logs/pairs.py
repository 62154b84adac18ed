"""Pairs of keys and values in text: where they stand, and what is left of the text.

Native searches take no groups out where they can help it: a search that only finds is several
times as fast. What was found is taken apart where it is distinct.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from pii_scan.keys import is_data
from pii_scan.sources.base import KeyWords
from pii_scan.sources.logs.key_words import with_known_keys

if TYPE_CHECKING:
    from polars.series.struct import StructNameSpace

# Stands for each pair while a line is taken apart; such a character in a log is blanked.
_MARK = "\x1e"
# Latin, Korean, Japanese and Chinese letters; all of Unicode's would take seven times as long.
_LETTERS = "A-Za-z_À-ɏ぀-ヿ一-鿿가-힣"
KEY = f"[{_LETTERS}][{_LETTERS}0-9.-]{{0,63}}"
WORD = f"[{_LETTERS}][{_LETTERS}0-9-]{{0,63}}"
_MORE_WORDS = f"(?: [{_LETTERS}][{_LETTERS}0-9.-]{{0,31}}){{1,2}}"
_BROWSER = r"(?:Mozilla|Opera|Dalvik)/[0-9.]+ \([^()\"]*\)"
_PAIRS = (
    r"(?P<before>^|[\s,;&?|(){}\[\]<\"'])(?:"
    # A parameter of SQL Server begins with @, and a text in it with N.
    rf"@?(?P<equals>{KEY})(?P<sign> = |=)"
    rf"|(?P<quoted>(?:\\?[\"'])?{KEY}\\?[\"']|\\?[\"']{KEY}{_MORE_WORDS}\\?[\"'])(?P<quotedsign>\s*(?::|=>|=))"
    rf"|(?P<word>{WORD})(?P<colon>:)"
    # As Ruby prints the keys of a hash: :email=>"…"
    rf"|:(?P<symbol>{KEY})(?P<symbolsign>\s*=>)"
    # A value in quotes is passed over as a whole: pairs inside it belong to it. So is a browser's.
    rf")(?P<value>\s*(?:\"(?:[^\"\\]|\\.)*\"|N?'(?:[^'\\]|\\.)*'|{_BROWSER}))?"
)
# How the value is found in what follows a key, up to the next one. Each has three groups: what
# is before the value, the value, and what is behind it.
_IN_QUOTES = r"^(\s*\")((?:[^\"\\]|\\.)*)(\".*)$"
_IN_SINGLE_QUOTES = r"^(\s*N?')((?:[^'\\]|\\.)*)('.*)$"
_IN_ESCAPED_QUOTES = r"^(\s*\\\")(.*?)(\\\".*)$"
_AGENT = rf"^(\s*)({_BROWSER}(?: [\w.-]+/[\w.+-]+| \([^()\"]*\)| Mobile)*)(.*)$"
# Up to the comma or tab before the next key, and out of no brackets: address=서울시 강남구, phone=
_LISTED = (
    r"^([\[{(<]*?)((?:\([0-9]{2,4}\)|[^\s,;&|\"'(\[{<\]])[^\[\]]*?)"
    r"([)\]}>]*\s*[,;&|\t]\s*[\[{(<\"']*)$"
)
_BARE = r"^([\[{(<\"']*?)((?:\([0-9]{2,4}\))?[^\s,;&|\"<>(){}\[\]]+)(.*)$"
# Up to the blank before the next key, where nothing but a value of several words stands: an address
# as Koreans or Americans write it, the name of a person. Words of a message might follow others.
_GOES_ON = re.compile(r"(?i:(?P<place>addr(?:ess)?[0-9]?|주소|배송지)|name|이름|성명|[객원자]명)\Z")
_ADDRESS = (
    r"^()((?:[가-힣]+|[0-9]{1,5} [A-Z][A-Za-z]*)(?: [^\s;&|\"'<>{}\[\]=]+){1,9})(\s+|\]\s*\[)$"
)
_NAME = r"^()([A-Z][a-z]+(?: [A-Z][a-z]+){1,2})(\s+|\]\s*\[)$"
# Up to the last word that stands in addresses, where a line ends or goes on with a message: what
# has a number, what divisions of a country end in, and the name of a building before a number.
_NUMBER = r"(?:지하 ?)?[A-Za-z]?[0-9]+(?:-[0-9]+)*(?:번?[가길]|번지|[동로리층호])*"
_PLACE = r"[가-힣·0-9]{1,12}(?:[시도군구읍면동리로길가]|아파트|빌딩|타워|빌라|오피스텔)"
_PART = rf"(?:{_NUMBER}|{_PLACE}|[가-힣A-Za-z0-9]{{1,12}} {_NUMBER})"
_PLACES = (
    rf"^([\[{{(<\"']*?)([가-힣]{{2,8}}(?:,? (?:{_PART}|\({_PART}(?:, ?{_PART})?\))){{1,9}})"
    r"((?:[^가-힣A-Za-z0-9].*)?)$"
)
_AFTER_COLON = (
    r"^(\s+[\[{(<\"']*?)"
    # An apostrophe inside of a word is no quote: O'Brien, doesn't.
    r"((?:\([0-9]{2,4}\) ?)?(?:[A-Za-z]'[A-Za-z]|[^\s,;|(){}\[\]\"'])"
    r"(?:[A-Za-z]'[A-Za-z]|[^\t,;|(){}\[\]\"'])*)(.*)$"
)
# Up to the slash before the next key: 고객명: 김민수 / 성별: 남
_BEFORE_SLASH = (
    r"^(\s+)((?:\([0-9]{2,4}\) ?)?[^\s/,;|(){}\[\]\"'][^,;|(){}\[\]\"']*?)(\s*/\s+[\"']?)$"
)
# A sentence about somebody or a server: error: login failed for "kim", app: listening on [::1]:80,
# smtp: kim [203.0.113.7] logged in
_ABOUT_ONE = (
    r"^\s+[^\s,;|(){}\[\]\"']+ \[[0-9A-Fa-f.:]{3,45}\]:? [A-Za-z]|"
    r"^\s+(?:[^\t,;|(){}\[\]\"']*[^\t,;|(){}\[\]\"'0-9A-Za-z_가-힣])?"
    r"(?:(?i:user|user ?name|account|member|login|principal|for|as|by|on|at|to|address)"
    r"|사용자|회원|계정|유저)"
    r"(?: [^\s,;|(){}\[\]\"']+)? ?[\[(<\"']"
)
# One word behind a key, and at most the blank before the next: what _BARE takes whole; and one
# behind a colon and a blank, with its comma.
# One word behind an equal sign and a blank, where nothing follows: password= letmein
_AFTER_BLANK = r"^ [^\s,;&|\"'<>(){}\[\]\\=]+\s*$"
_SIMPLE = r"^[^\s,;&|\"'<>(){}\[\]\\]+ ?$"
_SIMPLE_AFTER_COLON = r"^ [^\s,;&|\"'<>(){}\[\]\\]+(?:, ?)?$"
_HEX_WORD = "^[0-9a-fA-F]+$"
# Longer than this it is a sentence behind a colon, not the value of a key.
_MOST_WORDS = 8
_LONGEST_PHRASE = 100
# So many words in front of the same one are names with a tag, not keys with a value.
_TAGGED = 8


def without_marks(texts: pl.Series) -> pl.Series:
    """The texts as ``find_pairs`` takes them."""
    return texts.str.replace_all(_MARK, " ", literal=True)


def hold_pairs(texts: pl.Series) -> pl.Series:
    """Which texts hold anything that looks like a key."""
    return texts.str.contains(_PAIRS)


def find_pairs(texts: pl.Series, words: KeyWords | None = None) -> pl.DataFrame:
    """One row for each key and one for what stands before the first key of a text.

    Columns: line, the place of the text; key (null where there is none), head, value and tail,
    which is what follows the key, and sign. ``opened`` is whether the value is taken out of the
    text. Where no value could be told from the text, it is null and head has it all. Keys that
    ``words`` takes for none are left in the text.
    """
    rows = _rows(texts)
    rows = (
        rows.with_columns(is_word=pl.lit(value=True))
        if words is None
        else with_known_keys(rows, words)
    )
    return _without_tags(_with_values(rows, words))


def _rows(texts: pl.Series) -> pl.DataFrame:
    """``line``, ``key``, ``sign`` and the ``rest`` of the text up to the next key.

    ``last`` is whether no other key follows, ``before_equals`` whether one with a "=" does.
    """
    frame = pl.DataFrame(
        {
            "between": texts.str.replace_all(_PAIRS, _MARK).str.split(_MARK),
            "pair": texts.str.extract_all(_PAIRS),
        }
    ).with_row_index("line")
    # What stands before the first pair has none in front of it.
    pairs = pl.concat_list(pl.lit(""), "pair")
    rows = frame.select("line", "between", pair=pairs).explode("between", "pair")
    different = rows["pair"].unique()
    group = different.str.extract_groups(_PAIRS).struct
    known = pl.DataFrame(
        {
            "pair": different,
            "before": group.field("before").fill_null(""),
            "value": group.field("value").fill_null(""),
        }
    ).with_columns(
        key=_first_of(group, "equals", "quoted", "word", "symbol"),
        sign=_first_of(group, "sign", "quotedsign", "colon", "symbolsign").fill_null(""),
        bare=group.field("word").is_not_null(),
        said=group.field("quoted").is_not_null()
        & group.field("quotedsign").str.ends_with(":").fill_null(value=False),
    )
    rows = rows.join(known, on="pair", how="left", maintain_order="left")
    last = (pl.col("line") != pl.col("line").shift(-1)).fill_null(value=True)
    following = pl.when(last).then(pl.lit("")).otherwise(pl.col("before").shift(-1))
    return rows.select(
        "line",
        "key",
        "sign",
        pl.col("bare", "said").fill_null(value=False),
        rest=pl.col("value") + pl.col("between") + following,
        last=last,
        before_equals=~last & pl.col("sign").shift(-1).str.contains("=", literal=True),
    ).with_row_index("place")


def _first_of(group: StructNameSpace, *names: str) -> pl.Series:
    first, *others = (group.field(name) for name in names)
    for other in others:
        first = first.fill_null(other)
    return first


def _with_values(rows: pl.DataFrame, words: KeyWords | None) -> pl.DataFrame:
    """What is found in the ``rest`` of each row; the usual forms are taken out first."""
    keys = rows["key"].unique().drop_nulls()
    data = [key for key in keys if is_data(key)]
    rows = rows.with_columns(is_key=pl.col("is_word") & ~pl.col("key").is_in(data))
    sign, rest = pl.col("sign"), pl.col("rest")
    equals = sign.str.contains("=", literal=True) & rest.str.contains(_SIMPLE)
    colon = (sign == ":") & rest.str.contains(_SIMPLE_AFTER_COLON)
    behind_equals, others = _parted(rows, pl.col("is_key") & equals)
    behind_colon, others = _parted(others, pl.col("is_key") & colon)
    is_listed = rest.str.ends_with(",")
    ends = pl.when(is_listed).then(pl.lit(",")).when(rest.str.ends_with(", ")).then(pl.lit(", "))
    blank = pl.when(rest.str.ends_with(" ")).then(pl.lit(" ")).otherwise(pl.lit(""))
    word = rest.str.strip_prefix(" ").str.strip_chars_end(", ")
    parts = [
        _found(behind_equals, head="", value=rest.str.strip_suffix(" "), tail=blank),
        _found(behind_colon, head=" ", value=word, tail=ends.otherwise(pl.lit(""))),
        *_with_other_values(others, words),
    ]
    return pl.concat(parts).sort("place").drop("place")


def may_go_on(key: str, *, to_end: bool) -> bool:
    """Whether the value of a key may have several words with nothing around them.

    ``to_end`` is whether no other key follows.
    """
    found = _GOES_ON.search(key)
    return found is not None and (found["place"] is not None or not to_end)


def _parted(rows: pl.DataFrame, condition: pl.Expr) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows for which the condition is true, and the others."""
    mask = rows.select(condition.fill_null(value=False)).to_series()
    return rows.filter(mask), rows.filter(~mask)


def _found(
    rows: pl.DataFrame,
    *,
    head: str | pl.Expr,
    value: pl.Expr | None,
    tail: str | pl.Expr,
    opened: bool = True,
) -> pl.DataFrame:
    """The rows with what was found in them."""
    return rows.select(
        "place",
        "line",
        "sign",
        "key",
        opened=pl.lit(opened),
        head=pl.lit(head) if isinstance(head, str) else head,
        value=pl.lit(None, pl.String) if value is None else value,
        tail=pl.lit(tail) if isinstance(tail, str) else tail,
    )


def _with_other_values(rows: pl.DataFrame, words: KeyWords | None) -> Iterator[pl.DataFrame]:
    """What is found in each row, the rows that are alike together."""
    rest = pl.col("rest")
    colon = pl.col("sign") == ":"
    rows = rows.with_columns(spaced=colon & rest.str.contains(r"^\s"))
    spaced = pl.col("spaced")
    goes_on = {
        key: found["place"] is not None
        for key in rows["key"].unique().drop_nulls()
        if (found := _GOES_ON.search(key))
    }
    places = [key for key, is_place in goes_on.items() if is_place]
    # As Go prints a struct, {Name:Anna Lindqvist Email:…}, and in brackets of their own.
    ends_before_key = (~colon & pl.col("before_equals")) | (colon & ~spaced & ~pl.col("last"))
    phrase = pl.when(spaced).then(rest).str.extract(_AFTER_COLON, 2)
    is_sentence = (phrase.str.len_chars() > _LONGEST_PHRASE) | (
        phrase.str.count_matches(r"\s+\S") >= _MOST_WORDS
    )
    is_sentence |= (
        spaced & rest.str.contains(_ABOUT_ONE) & ~pl.col("key").is_in(_named(rows, words))
    )
    # A MAC or IPv6 address, a time, a URL, a drive.
    is_no_key = colon & (
        rest.str.contains(r"^(?:[/:]|\\[^\"'])") | ~spaced & pl.col("key").str.contains(_HEX_WORD)
    )
    rows, closed = _parted(
        rows, pl.col("is_key") & ~is_sentence.fill_null(value=False) & ~is_no_key
    )
    yield _found(closed, head=rest, value=None, tail="", opened=False)
    for pattern, condition in (
        (_IN_QUOTES, None),
        (_IN_SINGLE_QUOTES, None),
        (_IN_ESCAPED_QUOTES, None),
        (_AGENT, None),
        (_LISTED, ~spaced & ~pl.col("last")),
        (_BEFORE_SLASH, spaced & ~pl.col("last")),
        (_ADDRESS, ends_before_key & pl.col("key").is_in(places)),
        (_NAME, ends_before_key & pl.col("key").is_in(list(goes_on))),
        (_AFTER_COLON, spaced),
        (_PLACES, ~spaced & pl.col("key").is_in(places)),
        (_BARE, ~spaced),
    ):
        # A search costs more than to see that there is nothing to be searched.
        if condition is not None and not rows.select(condition.any()).item():
            continue
        fits = rest.str.contains(pattern)
        some, rows = _parted(rows, fits if condition is None else condition & fits)
        groups = some["rest"].str.extract_groups(pattern).struct.unnest()
        yield _found(some.hstack(groups), head=pl.col("1"), value=pl.col("2"), tail=pl.col("3"))
    if words:
        behind_blank, rows = _parted(rows, _holds_word_behind_blank(rows, words))
        yield _found(behind_blank, head=" ", value=rest.str.strip_chars(), tail="")
    yield _found(rows, head=rest, value=None, tail="")


def _named(rows: pl.DataFrame, words: KeyWords | None) -> list[str]:
    """The keys that are named after an item."""
    keys = rows["key"].unique().drop_nulls()
    return [key for key in keys if words is None or words.names_item(key.strip("\\\"'"))]


def _holds_word_behind_blank(rows: pl.DataFrame, words: KeyWords) -> pl.Expr:
    """Whether an item is called as the key and one word follows: ``password= letmein``.

    A word that programs write is one of a message, ``user= failed``.
    """
    fits = ~pl.col("sign").str.contains(":", literal=True) & pl.col("rest").str.contains(
        _AFTER_BLANK
    )
    found = rows.filter(fits).select("key", word=pl.col("rest").str.strip_chars()).unique()
    keys = [key for key in found["key"].unique() if words.names_item(key.strip("\\\"'"))]
    said = [word for word in found["word"].unique() if words.is_nobody(word)]
    held = pl.col("rest").str.strip_chars().is_in(said)
    return fits & pl.col("key").is_in(keys) & ~held


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
