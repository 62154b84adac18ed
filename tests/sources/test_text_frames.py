"""Columns of text counted together are what each of them is when counted alone."""

from __future__ import annotations

from unittest.mock import patch

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pii_scan.columns import Column
from pii_scan.sources.databases import text_frames
from pii_scan.sources.databases.text_frames import count_frame
from pii_scan.sources.tables.text_values import CountedValues, count_values

# With values that are NULL, empty, long, odd of their kind, and the same in several columns.
_VALUES = {
    "varchar": ["a", "kim", "홍길동", "", None, "12", "t", "{}", "x" * 9, "가" * 9],
    "bigint": ["12", "-3", "0", "", None, "1" * 12, "NaN"],
    "numeric(9,2)": ["12.50", "12.5", "-0.00", "0", "1e3", "", None],
    "boolean": ["t", "f", None, ""],
    "timestamp without time zone": [
        *("2026-01-02 03:04:05", "2026-01-02 03:04:05.120", "infinity", None),
    ],
}
_MOST_CHARACTERS = 8


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[str], list[list[str | None]]]:
    types = draw(st.lists(st.sampled_from(sorted(_VALUES)), min_size=1, max_size=6))
    height = draw(st.integers(0, 12))
    rows = st.integers(height, height)
    columns = [
        draw(
            rows.flatmap(
                lambda n, t=type_: st.lists(st.sampled_from(_VALUES[t]), min_size=n, max_size=n)
            )
        )
        for type_ in types
    ]
    return types, columns


def _said(counted: CountedValues) -> tuple[list[tuple[str, int]], int]:
    return sorted(counted.counts.items()), counted.cut


@given(_tables(), st.sampled_from([1, 20, 24_000]))
def test_columns_counted_together_are_what_each_is_alone(
    table: tuple[list[str], list[list[str | None]]], at_once: int
) -> None:
    types, columns = table
    frame = pl.DataFrame([pl.Series(str(n), one, pl.String) for n, one in enumerate(columns)])
    with patch.object(text_frames, "_AT_ONCE", at_once):
        together = list(count_frame(frame, types, _MOST_CHARACTERS))
    alone = [
        count_values(one, type_, _MOST_CHARACTERS)
        for one, type_ in zip(columns, types, strict=True)
    ]
    assert list(map(_said, together)) == list(map(_said, alone))


def test_what_is_told_of_a_column_besides_its_values() -> None:
    frame = pl.DataFrame({"a": ["x", "x", None], "b": ["{}", "", "홍"], "c": [None, None, ""]})
    a, b, c = (one.counts for one in count_frame(frame, ["text"] * 3, 100))
    assert isinstance(a, Column)
    assert isinstance(b, Column)
    assert isinstance(c, Column)
    assert [(one.plain, one.size, one.total) for one in (a, b, c)] == [
        *((True, 1, 2), (False, 5, 2), (True, 0, 0)),
    ]
