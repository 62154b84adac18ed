"""pii-scan scan, check and report: flags → pipeline → report → exit code."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pii_scan.cli.options import (
    AskPassword,
    AsOf,
    ConfigFile,
    Connections,
    DeclarationFile,
    ExcludeColumns,
    ExcludeFiles,
    ExcludeSchemas,
    ExcludeTables,
    Exit,
    Format,
    Full,
    IncludeColumns,
    IncludeFiles,
    IncludeSchemas,
    IncludeTables,
    MaxValue,
    MinConfidence,
    OutputFile,
    Quiet,
    Rows,
    StateFile,
    Targets,
    Timeout,
)
from pii_scan.cli.output import note, progress, report_format, write_report
from pii_scan.errors import UsageError

if TYPE_CHECKING:
    from pii_scan.config import Config, DatabaseFlags
    from pii_scan.pipeline import Outcome
    from pii_scan.sources.selection import Patterns


def scan(
    targets: Targets = None,
    config: ConfigFile = None,
    declaration: DeclarationFile = None,
    format_: Format = None,
    output: OutputFile = None,
    rows: Rows = None,
    full: Full = None,
    include_schema: IncludeSchemas = None,
    include_table: IncludeTables = None,
    include_column: IncludeColumns = None,
    include_file: IncludeFiles = None,
    exclude_schema: ExcludeSchemas = None,
    exclude_table: ExcludeTables = None,
    exclude_column: ExcludeColumns = None,
    exclude_file: ExcludeFiles = None,
    timeout: Timeout = None,
    connections: Connections = None,
    max_value: MaxValue = None,
    min_confidence: MinConfidence = None,
    as_of: AsOf = None,
    state: StateFile = None,
    *,
    ask_password: AskPassword = False,
    quiet: Quiet = False,
) -> None:
    """Find personal data, compare it with the declaration, and report. Never fails on findings."""
    from pii_scan import pipeline
    from pii_scan.config import DatabaseFlags
    from pii_scan.sources.selection import Selection

    databases = DatabaseFlags(
        full,
        Selection(
            _patterns(include_schema, include_table, include_column, include_file),
            _patterns(exclude_schema, exclude_table, exclude_column, exclude_file),
        ),
        timeout,
        connections,
        max_value,
    )
    settings = _settings(
        targets, config, declaration, rows, min_confidence, as_of, state, databases
    )
    if ask_password:
        settings = _with_passwords(settings)
    _run(pipeline.scan, settings, format_, output, quiet=quiet)


def check(
    targets: Targets = None,
    config: ConfigFile = None,
    declaration: DeclarationFile = None,
    format_: Format = None,
    output: OutputFile = None,
    rows: Rows = None,
    full: Full = None,
    include_schema: IncludeSchemas = None,
    include_table: IncludeTables = None,
    include_column: IncludeColumns = None,
    include_file: IncludeFiles = None,
    exclude_schema: ExcludeSchemas = None,
    exclude_table: ExcludeTables = None,
    exclude_column: ExcludeColumns = None,
    exclude_file: ExcludeFiles = None,
    timeout: Timeout = None,
    connections: Connections = None,
    max_value: MaxValue = None,
    min_confidence: MinConfidence = None,
    as_of: AsOf = None,
    state: StateFile = None,
    *,
    ask_password: AskPassword = False,
    quiet: Quiet = False,
) -> None:
    """Scan, compare and gate: exit code 1 when undeclared data is held.

    What fails it is the gate's fail_on in pii-scan.yaml. Exit codes: 0 passed, 1 the gate failed,
    2 wrong usage or configuration, 3 something could not be read.
    """
    from pii_scan import pipeline
    from pii_scan.config import DatabaseFlags
    from pii_scan.sources.selection import Selection

    databases = DatabaseFlags(
        full,
        Selection(
            _patterns(include_schema, include_table, include_column, include_file),
            _patterns(exclude_schema, exclude_table, exclude_column, exclude_file),
        ),
        timeout,
        connections,
        max_value,
    )
    settings = _settings(
        targets, config, declaration, rows, min_confidence, as_of, state, databases
    )
    if ask_password:
        settings = _with_passwords(settings)
    _run(pipeline.check, settings, format_, output, quiet=quiet)


def report(
    inventory: Annotated[
        Path, typer.Argument(metavar="INVENTORY.json", help="A saved JSON report.")
    ],
    format_: Format = None,
    output: OutputFile = None,
) -> None:
    """Show a saved JSON report in another format."""
    from pii_scan.reports.json_v1 import load

    format_ = report_format(format_, output)
    write_report(load(inventory), format_, output)


def _with_passwords(settings: Config) -> Config:
    from pii_scan.cli.passwords import with_passwords

    return replace(settings, sources=with_passwords(settings.sources))


def _patterns(*kinds: list[str] | None) -> Patterns:
    """Patterns of schemas, tables, columns and files, in this order."""
    from pii_scan.sources.selection import Patterns

    return Patterns(*(tuple(patterns or ()) for patterns in kinds))


def _settings(
    targets: list[str] | None,
    config: Path | None,
    declaration: Path | None,
    rows: int | None,
    min_confidence: float | None,
    as_of: dt.datetime | None,
    state: Path | None,
    databases: DatabaseFlags,
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
        min_confidence=min_confidence,
        as_of=as_of.date() if as_of else None,
        state=state,
        databases=databases,
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
    asked: str | None,
    output: Path | None,
    *,
    quiet: bool,
) -> NoReturn:
    """Scan, write the report, say on stderr what it amounts to, and exit."""
    from pii_scan.rule_proof import proven_rulebook

    format_ = report_format(asked, output)
    rulebook = proven_rulebook(settings.own_rules, settings.countries)
    with progress(quiet=quiet) as show:
        outcome = command(settings, rulebook, show)
    write_report(outcome.report, format_, output)
    if outcome.note:
        note(outcome.note, quiet=quiet)
    code, why = _ending(outcome, told=format_ == "table" and output is None)
    for line in why:
        note(line, quiet=quiet)
    if why and output is not None:
        shown = f"pii-scan report {shlex.quote(str(output))}" if format_ == "json" else output
        note(f"  → see {shown}", quiet=quiet)
    raise typer.Exit(code)


def _ending(outcome: Outcome, *, told: bool) -> tuple[Exit, list[str]]:
    """The exit code, and the lines that say why it is not 0 where nobody was ``told``."""
    failed = outcome.verdict is not None and not outcome.verdict.passed
    why = [f"failed: {', '.join(outcome.verdict.failures)}"] if outcome.verdict and failed else []
    if outcome.report.summary.complete:
        return (Exit.GATE_FAILED if failed else Exit.PASSED), why
    unread = sum(not skip.excluded for skip in outcome.report.skipped)
    if not told:
        why.append(f"incomplete: {unread:,} place{'' if unread == 1 else 's'} could not be read")
    return (Exit.GATE_FAILED if failed else Exit.INCOMPLETE), why
