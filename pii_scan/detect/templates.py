"""Message templates: what the lines of free text say around what was found in them.

``sms sent to 010-1234-5678 template=otp`` has the template ``sms sent to <phone> template=*``.
A template names the place of a finding more closely than the field, ``(text)``, does; it stands
beside the path and not in it, so that a fingerprint outlives a reworded message.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pii_scan.detect.message_words import WORDS
from pii_scan.model import Field, MessageTemplate

if TYPE_CHECKING:
    import polars as pl

# Where programs write messages: what is left of a line of text, and keys of structured lines.
_TEXT = "(text)"
_MESSAGES = frozenset({"message", "msg", "log", "text", "error", "event", "detail", "description"})
# A template is constant when it was seen with so many different values.
DIFFERENT = 3
# Values are told apart by which of so many buckets their hashes fall into. That is all that is
# kept of them, from scan to scan as well: thousands of values fit each, and two are hardly taken
# for one.
_BUCKETS = 4096
_MOST_SHOWN = 24
_MOST_KEPT = 1000
# Characters looked at beside a match, and words shown.
_NEAR = 200
_MOST_WORDS = 24
_FOUND = re.compile("<[a-z_]+>")
_START, _END = "\x02", "\x03"
_TOKEN = rf"{_START}[^{_END}]*{_END}|[^\s{_START}{_END}]+"
_WITH_DIGIT = "[A-Za-z]*[0-9][0-9A-Za-z]*"
# A word with the punctuation around it: "(user", "failed:", "phone=".
_WORD = r"^([(\[\"']{0,2})([A-Za-z]+|[가-힣]+)([\])\"',.:;!?]{0,3}|=.*)$"


def is_message(field: Field) -> bool:
    """Whether the values of ``field`` are messages that a program makes from templates."""
    if field.type is not None:
        return False
    return field.name == _TEXT or field.name.rpartition(".")[2].lower() in _MESSAGES


@dataclass(slots=True)
class _Seen:
    lines: int = 0
    buckets: frozenset[int] = frozenset()

    def add(self, lines: int, buckets: Iterable[int]) -> None:
        """Add up. Which buckets are kept does not depend on the order in which they come."""
        self.lines += lines
        if len(self.buckets) < DIFFERENT:
            self.buckets = frozenset(sorted(self.buckets.union(buckets))[:DIFFERENT])


@dataclass(slots=True)
class Templates:
    """The templates of one item in one field, in bounded number.

    Holds no value and no word but those of ``message_words``; of the values beside a template
    three buckets, to know that they differ. Up to 1,000 templates are counted exactly, in whatever
    order and parts they come; later ones count for nothing.
    """

    seen: dict[str, _Seen] = field(default_factory=dict, repr=False)

    def add(self, template: str, lines: int, buckets: Sequence[int]) -> None:
        """Count ``lines`` more of a template; what was found in them falls into ``buckets``."""
        if one := self._one(template):
            one.add(lines, buckets)

    def add_all(self, other: Templates) -> None:
        """Add the templates of another part of the field."""
        for template, more in other.seen.items():
            self.add(template, more.lines, sorted(more.buckets))

    def shown(self) -> tuple[MessageTemplate, ...]:
        """The most frequent ones that are constant, each with its number of lines."""
        constant = [
            MessageTemplate(template, one.lines)
            for template, one in self.seen.items()
            if len(one.buckets) >= DIFFERENT
        ]
        return tuple(sorted(constant, key=lambda one: (-one.lines, one.template))[:_MOST_SHOWN])

    def saved(self) -> list[list[Any]]:
        """What is kept from scan to scan: no value, and of constant templates no bucket."""
        return [
            [template, one.lines, sorted(one.buckets) if len(one.buckets) < DIFFERENT else None]
            for template, one in self.seen.items()
        ]

    @classmethod
    def loaded(cls, saved: Sequence[Sequence[Any]]) -> Templates:
        """What ``saved`` gave. Raises ValueError or TypeError for anything else."""
        templates = cls()
        for template, lines, buckets in saved:
            few = range(DIFFERENT) if buckets is None else buckets
            templates.seen[str(template)] = _Seen(int(lines), frozenset(map(int, few)))
        return templates

    def _one(self, template: str) -> _Seen | None:
        if template not in self.seen and len(self.seen) >= _MOST_KEPT:
            return None
        return self.seen.setdefault(template, _Seen())


def buckets_of(hashes: pl.Expr) -> pl.Expr:
    """The buckets that ``hashes`` of values, UInt64, fall into."""
    return hashes % _BUCKETS


def templates_of(
    matches: pl.DataFrame, values: pl.Series, items: Mapping[int, str]
) -> pl.DataFrame:
    """``row`` and ``template`` of each row with a match; null where it shows no word.

    ``matches`` has ``row``, ``rule``, ``start`` and ``end``, in characters of the row's value;
    ``items`` names the item of each rule.
    """
    import polars as pl

    lines = _surroundings(matches, values, items)
    different = lines.select(pl.col("line").unique()).with_row_index("number")
    tokens = different.select("number", token=pl.col("line").str.extract_all(_TOKEN))
    tokens = tokens.explode("token")
    shown = tokens.join(_shown(tokens["token"]), on="token", how="left", maintain_order="left")
    templates = (
        shown.group_by("number", maintain_order=True)
        .agg(pl.col("shown").str.join(" "), says=pl.col("is_word").any())
        .select(
            "number",
            template=pl.when("says").then(
                pl.col("shown")
                .str.replace_all(r"\*(?: \*)+", "*")
                # The words next to what was found, where there are more.
                .str.extract(rf"((?:[^ ]+ ){{0,{_MOST_WORDS // 2}}}<.*)")
                .str.extract(rf"^((?:[^ ]+ ?){{1,{_MOST_WORDS}}})")
                .str.strip_chars()
            ),
        )
    )
    named = different.join(templates, on="number").select("line", "template")
    return lines.join(named, on="line", how="left", maintain_order="left").drop("line")


def _surroundings(
    matches: pl.DataFrame, values: pl.Series, items: Mapping[int, str]
) -> pl.DataFrame:
    """``row`` and ``line`` of each row with a match, in the order of the rows.

    Each match is the name of its item between marks; what is far from any is left out, and
    letters with a digit among them are 0: no token with a digit is a word, and most lines differ
    in nothing else.
    """
    import polars as pl

    order = matches.select(
        "row", "start", "end", item=pl.col("rule").replace_strict(items, return_dtype=pl.String)
    ).sort("row", "start", "end")
    # Of each match its line would be held, and no more words than so many are shown.
    order = order.filter(pl.int_range(pl.len()).over("row") < _MOST_WORDS)
    several = order["row"].is_duplicated()
    alone = order.filter(~several).with_columns(
        from_=pl.lit(0, pl.UInt32), to="end", last=pl.lit(value=True)
    )
    together = order.filter(several).with_columns(
        from_=pl.col("end").cum_max().shift(1).over("row").fill_null(0),
        to=pl.col("end").cum_max().over("row"),
        last=(pl.col("row") != pl.col("row").shift(-1)).fill_null(value=True),
    )
    lines = _pieces(together, values).group_by("row", maintain_order=True)
    return pl.concat([_pieces(alone, values), lines.agg(pl.col("line").str.join(""))]).sort(
        "row", maintain_order=True
    )


def _pieces(matches: pl.DataFrame, values: pl.Series) -> pl.DataFrame:
    """``row`` and ``line``: each match and what stands before it, behind the last one also."""
    import polars as pl

    value, gap = pl.col("value"), pl.col("start").cast(pl.Int64) - pl.col("from_").cast(pl.Int64)
    head = value.str.slice("from_", pl.max_horizontal(gap, 0)).str.tail(_NEAR)
    tail = pl.when("last").then(value.str.slice("to", _NEAR)).otherwise(pl.lit(""))
    head, tail = (
        text.str.replace_all(f"[{_START}{_END}]", " ").str.replace_all(_WITH_DIGIT, "0")
        for text in (head, tail)
    )
    return matches.with_columns(value=values.gather(matches["row"])).select(
        "row", line=head + _START + pl.col("item") + _END + tail
    )


def with_example(template: str, item: str, example: str) -> str:
    """The line around ``example``, a masked value of ``item``: ``sms sent to ***-****-****``."""
    first, found, rest = template.partition(f"<{item}>")
    shown = example if found else ""
    return _FOUND.sub("*", first) + shown + _FOUND.sub("*", rest)


def _shown(tokens: pl.Series) -> pl.DataFrame:
    """Each different ``token`` as it is ``shown``, and whether it ``is_word``."""
    import polars as pl

    token = pl.col("token")
    parts = token.str.extract_groups(_WORD).struct
    is_word = parts.field("2").str.to_lowercase().is_in(list(WORDS)).fill_null(value=False)
    # The value of a key stands in a field of its own, and may be cut out here already.
    word = parts.field("2") + parts.field("3").str.extract(r"^([:=,]?)", 1)
    return (
        tokens.unique()
        .alias("token")
        .to_frame()
        .with_columns(
            is_word=is_word,
            shown=pl.when(token.str.starts_with(_START))
            .then("<" + token.str.strip_chars(_START + _END) + ">")
            .when(is_word)
            .then(pl.when(word.str.ends_with("=")).then(word + "*").otherwise(word))
            .otherwise(pl.lit("*")),
        )
    )
