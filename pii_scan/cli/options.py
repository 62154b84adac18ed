"""Arguments and options that several commands have, and what the exit codes mean."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from pathlib import Path
from typing import Annotated

import typer


class Exit(IntEnum):
    """What the exit code of every command means."""

    PASSED = 0
    GATE_FAILED = 1
    ERROR = 2
    INCOMPLETE = 3


Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="TARGET",
        help="Database URLs, folders, files or globs, instead of the sources of pii-scan.yaml.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", "-c", metavar="FILE", help="Settings. [default: pii-scan.yaml, if it is there]"
    ),
]
DeclarationFile = Annotated[
    Path | None,
    typer.Option("--declaration", "-d", metavar="FILE", help="The declaration to compare with."),
]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="table, json or xlsx.")
]
ListFormat = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to the terminal."),
]
Rows = Annotated[
    int | None,
    typer.Option("--rows", min=1, help="Rows sampled from each table.  [default: 1000]"),
]
StateFile = Annotated[
    Path | None,
    typer.Option(
        "--state",
        metavar="FILE",
        help="Remember there how far each log was read, and read only what is new.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0.01,
        max=1.0,
        metavar="0.01-1",
        help="Leave out findings that are less sure.  [default: 0.5]",
    ),
]
AsOf = Annotated[
    dt.datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day on which retention is judged.  [default: today]",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on stderr.")]
