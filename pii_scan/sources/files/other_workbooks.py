"""Workbooks of other formats: Excel before 2007 (.xls), binary (.xlsb) and OpenDocument (.ods).

They are read by calamine, which holds a whole sheet in memory and ends its process where a broken
or hostile file asks for more than there is. It therefore runs in a process of its own
(``calamine_rows``), with limits, and what it says comes back line by line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from pii_scan.raw_files.compression import BLOCK
from pii_scan.sources.files.calamine_rows import END, PROBLEM, SHEET
from pii_scan.sources.files.parts import FilePart, Limits, Unread
from pii_scan.sources.files.sheet_table import sheet_parts

_BINARY = "xl/workbook.bin"
_OPEN_DOCUMENT = "content.xml"


def is_other_workbook(data: IO[bytes]) -> bool:
    """Whether a zip file is a workbook in binary or in OpenDocument. Raises what zipfile raises."""
    with zipfile.ZipFile(data) as archive:
        names = archive.namelist()
    return _BINARY in names or _OPEN_DOCUMENT in names


def other_workbook(data: IO[bytes], limits: Limits) -> Iterator[FilePart]:
    """All sheets of the workbook ``data``, as ``Reader`` says."""
    with tempfile.TemporaryFile() as copy:
        data.seek(0)
        while block := data.read(BLOCK):
            copy.write(block)
        copy.flush()
        copy.seek(0)
        # Its messages could quote the file; -P: no module of the folder that is scanned is run.
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "pii_scan.sources.files.calamine_rows"],
            stdin=copy,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None  # noqa: S101  it is a pipe
            try:
                yield from _sheets(process.stdout, limits)
            finally:
                process.kill()


def _sheets(lines: Iterable[str], limits: Limits) -> Iterator[FilePart]:
    messages = _messages(lines)
    message = next(messages, None)
    while isinstance(message, dict) and END not in message:
        if PROBLEM in message:
            yield Unread(str(message[PROBLEM]))
            message = next(messages, None)
            continue
        rows = _Rows(messages)
        title = " ".join(str(message[SHEET]).split()) or "(sheet)"
        yield from sheet_parts(title, rows, limits)
        message = rows.after
    if message is None:
        yield Unread(
            "is broken, or a sheet of it needs more memory or time than is allowed for it: save it "
            "as .xlsx"
        )


def _messages(lines: Iterable[str]) -> Iterator[object]:
    """What the process said, up to where it ended in the middle of a line."""
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            return


@dataclass(slots=True)
class _Rows:
    """The rows of one sheet; ``after`` is the message behind them, None where there is none."""

    messages: Iterator[object]
    after: object = None

    def __iter__(self) -> Iterator[list[object]]:
        for message in self.messages:
            if not isinstance(message, list):
                self.after = message
                return
            yield message
