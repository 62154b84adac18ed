"""Plain lists for the commands that show what pii-scan knows or read: aligned text, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from pii_scan.reports.text import display_width, visible

Row = Mapping[str, object]


def _table(_name: str, rows: Sequence[Row]) -> str:
    """Aligned columns under the rows' keys; a file that other programs read is JSON's task."""
    if not rows:
        return ""
    lines = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(display_width, column)) for column in zip(*lines, strict=True)]
    return "".join(
        "  ".join(
            cell + " " * (width - display_width(cell))
            for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _json(name: str, rows: Sequence[Row]) -> str:
    text = json.dumps({name: rows}, ensure_ascii=False, indent=2)
    # A lone surrogate in a file name has no UTF-8.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    return visible(str(value))


LISTINGS: Mapping[str, Callable[[str, Sequence[Row]], str]] = {"table": _table, "json": _json}
