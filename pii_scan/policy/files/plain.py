"""Plain text: each line as it is, with cells between tabs or upright bars."""

from __future__ import annotations

import re

from pii_scan.policy.document import Line, tidy

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKDOWN_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")


def split_lines(text: str) -> tuple[Line, ...]:
    """``text`` as lines, empty ones left out but counted.

    Cells are separated by tabs, or by upright bars as Markdown does: ``| a | b |``.
    """
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = text_line(number, raw)
        if line is not None:
            lines.append(line)
    return tuple(lines)


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
        parts = text.split(" | ")
    else:
        return ()
    cells = tuple(" ".join(part.split()) for part in parts)
    # A single cell behind tabs is an indented line.
    return cells if len([cell for cell in cells if cell]) > 1 else ()
