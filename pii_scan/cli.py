"""The pii-scan command: flags → pipeline → report → exit code.

The only module that prints, exits and reads the environment. What a command needs is imported
inside it, so that ``pii-scan --help`` starts at once.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from pii_scan import __version__
from pii_scan.errors import PiiScanError, ReportError, UsageError

if TYPE_CHECKING:
    from pii_scan.config import Config
    from pii_scan.model import Report
    from pii_scan.pipeline import Outcome


class Exit(IntEnum):
    """What the exit code of every command means."""

    PASSED = 0
    GATE_FAILED = 1
    ERROR = 2
    INCOMPLETE = 3


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
policy_app = typer.Typer(help="Read a privacy policy.", no_args_is_help=True)
rules_app = typer.Typer(help="Look at the rules.", no_args_is_help=True)
schema_app = typer.Typer(help="Look at schema files.", no_args_is_help=True)
app.add_typer(policy_app, name="policy")
app.add_typer(schema_app, name="schema")
app.add_typer(rules_app, name="rules")

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


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        print(f"pii-scan {__version__}")
        raise typer.Exit


@app.command()
def scan(
    targets: Targets = None,
    config: ConfigFile = None,
    declaration: DeclarationFile = None,
    format_: Format = "table",
    output: OutputFile = None,
    rows: Rows = None,
    as_of: AsOf = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Find personal data, compare it with the declaration, and report. Never fails on findings."""
    from pii_scan import pipeline

    settings = _settings(targets, config, declaration, rows, as_of)
    outcome = _run(pipeline.scan, settings, format_, output, quiet=quiet)
    _finish(outcome)


@app.command()
def check(
    targets: Targets = None,
    config: ConfigFile = None,
    declaration: DeclarationFile = None,
    format_: Format = "table",
    output: OutputFile = None,
    rows: Rows = None,
    as_of: AsOf = None,
    *,
    quiet: Quiet = False,
) -> None:
    """Scan, compare and gate: exit code 1 when data is held that the policy does not declare."""
    from pii_scan import pipeline

    settings = _settings(targets, config, declaration, rows, as_of)
    outcome = _run(pipeline.check, settings, format_, output, quiet=quiet)
    if outcome.verdict and not outcome.verdict.passed:
        _note(f"failed: {', '.join(outcome.verdict.failures)}", quiet=quiet)
    _finish(outcome)


@app.command()
def report(
    inventory: Annotated[
        Path, typer.Argument(metavar="INVENTORY.json", help="A saved JSON report.")
    ],
    format_: Format = "table",
    output: OutputFile = None,
) -> None:
    """Show a saved JSON report in another format."""
    from pii_scan.reports.json_v1 import load

    _check_output(format_, output)
    _write(load(inventory), format_, output)


@policy_app.command("read")
def policy_read(
    policy: Annotated[Path, typer.Argument(metavar="POLICY", help="The policy: a text file.")],
    output: OutputFile = None,
) -> None:
    """Turn a policy's text into a declaration, with what could not be placed."""
    from pii_scan.policy.declaration import dump_declaration
    from pii_scan.policy.read import read_policy_file
    from pii_scan.rulebook import load_rulebook

    declaration = read_policy_file(policy, load_rulebook())
    with _opened(output) as out:
        out.write(dump_declaration(declaration).encode())
    items = sum(len(point.items) for point in declaration.collection)
    _note(
        f"{policy}: {len(declaration.collection)} collection points, {items} items, "
        f"{len(declaration.retention)} retention rules, {len(declaration.processors)} processors; "
        f"{len(declaration.unplaced)} unplaced"
    )


@schema_app.command("columns")
def schema_columns(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="SQL files or folders.")],
    format_: ListFormat = "table",
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
    _list("columns", rows, format_, output)
    for skip in skipped:
        _note(f"skipped {skip.location}: {skip.reason}")
    raise typer.Exit(Exit.INCOMPLETE if skipped else Exit.PASSED)


@rules_app.command("list")
def rules_list(format_: ListFormat = "table", output: OutputFile = None) -> None:
    """Show the items a policy can declare, and the identifiers that recognise them."""
    from pii_scan.rulebook import load_rulebook

    rulebook = load_rulebook()
    rows = [
        {
            "item": item_id,
            "ko": item.label.ko,
            "en": item.label.en,
            "identifiers": tuple(
                rule.id for rule in rulebook.rules.values() if rule.identifier.item == item_id
            ),
        }
        for item_id, item in rulebook.items.items()
    ]
    _list("items", rows, format_, output)


def _list(
    name: str, rows: Sequence[Mapping[str, object]], format_: str, output: Path | None
) -> None:
    from pii_scan.reports.listings import LISTINGS

    if format_ not in LISTINGS:
        raise UsageError(f"unknown format {format_!r}", f"Formats: {', '.join(LISTINGS)}.")
    with _opened(output) as out:
        out.write(LISTINGS[format_](name, rows).encode())


def _settings(
    targets: list[str] | None,
    config: Path | None,
    declaration: Path | None,
    rows: int | None,
    as_of: dt.datetime | None,
) -> Config:
    """pii-scan.yaml joined with the command line, which wins."""
    from pii_scan.config import DEFAULT_CONFIG, load_config, no_config, with_flags

    today = dt.datetime.now().astimezone().date()
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    base = load_config(config, os.environ, today) if config else no_config(today)
    settings = with_flags(
        base,
        targets=tuple(targets or ()),
        declaration=declaration,
        rows=rows,
        as_of=as_of.date() if as_of else None,
    )
    if not settings.sources:
        raise UsageError(
            "nothing to scan",
            "Name a target (pii-scan scan sqlite:///app.db), or list sources in pii-scan.yaml.",
        )
    return settings


def _run(
    command: Callable[..., Outcome],
    settings: Config,
    format_: str,
    output: Path | None,
    *,
    quiet: bool,
) -> Outcome:
    from pii_scan.rulebook import load_rulebook

    _check_output(format_, output)
    with _progress(quiet=quiet) as progress:
        outcome = command(settings, load_rulebook(), progress)
    _write(outcome.report, format_, output)
    return outcome


def _finish(outcome: Outcome) -> None:
    if outcome.verdict and not outcome.verdict.passed:
        raise typer.Exit(Exit.GATE_FAILED)
    raise typer.Exit(Exit.PASSED if outcome.report.summary.complete else Exit.INCOMPLETE)


def _check_output(format_: str, output: Path | None) -> None:
    """Refuse before the scan what could not be written after it."""
    from pii_scan.reports.rendering import REPORTS

    if format_ not in REPORTS:
        raise UsageError(f"unknown format {format_!r}", f"Formats: {', '.join(REPORTS)}.")
    if output is not None and not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent}", "Make it first.")
    if output is not None and output.is_dir():
        raise UsageError(
            f"{output}: is a folder", f"Name a file in it: -o {output}/report.{format_}"
        )
    if output is None and not REPORTS[format_].is_text and sys.stdout.isatty():
        raise UsageError(f"{format_} is not for a terminal", f"Name a file: -o report.{format_}")


def _write(report: Report, format_: str, output: Path | None) -> None:
    from pii_scan.reports.display import Display, display_of
    from pii_scan.reports.rendering import REPORTS

    display = display_of(sys.stdout, os.environ) if output is None else Display()
    with _opened(output) as out:
        REPORTS[format_].render(report, out, display)


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or the file, which appears only when it is whole."""
    if output is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader has seen enough (… | head). The exit code still says how the scan ended.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise ReportError(
                f"the report cannot be written: {error.strerror}", "Write it to a file with -o."
            ) from None
        return
    file = output.resolve()
    # A device or pipe (/dev/null, /dev/stdout) is written to, never replaced.
    whole = not file.exists() or file.is_file()
    part = file.with_name(f".{file.name}.part") if whole else file
    try:
        with part.open("wb") as out:
            yield out
        if whole:
            part.replace(file)
    except OSError as error:
        raise ReportError(
            f"{output}: cannot be written: {error.strerror}", "Name another file with -o."
        ) from None
    finally:
        if whole:
            part.unlink(missing_ok=True)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A line on stderr that says what is being read; nothing in a pipe.

    Ctrl-C is asked for here as well: native code that runs when it is pressed may swallow it.
    """
    pressed: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.default_int_handler(number, frame)

    def stop_if_pressed() -> None:
        if pressed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupt)
    if quiet or not sys.stderr.isatty():
        yield lambda _: stop_if_pressed()
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("reading rules") as status:

        def show(text: str) -> None:
            stop_if_pressed()
            status.update(escape(text[:120]))

        yield show


def _note(text: str, *, quiet: bool = False) -> None:
    if not quiet:
        print(text, file=sys.stderr)


def main() -> None:
    """Run the command. Every way out is one of the four exit codes, or 130 for Ctrl-C."""
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
    except Exception as error:  # noqa: BLE001  the outermost edge: exit code 2, and no value shown
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


if __name__ == "__main__":
    main()
