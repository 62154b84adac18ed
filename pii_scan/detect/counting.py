"""From what rules recognise in a batch of values to the counts of its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pii_scan.detect.batch_counts import Accepted, BatchCounts, Counted, Example
from pii_scan.detect.batches import Batch
from pii_scan.detect.distinct import groups_with_hashes
from pii_scan.detect.examples import rarest_texts
from pii_scan.detect.forms import Form
from pii_scan.detect.reading import Reading
from pii_scan.detect.settling import Settler
from pii_scan.detect.shape_memory import ShapeMemory
from pii_scan.detect.shaped import BatchTexts
from pii_scan.detect.templates import DIFFERENT, buckets_of, is_message, templates_of
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

# Base64 of at least one AES block, or hexadecimal of one: what encryption and hashing leave. Who
# encrypted it may stand in front, as in vault:v1: and ENC(…).
_CIPHERTEXT = (
    r"\A(?:(?:[A-Za-z][A-Za-z0-9_]{0,15}:){1,3}|\{cipher\}|(?i:enc)\()?"
    r"[A-Za-z0-9+/_-]{20,}={0,2}\)?\z"
)
_SHORTEST_CIPHERTEXT = 20
# A block of ciphertext with fewer different characters is less likely than a repeated word.
_DIFFERENT_CHARACTERS = 10
_FLAGS = frozenset(
    {"y", "n", "t", "f", "yes", "no", "true", "false", "on", "off", "예", "아니오", "아니요"}
    | {"none", "null", "nil", "undefined", "unknown", "n/a", "-", "--", "---", "?", "없음"}
    | {"(none)", "(null)", "(unknown)", "<none>", "<null>", "<unknown>"}
)
_UUID = r"(?i)\A\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?\z"
_UUID_LENGTHS = (36, 38)
_LONGEST_FLAG = max(len(flag.encode()) for flag in _FLAGS)
_ROWS_AT_ONCE = 20_000
_SURROUNDINGS = " \t\r\n\"'()[]<>,;"


def _looks_of(texts: pl.Series) -> pl.DataFrame:
    """Whether texts are ``flags``, may be ciphertext (``mixed``), and are UUIDs (``keys``)."""
    import polars as pl

    text = pl.col("text")
    length = text.str.len_bytes()
    return (
        texts.alias("text")
        .to_frame()
        .select(
            flags=(length <= _LONGEST_FLAG) & text.str.to_lowercase().is_in(list(_FLAGS)),
            mixed=(length >= _SHORTEST_CIPHERTEXT)
            & text.str.contains(_CIPHERTEXT)
            & text.str.contains("[0-9]")
            & text.str.contains("[A-Za-z]"),
            keys=length.is_in(_UUID_LENGTHS) & text.str.contains(_UUID),
        )
    )


def _count_values(
    batch: Batch, texts: BatchTexts, looks: ShapeMemory
) -> Iterator[tuple[Counted, int, int]]:
    """How many values there are of each field, and how many are encrypted, flags and UUIDs."""
    import polars as pl

    flags, mixed, keys = texts.rows_that(looks)
    different = pl.Series(map(len, map(set, mixed["value"])), dtype=pl.UInt32)
    encrypted = mixed.filter(different >= _DIFFERENT_CHARACTERS)
    rows: Mapping[Counted, pl.DataFrame] = {
        "sampled": batch.values,
        "encrypted": encrypted,
        "flags": flags,
        "keys": keys,
    }
    for counted, values in rows.items():
        times = values.group_by("field").agg(pl.col("times").sum())
        yield from ((counted, place, number) for place, number in times.rows())


def _seen(batch: Batch) -> list[tuple[int, dt.date, dt.date]]:
    """The first and last day on which each field had a value, where they are known."""
    import polars as pl

    if not any(field.logged for field in batch.fields):
        return []
    days = batch.values.group_by("field").agg(pl.col("first").min(), pl.col("last").max())
    return days.drop_nulls().rows()


class Counter:
    """Counts what was recognised. ``rules`` are numbered in their order, as a Reader has them."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._identifiers = tuple(rules)
        self._items = {number: rule.identifier.item for number, rule in enumerate(rules.values())}
        self._all_items = tuple(dict.fromkeys(self._items.values()))
        self._looks = ShapeMemory(_looks_of)
        self._settler = Settler(rules)

    def count(
        self,
        batch: Batch,
        texts: BatchTexts,
        reading: Reading,
        forms: Sequence[tuple[int, Form, int]],
    ) -> BatchCounts:
        """What ``reading`` recognised in ``batch``, counted by the places of its fields.

        ``texts`` are those of the batch, and ``forms`` how many values of which field have which.
        """
        import polars as pl

        values = list(_count_values(batch, texts, self._looks))
        seen = _seen(batch)
        if reading.matches.is_empty() and reading.failures.is_empty():
            return BatchCounts(values, forms, seen)
        settled = self._settler.settled(reading.matches)
        settled = settled.with_columns(
            field=batch.values["field"].gather(settled["row"]), hash=pl.col("text").hash()
        )
        spoke = self._spoke(batch, reading.failures, settled)
        refused = self._refused(batch, reading.failures)
        if settled.is_empty():
            return BatchCounts(values, forms, seen, spoke, refused=refused)
        messages = [place for place, field in enumerate(batch.fields) if is_message(field)]
        alike, firsts = _alike(batch, texts.shapes_of_rows() if messages else None, settled)
        templates, templates_of_rows = self._templates(batch, alike, messages)
        found = self._found(batch, alike)
        return BatchCounts(
            *(values, forms, seen, spoke, refused),
            self._accepted(settled),
            self._examples(
                settled, firsts.join(templates_of_rows, left_on="first", right_on="row")
            ),
            self._of_rules(found),
            self._of_items(found),
            self._days(found),
            templates,
        )

    @cached_property
    def _kinds(self) -> pl.DataFrame:
        """For each rule its ``item``, by number, and whether it is found in the ``clear``."""
        import polars as pl

        clear = [rule.identifier.form == "clear" for rule in self._rules.values()]
        item = [self._all_items.index(item) for item in self._items.values()]
        return pl.DataFrame({"item": item, "clear": clear})

    def _spoke(
        self, batch: Batch, failures: pl.DataFrame, settled: pl.DataFrame
    ) -> list[tuple[int, str, str]]:
        """The rules that spoke in each field, in the order in which they did so first."""
        import polars as pl

        spoke = pl.concat(
            [
                failures.select("row", "rule", pl.lit(0).alias("phase"), nth="order"),
                settled.select(
                    "row", "rule", pl.lit(1).alias("phase"), nth=pl.col("rank").cast(pl.UInt64)
                ),
            ]
        ).with_columns(
            field=pl.concat([batch.values["field"].gather(failures["row"]), settled["field"]])
        )
        earliest = spoke.filter(pl.col("row") == pl.col("row").min().over("field", "rule")).sort(
            "field", "row", "phase", "nth"
        )
        rules = earliest.select("field", "rule").unique(maintain_order=True).rows()
        return [(place, self._identifiers[number], self._items[number]) for place, number in rules]

    def _refused(self, batch: Batch, failures: pl.DataFrame) -> list[tuple[int, str, pl.Series]]:
        import polars as pl

        failures = failures.with_columns(field=batch.values["field"].gather(failures["row"]))
        failed = failures.group_by("field", "rule").agg(pl.col("hash").unique())
        return [
            (place, self._identifiers[number], hashes)
            for (place, number), hashes in groups_with_hashes(failed)
        ]

    def _accepted(self, settled: pl.DataFrame) -> list[Accepted]:
        import polars as pl

        texts = settled.group_by("field", "rule", "proven").agg(
            pl.col("score").max(), pl.col("hash").unique()
        )
        return [
            Accepted(place, self._identifiers[number], hashes, score, proven=proven)
            for (place, number, proven, score), hashes in groups_with_hashes(texts)
        ]

    def _templates(
        self, batch: Batch, alike: pl.DataFrame, messages: Sequence[int]
    ) -> tuple[list[tuple[int, str, str, int, list[int]]], pl.DataFrame]:
        """The templates of messages; also the ``template`` of each ``row`` that has one."""
        import polars as pl

        found = alike.filter(pl.col("field").is_in(messages))
        if found.is_empty():
            return [], pl.DataFrame(schema={"row": pl.UInt32, "template": pl.String})
        # The words of all rows at once would take far more memory than the rows do.
        parts = found.group_by(pl.col("row").rank("dense") // _ROWS_AT_ONCE, maintain_order=True)
        rows = pl.concat(
            templates_of(part, batch.values["value"], self._items).drop_nulls() for _, part in parts
        )
        lines = found.join(rows, on="row").select(
            "row",
            "field",
            "rule",
            "template",
            "times",
            "buckets",
            item=pl.col("rule").replace_strict(self._items, return_dtype=pl.String),
        )
        counted = (
            lines.group_by("row", "item")
            .agg(
                pl.col("field", "template", "times").first(),
                # One text of a line, whichever rules accept it.
                pl.col("buckets").sort_by("rule").first(),
            )
            .group_by("field", "item", "template")
            .agg(
                pl.col("times").sum(),
                pl.col("buckets").explode().unique().sort().head(DIFFERENT),
            )
            .sort("field", "item", "template")
        )
        return counted.rows(), rows

    def _examples(self, settled: pl.DataFrame, templates: pl.DataFrame) -> list[Example]:
        """The texts that the example of each rule is one of, with the templates of their rows."""
        return [
            Example(
                place,
                self._identifiers[number],
                zeros,
                text.strip(_SURROUNDINGS),
                self._rules[self._identifiers[number]].identifier.mask,
                template,
            )
            for place, number, zeros, text, template in rarest_texts(settled, templates).rows()
        ]

    def _found(self, batch: Batch, alike: pl.DataFrame) -> pl.DataFrame:
        """Matches with their ``item``, by number, and whether they are ``clear`` and ``whole``."""
        # Most matches are all of their value, and need no look at what is around them.
        rows = alike["row"]
        lengths = batch.values["value"].gather(rows).str.len_bytes()
        whole = alike["text"].str.len_bytes() == lengths
        others = (~whole).arg_true()
        if len(others):
            whole = whole.scatter(others, _but_for_surroundings(batch, alike[others]))
        return alike.select(
            *("row", "rule", "several", "field", "times", "first", "last"),
            self._kinds["item"].gather(alike["rule"]),
            self._kinds["clear"].gather(alike["rule"]),
            whole=whole,
        )

    def _of_rules(self, found: pl.DataFrame) -> list[tuple[int, str, int, int, int]]:
        return [
            (place, self._identifiers[number], *counts)
            for place, number, *counts in _by_value(found, "rule", "whole").rows()
        ]

    def _of_items(self, found: pl.DataFrame) -> list[tuple[int, str, int, int]]:
        return [
            (place, self._all_items[number], matched, clear)
            for place, number, matched, clear, _ in _by_value(found, "item", "clear").rows()
        ]

    def _days(self, found: pl.DataFrame) -> list[tuple[int, str, dt.date, dt.date]]:
        import polars as pl

        days = found.group_by("field", "item").agg(pl.col("first").min(), pl.col("last").max())
        return [
            (place, self._all_items[number], first, last)
            for place, number, first, last in days.drop_nulls().rows()
        ]


def _alike(
    batch: Batch, shapes: pl.Series | None, settled: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The matches of the first of all rows that are alike, with what these count together.

    Rows of one field are alike whose values have one shape and the same rules match in at the same
    places. ``times``, ``first`` and ``last`` are of all of them; ``buckets`` are those of a few
    different texts that the rule matched in them. Also the ``first`` row that each ``row`` is like.
    """
    import polars as pl

    of_rows = batch.values.select("times", "first", "last")
    if shapes is None:
        buckets = pl.concat_list(buckets_of(pl.col("hash")))
        alike = settled.hstack(of_rows[settled["row"]]).with_columns(buckets=buckets)
        return alike, settled.select(pl.col("row").unique()).with_columns(first="row")
    rows = settled.group_by("row", maintain_order=True).agg(
        pl.col("field").first(), sign=pl.struct("rule", "start", "end").hash().sum()
    )
    rows = rows.hstack(of_rows[rows["row"]]).with_columns(
        kind=pl.struct("field", "sign", shapes.gather(rows["row"])).hash()
    )
    firsts = rows.group_by("kind").agg(
        pl.col("row").min(), pl.col("times").sum(), pl.col("first").min(), pl.col("last").max()
    )
    few = (
        # Of each row one: several values in a single line do not make its words constant.
        settled.select("row", "rule", "hash")
        .unique(["row", "rule"], keep="first", maintain_order=True)
        .join(rows.select("row", "kind"), on="row")
        .group_by("kind", "rule")
        .agg(buckets_of(pl.col("hash")).unique().sort().head(DIFFERENT).alias("buckets"))
    )
    alike = settled.join(firsts, on="row").join(few, on=["kind", "rule"]).drop("kind")
    firsts_of_rows = rows.select("row", "kind").join(
        firsts.select("kind", pl.col("row").alias("first")), on="kind"
    )
    return alike, firsts_of_rows.drop("kind")


def _but_for_surroundings(batch: Batch, matches: pl.DataFrame) -> pl.Series:
    """Which of ``matches`` are all of their value but for quotes and brackets around."""
    import polars as pl

    # Each value once: of a long one with many matches each would have a copy.
    rows = matches["row"].unique()
    value = batch.values["value"].gather(rows).str.strip_chars(_SURROUNDINGS)
    of_rows = pl.DataFrame({"row": rows, "value": value})
    values = matches.select("row").join(of_rows, "row", "left", maintain_order="left")["value"]
    return matches["text"].str.strip_chars(_SURROUNDINGS) == values


def _by_value(found: pl.DataFrame, kind: str, mark: str) -> pl.DataFrame:
    """By field and ``kind``: ``times`` of the values, of those where ``mark`` is true, of texts."""
    import polars as pl

    columns = ("field", kind, "times", mark, "texts")
    found = found.with_columns(texts="times")
    several = pl.col("several")
    once = (
        found.filter(several)
        .group_by("row", kind)
        .agg(pl.col("field", "times").first(), pl.col(mark).any(), pl.col("texts").sum())
    )
    marked = (pl.col("times") * pl.col(mark)).sum().alias("marked")
    return (
        pl.concat([found.filter(~several).select(columns), once.select(columns)])
        .group_by("field", kind)
        .agg(pl.col("times").sum(), marked, pl.col("texts").sum())
    )
