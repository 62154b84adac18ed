"""The commands together, and every way out of them.

The package pii_scan.cli is the only one that prints, exits and reads the environment. What a
command needs is imported inside it, so that ``pii-scan --help`` starts at once.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from pii_scan import __version__
from pii_scan.cli import policy, rules, scanning, schema
from pii_scan.cli.ending import end_at_once
from pii_scan.cli.memory import keep_memory
from pii_scan.cli.options import Exit
from pii_scan.cli.output import hear_interrupts, stand_in_for_closed_streams
from pii_scan.errors import PiiScanError

_HELP = (
    "Check whether the personal data you hold matches what your privacy policy says you collect."
)

app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(scanning.scan)
app.command()(scanning.check)
app.command()(scanning.report)
app.add_typer(policy.app, name="policy")
app.add_typer(schema.app, name="schema")
app.add_typer(rules.app, name="rules")


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        print(f"pii-scan {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """Run the command and end. Every way out is one of the four exit codes, or 130 for Ctrl-C."""
    try:
        _run()
    except SystemExit as end:
        end_at_once(end.code)
    end_at_once(Exit.PASSED)


def _run() -> None:
    keep_memory()
    stand_in_for_closed_streams()
    hear_interrupts()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that cannot show Korean must not stop the scan.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except PiiScanError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"  → {error.hint}", file=sys.stderr)
        sys.exit(Exit.ERROR)
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # noqa: BLE001  the outermost edge: exit code 2, no value shown
        # What polars raises when it gives up is no Exception.
        # The message of an unforeseen error may quote data: say only what kind it is, and where.
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f" in {place.tb_frame.f_code.co_qualname}, line {place.tb_lineno}" if place else ""
        print(f"error: pii-scan failed: {type(error).__name__}{where}", file=sys.stderr)
        print(
            "  → This is a fault of pii-scan: please report it with the line above.",
            file=sys.stderr,
        )
        sys.exit(Exit.ERROR)
