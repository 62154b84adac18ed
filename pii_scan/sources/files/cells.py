"""Columns of text as distinct values with how often each occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from pii_scan.columns import as_dict
from pii_scan.model import Label
from pii_scan.sources.tables.binary_values import BinaryContent, read_binary
from pii_scan.sources.tables.key_values import names_a_field
from pii_scan.sources.tables.text_values import count_values

_HEXADECIMAL = "\\x"
NOTHING = ("\\N", "NULL")
"""How exports write that there is no value; an empty cell says the same."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Distinct text → times seen; ``cut`` of the values were longer than what is looked at.

    ``opaque`` is how many values of which kind are binary data without text. ``under`` has those
    that stand beside keys.
    """

    counts: dict[str, int] = field(repr=False)
    cut: int = 0
    opaque: Counter[Label] = field(default_factory=Counter)
    under: dict[str, dict[str, int]] = field(default_factory=dict, repr=False)


def counts_of(column: pl.Series, max_value: int, nothing: Sequence[str] = NOTHING) -> Counted:
    r"""The values of a text column; those that say ``nothing``, the words of exports, are none.

    What has values that are none of its own writes no words for them: there they are text.
    """
    longest = column.str.len_bytes().max()
    cut = 0
    if isinstance(longest, int) and longest > max_value:
        cut = int((column.str.len_chars() > max_value).sum())
        column = column.str.head(max_value)
    # Stable order: the same file gives the same sample in the same order.
    frame = pl.DataFrame({"value": column}).group_by("value", maintain_order=True).len()
    counts = dict(frame.iter_rows())
    for word in (None, "", *nothing):
        counts.pop(word, None)
    return with_bytes(Counted(counts, cut), max_value)


def with_bytes(counted: Counted, max_value: int) -> Counted:
    r"""``counted`` with what is written as ``\xc8ab`` read as the bytes that it is.

    PostgreSQL exports them so, and a database gives them as they are.
    """
    counts = counted.counts
    if not any(text.startswith(_HEXADECIMAL) for text in counts):
        return counted
    found = Counted({}, counted.cut, counted.opaque)
    for text, times in counts.items():
        content = _bytes_in(text, max_value)
        if content.opaque is not None:
            found.opaque[content.opaque] += times
        if content.text:
            found.counts[content.text] = found.counts.get(content.text, 0) + times
    return found


def _bytes_in(text: str, max_value: int) -> BinaryContent:
    if text.startswith(_HEXADECIMAL):
        try:
            return read_binary(bytes.fromhex(text.removeprefix(_HEXADECIMAL)), max_value)
        except ValueError:
            pass
    return BinaryContent(text)


def counts_of_objects(values: Iterable[object], max_value: int) -> Counted:
    """Values with types of their own as the text that a database source gives for them."""
    counted = count_values(values, None, max_value)
    return Counted(as_dict(counted.counts), counted.cut, Counter(counted.opaque))


def counts_under_keys(
    apart: Mapping[str, list[object]], count: Callable[[list[object]], Counted]
) -> Counted:
    """The values beside each key, counted under those that name fields: see ``key_values``."""
    together = Counted({})
    cut = 0
    for key, values in apart.items():
        counted = count(values)
        cut += counted.cut
        together.opaque.update(counted.opaque)
        if names_a_field(key):
            together.under[key] = counted.counts
            continue
        for text, times in counted.counts.items():
            together.counts[text] = together.counts.get(text, 0) + times
    return replace(together, cut=cut)
