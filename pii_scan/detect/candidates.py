"""The fast pass: which parts of many values could be an identifier at all.

One native search over all values tells which hold any candidate; only those are searched for each
rule's candidates. Python sees no value that holds none. The regular expressions are Rust's
(linear time, no look-around), looser than the rules': the recognisers decide afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pii_scan.rulebook import Rule

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


class CandidateFinder:
    """The candidate patterns of some rules; rules with the same pattern share one search."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        patterns: dict[str, list[str]] = {}
        for rule in rules:
            patterns.setdefault(rule.identifier.candidate, []).append(rule.id)
        self._patterns = {
            f"{_CONTEXT}(?:{pattern}){_CONTEXT}": tuple(identifiers)
            for pattern, identifiers in patterns.items()
        }
        self._any = "|".join(f"(?:{pattern})" for pattern in patterns)

    def find(self, values: Sequence[str]) -> Iterator[Candidate]:
        """All candidates in ``values``, grouped by pattern, in the order of the values."""
        import polars as pl

        frame = pl.DataFrame({"value": pl.Series(values, dtype=pl.String)}).with_row_index()
        frame = frame.filter(pl.col("value").str.contains(self._any))
        if frame.is_empty():
            return
        for pattern, identifiers in self._patterns.items():
            found = (
                frame.select("index", text=pl.col("value").str.extract_all(pattern))
                .filter(pl.col("text").list.len() > 0)
                .rows()
            )
            for index, texts in found:
                value, at = values[index], 0
                for text in texts:
                    at = value.index(text, at)
                    yield Candidate(index, at, text, identifiers)
                    at += len(text)
