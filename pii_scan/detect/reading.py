"""Values before rules, a column at a time: what the rules recognise in them, and where.

A rule is asked in Python only about texts that its own patterns could match in, and once about
each different text; where it has a columnar twin (columnar.py), the twin answers for most.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial, reduce
from itertools import islice
from operator import and_, or_
from threading import Lock
from typing import TYPE_CHECKING

from pii_scan.detect.candidate_places import candidates_in
from pii_scan.detect.candidates import CandidateFinder
from pii_scan.detect.columnar import Twin, twin_of
from pii_scan.detect.columnar_forms import PROVEN, REFUSED
from pii_scan.detect.matches import Match
from pii_scan.detect.pattern_threads import PatternThreads
from pii_scan.detect.recognizers import Recognition, Recognizers, Span
from pii_scan.detect.shape_memory import ShapeMemory
from pii_scan.detect.shaped import BatchTexts, ShapedTexts
from pii_scan.rulebook import Rule

if TYPE_CHECKING:
    import polars as pl

_MOST_REMEMBERED = 50_000
# So many shapes are looked up among those that are remembered.
_MOST_LOOKED_UP = 1_000
# Of so many patterns it is not worth telling which could match, nor are there bits for more.
_FEW, _BITS = 1, 64
# So many texts are before Python at a time: its own of a whole batch take several times as much.
_AT_ONCE = 4_096
_SPAN = ("row", "order", "at", "start", "end", "score", "proven", "matched")


@dataclass(frozen=True, slots=True)
class Reading:
    """What rules recognise in the rows of a column.

    ``matches``: ``row``, ``order`` (of finding, within the row), ``rule`` (its number), ``start``
    and ``end`` in characters, ``text``, ``score``, ``proven``. ``failures``, candidates that a
    validator refused: ``row``, ``order``, ``rule``, ``hash`` of the candidate.
    """

    matches: pl.DataFrame
    failures: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Known:
    """What a ``text`` holds that the rule could match in; None where that is not known.

    ``of_patterns`` is the same of each of its patterns. ``of_shapes`` tells of the shapes of texts
    whether the rule could match in any of these. ``takes_any_digit`` where the rule finds the same
    in a text and in its shape.
    """

    condition: pl.Expr | None
    of_patterns: Sequence[pl.Expr] | None
    of_shapes: ShapeMemory | None
    takes_any_digit: bool


class Reader:
    """Puts columns of values before rules. ``rules`` are numbered in their order.

    Threads may use one at the same time.
    """

    def __init__(
        self,
        rules: Mapping[str, Rule],
        load_recognizers: Callable[[], Recognizers],
        threads: PatternThreads,
    ) -> None:
        """``threads`` are those in which shapes are looked at."""
        self._rules = rules
        self._numbers = {identifier: number for number, identifier in enumerate(rules)}
        self._load_recognizers = load_recognizers
        self._loading = Lock()
        self._threads = threads
        self._loaded: Recognizers | None = None
        self._rules_known: dict[str, _Known] = {}
        self._twins: dict[str, Twin | None] = {}
        self._said: dict[tuple[str, int], Recognition] = {}

    @property
    def _recognizers(self) -> Recognizers:
        with self._loading:  # threads that need them at once wait for the first
            if self._loaded is None:
                self._loaded = self._load_recognizers()
            return self._loaded

    def _twin(self, identifier: str) -> Twin | None:
        if identifier not in self._twins:
            self._twins[identifier] = twin_of(self._rules[identifier], self._recognizers)
        return self._twins[identifier]

    def matches_in(self, finder: CandidateFinder, texts: Sequence[str]) -> dict[str, list[Match]]:
        """The matches in each of a few different ``texts`` in NFKC that has any."""
        matches: dict[str, list[Match]] = {}
        for candidate in finder.find(texts):
            for identifier in candidate.identifiers:
                rule = self._rules[identifier].identifier
                for span in self._recognizers.spans(identifier, candidate.text).accepted:
                    start, end = candidate.start + span.start, candidate.start + span.end
                    matches.setdefault(texts[candidate.index], []).append(
                        Match(
                            *(start, end, identifier, rule.item, rule.evidence, span.score),
                            proven=span.proven is True,
                        )
                    )
        return matches

    def read(
        self, texts: BatchTexts, finders: Iterable[tuple[CandidateFinder, Collection[int]]]
    ) -> Reading:
        """What the rules of each finder recognise in its own fields, given by place.

        A text that stands in many rows is looked at once.
        """
        import polars as pl

        accepted, refused = [_no_matches()], [_no_failures()]
        for place, (finder, fields) in enumerate(finders):
            own = cache(partial(texts.in_fields, fields))
            for found in finder.search(texts.shaped, own):
                candidates = candidates_in(found, texts.texts, place)
                shapes = texts.shaped.shapes
                matches, failures = self._ask_all(found.identifiers, candidates, shapes)
                accepted.append(texts.in_rows(matches, fields))
                refused.append(texts.in_rows(failures, fields))
        return Reading(pl.concat(accepted), pl.concat(refused))

    def _ask_all(
        self, identifiers: Sequence[str], candidates: pl.DataFrame, known: pl.Series | None
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Matches and failures of rules that share their candidates.

        ``known`` are the shapes that candidates have by their ``shape``, those that have one.
        """
        import polars as pl

        any_digit = {i for i in identifiers if self._known(i).takes_any_digit}
        candidates, shapes = _with_shapes(candidates, known, needed=bool(any_digit))
        accepted, refused = [_no_matches()], [_no_failures()]
        for number, identifier in enumerate(identifiers):
            if shapes is not None and identifier in any_digit:
                spans, failed = self._ask_shapes(identifier, candidates, shapes), None
            else:
                likely = self._likely(identifier, candidates, shapes)
                spans, failed = self._ask(identifier, likely)
            rule = pl.lit(self._numbers[identifier], pl.UInt32).alias("rule")
            order = pl.col("order") + number
            if not spans.is_empty():
                start, end = pl.col("start") + pl.col("at"), pl.col("end") + pl.col("at")
                text = pl.col("matched").alias("text")
                accepted.append(
                    spans.select("row", order, rule, start, end, text, "score", "proven")
                )
            if failed is not None and not failed.is_empty():
                hashed = pl.col("text").hash().alias("hash")
                refused.append(failed.select("row", order, rule, hashed))
        return pl.concat(accepted), pl.concat(refused)

    def _likely(
        self, identifier: str, candidates: pl.DataFrame, shapes: pl.DataFrame | None
    ) -> pl.DataFrame:
        """The candidates in whose ``shapes`` the rule's own patterns could match."""
        import polars as pl

        memory = self._known(identifier).of_shapes
        if shapes is None or memory is None or len(shapes) > _MOST_LOOKED_UP:
            return candidates
        told = memory.told_of(shapes["text"]).to_series()
        if told.all():
            return candidates
        return candidates.filter(pl.col("shape").is_in(shapes["shape"].filter(told).implode()))

    def _ask(self, identifier: str, candidates: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """What the rule accepts in candidates, and those in which it refuses something."""
        import polars as pl

        twin = None if candidates.is_empty() else self._twin(identifier)
        if twin is None:
            return self._ask_rule(identifier, candidates)
        verdict = pl.col("verdict")
        judged = candidates.with_columns(twin.judge(candidates["text"]))
        unknown = judged.filter(verdict.is_null()).select(candidates.columns)
        accepted = judged.filter(verdict > REFUSED).select(
            "row",
            "order",
            "at",
            pl.col("left").alias("start"),
            (pl.col("left") + pl.col("core").str.len_chars()).alias("end"),
            "score",
            verdict.eq(PROVEN).alias("proven"),
            pl.col("core").alias("matched"),
        )
        refused = judged.filter(verdict == REFUSED).select(candidates.columns)
        if unknown.is_empty():
            return accepted, refused
        spans, failed = self._ask_rule(identifier, unknown)
        return pl.concat([accepted, spans]), pl.concat([refused, failed])

    def _ask_rule(
        self, identifier: str, candidates: pl.DataFrame
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """What the rule itself says, of candidates that its own patterns could match in."""
        if candidates.is_empty():
            return _no_spans(), candidates
        texts = candidates["text"].unique(maintain_order=True)
        spans, failing = self._recognize(identifier, texts)
        return (
            candidates.join(spans, on="text", maintain_order="left_right").select(_SPAN),
            candidates.join(failing, on="text", how="semi", maintain_order="left"),
        )

    def _ask_shapes(
        self, identifier: str, candidates: pl.DataFrame, shapes: pl.DataFrame
    ) -> pl.DataFrame:
        """What a rule without a check, to which all digits are one, accepts by shape alone."""
        import polars as pl

        spans, _ = self._recognize(identifier, shapes["text"])
        if spans.is_empty():
            return _no_spans()
        of_shapes = shapes.join(spans, on="text").drop("text", "matched")
        found = candidates.join(of_shapes, on="shape", maintain_order="left_right")
        length = pl.col("end") - pl.col("start")
        matched = pl.col("text").str.slice(pl.col("start"), length).alias("matched")
        return found.with_columns(matched).select(_SPAN)

    def _known(self, identifier: str) -> _Known:
        if identifier not in self._rules_known:
            self._rules_known[identifier] = _known_of(self._rules[identifier], self._threads)
        return self._rules_known[identifier]

    def asked(self, identifier: str, texts: pl.Series) -> Iterator[tuple[str, Recognition]]:
        """Those of different ``texts`` that the rule's patterns could match in, and what it says.

        Raises what ``Recognizers.spans`` raises.
        """
        import polars as pl

        known = self._known(identifier)
        if known.of_patterns is None:
            if known.condition is not None:
                texts = texts.alias("text").to_frame().filter(known.condition)["text"]
            yield from ((text, self._spans(identifier, text)) for text in texts)
            return
        # Each pattern is looked for by polars as it was for the whole rule; Python asks only those
        # that could match in a text, of the thirty that some rules have.
        bits = pl.sum_horizontal(
            condition.cast(pl.UInt64) * (1 << place)
            for place, condition in enumerate(known.of_patterns)
        )
        likely = texts.alias("text").to_frame().with_columns(patterns=bits)
        recognizers = self._recognizers
        for some in likely.filter(pl.col("patterns") > 0).iter_slices(_AT_ONCE):
            for text, patterns in some.rows():
                yield text, recognizers.spans_of(identifier, patterns, text)

    def _spans(self, identifier: str, text: str) -> Recognition:
        """What the rule says; remembered, by the text's hash, of rules that are slow to answer."""
        if self._known(identifier).condition is not None:
            return self._recognizers.spans(identifier, text)
        key = (identifier, hash(text))
        said = self._said.get(key)
        if said is None:
            if len(self._said) >= _MOST_REMEMBERED:
                self._said.clear()
            said = self._said[key] = self._recognizers.spans(identifier, text)
        return said

    def _recognize(self, identifier: str, texts: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Spans in different ``texts`` that the rule accepts, and the texts with one it refuses."""
        import polars as pl

        found, failing = [_found_in([], [])], [pl.Series([], dtype=pl.String)]
        asked = self.asked(identifier, texts)
        while some := list(islice(asked, _AT_ONCE)):
            failed = [text for text, (_, rejected) in some if rejected]
            failing.append(pl.Series(failed, dtype=pl.String))
            accepted = [(text, span) for text, (spans, _) in some for span in spans]
            if accepted:
                found.append(_found_in(*zip(*accepted, strict=True)))
        return pl.concat(found), pl.concat(failing).alias("text").to_frame()


def _found_in(texts: Sequence[str], spans: Sequence[Span]) -> pl.DataFrame:
    """Each of ``spans`` in the one of ``texts`` beside it, and what it ``matched``."""
    import polars as pl

    starts, ends, scores, proven = zip(*spans, strict=True) if spans else ((), (), (), ())
    found = pl.DataFrame(
        {
            "text": pl.Series(texts, dtype=pl.String),
            "start": pl.Series(starts, dtype=pl.UInt32),
            "end": pl.Series(ends, dtype=pl.UInt32),
            "score": pl.Series(scores, dtype=pl.Float64),
            "proven": pl.Series(proven, dtype=pl.Boolean).fill_null(value=False),
        }
    )
    length = pl.col("end") - pl.col("start")
    return found.with_columns(matched=pl.col("text").str.slice(pl.col("start"), length))


def _known_of(rule: Rule, threads: PatternThreads) -> _Known:
    checks = rule.identifier.validator is not None
    necessary = [pattern.necessary for pattern in rule.patterns]
    texts = [one.texts for one in necessary]
    of_patterns = [one for some in texts if (one := _condition([some])) is not None]
    are_all_known = len(of_patterns) == len(texts)
    return _Known(
        _condition(texts),
        of_patterns if are_all_known and _FEW < len(texts) < _BITS else None,
        _memory([one.shapes for one in necessary], threads),
        not checks and bool(necessary) and all(one.takes_any_digit for one in rule.patterns),
    )


def _memory(needed: Sequence[Sequence[str]], threads: PatternThreads) -> ShapeMemory | None:
    condition = _condition(needed)
    if condition is None:
        return None
    thread = threads.thread_for(sum(map(len, needed)))

    def look_at(shapes: pl.Series) -> pl.DataFrame:
        texts = shapes.alias("text").to_frame()
        return thread.submit(texts.select_seq, condition.alias("likely")).result()

    return ShapeMemory(look_at)


def _condition(needed: Sequence[Sequence[str]]) -> pl.Expr | None:
    import polars as pl

    if not needed or not all(needed):
        return None
    text = pl.col("text")
    return reduce(or_, (reduce(and_, (text.str.contains(p) for p in one)) for one in needed))


def _with_shapes(
    candidates: pl.DataFrame, known: pl.Series | None, *, needed: bool
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Candidates with the ``shape`` of each, and all shapes with their ``text``.

    None instead where nearly each candidate has a shape of its own, or shapes are not ``known``
    and not ``needed``.
    """
    codes = candidates["shape"]
    if known is not None and not codes.has_nulls():
        used = codes.unique()
        return candidates, known.gather(used).alias("text").to_frame().with_columns(used)
    shaped = ShapedTexts.of(candidates["text"]) if needed else None
    if shaped is None or shaped.shapes is None:
        return candidates, None
    shapes = shaped.shapes.to_frame().with_row_index("shape")
    return candidates.with_columns(shaped.texts["shape"]), shapes


def _no_spans() -> pl.DataFrame:
    import polars as pl

    place = {"row": pl.UInt32, "order": pl.UInt64, "at": pl.UInt32, "start": pl.UInt32}
    rest = {"end": pl.UInt32, "score": pl.Float64, "proven": pl.Boolean, "matched": pl.String}
    return pl.DataFrame(schema={**place, **rest})


def _no_matches() -> pl.DataFrame:
    import polars as pl

    place = {"row": pl.UInt32, "order": pl.UInt64, "rule": pl.UInt32}
    span = {"start": pl.UInt32, "end": pl.UInt32, "text": pl.String}
    return pl.DataFrame(schema=place | span | {"score": pl.Float64, "proven": pl.Boolean})


def _no_failures() -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        schema={"row": pl.UInt32, "order": pl.UInt64, "rule": pl.UInt32, "hash": pl.UInt64}
    )
