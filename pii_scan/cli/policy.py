"""pii-scan policy …: a policy's text and what can be told from it."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pii_scan.cli.options import ConfigFile, DeclarationFile, ListFormat, OutputFile
from pii_scan.cli.output import format_for, note, opened
from pii_scan.errors import ConfigError, PolicyError, UsageError

if TYPE_CHECKING:
    from pii_scan.config import Config
    from pii_scan.policy.declaration import Declaration
    from pii_scan.policy.suggest import Served
    from pii_scan.reports.blocks import Block
    from pii_scan.rulebook import Rulebook

app = typer.Typer(
    help="Read a privacy policy, check it, compare it, draft what it lacks.",
    no_args_is_help=True,
)

_Policy = Annotated[Path, typer.Argument(metavar="POLICY", help="The policy: its text as a file.")]
_Published = Annotated[
    dt.datetime | None,
    typer.Option(
        "--published",
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="The day on which the new policy is announced.  [default: today]",
    ),
]
_Language = Annotated[
    Literal["en", "ko"],
    typer.Option("--language", help="The language of the table; JSON has both."),
]
_DECLARATION_ENDINGS = {".yaml", ".yml"}
_VARIABLE = re.compile(r"\$\{(\w+)\}")


@app.command("read")
def read(
    policy: _Policy,
    output: OutputFile = None,
    config: ConfigFile = None,
    *,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Replace the declaration in -o instead of reading it again."),
    ] = False,
) -> None:
    """Turn a policy's text into a declaration for people to review.

    What could not be placed is under unplaced. Where -o already holds one, the decisions made in
    it stay and what changed is said.
    """
    from pii_scan.policy.declaration import dump_declaration
    from pii_scan.policy.read import read_policy_file

    rulebook = _rulebook(_settings(config))
    declaration = read_policy_file(policy, rulebook)
    if output is not None and output.is_file() and not fresh:
        declaration = _read_again(declaration, output, rulebook)
    with opened(output) as out:
        out.write(dump_declaration(declaration, _schema_beside(output)).encode())
    items = sum(len(point.items) for point in declaration.collection)
    note(
        f"{policy}: {len(declaration.collection)} collection points, {items} items, "
        f"{len(declaration.retention)} retention rules, {len(declaration.processors)} processors; "
        f"{len(declaration.unplaced)} unplaced"
    )
    if not declaration.collection:
        note(
            f"{policy}: what is collected could not be read, so nothing counts as declared: "
            "add its collection points by hand"
        )


def _schema_beside(output: Path | None) -> str | None:
    from pii_scan.policy.json_schema import SCHEMA_FILE

    there = output is not None and (output.parent / SCHEMA_FILE).is_file()
    return SCHEMA_FILE if there else None


@app.command("schema")
def schema(output: OutputFile = None, config: ConfigFile = None) -> None:
    """Print the JSON Schema of the declaration, for editors.

    With -o declaration.schema.json beside a declaration, 'policy read' names it to editors.
    """
    from pii_scan.policy.json_schema import schema_text

    with opened(output) as out:
        out.write(schema_text(_rulebook(_settings(config))).encode())


def _read_again(now: Declaration, path: Path, rulebook: Rulebook) -> Declaration:
    """``now`` with the decisions in the declaration at ``path``; says what stays and changed."""
    from pii_scan.policy.again import read_again
    from pii_scan.policy.comparison import compare_policies, comparison_lines
    from pii_scan.policy.declaration import load_declaration

    try:
        before = load_declaration(path, rulebook.items)
    except PolicyError as fault:
        raise PolicyError(
            f"{path}: is not written over, as its decisions cannot be read:\n{fault}",
            "Correct it, name another file with -o, or replace it with --fresh.",
        ) from None
    if before.collection and not now.collection:
        raise PolicyError(
            f"{path}: is not written over, as what is collected could not be read in the policy",
            "Name another file with -o, or replace it with --fresh.",
        )
    again = read_again(before, now)
    if again.same_text:
        note(f"{path}: the policy's text is the same, so the declaration stays as it is")
    else:
        changes = compare_policies(before, again.declaration, _day(None)).changes
        note(f"{path}: another text than before, {len(changes)} changes")
        for line in comparison_lines(changes):
            note(f"  {line}")
    for what, lines in (
        ("kept", again.kept),
        ("lost", again.lost),
        ("read, but not in the declaration", again.unused),
    ):
        for line in lines:
            note(f"  {what}: {line}")
    return again.declaration


@app.command("lint")
def lint(
    policy: _Policy,
    format_: ListFormat = None,
    output: OutputFile = None,
    language: _Language = "en",
    config: ConfigFile = None,
) -> None:
    """Show what a policy lacks by Korean law, and what contradicts.

    It finds what it recognises and is no legal advice. The exit code is 0 whatever it finds.
    """
    from pii_scan.policy.lint import lint_blocks, lint_facts, lint_policy
    from pii_scan.policy.text import read_policy_text

    format_ = format_for(format_, output, ("table", "json"))
    result = lint_policy(read_policy_text(policy), _rulebook(_settings(config)))
    _write(lint_blocks(result, language), lint_facts(result), format_, output)
    note("it finds what it recognises: what that means is for a lawyer to judge")


@app.command("compare")
def compare(
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help="A policy's text, or its declaration (.yaml).")
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", help="The policy or declaration that follows it.")
    ],
    published: _Published = None,
    format_: ListFormat = None,
    output: OutputFile = None,
    language: _Language = "en",
    config: ConfigFile = None,
) -> None:
    """Show what changed between two policies, and when it can hold.

    How many days' notice a change needs is what the policy itself promises.
    """
    from pii_scan.policy.comparison import compare_policies, comparison_blocks, comparison_facts

    format_ = format_for(format_, output, ("table", "json"))
    rulebook = _rulebook(_settings(config))
    before, after = _declaration_of(old, rulebook), _declaration_of(new, rulebook)
    comparison = compare_policies(before, after, _day(published))
    blocks = comparison_blocks(comparison, language)
    _write(blocks, comparison_facts(comparison), format_, output)
    if not comparison.changes:
        note("nothing changed in points, items, purposes, retention, third parties and processors")
    for path, declaration in ((old, before), (new, after)):
        if not declaration.collection:
            note(f"{path}: what is collected could not be read, so it is not compared")
        if declaration.unplaced:
            count = len(declaration.unplaced)
            note(f"{path}: {count} unplaced, not compared: see 'pii-scan policy read {path}'")


@app.command("suggest")
def suggest(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT.json", help="A report of 'pii-scan scan -f json'.")
    ],
    declaration: DeclarationFile = None,
    config: ConfigFile = None,
    published: _Published = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text, yaml or json.  [default: what -o ends with, else text]",
        ),
    ] = None,
    output: OutputFile = None,
) -> None:
    """Draft the rows that the policy lacks for what a scan found.

    The text is in the policy's language, for a lawyer to edit; yaml is for the declaration. With
    pii-scan.yaml, whose points say what each source serves, rows stand at their points.
    """
    from pii_scan.policy import suggest as drafting
    from pii_scan.policy.declaration import load_declaration
    from pii_scan.policy.suggestion import suggestion_facts, suggestion_text, suggestion_yaml
    from pii_scan.reports import facts_json
    from pii_scan.reports.json_v1 import load

    format_ = format_for(format_, output, ("text", "yaml", "json"))
    settings = _settings(config)
    rulebook = _rulebook(settings)
    path = declaration or (settings.declaration if settings else None)
    if path is None:
        raise UsageError(
            "which declaration is the draft for?",
            "Name it with -d declaration.yaml, or a pii-scan.yaml that does with -c.",
        )
    declared = load_declaration(path, rulebook.items)
    saved = load(report)
    if saved.declaration is not None and saved.declaration.sha256 != declared.policy.sha256:
        note(f"{path}: the report was compared with the declaration of another text; scan again")
    suggestion = drafting.suggest(
        saved,
        declared,
        _served(settings, declared),
        rulebook.items,
        rulebook.laws.values(),
        _day(published),
    )
    with opened(output) as out:
        if format_ == "json":
            facts_json.render(suggestion_facts(suggestion), out)
        else:
            write = suggestion_text if format_ == "text" else suggestion_yaml
            out.write(write(suggestion).encode("utf-8", "backslashreplace"))


def _declaration_of(path: Path, rulebook: Rulebook) -> Declaration:
    from pii_scan.policy.declaration import load_declaration
    from pii_scan.policy.read import read_policy_file

    if path.suffix.lower() in _DECLARATION_ENDINGS:
        return load_declaration(path, rulebook.items)
    return read_policy_file(path, rulebook)


def _settings(config: Path | None) -> Config | None:
    """pii-scan.yaml, where there is one. Nothing is connected to: its variables may be unset."""
    from pii_scan.config import DEFAULT_CONFIG, load_config
    from pii_scan.yaml_file import read_text

    path = config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None)
    if path is None:
        return None
    unset = dict.fromkeys(_VARIABLE.findall(read_text(path, ConfigError)), "")
    return load_config(path, {**unset, **os.environ}, _day(None))


def _rulebook(settings: Config | None) -> Rulebook:
    """Ours, and the user's own items and words of the ``rules:`` of pii-scan.yaml."""
    from pii_scan.rulebook import load_rulebook

    if settings is None:
        return load_rulebook()
    return load_rulebook(settings.own_rules, settings.countries)


def _served(settings: Config | None, declaration: Declaration) -> Served:
    """Which points a field's source serves: by pii-scan.yaml, else by the declaration."""
    entries = {entry.name: entry for entry in settings.sources} if settings else {}

    def served(source: str, path: tuple[str, ...]) -> tuple[str, ...] | None:
        entry = entries.get(source)
        if entry is not None:
            points = entry.table(path).points
            points = entry.points if points is None else points
            if points is not None:
                return points
        named = tuple(p.point for p in declaration.collection if source in p.sources)
        return named or None

    return served


def _day(day: dt.datetime | None) -> dt.date:
    return (day or dt.datetime.now().astimezone()).date()


def _write(
    blocks: Iterable[Block], facts: Mapping[str, object], format_: str, output: Path | None
) -> None:
    from pii_scan.reports import blocks as pages
    from pii_scan.reports import facts_json
    from pii_scan.reports.display import Display, display_of

    display = display_of(sys.stdout, os.environ) if output is None else Display()
    with opened(output) as out:
        if format_ == "json":
            facts_json.render(facts, out)
        else:
            pages.render(blocks, out, display)
