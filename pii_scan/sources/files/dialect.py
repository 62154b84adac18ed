"""How the cells of a delimited text are parted and quoted, told from its first lines.

Each way to read it is measured by how regular the rows are and how much the cells look like cells,
after G. van den Burg, A. Nazabal, C. Sutton, "Wrangling messy CSV files by detecting row and type
patterns" (2019, https://doi.org/10.1007/s10618-019-00646-y), whose consistency measure this is.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol, cast

from pii_scan.sources.files.cell_kinds import is_cell

DELIMITERS = (",", "\t", ";", "|", "\x01", "\x1f", "\x1e", "~", "^", ":", "¦", "§")
_LIKELY = (",", "\t", ";", "|", "\x01", "\x1f")
_LINES = 200
_CELLS_A_ROW = 50
_LEAST = 1e-3
# Bytes of control characters are never written by hand: a file that holds them is parted by them.
_CONTROLS = ("\x01", "\x1f", "\x1e")


class Rows(Protocol):
    """Rows as csv.reader gives them; ``line_num`` is how many lines were taken so far."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]:
        """The reader itself."""

    def __next__(self) -> list[str]:
        """The next row."""


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How to part rows. ``quote`` is None where nothing is quoted.

    ``escape`` is ``\`` where quotes are escaped instead of doubled. ``end`` is ``\n`` or ``\r``.
    """

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None
    end: str = "\n"

    def reader(self, text: str) -> Rows:
        """The rows of ``text``, each a list of cells; never raises for what is in it."""
        lines = _Lines(text, self.end)
        # The limit is the process's; a cell is bounded by the block that it is in.
        csv.field_size_limit(2**31 - 1)
        if self.quote is None:
            return cast(Rows, csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE))
        return cast(
            Rows,
            csv.reader(
                lines,
                delimiter=self.delimiter,
                quotechar=self.quote,
                doublequote=True,
                escapechar=self.escape,
            ),
        )


class _Lines:
    """Lines with their ends; a lone carriage return ends none unless all lines end so."""

    def __init__(self, text: str, end: str) -> None:
        self._lines = iter(re.split(f"(?<={end})", text))
        self._old = end == "\n"

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self._old and "\r" in line:
            # csv ends a row at each carriage return; one within a line is a blank in a cell.
            body, ending = (line[:-2], "\n") if line.endswith("\r\n") else (line, "")
            line = body.replace("\r", " ") + ending
        return line


def dialect_of(text: str, suffix: str = "") -> Dialect:
    """The dialect of a file that begins with ``text``; ``suffix`` is that of its name.

    ``text`` should end with a whole line, or be all there is.
    """
    end = "\r" if "\r" in text and "\n" not in text else "\n"
    escape = "\\" if re.search(r'\\"', text) and not re.search(r'\\"{3}', text) else None
    usual = {"csv": ",", "tsv": "\t", "tab": "\t", "psv": "|"}.get(suffix.lower().lstrip("."))
    best, best_score = Dialect(usual or ",", '"', escape, end), 0.0
    for delimiter in _candidates(text, usual):
        for quote in _quotes(text, delimiter):
            dialect = Dialect(delimiter, quote, escape if quote else None, end)
            rows = [row for row in islice(dialect.reader(text), _LINES) if row]
            score = consistency(rows)
            if delimiter == usual:
                score *= 1.2
            if delimiter not in _LIKELY:
                score *= 0.5
            if score > best_score:
                best, best_score = dialect, score
    return best


def _candidates(text: str, usual: str | None) -> list[str]:
    controls = [control for control in _CONTROLS if control in text]
    if controls:
        return controls
    found = [delimiter for delimiter in DELIMITERS if delimiter in text]
    if usual and usual not in found:
        found.append(usual)
    return sorted(found, key=lambda delimiter: delimiter != usual)


def _quotes(text: str, delimiter: str) -> tuple[str | None, ...]:
    edge = rf"(?:^|{re.escape(delimiter)}|\n)"
    if delimiter in _CONTROLS:
        # Hive's own text files quote nothing; other programs close each quote that they open.
        cell = rf'{edge}"(?:[^"]|"")*"(?=[{delimiter}\r\n]|$)'
        return ('"', None) if re.search(cell, text) else (None,)
    marks: list[str | None] = []
    for quote in ('"', "'"):
        opened = len(re.findall(rf"{edge} ?{quote}", text))
        if quote == '"' or opened * 3 >= max(text.count(quote), 1):
            marks.append(quote)
    if '"' in text and not re.search(rf'{edge}"', text):
        return (None,)  # inches and nicknames, but no quoted cell
    return tuple(marks)


def consistency(rows: Sequence[Sequence[str]]) -> float:
    """How much ``rows`` are a table: 0 to about the number of columns.

    The product of how regular the rows' lengths are and of the share of cells that look like one.
    """
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    pattern = sum(
        count * max(_LEAST, (width - 1) / width) for width, count in widths.items()
    ) / len(widths)
    cells = [cell for row in rows for cell in row[:_CELLS_A_ROW]]
    typed = sum(is_cell(cell) for cell in cells) / max(len(cells), 1)
    return pattern / len(rows) * max(typed, _LEAST)
