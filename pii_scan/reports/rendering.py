"""The report formats by name. A format's library is imported when the format is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pii_scan.model import Report
from pii_scan.reports.display import Display


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """``render`` writes a report as bytes; ``is_text`` says whether a terminal can show them."""

    render: Callable[[Report, BinaryIO, Display], None]
    is_text: bool


def _table(report: Report, out: BinaryIO, display: Display) -> None:
    from pii_scan.reports.table import render

    render(report, out, display)


def _json(report: Report, out: BinaryIO, _display: Display) -> None:
    from pii_scan.reports.json_v1 import render

    render(report, out)


def _xlsx(report: Report, out: BinaryIO, _display: Display) -> None:
    from pii_scan.reports.excel import render

    render(report, out)


REPORTS: Mapping[str, ReportFormat] = {
    "table": ReportFormat(_table, is_text=True),
    "json": ReportFormat(_json, is_text=True),
    "xlsx": ReportFormat(_xlsx, is_text=False),
}
