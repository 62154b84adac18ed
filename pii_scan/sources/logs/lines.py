"""A chunk of a log as counted values. Each line is taken for what it is, so logs may be mixed."""

from __future__ import annotations

import polars as pl

from pii_scan.sources.logs.access import read_access
from pii_scan.sources.logs.counts import Counts, add_all
from pii_scan.sources.logs.json_lines import read_json
from pii_scan.sources.logs.prefixes import strip_prefixes
from pii_scan.sources.logs.text import count_text

_JSON = r'^\s*(?:\{|\[\s*[\[{"])'
# An object at the end of a message: request received {"user": …}
_ENDS_IN_JSON = r'^(?P<text>[^{]*)(?P<json>\{\s*"(?:[^"\\]|\\.)*"\s*:.*\}|\{\})\s*$'


def split_lines(text: str) -> pl.Series:
    """The lines of a text; only a line feed ends one, with or without a carriage return."""
    lines = pl.Series("line", [text.removesuffix("\n")], pl.String).str.split("\n")
    return lines.explode(empty_as_null=False).str.strip_chars_end("\r")


def count_lines(lines: pl.Series) -> Counts:
    """Key → value → how often, for all keys and positions in the lines.

    Structured lines first; of the others what stands in front is taken off, and what follows is
    looked at again, since syslog, Kubernetes and Docker put their own words before any format.
    """
    counts: Counts = {}
    others = _count_structured(lines, counts)
    if others.is_empty():
        return counts
    plain = strip_prefixes(others)
    add_all(counts, plain.counts)
    messages = _count_structured(plain.lines, counts)
    if not messages.is_empty():
        add_all(counts, count_text(_count_endings(messages, counts)))
    return counts


def _count_structured(lines: pl.Series, counts: Counts) -> pl.Series:
    """Count JSON and access log lines; the others are given back."""
    lines = lines.filter(lines.str.contains(r"\S"))
    access = read_access(_count_json(lines, counts))
    add_all(counts, access.counts)
    return access.others


def _count_json(lines: pl.Series, counts: Counts) -> pl.Series:
    is_json = lines.str.contains(_JSON)
    if not is_json.any():
        return lines
    candidates = lines.filter(is_json)
    documents = read_json(candidates.to_list())
    add_all(counts, documents.counts)
    if documents.inner:
        add_all(counts, count_lines(pl.Series("line", documents.inner, pl.String)))
    return pl.concat([lines.filter(~is_json), candidates.gather(documents.others)])


def _count_endings(messages: pl.Series, counts: Counts) -> pl.Series:
    """Open the objects at the end of messages; what stands before them is given back."""
    groups = messages.str.extract_groups(_ENDS_IN_JSON).struct.unnest()
    has_json = groups["json"].is_not_null()
    if not has_json.any():
        return messages
    found = groups.filter(has_json)
    documents = read_json(found["json"].to_list())
    add_all(counts, documents.counts)
    failed = pl.int_range(len(found), eager=True).is_in(documents.others)
    return pl.concat(
        [
            messages.filter(~has_json),
            found.select(
                pl.when(failed).then(pl.col("text") + pl.col("json")).otherwise("text")
            ).to_series(),
        ]
    )
