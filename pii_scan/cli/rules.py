"""pii-scan rules …: what is looked for, and why."""

from __future__ import annotations

import typer

from pii_scan.cli.options import ListFormat, OutputFile
from pii_scan.cli.output import write_list

app = typer.Typer(help="Look at the rules.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Look at the rules."""


@app.command("list")
def list_(format_: ListFormat = "table", output: OutputFile = None) -> None:
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
    write_list("items", rows, format_, output)
