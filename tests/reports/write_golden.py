"""Write the golden reports anew: python tests/reports/write_golden.py, then read the difference."""

import io
from pathlib import Path

from sample_report import INVENTORY_ONLY, REPORT

from pii_scan.reports.display import Display
from pii_scan.reports.rendering import REPORTS

FOLDER = Path(__file__).parent / "golden"
GOLDEN = {
    "report.json": ("json", REPORT, Display()),
    "inventory_only.json": ("json", INVENTORY_ONLY, Display()),
    "report_in_a_pipe.txt": ("table", REPORT, Display()),
    "report_at_80_columns.txt": ("table", REPORT, Display(width=80)),
    "report_at_200_columns.txt": ("table", REPORT, Display(width=200)),
    "inventory_only.txt": ("table", INVENTORY_ONLY, Display()),
}


def rendered(name: str) -> bytes:
    report_format, report, display = GOLDEN[name]
    out = io.BytesIO()
    REPORTS[report_format].render(report, out, display)
    return out.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in GOLDEN:
        (FOLDER / name).write_bytes(rendered(name))
