"""Excel workbooks: every sheet is a table, hidden ones too."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from pii_scan.model import Reason
from pii_scan.raw_files.compression import BLOCK, unpacked
from pii_scan.raw_files.opening import BrokenFileError
from pii_scan.sources.files.excel_comments import comment_parts, comments_of_any_sheet
from pii_scan.sources.files.kinds import OLE, START, told_by_name
from pii_scan.sources.files.other_workbooks import (
    ENCRYPTED,
    SAVE_SHEETS_AS_CSV,
    is_other_workbook,
    other_workbook,
)
from pii_scan.sources.files.parts import (
    BytesRead,
    DataFile,
    FilePart,
    Limits,
    Unread,
)
from pii_scan.sources.files.sheet_table import sheet_parts

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

# What openpyxl holds in memory at once: the texts of all sheets.
_MOST_TEXTS = 256 * 1024 * 1024
_MOST_UNPACKED = 4 * 1024 * 1024 * 1024
_MOST_RATIO = 200
_SAFE = 64 * 1024 * 1024
# A date before 1900-03-01 is a time of day to Excel.
_FIRST_DAY = dt.date(1900, 1, 1)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# 000-0000-0000, 00000: digits that the number itself does not keep.
_DIGITS = re.compile(r"[0#](?:[0#]|[-() ./]|\\[-() ./]|\"[-() ./]\")*")
_PACKED_WITH_PASSWORD = Reason(
    "is encrypted with a password: save a copy without one",
    "비밀번호로 암호화됨: 비밀번호 없는 사본을 저장",
)
_ZIP_BOMB = Reason(
    "unpacks to far more than its size, as a zip bomb does",
    "압축을 풀면 크기보다 훨씬 커짐(압축 폭탄 의심)",
)
_MANY_TEXTS = Reason("holds over 256 MiB of texts", "텍스트가 256 MiB를 넘음").because(
    SAVE_SHEETS_AS_CSV
)
_FORMULA = re.compile(rb"<f[ />]")


def read_excel(file: DataFile, limits: Limits) -> Iterator[FilePart]:
    """See ``Reader``. Places are the sheet and the column."""
    name = told_by_name(file.table)
    with tempfile.SpooledTemporaryFile(max_size=_SAFE) as spool:
        with file.open() as raw:
            stream = unpacked(raw)
            if stream.kind is None and file.seekable:
                yield from _workbook(raw, name, limits)
                yield BytesRead(file.size)
                return
            try:
                while data := stream.read(BLOCK):
                    spool.write(data)
            except BrokenFileError as broken:
                yield Unread(broken.reason)
                yield BytesRead(stream.raw.taken)
                return
        yield from _workbook(cast(IO[bytes], spool), name, limits)
        yield BytesRead(stream.raw.taken)


def _workbook(data: IO[bytes], name: str, limits: Limits) -> Iterator[FilePart]:
    data.seek(0)
    head = data.read(START)
    if head.startswith(OLE):
        if _is_encrypted(data):
            yield Unread(ENCRYPTED)
        else:
            yield from other_workbook(data, name, limits)
        return
    try:
        if is_other_workbook(data):
            yield from other_workbook(data, name, limits)
            yield from comments_of_any_sheet(data, limits.max_value)
            return
        has_formulas = _checked(data)
    except BrokenFileError as broken:
        yield Unread(broken.reason)
        return
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        yield Unread(Reason("is no Excel workbook, or it is broken", "엑셀 파일이 아니거나 손상됨"))
        return
    try:
        book = _opened(data, values=True)
        formulas = _opened(data, values=False) if has_formulas else None
    except Exception:  # noqa: BLE001  openpyxl raises whatever broken XML leads to
        # It also refuses what Excel opens: a style or a sheet of charts that others wrote oddly.
        yield from other_workbook(data, name, limits)
        yield from comments_of_any_sheet(data, limits.max_value)
        return
    with closing(book):
        for sheet in book.worksheets:
            twin = formulas[sheet.title] if formulas is not None else None
            yield from _safe_sheet(sheet, twin, name, limits)
        if formulas is not None:
            formulas.close()


def _opened(data: IO[bytes], *, values: bool) -> Workbook:
    from openpyxl import load_workbook

    data.seek(0)
    return load_workbook(data, read_only=True, data_only=values, keep_links=False)


def _is_encrypted(data: IO[bytes]) -> bool:
    """Whether the container holds a workbook behind a password."""
    data.seek(0)
    rest = b""
    while block := data.read(BLOCK):
        if _ENCRYPTED in rest + block:
            return True
        rest = block[-len(_ENCRYPTED) :]
    return False


def _checked(data: IO[bytes]) -> bool:
    """Whether there are formulas in it. Raises BrokenFileError where it is a zip bomb."""
    with zipfile.ZipFile(data) as archive:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise BrokenFileError(_PACKED_WITH_PASSWORD)
        unpacked_size = sum(member.file_size for member in members)
        packed_size = sum(member.compress_size for member in members) or 1
        texts = sum(
            m.file_size for m in members if m.filename.lower().endswith("sharedstrings.xml")
        )
        if unpacked_size > _MOST_UNPACKED or (
            unpacked_size > _SAFE and unpacked_size > _MOST_RATIO * packed_size
        ):
            raise BrokenFileError(_ZIP_BOMB)
        if texts > _MOST_TEXTS:
            raise BrokenFileError(_MANY_TEXTS)
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


def _safe_sheet(
    sheet: Any,  # noqa: ANN401  openpyxl's own class
    twin: Any,  # noqa: ANN401
    book: str,
    limits: Limits,
) -> Iterator[FilePart]:
    try:
        yield from _sheet(sheet, twin, book, limits)
    except Exception as cause:  # noqa: BLE001  one broken sheet does not hide the others
        fault = type(cause).__name__
        broken = Reason(f"the sheet is broken ({fault})", f"시트가 손상됨({fault})")
        yield Unread(broken, (_name(sheet),))


def _name(sheet: Any) -> str:  # noqa: ANN401  the same
    return " ".join(str(sheet.title).split()) or "(sheet)"


@dataclass(slots=True)
class _Formulas:
    """How many formula cells have no stored result."""

    without_result: int = 0


def _sheet(sheet: Any, twin: Any, book: str, limits: Limits) -> Iterator[FilePart]:  # noqa: ANN401  the same
    # What the file says of its own size is often wrong, and makes openpyxl pad or cut rows.
    for one in (sheet, twin):
        if one is not None:
            one.reset_dimensions()
    title = _name(sheet)
    formulas = _Formulas()
    # Before the rows are counted, which ends the sheet.
    yield from comment_parts(title, sheet, limits.max_value)
    yield from sheet_parts(title, book, _lines(sheet, twin, formulas), limits)
    if formulas.without_result:
        count = f"{formulas.without_result:,}"
        reason = Reason(
            f"formulas without a stored result: {count}; open the workbook in Excel and save it",
            f"결과가 저장되지 않은 수식: {count}개; 엑셀에서 열어 다시 저장",
        )
        yield Unread(reason, (title,))


def _lines(sheet: Any, twin: Any, formulas: _Formulas) -> Iterator[list[object]]:  # noqa: ANN401  the same
    twins = twin.iter_rows() if twin is not None else iter(())
    for line in sheet.iter_rows():
        if twin is not None:
            values = [cell.value for cell in line]
            for cell, value in zip(next(twins, ()), values, strict=False):
                if cell.data_type == "f" and value is None:
                    formulas.without_result += 1
        shown = [_value(cell) for cell in line]
        yield shown


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
