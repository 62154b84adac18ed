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

from pii_scan.model import Reason
from pii_scan.raw_files.compression import BLOCK
from pii_scan.sources.files.calamine_rows import END, PROBLEM, SHEET, Problem
from pii_scan.sources.files.parts import FilePart, Limits, Unread
from pii_scan.sources.files.sheet_table import sheet_parts

_BINARY = "xl/workbook.bin"
_OPEN_DOCUMENT = "content.xml"

ENCRYPTED = Reason(
    "is encrypted with a password: save a copy without one and scan that",
    "비밀번호로 암호화됨: 비밀번호 없는 사본을 저장하여 점검",
)
SAVE_ANEW = Reason(
    "open it in a spreadsheet program and save it anew as .xlsx",
    "엑셀 등에서 열어 새 .xlsx 파일로 다시 저장",
)
SAVE_SHEETS_AS_CSV = Reason("save its sheets as .csv", "시트를 .csv 형식으로 저장")
_PROBLEMS = {
    Problem.ENCRYPTED: ENCRYPTED,
    Problem.TOO_MANY_CELLS: Reason(
        "has more cells than can be read at once", "한 번에 읽을 수 있는 셀 수를 넘음"
    ).because(SAVE_SHEETS_AS_CSV),
    Problem.NOT_OPENED: Reason(
        "cannot be opened, as it is broken or too large", "손상되었거나 너무 커서 열지 못함"
    ).because(SAVE_ANEW),
    Problem.BROKEN_SHEET: Reason("a sheet of it is broken", "시트 하나가 손상됨"),
}
_ENDED = Reason(
    "is broken, or a sheet of it needs more memory or time than is allowed for it",
    "손상되었거나, 시트 하나에 필요한 메모리 또는 시간이 한도를 넘음",
).because(SAVE_ANEW)


def is_other_workbook(data: IO[bytes]) -> bool:
    """Whether a zip file is a workbook in binary or in OpenDocument. Raises what zipfile raises."""
    with zipfile.ZipFile(data) as archive:
        names = archive.namelist()
    return _BINARY in names or _OPEN_DOCUMENT in names


def other_workbook(data: IO[bytes], name: str, limits: Limits) -> Iterator[FilePart]:
    """All sheets of the workbook ``data``, which is called ``name``, as ``Reader`` says."""
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
                yield from _sheets(process.stdout, name, limits)
            finally:
                process.kill()


def _sheets(lines: Iterable[str], name: str, limits: Limits) -> Iterator[FilePart]:
    messages = _messages(lines)
    message = next(messages, None)
    while isinstance(message, dict) and END not in message:
        if PROBLEM in message:
            yield Unread(_PROBLEMS[Problem(message[PROBLEM])])
            message = next(messages, None)
            continue
        rows = _Rows(messages)
        title = " ".join(str(message[SHEET]).split()) or "(sheet)"
        yield from sheet_parts(title, name, rows, limits)
        message = rows.after
    if message is None:
        yield Unread(_ENDED)


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
