"""Which of the matches in a batch of values stand, where several claim the same text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
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
        together = _sorted(matches.filter(several))
        overlaps = _of_rows_with_overlaps(together)
        parts = []
        if overlaps.any():  # only matches of the same text take it from each other
            parts.append(self._without_taken(together.filter(overlaps)))
        if not overlaps.all():
            parts.append(self._ranked(together.filter(~overlaps)))
        settled = (part.with_columns(several=pl.lit(value=True)) for part in parts)
        return pl.concat([alone, *(part.select(alone.columns) for part in settled)])

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
        """Those of ``matches``, sorted by row and start, that stand, with their ``rank``.

        What becomes of matches depends on rules, scores and places only: values in which these
        are the same, wherever they begin, are settled together.
        """
        import polars as pl

        signs = ("rule", "start", "end", "score", "proven")
        firsts, places = _rows_in(matches)
        begin = matches["start"].gather(firsts).gather(places)
        claim = pl.struct("order", "rule", "score", "proven", pl.col("start", "end") - begin)
        signed = matches.with_columns(sign=claim.hash(), place=places)
        kinds = _sums(signed["sign"], firsts)
        examples = signed.filter(places.is_in(kinds.arg_unique().implode()))
        standing: list[tuple[int, int, int]] = []
        rows = examples.sort("place", "order").select("place", "sign", *signs).rows()
        for place, claims in groupby(rows, itemgetter(0)):
            kind, of_row = kinds[place], list(claims)
            stand_here = self._standing([claim[2:] for claim in of_row])
            standing += [(kind, of_row[number][1], rank) for rank, number in enumerate(stand_here)]
        schema = {"kind": pl.UInt64, "sign": pl.UInt64, "rank": pl.UInt32}
        stand = pl.DataFrame(standing, schema=schema, orient="row")
        signed = signed.with_columns(kinds.gather(places).alias("kind"))
        return signed.join(stand, on=["kind", "sign"])

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


def _sorted(matches: pl.DataFrame) -> pl.DataFrame:
    """By row and start: as one number they are sorted several times as fast as two columns."""
    import polars as pl

    together = pl.col("row").cast(pl.UInt64) * 2**32 + pl.col("start")
    return matches[matches.select(together.arg_sort()).to_series()]


def _rows_in(matches: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Where each row begins in ``matches``, sorted by row, and for each match which row it is."""
    row = matches["row"]
    is_first = (row != row.shift(1)).fill_null(value=True)
    return is_first.arg_true(), is_first.cum_sum() - 1


def _of_rows_with_overlaps(matches: pl.DataFrame) -> pl.Series:
    """Which of ``matches``, sorted by row and start, are of rows where two claim the same text."""
    import polars as pl

    firsts, places = _rows_in(matches)
    begins_inside = (matches["start"] < matches["end"].shift(1)).fill_null(value=False)
    begins_inside = begins_inside.scatter(firsts, False)  # noqa: FBT003  a value
    rows = pl.repeat(value=False, n=len(firsts), eager=True)
    return rows.scatter(places.filter(begins_inside), True).gather(places)  # noqa: FBT003


def _sums(signs: pl.Series, firsts: pl.Series) -> pl.Series:
    """The sum of the signs of each row, which are as many as ``firsts``; it goes round at 2^64."""
    ends = firsts.shift(-1, fill_value=len(signs)) - 1
    sums = signs.cum_sum().gather(ends)
    return sums - sums.shift(1, fill_value=0)


def _first_of_row(column: str) -> pl.Expr:
    """What the first match of each row has, of matches sorted by row."""
    import polars as pl

    is_first = (pl.col("row") != pl.col("row").shift(1)).fill_null(value=True)
    return pl.when(is_first).then(column).forward_fill()
