"""Documents inside values: each path of a document is a field of its own.

The same paths are used for a JSON column and for a line of a JSON log: ``contact.phone``,
``items[].email``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pii_scan.columns import Column, as_dict
from pii_scan.documents.json_text import json_leaves
from pii_scan.documents.leaves import Leaf, Leaves, joined
from pii_scan.documents.pair_text import pair_leaves
from pii_scan.documents.xml_text import xml_leaves
from pii_scan.keys import ANY_KEY, KEY, key_name
from pii_scan.model import Field, Sample

if TYPE_CHECKING:
    import polars as pl

# A column counts as documents when at least this share of its distinct values are.
_MOSTLY = 0.5
# Every kind of document holds one of these.
_MARKS = "{[<=\n"
# Of more values than these a part is opened first; where fewer of it are documents, none are.
_MANY, _SOME = 2_000, 500
_FEWEST_OF_SOME = 0.35
_AT_ONCE = 20_000
IN_DOCUMENTS = f"[{re.escape(_MARKS)}]"
"""A pattern, of Python and of Rust, that every document holds."""

_IN_DOCUMENTS = re.compile(IN_DOCUMENTS)
# Half of a UTF-16 pair, which JSON can spell as \ud800: polars has no such text.
_SURROGATE = re.compile("[\ud800-\udfff]")
_Kind = Callable[[str], Leaves | None]
_KINDS: Sequence[_Kind] = (json_leaves, xml_leaves, pair_leaves)
_LIST = "[]"
_ONE_ELEMENT = r"^\s*<[^!][^<]*<(?s:.*)>\s*$"


def open_documents(sample: Sample) -> Iterator[Sample]:
    """``sample`` itself, or where its values are documents a sample for each path.

    The field of a path is named ``(*field.path, path)``; what is in a list is below the column
    itself, ``emails[]``, but in a log. Values that are no document, when others are, stay with
    the field itself, which is always yielded. A value that stands beside a key is one of a document
    with that key.
    """
    yield from _opened_values(replace(sample, under={}) if sample.under else sample)
    for key, values in sample.under.items():
        yield from _under_key(sample.field, key, values)


def _under_key(column: Field, key: str, values: Mapping[str, int]) -> Iterator[Sample]:
    """``values`` of ``column`` that stand under ``key``, with the documents in them opened."""
    name = key_name(key)
    if name is None:
        yield Sample(_field_of(KEY, column), {key: sum(values.values())})
    path = name or ANY_KEY
    texts = as_dict(values)
    documents = {
        text: leaves
        for text in _likely(values)
        if text.lstrip().startswith(("{", "[")) and (leaves := _opened(text, (json_leaves,)))
    }
    yield Sample(_field_of(path, column), {t: n for t, n in texts.items() if t not in documents})
    _, inside = _dict_apart({text: texts[text] for text in documents}, documents)
    for below, counts in inside:
        place = path + below if below.startswith(_LIST) else joined(path, below)
        yield Sample(_field_of(place, column), counts)


def _opened_values(sample: Sample) -> Iterator[Sample]:
    """``open_documents`` of values that are where they stand."""
    likely = _likely(sample.values)
    if not likely or len(likely) < _MOSTLY * len(sample.values):
        yield from _elements_among_lines(sample)
        return
    if len(likely) > _MANY:
        some = likely[:: len(likely) // _SOME]
        opened = sum(_opened(text) is not None for text in some)
        if opened < _FEWEST_OF_SOME * len(some):
            yield from _elements_among_lines(sample)
            return
    if isinstance(sample.values, Column):
        # Open documents are far larger than texts in a column.
        for number, values in enumerate(sample.values.in_parts(_AT_ONCE)):
            others = sample.others if number == 0 else 0
            yield from _opened_in(replace(sample, values=values, others=others))
    else:
        yield from _opened_in(sample)


def _elements_among_lines(sample: Sample) -> Iterator[Sample]:
    """``sample`` with the few lines of a log opened that are one element of XML each.

    A column has one kind of values; a log has a request here and there, and it must not depend on
    the lines around it where what is in it is found.
    """
    values = sample.values
    if not (sample.field.logged and isinstance(values, Column)) or values.plain:
        yield sample
        return
    closing = values.texts.filter(values.texts.str.contains("</", literal=True))
    elements = closing.filter(closing.str.contains(_ONE_ELEMENT))
    if elements.is_empty():
        yield sample
        return
    documents = {
        text: leaves for text in elements if (leaves := _opened(text, (xml_leaves,))) is not None
    }
    rest, paths = _column_apart(values, documents)
    yield from _apart(sample, rest, paths)


def _opened_in(sample: Sample) -> Iterator[Sample]:
    """``open_documents`` of values that are documents, or mostly."""
    documents = {
        text: leaves for text in _likely(sample.values) if (leaves := _opened(text)) is not None
    }
    if not documents or len(documents) < _MOSTLY * len(sample.values):
        yield from _elements_among_lines(sample)
        return
    rest: Mapping[str, int]
    paths: Iterable[tuple[str, Mapping[str, int]]]
    if isinstance(sample.values, Column):
        rest, paths = _column_apart(sample.values, documents)
    else:
        rest, paths = _dict_apart(sample.values, documents)
    yield from _apart(sample, rest, paths)


def _apart(
    sample: Sample,
    rest: Mapping[str, int],
    paths: Iterable[tuple[str, Mapping[str, int]]],
) -> Iterator[Sample]:
    """``sample`` with what is no document, and a sample for each path of the documents."""
    yield replace(sample, values=rest)
    for path, values in paths:
        yield Sample(_field_of(path, sample.field), values)


def _field_of(path: str, column: Field) -> Field:
    """The field of ``path`` in the documents of ``column``."""
    if column.logged or not path.startswith(_LIST):
        inside = replace(column, path=(*column.path, path or _LIST), comment=None, nullable=None)
        return replace(inside, type=None, in_document=True, in_record=False)
    listed = replace(column, path=(*column.path[:-1], column.path[-1] + path), type=None)
    if not path.replace(_LIST, ""):  # the values of the column, several in a row
        return listed
    return replace(listed, comment=None, nullable=None, in_document=True, in_record=True)


_Documents = Mapping[str, Sequence[Leaf]]
"""The leaves of each text that is a document."""


def _dict_apart(
    values: Mapping[str, int], documents: _Documents
) -> tuple[dict[str, int], Iterable[tuple[str, dict[str, int]]]]:
    """The values that are no document, and those of each path in the others."""
    rest = {text: times for text, times in values.items() if text not in documents}
    paths: dict[str, dict[str, int]] = {}
    for text, leaves in documents.items():
        for path, value in leaves:
            counts = paths.setdefault(path, {})
            counts[value] = counts.get(value, 0) + values[text]
    return rest, paths.items()


def _column_apart(
    column: Column, documents: _Documents
) -> tuple[Column, Iterator[tuple[str, Column]]]:
    """The same of a column: what stands in a document was seen on the days of the document."""
    import polars as pl

    texts = column.texts.to_list()
    is_rest = pl.Series([text not in documents for text in texts], dtype=pl.Boolean)
    rest = column.some(is_rest)
    places: dict[str, int] = {}
    paths: list[int] = []
    values: list[str] = []
    rows: list[int] = []
    for row, text in enumerate(texts):
        for path, value in documents.get(text, ()):
            paths.append(places.setdefault(path, len(places)))
            values.append(value)
            rows.append(row)
    found = pl.DataFrame(
        {"path": paths, "value": values}, schema={"path": pl.UInt32, "value": pl.String}
    ).with_columns(column.counts.gather(rows).cast(pl.UInt64).alias("count"))
    totals = [pl.col("count").sum()]
    days = {"first": column.first, "last": column.last}
    for name, of_texts in days.items():
        if of_texts is not None:
            found = found.with_columns(of_texts.gather(rows).alias(name))
            totals.append(pl.col(name).min() if name == "first" else pl.col(name).max())
    # One step for all paths: there can be thousands.
    counted = (
        found.group_by("path", "value", maintain_order=True)
        .agg(totals)
        .sort("path", maintain_order=True)
    )
    return rest, _columns(counted, list(places))


def _columns(counted: pl.DataFrame, paths: Sequence[str]) -> Iterator[tuple[str, Column]]:
    """The column of each path, given by its place in ``paths``, of rows in that order."""
    at = 0
    for place, height in counted.group_by("path", maintain_order=True).len().rows():
        part = counted[at : at + height]
        at += height
        first, last = (part[day] if day in part.columns else None for day in ("first", "last"))
        yield paths[place], Column(part["value"], part["count"], first, last)


def _likely(values: Mapping[str, int]) -> Sequence[str]:
    """The values that could be documents: of most columns none, and none is looked at alone."""
    if isinstance(values, Column):
        texts = values.texts
        return [] if values.plain else texts.filter(texts.str.contains(IN_DOCUMENTS)).to_list()
    together = "".join(values)
    if not any(mark in together for mark in _MARKS):
        return ()
    return list(filter(_IN_DOCUMENTS.search, values))


def _opened(text: str, kinds: Sequence[_Kind] = _KINDS) -> list[Leaf] | None:
    """The leaves of the document in ``text``; None where it is none."""
    for kind in kinds:
        leaves = kind(text)
        if leaves is not None:
            return [(path, _SURROGATE.sub("\ufffd", value)) for path, value in leaves]
    return None
