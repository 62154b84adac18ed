"""pii-scan schema …: schema files as they are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pii_scan.cli.options import Exit, ListFormat, OutputFile
from pii_scan.cli.output import note, write_list

app = typer.Typer(help="Look at schema files.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Look at schema files."""


@app.command("columns")
def columns(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.")],
    format_: ListFormat = None,
    output: OutputFile = None,
) -> None:
    """Show the columns that schema files define, as they were read."""
    from pii_scan.pipeline import hide_values
    from pii_scan.rulebook import load_rulebook
    from pii_scan.sources.ddl.source import read_columns

    columns, skipped = read_columns(paths)
    keys = ("table", "column", "type", "nullable", "comment", "file", "line")
    hidden = hide_values((c.comment for c in columns if c.comment), load_rulebook())
    rows = [
        {key: getattr(column, key) for key in keys}
        | {"comment": hidden.get(column.comment or "", column.comment)}
        for column in columns
    ]
    write_list("columns", rows, format_, output)
    for skip in skipped:
        note(f"skipped {skip.location}: {skip.reason.message}")
    raise typer.Exit(Exit.INCOMPLETE if skipped else Exit.PASSED)
