"""The characters of a page as printed lines, in the order that people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from pii_scan.policy.files.markers import has_marker

# In widths of a letter: a wider gap is a blank, one as a gutter may part columns of text, and a
# still wider one parts the columns of a table without rules.
_BLANK = 0.2
_PART = 1.2
_COLUMN = 2.5
# Two columns of text have a gutter around the middle that hardly a line crosses.
_GUTTER_FROM, _GUTTER_TO, _GUTTER_STEP = 0.35, 0.65, 0.01
_FEWEST_LINES = 6
_SHARE_ACROSS = 0.3


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line as printed, in points from the left upper corner of its page.

    ``text`` has a tab where a wide gap parts columns. ``first_word`` is the width of its first
    word; ``ends_blank`` says that a blank is printed at its end, ``is_bold`` that all of it is.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    first_word: float
    ends_blank: bool = False
    is_bold: bool = False


def printed_lines(chars: Sequence[dict[str, Any]]) -> list[PrintedLine]:
    """The lines that ``chars`` stand on, from the top; parts far apart are lines of their own.

    ``chars`` are pdfplumber's, of which those that stand upright are read.
    """
    upright = [char for char in chars if char["upright"]]
    lines: list[PrintedLine] = []
    for row in _rows(upright):
        lines += _parts(row)
    return sorted(lines, key=lambda line: (line.top, line.x0))


def reading_order(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """``lines`` row by row; on a page of two columns the left one before the right one.

    A line across both columns, such as a title, ends what stands above it.
    """
    gutter = _gutter(lines, width)
    if gutter is None:
        return _rows_joined(lines)
    ordered: list[PrintedLine] = []
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        if line.x1 <= gutter:
            left.append(line)
        elif line.x0 >= gutter:
            right.append(line)
        else:
            ordered += [*_rows_joined(left), *_rows_joined(right), line]
            left, right = [], []
    return [*ordered, *_rows_joined(left), *_rows_joined(right)]


def _rows(chars: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The characters of each printed row: their middles are hardly higher or lower."""
    row: list[dict[str, Any]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda char: char["top"] + char["bottom"]):
        at = (char["top"] + char["bottom"]) / 2
        if row and at - middle > 0.4 * min(char["size"], row[-1]["size"]):
            yield row
            row = []
        if not row:
            middle = at
        row.append(char)
    if row:
        yield row


def _parts(row: list[dict[str, Any]]) -> Iterator[PrintedLine]:
    """The row's runs of characters without a wide gap between them."""
    row.sort(key=lambda char: char["x0"])
    run: list[dict[str, Any]] = []
    for char in row:
        if not run and char["text"].isspace():
            continue
        printed = [c for c in run if not c["text"].isspace()] if run else []
        if printed and not char["text"].isspace():
            last = printed[-1]
            if char["x0"] - last["x1"] > _PART * max(char["size"], last["size"]):
                yield _line(run)
                run = []
        run.append(char)
    if run:
        yield _line(run)


def _line(run: Sequence[dict[str, Any]]) -> PrintedLine:
    printed = [char for char in run if not char["text"].isspace()]
    words = [run[0]["text"]]
    first_end: float | None = None
    for before, char in pairwise(run):
        gap = char["x0"] - before["x1"] > _BLANK * char["size"]
        if gap and not before["text"].isspace() and not char["text"].isspace():
            words.append(" ")
        if first_end is None and (gap or char["text"].isspace()):
            first_end = before["x1"]
        words.append(char["text"])
    last = printed[-1]["x1"]
    return PrintedLine(
        text="".join(words).strip(),
        x0=run[0]["x0"],
        x1=last,
        top=min(char["top"] for char in printed),
        bottom=max(char["bottom"] for char in printed),
        size=median(char["size"] for char in printed),
        first_word=(first_end if first_end is not None else last) - run[0]["x0"],
        ends_blank=run[-1]["text"].isspace(),
        is_bold=all("bold" in str(char["fontname"]).casefold() for char in printed),
    )


def _rows_joined(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Parts that stand side by side as one line, with tabs between them."""
    joined: list[PrintedLine] = []
    for line in lines:
        if joined and abs(line.top - joined[-1].top) < 0.4 * line.size and line.x0 > joined[-1].x1:
            joined[-1] = _beside(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _beside(left: PrintedLine, right: PrintedLine) -> PrintedLine:
    # A number with its text behind a wide gap is a line of a list.
    bare = len(left.text) <= 4 and has_marker(f"{left.text} ")  # noqa: PLR2004  (10)
    is_near = right.x0 - left.x1 <= _COLUMN * max(left.size, right.size)
    return PrintedLine(
        text=f"{left.text}{' ' if bare or is_near else chr(9)}{right.text}",
        x0=left.x0,
        x1=right.x1,
        top=min(left.top, right.top),
        bottom=max(left.bottom, right.bottom),
        size=right.size if bare else left.size,
        first_word=left.first_word,
        ends_blank=right.ends_blank,
        is_bold=left.is_bold and right.is_bold,
    )


def _gutter(lines: Sequence[PrintedLine], width: float) -> float | None:
    """Where the gutter between two columns of text is; None for a page of one column."""
    steps = round((_GUTTER_TO - _GUTTER_FROM) / _GUTTER_STEP)
    places = [width * (_GUTTER_FROM + _GUTTER_STEP * step) for step in range(steps + 1)]
    across = Counter({x: sum(line.x0 < x < line.x1 for line in lines) for x in places})
    # The most central of the places that the fewest lines cross.
    gutter = min(places, key=lambda x: (across[x], abs(x - width / 2)))
    left = [line for line in lines if line.x1 <= gutter]
    right = [line for line in lines if line.x0 >= gutter]
    enough = min(len(left), len(right)) >= _FEWEST_LINES
    if not enough or across[gutter] > _SHARE_ACROSS * len(lines):
        return None
    # The lines of a column fill it; the cells of a table without rules do not.
    filled = [
        sum(line.x1 - line.x0 for line in side) / (len(side) * width) for side in (left, right)
    ]
    return gutter if min(filled) > _SHARE_ACROSS else None
