"""Writes the rows of the workbook on its standard input as lines of JSON; a program of its own.

A line is ``{"sheet": name}``, a list of the cells of one row, ``{"problem": which}``, or, last of
all, ``{"end": true}``. Without that the program was ended by a limit or a fault of calamine.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from contextlib import suppress
from enum import StrEnum
from typing import IO

SHEET, PROBLEM, END = "sheet", "problem", "end"
"""The keys of lines that are no row."""


class Problem(StrEnum):
    """What can be wrong with a workbook."""

    ENCRYPTED = "encrypted"
    TOO_MANY_CELLS = "too many cells"
    NOT_OPENED = "not opened"
    BROKEN_SHEET = "broken sheet"


# A sheet of .xls that is full to its last cell needs a gigabyte.
_MOST_MEMORY = 1536 * 1024 * 1024
_MOST_SECONDS = 600
_TABLES = ("WorkSheet", "MacroSheet")


def write_rows(workbook: IO[bytes], out: IO[str]) -> None:
    """Write every sheet of ``workbook``, hidden ones too, to ``out``."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    def say(message: object) -> None:
        out.write(json.dumps(message, default=_text))
        out.write("\n")

    try:
        book = CalamineWorkbook.from_filelike(workbook)
    except PasswordError:
        say({PROBLEM: Problem.ENCRYPTED})
    except CalamineError as error:
        # The message can quote the file; only what it begins with is looked at.
        if str(error).startswith("Cell limit"):
            say({PROBLEM: Problem.TOO_MANY_CELLS})
        else:
            say({PROBLEM: Problem.NOT_OPENED})
    else:
        for sheet in book.sheets_metadata:
            if str(sheet.typ).rpartition(".")[2] in _TABLES:
                say({SHEET: sheet.name})
                try:
                    for row in book.get_sheet_by_name(sheet.name).iter_rows():
                        say(row)
                except CalamineError:
                    say({PROBLEM: Problem.BROKEN_SHEET})
    say({END: True})


def _text(value: object) -> str:
    """A date or time as databases write it; midnight is a day."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _limit() -> None:
    """End this process, and not the machine, where a file asks for too much."""
    with suppress(ImportError, OSError, ValueError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a text file
    write_rows(sys.stdin.buffer, sys.stdout)
