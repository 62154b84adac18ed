"""Which of the matches in a batch of values stand, where several claim the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pii_scan.detect.matches import Match, settle
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl


class Settler:
    """Settles matches. ``rules`` are numbered in their order, as a Reader has them."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._identifiers = tuple(rules)

    def settled(self, matches: pl.DataFrame) -> pl.DataFrame:
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
        # What follows is the same wherever in its value it begins.
        inside, begin = together.filter(overlap), _first_of_row("start")
        signed = _signed(inside, pl.col("start") - begin, pl.col("end") - begin)
        settled = [self._ranked(together.filter(~overlap)), self._without_taken(signed)]
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

    def _without_taken(self, signed: pl.DataFrame) -> pl.DataFrame:
        """The ``signed`` matches that stand, with their ``rank``.

        What becomes of matches depends on rules, scores and places only: values in which these
        are the same are settled together.
        """
        import polars as pl

        signs = ("rule", "start", "end", "score", "proven")
        rows = signed.group_by("row").agg(pl.col("sign").sum().alias("kind"))
        first = rows.group_by("kind").agg(pl.col("row").min())
        examples = signed.join(first, on="row").sort("row", "order", maintain_order=True)
        standing = [
            (kind, example["sign"][place], rank)
            for (kind,), example in examples.group_by("kind")
            for rank, place in enumerate(self._standing(example.select(signs).rows()))
        ]
        schema = {"kind": pl.UInt64, "sign": pl.UInt64, "rank": pl.UInt32}
        stand = pl.DataFrame(standing, schema=schema, orient="row")
        return signed.join(rows, on="row").join(stand, on=["kind", "sign"])

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


def _signed(matches: pl.DataFrame, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    """``matches``, each with a ``sign``: the same for the same claim at the same place."""
    import polars as pl

    claim = pl.struct("order", "rule", "score", "proven", start=start, end=end)
    return matches.with_columns(sign=claim.hash())


def _first_of_row(column: str) -> pl.Expr:
    """What the first match of each row has, of matches sorted by row."""
    import polars as pl

    is_first = (pl.col("row") != pl.col("row").shift(1)).fill_null(value=True)
    return pl.when(is_first).then(column).forward_fill()
