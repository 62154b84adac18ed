"""Excel workbooks: every sheet is a table, hidden ones too."""

from __future__ import annotations

import datetime as dt
import random
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, cast

from pii_scan.raw_files.compression import BLOCK, unpacked
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.base import DEFAULT_MAX_VALUE
from pii_scan.sources.files.cells import counts_of_objects, with_zeros
from pii_scan.sources.files.header import ABOVE, header_of
from pii_scan.sources.files.kinds import OLE
from pii_scan.sources.files.parts import (
    BytesRead,
    DataFile,
    FilePart,
    Limits,
    RowCount,
    Unread,
    Values,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# What openpyxl holds in memory at once: the texts of all sheets.
_MOST_TEXTS = 256 * 1024 * 1024
_MOST_UNPACKED = 4 * 1024 * 1024 * 1024
_MOST_RATIO = 200
_SAFE = 64 * 1024 * 1024
_HEAD_ROWS = 400
# A date before 1900-03-01 is a time of day to Excel.
_FIRST_DAY = dt.date(1900, 1, 1)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# 000-0000-0000, 00000: digits that the number itself does not keep.
_DIGITS = re.compile(r"[0#](?:[0#]|[-() ./]|\\[-() ./]|\"[-() ./]\")*")
_FORMULA = re.compile(rb"<f[ />]")


def read_excel(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. Places are the sheet and the column."""
    with tempfile.SpooledTemporaryFile(max_size=_SAFE) as spool:
        with file.open() as raw:
            stream = unpacked(raw)
            if stream.kind is None and file.seekable:
                yield from _workbook(raw, limits)
                yield BytesRead(file.size)
                return
            try:
                while data := stream.read(BLOCK):
                    spool.write(data)
            except BrokenFileError as broken:
                yield Unread(str(broken))
                yield BytesRead(stream.raw.taken)
                return
        yield from _workbook(cast(IO[bytes], spool), limits)
        yield BytesRead(stream.raw.taken)


def _workbook(data: IO[bytes], limits: Limits) -> Iterator[FilePart]:
    data.seek(0)
    head = data.read(len(OLE))
    if head == OLE:
        yield Unread(_old(data))
        return
    try:
        has_formulas = _checked(data)
    except BrokenFileError as broken:
        yield Unread(str(broken))
        return
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        yield Unread("is no Excel workbook, or it is broken")
        return
    try:
        with closing(_opened(data, values=True)) as book:
            formulas = _opened(data, values=False) if has_formulas else None
            for sheet in book.worksheets:
                twin = formulas[sheet.title] if formulas is not None else None
                yield from _safe_sheet(sheet, twin, limits)
            if formulas is not None:
                formulas.close()
    except Exception as cause:  # noqa: BLE001  openpyxl raises whatever broken XML leads to
        yield Unread(f"cannot be opened as an Excel workbook ({type(cause).__name__})")


def _opened(data: IO[bytes], *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    data.seek(0)
    return load_workbook(data, read_only=True, data_only=values, keep_links=False)


def _old(data: IO[bytes]) -> str:
    data.seek(0)
    rest = b""
    while block := data.read(BLOCK):
        if _ENCRYPTED in rest + block:
            return "is encrypted with a password: save a copy without one and scan that"
        rest = block[-len(_ENCRYPTED) :]
    return "is an Excel workbook of before 2007: save it as .xlsx"


def _checked(data: IO[bytes]) -> bool:
    """Whether there are formulas in it. Raises BrokenFileError where it is a zip bomb."""
    with zipfile.ZipFile(data) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise BrokenFileError("is encrypted with a password: save a copy without one")
        unpacked_size = sum(member.file_size for member in members)
        packed_size = sum(member.compress_size for member in members) or 1
        texts = sum(
            m.file_size for m in members if m.filename.lower().endswith("sharedstrings.xml")
        )
        if unpacked_size > _MOST_UNPACKED or (
            unpacked_size > _SAFE and unpacked_size > _MOST_RATIO * packed_size
        ):
            raise BrokenFileError("unpacks to far more than its size, as a zip bomb does")
        if texts > _MOST_TEXTS:
            raise BrokenFileError("holds over 256 MiB of texts: save its sheets as .csv")
        sheets = [m for m in members if m.filename.lower().startswith("xl/worksheets/")]
        return any(_has_formula(archive, member) for member in sheets)


def _has_formula(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    rest = b""
    with archive.open(member) as sheet:
        while block := sheet.read(BLOCK):
            if _FORMULA.search(rest + block):
                return True
            rest = block[-3:]
    return False


def _safe_sheet(sheet: Any, twin: Any, limits: Limits) -> Iterator[FilePart]:  # noqa: ANN401  openpyxl's own class
    try:
        yield from _sheet(sheet, twin, limits)
    except Exception as cause:  # noqa: BLE001  one broken sheet does not hide the others
        yield Unread(f"the sheet is broken ({type(cause).__name__})", (_name(sheet),))


def _name(sheet: Any) -> str:  # noqa: ANN401  the same
    return " ".join(str(sheet.title).split()) or "(sheet)"


@dataclass(slots=True)
class _Formulas:
    """How many formula cells have no stored result."""

    without_result: int = 0


def _sheet(sheet: Any, twin: Any, limits: Limits) -> Iterator[FilePart]:  # noqa: ANN401  the same
    # What the file says of its own size is often wrong, and makes openpyxl pad or cut rows.
    for one in (sheet, twin):
        if one is not None:
            one.reset_dimensions()
    title = _name(sheet)
    formulas = _Formulas()
    lines = (line for line in _lines(sheet, twin, formulas) if line)
    head = list(islice(lines, _HEAD_ROWS))
    if not head:
        yield RowCount(0, 0)
        return
    header = header_of([[_shown(cell) for cell in line] for line in head])
    above = [cell for line in head[: header.above] for cell in line]
    if above:
        counted = counts_of_objects(above, limits.max_value)
        yield Values((title, ABOVE), counted.counts, cut=counted.cut)
    drawn, total, width = _drawn(chain(head[header.rows :], lines), limits.rows)
    for number in range(max(width, len(header.names))):
        name = header.names[number] if number < len(header.names) else f"column {number + 1}"
        column = [line[number] for line in drawn if number < len(line)]
        counted = counts_of_objects(column, limits.max_value)
        yield Values((title, name), with_zeros(counted.counts), cut=counted.cut)
    yield RowCount(len(drawn), total)
    if formulas.without_result:
        yield Unread(
            f"formulas without a stored result: {formulas.without_result:,}; open the workbook in "
            "Excel and save it",
            (title,),
        )


def _lines(sheet: Any, twin: Any, formulas: _Formulas) -> Iterator[list[object]]:  # noqa: ANN401  the same
    twins = twin.iter_rows() if twin is not None else iter(())
    for line in sheet.iter_rows():
        if twin is not None:
            values = [cell.value for cell in line]
            for cell, value in zip(next(twins, ()), values, strict=False):
                if cell.data_type == "f" and value is None:
                    formulas.without_result += 1
        shown = [_value(cell) for cell in line]
        yield shown[: _used(shown)]


def _value(cell: Any) -> object:  # noqa: ANN401  the same
    """What the cell shows where that says more than what it holds."""
    value = cell.value
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return _as_formatted(value, cell.number_format)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def _as_formatted(number: float, format_: str | None) -> object:
    """1012345678 in the format ``000-0000-0000`` is the text 010-1234-5678."""
    pattern = (format_ or "").partition(";")[0]
    if "0" not in pattern or not _DIGITS.fullmatch(pattern) or number != int(number) or number < 0:
        return number
    places = re.sub(r"[\\\"]", "", pattern)
    wanted = sum(place in "0#" for place in places)
    least = wanted - places.index("0")
    if wanted < 2 or "." in places or least < 2:  # noqa: PLR2004  "0" and "#,##0" are plain
        return number
    digits = list(str(int(number)).rjust(least, "0"))
    text = [digits.pop() if place in "0#" else place for place in reversed(places) if digits]
    return "".join(digits) + "".join(reversed(text))


def _shown(cell: object) -> str:
    return next(iter(counts_of_objects([cell], DEFAULT_MAX_VALUE).counts), "")


def _drawn(lines: Iterator[list[object]], rows: int) -> tuple[list[list[object]], int, int]:
    """At most ``rows`` lines from all over, how many there are, and how wide the widest is.

    The draw is by chance with a fixed seed: a sheet must be read to its end in any case.
    """
    chance = random.Random(0)  # noqa: S311  a sample, no secret
    kept: list[tuple[int, list[object]]] = []
    total = width = 0
    for number, line in enumerate(lines):
        total = number + 1
        width = max(width, len(line))
        if len(kept) < rows:
            kept.append((number, line))
        elif (place := chance.randrange(total)) < rows:
            kept[place] = (number, line)
    return [line for _, line in sorted(kept, key=lambda entry: entry[0])], total, width


def _used(line: Sequence[object]) -> int:
    return max((n + 1 for n, cell in enumerate(line) if cell is not None and cell != ""), default=0)
