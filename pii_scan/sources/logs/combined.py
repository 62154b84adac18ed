"""Chunks of web access logs in the combined format: cut at their quotes, and counted by days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pii_scan.sources.logs.access import (
    COMBINED_PARTS,
    are_of_one_day,
    read_combined,
    words_in_front,
)
from pii_scan.sources.logs.counts import Counts
from pii_scan.sources.logs.cutting import cut_lines
from pii_scan.sources.logs.days import Days, days_of_lines
from pii_scan.sources.logs.own_days import with_own_days


@dataclass(frozen=True, slots=True)
class CombinedCounts:
    """What a chunk holds in the combined format, and the ``days`` of its lines.

    ``others`` says of each line whether it is in another format and not counted; ``in_order`` are
    the days of all lines as they follow from their order.
    """

    counts: Counts = field(repr=False)
    days: Days
    others: pl.Series = field(repr=False)
    in_order: Days


def count_combined(data: bytes, modified: dt.date, before: dt.date | None) -> CombinedCounts:
    """Count those of whole lines in UTF-8 that are in the combined format.

    ``modified`` is the day on which their file was last changed, and ``before`` that of the line
    in front of them, where it is known.
    """
    parts = cut_lines(data, b'"', COMBINED_PARTS)
    begins = parts.to_series()
    words = words_in_front(begins)
    in_order = days_of_lines(begins, modified, before)
    # To look for two bytes one of which is frequent takes as long as all the cutting.
    escaped = b"\\" in data and b'\\"' in data
    counts, days, counted = Counts(), in_order, []
    for run in in_order.runs(len(begins)):
        place = run.start, run.length
        some_words = [word.slice(*place) for word in words]
        own, done = _count_run(
            parts.slice(*place), some_words, run.days, modified, counts, escaped=escaped
        )
        days = days.together(own)
        counted.append(done)
    return CombinedCounts(counts, days, ~pl.concat(counted), in_order)


def _count_run(
    parts: pl.DataFrame,
    words: Sequence[pl.Series],
    in_order: Days,
    modified: dt.date,
    counts: Counts,
    *,
    escaped: bool,
) -> tuple[Days, pl.Series]:
    """Count lines of one day in the combined format; their days, and whether each was counted."""
    found, times = Counts(), words[-1]
    one_day = are_of_one_day(times)
    are_usual = one_day or times.str.starts_with("[").fill_null(value=False).all()
    days = with_own_days(times if are_usual else parts.to_series(), in_order, modified)
    done = read_combined(parts, words, days.of_lines, found, escaped=escaped, one_day=one_day)
    counts.add_all(found.dated(days.first))
    return days, done
