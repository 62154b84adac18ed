"""The fast pass: which parts of many values could be an identifier at all.

Native searches over all values tell which could hold a candidate, by looser patterns that are
quick to search for, two together; only those values are searched for the candidates themselves.
Python sees no value that holds none. The regular expressions are Rust's (linear time, no
look-around), looser than the rules': the recognisers decide afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pii_scan.detect.shapes import shapes_of
from pii_scan.patterns.necessary import necessary_for_candidate
from pii_scan.patterns.shapes import necessary_for_shape
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

# One character on each side, so that a recogniser can see what a candidate is glued to.
_CONTEXT = "(?s:.?)"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of ``values[index]`` that may hold one of ``identifiers``.

    ``text`` includes one character of context on each side; it starts at ``start``, in characters.
    """

    index: int
    start: int
    text: str
    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates that one pattern, of ``identifiers``, has in some values.

    ``texts`` has a row for each value that holds any: ``index`` of the value, and ``text``, the
    list of its candidates in order. ``order`` is the pattern's place among the finder's.
    """

    order: int
    identifiers: tuple[str, ...]
    texts: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Search:
    order: int
    pattern: str
    identifiers: tuple[str, ...]
    least: str
    of_shape: tuple[str, ...]


class CandidateFinder:
    """The candidate patterns of some rules; rules with the same pattern share one search."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        patterns: dict[str, list[str]] = {}
        for rule in rules:
            patterns.setdefault(rule.identifier.candidate, []).append(rule.id)
        searches = [
            _Search(
                order,
                f"{_CONTEXT}(?:{pattern}){_CONTEXT}",
                tuple(identifiers),
                "|".join(necessary_for_candidate(pattern)) or f"(?:{pattern})",
                necessary_for_shape(pattern),
            )
            for order, (pattern, identifiers) in enumerate(patterns.items())
        ]
        self._pairs = _in_pairs(searches)

    def find(self, values: Sequence[str]) -> Iterator[Candidate]:
        """All candidates in ``values``, in NFKC, grouped by pattern, in the order of the values."""
        import polars as pl

        for found in self.search(pl.Series(values, dtype=pl.String)):
            for index, texts in found.texts.rows():
                value, at = values[index], 0
                for text in texts:
                    at = value.index(text, at)
                    yield Candidate(index, at, text, found.identifiers)
                    at += len(text)

    def search(self, values: pl.Series) -> list[Found]:
        """The candidates in ``values``, in NFKC, of each pattern that has any, as columns."""
        import polars as pl

        frame = pl.DataFrame({"text": values}).with_row_index()
        text = pl.col("text")
        queries, searches = [], []
        for search, mask in self._likely(frame["text"]):
            if mask.any():
                extracted = (
                    frame.filter(mask).lazy().select("index", text.str.extract_all(search.pattern))
                )
                queries.append(extracted.filter(text.list.len() > 0))
                searches.append(search)
        found = [
            Found(search.order, search.identifiers, texts)
            for search, texts in zip(searches, pl.collect_all(queries), strict=True)
            if not texts.is_empty()
        ]
        return sorted(found, key=lambda one: one.order)

    def _likely(self, values: pl.Series) -> Iterator[tuple[_Search, pl.Series]]:
        """Which values could hold a candidate of each search."""
        import polars as pl

        if shapes := shapes_of(values):
            for search in chain.from_iterable(self._pairs):
                yield search, shapes.holding(search.of_shape)
            return
        text = pl.col("text")
        # All in one query, which runs on all cores.
        may_hold = (
            values.alias("text")
            .to_frame()
            .select(
                text.str.contains("|".join(f"(?:{search.least})" for search in pair)).alias(str(n))
                for n, pair in enumerate(self._pairs)
            )
        )
        for n, pair in enumerate(self._pairs):
            for search in pair:
                yield search, may_hold[str(n)]


def _in_pairs(searches: Sequence[_Search]) -> list[tuple[_Search, ...]]:
    """Two searches cost as much as one; with more, the engine meets too many states.

    A long pattern, mostly words to begin with, goes with a short one, mostly digits.
    """
    by_length = sorted(searches, key=lambda search: len(search.least))
    half = (len(by_length) + 1) // 2
    short, long = by_length[:half], by_length[half:]
    return [(one, *others) for one, *others in _zip_longest(short, long)]


def _zip_longest(short: Sequence[_Search], long: Sequence[_Search]) -> Iterator[list[_Search]]:
    for n, search in enumerate(short):
        yield [search, *long[n : n + 1]]
