"""The Excel inventory: what sheets.py says as a workbook, for the people who sign it.

No cell can become a formula, whatever the data is named, and the same report gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from pii_scan.model import Report
from pii_scan.reports.excel_styles import (
    DATE,
    FACT,
    HEADING,
    NUMBER,
    SHARE,
    TITLE,
    named_styles,
    text_style,
)
from pii_scan.reports.sheets import (
    Cell,
    Column,
    Sheet,
    SummarySheet,
    Value,
    language_of,
    summary_sheet,
    table_sheets,
)
from pii_scan.reports.text import display_width, visible
from pii_scan.reports.words import words

# A workbook tells when it was made; the same report must give the same bytes.
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_ZIPPED = (2000, 1, 1, 0, 0, 0)

_CELL_LIMIT = 32_767  # UTF-16 units, of Excel
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ESCAPED_IN_SHEET = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376, ST_Xstring

_NARROWEST = 6
_ROOM = 3  # for the filter button
_SUMMARY_WIDTHS = (34, 16, 76)
_LINE_HEIGHT, _HIGHEST = 17, 409  # points; the second is Excel's limit


def render(report: Report, out: BinaryIO) -> None:
    """Write ``report`` as an .xlsx workbook of five sheets, in the language of its policy.

    Text longer than a cell holds (32,767 characters) ends with an ellipsis.
    """
    workbook = Workbook()
    for sheet in workbook.worksheets:
        workbook.remove(sheet)
    for style in named_styles():
        workbook.add_named_style(style)
    summary = summary_sheet(report)
    workbook.properties.creator = "pii-scan"
    workbook.properties.title = summary.title
    workbook.properties.created = _MADE
    page = words(language_of(report))("page")
    sheet = workbook.create_sheet(summary.name)
    _fill_summary(sheet, summary)
    _set_up_print(sheet, page)
    for table in table_sheets(report):
        sheet = workbook.create_sheet(table.name)
        _fill_table(sheet, table)
        _set_up_print(sheet, page)
    _save(workbook, out)


def _fill_summary(sheet: Worksheet, summary: SummarySheet) -> None:
    _set_widths(sheet, _SUMMARY_WIDTHS)
    _put(_cell(sheet, 1, 1), summary.title).style = TITLE
    row = 3
    for name, fact in summary.facts:
        _put(_cell(sheet, row, 1), name).style = FACT
        _put(_cell(sheet, row, 2), fact)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
        row += 1
    _fill_rows(sheet, row + 1, summary.counts, _SUMMARY_WIDTHS)


def _fill_table(sheet: Worksheet, table: Sheet) -> None:
    widths = [
        _width(column, [row[index] for row in table.rows])
        for index, column in enumerate(table.columns)
    ]
    _set_widths(sheet, widths)
    _fill_rows(sheet, 1, table, widths)
    if not table.rows:
        _put(_cell(sheet, 2, 1), table.nothing)
    last = get_column_letter(len(widths))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    printed = get_column_letter(table.printed or len(widths))
    sheet.print_area = f"A1:{printed}{max(len(table.rows), 1) + 1}"


def _fill_rows(sheet: Worksheet, first: int, table: Sheet, widths: Sequence[int]) -> None:
    for index, column in enumerate(table.columns, 1):
        _put(_cell(sheet, first, index), column.heading).style = HEADING
    sheet.row_dimensions[first].height = 2 * _LINE_HEIGHT
    for number, row in enumerate(table.rows, first + 1):
        for index, value in enumerate(row, 1):
            _put(_cell(sheet, number, index), value)
        sheet.row_dimensions[number].height = _height([_shown(value) for value in row], widths)


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row in points. Few programs find it themselves when they open a file."""
    lines = max(
        (
            -(-display_width(text[:_CELL_LIMIT]) // max(1, width - 1))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    return min(_HIGHEST, _LINE_HEIGHT * max(1, lines))


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError(f"{cell.coordinate} is inside a merged range")
    return cell


def _put(cell: SheetCell, content: Cell | Value) -> SheetCell:
    """``content`` in ``cell``: text as text, never as a formula, an error or a date."""
    shown = content if isinstance(content, Cell) else Cell(content)
    value = shown.value
    if isinstance(value, str) and value:
        cell.value = _text(value)
        cell.data_type = "s"
        cell.style = text_style(shown.tone)
        if value.lstrip(" ").startswith(_STARTS_FORMULA):
            cell.quotePrefix = True
    elif value is None or isinstance(value, str):
        cell.style = text_style(shown.tone)
    else:
        cell.value = value
        cell.style = {int: NUMBER, float: SHARE}.get(type(value), DATE)
    return cell


def _text(value: str) -> str:
    """``value`` without characters that XML refuses, no longer than a cell holds."""
    text = _ESCAPED_IN_SHEET.sub("_x005F_", visible(value))
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _CELL_LIMIT:
        return text
    return units[: 2 * (_CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


def _width(column: Column, values: Sequence[Cell | Value]) -> int:
    widest = max((display_width(_shown(value)[: column.widest]) for value in values), default=0)
    heading = max(map(display_width, column.heading.split())) + _ROOM
    return max(_NARROWEST, heading, min(column.widest, widest + 2))


def _shown(content: Cell | Value) -> str:
    value = content.value if isinstance(content, Cell) else content
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def _set_up_print(sheet: Worksheet, page: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("&A"), right=_HeaderFooterPart(f"{page} &P / &N")
    )


def _save(workbook: Workbook, out: BinaryIO) -> None:
    """Write ``workbook`` with the same times whenever it is written."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    workbook.properties.modified = _MADE  # which saving sets to now
    times = tostring(workbook.properties.to_tree())
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(fixed, "w") as copy:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _ZIPPED)
            info.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(info, times if name == ARC_CORE else made.read(name))
    out.write(fixed.getvalue())
