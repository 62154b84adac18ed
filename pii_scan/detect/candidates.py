"""The fast pass: which parts of many values could be an identifier at all.

Native searches over all values tell which could hold a candidate, by looser patterns that are
quick to search for, two together; only those values are searched for the candidates themselves.
Python sees no value that holds none. The regular expressions are Rust's (linear time, no
look-around), looser than the rules': the recognisers decide afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pii_scan.detect.pattern_threads import PatternThread, PatternThreads
from pii_scan.detect.shape_memory import ShapeMemory
from pii_scan.detect.shaped import ShapedTexts
from pii_scan.patterns.searched import Searched
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

# One character on each side, so that a recogniser can see what a candidate is glued to.
_CONTEXT = "(?s:.?)"
# The patterns of so many are looked for by one thread; a search may have more by itself.
_PATTERNS_OF_GROUP = 24


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
    list of its candidates in order; also ``shape`` where the values have one. ``order`` is the
    pattern's place among the finder's.
    """

    order: int
    identifiers: tuple[str, ...]
    texts: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Search:
    """One candidate pattern and its ``rules``; ``least`` is a looser pattern."""

    order: int
    pattern: str
    rules: tuple[Rule, ...]
    least: str

    @property
    def necessary(self) -> Searched:
        """What every text contains in which there is a candidate."""
        return self.rules[0].necessary

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The rules by name."""
        return tuple(rule.id for rule in self.rules)


class CandidateFinder:
    """The candidate patterns of some rules; rules with the same pattern share one search."""

    def __init__(self, rules: Iterable[Rule], threads: PatternThreads | None = None) -> None:
        """``threads`` are those in which shapes are looked at; None for no others."""
        self._rules = tuple(rules)
        self._threads = threads or PatternThreads(own=False)
        self._memory = ShapeMemory(self._look_at)

    @cached_property
    def _searches(self) -> Sequence[_Search]:
        """Made when there is something to search: most finders are for fields of certain names."""
        patterns: dict[str, list[Rule]] = {}
        for rule in self._rules:
            patterns.setdefault(rule.identifier.candidate, []).append(rule)
        return [
            _Search(
                order,
                f"{_CONTEXT}(?:{pattern}){_CONTEXT}",
                tuple(same),
                "|".join(same[0].necessary.texts) or f"(?:{pattern})",
            )
            for order, (pattern, same) in enumerate(patterns.items())
        ]

    @cached_property
    def _pairs(self) -> Sequence[Sequence[_Search]]:
        return _in_pairs(self._searches)

    @cached_property
    def _thread_of_pairs(self) -> PatternThread:
        return self._threads.thread_for(len(self._pairs))

    def prepare(self) -> None:
        """Have the patterns of ``find`` compiled meanwhile, where there are threads for that."""
        import polars as pl

        nothing = ShapedTexts.without_shapes(pl.Series([], dtype=pl.String)).texts
        self._thread_of_pairs.submit(self._may_hold, nothing)

    def find(self, values: Sequence[str]) -> Iterator[Candidate]:
        """All candidates in ``values``, in NFKC, grouped by pattern, in the order of the values."""
        import polars as pl

        texts = ShapedTexts.without_shapes(pl.Series(values, dtype=pl.String)).texts
        may_hold = self._thread_of_pairs.submit(self._may_hold, texts).result()
        for found in _extract(self._likely_texts(texts, may_hold)):
            for index, inside in found.texts.rows():
                value, at = values[index], 0
                for text in inside:
                    at = value.index(text, at)
                    yield Candidate(index, at, text, found.identifiers)
                    at += len(text)

    def search(self, texts: ShapedTexts, own: Callable[[], pl.Series | None]) -> list[Found]:
        """The candidates in ``texts``, in NFKC, of each pattern that has any, as columns.

        Left out may be candidates in which none of their rules can match. ``own`` says for each
        text whether it is to be searched at all; None where all are.
        """
        if texts.shapes is not None:
            return _extract(self._likely_by_shape(texts.texts, texts.shapes, own))
        mask = own()
        own_texts = texts.texts if mask is None else texts.texts.filter(mask)
        # All in one query, which runs on all cores.
        may_hold = own_texts.select(self._asked_of_pairs())
        return _extract(self._likely_texts(own_texts, may_hold))

    def _asked_of_pairs(self) -> list[pl.Expr]:
        import polars as pl

        text = pl.col("text")
        return [
            text.str.contains("|".join(f"(?:{search.least})" for search in pair)).alias(str(n))
            for n, pair in enumerate(self._pairs)
        ]

    def _may_hold(self, texts: pl.DataFrame) -> pl.DataFrame:
        return texts.select_seq(self._asked_of_pairs())

    def _likely_texts(
        self, texts: pl.DataFrame, may_hold: pl.DataFrame
    ) -> Iterator[tuple[_Search, pl.DataFrame]]:
        """The searches that are worth making, each with the texts to make it in."""
        for pair, mask in zip(self._pairs, may_hold.get_columns(), strict=True):
            if mask.any():
                likely = texts.filter(mask)
                yield from ((search, likely) for search in pair)

    def _likely_by_shape(
        self, texts: pl.DataFrame, shapes: pl.Series, own: Callable[[], pl.Series | None]
    ) -> Iterator[tuple[_Search, pl.DataFrame]]:
        may_hold = self._memory.told_of(shapes).get_columns()
        for search, of_shapes in zip(self._searches, may_hold, strict=True):
            if of_shapes.any():
                mask, among = of_shapes.gather(texts["shape"]), own()
                yield search, texts.filter(mask if among is None else mask & among)

    @cached_property
    def _groups(self) -> Sequence[tuple[PatternThread, Sequence[_Search]]]:
        """The searches by the thread that looks at shapes for them."""
        groups: list[list[_Search]] = [[]]
        patterns = [0]
        for search in self._searches:
            number = _number_of_patterns(search)
            if groups[-1] and patterns[-1] + number > _PATTERNS_OF_GROUP:
                groups.append([])
                patterns.append(0)
            groups[-1].append(search)
            patterns[-1] += number
        threads = map(self._threads.thread_for, patterns)
        return list(zip(threads, groups, strict=True))

    def _look_at(self, shapes: pl.Series) -> pl.DataFrame:
        """For each search whether a text of each of ``shapes`` is worth it."""
        import polars as pl

        asked = [thread.submit(_worth, searches, shapes) for thread, searches in self._groups]
        return pl.concat((future.result() for future in asked), how="horizontal")


def _worth(searches: Sequence[_Search], shapes: pl.Series) -> pl.DataFrame:
    shapes = shapes.alias("text")
    told = shapes.to_frame().select_seq(
        _all_in(search.necessary.shapes).alias(str(search.order)) for search in searches
    )
    return told.with_columns_seq(
        _narrowed(mask, shapes, search.rules)
        for search, mask in zip(searches, told.get_columns(), strict=True)
        if mask.any()
    )


def _number_of_patterns(search: _Search) -> int:
    """How many patterns shapes are looked at with for a search."""
    of_rules = (len(p.necessary.inner_shapes) for rule in search.rules for p in rule.patterns)
    return len(search.necessary.shapes) + sum(of_rules)


def _extract(searches: Iterable[tuple[_Search, pl.DataFrame]]) -> list[Found]:
    import polars as pl

    text = pl.col("text")
    made = list(searches)
    queries = [
        likely.lazy()
        .select(pl.exclude("text"), text.str.extract_all(search.pattern))
        .filter(text.list.len() > 0)
        for search, likely in made
    ]
    found = [
        Found(search.order, search.identifiers, texts)
        for (search, _), texts in zip(made, pl.collect_all(queries), strict=True)
        if not texts.is_empty()
    ]
    return sorted(found, key=lambda one: one.order)


def _narrowed(mask: pl.Series, shapes: pl.Series, rules: Iterable[Rule]) -> pl.Series:
    """``mask`` without the shapes in which none of ``rules`` matches."""
    import polars as pl

    needed = [_needed(rule) for rule in rules]
    known = [condition for condition in needed if condition is not None]
    if len(known) < len(needed):
        return mask
    return mask & shapes.to_frame().select_seq(pl.any_horizontal(known)).to_series()


def _needed(rule: Rule) -> pl.Expr | None:
    """What a text's shape holds where the rule matches in a candidate of it; None if unknown."""
    import polars as pl

    # A candidate ends where its text may go on.
    patterns = [pattern.necessary.inner_shapes for pattern in rule.patterns]
    if not patterns or not all(patterns):
        return None
    return pl.any_horizontal(map(_all_in, patterns))


def _all_in(necessary: Iterable[str]) -> pl.Expr:
    import polars as pl

    text = pl.col("text")
    return pl.all_horizontal(pl.lit(value=True), *(text.str.contains(p) for p in necessary))


def _in_pairs(searches: Sequence[_Search]) -> list[list[_Search]]:
    """Two searches cost as much as one; with more, the engine meets too many states.

    A long pattern, mostly words to begin with, goes with a short one, mostly digits.
    """
    by_length = sorted(searches, key=lambda search: len(search.least))
    half = (len(by_length) + 1) // 2
    short, long = by_length[:half], by_length[half:]
    return [[search, *long[n : n + 1]] for n, search in enumerate(short)]
