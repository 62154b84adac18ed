"""Arguments and options that several commands have, and what the exit codes mean."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any

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
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="table, json or xlsx.  [default: what -o ends with, else table]",
    ),
]
ListFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="table or json.  [default: what -o ends with, else table]",
    ),
]
OutputFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to the terminal."),
]
Rows = Annotated[
    int | None,
    typer.Option(
        "--rows", min=1, metavar="ROWS", help="Rows sampled from each table.  [default: 1000]"
    ),
]
_DATABASES = "Databases"
Full = Annotated[
    bool | None,
    typer.Option(
        "--full",
        help="Read every row of every table, in bounded memory, instead of a sample.",
        rich_help_panel=_DATABASES,
        show_default=False,
    ),
]


def _patterns(name: str, what: str) -> Any:  # noqa: ANN401  typer's own type for an option
    return typer.Option(name, metavar="PATTERN", help=what, rich_help_panel=_DATABASES)


IncludeSchemas = Annotated[
    list[str] | None,
    _patterns(
        "--include-schema",
        "Read only schemas of this name; * and ? as in a shell, and given again for more.",
    ),
]
IncludeTables = Annotated[
    list[str] | None,
    _patterns(
        "--include-table", "Read only tables or data files of this name: payments or public.pay*."
    ),
]
IncludeFiles = Annotated[
    list[str] | None,
    _patterns(
        "--include-file", "Of folders, read only files or folders of this name: app*.log or web/*."
    ),
]
IncludeColumns = Annotated[
    list[str] | None,
    _patterns("--include-column", "Read only columns of this name: email or users.*."),
]
ExcludeSchemas = Annotated[
    list[str] | None, _patterns("--exclude-schema", "Leave out schemas of this name.")
]
ExcludeTables = Annotated[
    list[str] | None,
    _patterns("--exclude-table", "Leave out tables or data files of this name: tmp_* or old.csv."),
]
ExcludeFiles = Annotated[
    list[str] | None,
    _patterns("--exclude-file", "Of folders, leave out files or folders of this name: debug."),
]
ExcludeColumns = Annotated[
    list[str] | None, _patterns("--exclude-column", "Leave out columns of this name: users.photo.")
]
AskPassword = Annotated[
    bool,
    typer.Option(
        "--ask-password",
        "-W",
        help="Ask for the password of each server whose URL has none.",
        rich_help_panel=_DATABASES,
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        min=0.1,
        metavar="SECONDS",
        help="The longest that one statement of a database may take.  [default: 30]",
        rich_help_panel=_DATABASES,
    ),
]
Connections = Annotated[
    int | None,
    typer.Option(
        "--connections",
        min=1,
        metavar="COUNT",
        help="The most connections to one server.  [default: 2]",
        rich_help_panel=_DATABASES,
    ),
]
MaxValue = Annotated[
    int | None,
    typer.Option(
        "--max-value",
        min=1,
        metavar="CHARACTERS",
        help="How much of one value in a database or data file is looked at.  [default: 65536]",
        rich_help_panel=_DATABASES,
    ),
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
