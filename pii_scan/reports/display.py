"""Where a report is shown: a terminal with its width and colours, or a file or pipe."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

_FALLBACK_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Display:
    """``width`` in columns, at which long lines are folded; None, for a file or pipe, never folds.

    What ``encoding`` cannot show is written as an escape, so that nothing fails or is lost.
    """

    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"


def display_of(stream: TextIO, environment: Mapping[str, str]) -> Display:
    """What ``stream`` can show.

    Colour on a terminal, unless NO_COLOR is set (https://no-color.org) or TERM is ``dumb``;
    FORCE_COLOR asks for it in a pipe too, for CI logs that show colours. COLUMNS, where it is a
    number, is the width of a terminal.
    """
    terminal = stream.isatty()
    wanted = bool(environment.get("FORCE_COLOR")) or (
        terminal and environment.get("TERM") not in {"dumb", "unknown"}
    )
    return Display(
        width=_width(stream, environment.get("COLUMNS", "")) if terminal else None,
        color=wanted and not environment.get("NO_COLOR"),
        encoding=stream.encoding or "utf-8",
    )


def _width(stream: TextIO, columns: str) -> int:
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _FALLBACK_WIDTH
    except (OSError, ValueError):
        return _FALLBACK_WIDTH
