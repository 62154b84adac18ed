"""From what rules recognise in a batch of values to the counts of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pii_scan.detect.batches import Batch
from pii_scan.detect.matches import Match, settle
from pii_scan.detect.reading import Reading
from pii_scan.detect.shaped import BatchTexts
from pii_scan.detect.tally import RuleCount, Tally
from pii_scan.detect.templates import DIFFERENT, Templates, is_message, templates_of, with_example
from pii_scan.mask import mask
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
    | {"none", "null", "nil", "undefined", "unknown", "n/a", "-", "없음"}
)
_UUID = r"(?i)\A\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?\z"
_UUID_LENGTHS = (36, 38)
_LONGEST_FLAG = max(len(flag.encode()) for flag in _FLAGS)
_ROWS_AT_ONCE = 20_000
_SURROUNDINGS = " \t\r\n\"'()[]<>,;"


def count_values(batch: Batch, texts: BatchTexts, tallies: Sequence[Tally]) -> None:
    """Add to the tally of each field how many values there are, encrypted ones, flags and UUIDs."""
    import polars as pl

    text = pl.col("text")
    length = text.str.len_bytes()
    flags, mixed, keys = texts.rows_that(
        (length <= _LONGEST_FLAG) & text.str.to_lowercase().is_in(list(_FLAGS)),
        (length >= _SHORTEST_CIPHERTEXT)
        & text.str.contains(_CIPHERTEXT)
        & text.str.contains("[0-9]")
        & text.str.contains("[A-Za-z]"),
        length.is_in(_UUID_LENGTHS) & text.str.contains(_UUID),
    )
    different = pl.Series(map(len, map(set, mixed["value"])), dtype=pl.UInt32)
    encrypted = mixed.filter(different >= _DIFFERENT_CHARACTERS)
    for index, times in _times_of_fields(batch.values):
        tallies[index].sampled += times
    for index, times in _times_of_fields(encrypted):
        tallies[index].encrypted += times
    for index, times in _times_of_fields(flags):
        tallies[index].flags += times
    for index, times in _times_of_fields(keys):
        tallies[index].keys += times


def _times_of_fields(values: pl.DataFrame) -> list[tuple[int, int]]:
    import polars as pl

    return values.group_by("field").agg(pl.col("times").sum()).rows()


class Counter:
    """Counts what was recognised. ``rules`` are numbered in their order, as a Reader has them."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._identifiers = tuple(rules)
        self._items = {number: rule.identifier.item for number, rule in enumerate(rules.values())}

    def count(
        self, batch: Batch, texts: BatchTexts, reading: Reading, tallies: Sequence[Tally]
    ) -> None:
        """Add what ``reading`` recognised in ``batch`` to the tallies of its fields.

        ``texts`` are those of the batch.
        """
        import polars as pl

        if reading.matches.is_empty() and reading.failures.is_empty():
            return
        settled = self._settled(reading.matches)
        settled = settled.with_columns(
            field=batch.values["field"].gather(settled["row"]), hash=pl.col("text").hash()
        )
        self._begin(batch, reading.failures, settled, tallies)
        self._count_failures(batch, reading.failures, tallies)
        if not settled.is_empty():
            alike = _alike(batch, texts.shapes_of_rows(), settled)
            templates = self._templates(batch, alike, tallies)
            self._count_texts(settled, tallies, templates)
            self._count_values(batch, alike, tallies)

    def _settled(self, matches: pl.DataFrame) -> pl.DataFrame:
        """The matches that stand, with ``rank`` in their value, the most certain first."""
        import polars as pl

        several = matches["row"].is_duplicated()
        rank = pl.lit(0, pl.UInt32).alias("rank")
        alone = matches.filter(~several).with_columns(rank, several=pl.lit(value=False))
        if not several.any():
            return alone
        # Only matches of the same text take it from each other.
        together = matches.filter(several).sort("row", "start")
        before = pl.col("row", "end").shift(1).name.suffix("_before")
        begins_inside = (pl.col("row") == pl.col("row_before")) & (
            pl.col("start") < pl.col("end_before")
        )
        rows = together.with_columns(before).filter(begins_inside)["row"].unique()
        overlap = together["row"].is_in(rows.implode())
        settled = [
            self._ranked(together.filter(~overlap)),
            self._without_taken(together.filter(overlap)),
        ]
        parts = (part.with_columns(several=pl.lit(value=True)) for part in settled)
        return pl.concat([alone, *(part.select(alone.columns) for part in parts)])

    def _ranked(self, matches: pl.DataFrame) -> pl.DataFrame:
        """Matches all of which stand, with their ``rank``: ordered as ``Match.certainty`` does."""
        import polars as pl

        evidence = [rule.identifier.evidence == "alone" for rule in self._rules.values()]
        certainty = ["proves", "proven", "score", "length"]
        return (
            matches.with_columns(
                proves=pl.Series(evidence).gather(matches["rule"]),
                length=pl.col("end") - pl.col("start"),
            )
            .sort("row", *certainty, "order", descending=[False, *[True] * len(certainty), False])
            .with_row_index("place")
            .with_columns(rank=pl.col("place") - _first_of_row("place"))
        )

    def _without_taken(self, matches: pl.DataFrame) -> pl.DataFrame:
        """The matches that stand, with their ``rank``.

        What becomes of matches depends on rules, scores and places only: values in which these
        are the same are settled together.
        """
        import polars as pl

        signs = ("rule", "start", "end", "score", "proven")
        begin = _first_of_row("start")
        together = matches.sort("row", "start").with_columns(
            sign=pl.struct(
                "order",
                *("rule", "score", "proven"),
                start=pl.col("start") - begin,
                end=pl.col("end") - begin,
            ).hash()
        )
        rows = together.group_by("row").agg(pl.col("sign").sum().alias("kind"))
        first = rows.group_by("kind").agg(pl.col("row").min())
        examples = together.join(first, on="row").sort("row", "order", maintain_order=True)
        standing = [
            (kind, example["sign"][place], rank)
            for (kind,), example in examples.group_by("kind")
            for rank, place in enumerate(self._standing(example.select(signs).rows()))
        ]
        schema = {"kind": pl.UInt64, "sign": pl.UInt64, "rank": pl.UInt32}
        stand = pl.DataFrame(standing, schema=schema, orient="row")
        return together.join(rows, on="row").join(stand, on=["kind", "sign"])

    def _standing(self, matches: Sequence[tuple[int, int, int, float, bool]]) -> list[int]:
        """Places of the matches that stand, the most certain first."""
        places = {}
        for place, (number, start, end, score, proven) in enumerate(matches):
            rule = self._rules[self._identifiers[number]].identifier
            match = Match(
                start, end, rule.identifier, rule.item, rule.evidence, score, proven=proven
            )
            places[id(match)] = (place, match)
        settled = settle([match for _, match in places.values()], self._rules)
        return [places[id(match)][0] for match in settled]

    def _begin(
        self,
        batch: Batch,
        failures: pl.DataFrame,
        settled: pl.DataFrame,
        tallies: Sequence[Tally],
    ) -> None:
        """Enter each rule in its field's tally, in the order in which they spoke."""
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
        for index, number in earliest.select("field", "rule").unique(maintain_order=True).rows():
            identifier = self._identifiers[number]
            tallies[index].rules.setdefault(
                identifier, RuleCount(self._rules[identifier].identifier.item)
            )

    def _rule_count(self, tallies: Sequence[Tally], index: int, number: int) -> RuleCount:
        return tallies[index].rules[self._identifiers[number]]

    def _count_failures(
        self, batch: Batch, failures: pl.DataFrame, tallies: Sequence[Tally]
    ) -> None:
        import polars as pl

        failures = failures.with_columns(field=batch.values["field"].gather(failures["row"]))
        failed = failures.group_by("field", "rule").agg(pl.col("hash").unique())
        for index, number, hashes in zip(*failed.get_columns(), strict=True):
            self._rule_count(tallies, index, number).failed.add(hashes)

    def _templates(
        self, batch: Batch, alike: pl.DataFrame, tallies: Sequence[Tally]
    ) -> Mapping[int, str]:
        """Count the templates of messages; gives those of the rows that examples may come from."""
        import polars as pl

        messages = [place for place, field in enumerate(batch.fields) if is_message(field)]
        found = alike.filter(pl.col("field").is_in(messages))
        if found.is_empty():
            return {}
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
            "hashes",
            item=pl.col("rule").replace_strict(self._items, return_dtype=pl.String),
        )
        counted = (
            lines.group_by("row", "item")
            .agg(pl.col("field", "template", "times", "hashes").first())
            .group_by("field", "item", "template")
            .agg(
                pl.col("times").sum(),
                pl.col("hashes").explode().unique().sort().head(DIFFERENT),
            )
            .sort("field", "item", "template")
        )
        for index, item, template, times, hashes in counted.rows():
            tallies[index].templates.setdefault(item, Templates()).add(template, times, hashes)
        firsts = lines.group_by("field", "rule").agg(pl.all().sort_by("row").first())
        return dict(firsts.select("row", "template").rows())

    def _count_texts(
        self,
        settled: pl.DataFrame,
        tallies: Sequence[Tally],
        templates: Mapping[int, str],
    ) -> None:
        """The different texts, the rule's certainty, and an example: the first text there was."""
        import polars as pl

        texts = settled.group_by("field", "rule", "proven").agg(
            pl.col("hash").unique(), pl.col("score").max()
        )
        for index, number, proven, hashes, score in zip(*texts.get_columns(), strict=True):
            count = self._rule_count(tallies, index, number)
            (count.proven if proven else count.unproven).add(hashes)
            count.score = max(count.score, score)
        firsts = (
            settled.filter(pl.col("row") == pl.col("row").min().over("field", "rule"))
            .sort("field", "rank")
            .unique(["field", "rule"], keep="first", maintain_order=True)
        )
        for index, number, row, text in firsts.select("field", "rule", "row", "text").rows():
            count = self._rule_count(tallies, index, number)
            if count.example is None:
                style = self._rules[self._identifiers[number]].identifier.mask
                count.example = mask(text.strip(_SURROUNDINGS), style)
                if row in templates:
                    count.context = with_example(templates[row], count.item, count.example)

    def _count_values(self, batch: Batch, alike: pl.DataFrame, tallies: Sequence[Tally]) -> None:
        """How many values hold each rule and each item, a value with two matches of it once."""
        import polars as pl

        identifiers = [rule.identifier for rule in self._rules.values()]
        items = list(dict.fromkeys(identifier.item for identifier in identifiers))
        kinds = pl.DataFrame(
            {
                "item": [items.index(identifier.item) for identifier in identifiers],
                "clear": [identifier.form == "clear" for identifier in identifiers],
            }
        )
        bare = pl.col("text").str.strip_chars(_SURROUNDINGS)
        value = batch.values["value"].gather(alike["row"]).str.strip_chars(_SURROUNDINGS)
        found = alike.select(
            *("row", "rule", "several", "field", "times", "first", "last"),
            kinds["item"].gather(alike["rule"]),
            kinds["clear"].gather(alike["rule"]),
            whole=bare == value,
        )
        for index, number, matched, whole in _by_value(found, "rule", "whole").rows():
            count = self._rule_count(tallies, index, number)
            count.matched += matched
            count.whole += whole
        for index, number, matched, clear in _by_value(found, "item", "clear").rows():
            tally, item = tallies[index], items[number]
            tally.matched[item] = tally.matched.get(item, 0) + matched
            tally.clear[item] = tally.clear.get(item, 0) + clear
        days = found.group_by("field", "item").agg(pl.col("first").min(), pl.col("last").max())
        for index, number, first, last in days.rows():
            tallies[index].add_days(items[number], first, last)


def _first_of_row(column: str) -> pl.Expr:
    """What the first match of each row has, of matches sorted by row."""
    import polars as pl

    is_first = (pl.col("row") != pl.col("row").shift(1)).fill_null(value=True)
    return pl.when(is_first).then(column).forward_fill()


def _alike(batch: Batch, shapes: pl.Series | None, settled: pl.DataFrame) -> pl.DataFrame:
    """The matches of the first of all rows that are alike, with what these count together.

    Rows of one field are alike whose values have one shape and the same rules match in at the same
    places. ``times``, ``first`` and ``last`` are of all of them; ``hashes`` are those of a few
    different texts that the rule matched in them.
    """
    import polars as pl

    of_rows = batch.values.select("times", "first", "last")
    if shapes is None:
        return settled.hstack(of_rows[settled["row"]]).with_columns(hashes=pl.concat_list("hash"))
    rows = settled.group_by("row", maintain_order=True).agg(
        pl.col("field").first(), sign=pl.struct("rule", "start", "end").hash().sum()
    )
    rows = rows.hstack(of_rows[rows["row"]]).with_columns(
        kind=pl.struct("field", "sign", shapes.gather(rows["row"])).hash()
    )
    firsts = rows.group_by("kind").agg(
        pl.col("row").min(), pl.col("times").sum(), pl.col("first").min(), pl.col("last").max()
    )
    hashes = (
        # Of each row one: several values in a single line do not make its words constant.
        settled.select("row", "rule", "hash")
        .unique(["row", "rule"], keep="first", maintain_order=True)
        .join(rows.select("row", "kind"), on="row")
        .group_by("kind", "rule")
        .agg(pl.col("hash").unique().sort().head(DIFFERENT).alias("hashes"))
    )
    return settled.join(firsts, on="row").join(hashes, on=["kind", "rule"]).drop("kind")


def _by_value(found: pl.DataFrame, kind: str, mark: str) -> pl.DataFrame:
    """By field and ``kind``: ``times`` of the values, and of those where ``mark`` is true."""
    import polars as pl

    columns = ("field", kind, "times", mark)
    several = pl.col("several")
    once = (
        found.filter(several)
        .group_by("row", kind)
        .agg(pl.col("field", "times").first(), pl.col(mark).any())
    )
    marked = (pl.col("times") * pl.col(mark)).sum().alias("marked")
    return (
        pl.concat([found.filter(~several).select(columns), once.select(columns)])
        .group_by("field", kind)
        .agg(pl.col("times").sum(), marked)
    )
