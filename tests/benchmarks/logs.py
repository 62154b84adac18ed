"""How fast logs are scanned, beside what people type instead.

    python tests/benchmarks/logs.py [--size MB] [--cores N] [--large MB] [--others] [--keep DIR]

Writes a dense (an address in every line), a sparse (personal data in 1 line of 800), a JSON and a
.gz log, and five in which no line is like another: keys with values, messages, a service's text
with the ids of a trace, and what sshd and Postfix write. Prints, pair by pair, megabytes a second
of unpacked text, the ratio, and the peak memory. All run on the same cores. ``--large`` adds the
first four at that size, of which the start of the program is a smaller part, and the time at 1, 2
and 4 times the first size; ``--others`` adds hawk-scanner, where it is installed, and Presidio on a
part of the first.
"""

# ruff: noqa: T201 - a script whose output is the figures
from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from logs_data import (
    auth_line,
    dense_line,
    json_line,
    logfmt_line,
    mail_line,
    message_line,
    service_line,
    sparse_line,
    write_log,
)

_MB = 1_000_000
# What one would look for by hand; ripgrep has the same kind of regex as pii-scan's fast pass.
PATTERNS = r"""
[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}
(?-u:\b)01[016789][- .]?[0-9]{3,4}[- .]?[0-9]{4}(?-u:\b)
(?-u:\b)0(?:2|[3-6][1-5])[- ]?[0-9]{3,4}[- ]?[0-9]{4}(?-u:\b)
\+82[- ]?[0-9]{1,2}[- ]?[0-9]{3,4}[- ]?[0-9]{4}
(?-u:\b)[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}(?-u:\b)
(?-u:\b)[0-9]{6}[- ]?[1-8][0-9]{6}(?-u:\b)
(?-u:\b)[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?-u:\b)
(?-u:\b)[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?-u:\b)
(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{1,4}
(?-u:\b)[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}(?-u:\b)
(?-u:\b)[0-9]{3,6}-[0-9]{2,6}-[0-9]{3,7}(?-u:\b)
(?-u:\b)[MSRODG][0-9]{8}(?-u:\b)
eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}
(?i)password=[^&\s]+
(?i)cookie: ?[^\r\n]+
""".strip()


@dataclass(frozen=True)
class Run:
    """What a command took: seconds on the clock and on the processors, and memory in MB."""

    seconds: float
    cpu: float
    memory: float


def run(command: str, folder: Path) -> Run:
    """Run a shell command in the folder; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(f"( {command} ) > /dev/null 2> errors", shell=True, cwd=folder)
    # What this command and those it started took, and no other one before it.
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{command}: {(folder / 'errors').read_text(errors='replace')}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=300, metavar="MB")
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--large", type=int, default=0, metavar="MB")
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        (folder / "patterns").write_text(PATTERNS + "\n")
        _compare(folder, options.size, _LOGS | _ALL_DIFFERENT)
        if options.large:
            large = folder / "large"
            large.mkdir(exist_ok=True)
            shutil.copy(folder / "patterns", large)
            _compare(large, options.large, _LOGS)
            _grow(folder, options.size, options.large)
        if options.others:
            _others(folder)


_LOGS = {
    "dense.log": dense_line,
    "sparse.log": sparse_line,
    "json.log": json_line,
    "dense2.log.gz": dense_line,
}
_ALL_DIFFERENT = {
    "logfmt.log": logfmt_line,
    "messages.log": message_line,
    "service.log": service_line,
    "auth.log": auth_line,
    "mail.log": mail_line,
}


def _compare(
    folder: Path, megabytes: int, logs: Mapping[str, Callable[[random.Random], str]]
) -> None:
    scan = f"{sys.executable} -m pii_scan scan -q -f json"
    print(f"each log of {megabytes:,} MB")
    print(f"{'log':14} {'what':34} {'MB/s':>6} {'MB/s cpu':>9} {'ratio':>6} {'memory':>8}")
    for name, line in logs.items():
        path = folder / name
        if not path.exists():
            write_log(path, line, megabytes * _MB)
        size = path.stat().st_size
        beside = {
            "rg -o -f": f"rg -o -f patterns {name}",
            "rg -o -f | sort | uniq -c": f"rg -o -f patterns {name} | LC_ALL=C sort | uniq -c",
        }
        if name.endswith(".gz"):
            size = int(subprocess.check_output(f"zcat {path} | wc -c", shell=True))
            beside = {"zcat": f"zcat {name}", "rg -oz -f": f"rg -oz -f patterns {name}"}
        mine = run(f"{scan} {name}", folder)
        _print(name, "pii-scan scan", size, mine, mine)
        for what, command in beside.items():
            _print(name, what, size, run(command, folder), mine)


def _print(name: str, what: str, size: int, run: Run, mine: Run) -> None:
    speed = size / run.seconds / _MB
    ratio = run.seconds / mine.seconds
    print(
        f"{name:14} {what:34} {speed:6.0f} {size / run.cpu / _MB:9.0f} {ratio:6.2f}"
        + (f" {run.memory:5.0f} MB" if run is mine else ""),
        flush=True,
    )


def _grow(folder: Path, megabytes: int, large: int) -> None:
    """Time at 1, 2 and 4 times the size, and memory at the size and at the large one."""
    scan = f"{sys.executable} -m pii_scan scan -q -f json"
    for size in (megabytes, 2 * megabytes, 4 * megabytes, large):
        path = write_log(folder / "growing.log", dense_line, size * _MB)
        took = run(f"{scan} growing.log", folder)
        print(
            f"dense {path.stat().st_size / _MB:6.0f} MB {took.seconds:7.1f} s "
            f"{took.cpu:7.1f} s cpu {took.memory:6.0f} MB",
            flush=True,
        )
        path.unlink()


def _others(folder: Path, megabytes: int = 10) -> None:
    """Other scanners on a part of the dense log."""
    small = folder / "small.log"
    small.write_bytes((folder / "dense.log").read_bytes()[: megabytes * _MB])
    mine = run(f"{sys.executable} -m pii_scan scan -q -f json small.log", folder)
    print(f"pii-scan on {megabytes} MB: {megabytes / mine.seconds:.2f} MB/s, its start included")
    if shutil.which("hawk_scanner"):
        connection = folder / "connection.yml"
        connection.write_text(f"sources:\n  fs:\n    small:\n      path: {small}\n")
        # Its own patterns are on GitHub; it is given those that ripgrep is given.
        python = (pattern.replace("(?-u:", "(?:") for pattern in PATTERNS.split("\n"))
        fingerprint = [f"Pattern {n}: {json.dumps(p)}\n" for n, p in enumerate(python)]
        (folder / "fingerprint.yml").write_text("".join(fingerprint))
        command = "hawk_scanner fs --connection connection.yml --fingerprint fingerprint.yml"
        hawk = run(f"{command} --json hawk.json --no-write", folder)
        print(
            f"hawk-scanner on {megabytes} MB: {megabytes / hawk.seconds:.2f} MB/s, with its start"
        )
    else:
        print("hawk-scanner: not installed")
    _presidio(small.read_text().splitlines()[:1000])


def _presidio(lines: list[str]) -> None:
    """Presidio's own recognisers without a language model, which is on GitHub."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    registry.remove_recognizer("SpacyRecognizer")
    engine = NoOpNlpEngine(models=[{"lang_code": "en", "model_name": "none"}])
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])
    start = time.perf_counter()
    for line in lines:
        analyzer.analyze(line, language="en")
    speed = sum(map(len, lines)) / (time.perf_counter() - start) / _MB
    print(f"Presidio on {len(lines):,} lines: {speed:.3f} MB/s, without its start")


if __name__ == "__main__":
    main()
