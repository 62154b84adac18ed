"""How fast data files are read, beside polars reading the same files, and with how much memory.

    python tests/benchmarks/files.py [MEGABYTES]

Writes a CSV file of about MEGABYTES (300 by default) and the same rows as Parquet to a temporary
folder, and prints for each, as JSON: seconds and peak memory of reading a sample of 1,000 rows, of
reading every row, of both with detection, and of ``polars.read_csv`` alone. Each runs in a process
of its own.
"""

# ruff: noqa: T201 - a script whose output is the figures

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

COLUMNS = "id name email phone address birth_date gender city amount memo ip created_at"
BLOCK = 200_000

READ = """
from pii_scan.sources.base import SourceSettings
from pii_scan.sources.opening import open_source
samples = rows = 0
for part in open_source(SourceSettings("s", {path!r}, rows={rows})).read():
    samples += type(part).__name__ == "Sample"
    rows = getattr(part, "rows_scanned", rows)
print(samples, rows)
"""
SCAN = """
import datetime as dt
from pii_scan.config import no_config, with_flags
from pii_scan.pipeline import scan
from pii_scan.rulebook import load_rulebook
config = with_flags(no_config(dt.date(2026, 11, 28)), targets=({path!r},), declaration=None,
                    rows={rows}, min_confidence=None, as_of=None)
report = scan(config, load_rulebook(), lambda _: None).report
print(len(report.fields), report.sources[0].coverage.rows_scanned)
"""
ALONE = "import polars as pl\nprint(pl.read_csv({path!r}, infer_schema=False).height)\n"
ALONE_PARQUET = "import polars as pl\nprint(pl.read_parquet({path!r}).height)\n"
MEASURE = """
import time
began = time.perf_counter()
{code}
seconds = time.perf_counter() - began
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
import json
print(json.dumps({{"seconds": round(seconds, 2), "peak_mib": peak}}))
"""


def _frame(rows: int, first: int) -> pl.DataFrame:
    chance = random.Random(first)
    numbers = range(first, first + rows)
    return pl.DataFrame(
        {
            "id": [str(n) for n in numbers],
            "name": [
                chance.choice("김이박최정") + chance.choice(("영희", "철수", "민수"))
                for _ in numbers
            ],
            "email": [f"user{n}@example.com" for n in numbers],
            "phone": [
                f"010-{chance.randint(2000, 9999)}-{chance.randint(0, 9999):04}" for _ in numbers
            ],
            "address": [f"서울특별시 강남구 테헤란로 {chance.randint(1, 500)}" for _ in numbers],
            "birth_date": [
                f"19{chance.randint(50, 99)}-0{chance.randint(1, 9)}-15" for _ in numbers
            ],
            "gender": [chance.choice("MF") for _ in numbers],
            "city": [chance.choice(("서울", "부산", "대구")) for _ in numbers],
            "amount": [str(chance.randint(1, 100_000)) for _ in numbers],
            "memo": ["문의 드립니다, 빠른 답변 부탁" if n % 3 else "" for n in numbers],
            "ip": [f"203.0.{chance.randint(0, 255)}.{chance.randint(1, 254)}" for _ in numbers],
            "created_at": [f"2026-{chance.randint(1, 12):02}-11 10:00:00" for _ in numbers],
        }
    )


def _written(folder: Path, megabytes: int) -> tuple[Path, Path]:
    csv, parquet = folder / "members.csv", folder / "members.parquet"
    block = _frame(BLOCK, 0)
    with csv.open("wb") as file:
        block.write_csv(file)
        while file.tell() < megabytes * 1_000_000:
            block.write_csv(file, include_header=False)
    pl.scan_csv(csv, infer_schema=False).sink_parquet(parquet)
    return csv, parquet


def _measured(code: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE.format(code=code)],
        capture_output=True,
        text=True,
        check=True,
    )
    *_, counts, last = done.stdout.splitlines()
    return {**json.loads(last), "counted": counts}


def main() -> None:
    megabytes = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        for path, alone in zip(
            _written(Path(folder), megabytes), (ALONE, ALONE_PARQUET), strict=True
        ):
            by_itself = _measured(alone.format(path=str(path)))
            results = {"polars alone": by_itself}
            for name, code, rows in (
                ("read 1,000 rows", READ, 1000),
                ("scan 1,000 rows", SCAN, 1000),
                ("read every row", READ, 10**9),
            ):
                results[name] = _measured(code.format(path=str(path), rows=rows))
            for result in results.values():
                result["times polars alone"] = round(result["seconds"] / by_itself["seconds"], 2)
            size = round(path.stat().st_size / 1e6)
            print(json.dumps({"file": path.name, "megabytes": size, **results}, indent=1))


if __name__ == "__main__":
    main()
