"""Documents inside values: each path of a document is a field of its own.

The same paths are used for a JSON column and for a line of a JSON log: ``contact.phone``,
``items[].email``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pii_scan.columns import Column
from pii_scan.documents.json_text import json_leaves
from pii_scan.documents.leaves import Leaf
from pii_scan.documents.pair_text import pair_leaves
from pii_scan.documents.xml_text import xml_leaves
from pii_scan.model import Sample

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
_KINDS = (json_leaves, xml_leaves, pair_leaves)


def open_documents(sample: Sample) -> Iterator[Sample]:
    """``sample`` itself, or where its values are documents a sample for each path.

    The field of a path is named ``(*field.path, path)``. Values that are no document, when others
    are, stay with the field itself, which is always yielded.
    """
    likely = _likely(sample.values)
    if not likely or len(likely) < _MOSTLY * len(sample.values):
        yield sample
        return
    if len(likely) > _MANY:
        some = likely[:: len(likely) // _SOME]
        opened = sum(_opened(text) is not None for text in some)
        if opened < _FEWEST_OF_SOME * len(some):
            yield sample
            return
    if isinstance(sample.values, Column):
        # Open documents are far larger than texts in a column.
        for number, values in enumerate(sample.values.in_parts(_AT_ONCE)):
            others = sample.others if number == 0 else 0
            yield from _opened_in(replace(sample, values=values, others=others))
    else:
        yield from _opened_in(sample)


def _opened_in(sample: Sample) -> Iterator[Sample]:
    """``open_documents`` of values that are documents, or mostly."""
    times_of = _times_of(sample.values)
    documents = {
        text: leaves for text in _likely(sample.values) if (leaves := _opened(text)) is not None
    }
    if not documents or len(documents) < _MOSTLY * len(sample.values):
        yield sample
        return
    rest = {text: times for text, times in times_of.items() if text not in documents}
    yield replace(sample, values=rest)
    paths: dict[str, dict[str, int]] = {}
    for text, leaves in documents.items():
        for path, value in leaves:
            counts = paths.setdefault(path, {})
            counts[value] = counts.get(value, 0) + times_of[text]
    for path, counts in paths.items():
        name = path or "[]"
        yield Sample(
            replace(
                sample.field,
                path=(*sample.field.path, name),
                type=None,
                nullable=None,
                comment=None,
            ),
            counts,
        )


def _times_of(values: Mapping[str, int]) -> Mapping[str, int]:
    """How often each value is there; a Column would be searched for each."""
    if isinstance(values, Column):
        return dict(zip(values.texts, values.counts, strict=True))
    return values


def _likely(values: Mapping[str, int]) -> Sequence[str]:
    """The values that could be documents: of most columns none, and none is looked at alone."""
    if isinstance(values, Column):
        texts = values.texts
        return [] if values.plain else texts.filter(texts.str.contains(IN_DOCUMENTS)).to_list()
    together = "".join(values)
    if not any(mark in together for mark in _MARKS):
        return ()
    return list(filter(_IN_DOCUMENTS.search, values))


def _opened(text: str) -> list[Leaf] | None:
    """The leaves of the document in ``text``; None where it is none."""
    for kind in _KINDS:
        leaves = kind(text)
        if leaves is not None:
            return list(leaves)
    return None
