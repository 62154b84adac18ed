"""pii-scan rules …: what is looked for, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pii_scan.cli.options import ConfigFile, ListFormat, OutputFile
from pii_scan.cli.output import format_for, opened
from pii_scan.errors import UsageError

if TYPE_CHECKING:
    from pii_scan.config import Config
    from pii_scan.rulebook import Rulebook

_Sections = Iterable[tuple[str, Sequence[Sequence[str]]]]

app = typer.Typer(help="Look at the rules.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Look at the rules."""


@app.command("list")
def list_(config: ConfigFile = None, format_: ListFormat = None, output: OutputFile = None) -> None:
    """Show the items a policy can declare, and what recognises them."""
    from dataclasses import asdict

    from pii_scan.explaining.rule_facts import listing
    from pii_scan.explaining.rule_page import list_page

    listed = listing(_rulebook(_settings(config)))
    _write(list_page(listed), asdict(listed), format_, output)


@app.command()
def show(
    identifier_or_item: Annotated[
        str, typer.Argument(metavar="ID", help="An identifier or an item, as in 'rules list'.")
    ],
    config: ConfigFile = None,
    format_: ListFormat = None,
    output: OutputFile = None,
) -> None:
    """Show why a rule exists, what the law says, and how it is recognised."""
    from dataclasses import asdict

    from pii_scan.explaining.rule_facts import explain
    from pii_scan.explaining.rule_page import rule_page

    explanation = explain(_rulebook(_settings(config)), identifier_or_item)
    _write(rule_page(explanation), asdict(explanation), format_, output)


@app.command("test")
def try_text(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="One value, or - to read it from standard input.")
    ] = "",
    name: Annotated[
        str | None, typer.Option("--name", metavar="COLUMN", help="The column or key it is in.")
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help="The table of that column.")
    ] = None,
    comment: Annotated[
        str | None, typer.Option("--comment", metavar="TEXT", help="The column's comment.")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Its type: varchar(30), boolean …")
    ] = None,
    config: ConfigFile = None,
    format_: ListFormat = None,
    output: OutputFile = None,
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also name the rules that came near.")
    ] = False,
) -> None:
    """Show what each rule says about a text, and what a scan would.

    Without TEXT, what the name says of a column that has no values. Places in the text are
    counted in characters from 0. The text itself is shown masked only.
    """
    from dataclasses import asdict

    from pii_scan.explaining.text_facts import explain_text
    from pii_scan.explaining.text_page import text_page
    from pii_scan.model import Field

    value = _standard_input() if text == "-" else text
    if not value.strip() and not name and not comment:
        raise UsageError(
            "there is no text to test", "Give one, - for standard input, or --name COLUMN."
        )
    settings = _settings(config)
    path = (table, name or "") if table else (name or "",)
    field = Field("test", path, type_, comment=comment)
    explanation = explain_text(_rulebook(settings), value, field, settings.min_confidence)
    _write(text_page(explanation, verbose=verbose), asdict(explanation), format_, output)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\r\n")


def _settings(config: Path | None) -> Config:
    """pii-scan.yaml, without the variables in its targets: nothing is scanned here."""
    import datetime as dt

    from pii_scan.config import DEFAULT_CONFIG, load_config, no_config

    today = dt.datetime.now().astimezone().date()
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    return load_config(config, _NoVariables(), today) if config else no_config(today)


class _NoVariables(Mapping[str, str]):
    """An environment in which every variable is set, to nothing."""

    def __getitem__(self, name: str) -> str:
        return ""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _rulebook(settings: Config) -> Rulebook:
    """Ours and the user's own, proven as for a scan."""
    from pii_scan.rule_proof import proven_rulebook

    return proven_rulebook(settings.own_rules, settings.countries)


def _write(
    page: _Sections, facts: Mapping[str, object], asked: str | None, output: Path | None
) -> None:
    """Write a page for people as ``table``, its facts as ``json``."""
    import os

    from pii_scan.reports import facts_json, pages
    from pii_scan.reports.display import Display, display_of

    format_ = format_for(asked, output, ("table", "json"))
    display = display_of(sys.stdout, os.environ) if output is None else Display()
    with opened(output) as out:
        if format_ == "json":
            facts_json.render(facts, out)
        else:
            pages.render(page, out, display)
