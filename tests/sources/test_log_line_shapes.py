"""The shapes of lines and their places, in both ways."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pii_scan.patterns.shapes import DIGITS_AS_0
from pii_scan.sources.logs import line_shapes
from pii_scan.sources.logs.line_shapes import LineShapes
from pii_scan.sources.logs.lines import LineReader

EVERY_LETTER = "".join(chr(number) for number in range(1, 256) if chr(number) not in "\r\n\x1d")
# Blanks alone are a line to one way and a blank one to the other, which comes to the same.
LINE = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x1d"), max_size=60).filter(
    lambda line: not line or not line.isspace()
)


def _shapes(way, data):
    shapes, placed = LineShapes(done=way)(data)
    assert len(placed) == len(shapes)
    return shapes.fill_null("").str.strip_chars_end("\n").to_list(), placed


@pytest.mark.parametrize("way", [0, line_shapes.WORTH_NUMPY])
@given(st.lists(LINE, min_size=1, max_size=40), st.sampled_from(["\n", ""]))
@example(["", "a1", ""], "\n")
@example([EVERY_LETTER, "09" * 400_000, "가나다 010-1234-5678"], "")
def test_each_line_has_its_shape_and_its_place(way, lines, end):
    if not any(lines):
        lines = [*lines, "0"]
    if not end and not lines[-1]:
        lines = [*lines, "1"]
    data = "\n".join(lines).encode() + end.encode()
    shapes, placed = _shapes(way, data)
    assert shapes == [line.encode().translate(DIGITS_AS_0).decode() for line in lines]
    assert [placed[place] for place in range(len(placed))] == lines


@pytest.mark.parametrize("few", [True, False])
def test_lines_are_taken_out_of_a_text(few):
    lines = [f"line {number}" for number in range(200)]
    _, placed = LineShapes(done=line_shapes.WORTH_NUMPY)("\n".join(lines).encode())
    wanted = pl.Series([number % (100 if few else 2) == 0 for number in range(200)])
    assert placed.are_few(wanted) is few
    assert placed.some(wanted).to_list() == lines[:: 100 if few else 2]


def test_ends_of_windows_are_no_part_of_a_line():
    _, placed = LineShapes(done=line_shapes.WORTH_NUMPY)(b"a\r\n\r\nb\r\n")
    assert [placed[place] for place in range(3)] == ["a", "", "b"]


def test_only_a_large_log_is_worth_importing_numpy(monkeypatch):
    monkeypatch.setattr(line_shapes, "WORTH_NUMPY", 10)
    seen = []
    monkeypatch.setattr(LineShapes, "_by_numpy", lambda _, data: seen.append(data))
    shapes = LineShapes()
    shapes(b"12345")
    shapes(b"54321")
    assert seen == [b"54321"]


@pytest.mark.parametrize("way", [0, line_shapes.WORTH_NUMPY])
@pytest.mark.parametrize("data", [b"", b"\n", b" "])
def test_what_is_left_of_a_mark_or_colours_alone_holds_nothing(way, data):
    reader = LineReader(lambda shapes: shapes.str.contains("@"), line_shapes=LineShapes(done=way))
    found = reader.count_text(data, dt.date(2026, 11, 20))
    assert (found.counts.as_dict(), found.counts.plain) == ({}, 0)
    assert found.lines == bool(data)
