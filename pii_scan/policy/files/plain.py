"""Plain text: each line as it is, with cells between tabs or upright bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pii_scan.policy.document import Line, tidy
from pii_scan.policy.files.wrapped import join_wrapped

_LINE_END = re.compile(r"\r\n|\r|\n")
# What begins a further line of a cell, and never a cell of its own.
_GOES_ON = re.compile(r"[(\[<〔【]?\s*(?:필수|선택)|[-–*•·ㆍ※○]\s*\S")
_MOST_PIECES = 12
_BARS_AT_END = re.compile(r"(?:\s*\|)+\s*$")
_MARKDOWN_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")


def split_lines(text: str) -> tuple[Line, ...]:
    """``text`` as lines, empty ones left out but counted.

    Cells are separated by tabs, or by upright bars as Markdown does: ``| a | b |``.
    """
    lines = []
    tabbed = set()
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = text_line(number, raw)
        if line is not None:
            lines.append(line)
            if "\t" in raw.strip():
                tabbed.add(number)
    return tuple(join_wrapped(_join_broken_rows(lines, tabbed)))


def _join_broken_rows(lines: Sequence[Line], tabbed: AbstractSet[int]) -> list[Line]:
    """``lines`` with rows whole again that a line end inside a cell broke into two or more.

    A table copied from a page has its cells between tabs, and the line ends of its cells as they
    are. The first piece has the cells up to the broken one, the last those from it on, so that
    together they have one more than the head. Rows whose first cells are missing, as a cell that
    spans rows leaves them, are equally long: they are joined only where a mark or a comma says so.
    """
    joined: list[Line] = []
    width = 0
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.cells or line.number not in tabbed:
            width = 0
        elif not width:
            width = len(line.cells)
        end = _end_of_row(lines, place, width) if 0 < len(line.cells) < width else place
        if end > place:
            cells = line.cells
            for piece in lines[place + 1 : end + 1]:
                first, *rest = piece.cells or (piece.text,)
                cells = (*cells[:-1], f"{cells[-1]}\n{first}", *rest)
            text = " ".join(" ".join(cell.split()) for cell in cells)
            line = replace(line, text=text, cells=cells)
        joined.append(line)
        place = end + 1
    return joined


def _end_of_row(lines: Sequence[Line], place: int, width: int) -> int:
    """The index of the last piece of a row that begins at ``place``; itself where it is whole."""
    cells = len(lines[place].cells)
    for at in range(place + 1, min(place + _MOST_PIECES, len(lines))):
        piece = lines[at]
        cells += max(1, len(piece.cells)) - 1
        if len(piece.cells) >= width or cells > width:
            return place
        if not piece.cells:
            continue
        marked = _GOES_ON.match(piece.cells[0]) or lines[at - 1].text.endswith((",", "，", "、"))
        alike = len(piece.cells) == len(lines[place].cells) and at == place + 1
        return at if cells == width and (marked or not alike) else place
    return place


def text_line(number: int, raw: str) -> Line | None:
    """One line of text; None for an empty one and for the rule below a table's head."""
    tidied = tidy(raw)
    content = tidied.strip()
    cells = _cells(tidied)
    if not content or (cells and _MARKDOWN_RULE.fullmatch(content)):
        return None
    indent = len(tidied) - len(tidied.lstrip())
    return Line(number, indent, " ".join(content.split()), cells)


def _cells(text: str) -> tuple[str, ...]:
    if "\t" in text.strip():
        parts = text.rstrip().split("\t")
    elif text.count("|") > 1 and text.strip().startswith("|"):
        parts = text.strip().removeprefix("|").removesuffix("|").split("|")
    elif " | " in text:
        # "a | b | |" has a bar behind each cell, and one for each place that a cell spans.
        parts = _BARS_AT_END.sub("", text).split(" | ")
    else:
        return ()
    cells = tuple(" ".join(part.split()) for part in parts)
    # A single cell behind tabs is an indented line.
    return cells if len([cell for cell in cells if cell]) > 1 else ()
