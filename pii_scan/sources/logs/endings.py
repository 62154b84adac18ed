"""Objects in the messages of lines: ``request received {"user": …} took 12 ms``.

Monolog writes two behind each message, its context and what is said of every line, or ``[]`` where
one is empty; others write what they were sent and what they answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import polars as pl

from pii_scan.sources.logs.counts import LINE, Counts

CountDocuments = Callable[[pl.DataFrame, Counts], pl.DataFrame]
"""Counts the lines that are JSON; those that are none are given back with all their columns."""

_HOLDS_JSON = (
    r'^(?P<text>[^{]*)(?P<json>\{\s*"(?:[^"\\]|\\.)*"\s*:.*\}|\{\})'
    r"(?P<rest>[^{}]*)$"
)
_SEVERAL = r'\}[^{}"]*\{(?:\s*"|\})'
_MOST_OBJECTS = 8
_AT = "at"
_DECODER = json.JSONDecoder(strict=False)


def read_endings(messages: pl.DataFrame, counts: Counts, count: CountDocuments) -> pl.DataFrame:
    """Count the objects in messages; the messages are given back without them."""
    has_json = messages[LINE].str.contains(_HOLDS_JSON)
    if not has_json.any():
        return messages
    found = messages.filter(has_json).with_row_index(_AT)
    groups = found[LINE].str.extract_groups(_HOLDS_JSON).struct
    broken = count(found.with_columns(groups.field("json").alias(LINE)), counts)
    if broken.is_empty():
        bare = (groups.field("text") + groups.field("rest")).alias(LINE)
        return pl.concat(
            [messages.filter(~has_json), found.with_columns(bare).select(messages.columns)]
        )
    between = _count_several(broken, counts, count)
    others = broken.filter(~pl.col(_AT).is_in(between[_AT].implode()))[_AT]
    texts = found.join(between, on=_AT, how="left", maintain_order="left").with_columns(
        pl.when(pl.col(_AT).is_in(others.implode()))
        .then(pl.col(LINE))
        .otherwise(groups.field("text") + pl.col("between").fill_null("") + groups.field("rest"))
        .alias(LINE)
    )
    return pl.concat([messages.filter(~has_json), texts.select(messages.columns)])


def _count_several(broken: pl.DataFrame, counts: Counts, count: CountDocuments) -> pl.DataFrame:
    """Count the lines that are several objects: the place of each and the text ``between`` them."""
    several = broken.filter(pl.col(LINE).str.contains(_SEVERAL))
    rows = [(at, *cut) for at, line in several[_AT, LINE].rows() if (cut := _cut(line))]
    schema: dict[str, pl.DataType] = {
        _AT: pl.UInt32(),
        LINE: pl.List(pl.String()),
        "between": pl.String(),
    }
    cut_lines = pl.DataFrame(rows, schema=schema, orient="row")
    if rows:
        documents = several.drop(LINE).join(cut_lines.drop("between"), on=_AT).explode(LINE)
        count(documents.select(broken.columns), counts)
    return cut_lines.drop(LINE)


def _cut(text: str) -> tuple[list[str], str] | None:
    """The objects that a text begins and goes on with, and what stands between and behind them.

    None where there are not at least two.
    """
    objects: list[str] = []
    between: list[str] = []
    at = 0
    while len(objects) < _MOST_OBJECTS:
        start = text.find("{", at)
        if start < 0:
            break
        try:
            _, end = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        between.append(text[at:start])
        objects.append(text[start:end])
        at = end
    return (objects, "".join([*between, text[at:]])) if len(objects) > 1 else None
